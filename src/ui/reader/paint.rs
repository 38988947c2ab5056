//! Draws the visible text and everything under and over it, from the back to the front: tints, found words, the
//! selection, boxes, underlines, the letters, greyed zones and the caret.
//!
//! Every mark keeps the lane that the caller gave it: lane 0 runs just below the letters, the others below it. What is
//! in a deeper lane than the last is not drawn but counted, in a “+3” beside its row. Work grows with what is visible,
//! never with the document. It decides nothing about *which* marks there are.

use super::underline;
use super::view::{Place, View};
use super::{Highlight, Look, ReaderInput, ReaderStyle};
use crate::base::span::{Pieces, Span};
use crate::model::{MarkId, Pattern};
use egui::{Align2, Color32, FontFamily, FontId, Painter, Rangef, Rect, Stroke, StrokeKind, pos2, vec2};

/// Lanes that are drawn; deeper ones are counted.
pub const LANES: u8 = 4;
/// How long a new mark flashes, s.
pub const FLASH_SECS: f64 = 0.15;

/// One visible highlight and where it stands.
pub struct Seen {
    /// What the caller gave.
    pub highlight: Highlight,
    /// Its places, row by row; empty if its lane is too deep.
    pub places: Vec<Place>,
    /// How it stands out among the others.
    pub stress: Stress,
}

/// How much a highlight stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stress {
    /// Behind the others: the marks of other codes while one stands alone.
    Back,
    /// As usual.
    None,
    /// Under the pointer, or of the same event as what is.
    Lit,
    /// The selected mark.
    Selected,
}

/// What is needed to draw one frame.
pub struct Brush<'a> {
    /// Clipped to the window.
    pub painter: Painter,
    /// Colours and sizes.
    pub style: &'a ReaderStyle,
    /// What the caller gave.
    pub input: &'a ReaderInput<'a>,
    /// What is where.
    pub view: &'a View,
    /// Seconds since the program started.
    pub now_secs: f64,
}

impl Brush<'_> {
    /// Finds the places of the highlights whose lane is drawn.
    #[must_use]
    pub fn look_up(&self, highlights: &[Highlight], hovered: &[MarkId]) -> Vec<Seen> {
        let drawn = highlights.iter().filter(|highlight| highlight.lane < LANES);
        let seen = drawn.map(|highlight| {
            let mut places = Vec::new();
            self.view.places(highlight.piece, &mut places);
            Seen { highlight: *highlight, places, stress: self.stress(highlight.mark, hovered) }
        });
        seen.collect()
    }

    /// Everything in the column.
    pub fn column(&self, seen: &[Seen], selection: Option<&Pieces>, caret: Option<usize>) {
        for one in seen {
            self.tint(one);
        }
        self.found();
        self.selection(selection);
        for one in seen.iter().filter(|one| one.stress == Stress::Selected) {
            self.boxes(one);
        }
        for one in seen {
            self.underline(one);
        }
        self.proposed(seen);
        for shown in &self.view.shown {
            shown.sheet.paint(&self.painter, shown.origin, self.style.text);
        }
        self.zones();
        self.proposed_zones();
        if let Some(place) = caret.and_then(|byte| self.view.caret(byte)) {
            self.caret(&place);
        }
    }

    /// “+3” before each row that holds more marks than lanes: at the left, where no stripes are in its way.
    pub fn hidden(&self, highlights: &[Highlight]) {
        let rows = self.view.rows();
        let font = FontId::new(11.0, FontFamily::Proportional);
        let counted = rows.iter().zip(count_hidden(&rows, highlights));
        for ((_, y), count) in counted.filter(|((row, _), count)| *count > 0 && !row.is_empty()) {
            let at = pos2(self.view.column.left() - 16.0, y.center());
            self.painter.text(at, Align2::RIGHT_CENTER, format!("+{count}"), font.clone(), self.style.weak);
        }
    }

    /// When the flash of a new mark is over, s; `None` if none flashes.
    #[must_use]
    pub fn flash_until(&self) -> Option<f64> {
        let (_, started) = self.input.fresh.filter(|_| !self.style.reduced_motion)?;
        let until = started + FLASH_SECS;
        (self.now_secs < until).then_some(until)
    }

    fn stress(&self, mark: MarkId, hovered: &[MarkId]) -> Stress {
        match () {
            () if self.input.selected == Some(mark) => Stress::Selected,
            () if self.input.highlights.is_lit(mark) || hovered.contains(&mark) => Stress::Lit,
            () if (self.input.stands_back)(mark) => Stress::Back,
            () => Stress::None,
        }
    }

    fn tint(&self, seen: &Seen) {
        let strength = tint_strength(seen.highlight.look, seen.stress) + self.flash(seen.highlight.mark);
        if strength <= 0.0 {
            return;
        }
        let colour = seen.highlight.colour.gamma_multiply(strength.min(0.8));
        for place in &seen.places {
            self.painter.rect_filled(self.band(place, seen.highlight.lane), 1.0, colour);
        }
    }

    /// What is left of a new mark's flash, as strength of its tint.
    #[allow(clippy::cast_possible_truncation)]
    fn flash(&self, mark: MarkId) -> f32 {
        let fresh = self.input.fresh.filter(|(fresh, _)| *fresh == mark);
        let (Some((_, started)), Some(_)) = (fresh, self.flash_until()) else { return 0.0 };
        0.45 * (1.0 - ((self.now_secs - started) / FLASH_SECS).clamp(0.0, 1.0)) as f32
    }

    /// The band behind the words: from above the tallest letter to the underline, within the row.
    fn band(&self, place: &Place, lane: u8) -> Rect {
        let top = (place.baseline - 1.06 * self.style.size_px).round();
        let bottom = underline::top(place.baseline, self.style.size_px, lane) + 2.0;
        Rect::from_x_y_ranges(place.rect.x_range(), top..=bottom.min(place.rect.bottom()))
    }

    fn underline(&self, seen: &Seen) {
        let highlight = &seen.highlight;
        let line = match (highlight.look, seen.stress) {
            (_, Stress::Back) => underline::Line { thick_px: 1.0, strength: 0.6 },
            (Look::Event | Look::Plain, stress) => {
                underline::Line { thick_px: 2.0, strength: if stress == Stress::None { 0.9 } else { 1.0 } }
            }
            (Look::Entity, Stress::None) => underline::Line { thick_px: 1.0, strength: 0.9 },
            (Look::Entity, _) => underline::Line { thick_px: 2.0, strength: 1.0 },
        };
        let doubtful = self.input.highlights.is_doubtful(highlight.mark);
        // What stands back loses its colour and its pattern as well as its tint.
        let (pattern, colour) = match (highlight.look, seen.stress) {
            (_, Stress::Back) => (Pattern::Dots, self.style.weak),
            _ if doubtful => (Pattern::Stripes, highlight.colour),
            _ => (highlight.pattern, highlight.colour),
        };
        for place in &seen.places {
            let y = underline::top(place.baseline, self.style.size_px, highlight.lane);
            underline::draw(&self.painter, place.rect.x_range(), y, pattern, line, colour);
        }
        if let Some(place) = seen.places.last().filter(|_| doubtful && highlight.last) {
            self.question_mark(place);
        }
    }

    /// Above the end of a mark whose words became others.
    fn question_mark(&self, place: &Place) {
        let at = pos2(place.rect.right() - 1.0, place.baseline - 1.02 * self.style.size_px);
        let font = FontId::new(0.72 * self.style.size_px, FontFamily::Proportional);
        self.painter.text(at, Align2::LEFT_CENTER, "?", font, self.style.text);
    }

    fn boxes(&self, seen: &Seen) {
        for place in &seen.places {
            let rect = self.band(place, seen.highlight.lane).expand2(vec2(1.5, 1.0));
            let stroke = Stroke::new(1.0, seen.highlight.colour);
            self.painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Outside);
        }
    }

    fn selection(&self, selection: Option<&Pieces>) {
        let mut places = Vec::new();
        for span in selection.into_iter().flat_map(Pieces::spans) {
            self.view.places(*span, &mut places);
        }
        for place in places {
            self.painter.rect_filled(place.rect, 2.0, self.style.selection);
        }
    }

    fn found(&self) {
        let visible = self.view.bytes();
        let found = self.input.found;
        let first = found.partition_point(|span| span.end() <= visible.start());
        let mut places = Vec::new();
        for (number, span) in
            found.iter().enumerate().skip(first).take_while(|(_, span)| span.start() < visible.end())
        {
            let current = self.input.found_current == Some(number);
            places.clear();
            self.view.places(*span, &mut places);
            for place in &places {
                self.found_box(place, current);
            }
        }
    }

    /// Proposed words: dotted, below the underlines of the marks over them.
    fn proposed(&self, seen: &[Seen]) {
        let mut places = Vec::new();
        for span in proposed_in(self.input.proposed, self.view.bytes()) {
            let over = seen.iter().filter(|one| one.highlight.piece.overlaps(*span));
            let lane = over.map(|one| one.highlight.lane + 1).max().unwrap_or(0).min(LANES - 1);
            let current = self.input.proposal == Some(*span);
            places.clear();
            self.view.places(*span, &mut places);
            for place in &places {
                if current {
                    self.found_box(place, true);
                }
                let y = underline::top(place.baseline, self.style.size_px, lane);
                let line = underline::Line { thick_px: 1.0, strength: 1.0 };
                let colour = if current { self.style.accent } else { self.style.weak };
                underline::draw(&self.painter, place.rect.x_range(), y, Pattern::Dots, line, colour);
            }
        }
    }

    fn found_box(&self, place: &Place, current: bool) {
        let rect = self.band(place, 0).expand2(vec2(1.0, 0.0));
        let (fill, width) = if current { (0.30, 1.5) } else { (0.10, 1.0) };
        self.painter.rect_filled(rect, 3.0, self.style.accent.gamma_multiply(fill));
        let stroke = Stroke::new(width, self.style.accent.gamma_multiply(if current { 1.0 } else { 0.7 }));
        self.painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Inside);
    }

    /// Parts that are not the article are veiled with the ground.
    fn zones(&self) {
        let visible = self.view.bytes();
        let first = self.input.zones.partition_point(|zone| zone.end() <= visible.start());
        let mut places = Vec::new();
        for zone in self.input.zones.iter().skip(first).take_while(|zone| zone.start() < visible.end()) {
            places.clear();
            self.view.places(*zone, &mut places);
            for place in &places {
                self.painter.rect_filled(
                    place.rect.expand2(vec2(1.0, 0.0)),
                    0.0,
                    self.style.ground.gamma_multiply(0.38),
                );
            }
            self.zone_rule(&places);
        }
    }

    /// A thin rule at the left says how far a zone reaches.
    fn zone_rule(&self, places: &[Place]) {
        if let Some(rule) = self.beside(places) {
            self.painter.rect_filled(rule, 1.0, self.style.line);
        }
    }

    /// A dashed rule at the left says which lines may become a zone.
    fn proposed_zones(&self) {
        const DASH_PX: f32 = 5.0;
        let visible = self.view.bytes();
        let first = self.input.proposed_zones.partition_point(|zone| zone.end() <= visible.start());
        let mut places = Vec::new();
        for zone in self.input.proposed_zones.iter().skip(first).take_while(|zone| zone.start() < visible.end()) {
            places.clear();
            self.view.places(*zone, &mut places);
            let Some(rule) = self.beside(&places) else { continue };
            let mut top = rule.top();
            while top < rule.bottom() {
                let dash = Rect::from_x_y_ranges(rule.x_range(), top..=(top + DASH_PX).min(rule.bottom()));
                self.painter.rect_filled(dash, 1.0, self.style.weak);
                top += 2.0 * DASH_PX;
            }
        }
    }

    /// A thin strip left of the column, as high as some rows.
    fn beside(&self, places: &[Place]) -> Option<Rect> {
        let (first, last) = (places.first()?, places.last()?);
        let x = self.view.column.left() - 12.0;
        Some(Rect::from_min_max(pos2(x, first.rect.top() + 3.0), pos2(x + 2.0, last.rect.bottom() - 3.0)))
    }

    fn caret(&self, place: &Place) {
        let top = (place.baseline - 1.06 * self.style.size_px).round();
        let bottom = place.baseline + 0.34 * self.style.size_px;
        let rect = Rect::from_x_y_ranges(place.rect.left() - 1.0..=place.rect.left() + 1.0, top..=bottom);
        self.painter.rect_filled(rect, 1.0, self.style.accent);
    }
}

/// How many pieces of each row are too deep to be drawn. Each piece only notes where it begins and ends, so that a
/// thousand marks over the whole window cost no more than a thousand notes.
fn count_hidden(rows: &[(Span, Rangef)], highlights: &[Highlight]) -> Vec<isize> {
    let mut changes = vec![0isize; rows.len() + 1];
    for highlight in highlights.iter().filter(|highlight| highlight.lane >= LANES) {
        let first = rows.partition_point(|(row, _)| row.end() <= highlight.piece.start());
        let after = rows.partition_point(|(row, _)| row.start() < highlight.piece.end());
        if first < after {
            changes[first] += 1;
            changes[after] -= 1;
        }
    }
    let counts = changes.iter().scan(0, |count, change| {
        *count += change;
        Some(*count)
    });
    counts.take(rows.len()).collect()
}

fn tint_strength(look: Look, stress: Stress) -> f32 {
    match (look, stress) {
        (Look::Event | Look::Plain, Stress::None) => 0.20,
        (Look::Event | Look::Plain, Stress::Lit) => 0.30,
        (Look::Event | Look::Plain, Stress::Selected) => 0.28,
        (_, Stress::Back) | (Look::Entity, Stress::None) => 0.0,
        (Look::Entity, Stress::Lit) => 0.14,
        (Look::Entity, Stress::Selected) => 0.18,
    }
}

/// Those of some lists of spans, each sorted, that share a byte with `window`. Proposed words are short: one that begins
/// far above the window does not reach into it.
pub fn proposed_in(proposed: [&[Span]; 2], window: Span) -> impl Iterator<Item = &Span> {
    const LONGEST_BYTES: usize = 1_000;
    let near = move |spans: &'_ [Span]| -> std::ops::Range<usize> {
        let first = spans.partition_point(|span| span.start() + LONGEST_BYTES < window.start());
        first..spans.partition_point(|span| span.start() < window.end())
    };
    let seen = proposed.into_iter().flat_map(move |spans| spans.get(near(spans)).unwrap_or_default());
    seen.filter(move |span| span.overlaps(window))
}

/// The shortest proposed words that hold `byte`.
#[must_use]
pub fn proposed_at(proposed: [&[Span]; 2], byte: usize) -> Option<Span> {
    proposed_in(proposed, Span::new(byte, byte + 1)).min_by_key(|span| span.len()).copied()
}

/// The marks whose words hold `byte`, the shortest piece first.
#[must_use]
pub fn marks_at(highlights: &[Highlight], byte: usize) -> Vec<MarkId> {
    marks_touching(highlights, Span::new(byte, byte + 1))
}

/// The marks that share a byte with `span`, the shortest piece first.
#[must_use]
pub fn marks_touching(highlights: &[Highlight], span: Span) -> Vec<MarkId> {
    let mut under: Vec<&Highlight> = highlights.iter().filter(|one| one.piece.overlaps(span)).collect();
    under.sort_by_key(|one| (one.piece.len(), one.piece.start(), one.mark));
    let mut marks = Vec::with_capacity(under.len());
    for one in under {
        if !marks.contains(&one.mark) {
            marks.push(one.mark);
        }
    }
    marks
}

/// The colour of a line or text drawn with part of its strength.
#[must_use]
pub fn faded(colour: Color32, strength: f32) -> Color32 {
    if strength >= 1.0 { colour } else { colour.gamma_multiply(strength) }
}
