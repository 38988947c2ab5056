//! What the keys of the text do to caret, selection, scroll and the edges of the selected mark.
//!
//! Which keys those are says [`super::keys`]; nothing is stored here, what comes of it is told by the reader's events.

use super::column::Column;
use super::keys::{self, Press};
use super::select::Grain;
use super::{Reader, ReaderInput, ReaderStyle, Said, handles};
use crate::base::span::Pieces;
use egui::{EventFilter, Rect, Response, Ui};
use std::sync::Arc;

impl Reader {
    /// Takes the keys of this frame, if the text has the keyboard.
    pub(super) fn take_keys(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        response: &Response,
        input: &ReaderInput,
        rect: Rect,
        style: &ReaderStyle,
    ) {
        if !response.has_focus() {
            return;
        }
        let ground = keys::Ground {
            words: self.selection.shown().is_some(),
            mark: input.edges.is_some(),
            moving: self.handles.is_moving(),
        };
        // Escape steps back one level and leaves the keyboard with the text.
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
            tab: input.proposal.is_some(),
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if ground.moving && handles::other_key(ui) {
            self.handles.settle();
        }
        for press in keys::take(ui, ground) {
            self.focus_by_key = true;
            self.obey(ui, column, press, input, rect, style);
        }
    }

    fn obey(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        press: Press,
        input: &ReaderInput,
        rect: Rect,
        style: &ReaderStyle,
    ) {
        let text = Arc::clone(column.text());
        let window_px = f64::from(rect.height());
        match press {
            Press::SelectAll => {
                self.selection.put(&text, 0);
                self.selection.extend(&text, text.len(), Grain::Letters);
            }
            Press::Grow => {
                self.selection.grow(&text);
                self.scroll.reveal(ui, column, self.selection.caret(), window_px);
            }
            Press::Clear if self.handles.forget() => {}
            Press::Clear => {
                self.selection.clear(&text);
            }
            Press::Aside => self.selection.put_beside(&text, self.selection.caret()),
            Press::Copy => {
                if let Some(quote) = self.selection.shown().and_then(|pieces| pieces.quote(&text)) {
                    ui.copy_text(quote);
                }
            }
            Press::Nudge(side, motion) => {
                let nudge = |mark| self.handles.nudge(ui, column, mark, input.highlights, (side, motion));
                if let Some(byte) = input.edges.and_then(nudge) {
                    self.scroll.reveal(ui, column, byte, window_px);
                }
            }
            Press::Enter => {
                let selected = self.selection.shown().is_some();
                self.said = Some(if selected { Said::Finished } else { Said::Entered });
            }
            Press::Move(motion) => self.step(ui, column, motion, None, rect, style),
            Press::Select(motion) => {
                let letters = input.read_only || matches!(motion, keys::Motion::Left | keys::Motion::Right);
                let grain = if letters { Grain::Letters } else { Grain::Snapped };
                self.step(ui, column, motion, Some(grain), rect, style);
            }
        }
    }

    fn step(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        motion: keys::Motion,
        grain: Option<Grain>,
        rect: Rect,
        style: &ReaderStyle,
    ) {
        let line_px = (style.size_px * style.line_height).round().max(4.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = ((rect.height() / line_px).floor() - 1.0).max(1.0) as usize;
        let from = self.step_from(motion, grain);
        let to = from
            .unwrap_or_else(|| keys::destination(ui, column, self.selection.caret(), motion, rows, &mut self.goal_x));
        let text = Arc::clone(column.text());
        match grain {
            Some(grain) => self.selection.extend(&text, to, grain),
            None => self.selection.step(&text, to),
        }
        let window_px = f64::from(rect.height());
        if let keys::Motion::Page(pages) = motion {
            let sign = if pages < 0 { -1.0 } else { 1.0 };
            #[allow(clippy::cast_precision_loss)]
            let page_px = rows as f64 * f64::from(line_px);
            self.scroll.by(ui, column, sign * page_px, window_px);
        }
        self.scroll.reveal(ui, column, to, window_px);
    }

    /// A plain arrow leaves a selection at its end instead of moving on from the caret.
    fn step_from(&self, motion: keys::Motion, grain: Option<Grain>) -> Option<usize> {
        let leaves = grain.is_none() && !self.selection.awaits_piece();
        let hull = self.selection.shown().filter(|_| leaves).map(Pieces::hull)?;
        match motion {
            keys::Motion::Left => Some(hull.start()),
            keys::Motion::Right => Some(hull.end()),
            _ => None,
        }
    }
}
