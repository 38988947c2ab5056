//! Marks to check: those that a change of a text left in doubt, with the words that were marked, the words that stand
//! there now and a score, and those whose words are gone.
//!
//! Enter or a click goes to the place; C, R, S and Delete do what the buttons above do with the chosen mark.

use super::{cell, column_head};
use crate::model::{MarkId, RecordId};
use crate::project::Project;
use crate::query::doubts::{Doubt, doubts};
use crate::query::search::Question;
use crate::session::{At, Command};
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Key, Modifiers, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};

/// State of the list: the rows as of some revision, and which one is chosen.
#[derive(Default)]
pub struct ToCheck {
    rows: Computed<u64, Rows>,
    /// The row that the buttons are about.
    chosen: Option<Doubt>,
}

/// The marks to check, and those of them that “Confirm all” takes.
#[derive(Default)]
struct Rows {
    all: Vec<Doubt>,
    sure: Vec<MarkId>,
}

/// From this score on “Confirm all” takes a mark with the others.
const SURE: f64 = 0.8;

/// What can be done with the chosen mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Confirm,
    Place,
    Search,
    Delete,
}

impl Act {
    const ALL: [(Self, &'static str, &'static str, &'static str, Key); 4] = [
        (Self::Confirm, icons::CHECK_CIRCLE, "Confirm the words now", "C", Key::C),
        (Self::Place, icons::HIGHLIGHTER, "Place anew on the selected words", "R", Key::R),
        (Self::Search, icons::LIST_MAGNIFYING_GLASS, "Search for the words that were marked", "S", Key::S),
        (Self::Delete, icons::TRASH, "Delete this mark", "Delete", Key::Delete),
    ];
}

impl ToCheck {
    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
    }

    fn rows(&self) -> &[Doubt] {
        self.rows.get().map_or(&[], |rows| rows.all.as_slice())
    }

    /// Draws the buttons and the table.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if self.rows.refresh(ui.ctx(), view, view.session.revision(), rows) {
            let was = self.chosen.take().map(|doubt| doubt.mark);
            let again = self.rows().iter().find(|doubt| Some(doubt.mark) == was);
            self.chosen = again.or(self.rows().first()).cloned();
        }
        if view.index().unsettled_count() == 0 {
            row::empty(ui, "No marks to check", "After a text was changed, marks in doubt are listed here.", None);
            return;
        }
        self.head(ui, view, wishes);
        self.table(ui, view, wishes);
    }

    fn head(&self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let writable = view.session.read_only().is_none();
        let chosen = self.chosen.as_ref();
        ui.horizontal(|ui| {
            row::head(ui, "Marks to check", Some(self.rows().len()));
            ui.add_space(space::S);
            for (act, icon, name, key, _) in Act::ALL {
                let enabled = chosen.is_some_and(|doubt| possible(act, view, doubt, writable));
                if button::icon(ui, icon, name, key, enabled).clicked() {
                    chosen.iter().for_each(|doubt| carry_out(act, view, doubt, wishes));
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                self.confirm_all(ui, writable, wishes);
            });
        });
    }

    fn confirm_all(&self, ui: &mut Ui, writable: bool, wishes: &mut Wishes) {
        let sure = self.rows.get().map_or(&[][..], |rows| &rows.sure);
        ui.add_enabled_ui(writable && !sure.is_empty(), |ui| {
            let name = format!("Confirm all from {SURE} ({})", sure.len());
            let about = "Takes the words now for each mark with this score or more; one undo";
            if button::words(ui, &name, false).on_hover_text(about).clicked() {
                wishes.command(Command::ConfirmMarks(sure.to_vec()));
            }
        });
    }

    fn table(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(Rows { all: rows, .. }) = self.rows.get() else { return };
        let chosen = &mut self.chosen;
        TableBuilder::new(ui)
            .id_salt("to-check")
            .sense(Sense::click())
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Column::exact(84.0))
            .column(Column::remainder().at_least(140.0).clip(true))
            .column(Column::remainder().at_least(140.0).clip(true))
            .column(Column::initial(120.0).at_least(60.0).clip(true).resizable(true))
            .column(Column::initial(200.0).at_least(80.0).clip(true))
            .header(theme::ROW, |mut head| {
                for name in ["Score", "Words that were marked", "Words now", "Code", "Document"] {
                    head.col(|ui| {
                        column_head(ui, name, None, false);
                    });
                }
            })
            .body(|body| {
                body.rows(theme::ROW, rows.len(), |mut table| {
                    if let Some(doubt) = rows.get(table.index()) {
                        one(&mut table, view, doubt, chosen, wishes);
                    }
                });
            });
    }
}

fn rows(project: &Project) -> Rows {
    let all = doubts(project);
    let sure =
        all.iter().filter(|doubt| doubt.words.is_some() && doubt.score >= SURE).map(|doubt| doubt.mark).collect();
    Rows { all, sure }
}

fn possible(act: Act, view: View<'_>, doubt: &Doubt, writable: bool) -> bool {
    let selection = &view.session.selection;
    match act {
        Act::Confirm => writable && doubt.words.is_some(),
        Act::Place => writable && selection.document == Some(doubt.document) && selection.words.is_some(),
        Act::Search => true,
        Act::Delete => writable,
    }
}

fn carry_out(act: Act, view: View<'_>, doubt: &Doubt, wishes: &mut Wishes) {
    match act {
        Act::Confirm => wishes.command(Command::ConfirmMarks(vec![doubt.mark])),
        Act::Place => {
            if let Some(pieces) = view.session.selection.words.clone() {
                wishes.command(Command::PlaceMark { mark: doubt.mark, at: At::Bytes(pieces) });
            }
        }
        Act::Search => {
            wishes.push(Wish::SearchEverywhere(Question::plain(&doubt.quote)));
        }
        Act::Delete => wishes.command(Command::Delete(vec![RecordId::Mark(doubt.mark)])),
    }
}

fn one(table: &mut TableRow<'_, '_>, view: View<'_>, doubt: &Doubt, chosen: &mut Option<Doubt>, wishes: &mut Wishes) {
    let is_chosen = chosen.as_ref().is_some_and(|chosen| chosen.mark == doubt.mark);
    table.set_selected(is_chosen);
    let score = score(doubt);
    table.col(|ui| state(ui, doubt, &score));
    table.col(|ui| cell(ui, &doubt.quote, false));
    table.col(|ui| match &doubt.words {
        Some(words) => cell(ui, words, false),
        None => cell(ui, "not in the text", true),
    });
    table.col(|ui| cell(ui, doubt.code.map_or("", |code| view.project().label(code.into())), true));
    table.col(|ui| cell(ui, view.project().label(doubt.document.into()), true));
    let response = table.response();
    let now = doubt.words.as_deref().unwrap_or("not in the text");
    let name = format!("{score}: {}, now: {now}", doubt.quote);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if response.clicked() {
        wishes.push(Wish::GoToMark(doubt.mark));
    }
    if response.clicked() || row::took_keyboard(&response) {
        *chosen = Some(doubt.clone());
    }
    if response.has_focus() {
        keys(&response.ctx, view, doubt, wishes);
    }
}

/// “0.82”, or “lost”.
fn score(doubt: &Doubt) -> String {
    if doubt.words.is_some() { format!("{:.2}", doubt.score) } else { "lost".to_owned() }
}

fn state(ui: &mut Ui, doubt: &Doubt, score: &str) {
    let palette = Palette::of(ui);
    let (icon, colour) = match doubt.words {
        Some(_) => (icons::WARNING_CIRCLE, palette.warn),
        None => (icons::LINK_BREAK, palette.error),
    };
    ui.label(RichText::new(icon).font(theme::icon(14.0)).color(colour));
    ui.label(RichText::new(score).color(palette.text));
}

fn keys(ctx: &egui::Context, view: View<'_>, doubt: &Doubt, wishes: &mut Wishes) {
    let writable = view.session.read_only().is_none();
    for (act, _, _, _, key) in Act::ALL {
        if possible(act, view, doubt, writable) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            carry_out(act, view, doubt, wishes);
        }
    }
}
