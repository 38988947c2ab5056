//! The timeline: every event at its days, in lanes by type, actor, storyline … A click on an event, on a number or on
//! the name of a lane lists the sentences behind it.
//!
//! Figures are computed when the project or the question changed, lanes are packed when the scale changes by a step,
//! both beside the frames for a large project; a frame draws what is in sight. `span` is what of time that is, `scene`
//! the packed lanes, `plot` the hands on it, `paint`, `axis` and `names` draw.

mod axis;
mod names;
mod paint;
mod plot;
mod scene;
mod span;

use super::Kind;
use super::controls::{choose, statuses};
use super::facts::Shelf;
use super::head::{Head, is_cramped};
use super::question::Question;
use super::trays::{self, Tray, Why};
use crate::base::when::When;
use crate::model::{ChartKind, ChartSpec, EventId, LanesBy, TimelineSpec};
use crate::project::Project;
use crate::query::timeline::{LaneKey, Timeline};
use crate::session::Notice;
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::line;
use crate::ui::widgets::{button, field, row};
use chrono::NaiveDate;
use egui::{Align, Id, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use plot::{Asked, Hand, Nearer};
use scene::Scene;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Width of the names at the left, and of the legend at the right, in points.
const NAMES_PX: (f32, f32) = (110.0, 210.0);
const LEGEND_PX: f32 = 170.0;
/// All controls stand in one row from here on.
const WIDE_PX: f32 = 960.0;

/// State of the timeline: what it is asked beside what all charts are, what came of it, and where somebody is on it.
#[derive(Default)]
pub struct TimelineChart {
    asked: TimelineSpec,
    figures: Computed<(u64, ChartSpec, NaiveDate), Shown>,
    /// Goes up with each new figures.
    number: u64,
    scene: Computed<scene::Asked, Scene>,
    hand: Hand,
    folded: BTreeSet<LaneKey>,
    /// The days of the figures that were shown last.
    days: Option<(NaiveDate, NaiveDate)>,
    head: Head,
    /// Width of the lanes in the last frame, in points.
    width_px: f32,
}

/// The figures, and what is made of them once.
struct Shown {
    figures: Arc<Timeline>,
    trays: Vec<Tray>,
}

impl Shown {
    fn of(figures: Timeline) -> Self {
        let trays = [
            Tray::of(Why::Overdue, figures.overdue.iter().copied()),
            Tray::of(Why::Undated, figures.undated.iter().copied()),
            Tray::of(Why::LeftOut, figures.set_aside.iter().copied()),
        ];
        Self { figures: Arc::new(figures), trays: trays.into_iter().flatten().collect() }
    }
}

impl TimelineChart {
    /// Whether newer figures, or lanes packed anew, are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running() || self.scene.is_running()
    }

    /// The whole chart: what every chart is asked, and what only a timeline is.
    #[must_use]
    pub fn spec(&self, question: &Question) -> ChartSpec {
        ChartSpec { kind: ChartKind::Timeline(self.asked.clone()), ..question.common(Kind::Timeline) }
    }

    /// Asks what a saved timeline asks.
    pub fn take(&mut self, asked: TimelineSpec) {
        self.asked = asked;
    }

    /// Draws title, controls and timeline.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        self.refresh(ui, view, (question, shelf));
        let before = self.asked.clone();
        let Self { asked, figures, head, hand, folded, width_px, .. } = self;
        let shown = figures.get();
        let is_wide = ui.available_width() > WIDE_PX;
        let mut controls = Controls { asked, shown, hand, folded, width_px: *width_px };
        question.above(
            ui,
            view,
            (Kind::Timeline, head, shown.map_or("", |shown| &shown.figures.heading)),
            wishes,
            |ui, own, wishes| shown.into_iter().for_each(|shown| title(ui, shown, own, wishes)),
            |ui, spec, wishes| {
                if is_wide {
                    controls.in_one_row(ui, view, spec, wishes);
                }
            },
        );
        if !is_wide {
            controls.in_rows(ui, view, &mut question.spec, wishes);
        }
        if self.asked != before {
            ui.ctx().request_repaint();
        }
        if is_cramped(ui, wishes) {
            return;
        }
        match self.figures.get().map(|shown| Arc::clone(&shown.figures)) {
            None => row::computing(ui),
            Some(figures) if figures.items.is_empty() || figures.days.is_none() => {
                let text = if view.project().events().is_empty() {
                    "Tag a sentence as an event and give it a date: it will stand here."
                } else {
                    "No event fits: look at the statuses and the filter, or give the undated ones a date."
                };
                row::empty(ui, "Nothing to draw yet", text, None);
            }
            Some(figures) => {
                let asked = self.draw(ui, view, &figures, wishes);
                self.grant(asked, question, wishes);
            }
        }
    }

    fn refresh(&mut self, ui: &Ui, view: View<'_>, (question, shelf): (&Question, &Shelf)) {
        let (revision, asked, shelf) = (view.session.revision(), self.spec(question), shelf.clone());
        let today = view.today;
        let of_figures = (revision, asked.clone(), today);
        let placed = move |project: &Project| Shown::of(shelf.facts(revision, project).timeline(&asked, today));
        if !self.figures.refresh(ui.ctx(), view, of_figures, placed) {
            return;
        }
        self.number += 1;
        self.hand.cursor = None;
        let Some(figures) = self.figures.get().map(|shown| &shown.figures) else { return };
        // Other days are seen whole; the same days stay where somebody was in them.
        if self.days != figures.days {
            (self.days, self.hand.span) = (figures.days, None);
        }
    }

    fn draw(&mut self, ui: &mut Ui, view: View<'_>, figures: &Arc<Timeline>, wishes: &mut Wishes) -> Option<Asked> {
        let (whole, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let legend_px = if self.asked.lanes == LanesBy::Type || whole.width() < 760.0 { 0.0 } else { LEGEND_PX };
        let names_px = (whole.width() * 0.2).clamp(NAMES_PX.0, NAMES_PX.1);
        let plot = Rect::from_min_max(whole.min + vec2(names_px, 0.0), whole.max - vec2(legend_px, 0.0));
        self.width_px = plot.width();
        let lanes = Rect::from_min_max(
            pos2(whole.left(), plot.top() + plot::HEAD_PX),
            pos2(plot.left(), plot.bottom() - axis::DATES_PX),
        );
        self.pack(ui, view, figures, plot);
        let Self { scene, hand, folded, .. } = self;
        let Some(scene) = scene.get() else {
            row::computing(ui);
            return None;
        };
        scroll_by_wheel(ui, lanes, hand);
        let asked = plot::show(ui, view, scene, plot, hand);
        let named = names::show(ui, scene, (lanes, hand.scroll), folded);
        bar(ui, plot, scene.height, hand.scroll);
        if legend_px > 0.0 {
            let place = Rect::from_min_max(pos2(plot.right() + space::S, whole.top()), whole.max);
            ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| legend(ui, figures, wishes));
        }
        asked.or(named)
    }

    /// Packs the lanes for the scale, now or soon.
    fn pack(&mut self, ui: &Ui, view: View<'_>, figures: &Arc<Timeline>, plot: Rect) {
        let fitting = figures.days.map(|days| span::Span::fitting(days, plot.width().into()));
        let Some(span) = self.hand.span.or(fitting) else { return };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows of a screen")]
        let in_sight = (plot.height() / scene::ROW_PX) as usize;
        let rows = (in_sight / figures.lanes.len().max(1)).clamp(3, 12);
        let asked = scene::Asked {
            figures: self.number,
            step: scene::Asked::step_of(span.day_px),
            rows,
            folded: self.folded(figures),
        };
        let (timeline, of) = (Arc::clone(figures), asked.clone());
        self.scene.refresh(ui.ctx(), view, asked, move |_| Scene::of(timeline, &of));
    }

    /// The places of the folded lanes.
    fn folded(&self, figures: &Timeline) -> BTreeSet<usize> {
        let lanes = figures.lanes.iter().enumerate();
        lanes.filter(|(_, lane)| self.folded.contains(&lane.key)).map(|(number, _)| number).collect()
    }

    fn grant(&mut self, asked: Option<Asked>, question: &mut Question, wishes: &mut Wishes) {
        match asked {
            None => {}
            Some(Asked::Sentences(title, events)) => wishes.push(Wish::Evidence { title, events }),
            Some(Asked::Show(event)) => wishes.push(Wish::Show(event.into())),
            Some(Asked::Period(first, last)) => {
                question.spec.filter.period = format!("{first}/{last}").parse().ok();
            }
            Some(Asked::Everything) => question.clear(),
            Some(Asked::Fold(lane)) => {
                let was_folded = self.folded.remove(&lane);
                self.folded.extend((!was_folded).then_some(lane));
            }
        }
    }
}

/// What can be chosen, and what that changes.
struct Controls<'a> {
    asked: &'a mut TimelineSpec,
    shown: Option<&'a Shown>,
    hand: &'a mut Hand,
    folded: &'a mut BTreeSet<LaneKey>,
    width_px: f32,
}

impl Controls<'_> {
    /// From the right: the scale, the day of the split, links, statuses, and what lanes stand for.
    fn in_one_row(&mut self, ui: &mut Ui, view: View<'_>, chart: &mut ChartSpec, wishes: &mut Wishes) {
        self.show_all(ui);
        self.zoom(ui, (icons::PLUS, "Nearer", "+", Nearer::Yes));
        self.zoom(ui, (icons::MINUS, "Farther", "−", Nearer::No));
        self.split_day(ui, view, wishes);
        field::label(ui, "To come from");
        self.links(ui);
        statuses(ui, chart);
        self.lanes(ui);
    }

    /// The same from the left, in as many rows as are needed.
    fn in_rows(&mut self, ui: &mut Ui, view: View<'_>, chart: &mut ChartSpec, wishes: &mut Wishes) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            self.lanes(ui);
            statuses(ui, chart);
            self.links(ui);
            field::label(ui, "To come from");
            self.split_day(ui, view, wishes);
            self.zoom(ui, (icons::MINUS, "Farther", "−", Nearer::No));
            self.zoom(ui, (icons::PLUS, "Nearer", "+", Nearer::Yes));
            self.show_all(ui);
        });
    }

    fn show_all(&mut self, ui: &mut Ui) {
        if button::link(ui, "Show all").on_hover_text("From the first event to the last (0)").clicked() {
            self.hand.span = None;
        }
    }

    fn zoom(&mut self, ui: &mut Ui, (icon, name, key, nearer): (&str, &str, &str, Nearer)) {
        if button::icon(ui, icon, name, key, true).clicked()
            && let Some(shown) = self.shown
        {
            plot::zoom_by_button(&shown.figures, self.hand, self.width_px, nearer);
        }
    }

    fn links(&mut self, ui: &mut Ui) {
        choose(ui, "Links between events", &mut self.asked.without_links, &[false, true], |without| {
            if without { "no links" } else { "links" }.to_owned()
        });
    }

    fn lanes(&mut self, ui: &mut Ui) {
        let by = |lanes| match lanes {
            LanesBy::Nothing => "one lane".to_owned(),
            lanes => format!("by {lanes}"),
        };
        let before = self.asked.lanes;
        choose(ui, "Lanes", &mut self.asked.lanes, &LanesBy::ALL, by);
        if self.asked.lanes != before {
            self.hand.scroll = 0.0;
            self.folded.clear();
        }
    }

    /// The day from which everything is to come.
    fn split_day(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let shown = self.asked.split_at.map(|day| day.to_string()).unwrap_or_default();
        let size = vec2(96.0, theme::CONTROL);
        let typed = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_max_width(size.x);
            field::line(ui, Id::unique("timeline-split"), "To come from", &shown, "today")
        });
        let Some(text) = typed.inner.done else { return };
        if text.trim().is_empty() {
            self.asked.split_at = None;
            return;
        }
        let day = When::understand(&text, Some(view.today)).ok().and_then(|read| read.when.earliest());
        match day {
            Some(day) => self.asked.split_at = Some(day),
            None => wishes.push(Wish::Say(Notice::problem(format!(
                "“{text}” is no day: the timeline is parted where it was. Type one such as 10 March 2025, or nothing for \
                 today."
            )))),
        }
    }
}

/// Over the names the wheel moves the lanes.
fn scroll_by_wheel(ui: &Ui, lanes: Rect, hand: &mut Hand) {
    if ui.rect_contains_pointer(lanes) {
        hand.scroll -= ui.input(|input| input.smooth_scroll_delta().y);
    }
}

/// How far the lanes are scrolled, where not all of them are in sight.
fn bar(ui: &Ui, plot: Rect, height: f32, scroll: f32) {
    let room = plot.height() - plot::HEAD_PX - axis::DATES_PX;
    if height <= room || room < 20.0 {
        return;
    }
    let (top, size) = (plot.top() + plot::HEAD_PX + scroll / height * room, room * room / height);
    let at = Rect::from_min_size(pos2(plot.right() - 4.0, top), vec2(3.0, size.max(12.0)));
    ui.painter().rect_filled(at, 1.5, Palette::of(ui).edge.gamma_multiply(0.7));
}

/// What colours and forms stand for; a click lists the sentences of a type.
fn legend(ui: &mut Ui, figures: &Timeline, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("timeline-legend").auto_shrink(false).min_scrolled_height(0.0).show(ui, |ui| {
        for (number, kind) in figures.kinds.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, 22.0), Sense::click());
            response
                .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {}", kind.name, kind.count)));
            if response.hovered() {
                ui.painter().rect_filled(rect, 4.0, palette.hovered);
            }
            button::focus_ring(ui, &response);
            let sign = pos2(rect.left() + 10.0, rect.center().y);
            ui.painter().add(paint::form(number, sign, 10.0, paint::colour(figures, number), Stroke::NONE));
            let count = line(ui, &kind.count.to_string(), &theme::small(), palette.weak, 60.0);
            let name = line(ui, &kind.name, &theme::small(), palette.text, rect.width() - count.width - 36.0);
            name.paint(ui.painter(), pos2(rect.left() + 22.0, rect.center().y));
            count.paint(ui.painter(), pos2(rect.right() - 4.0 - count.width, rect.center().y));
            if response.on_hover_text("List the sentences").clicked() {
                let of_kind = figures.items.iter().filter(|item| item.kind == number).map(|item| item.event);
                wishes.push(Wish::Evidence { title: kind.name.clone(), events: of_kind.collect() });
            }
        }
    });
}

/// What is shown, in words, and the numbers beside it; each of them opens its events.
fn title(ui: &mut Ui, Shown { figures, trays }: &Shown, own: &str, wishes: &mut Wishes) {
    let heading = if own.is_empty() { figures.heading.as_str() } else { own };
    let heading = RichText::new(heading).font(theme::section()).color(Palette::of(ui).text);
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() * 0.6).max(120.0));
        ui.add(Label::new(heading).truncate()).on_hover_text(format!(
            "{}.\n{} to come from {} on.",
            figures.title,
            crate::base::number::counted(figures.to_come, "event"),
            crate::query::calendar::day_label(figures.split_at)
        ));
    });
    if button::link(ui, &figures.badge).on_hover_text("All sentences behind the timeline").clicked() {
        let events: Vec<EventId> = figures.events();
        wishes.push(Wish::Evidence { title: figures.badge.clone(), events });
    }
    trays::links(ui, trays, &figures.spec.filter, wishes);
}
