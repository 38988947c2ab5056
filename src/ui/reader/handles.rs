//! The edges of the selected mark: handles to drag with the pointer, and steps by the keyboard.
//!
//! Either is a gesture: it shows where the mark would be, lives here until it ends, and comes out as one
//! [`ReaderEvent::MarkMoved`]; Escape drops it. By the keyboard it ends when Alt is released or anything else is
//! pressed, by the pointer when the button is released. Nothing that it shows is stored before.
//!
//! A press on a handle that does not move is left to the text, so that a click means the same everywhere. It knows
//! *nothing* of codes and evidence: what is stored of a place is the caller's.

use super::column::Column;
use super::keys::Motion;
use super::pointer::{self, Outcome, SLACK_PX};
use super::view::{Place, View};
use super::{Highlight, Highlights, ReaderEvent, ReaderStyle};
use crate::base::edges::{self, Edge, Side, Step, Way};
use crate::base::span::{Pieces, Span};
use crate::base::words;
use crate::model::MarkId;
use egui::{CursorIcon, Event, Key, Painter, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo};
use egui::{Stroke, Vec2, pos2, vec2};

/// Radius of the knob, px.
const KNOB_PX: f32 = 3.5;
/// What can be pressed around a knob: as large as it can be without lying on letters, px.
const ZONE_PX: Vec2 = vec2(14.0, 11.0);

/// The edges of the selected mark.
#[derive(Default)]
pub struct Handles {
    grip: Option<Grip>,
    gesture: Option<Gesture>,
    spots: Vec<Spot>,
}

/// A handle that is held down.
#[derive(Clone, Copy)]
struct Grip {
    edge: Edge,
    origin: Pos2,
    /// From the pointer to the letters at the edge.
    offset: Vec2,
}

/// An edge on its way.
struct Gesture {
    mark: MarkId,
    stored: Pieces,
    shown: Pieces,
    /// How the mark looks.
    look: Option<Highlight>,
    hand: Hand,
    over: bool,
}

/// What moves the edge.
#[derive(Clone, Copy, PartialEq)]
enum Hand {
    Keys,
    Pointer,
}

/// A handle on the screen.
#[derive(Clone, Copy)]
pub struct Spot {
    edge: Edge,
    /// Between the letters.
    edge_pos: Pos2,
    /// The middle of the knob.
    knob: Pos2,
    /// The other end of the handle's line.
    foot: Pos2,
}

impl Spot {
    /// What can be pressed.
    #[must_use]
    pub fn zone(&self) -> Rect {
        Rect::from_center_size(self.knob, ZONE_PX)
    }

    /// Which edge it moves.
    #[must_use]
    pub fn edge(&self) -> Edge {
        self.edge
    }
}

impl Handles {
    /// Whether an edge is on its way.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.gesture.is_some()
    }

    /// Whether a handle is being dragged.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        self.gesture.as_ref().is_some_and(|gesture| gesture.hand == Hand::Pointer)
    }

    /// Where the mark would be, if an edge is on its way.
    #[must_use]
    pub fn shown(&self) -> Option<&Pieces> {
        self.gesture.as_ref().map(|gesture| &gesture.shown)
    }

    /// Ends a gesture with what it shows.
    pub fn settle(&mut self) {
        if let Some(gesture) = &mut self.gesture {
            gesture.over = true;
        }
    }

    /// Ends a gesture and forgets it; whether there was one.
    pub fn forget(&mut self) -> bool {
        self.grip = None;
        self.gesture.take().is_some()
    }

    /// Begins a frame: a gesture on what is not there any more is forgotten.
    pub fn begin(&mut self, edges: Option<(MarkId, &Pieces)>) {
        let begun_on = self.gesture.as_ref().map(|gesture| (gesture.mark, &gesture.stored));
        if begun_on.is_some() && begun_on != edges {
            self.forget();
        }
        if edges.is_none() {
            self.grip = None;
        }
    }

    /// Moves the outer edge on this side by a step, as seen. Where it is then, in bytes.
    pub fn nudge(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        (mark, stored): (MarkId, &Pieces),
        highlights: &dyn Highlights,
        (side, motion): (Side, Motion),
    ) -> Option<usize> {
        let before = self.shown().unwrap_or(stored).clone();
        let edge = edges::outer(&before, side);
        let at = edges::byte(&before, edge)?;
        let number = column.paragraphs().at(at);
        let turned = column.sheet(ui, number).is_some_and(|sheet| sheet.right_to_left());
        let left = matches!(motion, Motion::Left | Motion::WordLeft);
        let way = if left == turned { Way::Forward } else { Way::Back };
        let step = if matches!(motion, Motion::Left | Motion::Right) { Step::Letter } else { Step::Word };
        let shown = edges::step(column.text(), &before, edge, way, step).unwrap_or(before);
        let at = edges::byte(&shown, edges::outer(&shown, side));
        self.show(mark, stored, shown, highlights, Hand::Keys);
        at
    }

    /// Follows the pointer; `None` if it has nothing to do with handles.
    pub fn follow(
        &mut self,
        ui: &Ui,
        response: &Response,
        view: &View,
        text: &str,
        edges: Option<(MarkId, &Pieces)>,
        highlights: &dyn Highlights,
    ) -> Option<Outcome> {
        let (mark, stored) = edges?;
        let (pressed, down, modifiers) =
            ui.input(|i| (i.pointer.button_pressed(PointerButton::Primary), i.pointer.primary_down(), i.modifiers));
        if pressed && down && response.is_pointer_button_down_on() && !modifiers.shift && !modifiers.command {
            let origin = ui.input(|i| i.pointer.press_origin())?;
            let spot = self.spot_at(origin)?;
            self.grip = Some(Grip { edge: spot.edge, origin, offset: spot.edge_pos - origin });
            return Some(Outcome { pressed: true, ..Outcome::default() });
        }
        let grip = self.grip?;
        let pos = ui.input(|i| i.pointer.interact_pos()).unwrap_or(grip.origin);
        if self.is_dragging() || grip.origin.distance(pos) > SLACK_PX {
            let by = if modifiers.alt { Step::Letter } else { Step::Word };
            let to = view.stop_at(pos + grip.offset)?;
            let pulled = edges::pull(text, stored, grip.edge, to, by);
            let shown = pulled.or_else(|| self.shown().cloned()).unwrap_or_else(|| stored.clone());
            self.show(mark, stored, shown, highlights, Hand::Pointer);
        }
        if !down {
            self.grip = None;
            self.settle();
            // A press that did not move is a click on the text.
            return self.gesture.is_some().then(Outcome::default);
        }
        Some(Outcome {
            pull_px: if self.is_dragging() { pointer::pull(pos, view) } else { 0.0 },
            ..Outcome::default()
        })
    }

    /// The handle under a point.
    #[must_use]
    pub fn spot_at(&self, pos: Pos2) -> Option<Spot> {
        let under = self.spots.iter().filter(|spot| spot.zone().contains(pos));
        under.min_by(|a, b| a.knob.distance(pos).total_cmp(&b.knob.distance(pos))).copied()
    }

    /// Puts the mark where it would be among the visible highlights.
    pub fn preview(&self, visible: Span, highlights: &mut Vec<Highlight>) {
        let Some(Gesture { mark, shown, look: Some(look), .. }) = &self.gesture else { return };
        highlights.retain(|highlight| highlight.mark != *mark);
        let last = shown.spans().len() - 1;
        let pieces = shown.spans().iter().enumerate().filter(|(_, piece)| piece.overlaps(visible));
        highlights.extend(pieces.map(|(number, piece)| Highlight {
            piece: *piece,
            first: number == 0,
            last: number == last,
            ..*look
        }));
        highlights.sort_by_key(|highlight| highlight.piece);
    }

    /// Finds the handles that are in sight.
    pub fn place(&mut self, view: &View, text: &str, style: &ReaderStyle, edges: Option<(MarkId, &Pieces)>) {
        self.spots.clear();
        let Some((_, stored)) = edges else { return };
        let shown = self.gesture.as_ref().map_or(stored, |gesture| &gesture.shown);
        let visible = view.bytes();
        let near = edges::all(shown).filter(|edge| {
            let byte = edges::byte(shown, *edge).unwrap_or_default();
            visible.start() <= byte && byte <= visible.end()
        });
        self.spots = near.filter_map(|edge| spot(view, text, style, shown, edge)).collect();
    }

    /// Names the handles and says how to use them to whoever points at one.
    pub fn name(&self, ui: &Ui, response: &Response) {
        let pointed = response.hover_pos().and_then(|pos| self.spot_at(pos)).is_some();
        if pointed || self.grip.is_some() {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        for spot in &self.spots {
            let (name, keys) = match spot.edge.side {
                Side::Start => ("Start of the mark", "Alt+Shift+←, Alt+Shift+→"),
                Side::End => ("End of the mark", "Alt+←, Alt+→"),
            };
            // It only hovers: the text below decides what a press means.
            let id = response.id.with(("handle", spot.edge));
            let handle = ui.interact(spot.zone().intersect(response.rect), id, Sense::hover());
            handle.widget_info(|| {
                WidgetInfo::labeled(Role::Splitter, true, format!("{name}, piece {}", spot.edge.piece + 1))
            });
            if !self.is_dragging() {
                handle.on_hover_text(format!("{name}: drag, or {keys}"));
            }
        }
    }

    /// Draws the handles.
    pub fn draw(&self, painter: &Painter, style: &ReaderStyle) {
        for spot in &self.spots {
            painter.line_segment([spot.foot, spot.knob], Stroke::new(1.5, style.accent));
            painter.circle(spot.knob, KNOB_PX, style.accent, Stroke::new(1.0, style.ground));
        }
    }

    /// Ends the frame: says what a gesture that is over has come to. Later than drawing, so that the last frame of the
    /// gesture looks like the first one after it was stored.
    pub fn end(&mut self, ui: &Ui, response: &Response) -> Option<ReaderEvent> {
        let gesture = self.gesture.as_mut()?;
        if gesture.hand == Hand::Keys {
            gesture.over |= !response.has_focus() || ui.input(|i| !i.modifiers.alt || i.pointer.any_pressed());
        }
        let Gesture { mark, stored, shown, .. } = self.gesture.take_if(|gesture| gesture.over)?;
        (shown != stored).then_some(ReaderEvent::MarkMoved(mark, shown))
    }

    fn show(&mut self, mark: MarkId, stored: &Pieces, shown: Pieces, highlights: &dyn Highlights, hand: Hand) {
        if let Some(gesture) = &mut self.gesture {
            (gesture.shown, gesture.hand) = (shown, hand);
            return;
        }
        let look = look_of(mark, stored, highlights);
        self.gesture = Some(Gesture { mark, stored: stored.clone(), shown, look, hand, over: false });
    }
}

/// Whether another key than those that move edges is pressed in this frame.
#[must_use]
pub fn other_key(ui: &Ui) -> bool {
    let other = |key: Key| {
        let held = matches!(
            key,
            Key::AltLeft | Key::AltRight | Key::ShiftLeft | Key::ShiftRight | Key::ControlLeft | Key::ControlRight
        );
        !held && !matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::Escape)
    };
    ui.input(|i| i.events.iter().any(|event| matches!(event, Event::Key { key, pressed: true, .. } if other(*key))))
}

fn look_of(mark: MarkId, pieces: &Pieces, highlights: &dyn Highlights) -> Option<Highlight> {
    let first = *pieces.spans().first()?;
    let mut found = Vec::new();
    highlights.between(Span::new(first.start(), first.start() + 1), &mut found);
    found.into_iter().find(|highlight| highlight.mark == mark)
}

/// Where the handle of an edge is. An edge is a side of the letter next to it, since the letter after it may stand
/// somewhere else: in the next row, or where the direction of writing turns.
fn spot(view: &View, text: &str, style: &ReaderStyle, pieces: &Pieces, edge: Edge) -> Option<Spot> {
    let byte = edges::byte(pieces, edge)?;
    let letter = match edge.side {
        Side::Start => Span::new(byte, words::next_letter(text, byte)),
        Side::End => Span::new(words::previous_letter(text, byte), byte),
    };
    let mut places = Vec::new();
    view.places(letter, &mut places);
    // A space at which a row was broken stands nowhere.
    let Place { rect, baseline } = places.first().copied().or_else(|| view.caret(byte))?;
    let begins = view.caret(letter.start()).map_or(rect.left(), |caret| caret.rect.left());
    let from_left = (begins - rect.left()).abs() <= (begins - rect.right()).abs();
    let x = if (edge.side == Side::Start) == from_left { rect.left() } else { rect.right() };
    let (top, bottom) = (baseline - 1.06 * style.size_px, baseline + 0.40 * style.size_px);
    let (knob, foot) = if edge.side == Side::Start { (top, bottom) } else { (bottom, top) };
    Some(Spot { edge, edge_pos: pos2(x, rect.center().y), knob: pos2(x, knob), foot: pos2(x, foot) })
}
