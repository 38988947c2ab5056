//! Zooming a chart of bins: where the bars in sight become few the step becomes narrower, where they become many it
//! becomes wider, and the days in sight stay the same.
//!
//! The axis of the plot counts bins; days are counted here, so that they can be found again among other bins.

use super::parts::length;
use crate::model::Step;
use crate::query::Bin;
use crate::query::calendar::about_bins;
use crate::query::series::MAX_BINS;
use chrono::{Datelike, NaiveDate};
use egui::{Response, Ui};
use egui_plot::PlotBounds;
use std::ops::RangeInclusive;

/// Fewer bins in sight than this, and the next narrower step shows more.
const FEW: f64 = 6.0;

/// More bins in sight than this, and the next wider step shows as much.
const MANY: f64 = 120.0;

/// The days in sight, as they were shown last.
#[derive(Debug, Default)]
pub(super) struct Zoom {
    seen: Option<(Axis, InSight)>,
}

/// Which bins there are.
type Axis = (Step, Option<NaiveDate>, usize);

fn axis(step: Step, bins: &[Bin]) -> Axis {
    (step, bins.first().map(|bin| bin.first), bins.len())
}

/// Days, counted from the beginning of the calendar, with parts of them.
type Days = (f64, f64);

/// What of an axis is in sight.
#[derive(Clone, Copy, Debug)]
enum InSight {
    Everything,
    Days(Days),
}

impl Zoom {
    /// Where the axis is to be set, in bins, because they are others than before; `None`: it stays. Where everything was
    /// in sight, or nothing of what was in sight is left, everything is shown.
    pub fn moved(&mut self, step: Step, bins: &[Bin]) -> Option<RangeInclusive<f64>> {
        let (before, in_sight) = self.seen?;
        if before == axis(step, bins) {
            return None;
        }
        self.seen = None;
        let InSight::Days((from, to)) = in_sight else { return Some(whole(bins)) };
        let range = place(bins, from)?..=place(bins, to)?;
        let is_beside = *range.end() < 0.0 || *range.start() > length(bins.len()) - 1.0;
        Some(if is_beside { whole(bins) } else { range })
    }

    /// Notes what is in sight.
    pub fn note(&mut self, step: Step, bins: &[Bin], bounds: &PlotBounds) {
        let (low, high) = (bounds.min()[0], bounds.max()[0]);
        let whole = whole(bins);
        let is_whole = low <= *whole.start() + 0.01 && high >= *whole.end() - 0.01;
        let days = day(bins, low).zip(day(bins, high)).filter(|_| !is_whole);
        self.seen = Some((axis(step, bins), days.map_or(InSight::Everything, InSight::Days)));
    }
}

/// The axis from the first bin to the last, in bins.
pub(super) fn whole(bins: &[Bin]) -> RangeInclusive<f64> {
    -0.7..=(length(bins.len()) - 0.3).max(5.3)
}

/// The step that somebody zooms to with wheel or fingers; `None`: the one that there is.
pub(super) fn wanted(ui: &Ui, chart: &Response, (step, bins): (Step, &[Bin]), bounds: &PlotBounds) -> Option<Step> {
    let zoomed = ui.input(egui::InputState::zoom_delta);
    if !chart.hovered() {
        return None;
    }
    if zoomed > 1.0 && bounds.width() < FEW {
        return narrower(step, bins);
    }
    (zoomed < 1.0 && bounds.width() > MANY).then(|| wider(step)).flatten()
}

/// The next narrower step, if there are not too many bins of it.
pub(super) fn narrower(step: Step, bins: &[Bin]) -> Option<Step> {
    let narrower = Step::ALL.into_iter().take_while(|other| *other != step).last()?;
    let (first, last) = (bins.first()?.first, bins.last()?.last);
    (about_bins(narrower, first, last) <= MAX_BINS as u64).then_some(narrower)
}

/// The next wider step.
pub(super) fn wider(step: Step) -> Option<Step> {
    Step::ALL.into_iter().skip_while(|other| *other != step).nth(1)
}

/// The day at a place of the axis; beside the bins it goes on with the width of the bin at the edge.
fn day(bins: &[Bin], place: f64) -> Option<f64> {
    let last = bins.len().checked_sub(1)?;
    let at = super::parts::index((place + 0.5).floor().clamp(0.0, length(last)))?;
    let bin = bins.get(at)?;
    Some(number(bin.first) + (place + 0.5 - length(at)) * width(bin))
}

/// The place of a day on the axis.
fn place(bins: &[Bin], day: f64) -> Option<f64> {
    let after = bins.partition_point(|bin| number(bin.last) + 1.0 <= day);
    let at = after.min(bins.len().checked_sub(1)?);
    let bin = bins.get(at)?;
    Some(length(at) - 0.5 + (day - number(bin.first)) / width(bin))
}

fn number(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

/// How many days a bin has.
fn width(bin: &Bin) -> f64 {
    number(bin.last) - number(bin.first) + 1.0
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::query::calendar::bins;

    fn of(step: Step) -> Vec<Bin> {
        let day = |day: &str| day.parse().expect("a day");
        bins(step, day("2024-01-01"), day("2025-12-31"), MAX_BINS)
    }

    #[test]
    fn the_days_in_sight_stay_where_the_step_changes() {
        let (months, weeks) = (of(Step::Month), of(Step::Week));
        let mut zoom = Zoom::default();
        let quarter = PlotBounds::from_min_max([2.5, 0.0], [5.5, 1.0]);
        zoom.note(Step::Month, &months, &quarter);
        assert_eq!(zoom.moved(Step::Month, &months), None);
        let moved = zoom.moved(Step::Week, &weeks).expect("another axis");
        let shown = |place: f64| weeks[super::super::parts::index((place + 0.5).floor()).expect("a bin")].first;
        assert_eq!(shown(*moved.start()).to_string(), "2024-04-01", "a Monday");
        assert_eq!(shown(*moved.end()).to_string(), "2024-07-01");
        assert_eq!(zoom.moved(Step::Month, &months), None, "moved once");
        zoom.note(Step::Month, &months, &quarter);
        let later = &months[18..];
        assert_eq!(zoom.moved(Step::Month, later), Some(whole(later)), "nothing of it is left");
    }

    #[test]
    fn a_whole_axis_stays_whole() {
        let months = of(Step::Month);
        let whole = whole(&months);
        let mut zoom = Zoom::default();
        zoom.note(Step::Month, &months, &PlotBounds::from_min_max([*whole.start(), 0.0], [*whole.end(), 1.0]));
        let fewer = &months[14..18];
        assert_eq!(zoom.moved(Step::Month, fewer), Some(super::whole(fewer)));
    }

    #[test]
    fn days_and_places_are_each_others_inverse_beside_the_bins_too() {
        let months = of(Step::Month);
        for at in [-3.0, -0.5, 0.0, 0.2, 7.9, 23.4, 30.0] {
            let there = day(&months, at).and_then(|day| place(&months, day)).expect("a place");
            assert!((there - at).abs() < 1e-9, "{at}: {there}");
        }
        assert_eq!(day(&[], 1.0), None);
    }

    #[test]
    fn steps_follow_one_another_as_far_as_the_bins_go() {
        assert_eq!(
            (narrower(Step::Month, &of(Step::Month)), wider(Step::Month)),
            (Some(Step::Week), Some(Step::Quarter))
        );
        assert_eq!((narrower(Step::Day, &of(Step::Day)), wider(Step::Year)), (None, None));
        let day = |day: &str| day.parse().expect("a day");
        let long = bins(Step::Week, day("1990-01-01"), day("2020-01-01"), MAX_BINS);
        assert_eq!(narrower(Step::Week, &long), None, "ten thousand days are too many");
    }
}
