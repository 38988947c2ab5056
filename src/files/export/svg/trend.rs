//! A trend as a picture: one line a series, its curves, the number of events of each bin, and what the tests say.

use super::beside::LANE_PX;
use super::frame::{Contents, Entry, Frame, Swatch};
use super::words::{self, escaped, number, width_px};
use super::{SvgStyle, TICK_PX, axis, lines, put, px, real};
use crate::query::trend::{Line, Trend};

/// Okabe and Ito's palette, the colours best told apart first.
const COLOURS: [&str; 6] = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9"];

/// The trend as a complete SVG file.
#[must_use]
pub fn trend_svg(trend: &Trend, style: &SvgStyle) -> String {
    let plot = Plot::new(trend, style);
    let mut svg = String::new();
    plot.frame.open(&mut svg, "");
    plot.frame.heading(&mut svg);
    let is_empty = trend.lines.iter().all(|line| line.events == 0);
    if trend.bins.is_empty() || is_empty {
        plot.frame.nothing(&mut svg, "Nothing to show: no dated event with a weight goes through the filter");
    } else {
        plot.frame.grid(&mut svg);
        plot.frame.dates(&mut svg);
        for (at, line) in trend.lines.iter().enumerate() {
            plot.line(&mut svg, at, line);
        }
        plot.numbers(&mut svg);
        plot.frame.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

struct Plot<'a> {
    trend: &'a Trend,
    frame: Frame<'a>,
}

impl<'a> Plot<'a> {
    fn new(trend: &'a Trend, style: &SvgStyle) -> Self {
        let values = trend.lines.iter().flat_map(|line| (0..trend.bins.len()).filter_map(|bin| line.drawn(bin)));
        let (low, high) = values.fold((0.0, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)));
        let most = if style.height < 320 { 4 } else { 6 };
        let entries =
            trend.lines.iter().enumerate().flat_map(|(at, line)| entries((at, trend.lines.len()), line)).collect();
        let contents = Contents {
            words: words::of_trend(trend, style),
            step: trend.spec.by,
            bins: &trend.bins,
            ticks: axis::value_ticks(low, high, most, axis::Numbers::Any),
            sign: "",
            entries,
            lanes: trend.lines.len(),
            key: format!("{trend:?}"),
        };
        Self { trend, frame: Frame::new(contents, style) }
    }

    fn line(&self, svg: &mut String, at: usize, line: &Line) {
        let colour = colour(at);
        let point = |(place, value): (usize, Option<f64>)| Some((self.frame.x(place), self.frame.y(value?)));
        let points: Vec<_> = (0..line.points.len()).map(|bin| point((bin, line.drawn(bin)))).collect();
        put(svg, format_args!("<path d=\"{}\" {}/>\n", lines::path(&points), stroke(at, 2.0)));
        for (place, ((point, figures), bin)) in points.iter().zip(&line.points).zip(&self.trend.bins).enumerate() {
            let Some((x, y)) = point else { continue };
            let mean = figures.mean().map_or_else(String::new, |mean| format!(", mean {}", number(mean)));
            let total = line.drawn(place).filter(|_| line.is_cumulative);
            let total = total.map_or_else(String::new, |total| format!("running total {}, ", number(total)));
            let label = format!(
                "{} · {}: {total}sum {}{mean}, n = {}",
                bin.label,
                line.name,
                number(figures.sum),
                number(figures.n)
            );
            put(
                svg,
                format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"2.5\" fill=\"{colour}\"><title>{}</title></circle>\n",
                    px(*x),
                    px(*y),
                    escaped(&label)
                ),
            );
        }
        if line.is_cumulative {
            return;
        }
        if let Some(average) = &line.average {
            self.curve(svg, line, average.averages.iter().map(|average| average.value), (colour, "6 2"));
        }
        if let Some(Ok(curve)) = &line.lowess {
            self.curve(svg, line, curve.values.iter().copied(), (colour, "2 2"));
        }
        if let Ok(tested) = &line.trend {
            let along = line.known.iter().map(|bin| tested.line_at(*bin));
            self.curve(svg, line, along, (sen(self.frame.paper.weak, self.trend.lines.len(), at), "10 4"));
        }
    }

    fn curve(&self, svg: &mut String, line: &Line, values: impl Iterator<Item = f64>, (colour, dash): (&str, &str)) {
        let points: Vec<_> = line
            .known
            .iter()
            .zip(values)
            .map(|(place, value)| Some((self.frame.x(*place), self.inside(value))))
            .collect();
        put(
            svg,
            format_args!(
                "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-dasharray=\"{dash}\"/>\n",
                lines::path(&points)
            ),
        );
    }

    /// A line that leaves the axis is led along its edge.
    fn inside(&self, value: f64) -> f64 {
        self.frame.y(value).clamp(self.frame.plot.top, self.frame.plot.bottom)
    }

    /// The number of events of each bin, a row for each line above the plot: a mean is nothing without it. Where numbers
    /// find no room they are columns, and the row says how many the highest stands for.
    fn numbers(&self, svg: &mut String) {
        let points = || self.trend.lines.iter().flat_map(|line| &line.points);
        let widest = points().map(|point| width_px(&number(point.n), TICK_PX)).fold(0.0, f64::max);
        let is_written = widest + 3.0 <= self.frame.slot_px();
        for (at, line) in self.trend.lines.iter().enumerate() {
            let bottom = self.frame.plot.top - 10.0 - LANE_PX * real(self.trend.lines.len() - 1 - at);
            let most = line.points.iter().map(|point| point.n).fold(0.0, f64::max);
            let said = if is_written || most <= 0.0 { "n".to_owned() } else { format!("n ≤ {}", number(most)) };
            let right = (self.frame.plot.left - 8.0).max(width_px(&said, TICK_PX - 1.0) + 3.0);
            self.small(svg, (right, bottom - 2.0), "end", &said);
            let (left, right) = (px(self.frame.plot.left), px(self.frame.plot.right));
            let stroke = stroke(at, 1.0);
            put(svg, format_args!("<path d=\"M{left} {}H{right}\" {stroke}/>\n", px(bottom)));
            for (place, point) in line.points.iter().enumerate().filter(|(_, point)| point.n > 0.0) {
                if is_written {
                    self.small(svg, (self.frame.x(place), bottom - 2.0), "middle", &number(point.n));
                } else {
                    let height = (point.n / most * (LANE_PX - 5.0)).max(1.0);
                    self.column(svg, (place, at), (bottom, height), point.n);
                }
            }
        }
    }

    fn small(&self, svg: &mut String, (x, y): (f64, f64), anchor: &str, said: &str) {
        let (x, y, size, weak) = (px(x), px(y), px(TICK_PX - 1.0), self.frame.paper.weak);
        put(
            svg,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{weak}\">{said}</text>\n"
            ),
        );
    }

    fn column(&self, svg: &mut String, (place, line): (usize, usize), (bottom, height): (f64, f64), n: f64) {
        let width = (self.frame.slot_px() * 0.7).clamp(0.5, 8.0);
        let bin = self.trend.bins.get(place).map_or("", |bin| &bin.label);
        put(
            svg,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"><title>{}: n = {}</title></rect>\n",
                px(self.frame.x(place) - width / 2.0),
                px(bottom - height),
                px(width),
                px(height),
                colour(line),
                escaped(bin),
                number(n)
            ),
        );
    }
}

/// The colour of the straight line through a line: its own where there are several.
fn sen(weak: &'static str, lines: usize, at: usize) -> &'static str {
    if lines > 1 { colour(at) } else { weak }
}

/// Lines of one colour are dashed in other ways.
fn stroke(at: usize, width: f64) -> String {
    lines::stroke(colour(at), at + at / COLOURS.len(), width)
}

fn colour(at: usize) -> &'static str {
    COLOURS.get(at % COLOURS.len()).copied().unwrap_or_default()
}

fn entries((at, lines): (usize, usize), line: &Line) -> Vec<Entry> {
    let colour = colour(at);
    let thin = |name: &str, colour: &str, dash: &str| Entry {
        name: name.to_owned(),
        value: String::new(),
        swatch: Swatch::Line(format!(
            "fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dash}\""
        )),
    };
    let mut all = vec![Entry {
        name: line.name.clone(),
        value: format!("n = {}", crate::base::number::thousands(line.events)),
        swatch: Swatch::Line(stroke(at, 2.0)),
    }];
    if line.is_cumulative {
        return all;
    }
    all.extend(line.average.as_ref().map(|of| thin(&format!("Mean of {}", of.window), colour, "6 2")));
    all.extend(line.lowess.as_ref().filter(|curve| curve.is_ok()).map(|_| thin("LOWESS", colour, "2 2")));
    all.extend(line.trend.as_ref().ok().map(|_| thin("Sen’s line", sen(super::ink::LIGHT.weak, lines, at), "10 4")));
    all
}
