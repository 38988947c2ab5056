//! What leads from one text to another, as a patch of whole words.
//!
//! First the common beginning and end are cut off, then lines that occur once in either text are paired, then, inside
//! the lines that are left, words (“patience diff”, Bram Cohen). Unlike a shortest edit script this never pairs one of
//! many commas with another one by chance, and a text that has nothing in common with the other costs no more than
//! reading both: work is proportional to the length times its logarithm.
//!
//! Promises: the patch applied to one text gives the other; its hunks never cut a grapheme. It does *not* promise the
//! fewest hunks, and it does not see that words moved: they are removed in one place and inserted in another.

use super::patch::{Hunk, Patch};
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The patch that takes `before` to `after`.
#[must_use]
pub fn between(before: &str, after: &str) -> Patch {
    let start = common_start(before, after);
    let (old, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let end = common_end(old, new);
    let old = old.get(..old.len() - end).unwrap_or_default();
    let new = new.get(..new.len() - end).unwrap_or_default();
    if old.is_empty() && new.is_empty() {
        return Patch::default();
    }
    let mut gaps = Vec::new();
    for (a, b) in unlike(old, new, |text| text.split_inclusive('\n').collect()) {
        let words = unlike(part(old, &a), part(new, &b), |text| text.split_word_bounds().collect());
        gaps.extend(
            words.into_iter().map(|(x, y)| (a.start + x.start..a.start + x.end, b.start + y.start..b.start + y.end)),
        );
    }
    Patch::of(join(gaps, old).into_iter().map(|gap| hunk(start, old, new, gap)).collect())
}

/// What differs between two texts, by whole lines: bytes of each, in order, none of them touching the next.
///
/// A line that has its line feed is another one than the same words without it.
#[must_use]
pub fn by_line(before: &str, after: &str) -> Vec<Gap> {
    unlike(before, after, |text| text.split_inclusive('\n').collect())
}

/// A stretch of bytes before, and what stands there after.
pub type Gap = (Range<usize>, Range<usize>);

fn part<'t>(text: &'t str, bytes: &Range<usize>) -> &'t str {
    text.get(bytes.clone()).unwrap_or_default()
}

fn hunk(start: usize, old: &str, new: &str, (a, b): Gap) -> Hunk {
    Hunk { at: start + a.start, removed: part(old, &a).to_owned(), inserted: part(new, &b).to_owned() }
}

/// Gaps in one line between which only spaces and signs are alike become one: those were paired by chance.
fn join(gaps: Vec<Gap>, old: &str) -> Vec<Gap> {
    let by_chance = |alike: &str| !alike.contains(|sign: char| sign.is_alphanumeric() || sign == '\n');
    let mut joined: Vec<Gap> = Vec::with_capacity(gaps.len());
    for (a, b) in gaps {
        match joined.last_mut() {
            Some(last) if by_chance(part(old, &(last.0.end..a.start))) => {
                (last.0.end, last.1.end) = (a.end, b.end);
            }
            _ => joined.push((a, b)),
        }
    }
    joined
}

// --- what both begin and end with -----------------------------------------------------------------------------------

/// How far back a common beginning or end is cut to stand between two words, in bytes; a longer word is cut.
const LONGEST_WORD: usize = 256;

/// Bytes of the common beginning: up to after a space, where there is one near.
fn common_start(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    if same == a.len() && same == b.len() {
        return same;
    }
    let between_letters = |at: usize| boundary(a, at) && boundary(b, at);
    let low = a.floor_char_boundary(same.saturating_sub(LONGEST_WORD));
    let high = a.floor_char_boundary(same);
    let near = a.get(low..high).unwrap_or_default();
    let spaces = near.char_indices().rev().filter(|(_, sign)| sign.is_whitespace());
    let after_space = spaces.map(|(at, sign)| low + at + sign.len_utf8()).find(|at| between_letters(*at));
    let all_one_word = (low == 0).then_some(0);
    after_space.or(all_one_word).or_else(|| (0..=high).rev().find(|at| between_letters(*at))).unwrap_or(0)
}

/// Bytes of the common end: from before a space, where there is one near.
fn common_end(a: &str, b: &str) -> usize {
    let same = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    let between_letters = |end: usize| boundary(a, a.len() - end) && boundary(b, b.len() - end);
    let from = a.ceil_char_boundary(a.len() - same);
    let to = a.ceil_char_boundary((from + LONGEST_WORD).min(a.len()));
    let near = a.get(from..to).unwrap_or_default();
    let spaces = near.char_indices().filter(|(_, sign)| sign.is_whitespace());
    let before_space = spaces.map(|(at, _)| a.len() - from - at).find(|end| between_letters(*end));
    let all_one_word = (to == a.len()).then_some(0);
    before_space
        .or(all_one_word)
        .or_else(|| (0..=a.len() - from).rev().find(|end| between_letters(*end)))
        .unwrap_or(0)
}

/// Whether no letter of `text` is cut at `at`.
pub(super) fn boundary(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

// --- pairing ----------------------------------------------------------------------------------------------------------

/// What is unlike in two texts that are cut into tokens, in bytes of each, in order.
fn unlike<'t>(old: &'t str, new: &'t str, cut: impl Fn(&'t str) -> Vec<&'t str>) -> Vec<Gap> {
    let (a, b) = (cut(old), cut(new));
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut number = |tokens: &[&'t str]| -> Vec<usize> {
        tokens
            .iter()
            .map(|token| {
                let next = numbers.len();
                *numbers.entry(token).or_insert(next)
            })
            .collect()
    };
    let (x, y) = (number(&a), number(&b));
    let mut gaps = Vec::new();
    Pairing { a: &x, b: &y }.gaps(0..x.len(), 0..y.len(), 0, &mut gaps);
    let (from_a, from_b) = (starts(&a), starts(&b));
    let bytes = |starts: &[usize], tokens: Range<usize>| {
        let at = |token: usize| starts.get(token).copied().unwrap_or_default();
        at(tokens.start)..at(tokens.end)
    };
    gaps.into_iter().map(|(a, b)| (bytes(&from_a, a), bytes(&from_b, b))).collect()
}

/// The byte at which each token starts, and the one after the last.
fn starts(tokens: &[&str]) -> Vec<usize> {
    let ends = tokens.iter().scan(0, |at, token| {
        *at += token.len();
        Some(*at)
    });
    std::iter::once(0).chain(ends).collect()
}

struct Pairing<'t> {
    a: &'t [usize],
    b: &'t [usize],
}

impl Pairing<'_> {
    /// How often a stretch between two pairs is looked at again: pairs inside pairs are few in what people write.
    const DEPTH: usize = 24;

    /// What is left of two stretches of tokens when all pairs are taken out.
    fn gaps(&self, a: Range<usize>, b: Range<usize>, depth: usize, out: &mut Vec<Gap>) {
        let (a, b) = self.trimmed(a, b);
        if a.is_empty() && b.is_empty() {
            return;
        }
        let pairs = if a.is_empty() || b.is_empty() || depth == Self::DEPTH { vec![] } else { self.pairs(&a, &b) };
        if pairs.is_empty() {
            out.push((a, b));
            return;
        }
        let (mut x, mut y) = (a.start, b.start);
        for (at, other) in pairs {
            self.gaps(x..at, y..other, depth + 1, out);
            (x, y) = (at + 1, other + 1);
        }
        self.gaps(x..a.end, y..b.end, depth + 1, out);
    }

    fn trimmed(&self, mut a: Range<usize>, mut b: Range<usize>) -> Gap {
        while !a.is_empty() && !b.is_empty() && self.a.get(a.start) == self.b.get(b.start) {
            a.start += 1;
            b.start += 1;
        }
        while !a.is_empty() && !b.is_empty() && self.a.get(a.end - 1) == self.b.get(b.end - 1) {
            a.end -= 1;
            b.end -= 1;
        }
        (a, b)
    }

    /// Tokens that occur once in either stretch, in an order that holds in both: the longest such chain.
    fn pairs(&self, a: &Range<usize>, b: &Range<usize>) -> Vec<(usize, usize)> {
        let once = once(self.b, b);
        let mut places: Vec<(usize, usize)> =
            once_in_order(self.a, a).into_iter().filter_map(|(token, at)| Some((at, *once.get(&token)?))).collect();
        places.sort_unstable();
        longest_chain(&places)
    }
}

/// The tokens that occur once in a stretch, and where.
fn once(tokens: &[usize], stretch: &Range<usize>) -> HashMap<usize, usize> {
    once_in_order(tokens, stretch).into_iter().collect()
}

fn once_in_order(tokens: &[usize], stretch: &Range<usize>) -> Vec<(usize, usize)> {
    let part = tokens.get(stretch.clone()).unwrap_or_default();
    let mut numbered: Vec<(usize, usize)> = part.iter().copied().zip(stretch.clone()).collect();
    numbered.sort_unstable();
    let alone = numbered.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() == 1);
    alone.flatten().copied().collect()
}

/// The longest part of `places`, sorted by their first number, whose second numbers rise as well.
fn longest_chain(places: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `ends[n]` is the place with the smallest second number that ends a chain of n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    let second = |at: usize| places.get(at).map_or(0, |place| place.1);
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < place.1);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let chain = std::iter::successors(ends.last().copied(), |at| before.get(*at).copied().flatten());
    let mut chain: Vec<(usize, usize)> = chain.filter_map(|at| places.get(at).copied()).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[removed|inserted]` in a picture of both texts.
    fn check(picture: &str) {
        let (mut old, mut new) = (String::new(), String::new());
        for part in picture.split(['[', ']']) {
            let (removed, inserted) = part.split_once('|').unwrap_or((part, part));
            old += removed;
            new += inserted;
        }
        let patch = between(&old, &new);
        assert_eq!(patch.apply(&old), Ok(new));
        let mut drawn = String::new();
        let mut at = 0;
        for hunk in patch.hunks() {
            drawn.extend([&old[at..hunk.at], "[", &hunk.removed, "|", &hunk.inserted, "]"]);
            at = hunk.at + hunk.removed.len();
        }
        assert_eq!(drawn + &old[at..], picture);
    }

    #[test]
    fn hunks_are_whole_words() {
        check("The same words");
        check("He met [Ouhabi|Ouahbi] today");
        check("[|Rabat, 10 March. ]The minister arrived");
        check("The minister arrived[ on Monday|].");
        check("The [French|] minister met [his|the Moroccan] counterpart in [Paris|Rabat] and left");
        check("[CTN|CNT] struck");
        check("a [e\u{301}|e] b");
    }

    #[test]
    fn lines_are_paired_before_words() {
        check(
            "[|New lead of the story.\n]The first line.\nThe [second|2nd] line.\nAnd then[\nOne that goes.|]\nThe last line.",
        );
    }

    #[test]
    fn texts_without_a_common_word_are_one_hunk() {
        check("[Police arrested two men|Le ministre est à Rabat]");
        check("[|Everything]");
        check("[Everything|]");
    }

    #[test]
    fn spaces_and_signs_between_changed_words_are_no_anchor() {
        check("met [one, two|three, four] men");
    }

    proptest! {
        #[test]
        fn the_patch_leads_from_one_text_to_the_other(a in "[ab é\u{301}\n👮🏽]{0,30}", b in "[ab é\u{301}\n👮🏽]{0,30}") {
            let patch = between(&a, &b);
            prop_assert_eq!(patch.apply(&a), Ok(b.clone()));
            prop_assert_eq!(patch.inverse().apply(&b), Ok(a));
        }

        #[test]
        fn so_it_does_for_words(a in "((the|a|police|man|met|[.,])[ \n]){0,40}", b in "((the|a|police|man|met|[.,])[ \n]){0,40}") {
            prop_assert_eq!(between(&a, &b).apply(&a), Ok(b));
        }
    }
}
