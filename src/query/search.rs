//! Finding words in all documents, each hit with what stands around it (key word in context, KWIC).
//!
//! A plain search knows no case and no accents ([`super::fold`]): `gerald` finds `Gérald`, `Gérald` finds `GERALD`,
//! and a blank finds a line break. A search by regular expression takes the text as it stands, but for case. Hits
//! never lie in a zone, never overlap, and their places are exact bytes of the text. Documents that are set aside are
//! searched: somebody who looks for words wants to know that they stand there.
//!
//! A hit is only a place: what stands around it is cut out where it is shown ([`Hit::context`]).

use super::fold::{fold, is_silent};
use super::lists::published;
use super::matcher::Matcher;
use super::scope;
use crate::base::span::Span;
use crate::model::{Document, DocumentId};
use crate::project::Project;
use regex::{Regex, RegexBuilder};

/// Characters (code points) of context on each side of a hit, where nothing else is said.
pub const KWIC_CHARS: usize = 40;

/// Bytes that a compiled expression may take: enough for any that a person writes.
const REGEX_BYTES: usize = 4 << 20;

/// What somebody typed to be found, and how it is meant: the same for one document and for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// What was typed.
    pub words: String,
    /// As what it is read.
    pub syntax: Syntax,
    /// Whether a hit may begin and end inside a word.
    pub edges: Edges,
}

/// As what typed words are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Syntax {
    /// As words, whatever their case and accents.
    #[default]
    Plain,
    /// As a regular expression.
    Regex,
}

/// Where a hit may begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edges {
    /// Anywhere.
    #[default]
    Anywhere,
    /// Not inside a word.
    WholeWords,
}

impl Question {
    /// Words to be found anywhere, whatever their case and accents.
    #[must_use]
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// Asks for words of a text: what stands there is meant, even if it looks like an expression.
    pub fn take_words(&mut self, words: String) {
        (self.words, self.syntax) = (words, Syntax::Plain);
    }

    /// Reads it as an expression instead of words, or the other way round.
    pub fn turn_syntax(&mut self) {
        self.syntax = match self.syntax {
            Syntax::Plain => Syntax::Regex,
            Syntax::Regex => Syntax::Plain,
        };
    }

    /// Lets hits begin and end inside words, or no longer.
    pub fn turn_edges(&mut self) {
        self.edges = match self.edges {
            Edges::Anywhere => Edges::WholeWords,
            Edges::WholeWords => Edges::Anywhere,
        };
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// Makes it ready to be asked.
    ///
    /// # Errors
    /// If it is to be a regular expression and is none.
    pub fn prepare(&self) -> Result<Search, BadRegex> {
        let search = match self.syntax {
            Syntax::Plain => Search::text(&self.words),
            Syntax::Regex => Search::regex(&self.words)?,
        };
        Ok(Search { edges: self.edges, ..search })
    }
}

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Search {
    way: Way,
    edges: Edges,
}

#[derive(Clone, Debug)]
enum Way {
    /// Nothing is asked.
    Nothing,
    Plain(Box<Matcher>),
    Regex(Regex),
}

/// An expression that is none, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{pattern}” is not a regular expression: {reason}. Search for it as plain text, or put \\ before signs such as ( [ * + ? ."
)]
pub struct BadRegex {
    /// What was typed.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A place where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// In which document.
    pub document: DocumentId,
    /// Where, in bytes of its text, half-open.
    pub span: Span,
}

/// A hit with what stands around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'t> {
    /// What stands before it in the same line.
    pub before: &'t str,
    /// The words found, as they stand in the text.
    pub words: &'t str,
    /// What stands after it in the same line.
    pub after: &'t str,
}

impl Hit {
    /// The words and what stands around them: at most `chars` code points of the same line on each side. Empty if
    /// `text` is not the text that the hit was found in.
    #[must_use]
    pub fn context(self, text: &str, chars: usize) -> Context<'_> {
        let parts = (text.get(..self.span.start()), self.span.text(text), text.get(self.span.end()..));
        let (Some(before), Some(words), Some(after)) = parts else { return Context::default() };
        Context { before: tail(before, chars), words, after: head(after, chars) }
    }
}

impl Search {
    /// Words to be found as they stand beside each other, whatever their case and accents; blanks at the ends do not
    /// matter, and no words find nothing.
    #[must_use]
    pub fn text(words: &str) -> Self {
        let way = Matcher::new(words).map_or(Way::Nothing, |matcher| Way::Plain(Box::new(matcher)));
        Self { way, edges: Edges::Anywhere }
    }

    /// A regular expression (syntax of the `regex` crate), without regard to case unless it says `(?-i)`; `^` and
    /// `$` are the ends of a line.
    ///
    /// # Errors
    /// If it is none, or so large that it would take megabytes.
    pub fn regex(pattern: &str) -> Result<Self, BadRegex> {
        let built =
            RegexBuilder::new(pattern).case_insensitive(true).multi_line(true).size_limit(REGEX_BYTES).build();
        built
            .map(|regex| Self { way: Way::Regex(regex), edges: Edges::Anywhere })
            .map_err(|error| BadRegex { pattern: pattern.to_owned(), reason: reason(&error) })
    }

    /// The places in one text, in bytes, sorted, none empty, none overlapping another.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Span> {
        let counts = |place: Span| match self.edges {
            Edges::Anywhere => true,
            Edges::WholeWords => is_whole(text, place),
        };
        match &self.way {
            Way::Nothing => Vec::new(),
            Way::Plain(matcher) => matcher.places(text, counts),
            Way::Regex(regex) => regex_places(regex, text, counts),
        }
    }
}

/// The first `limit` hits: documents by date of publication and title, then by place. To learn whether there are
/// more, ask for one more than is shown.
#[must_use]
pub fn search(project: &Project, search: &Search, limit: usize) -> Vec<Hit> {
    let rows = by_date(project).into_iter();
    rows.flat_map(|(id, row)| hits_in(project.text(id), id, row, search)).take(limit).collect()
}

/// The hits in one document, by place.
#[must_use]
pub fn search_in(project: &Project, document: DocumentId, search: &Search) -> Vec<Hit> {
    let Some(row) = project.documents().get(document) else { return Vec::new() };
    hits_in(project.text(document), document, row, search).collect()
}

/// All documents by date, those without one last, then by title.
fn by_date(project: &Project) -> Vec<(DocumentId, &Document)> {
    let mut rows: Vec<_> = project.documents().iter().map(|(id, row)| (published(row), id, &**row)).collect();
    rows.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    // Titles are folded only where two dates are the same, and each of them once.
    for same in rows.chunk_by_mut(|(a, ..), (b, ..)| a == b).filter(|same| same.len() > 1) {
        same.sort_by_cached_key(|(_, id, row)| (fold(&row.title), *id));
    }
    rows.into_iter().map(|(_, id, row)| (id, row)).collect()
}

fn hits_in(text: &str, document: DocumentId, row: &Document, search: &Search) -> impl Iterator<Item = Hit> {
    let places = search.places(text).into_iter().filter(|place| !scope::touches_zone(row, *place));
    places.map(move |span| Hit { document, span })
}

fn regex_places(regex: &Regex, text: &str, counts: impl Fn(Span) -> bool) -> Vec<Span> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = regex.find_at(text, at) {
        let place = Span::new(found.start(), found.end());
        if !place.is_empty() && counts(place) {
            places.push(place);
            at = place.end();
        } else {
            // Another one may begin inside of what does not count.
            let Some(next) = text.get(place.start()..).and_then(|rest| rest.chars().next()) else { break };
            at = place.start() + next.len_utf8();
        }
    }
    places
}

/// Whether neither end of a place lies inside a word. Between ideographs, which are written without blanks, a word
/// may end everywhere.
fn is_whole(text: &str, place: Span) -> bool {
    let parts = (text.get(..place.start()), place.text(text), text.get(place.end()..));
    let (Some(before), Some(words), Some(after)) = parts else { return false };
    let first = |text: &str| text.chars().find(|letter| !is_silent(*letter)).is_some_and(is_of_word);
    let last = |text: &str| text.chars().rev().find(|letter| !is_silent(*letter)).is_some_and(is_of_word);
    !(last(before) && first(words) || last(words) && first(after))
}

/// Letters and digits of scripts that part words by blanks.
fn is_of_word(character: char) -> bool {
    let alone = matches!(character, '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{2_0000}'..='\u{3_fffd}');
    character.is_alphanumeric() && !alone || character == '_'
}

/// The end of the last line of `text`.
fn tail(text: &str, chars: usize) -> &str {
    let from = text.char_indices().rev().take(chars).take_while(|(_, character)| *character != '\n').last();
    from.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The beginning of the first line of `text`.
fn head(text: &str, chars: usize) -> &str {
    let to = text.char_indices().take(chars).take_while(|(_, character)| *character != '\n').last();
    to.and_then(|(at, character)| text.get(..at + character.len_utf8())).unwrap_or_default()
}

/// The last line of the crate's message is the reason; those before it draw the pattern.
fn reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "it would take too much memory".to_owned(),
        other => {
            let message = other.to_string();
            let last = message.lines().last().unwrap_or_default();
            last.trim_start_matches("error:").trim().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::testing::marked;
    use crate::project::testing::World;

    /// The picture marks what is found.
    fn check(search: &Search, picture: &str) {
        let (text, expected) = marked(picture);
        assert_eq!(search.places(&text), expected, "{picture}");
    }

    #[test]
    fn a_plain_search_knows_no_case_and_no_accents() {
        check(&Search::text("gerald"), "[Gérald] Darmanin, [GERALD], Geralt");
        check(&Search::text(" Gérald "), "[Gerald] and [Ge\u{301}rald]");
        check(&Search::text("l'état"), "[L’Etat] et [l'état]");
        check(&Search::text("joint declaration"), "a [joint\ndeclaration]");
        check(&Search::text("aa"), "[aa][aa]a");
        check(&Search::text("  "), "nothing is asked");
        check(&Search::text("(2M"), "on TV [(2M]) and 2M");
    }

    #[test]
    fn an_expression_takes_the_text_as_it_stands() {
        check(&Search::regex("darmanin|ouahbi").unwrap(), "[Darmanin] met [OUAHBI]");
        check(&Search::regex("(?-i)DGSN").unwrap(), "[DGSN] not dgsn");
        check(&Search::regex("^the").unwrap(), "[The] one\n[the] other, the last");
        check(&Search::regex("x*").unwrap(), "no empty hits, [xx]");
    }

    #[test]
    fn a_bad_expression_says_why() {
        let error = Search::regex("(joint").unwrap_err().to_string();
        assert!(error.starts_with("“(joint” is not a regular expression: unclosed group."), "{error}");
        let error = Search::regex("(a{1000}){1000}").unwrap_err().to_string();
        assert!(error.contains("too much memory"), "{error}");
    }

    #[test]
    fn hits_come_by_date_and_place_with_their_context_and_without_zones() {
        let mut world = World::new();
        let undated = world.document("Wire", "", "Rabat again.");
        let later = world.document("Wire", "2025-03-11", "Talks.\nIn Rabat, é and 😀.\nRead also: Rabat in pictures");
        let first = world.document("Strait", "2025-03-10", "Rabat hosts Rabat talks.");
        world.zone(later, "Read also: Rabat in pictures");
        let hits = search(&world.project, &Search::text("rabat"), 100);
        let line = |hit: &Hit| {
            let Context { before, words, after } = hit.context(world.project.text(hit.document), KWIC_CHARS);
            format!("{before}[{words}]{after}")
        };
        let lines: Vec<String> = hits.iter().map(line).collect();
        assert_eq!(
            lines,
            ["[Rabat] hosts Rabat talks.", "Rabat hosts [Rabat] talks.", "In [Rabat], é and 😀.", "[Rabat] again."]
        );
        let documents: Vec<DocumentId> = hits.iter().map(|hit| hit.document).collect();
        assert_eq!(documents, [first, first, later, undated]);
        assert_eq!(search(&world.project, &Search::text("rabat"), 2).len(), 2);
        assert_eq!(search_in(&world.project, later, &Search::text("rabat")).len(), 1);
    }

    #[test]
    fn context_is_counted_in_characters() {
        let mut world = World::new();
        let document = world.document("Wire", "", &format!("{}Rabat{}", "é".repeat(50), "😀".repeat(50)));
        let hits = search_in(&world.project, document, &Search::text("rabat"));
        let context = hits[0].context(world.project.text(document), KWIC_CHARS);
        assert_eq!((context.before, context.after), (&*"é".repeat(40), &*"😀".repeat(40)));
        assert_eq!(hits[0].context("another text", KWIC_CHARS), Context::default());
    }

    fn whole(words: &str, syntax: Syntax) -> Search {
        let question = Question { words: words.to_owned(), syntax, edges: Edges::WholeWords };
        question.prepare().expect("an expression")
    }

    #[test]
    fn whole_words_end_where_a_person_sees_an_end() {
        check(&whole("roi", Syntax::Plain), "le [roi], l’[roi] et le roitelet, désarroi");
        check(&whole("état", Syntax::Plain), "l’[Etat], étatique, E\u{301}tat\u{ad}s");
        check(&whole("a b a", Syntax::Plain), "xa b [a b a]");
        check(&whole("(2M)", Syntax::Plain), "TV[(2M)]news");
        check(&whole("摩洛哥", Syntax::Plain), "在[摩洛哥]的");
        check(&whole("وزير", Syntax::Plain), "قال [وزير] الوزير");
        check(&whole("darm|ministre", Syntax::Regex), "Darmanin, [ministre] [darm]");
    }

    #[test]
    fn a_question_is_read_as_it_is_meant() {
        assert!(Question::plain(" \n").is_empty());
        let question = Question { words: "(joint".into(), syntax: Syntax::Regex, ..Question::default() };
        assert!(question.prepare().is_err());
        check(&Question::plain("(joint").prepare().unwrap(), "a [(joint] one");
    }

    /// `cargo test --release --lib query::search -- --ignored --nocapture` prints the figures. Nothing waits for
    /// anything here, so what the clock says is, on a quiet machine, the time of the processor.
    #[test]
    #[ignore = "measures"]
    fn all_hits_in_twenty_five_megabytes() {
        let world = newspaper(5_000, 5_000);
        let bytes: usize = world.project.texts().map(|(_, text)| text.len()).sum();
        println!("{} documents, {bytes} bytes", world.project.documents().len());
        let plain = ["gerald", "rabat", "Abdellatif Ouahbi", "the", "déclaration", "no such words", "وزير", "e"];
        let expressions = ["rabat|ouahbi", r"R[a-z]+t\b", r"\w+ declaration", r"[A-Z]\w+ [A-Z]\w+", "no such words"];
        let questions = plain.map(|words| (words, Search::text(words))).into_iter();
        let questions = questions.chain(expressions.map(|words| (words, Search::regex(words).expect("one"))));
        for (words, asked) in questions.chain([("rabat (whole)", whole("rabat", Syntax::Plain))]) {
            let mut best = std::time::Duration::MAX;
            let mut hits = 0;
            for _ in 0..7 {
                let clock = std::time::Instant::now();
                hits = search(&world.project, &asked, usize::MAX).len();
                best = best.min(clock.elapsed());
            }
            println!("{words}: {hits} hits in {best:?}");
        }
    }

    /// Articles in English and French, and every tenth in Arabic, of about so many bytes.
    fn newspaper(documents: usize, bytes: usize) -> World {
        const ENGLISH: &str = "The justice minister arrived in the capital on Monday and met his counterpart, who \
            spoke of a new roadmap. Officials said that a declaration would follow; no paper was signed. ";
        const FRENCH: &str = "Le ministre de l’Intérieur a été reçu à Rabat, où il a évoqué la coopération policière \
            avec les autorités. Une déclaration commune a été publiée à l’issue de la réunion. ";
        const ARABIC: &str =
            "استقبل وزير العدل نظيره في العاصمة أمس، وأكد الجانبان أهمية التعاون القضائي بين البلدين. ";
        let mut world = World::new();
        for at in 0..documents {
            let sentence =
                [ENGLISH, FRENCH, ENGLISH, FRENCH, ENGLISH, ENGLISH, FRENCH, ENGLISH, ENGLISH, ARABIC][at % 10];
            let mut text = sentence.repeat(bytes / sentence.len());
            if at % 50 == 0 {
                text.push_str("Gérald met Abdellatif Ouahbi in Rabat.");
            }
            world.document("Wire", &format!("20{:02}-03-10", at % 25), &text);
        }
        world
    }
}
