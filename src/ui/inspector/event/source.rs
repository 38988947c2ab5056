//! Beside every value a small badge: which outlet says so, or “analyst”. A click goes to the sentence; a click with
//! the other button, or F4 while the row has the keyboard, lets somebody choose who says so; Shift+F4 goes there.
//!
//! A row without a value has a small switch in this place: “the sources leave this open”, as opposed to not filled
//! in yet. Badges are no stops of the Tab key: it goes from field to field.

use super::form::Form;
use crate::model::{Field, MarkId, RecordId, Source};
use crate::ops::event::EventChange;
use crate::ui::ask::Ask;
use crate::ui::ask::source::Valued;
use crate::ui::inspector::{LABEL, quotes};
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{Wish, Wishes};
use crate::ui::widgets::line::line;
use egui::{
    Align, CornerRadius, Id, Key, Layout, Modifiers, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

/// Width of the place for a badge, in points.
const WIDTH: f32 = 54.0;

/// What stands at the right end of a row.
#[derive(Clone, Copy)]
pub struct Slot {
    /// What the row is about, in words: “the date”.
    what: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// A value and who says so.
    Value(Valued, Source),
    /// No value; the field may be left open by the sources.
    Empty(Field),
    /// Nothing that could have a source.
    Nothing,
}

impl Slot {
    /// A value and who says so.
    pub fn value(what: &'static str, of: Valued, source: Source) -> Self {
        Self { what, kind: Kind::Value(of, source) }
    }

    /// A field without a value.
    pub fn empty(what: &'static str, field: Field) -> Self {
        Self { what, kind: Kind::Empty(field) }
    }

    /// Nothing that could have a source.
    pub fn nothing() -> Self {
        Self { what: "", kind: Kind::Nothing }
    }

    /// A field of one value: its source, or the switch if there is no value.
    pub fn field(form: Form<'_>, what: &'static str, field: Field, has_value: bool) -> Self {
        let source = form.event.sources.get(&field).copied().unwrap_or_default();
        if has_value { Self::value(what, Valued::Field(field), source) } else { Self::empty(what, field) }
    }
}

/// A row of the form: label, controls, and who says so.
pub fn row<R>(
    ui: &mut Ui,
    form: Form<'_>,
    (label, slot): (&str, Slot),
    wishes: &mut Wishes,
    content: impl FnOnce(&mut Ui, &mut Wishes) -> R,
) -> R {
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.allocate_ui_with_layout(vec2(LABEL, theme::CONTROL), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(LABEL);
            ui.label(RichText::new(label).font(theme::small()).color(Palette::of(ui).weak));
        });
        beside(ui, form, slot, wishes, content)
    });
    shown.inner
}

/// Controls without a label, and who says so.
pub fn beside<R>(
    ui: &mut Ui,
    form: Form<'_>,
    slot: Slot,
    wishes: &mut Wishes,
    content: impl FnOnce(&mut Ui, &mut Wishes) -> R,
) -> R {
    let room = (ui.available_width() - WIDTH - space::XS).max(60.0);
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let inner = ui.allocate_ui_with_layout(vec2(room, theme::CONTROL), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = space::XS;
            content(ui, wishes)
        });
        show(ui, form, slot, wishes);
        inner.inner
    });
    keys(ui, form, slot, shown.response.rect, wishes);
    shown.inner
}

/// The badge or the switch.
pub fn show(ui: &mut Ui, form: Form<'_>, slot: Slot, wishes: &mut Wishes) {
    match slot.kind {
        Kind::Value(of, source) => badge(ui, form, slot.what, of, source, wishes),
        Kind::Empty(field) => open(ui, form, slot.what, field, wishes),
        Kind::Nothing => {
            ui.allocate_exact_size(vec2(WIDTH, theme::CONTROL), Sense::hover());
        }
    }
}

fn badge(ui: &mut Ui, form: Form<'_>, what: &str, of: Valued, source: Source, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let (name, colour) = match source {
        Source::Analyst => ("analyst".to_owned(), palette.weak),
        Source::Mark(mark) => (quotes::outlet(form.view, mark).to_owned(), palette.accent),
    };
    let response = small(ui, &name, colour, false);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Source of {what}: {name}")));
    match source {
        Source::Mark(mark) if response.clicked() => go(form, mark, wishes),
        _ if response.clicked() || response.secondary_clicked() => wishes.push(Wish::Ask(Ask::SourceOf(form.id, of))),
        _ => {}
    }
    response.on_hover_ui(|ui| about(ui, form, source));
}

fn about(ui: &mut Ui, form: Form<'_>, source: Source) {
    let weak = Palette::of(ui).weak;
    match source {
        Source::Analyst => {
            ui.label("No sentence says so: it is the analyst’s");
            ui.label(RichText::new("Click or F4: choose who says so").color(weak));
        }
        Source::Mark(mark) => {
            let quote = form.view.project().marks().get(mark).map_or("", |mark| mark.quote.as_str());
            ui.label(format!("“{quote}”"));
            ui.label(quotes::source(form.view, mark));
            ui.label(RichText::new("Click: go there · Other button or F4: choose another").color(weak));
        }
    }
}

fn go(form: Form<'_>, mark: MarkId, wishes: &mut Wishes) {
    wishes.push(Wish::GoToEvidence(mark, RecordId::Event(form.id)));
}

fn open(ui: &mut Ui, form: Form<'_>, what: &str, field: Field, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let on = form.event.unspecified.contains(&field);
    let (text, colour) = if on { ("left open", palette.text) } else { ("open?", palette.weak) };
    let response = small(ui, text, colour, on);
    let name = format!("The sources leave {what} open");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &name));
    if response.clicked() {
        turn(form, field, wishes);
    }
    response.on_hover_text(format!("{name}, as opposed to not filled in yet (F4)"));
}

fn turn(form: Form<'_>, field: Field, wishes: &mut Wishes) {
    let mut fields = form.event.unspecified.clone();
    if !fields.remove(&field) {
        fields.insert(field);
    }
    form.change(EventChange::Unspecified(fields), wishes);
}

/// Small words that can be clicked, cut to the width of the slot. It takes no keyboard.
fn small(ui: &mut Ui, text: &str, colour: egui::Color32, framed: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, theme::CONTROL), Sense::CLICK);
    let pill = Rect::from_center_size(rect.center(), vec2(WIDTH, 20.0));
    let radius = CornerRadius::same(theme::RADIUS);
    if response.hovered() {
        ui.painter().rect_filled(pill, radius, palette.hovered);
    }
    if framed {
        ui.painter().rect_stroke(pill, radius, Stroke::new(1.0, palette.edge), StrokeKind::Inside);
    }
    let text = line(ui, text, &theme::small(), colour, WIDTH - 6.0);
    text.paint(ui.painter(), pill.left_center() + vec2((WIDTH - text.width) / 2.0, 0.0));
    response
}

/// F4 while a control within `rect` has the keyboard.
pub fn keys(ui: &Ui, form: Form<'_>, slot: Slot, rect: Rect, wishes: &mut Wishes) {
    let focused: Option<Id> = ui.memory(egui::Memory::focused);
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    if !response.is_some_and(|response| rect.contains(response.rect.center())) {
        return;
    }
    let pressed = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::F4));
    match slot.kind {
        Kind::Value(_, Source::Mark(mark)) if pressed(Modifiers::SHIFT) => go(form, mark, wishes),
        Kind::Value(of, _) if pressed(Modifiers::NONE) => wishes.push(Wish::Ask(Ask::SourceOf(form.id, of))),
        Kind::Empty(field) if pressed(Modifiers::NONE) => turn(form, field, wishes),
        _ => {}
    }
}
