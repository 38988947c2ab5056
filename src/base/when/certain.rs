//! The days on which a date certainly lies, as opposed to those on which it can lie ([`When::earliest`] and
//! [`When::latest`]): what a timeline draws solid, and where it fades.
//!
//! An approximate or doubtful date is taken as written, as everywhere; [`When::doubtful_ends`] says which end is one.

use super::calendar::calendar_day;
use super::point::{Doubt, Point};
use super::{Choice, Edge, Member, Precision, Shape, When};
use chrono::NaiveDate;

impl When {
    /// The stretches of days, both ends inclusive, on each of which it certainly lies or goes on: the day itself; for an
    /// interval, from the last day on which it can have begun to the first on which it can have ended; for a set of
    /// which all are meant, those of each member. An open end is the end of the calendar on that side.
    ///
    /// None for a month or a season that stands alone, for one of several dates, for an interval with an end that is
    /// unknown, and for one whose ends may be the other way round (`2025-03/2025-03-10`).
    #[must_use]
    pub fn certain(&self) -> Vec<(NaiveDate, NaiveDate)> {
        match &self.0 {
            Shape::Point(point) => point_stretch(point).into_iter().collect(),
            Shape::Moment(day, _) => vec![(*day, *day)],
            Shape::Span(from, to) => {
                let from = edge(from, NaiveDate::MIN, Point::last);
                let to = edge(to, NaiveDate::MAX, Point::first);
                from.zip(to).filter(|(from, to)| from <= to).into_iter().collect()
            }
            Shape::Set(Choice::All, members) => members.iter().filter_map(member).collect(),
            Shape::Set(Choice::One, members) => match members.as_slice() {
                [only] => member(only).into_iter().collect(),
                _ => Vec::new(),
            },
        }
    }

    /// Whether its beginning and its end are approximate or uncertain (`~`, `?`, `%`) or not known at all. Of a date
    /// that stands alone, and of a set, both are if any part is.
    #[must_use]
    pub fn doubtful_ends(&self) -> (bool, bool) {
        let doubtful = |point: &Point| point.doubts.any(|doubt| doubt != Doubt::None);
        let end = |edge: &Edge| match edge {
            Edge::Unknown => true,
            Edge::Open => false,
            Edge::At(point) => doubtful(point),
        };
        if let Shape::Span(from, to) = &self.0 {
            return (end(from), end(to));
        }
        let any = self.points().any(doubtful);
        (any, any)
    }
}

/// The day that it is; `None` if it is coarser.
fn point_stretch(point: &Point) -> Option<(NaiveDate, NaiveDate)> {
    let day = (point.precision() == Precision::Day).then(|| calendar_day(point.first()))??;
    Some((day, day))
}

fn edge(edge: &Edge, open: NaiveDate, day: fn(&Point) -> super::calendar::Ymd) -> Option<NaiveDate> {
    match edge {
        Edge::Unknown => None,
        Edge::Open => Some(open),
        Edge::At(point) => calendar_day(day(point)),
    }
}

fn member(member: &Member) -> Option<(NaiveDate, NaiveDate)> {
    let days = match member {
        Member::At(point) => return point_stretch(point),
        Member::Range(from, to) => calendar_day(from.last()).zip(calendar_day(to.first())),
        Member::UpTo(point) => calendar_day(point.first()).map(|day| (NaiveDate::MIN, day)),
        Member::From(point) => calendar_day(point.last()).map(|day| (day, NaiveDate::MAX)),
    };
    days.filter(|(from, to)| from <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(date: &str, certain: &str, doubtful: (bool, bool)) {
        let when: When = date.parse().expect(date);
        let word = |day: NaiveDate| match day {
            NaiveDate::MIN | NaiveDate::MAX => "..".to_owned(),
            day => day.to_string(),
        };
        let found: Vec<String> =
            when.certain().into_iter().map(|(from, to)| format!("{}/{}", word(from), word(to))).collect();
        assert_eq!(found.join(" "), certain, "{date}");
        assert_eq!(when.doubtful_ends(), doubtful, "{date}");
        for (from, to) in when.certain() {
            assert!(when.earliest().is_none_or(|first| first <= from), "{date}");
            assert!(when.latest().is_none_or(|last| to <= last), "{date}");
        }
    }

    #[test]
    fn what_is_certain_of_a_date() {
        let sure = (false, false);
        check("2025-03-10", "2025-03-10/2025-03-10", sure);
        check("2025-03-10T23:20:30", "2025-03-10/2025-03-10", sure);
        check("2025-03", "", sure);
        check("2025-01/2025-03", "2025-01-31/2025-03-01", sure);
        check("2025-03-10/2025-03-12", "2025-03-10/2025-03-12", sure);
        check("2025-03/2025-03-10", "", sure);
        check("2002/..", "2002-12-31/..", sure);
        check("../2002", "../2002-01-01", sure);
        check("2002/", "", (false, true));
        check("2019~/2025-03-10", "2019-12-31/2025-03-10", (true, false));
        check("2025-03-10?", "2025-03-10/2025-03-10", (true, true));
        check("[2025-03-10,2025-03-12]", "", sure);
        check("{2025-03-10,2025-03-12..2025-03-14}", "2025-03-10/2025-03-10 2025-03-12/2025-03-14", sure);
    }
}
