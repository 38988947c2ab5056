//! Saved charts: chosen, saved, updated, renamed and deleted from one menu. They are part of the project.

use crate::model::{ChartSpec, ViewId};
use crate::project::Project;
use crate::session::Command;
use crate::ui::icons;
use crate::ui::lists::views::{Answer, choices, name, renaming};
use crate::ui::view::{View, Wish};
use crate::ui::widgets::picker::{Picked, Picker};
use egui::Context;

/// The open menu, or the question for another name.
pub(super) enum Saved {
    Menu(Picker<Answer>),
    Rename(ViewId, Picker<Answer>),
}

/// What was said in it.
pub(super) enum Said {
    /// Nothing yet.
    Open,
    /// Nothing.
    Closed,
    /// Something that asks for more.
    Next(Box<Saved>),
    /// Something that changes the project.
    Wish(Wish),
    /// Show this one.
    Show(ViewId, Box<ChartSpec>),
    /// Show the usual chart.
    Leave,
}

/// The menu: saved charts, and what can be done with the one that is shown.
pub(super) fn menu(project: &Project, shown: Option<ViewId>) -> Saved {
    let choices =
        choices(project, shown, ("chart", icons::CHART_BAR, "Show the usual chart"), |row| row.list.is_none());
    let picker = Picker::new("Saved charts", "Choose one, or type a name to save this chart…", choices);
    Saved::Menu(picker.with_new(|_| &["chart"]))
}

impl Saved {
    /// Draws it. `shown`: the saved chart that was chosen; `spec`: the chart as it is now.
    pub(super) fn show(&mut self, ctx: &Context, view: View<'_>, shown: Option<ViewId>, spec: &ChartSpec) -> Said {
        match self {
            Self::Menu(picker) => picker.show(ctx).map_or(Said::Open, |picked| chosen(view, shown, spec, picked)),
            Self::Rename(id, picker) => match picker.show(ctx) {
                None => Said::Open,
                Some(Picked::New { name, .. }) => rename(view.project(), *id, name),
                Some(_) => Said::Closed,
            },
        }
    }
}

fn chosen(view: View<'_>, shown: Option<ViewId>, spec: &ChartSpec, picked: Picked<Answer>) -> Said {
    let project = view.project();
    match (picked, shown) {
        (Picked::Choice(Answer::Choose(id)), _) => {
            project.views().get(id).map_or(Said::Closed, |row| Said::Show(id, Box::new(row.chart.clone())))
        }
        (Picked::Choice(Answer::Leave), _) => Said::Leave,
        (Picked::Choice(Answer::Update), Some(id)) => change(id, name(project, Some(id)), spec.clone()),
        (Picked::Choice(Answer::Rename), Some(id)) => Said::Next(Box::new(Saved::Rename(id, renaming(project, id)))),
        (Picked::Choice(Answer::Delete), Some(id)) => Said::Wish(Wish::Do(Command::Delete(vec![id.into()]))),
        (Picked::New { name, .. }, _) => Said::Wish(Wish::SaveChart(name, Box::new(spec.clone()))),
        _ => Said::Closed,
    }
}

fn rename(project: &Project, id: ViewId, name: String) -> Said {
    project.views().get(id).map_or(Said::Closed, |row| change(id, name, row.chart.clone()))
}

fn change(view: ViewId, name: String, chart: ChartSpec) -> Said {
    Said::Wish(Wish::Do(Command::ChangeView { view, name, chart: Box::new(chart) }))
}
