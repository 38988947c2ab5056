//! Publication lag: for each outlet, how many days after the events its reports were published. A click on a dot lists
//! the sentences of these reports; a click on an outlet those of all of them.
//!
//! The chart has the keyboard as one thing: ↑ and ↓ go from outlet to outlet, ← and → from dot to dot, Enter lists the
//! sentences, Backspace looks at all events again.

use super::Kind;
use super::facts::Shelf;
use super::head::{Head, is_cramped};
use super::keys;
use super::question::Question;
use super::trays::{self, Tray, Why, distinct};
use crate::base::number::counted;
use crate::model::{ChartKind, ChartSpec, EventId, Filter, MarkId};
use crate::project::Project;
use crate::query::lag::{Lags, NAMED_DAYS, OutletLag, Report, Spot, place};
use crate::query::series::amount_in_words;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, line::line, row};
use egui::{Align2, Color32, Key, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

/// Height of an outlet, in points.
const ROW: f32 = 30.0;
/// Height of the days below.
const AXIS: f32 = 22.0;
/// Width of the names, at most.
const NAMES: f32 = 220.0;
/// Width of the numbers at the right.
const NUMBERS: f32 = 150.0;
/// A dot, and the largest one.
const DOT: std::ops::RangeInclusive<f32> = 3.0..=9.0;

/// State of the chart: what came of the question, and where one is in it.
#[derive(Default)]
pub struct LagChart {
    figures: Computed<(u64, Filter), Shown>,
    head: Head,
    cursor: Cursor,
}

/// The outlet, and the dot of it; both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cursor {
    outlet: usize,
    spot: Option<usize>,
}

/// The figures, and what is made of them once.
struct Shown {
    lags: Lags,
    /// The dots of each outlet.
    spots: Vec<Vec<Spot>>,
    trays: Vec<Tray>,
    reports: usize,
    /// The least and the most days, 0 among them.
    days: (i64, i64),
}

impl Shown {
    fn of(lags: Lags) -> Self {
        let trays = [
            Tray::of(Why::NoSingleDay, lags.unknown.iter().map(|(event, _)| *event)),
            Tray::of(Why::Unreported, lags.unreported.iter().copied()),
            Tray::of(Why::Sums, lags.annotations.iter().map(|sum| sum.event)),
        ];
        let least = lags.outlets.iter().map(|of| of.least_days).fold(0, i64::min);
        let most = lags.outlets.iter().map(|of| of.most_days).fold(7, i64::max);
        Self {
            spots: lags.outlets.iter().map(OutletLag::spots).collect(),
            trays: trays.into_iter().flatten().collect(),
            reports: lags.outlets.iter().map(|of| of.reports.len()).sum(),
            days: (least, most),
            lags,
        }
    }
}

impl Shown {
    fn spot(&self, at: Cursor) -> Option<&Spot> {
        self.spots.get(at.outlet)?.get(at.spot?)
    }
}

impl LagChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// The whole chart.
    #[must_use]
    pub fn spec(question: &Question) -> ChartSpec {
        ChartSpec { kind: ChartKind::Lag, ..question.common(Kind::Lag) }
    }

    /// Draws title, tools and outlets.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        let (revision, filter, shelf) = (view.session.revision(), question.spec.filter.clone(), shelf.clone());
        let asked = (revision, filter.clone());
        let measured = move |project: &Project| Shown::of(shelf.facts(revision, project).lags(&filter));
        if self.figures.refresh(ui.ctx(), view, asked, measured) {
            self.cursor = Cursor::default();
        }
        let Self { figures, head, cursor } = self;
        let shown = figures.get();
        let filter = question.spec.filter.clone();
        let counted = shown.map_or("", |shown| &shown.lags.title);
        question.above(
            ui,
            view,
            (Kind::Lag, head, counted),
            wishes,
            |ui, own, wishes| shown.into_iter().for_each(|shown| title(ui, shown, (own, &filter), wishes)),
            |_, _, _| (),
        );
        if is_cramped(ui, wishes) {
            return;
        }
        match shown {
            None => row::computing(ui),
            Some(shown) if shown.lags.outlets.is_empty() => drop(row::empty(
                ui,
                "Nothing to measure yet",
                "A lag needs an event and an article about it that are both dated to the day.",
                None,
            )),
            Some(shown) => {
                if outlets(ui, view, shown, cursor, wishes) {
                    question.clear();
                }
            }
        }
    }
}

fn title(ui: &mut Ui, shown: &Shown, (own, filter): (&str, &Filter), wishes: &mut Wishes) {
    let text = if own.is_empty() { &shown.lags.title } else { own };
    ui.label(RichText::new(text).font(theme::section()));
    let badge = counted(shown.reports, "report");
    if button::link(ui, &badge).on_hover_text("All sentences behind the chart").clicked() {
        let events = shown.lags.outlets.iter().flat_map(|of| &of.reports).map(|report| report.event);
        wishes.push(Wish::Evidence { title: badge, events: distinct(events) });
    }
    trays::links(ui, &shown.trays, filter, wishes);
}

/// Draws the outlets that are in sight, and the days below; says whether all events are to be looked at again.
fn outlets(ui: &mut Ui, view: View<'_>, shown: &Shown, cursor: &mut Cursor, wishes: &mut Wishes) -> bool {
    let whole = ui.available_rect_before_wrap();
    let names = NAMES.min(whole.width() * 0.3);
    let numbers = if whole.width() > 520.0 { NUMBERS } else { 0.0 };
    let (left, right) = (whole.left() + names + space::M, whole.right() - numbers - space::L);
    let scale = Scale { shown: shown.days, left, right };
    let body = Rect::from_min_max(whole.min, pos2(whole.right(), whole.bottom() - AXIS));
    let chart = ui.interact(whole, egui::Id::unique("lag-chart"), Sense::click());
    axis(ui, &scale, body);
    let mut pointed = None;
    let has_keys = keys::hold(ui, &chart, &format!("Publication lag. {}", describe(shown, *cursor)));
    if has_keys {
        steer(ui, shown, cursor);
    }
    let at = *cursor;
    ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let rows = ScrollArea::vertical().id_salt("lag-outlets").auto_shrink(false).min_scrolled_height(0.0);
        rows.show_rows(ui, ROW, shown.lags.outlets.len(), |ui, range| {
            for place in range {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
                let Some(of) = shown.lags.outlets.get(place).zip(shown.spots.get(place)) else { continue };
                let chosen = Some(at).filter(|at| has_keys && at.outlet == place);
                let pointer = chart.hover_pos().filter(|pos| rect.contains(*pos));
                pointed = pointed.or(pointer.map(|pos| (place, scale.under(of.1, pos))));
                outlet(ui, (of, rect), (&scale, numbers), chosen);
            }
        });
    });
    if let Some((outlet, spot)) = pointed {
        let under = Cursor { outlet, spot };
        let said = format!("{}\nClick: the sentences", describe(shown, under));
        if chart.clone().on_hover_text_at_pointer(said).clicked() {
            *cursor = under;
            chart.request_focus();
            open(view, shown, under, wishes);
        }
    }
    if has_keys && keys::pressed(ui, Key::Enter) {
        open(view, shown, *cursor, wishes);
    }
    has_keys && keys::pressed(ui, Key::Backspace)
}

/// Where days stand on screen.
struct Scale {
    /// The least and the most.
    shown: (i64, i64),
    left: f32,
    right: f32,
}

impl Scale {
    fn x(&self, days: f64) -> f32 {
        let (low, high) = (place(real(self.shown.0)), place(real(self.shown.1)));
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        let share = ((place(days) - low) / (high - low)) as f32;
        self.left + share * (self.right - self.left)
    }

    /// The dot of an outlet under the pointer.
    fn under(&self, spots: &[Spot], pos: Pos2) -> Option<usize> {
        let away = |spot: &Spot| (self.x(real(spot.days)) - pos.x).abs();
        let spots = spots.iter().enumerate().filter(|(_, spot)| away(spot) <= radius(spot).max(6.0));
        spots.min_by(|a, b| away(a.1).total_cmp(&away(b.1))).map(|(at, _)| at)
    }
}

fn radius(spot: &Spot) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    let reports = spot.reports.len() as f32;
    (DOT.start() * reports.sqrt()).min(*DOT.end())
}

fn real(days: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "days of a calendar")]
    let days = days as f64;
    days
}

/// Lines at days that have a name, as many as do not touch; 0 stands out.
fn axis(ui: &Ui, scale: &Scale, body: Rect) {
    let palette = Palette::of(ui);
    let named = NAMED_DAYS.iter().filter(|days| (scale.shown.0..=scale.shown.1).contains(days));
    // The nearest to 0 first, so that they are never those that are left out.
    let mut named: Vec<i64> = named.copied().collect();
    named.sort_by_key(|days| (days.abs(), *days));
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for days in named {
        let x = scale.x(real(days));
        let colour = if days == 0 { palette.edge } else { palette.line };
        ui.painter().vline(x, body.y_range(), Stroke::new(1.0, colour));
        let words = match days {
            0 => "same day".to_owned(),
            days => days_in_words(real(days)),
        };
        let galley = ui.painter().layout_no_wrap(words, theme::small(), palette.weak);
        let half = galley.size().x / 2.0 + 4.0;
        if taken.iter().all(|(from, to)| x + half < *from || *to < x - half) {
            taken.push((x - half, x + half));
            let left = (x - half + 4.0).clamp(body.left(), body.right() - galley.size().x);
            ui.painter().galley(pos2(left, body.bottom() + 4.0), galley, palette.weak);
        }
    }
}

/// A name, its dots, the median as a line, and the numbers; `chosen`: the keyboard is on it, or on a dot of it.
fn outlet(
    ui: &Ui,
    ((of, spots), rect): ((&OutletLag, &Vec<Spot>), Rect),
    (scale, numbers): (&Scale, f32),
    chosen: Option<Cursor>,
) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let middle = rect.center().y;
    if chosen.is_some() {
        painter.rect_filled(rect, egui::CornerRadius::same(4), palette.hovered);
    }
    let name = line(ui, name(of), &theme::body(), palette.text, scale.left - rect.left() - space::M);
    name.paint(painter, pos2(rect.left() + 4.0, middle));
    let x = scale.x(of.median_days);
    painter.vline(x, (middle - 10.0)..=(middle + 10.0), Stroke::new(2.0, palette.text));
    for (at, spot) in spots.iter().enumerate() {
        let centre = pos2(scale.x(real(spot.days)), middle);
        let colour = theme::in_turn(0);
        painter.circle(centre, radius(spot), colour.gamma_multiply(0.55), Stroke::new(1.0, colour));
        if chosen.and_then(|chosen| chosen.spot) == Some(at) {
            ring(ui, centre, radius(spot), palette.accent);
        }
    }
    if numbers > 0.0 {
        let words = format!("median {} · n = {}", days_in_words(of.median_days), of.reports.len());
        painter.text(pos2(rect.right() - 8.0, middle), Align2::RIGHT_CENTER, words, theme::small(), palette.weak);
    }
}

fn ring(ui: &Ui, centre: Pos2, radius: f32, colour: Color32) {
    ui.painter().circle_stroke(centre, radius + 3.0, Stroke::new(2.0, colour));
}

fn steer(ui: &Ui, shown: &Shown, cursor: &mut Cursor) {
    let last = shown.lags.outlets.len().saturating_sub(1);
    let before = cursor.outlet;
    if keys::pressed(ui, Key::ArrowDown) {
        cursor.outlet = (cursor.outlet + 1).min(last);
    }
    if keys::pressed(ui, Key::ArrowUp) {
        cursor.outlet = cursor.outlet.saturating_sub(1);
    }
    if cursor.outlet != before {
        cursor.spot = None;
    }
    let spots = shown.spots.get(cursor.outlet).map_or(0, Vec::len);
    if keys::pressed(ui, Key::ArrowRight) {
        cursor.spot = Some(cursor.spot.map_or(0, |spot| spot + 1).min(spots.saturating_sub(1)));
    }
    if keys::pressed(ui, Key::ArrowLeft) {
        cursor.spot = cursor.spot.and_then(|spot| spot.checked_sub(1));
    }
}

fn name(of: &OutletLag) -> &str {
    if of.outlet.is_empty() { "No outlet" } else { &of.outlet }
}

/// “3 days”, “1 day before”.
fn days_in_words(days: f64) -> String {
    let unit = if (days.abs() - 1.0).abs() < 1e-9 { "day" } else { "days" };
    let before = if days < 0.0 { " before" } else { "" };
    format!("{} {unit}{before}", amount_in_words(days.abs()))
}

fn describe(shown: &Shown, at: Cursor) -> String {
    let Some(of) = shown.lags.outlets.get(at.outlet) else { return String::new() };
    match shown.spot(at) {
        Some(spot) => {
            format!("{}\n{}: {}", name(of), days_in_words(real(spot.days)), counted(spot.reports.len(), "report"))
        }
        None => format!(
            "{}\nmedian {} of {}, from {} to {}",
            name(of),
            days_in_words(of.median_days),
            counted(of.reports.len(), "report"),
            days_in_words(real(of.least_days)),
            days_in_words(real(of.most_days)),
        ),
    }
}

fn open(view: View<'_>, shown: &Shown, at: Cursor, wishes: &mut Wishes) {
    let Some(of) = shown.lags.outlets.get(at.outlet) else { return };
    let (reports, title) = match shown.spot(at) {
        Some(spot) => (
            of.reports.get(spot.reports.clone()).unwrap_or_default(),
            format!("{} · {}", name(of), days_in_words(real(spot.days))),
        ),
        None => (&of.reports[..], name(of).to_owned()),
    };
    wishes.push(Wish::Sentences { title, marks: marks(view, reports) });
}

/// The marks of the reports, each once.
fn marks(view: View<'_>, reports: &[Report]) -> Vec<MarkId> {
    let of_event = |event: EventId| view.index().places_of_event(event);
    let all = reports.iter().flat_map(|report| {
        let here = of_event(report.event).filter(|(document, _)| *document == report.document);
        here.map(|(_, mark)| mark).collect::<Vec<_>>()
    });
    let mut marks: Vec<MarkId> = all.collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}
