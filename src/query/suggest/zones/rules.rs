//! The lines of `assets/zones/rules.ron`, ready to be asked about one line of a text.
//!
//! Promises: the answer depends on the line alone; a line of prose, which is longer than [`MOST_CHARS`], is never
//! recognised. What it does *not* do: look at what stands around the line.

use crate::model::ZoneKind;
use crate::query::fold::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../assets/zones/rules.ron");

/// Code points of the longest line that a rule looks at.
pub const MOST_CHARS: usize = 300;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(read().unwrap_or_default()));

/// What a rule says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What stands there.
    pub kind: ZoneKind,
    /// Why, in words.
    pub because: &'static str,
    /// Whether a list belongs to it.
    pub reach: Reach,
}

/// How far what a line announces goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This line only.
    Line,
    /// The headlines below it, too.
    List,
}

/// What the rules say of a line, without the line's end; `None` if it may be of the article.
#[must_use]
pub fn verdict(line: &str) -> Option<Verdict> {
    if line.chars().nth(MOST_CHARS).is_some() {
        return None;
    }
    RULES.verdict(&plain(line))
}

/// Whether the line is a time such as “4 hours ago”, as lists of articles have it.
#[must_use]
pub fn is_age(line: &str) -> bool {
    let plain = plain(line);
    let age = plain.ends_with(" ago") || plain.starts_with("il y a ");
    age && plain.chars().count() <= 24 && RULES.whole.contains_key(plain.as_str())
}

/// Folded, each number one `#`, without signs at either end.
fn plain(line: &str) -> String {
    let folded = fold(line.trim());
    let mut plain = String::with_capacity(folded.len());
    for character in folded.chars() {
        match character {
            digit if digit.is_numeric() => {
                if !plain.ends_with('#') {
                    plain.push('#');
                }
            }
            other => plain.push(other),
        }
    }
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '#' | '©' | '(');
    let inner = plain.trim_start_matches(edge).trim_end();
    inner.to_owned()
}

/// As [`plain`] leaves it, but without what may stand behind the words.
fn bare(plain: &str) -> &str {
    plain.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '#')
}

#[derive(Deserialize)]
struct Rule {
    kind: ZoneKind,
    shape: Shape,
    because: &'static str,
    words: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum Shape {
    Heading,
    Whole,
    Label,
    Begins,
    Holds,
    MadeOf,
}

/// The rules as the file has them. A test reads it, so that it is never empty at run time.
fn read() -> Result<Vec<Rule>, ron::error::SpannedError> {
    ron::from_str(FILE)
}

/// The rules by how they are looked up.
#[derive(Default)]
struct Rules {
    whole: BTreeMap<&'static str, Verdict>,
    label: BTreeMap<&'static str, Verdict>,
    begins: Vec<(&'static str, Verdict)>,
    holds: Vec<(&'static str, Verdict)>,
    made_of: Vec<(BTreeSet<&'static str>, Verdict)>,
}

impl Rules {
    fn new(file: Vec<Rule>) -> Self {
        let mut rules = Self::default();
        file.into_iter().for_each(|rule| rules.add(rule));
        rules
    }

    fn add(&mut self, rule: Rule) {
        let reach = if rule.shape == Shape::Heading { Reach::List } else { Reach::Line };
        let verdict = Verdict { kind: rule.kind, because: rule.because, reach };
        let line = Verdict { reach: Reach::Line, ..verdict };
        let words = rule.words.into_iter();
        match rule.shape {
            Shape::Heading => words.for_each(|words| {
                self.label.insert(words, line);
                self.whole.insert(words, verdict);
            }),
            Shape::Whole => self.whole.extend(words.map(|words| (words, verdict))),
            Shape::Label => self.label.extend(words.map(|words| (words, verdict))),
            Shape::Begins => self.begins.extend(words.map(|words| (words, verdict))),
            Shape::Holds => self.holds.extend(words.map(|words| (words, verdict))),
            Shape::MadeOf => self.made_of.push((words.collect(), verdict)),
        }
    }

    fn verdict(&self, line: &str) -> Option<Verdict> {
        let bare = bare(line);
        let whole = || self.whole.get(bare).copied();
        let label = || self.label.get(label(line)?).copied();
        let begins = || self.begins.iter().find(|(words, _)| begins(line, words)).map(|(_, verdict)| *verdict);
        let holds = || self.holds.iter().find(|(words, _)| line.contains(words)).map(|(_, verdict)| *verdict);
        let made_of = || self.made_of.iter().find(|(words, _)| is_made_of(bare, words)).map(|(_, verdict)| *verdict);
        whole().or_else(label).or_else(holds).or_else(begins).or_else(made_of)
    }
}

/// The words before the first sign that sets a label off.
fn label(line: &str) -> Option<&str> {
    let at = line.find([':', '|', '>']).or_else(|| line.find(" - "))?;
    line.get(..at).map(str::trim)
}

/// Whether a line begins with words that end where a word ends.
fn begins(line: &str, words: &str) -> bool {
    let rest = line.strip_prefix(words);
    rest.is_some_and(|rest| words.ends_with('©') || !rest.starts_with(char::is_alphanumeric))
}

/// Whether every word is one of these, and the first of them is no small one.
fn is_made_of(bare: &str, words: &BTreeSet<&str>) -> bool {
    let mut parts =
        bare.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '/' | '&')).peekable();
    let telling = |part: &&str| part.chars().count() > 3;
    parts.peek().is_some_and(telling) && parts.filter(|part| !part.is_empty()).all(|part| words.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_and_every_word_in_it_is_as_lines_are_compared() {
        let rules = read().expect("reads");
        assert!(rules.len() > 20);
        for words in rules.iter().flat_map(|rule| &rule.words) {
            let ends_plain = bare(words) == *words || words.ends_with([':', '©', '(', ')', '%']);
            assert!(plain(words) == **words && ends_plain, "{words:?} would never be found");
        }
    }

    #[track_caller]
    fn check(line: &str, expected: Option<(ZoneKind, Reach)>) {
        assert_eq!(verdict(line).map(|verdict| (verdict.kind, verdict.reach)), expected, "{line}");
    }

    #[test]
    fn lines_around_an_article_are_recognised() {
        use ZoneKind::{Advertisement, Boilerplate, Metadata, Related};
        check("» À lire aussi :", Some((Related, Reach::List)));
        check("READ: New ferries for Tangier", Some((Related, Reach::Line)));
        check("Lire aussi — Les ports en grève", Some((Related, Reach::Line)));
        check("La suite après la publicité", Some((Advertisement, Reach::Line)));
        check("Share on Facebook", Some((Boilerplate, Reach::Line)));
        check("Facebook Twitter WhatsApp E-mail", Some((Boilerplate, Reach::Line)));
        check("12 Comments", Some((Boilerplate, Reach::Line)));
        check("Page 2 of 5", Some((Boilerplate, Reach::Line)));
        check("Publié le 3 mars 2025 à 10h", Some((Metadata, Reach::Line)));
        check("il y a 4 heures", Some((Metadata, Reach::Line)));
        check("© 2025 Example", Some((Boilerplate, Reach::Line)));
        assert!(is_age("4 hours ago") && is_age("Il y a 2 jours") && !is_age("Il y a deux ans, tout allait bien"));
    }

    #[test]
    fn lines_of_an_article_are_left_alone() {
        for line in [
            "Read between the lines, the accord says little.",
            "Related charges were dropped in May.",
            "Share prices fell in Casablanca",
            "By Monday the ships had left",
            "Il y a dix ans, les juges ne se parlaient plus.",
            "Comments by the minister drew a reply",
            "The ministers published a statement on Monday.",
            "Two suspects were arrested 4 hours ago in Tangier.",
            "What happened?",
            "",
            "—",
        ] {
            check(line, None);
        }
    }
}
