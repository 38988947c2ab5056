//! Projects and articles: opening, making, saving, importing, exporting. Nothing here waits for a disk dialog or
//! reads articles in a frame: that is what [`crate::ui::jobs`] is for.

use super::away::{Errand, Which};
use super::offers::Offers;
use super::saving::{Saver, Then};
use super::{Workbench, now};
use crate::base::id::Ids;
use crate::files::store::{OpenError, OpenOptions};
use crate::files::{Problem, export};
use crate::model::RecordId;
use crate::session::{Command, Failure, Notice, Outcome, Session};
use crate::ui::chart::Look;
use crate::ui::dialog::picture::Picture;
use crate::ui::dialog::publish::Publish;
use crate::ui::dialog::{Dialog, Purpose};
use crate::ui::jobs::Done;
use egui::Context;
use std::path::{Path, PathBuf};

impl Workbench {
    /// Asks for a path.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        self.dialog = Some(Dialog::path(purpose, self.settings.recent.clone()));
    }

    /// Does with paths what they were asked for.
    pub(super) fn use_paths(&mut self, ctx: &Context, purpose: Purpose, paths: Vec<PathBuf>) {
        let Some(first) = paths.first().cloned() else { return };
        match purpose {
            Purpose::Open => self.leave(ctx, Then::Open(first)),
            Purpose::New => self.leave(ctx, Then::New(first)),
            Purpose::SaveAs => self.send(ctx, Errand::SaveAs(first)),
            Purpose::Merge => self.read_copy(ctx, first, None),
            Purpose::Compare => self.compare_with(ctx, first),
            Purpose::Repair => self.repair(ctx, first),
            Purpose::Import => self.jobs.read(ctx, paths),
            Purpose::ExportChart(look) => self.export_chart(ctx, first, look),
            Purpose::ExportTables => self.export_tables(&first),
            Purpose::Publish(_) => self.publish(ctx, first),
            Purpose::ExportCodebook => self.export_codebook(&first),
            Purpose::ImportCodebook => self.import_codebook(ctx, first),
            Purpose::Picture => self.take_picture(first),
            Purpose::Edition(document) => self.jobs.read_edition(ctx, document, first),
        }
    }

    /// Takes what jobs have brought.
    pub(super) fn finish_jobs(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.take_dropped(ctx, dropped);
        }
        for done in self.jobs.finished() {
            if let Some(done) = self.hold(done) {
                self.finish(ctx, done);
            }
        }
    }

    /// Takes what one job has brought.
    pub(super) fn finish(&mut self, ctx: &Context, done: Done) {
        match done {
            Done::Browsed { purpose, paths, unavailable } if paths.is_empty() => {
                let mut dialog = Dialog::path(purpose, self.settings.recent.clone());
                if let Dialog::Path { note, .. } = &mut dialog
                    && unavailable
                {
                    "No file dialog is available here: install xdg-desktop-portal-gtk or zenity, or type the path."
                        .clone_into(note);
                }
                self.dialog = Some(dialog);
            }
            Done::Browsed { purpose, paths, .. } => self.use_paths(ctx, purpose, paths),
            Done::Read { documents, notes } => self.add_read(documents, notes),
            Done::Edition { document, read } => self.take_edition(document, read),
            Done::Codebook(read) => self.take_codebook(read),
            Done::Looked(seen) => self.looked(*seen),
            Done::Copies(found) => self.found_copies(found),
            Done::Copy(copy) => self.take_copy(ctx, copy),
            Done::AsItWas { after, project } => self.show_as_it_was(after, project),
            Done::Planned(planned) => self.restore(ctx, planned),
            Done::Repaired { to, outcome } => self.repaired(&to, outcome),
            Done::Compared(read) => self.take_compared(read),
            Done::Blindfold(made) => self.put_on(ctx, *made),
            Done::Saved(written) => {
                self.saved(ctx, *written);
                self.send_next(ctx);
            }
            Done::Backups(backups) => self.listed_backups(backups),
            Done::Back(back) => self.back(ctx, *back),
            Done::Entered(entered) => self.entered(*entered),
            Done::Said(notice) => self.notice = Some(notice),
        }
    }

    /// A single project file is opened; anything else is imported.
    fn take_dropped(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let project = |path: &Path| path.extension().is_some_and(|extension| extension == "ron");
        match paths.as_slice() {
            [path] if project(path) => self.leave(ctx, Then::Open(path.clone())),
            _ => self.jobs.read(ctx, paths),
        }
    }

    fn add_read(&mut self, documents: Vec<crate::session::NewDocument>, notes: Vec<String>) {
        if documents.is_empty() {
            let why =
                if notes.is_empty() { "There is no .txt or .md file there".to_owned() } else { notes.join(" · ") };
            self.notice = Some(Notice::problem(format!("Nothing was imported. {why}")));
            return;
        }
        let Some(outcome) = self.perform(&Command::AddDocuments(documents)) else { return };
        self.lower.found.arrived(outcome.made.iter().filter_map(|made| match made {
            RecordId::Document(id) => Some(*id),
            _ => None,
        }));
        if let Some(RecordId::Document(first)) = outcome.made.first() {
            self.session.selection.open(*first);
            self.session.selection.record = None;
            self.library.reveal(*first);
        }
        let mut left_out = outcome.left_out;
        left_out.extend(notes);
        if !left_out.is_empty() {
            let said = if outcome.said.is_empty() { "Nothing new".to_owned() } else { outcome.said };
            let text = format!("{said}. Left out or worth knowing: {}", left_out.join(" · "));
            self.notice = Some(Notice { undoable: outcome.changed, ..Notice::problem(text) });
        }
    }

    /// Adds an article that was pasted, with what can be guessed of it.
    pub(super) fn add_pasted(&mut self, text: &str) {
        let new = crate::session::intake::pasted(text);
        self.add_read(vec![new], Vec::new());
    }

    pub(super) fn options(&self, write: bool) -> OpenOptions {
        OpenOptions { by: self.settings.coder.clone(), now: now(), write }
    }

    /// Notes what was remarkable about the file that the window was opened on.
    pub(crate) fn opened_with(&mut self, remarks: Remarks) {
        self.offers = Offers::opened(&remarks, self.session.project());
        if let Some(notice) = remarks.notice {
            self.say(notice);
        }
    }

    /// Makes a project and opens it.
    pub(super) fn new_project(&mut self, path: &Path) {
        let made = Session::create(self.disk.clone(), path, &self.settings.coder, now(), fresh_ids());
        match made {
            Ok(session) => {
                let remark = session.folder_remark().map(|remark| format!(". {remark}")).unwrap_or_default();
                let notice = Notice::done(format!("A new project: {}{remark}", path.display()));
                self.change_session(session, Some(notice), Offers::default());
            }
            Err(error) => self.notice = Some(Notice::problem(error.to_string())),
        }
    }

    /// It goes on under another name, or does not.
    pub(super) fn saved_as(&mut self, path: &Path, outcome: Result<Outcome, Failure>) {
        match outcome {
            Ok(outcome) => {
                self.settings.opened(path);
                // What was offered was about the file before.
                self.offers = Offers::default();
                self.notice = Some(Notice::done(outcome.said));
            }
            Err(error) => self.notice = Some(Notice::problem(error.to_string())),
        }
    }

    pub(super) fn change_session(&mut self, session: Session, notice: Option<Notice>, offers: Offers) {
        self.session = session;
        if let Some(path) = self.session.path() {
            self.settings.opened(path);
        }
        self.library = crate::ui::library::Library::default();
        self.article = crate::ui::article::Article::default();
        self.lower = crate::ui::lower::Lower::default();
        (self.saver, self.offers) = (Saver::default(), offers);
        self.notice = notice;
        self.stay_blind();
        self.return_to_place();
    }

    /// The title bar says what is open and whether the file has it all.
    pub(super) fn name_window(&mut self, ctx: &Context) {
        let stem = self.present().path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let dot = if self.present().unsaved() > 0 { " ●" } else { "" };
        let title = format!("{}{dot} – Entente", stem.unwrap_or_else(|| "Untitled".to_owned()));
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Asks as what the chart or the table that is shown is to be written.
    pub(super) fn ask_for_look(&mut self) {
        let is_drawn = self.lower.chart_file().is_drawn();
        self.dialog = Some(Dialog::Chart(Picture::new(self.look, is_drawn)));
    }

    /// Writes the chart or the table that is shown as what the name of the file asks for, beside the frames.
    fn export_chart(&mut self, ctx: &Context, path: PathBuf, look: Look) {
        let today = chrono::Local::now().date_naive();
        let (file, revision, disk) = (self.lower.chart_file(), self.session.revision(), self.disk.clone());
        let (project, only_mine) = (self.session.project().clone(), self.only_mine());
        self.jobs.write(ctx, "Exporting…", move || {
            let made = file.bytes((revision, &project), &path, look, today);
            let written =
                made.and_then(|bytes| export::write_file(&*disk, &path, &bytes).map_err(|error| error.to_string()));
            match written {
                Ok(()) => Notice::done(format!("Exported to {}{only_mine}", path.display())),
                Err(why) => Notice::problem(why),
            }
        });
    }

    /// Asks what a page or a report is to be.
    pub(super) fn ask_to_publish(&mut self) {
        let stem = self.session.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        self.dialog = Some(Dialog::Publish(Publish::new(stem.unwrap_or_else(|| "Untitled".to_owned()))));
    }

    /// Writes the page or the report that was asked for, beside the frames.
    fn publish(&mut self, ctx: &Context, path: PathBuf) {
        let Some(Publish { form, title, redaction }) = self.publishing.take() else { return };
        let (project, disk) = (self.session.project().clone(), self.disk.clone());
        let mine = self.only_mine();
        self.jobs.write(ctx, "Exporting…", move || {
            let made = export::publish::publication(&project, form, &title, redaction);
            let written = made.and_then(|(bytes, left)| {
                export::write_file(&*disk, &path, &bytes).map_err(|error| error.to_string())?;
                Ok(left.sentences())
            });
            match written {
                Ok(left) if left.is_empty() => Notice::done(format!("Exported to {}{mine}", path.display())),
                Ok(left) => Notice::done(format!("Exported to {}{mine}. {}", path.display(), left.join(" "))),
                Err(why) => Notice::problem(format!("Nothing was exported: {why}. The project is as it was.")),
            }
        });
    }

    fn export_tables(&mut self, folder: &Path) {
        let tables = match export::csv::csv_tables(self.session.project()) {
            Ok(tables) => tables,
            Err(error) => {
                self.notice =
                    Some(Notice::problem(format!("The tables could not be made: {error}. Nothing was written.")));
                return;
            }
        };
        for (name, bytes) in &tables {
            if let Err(error) = export::write_file(&*self.disk, &folder.join(name), bytes) {
                self.notice = Some(Notice::problem(error.to_string()));
                return;
            }
        }
        self.notice =
            Some(Notice::done(format!("{} tables are in {}{}", tables.len(), folder.display(), self.only_mine())));
    }
}

/// What there is to say about a file that was opened.
#[derive(Default)]
pub(crate) struct Remarks {
    /// In a sentence.
    pub(crate) notice: Option<Notice>,
    /// One by one.
    pub(crate) problems: Vec<Problem>,
    /// If another copy was put in the place of the file, and what was here before is open: how many changes that has
    /// which the other one has not.
    pub(crate) replaced: Option<usize>,
}

/// Opens a project as asked, or, if somebody else is writing to it, for reading.
pub(crate) fn open_session(
    disk: &std::sync::Arc<dyn crate::files::Disk>,
    path: &Path,
    options: &OpenOptions,
    which: Which,
) -> Result<(Session, Remarks), String> {
    let opened = match which {
        Which::Mine if options.write => Session::open_before(disk.clone(), path, options, fresh_ids()),
        _ => Session::open(disk.clone(), path, options, fresh_ids())
            .map(|(session, problems)| (session, problems, None)),
    };
    match opened {
        Ok((session, problems, replaced)) => Ok((session, Remarks { notice: said(&problems), problems, replaced })),
        Err(OpenError::Busy { error, .. }) => {
            let reading = OpenOptions { write: false, ..options.clone() };
            let (session, problems) =
                Session::open(disk.clone(), path, &reading, fresh_ids()).map_err(|error| error.to_string())?;
            let notice = Notice::problem(format!("{error} It is open for reading."));
            Ok((session, Remarks { notice: Some(notice), problems, replaced: None }))
        }
        Err(OpenError::File(error)) => Err(error.to_string()),
    }
}

fn said(problems: &[Problem]) -> Option<Notice> {
    let first = problems.first()?;
    let more = match problems.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let all: Vec<String> = problems.iter().take(40).map(ToString::to_string).collect();
    Some(Notice::problem(format!("Opened with remarks: {first}{more}\n{}", all.join("\n"))))
}

/// Ids from the system's randomness.
pub(crate) fn fresh_ids() -> Ids {
    Ids::from_seed(fastrand::u64(..))
}
