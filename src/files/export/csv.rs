//! Tables for spreadsheets and statistics: events, marks, participants, entities, who says each value, and which
//! document reports which event.
//!
//! Promises: the same project gives the same bytes; ids in every row, so that tables can be joined; places count
//! Unicode code points, half-open; a cell that a spreadsheet would take for a formula begins with an apostrophe,
//! while plain numbers stay numbers. What it does *not* do: it writes no file, and it leaves nothing out, neither
//! undated events nor documents set aside.

use super::values;
use crate::base::lines::Lines;
use crate::base::span::Pieces;
use crate::base::when::When;
use crate::model::{
    Anchor, Certainty, DocumentId, Event, EventId, Evidence, Mark, Participant, Place, Proves, RecordId, Relation,
    RelationKind, StatusStep, Who,
};
use crate::project::Project;
use crate::query::grid::figure_spelt;
use crate::query::origins;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A table: the name of its file and its bytes.
pub type Table = (&'static str, Vec<u8>);

/// All tables, in the order of their names as a person would read them.
///
/// # Errors
/// None that is known: the tables are written to memory.
pub fn csv_tables(project: &Project) -> Result<Vec<Table>, csv::Error> {
    Ok(vec![
        ("events.csv", table(&EVENT_COLUMNS, events(project))?),
        ("marks.csv", table(&MARK_COLUMNS, marks(project))?),
        ("participants.csv", table(&PARTICIPANT_COLUMNS, participants(project))?),
        ("entities.csv", table(&ENTITY_COLUMNS, entities(project))?),
        ("values.csv", table(&values::COLUMNS, values::rows(project))?),
        ("crosswalk.csv", table(&CROSSWALK_COLUMNS, crosswalk(project))?),
    ])
}

const EVENT_COLUMNS: [&str; 25] = [
    "event",
    "title",
    "type",
    "type_name",
    "areas",
    "when",
    "earliest",
    "latest",
    "precision",
    "stated",
    "place",
    "status",
    "certainty",
    "figures",
    "documents",
    "marks",
    "origins",
    "because",
    "status_history",
    "relations",
    "likelihood",
    "grade",
    "handling",
    "note",
    "made_by",
];
const MARK_COLUMNS: [&str; 21] = [
    "mark",
    "document",
    "document_title",
    "outlet",
    "published",
    "start_char",
    "end_char",
    "places",
    "quote",
    "code",
    "code_name",
    "events",
    "entities",
    "probable_of",
    "status",
    "speech",
    "attribution",
    "in_error",
    "anchor",
    "note",
    "made_by",
];
const PARTICIPANT_COLUMNS: [&str; 9] =
    ["event", "event_title", "position", "entity", "name", "count", "role_name", "office", "certainty"];
const ENTITY_COLUMNS: [&str; 6] = ["entity", "name", "other_names", "kind_name", "external", "note"];
const CROSSWALK_COLUMNS: [&str; 9] = [
    "event",
    "event_title",
    "document",
    "document_title",
    "outlet",
    "published",
    "marks",
    "syndicated_from",
    "source",
];

type Row = Vec<String>;

fn table(columns: &[&str], rows: Vec<Row>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.into_iter().map(harmless))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky && !is_number(&cell) { format!("'{cell}") } else { cell }
}

/// A plain number, such as `-4` or `+1.5`: digits and at most one point behind a sign.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let dots = digits.bytes().filter(|byte| *byte == b'.').count();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain && dots <= 1 && digits.bytes().any(|byte| byte.is_ascii_digit())
}

fn events(project: &Project) -> Vec<Row> {
    let mut totals: BTreeMap<EventId, (usize, usize)> = BTreeMap::new();
    for ((event, _), marks) in reports(project) {
        let total = totals.entry(event).or_default();
        *total = (total.0 + 1, total.1 + marks);
    }
    let total = |id| totals.get(&id).copied().unwrap_or_default();
    project.events().iter().map(|(id, event)| event_row(project, id, event, total(id))).collect()
}

fn event_row(project: &Project, id: EventId, event: &Event, (documents, marks): (usize, usize)) -> Row {
    let [when, earliest, latest, precision] = date_cells(event.when());
    vec![
        id.to_string(),
        event.title.clone(),
        event.kind.map(|code| code.to_string()).unwrap_or_default(),
        event.kind.map(|code| project.label(code.into()).to_owned()).unwrap_or_default(),
        joined(event.areas.iter().map(|code| project.label((*code).into()))),
        when,
        earliest,
        latest,
        precision,
        joined(event.stated.iter().map(|stated| stated.text.as_str())),
        joined(event.places.iter().map(|one| place(project, one))),
        event.status.to_string(),
        event.certainty.to_string(),
        joined(event.figures.iter().map(|figure| figure_spelt(project, figure, &figure.value.to_string()))),
        documents.to_string(),
        marks.to_string(),
        origins::count(project, &project.index().documents_of_event(id)).to_string(),
        event.assessed.as_ref().map(|assessed| assessed.reason.clone()).unwrap_or_default(),
        joined(event.status_history.iter().map(step)),
        joined(event.relations.iter().map(|relation| relation_to(project, relation))),
        event.likelihood.clone(),
        event.grade.map(|grade| grade.to_string()).unwrap_or_default(),
        event.handling.map(|handling| handling.to_string()).unwrap_or_default(),
        event.note.clone(),
        event.made.by.clone(),
    ]
}

/// “hoped for 2025-03”.
fn step(step: &StatusStep) -> String {
    let when = step.when.as_ref().map(|when| format!(" {when}")).unwrap_or_default();
    format!("{}{when}", step.status)
}

/// “`PartOf e7k2m9q4xw1`”, as commands and the project file name the kind; a kind of the codebook by its name.
fn relation_to(project: &Project, relation: &Relation) -> String {
    let kind = match relation.kind {
        RelationKind::Other(code) => project.label(code.into()).to_owned(),
        kind => format!("{kind:?}"),
    };
    format!("{kind} {}", relation.to)
}

fn place(project: &Project, place: &Place) -> String {
    let entity = place.entity.map(|entity| project.label(entity.into())).unwrap_or_default();
    [place.text.as_str(), entity].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// EDTF, first day, last day, precision; nothing where there is no date.
fn date_cells(when: Option<&When>) -> [String; 4] {
    let Some(when) = when else { return Default::default() };
    let day = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    // The names of the precisions are one word each.
    let precision = format!("{:?}", when.precision()).to_lowercase();
    [when.to_string(), day(when.earliest()), day(when.latest()), precision]
}

fn marks(project: &Project) -> Vec<Row> {
    let mut by_document: BTreeMap<DocumentId, Vec<_>> = BTreeMap::new();
    for (id, mark) in project.marks().iter() {
        by_document.entry(mark.document).or_default().push((mark.pieces.hull(), id, mark));
    }
    let mut rows = Vec::new();
    for (document, mut marks) in by_document {
        marks.sort_by_key(|(hull, id, _)| (*hull, *id));
        let text = project.text(document);
        let lines = Lines::new(text);
        for (_, id, mark) in marks {
            rows.push(mark_row(project, id.to_string(), mark, &Places::of(mark, text, &lines)));
        }
    }
    rows
}

/// Where a mark lies, in code points; nothing for one whose words are lost.
#[derive(Default)]
struct Places {
    start: String,
    end: String,
    all: String,
}

impl Places {
    fn of(mark: &Mark, text: &str, lines: &Lines) -> Self {
        if mark.anchor == Anchor::Lost {
            return Self::default();
        }
        Self::of_pieces(&mark.pieces, text, lines).unwrap_or_default()
    }

    fn of_pieces(pieces: &Pieces, text: &str, lines: &Lines) -> Option<Self> {
        let chars = |byte| lines.char_from_byte(text, byte);
        let all: Option<Vec<String>> = pieces
            .spans()
            .iter()
            .map(|span| Some(format!("{}-{}", chars(span.start())?, chars(span.end())?)))
            .collect();
        let hull = pieces.hull();
        let (start, end) = (chars(hull.start())?.to_string(), chars(hull.end())?.to_string());
        Some(Self { start, end, all: all?.join(";") })
    }
}

fn mark_row(project: &Project, id: String, mark: &Mark, places: &Places) -> Row {
    let anchor = match mark.anchor {
        Anchor::Placed => "placed",
        Anchor::Doubtful => "doubtful",
        Anchor::Lost => "lost",
    };
    let [document, title, outlet, published] = document_cells(project, mark.document);
    vec![
        id,
        document,
        title,
        outlet,
        published,
        places.start.clone(),
        places.end.clone(),
        places.all.clone(),
        mark.quote.clone(),
        mark.code.map(|code| code.to_string()).unwrap_or_default(),
        mark.code.map(|code| project.label(code.into()).to_owned()).unwrap_or_default(),
        joined(mark.events().map(|event| event.to_string())),
        joined(mark.entities().map(|entity| entity.to_string())),
        joined(mark.evidence.iter().filter(|evidence| evidence.link != Certainty::Certain).map(unsure)),
        mark.status.map(|status| status.to_string()).unwrap_or_default(),
        mark.speech.map(|speech| speech.to_string()).unwrap_or_default(),
        mark.attribution.join(" < "),
        if mark.in_error { "yes" } else { "" }.to_owned(),
        anchor.to_owned(),
        mark.note.clone(),
        mark.made.by.clone(),
    ]
}

/// “e7k2m9q4xw1 possible”: a link that is not certain.
fn unsure(evidence: &Evidence) -> String {
    let of: RecordId = match evidence.of {
        Proves::Event(event) => event.into(),
        Proves::Entity(entity) => entity.into(),
    };
    format!("{of} {}", evidence.link)
}

/// Id, title, outlet, date of publication.
fn document_cells(project: &Project, id: DocumentId) -> [String; 4] {
    let Some(row) = project.documents().get(id) else {
        return [id.to_string(), String::new(), String::new(), String::new()];
    };
    let published = row.published.as_ref().map(|published| published.when.to_string()).unwrap_or_default();
    [id.to_string(), row.title.clone(), row.outlet.clone(), published]
}

fn participants(project: &Project) -> Vec<Row> {
    let mut rows = Vec::new();
    for (id, event) in project.events().iter() {
        for (position, participant) in event.participants.iter().enumerate() {
            rows.push(participant_row(project, id, event, position + 1, participant));
        }
    }
    rows
}

fn participant_row(project: &Project, id: EventId, event: &Event, position: usize, participant: &Participant) -> Row {
    let (entity, name, count) = match &participant.who {
        Who::Entity(entity) => (entity.to_string(), project.label((*entity).into()).to_owned(), String::new()),
        Who::Unnamed { text, count } => {
            (String::new(), text.clone(), count.map(|count| count.to_string()).unwrap_or_default())
        }
    };
    let role = participant.role.map(|role| project.label(role.into()).to_owned()).unwrap_or_default();
    let office = participant.office.clone();
    let certainty = participant.certainty.to_string();
    vec![id.to_string(), event.title.clone(), position.to_string(), entity, name, count, role, office, certainty]
}

fn entities(project: &Project) -> Vec<Row> {
    let rows = project.entities().iter().map(|(id, entity)| {
        let others = entity.names.iter().skip(1).map(|name| name.text.as_str());
        let external = entity.external.iter().map(|external| format!("{}:{}", external.scheme, external.value));
        vec![
            id.to_string(),
            project.label(id.into()).to_owned(),
            joined(others),
            entity.kind.map(|kind| project.label(kind.into()).to_owned()).unwrap_or_default(),
            joined(external),
            entity.note.clone(),
        ]
    });
    rows.collect()
}

fn crosswalk(project: &Project) -> Vec<Row> {
    let rows = reports(project).into_iter().map(|((event, document), marks)| {
        let source = origins::of(project, document);
        let original = project.documents().get(document).and_then(|row| row.syndicated_from);
        let from = original.map(|original| original.to_string()).unwrap_or_default();
        let [document, title, outlet, published] = document_cells(project, document);
        let event_title = project.label(event.into()).to_owned();
        let marks = marks.to_string();
        vec![event.to_string(), event_title, document, title, outlet, published, marks, from, source]
    });
    rows.collect()
}

/// How many marks of a document are evidence of an event.
fn reports(project: &Project) -> BTreeMap<(EventId, DocumentId), usize> {
    let mut reports = BTreeMap::new();
    for (_, mark) in project.marks().iter() {
        for event in mark.events() {
            *reports.entry((event, mark.document)).or_default() += 1;
        }
    }
    reports
}

fn joined<S: AsRef<str>>(parts: impl Iterator<Item = S>) -> String {
    let parts: Vec<S> = parts.collect();
    parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use crate::project::testing::World;

    #[test]
    fn links_and_earlier_statuses_are_told() {
        let mut world = World::new();
        let (visit, talks) = (world.event("Visit", "2025-03", None, &[]), world.event("Talks", "", None, &[]));
        let part = Relation {
            kind: RelationKind::PartOf,
            to: visit,
            certainty: Certainty::Certain,
            note: String::new(),
            source: crate::model::Source::Analyst,
        };
        assert_eq!(relation_to(&world.project, &part), format!("PartOf {visit}"));
        let hoped = StatusStep {
            status: Status::HopedFor,
            when: "2025-02".parse().ok(),
            source: crate::model::Source::Analyst,
        };
        assert_eq!(step(&hoped), "hoped for 2025-02");
        world.change::<Event>(talks, |row| row.relations = vec![part]);
        let row = events(&world.project).into_iter().find(|row| row[0] == talks.to_string()).unwrap();
        let at = EVENT_COLUMNS.iter().position(|column| *column == "relations").unwrap();
        assert_eq!(row[at], format!("PartOf {visit}"));
    }

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        let check = |cell: &str, expected: &str| assert_eq!(harmless(cell.to_owned()), expected);
        check("=SUM(A1)", "'=SUM(A1)");
        check("@home", "'@home");
        check("-1+1", "'-1+1");
        check("\t=1", "'\t=1");
        check("-", "'-");
        check("-4.5", "-4.5");
        check("+1", "+1");
        check("a=b", "a=b");
    }

    #[test]
    fn dates_have_their_ends_and_their_width() {
        let when: When = "2024-02".parse().unwrap();
        assert_eq!(date_cells(Some(&when)), ["2024-02", "2024-02-01", "2024-02-29", "month"]);
        let when: When = "2025-03-10T23:20:00-04".parse().unwrap();
        assert_eq!(date_cells(Some(&when)), ["2025-03-10T23:20:00-04", "2025-03-10", "2025-03-10", "time"]);
        assert_eq!(date_cells(None), ["", "", "", ""]);
    }
}
