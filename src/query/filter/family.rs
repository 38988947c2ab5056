//! Who stands for whom: an entity and its parts, always or only in the years in which they belonged to it.

use crate::base::when::When;
use crate::model::{EntityId, Filter};
use crate::project::Project;
use crate::query::actors;
use std::collections::{BTreeMap, BTreeSet};

/// The direct parts of each entity; whether they are so always.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Family(BTreeMap<EntityId, Vec<(EntityId, bool)>>);

/// Some entities and whatever stands for them.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Reach {
    wholes: BTreeSet<EntityId>,
    /// They themselves, and what has always been part of them.
    pub(in crate::query) always: BTreeSet<EntityId>,
    /// What was part of them for some years.
    pub(in crate::query) at_times: BTreeSet<EntityId>,
}

impl Family {
    pub(super) fn of(project: &Project) -> Self {
        let mut parts: BTreeMap<EntityId, Vec<(EntityId, bool)>> = BTreeMap::new();
        for (id, entity) in project.entities().iter() {
            for whole in &entity.part_of {
                parts.entry(whole.entity).or_default().push((id, whole.when.is_none()));
            }
        }
        Self(parts)
    }

    /// Nothing is looked up for a filter that does not speak of parts.
    pub(in crate::query) fn if_asked(project: &Project, filter: &Filter) -> Self {
        let asked = !filter.wholes.is_empty() || filter.dyad.is_some() || !filter.places.is_empty();
        if asked { Self::of(project) } else { Self::default() }
    }

    /// All of them and their parts, at whatever time, and so on downwards.
    pub(in crate::query) fn with_parts(&self, wholes: &BTreeSet<EntityId>) -> BTreeSet<EntityId> {
        self.downwards(wholes, |_| true)
    }

    /// Who stands for one of them, and when.
    pub(super) fn reach(&self, wholes: BTreeSet<EntityId>) -> Reach {
        let always = self.downwards(&wholes, |always| always);
        let at_times = self.with_parts(&wholes).difference(&always).copied().collect();
        Reach { wholes, always, at_times }
    }

    fn downwards(&self, wholes: &BTreeSet<EntityId>, follow: impl Fn(bool) -> bool) -> BTreeSet<EntityId> {
        let mut found = BTreeSet::new();
        let mut open: Vec<EntityId> = wholes.iter().copied().collect();
        while let Some(entity) = open.pop() {
            if found.insert(entity) {
                let parts = self.0.get(&entity).into_iter().flatten();
                open.extend(parts.filter(|(_, always)| follow(*always)).map(|(part, _)| *part));
            }
        }
        found
    }
}

impl Reach {
    /// Somebody who stands for one of them, whenever.
    pub(super) fn add(&mut self, entities: &BTreeSet<EntityId>) {
        self.always.extend(entities);
    }

    /// Whether an entity stands for one of them in an event of this date; without a date, if it ever does.
    pub(in crate::query) fn holds(&self, project: &Project, entity: EntityId, at: Option<&When>) -> bool {
        self.always.contains(&entity) || (self.at_times.contains(&entity) && self.held(project, entity, at))
    }

    fn held(&self, project: &Project, entity: EntityId, at: Option<&When>) -> bool {
        at.is_none() || !actors::wholes(project, entity, at).is_disjoint(&self.wholes)
    }
}
