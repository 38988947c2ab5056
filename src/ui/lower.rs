//! Charts and lists, below: one tab at a time, and beside it the sentences behind a number.

use super::action::Action;
use super::chart::{ChartFile, Charts, Kind};
use super::codebook::Codebook;
use super::icons;
use super::keys::Keymap;
use super::lists::agreement::Agreement;
use super::lists::behind::{Behind, Question};
use super::lists::coding::Coding;
use super::lists::concordance::Hits;
use super::lists::found::Found;
use super::lists::grid::Sources;
use super::lists::history::History;
use super::lists::merging::Merging;
use super::lists::names::Names;
use super::lists::table::Records;
use super::lists::tocheck::ToCheck;
use super::theme::{self, Palette, space};
use super::view::{View, Wishes};
use super::widgets::{button, button::focus_ring, row};
use crate::base::number::thousands;
use crate::base::when::When;
use crate::model::{ChartSpec, CodeId, DocumentId, EventId, Filter, ListOf, ListSpec, MarkId, RecordId, ViewId};
use crate::query::search;
use crate::session::Spot;
use egui::scroll_area::ScrollBarVisibility;
use egui::{Id, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Room for the button behind the tabs, in points.
const ENLARGE_PX: f32 = theme::CONTROL + space::S;

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// A chart.
    Chart(Kind),
    /// What the sources count.
    Figures,
    /// The events.
    Events,
    /// The entities.
    Entities,
    /// The marks.
    Marks,
    /// What each document says of the selected event.
    Sources,
    /// Words in all articles.
    Concordance,
    /// Names that the texts propose.
    Suggestions,
    /// The codebook.
    Codebook,
    /// What looks like a flaw in the coding.
    Coding,
    /// Every change, and what was deleted.
    History,
    /// A copy that is to be taken in; there only while there is one.
    Merge,
    /// How far two people agree.
    Agreement,
    /// Marks that a change of a text left in doubt; there only while there are any.
    ToCheck,
    /// What was found in the articles: lines that are not the article, and copies; there only while there is any.
    Found,
}

impl Tab {
    /// Those beside the charts.
    const OTHERS: [Self; 14] = [
        Self::Figures,
        Self::Events,
        Self::Entities,
        Self::Marks,
        Self::Sources,
        Self::Suggestions,
        Self::Concordance,
        Self::Codebook,
        Self::Coding,
        Self::History,
        Self::Merge,
        Self::Agreement,
        Self::ToCheck,
        Self::Found,
    ];

    /// All of them, in their order.
    fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.map(Self::Chart).into_iter().chain(Self::OTHERS)
    }

    /// The id of its button, to give it the keyboard.
    #[must_use]
    pub fn id(self) -> Id {
        Id::unique(("lower-tab", self))
    }
}

impl Default for Tab {
    fn default() -> Self {
        Self::Chart(Kind::default())
    }
}

/// State of the panel.
pub struct Lower {
    /// The tab in front.
    pub tab: Tab,
    /// The charts.
    pub charts: Charts,
    events: Records,
    entities: Records,
    marks: Records,
    sources: Sources,
    names: Names,
    to_check: ToCheck,
    /// The codebook.
    pub codebook: Codebook,
    coding: Coding,
    history: History,
    /// The copy that is to be taken in.
    pub merging: Merging,
    /// How far people, or files, agree.
    pub agreement: Agreement,
    /// What was found in the articles.
    pub found: Found,
    sentences: Option<Behind>,
    hits: Hits,
    /// What chart and events were filtered by when they were drawn last.
    shared: Filter,
}

impl Default for Lower {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            charts: Charts::default(),
            events: Records::new(ListOf::Events),
            entities: Records::new(ListOf::Entities),
            marks: Records::new(ListOf::Marks),
            sources: Sources::default(),
            names: Names::default(),
            to_check: ToCheck::default(),
            codebook: Codebook::default(),
            coding: Coding::default(),
            history: History::default(),
            merging: Merging::default(),
            agreement: Agreement::default(),
            found: Found::default(),
            sentences: None,
            hits: Hits::default(),
            shared: shared(&Filter::everything()),
        }
    }
}

impl Lower {
    /// A panel that has worked out nothing yet, set like another one: the tab in front, and what charts are asked.
    #[must_use]
    pub fn after(before: Self) -> Self {
        let tab = if before.tab == Tab::Merge { Tab::History } else { before.tab };
        let mut lower = Self { tab, ..Self::default() };
        lower.charts.question = before.charts.question;
        lower
    }

    /// Lists the sentences behind a number.
    pub fn list_evidence(&mut self, title: String, events: Vec<EventId>) {
        self.sentences = Some(Behind::new(Question::Events { title, events: Arc::new(events) }));
    }

    /// Lists the sentences of marks.
    pub fn list_marks(&mut self, title: String, marks: Vec<MarkId>) {
        self.sentences = Some(Behind::new(Question::Marks { title, marks: Arc::new(marks) }));
    }

    /// Shows the events without a usable date, of those that a filter lets through.
    pub fn show_undated(&mut self, filter: Filter) {
        self.tab = Tab::Events;
        self.events.open_tray(filter);
    }

    /// Shows a chart, which was saved as this view.
    pub fn show_chart(&mut self, id: ViewId, chart: ChartSpec) {
        self.tab = Tab::Chart(Kind::of(&chart));
        self.charts.take(Some(id), chart);
    }

    /// The chart in front as a file, or the table of figures; the activity chart if neither is.
    #[must_use]
    pub fn chart_file(&self) -> ChartFile {
        match self.tab {
            Tab::Chart(kind) => self.charts.file(kind),
            Tab::Figures => self.charts.figures_file(),
            _ => self.charts.file(Kind::default()),
        }
    }

    /// A list was saved: it is what is shown from now on.
    pub fn saved(&mut self, id: ViewId, list: ListSpec) {
        match list.of {
            ListOf::Events => self.events.saved(id, list),
            ListOf::Entities => self.entities.saved(id, list),
            ListOf::Marks => self.marks.saved(id, list),
        }
    }

    /// Whether a list to choose from is open, which takes all keys.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        match self.tab {
            Tab::Chart(_) | Tab::Figures => self.charts.is_asking(),
            Tab::Events => self.events.is_asking(),
            Tab::Entities => self.entities.is_asking(),
            Tab::Marks => self.marks.is_asking(),
            _ => false,
        }
    }

    /// Lists what reads differently since the date of a document is another one.
    pub fn list_redated(&mut self, document: DocumentId, before: Option<When>, after: Option<When>) {
        self.sentences = Some(Behind::new(Question::Redated { document, before, after }));
    }

    /// Lists the sentences behind the uses of a code.
    pub fn list_uses(&mut self, code: CodeId) {
        self.sentences = Some(Behind::new(Question::Uses(code)));
    }

    /// Shows a code in the codebook.
    pub fn show_code(&mut self, code: CodeId) {
        self.tab = Tab::Codebook;
        self.codebook.choose(code);
    }

    /// Shows every change of a record.
    pub fn open_history_of(&mut self, record: RecordId) {
        self.tab = Tab::History;
        self.history.of_record(record);
    }

    /// Shows what was deleted.
    pub fn open_trash(&mut self) {
        self.tab = Tab::History;
        self.history.open_trash();
    }

    /// Whether newer figures or rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.charts.is_computing()
            || self.events.is_computing()
            || self.entities.is_computing()
            || self.marks.is_computing()
            || self.sources.is_computing()
            || self.hits.is_computing()
            || self.to_check.is_computing()
            || self.found.is_computing()
            || self.codebook.is_computing()
            || self.coding.is_computing()
            || self.history.is_computing()
            || self.merging.is_computing()
            || self.agreement.is_computing()
            || self.sentences.as_ref().is_some_and(Behind::is_computing)
    }

    /// Closes the list; says whether one was open.
    pub fn close_evidence(&mut self) -> bool {
        self.sentences.take().is_some()
    }

    /// Shows all places of a name that the texts propose.
    pub fn review_name(&mut self, view: View<'_>, name: &str) {
        self.tab = Tab::Suggestions;
        self.names.review(view, name);
    }

    /// Asks all articles.
    pub fn search(&mut self, question: search::Question) {
        self.tab = Tab::Concordance;
        self.hits.ask(question);
    }

    /// Shows the concordance, with these words or those that were looked for last.
    pub fn open_search(&mut self, words: Option<String>) {
        self.tab = Tab::Concordance;
        self.hits.open(words);
    }

    /// What is asked of all articles.
    pub fn question(&mut self) -> &mut search::Question {
        self.hits.question()
    }

    /// The hits of the concordance that are ticked, or else the one that its keys are about.
    #[must_use]
    pub fn ticked(&self) -> Vec<Spot> {
        self.hits.ticked()
    }

    /// Takes the ticks away.
    pub fn untick(&mut self) {
        self.hits.untick();
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        self.tabs(ui, view, wishes);
        egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 12, top: 6, bottom: 6 }).show(ui, |ui| {
            let whole = ui.available_size();
            self.sentences.iter_mut().for_each(|behind| behind.refresh(ui.ctx(), view));
            self.sentences.take_if(|behind| behind.is_idle());
            if self.sentences.is_none() {
                self.content(ui, view, wishes);
                return;
            }
            let beside = (whole.x * 0.38).clamp(280.0, 560.0).min(whole.x * 0.6);
            let column = egui::Layout::top_down(egui::Align::Min);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::L;
                ui.allocate_ui_with_layout(vec2(whole.x - beside - space::L, whole.y), column, |ui| {
                    ui.set_min_size(ui.available_size());
                    self.content(ui, view, wishes);
                });
                ui.allocate_ui_with_layout(vec2(beside, whole.y), column, |ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    match self.sentences.as_ref().and_then(Behind::get) {
                        Some(list) => drop(ui.push_id("behind", |ui| list.show(ui, view, wishes))),
                        None => row::computing(ui),
                    }
                });
            });
        });
    }

    /// In a narrow window the tabs can be shifted, and the open one is brought into sight.
    fn tabs(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            let width = (ui.available_width() - ENLARGE_PX).max(0.0);
            let area = ScrollArea::horizontal()
                .id_salt("lower-tabs")
                .auto_shrink([false, true])
                .max_width(width)
                .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
            area.show(ui, |ui| ui.horizontal(|ui| self.tab_buttons(ui, view, wishes)));
            let is_whole = view.settings.panels.lower_is_whole;
            let (icon, label) =
                if is_whole { (icons::CARET_DOWN, "Back to the article") } else { (icons::CARET_UP, "Enlarge") };
            let key = Keymap::of(ui.ctx()).text(Action::EnlargeLower);
            if button::icon(ui, icon, label, &key, true).clicked() {
                wishes.act(Action::EnlargeLower);
            }
        });
        let line = egui::Stroke::new(1.0, Palette::of(ui).line);
        let top = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), top, line);
    }

    fn tab_buttons(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let to_check = view.index().unsettled_count();
        let found = self.found.count();
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(space::XS);
        for tab in Tab::all() {
            let is_empty = (tab == Tab::ToCheck && to_check == 0)
                || (tab == Tab::Found && found == 0)
                || (tab == Tab::Merge && !self.merging.is_open());
            if is_empty && self.tab != tab {
                continue;
            }
            let name = match tab {
                Tab::Chart(kind) => kind.name().to_owned(),
                Tab::Figures => "Figures".to_owned(),
                Tab::Events => format!("Events {}", thousands(view.project().events().len())),
                Tab::Entities => format!("Entities {}", thousands(view.project().entities().len())),
                Tab::Marks => format!("Marks {}", thousands(view.project().marks().len())),
                Tab::Sources => "Sources".to_owned(),
                Tab::Suggestions => match view.suggested.names().len() {
                    0 => "Suggestions".to_owned(),
                    names => format!("Suggestions {}", thousands(names)),
                },
                Tab::Concordance => "Concordance".to_owned(),
                Tab::Codebook => "Codebook".to_owned(),
                Tab::Coding => match self.coding.open_count() {
                    None | Some(0) => "Check".to_owned(),
                    Some(open) => format!("Check {}", thousands(open)),
                },
                Tab::History => "History".to_owned(),
                Tab::Merge => "Merging".to_owned(),
                Tab::Agreement => "Agreement".to_owned(),
                Tab::ToCheck => format!("Marks to check {to_check}"),
                Tab::Found => format!("Zones and copies {found}"),
            };
            if tab_button(ui, tab, &name, self.tab == tab) {
                self.tab = tab;
                match tab {
                    Tab::Concordance => self.hits.open(None),
                    // It may want more room.
                    Tab::History => wishes.act(Action::ShowHistory),
                    Tab::Agreement => wishes.act(Action::ShowAgreement),
                    _ => {}
                }
            }
        }
    }

    /// Chart and list of events look at the same events, but for words and statuses, which are each one's own: a list
    /// shows what is planned, a chart counts what happened.
    fn share_filter(&mut self) {
        let (chart, list) = (&mut self.charts.question.spec.filter, self.events.filter_mut());
        let (of_chart, of_list) = (shared(chart), shared(list));
        if of_chart != self.shared {
            take_over(list, &of_chart);
            self.shared = of_chart;
        } else if of_list != self.shared {
            take_over(chart, &of_list);
            self.shared = of_list;
        }
    }

    /// The period that the charts are narrowed to.
    #[must_use]
    pub fn period(&self) -> Option<&When> {
        self.charts.question.spec.filter.period.as_ref()
    }

    fn content(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        ui.spacing_mut().item_spacing.y = space::XS;
        self.share_filter();
        let period = self.charts.question.spec.filter.period.as_ref();
        self.entities.within(period);
        self.marks.within(period);
        match self.tab {
            Tab::Chart(kind) => {
                let other = self.charts.show(ui, view, kind, wishes);
                other.into_iter().for_each(|kind| self.tab = Tab::Chart(kind));
            }
            Tab::Figures => self.charts.show_figures(ui, view, wishes),
            Tab::Events => self.events.show(ui, view, wishes),
            Tab::Entities => self.entities.show(ui, view, wishes),
            Tab::Marks => self.marks.show(ui, view, wishes),
            Tab::Sources => self.sources.show(ui, view, wishes),
            Tab::Suggestions => self.names.show(ui, view, wishes),
            Tab::Concordance => self.hits.show(ui, view, wishes),
            Tab::Codebook => self.codebook.show(ui, view, wishes),
            Tab::Coding => self.coding.show(ui, view, wishes),
            Tab::History => self.history.show(ui, view, wishes),
            Tab::Merge => self.merging.show(ui, view, wishes),
            Tab::Agreement => self.agreement.show(ui, view, wishes),
            Tab::ToCheck => self.to_check.show(ui, view, wishes),
            Tab::Found => self.found.show(ui, view, wishes),
        }
    }
}

/// What of a filter is shared.
fn shared(filter: &Filter) -> Filter {
    let Filter { text, statuses, .. } = Filter::everything();
    Filter { text, statuses, ..filter.clone() }
}

fn take_over(filter: &mut Filter, shared: &Filter) {
    let (text, statuses) = (std::mem::take(&mut filter.text), std::mem::take(&mut filter.statuses));
    *filter = Filter { text, statuses, ..shared.clone() };
}

fn tab_button(ui: &mut Ui, tab: Tab, name: &str, open: bool) -> bool {
    let palette = Palette::of(ui);
    let galley =
        ui.painter().layout_no_wrap(name.to_owned(), theme::body(), if open { palette.text } else { palette.weak });
    let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 32.0), Sense::hover());
    let response = ui.interact(rect, tab.id(), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, name));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, palette.text);
    if open {
        let bar = egui::Rect::from_min_max(rect.left_bottom() - vec2(0.0, 2.0), rect.right_bottom());
        ui.painter().rect_filled(bar, 0.0, palette.accent);
    }
    focus_ring(ui, &response);
    let shown = Id::unique("lower-tab-shown");
    // Another width may have left it out of sight.
    let now = (tab, ui.clip_rect().width().to_bits());
    let was_shown = ui.data(|data| data.get_temp::<(Tab, u32)>(shown)) == Some(now);
    if open && !was_shown {
        ui.data_mut(|data| data.insert_temp(shown, now));
    }
    if (open && !was_shown) || row::took_keyboard(&response) {
        response.scroll_to_me(None);
    }
    response.clicked()
}
