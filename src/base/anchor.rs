//! Finding words again in another edition of their text.
//!
//! A [`Selector`] is what the W3C Web Annotation model calls a `TextQuoteSelector`: words, and what stands before and
//! after them. A [`Course`] leads from one text to another and finds the place for a selector and the span where its
//! words stood: where the patch carries them, else where exactly these words stand elsewhere, else, fuzzily, where the
//! most similar words stand.
//!
//! The score of a place is that of Hypothesis' fuzzy anchoring (its client, `match-quote`), without the two points in
//! 92 for the old position, so that it can be computed again from the selector and the text alone:
//!
//! ```text
//! score = (50 · similarity of the words + 20 · of what stands before + 20 · of what stands after) / 90
//! similarity = 1 − distance / length of the longer one, in characters
//! ```
//!
//! The distance counts inserted, removed, replaced and exchanged letters (Damerau and Levenshtein, each stretch
//! changed once). The old position decides only between places of the same score.
//!
//! Promises: never a place that cuts a grapheme, if the old one did not. Work is bounded: a fuzzy search looks at what
//! took the place of the words and at no more than [`MOST_PLACES`] others, and all fuzzy searches of a course together
//! compare no more than [`MOST_COMPARED`] pairs of words. It does *not* decide what is good enough: its caller does.

use super::diff;
use super::patch::{Mapped, Moves, Patch};
use super::span::Span;
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Places with a rare word of the quote that a fuzzy search looks at.
pub const MOST_PLACES: usize = 12;
/// Pairs of words that all fuzzy searches of one course compare for being the same; comparing them letter by letter
/// counts for [`BY_LETTER`] of these.
pub const MOST_COMPARED: usize = 40_000_000;
/// See [`MOST_COMPARED`].
pub const BY_LETTER: usize = 8;
/// A word that occurs more often than this is no clue to a place, and the same words are looked at this often.
const MOST_OCCURRENCES: usize = 48;
/// From this score on nothing better is looked for elsewhere.
const GOOD: f64 = 0.8;

/// Words, and what stands around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selector<'a> {
    /// The words.
    pub quote: &'a str,
    /// What stands before them.
    pub prefix: &'a str,
    /// What stands after them.
    pub suffix: &'a str,
}

impl Selector<'_> {
    /// How well a place of `text` fits, from 0 to 1.
    #[must_use]
    pub fn score(&self, text: &str, place: Span) -> f64 {
        let words = similarity(self.quote, place.text(text).unwrap_or_default());
        weighted(words, self.around(text, place))
    }

    /// How similar what stands around a place of `text` is, from 0 to 1: before and after.
    #[must_use]
    pub fn around(&self, text: &str, place: Span) -> (f64, f64) {
        let before = text.get(..place.start()).unwrap_or_default();
        let after = text.get(place.end()..).unwrap_or_default();
        (alike(self.prefix, tail(before, self.prefix)), alike(self.suffix, head(after, self.suffix)))
    }
}

/// The score of words of this similarity between surroundings of these similarities.
#[must_use]
pub fn weighted(words: f64, (before, after): (f64, f64)) -> f64 {
    (50.0 * words + 20.0 * before + 20.0 * after) / 90.0
}

/// What is not known cannot speak against a place.
fn alike(wanted: &str, stands: &str) -> f64 {
    if wanted.is_empty() { 1.0 } else { similarity(wanted, stands) }
}

/// As many characters of the end of `text` as `like` has.
fn tail<'t>(text: &'t str, like: &str) -> &'t str {
    let chars = like.chars().count();
    let start = text.char_indices().rev().take(chars).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// As many characters of the beginning of `text` as `like` has.
fn head<'t>(text: &'t str, like: &str) -> &'t str {
    let end = text.char_indices().nth(like.chars().count()).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Whether two texts have the same letters and digits in the same order: case, accents composed or not, spaces and
/// signs aside.
#[must_use]
pub fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.nfc().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    if a == b {
        return true;
    }
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}

// --- similarity -------------------------------------------------------------------------------------------------------

/// Cells of the table that compares two texts letter by letter; larger ones are compared by their pairs of letters.
const MOST_CELLS: usize = 1 << 16;

/// From 0, nothing alike, to 1, the same.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - end).unwrap_or_default(), b.get(..b.len() - end).unwrap_or_default());
    let unlike = if a.len() * b.len() > MOST_CELLS { coarse_distance(a, b) } else { distance(a, b) as f64 };
    1.0 - unlike / longest as f64
}

/// Letters inserted, removed, replaced or exchanged with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut two_before: Vec<usize> = Vec::new();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least =
                (cell(&before, j) + usize::from(x != y)).min(cell(&before, j + 1) + 1).min(cell(&row, j) + 1);
            let exchanged = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if exchanged {
                least = least.min(cell(&two_before, j - 1) + 1);
            }
            row.push(least);
        }
        two_before = std::mem::replace(&mut before, row);
    }
    before.last().copied().unwrap_or_default()
}

/// About how many letters differ: those of the longer one, less what both share of pairs of letters (Dice, Sørensen).
fn coarse_distance(a: &[char], b: &[char]) -> f64 {
    let pairs = |text: &[char]| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = text.iter().copied().zip(text.iter().copied().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (x, y) = (pairs(a), pairs(b));
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(p), Some(q)) = (x.get(i), y.get(j)) {
        let order = p.cmp(q);
        shared += usize::from(order.is_eq());
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    let alike = 2.0 * shared as f64 / (x.len() + y.len()).max(1) as f64;
    (1.0 - alike) * a.len().max(b.len()) as f64
}

// --- from one text to the other ---------------------------------------------------------------------------------------

/// How far to look for words that are not where the patch leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// Only at what took their place: for a correction, whose words are known to stay.
    Near,
    /// In the whole text: for a new edition, whose paragraphs may have moved.
    Everywhere,
}

/// A place for words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Where, in bytes of the text after.
    pub place: Span,
    /// How well it fits, from 0 to 1.
    pub score: f64,
    /// Whether the patch left these very words alone.
    pub kept: bool,
}

/// The way from a text to the next one.
pub struct Course<'t> {
    before: &'t str,
    after: &'t str,
    moves: Moves<'t>,
    search: Search,
    words: OnceCell<Words<'t>>,
    compared: Cell<usize>,
}

impl<'t> Course<'t> {
    /// The way that `patch` takes from `before` to `after`.
    #[must_use]
    pub fn new(before: &'t str, after: &'t str, patch: &'t Patch, search: Search) -> Self {
        Self { before, after, moves: patch.moves(), search, words: OnceCell::new(), compared: Cell::new(0) }
    }

    /// The text before.
    #[must_use]
    pub fn before(&self) -> &'t str {
        self.before
    }

    /// The text after.
    #[must_use]
    pub fn after(&self) -> &'t str {
        self.after
    }

    /// How far it looks.
    #[must_use]
    pub fn search(&self) -> Search {
        self.search
    }

    /// Where a span of the text before lies, by the patch alone.
    #[must_use]
    pub fn map(&self, old: Span) -> Mapped {
        self.moves.map(old)
    }

    /// The best place for words that stood at `old`; `None` if there is nothing like them.
    #[must_use]
    pub fn find(&self, wanted: &Selector<'_>, old: Span) -> Option<Found> {
        let mapped = self.moves.map(old);
        let mut best = Best { wanted, text: self.after, near: self.moves.reach(old).start(), found: None };
        match mapped {
            Mapped::Kept(place) => {
                if self.search == Search::Near {
                    return Some(Found { place, score: wanted.score(self.after, place), kept: true });
                }
                best.offer(place, true);
            }
            Mapped::Touched(place) => best.offer(place, false),
            Mapped::Gone => {}
        }
        if best.score() < 1.0 && !matches!(mapped, Mapped::Kept(_)) {
            self.look_near(old, &mut best);
        }
        if best.score() < GOOD && self.search == Search::Everywhere {
            self.look_everywhere(&mut best);
        }
        best.found
    }

    /// Where exactly these words stand, nearest to where they stood; for words that were lost before.
    #[must_use]
    pub fn find_exact(&self, wanted: &Selector<'_>, old: Span) -> Option<Found> {
        let mut best = Best { wanted, text: self.after, near: self.moves.byte(old.start()), found: None };
        self.words().exactly(wanted.quote, best.near).for_each(|place| best.offer(place, false));
        best.found
    }

    /// What took the place of the words, and the words beside it.
    fn look_near(&self, old: Span, best: &mut Best<'_>) {
        const MOST_BYTES: usize = 4096;
        let reach = self.moves.reach(old);
        if reach.is_empty() || reach.len() > MOST_BYTES.max(8 * old.len()) {
            return;
        }
        best.offer(reach, false);
        let region = reach.text(self.after).unwrap_or_default();
        let tokens = tokens(region).map(|(at, word)| (reach.start() + at, word)).collect::<Vec<_>>();
        self.align(&tokens, best);
    }

    fn look_everywhere(&self, best: &mut Best<'_>) {
        let words = self.words();
        words.exactly(best.wanted.quote, best.near).for_each(|place| best.offer(place, false));
        if best.score() >= GOOD {
            return;
        }
        let wanted: Vec<&str> = tokens(best.wanted.quote).map(|(_, word)| word).collect();
        for window in words.around_rare_words(best.wanted.quote, best.near) {
            if self.may_compare(wanted.len() * window.len()) && has_many(window, &wanted) {
                self.align(window, best);
            }
        }
    }

    fn words(&self) -> &Words<'t> {
        self.words.get_or_init(|| Words::new(self.after))
    }

    /// Offers the stretch of words that is most like the quote.
    fn align(&self, window: &[(usize, &str)], best: &mut Best<'_>) {
        let quote: Vec<&str> = tokens(best.wanted.quote).map(|(_, word)| word).collect();
        if self.may_compare(BY_LETTER * quote.len() * window.len())
            && let Some(place) = align(&quote, window)
        {
            best.offer(place, false);
        }
    }

    /// Whether so many pairs of words may still be compared; counts them.
    fn may_compare(&self, pairs: usize) -> bool {
        let compared = self.compared.get().saturating_add(pairs);
        let may = compared <= MOST_COMPARED;
        if may {
            self.compared.set(compared);
        }
        may
    }
}

/// The best place so far.
struct Best<'a> {
    wanted: &'a Selector<'a>,
    text: &'a str,
    near: usize,
    found: Option<Found>,
}

impl Best<'_> {
    fn score(&self) -> f64 {
        self.found.map_or(0.0, |found| found.score)
    }

    fn offer(&mut self, place: Span, kept: bool) {
        let readable = place.text(self.text).is_some_and(|words| !words.trim().is_empty());
        let whole = kept || [place.start(), place.end()].into_iter().all(|at| diff::boundary(self.text, at));
        if !readable || !whole {
            return;
        }
        let score = self.wanted.score(self.text, place);
        let away = |place: Span| place.start().abs_diff(self.near);
        let better = self.found.is_none_or(|found| {
            score > found.score || (score >= found.score && !found.kept && away(place) < away(found.place))
        });
        if better {
            self.found = Some(Found { place, score, kept });
        }
    }
}

// --- words ------------------------------------------------------------------------------------------------------------

/// Words and signs, without the spaces between them, and the byte where each begins.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty())
}

/// The words of a text, and where each stands.
struct Words<'t> {
    text: &'t str,
    tokens: Vec<(usize, &'t str)>,
    places: HashMap<&'t str, Vec<usize>>,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Self {
        let tokens: Vec<(usize, &str)> = tokens(text).collect();
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, (_, word)) in tokens.iter().enumerate() {
            places.entry(word).or_default().push(number);
        }
        Self { text, tokens, places }
    }

    /// Where `quote` stands word for word, those nearest to byte `near`, at most [`MOST_OCCURRENCES`].
    fn exactly<'a>(&'a self, quote: &'a str, near: usize) -> impl Iterator<Item = Span> + 'a {
        // The first word of a quote may begin inside a word, so it is a clue only if there is no other.
        let clue = self.clues(quote).into_iter().next();
        clue.into_iter().flat_map(move |clue| {
            self.near(clue.places, near, MOST_OCCURRENCES).into_iter().filter_map(move |number| {
                let (at, _) = self.tokens.get(number)?;
                let start = at.checked_sub(clue.byte)?;
                let stands = self.text.get(start..)?.starts_with(quote);
                stands.then(|| Span::new(start, start + quote.len()))
            })
        })
    }

    /// Windows of words around the rarest words of `quote`.
    fn around_rare_words(&self, quote: &str, near: usize) -> impl Iterator<Item = &[(usize, &'t str)]> {
        let words = tokens(quote).count();
        let mut starts: Vec<usize> = Vec::new();
        for clue in self.clues(quote).into_iter().filter(|clue| clue.places.len() <= MOST_OCCURRENCES).take(3) {
            let places = self.near(clue.places, near, MOST_PLACES);
            starts.extend(places.into_iter().map(|number| number.saturating_sub(clue.number + MARGIN)));
        }
        starts.sort_unstable();
        starts.dedup_by(|later, earlier| later.abs_diff(*earlier) <= MARGIN / 2);
        starts.truncate(MOST_PLACES);
        let length = words + words / 2 + 2 * MARGIN;
        starts.into_iter().map(move |start| {
            let end = (start + length).min(self.tokens.len());
            self.tokens.get(start..end).unwrap_or_default()
        })
    }

    /// The words of `quote` that occur in the text, the rarest first.
    fn clues(&self, quote: &str) -> Vec<Clue<'_>> {
        let known = tokens(quote)
            .enumerate()
            .filter_map(|(number, (byte, word))| Some(Clue { number, byte, places: self.places.get(word)? }));
        let mut clues: Vec<Clue<'_>> = known.collect();
        clues.sort_by_key(|clue| (clue.places.len(), clue.number));
        clues
    }

    /// At most `most` of the numbers of tokens, those whose bytes are nearest to `near`; sorted.
    fn near(&self, places: &[usize], near: usize, most: usize) -> Vec<usize> {
        let first_after = places.partition_point(|number| self.tokens.get(*number).is_some_and(|(at, _)| *at < near));
        let from = first_after.saturating_sub(most / 2).min(places.len().saturating_sub(most));
        places.iter().skip(from).take(most).copied().collect()
    }
}

/// Words of a window on either side of where the quote would stand.
const MARGIN: usize = 6;

/// Whether two fifths of the wanted words are there: with fewer no place is like the quote.
fn has_many(window: &[(usize, &str)], wanted: &[&str]) -> bool {
    let there = wanted.iter().filter(|word| window.iter().any(|(_, other)| other == *word)).count();
    5 * there >= 2 * wanted.len()
}

/// A word of a quote that occurs in the text.
struct Clue<'w> {
    /// Which word of the quote, counted from 0.
    number: usize,
    /// Where in the quote it begins, in bytes.
    byte: usize,
    /// The tokens of the text that are this word, sorted.
    places: &'w [usize],
}

/// The stretch of `window` with the least distance to `quote` in words (Sellers): a word that is not there, or that
/// should not be there, costs 1, a similar word its unlikeness.
fn align(quote: &[&str], window: &[(usize, &str)]) -> Option<Span> {
    // Each cell: what it costs to have the quote so far end here, and the word at which it then begins.
    let mut before: Vec<(f64, usize)> = (0..=window.len()).map(|at| (0.0, at)).collect();
    for word in quote {
        let mut row: Vec<(f64, usize)> = Vec::with_capacity(before.len());
        for at in 0..=window.len() {
            let left_out = before.get(at).map(|(cost, start)| (cost + 1.0, *start));
            let matched = at.checked_sub(1).and_then(|other| {
                let ((cost, start), (_, other)) = (before.get(other)?, window.get(other)?);
                Some((cost + unlike(word, other), *start))
            });
            let added = row.last().map(|(cost, start)| (cost + 1.0, *start));
            let least = [matched, left_out, added].into_iter().flatten().min_by(|x, y| x.0.total_cmp(&y.0));
            row.push(least?);
        }
        before = row;
    }
    let (end, (cost, start)) = before.iter().enumerate().min_by(|x, y| x.1.0.total_cmp(&y.1.0))?;
    let (first, (last, word)) = (window.get(*start)?, window.get(end.checked_sub(1)?)?);
    (*start < end && *cost < quote.len() as f64).then(|| Span::new(first.0, last + word.len()))
}

/// 0 for the same word, 1 for one that has little in common with it.
fn unlike(a: &str, b: &str) -> f64 {
    if a == b {
        return 0.0;
    }
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if 2 * short < long {
        return 1.0;
    }
    let similar = similarity(a, b);
    if similar < 0.5 { 1.0 } else { 1.0 - similar }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::testing::marked;
    use proptest::prelude::*;

    const REACH: usize = 32;

    fn selector(text: &str, span: Span) -> Selector<'_> {
        let from =
            text.get(..span.start()).unwrap().char_indices().rev().take(REACH).last().map_or(span.start(), |x| x.0);
        let to = text.get(span.end()..).unwrap().char_indices().nth(REACH).map_or(text.len(), |x| span.end() + x.0);
        Selector { quote: span.text(text).unwrap(), prefix: &text[from..span.start()], suffix: &text[span.end()..to] }
    }

    fn found(before: &str, after: &str, span: Span) -> Option<Found> {
        let patch = diff::between(before, after);
        Course::new(before, after, &patch, Search::Everywhere).find(&selector(before, span), span)
    }

    /// Both pictures with one `[span]`; `after` without one: nothing is found. The score, in hundredths.
    fn check(before: &str, after: &str, score: u32) {
        let ((before, spans), (after, expected)) = (marked(before), marked(after));
        let found = found(&before, &after, spans[0]).filter(|found| found.score >= 0.5);
        assert_eq!(found.map(|found| found.place), expected.first().copied(), "{before} → {after}");
        let hundredths = found.map_or(0.0, |found| found.score) * 100.0;
        assert!((hundredths - f64::from(score)).abs() <= 0.5, "{after}: {found:?}");
    }

    #[test]
    fn words_that_stay_score_by_what_stands_around_them() {
        check("The minister met [Ouahbi] today.", "The minister met [Ouahbi] today.", 100);
        check("The minister met [Ouahbi] today.", "On Monday the minister met [Ouahbi] today.", 99);
        check("The minister met [Ouahbi] today.", "The minister saw [Ouahbi] on Monday.", 77);
    }

    #[test]
    fn words_that_were_changed_are_found_again() {
        check("The [CTN] struck", "The [CNT] struck", 81);
        check("He met [Abdelatif Ouhabi] today", "He met [Abdellatif Ouahbi] today", 93);
        check("He said [two men were arrested] today", "He said [three men were arrested] today", 90);
        check("He met [Ouahbi] today", "He met [Darmanin] today", 51);
    }

    #[test]
    fn words_are_found_where_they_moved() {
        let lead = "The minister arrived in Rabat on Monday.";
        let rest = "A spokesman confirmed the visit in a statement to the agency.";
        check(&format!("[{lead}]\n{rest}"), &format!("{rest}\n[{lead}]"), 78);
        let changed = "The minister landed in Rabat on Monday.";
        check(&format!("[{lead}]\n{rest}"), &format!("{rest} More of it followed.\n[{changed}]"), 71);
    }

    #[test]
    fn of_two_places_the_better_surroundings_win() {
        check("He left Rabat. Then [Rabat] fell silent.", "Rabat. He left Rabat. And then [Rabat] fell silent.", 90);
    }

    #[test]
    fn nothing_is_found_in_another_story() {
        check("Police [arrested two men] in Agadir", "Le ministre est arrivé hier", 0);
        check("Police [arrested two men] in Agadir", "", 0);
    }

    #[test]
    fn letters_are_told_from_signs() {
        assert!(same_letters("“Ministre de l’Intérieur”", "ministre de l'Inte\u{301}rieur"));
        assert!(!same_letters("two men", "ten men"));
        assert!(!same_letters("…", "–"));
    }

    #[test]
    fn long_texts_are_compared_by_pairs_of_letters() {
        let (a, b) = ("all the news ".repeat(60), "ten other men ".repeat(60));
        assert!(similarity(&a, &b) < 0.5);
        assert!(similarity(&a, &format!("x{a}y")) > 0.99);
    }

    proptest! {
        #[test]
        fn in_the_same_text_everything_stays(text in "[ab é\u{301}\n👮.]{1,40}", a in 0usize..40, b in 0usize..40) {
            let Some(span) = readable(&text, a, b) else { return Ok(()) };
            let found = found(&text, &text, span).unwrap();
            prop_assert_eq!((found.place, found.kept), (span, true));
            prop_assert!(found.score >= 1.0);
        }

        #[test]
        fn words_inserted_elsewhere_keep_everything(
            text in "([a-d]{1,5} ){3,20}", a in 0usize..60, b in 0usize..60, more in "([x-z]{1,5} ){1,5}",
        ) {
            let Some(span) = readable(&text, a, b) else { return Ok(()) };
            let found = found(&text, &format!("{more}{text}"), span).unwrap();
            prop_assert_eq!(found.place, Span::new(span.start() + more.len(), span.end() + more.len()));
        }

        #[test]
        fn any_edit_leaves_whole_letters(
            text in "[ab é\u{301}\n👮🏽.]{1,40}", other in "[ab é\u{301}\n👮🏽.]{0,40}", a in 0usize..40, b in 0usize..40,
        ) {
            let Some(span) = readable(&text, a, b) else { return Ok(()) };
            if let Some(found) = found(&text, &other, span) {
                prop_assert!(found.place.text(&other).is_some());
                prop_assert!((0.0..=1.0).contains(&found.score));
                let whole = |at: usize| crate::base::words::floor(&other, at) == at;
                prop_assert!(whole(found.place.start()) && whole(found.place.end()));
            }
        }
    }

    /// Two letters of a text as a span that can be read.
    fn readable(text: &str, a: usize, b: usize) -> Option<Span> {
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let span = Span::new(edges[a % edges.len()], edges[b % edges.len()]);
        (!span.text(text)?.trim().is_empty()).then_some(span)
    }
}
