//! Something that is computed from the project for a panel: the rows of a list, the figures of a chart.
//!
//! It promises that no frame waits for a large project. For a small one the value is computed at once, so that what
//! is shown always fits; for a larger one on a thread of its own, from a clone of the project (which costs nothing),
//! while the panel goes on showing what was true a moment ago. When the answer is there, a frame is asked for.
//! Whoever shows such a value must bear that a record in it has just been deleted.
//!
//! One computation runs at a time; if the question has changed meanwhile, the next one begins when it has ended.

use super::view::View;
use crate::project::Project;
use egui::Context;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// So many records are looked through in a frame without anybody noticing: about a millisecond.
const SMALL: usize = 3_000;

/// A value, and the question that it answers.
pub struct Computed<K, V> {
    shown: Option<(K, V)>,
    running: Option<(K, Receiver<V>)>,
}

impl<K, V> Default for Computed<K, V> {
    fn default() -> Self {
        Self { shown: None, running: None }
    }
}

impl<K: PartialEq + Clone, V: Send + 'static> Computed<K, V> {
    /// Sees to it that the value answers `question`, now or soon. Says whether it is another one than before.
    ///
    /// `compute` must be a pure function of the project and the question, and the question must hold whatever else
    /// the answer depends on, such as the revision of the project.
    pub fn refresh(
        &mut self,
        ctx: &Context,
        view: View<'_>,
        question: K,
        compute: impl FnOnce(&Project) -> V + Send + 'static,
    ) -> bool {
        if self.running.is_none() && self.answered() != Some(&question) && is_small(view.project()) {
            self.shown = Some((question, compute(view.project())));
            return true;
        }
        self.refresh_beside(ctx, view, question, compute)
    }

    /// As [`Self::refresh`], but never in the frame, however small the project is.
    pub fn refresh_beside(
        &mut self,
        ctx: &Context,
        view: View<'_>,
        question: K,
        compute: impl FnOnce(&Project) -> V + Send + 'static,
    ) -> bool {
        let arrived = self.arrived();
        if self.running.is_none() && self.answered() != Some(&question) {
            self.begin(ctx, view.project().clone(), question, compute);
        }
        arrived
    }

    /// The latest value; `None` while the very first one is being computed.
    #[must_use]
    pub fn get(&self) -> Option<&V> {
        self.shown.as_ref().map(|(_, value)| value)
    }

    /// The question that the latest value answers.
    #[must_use]
    pub fn answered(&self) -> Option<&K> {
        self.shown.as_ref().map(|(question, _)| question)
    }

    /// Whether a newer value is on its way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    fn begin(
        &mut self,
        ctx: &Context,
        project: Project,
        question: K,
        compute: impl FnOnce(&Project) -> V + Send + 'static,
    ) {
        let (send, receive) = channel();
        let ctx = ctx.clone();
        let work = move || {
            // Nobody listens any more if the panel is gone; then there is nothing to do.
            let _ = send.send(compute(&project));
            ctx.request_repaint();
        };
        let began = std::thread::Builder::new().name("figures".to_owned()).spawn(work);
        // A system that has no thread to give has one in a later frame.
        if began.is_ok() {
            self.running = Some((question, receive));
        }
    }

    /// Takes the answer if it is there.
    fn arrived(&mut self) -> bool {
        let answer = match &self.running {
            Some((_, receive)) => receive.try_recv(),
            None => return false,
        };
        match (answer, self.running.take()) {
            (Ok(value), Some((question, _))) => {
                forget(self.shown.replace((question, value)).map(|(_, value)| value));
                true
            }
            (Err(TryRecvError::Empty), running) => {
                self.running = running;
                false
            }
            // The computation failed: the question is asked again.
            _ => false,
        }
    }
}

/// Lets go of a value that came from a thread: to free a large one takes longer than a frame has.
fn forget<T: Send + 'static>(old: Option<T>) {
    if let Some(old) = old {
        // Without a thread to give it is freed here.
        let _ = std::thread::Builder::new().name("freeing".to_owned()).spawn(move || drop(old));
    }
}

/// Whether a frame can go through all records of a project without anybody noticing.
#[must_use]
pub fn is_small(project: &Project) -> bool {
    let records = project.documents().len() + project.marks().len() + project.events().len();
    records + project.entities().len() <= SMALL
}
