//! Small windows that ask for one thing: a path, a text, a name; and the frame of the list of keys.
//!
//! A path can always be typed: the system's file dialog is a button beside the field, because a machine without one
//! answers like somebody who pressed Cancel.

pub mod blind;
pub mod edition;
pub mod keeping;
pub mod picture;
pub mod publish;

use super::chart::{self, Look};
use super::keys::list::KeyList;
use super::theme::{self, Palette, space};
use super::view::{View, Wishes};
use super::widgets::{button, field};
use crate::files::export::publish::Form;
use crate::model::DocumentId;
use egui::{Id, Key, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use std::path::PathBuf;

/// What a path is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project to open.
    Open,
    /// A project to make.
    New,
    /// Where to save the project.
    SaveAs,
    /// A copy of the project that is to be taken in.
    Merge,
    /// A file that the project is compared with.
    Compare,
    /// Where to write what can be saved of a damaged project.
    Repair,
    /// Articles to bring in.
    Import,
    /// Where to write the chart.
    ExportChart(Look),
    /// The folder for the tables.
    ExportTables,
    /// Where to write a page or a report.
    Publish(Form),
    /// Where to write the codebook.
    ExportCodebook,
    /// A codebook to take over.
    ImportCodebook,
    /// Where to write a picture of the window.
    Picture,
    /// A new edition of the text of a document.
    Edition(DocumentId),
}

impl Purpose {
    /// What the dialog is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "Open project",
            Self::New => "New project",
            Self::SaveAs => "Save as",
            Self::Merge => "Merge a copy",
            Self::Compare => "Compare with a file",
            Self::Repair => "Write a repaired copy",
            Self::Import => "Import articles",
            Self::ExportChart(_) => "Export the chart",
            Self::ExportTables => "Export tables",
            Self::Publish(Form::Html) => "Export a page",
            Self::Publish(_) => "Export a report",
            Self::ExportCodebook => "Export the codebook",
            Self::ImportCodebook => "Take over a codebook",
            Self::Picture => "Picture of the window",
            Self::Edition(_) => "New edition of the text",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Open => "~/…/project.ron",
            Self::Merge => "The copy that a colleague changed: ~/…/copy.ron",
            Self::Compare => "A copy in which somebody else has coded: ~/…/copy.ron",
            Self::New | Self::SaveAs | Self::Repair => "~/…/name.ron",
            Self::Import => "A .txt or .md file, or a folder; several on lines of their own",
            Self::ExportChart(Look { form: chart::Form::Svg, .. }) => "~/…/chart.svg",
            Self::ExportChart(Look { form: chart::Form::Png, .. }) => "~/…/chart.png",
            Self::ExportChart(Look { form: chart::Form::Csv, .. }) => "~/…/chart.csv",
            Self::ExportChart(Look { form: chart::Form::Json, .. }) => "~/…/chart.json",
            Self::ExportTables => "A folder",
            Self::Publish(Form::Html) => "~/…/page.html",
            Self::Publish(Form::Docx) => "~/…/report.docx",
            Self::Publish(Form::Markdown) => "~/…/report.md",
            Self::ExportCodebook => "~/…/codebook.ron",
            Self::ImportCodebook => "A codebook (.ron), or a project whose codebook it is",
            Self::Picture => "~/…/window.png",
            Self::Edition(_) => "A .txt or .md file",
        }
    }

    /// How the name of such a file ends where nobody has said it.
    fn ending(self) -> Option<&'static str> {
        match self {
            Self::New | Self::SaveAs | Self::Repair | Self::ExportCodebook => Some("ron"),
            Self::Publish(form) => Some(form.extension()),
            Self::ExportChart(look) => Some(look.form.extension()),
            _ => None,
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::New => "Create",
            Self::SaveAs => "Save",
            Self::Merge => "Look at it",
            Self::Compare => "Compare",
            Self::Import => "Import",
            Self::ExportChart(_) | Self::ExportTables | Self::ExportCodebook | Self::Publish(_) => "Export",
            Self::ImportCodebook => "Take over",
            Self::Picture | Self::Repair => "Write",
            Self::Edition(_) => "Read",
        }
    }
}

/// An open dialog.
pub enum Dialog {
    /// Asks for a path.
    Path {
        /// What for.
        purpose: Purpose,
        /// What was typed.
        typed: String,
        /// What is wrong with it, or why the system's dialog did not open.
        note: String,
        /// Projects that were opened before.
        recent: Vec<PathBuf>,
    },
    /// Asks for an article.
    Paste {
        /// The text.
        text: String,
    },
    /// Asks for the name that records carry.
    Coder {
        /// The name.
        name: String,
    },
    /// Asks as what a chart is to be written.
    Chart(picture::Picture),
    /// Asks what a page or a report is to be.
    Publish(publish::Publish),
    /// Asks for a new edition of a text.
    Edition(edition::Edition),
    /// Asks whether to write a file that holds much less than the one before.
    Drops(keeping::Drops),
    /// Asks whether to write over a file of which not all could be read.
    Damage(keeping::Damage),
    /// When the file is written, and what stays of the files before.
    Saving(keeping::Kept),
    /// Asks whether what others coded is to be seen again.
    Uncover(blind::Uncover),
    /// Says several things.
    Said(keeping::Said),
    /// Lists the keys.
    Keys(KeyList),
}

/// What came of a dialog.
pub enum Decided {
    /// It was closed.
    Closed,
    /// The system's file dialog is wanted.
    Browse(Purpose),
    /// Paths were given.
    Paths(Purpose, Vec<PathBuf>),
    /// An article was given.
    Text(String),
    /// What others coded is to be seen again.
    Uncover,
    /// The file is to be written though it holds much less than before, or though it is damaged.
    SaveAll,
    /// A sound copy of the damaged file is wanted.
    Repair,
    /// The project is to be left with the file as it is.
    LeaveAsItIs,
    /// This project is to be looked at.
    Look(PathBuf),
    /// The new edition of this document is to be read from a file.
    EditionFile(DocumentId),
    /// This is the new edition of a document.
    Edition(DocumentId, String),
    /// A name was given.
    Coder(String),
    /// The chart is wanted like this.
    Chart(Look),
    /// This page or report is wanted.
    Publish(publish::Publish),
}

impl Dialog {
    /// Asks for a path.
    #[must_use]
    pub fn path(purpose: Purpose, recent: Vec<PathBuf>) -> Self {
        Self::Path { purpose, typed: String::new(), note: String::new(), recent }
    }

    /// Draws it; says what was decided.
    pub fn show(&mut self, ctx: &egui::Context, view: View<'_>, wishes: &mut Wishes) -> Option<Decided> {
        let modal = Modal::new(Id::unique("dialog")).frame(frame(ctx)).show(ctx, |ui| {
            let width: f32 = match self {
                Self::Keys(_) | Self::Said(_) => 680.0,
                Self::Edition(_) => 760.0,
                Self::Drops(_) | Self::Saving(_) | Self::Uncover(_) | Self::Chart(_) => 480.0,
                Self::Path { .. } | Self::Paste { .. } | Self::Coder { .. } | Self::Publish(_) => 520.0,
                Self::Damage(_) => 600.0,
            };
            ui.set_width(width.min(ui.ctx().content_rect().width() - 64.0));
            match self {
                Self::Path { purpose, typed, note, recent } => path(ui, *purpose, typed, note, recent),
                Self::Paste { text } => paste(ui, text),
                Self::Coder { name } => coder(ui, name),
                Self::Chart(picture) => picture.show(ui),
                Self::Publish(publish) => publish.show(ui),
                Self::Edition(edition) => edition.show(ui, view),
                Self::Drops(drops) => drops.show(ui),
                Self::Damage(damage) => damage.show(ui),
                Self::Saving(kept) => kept.show(ui, view, wishes),
                Self::Uncover(uncover) => uncover.show(ui),
                Self::Said(said) => said.show(ui),
                Self::Keys(list) => list.show(ui, view, wishes).then_some(Decided::Closed),
            }
        });
        if modal.should_close() {
            return Some(Decided::Closed);
        }
        modal.inner
    }
}

/// What a small window in front of everything stands in: with more room around it than a menu has.
pub fn frame(ctx: &egui::Context) -> egui::Frame {
    let style = ctx.global_style();
    egui::Frame::popup(&style).inner_margin(style.spacing.window_margin)
}

fn heading(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text;
    ui.label(RichText::new(text).font(theme::heading()).color(colour));
    ui.add_space(space::XS);
}

fn path(ui: &mut Ui, purpose: Purpose, typed: &mut String, note: &str, recent: &[PathBuf]) -> Option<Decided> {
    heading(ui, purpose.title());
    let several = purpose == Purpose::Import;
    let hint = RichText::new(purpose.hint()).color(Palette::of(ui).weak);
    let edit = if several { TextEdit::multiline(typed).desired_rows(2) } else { TextEdit::singleline(typed) };
    let edit = edit.id(Id::unique("dialog-path")).hint_text(hint).desired_width(f32::INFINITY);
    // Enter in a field of several lines makes a line; here it means “go on”.
    let edit = edit
        .margin(egui::Margin::symmetric(10, 7))
        .return_key(egui::KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter));
    let response = ui.add(edit);
    named(&response, "Path");
    if !response.has_focus() && ui.memory(egui::Memory::focused).is_none() {
        response.request_focus();
    }
    if !note.is_empty() {
        ui.label(RichText::new(note).font(theme::small()).color(Palette::of(ui).warn));
    }
    let mut decided = None;
    if purpose == Purpose::Open && !recent.is_empty() {
        field::label(ui, "Recent");
        for path in recent.iter().take(6) {
            let name = path.display().to_string();
            if ui.add(egui::Button::new(RichText::new(&name).font(theme::body())).truncate()).clicked() {
                decided = Some(Decided::Paths(purpose, vec![path.clone()]));
            }
        }
    }
    ui.add_space(space::S);
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    ui.horizontal(|ui| {
        if button::words(ui, "Browse…", false).clicked() {
            decided = Some(Decided::Browse(purpose));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let go = button::words(ui, purpose.verb(), true).clicked() || (entered && decided.is_none());
            if go && !typed.trim().is_empty() {
                decided = Some(Decided::Paths(purpose, paths(typed, purpose)));
            }
            if button::words(ui, "Cancel", false).clicked() {
                decided = Some(Decided::Closed);
            }
        });
    });
    decided
}

/// One path a line; `~` is the home folder; a name without an ending gets that of its purpose.
fn paths(typed: &str, purpose: Purpose) -> Vec<PathBuf> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let line = line.trim_matches('"');
            let mut path = match line.strip_prefix("~/") {
                Some(rest) => directories::BaseDirs::new()
                    .map_or_else(|| PathBuf::from(line), |dirs| dirs.home_dir().join(rest)),
                None => PathBuf::from(line),
            };
            if let (Some(ending), None) = (purpose.ending(), path.extension()) {
                path.set_extension(ending);
            }
            path
        })
        .collect()
}

fn paste(ui: &mut Ui, text: &mut String) -> Option<Decided> {
    heading(ui, "Paste an article");
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        let hint = RichText::new("The whole article, headline first").color(Palette::of(ui).weak);
        let edit = TextEdit::multiline(text).hint_text(hint).desired_rows(14).desired_width(f32::INFINITY);
        let response = ui.add(edit.id(Id::unique("dialog-paste")).margin(egui::Margin::symmetric(10, 8)));
        named(&response, "Article");
        if ui.memory(egui::Memory::focused).is_none() {
            response.request_focus();
        }
    });
    ui.add_space(space::S);
    confirm(ui, "Add", !text.trim().is_empty())
        .map(|yes| if yes { Decided::Text(std::mem::take(text)) } else { Decided::Closed })
}

fn coder(ui: &mut Ui, name: &mut String) -> Option<Decided> {
    heading(ui, "Your name or initials");
    field::label(ui, "What you add carries it, so that a colleague can tell who marked what.");
    let response = ui.add(
        TextEdit::singleline(name)
            .id(Id::unique("dialog-coder"))
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(10, 7)),
    );
    named(&response, "Your name or initials");
    if ui.memory(egui::Memory::focused).is_none() {
        response.request_focus();
    }
    ui.add_space(space::S);
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let ready = !name.trim().is_empty();
    let decided = confirm(ui, "Use it", ready).or((entered && ready).then_some(true));
    decided.map(|yes| if yes { Decided::Coder(name.trim().to_owned()) } else { Decided::Closed })
}

/// A box to tick must be seen while it is empty, too.
fn edged(ui: &mut Ui) {
    let edge = Palette::of(ui).edge;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = edge;
}

fn named(response: &egui::Response, name: &str) {
    let name = name.to_owned();
    response.widget_info(move || {
        let mut info = egui::WidgetInfo::new(egui::Role::TextInput);
        info.label = Some(name.clone());
        info
    });
}

fn confirm(ui: &mut Ui, verb: &str, ready: bool) -> Option<bool> {
    let mut decided = None;
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_enabled_ui(ready, |ui| {
                if button::words(ui, verb, true).clicked() {
                    decided = Some(true);
                }
            });
            if button::words(ui, "Cancel", false).clicked() {
                decided = Some(false);
            }
        });
    });
    decided
}
