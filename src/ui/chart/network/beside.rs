//! What stands beside the drawing: all actors by size, those too small to be drawn as well; or, of the one that is looked
//! at, its ties. A click on a row looks at it and lists its sentences.

use super::said::Said;
use super::sheet::{colour, form};
use super::{Focus, Shown, back};
use crate::base::number::thousands;
use crate::query::network::{Node, weight_in_words};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::line::line;
use egui::{CornerRadius, Response, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a row, in points.
const ROW_PX: f32 = 22.0;

/// The column.
pub(super) struct Beside<'a> {
    pub shown: &'a Shown,
    pub number: u64,
    pub view: View<'a>,
    pub said: &'a mut Said,
}

impl Beside<'_> {
    /// Draws it; says whether the sentences of what is looked at are wanted.
    pub fn show(self, ui: &mut Ui, focus: &mut Focus, wishes: &mut Wishes) -> bool {
        let node = focus.actor.and_then(|actor| self.shown.node(actor));
        match node.and_then(|at| Some((at, self.shown.figures.nodes.get(at)?))) {
            Some((at, node)) => self.ties(ui, (at, node), focus),
            None => actors(ui, self.shown, focus, wishes),
        }
    }

    fn ties(self, ui: &mut Ui, (at, node): (usize, &Node), focus: &mut Focus) -> bool {
        let Self { shown, number, view, said: of_row } = self;
        let mut is_asked = false;
        ui.horizontal(|ui| {
            if back(ui, "All actors") {
                *focus = Focus::default();
            }
        });
        let own = format!("{}: {}", node.name, thousands(node.amount));
        let kind = node.kind.as_ref();
        let sample = (kind.map(|kind| kind.place), colour(kind.map(|kind| kind.colour)), true);
        let row = one_row(ui, Some(sample), (&node.name, &thousands(node.amount)), &own, focus.other.is_none());
        if row.on_hover_text("List the sentences").clicked() {
            focus.other = None;
            is_asked = true;
        }
        let list = shown.ties_of.get(at).map_or(&[][..], Vec::as_slice);
        head_line(ui, if list.is_empty() { "No tie: alone in its events" } else { "With" });
        rows(ui, "network-ties", list.len(), |ui, row| {
            let Some(tie) = list.get(row).and_then(|tie| shown.figures.ties.get(*tie)) else { return };
            let other = if tie.ends.0 == at { tie.ends.1 } else { tie.ends.0 };
            let Some(other) = shown.figures.nodes.get(other) else { return };
            let weight =
                tie.weight.as_ref().map_or_else(String::new, |weight| format!(", {}", weight_in_words(weight)));
            let said = format!("With {}: {}{weight}", other.name, thousands(tie.amount));
            let kind = other.kind.as_ref();
            let sample = (kind.map(|kind| kind.place), colour(kind.map(|kind| kind.colour)), true);
            let is_chosen = focus.other == Some(other.entity);
            let response = one_row(ui, Some(sample), (&other.name, &thousands(tie.amount)), &said, is_chosen);
            let own = Focus { actor: Some(node.entity), other: Some(other.entity) };
            let is_clicked = response.clicked();
            response.on_hover_ui(|ui| {
                let words = of_row.words(ui.ctx(), view, (shown, number), own);
                ui.label(format!("{words}\nList the sentences"));
            });
            if is_clicked {
                focus.other = Some(other.entity);
                is_asked = true;
            }
        });
        is_asked
    }
}

fn actors(ui: &mut Ui, shown: &Shown, focus: &mut Focus, wishes: &mut Wishes) -> bool {
    let (nodes, others) = (&shown.figures.nodes, &shown.figures.others);
    let head = if others.is_empty() { "Actors" } else { "Actors, the smaller ones not drawn" };
    head_line(ui, head);
    let mut is_asked = false;
    rows(ui, "network-actors", nodes.len() + others.len(), |ui, row| {
        let Some(node) = nodes.get(row).or_else(|| others.get(row - nodes.len())) else { return };
        let is_drawn = row < nodes.len();
        let response = actor(ui, node, is_drawn);
        if !response.clicked() {
            return;
        }
        if is_drawn {
            *focus = Focus { actor: Some(node.entity), other: None };
            is_asked = true;
        } else {
            wishes.push(Wish::Evidence { title: node.name.clone(), events: node.events.clone() });
        }
    });
    is_asked
}

fn actor(ui: &mut Ui, node: &Node, is_drawn: bool) -> Response {
    let said = format!("{}: {}", node.name, thousands(node.amount));
    let said = if is_drawn { said } else { format!("{said}, not drawn") };
    let kind = node.kind.as_ref();
    let sample = (kind.map(|kind| kind.place), colour(kind.map(|kind| kind.colour)), is_drawn);
    let response = one_row(ui, Some(sample), (&node.name, &thousands(node.amount)), &said, false);
    let kind = kind.map_or("No kind", |kind| kind.name.as_str());
    response.on_hover_text(format!("{}\n{kind}\nList the sentences", node.name))
}

fn head_line(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::small()).color(Palette::of(ui).weak));
}

fn rows(ui: &mut Ui, id: &str, count: usize, mut one: impl FnMut(&mut Ui, usize)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt(id).auto_shrink(false).min_scrolled_height(0.0);
    area.show_rows(ui, ROW_PX, count, |ui, range| range.for_each(|row| one(ui, row)));
}

/// Form, colour and whether it is drawn; name and number.
type Sample = (Option<usize>, egui::Color32, bool);

fn one_row(ui: &mut Ui, sample: Option<Sample>, (name, number): (&str, &str), said: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, ROW_PX), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, said));
    if response.hovered() || chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(4), palette.hovered);
    }
    focus_ring(ui, &response);
    let mut left = rect.left() + 4.0;
    if let Some((place, fill, is_drawn)) = sample {
        let fill = if is_drawn { fill } else { fill.gamma_multiply(0.35) };
        ui.painter().extend(form(place, pos2(rect.left() + 11.0, rect.center().y), 5.5, fill, palette.panel));
        left += 20.0;
    }
    let number = line(ui, number, &theme::body(), palette.weak, 80.0);
    let right = rect.right() - 6.0 - number.width;
    number.paint(ui.painter(), pos2(right, rect.center().y));
    line(ui, name, &theme::body(), palette.text, (right - left - 8.0).max(20.0))
        .paint(ui.painter(), pos2(left, rect.center().y));
    response
}
