//! The forms of a timeline: points, bars that fade where they are uncertain, numbers, links, and the axis.

use super::scene::{POINT_PX, ROW_PX, Scene};
use super::span::Span;
use crate::model::{RelationKind, Status};
use crate::query::network::corners;
use crate::query::timeline::{Arc, Glyph, Item, Mould, Nature, Part, Shade, Spot, Timeline, is_mutual, parts, sign};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::line::{Line, line};
use egui::epaint::{Mesh, QuadraticBezierShape};
use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

/// How far a bar fades whose end nobody knows, in points.
const FADE_PX: f32 = 80.0;
const BAR_PX: f32 = 15.0;
const LINE_PX: f32 = 2.5;
/// Width of a letter of a title, about.
const LETTER_PX: f32 = 6.0;
/// How far a title fades that is longer than its room.
const TITLE_FADE_PX: f32 = 14.0;
/// A title within a bar is cut to steps of so many points.
const CUT_PX: f32 = 12.0;
/// A title in less room says nothing.
const LEAST_TITLE_PX: f32 = 36.0;

/// Where and with what is drawn.
pub(super) struct Canvas<'a> {
    pub ui: &'a Ui,
    /// Draws within the lanes.
    pub painter: Painter,
    /// Draws around them, too.
    pub around: Painter,
    pub palette: &'static Palette,
    pub timeline: &'a Timeline,
    pub scene: &'a Scene,
    pub span: Span,
    /// The lanes in sight.
    pub area: Rect,
    /// How far the lanes are scrolled, in points.
    pub scroll: f32,
}

/// The colour of a type: its own, or grey as everywhere.
pub(super) fn colour(timeline: &Timeline, kind: usize) -> Color32 {
    theme::of_code(timeline.kinds.get(kind).and_then(|kind| kind.colour).unwrap_or_default())
}

/// The sign of a type: the forms of [`corners`], in turn.
pub(super) fn form(kind: usize, at: Pos2, size: f32, fill: Color32, edge: Stroke) -> Shape {
    let r = size / 2.0;
    match corners(Some(kind)) {
        [] => Shape::Circle(egui::epaint::CircleShape { center: at, radius: r, fill, stroke: edge }),
        corners => Shape::convex_polygon(corners.iter().map(|[x, y]| at + vec2(x * r, y * r)).collect(), fill, edge),
    }
}

/// Whether it happened or goes on, so that it is drawn filled.
fn is_plain(item: &Item) -> bool {
    matches!(item.status, Status::Happened | Status::Ongoing | Status::State | Status::Aggregate)
}

fn is_sure(item: &Item) -> bool {
    (item.certain.is_some() || item.nature != Nature::Single) && item.doubtful == (false, false)
}

impl Canvas<'_> {
    /// Where a day is; what is far beyond the edges is brought near.
    pub fn x(&self, day: f64) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "held near the edges")]
        let x = self.span.x(day).clamp(-1e6, 1e6) as f32;
        self.area.left() + x
    }

    /// The middle of a row.
    pub fn y(&self, lane: usize, row: usize) -> f32 {
        self.area.top() - self.scroll + self.scene.y(lane, row)
    }

    /// The days in sight, with air for what lies partly beyond the edges.
    pub fn days(&self) -> (f64, f64) {
        let air = f64::from(POINT_PX);
        (self.span.day(-air), self.span.day(f64::from(self.area.width()) + air))
    }

    /// Where a glyph is.
    pub fn rect(&self, spot: Spot) -> Option<Rect> {
        let glyph = self.scene.glyph(spot)?;
        let y = self.y(spot.lane, spot.row);
        let (left, right) = self.ends(glyph);
        Some(Rect::from_min_max(pos2(left, y - BAR_PX / 2.0), pos2(right, y + BAR_PX / 2.0)))
    }

    fn ends(&self, glyph: &Glyph) -> (f32, f32) {
        let (left, right) = (self.x(glyph.from), self.x(glyph.to));
        match glyph.mould {
            Mould::Point => (left - POINT_PX / 2.0, left + POINT_PX / 2.0),
            Mould::Several => (left, right.max(left + POINT_PX * 1.8)),
            Mould::Bar => (left, right.max(left + 4.0)),
        }
    }

    /// The glyph at a place of the screen.
    pub fn under(&self, pos: Pos2) -> Option<Spot> {
        if !self.area.contains(pos) {
            return None;
        }
        let y = pos.y - self.area.top() + self.scroll;
        let lane = self.scene.lanes(y, y + 0.1).next()?;
        let row = self.scene.rows(lane, y, y).next()?;
        let glyphs = self.scene.layout.lanes.get(lane)?.rows.get(row)?;
        let day = self.span.day(f64::from(pos.x - self.area.left()));
        let after = glyphs.partition_point(|glyph| glyph.from <= day);
        let spot = |place: usize| Spot { lane, row, place };
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten().map(spot);
        let hit = |spot: &Spot| self.rect(*spot).is_some_and(|rect| rect.expand(2.0).contains(pos));
        let titled = || after.checked_sub(1).map(spot).filter(|spot| self.is_on_title(*spot, pos));
        near.into_iter().find(hit).or_else(titled)
    }

    /// Whether a place is on the title behind a glyph, as far as letters can be estimated.
    fn is_on_title(&self, spot: Spot, pos: Pos2) -> bool {
        let Some((glyph, rect)) = self.scene.glyph(spot).zip(self.rect(spot)) else { return false };
        let letters = self.timeline.items.get(glyph.item).map_or(0, |item| item.letters);
        let room = self.x(glyph.next).min(self.area.right()) - rect.right() - 12.0;
        room >= LEAST_TITLE_PX && pos.x <= rect.right() + 5.0 + room.min(f32::from(letters) * LETTER_PX)
    }

    /// The ground behind wholes and their parts.
    pub fn nests(&self, lane: usize) {
        let Some(rows) = self.scene.layout.lanes.get(lane) else { return };
        let (from, to) = self.days();
        for nest in rows.nests.iter().filter(|nest| nest.to >= from && nest.from <= to) {
            let top = self.y(lane, nest.top) - ROW_PX / 2.0 + 1.0;
            let bottom = self.y(lane, nest.bottom.saturating_sub(1)) + ROW_PX / 2.0 - 1.0;
            let rect = Rect::from_min_max(pos2(self.x(nest.from) - 4.0, top), pos2(self.x(nest.to) + 4.0, bottom));
            let line = Stroke::new(1.0, self.palette.line);
            self.painter.rect(rect, CornerRadius::same(4), self.palette.raised, line, StrokeKind::Inside);
        }
    }

    /// A glyph with its title. `title` names an item.
    pub fn glyph(&self, glyph: &Glyph, y: f32, title: impl Fn(&Item) -> String) {
        let Some(item) = self.timeline.items.get(glyph.item) else { return };
        let colour = colour(self.timeline, item.kind);
        let (left, right) = self.ends(glyph);
        let mut inside = None;
        match glyph.mould {
            Mould::Point => self.point(item, pos2(self.x(glyph.from), y), POINT_PX, colour),
            Mould::Several => {
                self.several(glyph, Rect::from_min_max(pos2(left, y - 8.0), pos2(right, y + 8.0)), colour);
            }
            Mould::Bar => {
                let free = self.bar(glyph.item, item, y, colour);
                inside = Some((left.max(self.area.left()) + 16.0).max(free));
            }
        }
        let next = self.x(glyph.next).min(self.area.right());
        let title = || if glyph.count() > 1 { format!("{} …", title(item)) } else { title(item) };
        self.title(title, (right, inside, next), y);
    }

    /// In its bar if it fits there, else where more of it finds room, in it or behind it.
    fn title(&self, title: impl FnOnce() -> String, (right, inside, next): (f32, Option<f32>, f32), y: f32) {
        let font = theme::small();
        let outside = next - right - 12.0;
        let inside = inside.map(|left| (left, right.min(self.area.right()) - left - 4.0));
        let inside = inside.filter(|(_, room)| *room > LEAST_TITLE_PX);
        if inside.is_none() && outside < LEAST_TITLE_PX {
            return;
        }
        let title = title();
        let lay = |room: f32| line(self.ui, &title, &font, self.palette.text, room);
        if let Some((left, room)) = inside {
            let whole = lay(f32::INFINITY);
            if whole.width <= room {
                return whole.paint(&self.painter, pos2(left, y - 1.0));
            }
            // In steps, so that it is not cut anew in each frame of a zoom.
            if room > outside.max(LEAST_TITLE_PX) {
                let room = (room / CUT_PX).floor() * CUT_PX;
                return lay(room).paint(&self.painter, pos2(left, y - 1.0));
            }
        }
        self.behind(&lay(f32::INFINITY), pos2(right + 5.0, y), outside);
    }

    /// A title in the room behind its glyph. It is laid out whole and fades out where the room ends: cut anew to another
    /// room in each frame of a zoom, titles were most of what the frame cost.
    fn behind(&self, title: &Line, at: Pos2, room: f32) {
        let shown = Rect::from_min_size(pos2(at.x - 1.0, at.y - 8.0), vec2(title.width.min(room) + 2.0, 16.0));
        // A link that leads past does not run through the words.
        let ground = self.palette.panel.gamma_multiply(0.8);
        self.painter.rect_filled(shown.shrink2(vec2(0.0, 1.0)), CornerRadius::ZERO, ground);
        if title.width <= room {
            return title.paint(&self.painter, at);
        }
        let clipped = self.painter.with_clip_rect(shown.intersect(self.area));
        // The words begin where they are read from.
        let (left, end) = if title.rtl {
            (at.x + room - title.width, shown.with_max_x(shown.left() + TITLE_FADE_PX))
        } else {
            (at.x, shown.with_min_x(shown.right() - TITLE_FADE_PX))
        };
        title.paint(&clipped, pos2(left, at.y));
        let mut mesh = Mesh::default();
        fade(&mut mesh, end, self.palette.panel, if title.rtl { Shade::Falling } else { Shade::Rising });
        self.painter.add(mesh);
    }

    fn point(&self, item: &Item, at: Pos2, size: f32, colour: Color32) {
        let strength = if is_sure(item) { 1.0 } else { 0.5 };
        let shape = if is_plain(item) {
            form(item.kind, at, size, colour.gamma_multiply(strength), Stroke::new(1.0, self.palette.panel))
        } else {
            form(item.kind, at, size, self.palette.panel, Stroke::new(1.6, colour.gamma_multiply(strength)))
        };
        self.painter.add(shape);
        if item.is_overdue {
            self.painter.text(at, Align2::CENTER_CENTER, "!", FontId::proportional(size), self.palette.text);
        }
    }

    fn several(&self, glyph: &Glyph, rect: Rect, colour: Color32) {
        let count = crate::base::number::thousands(glyph.count());
        let galley = self.painter.layout_no_wrap(count, theme::small(), self.palette.text);
        let rect = Rect::from_min_size(rect.min, vec2(rect.width().max(galley.size().x + 8.0), rect.height()));
        let edge = Stroke::new(1.5, colour);
        self.painter.rect(rect, CornerRadius::same(8), self.palette.raised, edge, StrokeKind::Inside);
        // A number that holds for more than is in sight stands where it is seen.
        let seen = rect.intersect(self.area);
        let middle = if seen.width() > galley.size().x { seen.center() } else { rect.center() };
        self.painter.galley(middle - galley.size() / 2.0, galley, self.palette.text);
    }

    /// Draws it; says from where on a title in it meets no sign.
    fn bar(&self, place: usize, item: &Item, y: f32, colour: Color32) -> f32 {
        let parts = parts(self.timeline, place);
        for part in &parts {
            self.part(item, part, y, colour);
        }
        for (is_open, tip, back) in
            [(item.from.is_none(), self.area.left(), 8.0), (item.to.is_none(), self.area.right(), -8.0)]
        {
            if is_open {
                let corners = vec![pos2(tip, y), pos2(tip + back, y - 6.0), pos2(tip + back, y + 6.0)];
                self.painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
            }
        }
        let mut free = f32::NEG_INFINITY;
        if let Some((day, shift)) = sign(&parts) {
            // The sign of what began before the edge stands at it.
            let x = self.x(day) + 7.0 * f32::from(i8::from(shift > 0.0)) - 7.0 * f32::from(i8::from(shift < 0.0));
            let x = if shift > 0.0 && self.x(day) < self.area.left() { self.area.left() + 8.0 } else { x };
            self.point(item, pos2(x, y - 1.0), POINT_PX - 3.0, colour);
            free = x + 9.0;
        }
        free
    }

    fn part(&self, item: &Item, part: &Part, y: f32, colour: Color32) {
        let (left, right) = (self.x(part.from), self.x(part.to));
        let (left, right) = match part.shade {
            Shade::Rising if item.from.is_none() => (left.max(right - FADE_PX), right),
            Shade::Falling if item.to.is_none() => (left, right.min(left + FADE_PX)),
            _ => (left, right.max(left + 2.0)),
        };
        let (top, bottom) = (y - BAR_PX / 2.0, y + BAR_PX / 2.0);
        let rect = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        if !rect.intersects(self.area) {
            return;
        }
        if part.shade == Shade::Sum {
            return self.sum(rect, colour);
        }
        let tint = colour.gamma_multiply(if is_plain(item) { 0.3 } else { 0.1 });
        let mut mesh = Mesh::default();
        fade(&mut mesh, rect, tint, part.shade);
        let line = Rect::from_min_max(pos2(left, bottom - LINE_PX), rect.max);
        if is_plain(item) {
            fade(&mut mesh, line, colour, part.shade);
            self.painter.add(mesh);
            return;
        }
        self.painter.add(mesh);
        let seen = rect.intersect(self.area.expand(8.0));
        let ends = if part.shade == Shade::Full {
            vec![seen.left_top(), seen.right_top(), seen.right_bottom(), seen.left_bottom(), seen.left_top()]
        } else {
            vec![seen.left_bottom(), seen.right_bottom()]
        };
        self.painter.extend(Shape::dashed_line(&ends, Stroke::new(1.2, colour), 4.0, 3.0));
    }

    /// A dashed line between two ends.
    fn sum(&self, rect: Rect, colour: Color32) {
        let stroke = Stroke::new(1.6, colour);
        let seen = rect.intersect(self.area.expand(4.0));
        let ends = [seen.left_bottom() - vec2(0.0, 2.0), seen.right_bottom() - vec2(0.0, 2.0)];
        self.painter.extend(Shape::dashed_line(&ends, stroke, 6.0, 3.0));
        for x in [rect.left(), rect.right()] {
            self.painter.vline(x, rect.top() + 4.0..=rect.bottom() + 1.0, stroke);
        }
    }

    /// The arcs in sight; `lit` are the items whose arcs are strong. Where there are very many, only those are drawn.
    pub fn arcs(&self, lit: impl Fn(usize) -> bool) {
        const MOST: usize = 240;
        let (from, to) = self.days();
        let bounds = self.area.expand(40.0);
        let place = |spot: Spot| {
            let glyph = self.scene.glyph(spot)?;
            let middle = f64::midpoint(glyph.from.max(from), glyph.to.min(to));
            Some(pos2(self.x(middle), self.y(spot.lane, spot.row)))
        };
        let ends = |arc: &Arc| {
            let (begin, end) = (place(arc.from)?, place(arc.to)?);
            Rect::from_two_pos(begin, end).expand(1.0).intersects(bounds).then_some((begin, end))
        };
        let reach = self.scene.arcs.iter().zip(&self.scene.reaches);
        let near = reach.filter(|(_, reach)| reach.0 <= to && reach.1 >= from).map(|(arc, _)| arc);
        let seen = near.filter_map(|arc| Some((arc, ends(arc)?)));
        let seen: Vec<(&Arc, (Pos2, Pos2))> = seen.take(4_000).collect();
        let many = seen.len() > MOST;
        for (arc, ends) in seen {
            let Some(link) = self.timeline.links.get(arc.link) else { continue };
            let lit = lit(link.from) || lit(link.to);
            if lit || !many {
                self.arc(arc, link.kind, ends, lit);
            }
        }
    }

    fn arc(&self, arc: &Arc, kind: RelationKind, (begin, end): (Pos2, Pos2), lit: bool) {
        let within = arc.from.lane == arc.to.lane;
        let colour = match (lit, within) {
            (true, _) => self.palette.accent,
            (false, true) => self.palette.weak.gamma_multiply(0.8),
            (false, false) => self.palette.weak.gamma_multiply(0.45),
        };
        let (begin, end) = (begin - vec2(0.0, 5.0), end - vec2(0.0, 6.0));
        let rise = 8.0 + ((end.x - begin.x).abs() * 0.12).min(26.0);
        let control = pos2(f32::midpoint(begin.x, end.x), begin.y.min(end.y) - rise);
        let (width, dash) = look(kind);
        let stroke = Stroke::new(if lit { width + 0.6 } else { width }, colour);
        let curve =
            QuadraticBezierShape::from_points_stroke([begin, control, end], false, Color32::TRANSPARENT, stroke);
        match dash {
            None => drop(self.painter.add(curve)),
            Some((on, off)) => {
                let points = curve.flatten(Some(0.5));
                self.painter.extend(Shape::dashed_line(&points, stroke, on, off));
            }
        }
        if !is_mutual(kind) {
            let along = (end - control).normalized();
            let across = vec2(-along.y, along.x);
            let tip = vec![end + along * 2.0, end - along * 5.0 + across * 3.2, end - along * 5.0 - across * 3.2];
            self.painter.add(Shape::convex_polygon(tip, colour, Stroke::NONE));
        }
    }
}

/// Width of the line of a link, and its dashes.
fn look(kind: RelationKind) -> (f32, Option<(f32, f32)>) {
    match kind {
        RelationKind::PartOf => (1.2, Some((1.5, 3.0))),
        RelationKind::Follows => (1.2, None),
        RelationKind::Causes => (2.2, None),
        RelationKind::BuildsOn => (1.2, Some((8.0, 3.0))),
        RelationKind::SameOccasion => (1.2, Some((4.0, 3.0))),
        RelationKind::Contradicts => (1.8, Some((7.0, 2.0))),
        RelationKind::Other(_) => (1.0, None),
    }
}

/// A rectangle that fades as a part of a bar does.
fn fade(mesh: &mut Mesh, rect: Rect, colour: Color32, shade: Shade) {
    let nothing = Color32::TRANSPARENT;
    match shade {
        Shade::Full | Shade::Sum => mesh.add_colored_rect(rect, colour),
        Shade::Rising => quad(mesh, rect, nothing, colour),
        Shade::Falling => quad(mesh, rect, colour, nothing),
        Shade::Somewhere => {
            let (one, other) = rect.split_left_right_at_fraction(0.5);
            quad(mesh, one, nothing, colour.gamma_multiply(0.85));
            quad(mesh, other, colour.gamma_multiply(0.85), nothing);
        }
    }
}

fn quad(mesh: &mut Mesh, rect: Rect, left: Color32, right: Color32) {
    let Ok(first) = u32::try_from(mesh.vertices.len()) else { return };
    let corners = [
        (rect.left_top(), left),
        (rect.right_top(), right),
        (rect.right_bottom(), right),
        (rect.left_bottom(), left),
    ];
    for (pos, colour) in corners {
        mesh.colored_vertex(pos, colour);
    }
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first, first + 2, first + 3);
}
