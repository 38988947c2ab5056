//! Saved charts.

use super::{Draft, Refused};
use crate::model::{ChartSpec, View, ViewId};
use crate::project::links::Links;

/// Saves a chart under a name.
///
/// # Errors
/// If it is to show only records that are not there.
pub fn add(draft: &mut Draft, name: &str, chart: &ChartSpec) -> Result<ViewId, Refused> {
    let view = View { name: name.to_owned(), chart: chart.clone(), made: draft.made(), changed: None };
    let id = draft.add(view)?;
    links_exist(draft, id)?;
    Ok(id)
}

/// Changes a saved chart.
///
/// # Errors
/// If it, or a record that it is to show, is not there.
pub fn change(draft: &mut Draft, id: ViewId, name: &str, chart: &ChartSpec) -> Result<bool, Refused> {
    let changed = draft.change(id, |view: &mut View| {
        name.clone_into(&mut view.name);
        view.chart.clone_from(chart);
    })?;
    links_exist(draft, id)?;
    Ok(changed)
}

fn links_exist(draft: &Draft, id: ViewId) -> Result<(), Refused> {
    match draft.get::<View>(id)?.links().into_iter().find(|link| !draft.project().has(*link)) {
        Some(missing) => Err(Refused::because(format!("There is no record {missing} in this project"))),
        None => Ok(()),
    }
}
