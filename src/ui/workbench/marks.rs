//! What is done to the mark that is selected: another code, a cut in two, words added and taken away.
//!
//! Each is one command and one undo. What cannot be done says what to select first. Moving edges is the reader's.

use super::{Workbench, view};
use crate::base::edges;
use crate::base::span::{Pieces, Span};
use crate::base::words;
use crate::model::{CodeId, DocumentId, Mark, MarkId};
use crate::session::{At, Command, Notice};
use crate::ui::ask::Ask;
use egui::Context;

impl Workbench {
    /// Asks with which code to tag: the selected words, else the selected mark.
    pub(super) fn ask_for_code(&mut self) {
        match self.session.selection.mark.filter(|_| self.session.selection.words.is_none()) {
            Some(mark) => self.ask(Ask::MarkCode(mark)),
            None => self.ask_about_words(Ask::TagWith),
        }
    }

    /// Gives the selected mark another code; whether there is a mark, and no words that are meant instead.
    pub(super) fn retype_mark(&mut self, code: CodeId) -> bool {
        let selection = &self.session.selection;
        let Some(mark) = selection.mark.filter(|_| selection.words.is_none()) else { return false };
        let outcome = self.perform(&Command::Retype { mark, code });
        if outcome.is_some_and(|outcome| !outcome.changed) {
            let name = self.session.project().label(code.into()).to_lowercase();
            self.notice = Some(Notice::note(format!("This mark is tagged as {name} already")));
        }
        true
    }

    /// Cuts the selected mark in two: the selected words become a mark of their own, or else all behind the caret.
    pub(super) fn split_mark(&mut self, ctx: &Context) {
        let Some((id, mark)) = self.mark() else { return };
        let text = self.session.project().text(mark.document);
        let words = self.session.selection.words.clone();
        let off = words.or_else(|| Pieces::one(behind(text, &mark.pieces, self.article.caret())?));
        let Some(off) = off else {
            let note = "Put the caret into the mark where it is to be split, or select some of its words";
            self.notice = Some(Notice::note(note));
            return;
        };
        if let Some(outcome) = self.perform(&Command::SplitMark { mark: id, off: At::Bytes(off) }) {
            self.tagged(ctx, &outcome);
        }
    }

    /// Adds the selected words to the selected mark.
    pub(super) fn add_to_mark(&mut self) {
        let Some((id, mark)) = self.mark() else { return };
        let Some((_, At::Bytes(words))) = self.words() else { return };
        self.place_mark(id, mark.pieces.with(&words));
    }

    /// Takes the selected words out of the selected mark, or else the piece that holds the caret.
    pub(super) fn take_from_mark(&mut self) {
        let Some((id, mark)) = self.mark() else { return };
        let words = self.session.selection.words.clone();
        let Some(taken) = words.or_else(|| piece_at(&mark.pieces, self.article.caret())) else {
            self.notice = Some(Notice::note("Select the words that are to leave the mark"));
            return;
        };
        let text = self.session.project().text(mark.document);
        match mark.pieces.without(&taken).and_then(|left| edges::tight(text, &left)) {
            Some(left) => self.place_mark(id, left),
            None => self.notice = Some(Notice::note("A mark needs at least one word; Delete removes it")),
        }
    }

    /// Goes to the next suggestion in the open article; says why not.
    pub(super) fn next_suggestion(&mut self) {
        if !self.settings.suggestions {
            self.settings.suggestions = true;
            self.notice = Some(Notice::note("Suggestions are shown again"));
        } else if !self.article.next_suggestion(view(&self.session, &self.settings, &self.suggested)) {
            let document = self.session.selection.document;
            let row = document.and_then(|id| self.session.project().documents().get(id));
            let undated = row.is_some_and(|row| row.published.is_none());
            let counted =
                if undated { "; it has no date of its own, from which “Monday” could be counted" } else { "" };
            self.notice = Some(Notice::note(format!("Nothing in this article is left to decide{counted}")));
        }
    }

    fn place_mark(&mut self, mark: MarkId, pieces: Pieces) {
        if self.perform(&Command::PlaceMark { mark, at: At::Bytes(pieces) }).is_some() {
            self.session.selection.words = None;
            self.article.clear_selection();
        }
    }

    /// The selected mark of the open document; says what to do if there is none.
    fn mark(&mut self) -> Option<(MarkId, Mark)> {
        let (id, document) = (self.session.selection.mark, self.session.selection.document);
        let here = |id: MarkId| Some((id, Mark::clone(self.session.project().marks().get(id)?)));
        let found =
            id.and_then(here).filter(|(_, mark): &(MarkId, Mark)| document == Some::<DocumentId>(mark.document));
        if found.is_none() {
            self.notice = Some(Notice::note("Click a mark in the article first"));
        }
        found
    }
}

/// From the caret to the end of a place; a caret within a word stands before it, so that a click never cuts a word.
fn behind(text: &str, pieces: &Pieces, caret: usize) -> Option<Span> {
    let hull = pieces.hull();
    let word = words::word_at(text, caret).filter(|word| word.start() < caret && caret < word.end());
    let cut = match word {
        Some(word) if word.start() <= hull.start() => word.end(),
        Some(word) => word.start(),
        None => caret,
    };
    (hull.start() < cut && cut < hull.end()).then(|| Span::new(cut, hull.end()))
}

/// The piece that holds the caret, if the place has others.
fn piece_at(pieces: &Pieces, caret: usize) -> Option<Pieces> {
    let spans = pieces.spans();
    let holds = |span: &&Span| span.start() <= caret && caret <= span.end();
    Pieces::one(*spans.iter().find(holds).filter(|_| spans.len() > 1)?)
}
