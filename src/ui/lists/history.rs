//! The history: every change, the latest first, with what it did field by field; and the trash.
//!
//! Rows, details and trash are computed when the project or the question changed; only what is in sight is drawn. From
//! here somebody looks at the project as it was, and brings back what was. While an earlier state is shown the list
//! stays that of today, with a sign at where one is. What this does *not* do: it changes nothing by itself; each
//! restoring is one change that undo takes back.

mod detail;
mod rows;

use super::filter_field;
use crate::base::number::{counted, thousands};
use crate::files::ancestor::Trail;
use crate::files::log::Gap;
use crate::files::store::Beginning;
use crate::model::{RecordId, TxId};
use crate::project::{Project, Transactions};
use crate::query::past::{Gone, Wanted, people, steps, taken_back, touched, trash};
use crate::session::Session;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, chip, row};
use detail::Detail;
use egui::{Align, ComboBox, Layout, RichText, Ui, WidgetInfo, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The project and its changes, as they were when the list was made.
pub(super) struct Source {
    revision: u64,
    project: Project,
    transactions: Transactions,
    /// Where changes are missing between them.
    gaps: Vec<Gap>,
    begins: Beginning,
}

impl Source {
    fn of(session: &Session) -> Self {
        Self {
            revision: session.revision(),
            project: session.project().clone(),
            transactions: session.transactions().clone(),
            // While what others coded is hidden, so are their changes, and places mean something else.
            gaps: if session.is_blind() { Vec::new() } else { session.gaps().to_vec() },
            begins: session.begins(),
        }
    }

    fn trail(&self) -> Trail<'_> {
        let (project, transactions) = (&self.project, &self.transactions);
        Trail { project, transactions, last: None, past: &[], begins: Beginning::default(), unbroken: 0 }
    }
}

/// Width of a letter of a chip, in points, at most on average.
const LETTER: f32 = 8.0;

/// So many changes are looked through in a frame without anybody noticing.
const AT_ONCE: usize = 1_000;

/// What is listed.
#[derive(Default)]
struct Listed {
    /// Places, the latest first.
    places: Vec<usize>,
    /// What each of them touched, in the same order.
    touched: Vec<String>,
    rows: Vec<Row>,
    people: Vec<String>,
    taken_back: BTreeSet<TxId>,
}

/// A row of the list of changes.
enum Row {
    /// A change, by its number among those listed.
    Change(usize),
    /// Something to know: that changes are missing here, or where all begins.
    Said(String),
}

impl Listed {
    fn of(source: &Source, wanted: &Wanted) -> Self {
        let places = steps(&source.transactions, wanted);
        let of = |place: &usize| source.transactions.get(*place).map(|tx| touched(tx)).unwrap_or_default();
        let mut gaps = source.gaps.iter().rev().peekable();
        let mut rows = Vec::new();
        for (number, place) in places.iter().enumerate() {
            while let Some(gap) = gaps.next_if(|gap| gap.before > *place) {
                rows.push(Row::Said(missing(gap)));
            }
            rows.push(Row::Change(number));
        }
        rows.extend(gaps.map(missing).map(Row::Said));
        rows.push(Row::Said(beginning(source.begins).to_owned()));
        Self {
            touched: places.iter().map(of).collect(),
            places,
            rows,
            people: people(&source.transactions),
            taken_back: taken_back(&source.transactions),
        }
    }
}

fn missing(gap: &Gap) -> String {
    let was = if gap.lines == 1 { "was" } else { "were" };
    format!("{} of the log {was} damaged here: what stood there is not listed", counted(gap.lines, "line"))
}

fn beginning(begins: Beginning) -> &'static str {
    match begins {
        Beginning::WithProject => "Here the project begins",
        Beginning::After(_) => {
            "What came before is in another log: that of whoever handed it over, or one that is gone"
        }
        Beginning::Lost => "The file came without its log: what came before is not listed",
        Beginning::Unknown => "Where the history begins is not known: the line of the log that says it was damaged",
    }
}

/// What the tab shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Changes,
    Trash,
}

/// State of the tab.
#[derive(Default)]
pub struct History {
    source: Option<Arc<Source>>,
    wanted: Wanted,
    shown: Shown,
    listed: Computed<(u64, Wanted), Listed>,
    trash: Computed<u64, Vec<Gone>>,
    detail: Detail,
}

impl History {
    /// Whether newer rows or details are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.listed.is_running() || self.trash.is_running() || self.detail.is_computing()
    }

    /// Shows what was deleted.
    pub fn open_trash(&mut self) {
        self.shown = Shown::Trash;
    }

    /// Shows only what concerns a record.
    pub fn of_record(&mut self, record: RecordId) {
        self.shown = Shown::Changes;
        self.wanted = Wanted { record: Some(record), ..Wanted::default() };
    }

    /// Draws the tab.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        self.refresh(ui, view);
        let Some(source) = self.source.clone() else { return };
        self.head(ui, view, &source);
        match self.shown {
            Shown::Trash => match self.trash.get() {
                Some(gone) => rows::trash(ui, view, &source, gone, wishes),
                None => row::computing(ui),
            },
            Shown::Changes => self.changes(ui, view, &source, wishes),
        }
    }

    /// An earlier state that is being looked at has no history of its own: the list stays that of today.
    fn refresh(&mut self, ui: &Ui, view: View<'_>) {
        let revision = view.session.revision();
        let is_now = view.session.as_of().is_none();
        if is_now && self.source.as_ref().is_none_or(|source| source.revision != revision) {
            self.source = Some(Arc::new(Source::of(view.session)));
        }
        let Some(source) = &self.source else { return };
        let (wanted, listed) = (self.wanted.clone(), Arc::clone(source));
        let question = (source.revision, wanted.clone());
        let list = move |_: &Project| Listed::of(&listed, &wanted);
        let of_trash = Arc::clone(source);
        let gone = move |_: &Project| trash(&of_trash.project, &of_trash.transactions);
        // A small project may have a long history.
        if source.transactions.len() <= AT_ONCE {
            self.listed.refresh(ui.ctx(), view, question, list);
            self.trash.refresh(ui.ctx(), view, source.revision, gone);
        } else {
            self.listed.refresh_beside(ui.ctx(), view, question, list);
            self.trash.refresh_beside(ui.ctx(), view, source.revision, gone);
        }
        self.detail.refresh(ui.ctx(), view, source);
    }

    fn head(&mut self, ui: &mut Ui, view: View<'_>, source: &Source) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let (all, gone) = (source.transactions.len(), self.trash.get().map_or(0, Vec::len));
            for (shown, name) in [
                (Shown::Changes, format!("Changes {}", thousands(all))),
                (Shown::Trash, format!("Trash {}", thousands(gone))),
            ] {
                if chip::chip(ui, &name, None, "", self.shown == shown).clicked() {
                    self.shown = shown;
                }
            }
            if view.session.is_blind() {
                let text = "What others coded is not listed, and ways back wait, while you code blind";
                ui.label(RichText::new(text).font(theme::small()).color(Palette::of(ui).weak));
            }
            if self.shown == Shown::Trash {
                return;
            }
            filter_field(ui, "history-words", "Find changes", &mut self.wanted.words);
            self.by_whom(ui);
            self.of_what(ui, view);
            if self.wanted != Wanted::default() {
                let found = self.listed.get().map_or(0, |listed| listed.places.len());
                let text = format!("{} of {}", thousands(found), thousands(all));
                ui.label(RichText::new(text).font(theme::small()).color(Palette::of(ui).weak));
            }
        });
    }

    fn by_whom(&mut self, ui: &mut Ui) {
        let people = self.listed.get().map(|listed| listed.people.clone()).unwrap_or_default();
        if people.len() < 2 && self.wanted.by.is_none() {
            return;
        }
        let shown = self.wanted.by.as_deref().map_or("Everybody", named);
        let combo = ComboBox::from_id_salt("history-by").selected_text(shown).width(120.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut self.wanted.by, None, "Everybody");
            for person in &people {
                ui.selectable_value(&mut self.wanted.by, Some(person.clone()), named(person));
            }
        });
        combo.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "By whom"));
    }

    /// The record that is listed alone, or the selected one, which could be.
    fn of_what(&mut self, ui: &mut Ui, view: View<'_>) {
        let selected = view.session.selection.record.or(view.session.selection.document.map(RecordId::from));
        let Some(record) = self.wanted.record.or(selected) else { return };
        let name = view.project().label(record);
        let name = if name.is_empty() { "a record that is gone" } else { name };
        // What does not fit beside the fields is cut.
        let room = ui.available_width() - 80.0;
        let most = (8..=36_u16).rev().find(|most| f32::from(*most) * LETTER <= room).unwrap_or(8);
        let short = crate::query::changes::shorten(name, most.into());
        let on = self.wanted.record.is_some();
        if chip::chip(ui, &format!("Only {short}"), None, "", on).clicked() {
            self.wanted.record = if on { None } else { Some(record) };
        }
    }

    fn changes(&mut self, ui: &mut Ui, view: View<'_>, source: &Source, wishes: &mut Wishes) {
        let Some(listed) = self.listed.get() else {
            row::computing(ui);
            return;
        };
        if source.transactions.is_empty() {
            let text = match view.session.begins() {
                Beginning::Unknown => {
                    "The log of this file was damaged. What the file holds is complete; what you change from now on is listed here."
                }
                Beginning::Lost => {
                    "This file came without its log. What it holds is complete; what you change from now on is listed here."
                }
                _ => {
                    "Whatever you change is listed here, with who changed it and when, and can be taken back from here."
                }
            };
            row::empty(ui, "No changes yet", text, None);
            return;
        }
        if listed.places.is_empty()
            && row::empty(ui, "No such change", "Nothing in the history fits.", Some("Show all"))
        {
            self.wanted = Wanted::default();
            return;
        }
        let whole = ui.available_size();
        let beside = (whole.x * 0.44).clamp(280.0, 720.0).min(whole.x * 0.6);
        let chosen = self.detail.chosen();
        let mut choose = None;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let column = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(vec2(whole.x - beside - space::L, whole.y), column, |ui| {
                ui.set_min_size(ui.available_size());
                choose = rows::changes(ui, view, source, listed, chosen);
            });
            ui.allocate_ui_with_layout(vec2(beside, whole.y), column, |ui| {
                ui.push_id("history-detail", |ui| self.detail.show(ui, view, source, wishes));
            });
        });
        if let Some(place) = choose {
            self.detail.choose(source, place);
        }
    }
}

/// How a person is called.
fn named(by: &str) -> &str {
    if by.is_empty() { "somebody" } else { by }
}

/// “27 Nov 2026, 20:51”, where the reader is.
fn moment(at: crate::base::stamp::Stamp) -> String {
    at.utc().with_timezone(&chrono::Local).format("%-d %b %Y, %H:%M").to_string()
}

/// A small button with a name of its own in the accessibility tree.
fn small(ui: &mut Ui, words: &str, name: &str, hint: &str, enabled: bool) -> bool {
    let small = egui::Button::new(RichText::new(words).font(theme::small())).truncate();
    let response = ui.add_enabled(enabled, small);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, name));
    let response = response.on_hover_ui(|ui| button::tooltip(ui, hint, ""));
    response.clicked()
}
