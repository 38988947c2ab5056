//! A text as lines, and what a line looks like by itself.
//!
//! Promises: lines are sorted and cover the text but for its line feeds. What it does *not* do: know the words of
//! pages; those are in [`super::rules`].

use crate::base::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Code points from which on a line is no headline.
const LONG_CHARS: usize = 170;

/// Code points from which on a sentence is prose and not a caption.
const PROSE_CHARS: usize = 60;

/// A line without its line feed.
#[derive(Clone, Copy)]
pub struct Line<'t> {
    /// Bytes of the text.
    pub span: Span,
    /// Its words.
    pub text: &'t str,
}

/// All lines of a text.
#[must_use]
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let line = |whole: &'_ str| {
        let start = at;
        at += whole.len();
        (start, whole.trim_end_matches(['\n', '\r']).len())
    };
    let places: Vec<(usize, usize)> = text.split_inclusive('\n').map(line).collect();
    let line = |(start, len): (usize, usize)| {
        let span = Span::new(start, start + len);
        Some(Line { span, text: span.text(text)? })
    };
    places.into_iter().filter_map(line).collect()
}

impl Line<'_> {
    /// Whether there is nothing to see in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.text.chars().any(|c| !c.is_whitespace() && !c.is_control() && c != '\u{feff}' && c != '\u{200b}')
    }

    /// Whether it could be a headline in a list: short, and no sentence with a full stop.
    #[must_use]
    pub fn is_headline(&self) -> bool {
        !self.is_blank() && self.text.chars().nth(LONG_CHARS).is_none() && !self.ends_sentence()
    }

    /// Whether it is told: a long line, or a sentence.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        let long = |chars: usize| self.text.chars().nth(chars).is_some();
        long(LONG_CHARS) || (long(PROSE_CHARS) && self.ends_sentence())
    }

    /// A full stop, or what closes a quotation behind one.
    fn ends_sentence(&self) -> bool {
        let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']');
        self.text.trim_end_matches(closing).ends_with(['.', '…', '؟', '。', '۔'])
    }

    /// “By Ana Serrano, 3 March 2025”: names, and perhaps a date or an office behind them.
    #[must_use]
    pub fn is_byline(&self) -> bool {
        /// Code points.
        const LONGEST: usize = 90;
        let line = self.text.trim();
        if line.chars().nth(LONGEST).is_some() || self.ends_sentence() {
            return false;
        }
        let Some((by, rest)) = line.split_once(' ') else { return false };
        let names = rest.split([',', '|', '·', '–', '—', '(']).next().unwrap_or_default();
        let names: Vec<&str> = names.split_whitespace().collect();
        matches!(by, "By" | "BY" | "by" | "Par" | "PAR" | "par")
            && (2..=8).contains(&names.len())
            && names.first().is_some_and(|name| is_name(name))
            && names.iter().all(|name| is_name(name) || is_particle(name))
    }

    /// The name with which a sentence begins in which an outlet speaks of itself: “Policy Notes is a monthly letter”.
    #[must_use]
    pub fn name_of_who_speaks(&self) -> Option<&str> {
        const VERBS: [&str; 16] = [
            "is",
            "are",
            "gives",
            "brings",
            "offers",
            "delivers",
            "provides",
            "covers",
            "publishes",
            "est",
            "propose",
            "offre",
            "couvre",
            "publie",
            "donne",
            "apporte",
        ];
        let line = self.text.trim();
        let (at, _) = line.unicode_word_indices().take(8).find(|(_, word)| VERBS.contains(word))?;
        let name = line.get(..at)?.trim();
        let words: Vec<&str> = name.split_whitespace().collect();
        let named = words.len() > 1 && words.iter().all(|word| is_name(word) || is_particle(word));
        (named && line.chars().nth(PROSE_CHARS - 20).is_some()).then_some(name)
    }

    /// Whether it is this name and nothing else, but perhaps a date behind a comma.
    #[must_use]
    pub fn is_just(&self, name: &str) -> bool {
        let Some(rest) = self.text.trim().strip_prefix(name) else { return false };
        let dated = || rest.starts_with(',') && rest.contains(|c: char| c.is_ascii_digit()) && rest.len() < 30;
        rest.is_empty() || dated()
    }
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_ascii())
}

fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 24] = [
        "and", "et", "with", "avec", "de", "du", "des", "da", "dos", "di", "del", "van", "von", "der", "den", "bin",
        "ben", "ibn", "al", "el", "le", "la", "of", "y",
    ];
    PARTICLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Line<'_> {
        lines(text)[0]
    }

    #[test]
    fn lines_lie_where_they_stand() {
        let text = "a\n\nbé\r\nc";
        let places: Vec<(usize, &str)> = lines(text).iter().map(|line| (line.span.start(), line.text)).collect();
        assert_eq!(places, [(0, "a"), (2, ""), (3, "bé"), (8, "c")]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn bylines_are_names() {
        for line in
            ["By Tomás Figueira", "Par Hugo Lestienne, 14 novembre 2024", "BY ANA SERRANO and Élise de Brac | Rabat"]
        {
            assert!(first(line).is_byline(), "{line}");
        }
        for line in ["By Monday the ships had left", "By the numbers", "By Rabat", "Par la suite", "By Ana Serrano."]
        {
            assert!(!first(line).is_byline(), "{line}");
        }
    }

    #[test]
    fn an_outlet_that_speaks_of_itself_is_known_by_its_name() {
        let line = first("Policy Notes is a monthly letter on courts and borders.");
        assert_eq!(line.name_of_who_speaks(), Some("Policy Notes"));
        assert!(
            first("Policy Notes, May 2025").is_just("Policy Notes") && first("Policy Notes").is_just("Policy Notes")
        );
        assert!(!first("Policy Notes wins a prize").is_just("Policy Notes"));
        assert_eq!(first("He is in custody, and is silent.").name_of_who_speaks(), None);
    }
}
