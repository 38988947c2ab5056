//! A timeline as a picture: lanes with their names, days as points, intervals as bars that fade where they are
//! uncertain, links as arcs, and an axis on which time passes evenly.
//!
//! A title is written beside its glyph where there is room, and is in its tooltip always. A picture is as high as its
//! lanes need.

use super::frame::{Contents, Entry, Frame, Swatch};
use super::timeline_ink::Inks;
use super::words::{self, escaped, fitted, width_px};
use super::{MARGIN_PX, SvgStyle, TEXT_PX, TICK_PX, put, px, real};
use crate::base::number::thousands;
use crate::model::{LanesBy, Step};
use crate::project::Project;
use crate::query::calendar::{Bin, day_label};
use crate::query::ticks::even_ticks;
use crate::query::timeline::{
    Arc, Glyph, Layout, Mould, Rows, Scale, Spot, Timeline, arcs, is_mutual, layout, link_words, parts, sign,
};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

const LANE_ROW_PX: f64 = 20.0;
const POINT_PX: f64 = 10.0;
const LETTER_PX: f64 = 6.4;
/// Above and below the rows of a lane.
const LANE_PAD_PX: f64 = 5.0;
/// Above the lanes, for what says where the split is.
const HEAD_PX: f64 = 18.0;
/// Lanes of a picture are not made higher than that for titles.
const MOST_ROWS: usize = 6;
/// A picture that would be higher gets fewer rows a lane.
const MOST_PX: f64 = 1_600.0;

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
        plot.lanes(&mut svg);
        plot.split(&mut svg);
        plot.frame.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

struct Plot<'a> {
    project: &'a Project,
    timeline: &'a Timeline,
    frame: Frame<'a>,
    inks: Inks,
    /// The first day of the axis, counted from the beginning of the calendar.
    first: f64,
    day_px: f64,
    packed: Layout,
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
        let name_px = |name: &str| width_px(name, TEXT_PX) + 40.0;
        let names = timeline.lanes.iter().map(|lane| name_px(&lane.name)).fold(60.0, f64::max);
        frame.plot.left = MARGIN_PX + names.min(frame.width * 0.22);
        let width = frame.plot.right - frame.plot.left;
        let (first, last) = timeline.days.unwrap_or_default();
        let days = f64::from(last.num_days_from_ce() - first.num_days_from_ce()) + 1.0;
        // Air at both ends: for half a point at the left, for a title at the right.
        let day_px = (width - 16.0 - (width * 0.16).min(140.0)) / days;
        let first = f64::from(first.num_days_from_ce()) - 16.0 / day_px;
        Self { project, timeline, frame, inks, first, day_px, packed: Layout::default(), tops: Vec::new() }
    }

    /// Packs the lanes; says how high they are.
    fn place_lanes(&mut self) -> f64 {
        let mut height = 0.0;
        for rows in (1..=MOST_ROWS).rev() {
            let scale = Scale { day_px: self.day_px, point_px: POINT_PX, letter_px: LETTER_PX, rows };
            self.packed = layout(self.timeline, &scale, &BTreeSet::new());
            let lane = |rows: &Rows| LANE_ROW_PX * real(rows.rows.len()) + 2.0 * LANE_PAD_PX;
            let mut top = self.frame.plot.top + HEAD_PX;
            self.tops.clear();
            for rows in &self.packed.lanes {
                self.tops.push(top);
                top += lane(rows);
            }
            height = top - self.frame.plot.top;
            if height <= MOST_PX {
                break;
            }
        }
        height
    }

    fn legend_bottom(&self) -> f64 {
        self.frame.plot.top + super::ROW_PX * real(self.frame.entries.len()) + MARGIN_PX
    }

    fn x(&self, day: f64) -> f64 {
        let x = self.frame.plot.left + (day - self.first) * self.day_px;
        x.clamp(self.frame.plot.left - 20.0, self.frame.plot.right + 20.0)
    }

    fn day_x(&self, day: NaiveDate) -> f64 {
        self.x(f64::from(day.num_days_from_ce()))
    }

    /// The middle of a row.
    fn y(&self, lane: usize, row: usize) -> f64 {
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

    fn dates(&self, svg: &mut String) {
        let area = self.frame.plot;
        let day = |x: f64| {
            let day = self.first + (x - area.left) / self.day_px;
            #[expect(clippy::cast_possible_truncation, reason = "a day of the calendar")]
            NaiveDate::from_num_days_from_ce_opt(day.floor() as i32)
        };
        let Some(ends) = day(area.left).zip(day(area.right)) else { return };
        let (bins, ticks) = even_ticks(ends, self.day_px, |label| width_px(label, TICK_PX));
        let start = |bin: &Bin| area.left + (f64::from(bin.first.num_days_from_ce()) - self.first) * self.day_px;
        let lower = ticks.iter().filter(|tick| tick.lower.is_some()).filter_map(|tick| bins.get(tick.bin));
        // Up to where the lower labels have room, each in its turn.
        let mut ends = lower.skip(1).map(|bin| start(bin) - 6.0).collect::<Vec<_>>().into_iter();
        for tick in &ticks {
            let Some(bin) = bins.get(tick.bin) else { continue };
            // Where it really lies, also beyond the edges: a label in the middle of what is in sight would say another day.
            let days = (bin.last - bin.first).num_days() as f64 + 1.0;
            let (left, right) = (start(bin), start(bin) + days * self.day_px);
            let inside = |x: f64, label: &str| {
                let half = width_px(label, TICK_PX) / 2.0;
                x - half >= area.left && x + half <= area.right
            };
            let middle = f64::midpoint(left, right);
            if let Some(label) = tick.upper.as_ref().filter(|label| inside(middle, label)) {
                self.date(svg, middle, area.bottom + 17.0, label, "middle\" font-weight=\"400");
            }
            let Some(label) = &tick.lower else { continue };
            // The line would cut through an upper label that is wider than its bin.
            let crosses = tick.upper.as_ref().is_some_and(|upper| width_px(upper, TICK_PX) + 4.0 > right - left);
            let left = left.max(area.left);
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
            if left + 5.0 + width_px(label, TICK_PX) <= ends.next().unwrap_or(area.right) {
                self.date(svg, left + 5.0, area.bottom + 34.0, label, "start\" font-weight=\"600");
            }
        }
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

    fn lanes(&self, svg: &mut String) {
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
        for (lane, rows) in self.packed.lanes.iter().enumerate() {
            for (row, glyphs) in rows.rows.iter().enumerate() {
                for glyph in glyphs {
                    self.glyph(svg, glyph, self.y(lane, row));
                }
            }
        }
        svg.push_str("</g>\n");
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

    fn at(&self, spot: Spot) -> Option<(f64, f64)> {
        let glyph = self.packed.lanes.get(spot.lane)?.rows.get(spot.row)?.get(spot.place)?;
        let x = f64::midpoint(self.x(glyph.from), self.x(glyph.to));
        Some((x, self.y(spot.lane, spot.row)))
    }

    fn arc(&self, svg: &mut String, arc: &Arc) {
        let Some(((from, to), link)) = self.at(arc.from).zip(self.at(arc.to)).zip(self.timeline.links.get(arc.link))
        else {
            return;
        };
        let ((x0, y0), (x1, y1)) = (from, to);
        let (x, y) = (f64::midpoint(x0, x1), y0.min(y1) - 8.0 - ((x1 - x0).abs() * 0.12).min(26.0));
        let head = if is_mutual(link.kind) {
            String::new()
        } else {
            format!(" marker-end=\"url(#{}-head)\"", self.frame.id)
        };
        put(
            svg,
            format_args!(
                "<path d=\"M{} {}Q{} {} {} {}\" fill=\"none\" stroke=\"{}\" stroke-opacity=\"{}\" {}{head}><title>{}</title></path>\n",
                px(x0),
                px(y0 - 5.0),
                px(x),
                px(y),
                px(x1),
                px(y1 - 6.0),
                self.frame.paper.weak,
                if arc.from.lane == arc.to.lane { "0.8" } else { "0.5" },
                super::timeline_ink::dash(link.kind),
                escaped(&link_words(self.project, self.timeline, link))
            ),
        );
    }

    fn glyph(&self, svg: &mut String, glyph: &Glyph, y: f64) {
        let Some(item) = self.timeline.items.get(glyph.item) else { return };
        let label = self.project.label(item.event.into());
        let when = self.project.events().get(item.event).and_then(|event| event.when());
        let when = when.map(crate::base::when::When::human).unwrap_or_default();
        let status = crate::query::timeline::status_words(item);
        let (left, right) = (self.x(glyph.from), self.x(glyph.to));
        let more = if glyph.count() > 1 { format!(" and {} more", glyph.count() - 1) } else { String::new() };
        put(svg, format_args!("<g><title>{}{more} · {} · {status}</title>", escaped(label), escaped(&when)));
        let (after, inside) = match glyph.mould {
            Mould::Point => {
                self.inks.point(svg, item, (left, y), POINT_PX);
                (left + POINT_PX / 2.0, None)
            }
            Mould::Several => {
                let width = (right - left).max(width_px(&thousands(glyph.count()), TICK_PX) + 10.0);
                self.inks.several(svg, item, (left, y), width, &thousands(glyph.count()));
                (left + width, None)
            }
            Mould::Bar => {
                let from = self.bar(svg, glyph, y).max(left).max(self.frame.plot.left);
                (right.max(left + 4.0), Some(from))
            }
        };
        let title = if glyph.count() > 1 { format!("{label} …") } else { label.to_owned() };
        self.title(svg, &title, (after, inside, self.x(glyph.next)), y);
        svg.push_str("</g>\n");
    }

    /// The title of a glyph: in its bar if it fits there, else where more of it finds room, in it or behind it.
    fn title(&self, svg: &mut String, label: &str, (after, inside, next): (f64, Option<f64>, f64), y: f64) {
        let (wide, edge) = (width_px(label, TICK_PX), self.frame.plot.right);
        let behind = (after + 5.0, next.min(edge) - after - 12.0);
        let inside =
            inside.map(|left| (left + 14.0, after.min(edge - if after > edge { 8.0 } else { 0.0 }) - left - 18.0));
        let (left, room) = match inside {
            Some(inside) if inside.1 >= wide || inside.1 > behind.1 => inside,
            _ => behind,
        };
        if room < 34.0 && room < wide {
            return;
        }
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2.5\" \
                 stroke-opacity=\"0.7\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
                px(left),
                px(y + 4.0),
                self.frame.paper.text,
                self.frame.paper.ground,
                escaped(&fitted(label, room, TICK_PX))
            ),
        );
    }

    /// Draws it; says from where on a title in it meets no sign.
    fn bar(&self, svg: &mut String, glyph: &Glyph, y: f64) -> f64 {
        let mut free = f64::NEG_INFINITY;
        let Some(item) = self.timeline.items.get(glyph.item) else { return free };
        let parts = parts(self.timeline, glyph.item);
        for part in &parts {
            let (left, right) = (self.x(part.from), self.x(part.to));
            self.inks.part(svg, &self.frame.id, item, part.shade, (left, right.max(left + 2.0)), y);
        }
        let area = self.frame.plot;
        for (is_open, x, turn) in [(item.from.is_none(), area.left, -1.0), (item.to.is_none(), area.right, 1.0)] {
            if is_open {
                self.inks.arrow(svg, item, (x, y), turn);
            }
        }
        if let Some(x) = sign(&parts).map(|(day, shift)| self.x(day) + 6.0 * shift) {
            // That of what began before the axis stands at its edge.
            let x = x.max(self.frame.plot.left + 8.0);
            self.inks.point(svg, item, (x, y - 1.0), POINT_PX - 3.0);
            free = x - 6.0;
        }
        free
    }
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
