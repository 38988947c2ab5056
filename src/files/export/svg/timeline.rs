//! A timeline as a picture: lanes with their names, days as points, intervals as bars that fade where they are
//! uncertain, links as arcs, and an axis on which time passes evenly.
//!
//! A title is written beside its glyph where there is room, and is in its tooltip always. A picture is as high as its
//! lanes need, which get rows before events share a glyph. What stands in the lanes is drawn by `timeline_glyphs`.

use super::frame::{Contents, Entry, Frame, Swatch};
use super::timeline_ink::Inks;
use super::words::{self, escaped, fitted, width_px};
use super::{MARGIN_PX, SvgStyle, TEXT_PX, TICK_PX, put, px, real};
use crate::base::number::{counted, thousands};
use crate::model::{LanesBy, Step};
use crate::project::Project;
use crate::query::calendar::day_label;
use crate::query::timeline::{Glyph, Item, Lane, Layout, Rows, Scale, Timeline, arcs, is_mutual, layout};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

const LANE_ROW_PX: f64 = 20.0;
pub(super) const POINT_PX: f64 = 10.0;
const LETTER_PX: f64 = 6.4;
/// The letters of a title that room is made for.
const LETTERS: u16 = 34;
/// Above and below the rows of a lane.
const LANE_PAD_PX: f64 = 5.0;
/// Above the lanes, for what says where the split is.
pub(super) const HEAD_PX: f64 = 18.0;
/// So many rows a lane gets at most; a picture that would be too high gets fewer.
const ROWS: [usize; 12] = [48, 36, 28, 20, 14, 10, 7, 5, 4, 3, 2, 1];
/// So many rows a lane gets where most events would share a glyph in any case; one of `ROWS`.
const CROWD_ROWS: usize = 4;
/// The lanes of a picture are not made higher than that for titles.
const MOST_PX: f64 = 1_200.0;

/// The timeline as a complete SVG file; `project` is the one that it was made of, and names its events.
#[must_use]
pub fn timeline_svg(project: &Project, timeline: &Timeline, style: &SvgStyle) -> String {
    let mut plot = Plot::new(project, timeline, style);
    let mut svg = String::new();
    let height = plot.place_lanes();
    plot.frame.plot.bottom = plot.frame.plot.top + height;
    plot.frame.height = (plot.frame.plot.bottom + 62.0).max(220.0).max(plot.legend_bottom());
    plot.frame.open(&mut svg, &plot.inks.defs(&plot.frame.id));
    plot.frame.heading(&mut svg);
    if plot.timeline.items.is_empty() || plot.timeline.days.is_none() {
        plot.frame.nothing(&mut svg, "Nothing to show: no dated event goes through the filter");
    } else {
        plot.grounds(&mut svg);
        plot.dates(&mut svg);
        plot.split(&mut svg);
        let untitled = plot.lanes(&mut svg);
        if untitled > 0 {
            let titles = counted(untitled, "title");
            plot.frame.footnote(&mut svg, &format!("No room for {titles}: the figures have them all"));
        }
        plot.frame.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

pub(super) struct Plot<'a> {
    pub(super) project: &'a Project,
    pub(super) timeline: &'a Timeline,
    pub(super) frame: Frame<'a>,
    pub(super) inks: Inks,
    /// The first day of the axis, counted from the beginning of the calendar.
    pub(super) first: f64,
    pub(super) day_px: f64,
    pub(super) packed: Layout,
    /// Where each lane begins.
    tops: Vec<f64>,
}

impl<'a> Plot<'a> {
    fn new(project: &'a Project, timeline: &'a Timeline, style: &SvgStyle) -> Self {
        let inks = Inks::of(timeline, style.dark);
        let contents = Contents {
            words: words::of_timeline(timeline, style),
            step: Step::Month,
            bins: &[],
            ticks: Vec::new(),
            sign: "",
            entries: Vec::new(),
            lanes: 0,
            key: format!("{:?}{:?}", timeline.title, timeline.items),
        };
        let mut frame = Frame::new(contents, style);
        let contents = Contents {
            words: words::of_timeline(timeline, style),
            step: Step::Month,
            bins: &[],
            ticks: Vec::new(),
            sign: "",
            entries: entries(project, timeline, &inks, &frame.id),
            lanes: 0,
            key: format!("{:?}{:?}", timeline.title, timeline.items),
        };
        frame = Frame::new(contents, style);
        let name_px =
            |lane: &Lane| width_px(&lane.name, TEXT_PX) + width_px(&thousands(lane.items.len()), TEXT_PX) + 24.0;
        let names = timeline.lanes.iter().map(name_px).fold(60.0, f64::max);
        frame.plot.left = MARGIN_PX + names.min(frame.width * 0.22);
        let width = frame.plot.right - frame.plot.left;
        let (first, last) = timeline.days.unwrap_or_default();
        let days = f64::from(last.num_days_from_ce() - first.num_days_from_ce()) + 1.0;
        // Air at both ends: at the left for a point, or for what began before; at the right for a title.
        let begins_before = timeline.items.iter().any(|item| item.from.is_none_or(|day| day < first));
        let left = if begins_before { 40.0 } else { 16.0 };
        let right = title_air(timeline, last, width / days).clamp(width * 0.12, width * 0.26);
        let day_px = (width - left - right) / days;
        let first = f64::from(first.num_days_from_ce()) - left / day_px;
        Self { project, timeline, frame, inks, first, day_px, packed: Layout::default(), tops: Vec::new() }
    }

    /// Packs the lanes; says how high they are. Where even the most rows would not keep the most events apart, few rows
    /// with numbers say more than many.
    fn place_lanes(&mut self) -> f64 {
        let mut highest = ROWS[0];
        for most in ROWS {
            if most > highest {
                continue;
            }
            let scale = Scale { day_px: self.day_px, point_px: POINT_PX, letter_px: LETTER_PX, rows: most };
            self.packed = layout(self.timeline, &scale, &BTreeSet::new());
            let lane = |rows: &Rows| LANE_ROW_PX * real(rows.rows.len()) + 2.0 * LANE_PAD_PX;
            let height = HEAD_PX + self.packed.lanes.iter().map(lane).sum::<f64>();
            if height > MOST_PX && most > 1 {
                continue;
            }
            if most > CROWD_ROWS && self.is_crowd() {
                highest = CROWD_ROWS;
                continue;
            }
            let mut top = self.frame.plot.top + HEAD_PX;
            for rows in &self.packed.lanes {
                self.tops.push(top);
                top += lane(rows);
            }
            return height;
        }
        HEAD_PX
    }

    /// Whether most events stand in numbers.
    fn is_crowd(&self) -> bool {
        let glyphs = || self.packed.lanes.iter().flat_map(|rows| rows.rows.iter().flatten());
        let joined: usize = glyphs().map(|glyph| glyph.others.len()).sum();
        joined * 2 > glyphs().map(Glyph::count).sum()
    }

    fn legend_bottom(&self) -> f64 {
        self.frame.plot.top + super::ROW_PX * real(self.frame.entries.len()) + MARGIN_PX
    }

    pub(super) fn x(&self, day: f64) -> f64 {
        let x = self.frame.plot.left + (day - self.first) * self.day_px;
        x.clamp(self.frame.plot.left - 20.0, self.frame.plot.right + 20.0)
    }

    fn day_x(&self, day: NaiveDate) -> f64 {
        self.x(f64::from(day.num_days_from_ce()))
    }

    /// The middle of a row.
    pub(super) fn y(&self, lane: usize, row: usize) -> f64 {
        self.tops.get(lane).copied().unwrap_or(0.0) + LANE_PAD_PX + LANE_ROW_PX * (real(row) + 0.5)
    }

    /// What is to come lies on another ground; lanes are parted by lines.
    fn grounds(&self, svg: &mut String) {
        let area = self.frame.plot;
        let split = self.day_x(self.timeline.split_at).clamp(area.left, area.right);
        if split < area.right {
            put(
                svg,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" fill-opacity=\"0.45\"/>\n",
                    px(split),
                    px(area.top),
                    px(area.right - split),
                    px(area.bottom - area.top),
                    self.frame.paper.line
                ),
            );
        }
        for (lane, top) in self.tops.iter().enumerate() {
            put(
                svg,
                format_args!(
                    "<path d=\"M{MARGIN_PX} {}H{}\" stroke=\"{}\"/>\n",
                    px(*top),
                    px(area.right),
                    if lane == 0 { self.frame.paper.baseline } else { self.frame.paper.line }
                ),
            );
        }
        put(
            svg,
            format_args!(
                "<path d=\"M{} {}H{}\" stroke=\"{}\"/>\n",
                px(area.left),
                px(area.bottom),
                px(area.right),
                self.frame.paper.baseline
            ),
        );
    }

    fn split(&self, svg: &mut String) {
        let area = self.frame.plot;
        let x = self.day_x(self.timeline.split_at);
        if x <= area.left || x >= area.right {
            return;
        }
        let words = format!("To come, from {}", day_label(self.timeline.split_at));
        let room = width_px(&words, TICK_PX) + 6.0;
        let (anchor, at) = if x + room < area.right { ("start", x + 5.0) } else { ("end", x - 5.0) };
        put(
            svg,
            format_args!(
                "<path d=\"M{0} {1}V{2}\" stroke=\"{3}\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"/>\n\
                 <text x=\"{4}\" y=\"{5}\" font-size=\"{TICK_PX}\" font-weight=\"600\" text-anchor=\"{anchor}\" fill=\"{6}\">{words}</text>\n",
                px(x),
                px(area.top),
                px(area.bottom),
                self.frame.paper.weak,
                px(at),
                px(area.top + 12.0),
                self.frame.paper.text
            ),
        );
    }

    /// Draws what is in the lanes; says how many events have no title.
    fn lanes(&self, svg: &mut String) -> usize {
        let area = self.frame.plot;
        let clip = format!("{}-lanes", self.frame.id);
        put(
            svg,
            format_args!(
                "<clipPath id=\"{clip}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n",
                px(area.left),
                px(area.top),
                px(area.right - area.left),
                px(area.bottom - area.top)
            ),
        );
        for number in 0..self.timeline.lanes.len() {
            self.name(svg, number);
        }
        put(svg, format_args!("<g clip-path=\"url(#{clip})\">\n"));
        for (lane, rows) in self.packed.lanes.iter().enumerate() {
            self.nests(svg, lane, rows);
        }
        if self.timeline.spec.timeline().is_none_or(|asked| !asked.without_links) {
            for arc in arcs(self.timeline, &self.packed) {
                self.arc(svg, &arc);
            }
        }
        let mut untitled = 0;
        for (lane, rows) in self.packed.lanes.iter().enumerate() {
            for (row, glyphs) in rows.rows.iter().enumerate() {
                untitled += self.row(svg, glyphs, self.y(lane, row));
            }
        }
        svg.push_str("</g>\n");
        untitled
    }

    fn name(&self, svg: &mut String, number: usize) {
        let Some(lane) = self.timeline.lanes.get(number) else { return };
        let count = thousands(lane.items.len());
        let right = self.frame.plot.left - 10.0;
        let room = right - MARGIN_PX - width_px(&count, TEXT_PX) - 10.0;
        let y = px(self.y(number, 0) + 4.0);
        put(
            svg,
            format_args!(
                "<g><title>{}: {count}</title><text x=\"{MARGIN_PX}\" y=\"{y}\" font-size=\"{TEXT_PX}\" fill=\"{}\">{}</text>\
                 <text x=\"{}\" y=\"{y}\" font-size=\"{TEXT_PX}\" text-anchor=\"end\" fill=\"{}\">{count}</text></g>\n",
                escaped(&lane.name),
                self.frame.paper.text,
                escaped(&fitted(&lane.name, room, TEXT_PX)),
                px(right),
                self.frame.paper.weak
            ),
        );
    }

    fn nests(&self, svg: &mut String, lane: usize, rows: &Rows) {
        for nest in &rows.nests {
            let (left, right) = (self.x(nest.from) - 3.0, self.x(nest.to) + 3.0);
            let (top, bottom) = (self.y(lane, nest.top), self.y(lane, nest.bottom.saturating_sub(1)));
            put(
                svg,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{}\" fill-opacity=\"0.5\" stroke=\"{}\"/>\n",
                    px(left),
                    px(top - LANE_ROW_PX / 2.0 + 1.0),
                    px(right - left),
                    px(bottom - top + LANE_ROW_PX - 2.0),
                    self.frame.paper.line,
                    self.frame.paper.baseline
                ),
            );
        }
    }
}

/// How far the titles of the last events reach beyond the last day, in pixels; a day is about so wide.
fn title_air(timeline: &Timeline, last: NaiveDate, day_px: f64) -> f64 {
    let reach = |item: &Item| {
        let days = (last - item.to?.max(item.from?)).num_days() as f64;
        Some(f64::from(item.letters.min(LETTERS)) * LETTER_PX + 24.0 - days * day_px)
    };
    timeline.items.iter().filter_map(reach).fold(0.0, f64::max)
}

/// What the colours and forms stand for, where the lanes do not say it; then the kinds of links.
fn entries(project: &Project, timeline: &Timeline, inks: &Inks, id: &str) -> Vec<Entry> {
    let is_said = timeline.spec.timeline().is_none_or(|asked| asked.lanes == LanesBy::Type);
    let kinds = timeline.kinds.iter().enumerate().filter(|_| !is_said);
    let kinds = kinds.map(|(at, kind)| Entry {
        name: kind.name.clone(),
        value: thousands(kind.count),
        swatch: Swatch::Drawn(format!("<g transform=\"translate(6 6)\">{}</g>", inks.form(at))),
    });
    let is_drawn = timeline.spec.timeline().is_none_or(|asked| !asked.without_links);
    let links: BTreeSet<_> = timeline.links.iter().filter(|_| is_drawn).map(|link| link.kind).collect();
    let links = links.into_iter().map(|kind| {
        let head = if is_mutual(kind) { String::new() } else { format!(" marker-end=\"url(#{id}-head)\"") };
        let weak = inks.paper.weak;
        let line = format!("fill=\"none\" stroke=\"{weak}\" {}{head}", super::timeline_ink::dash(kind));
        let name = super::timeline_ink::name(project, kind);
        Entry { name, value: String::new(), swatch: Swatch::Line(line) }
    });
    kinds.chain(links).collect()
}
