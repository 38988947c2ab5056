//! What is selected, and what of it would be stored.
//!
//! A selection has a fixed end, a moving end (the caret), and pieces put aside with Ctrl. What it shows is exactly
//! what a mark made from it would hold: [`Selection::shown`]. It knows text and bytes, but neither pointer nor keys.

use crate::base::span::{Pieces, Span};
use crate::base::words;

/// What a selection grows by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    /// Any letters, just as they were dragged.
    Letters,
    /// Whole words, loose ends dropped ([`words::snap`]).
    #[default]
    Snapped,
    /// From the word at one end to the word at the other.
    Words,
    /// From sentence to sentence.
    Sentences,
}

/// A caret and what is selected.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    anchor: usize,
    caret: usize,
    grain: Grain,
    /// Whether anchor and caret hold a range (a caret alone selects nothing, even inside a word).
    ranged: bool,
    aside: Vec<Span>,
    shown: Option<Pieces>,
}

impl Selection {
    /// Where the caret is, in bytes.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The end that stays, in bytes.
    #[must_use]
    pub fn anchor(&self) -> usize {
        self.anchor
    }

    /// What would be stored; `None` if nothing is selected.
    #[must_use]
    pub fn shown(&self) -> Option<&Pieces> {
        self.shown.as_ref()
    }

    /// Puts the caret somewhere and selects nothing.
    pub fn put(&mut self, text: &str, byte: usize) {
        *self = Self::default();
        self.anchor = words::floor(text, byte);
        self.caret = self.anchor;
    }

    /// Begins a piece beside those that are selected already.
    pub fn put_beside(&mut self, text: &str, byte: usize) {
        let aside = self.shown.take().map(Vec::from).unwrap_or_default();
        self.put(text, byte);
        self.aside = aside;
        self.settle(text);
    }

    /// Moves the caret: selects nothing, but keeps what was put aside while the next piece has not been begun.
    pub fn step(&mut self, text: &str, byte: usize) {
        if self.awaits_piece() {
            self.put_beside(text, byte);
        } else {
            self.put(text, byte);
        }
    }

    /// Whether pieces were put aside and the next one has not been begun.
    #[must_use]
    pub fn awaits_piece(&self) -> bool {
        !self.ranged && !self.aside.is_empty()
    }

    /// Selects the next larger unit around what is selected: word, sentence, paragraph, all. The caret goes to its end.
    pub fn grow(&mut self, text: &str) {
        let now = if self.ranged { self.range(text) } else { Span::new(self.caret, self.caret) };
        let units = [
            words::word_at(text, now.start()),
            Some(sentences(text, now)),
            Some(words::snap(text, words::paragraph_at(text, now.start()))),
            Some(words::snap(text, Span::new(0, text.len()))),
        ];
        let larger = |unit: &Span| unit.start() <= now.start() && now.end() <= unit.end() && unit.len() > now.len();
        let Some(unit) = units.into_iter().flatten().find(larger) else { return };
        self.anchor = unit.start();
        self.extend(text, unit.end(), Grain::Letters);
    }

    /// Moves the caret and selects up to it.
    pub fn extend(&mut self, text: &str, byte: usize, grain: Grain) {
        self.caret = words::floor(text, byte);
        self.grain = grain;
        self.ranged = true;
        self.settle(text);
    }

    /// Selects exactly these pieces, the caret behind them.
    pub fn set(&mut self, text: &str, pieces: &Pieces) {
        let Some((last, others)) = pieces.spans().split_last() else { return };
        self.put(text, last.start());
        self.aside = others.to_vec();
        self.extend(text, last.end(), Grain::Letters);
    }

    /// Selects nothing; the caret stays. Whether anything was selected.
    pub fn clear(&mut self, text: &str) -> bool {
        let had = self.shown.is_some();
        self.put(text, self.caret);
        had
    }

    fn settle(&mut self, text: &str) {
        let mut spans = self.aside.clone();
        if self.ranged {
            // Words and sentences may end where a letter does not, in texts that nobody wrote.
            spans.push(words::whole_letters(text, self.range(text)));
        }
        self.shown = Pieces::new(spans);
    }

    fn range(&self, text: &str) -> Span {
        let plain = Span::new(self.anchor, self.caret);
        let hull = |a: Span, b: Span| Span::new(a.start().min(b.start()), a.end().max(b.end()));
        let word = |byte: usize| words::word_at(text, byte).unwrap_or(Span::new(byte, byte));
        match self.grain {
            Grain::Letters => plain,
            Grain::Snapped => words::snap(text, plain),
            Grain::Words => words::snap(text, hull(word(self.anchor), word(self.caret))),
            Grain::Sentences => {
                let (a, b) = (words::sentence_at(text, self.anchor), words::sentence_at(text, self.caret));
                words::snap(text, hull(a, b))
            }
        }
    }
}

/// The sentences that a span touches.
fn sentences(text: &str, span: Span) -> Span {
    let last = if span.is_empty() { span.end() } else { words::previous_letter(text, span.end()) };
    let (a, b) = (words::sentence_at(text, span.start()), words::sentence_at(text, last));
    words::snap(text, Span::new(a.start().min(b.start()), a.end().max(b.end())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "He arrived in Rabat, and left. Then he slept.";

    fn shown(selection: &Selection) -> Option<String> {
        selection.shown().and_then(|pieces| pieces.quote(TEXT))
    }

    #[test]
    fn what_is_shown_depends_on_the_grain() {
        let mut selection = Selection::default();
        for (grain, expected) in [
            (Grain::Letters, "rived in Rabat,"),
            (Grain::Snapped, "arrived in Rabat"),
            (Grain::Words, "arrived in Rabat"),
            (Grain::Sentences, "He arrived in Rabat, and left"),
        ] {
            selection.put(TEXT, 5);
            selection.extend(TEXT, 20, grain);
            assert_eq!(shown(&selection).as_deref(), Some(expected));
        }
    }

    #[test]
    fn pieces_are_put_aside_and_joined() {
        let mut selection = Selection::default();
        selection.put(TEXT, 3);
        selection.extend(TEXT, 10, Grain::Snapped);
        selection.put_beside(TEXT, 25);
        assert_eq!(shown(&selection).as_deref(), Some("arrived"));
        selection.extend(TEXT, 27, Grain::Snapped);
        assert_eq!(shown(&selection).as_deref(), Some("arrived … left"));
        assert!(selection.clear(TEXT) && selection.shown().is_none());
    }

    #[test]
    fn a_caret_selects_nothing() {
        let mut selection = Selection::default();
        selection.put(TEXT, 5);
        assert_eq!(shown(&selection), None);
        selection.extend(TEXT, 5, Grain::Snapped);
        assert_eq!(shown(&selection), None);
    }
}
