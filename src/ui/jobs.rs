//! Work that must not hold up a frame: file dialogs, reading articles. Each runs on a thread of its own and sends
//! its result to the window, which asks once a frame.

use super::dialog::Purpose;
use super::lists::agreement::Other;
use super::lists::merging::Copy;
use super::workbench::{Back, Entered};
use crate::files::backup::Backup;
use crate::files::codebook::Codebook;
use crate::files::import;
use crate::files::store::{Saving, Seen, Written};
use crate::model::DocumentId;
use crate::ops::Refused;
use crate::project::Project;
use crate::session::{Blindfold, NewDocument, Notice, Plan};
use egui::ColorImage;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// What a job came to.
pub enum Done {
    /// A file dialog was closed.
    Browsed {
        /// What for.
        purpose: Purpose,
        /// What was chosen; empty if nothing was.
        paths: Vec<PathBuf>,
        /// It came back at once without a choice: there is no dialog on this machine.
        unavailable: bool,
    },
    /// Articles were read.
    Read {
        /// Those that can be added.
        documents: Vec<NewDocument>,
        /// What was refused or is worth knowing.
        notes: Vec<String>,
    },
    /// A new edition of a text was read.
    Edition {
        /// Of which document.
        document: DocumentId,
        /// The text and what is worth knowing of it, or why there is none.
        read: Result<(String, String), String>,
    },
    /// A codebook was read, or why it could not be.
    Codebook(Result<Codebook, String>),
    /// The project file was written, or was not.
    Saved(Box<Written>),
    /// The file was looked at; `None` if that was not possible.
    Looked(Box<Option<Seen>>),
    /// Copies that lie beside the project.
    Copies(Vec<PathBuf>),
    /// A copy was opened to be taken in, or why it could not be.
    Copy(Result<Box<Copy>, String>),
    /// What the project was like.
    AsItWas {
        /// After so many changes.
        after: usize,
        /// `None`: the log does not lead there.
        project: Option<Box<Project>>,
    },
    /// How something can be as it was.
    Planned(Result<Box<Plan>, Refused>),
    /// A sound project was written out of a damaged one.
    Repaired {
        /// Where.
        to: PathBuf,
        /// What was saved and what could not be, or why nothing was.
        outcome: Result<Vec<String>, String>,
    },
    /// A file was read to be compared with, or why it could not be.
    Compared(Result<Box<Other>, String>),
    /// What is to be seen by somebody who codes blind.
    Blindfold(Box<Blindfold>),
    /// The older states of the project file, latest first.
    Backups(Vec<Backup>),
    /// The session is back from an errand.
    Back(Box<Back>),
    /// Another project was opened, or was not.
    Entered(Box<Entered>),
    /// Something to say.
    Said(Notice),
}

/// Jobs under way.
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    running: usize,
    /// What the status bar says while something runs.
    pub doing: String,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, running: 0, doing: String::new() }
    }
}

impl Jobs {
    /// What has come in since the last frame.
    pub fn finished(&mut self) -> Vec<Done> {
        let done: Vec<Done> = self.receiver.try_iter().collect();
        self.running = self.running.saturating_sub(done.len());
        if self.running == 0 {
            self.doing.clear();
        }
        done
    }

    /// Whether something is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running > 0
    }

    /// Opens the system's file dialog.
    pub fn browse(&mut self, ctx: &egui::Context, purpose: Purpose) {
        self.start(ctx, "Choosing a file…", move || {
            let began = Instant::now();
            let paths = ask_system(purpose);
            // “Cancel” and “there is no dialog here” look alike; nobody cancels this fast.
            let unavailable = paths.is_empty() && began.elapsed() < Duration::from_millis(200);
            Done::Browsed { purpose, paths, unavailable }
        });
    }

    /// Reads articles from files and folders.
    pub fn read(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        self.start(ctx, "Reading articles…", move || {
            let (texts, notes) = import::read_all(&paths);
            Done::Read { documents: texts.into_iter().map(NewDocument::from).collect(), notes }
        });
    }

    /// Reads a new edition of a document from a file.
    pub fn read_edition(&mut self, ctx: &egui::Context, document: DocumentId, path: PathBuf) {
        self.start(ctx, "Reading the new text…", move || Done::Edition {
            document,
            read: super::workbench::read_edition(&path),
        });
    }

    /// Reads a codebook from a file.
    pub fn read_codebook(
        &mut self,
        ctx: &egui::Context,
        read: impl FnOnce() -> Result<Codebook, String> + Send + 'static,
    ) {
        self.start(ctx, "Reading the codebook…", move || Done::Codebook(read()));
    }

    /// Writes the project file.
    pub fn save(&mut self, ctx: &egui::Context, saving: Saving) {
        // The bar above says that it is being saved; what the status bar says stays.
        self.begin(ctx, move || Done::Saved(Box::new(saving.run())));
    }

    /// Writes something that takes a while.
    pub fn write(&mut self, ctx: &egui::Context, doing: &str, write: impl FnOnce() -> Notice + Send + 'static) {
        self.start(ctx, doing, move || Done::Said(write()));
    }

    /// Writes a picture of the window, as it is drawn next.
    pub fn picture(&mut self, ctx: &egui::Context, path: PathBuf) {
        let (sender, repaint) = (self.sender.clone(), ctx.clone());
        self.running += 1;
        ctx.request_screenshot(move |image| {
            let notice = match write_png(&path, &image) {
                Ok(()) => Notice::done(format!("The picture is in {}", path.display())),
                Err(error) => Notice::problem(format!(
                    "The picture could not be written to {}: {error}. Nothing else is affected; choose another place.",
                    path.display()
                )),
            };
            let _ = sender.send(Done::Said(notice));
            repaint.request_repaint();
        });
    }

    /// Does something else; the status bar says what.
    pub fn work(&mut self, ctx: &egui::Context, doing: &str, work: impl FnOnce() -> Done + Send + 'static) {
        self.start(ctx, doing, work);
    }

    fn start(&mut self, ctx: &egui::Context, doing: &str, work: impl FnOnce() -> Done + Send + 'static) {
        doing.clone_into(&mut self.doing);
        self.begin(ctx, work);
    }

    /// Does something that nobody waits for.
    pub fn begin(&mut self, ctx: &egui::Context, work: impl FnOnce() -> Done + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        self.running += 1;
        std::thread::spawn(move || {
            // The window may have been closed meanwhile; then nobody listens.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
    }
}

fn ask_system(purpose: Purpose) -> Vec<PathBuf> {
    let dialog = rfd::FileDialog::new().set_title(purpose.title());
    let one = |path: Option<PathBuf>| path.into_iter().collect();
    match purpose {
        Purpose::Open | Purpose::Merge | Purpose::Compare => {
            one(dialog.add_filter("Entente project", &["ron"]).pick_file())
        }
        Purpose::New | Purpose::SaveAs | Purpose::Repair => {
            one(dialog.add_filter("Entente project", &["ron"]).set_file_name("project.ron").save_file())
        }
        Purpose::Edition(_) => one(dialog.add_filter("Articles", &["txt", "md"]).pick_file()),
        Purpose::Import => dialog.add_filter("Articles", &["txt", "md"]).pick_files().unwrap_or_default(),
        Purpose::ExportChart(look) => {
            let ending = look.form.extension();
            let name = format!("chart.{ending}");
            one(dialog.add_filter(ending.to_uppercase(), &[ending]).set_file_name(name).save_file())
        }
        Purpose::ExportCodebook => {
            one(dialog.add_filter("Codebook", &["ron"]).set_file_name("codebook.ron").save_file())
        }
        Purpose::ImportCodebook => one(dialog.add_filter("Codebook", &["ron"]).pick_file()),
        Purpose::Picture => one(dialog.add_filter("PNG picture", &["png"]).set_file_name("entente.png").save_file()),
        Purpose::ExportTables => one(dialog.pick_folder()),
        Purpose::Publish(form) => {
            let name = format!("page.{}", form.extension());
            one(dialog.add_filter("Page or report", &[form.extension()]).set_file_name(name).save_file())
        }
    }
}

fn write_png(path: &Path, image: &ColorImage) -> Result<(), Box<dyn std::error::Error>> {
    let [width, height] = image.size;
    let file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut encoder = png::Encoder::new(file, u32::try_from(width)?, u32::try_from(height)?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let bytes: Vec<u8> = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
    encoder.write_header()?.write_image_data(&bytes)?;
    Ok(())
}
