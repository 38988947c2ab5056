//! Correcting a text and replacing it by a new edition: what the window does about it.

use super::{Workbench, view};
use crate::files::RealDisk;
use crate::files::import::read_one;
use crate::model::DocumentId;
use crate::session::{Command, Notice};
use crate::ui::dialog::{Dialog, edition::Edition};
use crate::ui::lower::Tab;
use std::path::Path;

impl Workbench {
    /// Opens the field beside the selected words.
    pub(super) fn correct_text(&mut self) {
        if let Some(reason) = self.session.read_only() {
            self.notice = Some(Notice::note(reason));
        } else if let Err(why) = self.article.open_correct(view(&self.session, &self.settings, &self.suggested)) {
            self.notice = Some(Notice::note(why));
        }
    }

    /// Asks for a new edition of the open document.
    pub(super) fn replace_text(&mut self) {
        match self.session.selection.document {
            Some(document) => self.dialog = Some(Dialog::Edition(Edition::of(document))),
            None => self.notice = Some(Notice::note("Open the article whose text is to be replaced first")),
        }
    }

    /// Takes a new edition that was read from a file, for a look at what becomes of the marks.
    pub(super) fn take_edition(&mut self, document: DocumentId, read: Result<(String, String), String>) {
        match read {
            Ok((text, note)) => self.dialog = Some(Dialog::Edition(Edition::with(document, text, note))),
            Err(why) => {
                self.notice = Some(Notice::problem(format!("{why}. Nothing was changed; choose another file.")));
            }
        }
    }

    /// Replaces the text, and shows the marks to check, if there are any.
    pub(super) fn replaced(&mut self, document: DocumentId, text: String) {
        if self.perform(&Command::ReplaceText { document, text }).is_none() {
            return;
        }
        let marks = self.session.project().marks();
        let mut unsettled = self.session.index().unsettled().filter_map(|mark| marks.get(mark));
        if unsettled.any(|mark| mark.document == document) {
            self.settings.panels.lower = true;
            self.lower.tab = Tab::ToCheck;
        }
        self.article.focus();
    }
}

/// The text of a file, with what is worth knowing about how it was read.
pub(crate) fn read_edition(path: &Path) -> Result<(String, String), String> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let read = read_one(&RealDisk, path)?;
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    let about = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
    Ok((read.text.text, format!("From {name}{about}")))
}
