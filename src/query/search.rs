//! Finding words in all documents, each hit with what stands around it (key word in context, KWIC).
//!
//! A plain search knows no case and no accents ([`super::fold`]): `gerald` finds `Gérald`, `Gérald` finds `GERALD`,
//! and a blank finds a line break. A search by regular expression takes the text as it stands, but for case. Hits
//! never lie in a zone, never overlap, and their places are exact bytes of the text.

use super::fold::{fold, unfold};
use super::lists::{DocumentFilter, DocumentOrder, documents};
use super::scope;
use crate::base::span::Span;
use crate::model::{Document, DocumentId};
use crate::project::Project;
use regex::{Regex, RegexBuilder};

/// Characters (code points) of context on each side of a hit, at most.
pub const KWIC_CHARS: usize = 40;

/// Bytes that a compiled expression may take: enough for any that a person writes.
const REGEX_BYTES: usize = 4 << 20;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Search(Way);

#[derive(Clone, Debug)]
enum Way {
    /// Folded words.
    Plain(String),
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In which document.
    pub document: DocumentId,
    /// Where, in bytes of its text, half-open.
    pub span: Span,
    /// What stands before it in the same line: at most [`KWIC_CHARS`] code points.
    pub before: String,
    /// The words found, as they stand in the text.
    pub words: String,
    /// What stands after it in the same line: at most [`KWIC_CHARS`] code points.
    pub after: String,
}

impl Search {
    /// Words to be found as they stand beside each other, whatever their case and accents; blanks at the ends do not
    /// matter, and no words find nothing.
    #[must_use]
    pub fn text(words: &str) -> Self {
        Self(Way::Plain(fold(words.trim())))
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
            .map(|regex| Self(Way::Regex(regex)))
            .map_err(|error| BadRegex { pattern: pattern.to_owned(), reason: reason(&error) })
    }

    /// The places in one text, in bytes, sorted, none empty, none overlapping another.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Span> {
        match &self.0 {
            Way::Plain(words) if words.is_empty() => Vec::new(),
            Way::Plain(words) => plain_places(text, words),
            Way::Regex(regex) => {
                let places = regex.find_iter(text).map(|found| Span::new(found.start(), found.end()));
                places.filter(|place| !place.is_empty()).collect()
            }
        }
    }
}

/// The first `limit` hits: documents by date of publication and title, then by place. To learn whether there are
/// more, ask for one more than is shown.
#[must_use]
pub fn search(project: &Project, search: &Search, limit: usize) -> Vec<Hit> {
    let order = documents(project, &DocumentFilter::default(), DocumentOrder::Published);
    let rows = order.into_iter().filter_map(|id| Some((id, project.documents().get(id)?)));
    rows.flat_map(|(id, row)| hits_in(project.text(id), id, row, search)).take(limit).collect()
}

/// The hits in one document, by place.
#[must_use]
pub fn search_in(project: &Project, document: DocumentId, search: &Search) -> Vec<Hit> {
    let Some(row) = project.documents().get(document) else { return Vec::new() };
    hits_in(project.text(document), document, row, search).collect()
}

fn hits_in(text: &str, document: DocumentId, row: &Document, search: &Search) -> impl Iterator<Item = Hit> {
    let places = search.places(text).into_iter().filter(|place| !scope::touches_zone(row, *place));
    places.filter_map(move |span| {
        Some(Hit {
            document,
            span,
            before: tail(text.get(..span.start())?).to_owned(),
            words: span.text(text)?.to_owned(),
            after: head(text.get(span.end()..)?).to_owned(),
        })
    })
}

fn plain_places(text: &str, words: &str) -> Vec<Span> {
    let folded = fold(text);
    let places: Vec<Span> = folded.match_indices(words).map(|(at, _)| Span::new(at, at + words.len())).collect();
    // Most documents hold no hit: they are spared the way back.
    if places.is_empty() { places } else { unfold(text, &places) }
}

/// The end of the last line of `text`.
fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().take(KWIC_CHARS).take_while(|(_, character)| *character != '\n').last();
    from.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The beginning of the first line of `text`.
fn head(text: &str) -> &str {
    let to = text.char_indices().take(KWIC_CHARS).take_while(|(_, character)| *character != '\n').last();
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
        let lines: Vec<String> =
            hits.iter().map(|hit| format!("{}[{}]{}", hit.before, hit.words, hit.after)).collect();
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
        assert_eq!((hits[0].before.as_str(), hits[0].after.as_str()), (&*"é".repeat(40), &*"😀".repeat(40)));
    }

    /// `cargo test --release -- --ignored --nocapture ten_megabytes` prints the figures.
    #[test]
    #[ignore = "measures"]
    fn ten_megabytes_are_searched() {
        let mut world = World::new();
        let text =
            "Gérald Darmanin met Abdellatif Ouahbi in Rabat on Monday, and signed a declaration.\n".repeat(1_200);
        for _ in 0..100 {
            world.document("Wire", "2025-03-10", &text);
        }
        for words in ["gerald", "no such words", "rabat"] {
            let clock = std::time::Instant::now();
            let hits = search(&world.project, &Search::text(words), 1_000_000).len();
            println!("{words}: {hits} hits in {:?} of {} bytes", clock.elapsed(), text.len() * 100);
        }
    }
}
