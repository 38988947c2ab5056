//! What was found in the articles: lines that are not the article, and copies. Ticked zones are drawn together, a copy
//! is linked by its button; each is one undo. Nothing here is in the project before somebody says so.
//!
//! A click or Enter on a row goes to its place; Space ticks; Delete keeps lines as part of the article, and documents
//! apart that only look like copies, for good.

use crate::base::number::counted;
use crate::model::{DocumentId, Matter};
use crate::ops::document::DocumentChange;
use crate::project::Project;
use crate::query::suggest::cleaning::{Memory, Proposals, not_a_copy, not_a_zone, proposals};
use crate::query::suggest::copies::Pair;
use crate::query::suggest::zones::Proposal;
use crate::session::findings::part;
use crate::session::{Command, NewZone};
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row, toggle};
use egui::{Key, Modifiers, Response, RichText, ScrollArea, Ui, vec2};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// State of the list.
#[derive(Default)]
pub struct Found {
    rows: Computed<(u64, usize), Proposals>,
    memory: Arc<Mutex<Memory>>,
    /// Zones that are not ticked, by document and first byte: all others are.
    unticked: BTreeSet<(DocumentId, usize)>,
    /// Documents that were just brought in, until it is known what was found in them.
    arrived: BTreeSet<DocumentId>,
}

impl Found {
    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
    }

    /// How many proposals there are to decide on, as far as is known.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.get().map_or(0, Proposals::len)
    }

    /// The zones proposed for a document, by place.
    pub fn zones_of(&self, document: DocumentId) -> &[(DocumentId, Proposal)] {
        let all = self.rows.get().map_or(&[][..], |rows| &rows.zones);
        let first = all.partition_point(|(id, _)| *id < document);
        let rest = all.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|(id, _)| *id == document)).unwrap_or_default()
    }

    /// Sees to it that the rows fit the project soon. All texts are read for them, so never in the frame.
    pub fn refresh(&mut self, ctx: &egui::Context, view: View<'_>) {
        if !view.settings.suggestions {
            return;
        }
        let memory = Arc::clone(&self.memory);
        let question = (view.session.documents_revision(), view.project().rulings().len());
        self.rows.refresh_beside(ctx, view, question, move |project| {
            proposals(project, &mut memory.lock().unwrap_or_else(PoisonError::into_inner))
        });
    }

    /// Documents have just been brought in.
    pub fn arrived(&mut self, documents: impl IntoIterator<Item = DocumentId>) {
        self.arrived.extend(documents);
    }

    /// Whether something was found in documents that were just brought in; said once.
    pub fn has_news(&mut self, view: View<'_>) -> bool {
        let now = view.session.documents_revision();
        let is_of_now = self.rows.answered().is_some_and(|(revision, _)| *revision == now);
        if !is_of_now || self.arrived.is_empty() {
            return false;
        }
        let arrived = std::mem::take(&mut self.arrived);
        let Some(rows) = self.rows.get() else { return false };
        let zone = rows.zones.iter().any(|(id, _)| arrived.contains(id));
        zone || rows.copies.iter().any(|(copy, original, _)| arrived.contains(copy) || arrived.contains(original))
    }

    /// Draws the button and the rows.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(rows) = self.rows.get() else {
            row::computing(ui);
            return;
        };
        if rows.is_empty() && rows.false_friends.is_empty() {
            row::empty(ui, "Nothing to decide", "Lines that are not the article, and copies, are listed here.", None);
            return;
        }
        let unticked = &mut self.unticked;
        ui.add_enabled_ui(view.session.read_only().is_none(), |ui| head(ui, rows, unticked, wishes));
        ui.spacing_mut().item_spacing.y = 0.0;
        let all = rows.copies.len() + rows.zones.len() + rows.false_friends.len();
        let area = ScrollArea::vertical().id_salt("found").auto_shrink(false);
        area.show_rows(ui, theme::ROW, all, |ui, seen| {
            for at in seen {
                ui.push_id(at, |ui| ui.horizontal(|ui| one(ui, view, rows, at, unticked, wishes)));
            }
        });
    }
}

/// Room for a tick, in points.
const TICK_PX: f32 = 24.0;

fn head(ui: &mut Ui, rows: &Proposals, unticked: &BTreeSet<(DocumentId, usize)>, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        row::head(ui, "Found in the articles", Some(rows.len()));
        ui.add_space(space::S);
        let ticked = || rows.zones.iter().filter(|(id, zone)| !unticked.contains(&(*id, zone.span.start())));
        let name = format!("Add {}", counted(ticked().count(), "zone"));
        ui.add_enabled_ui(ticked().next().is_some(), |ui| {
            if button::words(ui, &name, true).on_hover_text("Leaves the ticked lines out; one undo").clicked() {
                let zones = ticked().filter_map(|(id, zone)| Some(NewZone { document: *id, part: part(zone)? }));
                wishes.command(Command::AddZones(zones.collect()));
            }
        });
    });
}

/// The row of a number: copies first, then lines, then what only looks alike.
fn one(
    ui: &mut Ui,
    view: View<'_>,
    rows: &Proposals,
    at: usize,
    unticked: &mut BTreeSet<(DocumentId, usize)>,
    wishes: &mut Wishes,
) {
    ui.set_min_height(theme::ROW);
    ui.spacing_mut().item_spacing.x = space::S;
    let (copies, zones) = (rows.copies.len(), rows.zones.len());
    if let Some((copy, original, pair)) = rows.copies.get(at) {
        one_copy(ui, view, *copy, *original, pair, wishes);
    } else if let Some((document, zone)) = rows.zones.get(at - copies) {
        one_zone(ui, view, *document, zone, unticked, wishes);
    } else if let Some(pair) = rows.false_friends.get(at - copies - zones) {
        false_friend(ui, view, pair, wishes);
    }
}

fn one_zone(
    ui: &mut Ui,
    view: View<'_>,
    document: DocumentId,
    zone: &Proposal,
    unticked: &mut BTreeSet<(DocumentId, usize)>,
    wishes: &mut Wishes,
) {
    let project = view.project();
    let words = first_words(project, document, zone);
    let key = (document, zone.span.start());
    let (name, ticked) = (format!("Tick {words}"), !unticked.contains(&key));
    let tick = ui.allocate_ui(vec2(TICK_PX, theme::ROW), |ui| toggle::tick(ui, &name, ticked)).inner;
    if tick.clicked() && !unticked.remove(&key) {
        unticked.insert(key);
    }
    let kept = declines(ui, view, "Keep as part of the article");
    let link = button::link(ui, &words);
    if link.clicked() {
        wishes.push(Wish::Jump(document, zone.span));
    }
    if kept || deleted(ui, view, &link) {
        wishes.push(decline(not_a_zone(project, document, zone)));
    }
    weak(ui, format!("{} · {} · {}", zone.kind, zone.because, project.label(document.into())));
}

/// The first line, and how many more there are.
fn first_words(project: &Project, document: DocumentId, zone: &Proposal) -> String {
    /// Code points.
    const MOST: usize = 60;
    let words = zone.span.text(project.text(document)).unwrap_or_default();
    let first = shortened(words.lines().next().unwrap_or_default(), MOST);
    match words.lines().filter(|line| !line.trim().is_empty()).count() {
        0 | 1 => first,
        lines => format!("{first} … {}", counted(lines, "line")),
    }
}

fn one_copy(ui: &mut Ui, view: View<'_>, copy: DocumentId, original: DocumentId, pair: &Pair, wishes: &mut Wishes) {
    let project = view.project();
    let name = format!("Link as syndicated from “{}”", short(project, original));
    let writable = view.session.read_only().is_none();
    let link = ui.add_enabled_ui(writable, |ui| button::words(ui, &name, false)).inner;
    if link.on_hover_text("Its outlet is then no source of its own").clicked() {
        let changes = vec![DocumentChange::SyndicatedFrom(Some(original))];
        wishes.command(Command::ChangeDocument { document: copy, changes });
    }
    let declined = declines(ui, view, "Not a copy: written independently");
    let open = button::link(ui, &short(project, copy));
    if open.clicked() {
        wishes.push(Wish::Open(copy));
    }
    if declined || deleted(ui, view, &open) {
        wishes.push(decline(not_a_copy(copy, original)));
    }
    weak(ui, format!("{}: {}", pair.likeness, pair.because));
}

fn false_friend(ui: &mut Ui, view: View<'_>, pair: &Pair, wishes: &mut Wishes) {
    let project = view.project();
    let mut declined = declines(ui, view, "Different texts: do not list them again");
    weak(ui, "Look alike:");
    for id in [pair.a, pair.b] {
        let open = button::link(ui, &short(project, id));
        if open.clicked() {
            wishes.push(Wish::Open(id));
        }
        declined |= deleted(ui, view, &open);
    }
    if declined {
        wishes.push(decline(not_a_copy(pair.a, pair.b)));
    }
    weak(ui, pair.because.clone());
}

/// The button that declines a row.
fn declines(ui: &mut Ui, view: View<'_>, name: &str) -> bool {
    button::icon(ui, icons::X, name, "Delete", view.session.read_only().is_none()).clicked()
}

/// Delete while a row has the keyboard.
fn deleted(ui: &Ui, view: View<'_>, row: &Response) -> bool {
    let pressed = row.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
    pressed && view.session.read_only().is_none()
}

fn decline(matter: Matter) -> Wish {
    Wish::Do(Command::Decline { about: vec![matter], reason: String::new() })
}

fn short(project: &Project, id: DocumentId) -> String {
    shortened(project.label(id.into()), 48)
}

/// At most so many code points, with an ellipsis where something is cut.
fn shortened(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        None => words.to_owned(),
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default().trim_end()),
    }
}

fn weak(ui: &mut Ui, text: impl Into<String>) {
    let colour = Palette::of(ui).weak;
    ui.add(egui::Label::new(RichText::new(text).font(theme::small()).color(colour)).truncate());
}
