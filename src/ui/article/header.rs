//! Above the text: the headline, and below it where the article comes from and what of it is asked for.
//!
//! It is as wide as the text. A long headline takes two lines, then it is cut and shown whole under the pointer. What
//! is asked for (only one code, the evidence of one event) stands in a line that is there anyway, so that the text
//! does not move when something is selected.

use super::evidence::Here;
use super::reading::{self, Popover};
use crate::base::number::{counted, thousands};
use crate::model::{Document, DocumentId, RecordId};
use crate::ui::action::Action;
use crate::ui::icons;
use crate::ui::keys::Keymap;
use crate::ui::reader::{ReaderStyle, column_width_px};
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, line};
use egui::{Align, Layout, RichText, Sense, Ui, vec2};

/// Room for the button that sets the text, in points.
const AA_PX: f32 = 34.0;
/// Room for the way through the evidence, in points.
const STEPPER_PX: f32 = 124.0;
/// Height of a line of the headline, in points.
const LINE_PX: f32 = 28.0;
/// A headline has at most so many lines.
const LINES: usize = 2;

/// What stands above the text of a document.
pub struct Header<'a> {
    /// Which document.
    pub id: DocumentId,
    /// What is known of it.
    pub document: &'a Document,
    /// The evidence of what is selected.
    pub here: Option<&'a Here>,
    /// How the text is set: the header is as wide.
    pub style: &'a ReaderStyle,
}

impl Header<'_> {
    /// Draws it. `popover`: whether the settings of the text are open.
    pub fn show(&self, ui: &mut Ui, view: View<'_>, popover: &mut Popover, wishes: &mut Wishes) {
        // In a low window the text needs the height more than the facts do.
        let roomy = ui.available_height() > 220.0;
        let width = column_width_px(ui, self.style, ui.available_width());
        let margin = ((ui.available_width() - width) / 2.0).max(space::XL);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            ui.add_space(margin);
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = space::XS;
                headline(ui, self.id, &self.document.title, if roomy { LINES } else { 1 }, wishes);
                if roomy {
                    ui.horizontal(|ui| self.about(ui, view, popover, wishes));
                }
            });
        });
        ui.add_space(space::S);
    }

    fn about(&self, ui: &mut Ui, view: View<'_>, popover: &mut Popover, wishes: &mut Wishes) {
        let palette = Palette::of(ui);
        ui.spacing_mut().item_spacing.x = 6.0;
        // What is asked for takes the room that it needs; the facts get what is left.
        let only_px = if view.session.selection.only.is_some() { 170.0 } else { 0.0 };
        let left = ui.available_width() - 150.0 - only_px;
        let outlet = if self.document.outlet.is_empty() { "Outlet not known" } else { &self.document.outlet };
        let outlet = line::line(ui, outlet, &theme::small(), palette.weak, left.clamp(40.0, 240.0));
        let (rect, _) = ui.allocate_exact_size(vec2(outlet.width, theme::CONTROL), Sense::hover());
        outlet.paint(ui.painter(), rect.left_center());
        let date =
            self.document.published.as_ref().map_or_else(|| "undated".to_owned(), |published| published.when.human());
        let mut facts = vec![date];
        facts.extend(Some(self.document.language.clone()).filter(|language| !language.is_empty()));
        facts.extend(self.document.grade.map(|grade| grade.to_string()));
        // The date may take the room of the count of marks, but never that of the button at the end.
        let most = ui.max_rect().right() - AA_PX;
        let end = rect.left() + left;
        for (at, fact) in facts.into_iter().enumerate() {
            let text = ui.painter().layout_no_wrap(fact.clone(), theme::body(), palette.text).size().x;
            if ui.cursor().left() + text + 16.0 > if at == 0 { most } else { end.min(most) } {
                break;
            }
            if chip::chip(ui, &fact, None, "", false).on_hover_text("Show what is known of this document").clicked() {
                wishes.push(Wish::Show(RecordId::Document(self.id)));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            reading::button(ui, view, popover, wishes);
            only(ui, view, wishes);
            suggestions(ui, view, wishes);
            // In a narrow column the way through the evidence would lie over the outlet; its keys are there all the same.
            let stepped = ui.available_width() > STEPPER_PX && stepper(ui, view, self.here, wishes);
            if !stepped && ui.available_width() > 72.0 {
                let marks = view.index().mark_count(self.id);
                let marks = counted(marks, "mark");
                ui.label(RichText::new(marks).font(theme::small()).color(palette.weak));
            }
        });
    }
}

fn headline(ui: &mut Ui, id: DocumentId, title: &str, most_lines: usize, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let shown = if title.is_empty() { "Untitled" } else { title };
    let lines = line::lines(ui, shown, &theme::title(), palette.text, width, most_lines);
    #[expect(clippy::cast_precision_loss, reason = "two lines at most")]
    let height = LINE_PX * lines.rows.len() as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let mut middle = rect.top() + LINE_PX / 2.0;
    for row in &lines.rows {
        let x = if row.rtl { rect.right() - row.width } else { rect.left() };
        row.paint(ui.painter(), egui::pos2(x, middle));
        middle += LINE_PX;
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, shown));
    button::focus_ring(ui, &response);
    let response = response.on_hover_ui(|ui| {
        if lines.cut {
            ui.set_max_width(420.0);
            ui.label(RichText::new(shown).font(theme::medium()));
        }
        ui.label("Show what is known of this document");
    });
    if response.clicked() {
        wishes.push(Wish::Show(RecordId::Document(id)));
    }
}

/// The code that alone stands out, and the way back.
fn only(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let Some(code) = view.session.selection.only.and_then(|code| view.project().codes().get(code)) else { return };
    let swatch = Some((theme::of_code(code.colour), code.pattern));
    let response = chip::chip(ui, &format!("Only {}  ×", code.name), swatch, "", true);
    let name = format!("Show all codes again, not only {}", code.name);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, true, &name));
    if response.on_hover_ui(|ui| button::tooltip(ui, &name, &Keymap::of(ui.ctx()).text(Action::ShowOnly))).clicked() {
        wishes.push(Wish::ShowOnly(None));
    }
}

/// How many dates and names of this article are open, and the way to the next.
fn suggestions(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let open = view.suggested.count();
    if open == 0 || ui.available_width() < 120.0 {
        return;
    }
    ui.spacing_mut().item_spacing.x = 0.0;
    button::action(ui, Action::NextSuggestion, true, wishes);
    let response = ui.label(RichText::new(thousands(open)).font(theme::small()).color(Palette::of(ui).weak));
    let said = counted(open, "suggestion");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    response.on_hover_text(format!("{said} in this article: dates and names, dotted in the text"));
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.add_space(space::S);
}

/// “3 of 7”: where one is among the evidence of what is selected, and the way to the next. Whether there is any.
fn stepper(ui: &mut Ui, view: View<'_>, here: Option<&Here>, wishes: &mut Wishes) -> bool {
    let Some(evidence) = here else { return false };
    let here = evidence.marks.len();
    if here == 0 {
        return false;
    }
    let name = view.project().label(evidence.record);
    let elsewhere = evidence.all - here;
    ui.spacing_mut().item_spacing.x = 0.0;
    for action in [Action::NextEvidence, Action::PreviousEvidence] {
        button::action(ui, action, true, wishes);
    }
    let at = evidence
        .at(view.project(), view.session.selection.mark)
        .map_or_else(|| here.to_string(), |at| format!("{} of {here}", at + 1));
    let response = ui.label(RichText::new(&at).font(theme::small()).color(Palette::of(ui).text));
    let said = format!("{at} in this article is evidence of {name}; {elsewhere} in others");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    response.on_hover_text(&said);
    ui.add_space(space::XS);
    let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
    let weak = Palette::of(ui).weak;
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icons::LINK, theme::icon(14.0), weak);
    ui.spacing_mut().item_spacing.x = 6.0;
    true
}
