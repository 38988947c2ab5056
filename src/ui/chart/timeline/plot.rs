//! The timeline itself, and the hands on it: the pointer moves, zooms and chooses, and so do the keys.
//!
//! It has the keyboard as one thing: ← and → go from event to event, ↑ and ↓ from lane to lane, with Shift they move
//! along time; Enter lists the sentences, Space shows the event, + and − zoom, 0 shows everything, C folds the lane, P
//! looks at the days in sight alone and Backspace at everything again.

use super::axis;
use super::paint::Canvas;
use super::scene::{PAD_PX, ROW_PX, Scene};
use super::span::{Span, number};
use crate::model::EventId;
use crate::query::timeline::{Glyph, LaneKey, Spot, Timeline, described};
use crate::ui::chart::keys;
use crate::ui::theme::{self, Palette};
use crate::ui::view::View;
use crate::ui::widgets::line::line;
use chrono::NaiveDate;
use egui::{
    CornerRadius, CursorIcon, Id, Key, PointerButton, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2,
};
use std::collections::BTreeSet;

/// Room above the lanes for what says where the split is.
pub(super) const HEAD_PX: f32 = 17.0;
/// A share of the width that Shift and an arrow move by.
const STRIDE: f64 = 0.25;
/// How much + and − zoom.
const ZOOM: f64 = 1.4;

/// Where somebody is on the timeline.
#[derive(Clone, Debug, Default)]
pub(super) struct Hand {
    /// What is in sight; `None`: everything.
    pub span: Option<Span>,
    /// How far the lanes are scrolled, in points.
    pub scroll: f32,
    /// The event that the keyboard is on: a lane, and the place of an item in it.
    pub cursor: Option<(usize, usize)>,
    /// Where a period began that is being chosen, in points from the left edge.
    choosing: Option<f32>,
}

/// What was asked for.
pub(super) enum Asked {
    /// The sentences behind a glyph, with its title.
    Sentences(String, Vec<EventId>),
    /// The form of an event.
    Show(EventId),
    /// To look only at these days.
    Period(NaiveDate, NaiveDate),
    /// To look at all events again.
    Everything,
    /// To show a lane as one row, or whole again.
    Fold(LaneKey),
}

/// Draws the timeline in a rectangle.
pub(super) fn show(ui: &mut Ui, view: View<'_>, scene: &Scene, whole: Rect, hand: &mut Hand) -> Option<Asked> {
    let timeline = &*scene.timeline;
    let days = timeline.days?;
    let width = f64::from(whole.width());
    let fitting = Span::fitting(days, width);
    let response = ui.interact(whole, Id::unique("timeline"), Sense::click_and_drag());
    let area = Rect::from_min_max(whole.min + vec2(0.0, HEAD_PX), whole.max - vec2(0.0, axis::DATES_PX));
    let mut asked = move_by_pointer(ui, &response, hand, fitting);
    if let Some(span) = &mut hand.span {
        *span = span.kept(days, width);
    }
    hand.scroll = hand.scroll.clamp(0.0, (scene.height - area.height()).max(0.0));
    let canvas = Canvas {
        ui,
        painter: ui.painter().with_clip_rect(area),
        around: ui.painter().with_clip_rect(whole),
        palette: Palette::of(ui),
        timeline,
        scene,
        span: hand.span.unwrap_or(fitting),
        area,
        scroll: hand.scroll,
    };
    let hovered = response.hover_pos().filter(|_| hand.choosing.is_none()).and_then(|pos| canvas.under(pos));
    let cursor = hand.cursor.filter(|_| response.has_focus()).and_then(|(lane, at)| scene.spot(lane, at));
    draw(&canvas, view, whole, (hovered, cursor), hand.choosing.zip(response.interact_pointer_pos()));
    if let Some(spot) = hovered {
        let text = tooltip(view, timeline, scene.glyph(spot));
        response.clone().on_hover_text_at_pointer(text);
    }
    if response.clicked_by(PointerButton::Primary) {
        response.request_focus();
        if let Some((spot, glyph)) = hovered.and_then(|spot| Some((spot, scene.glyph(spot)?))) {
            hand.cursor = place_of(timeline, spot.lane, glyph.item);
            asked = Some(sentences(view, timeline, glyph));
        }
    }
    asked.or_else(|| keyboard(ui, view, (timeline, scene), &response, hand, (fitting, area)))
}

/// Drags, wheel and pinch; a period chosen with Shift and a drag is answered with.
fn move_by_pointer(ui: &Ui, response: &Response, hand: &mut Hand, fitting: Span) -> Option<Asked> {
    let whole = response.rect;
    let span = hand.span.unwrap_or(fitting);
    if response.drag_started_by(PointerButton::Primary) && ui.input(|input| input.modifiers.shift) {
        let origin = ui.input(|input| input.pointer.press_origin());
        hand.choosing = origin.map(|pos| pos.x - whole.left());
    }
    if let Some(from) = hand.choosing {
        if response.dragged() {
            return None;
        }
        hand.choosing = None;
        let to = response.interact_pointer_pos().or(ui.input(|input| input.pointer.latest_pos()))?.x - whole.left();
        let (first, last) = span.days(from.into(), to.into())?;
        return Some(Asked::Period(first, last));
    }
    if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let moved = response.drag_delta();
        if moved.x != 0.0 {
            hand.span = Some(span.moved(moved.x.into()));
        }
        hand.scroll -= moved.y;
    }
    wheel(ui, response, hand, fitting);
    None
}

/// The wheel and two fingers zoom at the pointer; a wheel that turns sideways moves along time, and with Shift too.
fn wheel(ui: &Ui, response: &Response, hand: &mut Hand, fitting: Span) {
    let Some(pos) = response.hover_pos() else { return };
    let (scrolled, pinched, shift) =
        ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta(), input.modifiers.shift));
    let span = hand.span.unwrap_or(fitting);
    let x = f64::from(pos.x - response.rect.left());
    let factor = f64::from(pinched) * (f64::from(scrolled.y) * 0.003).exp();
    if scrolled.x != 0.0 || (shift && scrolled.y != 0.0) {
        hand.span = Some(span.moved(f64::from(if shift { scrolled.y + scrolled.x } else { scrolled.x })));
    } else if (factor - 1.0).abs() > 1e-6 {
        hand.span = Some(span.zoomed(x, factor, fitting));
    }
}

fn draw(
    canvas: &Canvas<'_>,
    view: View<'_>,
    whole: Rect,
    (hovered, cursor): (Option<Spot>, Option<Spot>),
    choosing: Option<(f32, egui::Pos2)>,
) {
    axis::ground(canvas, whole);
    axis::dates(canvas, whole);
    let (top, bottom) = (canvas.scroll, canvas.scroll + canvas.area.height());
    let line = Stroke::new(1.0, canvas.palette.line);
    for lane in canvas.scene.lanes(top, bottom) {
        canvas.painter.hline(whole.x_range(), canvas.area.top() - canvas.scroll + canvas.scene.end(lane), line);
        canvas.nests(lane);
    }
    let on = [hovered, cursor].into_iter().flatten().filter_map(|spot| canvas.scene.glyph(spot));
    let lit: BTreeSet<usize> = on.flat_map(Glyph::items).collect();
    if canvas.timeline.spec.timeline().is_none_or(|asked| !asked.without_links) {
        canvas.arcs(|item| lit.contains(&item));
    }
    let (from, to) = canvas.days();
    let title = |event: EventId| view.project().label(event.into()).to_owned();
    for lane in canvas.scene.lanes(top, bottom) {
        let Some(rows) = canvas.scene.layout.lanes.get(lane) else { continue };
        for row in canvas.scene.rows(lane, top, bottom) {
            let y = canvas.y(lane, row);
            rows.in_sight(row, from, to).iter().for_each(|glyph| canvas.glyph(glyph, y, |item| title(item.event)));
        }
    }
    for (spot, colour) in [(hovered, canvas.palette.text), (cursor, canvas.palette.accent)] {
        if let Some(rect) = spot.and_then(|spot| canvas.rect(spot)) {
            let rect = rect.intersect(canvas.area).expand(2.5);
            canvas.painter.rect_stroke(rect, CornerRadius::same(5), Stroke::new(1.5, colour), StrokeKind::Outside);
        }
    }
    axis::split(canvas, whole);
    if let Some((from, to)) = choosing {
        let area = canvas.area;
        let chosen = Rect::from_two_pos(pos2(area.left() + from, area.top()), pos2(to.x, area.bottom()));
        let fill = canvas.palette.accent.gamma_multiply(0.18);
        canvas.painter.rect(chosen, 0.0, fill, Stroke::new(1.0, canvas.palette.accent), StrokeKind::Inside);
    }
}

/// All that there is to say, and what can be done.
fn tooltip(view: View<'_>, timeline: &Timeline, glyph: Option<&Glyph>) -> String {
    let Some(glyph) = glyph else { return String::new() };
    format!(
        "{}\nClick or Enter: the sentences · Space: the event · Shift+drag: a period",
        said(view, timeline, glyph)
    )
}

fn said(view: View<'_>, timeline: &Timeline, glyph: &Glyph) -> String {
    const NAMED: usize = 6;
    if glyph.count() == 1 {
        return described(view.project(), timeline, glyph.item).join("\n");
    }
    let title = |at: usize| timeline.items.get(at).map_or("", |item| view.project().label(item.event.into()));
    let mut lines = vec![format!("{} together", crate::base::number::counted(glyph.count(), "event"))];
    lines.extend(glyph.items().take(NAMED).map(|at| title(at).to_owned()));
    lines.extend(
        (glyph.count() > NAMED).then(|| format!("and {} more; zoom in to tell them apart", glyph.count() - NAMED)),
    );
    lines.join("\n")
}

fn sentences(view: View<'_>, timeline: &Timeline, glyph: &Glyph) -> Asked {
    let events: Vec<EventId> = glyph.items().filter_map(|at| Some(timeline.items.get(at)?.event)).collect();
    let first = events.first().map_or("", |event| view.project().label((*event).into()));
    let title = match events.len() {
        1 => first.to_owned(),
        count => format!("{count} events · {first} …"),
    };
    Asked::Sentences(title, events)
}

/// The place of an item in a lane.
fn place_of(timeline: &Timeline, lane: usize, item: usize) -> Option<(usize, usize)> {
    let at = timeline.lanes.get(lane)?.items.binary_search(&item).ok()?;
    Some((lane, at))
}

fn keyboard(
    ui: &Ui,
    view: View<'_>,
    (timeline, scene): (&Timeline, &Scene),
    response: &Response,
    hand: &mut Hand,
    (fitting, area): (Span, Rect),
) -> Option<Asked> {
    let glyph = hand.cursor.and_then(|(lane, at)| scene.glyph(scene.spot(lane, at)?));
    let lane = hand.cursor.and_then(|(lane, _)| timeline.lanes.get(lane)).map_or("", |lane| lane.name.as_str());
    let now = match glyph {
        Some(glyph) => format!("{}\n{}", said(view, timeline, glyph), lane),
        None => "arrows go from event to event".to_owned(),
    };
    if !keys::hold(ui, response, &format!("Timeline. {now}")) {
        return None;
    }
    say(ui, response, &now);
    let shift = ui.input(|input| input.modifiers.shift);
    let pressed = |key| keys::pressed(ui, key);
    let width = f64::from(area.width());
    let span = hand.span.unwrap_or(fitting);
    for (key, forward) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
        if !pressed(key) {
            continue;
        }
        if shift {
            hand.span = Some(span.moved(if forward { -width * STRIDE } else { width * STRIDE }));
        } else {
            step(timeline, scene, hand, forward);
            follow(timeline, scene, hand, (fitting, area));
        }
    }
    move_by_keys(ui, (timeline, scene), hand, (fitting, area));
    if pressed(Key::P) {
        let (first, last) = hand.span.unwrap_or(fitting).days(0.0, width)?;
        return Some(Asked::Period(first, last));
    }
    if pressed(Key::Backspace) {
        return Some(Asked::Everything);
    }
    if pressed(Key::C) {
        let lane = hand.cursor.and_then(|(lane, _)| timeline.lanes.get(lane));
        return lane.map(|lane| Asked::Fold(lane.key.clone()));
    }
    let glyph = hand.cursor.and_then(|(lane, at)| scene.glyph(scene.spot(lane, at)?))?;
    if pressed(Key::Space) {
        return timeline.items.get(glyph.item).map(|item| Asked::Show(item.event));
    }
    pressed(Key::Enter).then(|| sentences(view, timeline, glyph))
}

/// From lane to lane, along the lanes, and nearer or farther.
fn move_by_keys(ui: &Ui, (timeline, scene): (&Timeline, &Scene), hand: &mut Hand, (fitting, area): (Span, Rect)) {
    let pressed = |key| keys::pressed(ui, key);
    for (key, down) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        if pressed(key) {
            change_lane(timeline, hand, down);
            follow(timeline, scene, hand, (fitting, area));
        }
    }
    for (key, sign) in [(Key::PageDown, 1.0), (Key::PageUp, -1.0)] {
        if pressed(key) {
            hand.scroll = (hand.scroll + sign * area.height() * 0.8).max(0.0);
        }
    }
    let (nearer, farther) = (pressed(Key::Plus) || pressed(Key::Equals), pressed(Key::Minus));
    if nearer || farther {
        let factor = if nearer { ZOOM } else { 1.0 / ZOOM };
        zoom(timeline, hand, (fitting, f64::from(area.width())), factor);
    }
    if pressed(Key::Num0) || pressed(Key::Home) {
        hand.span = None;
    }
    // Letters and signs are for the timeline alone while it has the keyboard.
    ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
}

/// Zooms at the event that the keyboard is on, or else in the middle.
fn zoom(timeline: &Timeline, hand: &mut Hand, (fitting, width): (Span, f64), factor: f64) {
    let span = hand.span.unwrap_or(fitting);
    let day = hand.cursor.and_then(|(lane, at)| day_of(timeline, lane, at));
    let at = day.map(|day| span.x(day)).filter(|x| (0.0..=width).contains(x)).unwrap_or(width / 2.0);
    hand.span = Some(span.zoomed(at, factor, fitting));
}

/// A button zooms as the keys do.
pub(super) fn zoom_by_button(timeline: &Timeline, hand: &mut Hand, width: f32, nearer: Nearer) {
    let Some(days) = timeline.days else { return };
    let factor = if nearer == Nearer::Yes { ZOOM } else { 1.0 / ZOOM };
    zoom(timeline, hand, (Span::fitting(days, width.into()), width.into()), factor);
}

/// Which way to zoom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearer {
    Yes,
    No,
}

/// To the next event of the lane that stands in another glyph.
fn step(timeline: &Timeline, scene: &Scene, hand: &mut Hand, forward: bool) {
    let Some((lane, at)) = hand.cursor else {
        hand.cursor = (!timeline.lanes.is_empty()).then_some((0, 0));
        return;
    };
    let count = timeline.lanes.get(lane).map_or(0, |lane| lane.items.len());
    let here = scene.spot(lane, at);
    let other = |at: &usize| scene.spot(lane, *at) != here;
    let next = if forward { (at + 1..count).find(other) } else { (0..at.min(count)).rev().find(other) };
    hand.cursor = Some((lane, next.unwrap_or(at)));
}

/// To the event of the next lane that is nearest in time.
fn change_lane(timeline: &Timeline, hand: &mut Hand, down: bool) {
    let Some((lane, at)) = hand.cursor else {
        hand.cursor = (!timeline.lanes.is_empty()).then_some((0, 0));
        return;
    };
    let other = if down { lane + 1 } else { lane.saturating_sub(1) };
    let Some(found) = timeline.lanes.get(other).filter(|_| other != lane) else { return };
    let day = day_of(timeline, lane, at).unwrap_or(f64::NEG_INFINITY);
    let away = |at: &usize| (day_of(timeline, other, *at).unwrap_or(f64::INFINITY) - day).abs();
    let nearest = (0..found.items.len()).min_by(|a, b| away(a).total_cmp(&away(b)));
    hand.cursor = nearest.map(|at| (other, at));
}

/// A day at which an event of a lane is seen.
fn day_of(timeline: &Timeline, lane: usize, at: usize) -> Option<f64> {
    let item = timeline.items.get(*timeline.lanes.get(lane)?.items.get(at)?)?;
    let (from, to) = (item.from.map(number), item.to.map(number));
    match (from, to) {
        (Some(from), Some(to)) => Some(f64::midpoint(from, to + 1.0)),
        (one, other) => one.or(other),
    }
}

/// Brings the event that the keyboard is on into sight.
fn follow(timeline: &Timeline, scene: &Scene, hand: &mut Hand, (fitting, area): (Span, Rect)) {
    let Some((lane, at)) = hand.cursor else { return };
    let width = f64::from(area.width());
    if let Some(day) = day_of(timeline, lane, at) {
        let span = hand.span.unwrap_or(fitting);
        let moved = span.showing(day, width);
        hand.span = (moved != span).then_some(moved).or(hand.span);
    }
    let Some(spot) = scene.spot(lane, at) else { return };
    let y = scene.y(spot.lane, spot.row);
    let (half, height) = (ROW_PX / 2.0 + PAD_PX, area.height());
    hand.scroll = hand.scroll.clamp((y + half - height).min(y - half), (y - half).max(0.0));
}

/// Writes what the keyboard is on above the lanes.
fn say(ui: &Ui, response: &Response, now: &str) {
    let palette = Palette::of(ui);
    let text = now.lines().take(2).collect::<Vec<_>>().join(" · ");
    let line = line(ui, &text, &theme::small(), palette.text, response.rect.width() * 0.7);
    let size = vec2(line.width + 12.0, HEAD_PX - 1.0);
    let rect = Rect::from_min_size(response.rect.right_top() - vec2(size.x + 2.0, -1.0), size);
    ui.painter().rect_filled(rect, CornerRadius::same(4), palette.panel);
    line.paint(ui.painter(), rect.left_center() + vec2(6.0, 0.0));
}
