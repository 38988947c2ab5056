//! What every chart stands in: title and remarks, the axis of numbers, the dates, the legend.

use super::ink::Paper;
use super::words::{escaped, fitted, number, width_px, wrapped, wrapped_words};
use super::{FONTS, MARGIN_PX, ROW_PX, SWATCH_PX, SvgStyle, TEXT_PX, TICK_PX, TITLE_PX, ink, put, px, real};
use crate::model::Step;
use crate::query::Bin;
use crate::query::ticks::{Tick, date_ticks};

/// How much wider bold letters are than the estimate, which is of regular ones.
const BOLD: f64 = 1.1;

/// Lines of a title.
const TITLE_LINES: usize = 2;
/// No plot is lower than this, whatever stands above it.
const LEAST_PLOT_PX: f64 = 150.0;

/// What is said above a chart.
pub(super) struct Words {
    pub title: String,
    /// What has to be said for the figures to be understood, each a part of the lines below the title.
    pub remarks: Vec<String>,
    /// What the reader is to see in it; may be empty.
    pub caption: String,
    /// The picture in words, for those who do not see it.
    pub description: String,
}

/// A line of the legend.
pub(super) struct Entry {
    pub name: String,
    /// A number at its right; may be empty.
    pub value: String,
    pub swatch: Swatch,
}

/// What a legend shows before a name.
pub(super) enum Swatch {
    /// A square with these attributes.
    Square(String),
    /// A line with these attributes.
    Line(String),
    /// Elements that are drawn in a square from 0 to 12 either way.
    Drawn(String),
}

#[derive(Clone, Copy)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A chart's surroundings, and where its parts lie, in pixels.
pub(super) struct Frame<'a> {
    pub paper: Paper,
    pub id: String,
    pub step: Step,
    pub bins: &'a [Bin],
    pub width: f64,
    pub height: f64,
    /// The area of the bars.
    pub plot: Area,
    /// The numbers of the axis, the lowest first.
    pub ticks: Vec<f64>,
    /// Stands behind the numbers of the axis.
    pub sign: &'static str,
    pub entries: Vec<Entry>,
    /// Lines of bands above the plot.
    pub lanes: usize,
    words: Words,
    title: Vec<String>,
    subtitle: Vec<String>,
    caption: Vec<String>,
}

/// What a frame is made for.
pub(super) struct Contents<'a> {
    pub words: Words,
    pub step: Step,
    pub bins: &'a [Bin],
    pub ticks: Vec<f64>,
    pub sign: &'static str,
    pub entries: Vec<Entry>,
    pub lanes: usize,
    /// What the ids are made from.
    pub key: String,
}

impl<'a> Frame<'a> {
    pub fn new(contents: Contents<'a>, style: &SvgStyle) -> Self {
        let Contents { words, step, bins, ticks, sign, entries, lanes, key } = contents;
        let (width, height) = (f64::from(style.width.max(360)), f64::from(style.height.max(220)));
        let room = width - 2.0 * MARGIN_PX;
        let mut frame = Self {
            paper: if style.dark { ink::DARK } else { ink::LIGHT },
            id: format!("c{:08x}", crc32fast::hash(format!("{key}{style:?}").as_bytes())),
            step,
            bins,
            width,
            height,
            plot: Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 },
            ticks,
            sign,
            entries,
            lanes,
            title: wrapped_words(&words.title, room, TITLE_PX * BOLD, TITLE_LINES),
            subtitle: wrapped(&words.remarks, room),
            caption: wrapped_words(&words.caption, room, TEXT_PX + 1.0, 3),
            words,
        };
        frame.plot = frame.place_plot();
        let legend = if frame.legend_right() { ROW_PX * real(frame.entries.len()) } else { 0.0 };
        // A legend may reach down beside the dates.
        let least = LEAST_PLOT_PX.max(legend - (frame.height - MARGIN_PX - frame.plot.bottom));
        let short = least - (frame.plot.bottom - frame.plot.top);
        if short > 0.0 {
            frame.height += short;
            frame.plot.bottom += short;
        }
        frame
    }

    fn place_plot(&self) -> Area {
        let widest = self.ticks.iter().map(|tick| width_px(&self.tick(*tick), TICK_PX)).fold(0.0, f64::max);
        let rows = if self.legend_right() { 0 } else { self.rows().len() };
        let beside = if self.legend_right() { self.legend_px() + 28.0 } else { 0.0 };
        let below = if self.step == Step::Year { 30.0 } else { 46.0 };
        Area {
            left: MARGIN_PX + widest + 10.0,
            top: self.words_bottom() + 18.0 + ROW_PX * real(rows) + super::beside::LANE_PX * real(self.lanes),
            right: self.width - MARGIN_PX - beside,
            bottom: self.height - MARGIN_PX - below + 10.0,
        }
    }

    /// Where the words above the chart end.
    fn words_bottom(&self) -> f64 {
        let title = 52.0 + 24.0 * (real(self.title.len()) - 1.0).max(0.0);
        title + 17.0 * real(self.subtitle.len()) + 19.0 * real(self.caption.len())
    }

    pub fn open(&self, svg: &mut String, patterns: &str) {
        let (id, width, height, ground) = (&self.id, px(self.width), px(self.height), self.paper.ground);
        put(
            svg,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"{FONTS}\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
                escaped(&self.words.title),
                escaped(&self.words.description),
            ),
        );
        if !patterns.is_empty() {
            put(svg, format_args!("<defs>{patterns}</defs>\n"));
        }
        put(svg, format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n"));
    }

    pub fn heading(&self, svg: &mut String) {
        let (text, weak) = (self.paper.text, self.paper.weak);
        let mut y = 38.0;
        for line in &self.title {
            put(
                svg,
                format_args!(
                    "<text x=\"{MARGIN_PX}\" y=\"{}\" font-size=\"{TITLE_PX}\" font-weight=\"600\" fill=\"{text}\">{}</text>\n",
                    px(y),
                    escaped(line)
                ),
            );
            y += 24.0;
        }
        y -= 3.0;
        for line in &self.subtitle {
            self.line(svg, y, TEXT_PX, weak, line);
            y += 17.0;
        }
        y += 2.0;
        for line in &self.caption {
            self.line(svg, y, TEXT_PX + 1.0, text, line);
            y += 19.0;
        }
    }

    fn line(&self, svg: &mut String, y: f64, size_px: f64, colour: &str, words: &str) {
        let words = fitted(words, self.width - 2.0 * MARGIN_PX, size_px);
        put(
            svg,
            format_args!(
                "<text x=\"{MARGIN_PX}\" y=\"{}\" font-size=\"{size_px}\" fill=\"{colour}\">{}</text>\n",
                px(y),
                escaped(&words)
            ),
        );
    }

    /// A line at the lower edge.
    pub fn footnote(&self, svg: &mut String, words: &str) {
        self.line(svg, self.height - 9.0, TICK_PX, self.paper.weak, words);
    }

    pub fn nothing(&self, svg: &mut String, why: &str) {
        let (x, y) = (px(self.width / 2.0), px(f64::midpoint(self.plot.top, self.plot.bottom)));
        put(
            svg,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"14\" text-anchor=\"middle\" fill=\"{}\">{}</text>\n",
                self.paper.weak,
                escaped(why)
            ),
        );
    }

    pub fn grid(&self, svg: &mut String) {
        let (left, right) = (px(self.plot.left), px(self.plot.right));
        for tick in &self.ticks {
            let y = px(self.y(*tick));
            let line = if *tick == 0.0 { self.paper.baseline } else { self.paper.line };
            put(svg, format_args!("<path d=\"M{left} {y}H{right}\" stroke=\"{line}\" stroke-width=\"1\"/>\n"));
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"end\" fill=\"{}\">{}</text>\n",
                    px(self.plot.left - 8.0),
                    px(self.y(*tick) + 4.0),
                    self.paper.weak,
                    self.tick(*tick)
                ),
            );
        }
    }

    fn tick(&self, tick: f64) -> String {
        format!("{}{}", number(tick), self.sign)
    }

    pub fn dates(&self, svg: &mut String) {
        let measure = |label: &str| width_px(label, TICK_PX);
        for tick in date_ticks(self.step, self.bins, self.slot_px(), measure) {
            self.date(svg, &tick);
        }
    }

    fn date(&self, svg: &mut String, tick: &Tick) {
        let left = self.plot.left + self.slot_px() * real(tick.bin);
        let middle = left + self.slot_px() / 2.0;
        let (bottom, weak, line) = (self.plot.bottom, self.paper.weak, self.paper.baseline);
        if let Some(label) = &tick.upper {
            let y = px(bottom + 17.0);
            // The last one would reach over the edge of the picture.
            let half = width_px(label, TICK_PX) / 2.0;
            let middle = middle.min(self.width - 2.0 - half);
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{y}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{weak}\">{label}</text>\n",
                    px(middle)
                ),
            );
        }
        if let Some(label) = &tick.lower {
            // The line would cut through an upper label that is wider than its bin.
            let crosses = tick.upper.as_ref().is_some_and(|upper| width_px(upper, TICK_PX) + 4.0 > self.slot_px());
            let from = if crosses { bottom + 23.0 } else { bottom };
            put(
                svg,
                format_args!("<path d=\"M{} {}V{}\" stroke=\"{line}\"/>\n", px(left), px(from), px(bottom + 36.0)),
            );
            // So would a year that has only just begun; where it begins can be seen.
            if left + 5.0 + width_px(label, TICK_PX) * 1.1 > self.width {
                return;
            }
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" font-weight=\"600\" fill=\"{weak}\">{label}</text>\n",
                    px(left + 5.0),
                    px(bottom + 34.0)
                ),
            );
        }
    }

    pub fn slot_px(&self) -> f64 {
        (self.plot.right - self.plot.left) / real(self.bins.len().max(1))
    }

    /// The middle of a bin.
    pub fn x(&self, place: usize) -> f64 {
        self.plot.left + self.slot_px() * (real(place) + 0.5)
    }

    /// Where a number of the axis lies.
    pub fn y(&self, value: f64) -> f64 {
        let low = self.ticks.first().copied().unwrap_or(0.0);
        let high = self.ticks.last().copied().filter(|high| *high > low).unwrap_or(low + 1.0);
        self.plot.bottom - (self.plot.bottom - self.plot.top) * (value - low) / (high - low)
    }

    /// Whether the legend stands at the right; else it stands above the bars.
    fn legend_right(&self) -> bool {
        self.width >= 640.0 && !self.entries.is_empty()
    }

    /// The entries in the order given.
    pub fn legend(&self, svg: &mut String) {
        if self.legend_right() {
            let left = self.plot.right + 28.0;
            for (row, entry) in self.entries.iter().enumerate() {
                self.entry(svg, entry, (left, self.plot.top + ROW_PX * real(row)), self.legend_px());
            }
            return;
        }
        let rows = self.rows();
        let top = self.words_bottom() + 8.0;
        for (row, entries) in rows.into_iter().enumerate() {
            for (number, left, width) in entries {
                if let Some(entry) = self.entries.get(number) {
                    self.entry(svg, entry, (left, top + ROW_PX * real(row)), width);
                }
            }
        }
    }

    fn entry(&self, svg: &mut String, entry: &Entry, (left, top): (f64, f64), width: f64) {
        let room = width - SWATCH_PX - 8.0 - width_px(&entry.value, TEXT_PX) - 10.0;
        let name = fitted(&entry.name, room, TEXT_PX);
        let baseline = px(top + 10.5);
        put(svg, format_args!("<g><title>{}</title>", escaped(&entry.name)));
        match &entry.swatch {
            Swatch::Square(fill) => put(
                svg,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{SWATCH_PX}\" height=\"{SWATCH_PX}\" rx=\"2\" {fill}/>",
                    px(left),
                    px(top)
                ),
            ),
            Swatch::Drawn(drawn) => {
                put(svg, format_args!("<g transform=\"translate({} {})\">{drawn}</g>", px(left), px(top)));
            }
            Swatch::Line(stroke) => put(
                svg,
                format_args!("<path d=\"M{} {}h{}\" {stroke}/>", px(left - 4.0), px(top + 6.0), px(SWATCH_PX + 8.0)),
            ),
        }
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{baseline}\" font-size=\"{TEXT_PX}\" fill=\"{}\">{}</text>",
                px(left + SWATCH_PX + 8.0),
                self.paper.text,
                escaped(&name)
            ),
        );
        if !entry.value.is_empty() {
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{baseline}\" font-size=\"{TEXT_PX}\" text-anchor=\"end\" fill=\"{}\">{}</text>",
                    px(left + width),
                    self.paper.weak,
                    entry.value
                ),
            );
        }
        svg.push_str("</g>\n");
    }

    /// Width of the legend at the right: what its longest entry needs, but never more than a quarter of the picture.
    fn legend_px(&self) -> f64 {
        let widest = self.entries.iter().map(entry_px).fold(110.0, f64::max);
        widest.min(self.width * 0.26)
    }

    /// The legend above the bars: in each row its entries with their left edge and width.
    fn rows(&self) -> Vec<Vec<(usize, f64, f64)>> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let right = self.width - MARGIN_PX;
        let mut rows: Vec<Vec<(usize, f64, f64)>> = vec![Vec::new()];
        let mut left = MARGIN_PX;
        for (number, entry) in self.entries.iter().enumerate() {
            let width = entry_px(entry).min(right - MARGIN_PX);
            if left + width > right {
                rows.push(Vec::new());
                left = MARGIN_PX;
            }
            if let Some(row) = rows.last_mut() {
                row.push((number, left, width));
            }
            left += width + 20.0;
        }
        rows
    }
}

fn entry_px(entry: &Entry) -> f64 {
    let words = width_px(&entry.name, TEXT_PX) + width_px(&entry.value, TEXT_PX);
    SWATCH_PX + 8.0 + words + 12.0
}
