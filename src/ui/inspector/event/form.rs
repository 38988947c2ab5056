//! What all parts of the form share: the event, how a field is stored, and what is computed once for a revision.

use crate::model::{Event, EventId, Field, Source};
use crate::ops::event::EventChange;
use crate::session::Command;
use crate::ui::ask::source::{source_now, sourced};
use crate::ui::view::{View, Wishes};
use egui::{Id, Ui};

/// The event that the form is about.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// What may be read.
    pub view: View<'a>,
    /// Which event.
    pub id: EventId,
    /// Its row.
    pub event: &'a Event,
}

impl Form<'_> {
    /// Who says what is entered now: the selected mark, if it is evidence of the event.
    pub fn source(&self) -> Source {
        source_now(self.view, self.id)
    }

    /// Stores changes as one command.
    pub fn store(&self, changes: Vec<EventChange>, wishes: &mut Wishes) {
        wishes.command(Command::ChangeEvent { event: self.id, changes });
    }

    /// Stores one change.
    pub fn change(&self, change: EventChange, wishes: &mut Wishes) {
        self.store(vec![change], wishes);
    }

    /// Stores a new value of a field with who says so.
    pub fn set(&self, field: Field, change: EventChange, wishes: &mut Wishes) {
        self.store(sourced(self.event, field, change, self.source()), wishes);
    }

    /// The id of a control of this event.
    pub fn control(&self, name: &'static str, at: usize) -> Id {
        Id::unique((name, self.id, at))
    }

    /// Something that is computed once for a revision of the project, not in every frame.
    pub fn once<T: Clone + Send + Sync + 'static>(&self, ui: &Ui, name: &'static str, make: impl FnOnce() -> T) -> T {
        let (key, revision) = (Id::unique((name, self.id)), self.view.session.revision());
        let known = ui.data(|data| data.get_temp::<(u64, T)>(key)).filter(|(of, _)| *of == revision);
        if let Some((_, value)) = known {
            return value;
        }
        let value = make();
        ui.data_mut(|data| data.insert_temp(key, (revision, value.clone())));
        value
    }
}
