//! A text as words with their places, shapes and what stands before them.
//!
//! Possessive endings (`’s`), French elisions (`l’`) and small second halves (`Paris-based`) are cut off, full stops
//! stay with abbreviations (`U.S.`, `J.`, `Gen.`). Words in zones are left out, as if the text were broken there.
//! What it does *not* do: it knows no sentences but by their signs.

use super::lists::{Traits, lists};
use crate::base::span::Span;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// With a small letter first.
    Small,
    /// With a capital first.
    Capital,
    /// In capitals only, at least two.
    Capitals,
    /// One capital with a full stop, or several: `J.`, `J.R.`
    Initial,
    /// With a digit first, or no letter at all.
    Figure,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A blank, or nothing but an apostrophe or a hyphen that was cut.
    Blank,
    /// A comma.
    Comma,
    /// A bracket that opens.
    Bracket,
    /// Something else inside a sentence.
    Sign,
    /// The word begins a sentence, a quotation or a line.
    Start,
}

/// What kind of line a word stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Where a capital says something.
    Prose,
    /// A headline with capitals everywhere.
    Title,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Bytes of the text, half-open.
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
    pub traits: Traits,
    pub gap: Gap,
    pub style: Style,
    /// Whether it stands between quotation marks as one whole with its neighbours.
    pub quoted: bool,
    /// Whether a possessive ending was cut off.
    pub owns: bool,
}

impl Token {
    /// Whether it may be part of a name.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Initial)
    }

    /// Its traits.
    pub fn has(&self, any: Traits) -> bool {
        self.traits.has(any)
    }
}

/// The words of a text, sorted by place.
pub fn tokens(text: &str, zones: &[Span], language: &str) -> Vec<Token> {
    let mut zones: Vec<Span> = zones.to_vec();
    zones.sort_unstable();
    let wrapped = is_hard_wrapped(text);
    let mut reader =
        Reader { text, french: language.starts_with("fr"), wrapped, tokens: Vec::new(), small: String::new() };
    let mut from = 0;
    for zone in zones {
        if zone.start() > from {
            reader.read(from, text.floor_char_boundary(zone.start().min(text.len())));
        }
        from = text.ceil_char_boundary(from.max(zone.end()).min(text.len()));
    }
    reader.read(from, text.len());
    let mut tokens = reader.tokens;
    mark_titles(text, &mut tokens);
    tokens
}

/// Whether lines end wherever the margin was, so that a name may go on in the next.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut full, mut lines) = (0_usize, 0_usize);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        lines += 1;
        let ends = line.trim_end().ends_with(['.', '!', '?', '"', '”', ':']);
        full += usize::from((50..=90).contains(&line.len()) && !ends);
    }
    lines >= 5 && full * 2 > lines
}

/// Endings that are cut off a word: “Morocco’s”.
pub const POSSESSIVE: [&str; 4] = ["'s", "’s", "'S", "’S"];

/// Signs within one word, at most: what has more is cut, so that an elided article costs no long look ahead.
const MOST_SIGNS: usize = 8;

struct Reader<'t> {
    text: &'t str,
    french: bool,
    wrapped: bool,
    tokens: Vec<Token>,
    small: String,
}

impl Reader<'_> {
    fn read(&mut self, from: usize, to: usize) {
        let mut at = from;
        let mut last = from;
        let mut begins = true;
        while let Some(letter) = self.text.get(at..to).and_then(|rest| rest.chars().next()) {
            let ampersand = letter == '&' && self.text.get(at..to).is_some_and(|rest| rest.starts_with("& "));
            if !letter.is_alphanumeric() && !ampersand {
                at += letter.len_utf8();
                continue;
            }
            let end = if ampersand { at + 1 } else { self.word_end(at, to) };
            let gap = if begins { Gap::Start } else { self.gap(last, at) };
            at = self.push(at, end, gap);
            last = at;
            begins = false;
        }
    }

    /// The end of the word that begins at `start`: letters, digits, and signs between two letters.
    fn word_end(&self, start: usize, to: usize) -> usize {
        let Some(rest) = self.text.get(start..to) else { return to };
        let mut letters = rest.char_indices().peekable();
        let (mut end, mut signs) = (0, 0);
        while let Some((at, letter)) = letters.next() {
            signs += usize::from(!letter.is_alphanumeric());
            let joins = signs <= MOST_SIGNS
                && matches!(letter, '\'' | '’' | '-' | '‑' | '.' | '&')
                && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric())
                && (letter != '.' || self.dot_joins(start, start + at));
            if !(letter.is_alphanumeric() || joins || is_mark(letter)) {
                break;
            }
            end = at + letter.len_utf8();
        }
        let end = start + end;
        if self.text.as_bytes().get(end) == Some(&b'.') && self.is_abbreviation(start, end) { end + 1 } else { end }
    }

    /// Whether a full stop between two letters is part of an abbreviation: `U.S`, not `end.The`.
    fn dot_joins(&self, start: usize, dot: usize) -> bool {
        let part = self.text.get(start..dot).unwrap_or_default();
        let piece = part.rsplit('.').next().unwrap_or_default();
        piece.chars().count() == 1 || piece.chars().all(|letter| letter.is_ascii_digit())
    }

    fn is_abbreviation(&self, start: usize, end: usize) -> bool {
        const SHORT: [&str; 44] = [
            "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Cmdr", "Adm", "Gov", "Sen", "Rep",
            "Rev", "Hon", "St", "Mt", "MM", "Mme", "Mlle", "No", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov",
            "Dec", "Maj", "Brig", "Corp", "Inc", "Ltd", "Co", "Jr", "Sr", "Bros", "Calif", "Fla", "Mass", "Md",
        ];
        let word = self.text.get(start..end).unwrap_or_default();
        let mut letters = word.chars();
        let one_capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
        one_capital || dotted || SHORT.contains(&word)
    }

    fn gap(&self, last: usize, at: usize) -> Gap {
        let between = self.text.get(last..at).unwrap_or_default();
        let shape = self.tokens.last().map_or(Shape::Small, |token| token.shape);
        let lines = between.matches('\n').count();
        if lines > 1 || (lines == 1 && !self.wrapped) {
            return Gap::Start;
        }
        let mut gap = Gap::Blank;
        let mut blanks = false;
        for sign in between.chars() {
            let more = match sign {
                sign if sign.is_whitespace() => {
                    blanks = true;
                    continue;
                }
                '\'' | '’' | '-' | '‑' if !blanks => Gap::Blank,
                ',' => Gap::Comma,
                '(' | '[' => Gap::Bracket,
                '.' if shape == Shape::Initial => Gap::Blank,
                '.' | '!' | '?' | ':' | '•' | '*' | '·' | '▪' | '“' | '«' | '‘' | '"' | ';' => Gap::Start,
                _ => Gap::Sign,
            };
            gap = gap.max(more);
        }
        gap
    }

    /// Adds the word, cut to what is a name; answers where the next may begin.
    fn push(&mut self, start: usize, end: usize, gap: Gap) -> usize {
        let word = self.text.get(start..end).unwrap_or_default();
        if let Some(cut) = elision(word, self.french) {
            self.add(start, start + cut, gap, false);
            return start + cut;
        }
        let owned = POSSESSIVE.iter().find_map(|ending| word.strip_suffix(ending));
        let word = owned.unwrap_or(word);
        let halves = halves(word);
        let mut gap = gap;
        for (from, to) in &halves {
            self.add(start + from, start + to, gap, owned.is_some() && *to == word.len());
            gap = Gap::Sign;
        }
        end
    }

    fn add(&mut self, start: usize, end: usize, gap: Gap, owns: bool) {
        let Some(word) = self.text.get(start..end).filter(|word| !word.is_empty()) else { return };
        self.small.clear();
        if word.is_ascii() {
            self.small.push_str(word);
            self.small.make_ascii_lowercase();
        } else {
            self.small.extend(
                word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter }),
            );
        }
        let mut traits = lists().traits(&self.small);
        // “I’m”, “don’t”, “he’ll” are as ordinary as their first half.
        if let Some((front, _)) = self.small.split_once('\'').filter(|_| traits == Traits::default()) {
            let ordinary = lists().traits(front.trim_end_matches('n'));
            traits = if ordinary.has(Traits::COMMON) { Traits::COMMON } else { traits };
        }
        // “French-Moroccan” is no more a name than its halves.
        let halves = |part: &str| lists().traits(part).has(Traits::DEMONYM);
        if self.small.contains('-') && traits == Traits::default() && self.small.split('-').all(halves) {
            traits = Traits::DEMONYM;
        }
        let shape = shape(word);
        let quoted = self.text.get(..start).is_some_and(|before| before.ends_with(['“', '«', '"', '‘', '\'']));
        self.tokens.push(Token { start, end, shape, traits, gap, style: Style::Prose, quoted, owns });
    }
}

impl Gap {
    fn rank(self) -> u8 {
        match self {
            Self::Blank => 0,
            Self::Comma => 1,
            Self::Sign => 2,
            Self::Bracket => 3,
            Self::Start => 4,
        }
    }

    fn max(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }
}

/// Accents that stand alone belong to the letter before them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

/// The bytes of an elided article or preposition at the beginning of a word, with its apostrophe.
fn elision(word: &str, french: bool) -> Option<usize> {
    let at = word.find(['\'', '’'])?;
    let (before, after) = (word.get(..at)?, word.get(at..)?);
    let sign = after.chars().next()?.len_utf8();
    after.get(sign..).filter(|rest| rest.chars().next().is_some_and(char::is_alphabetic))?;
    let short = ["l", "d", "qu", "s", "n", "j", "c", "m", "t", "lorsqu", "jusqu", "puisqu"];
    let capital = ["L", "D", "Qu", "S", "N", "J", "C", "Lorsqu", "Jusqu", "Puisqu"];
    let elided = (short.contains(&before) && (french || before.len() > 1 || after.len() > sign + 1))
        || (french && capital.contains(&before));
    elided.then_some(at + sign)
}

/// `Paris-based` is “Paris” and a small half; `Morocco-France` is two states; `El-Hassan` is one word. Byte ranges.
fn halves(word: &str) -> Vec<(usize, usize)> {
    let whole = vec![(0, word.len())];
    if !word.contains('-') || lists().traits(&word.to_lowercase()) != Traits::default() {
        return whole;
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for part in word.split('-') {
        parts.push((from, from + part.len()));
        from += part.len() + 1;
    }
    let text = |range: &(usize, usize)| word.get(range.0..range.1).unwrap_or_default();
    let capital = |range: &&(usize, usize)| text(range).chars().next().is_some_and(char::is_uppercase);
    let Some(last) = parts.last() else { return whole };
    let small_last = text(last).chars().next().is_some_and(char::is_lowercase) && text(last).len() > 3;
    let state = |range: &(usize, usize)| lists().state(&text(range).to_lowercase()).is_some();
    if (small_last && parts.first().is_some_and(|first| capital(&first)))
        || (parts.len() == 2 && parts.iter().all(state))
    {
        return parts;
    }
    whole
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let first = word.chars().next().unwrap_or(' ');
    if first.is_numeric() {
        return Shape::Figure;
    }
    if !first.is_uppercase() {
        // “al-Assad”, “d'Estaing” begin small; scripts without capitals never stand out.
        let inner = word.split(['-', '\'', '’']).nth(1).and_then(|part| part.chars().next());
        let arabic = word.starts_with("al-") || word.starts_with("el-") || word.starts_with("as-");
        return if arabic && inner.is_some_and(char::is_uppercase) { Shape::Capital } else { Shape::Small };
    }
    if word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1) {
        return Shape::Initial;
    }
    let all = letters.all(char::is_uppercase);
    match (all, word.chars().count()) {
        (true, 1) => Shape::Capital,
        (true, _) => Shape::Capitals,
        _ => Shape::Capital,
    }
}

/// Finds the lines in which capitals say nothing: most of their longer words have one.
fn mark_titles(text: &str, tokens: &mut [Token]) {
    let mut from = 0;
    while from < tokens.len() {
        let Some(first) = tokens.get(from) else { return };
        let end = text.get(first.start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| first.start + at);
        let count = tokens.get(from..).unwrap_or_default().partition_point(|token| token.start < end).max(1);
        if let Some(line) = tokens.get_mut(from..from + count).filter(|line| is_title(text, line, end)) {
            line.iter_mut().for_each(|token| token.style = Style::Title);
        }
        from += count;
    }
}

fn is_title(text: &str, line: &[Token], end: usize) -> bool {
    let long = |token: &&Token| token.end - token.start >= 4 && token.shape != Shape::Figure;
    let words = line.iter().filter(long).count();
    let capitals = line.iter().filter(long).filter(|token| token.is_capital()).count();
    let common = line.iter().filter(long).filter(|token| token.is_capital() && token.has(Traits::COMMON)).count();
    let shouted = line.iter().filter(|token| token.shape == Shape::Capitals).count();
    let start = line.first().map_or(end, |token| token.start);
    let short = line.len() <= 25 && end - start < 250;
    let stops = text.get(..end).is_some_and(|line| line.trim_end().ends_with(['.', '!', '?', '”', '"']));
    if line.len() >= 4 && words > 1 && shouted * 10 >= line.len() * 7 {
        return true;
    }
    !stops && short && line.len() >= 4 && words > 2 && capitals * 10 >= words * 7 && common > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: &str, expect: &str) {
        let found: Vec<&str> =
            tokens(text, &[], language).iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(found.join("|"), expect);
    }

    #[test]
    fn words_are_cut_to_names() {
        check("Morocco's U.S. envoy, J. Smith, left.", "en", "Morocco|U.S.|envoy|J.|Smith|left");
        check("L’accord d’Oslo, El-Hassan", "fr", "L’|accord|d’|Oslo|El-Hassan");
        check("The Paris-based France-Morocco forum", "en", "The|Paris|based|France|Morocco|forum");
        check("The end.The O'Brien case", "en", "The|end|The|O'Brien|case");
    }

    #[test]
    fn headlines_are_known_by_their_capitals() {
        let text = "Two Ministers Sign New Security Deal in Rabat\nThe ministers met in Rabat on Monday.\nPOLICE ARREST TWO MEN\n";
        let titles = tokens(text, &[], "en").iter().filter(|token| token.style == Style::Title).count();
        assert_eq!(titles, 8 + 4);
    }

    #[test]
    fn zones_are_left_out() {
        let text = "Read Rabat. Oslo stays.";
        assert_eq!(tokens(text, &[Span::new(0, 11)], "en").len(), 2);
    }
}
