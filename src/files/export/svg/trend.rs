//! A trend as a picture: one line a series, its curves, the number of events of each bin, and what the tests say.
//!
//! The plot is the main thing: what is said of several lines stands below it, a row for each, and the picture is as much
//! higher as that needs.

use super::beside::LANE_PX;
use super::frame::{Contents, Entry, Frame, Swatch};
use super::words::{self, escaped, fitted_middle, number, width_px, wrapped};
use super::{MARGIN_PX, SvgStyle, TEXT_PX, TICK_PX, axis, lines, put, px, real};
use crate::model::Colour;
use crate::query::trend::{Line, Trend};

/// The plot takes at least this share of the height that was asked for.
const PLOT_SHARE: f64 = 0.6;
/// A row of what is said of a line.
const FINDING_PX: f64 = 18.0;
/// Where the name of a line stands, behind a piece of it.
const NAME_LEFT_PX: f64 = MARGIN_PX + 28.0;
/// How much wider bold letters are than the estimate, which is of regular ones.
const BOLD: f64 = 1.1;

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
        plot.findings(&mut svg);
        plot.frame.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

struct Plot<'a> {
    trend: &'a Trend,
    frame: Frame<'a>,
    /// What is said of each line, in rows; none if there is only one, of which it is said above the plot.
    findings: Vec<Vec<String>>,
    /// Where those rows begin.
    findings_top: f64,
}

impl<'a> Plot<'a> {
    fn new(trend: &'a Trend, style: &SvgStyle) -> Self {
        let values = trend.lines.iter().flat_map(|line| (0..trend.bins.len()).filter_map(|bin| line.drawn(bin)));
        let (low, high) = values.fold((0.0, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)));
        let most = if style.height < 320 { 4 } else { 6 };
        let weak = if style.dark { super::ink::DARK.weak } else { super::ink::LIGHT.weak };
        let contents = Contents {
            words: words::of_trend(trend, style),
            step: trend.spec.by,
            bins: &trend.bins,
            ticks: axis::value_ticks(low, high, most, axis::Numbers::Any),
            sign: "",
            entries: entries(&trend.lines, weak),
            lanes: trend.lines.len(),
            key: format!("{trend:?}"),
        };
        let mut frame = Frame::new(contents, style);
        let short = f64::from(style.height) * PLOT_SHARE - (frame.plot.bottom - frame.plot.top);
        if short > 0.0 {
            frame.plot.bottom += short;
            frame.height += short;
        }
        let mut plot = Self { trend, findings: Vec::new(), findings_top: frame.height, frame };
        if trend.lines.len() > 1 {
            let room = plot.frame.width - MARGIN_PX - plot.findings_left();
            let step = trend.spec.by.to_string();
            let said = |line: &Line| wrapped(&line.brief(&trend.bins, &step), room);
            plot.findings = trend.lines.iter().map(said).collect();
        }
        let rows = plot.findings.iter().map(|rows| rows.len().max(1)).sum();
        plot.frame.height += FINDING_PX * real(rows) + if rows > 0 { 12.0 } else { 0.0 };
        plot
    }

    /// Where the findings begin, behind the names of their lines.
    fn findings_left(&self) -> f64 {
        let widest = self.trend.lines.iter().map(|line| width_px(&line.name, TEXT_PX)).fold(0.0, f64::max);
        NAME_LEFT_PX + (widest * BOLD).min(self.frame.width * 0.28) + 14.0
    }

    /// What the tests say of each line, behind its name.
    fn findings(&self, svg: &mut String) {
        let (left, mut y) = (self.findings_left(), self.findings_top + 10.0);
        for ((at, line), rows) in self.trend.lines.iter().enumerate().zip(&self.findings) {
            let name = fitted_middle(&line.name, (left - 14.0 - NAME_LEFT_PX) / BOLD, TEXT_PX);
            put(
                svg,
                format_args!(
                    "<path d=\"M{MARGIN_PX} {0}h20\" {1}/>\n<text x=\"{NAME_LEFT_PX}\" y=\"{2}\" font-size=\"{TEXT_PX}\" \
                     font-weight=\"600\" fill=\"{3}\">{4}</text>\n",
                    px(y - 4.0),
                    stroke(at, 2.0),
                    px(y),
                    self.frame.paper.text,
                    escaped(&name)
                ),
            );
            for row in rows {
                put(
                    svg,
                    format_args!(
                        "<text x=\"{}\" y=\"{}\" font-size=\"{TEXT_PX}\" fill=\"{}\">{}</text>\n",
                        px(left),
                        px(y),
                        self.frame.paper.weak,
                        escaped(row)
                    ),
                );
                y += FINDING_PX;
            }
            y += if rows.is_empty() { FINDING_PX } else { 0.0 };
        }
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
            self.curve(svg, line, average.averages.iter().map(|average| average.value), (&colour, "6 2"));
        }
        if let Some(Ok(curve)) = &line.lowess {
            self.curve(svg, line, curve.values.iter().copied(), (&colour, "2 2"));
        }
        if let Ok(tested) = &line.trend {
            let along = line.known.iter().map(|bin| tested.line_at(*bin));
            self.curve(svg, line, along, (&sen(self.frame.paper.weak, self.trend.lines.len(), at), "10 4"));
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
fn sen(weak: &str, lines: usize, at: usize) -> String {
    if lines > 1 { colour(at) } else { weak.to_owned() }
}

/// Lines of one colour are dashed in other ways.
fn stroke(at: usize, width: f64) -> String {
    lines::stroke(&colour(at), at + at / Colour::LINES.len(), width)
}

/// As in the window.
fn colour(at: usize) -> String {
    Colour::of_line(at).to_string()
}

/// A line each, and the curves: those of several lines have the colours of their lines, so that they are named once.
fn entries(lines: &[Line], weak: &'static str) -> Vec<Entry> {
    let own = |at: usize, line: &Line| Entry {
        name: line.name.clone(),
        value: format!("n = {}", crate::base::number::thousands(line.events)),
        swatch: Swatch::Line(stroke(at, 2.0)),
    };
    let mut all: Vec<Entry> = lines.iter().enumerate().map(|(at, line)| own(at, line)).collect();
    let is_one = lines.len() == 1;
    let of_curve = if is_one { colour(0) } else { weak.to_owned() };
    let thin = |name: String, colour: &str, dash: &str| Entry {
        name,
        value: String::new(),
        swatch: Swatch::Line(format!(
            "fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dash}\""
        )),
    };
    let drawn: Vec<&Line> = lines.iter().filter(|line| !line.is_cumulative).collect();
    let window = drawn.iter().find_map(|line| Some(line.average.as_ref()?.window));
    all.extend(window.map(|window| thin(format!("Mean of {window}"), &of_curve, "6 2")));
    let is_smooth = drawn.iter().any(|line| line.lowess.as_ref().is_some_and(Result::is_ok));
    all.extend(is_smooth.then(|| thin("LOWESS".to_owned(), &of_curve, "2 2")));
    let is_tested = drawn.iter().any(|line| line.trend.is_ok());
    all.extend(is_tested.then(|| thin("Sen’s line".to_owned(), weak, "10 4")));
    all
}
