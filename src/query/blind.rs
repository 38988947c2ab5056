//! What somebody sees who codes without looking at what others coded: a project in which that is not there.
//!
//! One project and not a rule in each panel: whatever reads it (lists, charts, search, suggestions, exports) cannot show
//! what is not in it. Hidden are marks and events that carry another name, and what others ruled about dates and flaws.
//! Of one's own records only what stands on those is hidden: evidence of an event that somebody else made, values that
//! only their marks state, links to their events, and their events that were merged into one's own. Documents with
//! their texts and zones, entities, codes and saved views are everybody's.
//!
//! It promises that the result is sound where the project is, and that [`Blind::step`] gives the same record for record
//! as [`Blind::whole`] does at once. What it does *not* do: it does not know who typed a value into somebody else's
//! event, for a record only says who made it and who changed it last.

use crate::model::{Entity, Event, EventId, Mark, MarkId, Matter, Proves, RecordId, Ruling, RulingId, Source};
use crate::project::links::Links;
use crate::project::{Edit, Project, Swap, Tabled};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A project as one person sees it who codes blind.
#[derive(Clone, Copy)]
pub struct Blind<'p> {
    project: &'p Project,
    me: &'p str,
}

/// What is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The names of those whose it is, sorted; one may be empty.
    pub people: BTreeSet<String>,
    /// Marks.
    pub marks: usize,
    /// Events.
    pub events: usize,
}

impl<'p> Blind<'p> {
    /// `project` as `me` sees it.
    #[must_use]
    pub fn new(project: &'p Project, me: &'p str) -> Self {
        Self { project, me }
    }

    /// The project without what is hidden. Costs what it holds.
    #[must_use]
    pub fn whole(&self) -> Project {
        let mut seen = self.project.clone();
        let marks = self.project.marks().ids().map(RecordId::from);
        let events = self.project.events().ids().map(RecordId::from);
        let entities = self.project.entities().ids().map(RecordId::from);
        let rulings = self.project.rulings().ids().map(RecordId::from);
        for record in marks.chain(events).chain(entities).chain(rulings) {
            if let Some(edit) = self.step(&seen, record) {
                let fits = seen.apply(&edit);
                debug_assert!(fits.is_ok(), "it was made for what is there");
            }
        }
        seen
    }

    /// What brings one record of `seen` up to date; `None` if it is. Texts are no records: they are the same for all.
    #[must_use]
    pub fn step(&self, seen: &Project, record: RecordId) -> Option<Edit> {
        match record {
            RecordId::Mark(id) => changed(seen, id, self.mark(id)),
            RecordId::Event(id) => changed(seen, id, self.event(id)),
            RecordId::Entity(id) => changed(seen, id, self.project.entities().get(id).map(|row| self.entity(row))),
            RecordId::Ruling(id) => changed(seen, id, self.ruling(id)),
            RecordId::Document(id) => changed(seen, id, self.project.documents().get(id).cloned()),
            RecordId::Code(id) => changed(seen, id, self.project.codes().get(id).cloned()),
            RecordId::View(id) => changed(seen, id, self.project.views().get(id).cloned()),
        }
    }

    /// How much is hidden, and whose it is.
    #[must_use]
    pub fn hidden(&self) -> Hidden {
        let mut hidden = Hidden::default();
        for (_, mark) in self.project.marks().iter().filter(|(_, mark)| mark.made.by != self.me) {
            hidden.marks += 1;
            note(&mut hidden.people, &mark.made.by);
        }
        for (_, event) in self.project.events().iter().filter(|(_, event)| event.made.by != self.me) {
            hidden.events += 1;
            note(&mut hidden.people, &event.made.by);
        }
        hidden
    }

    /// Whether a record that is there is hidden as a whole.
    #[must_use]
    pub fn hides(&self, record: RecordId) -> bool {
        match record {
            RecordId::Mark(id) => self.project.marks().get(id).is_some_and(|row| row.made.by != self.me),
            RecordId::Event(id) => self.project.events().get(id).is_some_and(|row| row.made.by != self.me),
            RecordId::Ruling(id) => self.project.rulings().get(id).is_some_and(|_| self.ruling(id).is_none()),
            _ => false,
        }
    }

    /// Whether an edit has, on either side, a record that another person made and that is hidden therefore.
    #[must_use]
    pub fn is_of_others(&self, edit: &Edit) -> bool {
        fn sides<T>(swap: &Swap<T>) -> impl Iterator<Item = &T> {
            swap.before.iter().chain(&swap.after).map(|row| &**row)
        }
        match edit {
            Edit::Mark(_, swap) => sides(swap).any(|row| row.made.by != self.me),
            Edit::Event(_, swap) => sides(swap).any(|row| row.made.by != self.me),
            Edit::Ruling(_, swap) => sides(swap).any(|row| row.made.by != self.me && is_coding(&row.about)),
            _ => false,
        }
    }

    fn mark(&self, id: MarkId) -> Option<Arc<Mark>> {
        let row = self.project.marks().get(id)?;
        if row.made.by != self.me {
            return None;
        }
        if !row.events().any(|event| self.hides(event.into())) {
            return Some(Arc::clone(row));
        }
        let mut bare = Mark::clone(row);
        bare.evidence.retain(|evidence| match evidence.of {
            Proves::Event(event) => !self.hides(event.into()),
            Proves::Entity(_) => true,
        });
        Some(Arc::new(bare))
    }

    fn event(&self, id: EventId) -> Option<Arc<Event>> {
        let row = self.project.events().get(id)?;
        if row.made.by != self.me {
            return None;
        }
        let gone = self.hidden_links(&**row);
        if gone.is_empty() && row.absorbed.iter().all(|absorbed| absorbed.was.made.by == self.me) {
            return Some(Arc::clone(row));
        }
        let mut bare = Event::clone(row);
        bare.keep_values(|source| match source {
            Source::Mark(mark) => !gone.contains(&mark.into()),
            Source::Analyst => true,
        });
        bare.absorbed.retain(|absorbed| absorbed.was.made.by == self.me);
        bare.forget(&gone, self.project);
        Some(Arc::new(bare))
    }

    /// An entity is everybody's; only which sentence says something of it is not.
    fn entity(&self, row: &Arc<Entity>) -> Arc<Entity> {
        let gone = self.hidden_links(&**row);
        if gone.is_empty() {
            return Arc::clone(row);
        }
        let mut bare = Entity::clone(row);
        bare.forget(&gone, self.project);
        Arc::new(bare)
    }

    fn ruling(&self, id: RulingId) -> Option<Arc<Ruling>> {
        let row = self.project.rulings().get(id)?;
        let others = row.made.by != self.me && is_coding(&row.about);
        let about_others = row.about.records().into_iter().any(|record| self.hides(record));
        (!others && !about_others).then(|| Arc::clone(row))
    }

    /// What a record leads to or remembers and that is hidden.
    fn hidden_links(&self, row: &impl Links) -> BTreeSet<RecordId> {
        row.links().into_iter().chain(row.remembered()).filter(|record| self.hides(*record)).collect()
    }
}

fn note(people: &mut BTreeSet<String>, name: &str) {
    if !people.contains(name) {
        people.insert(name.to_owned());
    }
}

/// Whether a ruling says something about what was found in a text, and not about names, zones or copies, which are
/// everybody's.
fn is_coding(about: &Matter) -> bool {
    matches!(about, Matter::NotADate { .. } | Matter::Accepted { .. } | Matter::Disagreement { .. })
}

fn changed<T: Tabled>(seen: &Project, id: T::Id, after: Option<Arc<T>>) -> Option<Edit> {
    let before = T::table(seen).get(id).cloned();
    let same = match (&before, &after) {
        (None, None) => true,
        (Some(before), Some(after)) => Arc::ptr_eq(before, after) || before == after,
        _ => false,
    };
    (!same).then(|| T::edit(id, Swap { before, after }))
}
