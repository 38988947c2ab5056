//! Who takes part in an event of a type: its roles, the kinds of entities that may fill each, and how many.

use super::asks::CodeAsk;
use super::form::{change, labelled, weak};
use crate::model::{Code, CodeId, RoleRule};
use crate::ops::code::CodeChange;
use crate::session::Notice;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field};
use egui::{Id, Label, RichText, Role, Ui, WidgetInfo, vec2};

/// Draws the rules and a button for one more.
pub fn show(ui: &mut Ui, view: View<'_>, id: CodeId, code: &Code, wishes: &mut Wishes) {
    labelled(ui, "Who takes part", |ui| {
        if code.roles.is_empty() && code.parent.is_some() {
            weak(ui, "As in the broader code");
        }
        for at in 0..code.roles.len() {
            ui.push_id(("role", id, at), |ui| one(ui, view, id, code, at, wishes));
        }
        if button::link(ui, "Add a role…").clicked() {
            wishes.push(Wish::Ask(Ask::Codebook(CodeAsk::Role(id))));
        }
    });
}

fn one(ui: &mut Ui, view: View<'_>, id: CodeId, code: &Code, at: usize, wishes: &mut Wishes) {
    let Some(rule) = code.roles.get(at) else { return };
    let role = view.project().label(rule.role.into());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let remove = format!("Remove the role {}", role.to_lowercase());
        if button::icon(ui, icons::X, &remove, "", true).clicked() {
            let mut rules = code.roles.clone();
            rules.remove(at);
            wishes.command(change(id, CodeChange::Roles(rules)));
        }
        ui.add(Label::new(RichText::new(role).font(theme::medium())).truncate());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let most = rule.at_most.map(|most| most.to_string()).unwrap_or_default();
            number(ui, id, at, role, Bound::Most, &most, code, wishes);
            let least = if rule.at_least == 0 { String::new() } else { rule.at_least.to_string() };
            number(ui, id, at, role, Bound::Least, &least, code, wishes);
        });
    });
    kinds(ui, view, id, code, at, wishes);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Least,
    Most,
}

/// A small field for how many; empty: any number.
#[expect(clippy::too_many_arguments, reason = "a field of a row of a list of a record")]
fn number(
    ui: &mut Ui,
    id: CodeId,
    at: usize,
    role: &str,
    bound: Bound,
    value: &str,
    code: &Code,
    wishes: &mut Wishes,
) {
    let (words, hint) = match bound {
        Bound::Least => ("At least", "0"),
        Bound::Most => ("At most", "any"),
    };
    let typed = ui
        .allocate_ui(vec2(44.0, theme::CONTROL), |ui| {
            ui.set_width(44.0);
            let key = Id::unique(("code-role", id, at, bound == Bound::Least));
            field::line(ui, key, &format!("{words}: {}", role.to_lowercase()), value, hint)
        })
        .inner;
    field::label(ui, &words.to_lowercase());
    let Some(done) = typed.done else { return };
    let number = if done.trim().is_empty() { Ok(None) } else { done.trim().parse::<u8>().map(Some) };
    let Ok(number) = number else {
        wishes.push(Wish::Say(Notice::note(format!("“{}” is not a number from 0 to 255", done.trim()))));
        return;
    };
    let mut rules = code.roles.clone();
    if let Some(rule) = rules.get_mut(at) {
        match bound {
            Bound::Least => rule.at_least = number.unwrap_or_default(),
            Bound::Most => rule.at_most = number,
        }
    }
    if let Some(RoleRule { at_least, at_most: Some(most), .. }) =
        rules.get(at).filter(|rule| rule.at_most < Some(rule.at_least))
    {
        let why = format!("At most {most} cannot be fewer than at least {at_least}");
        wishes.push(Wish::Say(Notice::note(why)));
        return;
    }
    wishes.command(change(id, CodeChange::Roles(rules)));
}

/// The kinds that may fill the role; a click removes one.
fn kinds(ui: &mut Ui, view: View<'_>, id: CodeId, code: &Code, at: usize, wishes: &mut Wishes) {
    let Some(rule) = code.roles.get(at) else { return };
    let role = view.project().label(rule.role.into()).to_lowercase();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        ui.add_space(theme::CONTROL);
        if rule.kinds.is_empty() {
            weak(ui, "any kind");
        }
        for kind in &rule.kinds {
            let name = view.project().label((*kind).into());
            let response = chip::chip(ui, name, None, "×", false);
            let said = format!("{name} no longer fills the role {role}");
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            if response.on_hover_text(&said).clicked() {
                let mut rules = code.roles.clone();
                rules.get_mut(at).into_iter().for_each(|rule| rule.kinds.retain(|other| other != kind));
                wishes.command(change(id, CodeChange::Roles(rules)));
            }
        }
        let more = chip::chip(ui, "+", None, "", false);
        let said = format!("Another kind for the role {role}");
        more.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        if more.on_hover_text(&said).clicked() {
            wishes.push(Wish::Ask(Ask::Codebook(CodeAsk::Kind(id, at))));
        }
    });
}
