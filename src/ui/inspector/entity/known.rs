//! What is computed from the whole project for the form of an entity: beside the frames where the project is large.

use crate::model::{EntityId, EventId, MarkId};
use crate::ops::merging::Pair;
use crate::project::Project;
use crate::project::links::entities_apart;
use crate::query::actors::{self, Look, Participation};
use crate::query::registry::{self, Spelling};
use crate::ui::computed::Computed;
use crate::ui::view::View;
use egui::{Id, Ui};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known of an entity beyond its own record.
pub struct Known {
    /// Its spellings and who uses them, then what it was marked as besides.
    pub spellings: Vec<Spelling>,
    /// The marks that name it, by date and place.
    pub mentions: Vec<MarkId>,
    /// What is part of it directly, by name.
    pub parts: Vec<EntityId>,
    /// The events that it takes part in itself.
    pub apart: Vec<Participation>,
    /// The events that it or one of its parts takes part in.
    pub as_one: Vec<Participation>,
    /// The events that took place there.
    pub here: Vec<EventId>,
    /// What somebody said it is not.
    pub not_same: Vec<Pair>,
}

impl Known {
    fn of(project: &Project, id: EntityId) -> Self {
        let parts = actors::own_parts(project, id, None);
        // Without parts there is only one way to look at it.
        let look = if parts.is_empty() { Look::Apart } else { Look::AsOne };
        Self {
            spellings: registry::spellings(project, id),
            mentions: registry::mentions(project, id),
            parts,
            apart: actors::participations(project, id, Look::Apart),
            as_one: actors::participations(project, id, look),
            here: registry::events_at(project, id),
            not_same: entities_apart(project, id).into_iter().map(|other| Pair::Entities(id, other)).collect(),
        }
    }
}

/// Which entity, at which revision of the project.
type Question = (EntityId, u64);

/// Where it is kept between frames.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Computed<Question, Arc<Known>>>>);

/// What is known of an entity; `None` while it is being computed for the first time. After a change it is that of a
/// moment ago until it has been computed anew.
pub fn of(ui: &Ui, view: View<'_>, id: EntityId) -> Option<Arc<Known>> {
    let key = Id::unique("entity-known");
    let shelf = ui.data_mut(|data| data.get_temp_mut_or_default::<Shelf>(key).clone());
    let mut computed = shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
    let question = (id, view.session.revision());
    computed.refresh(ui.ctx(), view, question, move |project| Arc::new(Known::of(project, id)));
    let is_of_this = computed.answered().is_some_and(|(of, _)| *of == id);
    computed.get().filter(|_| is_of_this).cloned()
}
