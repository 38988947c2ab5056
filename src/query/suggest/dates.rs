//! Date expressions of a text, and what they mean for a document of a certain date.
//!
//! Rules are data: `assets/dates/*.rules`, one file a language, described in the README beside them. Promises: one
//! pass, in time linear in the text's length whatever the text is; expressions are sorted, do not overlap, begin and
//! end between characters and lie outside the zones. Each has two readings: TIMEX3, which is how corpora write what
//! the words say, and EDTF, which is what a project can date an event with. What cannot be known has no value, and
//! says why.
//!
//! What it does *not* do: it changes nothing, reads no clock, and knows English and French only; of other languages
//! it understands dates in digits.

mod calendar;
mod context;
mod feasts;
mod lexicon;
mod number;
mod pattern;
mod recurring;
mod resolve;
mod rules;
mod tense;
mod token;
mod tree;
mod value;

use crate::base::span::{Pieces, Span};
use crate::base::when::When;
use calendar::Stretch;
use chrono::NaiveDate;
use context::Draft;
use resolve::{Anchors, Meaning};
use rules::{Rules, Verb};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;
use tense::Cues;
use token::Token;

/// Words of a text that say when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// The date as a project keeps it; `None` where there is none, and [`Expression::because`] says why.
    pub value: Option<When>,
    /// What sort of expression it is.
    pub kind: Kind,
    /// What is worth knowing before it is taken for the date of an event.
    pub flags: BTreeSet<Flag>,
    /// What the words say, as corpora write it.
    pub timex: Timex,
    /// The two ends of a range that is named in two expressions, each as corpora write it; else empty.
    pub ends: Vec<(Span, Timex)>,
    /// How it was resolved or why it has no value, in words for a person.
    pub because: String,
}

/// The sort of an expression, as TIMEX3 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A place in the calendar.
    Date,
    /// A place within a day; a project keeps its day.
    Time,
    /// A length of time.
    Duration,
    /// Something that comes again.
    Set,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        })
    }
}

/// What is worth knowing about an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Part of a name, such as the year of “2030 FIFA World Cup”: not the date of what is told.
    InName,
    /// Too vague for a date: “recently”.
    Vague,
    /// It lies after the document's date.
    Future,
    /// It names a beginning and an end.
    Range,
    /// It has no beginning or no end: “since 2002”.
    Open,
    /// It is counted from the document's date or from another date of the text.
    Relative,
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InName => "in-name",
            Self::Vague => "vague",
            Self::Future => "future",
            Self::Range => "range",
            Self::Open => "open",
            Self::Relative => "relative",
        })
    }
}

/// An expression as TIMEX3 (`TimeML` 1.2.1) writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: Kind,
    /// The attribute `value`, such as `1998-Q1`, `P3M` or `PAST_REF`.
    pub value: String,
    /// The attribute `mod`, such as `START`, if there is one.
    pub modifier: Option<&'static str>,
}

/// What a change of the reference changes at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// The value before.
    pub before: Option<When>,
    /// The value after.
    pub after: Option<When>,
}

/// Finds date expressions outside `zones` (bytes of `text`, in any order), counted from `reference`, the document's
/// date; without one, relative expressions have no value. `language` is a BCP 47 tag; if it is empty, the language is
/// guessed from the text.
#[must_use]
pub fn dates(text: &str, zones: &[Span], reference: Option<&When>, language: &str) -> Vec<Expression> {
    let rules = rules_for(language, text);
    let bounds = reference.and_then(|when| when.earliest().zip(when.latest()));
    let Some((first, last)) = bounds else {
        return read(rules, text, zones, None);
    };
    let found = read(rules, text, zones, Some(first));
    if first == last {
        return found;
    }
    // A document of March 2025: what is the same counted from its first and from its last day is known.
    agreed(found, read(rules, text, zones, Some(last)), read(rules, text, zones, None))
}

/// The expressions whose value is another with another reference, with both values, sorted by place.
#[must_use]
pub fn changed(
    text: &str,
    zones: &[Span],
    language: &str,
    before: Option<&When>,
    after: Option<&When>,
) -> Vec<Change> {
    let (old, new) = (dates(text, zones, before, language), dates(text, zones, after, language));
    let mut changes: Vec<Change> = Vec::new();
    let mut rest = old.into_iter().peekable();
    for Expression { span, value: after, .. } in new {
        while let Some(gone) = rest.next_if(|old| old.span < span) {
            changes.extend(change(gone.span, gone.value, None));
        }
        let before = rest.next_if(|old| old.span == span).and_then(|old| old.value);
        changes.extend(change(span, before, after));
    }
    changes.extend(rest.filter_map(|gone| change(gone.span, gone.value, None)));
    changes
}

fn change(span: Span, before: Option<When>, after: Option<When>) -> Option<Change> {
    (before != after).then_some(Change { span, before, after })
}

/// How many bytes are looked at to guess the language.
const LANGUAGE_BYTES: usize = 4000;

fn rules_for(language: &str, text: &str) -> &'static Rules {
    static ENGLISH: LazyLock<Rules> = LazyLock::new(|| {
        Rules::read(&[
            include_str!("../../../assets/dates/any.rules"),
            include_str!("../../../assets/dates/en.rules"),
        ])
    });
    static FRENCH: LazyLock<Rules> = LazyLock::new(|| {
        Rules::read(&[
            include_str!("../../../assets/dates/any.rules"),
            include_str!("../../../assets/dates/fr.rules"),
        ])
    });
    static ANY: LazyLock<Rules> = LazyLock::new(|| Rules::read(&[include_str!("../../../assets/dates/any.rules")]));
    let tag = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match tag.as_str() {
        "fr" => &FRENCH,
        "" if looks_french(head(text)) => &FRENCH,
        // Short texts are hard to tell, and English is what most of them are.
        "en" | "" => &ENGLISH,
        _ => &ANY,
    }
}

/// Whether a text is French: by its BCP 47 tag or, if that is empty, by its words.
pub(super) fn is_french(language: &str, text: &str) -> bool {
    let tag = language.split(['-', '_']).next().unwrap_or_default();
    tag.eq_ignore_ascii_case("fr") || (tag.is_empty() && looks_french(head(text)))
}

fn looks_french(text: &str) -> bool {
    let either = whatlang::Detector::with_allowlist(vec![whatlang::Lang::Eng, whatlang::Lang::Fra]);
    either.detect_lang(text) == Some(whatlang::Lang::Fra)
}

fn head(text: &str) -> &str {
    let end = (0..=LANGUAGE_BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Keeps what is the same in two readings, and takes the rest from one without a reference.
fn agreed(found: Vec<Expression>, other: Vec<Expression>, without: Vec<Expression>) -> Vec<Expression> {
    let (mut others, mut plain) = (other.into_iter().peekable(), without.into_iter().peekable());
    let pick = |expression: Expression| {
        while others.next_if(|other| other.span < expression.span).is_some() {}
        while plain.next_if(|other| other.span < expression.span).is_some() {}
        let same =
            others.peek().is_some_and(|other| other.span == expression.span && other.value == expression.value);
        if same {
            return expression;
        }
        let timex = plain.peek().filter(|plain| plain.span == expression.span).map(|plain| plain.timex.clone());
        let because = "the document's date is not known to the day".to_owned();
        let timex = timex.unwrap_or_else(|| expression.timex.clone());
        Expression { value: None, timex, because, ..expression }
    };
    found.into_iter().map(pick).collect()
}

/// All expressions, counted from a day.
fn read(rules: &Rules, text: &str, zones: &[Span], reference: Option<NaiveDate>) -> Vec<Expression> {
    let mut reader =
        Reader { rules, text, tokens: Vec::new(), cues: Cues::default(), anchors: Anchors::of(reference) };
    let mut found = Vec::new();
    for (start, end) in outside(text, zones) {
        for (start, end) in paragraphs(text, start, end) {
            reader.paragraph(start, end, &mut found);
        }
    }
    found
}

/// The stretches of the text outside the zones, bytes half-open, between characters.
fn outside(text: &str, zones: &[Span]) -> Vec<(usize, usize)> {
    let floor = |byte: usize| (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let ceiling = |byte: usize| (byte..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let mut free = Vec::new();
    let mut at = 0;
    let zones = Pieces::new(zones.to_vec());
    for zone in zones.iter().flat_map(Pieces::spans) {
        let start = floor(zone.start());
        if at < start {
            free.push((at, start));
        }
        at = at.max(ceiling(zone.end()));
    }
    if at < text.len() {
        free.push((at, text.len()));
    }
    free
}

/// Splits at blank lines, so that no more than a paragraph is in memory as tokens.
fn paragraphs(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let stretch = text.get(start..end).unwrap_or_default();
    let mut at = start;
    stretch.split_inclusive("\n\n").map(move |piece| {
        let from = at;
        at += piece.len();
        (from, at)
    })
}

struct Reader<'a> {
    rules: &'a Rules,
    text: &'a str,
    tokens: Vec<Token>,
    cues: Cues,
    anchors: Anchors,
}

impl Reader<'_> {
    fn paragraph(&mut self, start: usize, end: usize, found: &mut Vec<Expression>) {
        token::tokenise(self.text, start, end, &self.rules.lexicon, &mut self.tokens);
        self.cues.clear();
        let mut drafts: Vec<Draft> = Vec::new();
        // The last day that was named, and the token behind it.
        let mut named: Option<(usize, NaiveDate)> = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(next) = pattern::best(self.rules, &self.tokens, at) else {
                at += 1;
                continue;
            };
            // A rule may begin before its expression and end behind it; the words around stay free for others.
            at = next.extent.1.max(at + 1);
            if next.rule.verb == Verb::Nothing || context::is_no_date(self.rules, &self.tokens, &next) {
                continue;
            }
            let tense = self.cues.tense(self.text, &self.rules.lexicon, &self.tokens, next.extent);
            self.anchors.sentence = self.day_of_sentence(named, next.extent.0);
            if let Some(resolved) = resolve::resolve(&next, self.anchors, tense) {
                if let Meaning::At { stretch: Stretch::Day(day), .. } = resolved.meaning {
                    named = Some((next.extent.1, day));
                }
                self.remember(&resolved.meaning, next.rule.verb);
                drafts.push(Draft::new(&next, resolved));
            }
        }
        let around = context::Around { rules: self.rules, tokens: &self.tokens, reference: self.anchors.reference };
        found.extend(around.expressions(drafts));
    }

    /// The day that was named last, if that was in the sentence of the token.
    fn day_of_sentence(&mut self, named: Option<(usize, NaiveDate)>, token: usize) -> Option<NaiveDate> {
        let (behind, day) = named?;
        let near = self.cues.in_one_sentence(self.text, &self.rules.lexicon, &self.tokens, (behind, token));
        near.then_some(day)
    }

    /// What later expressions are counted from.
    fn remember(&mut self, meaning: &Meaning, verb: Verb) {
        if let Meaning::At { stretch, .. } | Meaning::Between(_, stretch) = meaning {
            self.anchors.mention = Some(*stretch);
            // “A year earlier” looks aside from the quarter that the report is about.
            if stretch.unit() == calendar::Unit::Quarter && verb == Verb::Date {
                self.anchors.quarter = Some(*stretch);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
