//! Publication lag as a picture: a row for each outlet, a dot for each number of days, a line at the median.

use super::frame::{Contents, Frame};
use super::words::{self, escaped, fitted, number, width_px};
use super::{SvgStyle, TEXT_PX, TICK_PX, put, px, real};
use crate::base::number::{counted, thousands};
use crate::model::{ChartSpec, Step};
use crate::query::lag::{Lags, NAMED_DAYS, OutletLag, place};

/// Height of an outlet.
const OUTLET_PX: f64 = 28.0;
/// So many have room on a page; how many are left out is said.
const MOST: usize = 40;
/// Width of the names.
const NAMES_PX: f64 = 180.0;
/// Width of the numbers at the right.
const NUMBERS_PX: f64 = 150.0;
const DOT: &str = "#0072B2";

/// The lags as a complete SVG file; title and caption are those of `spec`.
#[must_use]
pub fn lag_svg(lags: &Lags, spec: &ChartSpec, style: &SvgStyle) -> String {
    let shown = lags.outlets.get(..MOST.min(lags.outlets.len())).unwrap_or_default();
    let words = words::of_lags(lags, shown.len(), spec, style);
    let contents = Contents {
        words,
        step: Step::Year,
        bins: &[],
        ticks: Vec::new(),
        sign: "",
        entries: Vec::new(),
        lanes: 0,
        key: format!("{lags:?}{spec:?}"),
    };
    let mut frame = Frame::new(contents, style);
    let needed = frame.plot.top + OUTLET_PX * real(shown.len()) - frame.plot.bottom;
    frame.height += needed;
    frame.plot.bottom += needed;
    let plot = Plot::of(frame, lags);
    let mut svg = String::new();
    plot.frame.open(&mut svg, "");
    plot.frame.heading(&mut svg);
    if shown.is_empty() {
        plot.frame.nothing(&mut svg, "Nothing to show: no event and report that are both dated to the day");
    } else {
        plot.days(&mut svg);
        for (at, of) in shown.iter().enumerate() {
            plot.outlet(&mut svg, at, of);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

struct Plot<'a> {
    frame: Frame<'a>,
    /// The least and the most days, 0 among them.
    shown: (i64, i64),
    left: f64,
    right: f64,
}

impl<'a> Plot<'a> {
    fn of(frame: Frame<'a>, lags: &Lags) -> Self {
        let least = lags.outlets.iter().map(|of| of.least_days).fold(0, i64::min);
        let most = lags.outlets.iter().map(|of| of.most_days).fold(7, i64::max);
        let left = frame.plot.left + NAMES_PX.min(frame.width * 0.3);
        let right = frame.plot.right - if frame.width < 560.0 { 8.0 } else { NUMBERS_PX };
        Self { frame, shown: (least, most), left, right }
    }

    fn x(&self, days: f64) -> f64 {
        let (low, high) = (place(self.shown.0 as f64), place(self.shown.1 as f64));
        self.left + (self.right - self.left) * (place(days) - low) / (high - low)
    }

    /// Lines at days that have a name; those nearest to 0 keep it where two would touch.
    fn days(&self, svg: &mut String) {
        let mut named: Vec<i64> =
            NAMED_DAYS.into_iter().filter(|days| (self.shown.0..=self.shown.1).contains(days)).collect();
        named.sort_by_key(|days| (days.abs(), *days));
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let (top, bottom, paper) = (px(self.frame.plot.top), px(self.frame.plot.bottom), self.frame.paper);
        for days in named {
            let x = self.x(days as f64);
            let line = if days == 0 { paper.baseline } else { paper.line };
            put(svg, format_args!("<path d=\"M{} {top}V{bottom}\" stroke=\"{line}\"/>\n", px(x)));
            let words = if days == 0 { "same day".to_owned() } else { in_words(days as f64) };
            let half = width_px(&words, TICK_PX) / 2.0 + 4.0;
            if taken.iter().all(|(from, to)| x + half < *from || *to < x - half) {
                taken.push((x - half, x + half));
                put(
                    svg,
                    format_args!(
                        "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{}\">{words}</text>\n",
                        px(x),
                        px(self.frame.plot.bottom + 16.0),
                        paper.weak
                    ),
                );
            }
        }
    }

    fn outlet(&self, svg: &mut String, at: usize, of: &OutletLag) {
        let middle = self.frame.plot.top + OUTLET_PX * (real(at) + 0.5);
        let name = if of.outlet.is_empty() { "No outlet" } else { &of.outlet };
        let paper = self.frame.paper;
        let baseline = px(middle + 4.0);
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{baseline}\" font-size=\"{TEXT_PX}\" fill=\"{}\">{}</text>\n",
                px(self.frame.plot.left - 10.0),
                paper.text,
                escaped(&fitted(name, self.left - self.frame.plot.left - 6.0, TEXT_PX))
            ),
        );
        let median = px(self.x(of.median_days));
        let (from, to) = (px(middle - 9.0), px(middle + 9.0));
        put(svg, format_args!("<path d=\"M{median} {from}V{to}\" stroke=\"{}\" stroke-width=\"2\"/>\n", paper.text));
        for spot in of.spots() {
            let radius = (3.0 * real(spot.reports.len()).sqrt()).min(9.0);
            let said = format!("{name}: {}, {}", in_words(spot.days as f64), counted(spot.reports.len(), "report"));
            put(
                svg,
                format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{DOT}\" fill-opacity=\"0.55\" stroke=\"{DOT}\"><title>{}</title></circle>\n",
                    px(self.x(spot.days as f64)),
                    px(middle),
                    px(radius),
                    escaped(&said)
                ),
            );
        }
        if self.right < self.frame.plot.right - 100.0 {
            let words = format!("median {} · n = {}", in_words(of.median_days), thousands(of.reports.len()));
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{baseline}\" font-size=\"{TICK_PX}\" text-anchor=\"end\" fill=\"{}\">{words}</text>\n",
                    px(self.frame.plot.right),
                    paper.weak
                ),
            );
        }
    }
}

/// “3 days”, “1 day before”.
fn in_words(days: f64) -> String {
    let unit = if (days.abs() - 1.0).abs() < 1e-9 { "day" } else { "days" };
    let before = if days < 0.0 { " before" } else { "" };
    format!("{} {unit}{before}", number(days.abs()))
}
