//! Tagging the selected words, and the hits that are ticked: each is one command, and what was made is shown.

use super::Workbench;
use crate::model::{CodeId, CodeKind, DocumentId, EventId, Evidence, Proves, RecordId};
use crate::session::{At, Command, Notice, Outcome, Purpose as For};
use crate::ui::ask::Ask;
use egui::Context;

impl Workbench {
    pub(super) fn tag_words(&mut self, ctx: &Context, code: CodeId) {
        if self.retype_mark(code) {
            return;
        }
        let Some((document, at)) = self.words() else { return };
        if let Some(outcome) = self.perform(&Command::TagNew { document, at, code }) {
            self.tagged(ctx, &outcome);
        }
    }

    /// Makes something new of this name for the selected words.
    pub(super) fn add_for_words(&mut self, ctx: &Context, name: String, purpose: impl FnOnce(DocumentId, At) -> For) {
        let Some((document, at)) = self.words() else { return };
        if let Some(outcome) = self.perform(&Command::AddFor { name, purpose: purpose(document, at) }) {
            self.tagged(ctx, &outcome);
        }
    }

    /// Tags every selection with this code from now on; words that are selected already are the first.
    pub(super) fn keep_tagging(&mut self, ctx: &Context, code: Option<CodeId>) {
        if code.is_some() && self.session.read_only().is_some() {
            self.notice = self.session.read_only().map(Notice::note);
            return;
        }
        self.session.selection.sticky = code;
        if let Some(code) = code.filter(|_| self.session.selection.words.is_some()) {
            self.tag_words(ctx, code);
        }
        self.article.focus();
    }

    pub(super) fn attach_words(&mut self, ctx: &Context, event: EventId) {
        let Some((document, at)) = self.words() else { return };
        let code = self.session.project().events().get(event).and_then(|event| event.kind);
        let evidence = vec![Evidence::certain(Proves::Event(event))];
        if let Some(outcome) = self.perform(&Command::Tag { document, at, code, evidence }) {
            self.tagged(ctx, &outcome);
        }
    }

    /// Tags the hits that are ticked in the concordance, as one step.
    pub(super) fn tag_ticked_new(&mut self, kind: CodeKind, name: String) {
        let purpose = For::TagEach { places: self.lower.ticked(), kind };
        if self.perform(&Command::AddFor { name, purpose }).is_some() {
            self.lower.untick();
        }
    }

    pub(super) fn tag_ticked(&mut self, code: CodeId) {
        let places = self.lower.ticked();
        if self.perform(&Command::TagEach { places, code }).is_some() {
            self.lower.untick();
        }
    }

    /// The selected words; says what to do if there are none.
    pub(super) fn words(&mut self) -> Option<(DocumentId, At)> {
        let selection = &self.session.selection;
        let found = selection.document.zip(selection.words.clone());
        if found.is_none() {
            self.notice = Some(Notice::note("Select words in the article first"));
        }
        found.map(|(document, words)| (document, At::Bytes(words)))
    }

    /// After tagging: shows what was made, lets the mark flash, and lets go of the words.
    pub(super) fn tagged(&mut self, ctx: &Context, outcome: &Outcome) {
        let mark = outcome.made.iter().find_map(|made| match made {
            RecordId::Mark(mark) => Some(*mark),
            _ => None,
        });
        if let Some(mark) = mark {
            let project = self.session.project();
            if let Some(code) = project.marks().get(mark).and_then(|mark| mark.code) {
                self.settings.tagged(project.id(), code);
            }
            self.session.show_mark(mark);
            self.article.flash(mark, ctx.input(|input| input.time));
        }
        self.session.selection.words = None;
        self.article.clear_selection();
        self.article.focus();
    }

    pub(super) fn ask_about_words(&mut self, question: Ask) {
        if self.words().is_some() {
            self.ask(question);
        }
    }

    pub(super) fn highlight(&mut self, ctx: &Context) {
        let Some((document, at)) = self.words() else { return };
        let command = Command::Tag { document, at, code: None, evidence: vec![] };
        if let Some(outcome) = self.perform(&command) {
            self.tagged(ctx, &outcome);
        }
    }

    pub(super) fn add_zone(&mut self) {
        let Some((document, at)) = self.words() else { return };
        let kind = crate::model::ZoneKind::default();
        if self.perform(&Command::AddZone { document, at, kind }).is_some() {
            self.article.clear_selection();
            self.session.selection.words = None;
        }
    }
}
