//! The rows of a grid: what the marks of each document say of each field.

use super::{
    By, Cell, Column, Row, Said, Topic, conflict, counts, figure_words, named, participant_words, place_words,
    places_words,
};
use crate::base::when::When;
use crate::model::{
    CodeId, CodeKind, DocumentId, EntityId, Event, EventId, Field, Figure, MarkId, Participant, Place, Source,
    Status, Who,
};
use crate::project::Project;
use crate::query::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of an event with these marks that count.
pub(super) fn rows(
    project: &Project,
    id: EventId,
    event: &Event,
    counted: &[(MarkId, DocumentId)],
    columns: &[Column],
) -> Vec<Row> {
    let places = columns.iter().enumerate().map(|(at, column)| (column.document, at)).collect();
    let gather = Gather { project, id, event, counted, columns, places };
    let mut rows = vec![gather.kind(), gather.when(), gather.place()];
    rows.extend(gather.roles());
    rows.extend(gather.figures());
    rows.push(gather.status());
    rows.retain(|row| !row.accepted.is_empty() || !row.cells.is_empty());
    rows
}

struct Gather<'p> {
    project: &'p Project,
    id: EventId,
    event: &'p Event,
    counted: &'p [(MarkId, DocumentId)],
    columns: &'p [Column],
    places: BTreeMap<DocumentId, usize>,
}

impl Gather<'_> {
    /// A cell of the mark's column; `None` if its document has none.
    fn cell(&self, mark: MarkId, said: Said, value: String, accepted: bool) -> Option<Cell> {
        let row = self.project.marks().get(mark)?;
        let column = *self.places.get(&row.document)?;
        let quote = row.quote.clone();
        Some(Cell { column, said, value, mark, quote, accepted, contradicts: BTreeSet::new() })
    }

    fn sourced(&self, source: Source, said: Said, value: String, accepted: bool) -> Option<Cell> {
        self.cell(source.mark()?, said, value, accepted)
    }

    /// Sorts the cells, drops those that a document says twice, and looks for contradictions.
    fn row(&self, topic: Topic, label: &str, accepted: String, mut cells: Vec<Cell>) -> Row {
        cells.sort_by_key(|cell| cell.column);
        let mut known: BTreeSet<(usize, String)> = BTreeSet::new();
        cells.retain(|cell| known.insert((cell.column, cell.value.clone())));
        conflict::mark(self.project, &mut cells);
        let origins = self.origins(cells.iter().filter(|cell| cell.accepted));
        let by = match (accepted.is_empty(), origins) {
            (true, _) => By::Nobody,
            (false, 0) => By::Analyst,
            (false, _) => By::Documents,
        };
        Row { topic, label: label.to_owned(), accepted, by, cells, origins }
    }

    fn origins<'c>(&self, cells: impl Iterator<Item = &'c Cell>) -> usize {
        let of = |cell: &Cell| self.columns.get(cell.column).map(|column| column.origin);
        cells.filter_map(of).collect::<BTreeSet<_>>().len()
    }

    fn kind(&self) -> Row {
        let name = |code: CodeId| self.project.label(code.into()).to_owned();
        let cell =
            |mark: MarkId, code: CodeId| self.cell(mark, Said::Kind(code), name(code), self.event.kind == Some(code));
        let source = self.event.sources.get(&Field::Kind).copied().and_then(Source::mark);
        let mut cells: Vec<Cell> =
            source.zip(self.event.kind).and_then(|(mark, code)| cell(mark, code)).into_iter().collect();
        for (mark, _) in self.counted {
            let code = self.project.marks().get(*mark).and_then(|row| row.code).filter(|code| self.is_type(*code));
            cells.extend(code.and_then(|code| cell(*mark, code)));
        }
        self.row(Topic::Kind, "Type", self.event.kind.map(name).unwrap_or_default(), cells)
    }

    fn is_type(&self, code: CodeId) -> bool {
        self.project.codes().get(code).is_some_and(|code| code.kind == CodeKind::EventType)
    }

    fn when(&self) -> Row {
        let accepted = self.event.when();
        let stated = self.event.stated.iter().filter_map(|stated| {
            let value = match &stated.when {
                Some(when) => when.human(),
                None => format!("“{}”", stated.text),
            };
            let same = stated.when.as_ref().zip(accepted).is_some_and(|(said, has)| says(said, has));
            self.sourced(stated.source, Said::When(stated.when.clone()), value, same)
        });
        let assessed = self.event.assessed.iter().filter_map(|assessed| {
            let when = assessed.when.clone();
            self.sourced(assessed.source, Said::When(Some(when)), assessed.when.human(), true)
        });
        let cells = stated.chain(assessed).collect();
        self.row(Topic::When, "When", accepted.map(When::human).unwrap_or_default(), cells)
    }

    fn place(&self) -> Row {
        let has = &self.event.places;
        let own = has.iter().filter_map(|place| {
            self.sourced(place.source, Said::Place(place.clone()), place_words(self.project, place), true)
        });
        let mut cells: Vec<Cell> = own.collect();
        for (mark, entity) in self.named().into_iter().filter(|(_, entity)| self.is_place(*entity)) {
            let is_accepted = has.iter().any(|place| place.entity == Some(entity));
            let same = |cell: &Cell| {
                matches!(&cell.said, Said::Place(place) if place.entity == Some(entity))
                    && self.project.marks().get(cell.mark).map(|row| row.document)
                        == self.project.marks().get(mark).map(|row| row.document)
            };
            if !cells.iter().any(same) {
                let place = Place { entity: Some(entity), ..Place::default() };
                let value = place_words(self.project, &place);
                cells.extend(self.cell(mark, Said::Place(place), value, is_accepted));
            }
        }
        let accepted = places_words(self.project, self.event);
        self.row(Topic::Place, "Where", accepted, cells)
    }

    /// Whether an entity is of the kind called a place, or is where the event is said to have been.
    fn is_place(&self, entity: EntityId) -> bool {
        if self.event.places.iter().any(|place| place.entity == Some(entity)) {
            return true;
        }
        let mut kind = self.project.entities().get(entity).and_then(|row| row.kind);
        // A codebook edited by hand may go round in a circle.
        for _ in 0..16 {
            let Some(code) = kind.and_then(|kind| self.project.codes().get(kind)) else { return false };
            if matches!(fold(&code.name).as_str(), "place" | "places" | "lieu" | "lieux") {
                return true;
            }
            kind = code.parent;
        }
        false
    }

    /// The entities that are named within the evidence, each with the evidence, by evidence and place.
    fn named(&self) -> Vec<(MarkId, EntityId)> {
        let mut named = Vec::new();
        for (evidence, document) in self.counted {
            let Some(row) = self.project.marks().get(*evidence) else { continue };
            let hull = row.pieces.hull();
            for (span, mark) in self.project.index().marks_over(*document, hull) {
                let inside = hull.intersect(span) == Some(span);
                let mark = self.project.marks().get(mark).filter(|_| inside);
                named.extend(
                    mark.into_iter()
                        .flat_map(|mark| mark.entities().map(|entity| (*evidence, entity)).collect::<Vec<_>>()),
                );
            }
        }
        named
    }

    fn roles(&self) -> Vec<Row> {
        let mut by_role: Vec<(Option<CodeId>, Vec<usize>)> = Vec::new();
        for (at, participant) in self.event.participants.iter().enumerate() {
            match by_role.iter_mut().find(|(role, _)| *role == participant.role) {
                Some((_, places)) => places.push(at),
                None => by_role.push((participant.role, vec![at])),
            }
        }
        let named = self.named();
        by_role.into_iter().map(|(role, places)| self.role(role, &places, &named)).collect()
    }

    fn role(&self, role: Option<CodeId>, places: &[usize], named: &[(MarkId, EntityId)]) -> Row {
        let people: Vec<(usize, &Participant)> =
            places.iter().filter_map(|at| Some((*at, self.event.participants.get(*at)?))).collect();
        let mut cells = Vec::new();
        for (at, participant) in &people {
            cells.extend(self.participant(*at, participant, named));
        }
        let words: Vec<String> = people.iter().map(|(_, who)| participant_words(self.project, who)).collect();
        let label = role.map_or("Participant", |role| self.project.label(role.into()));
        let mut row = self.row(Topic::Role(role), label, words.join("; "), cells);
        // All of them are said by so many origins: the one that fewest say decides.
        let of = |at: usize| {
            self.origins(
                row.cells.iter().filter(|cell| matches!(cell.said, Said::Participant(place, _) if place == at)),
            )
        };
        row.origins = people.iter().map(|(at, _)| of(*at)).min().unwrap_or(0);
        row.by = if row.origins == 0 { By::Analyst } else { By::Documents };
        row
    }

    /// The document that the participant was taken from, then those whose evidence names the entity.
    fn participant(&self, at: usize, participant: &Participant, named: &[(MarkId, EntityId)]) -> Vec<Cell> {
        let words = participant_words(self.project, participant);
        let cell =
            |mark: MarkId, own: bool| self.cell(mark, Said::Participant(at, participant.clone()), words.clone(), own);
        let mut cells: Vec<Cell> = participant.source.mark().and_then(|mark| cell(mark, true)).into_iter().collect();
        let Who::Entity(entity) = participant.who else { return cells };
        for (mark, _) in named.iter().filter(|(_, other)| *other == entity) {
            let more = cell(*mark, true).filter(|more| !cells.iter().any(|known| known.column == more.column));
            cells.extend(more);
        }
        cells
    }

    fn figures(&self) -> Vec<Row> {
        let mut by_what: Vec<(String, String, Vec<usize>)> = Vec::new();
        for (at, figure) in self.event.figures.iter().enumerate() {
            let name = named(figure);
            let key = counts(figure);
            match by_what.iter_mut().find(|(known, ..)| *known == key) {
                Some((.., places)) => places.push(at),
                None => by_what.push((key, name.to_owned(), vec![at])),
            }
        }
        by_what.into_iter().map(|(key, name, places)| self.figure(key, &name, &places)).collect()
    }

    /// Of several figures of one thing the first one of the event's list is the accepted one.
    fn figure(&self, key: String, name: &str, places: &[usize]) -> Row {
        let figures: Vec<(usize, &Figure)> =
            places.iter().filter_map(|at| Some((*at, self.event.figures.get(*at)?))).collect();
        let first = figures.first().map(|(_, figure)| *figure);
        let same =
            |figure: &Figure| first.is_some_and(|first| Figure { source: first.source, ..figure.clone() } == *first);
        let cells = figures.iter().filter_map(|(at, figure)| {
            let said = Said::Figure(*at, (*figure).clone());
            self.sourced(figure.source, said, figure_words(self.project, figure), same(figure))
        });
        let label = if name.is_empty() { "Figure" } else { name };
        self.row(
            Topic::Figure(key),
            label,
            first.map(|figure| figure_words(self.project, figure)).unwrap_or_default(),
            cells.collect(),
        )
    }

    fn status(&self) -> Row {
        let now = self.event.status;
        let cell = |mark: MarkId, status: Status, when: Option<When>| {
            let when = when.or_else(|| self.said_on(mark));
            self.cell(mark, Said::Status(status, when), status.to_string(), status == now)
        };
        let own = self.event.sources.get(&Field::Status).copied().and_then(Source::mark);
        let mut cells: Vec<Cell> = own.and_then(|mark| cell(mark, now, None)).into_iter().collect();
        for step in &self.event.status_history {
            cells.extend(step.source.mark().and_then(|mark| cell(mark, step.status, step.when.clone())));
        }
        for (mark, _) in self.counted {
            let row = self.project.marks().get(*mark).filter(|row| row.proves_event(self.id));
            cells.extend(row.and_then(|row| row.status).and_then(|status| cell(*mark, status, None)));
        }
        self.row(Topic::Status, "Status", now.to_string(), cells)
    }

    /// The day on which the document of a mark was published.
    fn said_on(&self, mark: MarkId) -> Option<When> {
        let document = self.project.marks().get(mark)?.document;
        Some(self.project.documents().get(document)?.published.as_ref()?.when.clone())
    }
}

/// Whether a date as stated says the date that the event has, or one within it.
fn says(said: &When, has: &When) -> bool {
    said == has || has.earliest().zip(has.latest()).is_some_and(|(first, last)| said.within(first, last))
}
