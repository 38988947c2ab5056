//! What stands above the bars: bands of what goes on, each in a lane where it meets no other.

use super::frame::Frame;
use super::words::{escaped, fitted};
use super::{TICK_PX, put, px, real};
use crate::query::Bin;
use crate::query::series::Band;
use chrono::NaiveDate;

/// Height of a lane.
pub(super) const LANE_PX: f64 = 17.0;

/// More lanes would crowd out the chart; what finds no place in them is counted in the remarks alone.
const MOST_LANES: usize = 4;

/// A band as it lies on the axis, in bins from its left edge.
struct Laid<'b> {
    band: &'b Band,
    lane: usize,
    from: f64,
    to: f64,
}

/// How many lanes bands need.
pub(super) fn lanes(bins: &[Bin], bands: &[Band]) -> usize {
    laid(bins, bands).iter().map(|band| band.lane + 1).max().unwrap_or(0)
}

fn laid<'b>(bins: &[Bin], bands: &'b [Band]) -> Vec<Laid<'b>> {
    let mut ends = [f64::MIN; MOST_LANES];
    let mut all = Vec::new();
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return all };
    for band in bands {
        let (from, to) = (band.from.unwrap_or(NaiveDate::MIN), band.to.unwrap_or(NaiveDate::MAX));
        if from > last.last || to < first.first {
            continue;
        }
        let (from, to) = (place(bins, from), place(bins, to));
        // A gap of two hundredths of the axis keeps labels and ends apart.
        let gap = real(bins.len()) * 0.02;
        let Some(lane) = ends.iter().position(|end| *end <= from) else { continue };
        if let Some(end) = ends.get_mut(lane) {
            *end = to + gap;
        }
        all.push(Laid { band, lane, from, to });
    }
    all
}

/// Where a day lies on the axis, in bins.
fn place(bins: &[Bin], day: NaiveDate) -> f64 {
    let at = bins.partition_point(|bin| bin.last < day);
    let Some(bin) = bins.get(at) else { return real(bins.len()) };
    if day <= bin.first {
        return real(at);
    }
    let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days() as f64;
    real(at) + days(bin.first, day) / (days(bin.first, bin.last) + 1.0)
}

impl Frame<'_> {
    /// Draws the bands; an end that is open points outwards.
    pub(super) fn bands(&self, svg: &mut String, bands: &[Band]) {
        for laid in laid(self.bins, bands) {
            self.band(svg, &laid);
        }
    }

    fn band(&self, svg: &mut String, laid: &Laid<'_>) {
        let x = |bins: f64| self.plot.left + self.slot_px() * bins;
        let (left, right) = (x(laid.from), x(laid.to).max(x(laid.from) + 3.0));
        // The number of the highest bar stands between it and them.
        let top = self.plot.top - LANE_PX * real(self.lanes - laid.lane) - 13.0;
        let (bottom, middle) = (top + LANE_PX - 4.0, top + (LANE_PX - 4.0) / 2.0);
        let start =
            if laid.band.from.is_none() { format!("L{} {}", px(left - 5.0), px(middle)) } else { String::new() };
        let end = if laid.band.to.is_none() { format!("L{} {}", px(right + 5.0), px(middle)) } else { String::new() };
        let title = format!("{} ({})", laid.band.label, laid.band.status);
        let (left_px, right_px, top_px, bottom_px) = (px(left), px(right), px(top), px(bottom));
        put(
            svg,
            format_args!(
                "<path d=\"M{left_px} {top_px}L{right_px} {top_px}{end}L{right_px} {bottom_px}L{left_px} {bottom_px}{start}Z\" \
                 fill=\"{}\" stroke=\"{}\" stroke-dasharray=\"3 2\"><title>{}</title></path>\n",
                self.paper.line,
                self.paper.baseline,
                escaped(&title)
            ),
        );
        let label = fitted(&laid.band.label, (right - left - 8.0).max(0.0), TICK_PX - 1.0);
        if label.chars().count() > 3 {
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\">{}</text>\n",
                    px(left + 4.0),
                    px(middle + 3.5),
                    px(TICK_PX - 1.0),
                    self.paper.text,
                    escaped(&label)
                ),
            );
        }
    }
}
