//! Replacing a text by a new edition: the new text, pasted or from a file, and what becomes of the marks, before
//! anything changes.

use super::{Decided, heading, named};
use crate::base::number::thousands;
use crate::model::{Anchor, DocumentId};
use crate::ops::text::{Changed, edition};
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::View;
use crate::ui::widgets::{button, row};
use egui::{Id, RichText, ScrollArea, TextEdit, Ui};
use std::sync::Arc;

/// The open dialog.
pub struct Edition {
    document: DocumentId,
    text: String,
    /// What was said of the file that the text came from.
    note: String,
    /// The text as it is looked at, and how often it was changed.
    looked_at: (u64, Arc<str>),
    /// What would become of the marks, by the project's revision and the change of the text.
    preview: Computed<(u64, u64), Result<Preview, String>>,
}

struct Preview {
    placed: usize,
    doubtful: usize,
    lost: usize,
    rows: Vec<Row>,
}

struct Row {
    score: String,
    quote: String,
    words: String,
}

/// A longer text is not put into the field, in bytes: it would take long to lay out.
const MOST_SHOWN: usize = 200_000;
/// Rows that are listed before anything changes; the tab lists all of them afterwards.
const MOST_ROWS: usize = 200;

impl Edition {
    /// Asks for a new edition of a document.
    #[must_use]
    pub fn of(document: DocumentId) -> Self {
        Self::with(document, String::new(), String::new())
    }

    /// With a text that was read from a file, and what is worth knowing about that.
    #[must_use]
    pub fn with(document: DocumentId, text: String, note: String) -> Self {
        let looked_at = (0, Arc::from(text.as_str()));
        Self { document, text, note, looked_at, preview: Computed::default() }
    }

    /// Draws it; says what was decided.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>) -> Option<Decided> {
        heading(ui, "Replace the text");
        let title = view.project().label(self.document.into());
        let about = format!("A new edition of “{title}”; marks are looked for in it");
        ui.label(RichText::new(about).font(theme::small()).color(Palette::of(ui).weak));
        ui.add_space(space::XS);
        self.field(ui);
        if !self.note.is_empty() {
            ui.label(RichText::new(&self.note).font(theme::small()).color(Palette::of(ui).weak));
        }
        self.look(ui, view);
        ui.add_space(space::S);
        match self.preview() {
            None if self.preview.is_running() => row::computing(ui),
            None => {}
            Some(Err(refused)) => {
                ui.label(RichText::new(refused).color(Palette::of(ui).warn));
            }
            Some(Ok(preview)) => preview.show(ui),
        }
        ui.add_space(space::S);
        self.buttons(ui)
    }

    /// Works out what would become of the marks, beside the frames if the project is large.
    fn look(&mut self, ui: &Ui, view: View<'_>) {
        if self.text.trim().is_empty() {
            return;
        }
        let (document, (change, text)) = (self.document, self.looked_at.clone());
        let question = (view.session.revision(), change);
        self.preview.refresh(ui.ctx(), view, question, move |project| {
            let changed = edition(project, document, &text);
            changed.map(|changed| Preview::of(&changed)).map_err(|no| no.to_string())
        });
    }

    /// What would become of the marks; `None` while that is being worked out.
    fn preview(&self) -> Option<&Result<Preview, String>> {
        let is_there = !self.text.trim().is_empty() && !self.preview.is_running();
        self.preview.get().filter(|_| is_there)
    }

    fn field(&mut self, ui: &mut Ui) {
        if self.text.len() > MOST_SHOWN {
            ui.label(format!("{} bytes, which are too many to show here", thousands(self.text.len())));
            return;
        }
        ScrollArea::vertical().id_salt("edition-text").max_height(220.0).show(ui, |ui| {
            let hint = RichText::new("The whole new text, headline first").color(Palette::of(ui).weak);
            let edit =
                TextEdit::multiline(&mut self.text).hint_text(hint).desired_rows(8).desired_width(f32::INFINITY);
            let response = ui.add(edit.id(Id::unique("dialog-edition")).margin(egui::Margin::symmetric(10, 8)));
            named(&response, "New text");
            if response.changed() {
                self.looked_at = (self.looked_at.0 + 1, Arc::from(self.text.as_str()));
            }
            if ui.memory(egui::Memory::focused).is_none() {
                response.request_focus();
            }
        });
    }

    fn buttons(&mut self, ui: &mut Ui) -> Option<Decided> {
        let mut decided = None;
        ui.horizontal(|ui| {
            if button::words(ui, "From a file…", false)
                .on_hover_text("Read the new text from a .txt or .md file")
                .clicked()
            {
                decided = Some(Decided::EditionFile(self.document));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let ready = matches!(self.preview(), Some(Ok(_)));
                ui.add_enabled_ui(ready, |ui| {
                    if button::words(ui, "Replace", true).clicked() {
                        decided = Some(Decided::Edition(self.document, std::mem::take(&mut self.text)));
                    }
                });
                if button::words(ui, "Cancel", false).clicked() {
                    decided = Some(Decided::Closed);
                }
            });
        });
        decided
    }
}

impl Preview {
    fn of(changed: &Changed) -> Self {
        let rows = changed.to_check().into_iter().take(MOST_ROWS).map(|(_, mark, score, words)| Row {
            score: if words.is_some() { format!("{score:.2}") } else { "lost".to_owned() },
            quote: mark.quote.clone(),
            words: words.unwrap_or_default(),
        });
        Self {
            placed: changed.count(Anchor::Placed),
            doubtful: changed.count(Anchor::Doubtful),
            lost: changed.count(Anchor::Lost),
            rows: rows.collect(),
        }
    }

    /// “41 marks stay, 3 doubtful, 1 lost”.
    fn said(&self) -> String {
        let stay = if self.placed == 1 { "1 mark stays".to_owned() } else { format!("{} marks stay", self.placed) };
        format!("{stay}, {} doubtful, {} lost", self.doubtful, self.lost)
    }

    fn show(&self, ui: &mut Ui) {
        ui.label(RichText::new(self.said()).font(theme::medium()));
        if self.rows.is_empty() {
            return;
        }
        let weak = Palette::of(ui).weak;
        ui.label(RichText::new("To be confirmed afterwards, under Marks to check").font(theme::small()).color(weak));
        ScrollArea::vertical().id_salt("edition-marks").max_height(160.0).auto_shrink([false, true]).show(ui, |ui| {
            egui::Grid::new("edition-rows").num_columns(3).spacing([space::M, space::XS]).striped(true).show(
                ui,
                |ui| {
                    for row in &self.rows {
                        ui.label(RichText::new(&row.score).color(weak));
                        ui.add(egui::Label::new(&row.quote).wrap());
                        let words = if row.words.is_empty() { String::new() } else { format!("→ {}", row.words) };
                        ui.add(egui::Label::new(words).wrap());
                        ui.end_row();
                    }
                },
            );
        });
    }
}
