//! Charts: they draw what [`crate::query`] computed, and every part of them opens the sentences behind it.
//!
//! All of them are asked one question ([`question`]) and count from the same facts; what only one kind of chart is asked
//! is its own. What is filtered by in one is filtered by in all.

pub mod activity;
mod axes;
mod bands;
mod bars;
mod controls;
mod export;
pub mod facts;
mod figures;
mod head;
mod keys;
pub mod lag;
mod legend;
mod lines;
pub mod matrix;
pub mod network;
mod parts;
mod period;
pub mod question;
mod saved;
mod stacks;
pub mod timeline;
mod trays;
pub mod trend;
mod zoom;

pub use export::{ChartFile, Form, Look};

use super::view::{View, Wishes};
use crate::model::{ChartKind, ChartSpec, MatrixSpec, NetworkSpec, TimelineSpec, TrendSpec, ViewId};
use activity::ActivityChart;
use egui::{Context, Ui};
use facts::Shelf;
use figures::FiguresTable;
use lag::LagChart;
use matrix::MatrixChart;
use network::NetworkChart;
use question::Question;
use timeline::TimelineChart;
use trend::TrendChart;

/// The kinds of charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What was counted in each bin.
    #[default]
    Activity,
    /// One number a bin, smoothed and tested.
    Trend,
    /// Who takes part in events with whom.
    Network,
    /// How late outlets report.
    Lag,
    /// Every event at its days.
    Timeline,
    /// Two things crossed.
    Matrix,
}

impl Kind {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 6] = [Self::Activity, Self::Trend, Self::Timeline, Self::Network, Self::Matrix, Self::Lag];

    /// What its tab says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Activity => "Activity",
            Self::Trend => "Trend",
            Self::Lag => "Lag",
            Self::Timeline => "Timeline",
            Self::Matrix => "Matrix",
            Self::Network => "Network",
        }
    }

    /// That of a chart.
    #[must_use]
    pub fn of(chart: &ChartSpec) -> Self {
        match chart.kind {
            ChartKind::Activity => Self::Activity,
            ChartKind::Trend(_) => Self::Trend,
            ChartKind::Network(_) => Self::Network,
            ChartKind::Lag => Self::Lag,
            ChartKind::Timeline(_) => Self::Timeline,
            ChartKind::Matrix(_) => Self::Matrix,
        }
    }

    /// What a chart of this kind is asked if nobody has said anything.
    fn usual(self) -> ChartKind {
        match self {
            Self::Activity => ChartKind::Activity,
            Self::Trend => ChartKind::Trend(TrendSpec::default()),
            Self::Network => ChartKind::Network(NetworkSpec::default()),
            Self::Lag => ChartKind::Lag,
            Self::Timeline => ChartKind::Timeline(TimelineSpec::default()),
            Self::Matrix => ChartKind::Matrix(MatrixSpec::default()),
        }
    }
}

/// One chart of each kind, and what they share.
#[derive(Default)]
pub struct Charts {
    /// What all are asked.
    pub question: Question,
    facts: Shelf,
    activity: ActivityChart,
    trend: TrendChart,
    network: NetworkChart,
    lag: LagChart,
    matrix: MatrixChart,
    figures: FiguresTable,
    timeline: TimelineChart,
    /// The last pass in which the pointer was over a chart.
    pointed: Option<u64>,
}

impl Charts {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.activity.is_computing()
            || self.trend.is_computing()
            || self.network.is_computing()
            || self.lag.is_computing()
            || self.timeline.is_computing()
            || self.matrix.is_computing()
            || self.figures.is_computing()
    }

    /// Whether a list to choose from is open, which takes all keys.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.question.is_asking() || self.trend.is_asking()
    }

    /// Whether the pointer is over a chart, which then takes wheel and fingers to zoom itself.
    #[must_use]
    pub fn is_pointed(&self, ctx: &Context) -> bool {
        self.pointed.is_some_and(|pass| pass + 1 >= ctx.cumulative_pass_nr())
    }

    /// The whole chart of a kind, as it is shown.
    #[must_use]
    pub fn spec(&self, kind: Kind) -> ChartSpec {
        match kind {
            Kind::Activity => ActivityChart::spec(&self.question),
            Kind::Trend => self.trend.spec(&self.question),
            Kind::Network => self.network.spec(&self.question),
            Kind::Lag => LagChart::spec(&self.question),
            Kind::Timeline => self.timeline.spec(&self.question),
            Kind::Matrix => self.matrix.spec(&self.question),
        }
    }

    /// Shows a chart, which was saved as this view; `None`: it was not.
    pub fn take(&mut self, view: Option<ViewId>, chart: ChartSpec) {
        self.question.take(Kind::of(&chart), view, &chart);
        match chart.kind {
            ChartKind::Activity | ChartKind::Lag => {}
            ChartKind::Trend(asked) => self.trend.take(asked),
            ChartKind::Timeline(asked) => self.timeline.take(asked),
            ChartKind::Matrix(asked) => self.matrix.take(asked, chart.unit),
            ChartKind::Network(asked) => self.network.take(asked, chart.unit),
        }
    }

    /// Draws the chart of a kind. Answers with the kind of another one, if a saved chart was chosen that is of it.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, kind: Kind, wishes: &mut Wishes) -> Option<Kind> {
        if ui.rect_contains_pointer(ui.max_rect()) {
            self.pointed = Some(ui.ctx().cumulative_pass_nr());
        }
        let before = self.question.seen();
        let chosen = self.ask(ui, view, kind, wishes);
        let Self { question, facts, activity, trend, lag, timeline, network, matrix, .. } = self;
        match kind {
            Kind::Activity => activity.show(ui, view, (question, facts), wishes),
            Kind::Trend => trend.show(ui, view, (question, facts), wishes),
            Kind::Network => network.show(ui, view, (question, facts), wishes),
            Kind::Lag => lag.show(ui, view, (question, facts), wishes),
            Kind::Timeline => timeline.show(ui, view, (question, facts), wishes),
            Kind::Matrix => matrix.show(ui, view, (question, facts), wishes),
        }
        // What was chosen below is seen above in the next frame.
        if self.question.seen() != before {
            ui.ctx().request_repaint();
        }
        chosen
    }

    /// Draws the table of the figures that sources give, of the events that all charts look at.
    pub fn show_figures(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let before = self.question.seen();
        self.ask(ui, view, Kind::Activity, wishes);
        let Self { question, facts, figures, .. } = self;
        figures.show(ui, view, (question, facts), wishes);
        if self.question.seen() != before {
            ui.ctx().request_repaint();
        }
    }

    fn ask(&mut self, ui: &Ui, view: View<'_>, kind: Kind, wishes: &mut Wishes) -> Option<Kind> {
        let Self { question, trend, timeline, network, matrix, .. } = self;
        let spec = |question: &Question| match kind {
            Kind::Activity => ActivityChart::spec(question),
            Kind::Trend => trend.spec(question),
            Kind::Network => network.spec(question),
            Kind::Lag => LagChart::spec(question),
            Kind::Timeline => timeline.spec(question),
            Kind::Matrix => matrix.spec(question),
        };
        let (view, chart) = question.ask(ui, view, (kind, spec), wishes)?;
        let kind = Kind::of(&chart);
        self.take(view, *chart);
        Some(kind)
    }
}
