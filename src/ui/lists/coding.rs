//! Check my coding: what looks like a flaw, grouped by what it is. Enter or a click goes to its place, R repairs it, I
//! ignores it with a reason; what was ignored is listed apart and can be brought back.
//!
//! It is looked for beside the frames, and only while the list is open.

use crate::base::number::thousands;
use crate::model::{Flaw, RecordId};
use crate::query::coding::{Cache, Finding, coding};
use crate::session::{Command, coding as repairs};
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::line;
use crate::ui::widgets::{button, row};
use egui::{
    Align, Button, Id, Key, Layout, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Height of a row, in points.
const ROW: f32 = 32.0;

/// State of the list.
#[derive(Default)]
pub struct Coding {
    found: Computed<u64, Vec<Finding>>,
    cache: Arc<Mutex<Cache>>,
    /// The groups that are folded up.
    closed: BTreeSet<Flaw>,
    shown: Shown,
    /// The rows that are listed now, and whether they have to be made anew.
    rows: Vec<Row>,
    stale: bool,
    open: Option<usize>,
    ignored: usize,
    /// The finding that is being ignored, and why.
    asking: Option<(Finding, String)>,
}

/// Which findings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Open,
    Ignored,
}

#[derive(Clone, Copy, Debug)]
enum Row {
    /// The head of a group, with how many it holds.
    Head(Flaw, usize),
    /// A finding, by its place in the list of all.
    Finding(usize),
}

/// What a person did with a row.
enum Did {
    Nothing,
    Fold(Flaw),
    Ask(usize),
}

impl Coding {
    /// Whether it is being looked for.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.found.is_running()
    }

    /// How many are open; `None` as long as nobody has looked.
    #[must_use]
    pub fn open_count(&self) -> Option<usize> {
        self.open
    }

    /// Draws the list.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let cache = Arc::clone(&self.cache);
        let arrived = self.found.refresh_beside(ui.ctx(), view, view.session.revision(), move |project| {
            // A thread that failed while it read a text has left the others as they are.
            let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
            coding(project, &mut cache)
        });
        if arrived || self.stale {
            self.list();
        }
        if self.found.get().is_none() {
            row::computing(ui);
            return;
        }
        self.head(ui);
        match (self.rows.is_empty(), self.shown) {
            (true, Shown::Open) => {
                let text = "Every event has a date, somebody who takes part and evidence; nothing is marked twice or\n\
                            contradicts anything. What you code is looked at again whenever this list is open.";
                row::empty(ui, "Nothing to check", text, None);
            }
            (true, Shown::Ignored) => {
                row::empty(ui, "Nothing is ignored", "What you ignore with a reason is listed here.", None);
            }
            (false, _) => self.table(ui, view, wishes),
        }
    }

    /// Makes the rows anew, when something has come in or was folded.
    fn list(&mut self) {
        self.stale = false;
        self.rows.clear();
        let Some(found) = self.found.get() else { return };
        self.ignored = found.iter().filter(|finding| finding.ignored.is_some()).count();
        self.open = Some(found.len() - self.ignored);
        let wanted = |finding: &Finding| finding.ignored.is_some() == (self.shown == Shown::Ignored);
        let mut rows: Vec<Row> = Vec::new();
        let places: Vec<usize> = (0..found.len()).filter(|at| found.get(*at).is_some_and(wanted)).collect();
        for group in places.chunk_by(|a, b| found.get(*a).map(|one| one.flaw) == found.get(*b).map(|one| one.flaw)) {
            let Some(flaw) = group.first().and_then(|at| found.get(*at)).map(|finding| finding.flaw) else {
                continue;
            };
            rows.push(Row::Head(flaw, group.len()));
            if !self.closed.contains(&flaw) {
                rows.extend(group.iter().copied().map(Row::Finding));
            }
        }
        self.rows = rows;
    }

    fn head(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let (title, count) = match self.shown {
                Shown::Open => ("Check my coding", self.open.unwrap_or_default()),
                Shown::Ignored => ("Ignored", self.ignored),
            };
            row::head(ui, title, Some(count));
            if self.found.is_running() {
                ui.label(RichText::new("looking again…").font(theme::small()).color(Palette::of(ui).weak));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let (words, next) = match self.shown {
                    Shown::Open => (format!("Ignored {}", thousands(self.ignored)), Shown::Ignored),
                    Shown::Ignored => ("Back to what is open".to_owned(), Shown::Open),
                };
                if button::words(ui, &words, false).clicked() {
                    (self.shown, self.stale) = (next, true);
                }
            });
        });
    }

    fn table(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(found) = self.found.get() else { return };
        ui.spacing_mut().item_spacing.y = 0.0;
        let (rows, closed, asking) = (&self.rows, &self.closed, &mut self.asking);
        let mut did = Did::Nothing;
        ScrollArea::vertical().id_salt("coding").auto_shrink(false).show_rows(ui, ROW, rows.len(), |ui, range| {
            for shown in rows.get(range).unwrap_or_default() {
                match shown {
                    Row::Head(flaw, count) => {
                        if group(ui, *flaw, *count, !closed.contains(flaw)) {
                            did = Did::Fold(*flaw);
                        }
                    }
                    Row::Finding(at) => {
                        let Some(finding) = found.get(*at) else { continue };
                        if asking.as_ref().is_some_and(|(about, _)| about.accepted() == finding.accepted()) {
                            reason(ui, asking, wishes);
                        } else if one(ui, view, finding, wishes) {
                            did = Did::Ask(*at);
                        }
                    }
                }
            }
        });
        match did {
            Did::Nothing => {}
            Did::Fold(flaw) => {
                if !self.closed.remove(&flaw) {
                    self.closed.insert(flaw);
                }
                self.stale = true;
            }
            Did::Ask(at) => self.asking = found.get(at).map(|finding| (finding.clone(), String::new())),
        }
    }
}

/// The head of a group: a click folds it up or down.
fn group(ui: &mut Ui, flaw: Flaw, count: usize, unfolded: bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::unique(("coding-group", flaw)), Sense::click());
    let mut name = flaw.name().to_owned();
    name.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    let said = format!("{name}: {}", thousands(count));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, unfolded, &said));
    button::focus_ring(ui, &response);
    let icon = if unfolded { icons::CARET_DOWN } else { icons::ARROW_RIGHT };
    let middle = rect.center().y;
    let painter = ui.painter();
    painter.text(pos2(rect.left() + 8.0, middle), egui::Align2::CENTER_CENTER, icon, theme::icon(12.0), palette.weak);
    let text = line(ui, &name, &theme::section(), palette.text, rect.width() - 90.0);
    text.paint(painter, pos2(rect.left() + 20.0, middle));
    let at = pos2(rect.left() + 28.0 + text.width, middle);
    painter.text(at, egui::Align2::LEFT_CENTER, thousands(count), theme::small(), palette.weak);
    let hint = if unfolded { "Fold up" } else { "Unfold" };
    response.on_hover_text(hint).clicked()
}

/// A finding: what it says, where, and what can be done. Says whether it is to be ignored.
fn one(ui: &mut Ui, view: View<'_>, finding: &Finding, wishes: &mut Wishes) -> bool {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response =
        ui.interact(rect, Id::unique(("finding", finding.flaw, &finding.records, &finding.rests_on)), Sense::click());
    let place = place(view, finding);
    let name = if place.is_empty() { finding.what.clone() } else { format!("{}, {place}", finding.what) };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    row::background(ui, rect, false, &response);
    let (asks, edge) = buttons(ui, view, finding, rect, wishes);
    let left = rect.left() + 20.0;
    let middle = rect.center().y;
    let what = line(ui, &finding.what, &theme::body(), palette.text, (edge - left - space::S).max(40.0));
    what.paint(ui.painter(), pos2(left, middle));
    let room = edge - left - what.width - space::L;
    if room > 60.0 && !place.is_empty() {
        let place = line(ui, &place, &theme::small(), palette.weak, room);
        place.paint(ui.painter(), pos2(left + what.width + space::M, middle));
    }
    if response.clicked() {
        wishes.push(go(view, finding));
    }
    let asks = asks || (response.has_focus() && keys(ui, view, finding, wishes));
    let _: Response = response.on_hover_text("Go to its place");
    asks
}

/// Repair and Ignore, or the reason and Bring back; with the left edge of what they take.
fn buttons(ui: &mut Ui, view: View<'_>, finding: &Finding, rect: Rect, wishes: &mut Wishes) -> (bool, f32) {
    let writable = view.session.read_only().is_none();
    let room = Rect::from_min_max(pos2(rect.left() + rect.width() * 0.5, rect.top()), rect.right_bottom());
    let mut child = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)));
    child.spacing_mut().item_spacing.x = space::XS;
    let mut asks = false;
    child.add_enabled_ui(writable, |ui| {
        if let Some(ruling) = finding.ignored {
            if small(ui, "Bring back", "Bring back", "").clicked() {
                wishes.command(Command::Delete(vec![RecordId::Ruling(ruling)]));
            }
            let reason = view.project().rulings().get(ruling).map(|ruling| ruling.reason.clone()).unwrap_or_default();
            let weak = Palette::of(ui).weak;
            ui.add(egui::Label::new(RichText::new(reason).font(theme::small()).color(weak)).truncate());
            return;
        }
        asks = small(ui, "Ignore…", &format!("Ignore: {}", finding.what), "I").clicked();
        if let Some(repair) = &finding.repair {
            let words = repair.words(view.project());
            if small(ui, &words, &format!("Repair: {words}"), "R").clicked() {
                repairs::command(view.project(), repair).into_iter().for_each(|command| wishes.command(command));
            }
        }
    });
    (asks, child.min_rect().left())
}

/// A small button whose words are cut where there is no room; its whole name is in the tooltip.
fn small(ui: &mut Ui, words: &str, name: &str, key: &str) -> Response {
    let response = ui.add(Button::new(RichText::new(words).font(theme::small())).truncate());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_ui(|ui| button::tooltip(ui, name, key))
}

/// R and I on the row that has the keyboard. Says whether it is to be ignored.
fn keys(ui: &Ui, view: View<'_>, finding: &Finding, wishes: &mut Wishes) -> bool {
    if view.session.read_only().is_some() || finding.ignored.is_some() {
        return false;
    }
    if let Some(repair) = &finding.repair
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::R))
    {
        repairs::command(view.project(), repair).into_iter().for_each(|command| wishes.command(command));
    }
    let asks = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::I));
    if asks {
        // The letter itself is not the beginning of the reason.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
    }
    asks
}

/// Asks, in the place of the row, why the finding is all right.
fn reason(ui: &mut Ui, asking: &mut Option<(Finding, String)>, wishes: &mut Wishes) {
    let Some((finding, typed)) = asking else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut child;
    ui.spacing_mut().item_spacing.x = space::S;
    ui.add_space(20.0);
    let name = "Why is this all right?";
    let field = TextEdit::singleline(typed)
        .id(Id::unique("coding-reason"))
        .hint_text(RichText::new(format!("{name} {}", finding.what)).color(Palette::of(ui).weak))
        .desired_width((ui.available_width() - 170.0).max(80.0))
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(field);
    let now = typed.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, "", now.as_str(), name);
        info.label = Some(name.to_owned());
        info
    });
    let (entered, escaped) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let ready = !typed.trim().is_empty();
    let go = ui.add_enabled_ui(ready, |ui| button::words(ui, "Ignore", true).clicked()).inner;
    let cancel = button::words(ui, "Cancel", false).clicked();
    if go || (response.lost_focus() && entered && ready) {
        wishes.command(repairs::ignore(finding, typed));
        *asking = None;
    } else if cancel || (response.lost_focus() && escaped) {
        *asking = None;
    } else if !response.has_focus() && ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}

/// Where a finding is: the document of a mark, type and date of an event.
fn place(view: View<'_>, finding: &Finding) -> String {
    let project = view.project();
    match finding.records.first() {
        Some(RecordId::Mark(id)) => {
            let document = project.marks().get(*id).map(|mark| mark.document);
            document.map(|document| project.label(document.into()).to_owned()).unwrap_or_default()
        }
        Some(RecordId::Event(id)) => {
            let Some(event) = project.events().get(*id) else { return String::new() };
            let kind = event.kind.map(|kind| project.label(kind.into()).to_owned());
            let date = event.when().map(crate::base::when::When::short);
            kind.into_iter().chain(date).collect::<Vec<_>>().join(" · ")
        }
        Some(RecordId::Entity(id)) => {
            let kind = project.entities().get(*id).and_then(|entity| entity.kind);
            kind.map(|kind| project.label(kind.into()).to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Goes there: to the words of a mark, to the first words that prove an event and to its form, to a form.
fn go(view: View<'_>, finding: &Finding) -> Wish {
    let Some(record) = finding.records.first().copied() else { return Wish::CloseEvidence };
    match record {
        RecordId::Mark(mark) => Wish::GoToMark(mark),
        RecordId::Document(document) => Wish::Open(document),
        RecordId::Event(event) => match view.index().marks_of_event(event).next() {
            Some(mark) => Wish::GoToEvidence(mark, record),
            None => Wish::Show(record),
        },
        _ => Wish::Show(record),
    }
}
