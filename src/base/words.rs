//! Words, sentences and paragraphs around a place, and how a selection snaps to them.
//!
//! Boundaries are those of Unicode (UAX #29) with two corrections that readers of newspapers expect: a sentence does
//! not end after “Mr.”, “J.” or “U.S.”, and a French elision (“l’accord”) counts as two words. Every function takes any
//! byte of any text, never panics, answers on grapheme boundaries, and looks at no more than [`SENTENCE_REACH`] bytes
//! around the place, however long the text; only the paragraph functions walk to the next line end.
//!
//! It does *not* know languages: Thai and Khmer, which need a dictionary, get the letters that Unicode joins.

use super::span::Span;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Bytes looked at on each side of a place to find its word.
const WORD_REACH: usize = 512;

/// Bytes looked at on each side of a place to find its sentence.
pub const SENTENCE_REACH: usize = 4096;

/// Windows without any word that [`next_word`] and [`previous_word`] cross before they stop where they are.
const PATIENCE: usize = 64;

/// The word that holds the letter at `byte`, or else ends there; `None` between two spaces or punctuation marks.
#[must_use]
pub fn word_at(text: &str, byte: usize) -> Option<Span> {
    let byte = floor(text, byte);
    let mut ending = None;
    for word in words(text, window(text, byte, WORD_REACH)) {
        if word.contains(byte) {
            return Some(word);
        }
        if word.end() == byte {
            ending = Some(word);
        }
    }
    ending
}

/// The sentence at `byte`, without the white space around it; it never crosses a line end.
#[must_use]
pub fn sentence_at(text: &str, byte: usize) -> Span {
    let byte = floor(text, byte);
    let found = sentences(text, byte);
    let sentence = found.iter().find(|span| span.contains(byte)).or(found.last());
    sentence.map_or(Span::new(byte, byte), |span| whole(text, trim_with(text, *span, is_blank)))
}

/// The line at `byte`, without its line end.
#[must_use]
pub fn paragraph_at(text: &str, byte: usize) -> Span {
    let byte = floor(text, byte);
    let start = text.get(..byte).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(byte..).and_then(|after| after.find('\n')).map_or(text.len(), |at| byte + at);
    Span::new(start, end)
}

/// The end of the word at or after `byte`.
#[must_use]
pub fn next_word(text: &str, byte: usize) -> usize {
    let from = floor(text, byte);
    let mut at = from;
    for _ in 0..PATIENCE {
        let window = window(text, at, WORD_REACH);
        if let Some(word) = words(text, window).find(|word| word.end() > from) {
            return word.end();
        }
        if window.end() >= text.len() {
            return text.len();
        }
        at = next_letter(text, window.end().max(at));
    }
    at
}

/// The start of the word at or before `byte`.
#[must_use]
pub fn previous_word(text: &str, byte: usize) -> usize {
    let from = floor(text, byte);
    let mut at = from;
    for _ in 0..PATIENCE {
        let window = window(text, at, WORD_REACH);
        if let Some(word) = words(text, window).filter(|word| word.start() < from).last() {
            return word.start();
        }
        if window.start() == 0 {
            return 0;
        }
        at = previous_letter(text, window.start().min(at));
    }
    at
}

/// The start of the first sentence after `byte`.
#[must_use]
pub fn next_sentence(text: &str, byte: usize) -> usize {
    let byte = floor(text, byte);
    let found = sentences(text, byte);
    if let Some(next) = found.iter().find(|span| span.start() > byte) {
        return ceil(text, next.start());
    }
    let end = found.last().map_or(byte, |span| span.end()).max(byte);
    skip_blank(text, next_letter(text, end))
}

/// The start of the sentence at `byte`, or of the one before if `byte` is that start.
#[must_use]
pub fn previous_sentence(text: &str, byte: usize) -> usize {
    let byte = floor(text, byte);
    let before = |at: usize| {
        let starts = sentences(text, at).into_iter().map(|span| whole(text, trim_with(text, span, is_blank)));
        starts.filter(|span| span.start() < byte && !span.is_empty()).map(Span::start).next_back()
    };
    let line = paragraph_at(text, byte).start();
    before(byte).unwrap_or_else(|| {
        let end = skip_blank_back(text, line.min(byte));
        before(end).unwrap_or(if end < byte { floor(text, end) } else { 0 })
    })
}

/// The start of the next line that is not blank; the end of the text after the last.
#[must_use]
pub fn next_paragraph(text: &str, byte: usize) -> usize {
    let end = paragraph_at(text, byte).end();
    skip_blank(text, next_letter(text, end))
}

/// The start of the line at `byte`, or of the last one before that is not blank if `byte` is that start.
#[must_use]
pub fn previous_paragraph(text: &str, byte: usize) -> usize {
    let byte = floor(text, byte);
    let start = paragraph_at(text, byte).start();
    if start < byte {
        return start;
    }
    paragraph_at(text, skip_blank_back(text, start)).start()
}

/// The grapheme boundary after `byte`.
#[must_use]
pub fn next_letter(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte.min(text.len()));
    // A crowd of combining marks belongs to one letter; a text made only of them is walked, not copied.
    GraphemeCursor::new(byte, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The grapheme boundary before `byte`.
#[must_use]
pub fn previous_letter(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte.min(text.len()));
    GraphemeCursor::new(byte, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The last grapheme boundary that is not after `byte`.
#[must_use]
pub fn floor(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte.min(text.len()));
    if is_boundary(text, byte) { byte } else { previous_letter(text, byte) }
}

/// The first grapheme boundary that is not before `byte`.
#[must_use]
pub fn ceil(text: &str, byte: usize) -> usize {
    let byte = text.ceil_char_boundary(byte.min(text.len()));
    if is_boundary(text, byte) { byte } else { next_letter(text, byte) }
}

/// The span with the whole of the letters at its ends.
#[must_use]
pub fn whole_letters(text: &str, span: Span) -> Span {
    let end = floor(text, span.end());
    let end = if end < span.end() { next_letter(text, span.end()) } else { end };
    Span::new(floor(text, span.start()), end)
}

/// What is kept of a selection that was dragged with a loose hand: whole words, without white space at either end,
/// without punctuation after (but the point of “U.S.” stays), and without a quotation mark or bracket whose partner
/// is not selected too. Empty if there is no word or sign in it.
#[must_use]
pub fn snap(text: &str, span: Span) -> Span {
    let span = Span::new(floor(text, span.start()), floor(text, span.end()));
    if span.is_empty() {
        return span;
    }
    let start = piece_inside(text, span.start()).map_or(span.start(), Span::start);
    let end = piece_inside(text, span.end()).map_or(span.end(), Span::end);
    trim_loose(text, Span::new(start, end))
}

/// As [`snap`], but takes no letter in that was left out: only what is loose at either end goes.
#[must_use]
pub fn tighten(text: &str, span: Span) -> Span {
    trim_loose(text, Span::new(floor(text, span.start()), floor(text, span.end())))
}

/// What [`snap`] makes of the end alone.
#[must_use]
pub fn snap_end(text: &str, start: usize, end: usize) -> usize {
    let end = floor(text, end);
    let end = piece_inside(text, end).map_or(end, Span::end);
    trim_end(text, Span::new(start, end.max(start))).end()
}

/// What [`snap`] makes of the start alone.
#[must_use]
pub fn snap_start(text: &str, start: usize, end: usize) -> usize {
    let start = floor(text, start);
    let start = piece_inside(text, start).map_or(start, Span::start);
    trim_start(text, Span::new(start.min(end), end)).start()
}

fn is_boundary(text: &str, byte: usize) -> bool {
    GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The graphemes that a span touches.
fn whole(text: &str, span: Span) -> Span {
    Span::new(floor(text, span.start()), ceil(text, span.end()))
}

// --- windows and pieces ---------------------------------------------------------------------------------------------

/// The part of the line around `byte` that is at most `reach` bytes away, cut at white space where it must be cut, and
/// always between two graphemes. `byte` is a grapheme boundary.
fn window(text: &str, byte: usize, reach: usize) -> Span {
    let low = text.floor_char_boundary(byte.saturating_sub(reach));
    let high = text.ceil_char_boundary(byte.saturating_add(reach).min(text.len()));
    let (before, after) = (text.get(low..byte).unwrap_or(""), text.get(byte..high).unwrap_or(""));
    let start = before.rfind('\n').map(|at| at + 1).or_else(|| {
        let cut = before.find(char::is_whitespace).filter(|_| low > 0)?;
        Some(text.ceil_char_boundary(low + cut + 1) - low)
    });
    let end = after.find('\n').or_else(|| after.rfind(char::is_whitespace).filter(|_| high < text.len()));
    whole_letters(text, Span::new(low + start.unwrap_or(0), byte + end.unwrap_or(high - byte)))
}

/// What Unicode calls words, with spaces and punctuation as pieces of their own; an elision is cut off. Where Unicode
/// ends a word within a grapheme, as in Thai, there is no end.
fn pieces(text: &str, window: Span) -> impl Iterator<Item = Span> + '_ {
    let slice = window.text(text).unwrap_or("");
    let mut start = window.start();
    let ends = slice.split_word_bound_indices().flat_map(move |(at, piece)| {
        let at = window.start() + at;
        elision(piece).map(|cut| at + cut).into_iter().chain([at + piece.len()])
    });
    ends.filter(move |end| *end == window.end() || is_boundary(text, *end)).map(move |end| {
        let piece = Span::new(start, end);
        start = end;
        piece
    })
}

fn words(text: &str, window: Span) -> impl Iterator<Item = Span> + '_ {
    let is_word = |span: &Span| span.text(text).is_some_and(|piece| piece.chars().any(char::is_alphanumeric));
    pieces(text, window).filter(is_word)
}

/// The piece that `byte` would cut.
fn piece_inside(text: &str, byte: usize) -> Option<Span> {
    let window = window(text, byte, WORD_REACH);
    pieces(text, window).find(|piece| piece.start() < byte && byte < piece.end())
}

/// Length in bytes of “l’” in “l’accord”, and of its like.
fn elision(piece: &str) -> Option<usize> {
    const ELIDED: [&str; 13] = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
    let at = piece.find(['\'', '’'])?;
    let prefix = piece.get(..at)?;
    let rest = piece.get(at..)?;
    let mark = rest.chars().next()?.len_utf8();
    let known = ELIDED.iter().any(|elided| elided.eq_ignore_ascii_case(prefix));
    (known && rest.len() > mark).then_some(at + mark)
}

// --- sentences ------------------------------------------------------------------------------------------------------

/// The sentences of the window around `byte`, each with the white space after it.
fn sentences(text: &str, byte: usize) -> Vec<Span> {
    let window = window(text, byte, SENTENCE_REACH);
    let slice = window.text(text).unwrap_or("");
    let mut found: Vec<Span> = Vec::new();
    for (at, sentence) in slice.split_sentence_bound_indices() {
        let span = Span::new(window.start() + at, window.start() + at + sentence.len());
        match found.last_mut() {
            Some(last) if goes_on(last.text(text).unwrap_or(""), sentence) => {
                *last = Span::new(last.start(), span.end());
            }
            _ => found.push(span),
        }
    }
    found
}

/// Whether what Unicode takes for the end of a sentence is an abbreviation in the middle of one.
fn goes_on(sentence: &str, next: &str) -> bool {
    const TITLES: [&str; 30] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Cmdr", "Adm", "Gov", "Sen", "Rep",
        "Rev", "Hon", "St", "Mt", "M", "MM", "Mme", "Mlle", "Art", "art", "No", "no", "vs", "cf", "al",
    ];
    const OPENERS: [&str; 24] = [
        "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "But", "And", "This", "That", "These",
        "Those", "For", "From", "After", "Before", "Since", "As", "Its",
    ];
    let Some(last) = sentence.trim_end().strip_suffix('.').and_then(last_token) else { return false };
    if TITLES.contains(&last) || is_initial(last) {
        return true;
    }
    let opener = next.split_whitespace().next().unwrap_or("");
    is_acronym(last) && !OPENERS.contains(&opener)
}

fn last_token(text: &str) -> Option<&str> {
    let token = text.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '«')).next()?;
    (!token.is_empty()).then_some(token)
}

fn is_initial(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// “U.S”, “e.g”: letters with points between them.
fn is_acronym(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

// --- trimming -------------------------------------------------------------------------------------------------------

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '–' | '—' | '―' | '-' | '·' | '•' | '*' | '¿' | '¡')
        || matches!(c, '،' | '؛' | '؟' | '۔' | '׃' | '。' | '、' | '，' | '；' | '：' | '！' | '？' | '・')
}

fn trim_with(text: &str, span: Span, drop: fn(char) -> bool) -> Span {
    let slice = span.text(text).unwrap_or("");
    let start = span.start() + (slice.len() - slice.trim_start_matches(drop).len());
    Span::new(start.min(span.end()), start.max(span.start() + slice.trim_end_matches(drop).len()))
}

fn trim_loose(text: &str, mut span: Span) -> Span {
    loop {
        let trimmed = trim_start(text, trim_end(text, span));
        if trimmed == span {
            return span;
        }
        span = trimmed;
    }
}

/// Loose signs go one by one from the end; a letter with combining marks is never loose.
fn trim_end(text: &str, mut span: Span) -> Span {
    while let Some(last) = span.text(text).and_then(|slice| slice.graphemes(true).next_back()) {
        let slice = span.text(text).unwrap_or("");
        if !sign(last).is_some_and(|last| drops_last(slice, last)) {
            break;
        }
        span = Span::new(span.start(), span.end() - last.len());
    }
    span
}

fn trim_start(text: &str, mut span: Span) -> Span {
    while let Some(first) = span.text(text).and_then(|slice| slice.graphemes(true).next()) {
        let slice = span.text(text).unwrap_or("");
        if !sign(first).is_some_and(|first| drops_first(slice, first)) {
            break;
        }
        span = Span::new(span.start() + first.len(), span.end());
    }
    span
}

/// The one character of a grapheme; a line end of two counts as one.
fn sign(grapheme: &str) -> Option<char> {
    let mut chars = grapheme.chars();
    let first = chars.next()?;
    (chars.next().is_none() || grapheme == "\r\n").then_some(first)
}

fn drops_last(slice: &str, last: char) -> bool {
    if is_blank(last) {
        return true;
    }
    if is_stop(last) {
        return !(last == '.' && ends_abbreviated(slice));
    }
    is_bracket(last) && !has_partner(slice.chars().rev(), last, slice.len(), Side::End)
}

fn drops_first(slice: &str, first: char) -> bool {
    if is_blank(first) {
        return true;
    }
    if is_stop(first) {
        return !(first == '-' && slice.chars().nth(1).is_some_and(char::is_numeric));
    }
    is_bracket(first) && !has_partner(slice.chars(), first, slice.len(), Side::Start)
}

fn ends_abbreviated(slice: &str) -> bool {
    const KEEP: [&str; 9] = ["Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "etc", "Bros", "No"];
    let last = slice.strip_suffix('.').and_then(last_token);
    last.is_some_and(|last| is_acronym(last) || KEEP.contains(&last))
}

/// Which end of a selection a sign stands at.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Start,
    End,
}

/// Opening and closing signs; those that close in one language and open in another stand twice.
const PAIRS: [(char, char); 19] = [
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('‘', '’'),
    ('‚', '‘'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('"', '"'),
    ('\'', '\''),
];

fn is_bracket(c: char) -> bool {
    PAIRS.iter().any(|(open, close)| *open == c || *close == c)
}

/// Whether the sign at one end has its partner within the selection, nested pairs taken into account. In a selection
/// longer than [`SENTENCE_REACH`] it is taken to have one.
fn has_partner(signs: impl Iterator<Item = char>, edge: char, length: usize, side: Side) -> bool {
    if length > SENTENCE_REACH {
        return true;
    }
    let partner = |c: char| match side {
        Side::Start => PAIRS.contains(&(edge, c)),
        Side::End => PAIRS.contains(&(c, edge)),
    };
    let mut depth = 0usize;
    for c in signs.skip(1) {
        if partner(c) {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        } else if c == edge {
            depth += 1;
        }
    }
    false
}

fn skip_blank(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or("");
    ceil(text, byte + (rest.len() - rest.trim_start().len()))
}

fn skip_blank_back(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or("").trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::testing::marked;
    use proptest::prelude::*;

    /// The first bracket pair is dragged, the second text shows what is kept.
    fn check_snap(dragged: &str, kept: &str) {
        let (text, spans) = marked(dragged);
        let (same, expected) = marked(kept);
        assert_eq!(text, same, "both pictures show one text");
        let found = snap(&text, spans[0]);
        let expected = expected.first().copied();
        assert_eq!((!found.is_empty()).then_some(found), expected, "{dragged} → {:?}", found.text(&text));
    }

    /// In the first picture the brackets stand around nothing, at the place; in the second around the answer.
    fn check_at(at: fn(&str, usize) -> Span, place: &str, answer: &str) {
        let (text, spans) = marked(place);
        let (same, expected) = marked(answer);
        assert_eq!(text, same, "both pictures show one text");
        assert_eq!(at(&text, spans[0].start()).text(&text), expected[0].text(&text), "{place}");
    }

    fn word(text: &str, byte: usize) -> Span {
        word_at(text, byte).expect("a word")
    }

    #[test]
    fn a_loose_drag_keeps_whole_words() {
        check_snap("He ar[rived in Rab]at, and left.", "He [arrived in Rabat], and left.");
        check_snap("He[ arrived in Rabat, ]and left.", "He [arrived in Rabat], and left.");
        check_snap("He left R[abat.]", "He left [Rabat].");
        check_snap("one[ , ]two", "one , two");
        check_snap("né à Ra[b]at", "né à [Rabat]");
    }

    #[test]
    fn quotes_stay_only_in_pairs() {
        check_snap("He said [“we signed]” today", "He said “[we signed]” today");
        check_snap("He said [“we signed”] today", "He said [“we signed”] today");
        check_snap("He said “[we signed,”] today", "He said “[we signed],” today");
        check_snap("He said \"[we signed\"] today", "He said \"[we signed]\" today");
        check_snap("said [\"yes\"] today", "said [\"yes\"] today");
        check_snap("il dit [« un accord » ]hier", "il dit [« un accord »] hier");
        check_snap("il dit [« un accord] » hier", "il dit « [un accord] » hier");
        check_snap("the courts [(two of them) agreed)] today", "the courts [(two of them) agreed]) today");
    }

    #[test]
    fn points_of_abbreviations_stay() {
        check_snap("in [the U.S.] today", "in [the U.S.] today");
        check_snap("by [Acme Inc.] today", "by [Acme Inc.] today");
        check_snap("minus [-5 degrees,] cold", "minus [-5 degrees], cold");
    }

    #[test]
    fn an_elision_is_not_part_of_the_word() {
        check_snap("signé l’ac[cord d’ex]tradition", "signé l’[accord d’extradition]");
        check_at(word, "signé l’ac[]cord", "signé l’[accord]");
        check_at(word, "it[]’s", "[it’s]");
    }

    #[test]
    fn every_script_has_words() {
        check_snap("المغ[رب وفر]نسا يوقعان", "[المغرب وفرنسا] يوقعان");
        check_snap("הנשיא א[מר, ה]יום", "הנשיא [אמר, היום]");
        check_at(word, "זה של[]ום", "זה [שלום]");
        check_snap("a[ 👨\u{200D}👩\u{200D}👧 ]b", "a [👨\u{200D}👩\u{200D}👧] b");
    }

    #[test]
    fn sentences_survive_abbreviations() {
        let text = "Mr. J. Smith met[] the U.S. envoy. He left.";
        check_at(sentence_at, text, "[Mr. J. Smith met the U.S. envoy.] He left.");
        check_at(sentence_at, "He is in the U.S[]. The talks go on.", "[He is in the U.S.] The talks go on.");
        check_at(sentence_at, "One.\nT[]wo two. Three.", "One.\n[Two two.] Three.");
        check_at(sentence_at, "Fin.[]", "[Fin.]");
    }

    #[test]
    fn steps_go_from_word_to_word_and_line_to_line() {
        let text = "Un accord.\n\n  Deux mots. Trois.";
        assert_eq!(next_word(text, 0), 2);
        assert_eq!(next_word(text, 2), 9);
        assert_eq!(next_word(text, 9), 18, "over the blank line");
        assert_eq!(previous_word(text, 14), 3);
        assert_eq!(next_paragraph(text, 4), 14);
        assert_eq!(previous_paragraph(text, 16), 12);
        assert_eq!(previous_paragraph(text, 12), 0);
        assert_eq!(next_sentence(text, 0), 14);
        assert_eq!(next_sentence(text, 14), 25);
        assert_eq!(previous_sentence(text, 25), 14);
        assert_eq!(previous_sentence(text, 14), 0);
        assert_eq!(next_sentence(text, 26), text.len());
    }

    #[test]
    fn a_long_text_costs_no_more_than_a_short_one() {
        let text = "x".repeat(10_000_000);
        for byte in [0, 5_000_000, text.len()] {
            let word = word_at(&text, byte).expect("all is one word");
            assert!(word.len() <= 2 * WORD_REACH);
            assert!(sentence_at(&text, byte).len() <= 2 * SENTENCE_REACH);
        }
    }

    /// Letters of several code points, signs that stick to their neighbours, line ends of two code points.
    const NASTY: &str = "([a-c .,“”\\n]|l’|\r\n|é|e\u{301}|\u{301}|\u{200D}|\u{FE0F}|👨\u{200D}👩|🇫🇷|🇲|กำ|שָׁ|رَّ|각|한|क्षि|\u{600}|\u{200B}|\u{2060}){0,24}";

    proptest! {
        #[test]
        fn answers_lie_between_graphemes(text in NASTY, a in 0usize..120, b in 0usize..120) {
            let whole = |byte: usize| floor(&text, byte) == byte;
            let at = floor(&text, a);
            for forward in [next_word, next_sentence, next_paragraph, next_letter] {
                prop_assert!(whole(forward(&text, a)));
                prop_assert!(forward(&text, at) > at || at == text.len());
            }
            for back in [previous_word, previous_sentence, previous_paragraph, previous_letter] {
                prop_assert!(whole(back(&text, a)));
                prop_assert!(back(&text, at) < at || at == 0);
            }
            let span = Span::new(a.min(text.len()), b.min(text.len()));
            for found in [snap(&text, span), tighten(&text, span), sentence_at(&text, a), word_at(&text, a).unwrap_or(Span::new(0, 0))] {
                prop_assert!(whole(found.start()) && whole(found.end()), "{:?} of {:?}", found, text);
            }
            let kept = snap(&text, span);
            prop_assert_eq!(snap(&text, kept), kept, "a second time changes nothing");
            prop_assert!(whole(ceil(&text, a)) && ceil(&text, a) >= a.min(text.len()));
        }

        #[test]
        fn nothing_panics_and_all_answers_are_places(text in "\\PC{0,40}", a in 0usize..200, b in 0usize..200) {
            let kept = snap(&text, Span::new(a, b));
            prop_assert!(kept.text(&text).is_some());
            prop_assert_eq!(snap(&text, kept), kept, "a second time changes nothing");
            prop_assert!(sentence_at(&text, a).text(&text).is_some());
            prop_assert!(paragraph_at(&text, a).text(&text).is_some());
            for step in [next_word, previous_word, next_sentence, previous_sentence, next_paragraph,
                previous_paragraph, next_letter, previous_letter, floor] {
                prop_assert!(text.is_char_boundary(step(&text, a)));
            }
            if let Some(word) = word_at(&text, a) {
                prop_assert!(word.text(&text).is_some());
            }
        }

        #[test]
        fn steps_move(text in "[a-z. \\n“”é\u{301}]{0,40}", at in 0usize..60) {
            let at = floor(&text, at);
            for step in [next_word, next_sentence, next_paragraph, next_letter] {
                prop_assert!(step(&text, at) > at || at == text.len());
            }
            for step in [previous_word, previous_sentence, previous_paragraph, previous_letter] {
                prop_assert!(step(&text, at) < at || at == 0);
            }
        }
    }
}
