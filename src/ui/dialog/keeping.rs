//! Small windows about what is kept: whether to write a file that holds much less than before, or over one that is
//! damaged, and when the file is written and which older states of it are there.

use super::{Decided, heading};
use crate::base::number::thousands;
use crate::files::backup::Backup;
use crate::files::store::Dropped;
use crate::session::settings::Saving;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field, row};
use egui::{Align, Id, Key, Layout, Modifiers, RichText, Role, ScrollArea, Ui, WidgetInfo};

/// What a save would leave out of the file, and whether it was asked for by leaving the project.
pub struct Drops {
    /// By kind of record.
    pub dropped: Vec<Dropped>,
    /// How the file is called.
    pub file: String,
    /// Whether the project is being left.
    pub leaving: bool,
    /// Whether the file before stays as a backup.
    pub backups: bool,
}

impl Drops {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui) -> Option<Decided> {
        heading(ui, "Save much less than the file holds?");
        field::label(ui, &self.file);
        for dropped in &self.dropped {
            ui.label(RichText::new(said(dropped)).font(theme::body()));
        }
        let kept = if self.backups {
            "Nothing has been written yet. If you save, the file before stays as a backup; undo takes the changes back."
        } else {
            "Nothing has been written yet. Backups are switched off: if you save, only the log has what was there."
        };
        ui.add_space(space::XS);
        field::label(ui, kept);
        ui.add_space(space::S);
        let mut decided = None;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let stay = button::words(ui, "Do not save", true);
            if ui.memory(|memory| memory.focused().is_none()) {
                stay.request_focus();
            }
            if stay.clicked() {
                decided = Some(Decided::Closed);
            }
            if button::words(ui, "Save all the same", false).clicked() {
                decided = Some(Decided::SaveAll);
            }
            if self.leaving && button::words(ui, "Leave the file as it is", false).clicked() {
                decided = Some(Decided::LeaveAsItIs);
            }
        });
        decided
    }
}

/// A file of which not all could be read, and which a save would replace.
pub struct Damage {
    /// What could not be read or was put right, one a line.
    pub lines: Vec<String>,
    /// How many places could not be read.
    pub unread: usize,
    /// What else the file holds and the project has not.
    pub dropped: Vec<Dropped>,
    /// How the file is called.
    pub file: String,
    /// Whether the project is being left.
    pub leaving: bool,
}

impl Damage {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui) -> Option<Decided> {
        heading(ui, "Save over a damaged file?");
        field::label(ui, &self.file);
        ui.label(RichText::new(self.said()).font(theme::body()));
        for dropped in &self.dropped {
            ui.label(RichText::new(said(dropped)).font(theme::body()));
        }
        ui.add_space(space::XS);
        let height = (ui.ctx().content_rect().height() - 330.0).clamp(60.0, 180.0);
        let area = ScrollArea::vertical().id_salt("damage").max_height(height).auto_shrink([false, true]);
        area.show(ui, |ui| {
            for line in self.lines.iter().take(MOST_LINES) {
                ui.label(RichText::new(line).font(theme::small()).color(Palette::of(ui).weak));
            }
        });
        ui.add_space(space::XS);
        field::label(
            ui,
            "Nothing has been written yet, and every change is in the log. If you save, the damaged file stays beside it \
             under another name. A repaired copy takes from the log what the file has lost, and leaves both as they are.",
        );
        ui.add_space(space::S);
        self.answers(ui)
    }

    fn said(&self) -> String {
        match self.unread {
            1 => "1 thing in it could not be read, and would not be in the file any more:".to_owned(),
            many => {
                format!("{} things in it could not be read, and would not be in the file any more:", thousands(many))
            }
        }
    }

    /// From the right, the safe one first; on more than one line where there is no room.
    fn answers(&self, ui: &mut Ui) -> Option<Decided> {
        let mut decided = None;
        ui.with_layout(Layout::right_to_left(Align::Center).with_main_wrap(true), |ui| {
            let stay = button::words(ui, "Do not save", true);
            if ui.memory(|memory| memory.focused().is_none()) {
                stay.request_focus();
            }
            if stay.clicked() {
                decided = Some(Decided::Closed);
            }
            if button::words(ui, "Save what was read", false).clicked() {
                decided = Some(Decided::SaveAll);
            }
            if self.leaving && button::words(ui, "Leave the file as it is", false).clicked() {
                decided = Some(Decided::LeaveAsItIs);
            }
            if button::words(ui, "Save repaired…", false).clicked() {
                decided = Some(Decided::Repair);
            }
        });
        decided
    }
}

/// “316 of 412 marks would go; 96 would be left.”.
fn said(dropped: &Dropped) -> String {
    let gone = thousands(dropped.before.saturating_sub(dropped.after));
    format!(
        "{gone} of {} {} would go; {} would be left.",
        thousands(dropped.before),
        dropped.what,
        thousands(dropped.after)
    )
}

/// Things that are to be read, one a line.
pub struct Said {
    /// What they are.
    pub title: String,
    /// The lines.
    pub lines: Vec<String>,
}

impl Said {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui) -> Option<Decided> {
        heading(ui, &self.title);
        let height = (ui.ctx().content_rect().height() - 220.0).clamp(120.0, 420.0);
        let area = ScrollArea::vertical().id_salt("said").max_height(height).auto_shrink([false, true]);
        area.show(ui, |ui| {
            for line in self.lines.iter().take(MOST_LINES) {
                ui.label(RichText::new(line).font(theme::body()));
            }
            let more = self.lines.len().saturating_sub(MOST_LINES);
            if more > 0 {
                field::label(ui, &format!("and {} more; “entente check” lists all of them", thousands(more)));
            }
        });
        ui.add_space(space::S);
        let close = ui.with_layout(Layout::right_to_left(Align::Center), |ui| button::words(ui, "Close", true));
        if ui.memory(|memory| memory.focused().is_none()) {
            close.inner.request_focus();
        }
        close.inner.clicked().then_some(Decided::Closed)
    }
}

/// Lines that are drawn.
const MOST_LINES: usize = 300;

/// The older states of the file that is open.
pub struct Kept {
    /// Latest first; `None` while they are being looked for.
    pub backups: Option<Vec<Backup>>,
    /// Where they lie.
    pub folder: String,
}

impl Kept {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) -> Option<Decided> {
        heading(ui, "Saving and backups");
        field::label(
            ui,
            "Each change is in the log at once. The file is written when you save or close, and by itself after:",
        );
        let now = view.settings.saving;
        ui.horizontal_wrapped(|ui| {
            for minutes in Saving::MINUTES {
                let name = match minutes {
                    0 => "Never".to_owned(),
                    1 => "1 minute".to_owned(),
                    many => format!("{many} minutes"),
                };
                if chip::chip(ui, &name, None, "", now.after_mins == minutes).clicked() {
                    wishes.push(Wish::Saving(Saving { after_mins: minutes, ..now }));
                }
            }
        });
        ui.add_space(space::S);
        row::head(ui, "Older states of the file", self.backups.as_ref().map(Vec::len));
        ui.horizontal(|ui| {
            for (backups, name) in [(true, "Keep some"), (false, "Keep none")] {
                if chip::chip(ui, name, None, "", now.backups == backups).clicked() {
                    wishes.push(Wish::Saving(Saving { backups, ..now }));
                }
            }
        });
        ui.add_space(space::XS);
        let decided = self.list(ui);
        ui.add_space(space::S);
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let close =
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| button::words(ui, "Close", true).clicked());
        decided
            .or((close.inner || (entered && ui.memory(|memory| memory.focused().is_none())))
                .then_some(Decided::Closed))
    }

    fn list(&self, ui: &mut Ui) -> Option<Decided> {
        let Some(backups) = &self.backups else {
            row::computing(ui);
            return None;
        };
        if backups.is_empty() {
            field::label(ui, "There are none yet. The next save keeps the file that it replaces");
            return None;
        }
        field::label(ui, &self.folder);
        let mut decided = None;
        ScrollArea::vertical().id_salt("backups").max_height(220.0).show_rows(
            ui,
            theme::ROW,
            backups.len(),
            |ui, range| {
                for backup in backups.get(range).unwrap_or_default() {
                    if one(ui, backup) {
                        decided = Some(Decided::Look(backup.path.clone()));
                    }
                }
            },
        );
        decided
    }
}

fn one(ui: &mut Ui, backup: &Backup) -> bool {
    let at = backup.at.utc().with_timezone(&chrono::Local).format("%-d %B %Y, %H:%M").to_string();
    let size = size(backup.len);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), theme::ROW), egui::Sense::hover());
    let response = ui.interact(rect, Id::unique(("backup", &backup.path)), egui::Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{at}, {size}")));
    row::background(ui, rect, false, &response);
    let palette = Palette::of(ui);
    let left = rect.left_center() + egui::vec2(space::S, 0.0);
    ui.painter().text(left, egui::Align2::LEFT_CENTER, &at, theme::body(), palette.text);
    let right = rect.right_center() - egui::vec2(space::S, 0.0);
    ui.painter().text(right, egui::Align2::RIGHT_CENTER, &size, theme::small(), palette.weak);
    response.on_hover_text("Look at it, without changing it").clicked()
}

/// “1.2 MB”.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
