//! Paragraphs with right-to-left text: Arabic, Hebrew, and either of them mixed with Latin words and digits.
//!
//! egui shapes each script well but lays its runs out from left to right, so that a line of Arabic comes out in the
//! wrong word order and 2019 as 9102. Here each word is shaped alone (it has one script, so the shaper picks the right
//! direction and joins its letters), rows are broken greedily, and the words of a row are put in the visual order of
//! the Unicode bidirectional algorithm. Also used for left-to-right scripts whose glyphs egui does not count like
//! their characters.
//!
//! Caret places inside a word are those of its glyphs where they can be told apart, else the word is shared out evenly
//! between its letters. Not done: kashida justification, and vowels that are split over two places.

use super::layout::{self, Measure, ParagraphLayout, Row, Stretch, ends};
use crate::ui::widgets::bidi::{Kind, kind, mirror, pieces};
use egui::{self, Color32, Galley, Painter, Pos2, Ui, vec2};
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// Whether any letter of `text` runs from right to left.
#[must_use]
pub fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii()
        && text
            .chars()
            .any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// A paragraph set word by word.
pub struct Words {
    rows: Vec<Row>,
    atoms: Vec<Atom>,
    /// Numbers of the atoms of each row, from left to right.
    order: Vec<Vec<usize>>,
    right_to_left: bool,
}

/// What is never cut and has one direction: a word or part of one, a sign, or white space (which has no galley).
struct Atom {
    bytes: Range<usize>,
    level: Level,
    galley: Option<Arc<Galley>>,
    /// Left edge, px from the left of the column.
    left_px: f32,
    /// Top of the galley, px, so that all words stand on one line.
    top_px: f32,
    width_px: f32,
    /// Caret places: byte and px from the left edge, in the order of the bytes; the first and the last are its ends.
    stops: Vec<(usize, f32)>,
}

impl Words {
    /// Sets `text`, which should have no line end.
    #[must_use]
    pub fn set(ui: &Ui, text: &str, measure: &Measure) -> Self {
        let info = BidiInfo::new(text, None);
        let base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
        let mut setter = Setter { ui, text, measure, atoms: Vec::new() };
        for piece in pieces(text, &info.levels) {
            setter.add(piece.clone(), info.levels.get(piece.start).copied().unwrap_or(base));
        }
        let atoms = setter.atoms;
        // Words of every script stand where Latin words stand in a plain paragraph.
        let baseline =
            layout::galley(ui, "x", measure).rows.first().and_then(|row| row.glyphs.first().map(|x| x.pos.y));
        let baseline = baseline.unwrap_or(measure.line_px * 0.74);
        let breaks = break_rows(text, &atoms, measure.width_px);
        let mut words = Self { rows: Vec::new(), atoms, order: Vec::new(), right_to_left: base.is_rtl() };
        for (number, row) in breaks.iter().enumerate() {
            words.place_row(text, row.clone(), number + 1 == breaks.len(), base, measure, baseline);
        }
        words
    }

    fn place_row(
        &mut self,
        text: &str,
        atoms: Range<usize>,
        last: bool,
        base: Level,
        measure: &Measure,
        baseline: f32,
    ) {
        let bytes = match (self.atoms.get(atoms.start), atoms.end.checked_sub(1).and_then(|at| self.atoms.get(at))) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => text.len()..text.len(),
        };
        let top_px = measure.line_px * small(self.rows.len());
        let baseline_px = top_px + baseline;
        let (letters_end, last_stop) = ends(text, bytes.clone(), last);
        let levels = row_levels(&self.atoms[atoms.clone()], letters_end, base);
        let order: Vec<usize> = BidiInfo::reorder_visual(&levels).into_iter().map(|at| atoms.start + at).collect();
        let width: f32 = self.atoms[atoms].iter().map(|atom| atom.width_px).sum();
        // White space at the break hangs out at the end of the row, which is the left of a row that begins at the right.
        let mut x = if base.is_rtl() { measure.width_px - width } else { 0.0 };
        for at in &order {
            let atom = &mut self.atoms[*at];
            atom.left_px = x;
            atom.top_px = baseline_px - atom.galley.as_deref().map_or(0.0, galley_baseline);
            x += atom.width_px;
        }
        self.rows.push(Row {
            bytes,
            letters_end,
            last_stop,
            top_px,
            bottom_px: top_px + measure.line_px,
            baseline_px,
        });
        self.order.push(order);
    }

    fn in_row(&self, row: usize) -> impl Iterator<Item = &Atom> {
        self.order.get(row).into_iter().flatten().filter_map(|at| self.atoms.get(*at))
    }

    /// The atom of a row under `x_px`, or the nearest.
    fn nearest(&self, row: usize, x_px: f32) -> Option<&Atom> {
        let distance = |atom: &Atom| (atom.left_px - x_px).max(x_px - atom.left_px - atom.width_px).max(0.0);
        self.in_row(row).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

impl ParagraphLayout for Words {
    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn stretches(&self, bytes: Range<usize>, out: &mut Vec<Stretch>) {
        let first = self.row_of(bytes.start);
        for (number, row) in self.rows.iter().enumerate().skip(first) {
            if row.bytes.start >= bytes.end {
                break;
            }
            let end = bytes.end.min(row.letters_end);
            for atom in self.in_row(number) {
                let Some((left_px, right_px)) = atom.stretch(bytes.start, end) else { continue };
                match out.last_mut() {
                    Some(before) if before.row == number && (before.right_px - left_px).abs() < 0.75 => {
                        before.right_px = right_px;
                    }
                    _ => out.push(Stretch { row: number, left_px, right_px }),
                }
            }
        }
    }

    fn stop_at(&self, row: usize, x_px: f32) -> usize {
        let Some(atom) = self.nearest(row, x_px) else { return 0 };
        let distance = |stop: &&(usize, f32)| (atom.left_px + stop.1 - x_px).abs();
        let nearest = atom.stops.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let stop = nearest.map_or(atom.bytes.start, |stop| stop.0);
        self.rows.get(row).map_or(stop, |row| stop.min(row.last_stop))
    }

    fn letter_at(&self, row: usize, x_px: f32) -> Option<usize> {
        let atom = self.nearest(row, x_px).filter(|a| a.left_px <= x_px && x_px < a.left_px + a.width_px)?;
        let x = x_px - atom.left_px;
        let holds = |pair: &&[(usize, f32)]| {
            let [(_, a), (_, b)] = pair else { return false };
            a.min(*b) <= x && x <= a.max(*b)
        };
        atom.stops.windows(2).find(holds).and_then(|pair| pair.first()).map(|stop| stop.0)
    }

    fn caret_x(&self, byte: usize) -> f32 {
        let row = self.row_of(byte);
        let holds = |atom: &&Atom| atom.bytes.contains(&byte);
        let atom = self.in_row(row).find(holds).or_else(|| self.in_row(row).find(|atom| atom.bytes.end == byte));
        atom.map_or(0.0, |atom| atom.left_px + atom.x(byte))
    }

    fn paint(&self, painter: &Painter, origin: Pos2, colour: Color32) {
        for atom in &self.atoms {
            if let Some(galley) = &atom.galley {
                painter.galley(origin + vec2(atom.left_px, atom.top_px), Arc::clone(galley), colour);
            }
        }
    }

    fn right_to_left(&self) -> bool {
        self.right_to_left
    }
}

impl Atom {
    /// Where the caret stands before `byte`, px from the left edge.
    fn x(&self, byte: usize) -> f32 {
        let after = self.stops.partition_point(|stop| stop.0 < byte);
        self.stops.get(after).or(self.stops.last()).map_or(0.0, |stop| stop.1)
    }

    fn stretch(&self, start: usize, end: usize) -> Option<(f32, f32)> {
        let (start, end) = (start.max(self.bytes.start), end.min(self.bytes.end));
        if start >= end {
            return None;
        }
        let (a, b) = (self.left_px + self.x(start), self.left_px + self.x(end));
        Some((a.min(b), a.max(b)))
    }
}

// --- cutting and shaping --------------------------------------------------------------------------------------------

struct Setter<'a> {
    ui: &'a Ui,
    text: &'a str,
    measure: &'a Measure,
    atoms: Vec<Atom>,
}

impl Setter<'_> {
    /// Shapes a piece, in halves if it is wider than the column.
    fn add(&mut self, bytes: Range<usize>, level: Level) {
        let piece = self.text.get(bytes.clone()).unwrap_or("");
        let first = piece.chars().next().unwrap_or(' ');
        match kind(first, level) {
            Kind::Space => return self.push_space(bytes, level, piece),
            Kind::Hidden => {
                return self.push(bytes.clone(), level, None, 0.0, vec![(bytes.start, 0.0), (bytes.end, 0.0)]);
            }
            _ => {}
        }
        let shown = if level.is_rtl() { mirror(piece) } else { piece.to_owned() };
        let galley =
            self.ui.fonts_mut(|fonts| fonts.layout_no_wrap(shown, self.measure.font.clone(), Color32::PLACEHOLDER));
        let width = galley.size().x;
        if width > self.measure.width_px
            && let Some(middle) = middle(piece)
        {
            self.add(bytes.start..bytes.start + middle, level);
            self.add(bytes.start + middle..bytes.end, level);
            return;
        }
        let stops = stops(piece, bytes.start, &galley, level.is_rtl());
        self.push(bytes, level, Some(galley), width, stops);
    }

    fn push_space(&mut self, bytes: Range<usize>, level: Level, piece: &str) {
        let one = self.ui.fonts_mut(|fonts| fonts.glyph_width(&self.measure.font, ' '));
        let widths = piece.chars().map(|c| if c == '\t' { 4.0 * one } else { one });
        let width: f32 = widths.sum();
        let stops = even_stops(piece, bytes.start, width, level.is_rtl());
        self.push(bytes, level, None, width, stops);
    }

    fn push(
        &mut self,
        bytes: Range<usize>,
        level: Level,
        galley: Option<Arc<Galley>>,
        width_px: f32,
        stops: Vec<(usize, f32)>,
    ) {
        self.atoms.push(Atom { bytes, level, galley, left_px: 0.0, top_px: 0.0, width_px, stops });
    }
}

/// A grapheme boundary near the middle; `None` if there is only one letter.
fn middle(piece: &str) -> Option<usize> {
    let half = piece.len() / 2;
    let cuts = piece.grapheme_indices(true).map(|(at, _)| at).filter(|at| *at > 0);
    cuts.min_by_key(|at| at.abs_diff(half))
}

/// Caret places in a shaped piece.
fn stops(piece: &str, start: usize, galley: &Galley, right_to_left: bool) -> Vec<(usize, f32)> {
    let width = galley.size().x;
    let glyphs = galley.rows.first().map_or(&[][..], |row| &row.glyphs[..]);
    let starts = if right_to_left { starts_from_right(piece, glyphs) } else { starts_from_left(piece, glyphs) };
    let Some(mut known) = starts else { return even_stops(piece, start, width, right_to_left) };
    known.push((piece.len(), if right_to_left { 0.0 } else { width }));
    let letters = piece.grapheme_indices(true).map(|(at, _)| at).chain([piece.len()]);
    letters.map(|at| (start + at, between(&known, at))).collect()
}

/// Bytes and left edges of the glyphs of a left-to-right piece, if there is one for each character.
fn starts_from_left(piece: &str, glyphs: &[egui::epaint::text::Glyph]) -> Option<Vec<(usize, f32)>> {
    if glyphs.len() != piece.chars().count() {
        return None;
    }
    Some(piece.char_indices().zip(glyphs).map(|((at, _), glyph)| (at, glyph.pos.x)).collect())
}

/// Bytes and *right* edges of the glyphs of a right-to-left piece. egui gives its glyphs from left to right, each with
/// the first character that it stands for; read backwards they must follow the characters.
fn starts_from_right(piece: &str, glyphs: &[egui::epaint::text::Glyph]) -> Option<Vec<(usize, f32)>> {
    let mut starts: Vec<(usize, f32)> = Vec::new();
    let mut rest = piece.char_indices();
    for glyph in glyphs.iter().rev().filter(|glyph| glyph.advance_width > 0.0) {
        let (at, _) = rest.find(|(_, c)| mirror_char(*c) == glyph.chr || *c == glyph.chr)?;
        starts.push((at, glyph.max_x()));
    }
    (starts.first().map(|first| first.0) == Some(0)).then_some(starts)
}

fn mirror_char(c: char) -> char {
    mirror(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
}

/// The place at byte `at`, shared out between the known places around it (letters of one ligature).
fn between(known: &[(usize, f32)], at: usize) -> f32 {
    let after = known.partition_point(|(byte, _)| *byte < at);
    let Some((next, next_x)) = known.get(after).copied() else { return known.last().map_or(0.0, |last| last.1) };
    let Some((before, before_x)) = after.checked_sub(1).and_then(|i| known.get(i)).copied() else { return next_x };
    let share = small(at - before) / small((next - before).max(1));
    before_x + (next_x - before_x) * share
}

fn even_stops(piece: &str, start: usize, width: f32, right_to_left: bool) -> Vec<(usize, f32)> {
    let letters: Vec<usize> = piece.grapheme_indices(true).map(|(at, _)| at).chain([piece.len()]).collect();
    let last = small(letters.len().saturating_sub(1).max(1));
    let x = |number: usize| {
        let share = small(number) / last;
        width * if right_to_left { 1.0 - share } else { share }
    };
    letters.into_iter().enumerate().map(|(number, at)| (start + at, x(number))).collect()
}

// --- rows -----------------------------------------------------------------------------------------------------------

/// Ranges of atoms, one a row: a row ends before the first word that no longer fits.
fn break_rows(text: &str, atoms: &[Atom], width_px: f32) -> Vec<Range<usize>> {
    let is_space = |atom: &Atom| text.get(atom.bytes.clone()).is_some_and(|t| t.starts_with(char::is_whitespace));
    let mut rows = Vec::new();
    let (mut start, mut unit, mut used) = (0, 0, 0.0);
    for (number, atom) in atoms.iter().enumerate() {
        if is_space(atom) {
            unit = number + 1;
        } else if used + atom.width_px > width_px && number > start {
            // The pieces of one word go to the next row together, unless the word alone fills this one.
            let cut = if unit > start { unit } else { number };
            rows.push(start..cut);
            start = cut;
            used = atoms[cut..number].iter().map(|atom| atom.width_px).sum();
            // A word that is longer than a whole row is broken where the row is full.
            if used + atom.width_px > width_px && number > start {
                rows.push(start..number);
                start = number;
                used = 0.0;
            }
        }
        used += atom.width_px;
    }
    rows.push(start..atoms.len());
    rows
}

/// Levels of the atoms of a row; white space at its end takes that of the paragraph (rule L1).
fn row_levels(atoms: &[Atom], letters_end: usize, base: Level) -> Vec<Level> {
    atoms.iter().map(|atom| if atom.bytes.start >= letters_end { base } else { atom.level }).collect()
}

fn galley_baseline(galley: &Galley) -> f32 {
    galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |glyph| glyph.pos.y)
}

/// A small count as a factor for pixels.
#[allow(clippy::cast_precision_loss)]
fn small(count: usize) -> f32 {
    count as f32
}
