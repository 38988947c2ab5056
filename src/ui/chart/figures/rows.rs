//! The rows of the table of figures. Only those in sight are laid out.

use super::{FiguresTable, Line, Shown, at, sentences};
use crate::base::when::When;
use crate::query::quantities::{Group, Quantity, Said};
use crate::ui::chart::keys;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{Wish, Wishes};
use crate::ui::widgets::line::line;
use egui::{
    Align2, CornerRadius, FontId, Id, Key, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use std::ops::Range;

/// Width of the box that takes a figure for a ratio.
const BOX_PX: f32 = 26.0;

/// The columns, with their share of the width.
const COLUMNS: [(&str, f32); 7] = [
    ("Figure", 0.15),
    ("Unit", 0.11),
    ("Counted", 0.14),
    ("Whose, and when", 0.15),
    ("Event", 0.19),
    ("Date", 0.09),
    ("Said by", 0.17),
];

/// What is to be done with a figure.
enum Asked {
    Sentences,
    Take,
    Copy,
}

impl FiguresTable {
    /// Draws the rows, and does what is asked of one.
    pub(super) fn rows(&mut self, ui: &mut Ui, wishes: &mut Wishes) {
        let whole = ui.available_rect_before_wrap();
        let table = ui.interact(whole, Id::unique("figures"), Sense::click());
        let mut asked = self.keyboard(ui, &table);
        let body = Rect::from_min_max(pos2(whole.left(), whole.top() + theme::ROW), whole.max);
        let (has_focus, cursor, moved) = (table.has_focus(), self.cursor, std::mem::take(&mut self.moved));
        let Some(shown) = self.figures.get() else { return };
        let mut width = whole.width();
        let inside = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut area = ScrollArea::vertical().id_salt("figures-rows").auto_shrink(false).min_scrolled_height(0.0);
            if moved {
                let middle = real(cursor) * theme::ROW - body.height() / 2.0;
                area = area.vertical_scroll_offset(middle.max(0.0));
            }
            area.show_rows(ui, theme::ROW, shown.lines.len(), |ui, range: Range<usize>| {
                // The scroll bar may take some of it.
                width = ui.available_width();
                for number in range {
                    let is_on = has_focus && number == cursor;
                    match shown.lines.get(number) {
                        Some(Line::Group(group)) => {
                            shown.found.groups.get(*group).into_iter().for_each(|group| of_group(ui, group, is_on));
                        }
                        Some(Line::Figure(figure)) => {
                            let Some(one) = shown.found.list.get(*figure) else { continue };
                            let is_chosen = self.chosen.contains(&at(one));
                            if let Some(click) = of_figure(ui, one, is_on, is_chosen) {
                                asked = Some((number, click));
                            }
                        }
                        None => {}
                    }
                }
            });
        };
        ui.scope_builder(UiBuilder::new().max_rect(body).id_salt("figures-body"), inside);
        head(ui, Rect::from_min_size(whole.min, vec2(width, theme::ROW)));
        ui.advance_cursor_after_rect(whole);
        let Some((number, asked)) = asked else { return };
        table.request_focus();
        self.cursor = number;
        self.perform(number, &asked, wishes);
    }

    fn perform(&mut self, number: usize, asked: &Asked, wishes: &mut Wishes) {
        let Some(shown) = self.figures.get() else { return };
        match (shown.lines.get(number), asked) {
            (Some(Line::Figure(figure)), asked) => {
                let Some(one) = shown.found.list.get(*figure) else { return };
                match asked {
                    Asked::Sentences => wishes.push(sentences(one.words.clone(), std::iter::once(one))),
                    Asked::Copy => wishes.push(Wish::Copy(one.as_quote())),
                    Asked::Take => {
                        let place = at(one);
                        self.take(place);
                    }
                }
            }
            (Some(Line::Group(group)), Asked::Sentences) => {
                let Some(group) = shown.found.groups.get(*group) else { return };
                let figures = group.figures.iter().filter_map(|at| shown.found.list.get(*at));
                wishes.push(sentences(group.words(), figures));
            }
            _ => {}
        }
    }

    fn keyboard(&mut self, ui: &Ui, table: &egui::Response) -> Option<(usize, Asked)> {
        let shown = self.figures.get()?;
        let last = shown.lines.len().saturating_sub(1);
        let said = format!("Table of figures. {}", described(shown, self.cursor));
        if !keys::hold(ui, table, &said) {
            return None;
        }
        let before = self.cursor;
        let pressed = |key| keys::pressed(ui, key);
        for (key, by) in [(Key::ArrowDown, 1), (Key::PageDown, 10)] {
            if pressed(key) {
                self.cursor = (self.cursor + by).min(last);
            }
        }
        for (key, by) in [(Key::ArrowUp, 1), (Key::PageUp, 10)] {
            if pressed(key) {
                self.cursor = self.cursor.saturating_sub(by);
            }
        }
        if pressed(Key::Home) {
            self.cursor = 0;
        }
        if pressed(Key::End) {
            self.cursor = last;
        }
        self.moved = self.cursor != before;
        let asked = [(Key::Enter, Asked::Sentences), (Key::Space, Asked::Take), (Key::C, Asked::Copy)];
        let asked = asked.into_iter().find(|(key, _)| pressed(*key)).map(|(_, asked)| asked);
        asked.map(|asked| (self.cursor, asked))
    }
}

fn real(count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^24 figures")]
    let real = count as f32;
    real
}

/// What a line says, for a screen reader.
fn described(shown: &Shown, number: usize) -> String {
    match shown.lines.get(number) {
        Some(Line::Group(group)) => shown.found.groups.get(*group).map(together).unwrap_or_default(),
        Some(Line::Figure(figure)) => shown.found.list.get(*figure).map(in_words).unwrap_or_default(),
        None => String::new(),
    }
}

fn in_words(one: &Quantity) -> String {
    let source = one.source.as_ref().map_or_else(|| "the analyst".to_owned(), Said::words);
    format!("{}, {}, {source}", one.words, one.title)
}

/// “arrests · together more than about 212 arrests”.
fn together(group: &Group) -> String {
    let unit = if group.unit.is_empty() { "No unit" } else { &group.unit };
    let count = group.figures.len();
    if count > 1 { format!("{unit} · {count} figures, together {}", group.words()) } else { unit.to_owned() }
}

/// Left edge and width of each column.
fn columns(rect: Rect) -> impl Iterator<Item = (f32, f32)> {
    let room = rect.width() - BOX_PX;
    let mut left = rect.left() + BOX_PX;
    COLUMNS.into_iter().map(move |(_, share)| {
        let from = left;
        left += room * share;
        (from, room * share - space::S)
    })
}

fn head(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    for ((name, _), (left, width)) in COLUMNS.into_iter().zip(columns(rect)) {
        let words = line(ui, name, &theme::small(), palette.weak, width);
        let x = if name == "Figure" { left + width - words.width } else { left };
        words.paint(ui.painter(), pos2(x, rect.center().y));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
}

/// The figures of one unit, and their sum.
fn of_group(ui: &mut Ui, group: &Group, is_on: bool) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let words = together(group);
    let mut left = rect.left() + space::XS;
    let name = line(ui, &words, &theme::section(), palette.text, rect.width() * 0.5);
    name.paint(ui.painter(), pos2(left, rect.center().y));
    left += name.width + space::S;
    let caveats = group.caveats.join("; ");
    if !caveats.is_empty() {
        let sign = pos2(left + 7.0, rect.center().y);
        ui.painter().text(sign, Align2::CENTER_CENTER, icons::WARNING_CIRCLE, theme::icon(13.0), palette.warn);
        let said = line(ui, &caveats, &theme::small(), palette.weak, rect.right() - left - 24.0);
        said.paint(ui.painter(), pos2(left + 18.0, rect.center().y));
    }
    if is_on {
        outline(ui, rect);
    }
    let said = if caveats.is_empty() { words } else { format!("{words} ({caveats})") };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if !caveats.is_empty() {
        response.on_hover_text(group.caveats.join("\n"));
    }
}

fn outline(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(1.5, Palette::of(ui).accent);
    ui.painter().rect_stroke(rect.shrink(1.0), CornerRadius::same(4), stroke, StrokeKind::Inside);
}

/// One figure; says what was asked of it.
fn of_figure(ui: &mut Ui, one: &Quantity, is_on: bool, is_chosen: bool) -> Option<Asked> {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::hover());
    let key = ("figure", one.event, one.position);
    let row = ui.interact(rect.with_min_x(rect.left() + BOX_PX), Id::unique(key), Sense::CLICK);
    let name = in_words(one);
    row.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if row.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, palette.hovered);
    }
    let square = Rect::from_center_size(pos2(rect.left() + BOX_PX / 2.0, rect.center().y), vec2(14.0, 14.0));
    let taken = ui.interact(square.expand(4.0), Id::unique((key, "box")), Sense::CLICK);
    taken.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_chosen, format!("Compare {name}")));
    let fill = if is_chosen { palette.accent } else { palette.raised };
    ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.0, palette.edge), StrokeKind::Inside);
    if is_chosen {
        let (centre, sign) = (square.center(), Stroke::new(2.0, palette.on_accent));
        let points = vec![centre + vec2(-4.0, 0.0), centre + vec2(-1.0, 3.0), centre + vec2(4.0, -3.0)];
        ui.painter().line(points, sign);
    }
    cells(ui, one, rect);
    if is_on {
        outline(ui, rect);
    }
    let take = taken.on_hover_text("Take it for a ratio (Space)").clicked();
    let open = row.on_hover_ui(|ui| hint(ui, one)).clicked();
    take.then_some(Asked::Take).or(open.then_some(Asked::Sentences))
}

fn cells(ui: &Ui, one: &Quantity, rect: Rect) {
    let palette = Palette::of(ui);
    let said = one.source.as_ref();
    let period = one.figure.when.as_ref().map(When::short);
    let whose = [Some(one.of.clone()).filter(|of| !of.is_empty()), period].into_iter().flatten();
    let value = crate::query::quantities::Bounded::of(&one.figure).number();
    let bound = if one.bound() == "exactly" { String::new() } else { format!("{} ", one.bound()) };
    let texts: [(String, FontId, bool); 7] = [
        (format!("{bound}{value}"), theme::medium(), true),
        (one.unit.clone(), theme::body(), true),
        (one.figure.what.clone(), theme::body(), true),
        (whose.collect::<Vec<_>>().join(", "), theme::body(), false),
        (one.title.clone(), theme::body(), true),
        (one.when.as_ref().map(When::short).unwrap_or_default(), theme::small(), false),
        (said.map_or_else(|| "the analyst".to_owned(), Said::words), theme::small(), false),
    ];
    for (at, ((text, font, is_strong), (left, width))) in texts.iter().zip(columns(rect)).enumerate() {
        let colour = if *is_strong { palette.text } else { palette.weak };
        let words = line(ui, text, font, colour, width);
        let x = if at == 0 || words.rtl { left + width - words.width } else { left };
        words.paint(ui.painter(), pos2(x, rect.center().y));
    }
}

fn hint(ui: &mut Ui, one: &Quantity) {
    ui.label(&one.words);
    let status =
        if one.status == crate::model::Status::Happened { String::new() } else { format!(", {}", one.status) };
    ui.label(format!("{}{status}", one.title));
    let quote = one.as_quote();
    ui.label(egui::RichText::new(quote).font(theme::quote()));
    let keys = "Click or Enter: the sentence · Space: take it for a ratio · C: copy its quote";
    ui.label(egui::RichText::new(keys).color(Palette::of(ui).weak));
}
