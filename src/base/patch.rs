//! A text change that remembers what it removed.
//!
//! A [`Patch`] is a sorted list of hunks; each names a byte in the text *before*, what stood there and what stands
//! there now. Because it carries both sides it can be checked before it is applied and turned round exactly.
//!
//! [`Patch::map`] says where a span of the old text lies in the new one. That mapping is not an inverse (two old
//! places can end in one new place), which is why marks that a patch moves are recorded as changes of their own.

use super::span::Span;
use serde::{Deserialize, Serialize};

/// One replacement. `at` is a byte of the text before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hunk {
    /// Where, in bytes of the text before the patch.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
}

/// Replacements in one text, sorted, not overlapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    hunks: Vec<Hunk>,
}

/// The text is not the one that the patch was made for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text at byte {at} is not what the change expects to find there")]
pub struct Mismatch {
    /// Byte of the first hunk that did not fit.
    pub at: usize,
}

/// Where a span went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// It lies here now, and none of its own words changed.
    Kept(Span),
    /// Some of its words changed; what is left lies here.
    Touched(Span),
    /// All of its words were removed.
    Gone,
}

impl Patch {
    /// A single replacement of `removed` at byte `at` by `inserted`.
    #[must_use]
    pub fn replace(at: usize, removed: &str, inserted: &str) -> Self {
        Self { hunks: vec![Hunk { at, removed: removed.to_owned(), inserted: inserted.to_owned() }] }
    }

    /// Replacements that are sorted by place and do not overlap; that they fit a text is asked when they are applied.
    #[must_use]
    pub fn of(hunks: Vec<Hunk>) -> Self {
        Self { hunks }
    }

    /// From the empty text to `text`.
    #[must_use]
    pub fn create(text: &str) -> Self {
        Self::replace(0, "", text)
    }

    /// From `text` to the empty text.
    #[must_use]
    pub fn remove_all(text: &str) -> Self {
        Self::replace(0, text, "")
    }

    /// The hunks, sorted by place.
    #[must_use]
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hunks.iter().all(|hunk| hunk.removed == hunk.inserted)
    }

    /// The text after.
    ///
    /// # Errors
    /// [`Mismatch`] if `text` does not hold what a hunk says it removes, or hunks overlap.
    pub fn apply(&self, text: &str) -> Result<String, Mismatch> {
        let mut after = String::with_capacity(text.len());
        let mut done = 0;
        for hunk in &self.hunks {
            let mismatch = Mismatch { at: hunk.at };
            let kept = text.get(done..hunk.at).ok_or_else(|| mismatch.clone())?;
            let rest = text.get(hunk.at..).ok_or_else(|| mismatch.clone())?;
            if !rest.starts_with(&hunk.removed) {
                return Err(mismatch);
            }
            after.push_str(kept);
            after.push_str(&hunk.inserted);
            done = hunk.at + hunk.removed.len();
        }
        after.push_str(text.get(done..).unwrap_or_default());
        Ok(after)
    }

    /// The patch that takes the text after back to the text before.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut shift: isize = 0;
        let hunks = self.hunks.iter().map(|hunk| {
            let at = hunk.at.saturating_add_signed(shift);
            shift += growth(hunk);
            Hunk { at, removed: hunk.inserted.clone(), inserted: hunk.removed.clone() }
        });
        Self { hunks: hunks.collect() }
    }

    /// Where the bytes of `span` lie after the patch; for many spans ask [`Patch::moves`] once.
    #[must_use]
    pub fn map(&self, span: Span) -> Mapped {
        self.moves().map(span)
    }

    /// What is needed to map many spans: each then costs only the hunks that it meets.
    #[must_use]
    pub fn moves(&self) -> Moves<'_> {
        let mut shifts = vec![0isize];
        shifts.extend(self.hunks.iter().scan(0, |shift, hunk| {
            *shift += growth(hunk);
            Some(*shift)
        }));
        Moves { hunks: &self.hunks, shifts }
    }
}

/// Where places of the text before lie in the text after.
#[derive(Clone, Debug)]
pub struct Moves<'p> {
    hunks: &'p [Hunk],
    /// How much longer the text became before each hunk, in bytes; one more for the end.
    shifts: Vec<isize>,
}

impl Moves<'_> {
    /// Where the bytes of `span` lie after the patch.
    ///
    /// Words inserted at either edge stay outside. What takes the place of words of the span becomes part of it, unless
    /// the replaced words reach beyond it.
    #[must_use]
    pub fn map(&self, span: Span) -> Mapped {
        let (first, met) = self.met(span);
        let shift = self.shifts.get(first).copied().unwrap_or_default();
        let (mut start, mut end) = (span.start(), span.end());
        let (mut shift_start, mut shift_end) = (shift, shift);
        for hunk in met {
            let (from, to) = (hunk.at, hunk.at + hunk.removed.len());
            if from <= span.start() && to >= span.end() {
                return Mapped::Gone;
            }
            if from < span.start() {
                // The head was removed: start after whatever took its place.
                start = to;
                shift_start += growth(hunk);
                shift_end += growth(hunk);
            } else if to > span.end() {
                // The tail was removed: end before whatever took its place.
                end = from;
            } else {
                shift_end += growth(hunk);
            }
        }
        let moved = Span::new(start.saturating_add_signed(shift_start), end.saturating_add_signed(shift_end));
        match (moved.is_empty(), met.is_empty()) {
            (true, _) => Mapped::Gone,
            (false, false) => Mapped::Touched(moved),
            (false, true) => Mapped::Kept(moved),
        }
    }

    /// Where the words of `span`, and whatever took the place of words that touch it, lie after the patch; empty if
    /// they were only removed.
    #[must_use]
    pub fn reach(&self, span: Span) -> Span {
        let (first, met) = self.met(span);
        let last = first + met.len();
        let shift = |at: usize| self.shifts.get(at).copied().unwrap_or_default();
        let start = met.first().map_or(span.start(), |hunk| hunk.at.min(span.start()));
        let end = met.last().map_or(span.end(), |hunk| (hunk.at + hunk.removed.len()).max(span.end()));
        Span::new(start.saturating_add_signed(shift(first)), end.saturating_add_signed(shift(last)))
    }

    /// Where a place between two bytes lies after the patch; one inside replaced words goes to their beginning.
    #[must_use]
    pub fn byte(&self, byte: usize) -> usize {
        let before = self.hunks.partition_point(|hunk| hunk.at + hunk.removed.len() <= byte);
        let shift = self.shifts.get(before).copied().unwrap_or_default();
        let inside = self.hunks.get(before).filter(|hunk| hunk.at < byte);
        inside.map_or(byte, |hunk| hunk.at).saturating_add_signed(shift)
    }

    /// The hunks that change bytes of `span`, and the number of the first of them.
    fn met(&self, span: Span) -> (usize, &[Hunk]) {
        let first = self.hunks.partition_point(|hunk| hunk.at + hunk.removed.len() <= span.start());
        let after = self.hunks.partition_point(|hunk| hunk.at < span.end());
        (first, self.hunks.get(first..after).unwrap_or_default())
    }
}

fn growth(hunk: &Hunk) -> isize {
    let length = |text: &str| isize::try_from(text.len()).unwrap_or(isize::MAX);
    length(&hunk.inserted) - length(&hunk.removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::testing::marked;
    use proptest::prelude::*;

    /// `before` and `after` hold one `[span]` each; `after` without one means that it is gone.
    fn check_map(before: &str, removed: &str, inserted: &str, after: &str) {
        let (text, spans) = marked(before);
        let at = text.find(removed).expect("removed text occurs");
        let patch = Patch::replace(at, removed, inserted);
        let (expected_text, expected) = marked(after);
        assert_eq!(patch.apply(&text).as_deref(), Ok(expected_text.as_str()));
        let got = match patch.map(spans[0]) {
            Mapped::Kept(span) | Mapped::Touched(span) => vec![span],
            Mapped::Gone => vec![],
        };
        assert_eq!(got, expected, "{before} → {after}");
    }

    #[test]
    fn spans_follow_their_words() {
        check_map("He met [Ouahbi] today", "He", "Then he", "Then he met [Ouahbi] today");
        check_map("He met [Ouahbi] today", "today", "on Monday", "He met [Ouahbi] on Monday");
        check_map("He met [Abdel Ouahbi] today", "Abdel", "Abdellatif", "He met [Abdellatif Ouahbi] today");
        check_map("met [the minister Ouahbi] today", "minister ", "", "met [the Ouahbi] today");
        check_map("He met [Ouahbi] today", "met Ouahbi today", "left", "He left");
        check_map("He met [Ouahbi today]", "today", "", "He met [Ouahbi ]");
    }

    #[test]
    fn a_patch_for_another_text_is_refused() {
        assert_eq!(Patch::replace(3, "abc", "x").apply("xxxabd"), Err(Mismatch { at: 3 }));
        assert_eq!(Patch::replace(30, "", "x").apply("short"), Err(Mismatch { at: 30 }));
        assert_eq!(Patch::replace(1, "", "x").apply("é"), Err(Mismatch { at: 1 }));
    }

    proptest! {
        #[test]
        fn the_inverse_gives_back_the_text(text in "\\PC{0,40}", a in 0usize..40, b in 0usize..40, new in "\\PC{0,9}") {
            let edge = |i: usize| text.char_indices().map(|(at, _)| at).nth(i).unwrap_or(text.len());
            let (from, to) = (edge(a.min(b)), edge(a.max(b)));
            let patch = Patch::replace(from, &text[from..to], &new);
            let after = patch.apply(&text).unwrap();
            prop_assert_eq!(patch.inverse().apply(&after).unwrap(), text);
            prop_assert_eq!(patch.inverse().inverse(), patch);
        }
    }
}
