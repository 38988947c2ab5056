//! What stands in the lanes of a timeline: points, bars and numbers with their titles, and the links between them.
//!
//! A title stands in its bar, behind its glyph or before it, wherever it fits whole, else where most of it does. Where
//! so little of it would be left that nobody could read it, it is left out, and the drawing says how many are.

use super::timeline::{POINT_PX, Plot};
use super::timeline_ink::dash;
use super::words::{escaped, fitted, width_px};
use super::{TICK_PX, put, px};
use crate::base::number::thousands;
use crate::query::timeline::{Arc, Glyph, Mould, Spot, is_mutual, link_words, parts, sign, status_words};

/// Less of a title than this, about twelve letters, says nothing.
const LEAST_TITLE_PX: f64 = 74.0;
/// Between a glyph and its title.
const BESIDE_PX: f64 = 5.0;
/// Between a title and the next glyph.
const APART_PX: f64 = 7.0;

/// A glyph as it was drawn, from its left edge to its right one.
struct Drawn {
    left: f64,
    right: f64,
    /// From where on a title may stand in it; `None`: it is no bar.
    inside: Option<f64>,
}

/// A stretch of a row in which a title may stand, and which of its ends it begins at.
#[derive(Clone, Copy)]
struct Room {
    from: f64,
    to: f64,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Inside,
    Behind,
    Before,
}

impl Room {
    fn px(self) -> f64 {
        self.to - self.from
    }
}

impl Plot<'_> {
    /// Draws a row; says how many events of it have no title.
    pub(super) fn row(&self, svg: &mut String, glyphs: &[Glyph], y: f64) -> usize {
        let mut untitled = 0;
        // Up to where the row is filled.
        let mut filled = self.frame.plot.left;
        for glyph in glyphs {
            untitled += glyph.others.len();
            match self.glyph(svg, glyph, y, filled) {
                (right, true) => filled = right,
                (right, false) => {
                    filled = right;
                    untitled += 1;
                }
            }
        }
        untitled
    }

    /// Draws a glyph; says up to where its row is filled then, and whether it has its title.
    fn glyph(&self, svg: &mut String, glyph: &Glyph, y: f64, filled: f64) -> (f64, bool) {
        let Some(item) = self.timeline.items.get(glyph.item) else { return (filled, true) };
        let label = self.project.label(item.event.into());
        let when = self.project.events().get(item.event).and_then(|event| event.when());
        let when = when.map(crate::base::when::When::human).unwrap_or_default();
        let status = status_words(item);
        let (left, right) = (self.x(glyph.from), self.x(glyph.to));
        let more = if glyph.count() > 1 { format!(" and {} more", glyph.count() - 1) } else { String::new() };
        put(svg, format_args!("<g><title>{}{more} · {} · {status}</title>", escaped(label), escaped(&when)));
        let drawn = match glyph.mould {
            Mould::Point => {
                self.inks.point(svg, item, (left, y), POINT_PX);
                Drawn { left: left - POINT_PX / 2.0, right: left + POINT_PX / 2.0, inside: None }
            }
            Mould::Several => {
                let width = (right - left).max(width_px(&thousands(glyph.count()), TICK_PX) + 10.0);
                let is_one_kind = glyph.others.iter().all(|at| self.kind(*at) == Some(item.kind));
                self.inks.several(svg, is_one_kind.then_some(item.kind), (left, y), width, &thousands(glyph.count()));
                Drawn { left, right: left + width, inside: None }
            }
            Mould::Bar => {
                let from = self.bar(svg, glyph, y).max(left).max(self.frame.plot.left);
                Drawn { left, right: right.max(left + 4.0), inside: Some(from) }
            }
        };
        let title = if glyph.count() > 1 { format!("{label} …") } else { label.to_owned() };
        // The title of the first says nothing of others that have nothing to do with it.
        let is_named = glyph.others.iter().all(|at| self.is_below(*at, glyph.item));
        let found = is_named.then(|| self.room(&title, &drawn, (filled, self.x(glyph.next)))).flatten();
        if let Some(room) = found {
            self.title(svg, &title, room, y);
        }
        svg.push_str("</g>\n");
        let end = match found {
            Some(room) if room.place == Place::Behind => room.from + width_px(&title, TICK_PX).min(room.px()),
            _ => drawn.right,
        };
        (end, found.is_some())
    }

    fn kind(&self, item: usize) -> Option<usize> {
        Some(self.timeline.items.get(item)?.kind)
    }

    /// Whether an item is a part of another one, or of one of its parts.
    fn is_below(&self, item: usize, whole: usize) -> bool {
        let above = |at: &usize| self.timeline.items.get(*at).and_then(|item| item.whole);
        std::iter::successors(Some(item), above).any(|at| at == whole)
    }

    /// Where a title stands: where it fits whole, else where most of it does; `None` if that is next to nothing.
    fn room(&self, title: &str, drawn: &Drawn, (filled, next): (f64, f64)) -> Option<Room> {
        let (wide, area) = (width_px(title, TICK_PX), self.frame.plot);
        let (left, right) = (drawn.left.min(area.right - 8.0), drawn.right.max(area.left + 8.0));
        let inside = drawn.inside.map(|from| Room {
            from: from + 14.0,
            to: if drawn.right > area.right { area.right - 12.0 } else { drawn.right - 4.0 },
            place: Place::Inside,
        });
        let behind = Room { from: right + BESIDE_PX, to: next.min(area.right) - APART_PX, place: Place::Behind };
        let before = Room { from: filled + APART_PX, to: left - BESIDE_PX, place: Place::Before };
        let rooms: Vec<Room> = inside.into_iter().chain([behind, before]).collect();
        let whole = rooms.iter().find(|room| room.px() >= wide);
        let most = || {
            let wide_enough = rooms.iter().filter(|room| room.px() >= LEAST_TITLE_PX);
            wide_enough.reduce(|most, room| if room.px() > most.px() { room } else { most })
        };
        whole.or_else(most).copied()
    }

    fn title(&self, svg: &mut String, label: &str, room: Room, y: f64) {
        // Links end at the letters, which stand on air; in a bar the tint is to be seen around them.
        let (x, anchor, halo) = match room.place {
            Place::Inside => (room.from, "start", "stroke-width=\"2.5\" stroke-opacity=\"0.7\""),
            Place::Behind => (room.from, "start", "stroke-width=\"4\" stroke-opacity=\"0.9\""),
            Place::Before => (room.to, "end", "stroke-width=\"4\" stroke-opacity=\"0.9\""),
        };
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"{anchor}\" fill=\"{}\" stroke=\"{}\" {halo} \
                 stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
                px(x),
                px(y + 4.0),
                self.frame.paper.text,
                self.frame.paper.ground,
                escaped(&fitted(label, room.px(), TICK_PX))
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
            let x = x.max(area.left + 8.0);
            self.inks.point(svg, item, (x, y - 1.0), POINT_PX - 3.0);
            free = x - 6.0;
        }
        free
    }

    fn at(&self, spot: Spot) -> Option<(f64, f64)> {
        let glyph = self.packed.lanes.get(spot.lane)?.rows.get(spot.row)?.get(spot.place)?;
        let area = self.frame.plot;
        let inside = |day: f64| self.x(day).clamp(area.left, area.right);
        Some((f64::midpoint(inside(glyph.from), inside(glyph.to)), self.y(spot.lane, spot.row)))
    }

    /// A link leaves its glyph upwards or downwards, so that it crosses titles instead of running along them.
    pub(super) fn arc(&self, svg: &mut String, arc: &Arc) {
        let Some(((from, to), link)) = self.at(arc.from).zip(self.at(arc.to)).zip(self.timeline.links.get(arc.link))
        else {
            return;
        };
        let ((x0, y0), (x1, y1)) = (from, to);
        let down = if y1 > y0 { 1.0 } else { -1.0 };
        // Within a row it leads above it, from one to the next straight over.
        let (bend, end) = if (y1 - y0).abs() < 1.0 {
            ((10.0 + (x1 - x0).abs() * 0.08).min(22.0), -1.0)
        } else {
            (((y1 - y0).abs() * 0.55).clamp(12.0, 90.0), -down)
        };
        let head = if is_mutual(link.kind) {
            String::new()
        } else {
            format!(" marker-end=\"url(#{}-head)\"", self.frame.id)
        };
        put(
            svg,
            format_args!(
                "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"{}\" stroke-opacity=\"{}\" {}{head}><title>{}</title></path>\n",
                px(x0),
                px(y0 + down * 5.0),
                px(x0),
                px(y0 + down * bend),
                px(x1),
                px(y1 + end * bend),
                px(x1),
                px(y1 + end * 6.0),
                self.frame.paper.weak,
                if arc.from.lane == arc.to.lane { "0.8" } else { "0.5" },
                dash(link.kind),
                escaped(&link_words(self.project, self.timeline, link))
            ),
        );
    }
}
