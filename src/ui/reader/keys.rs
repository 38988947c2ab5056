//! The hand on the keyboard: which keys the text takes while it has the focus, and where they move the caret.
//!
//! | keys | move |
//! |---|---|
//! | ← → | a letter (Ctrl: a word); in right-to-left paragraphs the other way |
//! | ↑ ↓ | a row (Ctrl: a paragraph, Alt: a sentence) |
//! | Home End | in the row (Ctrl: in the text) |
//! | Page ↑ ↓ | a window |
//!
//! With Shift they select: ← → letter by letter, everything else by whole words. Ctrl+A selects all, Ctrl+D the word
//! at the caret, then its sentence, its paragraph, the text. + or Ctrl+Space puts what is selected aside and begins
//! another piece. Ctrl+C copies, Esc selects nothing (and is left to others if nothing was selected),
//! Enter completes a selection or opens the mark at the caret.
//!
//! Alt+← → move the end of the selected mark by a word, Alt+Shift+← → its start; with Ctrl by a letter. As with the
//! caret, left and right are what is seen. All other keys are left alone.

use super::column::Column;
use crate::base::edges::Side;
use crate::base::words;
use egui::{Event, Key, Modifiers, Ui};

/// Where a key moves the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One letter to the left, as seen.
    Left,
    /// One letter to the right, as seen.
    Right,
    /// One word to the left, as seen.
    WordLeft,
    /// One word to the right, as seen.
    WordRight,
    /// So many rows down, or up.
    Rows(isize),
    /// A window down (1) or up (-1).
    Page(isize),
    /// The next sentence.
    NextSentence,
    /// The sentence before.
    PreviousSentence,
    /// The next paragraph.
    NextParagraph,
    /// The paragraph before.
    PreviousParagraph,
    /// Start of the row.
    RowStart,
    /// End of the row.
    RowEnd,
    /// Start of the text.
    Start,
    /// End of the text.
    End,
}

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Move the caret.
    Move(Motion),
    /// Move the caret and select.
    Select(Motion),
    /// Select the whole text.
    SelectAll,
    /// Select nothing.
    Clear,
    /// Copy what is selected.
    Copy,
    /// Select the next larger unit.
    Grow,
    /// Put what is selected aside and begin another piece.
    Aside,
    /// Move an edge of the selected mark.
    Nudge(Side, Motion),
    /// What is selected is complete, or the mark at the caret is meant.
    Enter,
}

/// What there is for keys to work on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ground {
    /// Words are selected.
    pub words: bool,
    /// A mark is selected whose edges can be moved.
    pub mark: bool,
    /// An edge is on its way.
    pub moving: bool,
}

/// Takes the reader's keys out of this frame's input.
#[must_use]
pub fn take(ui: &Ui, ground: Ground) -> Vec<Press> {
    let mut taken = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let press = press(event, ground);
            taken.extend(press);
            press.is_none()
        });
    });
    taken
}

fn press(event: &Event, ground: Ground) -> Option<Press> {
    match event {
        Event::Copy => ground.words.then_some(Press::Copy),
        Event::Text(text) if text == "+" => ground.words.then_some(Press::Aside),
        Event::Key { key, pressed: true, modifiers, .. } => match key {
            Key::A if modifiers.command && !modifiers.shift && !modifiers.alt => Some(Press::SelectAll),
            Key::D if modifiers.command_only() => Some(Press::Grow),
            Key::Space if modifiers.command_only() => ground.words.then_some(Press::Aside),
            Key::Escape => (ground.words || ground.moving).then_some(Press::Clear),
            Key::ArrowLeft | Key::ArrowRight if modifiers.alt => nudge(*key, *modifiers).filter(|_| ground.mark),
            Key::Enter if modifiers.is_none() => Some(Press::Enter),
            _ => motion(*key, *modifiers).map(if modifiers.shift { Press::Select } else { Press::Move }),
        },
        _ => None,
    }
}

fn nudge(key: Key, modifiers: Modifiers) -> Option<Press> {
    let side = if modifiers.shift { Side::Start } else { Side::End };
    let motion = match (key, modifiers.command) {
        (Key::ArrowLeft, false) => Motion::WordLeft,
        (Key::ArrowRight, false) => Motion::WordRight,
        (Key::ArrowLeft, true) => Motion::Left,
        (Key::ArrowRight, true) => Motion::Right,
        _ => return None,
    };
    Some(Press::Nudge(side, motion))
}

fn motion(key: Key, modifiers: Modifiers) -> Option<Motion> {
    let by = match (key, modifiers.command, modifiers.alt) {
        (Key::ArrowLeft, false, false) => Motion::Left,
        (Key::ArrowRight, false, false) => Motion::Right,
        (Key::ArrowLeft, true, false) => Motion::WordLeft,
        (Key::ArrowRight, true, false) => Motion::WordRight,
        (Key::ArrowUp, false, false) => Motion::Rows(-1),
        (Key::ArrowDown, false, false) => Motion::Rows(1),
        (Key::ArrowUp, true, false) => Motion::PreviousParagraph,
        (Key::ArrowDown, true, false) => Motion::NextParagraph,
        (Key::ArrowUp, false, true) => Motion::PreviousSentence,
        (Key::ArrowDown, false, true) => Motion::NextSentence,
        (Key::Home, false, false) => Motion::RowStart,
        (Key::End, false, false) => Motion::RowEnd,
        (Key::Home, true, false) => Motion::Start,
        (Key::End, true, false) => Motion::End,
        (Key::PageUp, false, false) => Motion::Page(-1),
        (Key::PageDown, false, false) => Motion::Page(1),
        _ => return None,
    };
    Some(by)
}

/// Where the caret comes to stand. `goal_x` is the column it keeps when it moves from row to row, px; it is set by the
/// first such move and forgotten by any other.
pub fn destination(
    ui: &Ui,
    column: &mut Column,
    caret: usize,
    motion: Motion,
    rows_a_page: usize,
    goal_x: &mut Option<f32>,
) -> usize {
    let steps = match motion {
        Motion::Rows(steps) => Some(steps),
        Motion::Page(pages) => Some(pages * rows_a_page.max(1).cast_signed()),
        _ => None,
    };
    if let Some(steps) = steps {
        return vertical(ui, column, caret, steps, goal_x);
    }
    *goal_x = None;
    let number = column.paragraphs().at(caret);
    let turned = column.sheet(ui, number).is_some_and(|sheet| sheet.right_to_left());
    let text = column.text().clone();
    match motion {
        Motion::Left if turned => words::next_letter(&text, caret),
        Motion::Right if turned => words::previous_letter(&text, caret),
        Motion::WordLeft if turned => words::next_word(&text, caret),
        Motion::WordRight if turned => words::previous_word(&text, caret),
        Motion::Left => words::previous_letter(&text, caret),
        Motion::Right => words::next_letter(&text, caret),
        Motion::WordLeft => words::previous_word(&text, caret),
        Motion::WordRight => words::next_word(&text, caret),
        Motion::NextSentence => words::next_sentence(&text, caret),
        Motion::PreviousSentence => words::previous_sentence(&text, caret),
        Motion::NextParagraph => words::next_paragraph(&text, caret),
        Motion::PreviousParagraph => words::previous_paragraph(&text, caret),
        Motion::RowStart => row_ends(ui, column, caret).0,
        Motion::RowEnd => row_ends(ui, column, caret).1,
        Motion::Start => 0,
        Motion::End => text.len(),
        Motion::Rows(_) | Motion::Page(_) => caret,
    }
}

fn row_ends(ui: &Ui, column: &mut Column, caret: usize) -> (usize, usize) {
    let number = column.paragraphs().at(caret);
    let start = column.span(number).start();
    let Some(sheet) = column.sheet(ui, number) else { return (caret, caret) };
    let row = sheet.rows().get(sheet.row_of(caret.saturating_sub(start)));
    row.map_or((caret, caret), |row| (start + row.bytes.start, start + row.last_stop))
}

fn vertical(ui: &Ui, column: &mut Column, caret: usize, steps: isize, goal_x: &mut Option<f32>) -> usize {
    let mut number = column.paragraphs().at(caret);
    let Some(mut sheet) = column.sheet(ui, number) else { return caret };
    let within = caret - column.span(number).start().min(caret);
    let x = *goal_x.get_or_insert_with(|| sheet.caret_x(within));
    let mut row = sheet.row_of(within);
    for _ in 0..steps.unsigned_abs() {
        let down = steps > 0;
        if down && row + 1 < sheet.rows().len() {
            row += 1;
        } else if !down && row > 0 {
            row -= 1;
        } else {
            let next = if down { Some(number + 1) } else { number.checked_sub(1) };
            let Some(next) = next.filter(|next| *next < column.paragraphs().count()) else {
                return if down { column.text().len() } else { 0 };
            };
            let Some(other) = column.sheet(ui, next) else { return caret };
            number = next;
            row = if down { 0 } else { other.rows().len().saturating_sub(1) };
            sheet = other;
        }
    }
    column.span(number).start() + sheet.stop_at(row, x)
}
