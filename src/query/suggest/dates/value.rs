//! The two readings of a meaning: TIMEX3 for corpora, EDTF for a project.
//!
//! Promises: what EDTF cannot say (a length of time, “recently”) has no value there. What it does *not* do: it
//! resolves nothing.

use super::calendar::Stretch;
use super::resolve::Meaning;
use super::{Kind, Timex};
use crate::base::when::When;
use chrono::NaiveDate;

/// What stands before a date and makes it less than the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Modifier {
    #[default]
    Whole,
    Early,
    Middle,
    Late,
    About,
    Less,
    More,
    Before,
    After,
    /// “Earlier this year”: what has been of it.
    SoFar,
    /// “Later this year”: what is to come of it.
    Rest,
}

impl Modifier {
    /// From the number that rules know it by.
    pub(super) fn numbered(number: i32) -> Self {
        const ALL: [Modifier; 11] = [
            Modifier::Whole,
            Modifier::Early,
            Modifier::Middle,
            Modifier::Late,
            Modifier::About,
            Modifier::Less,
            Modifier::More,
            Modifier::Before,
            Modifier::After,
            Modifier::SoFar,
            Modifier::Rest,
        ];
        usize::try_from(number).ok().and_then(|place| ALL.get(place)).copied().unwrap_or_default()
    }

    fn timex(self) -> Option<&'static str> {
        Some(match self {
            Self::Whole => return None,
            Self::Early | Self::SoFar => "START",
            Self::Middle => "MID",
            Self::Late | Self::Rest => "END",
            Self::About => "APPROX",
            Self::Less => "LESS_THAN",
            Self::More => "MORE_THAN",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
        })
    }
}

/// A meaning as TIMEX3 writes it.
pub(super) fn timex(meaning: &Meaning, modifier: Modifier) -> Timex {
    let (kind, value) = match meaning {
        Meaning::At { stretch, time } => (kind_of_time(time), stretch.timex() + time),
        Meaning::Somewhere(value) => (if value.contains('T') { Kind::Time } else { Kind::Date }, value.clone()),
        Meaning::Between(from, to) => (Kind::Date, format!("{}/{}", from.timex(), to.timex())),
        Meaning::OneOf(one, other) => (Kind::Date, format!("{}|{}", one.timex(), other.timex())),
        Meaning::Duration(value) => (Kind::Duration, value.clone()),
        Meaning::Set(value) => (Kind::Set, value.clone()),
        Meaning::Reference(way) => (Kind::Date, reference(*way).to_owned()),
    };
    Timex { kind, value, modifier: modifier.timex() }
}

fn kind_of_time(time: &str) -> Kind {
    if time.is_empty() { Kind::Date } else { Kind::Time }
}

fn reference(way: i32) -> &'static str {
    match way {
        0 => "PAST_REF",
        1 => "PRESENT_REF",
        _ => "FUTURE_REF",
    }
}

/// A meaning as a project keeps it.
pub(super) fn when(meaning: &Meaning, modifier: Modifier, reference: Option<NaiveDate>) -> Option<When> {
    match meaning {
        Meaning::At { stretch, .. } => modified(*stretch, modifier, reference),
        Meaning::OneOf(one, other) => format!("[{},{}]", one.when()?, other.when()?).parse().ok(),
        Meaning::Between(from, to) => between(&from.when()?, &to.when()?),
        Meaning::Somewhere(_) | Meaning::Duration(_) | Meaning::Set(_) | Meaning::Reference(_) => None,
    }
}

/// From the first day of one to the last of the other; as they are written, if both are single dates.
pub(super) fn between(from: &When, to: &When) -> Option<When> {
    let written = format!("{from}/{to}").parse().ok();
    written.or_else(|| When::interval(from.earliest()?, to.latest()?))
}

/// “Since 2002”: from a date, without an end.
pub(super) fn since(when: &When) -> Option<When> {
    let written = format!("{when}/..").parse().ok();
    written.or_else(|| format!("{}/..", when.earliest()?).parse().ok())
}

/// “Until June 2024”.
pub(super) fn until(when: &When) -> Option<When> {
    let written = format!("../{when}").parse().ok();
    written.or_else(|| format!("../{}", when.latest()?).parse().ok())
}

/// “Before 2010” or “after 2010”, the date itself not included.
pub(super) fn beside(when: &When, side: &str) -> Option<When> {
    When::understand(&format!("{side} {when}"), None).ok().map(|understood| understood.when)
}

fn modified(stretch: Stretch, modifier: Modifier, reference: Option<NaiveDate>) -> Option<When> {
    let whole = stretch.when()?;
    let third = |name: &str| {
        let words = match stretch {
            Stretch::Decade(first) => format!("{name} {first}s"),
            _ => format!("{name} {whole}"),
        };
        When::understand(&words, None).ok().map(|understood| understood.when)
    };
    let narrower = match modifier {
        Modifier::Whole | Modifier::Less | Modifier::More => None,
        Modifier::Early => third("early"),
        Modifier::Middle => third("mid"),
        Modifier::Late => third("late"),
        Modifier::About => format!("{whole}~").parse().ok(),
        Modifier::SoFar => reference.and_then(|day| between(&When::day(stretch.first()?), &When::day(day))),
        Modifier::Rest => reference.and_then(|day| between(&When::day(day), &When::day(whole.latest()?))),
        Modifier::Before => beside(&whole, "before"),
        Modifier::After => beside(&whole, "after"),
    };
    narrower.or(Some(whole))
}
