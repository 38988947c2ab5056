//! The network of actors: who takes part in events with whom. A click on an actor or on a line lists the sentences behind
//! it; beside the drawing stand all actors by size, or the ties of the one that is looked at.
//!
//! Figures and places are computed beside the frames. Where actors stand follows from the whole project, and is kept
//! as long as that stays the same: a filter or a period moves nobody.

mod beside;
mod camera;
mod drawing;
mod hands;
mod said;
mod sheet;

use super::Kind;
use super::controls::{choose, statuses};
use super::facts::Shelf;
use super::head::{Head, is_cramped};
use super::period::{self, Slid};
use super::question::Question;
use super::trays::{self, Tray, Why};
use crate::base::number::counted;
use crate::model::{ChartKind, ChartSpec, EntityId, NetworkSpec, TiesBy, Unit};
use crate::project::Project;
use crate::query::Facts;
use crate::query::extent::Extent;
use crate::query::network::{Arrangement, Layout as Places, Network};
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, row};
use camera::Camera;
use drawing::Drawing;
use egui::{Align, Label, Layout, RichText, Slider, Ui, Vec2, WidgetInfo, vec2};
use said::Said;
use std::sync::{Arc, Mutex, PoisonError};

/// So many entities are laid out within a frame without anybody noticing.
const SMALL: usize = 60;

/// Width of the column beside the drawing, in points.
const BESIDE: f32 = 250.0;

/// Room for a slider with its value, in points.
const SLIDER_PX: f32 = 150.0;

/// The canvas grows by so many points at once, so that not every pull at a panel asks for other figures.
const STEP: f32 = 40.0;

/// State of the network: what it is asked beside what all charts are asked, and what came of it.
#[derive(Default)]
pub struct NetworkChart {
    asked: NetworkSpec,
    unit: Unit,
    figures: Computed<(u64, ChartSpec, [u16; 2]), Shown>,
    /// Goes up with each new figures.
    number: u64,
    laid: Laid,
    /// The canvas of the last frame, in steps.
    canvas: [u16; 2],
    focus: Focus,
    camera: Camera,
    drawing: Drawing,
    words: Words,
    head: Head,
}

/// What is said of what the keyboard is on, of what the pointer is on, and of a row beside the drawing.
#[derive(Default)]
struct Words {
    focus: Said,
    pointed: Said,
    row: Said,
}

/// What is looked at: an actor, or a tie of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Focus {
    actor: Option<EntityId>,
    /// The other end of a tie.
    other: Option<EntityId>,
}

/// The figures, and what is made of them once.
struct Shown {
    figures: Arc<Network>,
    /// What they were counted from.
    facts: Arc<Facts>,
    arranged: Arrangement,
    /// The ties of each node, the strongest first.
    ties_of: Vec<Vec<usize>>,
    extent: Extent,
    trays: Vec<Tray>,
}

/// Places of the latest state of a project that was asked for; clones are the same.
#[derive(Clone, Default)]
struct Laid(Arc<Mutex<Option<Kept>>>);

/// A revision, whether agencies are folded, and the places.
type Kept = (u64, bool, Arc<Places>);

impl Laid {
    fn places(&self, revision: u64, folded: bool, facts: &Facts) -> Arc<Places> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, how, places)) if (*of, *how) == (revision, folded) => Arc::clone(places),
            _ => Arc::clone(&kept.insert((revision, folded, Arc::new(Places::of(facts, folded)))).2),
        }
    }
}

impl Shown {
    fn of(facts: Arc<Facts>, spec: &ChartSpec, places: &Places, canvas: [u16; 2]) -> Self {
        let figures = facts.network(spec);
        let canvas = canvas.map(|steps| f32::from(steps.max(2)) * STEP);
        let arranged = Arrangement::of(&figures, places, canvas, 30.0);
        let mut ties_of = vec![Vec::new(); figures.nodes.len()];
        for (at, tie) in figures.ties.iter().enumerate() {
            for end in [tie.ends.0, tie.ends.1] {
                if let Some(list) = ties_of.get_mut(end) {
                    list.push(at);
                }
            }
        }
        let (extent, trays) = (facts.extent(&spec.filter), beside(&figures));
        Self { arranged, ties_of, extent, trays, figures: Arc::new(figures), facts }
    }

    fn node(&self, actor: EntityId) -> Option<usize> {
        self.figures.nodes.iter().position(|node| node.entity == actor)
    }
}

/// What the network leaves out. Without a period what has no date counts all the same.
fn beside(figures: &Network) -> Vec<Tray> {
    let undated = if figures.spec.filter.period.is_none() { Why::WithoutDate } else { Why::Undated };
    let of_others = figures.others.iter().flat_map(|node| node.events.iter().copied());
    let trays = [
        Tray::counted(Why::Smaller, figures.others.len(), of_others),
        Tray::counted(Why::Weaker, figures.weaker.count, figures.weaker.events.iter().copied()),
        Tray::of(undated, figures.undated.iter().copied()),
        Tray::of(Why::Alone, figures.alone.iter().copied()),
        Tray::of(Why::Nobody, figures.nobody.iter().copied()),
        Tray::of(Why::Sums, figures.annotations.iter().map(|sum| sum.event)),
        Tray::of(Why::LeftOut, figures.set_aside.iter().copied()),
        Tray::of(Why::Unmarked, figures.unmarked.iter().copied()),
    ];
    trays.into_iter().flatten().collect()
}

impl NetworkChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// The whole chart: what every chart is asked, the unit, and what only a network is.
    #[must_use]
    pub fn spec(&self, question: &Question) -> ChartSpec {
        let kind = ChartKind::Network(self.asked.clone());
        ChartSpec { kind, unit: self.unit, ..question.common(Kind::Network) }
    }

    /// Asks what a saved network asks.
    pub fn take(&mut self, asked: NetworkSpec, unit: Unit) {
        (self.asked, self.unit) = (asked, unit);
    }

    /// Draws title, controls, actors and ties, and what is looked at.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        self.refresh(ui, view, question, shelf);
        let Self { figures, head, .. } = self;
        let shown = figures.get();
        let counted = shown.map_or("", |shown| &shown.figures.title);
        question.above(
            ui,
            view,
            (Kind::Network, head, counted),
            wishes,
            |ui, own, wishes| shown.into_iter().for_each(|shown| title(ui, shown, own, wishes)),
            |_, _, _| (),
        );
        if !ui.horizontal_wrapped(|ui| self.controls(ui, question)).inner {
            ui.horizontal(|ui| self.period(ui, question));
        }
        if is_cramped(ui, wishes) {
            return;
        }
        let before = self.focus;
        let Self { figures, number, focus, camera, drawing, words, canvas, .. } = self;
        match figures.get() {
            None => row::computing(ui),
            Some(shown) if shown.figures.nodes.is_empty() => {
                let text = if view.project().events().is_empty() {
                    "Tag a sentence as an event and say who takes part: they will stand here."
                } else {
                    "No event with an actor fits: look at statuses, period and filter, or name who takes part in the form of an event."
                };
                row::empty(ui, "No actors to draw yet", text, None);
            }
            Some(shown) => {
                let state = State { shown, number: *number, focus, camera, drawing, words };
                *canvas = draw(ui, view, state, question, wishes);
            }
        }
        if *focus != before {
            ui.ctx().request_repaint();
        }
    }

    fn refresh(&mut self, ui: &Ui, view: View<'_>, question: &Question, shelf: &Shelf) {
        let (revision, spec, canvas) = (view.session.revision(), self.spec(question), self.canvas);
        let asked = (revision, spec.clone(), canvas);
        let (shelf, laid) = (shelf.clone(), self.laid.clone());
        let folded = self.asked.folded;
        let counted = move |project: &Project| {
            let facts = shelf.facts(revision, project);
            let places = laid.places(revision, folded, &facts);
            Shown::of(facts, &spec, &places, canvas)
        };
        let is_new = if view.project().entities().len() <= SMALL {
            self.figures.refresh(ui.ctx(), view, asked, counted)
        } else {
            self.figures.refresh_beside(ui.ctx(), view, asked, counted)
        };
        self.number += u64::from(is_new);
    }

    /// What is counted, how agencies are looked at, who and what is drawn, and, if there is room, the period. Says
    /// whether there was.
    fn controls(&mut self, ui: &mut Ui, question: &mut Question) -> bool {
        statuses(ui, &mut question.spec);
        choose(ui, "Counted unit", &mut self.unit, &Unit::ALL, |unit| unit.to_string());
        choose(ui, "Agencies", &mut self.asked.folded, &[false, true], |folded| {
            if folded { "agencies as their state" } else { "agencies apart" }.to_owned()
        });
        choose(ui, "Colours of ties", &mut self.asked.ties, &TiesBy::ALL, |ties| match ties {
            TiesBy::Amount => "ties in grey".to_owned(),
            TiesBy::Weight => "cooperation, conflict".to_owned(),
        });
        let (most, now) = ([20, 40, 60, 100, 200, 500], self.asked.most);
        let most: Vec<u16> = most.into_iter().chain((!most.contains(&now)).then_some(now)).collect();
        choose(ui, "Actors drawn at most", &mut self.asked.most, &most, |most| format!("{most} biggest"));
        if let Some(shown) = self.figures.get() {
            let strongest = shown.figures.ties.first().map_or(1, |tie| tie.amount);
            let strongest = u32::try_from(strongest).unwrap_or(u32::MAX).max(self.asked.least).max(2);
            ui.spacing_mut().slider_width = 72.0;
            // A slider and its value stand in one row.
            if ui.available_size_before_wrap().x < SLIDER_PX {
                ui.end_row();
            }
            let slider = Slider::new(&mut self.asked.least, 1..=strongest).logarithmic(strongest > 20);
            let slider = ui.add(slider.custom_formatter(|least, _| format!("ties ≥ {least}")));
            let least = f64::from(self.asked.least);
            slider.widget_info(|| WidgetInfo::slider(true, least, "Least of a tie that is drawn"));
            slider.on_hover_text("Ties of less are counted and not drawn");
        }
        let has_room = ui.available_width() >= period::LEAST_PX;
        if has_room {
            self.period(ui, question);
        }
        has_room
    }

    fn period(&self, ui: &mut Ui, question: &mut Question) {
        let Some(shown) = self.figures.get() else { return };
        let filter = &mut question.spec.filter;
        match period::show(ui, &shown.extent, filter.period.as_ref()) {
            Some(Slid::To(period)) => filter.period = Some(period),
            Some(Slid::Everything) => filter.period = None,
            None => {}
        }
    }
}

/// What the drawing needs.
struct State<'a> {
    shown: &'a Shown,
    number: u64,
    focus: &'a mut Focus,
    camera: &'a mut Camera,
    drawing: &'a mut Drawing,
    words: &'a mut Words,
}

/// Draws the network and what stands beside it; says how large a canvas it has, in steps.
fn draw(ui: &mut Ui, view: View<'_>, state: State<'_>, question: &mut Question, wishes: &mut Wishes) -> [u16; 2] {
    let whole = ui.available_size();
    let beside = if whole.x > 640.0 { BESIDE } else { 0.0 };
    let width = (whole.x - beside - if beside > 0.0 { space::L } else { 0.0 }).max(120.0);
    let column = Layout::top_down(Align::Min);
    let State { shown, number, focus, camera, drawing, words } = state;
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(width, whole.y), column, |ui| {
            let sheet = sheet::Sheet { shown, number, view };
            match sheet::show(ui, &sheet, focus, (camera, drawing, words)) {
                Some(hands::Asked::Sentences) => open(shown, *focus, wishes),
                Some(hands::Asked::Everything) => question.clear(),
                None => {}
            }
        });
        if beside > 0.0 {
            ui.allocate_ui_with_layout(vec2(beside, whole.y), column, |ui| {
                let beside = beside::Beside { shown, number, view, said: &mut words.row };
                if beside.show(ui, focus, wishes) {
                    open(shown, *focus, wishes);
                }
            });
        }
    });
    steps(vec2(width, whole.y))
}

fn steps(size: Vec2) -> [u16; 2] {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no screen is so large")]
    let steps = |length: f32| (length / STEP).floor().clamp(2.0, 1_000.0) as u16;
    [steps(size.x), steps(size.y)]
}

/// Lists the sentences of what is looked at.
fn open(shown: &Shown, focus: Focus, wishes: &mut Wishes) {
    let Some(node) = focus.actor.and_then(|actor| shown.node(actor)).and_then(|at| shown.figures.nodes.get(at))
    else {
        return;
    };
    let tie = focus.other.and_then(|other| tie_between(shown, node.entity, other));
    let tie = tie.and_then(|tie| shown.figures.ties.get(tie));
    let (title, events) = match (tie, focus.other.and_then(|other| shown.node(other))) {
        (Some(tie), Some(other)) => {
            let other = shown.figures.nodes.get(other).map_or("", |other| other.name.as_str());
            (format!("{} – {other}", node.name), tie.events.clone())
        }
        _ => (node.name.clone(), node.events.clone()),
    };
    wishes.push(Wish::Evidence { title, events });
}

/// The place of the tie between two actors.
fn tie_between(shown: &Shown, one: EntityId, other: EntityId) -> Option<usize> {
    let ends = (shown.node(one)?, shown.node(other)?);
    let is_between = |at: &usize| {
        let tie = shown.figures.ties.get(*at);
        tie.is_some_and(|tie| tie.ends == ends || tie.ends == (ends.1, ends.0))
    };
    shown.ties_of.get(ends.0)?.iter().copied().find(is_between)
}

/// What the network shows, in words, and the numbers that it leaves out; each of them opens its events.
fn title(ui: &mut Ui, shown: &Shown, own: &str, wishes: &mut Wishes) {
    let figures = &shown.figures;
    let room = (ui.available_width() * 0.4).max(120.0);
    ui.scope(|ui| {
        ui.set_max_width(room);
        let text = if own.is_empty() { &figures.heading } else { own };
        ui.add(Label::new(RichText::new(text).font(theme::section())).truncate()).on_hover_text(&figures.title);
    });
    if button::link(ui, &figures.badge).on_hover_text("All sentences behind the network").clicked() {
        wishes.push(Wish::Evidence { title: figures.badge.clone(), events: figures.events.clone() });
    }
    let said =
        RichText::new(format!("{}, {}", counted(figures.nodes.len(), "actor"), counted(figures.ties.len(), "tie")));
    ui.label(said.font(theme::small()).color(Palette::of(ui).weak));
    trays::links(ui, &shown.trays, &figures.spec.filter, wishes);
}

/// A chip that leads back.
fn back(ui: &mut Ui, text: &str) -> bool {
    chip::chip(ui, text, None, "", false).clicked()
}
