//! Places in a text: half-open ranges of UTF-8 bytes.
//!
//! A [`Span`] knows only that its start is not after its end. Whether it lies on character boundaries of some text
//! is asked where that text is known ([`Span::text`] answers `None` if not).

use serde::{Deserialize, Serialize};

/// Bytes `start..end` of a text; the byte at `end` is not part of it. Invariant: `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// No byte at the very beginning: the least span.
    pub const EMPTY: Self = Self { start: 0, end: 0 };

    /// `start..end` in bytes; the two are exchanged if they come in the wrong order.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last one.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `byte` is part of it.
    #[must_use]
    pub fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What both share; `None` if they share no byte.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The text in this place; `None` if it lies outside `text` or cuts a character.
    #[must_use]
    pub fn text(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl TryFrom<(usize, usize)> for Span {
    type Error = String;
    fn try_from((start, end): (usize, usize)) -> Result<Self, String> {
        if start > end {
            return Err(format!("a place that ends ({end}) before it starts ({start})"));
        }
        Ok(Self { start, end })
    }
}

/// What stands between the words of two pieces in a quote.
pub const PIECES_JOINED_BY: &str = " … ";

/// One or more spans of one text: the pieces of a discontinuous mark.
///
/// Invariant: at least one piece; none is empty; sorted; no two overlap or touch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Pieces(Vec<Span>);

impl Pieces {
    /// Sorts, drops empty pieces, and joins those that overlap or touch; `None` if nothing is left.
    #[must_use]
    pub fn new(mut spans: Vec<Span>) -> Option<Self> {
        spans.retain(|span| !span.is_empty());
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        (!joined.is_empty()).then_some(Self(joined))
    }

    /// A single piece; `None` if it is empty.
    #[must_use]
    pub fn one(span: Span) -> Option<Self> {
        Self::new(vec![span])
    }

    /// The pieces, sorted.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// From the first byte of the first piece to the end of the last.
    #[must_use]
    pub fn hull(&self) -> Span {
        let start = self.0.first().map_or(0, |span| span.start);
        let end = self.0.last().map_or(start, |span| span.end);
        Span { start, end }
    }

    /// Whether a piece holds the byte.
    #[must_use]
    pub fn contains(&self, byte: usize) -> bool {
        self.0.iter().any(|span| span.contains(byte))
    }

    /// Every byte that is in one of the two.
    #[must_use]
    pub fn with(&self, more: &Self) -> Self {
        // Two places make at least one.
        Self::new([self.0.as_slice(), more.0.as_slice()].concat()).unwrap_or_else(|| self.clone())
    }

    /// The bytes that are in both; `None` if there are none.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Option<Self> {
        let parts = self.0.iter().flat_map(|a| other.0.iter().filter_map(|b| a.intersect(*b)));
        Self::new(parts.collect())
    }

    /// The bytes that are not in the other; `None` if there are none.
    #[must_use]
    pub fn without(&self, other: &Self) -> Option<Self> {
        let mut left = Vec::new();
        for piece in &self.0 {
            let mut from = piece.start;
            for hole in other.0.iter().filter_map(|hole| hole.intersect(*piece)) {
                left.push(Span::new(from, hole.start));
                from = hole.end;
            }
            left.push(Span::new(from, piece.end));
        }
        Self::new(left)
    }

    /// The words in these places, pieces joined by ` … `; `None` if one lies outside `text` or cuts a character.
    #[must_use]
    pub fn quote(&self, text: &str) -> Option<String> {
        let parts: Option<Vec<&str>> = self.0.iter().map(|span| span.text(text)).collect();
        parts.map(|parts| parts.join(PIECES_JOINED_BY))
    }

    /// As [`Pieces::quote`], but also `None` if there is nothing to be read there but spaces.
    #[must_use]
    pub fn words(&self, text: &str) -> Option<String> {
        self.quote(text).filter(|quote| !quote.trim().is_empty())
    }
}

impl From<Pieces> for Vec<Span> {
    fn from(pieces: Pieces) -> Self {
        pieces.0
    }
}

impl TryFrom<Vec<Span>> for Pieces {
    type Error = &'static str;
    fn try_from(spans: Vec<Span>) -> Result<Self, Self::Error> {
        Self::new(spans).ok_or("a mark without any place")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_sorted_and_joined() {
        let pieces = Pieces::new(vec![Span::new(9, 12), Span::new(3, 3), Span::new(0, 4), Span::new(4, 6)]);
        assert_eq!(pieces.map(Vec::from), Some(vec![Span::new(0, 6), Span::new(9, 12)]));
    }

    #[test]
    fn pieces_are_added_and_taken_away() {
        let pieces = |list: &[(usize, usize)]| Pieces::new(list.iter().map(|(a, b)| Span::new(*a, *b)).collect());
        let (one, other) = (pieces(&[(0, 4), (6, 9)]).expect("two"), pieces(&[(2, 7)]).expect("one"));
        assert_eq!(Some(one.with(&other)), pieces(&[(0, 9)]));
        assert_eq!(one.shared(&other), pieces(&[(2, 4), (6, 7)]));
        assert_eq!(one.without(&other), pieces(&[(0, 2), (7, 9)]));
        assert_eq!(other.without(&one), pieces(&[(4, 6)]));
        assert_eq!((one.without(&one), one.shared(&pieces(&[(4, 6)]).expect("one"))), (None, None));
    }

    #[test]
    fn nothing_is_not_a_place() {
        assert_eq!(Pieces::new(vec![Span::new(3, 3)]), None);
        assert!(ron::from_str::<Pieces>("[]").is_err());
        assert!(ron::from_str::<Span>("(4, 2)").is_err());
    }

    #[test]
    fn a_quote_never_cuts_a_character() {
        let text = "né à Rabat";
        assert_eq!(Span::new(0, 2).text(text), None);
        let pieces = Pieces::new(vec![Span::new(0, 3), Span::new(7, 12)]).expect("two pieces");
        assert_eq!(pieces.quote(text).as_deref(), Some("né … Rabat"));
    }
}
