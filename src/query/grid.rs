//! What each document says of one event, side by side: the grid in which an analyst decides between sources.
//!
//! A column is a document that reports the event, a row a field; a cell holds a value that a mark of that document
//! states, with its quote. Values come from the sources that the event records, from the codes and statuses of its
//! marks, and from the entities that are named within its evidence. Promises: contradictions are found between
//! documents only, and a value that no document states is the analyst's. Outlets that copy one origin are one origin.
//!
//! What it does *not* do: it accepts nothing. `rows` gathers what is said, `conflict` decides what cannot both be.

mod conflict;
mod rows;

use super::fold::fold;
use super::origins;
use super::scope;
use super::suggest::figures::currency_of;
use crate::base::number::spaced;
use crate::base::when::When;
use crate::model::{
    Bound, Certainty, CodeId, DocumentId, Event, EventId, Figure, MarkId, Participant, Place, Source, Status, Who,
};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};

/// All that is said of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The event.
    pub event: EventId,
    /// The documents, by date of publication, then by id.
    pub columns: Vec<Column>,
    /// The fields of which anything is known or said, in the order of the form.
    pub rows: Vec<Row>,
    /// Distinct origins among the documents.
    pub origins: usize,
}

/// A document that reports the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which.
    pub document: DocumentId,
    /// Who published it; its title if that is not known.
    pub outlet: String,
    /// When it was published.
    pub date: Option<When>,
    /// The number of its origin, counted from 0 in the order of the columns: columns with one number are one source.
    pub origin: usize,
}

/// A field of the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub topic: Topic,
    /// What it is called.
    pub label: String,
    /// The value that the event has; empty if it has none.
    pub accepted: String,
    /// Who says so.
    pub by: By,
    /// What the documents say: by column, then in the order in which the event lists it.
    pub cells: Vec<Cell>,
    /// Distinct origins that say what the event has.
    pub origins: usize,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The event type.
    Kind,
    /// The date.
    When,
    /// The place.
    Place,
    /// Who took part in a role.
    Role(Option<CodeId>),
    /// How many, or how much, of something.
    Figure(String),
    /// Whether it happened.
    Status,
}

impl Topic {
    /// Its name for scripts: type, when, place, role, figure or status.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Kind => "type",
            Self::When => "when",
            Self::Place => "place",
            Self::Role(_) => "role",
            Self::Figure(_) => "figure",
            Self::Status => "status",
        }
    }
}

/// Who says what the event has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// There is nothing that could be said.
    Nobody,
    /// No document says so.
    Analyst,
    /// At least one document does.
    Documents,
}

/// A value that a document states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whose, counted from 0.
    pub column: usize,
    /// What it says.
    pub said: Said,
    /// That in words.
    pub value: String,
    /// The mark that says so.
    pub mark: MarkId,
    /// The words of the mark.
    pub quote: String,
    /// It is what the event has.
    pub accepted: bool,
    /// The columns that say what cannot be together with this.
    pub contradicts: BTreeSet<usize>,
}

/// What a document says, as the event would record it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is of this type.
    Kind(CodeId),
    /// It was then; `None` where the words have no value.
    When(Option<When>),
    /// It was there.
    Place(Place),
    /// The participant at this place of the event's list took part.
    Participant(usize, Participant),
    /// The figure at this place of the event's list.
    Figure(usize, Figure),
    /// This is so, as of the day when it was said.
    Status(Status, Option<When>),
}

/// The grid of an event; `None` if there is no such event.
#[must_use]
pub fn grid(project: &Project, event: EventId) -> Option<Grid> {
    let row = project.events().get(event)?;
    let counted = scope::counted_marks(project, event);
    let sourced = row.all_sources().into_iter().filter_map(Source::mark);
    let sourced = sourced.filter_map(|mark| project.marks().get(mark)).map(|mark| mark.document);
    let sourced = sourced.filter(|document| scope::document_counts(project, *document));
    let documents: BTreeSet<DocumentId> = counted.iter().map(|(_, document)| *document).chain(sourced).collect();
    let columns = columns(project, documents);
    let rows = rows::rows(project, event, row, &counted, &columns);
    let origins = columns.iter().map(|column| column.origin).collect::<BTreeSet<_>>().len();
    Some(Grid { event, columns, rows, origins })
}

impl Grid {
    /// Cells that contradict another document.
    #[must_use]
    pub fn contradictions(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.contradicts.is_empty()).count()
    }

    /// “Harbour Post” for a column.
    #[must_use]
    pub fn outlet(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |column| &column.outlet)
    }
}

fn columns(project: &Project, documents: BTreeSet<DocumentId>) -> Vec<Column> {
    let published = |id: DocumentId| project.documents().get(id).and_then(|row| row.published.as_ref());
    let mut sorted: Vec<DocumentId> = documents.into_iter().collect();
    // An article without a date comes last.
    sorted.sort_by_cached_key(|id| (published(*id).is_none(), published(*id).map(|date| date.when.clone()), *id));
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let column = |id: DocumentId| {
        let row = project.documents().get(id)?;
        let next = known.len();
        let origin = *known.entry(origins::of(project, id)).or_insert(next);
        let outlet = if row.outlet.is_empty() { &row.title } else { &row.outlet };
        let date = published(id).map(|date| date.when.clone());
        Some(Column { document: id, outlet: outlet.clone(), date, origin })
    };
    sorted.into_iter().filter_map(column).collect()
}

/// A figure in words: “more than 200 cells, 2002/2025-03-10”, “1 400 000 000 EUR, France”.
#[must_use]
pub fn figure_words(project: &Project, figure: &Figure) -> String {
    figure_spelt(project, figure, &spaced(&figure.value.to_string()))
}

/// A figure in words, with its value spelt as given.
#[must_use]
pub fn figure_spelt(project: &Project, figure: &Figure, value: &str) -> String {
    let bound = match figure.bound {
        Bound::Exactly => "",
        Bound::MoreThan => "more than",
        Bound::LessThan => "less than",
        Bound::About => "about",
        Bound::Only => "only",
    };
    let unit = unit_of(figure);
    let parts = [bound, value, &unit, &figure.what];
    let mut words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let of = figure.of.map(|entity| project.label(entity.into()).to_owned());
    for beside in of.into_iter().chain(figure.when.as_ref().map(When::human)) {
        words.push_str(", ");
        words.push_str(&beside);
    }
    words
}

/// What a figure is stated in: “EUR”, “arrests”, “EUR a month”.
#[must_use]
pub fn unit_of(figure: &Figure) -> String {
    let (currency, unit) = (figure.currency.trim(), figure.unit.trim());
    // “EUR” and “euros” are one.
    let is_money = currency_of(unit) == Some(currency);
    let parts = [currency, if is_money { "" } else { unit }];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a figure counts, as it is compared: figures of one, and of one owner, are rows of one.
#[must_use]
pub fn counts(figure: &Figure) -> String {
    let of = figure.of.map(|entity| format!(" {entity}")).unwrap_or_default();
    format!("{}{of}", fold(named(figure)))
}

/// What a figure counts, in the words that the analyst gave, else its unit or its money.
fn named(figure: &Figure) -> &str {
    let names = [figure.what.as_str(), &figure.unit, &figure.currency];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

/// All places of an event in words.
#[must_use]
pub fn places_words(project: &Project, event: &Event) -> String {
    event.places.iter().map(|place| place_words(project, place)).collect::<Vec<_>>().join("; ")
}

/// A place in words: the entity, then what is said beside it.
#[must_use]
pub fn place_words(project: &Project, place: &Place) -> String {
    let entity = place.entity.map(|entity| project.label(entity.into()));
    let parts = entity.into_iter().chain([place.text.as_str()]).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// A participant in words: name and office, or the unnamed group and how many.
#[must_use]
pub fn participant_words(project: &Project, participant: &Participant) -> String {
    let name = match &participant.who {
        Who::Entity(entity) => project.label((*entity).into()).to_owned(),
        Who::Unnamed { text, count: Some(count) } => format!("{text} ({count})"),
        Who::Unnamed { text, count: None } => text.clone(),
    };
    let mut words = if participant.office.is_empty() { name } else { format!("{name}, {}", participant.office) };
    if participant.certainty != Certainty::Certain {
        words = format!("{words} ({})", participant.certainty);
    }
    words
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
