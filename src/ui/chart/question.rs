//! What all charts are asked: which events, in which bins, by which rule; and for each kind of chart the saved one that
//! was chosen and the words that stand over it.
//!
//! What belongs to it is drawn here once for all kinds: the chips of the filter, title and caption, and the tools that
//! every chart has.

use super::Kind;
use super::head::Head;
use super::keys::Asked;
use super::saved::{self, Saved};
use crate::model::{ChartSpec, Filter, ListOf, SplitBy, ViewId};
use crate::project::Project;
use crate::query::Bin;
use crate::ui::action::Action;
use crate::ui::icons;
use crate::ui::lists::{filterbar, views};
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::picker::Picker;
use crate::ui::widgets::{button, chip, field};
use egui::{Id, Label, RichText, Role, Ui, WidgetInfo, vec2};
use std::collections::BTreeMap;

/// What all charts are asked.
pub struct Question {
    /// Filter, step and rule are those of every chart; unit, split and looks those of the activity chart and of
    /// whatever else asks for them.
    pub spec: ChartSpec,
    of_kind: BTreeMap<Kind, OfKind>,
    asking: Option<Asking>,
}

/// What only one kind of chart has.
#[derive(Clone, Default, PartialEq)]
struct OfKind {
    /// The saved chart that was chosen.
    view: Option<ViewId>,
    title: String,
    caption: String,
    /// Whether title and caption are being written.
    writing: bool,
}

/// An open list to choose from.
enum Asking {
    Filter(Picker<filterbar::Answer>),
    Saved(Saved),
}

impl Default for Question {
    fn default() -> Self {
        let spec = ChartSpec { split: Some(SplitBy::Type), ..ChartSpec::default() };
        Self { spec, of_kind: BTreeMap::new(), asking: None }
    }
}

impl Question {
    /// Whether a list to choose from is open, which takes all keys.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// What every kind of chart is asked: filter, step and rule, and the words that stand over it.
    #[must_use]
    pub(super) fn common(&self, kind: Kind) -> ChartSpec {
        let ChartSpec { by, rule, filter, .. } = &self.spec;
        let words = self.of_kind.get(&kind).cloned().unwrap_or_default();
        let (title, caption) = (words.title, words.caption);
        ChartSpec { by: *by, rule: *rule, filter: filter.clone(), title, caption, ..ChartSpec::default() }
    }

    /// Asks what a saved chart asks. Unit, split and looks are left to the activity chart.
    pub(super) fn take(&mut self, kind: Kind, view: Option<ViewId>, chart: &ChartSpec) {
        let (title, caption) = (chart.title.clone(), chart.caption.clone());
        let own = OfKind { view, title, caption, writing: false };
        self.of_kind.insert(kind, own);
        let ChartSpec { by, rule, filter, .. } = chart;
        let now = &mut self.spec;
        (now.by, now.rule, now.filter) = (*by, *rule, filter.clone());
        if kind == Kind::Activity {
            let ChartSpec { split, unit, drawn, arranged, denominator, .. } = chart;
            (now.split, now.unit, now.drawn, now.arranged) = (*split, *unit, *drawn, *arranged);
            now.denominator = *denominator;
        }
    }

    /// Looks at all events again; which statuses are counted stays as it is.
    pub fn clear(&mut self) {
        let filter = &mut self.spec.filter;
        let statuses = std::mem::take(&mut filter.statuses);
        *filter = Filter { statuses, ..Filter::everything() };
    }

    /// Does what was asked of a chart of bins: another period, another step. Answers with the place whose sentences are
    /// asked for.
    pub(super) fn answer<Cursor>(&mut self, asked: Asked<Cursor>, bins: &[Bin]) -> Option<Cursor> {
        match asked {
            Asked::Sentences(at) => return Some(at),
            Asked::Period(one, other) => {
                let ends = bins.get(one.min(other)).zip(bins.get(one.max(other)));
                let days = ends.and_then(|(from, to)| format!("{}/{}", from.first, to.last).parse().ok());
                self.spec.filter.period = days.or(self.spec.filter.period.take());
            }
            Asked::Step(step) => self.spec.by = step,
            Asked::Everything => self.clear(),
        }
        None
    }

    /// What somebody could see of it, to find out whether a frame changed it.
    pub(super) fn seen(&self) -> impl PartialEq + use<> {
        (self.spec.clone(), self.of_kind.clone(), self.is_asking())
    }

    /// What stands above every chart: its title on the left, or that which somebody gave it; on the right the tools of
    /// every chart, and between them what only this kind has; below the words and what is filtered by. `counted`: what
    /// is counted, in words.
    pub(super) fn above(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (kind, head, counted): (Kind, &mut Head, &str),
        wishes: &mut Wishes,
        title: impl FnOnce(&mut Ui, &str, &mut Wishes),
        controls: impl FnOnce(&mut Ui, &mut ChartSpec, &mut Wishes),
    ) {
        let own = self.of_kind.get(&kind).map_or_else(String::new, |own| own.title.clone());
        head.show(
            ui,
            wishes,
            |ui, wishes| title(ui, &own, wishes),
            |ui, wishes| {
                self.export_and_words(ui, kind, wishes);
                controls(ui, &mut self.spec, wishes);
                self.filter_and_saved(ui, view, kind);
            },
        );
        self.words(ui, kind, counted);
        self.filter(ui, view);
    }

    /// From the right: export, and the words that stand over the chart.
    fn export_and_words(&mut self, ui: &mut Ui, kind: Kind, wishes: &mut Wishes) {
        button::action(ui, Action::ExportChart, true, wishes);
        let own = self.of_kind.entry(kind).or_default();
        if button::icon(ui, icons::TEXT_AA, "Title and caption", "", true).clicked() {
            own.writing = !own.writing;
        }
    }

    /// From the right: a part more for the filter, and the saved charts.
    fn filter_and_saved(&mut self, ui: &mut Ui, view: View<'_>, kind: Kind) {
        self.add_filter(ui);
        let shown = self.of_kind.get(&kind).and_then(|own| own.view);
        let name = views::name(view.project(), shown);
        let response = chip::chip(ui, &name, None, "", shown.is_some());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Charts: {name}")));
        if response.on_hover_text("Saved charts").clicked() {
            self.asking = Some(Asking::Saved(saved::menu(view.project(), shown)));
        }
    }

    /// A part more for the filter.
    pub(super) fn add_filter(&mut self, ui: &mut Ui) {
        if chip::chip(ui, "+ Filter", None, "", false).on_hover_text("Count only some events").clicked() {
            self.asking = Some(Asking::Filter(filterbar::dimensions(ListOf::Events)));
        }
    }

    /// What is filtered by, as chips; a click, or Backspace on a chart, clears it.
    pub(super) fn filter(&mut self, ui: &mut Ui, view: View<'_>) {
        let shown = Filter { statuses: Filter::everything().statuses, ..self.spec.filter.clone() };
        if !filterbar::has_chips(&shown) {
            return;
        }
        let mut now = shown.clone();
        let cleared = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            filterbar::chips(ui, view.project(), ListOf::Events, &mut now);
            button::link(ui, "Clear").on_hover_text("Count all events again; Backspace on the chart").clicked()
        });
        if cleared.inner {
            self.clear();
        } else if now != shown {
            self.spec.filter = Filter { statuses: self.spec.filter.statuses.clone(), ..now };
        }
    }

    /// What stands below the title: what is counted, where somebody gave it another title, and the caption; or the
    /// fields to write both in.
    fn words(&mut self, ui: &mut Ui, kind: Kind, counted: &str) {
        let Some(own) = self.of_kind.get_mut(&kind) else { return };
        if own.writing {
            own.write(ui, counted);
            return;
        }
        let counted = Some(counted).filter(|_| !own.title.is_empty());
        let parts: Vec<&str> =
            counted.into_iter().chain([own.caption.as_str()]).filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            let words = RichText::new(parts.join(" · ")).font(theme::small()).color(Palette::of(ui).weak);
            ui.add(Label::new(words).truncate());
        }
    }

    /// Draws the open list to choose from, and does what was chosen; `spec` is the whole chart as it is now. Answers
    /// with another saved chart, if one is to be shown.
    pub(super) fn ask(
        &mut self,
        ui: &Ui,
        view: View<'_>,
        (kind, spec): (Kind, impl FnOnce(&Self) -> ChartSpec),
        wishes: &mut Wishes,
    ) -> Option<(Option<ViewId>, Box<ChartSpec>)> {
        self.forget_the_gone(view.project());
        match self.asking.take()? {
            Asking::Filter(mut picker) => match picker.show(ui.ctx()) {
                None => self.asking = Some(Asking::Filter(picker)),
                Some(picked) => match filterbar::answer(view, ListOf::Events, picked) {
                    filterbar::Next::Ask(next) => self.asking = Some(Asking::Filter(*next)),
                    filterbar::Next::Add(part) => part.add(&mut self.spec.filter),
                    filterbar::Next::Say(notice) => wishes.push(Wish::Say(notice)),
                    filterbar::Next::Nothing => {}
                },
            },
            Asking::Saved(mut menu) => {
                let shown = self.of_kind.get(&kind).and_then(|own| own.view);
                match menu.show(ui.ctx(), view, shown, &spec(self)) {
                    saved::Said::Open => self.asking = Some(Asking::Saved(menu)),
                    saved::Said::Closed => {}
                    saved::Said::Next(next) => self.asking = Some(Asking::Saved(*next)),
                    saved::Said::Wish(wish) => wishes.push(wish),
                    saved::Said::Show(id, chart) => return Some((Some(id), chart)),
                    saved::Said::Leave => return Some((None, Box::new(usual(kind)))),
                }
            }
        }
        None
    }

    fn forget_the_gone(&mut self, project: &Project) {
        for own in self.of_kind.values_mut() {
            own.view.take_if(|id| project.views().get(*id).is_none_or(|row| row.list.is_some()));
        }
    }
}

impl OfKind {
    /// Two fields side by side; what is written is in the next export and in the chart that is saved next.
    fn write(&mut self, ui: &mut Ui, counted: &str) {
        ui.horizontal(|ui| {
            let half = (ui.available_width() - space::S) / 2.0;
            let mut field = |name: &str, text: &mut String, hint: &str| {
                ui.allocate_ui(vec2(half, 28.0), |ui| {
                    let written = field::line(ui, Id::unique(("chart-words", name)), name, text, hint);
                    written.done.into_iter().for_each(|done| *text = done);
                });
            };
            field("Title of the chart", &mut self.title, counted);
            field("Caption of the chart", &mut self.caption, "What the reader is to see in it…");
        });
    }
}

/// The chart of a kind as it is when nobody has asked for anything.
fn usual(kind: Kind) -> ChartSpec {
    ChartSpec { kind: kind.usual(), ..Question::default().spec }
}
