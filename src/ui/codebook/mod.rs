//! The codebook: its tree on the left, searched while typing, and the form of the chosen code on the right.
//!
//! Every change is one command and one undo. In the tree the arrows move, Alt with an arrow moves the code among its
//! siblings, F2 renames, Delete deletes; a number of uses opens the sentences behind it.

pub mod asks;
mod form;
mod key;
mod looks;
mod roles;
mod split;
mod tree;

use super::action::Action;
use super::computed::Computed;
use super::theme::{Palette, space};
use super::view::{View, Wishes};
use super::widgets::{button, row};
use crate::model::{CodeId, Status};
use crate::project::Project;
use egui::{Id, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};
use split::Splitting;
use tree::Row;

/// State of the room.
#[derive(Default)]
pub struct Codebook {
    filter: String,
    chosen: Option<CodeId>,
    status: Option<Status>,
    rows: Computed<(u64, String), Vec<Row>>,
    form: form::Form,
    splitting: Option<Splitting>,
    /// The chosen code is to be brought into sight, as soon as there is a row of it.
    reveal: bool,
}

impl Codebook {
    /// Shows a code.
    pub fn choose(&mut self, code: CodeId) {
        self.filter.clear();
        self.take(code);
        self.reveal = true;
    }

    fn take(&mut self, code: CodeId) {
        if self.chosen != Some(code) {
            self.splitting = None;
            self.form.capturing = false;
        }
        (self.chosen, self.status) = (Some(code), None);
    }

    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
            || self.form.is_computing()
            || self.splitting.as_ref().is_some_and(Splitting::is_computing)
    }

    /// The field with the name of the code whose row has the keyboard.
    #[must_use]
    pub fn name_field(&self, ctx: &egui::Context) -> Option<Id> {
        let focused = ctx.memory(egui::Memory::focused)?;
        self.chosen.filter(|code| focused == tree::row_id(*code)).map(form::name_id)
    }

    /// Draws tree and form.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        self.chosen = self.chosen.filter(|code| view.project().codes().get(*code).is_some());
        let question = (view.session.revision(), self.filter.clone());
        let text = self.filter.clone();
        self.rows.refresh(ui.ctx(), view, question, move |project: &Project| tree::rows(project, &text));
        let whole = ui.available_size();
        let left = (whole.x * 0.4).clamp(220.0, 460.0).min(whole.x * 0.55);
        let column = egui::Layout::top_down(egui::Align::Min);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            ui.allocate_ui_with_layout(vec2(left, whole.y), column, |ui| {
                ui.set_min_size(vec2(left, whole.y));
                self.left(ui, view, wishes);
            });
            ui.allocate_ui_with_layout(vec2(whole.x - left - space::L, whole.y), column, |ui| {
                ui.set_min_size(ui.available_size());
                self.right(ui, view, wishes);
            });
        });
    }

    fn left(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let writable = view.session.read_only().is_none();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            search_field(ui, &mut self.filter);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                button::action(ui, Action::ExportCodebook, true, wishes);
                button::action(ui, Action::ImportCodebook, writable, wishes);
            });
        });
        match self.rows.get() {
            None => row::computing(ui),
            Some(rows) if rows.is_empty() => {
                row::empty(ui, "No code fits", "Clear the search to see all of them.", None);
            }
            Some(_) => self.tree(ui, view, wishes),
        }
    }

    fn right(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if let Some(status) = self.status {
            tree::explain(ui, status);
            return;
        }
        let Some(id) = self.chosen else {
            row::empty(ui, "No code chosen", "Choose one in the tree to see and change what it means.", None);
            return;
        };
        if let Some(splitting) = &mut self.splitting {
            if splitting.show(ui, view, wishes) {
                self.splitting = None;
            }
            return;
        }
        let mut wants_split = false;
        ScrollArea::vertical().id_salt(("code-form", id)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.add_enabled_ui(view.session.read_only().is_none(), |ui| {
                wants_split = form::show(ui, view, id, &mut self.form, wishes);
            });
        });
        if wants_split {
            self.splitting = Some(Splitting::new(id));
        }
    }
}

fn search_field(ui: &mut Ui, filter: &mut String) {
    let name = "Search the codebook";
    let hint = RichText::new(name).color(Palette::of(ui).weak);
    let field = TextEdit::singleline(filter)
        .id(Id::unique("codebook-filter"))
        .hint_text(hint)
        .desired_width((ui.available_width() - 72.0).max(80.0))
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(field);
    let typed = filter.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, "", typed.as_str(), name);
        info.label = Some(name.to_owned());
        info
    });
}
