//! Every disagreement with its place, its words and what each coder said there.
//!
//! What it does *not* do: settle any.

use super::Coder;
use super::align::Item;
use super::happened::EventsFound;
use super::shared::Material;
use crate::base::when::When;
use crate::model::{Event, EventId, MarkId};
use crate::project::Project;
use std::collections::BTreeSet;
use std::fmt;

/// Something that coders see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// In what.
    pub kind: Kind,
    /// The place of the document among [`super::Reliability::documents`]; `None` for events, which have several.
    pub document: Option<usize>,
    /// From the first to behind the last code point that anybody marked.
    pub chars: Option<(usize, usize)>,
    /// What each coder says, in their order; `None`: nothing.
    pub said: Vec<Option<Said>>,
}

/// In what coders differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Not all have marked something there.
    Missing,
    /// They gave it different codes.
    Code,
    /// They gave it the same code, from or to another position.
    Edges,
    /// Not all have found the event.
    EventMissing,
    /// The event has different types.
    EventType,
    /// The event has different dates.
    EventDate,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "not marked by all",
            Self::Code => "other code",
            Self::Edges => "other edges",
            Self::EventMissing => "event not found by all",
            Self::EventType => "other type of event",
            Self::EventDate => "other date of event",
        })
    }
}

/// What one coder says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The mark; `None` for events.
    pub mark: Option<MarkId>,
    /// The event; `None` for marks.
    pub event: Option<EventId>,
    /// The code, the type, or the date in words.
    pub value: String,
    /// Where their mark lies, in code points, half-open.
    pub chars: Option<(usize, usize)>,
    /// The words, or the title.
    pub quote: String,
}

/// All of them: marks by document and place, then events.
pub(super) fn all(
    coders: &[Coder<'_>],
    material: &Material,
    items: &[Item],
    events: &[EventsFound],
) -> Vec<Disagreement> {
    let mut all: Vec<Disagreement> = items.iter().filter_map(|item| of_item(material, item)).collect();
    for found in events {
        of_events(&mut all, coders, found);
    }
    all
}

fn of_item(material: &Material, item: &Item) -> Option<Disagreement> {
    let units: Vec<_> = (0..item.units.len()).map(|coder| item.unit(material, coder)).collect();
    let there = || units.iter().flatten();
    let first = there().next()?;
    let kind = if units.iter().any(Option::is_none) {
        Kind::Missing
    } else if there().any(|unit| unit.code != first.code) {
        Kind::Code
    } else if there().any(|unit| unit.chars != first.chars) {
        Kind::Edges
    } else {
        return None;
    };
    let start = there().map(|unit| unit.chars.0).min()?;
    let end = there().map(|unit| unit.chars.1).max()?;
    let said = |unit: Option<&super::Unit>| {
        unit.map(|unit| Said {
            mark: Some(unit.mark),
            event: None,
            value: material.codes.get(unit.code).map(|code| code.name.clone()).unwrap_or_default(),
            chars: Some(unit.chars),
            quote: unit.quote.clone(),
        })
    };
    Some(Disagreement {
        kind,
        document: Some(first.document),
        chars: Some((start, end)),
        said: units.iter().copied().map(said).collect(),
    })
}

/// What an event is said to be and when, such as “Visit, 10 March 2025”.
#[must_use]
pub fn type_and_date(project: &Project, event: &Event) -> String {
    let kind = event.kind.map_or("no type", |kind| project.label(kind.into()));
    let date = event.when().map_or_else(|| "undated".to_owned(), When::human);
    format!("{kind}, {date}")
}

fn of_events(all: &mut Vec<Disagreement>, coders: &[Coder<'_>], found: &EventsFound) {
    let (one, other) = found.coders;
    let of = |coder: usize, event: EventId, value: &dyn Fn(&Coder<'_>, &Event) -> String| {
        let coder = coders.get(coder)?;
        let row = coder.project.events().get(event)?;
        Some(Said { mark: None, event: Some(event), value: value(coder, row), chars: None, quote: row.title.clone() })
    };
    let kind = |coder: &Coder<'_>, row: &Event| {
        row.kind.map_or_else(|| "no type".to_owned(), |kind| coder.project.label(kind.into()).to_owned())
    };
    let date = |_: &Coder<'_>, row: &Event| row.when().map_or_else(|| "undated".to_owned(), ToString::to_string);
    let mut add = |kind: Kind, said: [(usize, Option<Said>); 2]| {
        let mut all_said = vec![None; coders.len()];
        for (coder, said) in said {
            all_said.get_mut(coder).into_iter().for_each(|place| place.clone_from(&said));
        }
        all.push(Disagreement { kind, document: None, chars: None, said: all_said });
    };
    // What somebody has looked at and said to be two is settled.
    let settled: BTreeSet<EventId> = found.apart.iter().flat_map(|(first, second)| [*first, *second]).collect();
    for event in found.only_first.iter().filter(|event| !settled.contains(event)) {
        add(Kind::EventMissing, [(one, of(one, *event, &kind)), (other, None)]);
    }
    for event in found.only_second.iter().filter(|event| !settled.contains(event)) {
        add(Kind::EventMissing, [(one, None), (other, of(other, *event, &kind))]);
    }
    for pair in found.both.iter().filter(|pair| !pair.same_type) {
        add(Kind::EventType, [(one, of(one, pair.first, &kind)), (other, of(other, pair.second, &kind))]);
    }
    for pair in found.both.iter().filter(|pair| !pair.same_date) {
        add(Kind::EventDate, [(one, of(one, pair.first, &date)), (other, of(other, pair.second, &date))]);
    }
}
