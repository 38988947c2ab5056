//! Two figures set against each other, or one against its time; always with what speaks against it.

use super::{Bounded, Quantity};
use crate::base::when::When;
use crate::query::fold::fold;
use rust_decimal::Decimal;
use std::fmt;

/// What is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RatioOf {
    /// The first as a share of the second, in percent.
    #[default]
    Share,
    /// How many times the second the first is.
    Times,
    /// The first by the years of its period.
    PerYear,
}

impl RatioOf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Share, Self::Times, Self::PerYear];
}

impl fmt::Display for RatioOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Share => "share",
            Self::Times => "times",
            Self::PerYear => "per year",
        })
    }
}

/// A ratio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// The number, rounded to three digits.
    pub value: Bounded,
    /// In a sentence without a stop: “300 000 000 EUR, confiscated is about 21.4 % of 1 400 000 000 EUR, seized”.
    pub words: String,
    /// What speaks against it, each in a few words; none if nothing does.
    pub caveats: Vec<String>,
}

/// Why there is no ratio.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRatio {
    /// The units are not one.
    #[error("Not computable: {0} and {1} are not one unit")]
    Units(String, String),
    /// The second figure is nothing.
    #[error("Not computable: the second figure is zero")]
    Zero,
    /// The figure is said for no closed period.
    #[error("Not computable: the figure is said for no period with a beginning and an end")]
    NoPeriod,
    /// Only one figure was given where two are needed, or two where one is.
    #[error("Not computable: a share needs two figures, and a rate per year one")]
    Count,
    /// Too many digits.
    #[error("Not computable: the numbers have too many digits")]
    Digits,
}

/// Sets figures against each other.
///
/// # Errors
/// If that cannot be computed, with the reason.
pub fn ratio(of: RatioOf, one: &Quantity, other: Option<&Quantity>) -> Result<Ratio, NoRatio> {
    match (of, other) {
        (RatioOf::PerYear, None) => per_year(one),
        (RatioOf::Share | RatioOf::Times, Some(other)) => against(of, one, other),
        _ => Err(NoRatio::Count),
    }
}

fn against(of: RatioOf, one: &Quantity, other: &Quantity) -> Result<Ratio, NoRatio> {
    if fold(&one.unit) != fold(&other.unit) {
        let named = |unit: &str| if unit.is_empty() { "no unit".to_owned() } else { format!("“{unit}”") };
        return Err(NoRatio::Units(named(&one.unit), named(&other.unit)));
    }
    if other.figure.value.is_zero() {
        return Err(NoRatio::Zero);
    }
    let times = if of == RatioOf::Share { 100 } else { 1 };
    let value = Bounded::of(&one.figure).over(Bounded::of(&other.figure), times).ok_or(NoRatio::Digits)?;
    let number = value.words();
    let against = number.is_none();
    let number = number.unwrap_or_else(|| value.number());
    let words = match of {
        RatioOf::Share => format!("{} is {number} % of {}", one.words, other.words),
        _ => format!("{} is {number} times {}", one.words, other.words),
    };
    let mut caveats = caveats(one, other);
    if against {
        caveats.insert(0, "by the numbers alone: their bounds leave open whether it is more or less".to_owned());
    }
    Ok(Ratio { value, words, caveats })
}

fn caveats(one: &Quantity, other: &Quantity) -> Vec<String> {
    let mut said = Vec::new();
    let periods = (period(one), period(other));
    match periods {
        (None, None) => said.push("periods not stated".to_owned()),
        (None, Some(_)) | (Some(_), None) => said.push("one period not stated".to_owned()),
        (Some(a), Some(b)) if a != b => {
            said.push(format!("different periods: {} and {}", a.human(), b.human()));
        }
        _ => {}
    }
    match (one.of.as_str(), other.of.as_str()) {
        ("", "") => said.push("owners not stated".to_owned()),
        ("", of) | (of, "") => said.push(format!("one owner not stated, the other {of}")),
        (a, b) if one.figure.of != other.figure.of => said.push(format!("different owners: {a} and {b}")),
        (of, _) => said.push(of.to_owned()),
    }
    match (&one.source, &other.source) {
        (Some(a), Some(b)) if a.mark == b.mark => {}
        (Some(a), Some(b)) if a.outlet == b.outlet && a.date == b.date => {}
        (Some(a), Some(b)) => said.push(format!("different sources: {} and {}", a.words(), b.words())),
        (None, None) => said.push("both figures are the analyst’s".to_owned()),
        _ => said.push("one figure is the analyst’s".to_owned()),
    }
    if one.figure.what.trim() != other.figure.what.trim() {
        let what = |of: &Quantity| if of.figure.what.is_empty() { of.unit.clone() } else { of.figure.what.clone() };
        said.push(format!("they count different things: {} and {}", what(one), what(other)));
    }
    if one.event == other.event && one.position == other.position {
        said.push("it is one and the same figure".to_owned());
    }
    said
}

/// The period that is said for it, or else the date of its event.
fn period(of: &Quantity) -> Option<&When> {
    of.figure.when.as_ref()
}

fn per_year(one: &Quantity) -> Result<Ratio, NoRatio> {
    let when = one.figure.when.as_ref().ok_or(NoRatio::NoPeriod)?;
    let (from, to) = when.earliest().zip(when.latest()).ok_or(NoRatio::NoPeriod)?;
    let days = (to - from).num_days() + 1;
    let days_in_all = Bounded { value: Decimal::from(days), direction: super::Direction::At, is_about: false };
    // A year has 365.2425 days.
    let exact = one.figure.value.checked_mul(Decimal::new(3_652_425, 4)).ok_or(NoRatio::Digits)?;
    let base = Bounded { value: exact, ..Bounded::of(&one.figure) };
    let value = base.over(days_in_all, 1).ok_or(NoRatio::Digits)?;
    let value = Bounded { is_about: true, ..value };
    let number = value.words().unwrap_or_else(|| value.number());
    let words = format!("{} is {number} a year", one.words);
    let mut caveats = vec![format!("as if it were spread evenly over {}", when.human())];
    if days < 365 {
        caveats.push("the period is shorter than a year".to_owned());
    }
    if one.of.is_empty() {
        caveats.push("owner not stated".to_owned());
    }
    Ok(Ratio { value, words, caveats })
}
