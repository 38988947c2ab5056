//! Finds folded words in a text without folding the text: hundreds of megabytes a second.
//!
//! It promises the places that folding the whole text and looking for the folded words would give ([`super::fold`]);
//! a property test compares the two. How it is fast: of the words it takes the rarest letter (the *anchor*), finds
//! the places where it may stand, and compares the other letters from there to both sides, character by character.
//! Anchors in ASCII are found together with the letter behind them by a search for literals, the others by walking
//! from one character outside ASCII to the next.

use super::fold::fold;
use super::letters::{Letter, Letters};
use crate::base::span::Span;
use regex::bytes::Regex;

/// Words, ready to be found.
#[derive(Clone, Debug)]
pub(super) struct Matcher {
    /// The words, folded; no blank at either end.
    wanted: Vec<char>,
    /// Which of them is the anchor; never a blank.
    at: usize,
    /// The anchor in ASCII, together with the letter behind it in ASCII; `None` if either has no ASCII form.
    ascii: Option<Regex>,
    /// The ASCII forms of the anchor.
    forms: [bool; 128],
    /// Characters outside ASCII whose folded form holds the anchor.
    anchors: Characters,
    /// Characters outside ASCII that may stand right behind the anchor.
    behind: Characters,
}

/// Where words stand in a text.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    /// How many letters that the first character folds to come before the words.
    skipped: usize,
    last: Last,
}

/// The last character of a place, in bytes, and how many of the letters that it folds to belong to the words.
#[derive(Clone, Copy)]
struct Last {
    byte: usize,
    used: usize,
}

impl Matcher {
    /// `None` if nothing is left of the words when they are folded.
    pub(super) fn new(words: &str) -> Option<Self> {
        let wanted: Vec<char> = fold(words).trim().chars().collect();
        let at = anchor(&wanted)?;
        let (letter, next) = (*wanted.get(at)?, wanted.get(at + 1).copied());
        let forms = ascii_forms(letter);
        Some(Self {
            ascii: literals(&forms, next),
            anchors: Characters::that(Some(letter), |folded| holds(folded, letter)),
            behind: Characters::that(next, |folded| first(folded).is_none_or(|letter| Some(letter) == next)),
            wanted,
            at,
            forms,
        })
    }

    /// The places for which `counts` says yes, in bytes, sorted, none overlapping another. Two places that share a
    /// character (both halves of `ß`) are one.
    pub(super) fn places(&self, text: &str, counts: impl Fn(Span) -> bool) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        let mut end: Option<Last> = None;
        for byte in self.anchors_in(text) {
            for place in self.around(text, byte).filter(|place| counts(place.span)) {
                let start = place.span.start();
                match end {
                    Some(last) if (start, place.skipped) < (last.byte, last.used) => continue,
                    Some(last) if start == last.byte => {
                        let from = found.pop().map_or(start, Span::start);
                        found.push(Span::new(from, place.span.end()));
                    }
                    _ => found.push(place.span),
                }
                end = Some(place.last);
            }
        }
        found
    }

    /// Where a character stands that may be the anchor, sorted.
    fn anchors_in(&self, text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        if let Some(ascii) = &self.ascii {
            let mut at = 0;
            // Not `find_iter`: in “aaa” both pairs count.
            while let Some(pair) = ascii.find_at(text.as_bytes(), at) {
                found.push(pair.start());
                at = pair.start() + 1;
            }
        }
        let in_ascii = found.len();
        for (byte, lead) in outside_ascii(text.as_bytes()) {
            // An anchor in ASCII before an ASCII letter was found above.
            let before = byte.checked_sub(1).filter(|before| self.is_form(text, *before));
            if before.is_none() && !self.anchors.may_begin_with(lead) {
                continue;
            }
            let Some(character) = text.get(byte..).and_then(|rest| rest.chars().next()) else { continue };
            if let Some(before) = before.filter(|_| self.behind.has(character)) {
                found.push(before);
            }
            if self.anchors.has(character) {
                found.push(byte);
            }
        }
        if 0 < in_ascii && in_ascii < found.len() {
            found.sort_unstable();
        }
        found
    }

    fn is_form(&self, text: &str, byte: usize) -> bool {
        let byte = text.as_bytes().get(byte).copied().unwrap_or_default();
        self.forms.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// The places whose anchor is in the character at `byte`: one at most, but for characters that fold to several
    /// letters.
    fn around<'t>(&'t self, text: &'t str, byte: usize) -> impl Iterator<Item = Place> + 't {
        let character = text.get(byte..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        let letters: &[char] = match Letters::get().of(character) {
            Letter::Several(letters) => letters,
            _ => &[],
        };
        let anchor = self.wanted.get(self.at).copied();
        let halves = letters.iter().enumerate().filter(move |(_, letter)| Some(**letter) == anchor);
        let whole = letters.is_empty().then_some(0);
        let within = whole.into_iter().chain(halves.map(|(within, _)| within));
        within.filter_map(move |within| self.place(text, Side { byte, character, letters, within }))
    }

    fn place(&self, text: &str, anchor: Side<'_>) -> Option<Place> {
        let Side { byte, character, letters, within } = anchor;
        // Most letters do not stand beside the anchor: this ends almost always after one character.
        let mut after = self.wanted.get(self.at + 1..)?.iter().copied();
        let used = take(letters.iter().skip(within + 1), &mut after)?;
        let near = Step { byte, used: within + 1 + used, of: letters.len() };
        let behind = byte + character.len_utf8();
        let characters = text.get(behind..)?.char_indices().map(|(at, character)| (behind + at, character));
        let last = compare(characters, &mut after, Direction::Forward, near)?;

        let mut before = self.wanted.get(..self.at)?.iter().rev().copied();
        let used = take(letters.get(..within)?.iter().rev(), &mut before)?;
        // Letters are counted from the anchor, so those behind it do not matter here.
        let near = Step { byte, used, of: within };
        let first = compare(text.get(..byte)?.char_indices().rev(), &mut before, Direction::Backward, near)?;

        let span = Span::new(first.byte, end_of(text, last.byte));
        Some(Place {
            span,
            skipped: first.of.saturating_sub(first.used),
            last: Last { byte: last.byte, used: last.used },
        })
    }
}

/// The character that holds the anchor.
#[derive(Clone, Copy)]
struct Side<'l> {
    byte: usize,
    character: char,
    /// What it folds to, if that is several letters.
    letters: &'l [char],
    /// Which of them is the anchor.
    within: usize,
}

/// How far a comparison came: the last character, in bytes, how many of its letters were used, and of how many.
#[derive(Clone, Copy)]
struct Step {
    byte: usize,
    used: usize,
    of: usize,
}

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Backward,
}

/// Compares characters with the wanted letters until there is none left to compare; `None` if one differs.
fn compare(
    characters: impl Iterator<Item = (usize, char)>,
    wanted: &mut impl ExactSizeIterator<Item = char>,
    direction: Direction,
    from: Step,
) -> Option<Step> {
    let letters = Letters::get();
    let mut last = from;
    let mut after_blank = false;
    for (byte, character) in characters {
        if wanted.len() == 0 {
            return Some(last);
        }
        let letter = letters.of(character);
        let (used, of) = match letter {
            Letter::Invisible => continue,
            Letter::Blank if after_blank => continue,
            Letter::Accent => {
                after_blank = false;
                continue;
            }
            Letter::Blank => (take([' '].iter(), wanted)?, 1),
            Letter::One(letter) => (take([letter].iter(), wanted)?, 1),
            Letter::Several(several) => (
                match direction {
                    Direction::Forward => take(several.iter(), wanted)?,
                    Direction::Backward => take(several.iter().rev(), wanted)?,
                },
                several.len(),
            ),
        };
        after_blank = letter == Letter::Blank;
        last = Step { byte, used, of };
    }
    (wanted.len() == 0).then_some(last)
}

/// How many letters are those that are wanted next; `None` if one differs.
fn take<'l>(
    letters: impl Iterator<Item = &'l char>,
    wanted: &mut impl ExactSizeIterator<Item = char>,
) -> Option<usize> {
    let mut used = 0;
    for letter in letters {
        match wanted.next() {
            None => break,
            Some(next) if next != *letter => return None,
            Some(_) => used += 1,
        }
    }
    Some(used)
}

/// Behind the character at `byte` and what folds to nothing after it.
fn end_of(text: &str, byte: usize) -> usize {
    let mut rest = text.get(byte..).unwrap_or_default().char_indices();
    rest.next();
    let letters = Letters::get();
    let next = rest.find(|(_, character)| !matches!(letters.of(*character), Letter::Invisible | Letter::Accent));
    next.map_or(text.len(), |(at, _)| byte + at)
}

/// The letter to look for: one that is rare, in ASCII together with the letter behind it.
fn anchor(wanted: &[char]) -> Option<usize> {
    let cost = |at: usize| match (wanted.get(at), wanted.get(at + 1)) {
        (Some(letter), Some(next)) if letter.is_ascii() && next.is_ascii() => share(*letter) * share(*next) / 1000,
        (Some(letter), _) => share(*letter),
        (None, _) => u32::MAX,
    };
    let letters = wanted.iter().enumerate().filter(|(_, letter)| **letter != ' ');
    letters.map(|(at, _)| at).min_by_key(|at| cost(*at))
}

/// Roughly how many of a thousand characters of a newspaper are one of these folded ones. Vowels of the Latin alphabet
/// count for more than they are: they come with accents, which are dearer to find.
const SHARES: [(&str, u32); 8] = [
    (" ", 160),
    ("e", 150),
    ("aioالي", 90),
    ("tnsоеаинтοαιετσν", 65),
    ("rulمونرت", 50),
    ("dch", 35),
    ("mp", 25),
    ("gfyvbw.,-'", 15),
];

fn share(letter: char) -> u32 {
    let row = SHARES.iter().find(|(letters, _)| letters.contains(letter));
    row.map_or(if letter.is_ascii() { 4 } else { 20 }, |(_, share)| *share)
}

fn first(letter: Letter) -> Option<char> {
    match letter {
        Letter::Invisible | Letter::Accent => None,
        Letter::Blank => Some(' '),
        Letter::One(letter) => Some(letter),
        Letter::Several(several) => several.first().copied(),
    }
}

fn holds(folded: Letter, letter: char) -> bool {
    match folded {
        Letter::Several(several) => several.contains(&letter),
        folded => first(folded) == Some(letter),
    }
}

/// The ASCII characters that fold to a letter.
fn ascii_forms(letter: char) -> [bool; 128] {
    let letters = Letters::get();
    std::array::from_fn(|code| {
        u8::try_from(code).is_ok_and(|code| first(letters.of(char::from(code))) == Some(letter))
    })
}

/// Finds every form of a letter before every form of the next one. An alternation of literals is found by comparing
/// many bytes at once.
fn literals(forms: &[bool; 128], next: Option<char>) -> Option<Regex> {
    let forms = listed(forms);
    let pairs: Vec<String> = match next.map(|next| listed(&ascii_forms(next))) {
        None => forms.iter().map(|form| escaped(*form)).collect(),
        Some(nexts) => {
            forms.iter().flat_map(|form| nexts.iter().map(|next| escaped(*form) + &escaped(*next))).collect()
        }
    };
    if pairs.is_empty() { None } else { Regex::new(&pairs.join("|")).ok() }
}

fn listed(forms: &[bool; 128]) -> Vec<char> {
    (0..128u8).map(char::from).filter(|form| forms.get(*form as usize).copied().unwrap_or_default()).collect()
}

fn escaped(form: char) -> String {
    format!("\\x{:02x}", u32::from(form))
}

/// A set of characters.
#[derive(Clone, Debug)]
struct Characters {
    /// A bit for each.
    bits: Vec<u64>,
    /// The first bytes that they have in UTF-8.
    leads: [bool; 256],
}

impl Characters {
    /// The letter itself and those whose folded form fits.
    fn that(letter: Option<char>, fits: impl Fn(Letter) -> bool) -> Self {
        let letters = Letters::get();
        let changing = letters.changing().iter().copied();
        let mut set = Self { bits: Vec::new(), leads: [false; 256] };
        changing
            .filter(|character| fits(letters.of(*character)))
            .chain(letter)
            .for_each(|character| set.put(character));
        set
    }

    fn put(&mut self, character: char) {
        let (word, bit) = (character as usize / 64, character as usize % 64);
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        if let Some(word) = self.bits.get_mut(word) {
            *word |= 1 << bit;
        }
        let lead = character.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or_default();
        if let Some(lead) = self.leads.get_mut(usize::from(lead)) {
            *lead = true;
        }
    }

    #[inline]
    fn has(&self, character: char) -> bool {
        let (word, bit) = (character as usize / 64, character as usize % 64);
        self.bits.get(word).is_some_and(|word| (word >> bit) & 1 == 1)
    }

    /// Whether one of them begins with this byte.
    #[inline]
    fn may_begin_with(&self, lead: u8) -> bool {
        self.leads.get(usize::from(lead)).copied().unwrap_or_default()
    }
}

/// The characters of a text that are outside ASCII: where each begins, and its first byte.
fn outside_ascii(bytes: &[u8]) -> impl Iterator<Item = (usize, u8)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let byte = next_outside_ascii(bytes, at)?;
        let lead = *bytes.get(byte)?;
        let width = match lead {
            0xf0.. => 4,
            0xe0.. => 3,
            _ => 2,
        };
        at = byte + width;
        Some((byte, lead))
    })
}

/// The first byte at or after `from` that is not ASCII; eight at a time.
#[inline]
fn next_outside_ascii(bytes: &[u8], from: usize) -> Option<usize> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bytes = bytes.get(from..)?;
    // In scripts outside ASCII the next one is often the very next byte.
    if bytes.first().is_some_and(|byte| !byte.is_ascii()) {
        return Some(from);
    }
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let high = u64::from_le_bytes(*eight) & HIGH;
        if high != 0 {
            return Some(from + at * 8 + high.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|byte| !byte.is_ascii())?;
    Some(from + eights.len() * 8 + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is promised, said plainly: folds everything, looks, and finds the way back.
    fn plainly(text: &str, words: &str) -> Vec<Span> {
        let wanted = fold(words);
        let wanted = wanted.trim();
        let mut folded = String::new();
        // For each byte of the folded text the character that gave it.
        let mut from: Vec<Span> = Vec::new();
        let mut after_blank = false;
        for (at, character) in text.char_indices() {
            let place = Span::new(at, at + character.len_utf8());
            let gives = fold(character.encode_utf8(&mut [0; 4]));
            if gives.is_empty() {
                after_blank &= Letters::get().of(character) == Letter::Invisible;
            } else if !(gives == " " && after_blank) {
                after_blank = gives == " ";
                from.extend(std::iter::repeat_n(place, gives.len()));
                folded.push_str(&gives);
            }
        }
        assert_eq!(folded, fold(text));
        let mut found: Vec<Span> = Vec::new();
        for (at, _) in folded.match_indices(wanted).filter(|_| !wanted.is_empty()) {
            let (first, last) = (from[at], from[at + wanted.len() - 1]);
            let end = from[at..].iter().find(|place| place.start() > last.start());
            let end = text[last.end()..end.map_or(text.len(), |next| next.start())]
                .char_indices()
                .find(|(_, character)| !fold(character.encode_utf8(&mut [0; 4])).is_empty())
                .map_or_else(|| end.map_or(text.len(), |next| next.start()), |(at, _)| last.end() + at);
            match found.last_mut() {
                Some(earlier) if earlier.end() > first.start() => *earlier = Span::new(earlier.start(), end),
                _ => found.push(Span::new(first.start(), end)),
            }
        }
        found
    }

    fn check(text: &str, words: &str) {
        let found = Matcher::new(words).map(|matcher| matcher.places(text, |_| true)).unwrap_or_default();
        assert_eq!(found, plainly(text, words), "{words:?} in {text:?}");
    }

    #[test]
    fn it_finds_what_folding_everything_would_find() {
        let text =
            "Die Straße, STRASSE, Stra\u{df}e; l’État, l'etat; co\u{ad}op\u{300}; 1…3; İstanbul; \u{212a}elvin";
        for words in
            ["strasse", "s", "ss", "sse", "aß", "l'etat", "coop", "...", ".3", "1.", "istanbul", "kelvin", "n; k"]
        {
            check(text, words);
        }
        for words in ["وهبي", "قال", "ا", "摩洛", "洛", "가나", "𠀀"] {
            check("قال وَهْبِي و وهبى أحمد 摩洛哥 가나다 𠀀𠀀", words);
        }
        check("aaaa aaa", "aa");
        check("ßß", "s");
        check("ßßs", "sss");
        check("a  \u{200b} b a \u{301} b a\u{a0}b", "a b");
    }

    /// Characters that fold in some remarkable way, and some that do not.
    fn nasty() -> impl Strategy<Value = String> {
        let characters =
            "aAbBeEéÉsSßẞiİıkK\u{212a}æœ…'’ \n\u{a0}\u{301}\u{300}\u{ad}\u{200b}\u{200f}.-—اأإبىيـَّ摩洛Σσς😀";
        let characters: Vec<char> = characters.chars().collect();
        proptest::collection::vec(proptest::sample::select(characters), 0..24).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn fast_and_plain_agree((text, from, length) in nasty().prop_flat_map(|text| (Just(text), 0usize..24, 1usize..5))) {
            // Words of the text itself, so that there is something to be found.
            let words: String = text.chars().skip(from).take(length).collect();
            check(&text, &words);
        }

        #[test]
        fn also_on_other_words(text in nasty(), words in "[a-eAßsé ]{1,3}") {
            check(&text, &words);
        }

        #[test]
        fn also_on_any_text(text in "\\PC{0,40}", words in "\\PC{1,2}") {
            check(&text, &words);
        }
    }
}
