//! What of a bar is certain, and where it fades.

use super::{Item, Nature, Pieces, Timeline};
use chrono::{Datelike, NaiveDate};

/// How a part of a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// It certainly was then.
    Full,
    /// It may have begun then: nothing at the left, full at the right.
    Rising,
    /// It may have ended then: full at the left, nothing at the right.
    Falling,
    /// It was at some time then: fullest in the middle.
    Somewhere,
    /// A sum over many events, which is no event itself.
    Sum,
}

/// A part of a bar, in days as [`Datelike::num_days_from_ce`] counts them, half-open; infinite where it is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How it is drawn.
    pub shade: Shade,
}

/// The parts of an item from left to right, without those that have no width.
#[must_use]
pub fn parts(timeline: &Timeline, place: usize) -> Vec<Part> {
    let Some(item) = timeline.items.get(place) else { return Vec::new() };
    let part = |from: f64, to: f64, shade| Part { from, to, shade };
    let (from, to) = (start(item.from.unwrap_or(NaiveDate::MIN)), end(item.to.unwrap_or(NaiveDate::MAX)));
    if item.nature == Nature::Sum {
        return vec![part(from, to, Shade::Sum)];
    }
    let of = |stretches: &[(NaiveDate, NaiveDate)], shade| {
        stretches.iter().map(|(first, last)| part(start(*first), end(*last), shade)).collect()
    };
    match timeline.pieces.get(&place) {
        Some(Pieces::Each(stretches)) => return of(stretches, Shade::Full),
        Some(Pieces::OneOf(stretches)) => return of(stretches, Shade::Somewhere),
        None => {}
    }
    let all = match certain(item) {
        Some((first, last)) => {
            let (rising, falling) = ((from, first, Shade::Rising), (last, to, Shade::Falling));
            vec![rising, (first, last, Shade::Full), falling]
        }
        // An end that is not known is not seen: what begins in 2002 and ends nobody knows when fades from there.
        None if item.to.is_none() => vec![(from, to, Shade::Falling)],
        None if item.from.is_none() => vec![(from, to, Shade::Rising)],
        None => vec![(from, to, Shade::Somewhere)],
    };
    all.into_iter().filter(|(from, to, _)| from < to).map(|(from, to, shade)| part(from, to, shade)).collect()
}

/// Where the sign of its type stands in a bar, in days, and by how much of the sign it is to be moved to the right so
/// that it stands within: at the beginning of what is certain, in the middle of what is not. `None`: it begins before
/// any day.
#[must_use]
pub fn sign(parts: &[Part]) -> Option<(f64, f64)> {
    let full = parts.iter().find(|part| matches!(part.shade, Shade::Full | Shade::Sum)).or_else(|| parts.first())?;
    let (at, shift) = match full.shade {
        Shade::Full | Shade::Sum | Shade::Falling => (full.from, 1.0),
        Shade::Somewhere => (f64::midpoint(full.from, full.to), 0.0),
        Shade::Rising => (full.to, -1.0),
    };
    at.is_finite().then_some((at, shift))
}

fn certain(item: &Item) -> Option<(f64, f64)> {
    item.certain.map(|(first, last)| (start(first), end(last)))
}

fn start(day: NaiveDate) -> f64 {
    if day == NaiveDate::MIN { f64::NEG_INFINITY } else { f64::from(day.num_days_from_ce()) }
}

fn end(day: NaiveDate) -> f64 {
    if day == NaiveDate::MAX { f64::INFINITY } else { f64::from(day.num_days_from_ce()) + 1.0 }
}
