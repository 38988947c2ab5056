//! Splitting a code: the name of the new one, and a list of what uses the old one, to tick what goes over.

use crate::base::number::counted;
use crate::model::{CodeId, RecordId};
use crate::project::Project;
use crate::query::codebook::Uses;
use crate::session::Command;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Checkbox, Id, RichText, ScrollArea, TextEdit, TextWrapMode, Ui, WidgetInfo};
use std::collections::BTreeSet;

/// A code that is being split.
pub struct Splitting {
    code: CodeId,
    name: String,
    ticked: BTreeSet<RecordId>,
    uses: Computed<u64, Vec<RecordId>>,
}

impl Splitting {
    /// Nothing is ticked yet.
    #[must_use]
    pub fn new(code: CodeId) -> Self {
        Self { code, name: String::new(), ticked: BTreeSet::new(), uses: Computed::default() }
    }

    /// Whether the list of uses is on its way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.uses.is_running()
    }

    /// Draws it; says whether it is over.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) -> bool {
        let code = self.code;
        let arrived = self.uses.refresh(ui.ctx(), view, view.session.revision(), move |project: &Project| {
            Uses::of(project, code).records().collect()
        });
        // What was ticked may have gone since.
        if let Some(uses) = self.uses.get().filter(|_| arrived && !self.ticked.is_empty()) {
            let uses: BTreeSet<&RecordId> = uses.iter().collect();
            self.ticked.retain(|record| uses.contains(record));
        }
        let mut over = false;
        row::head(ui, &format!("Split “{}”", view.project().label(code.into())), None);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            self.name_field(ui);
            let ready = !self.name.trim().is_empty() && !self.ticked.is_empty() && view.session.read_only().is_none();
            ui.add_enabled_ui(ready, |ui| {
                if button::words(ui, &format!("Split off {}", counted(self.ticked.len(), "use")), true).clicked() {
                    let uses = self.ticked.iter().copied().collect();
                    wishes.command(Command::SplitCode { code, name: self.name.trim().to_owned(), uses });
                    over = true;
                }
            });
            over |= button::words(ui, "Cancel", false).clicked();
        });
        self.list(ui, view);
        over
    }

    fn name_field(&mut self, ui: &mut Ui) {
        let name = "Name of the new code";
        let hint = RichText::new(name).color(Palette::of(ui).weak);
        let field = TextEdit::singleline(&mut self.name)
            .id(Id::unique("split-name"))
            .hint_text(hint)
            .desired_width(200.0)
            .margin(egui::Margin::symmetric(8, 5));
        let response = ui.add(field);
        let typed = self.name.clone();
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, "", typed.as_str(), name);
            info.label = Some(name.to_owned());
            info
        });
    }

    fn list(&mut self, ui: &mut Ui, view: View<'_>) {
        let Some(uses) = self.uses.get() else {
            row::computing(ui);
            return;
        };
        let ticked = &mut self.ticked;
        ScrollArea::vertical().id_salt("split-uses").auto_shrink(false).show_rows(
            ui,
            theme::ROW,
            uses.len(),
            |ui, rows| {
                ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
                for record in uses.get(rows).unwrap_or_default() {
                    let mut on = ticked.contains(record);
                    if ui.add(Checkbox::new(&mut on, words(view, *record))).changed() {
                        if on {
                            ticked.insert(*record);
                        } else {
                            ticked.remove(record);
                        }
                    }
                }
            },
        );
    }
}

/// What a list calls a use.
fn words(view: View<'_>, record: RecordId) -> String {
    let label = view.project().label(record);
    match record {
        RecordId::Mark(id) => {
            let document = view.project().marks().get(id).map(|mark| view.project().label(mark.document.into()));
            format!("“{}” · {}", label.replace('\n', " "), document.unwrap_or_default())
        }
        RecordId::Event(_) => format!("Event: {label}"),
        _ => label.to_owned(),
    }
}
