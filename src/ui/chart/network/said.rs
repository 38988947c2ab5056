//! What there is to say of an actor or a tie. Its numbers are at hand; as what it took part in hundreds of events is
//! looked up beside the frames, once for what is looked at.

use super::{Focus, Shown, tie_between};
use crate::base::number::counted;
use crate::query::Facts;
use crate::query::network::{Network, node_in_words, tie_in_words};
use crate::ui::computed::Computed;
use crate::ui::view::View;
use egui::Context;
use std::sync::Arc;

/// The words on what is looked at, by the number of the figures.
#[derive(Default)]
pub(super) struct Said(Computed<(u64, Focus), String>);

impl Said {
    /// All that there is to say, in lines; a moment long only the numbers.
    pub fn words(&mut self, ctx: &Context, view: View<'_>, (shown, number): (&Shown, u64), focus: Focus) -> String {
        let Some(subject) = Subject::of(shown, focus) else {
            let figures = &shown.figures;
            return format!("{}, {}", counted(figures.nodes.len(), "actor"), counted(figures.ties.len(), "tie"));
        };
        let question = (number, focus);
        let (facts, figures) = (Arc::clone(&shown.facts), Arc::clone(&shown.figures));
        self.0.refresh(ctx, view, question, move |_| subject.said(&facts, &figures, true));
        match self.0.get() {
            Some(words) if self.0.answered() == Some(&question) => words.clone(),
            _ => subject.said(&shown.facts, &shown.figures, false),
        }
    }
}

/// What is looked at, by its place.
#[derive(Clone, Copy)]
enum Subject {
    Node(usize),
    Tie(usize),
}

impl Subject {
    fn of(shown: &Shown, focus: Focus) -> Option<Self> {
        let actor = focus.actor?;
        let tie = focus.other.and_then(|other| tie_between(shown, actor, other));
        tie.map(Self::Tie).or_else(|| shown.node(actor).map(Self::Node))
    }

    /// In lines; `whole`: with what has to be looked up.
    fn said(self, facts: &Facts, figures: &Network, whole: bool) -> String {
        let project = facts.project();
        let words = match self {
            Self::Node(at) => figures.nodes.get(at).map(|node| {
                let parts = if whole { facts.parts(figures, node) } else { Vec::new() };
                node_in_words(project, figures, node, &parts)
            }),
            Self::Tie(at) => figures.ties.get(at).map(|tie| {
                let roles = if whole { facts.roles(figures, tie) } else { Vec::new() };
                tie_in_words(project, figures, tie, &roles)
            }),
        };
        words.unwrap_or_default()
    }
}
