//! What of time is in sight: the day at the left edge, and how wide a day is.
//!
//! Days are counted as [`Datelike::num_days_from_ce`] does; x is in points from the left edge.

use chrono::{Datelike, NaiveDate};

/// A day is never wider than this, in points.
const WIDEST_PX: f64 = 160.0;
/// Air beside the first and the last event, in points: at the right for a title.
const AIR_PX: (f64, f64) = (18.0, 110.0);
/// How much farther than the whole one can go out.
const OUT: f64 = 12.0;

/// A part of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// The day at the left edge, with a fraction.
    pub first: f64,
    /// Width of a day, in points.
    pub day_px: f64,
}

impl Span {
    /// All of these days, in so many points.
    pub fn fitting((first, last): (NaiveDate, NaiveDate), width: f64) -> Self {
        let (first, last) = (number(first), number(last) + 1.0);
        let air = if width > 480.0 { AIR_PX.1 } else { AIR_PX.0 };
        let room = (width - AIR_PX.0 - air).max(40.0);
        let day_px = (room / (last - first).max(1.0)).min(WIDEST_PX / 2.0);
        // What needs less room than there is stands in the middle of it.
        let left = AIR_PX.0 + (room - (last - first) * day_px).max(0.0) / 2.0;
        Self { first: first - left / day_px, day_px }
    }

    pub fn x(self, day: f64) -> f64 {
        (day - self.first) * self.day_px
    }

    pub fn day(self, x: f64) -> f64 {
        self.first + x / self.day_px
    }

    /// Moved by so many points.
    pub fn moved(self, px: f64) -> Self {
        Self { first: self.first - px / self.day_px, ..self }
    }

    /// Wider or narrower by a factor, so that the day at `x` stays there; never far beyond `whole`.
    pub fn zoomed(self, x: f64, factor: f64, whole: Self) -> Self {
        let day_px = (self.day_px * factor).clamp((whole.day_px / OUT).min(WIDEST_PX / OUT), WIDEST_PX);
        let day = self.day(x);
        Self { first: day - x / day_px, day_px }
    }

    /// Moved as little as possible so that a day is in sight, with some air.
    pub fn showing(self, day: f64, width: f64) -> Self {
        let x = self.x(day);
        let air = (width * 0.12).min(80.0);
        if x < air {
            self.moved(air - x)
        } else if x > width - air {
            self.moved(width - air - x)
        } else {
            self
        }
    }

    /// Brought back where nothing of the whole would be in sight.
    pub fn kept(self, (first, last): (NaiveDate, NaiveDate), width: f64) -> Self {
        let (left, right) = (self.x(number(first)), self.x(number(last) + 1.0));
        let edge = 24.0_f64.min(width / 2.0);
        if right < edge {
            self.moved(edge - right)
        } else if left > width - edge {
            self.moved(width - edge - left)
        } else {
            self
        }
    }

    /// The days in sight, both inclusive; of those at the edges, those of which most is seen. `None`: beyond the
    /// calendar.
    pub fn days(self, from_x: f64, to_x: f64) -> Option<(NaiveDate, NaiveDate)> {
        let (from, to) = (from_x.min(to_x), from_x.max(to_x));
        let first = self.day(from).round();
        let last = (self.day(to).round() - 1.0).max(first);
        Some((calendar(first)?, calendar(last)?))
    }
}

/// A day as a number.
pub(super) fn number(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

/// The day that a number lies in; `None`: beyond the calendar.
pub(super) fn calendar(day: f64) -> Option<NaiveDate> {
    #[expect(clippy::cast_possible_truncation, reason = "a number that is too large saturates, and is no day")]
    NaiveDate::from_num_days_from_ce_opt(day.floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn zooming_keeps_the_day_below_the_pointer() {
        let year = (day("2025-01-01"), day("2025-12-31"));
        let whole = Span::fitting(year, 800.0);
        assert!(whole.x(number(year.0)) >= 0.0 && whole.x(number(year.1) + 1.0) <= 800.0);
        let under = whole.day(300.0);
        let near = (0..60).fold(whole, |span, _| span.zoomed(300.0, 1.3, whole));
        assert!((near.day(300.0) - under).abs() < 1e-6 && near.day_px <= WIDEST_PX);
        let far = (0..60).fold(near, |span, _| span.zoomed(300.0, 0.7, whole));
        assert!((far.day(300.0) - under).abs() < 1e-6 && far.day_px >= whole.day_px / OUT - 1e-9);
    }

    #[test]
    fn what_is_in_sight_is_whole_days() {
        let span = Span { first: number(day("2025-03-10")), day_px: 10.0 };
        assert_eq!(span.days(34.0, 2.0), Some((day("2025-03-10"), day("2025-03-12"))));
        assert_eq!(span.days(21.0, 22.0), Some((day("2025-03-12"), day("2025-03-12"))), "never less than a day");
        let gone = span.moved(-10_000.0).kept((day("2025-03-10"), day("2025-03-20")), 400.0);
        assert!(gone.x(number(day("2025-03-20"))) > 0.0);
        assert!((span.showing(number(day("2026-01-01")), 400.0).x(number(day("2026-01-01"))) - 352.0).abs() < 1e-6);
    }
}
