//! The documents, on the left: grouped by month of publication, filtered while typing.
//!
//! The list is made anew when the project or the filter changed, and only the rows in sight are drawn.

use super::action::Action;
use super::computed::Computed;
use super::icons;
use super::lists::filterbar;
use super::theme::{self, Palette, space};
use super::view::{View, Wish, Wishes};
use super::widgets::{button, row};
use crate::base::number::counted;
use crate::base::when::When;
use crate::model::{Document, DocumentId, DocumentState, RecordId};
use crate::project::Project;
use crate::query::fold::{fold, has_words};
use crate::query::period::of_period;
use crate::session::Command;
use egui::{Color32, Key, Modifiers, Rect, RichText, ScrollArea, TextEdit, Ui, UiBuilder, pos2, vec2};
use std::cmp::Reverse;

/// State of the panel: the filter, and the rows that it leaves.
#[derive(Default)]
pub struct Library {
    filter: String,
    rows: Computed<(u64, Asked), Vec<Item>>,
    /// A document to bring into sight.
    scroll_to: Option<DocumentId>,
}

/// Which documents are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    /// Words that are typed.
    words: String,
    /// The period of the charts, and the revision of the project that what has to do with it depends on.
    period: Option<(When, u64)>,
}

/// A row, with its top in points.
struct Item {
    top: f32,
    kind: Kind,
}

enum Kind {
    Month { name: String, count: usize },
    Document(DocumentId),
}

const HEAD: f32 = 28.0;

impl Library {
    /// Brings a document into sight.
    pub fn reveal(&mut self, document: DocumentId) {
        self.scroll_to = Some(document);
    }

    /// The documents as listed, for “next” and “previous”.
    #[must_use]
    pub fn listed(&self, view: View<'_>) -> Vec<DocumentId> {
        let document = |item: &Item| match item.kind {
            Kind::Document(id) => Some(id),
            Kind::Month { .. } => None,
        };
        match self.rows.get() {
            Some(rows) => rows.iter().filter_map(document).collect(),
            None => rows(view.project(), &self.asked(view, None)).iter().filter_map(document).collect(),
        }
    }

    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
    }

    fn asked(&self, view: View<'_>, period: Option<&When>) -> Asked {
        let period = period.map(|period| (period.clone(), view.session.revision()));
        Asked { words: self.filter.clone(), period }
    }

    /// Draws the panel, narrowed to what reports events of a period.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, period: Option<&When>, wishes: &mut Wishes) {
        let asked = self.asked(view, period);
        let question = (view.session.documents_revision(), asked.clone());
        self.rows.refresh(ui.ctx(), view, question, move |project| rows(project, &asked));
        let total = view.project().documents().len();
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(space::S);
        padded(ui, |ui| {
            ui.horizontal(|ui| {
                row::head(ui, "Documents", Some(total));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    button::action(ui, Action::Import, view.session.read_only().is_none(), wishes);
                });
            });
        });
        if total == 0 {
            empty(ui, wishes);
            return;
        }
        padded(ui, |ui| {
            self.filter_field(ui);
            if period.is_some() {
                ui.add_space(space::XS);
                filterbar::period(ui, period, wishes);
            }
        });
        ui.add_space(space::S);
        self.list(ui, view, wishes);
    }

    fn filter_field(&mut self, ui: &mut Ui) {
        let hint = RichText::new("Filter by words, outlet, state…").color(Palette::of(ui).weak);
        let field = TextEdit::singleline(&mut self.filter)
            .id(egui::Id::unique("library-filter"))
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5));
        let response = ui.add(field);
        let filter = self.filter.clone();
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, "", filter.as_str(), "Filter documents");
            info.label = Some("Filter documents".to_owned());
            info
        });
        // egui has taken the keyboard away already.
        if response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.filter.clear();
        }
    }

    fn list(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(rows) = self.rows.get() else {
            padded(ui, row::computing);
            return;
        };
        if rows.is_empty() {
            ui.add_space(space::L);
            padded(ui, |ui| {
                ui.label(RichText::new("No document fits the filter").color(Palette::of(ui).weak));
            });
            return;
        }
        let height = rows.last().map_or(0.0, |item| item.top + item.height());
        let target = self.scroll_to.take().and_then(|id| top_of(rows, id));
        let output = ScrollArea::vertical().id_salt("library").auto_shrink(false).show_viewport(ui, |ui, seen| {
            ui.set_height(height);
            let origin = ui.max_rect().min;
            if let Some(top) = target {
                let rect = Rect::from_min_size(origin + vec2(0.0, top), vec2(10.0, theme::ROW_TWO));
                ui.scroll_to_rect(rect, None);
            }
            let first = rows.partition_point(|item| item.top + item.height() < seen.top());
            for item in rows.iter().skip(first).take_while(|item| item.top < seen.bottom()) {
                let size = vec2(ui.max_rect().width(), item.height());
                let rect = Rect::from_min_size(pos2(origin.x, origin.y + item.top), size);
                let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(item.key()));
                item.show(&mut child, view, wishes);
            }
        });
        let _ = output;
    }
}

fn top_of(rows: &[Item], id: DocumentId) -> Option<f32> {
    rows.iter().find(|item| matches!(item.kind, Kind::Document(other) if other == id)).map(|item| item.top)
}

fn empty(ui: &mut Ui, wishes: &mut Wishes) {
    let text = "Drop files or a folder here,\nor paste an article.";
    if row::empty(ui, "No articles yet", text, Some("Import articles…")) {
        wishes.act(Action::Import);
    }
}

/// Gives what follows the panel's inner margin.
fn padded<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 0)).show(ui, content).inner
}

/// The latest month first, undated last; within a month the latest day first.
fn rows(project: &Project, asked: &Asked) -> Vec<Item> {
    let within = asked.period.as_ref().map(|(period, _)| of_period(project, period));
    let mut documents: Vec<(DocumentId, &Document)> = project
        .documents()
        .iter()
        .map(|(id, document)| (id, &**document))
        .filter(|(id, document)| {
            fits(document, &asked.words) && within.as_ref().is_none_or(|within| within.contains(&RecordId::from(*id)))
        })
        .collect();
    let day = |document: &Document| document.published.as_ref().and_then(|published| published.when.earliest());
    documents.sort_by_cached_key(|(id, document)| (Reverse(day(document)), fold(&document.title), *id));
    let mut items: Vec<Item> = Vec::with_capacity(documents.len() + 24);
    let mut top = 0.0;
    let mut head: Option<usize> = None;
    for (id, document) in documents {
        let name = day(document).map_or_else(|| "Undated".to_owned(), |day| day.format("%B %Y").to_string());
        let same = head.and_then(|at| items.get_mut(at)).is_some_and(|item| item.count_one_more(&name));
        if !same {
            head = Some(items.len());
            items.push(Item { top, kind: Kind::Month { name, count: 1 } });
            top += HEAD;
        }
        items.push(Item { top, kind: Kind::Document(id) });
        top += theme::ROW_TWO;
    }
    items
}

fn fits(document: &Document, filter: &str) -> bool {
    let tags: Vec<&str> = document.tags.iter().map(String::as_str).collect();
    let state = document.state.to_string();
    let texts = [&document.title, &document.outlet, &document.author, &document.language, &state, &document.file];
    has_words(filter, texts.into_iter().map(String::as_str).chain(tags))
}

impl Item {
    fn height(&self) -> f32 {
        match self.kind {
            Kind::Month { .. } => HEAD,
            Kind::Document(_) => theme::ROW_TWO,
        }
    }

    fn key(&self) -> String {
        match &self.kind {
            Kind::Month { name, .. } => name.clone(),
            Kind::Document(id) => id.to_string(),
        }
    }

    fn count_one_more(&mut self, month: &str) -> bool {
        match &mut self.kind {
            Kind::Month { name, count } if name == month => {
                *count += 1;
                true
            }
            _ => false,
        }
    }

    fn show(&self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        match &self.kind {
            Kind::Month { name, count } => month(ui, name, *count),
            Kind::Document(id) => document(ui, view, *id, wishes),
        }
    }
}

fn month(ui: &Ui, name: &str, count: usize) {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    let middle = rect.center().y + 2.0;
    let painter = ui.painter();
    let left = pos2(rect.left() + space::M, middle);
    painter.text(left, egui::Align2::LEFT_CENTER, name, theme::small(), palette.weak);
    let right = pos2(rect.right() - space::M, middle);
    painter.text(right, egui::Align2::RIGHT_CENTER, count, theme::small(), palette.weak);
}

fn document(ui: &mut Ui, view: View<'_>, id: DocumentId, wishes: &mut Wishes) {
    let Some(document) = view.project().documents().get(id) else { return };
    let palette = Palette::of(ui);
    let shown = row::Row {
        sign: Some(state_sign(document.state, palette)),
        first: if document.title.is_empty() { "Untitled" } else { &document.title },
        second: &second_line(view, id, document),
        selected: view.session.selection.document == Some(id),
    };
    let response = shown.show(ui);
    if response.clicked() {
        wishes.push(Wish::Open(id));
    }
    let title = document.title.clone();
    let state = document.state;
    let response = response.on_hover_ui(|ui| {
        ui.label(&title);
        ui.label(RichText::new(state.to_string()).color(palette.weak));
    });
    response.context_menu(|ui| menu(ui, id, state, wishes));
}

/// Outlet, day, number of marks: what fits in one line.
fn second_line(view: View<'_>, id: DocumentId, document: &Document) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !document.outlet.is_empty() {
        parts.push(document.outlet.clone());
    }
    if let Some(published) = &document.published {
        // The year stands at the head of the group.
        let when = published.when.short();
        let year = published.when.earliest().map(|day| day.format(" %Y").to_string()).unwrap_or_default();
        parts.push(when.strip_suffix(&year).map_or(when.as_str(), |short| short).to_owned());
    }
    if !document.language.is_empty() && document.language != "en" {
        parts.push(document.language.clone());
    }
    let marks = view.index().mark_count(id);
    parts.push(match marks {
        0 => "no marks".to_owned(),
        1 => "1 mark".to_owned(),
        several => counted(several, "mark"),
    });
    parts.join(" · ")
}

/// How far the work has come, as a shape first and a colour second.
fn state_sign(state: DocumentState, palette: &Palette) -> (&'static str, Color32) {
    match state {
        DocumentState::New => (icons::CIRCLE, palette.weak),
        DocumentState::InWork => (icons::CIRCLE_HALF, palette.warn),
        DocumentState::Done => (icons::CHECK_CIRCLE, palette.good),
        DocumentState::SetAside => (icons::CIRCLE_DASHED, palette.weak),
    }
}

fn menu(ui: &mut Ui, id: DocumentId, state: DocumentState, wishes: &mut Wishes) {
    ui.set_min_width(180.0);
    if ui.button("Details").clicked() {
        wishes.push(Wish::Show(RecordId::Document(id)));
        ui.close();
    }
    ui.separator();
    for other in DocumentState::ALL {
        if ui.radio(state == other, format!("Mark as {other}")).clicked() {
            let changes = vec![crate::ops::document::DocumentChange::State(other)];
            wishes.command(Command::ChangeDocument { document: id, changes });
            ui.close();
        }
    }
    ui.separator();
    if ui.button("Delete with its marks").clicked() {
        wishes.command(Command::Delete(vec![RecordId::Document(id)]));
        ui.close();
    }
}
