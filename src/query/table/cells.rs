//! What stands in a cell of a list. Each looks at one record and those beside it, never at the whole project.

use super::Reach;
use crate::model::{Anchor, CodeId, Entity, EntityId, Event, EventId, ListColumn, Mark, Name, Record, RecordId, Who};
use crate::project::Project;
use crate::query::grid::places_words;
use crate::query::origins;
use ListColumn as C;

/// The words of a cell; empty if there is nothing to say. `reach` is that of the rows.
#[must_use]
pub fn cell(project: &Project, reach: &Reach, id: RecordId, column: ListColumn) -> String {
    if let Some(count) = count(project, id, column) {
        return count.to_string();
    }
    match id {
        RecordId::Event(id) => project.events().get(id).map(|event| of_event(project, event, column)),
        RecordId::Entity(id) => {
            project.entities().get(id).map(|entity| of_entity(project, reach, id, entity, column))
        }
        RecordId::Mark(id) => project.marks().get(id).map(|mark| of_mark(project, mark, column)),
        _ => None,
    }
    .unwrap_or_default()
}

/// The number of a cell that holds one.
#[must_use]
pub fn count(project: &Project, id: RecordId, column: ListColumn) -> Option<usize> {
    let index = project.index();
    match (id, column) {
        (RecordId::Event(id), C::Documents) => Some(index.documents_of_event(id).len()),
        (RecordId::Event(id), C::Origins) => Some(origins::count(project, &index.documents_of_event(id))),
        (RecordId::Event(id), C::Marks) => Some(index.evidence_count(id)),
        (RecordId::Entity(id), C::Marks) => Some(index.mention_count(id)),
        (RecordId::Entity(id), C::Events) => Some(index.participation_count(id)),
        _ => None,
    }
}

/// The code whose colour and pattern stand before a cell.
#[must_use]
pub fn code(project: &Project, id: RecordId, column: ListColumn) -> Option<CodeId> {
    match (id, column) {
        (RecordId::Event(id), C::Type) => project.events().get(id)?.kind,
        (RecordId::Entity(id), C::Kind) => project.entities().get(id)?.kind,
        (RecordId::Mark(id), C::Code) => project.marks().get(id)?.code,
        _ => None,
    }
}

/// The events that a count opens: itself, or those that an entity takes part in.
#[must_use]
pub fn events_behind(project: &Project, id: RecordId, column: ListColumn) -> Vec<EventId> {
    match (id, column) {
        (RecordId::Event(id), _) => vec![id],
        (RecordId::Entity(id), C::Events) => project.index().events_of_entity(id).collect(),
        _ => Vec::new(),
    }
}

fn of_event(project: &Project, event: &Event, column: ListColumn) -> String {
    match column {
        C::When => event.when().map_or_else(|| "undated".to_owned(), crate::base::when::When::short),
        C::Type => label(project, event.kind),
        C::Title => event.title.clone(),
        C::Who => who(project, event),
        C::Place => place(project, event),
        C::Areas => joined(event.areas.iter().map(|area| project.label((*area).into()))),
        C::Status => event.status.to_string(),
        C::Certainty => event.certainty.to_string(),
        C::Handling => event.handling.map(|handling| handling.to_string()).unwrap_or_default(),
        C::Note => event.note.clone(),
        _ => of_record(event, column),
    }
}

fn of_entity(project: &Project, reach: &Reach, id: EntityId, entity: &Entity, column: ListColumn) -> String {
    let spelt = |name: &Name| name.text.clone();
    let reach = reach.get(&id);
    match column {
        C::Name => entity.names.first().map(spelt).unwrap_or_default(),
        C::Kind => label(project, entity.kind),
        C::PartOf => joined(entity.part_of.iter().map(|whole| project.label(whole.entity.into()))),
        C::Spellings => entity.names.iter().skip(1).map(spelt).collect::<Vec<_>>().join(" · "),
        C::First => reach.map(|(first, _)| first.to_string()).unwrap_or_default(),
        C::Last => reach.map(|(_, last)| last.to_string()).unwrap_or_default(),
        C::Note => entity.note.clone(),
        _ => of_record(entity, column),
    }
}

fn of_mark(project: &Project, mark: &Mark, column: ListColumn) -> String {
    let document = project.documents().get(mark.document);
    match column {
        C::Document => document.map(|row| row.title.clone()).unwrap_or_default(),
        C::Outlet => document.map(|row| row.outlet.clone()).unwrap_or_default(),
        C::Date => {
            let published = document.and_then(|row| row.published.as_ref());
            published.map_or_else(|| "undated".to_owned(), |published| published.when.short())
        }
        C::Quote => mark.quote.clone(),
        C::Code => label(project, mark.code),
        C::Event => joined(mark.events().map(|event| project.label(event.into()))),
        C::Entity => joined(mark.entities().map(|entity| project.label(entity.into()))),
        C::Status => mark.status.map(|status| status.to_string()).unwrap_or_default(),
        C::Certainty => certainty(mark),
        C::Anchor => anchor(mark.anchor).to_owned(),
        C::Note => mark.note.clone(),
        _ => of_record(mark, column),
    }
}

/// What all records have.
fn of_record<T: Record>(row: &T, column: ListColumn) -> String {
    match column {
        C::Coder => row.made().by.clone(),
        C::Changed => row.changed().unwrap_or_else(|| row.made()).at.utc().format("%Y-%m-%d %H:%M").to_string(),
        _ => String::new(),
    }
}

fn label(project: &Project, code: Option<CodeId>) -> String {
    code.map(|code| project.label(code.into()).to_owned()).unwrap_or_default()
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

fn who(project: &Project, event: &Event) -> String {
    let name = |who: &Who| match who {
        Who::Entity(entity) => project.label((*entity).into()).to_owned(),
        Who::Unnamed { text, .. } => text.clone(),
    };
    event.participants.iter().map(|participant| name(&participant.who)).collect::<Vec<_>>().join(", ")
}

fn place(project: &Project, event: &Event) -> String {
    places_words(project, event)
}

/// How surely it speaks of what it is evidence of; the least sure link counts.
fn certainty(mark: &Mark) -> String {
    mark.evidence.iter().map(|evidence| evidence.link).max().map(|link| link.to_string()).unwrap_or_default()
}

fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Placed => "placed",
        Anchor::Doubtful => "doubtful",
        Anchor::Lost => "lost",
    }
}

/// The marks that a count opens: those that name an entity.
#[must_use]
pub fn marks_behind(project: &Project, id: RecordId) -> Vec<crate::model::MarkId> {
    match id {
        RecordId::Entity(id) => project.index().marks_of_entity(id).collect(),
        RecordId::Event(id) => project.index().marks_of_event(id).collect(),
        RecordId::Mark(id) => vec![id],
        _ => Vec::new(),
    }
}
