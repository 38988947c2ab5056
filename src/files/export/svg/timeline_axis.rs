//! The dates below a timeline, on which time passes evenly, and the lines at the beginning of years or months.

use super::timeline::{HEAD_PX, Plot};
use super::words::width_px;
use super::{TICK_PX, put, px};
use crate::query::calendar::Bin;
use crate::query::ticks::{Tick, even_ticks};
use chrono::{Datelike, NaiveDate};

/// So far a label may reach over an end of the axis: into the margin, or towards the legend.
const OVER_PX: f64 = 20.0;

impl Plot<'_> {
    pub(super) fn dates(&self, svg: &mut String) {
        let area = self.frame.plot;
        let day = |x: f64| {
            let day = self.first + (x - area.left) / self.day_px;
            #[expect(clippy::cast_possible_truncation, reason = "a day of the calendar")]
            NaiveDate::from_num_days_from_ce_opt(day.floor() as i32)
        };
        let Some(ends) = day(area.left).zip(day(area.right)) else { return };
        let (bins, ticks) = even_ticks(ends, self.day_px, |label| width_px(label, TICK_PX));
        let lower = ticks.iter().filter(|tick| tick.lower.is_some()).filter_map(|tick| bins.get(tick.bin));
        // Up to where the lower labels have room, each in its turn.
        let mut ends = lower.skip(1).map(|bin| self.start(bin) - 6.0).collect::<Vec<_>>().into_iter();
        for tick in &ticks {
            let Some(bin) = bins.get(tick.bin) else { continue };
            let (left, right) = self.upper(svg, tick, bin);
            let Some(label) = &tick.lower else { continue };
            // The line would cut through an upper label that is wider than its bin.
            let crosses = tick.upper.as_ref().is_some_and(|upper| width_px(upper, TICK_PX) + 4.0 > right - left);
            let begins_before = left < area.left;
            let left = left.max(area.left);
            let room = ends.next().unwrap_or(area.right + OVER_PX) - left;
            let has_room = 5.0 + width_px(label, TICK_PX) <= room;
            // A line at the edge that is not named would be taken for the beginning of something.
            if begins_before && !has_room {
                continue;
            }
            put(
                svg,
                format_args!(
                    "<path d=\"M{0} {1}V{2}\" stroke=\"{3}\"/>\n<path d=\"M{0} {6}V{4}\" stroke=\"{5}\"/>\n",
                    px(left),
                    px(area.top + HEAD_PX),
                    px(area.bottom),
                    self.frame.paper.line,
                    px(area.bottom + 36.0),
                    self.frame.paper.baseline,
                    px(if crosses { area.bottom + 23.0 } else { area.bottom })
                ),
            );
            if has_room {
                self.date(svg, left + 5.0, area.bottom + 34.0, label, "start\" font-weight=\"600");
            }
        }
    }

    /// Writes the upper label of a tick, if it has one that lies on the axis; says where its bin lies, also beyond the
    /// edges: a label in the middle of what is in sight would say another day.
    fn upper(&self, svg: &mut String, tick: &Tick, bin: &Bin) -> (f64, f64) {
        let area = self.frame.plot;
        let days = (bin.last - bin.first).num_days() as f64 + 1.0;
        let (left, right) = (self.start(bin), self.start(bin) + days * self.day_px);
        let middle = f64::midpoint(left, right);
        let is_on_axis = |label: &&String| {
            let half = width_px(label, TICK_PX) / 2.0;
            let is_inside = (area.left..=area.right).contains(&middle);
            is_inside && middle - half >= area.left - OVER_PX && middle + half <= area.right + OVER_PX
        };
        if let Some(label) = tick.upper.as_ref().filter(is_on_axis) {
            self.date(svg, middle, area.bottom + 17.0, label, "middle\" font-weight=\"400");
        }
        (left, right)
    }

    fn start(&self, bin: &Bin) -> f64 {
        self.frame.plot.left + (f64::from(bin.first.num_days_from_ce()) - self.first) * self.day_px
    }

    fn date(&self, svg: &mut String, x: f64, y: f64, label: &str, how: &str) {
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"{how}\" fill=\"{}\">{label}</text>\n",
                px(x),
                px(y),
                self.frame.paper.weak
            ),
        );
    }
}
