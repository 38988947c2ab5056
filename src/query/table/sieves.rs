//! Which events, entities and marks a filter lets through.
//!
//! What a mark or an entity has itself is compared with that; every other field of the filter must hold for one and the
//! same event that the mark is evidence of, or that the entity takes part in.
//!
//! | field | of a mark | of an entity |
//! |---|---|---|
//! | text | its words | any of its names, its kind |
//! | types | its code | its kind |
//! | entities, wholes | whom it names, or who takes part | which it is |
//! | outlets | that of its document | one that names it |
//! | coders, evidence | who made it, whether it is evidence of anything | who made it, whether a mark names it |
//! | period, date | when its document was published | when one of its events was |
//! | status | its own, or that of one of its events | that of one of its events |
//! | certainties | of one of its links | of one of its events |

use crate::model::{CodeId, DocumentId, Entity, EntityId, Event, EventId, Filter, ListOf, ListSpec, Mark, RecordId};
use crate::project::Project;
use crate::query::codebook::with_descendants;
use crate::query::filter::{Family, Sieve, Words, documents_of, reported};
use std::collections::BTreeSet;

/// The records that pass, by id.
pub(super) fn passed(project: &Project, spec: &ListSpec) -> Vec<RecordId> {
    let filter = &spec.filter;
    match spec.of {
        ListOf::Events => {
            let sieve = Sieve::new(project, filter);
            let events = project.events().iter().filter(|(id, event)| sieve.passes(*id, event));
            events.map(|(id, _)| id.into()).collect()
        }
        ListOf::Entities => {
            let through = through_events(filter);
            let sieve = EntitySieve::new(project, filter, &through);
            let entities = project.entities().iter().filter(|(id, entity)| sieve.passes(*id, entity));
            entities.map(|(id, _)| id.into()).collect()
        }
        ListOf::Marks => {
            let through = Filter {
                statuses: BTreeSet::new(),
                period: None,
                date: None,
                certainties: BTreeSet::new(),
                ..through_events(filter)
            };
            let status = Filter { statuses: filter.statuses.clone(), ..through.clone() };
            let sieve = MarkSieve::new(project, filter, [&through, &status]);
            let marks = project.marks().iter().filter(|(_, mark)| sieve.passes(mark));
            marks.map(|(id, _)| id.into()).collect()
        }
    }
}

/// What of a filter speaks of events alone.
fn through_events(filter: &Filter) -> Filter {
    Filter {
        text: String::new(),
        types: BTreeSet::new(),
        entities: BTreeSet::new(),
        wholes: BTreeSet::new(),
        outlets: BTreeSet::new(),
        coders: BTreeSet::new(),
        evidence: None,
        ..filter.clone()
    }
}

/// What marks and entities have in common.
struct Own<'f> {
    project: &'f Project,
    filter: &'f Filter,
    words: Words,
    types: BTreeSet<CodeId>,
    actors: BTreeSet<EntityId>,
}

impl<'f> Own<'f> {
    fn new(project: &'f Project, filter: &'f Filter) -> Self {
        let family = Family::if_asked(project, filter);
        Self {
            project,
            filter,
            words: Words::of(&filter.text),
            types: with_descendants(project, &filter.types),
            actors: filter.entities.iter().copied().chain(family.with_parts(&filter.wholes)).collect(),
        }
    }

    fn is_of_type(&self, code: Option<CodeId>) -> bool {
        self.filter.types.is_empty() || code.is_some_and(|code| self.types.contains(&code))
    }

    fn is_by(&self, by: &str) -> bool {
        self.filter.coders.is_empty() || self.filter.coders.contains(by)
    }

    fn asks_for_actors(&self) -> bool {
        !self.filter.entities.is_empty() || !self.filter.wholes.is_empty()
    }

    /// Whether one of the events passes.
    fn through(&self, sieve: Option<&Sieve<'_>>, mut events: impl Iterator<Item = EventId>) -> bool {
        let Some(sieve) = sieve else { return true };
        events.any(|id| self.project.events().get(id).is_some_and(|event| sieve.passes(id, event)))
    }
}

struct MarkSieve<'f> {
    own: Own<'f>,
    documents: BTreeSet<DocumentId>,
    /// For a mark that says itself whether it happened, and for one that leaves that to its event.
    through: [Option<Sieve<'f>>; 2],
}

impl<'f> MarkSieve<'f> {
    fn new(project: &'f Project, filter: &'f Filter, through: [&'f Filter; 2]) -> Self {
        Self {
            own: Own::new(project, filter),
            documents: documents_of(project, &filter.outlets),
            through: through.map(|through| (!through.is_everything()).then(|| Sieve::new(project, through))),
        }
    }

    fn passes(&self, mark: &Mark) -> bool {
        let Own { filter, words, .. } = &self.own;
        let [alone, with_status] = &self.through;
        let through = match mark.status {
            Some(status) if !filter.statuses.is_empty() && !filter.statuses.contains(&status) => return false,
            Some(_) => alone,
            None => with_status,
        };
        self.own.is_of_type(mark.code)
            && self.own.is_by(&mark.made.by)
            && (filter.outlets.is_empty() || self.documents.contains(&mark.document))
            && filter.evidence.is_none_or(|evidence| evidence.is_so(!mark.evidence.is_empty()))
            && (filter.certainties.is_empty()
                || mark.evidence.iter().any(|evidence| filter.certainties.contains(&evidence.link)))
            && self.is_of_time(mark.document)
            && (!self.own.asks_for_actors() || self.speaks_of_actors(mark))
            && words.are_in(&[mark.quote.as_str()])
            && self.own.through(through.as_ref(), mark.events())
    }

    fn is_of_time(&self, document: DocumentId) -> bool {
        let Filter { period, date, .. } = self.own.filter;
        if period.is_none() && date.is_none() {
            return true;
        }
        let published = self.own.project.documents().get(document).and_then(|row| row.published.as_ref());
        date.is_none_or(|date| date.is_so(published.is_some()))
            && period.as_ref().is_none_or(|period| published.is_some_and(|known| known.when.overlaps(period)))
    }

    fn speaks_of_actors(&self, mark: &Mark) -> bool {
        let takes_part = |event: &Event| event.entities().any(|entity| self.own.actors.contains(&entity));
        mark.entities().any(|entity| self.own.actors.contains(&entity))
            || mark.events().any(|id| self.own.project.events().get(id).is_some_and(|event| takes_part(event)))
    }
}

struct EntitySieve<'f> {
    own: Own<'f>,
    /// The entities that documents of the outlets name, sorted.
    named: Vec<EntityId>,
    through: Option<Sieve<'f>>,
}

impl<'f> EntitySieve<'f> {
    fn new(project: &'f Project, filter: &'f Filter, through: &'f Filter) -> Self {
        Self {
            own: Own::new(project, filter),
            named: reported(project, &filter.outlets, |mark| mark.entities().collect()),
            through: (!through.is_everything()).then(|| Sieve::new(project, through)),
        }
    }

    fn passes(&self, id: EntityId, entity: &Entity) -> bool {
        let Own { project, filter, words, actors, .. } = &self.own;
        let kind = entity.kind.map_or("", |kind| project.label(kind.into()));
        let names = entity.names.iter().map(|name| name.text.as_str()).chain([kind]);
        self.own.is_of_type(entity.kind)
            && self.own.is_by(&entity.made.by)
            && (!self.own.asks_for_actors() || actors.contains(&id))
            && (filter.outlets.is_empty() || self.named.binary_search(&id).is_ok())
            && filter.evidence.is_none_or(|evidence| evidence.is_so(project.index().mention_count(id) > 0))
            && words.are_in(&names)
            && self.takes_part(id)
    }

    /// A role of the filter must be filled by this one.
    fn takes_part(&self, id: EntityId) -> bool {
        let Some(sieve) = &self.through else { return true };
        let fills = |event: &Event| {
            let mut own = event.participants.iter().filter(|part| part.who == crate::model::Who::Entity(id));
            self.own.filter.roles.is_empty() || own.any(|part| sieve.fills_a_role(part))
        };
        let events = self.own.project.index().events_of_entity(id);
        events.into_iter().any(|event| {
            self.own.project.events().get(event).is_some_and(|row| fills(row) && sieve.passes(event, row))
        })
    }
}
