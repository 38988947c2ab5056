//! The codebook in the window: showing a code, adding one, writing the codebook to a file and taking one over.

use super::Workbench;
use crate::base::number::counted;
use crate::files::codebook::{Codebook, codebook_file, read_file};
use crate::files::export;
use crate::model::{CodeId, CodeKind, RecordId};
use crate::ops::code::CodeChange;
use crate::session::{Command, Notice};
use crate::ui::lower::Tab;
use egui::{Context, Id};
use std::path::{Path, PathBuf};

impl Workbench {
    pub(super) fn show_code(&mut self, code: CodeId) {
        self.settings.panels.lower = true;
        self.lower.show_code(code);
    }

    /// Adds a code and puts the caret into its name.
    pub(super) fn add_code(&mut self, kind: CodeKind, parent: Option<CodeId>) {
        let changes = vec![CodeChange::Name(format!("New {kind}")), CodeChange::Parent(parent)];
        let outcome = self.perform(&Command::AddCode { kind, changes });
        if let Some(RecordId::Code(code)) = outcome.and_then(|outcome| outcome.made.first().copied()) {
            self.show_code(code);
            self.wants_focus = Some(Id::unique(("code-name", code)));
        }
    }

    pub(super) fn export_codebook(&mut self, path: &Path) {
        let file = match codebook_file(self.session.project()) {
            Ok(file) => file,
            Err(error) => {
                let text = format!("The codebook could not be written: {error}. Nothing was written.");
                self.notice = Some(Notice::problem(text));
                return;
            }
        };
        self.notice = Some(match export::write_file(&*self.disk, path, file.as_bytes()) {
            Ok(()) => {
                let codes = counted(self.session.project().codes().len(), "code");
                Notice::done(format!("The codebook of {codes} is in {}", path.display()))
            }
            Err(error) => Notice::problem(error.to_string()),
        });
    }

    /// Reads a codebook beside the frames.
    pub(super) fn import_codebook(&mut self, ctx: &Context, path: PathBuf) {
        let disk = self.disk.clone();
        self.jobs.read_codebook(ctx, move || read_file(&*disk, &path).map_err(|error| error.to_string()));
    }

    /// Takes over a codebook that was read; says what came in, what changed, and what was left out.
    pub(super) fn take_codebook(&mut self, read: Result<Codebook, String>) {
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                self.notice = Some(Notice::problem(error));
                return;
            }
        };
        let before = self.session.project().clone();
        let ids: Vec<CodeId> = read.codes.keys().copied().collect();
        let Some(outcome) = self.perform(&Command::AdoptCodes(read.codes)) else { return };
        let after = self.session.project();
        let differs = |id: &&CodeId| before.codes().get(**id).is_some_and(|row| after.codes().get(**id) != Some(row));
        let changed = ids.iter().filter(differs).count();
        let mut said = match (outcome.made.len(), changed) {
            (0, 0) => "The codebook is as it was".to_owned(),
            (added, changed) => format!("{} added, {changed} changed", counted(added, "code")),
        };
        let left_out: Vec<String> = read.problems.iter().map(ToString::to_string).chain(outcome.left_out).collect();
        if !left_out.is_empty() {
            said = format!("{said}. Left out: {}", left_out.join(" · "));
        }
        let gravity = if left_out.is_empty() { Notice::done(&said) } else { Notice::problem(&said) };
        self.notice = Some(Notice { undoable: outcome.changed, ..gravity });
        self.settings.panels.lower = true;
        self.lower.tab = Tab::Codebook;
        if let Some(RecordId::Code(first)) = outcome.made.first() {
            self.show_code(*first);
        }
    }
}
