//! Where a mark belongs in a text of which nobody knows how it came to be.
//!
//! What the log has of a change leads every mark to its place. Here there is no such way: the text was edited outside
//! the program, or the mark itself is damaged. So the mark's own words are looked for, and what is stored of the words
//! around them decides between the places where they stand; the old byte says nothing, as it is wrong for every mark
//! behind the edit. What cannot be decided is [`Anchor::Doubtful`], for a person to look at.
//!
//! Promises: a mark is [`Anchor::Placed`] only where its words stand, and only if one place fits its surroundings better
//! than every other; no quote is lost. What it does *not* do: it changes no project ([`super::repair`] does).

use crate::base::anchor::{Course, Search, Selector, similarity, weighted};
use crate::base::patch::Patch;
use crate::base::span::{PIECES_JOINED_BY, Pieces, Span};
use crate::model::mark::{DOUBTFUL, PLACED};
use crate::model::{Anchor, Mark};

/// Surroundings that are this much alike, from 0 to 1, are the very ones that are stored, letter for letter.
const EXACT: f64 = 1.0 - 1e-9;
/// Of two places neither of which has these very surroundings, one is better only if they are so much more alike.
const MARGIN: f64 = 0.1;
/// So many places with the words of one mark are looked at, those nearest to the old one.
const MOST_PLACES: usize = 1_000;

/// A text, and what helps to find words in it.
pub struct Ground<'t> {
    text: &'t str,
    /// From the text to itself: what is needed to look for words that are only like those of a mark.
    course: Course<'t>,
    /// Whether marks were made for another text.
    edited: bool,
}

/// A place where the words of a mark stand.
struct Place {
    pieces: Pieces,
    /// How much what stands around it is like what is stored, from 0 to 1.
    around: f64,
    /// Bytes from the old place.
    away: usize,
}

impl<'t> Ground<'t> {
    /// A text; `none` is the empty patch. Of an `edited` one it is known that marks were made for another.
    #[must_use]
    pub fn new(text: &'t str, none: &'t Patch, edited: bool) -> Self {
        Self { text, course: Course::new(text, text, none, Search::Everywhere), edited }
    }

    /// The mark as it has to be in this text, and what was done, as a sentence; `None` if it stays as it is.
    #[must_use]
    pub fn settle(&self, mark: &Mark) -> Option<(Mark, String)> {
        let stands = mark.pieces.quote(self.text);
        // The words of a doubtful mark are known not to stand in its place.
        let as_expected = match mark.anchor {
            Anchor::Placed => {
                stands.as_ref() == Some(&mark.quote) && (!self.edited || self.around(mark, &mark.pieces) >= EXACT)
            }
            Anchor::Doubtful => stands.is_some() && !self.edited,
            Anchor::Lost => true,
        };
        if as_expected {
            return None;
        }
        match self.places(mark) {
            places if places.is_empty() => Some(self.by_likeness(mark, stands)),
            places => self.by_surroundings(mark, &places),
        }
    }

    /// The best of the places where its words stand.
    fn by_surroundings(&self, mark: &Mark, places: &[Place]) -> Option<(Mark, String)> {
        let better = |a: &&Place, b: &&Place| b.around.total_cmp(&a.around).then(a.away.cmp(&b.away));
        let best = places.iter().min_by(better)?;
        let other = places.iter().filter(|place| place.pieces != best.pieces).map(|place| place.around);
        let other = other.max_by(f64::total_cmp);
        let decided = other.is_none_or(|other| {
            (best.around >= EXACT && other < EXACT) || (best.around < EXACT && best.around - other > MARGIN)
        });
        let fits = weighted(1.0, (best.around, best.around)) >= PLACED;
        let mut anew = mark.clone();
        if decided && fits {
            if best.pieces == mark.pieces && mark.anchor == Anchor::Placed {
                return None;
            }
            anew.settle(best.pieces.clone(), mark.quote.clone(), self.text);
            return Some((anew, "its words stand elsewhere in the text; it was placed there".to_owned()));
        }
        (anew.pieces, anew.anchor) = (best.pieces.clone(), Anchor::Doubtful);
        let what = if decided {
            "its words stand in the text only between other words; it was put there and is doubtful: look at it"
                .to_owned()
        } else {
            let count = places.len();
            format!(
                "its words stand in {count} places, and what stands around them does not say which is meant; it was \
                 put at one of them and is doubtful: look at it"
            )
        };
        Some((anew, what))
    }

    /// Its words stand nowhere: the place with words that are most like them.
    fn by_likeness(&self, mark: &Mark, stands: Option<String>) -> (Mark, String) {
        if let Some(words) = stands.filter(|words| !self.edited && similarity(words, &mark.quote) >= PLACED) {
            let mut anew = mark.clone();
            anew.settle(mark.pieces.clone(), words, self.text);
            return (anew, "its quote was not what stands in its place; it was taken from the text".to_owned());
        }
        let mut anew = mark.clone();
        anew.follow(&self.course);
        if let Some(pieces) = self.between(mark) {
            let other = Mark { pieces, anchor: Anchor::Doubtful, ..mark.clone() };
            if anew.anchor != Anchor::Placed && other.score(self.text) > anew.score(self.text) {
                anew = other;
            }
        }
        // One that was doubtful stays so where nothing better is found, however little fits.
        if anew.anchor == Anchor::Doubtful && anew.score(self.text) < DOUBTFUL {
            anew = Mark { anchor: Anchor::Lost, ..mark.clone() };
        }
        let what = match anew.anchor {
            Anchor::Placed => "the same letters stand there with other signs; its quote was taken from the text",
            Anchor::Doubtful => {
                "its words are not in the text, but some that are like them; it was put there, keeps its quote and is \
                 doubtful: look at it"
            }
            Anchor::Lost => "its words are no longer in the text; it is kept as lost, with its quote",
        };
        (anew, what.to_owned())
    }

    /// Where its words stand one for one; pieces in their order.
    fn places(&self, mark: &Mark) -> Vec<Place> {
        let parts: Vec<&str> = mark.quote.split(PIECES_JOINED_BY).collect();
        let one = [mark.quote.as_str()];
        let words = if parts.len() == mark.pieces.spans().len() { &parts[..] } else { &one[..] };
        let Some(first) = words.first().filter(|first| !first.is_empty()) else { return Vec::new() };
        let old = mark.pieces.hull().start();
        let mut starts: Vec<usize> = self.text.match_indices(first).map(|(at, _)| at).collect();
        // Most marks keep their surroundings letter for letter, and then no others need to be compared with them.
        let context = &mark.context;
        let is_exact = |pieces: &Pieces| {
            let hull = pieces.hull();
            self.text.get(..hull.start()).is_some_and(|before| before.ends_with(&context.prefix))
                && self.text.get(hull.end()..).is_some_and(|after| after.starts_with(&context.suffix))
        };
        let exact = starts.iter().filter_map(|start| {
            let before = self.text.get(..*start).filter(|before| before.ends_with(&context.prefix))?;
            let pieces = self.from(before.len(), words, mark).filter(is_exact)?;
            Some(Place { around: 1.0, pieces, away: start.abs_diff(old) })
        });
        let exact: Vec<Place> = exact.collect();
        if !exact.is_empty() {
            return exact;
        }
        if starts.len() > MOST_PLACES {
            starts.sort_by_key(|at| at.abs_diff(old));
            starts.truncate(MOST_PLACES);
        }
        let place = |start: usize| {
            let pieces = self.from(start, words, mark)?;
            Some(Place { around: self.around(mark, &pieces), pieces, away: start.abs_diff(old) })
        };
        starts.into_iter().filter_map(place).collect()
    }

    /// The pieces that begin at `start`: each as far from the first as it was, else where its words stand next.
    fn from(&self, start: usize, words: &[&str], mark: &Mark) -> Option<Pieces> {
        let old = mark.pieces.spans();
        let shape = old.len() == words.len();
        let mut spans: Vec<Span> = Vec::with_capacity(words.len());
        for (number, piece) in words.iter().enumerate() {
            let from = spans.last().map_or(start, |span| span.end());
            let same =
                old.get(number).filter(|_| shape).map(|span| start + (span.start() - mark.pieces.hull().start()));
            let same = same.filter(|at| {
                *at >= from && self.text.get(*at..).is_some_and(|rest| !piece.is_empty() && rest.starts_with(piece))
            });
            let at = same.or_else(|| self.text.get(from..)?.find(piece).map(|at| from + at))?;
            spans.push(Span::new(at, at + piece.len()));
        }
        // Pieces that touch would be joined, and the quote would no longer be what stands there.
        Pieces::new(spans).filter(|pieces| pieces.quote(self.text).as_ref() == Some(&mark.quote))
    }

    /// What stands between the very words that stood before it and after it, if that is in one place only.
    fn between(&self, mark: &Mark) -> Option<Pieces> {
        let (prefix, suffix) = (mark.context.prefix.as_str(), mark.context.suffix.as_str());
        if prefix.is_empty() || suffix.is_empty() || mark.pieces.spans().len() != 1 {
            return None;
        }
        let reach = 2 * mark.quote.len() + 64;
        let mut spans = self.text.match_indices(prefix).filter_map(|(at, _)| {
            let start = at + prefix.len();
            let length = self.text.get(start..)?.find(suffix)?;
            (1..=reach).contains(&length).then(|| Span::new(start, start + length))
        });
        let span = spans.next()?;
        if spans.next().is_some() { None } else { Pieces::one(span) }
    }

    fn around(&self, mark: &Mark, pieces: &Pieces) -> f64 {
        let wanted = Selector { quote: &mark.quote, prefix: &mark.context.prefix, suffix: &mark.context.suffix };
        let (before, after) = wanted.around(self.text, pieces.hull());
        f64::midpoint(before, after)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;
    use crate::files::tests::generated;
    use crate::model::{Context, DocumentId};

    /// The mark on the words in brackets, and the text without them.
    fn marked(text: &str) -> (Mark, String) {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
        let plain = text.replace(['[', ']'], "");
        let span = Span::new(start, end);
        let mark = generated::mark(DocumentId::from_bits(1), &plain, span);
        (Mark { context: Context::around(&plain, span), ..mark }, plain)
    }

    fn settled(mark: &Mark, text: &str, edited: bool) -> Option<(Mark, String)> {
        Ground::new(text, &Patch::default(), edited).settle(mark)
    }

    #[test]
    fn the_words_around_decide_and_not_the_old_byte() {
        let text = "He went to Rabat on Monday, and [Rabat] welcomed him. In Rabat he said so.";
        let (mark, plain) = marked(text);
        for more in ["", "Rabat, 3 May. ", "xxxxxx", "From Rabat and from Rabat: ", "A word. And another. "] {
            let after = format!("{more}{plain}");
            let now = settled(&mark, &after, true).map_or(mark.clone(), |(mark, _)| mark);
            assert_eq!(
                (now.anchor, now.pieces.hull().start()),
                (Anchor::Placed, mark.pieces.hull().start() + more.len())
            );
        }
    }

    #[test]
    fn words_that_stand_by_chance_at_the_old_byte_are_not_taken_for_its_own() {
        let (mark, plain) = marked("In [Rabat] the minister spoke.");
        let after = format!("In Rabat. {plain}");
        let (now, _) = settled(&mark, &after, true).unwrap();
        assert_eq!((now.anchor, now.pieces.hull()), (Anchor::Placed, Span::new(13, 18)));
    }

    #[test]
    fn what_nothing_decides_is_doubtful_and_says_so() {
        let (mark, plain) = marked("Then he left for [Rabat] in the morning, as he had said before.");
        let twice = format!("A line.\n{plain}\n{plain}");
        let (now, what) = settled(&mark, &twice, true).unwrap();
        assert_eq!((now.anchor, now.quote.as_str()), (Anchor::Doubtful, "Rabat"));
        assert!(what.contains("2 places") && what.contains("doubtful"), "{what}");
        let (now, what) = settled(&mark, "A story of something else, and Rabat is named once.", true).unwrap();
        assert_eq!(now.anchor, Anchor::Doubtful, "{what}");
        assert_eq!(now.pieces.quote("A story of something else, and Rabat is named once.").unwrap(), "Rabat");
    }

    #[test]
    fn words_that_differ_by_a_letter_are_doubtful_where_they_stand_and_keep_their_quote() {
        let (mark, plain) = marked("Then he left for [Rabat] in the morning, as he had said.");
        for more in ["", "A line before it. "] {
            let after = format!("{more}{}", plain.replace("Rabat", "Rabbat"));
            let (now, what) = settled(&mark, &after, true).unwrap();
            assert_eq!((now.anchor, now.quote.as_str()), (Anchor::Doubtful, "Rabat"), "{what}");
            assert_eq!(now.pieces.quote(&after).unwrap(), "Rabbat");
        }
        let (now, _) = settled(&mark, "Quite another story, of which nothing was marked.", true).unwrap();
        assert_eq!((now.anchor, now.quote.as_str()), (Anchor::Lost, "Rabat"));
    }

    #[test]
    fn pieces_stay_as_far_from_each_other_as_they_were() {
        let (mut mark, plain) = marked("They [signed] it, and the accord, the accord of May, holds.");
        let second = plain.rfind("accord").unwrap();
        mark.pieces = Pieces::new(vec![Span::new(5, 11), Span::new(second, second + 6)]).unwrap();
        mark.quote = mark.pieces.quote(&plain).unwrap();
        mark.context = Context::around(&plain, mark.pieces.hull());
        let (now, _) = settled(&mark, &format!("May. {plain}"), true).unwrap();
        assert_eq!(now.anchor, Anchor::Placed);
        assert_eq!(now.pieces.spans().last().unwrap().start(), second + 5);
    }

    #[test]
    fn a_damaged_quote_is_taken_from_a_text_that_is_as_it_was() {
        let (mark, plain) = marked("Then he left for [Rabat] in the morning, as he had said.");
        let damaged = Mark { quote: "Rabct".to_owned(), ..mark.clone() };
        assert_eq!(settled(&damaged, &plain, false).unwrap().0, mark);
        assert_eq!(settled(&mark, &plain, false), None);
    }
}
