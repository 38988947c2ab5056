//! The hand on the mouse: what pressing, dragging and clicking in the text do to the selection.
//!
//! Press and drag selects, snapped to words unless Alt is held; double press words, triple press sentences; Shift goes
//! on from where the selection began; Ctrl begins another piece. A press that does not move is a click. Dragging
//! beyond the window's edge asks to scroll.

use super::select::{Grain, Selection};
use super::view::View;
use egui::{Modifiers, PointerButton, Pos2, Response, Ui};

/// A press that moves less than this is a click, px.
pub(super) const SLACK_PX: f32 = 4.0;
/// Two presses within this are a double press, s.
const AGAIN_SECS: f64 = 0.35;

/// What the pointer is doing.
#[derive(Debug, Default)]
pub struct Pointer {
    press: Option<Press>,
    /// Time, place and count of the last press.
    last: Option<(f64, Pos2, u8)>,
    /// When a selection is complete unless another press makes it larger, s.
    completes: Option<f64>,
}

#[derive(Clone, Copy, Debug)]
struct Press {
    origin: Pos2,
    modifiers: Modifiers,
    count: u8,
    moved: bool,
}

/// What came of it this frame.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// The text was pressed.
    pub pressed: bool,
    /// A single click without modifiers was made.
    pub clicked: bool,
    /// What was selected is complete.
    pub finished: bool,
    /// How far to scroll because the pointer is beyond an edge, px a second.
    pub pull_px: f32,
}

impl Pointer {
    /// Whether a selection is being dragged.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        self.press.is_some_and(|press| press.moved)
    }

    /// Follows the pointer for one frame. `free` selects letters instead of words.
    pub fn follow(
        &mut self,
        ui: &Ui,
        response: &Response,
        view: &View,
        text: &str,
        free: bool,
        selection: &mut Selection,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let (pressed, down, now) =
            ui.input(|i| (i.pointer.button_pressed(PointerButton::Primary), i.pointer.primary_down(), i.time));
        let pos = response.interact_pointer_pos().or_else(|| ui.input(|i| i.pointer.interact_pos()));
        if pressed
            && response.is_pointer_button_down_on()
            && let Some(origin) = ui.input(|i| i.pointer.press_origin()).or(pos)
        {
            self.begin(origin, now, ui.input(|i| i.modifiers));
            self.place(view, text, free, selection);
            outcome.pressed = true;
        }
        if let (Some(press), Some(pos)) = (self.press.as_mut(), pos) {
            press.moved |= press.origin.distance(pos) > SLACK_PX;
            if press.moved {
                self.drag(pos, view, text, free, ui.input(|i| i.modifiers), selection);
                outcome.pull_px = if down { pull(pos, view) } else { 0.0 };
            }
        }
        if !down && let Some(press) = self.press.take() {
            let plain = !press.modifiers.shift && !press.modifiers.command;
            outcome.clicked = !press.moved && press.count == 1 && plain;
            self.ended(press, now);
        } else if response.clicked() && !outcome.pressed {
            self.whole_click(ui, response, view, text, free, selection, &mut outcome);
        }
        outcome.finished = self.completed(ui, now);
        outcome
    }

    /// A press ended: notes when what it selected is complete. A double press waits, because a third one would take
    /// the sentence; with Ctrl more pieces may come.
    fn ended(&mut self, press: Press, now: f64) {
        let selects = press.moved || press.count > 1 || press.modifiers.shift;
        let waits = if press.count == 2 && !press.moved { AGAIN_SECS } else { 0.0 };
        self.completes = (selects && !press.modifiers.command).then_some(now + waits);
    }

    fn completed(&mut self, ui: &Ui, now: f64) -> bool {
        let Some(at) = self.completes.filter(|_| self.press.is_none()) else { return false };
        if now < at {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(at - now));
            return false;
        }
        self.completes = None;
        true
    }

    /// A press and its release in one frame: on a slow machine, or by a tool that clicks faster than frames come.
    #[expect(clippy::too_many_arguments, reason = "it continues `follow`, which was given all of them")]
    fn whole_click(
        &mut self,
        ui: &Ui,
        response: &Response,
        view: &View,
        text: &str,
        free: bool,
        selection: &mut Selection,
        outcome: &mut Outcome,
    ) {
        let Some(origin) = response.interact_pointer_pos() else { return };
        let (now, modifiers) = ui.input(|i| (i.time, i.modifiers));
        self.begin(origin, now, modifiers);
        let counted = if response.triple_clicked() {
            3
        } else if response.double_clicked() {
            2
        } else {
            1
        };
        if let (Some(press), Some((_, _, last))) = (&mut self.press, &mut self.last) {
            press.count = press.count.max(counted);
            *last = press.count;
        }
        self.place(view, text, free, selection);
        outcome.pressed = true;
        if let Some(press) = self.press.take() {
            outcome.clicked = press.count == 1 && !modifiers.shift && !modifiers.command;
            self.ended(press, now);
        }
    }

    /// Forgets a press, as when the text under it is exchanged.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    fn begin(&mut self, origin: Pos2, now: f64, modifiers: Modifiers) {
        let again =
            self.last.filter(|(at, place, _)| now - at < AGAIN_SECS && place.distance(origin) < 2.0 * SLACK_PX);
        let count = again.map_or(1, |(_, _, count)| count % 3 + 1);
        self.last = Some((now, origin, count));
        self.completes = None;
        self.press = Some(Press { origin, modifiers, count, moved: false });
    }

    /// What the press itself does, before anything moves.
    fn place(&self, view: &View, text: &str, free: bool, selection: &mut Selection) {
        let Some(press) = self.press else { return };
        let Some(stop) = view.stop_at(press.origin) else { return };
        let letter = view.letter_at(press.origin).unwrap_or(stop);
        let grain = grain(press.count, free || press.modifiers.alt);
        match (press.count, press.modifiers) {
            (1, modifiers) if modifiers.shift => selection.extend(text, stop, grain),
            (1, modifiers) if modifiers.command => selection.put_beside(text, stop),
            (1, _) => selection.put(text, stop),
            (_, modifiers) => {
                if modifiers.command {
                    selection.put_beside(text, letter);
                } else {
                    selection.put(text, letter);
                }
                selection.extend(text, letter, grain);
            }
        }
    }

    fn drag(&self, pos: Pos2, view: &View, text: &str, free: bool, modifiers: Modifiers, selection: &mut Selection) {
        let Some(press) = self.press else { return };
        let stop = if press.count > 1 { view.letter_at(pos) } else { None };
        if let Some(stop) = stop.or_else(|| view.stop_at(pos)) {
            selection.extend(text, stop, grain(press.count, free || modifiers.alt || press.modifiers.alt));
        }
    }
}

fn grain(presses: u8, free: bool) -> Grain {
    match presses {
        2 => Grain::Words,
        3.. => Grain::Sentences,
        _ if free => Grain::Letters,
        _ => Grain::Snapped,
    }
}

/// The further beyond the edge, the faster.
pub(super) fn pull(pos: Pos2, view: &View) -> f32 {
    const EDGE_PX: f32 = 12.0;
    let above = (view.rect.top() + EDGE_PX - pos.y).max(0.0);
    let below = (pos.y - view.rect.bottom() + EDGE_PX).max(0.0);
    (below - above).clamp(-200.0, 200.0) * 12.0
}
