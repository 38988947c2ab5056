//! Who refers to whom, in one place: checking, deleting and merging all ask here.

use super::Project;
use crate::model::{
    Code, Document, Entity, EntityId, Event, EventId, Filter, InRole, Mark, MarkId, Participant, Proves, RecordId,
    Relation, RelationKind, Ruling, Somewhere, Source, Trail, View, Who,
};
use std::collections::BTreeSet;

/// A record that can refer to others.
pub trait Links {
    /// The records that it refers to, in no particular order, perhaps more than once.
    fn links(&self) -> Vec<RecordId>;

    /// The records that it would refer to if what it has absorbed came back, and the ids of those that it absorbed.
    /// They need not be there.
    fn remembered(&self) -> Vec<RecordId> {
        Vec::new()
    }

    /// Forgets the records in `gone`, keeping their names where words can stand in for them.
    fn forget(&mut self, gone: &BTreeSet<RecordId>, names: &Project);
}

impl Links for Document {
    fn links(&self) -> Vec<RecordId> {
        self.syndicated_from.map(RecordId::from).into_iter().collect()
    }

    fn forget(&mut self, gone: &BTreeSet<RecordId>, _: &Project) {
        forget_one(&mut self.syndicated_from, gone);
    }
}

impl Links for Mark {
    fn links(&self) -> Vec<RecordId> {
        let mut links = vec![self.document.into()];
        links.extend(self.code.map(RecordId::from));
        links.extend(self.evidence.iter().map(|evidence| proved(evidence.of)));
        links
    }

    /// A mark of a removed document stays as it is: such marks are removed with their document.
    fn forget(&mut self, gone: &BTreeSet<RecordId>, _: &Project) {
        forget_one(&mut self.code, gone);
        self.evidence.retain(|evidence| !gone.contains(&proved(evidence.of)));
    }
}

impl Links for Event {
    fn links(&self) -> Vec<RecordId> {
        let mut links: Vec<RecordId> = Vec::new();
        links.extend(self.kind.map(RecordId::from));
        links.extend(self.areas.iter().copied().map(RecordId::from));
        for participant in &self.participants {
            links.extend(participant.role.map(RecordId::from));
            if let Who::Entity(entity) = participant.who {
                links.push(entity.into());
            }
        }
        links.extend(self.places.iter().filter_map(|place| place.entity).map(RecordId::from));
        links.extend(self.figures.iter().filter_map(|figure| figure.of).map(RecordId::from));
        for relation in &self.relations {
            links.push(relation.to.into());
            if let RelationKind::Other(code) = relation.kind {
                links.push(code.into());
            }
        }
        links.extend(self.not_same.iter().copied().map(RecordId::from));
        links.extend(self.all_sources().into_iter().filter_map(Source::mark).map(RecordId::from));
        links
    }

    fn remembered(&self) -> Vec<RecordId> {
        let mut remembered = Vec::new();
        for absorbed in &self.absorbed {
            remembered.push(absorbed.id.into());
            remembered.extend(absorbed.was.links());
            remembered.extend(absorbed.was.remembered());
            remembered.extend(marks_of(&absorbed.trail));
        }
        remembered
    }

    fn forget(&mut self, gone: &BTreeSet<RecordId>, names: &Project) {
        forget_one(&mut self.kind, gone);
        self.areas.retain(|area| !gone.contains(&(*area).into()));
        for participant in &mut self.participants {
            forget_participant(participant, gone, names);
        }
        for place in &mut self.places {
            forget_by_name(&mut place.entity, &mut place.text, gone, names);
        }
        for figure in &mut self.figures {
            forget_by_name(&mut figure.of, &mut figure.what, gone, names);
        }
        self.relations.retain(|relation| !is_gone(relation, gone));
        self.not_same.retain(|event| !gone.contains(&(*event).into()));
        forget_sources(self.all_sources_mut(), gone);
        for absorbed in &mut self.absorbed {
            absorbed.was.forget(gone, names);
            absorbed.gave.forget(gone, names);
            forget_trail(&mut absorbed.trail, gone);
        }
    }
}

impl Links for Entity {
    fn links(&self) -> Vec<RecordId> {
        let mut links: Vec<RecordId> = Vec::new();
        links.extend(self.kind.map(RecordId::from));
        links.extend(self.part_of.iter().map(|membership| RecordId::from(membership.entity)));
        links.extend(self.offices.iter().filter_map(|office| office.of).map(RecordId::from));
        links.extend(self.not_same.iter().copied().map(RecordId::from));
        links.extend(self.all_sources().into_iter().filter_map(Source::mark).map(RecordId::from));
        links
    }

    fn remembered(&self) -> Vec<RecordId> {
        let mut remembered = Vec::new();
        for absorbed in &self.absorbed {
            remembered.push(absorbed.id.into());
            remembered.extend(absorbed.was.links());
            remembered.extend(absorbed.was.remembered());
            remembered.extend(marks_of(&absorbed.trail));
        }
        remembered
    }

    fn forget(&mut self, gone: &BTreeSet<RecordId>, _: &Project) {
        forget_in_entity(self, gone);
    }
}

/// Nothing of an entity is kept in words, so no names are needed.
fn forget_in_entity(entity: &mut Entity, gone: &BTreeSet<RecordId>) {
    forget_one(&mut entity.kind, gone);
    entity.part_of.retain(|membership| !gone.contains(&membership.entity.into()));
    for office in &mut entity.offices {
        forget_one(&mut office.of, gone);
    }
    entity.not_same.retain(|other| !gone.contains(&(*other).into()));
    forget_sources(entity.all_sources_mut(), gone);
    for absorbed in &mut entity.absorbed {
        forget_in_entity(&mut absorbed.was, gone);
        forget_in_entity(&mut absorbed.gave, gone);
        forget_trail(&mut absorbed.trail, gone);
    }
}

impl Links for Code {
    fn links(&self) -> Vec<RecordId> {
        let mut links: Vec<RecordId> = Vec::new();
        links.extend(self.parent.map(RecordId::from));
        for rule in &self.roles {
            links.push(rule.role.into());
            links.extend(rule.kinds.iter().copied().map(RecordId::from));
        }
        links
    }

    fn forget(&mut self, gone: &BTreeSet<RecordId>, _: &Project) {
        forget_one(&mut self.parent, gone);
        self.roles.retain(|rule| !gone.contains(&rule.role.into()));
        for rule in &mut self.roles {
            rule.kinds.retain(|kind| !gone.contains(&(*kind).into()));
        }
    }
}

impl Links for View {
    fn links(&self) -> Vec<RecordId> {
        self.filters().flat_map(filtered).collect()
    }

    fn forget(&mut self, gone: &BTreeSet<RecordId>, _: &Project) {
        self.filters_mut().for_each(|filter| forget_filtered(filter, gone));
    }
}

/// The records that a filter speaks of.
fn filtered(filter: &Filter) -> Vec<RecordId> {
    let mut links: Vec<RecordId> = Vec::new();
    links.extend(filter.types.iter().chain(&filter.areas).copied().map(RecordId::from));
    links.extend(filter.entities.iter().chain(&filter.wholes).copied().map(RecordId::from));
    links.extend(filter.dyad.iter().flat_map(|(one, other)| [*one, *other]).map(RecordId::from));
    for InRole { role, entity } in &filter.roles {
        links.push((*role).into());
        links.extend(entity.map(RecordId::from));
    }
    links.extend(filter.places.iter().filter_map(|place| match place {
        Somewhere::Entity(entity) => Some(RecordId::from(*entity)),
        Somewhere::Words(_) => None,
    }));
    links
}

/// A role that somebody fills goes with that one: filled by anybody it would say something else.
fn forget_filtered(filter: &mut Filter, gone: &BTreeSet<RecordId>) {
    filter.types.retain(|code| !gone.contains(&(*code).into()));
    filter.areas.retain(|code| !gone.contains(&(*code).into()));
    filter.entities.retain(|entity| !gone.contains(&(*entity).into()));
    filter.wholes.retain(|entity| !gone.contains(&(*entity).into()));
    filter.dyad.take_if(|(one, other)| gone.contains(&(*one).into()) || gone.contains(&(*other).into()));
    filter.roles.retain(|InRole { role, entity }| {
        !gone.contains(&(*role).into()) && !entity.is_some_and(|entity| gone.contains(&entity.into()))
    });
    filter.places.retain(|place| match place {
        Somewhere::Entity(entity) => !gone.contains(&(*entity).into()),
        Somewhere::Words(_) => true,
    });
}

impl Links for Ruling {
    fn links(&self) -> Vec<RecordId> {
        self.about.records()
    }

    /// A ruling about a removed document stays as it is: such rulings are removed with what they are about. Only of
    /// several records one may be missing in a file.
    fn forget(&mut self, gone: &BTreeSet<RecordId>, _: &Project) {
        if let Some(records) = self.about.records_mut() {
            records.retain(|record| !gone.contains(record));
        }
    }
}

/// A record whose values come from marks.
pub trait Cites {
    /// Cites the mark `to` wherever this record, or one that it has absorbed, cites one of those in `from`.
    fn cite_instead(&mut self, from: &BTreeSet<MarkId>, to: MarkId);
}

impl Cites for Event {
    fn cite_instead(&mut self, from: &BTreeSet<MarkId>, to: MarkId) {
        turn_sources(self.all_sources_mut(), from, to);
        for absorbed in &mut self.absorbed {
            absorbed.was.cite_instead(from, to);
            absorbed.gave.cite_instead(from, to);
            turn_trail(&mut absorbed.trail, from, to);
        }
    }
}

impl Cites for Entity {
    fn cite_instead(&mut self, from: &BTreeSet<MarkId>, to: MarkId) {
        turn_sources(self.all_sources_mut(), from, to);
        for absorbed in &mut self.absorbed {
            absorbed.was.cite_instead(from, to);
            absorbed.gave.cite_instead(from, to);
            turn_trail(&mut absorbed.trail, from, to);
        }
    }
}

fn turn_sources(sources: Vec<&mut Source>, from: &BTreeSet<MarkId>, to: MarkId) {
    let cited = sources.into_iter().filter(|source| source.mark().is_some_and(|mark| from.contains(&mark)));
    cited.for_each(|source| *source = Source::Mark(to));
}

fn turn_trail(trail: &mut Trail, from: &BTreeSet<MarkId>, to: MarkId) {
    let moved = trail.marks.iter_mut().filter(|moved| from.contains(&moved.mark));
    moved.for_each(|moved| moved.mark = to);
}

/// Events that somebody said are not this one, whichever of the two says so; sorted. Costs what refers to the event.
#[must_use]
pub fn events_apart(project: &Project, id: EventId) -> BTreeSet<EventId> {
    let said_here = project.events().get(id).into_iter().flat_map(|event| event.not_same.iter().copied());
    let said_there = project.index().referrers_but_marks(id.into()).filter_map(|from| match from {
        RecordId::Event(other) => project.events().get(other).filter(|row| row.not_same.contains(&id)).map(|_| other),
        _ => None,
    });
    said_here.chain(said_there).collect()
}

/// Entities that somebody said are not this one, whichever of the two says so; sorted. Costs what refers to it.
#[must_use]
pub fn entities_apart(project: &Project, id: EntityId) -> BTreeSet<EntityId> {
    let said_here = project.entities().get(id).into_iter().flat_map(|entity| entity.not_same.iter().copied());
    let said_there = project.index().referrers_but_marks(id.into()).filter_map(|from| match from {
        RecordId::Entity(other) => {
            project.entities().get(other).filter(|row| row.not_same.contains(&id)).map(|_| other)
        }
        _ => None,
    });
    said_here.chain(said_there).collect()
}

/// The marks of a trail. Those that became one with another are not there; the one that stands for each is.
fn marks_of(trail: &Trail) -> impl Iterator<Item = RecordId> + '_ {
    let moved = trail.marks.iter().map(|moved| moved.mark);
    let stand = trail.twins.iter().map(|twin| twin.stands);
    moved.chain(stand).map(RecordId::from)
}

/// A mark that is gone is no trail; one that became one with it goes for good with it, as it would have done.
fn forget_trail(trail: &mut Trail, gone: &BTreeSet<RecordId>) {
    trail.marks.retain(|moved| !gone.contains(&moved.mark.into()));
    trail.twins.retain(|twin| !gone.contains(&twin.stands.into()));
    trail.turned.retain(|turned| !gone.contains(&turned.record));
}

fn proved(of: Proves) -> RecordId {
    match of {
        Proves::Event(event) => event.into(),
        Proves::Entity(entity) => entity.into(),
    }
}

fn forget_one<I: Copy + Into<RecordId>>(slot: &mut Option<I>, gone: &BTreeSet<RecordId>) {
    if slot.is_some_and(|id| gone.contains(&id.into())) {
        *slot = None;
    }
}

/// A removed entity leaves its name where words stand beside it.
fn forget_by_name(slot: &mut Option<EntityId>, words: &mut String, gone: &BTreeSet<RecordId>, names: &Project) {
    let Some(entity) = slot.take_if(|entity| gone.contains(&(*entity).into())) else { return };
    if words.is_empty() {
        names.label(entity.into()).clone_into(words);
    }
}

/// What a removed mark said is the analyst's from then on.
fn forget_sources(sources: Vec<&mut Source>, gone: &BTreeSet<RecordId>) {
    let cited = sources.into_iter().filter(|source| source.mark().is_some_and(|mark| gone.contains(&mark.into())));
    cited.for_each(|source| *source = Source::Analyst);
}

/// A removed entity stays in the event under its name, as somebody unnamed entities are recorded.
fn forget_participant(participant: &mut Participant, gone: &BTreeSet<RecordId>, names: &Project) {
    forget_one(&mut participant.role, gone);
    if let Who::Entity(entity) = participant.who
        && gone.contains(&entity.into())
    {
        participant.who = Who::Unnamed { text: names.label(entity.into()).to_owned(), count: None };
    }
}

fn is_gone(relation: &Relation, gone: &BTreeSet<RecordId>) -> bool {
    let by_kind = matches!(relation.kind, RelationKind::Other(code) if gone.contains(&code.into()));
    by_kind || gone.contains(&relation.to.into())
}
