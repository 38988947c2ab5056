//! What a screen reader is told.
//!
//! The reader is one focusable text named “Article text”, read-only, whose value is what is selected. Each visible
//! paragraph is a node below it with one text run for each row, so that caret and selection can be followed letter by
//! letter. Nothing is made when no screen reader listens. It does *not* take a selection made by the screen reader.

use super::column::Column;
use super::select::Selection;
use super::view::{Shown, View};
use egui::accesskit::{Node, NodeId, Rect as AccessRect, Role, TextDirection, TextPosition, TextSelection};
use egui::{Rect, Response, Ui, UiBuilder, WidgetInfo, pos2};
use unicode_segmentation::UnicodeSegmentation;

/// The name of the widget.
pub const LABEL: &str = "Article text";

/// A row that was told, to find caret and selection in it.
struct Run {
    node: NodeId,
    start: usize,
    end: usize,
}

/// Tells what is visible and selected.
pub fn tell(ui: &mut Ui, response: &Response, view: &View, column: &Column, selection: &Selection) {
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, LABEL));
    if !ui.ctx().has_accesskit_node(response.id) {
        return;
    }
    let text = column.text();
    // Nodes are made with child `Ui`s, since egui lets no one else say where a node hangs; they live in one of their
    // own, so that ids that the caller's `Ui` hands out do not depend on what is visible.
    let mut nest = ui.new_child(UiBuilder::new().scope_id(response.id.with("paragraphs")));
    let runs: Vec<Run> = view.shown.iter().flat_map(|shown| paragraph(&mut nest, response, text, shown)).collect();
    let selected = selection.shown().and_then(|pieces| pieces.quote(text));
    let anchor = position(&runs, text, selection.anchor());
    let focus = position(&runs, text, selection.caret());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MultilineTextInput);
        node.set_read_only();
        node.set_value(selected.unwrap_or_default());
        if let (Some(anchor), Some(focus)) = (anchor, focus) {
            node.set_text_selection(TextSelection { anchor, focus });
        }
    });
}

fn paragraph(ui: &mut Ui, response: &Response, text: &str, shown: &Shown) -> Vec<Run> {
    let words = shown.span.text(text).unwrap_or("");
    let size = egui::vec2(1.0, shown.sheet.height_px());
    let builder = UiBuilder::new()
        .scope_id(response.id.with(shown.number))
        .max_rect(Rect::from_min_size(shown.origin, size))
        .accessibility_parent(response.id)
        .accessibility_role(Role::Paragraph);
    let mut child = ui.new_child(builder);
    let right_to_left = shown.sheet.right_to_left();
    let rows = shown.sheet.rows().len();
    (0..rows).filter_map(|row| run(&mut child, words, shown, row, right_to_left)).collect()
}

fn run(ui: &mut Ui, words: &str, shown: &Shown, number: usize, right_to_left: bool) -> Option<Run> {
    let row = shown.sheet.rows().get(number)?;
    let value = words.get(row.bytes.clone())?;
    let parent = ui.unique_id();
    let builder =
        UiBuilder::new().scope_id(parent.with(number)).accessibility_parent(parent).accessibility_role(Role::TextRun);
    let id = ui.new_child(builder).unique_id();
    let top_left = shown.origin + egui::vec2(0.0, row.top_px);
    let xs = if right_to_left { Vec::new() } else { letter_xs(shown, words, row.bytes.clone()) };
    let right = xs.last().copied().unwrap_or(0.0);
    let bounds = Rect::from_min_max(top_left, pos2(top_left.x + right, shown.origin.y + row.bottom_px));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::TextRun);
        node.set_value(value);
        node.set_bounds(access_rect(bounds));
        node.set_text_direction(if right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
        fill_letters(node, value, &xs);
    });
    let start = shown.span.start();
    Some(Run { node: id.accesskit_id(), start: start + row.bytes.start, end: start + row.bytes.end })
}

/// Left edges of the letters of a row and the right edge of the last, px from the row's left.
fn letter_xs(shown: &Shown, words: &str, bytes: std::ops::Range<usize>) -> Vec<f32> {
    let letters = words.get(bytes.clone()).unwrap_or("").grapheme_indices(true);
    let mut xs: Vec<f32> = letters.map(|(at, _)| shown.sheet.caret_x(bytes.start + at)).collect();
    let mut all = Vec::new();
    shown.sheet.stretches(bytes, &mut all);
    let last = all.last().map(|stretch| stretch.right_px).or(xs.last().copied()).unwrap_or(0.0);
    xs.push(last.max(xs.last().copied().unwrap_or(0.0)));
    xs
}

/// Letters here are graphemes: what a caret steps over.
fn fill_letters(node: &mut Node, value: &str, xs: &[f32]) {
    let lengths: Option<Vec<u8>> = value.graphemes(true).map(|letter| u8::try_from(letter.len()).ok()).collect();
    let Some(lengths) = lengths else { return };
    if xs.len() == lengths.len() + 1 {
        node.set_character_positions(xs.iter().take(lengths.len()).copied().collect::<Vec<f32>>());
        let widths = xs.windows(2).map(|pair| if let [a, b] = pair { b - a } else { 0.0 });
        node.set_character_widths(widths.collect::<Vec<f32>>());
    }
    node.set_word_starts(word_starts(value));
    node.set_character_lengths(lengths);
}

fn word_starts(value: &str) -> Vec<u8> {
    let starts: Vec<usize> = value.unicode_word_indices().map(|(at, _)| at).collect();
    let letters = value.grapheme_indices(true).enumerate().filter(|(_, (at, _))| starts.binary_search(at).is_ok());
    letters.map_while(|(number, _)| u8::try_from(number).ok()).collect()
}

/// A byte as a letter of a visible row; the nearest visible one if it is not visible.
fn position(runs: &[Run], text: &str, byte: usize) -> Option<TextPosition> {
    let after = runs.partition_point(|run| run.start <= byte);
    let run = runs.get(after.saturating_sub(1))?;
    let within = text.get(run.start..byte.clamp(run.start, run.end))?;
    Some(TextPosition { node: run.node, character_index: within.graphemes(true).count() })
}

fn access_rect(rect: Rect) -> AccessRect {
    AccessRect { x0: rect.left().into(), y0: rect.top().into(), x1: rect.right().into(), y1: rect.bottom().into() }
}
