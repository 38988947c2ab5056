//! The number that was clicked: what is behind it is looked up beside the frames, then shown beside the matrix.

use super::{Shown, said, sheet};
use crate::query::matrix::Behind;
use crate::ui::computed::Computed;
use crate::ui::view::{View, Wish, Wishes};
use egui::Context;
use std::sync::Arc;

/// A row and a column; `None` is the sum.
type At = (Option<usize>, Option<usize>);

/// What was clicked, until its sentences are found.
#[derive(Default)]
pub(super) struct Opened {
    asked: Option<At>,
    /// How often something was asked: the same number of newer figures is another question.
    times: u64,
    found: Computed<(u64, At), Behind>,
}

impl Opened {
    /// Asks for what is behind a number.
    pub fn ask(&mut self, at: At) {
        self.asked = Some(at);
        self.times += 1;
    }

    /// The figures are others now, and what was clicked is not there any more.
    pub fn forget(&mut self) {
        self.asked = None;
    }

    /// Wishes for the sentences as soon as they are found.
    pub fn show(&mut self, ctx: &Context, view: View<'_>, shown: &Shown, wishes: &mut Wishes) {
        let Some(at) = self.asked else { return };
        let question = (self.times, at);
        let (matrix, facts) = (Arc::clone(&shown.matrix), Arc::clone(&shown.facts));
        self.found.refresh(ctx, view, question, move |_| facts.behind(&matrix, at));
        let Some(behind) = self.found.get().filter(|_| self.found.answered() == Some(&question)) else { return };
        self.asked = None;
        let matrix = &shown.matrix;
        let title = format!("{} · {}", sheet::names(matrix, at), said(matrix, sheet::found(matrix, at)));
        if !behind.marks.is_empty() {
            wishes.push(Wish::Sentences { title, marks: behind.marks.clone() });
        } else if !behind.events.is_empty() {
            wishes.push(Wish::Evidence { title, events: behind.events.clone() });
        }
    }
}
