//! Where the parts of a chart are, in the units of its axes: bars stacked, side by side or as shares, or points of
//! lines. One place decides it for drawing, for the pointer and for the keyboard.

use crate::model::{Arranged, Drawn};
use crate::query::series::Activity;

/// Share of a bin's width that its bar fills.
const WIDTH: f64 = 0.66;

/// A bar among others is at most so thin a part of its bin's width that this many would fit.
const LEAST_SLOTS: usize = 3;

/// A part of a bar, or a point of a line with `low` and `high` alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    /// The bin, counted from 0.
    pub bin: usize,
    /// The series, counted from 0.
    pub series: usize,
    /// From here along the time axis: bins are 1 wide and stand on whole numbers.
    pub left: f64,
    /// To here.
    pub right: f64,
    /// From here on the axis of the amounts.
    pub low: f64,
    /// To here.
    pub high: f64,
}

/// The parts of a bin that hold something, from below; of lines a point for every series, also at 0.
pub(super) fn of_bin(figures: &Activity, bin: usize) -> Vec<Part> {
    let spec = &figures.spec;
    let amount = |series: usize| figures.series.get(series)?.cells.get(bin).map(|cell| cell.amount);
    let amounts: Vec<f64> = (0..figures.series.len()).filter_map(amount).collect();
    let whole: f64 = amounts.iter().sum();
    let scaled = |amount: f64| match spec.arranged {
        Arranged::Share if whole > 0.0 => 100.0 * amount / whole,
        _ => amount,
    };
    let centre = length(bin);
    if spec.drawn == Drawn::Lines {
        let point = |(series, amount): (usize, &f64)| {
            let height = scaled(*amount);
            Part { bin, series, left: centre, right: centre, low: height, high: height }
        };
        return amounts.iter().enumerate().map(point).collect();
    }
    let mut parts = Vec::new();
    let mut base = 0.0;
    // Side by side only what is there has room: of twelve series a month has three.
    let there = amounts.iter().filter(|amount| **amount > 0.0).count();
    let slot = WIDTH / length(there.max(LEAST_SLOTS));
    let first = centre - slot * length(there) / 2.0;
    for (series, amount) in amounts.iter().enumerate().filter(|(_, amount)| **amount > 0.0) {
        let height = scaled(*amount);
        let (left, right, low) = match spec.arranged {
            Arranged::Grouped => {
                let left = first + slot * length(parts.len());
                (left, left + slot, 0.0)
            }
            Arranged::Stacked | Arranged::Share => (centre - WIDTH / 2.0, centre + WIDTH / 2.0, base),
        };
        base += height;
        parts.push(Part { bin, series, left, right, low, high: low + height });
    }
    parts
}

/// The part that is meant by a place: the one that it lies in, or of lines the point that is nearest within `reach`
/// units of the upright axis.
pub(super) fn at(figures: &Activity, x: f64, y: f64, reach: f64) -> Option<Part> {
    let bin = index(x.round()).filter(|bin| *bin < figures.bins.len())?;
    let parts = of_bin(figures, bin);
    if figures.spec.drawn == Drawn::Lines {
        let away = |part: &Part| (part.high - y).abs();
        return parts.into_iter().filter(|part| away(part) <= reach).min_by(|a, b| away(a).total_cmp(&away(b)));
    }
    parts.into_iter().find(|part| (part.left..part.right).contains(&x) && (part.low..part.high).contains(&y))
}

/// The least part that holds all of a bin; `None` if it is empty.
pub(super) fn whole(figures: &Activity, bin: usize) -> Option<Part> {
    of_bin(figures, bin).into_iter().reduce(|all, part| Part {
        left: all.left.min(part.left),
        right: all.right.max(part.right),
        low: all.low.min(part.low),
        high: all.high.max(part.high),
        ..all
    })
}

/// The height that the upright axis has to show; at least 4, so that one event is no tower.
pub(super) fn highest(figures: &Activity) -> f64 {
    let parts = (0..figures.bins.len()).flat_map(|bin| of_bin(figures, bin));
    parts.map(|part| part.high).fold(4.0, f64::max)
}

/// A whole number that is not negative, as a place in a list.
pub(super) fn index(value: f64) -> Option<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
    ((0.0..1e7).contains(&value) && value.fract().abs() < 1e-6).then_some(value as usize)
}

/// A count as a length.
pub(super) fn length(number: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    let number = number as f64;
    number
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::model::{ChartSpec, SplitBy};
    use crate::project::testing::World;
    use crate::query::series::activity;

    /// Two visits and a raid in one month.
    fn figures(arranged: Arranged, drawn: Drawn) -> Activity {
        let mut world = World::new();
        let (visit, raid) = (world.event_type("Visit"), world.event_type("Raid"));
        for (title, kind) in [("One", visit), ("Two", visit), ("Three", raid)] {
            world.event(title, "2025-03-10", Some(kind), &[]);
        }
        let spec = ChartSpec { split: Some(SplitBy::Type), arranged, drawn, ..ChartSpec::default() };
        activity(&world.project, &spec).expect("figures")
    }

    fn heights(arranged: Arranged, drawn: Drawn) -> Vec<(f64, f64)> {
        of_bin(&figures(arranged, drawn), 0).iter().map(|part| (part.low, part.high)).collect()
    }

    #[test]
    fn parts_stand_on_each_other_side_by_side_or_fill_a_hundred() {
        let mut stacked = heights(Arranged::Stacked, Drawn::Bars);
        stacked.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!((stacked[0].0, stacked[1].1), (0.0, 3.0));
        assert!((stacked[0].1 - stacked[1].0).abs() < 1e-9, "without a gap");
        let grouped = heights(Arranged::Grouped, Drawn::Bars);
        assert!(grouped.iter().all(|part| part.0 == 0.0) && grouped.iter().any(|part| part.1 == 2.0));
        let share = heights(Arranged::Share, Drawn::Bars);
        assert!((share.iter().map(|part| part.1).fold(0.0, f64::max) - 100.0).abs() < 1e-9);
        assert!(heights(Arranged::Stacked, Drawn::Lines).iter().all(|part| part.0 == part.1));
    }

    #[test]
    fn a_place_means_the_part_that_it_lies_in_or_the_nearest_point() {
        let grouped = figures(Arranged::Grouped, Drawn::Bars);
        for part in of_bin(&grouped, 0) {
            let found = at(&grouped, f64::midpoint(part.left, part.right), part.high / 2.0, 0.0).expect("a part");
            assert_eq!(found.series, part.series);
        }
        assert_eq!(at(&grouped, 0.45, 0.5, 0.0), None, "between the bars");
        let lines = figures(Arranged::Stacked, Drawn::Lines);
        let point = of_bin(&lines, 0)[1];
        assert_eq!(at(&lines, 0.2, point.high + 0.1, 0.2).map(|part| part.series), Some(1));
        assert_eq!(at(&lines, 0.2, 40.0, 0.2), None);
        assert_eq!(whole(&grouped, 0).map(|part| part.high), Some(2.0));
        assert_eq!(whole(&grouped, 7), None);
    }
}
