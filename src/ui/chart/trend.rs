//! The cooperation trend: the weights of the codebook along time, smoothed and tested, for one series or several side
//! by side. A click on a point lists the sentences behind it; beside the lines stands what the tests say, in words.
//!
//! Filter, statuses, step and rule are those of the activity chart: what is counted there is weighed here.

use super::controls::choose;
use super::facts::Shelf;
use super::head::{Head, is_cramped};
use super::keys::Asked;
use super::question::Question;
use super::trays::{self, Tray, Why, distinct};
use super::zoom::Zoom;
use super::{Kind, lines};
use crate::base::number::counted;
use crate::model::{Average, ChartKind, ChartSpec, Compared, EventId, Filter, ListOf, TrendOf, TrendSpec, Window};
use crate::project::Project;
use crate::query::trend::{Line, NoTrend, Trend};
use crate::ui::computed::Computed;
use crate::ui::lists::filterbar;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::picker::Picker;
use crate::ui::widgets::{button, chip, row};
use egui::{Align, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Widths of the findings beside the lines, in points.
const FINDINGS: f32 = 330.0;

/// State of the trend: what it is asked beside the activity chart, and what came of it.
#[derive(Default)]
pub struct TrendChart {
    asked: TrendSpec,
    figures: Computed<(u64, ChartSpec), Result<Shown, NoTrend>>,
    asking: Option<Picker<filterbar::Answer>>,
    cursor: lines::Cursor,
    zoom: Zoom,
    head: Head,
}

/// The figures, and what is made of them once.
struct Shown {
    figures: Trend,
    events: Vec<EventId>,
    trays: Vec<Tray>,
}

impl Shown {
    fn of(figures: Trend) -> Self {
        let of = |why: Why, left: fn(&Line) -> Vec<EventId>| Tray::of(why, figures.lines.iter().flat_map(left));
        let trays = [
            of(Why::Weightless, |line| line.unweighted.clone()),
            of(Why::GoingOn, |line| line.bands.iter().map(|band| band.event).collect()),
            of(Why::Sums, |line| line.annotations.iter().map(|sum| sum.event).collect()),
            of(Why::Undated, |line| line.undated.clone()),
            of(Why::Spanning, |line| line.spanning.clone()),
            of(Why::Earlier, |line| line.outside.earlier.clone()),
            of(Why::Partly, |line| line.outside.partly.clone()),
            of(Why::LeftOut, |line| line.set_aside.clone()),
        ];
        let trays = trays.into_iter().flatten().collect();
        let points = figures.lines.iter().flat_map(|line| &line.points);
        let events = distinct(points.flat_map(|point| point.events.iter().copied()));
        Self { figures, events, trays }
    }
}

impl TrendChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// Whether a list to choose from is open, which takes all keys.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// The whole chart: what every chart is asked, of events, and what only a trend is.
    #[must_use]
    pub fn spec(&self, question: &Question) -> ChartSpec {
        ChartSpec { kind: ChartKind::Trend(self.asked.clone()), ..question.common(Kind::Trend) }
    }

    /// Asks what a saved trend asks.
    pub fn take(&mut self, asked: TrendSpec) {
        self.asked = asked;
    }

    /// Draws title, controls, lines and findings.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        let (revision, asked, shelf) = (view.session.revision(), self.spec(question), shelf.clone());
        let question_of_figures = (revision, asked.clone());
        let weighed = move |project: &Project| shelf.facts(revision, project).trend(&asked).map(Shown::of);
        self.figures.refresh(ui.ctx(), view, question_of_figures, weighed);
        self.ask(ui, view, wishes);
        let Self { figures, head, .. } = self;
        let shown = figures.get().and_then(|shown| shown.as_ref().ok());
        let counted = shown.map_or("", |shown| &shown.figures.title);
        question.above(
            ui,
            view,
            (Kind::Trend, head, counted),
            wishes,
            |ui, own, wishes| shown.into_iter().for_each(|shown| title(ui, shown, own, wishes)),
            |_, _, _| (),
        );
        ui.horizontal(|ui| self.controls(ui, view, &mut question.spec));
        if is_cramped(ui, wishes) {
            return;
        }
        let Self { figures, cursor, zoom, .. } = self;
        match figures.get() {
            None => row::computing(ui),
            Some(Err(why)) => drop(row::empty(ui, "No trend", &why.to_string(), None)),
            Some(Ok(shown)) if shown.figures.bins.is_empty() => drop(row::empty(
                ui,
                "Nothing to draw yet",
                "A trend needs dated events whose types have a weight in the codebook.",
                None,
            )),
            Some(Ok(shown)) => {
                let asked = draw(ui, &shown.figures, zoom, cursor);
                if let Some(at) = asked.and_then(|asked| question.answer(asked, &shown.figures.bins)) {
                    open(&shown.figures, at, wishes);
                }
            }
        }
    }

    /// What is weighed, the width of a bin, the curves, and who is compared.
    fn controls(&mut self, ui: &mut Ui, view: View<'_>, chart: &mut ChartSpec) {
        let of = |of: TrendOf| match of {
            TrendOf::Sum => "sum of weights",
            TrendOf::Mean => "mean weight",
            TrendOf::Count => "number of events",
        };
        choose(ui, "Followed", &mut self.asked.of, &TrendOf::ALL, |value| of(value).to_owned());
        choose(ui, "Width of a bin", &mut chart.by, &crate::model::Step::ALL, |step| step.to_string());
        if self.asked.of == TrendOf::Mean {
            self.asked.cumulative = false;
        } else {
            choose(ui, "Drawn", &mut self.asked.cumulative, &[false, true], |running| {
                if running { "running total" } else { "each bin" }.to_owned()
            });
        }
        let average = |bins: u16, window| Some(Average { bins, window });
        let averages = [
            None,
            average(3, Window::Trailing),
            average(3, Window::Centred),
            average(6, Window::Trailing),
            average(12, Window::Trailing),
        ];
        choose(ui, "Moving average", &mut self.asked.average, &averages, |average| match average {
            None => "no average".to_owned(),
            Some(Average { bins, window }) => format!("average of {bins}, {window}"),
        });
        let shares = [None, Some(33), Some(50), Some(67)];
        choose(ui, "Smooth curve", &mut self.asked.lowess_percent, &shares, |share| {
            share.map_or_else(|| "no curve".to_owned(), |share| format!("LOWESS {share} %"))
        });
        if chip::chip(ui, "+ Compare", None, "", false)
            .on_hover_text("A line for two actors, beside others")
            .clicked()
        {
            self.asking = Some(filterbar::pairs(view));
        }
        let mut gone = None;
        for (at, compared) in self.asked.compare.iter().enumerate() {
            let response = chip::chip(ui, &compared.name, None, "×", true);
            let said = format!("Remove the line {}", compared.name);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
            if response.on_hover_text(said).clicked() {
                gone = Some(at);
            }
        }
        gone.into_iter().for_each(|at| drop(self.asked.compare.remove(at)));
    }

    fn ask(&mut self, ui: &Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(mut picker) = self.asking.take() else { return };
        match picker.show(ui.ctx()) {
            None => self.asking = Some(picker),
            Some(picked) => match filterbar::answer(view, ListOf::Events, picked) {
                filterbar::Next::Ask(next) => self.asking = Some(*next),
                filterbar::Next::Add(part) => {
                    let name = part.label(view.project(), ListOf::Events);
                    let mut filter = Filter::everything();
                    part.add(&mut filter);
                    if !self.asked.compare.iter().any(|other| other.filter == filter) {
                        self.asked.compare.push(Compared { name, filter });
                    }
                }
                filterbar::Next::Say(notice) => wishes.push(Wish::Say(notice)),
                filterbar::Next::Nothing => {}
            },
        }
    }
}

/// What the lines follow, in words, and the numbers that they leave out; each of them opens its events.
fn title(ui: &mut Ui, Shown { figures, events, trays }: &Shown, own: &str, wishes: &mut Wishes) {
    let room = (ui.available_width() * 0.5).max(120.0);
    ui.scope(|ui| {
        ui.set_max_width(room);
        let text = if own.is_empty() { &figures.title } else { own };
        let title = ui.add(Label::new(RichText::new(text).font(theme::section())).truncate());
        title.on_hover_text(format!("{}.\n{}.\n{}.", figures.title, figures.weighing, figures.rule));
    });
    let badge = counted(events.len(), "event");
    if button::link(ui, &badge).on_hover_text("All sentences behind the trend").clicked() {
        wishes.push(Wish::Evidence { title: badge, events: events.clone() });
    }
    trays::caution(ui, figures.caution.as_deref());
    trays::links(ui, trays, &figures.spec.filter, wishes);
}

fn draw(ui: &mut Ui, figures: &Trend, zoom: &mut Zoom, cursor: &mut lines::Cursor) -> Option<Asked<lines::Cursor>> {
    let (width, height) = (ui.available_width(), ui.available_height());
    let beside = if width > 760.0 { FINDINGS } else { 0.0 };
    let column = Layout::top_down(Align::Min);
    let mut asked = None;
    ui.horizontal_top(|ui| {
        let lines_width = (width - beside - if beside > 0.0 { space::L } else { 0.0 }).max(120.0);
        ui.allocate_ui_with_layout(vec2(lines_width, height), column, |ui| {
            asked = lines::show(ui, figures, zoom, cursor);
        });
        if beside > 0.0 {
            ui.allocate_ui_with_layout(vec2(beside, height), column, |ui| findings(ui, figures));
        }
    });
    asked
}

fn open(figures: &Trend, at: lines::Cursor, wishes: &mut Wishes) {
    let Some(line) = figures.lines.get(at.line) else { return };
    let events = line.behind(at.bin);
    if !events.is_empty() {
        let label = figures.bins.get(at.bin).map_or("", |bin| bin.label.as_str());
        let until = if line.is_cumulative { "Up to " } else { "" };
        wishes.push(Wish::Evidence { title: format!("{until}{label} · {}", line.name), events });
    }
}

/// What the curves are and what the tests say, for each line.
fn findings(ui: &mut Ui, figures: &Trend) {
    let palette = Palette::of(ui);
    ScrollArea::vertical().id_salt("findings").auto_shrink(false).min_scrolled_height(0.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (at, line) in figures.lines.iter().enumerate() {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                lines::sign(ui, Rect::from_center_size(rect.center(), vec2(10.0, 10.0)), at);
                let name = format!("{} · {}", line.name, counted(line.events, "event"));
                ui.add(Label::new(RichText::new(name).font(theme::medium())).truncate());
            });
            for finding in &line.findings {
                ui.label(RichText::new(finding).font(theme::small()).color(palette.text));
            }
            ui.add_space(space::S);
        }
        ui.label(RichText::new(format!("{}.", figures.weighing)).font(theme::small()).color(palette.weak));
    });
}
