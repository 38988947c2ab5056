//! Saved charts and lists.

use super::{Draft, Refused};
use crate::model::{ChartSpec, ListSpec, View, ViewId};
use crate::project::links::Links;

/// Saves a chart under a name.
///
/// # Errors
/// If it is to show only records that are not there.
pub fn add(draft: &mut Draft, name: &str, chart: &ChartSpec) -> Result<ViewId, Refused> {
    save(draft, View { name: name.to_owned(), chart: chart.clone(), made: draft.made(), ..View::default() })
}

/// Saves a list under a name.
///
/// # Errors
/// If it has no name, asks for something that lists of its kind do not have, or is to show only records that are not
/// there.
pub fn add_list(draft: &mut Draft, name: &str, list: &ListSpec) -> Result<ViewId, Refused> {
    is_list(name, list)?;
    let view = View { name: name.trim().to_owned(), list: Some(list.clone()), made: draft.made(), ..View::default() };
    save(draft, view)
}

/// Changes a saved chart.
///
/// # Errors
/// If it, or a record that it is to show, is not there.
pub fn change(draft: &mut Draft, id: ViewId, name: &str, chart: &ChartSpec) -> Result<bool, Refused> {
    let changed = draft.change(id, |view: &mut View| {
        name.clone_into(&mut view.name);
        view.chart.clone_from(chart);
        view.list = None;
    })?;
    links_exist(draft, id)?;
    Ok(changed)
}

/// Changes a saved list.
///
/// # Errors
/// As [`add_list`], or if it is not there.
pub fn change_list(draft: &mut Draft, id: ViewId, name: &str, list: &ListSpec) -> Result<bool, Refused> {
    is_list(name, list)?;
    let changed = draft.change(id, |view: &mut View| {
        name.trim().clone_into(&mut view.name);
        view.chart = ChartSpec::default();
        view.list = Some(list.clone());
    })?;
    links_exist(draft, id)?;
    Ok(changed)
}

fn is_list(name: &str, list: &ListSpec) -> Result<(), Refused> {
    if name.trim().is_empty() {
        return Err(Refused::because("A view needs a name"));
    }
    let of = list.of;
    let mut columns = list.columns.iter().copied().chain(list.sort.map(|sort| sort.by));
    if let Some(column) = columns.find(|column| !of.columns().contains(column)) {
        return Err(Refused::because(format!("A list of {of} has no column “{column}”")));
    }
    match list.group.filter(|by| !of.groups().contains(by)) {
        Some(by) => Err(Refused::because(format!("A list of {of} cannot be grouped by {by}"))),
        None => Ok(()),
    }
}

fn save(draft: &mut Draft, view: View) -> Result<ViewId, Refused> {
    let id = draft.add(view)?;
    links_exist(draft, id)?;
    Ok(id)
}

fn links_exist(draft: &Draft, id: ViewId) -> Result<(), Refused> {
    match draft.get::<View>(id)?.links().into_iter().find(|link| !draft.project().has(*link)) {
        Some(missing) => Err(Refused::because(format!("There is no record {missing} in this project"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CodeKind, Filter, GroupBy, ListColumn, ListOf, Sorting};
    use crate::project::testing::World;
    use std::collections::BTreeSet;

    #[test]
    fn a_list_is_saved_and_forgets_what_is_deleted() {
        let mut world = World::new();
        let area = world.code(CodeKind::Area, "Crime", None);
        let rabat = world.entity(&["Rabat"]);
        let filter = Filter { areas: BTreeSet::from([area]), dyad: Some((rabat, rabat)), ..Filter::everything() };
        let list = ListSpec { filter, group: Some(GroupBy::Area), ..ListSpec::new(ListOf::Events) };
        let id = world.draft(|draft| add_list(draft, " Crime ", &list)).expect("saved");
        let saved = world.project.views().get(id).expect("a view");
        assert_eq!((saved.name.as_str(), saved.list.as_ref()), ("Crime", Some(&list)));
        world.draft(|draft| super::super::delete::delete(draft, &[area.into(), rabat.into()])).expect("deleted");
        let left = world.project.views().get(id).and_then(|view| view.list.clone()).expect("a list");
        assert!(left.filter.is_everything());
        let other = ListSpec::new(ListOf::Marks);
        assert_eq!(world.draft(|draft| change_list(draft, id, "All", &other)), Ok(true));
        assert_eq!(world.draft(|draft| change_list(draft, id, "All", &other)), Ok(false));
    }

    #[test]
    fn a_list_that_cannot_be_is_refused() {
        let mut world = World::new();
        let events = ListSpec::new(ListOf::Events);
        let wrong_column = ListSpec { columns: vec![ListColumn::Quote], ..events.clone() };
        let sort = Some(Sorting { by: ListColumn::Anchor, direction: crate::model::Direction::Up });
        let wrong_sort = ListSpec { sort, ..events.clone() };
        let wrong_group = ListSpec { group: Some(GroupBy::Document), ..events.clone() };
        for (name, list) in [(" ", events), ("a", wrong_column), ("a", wrong_sort), ("a", wrong_group)] {
            let refused = world.draft(|draft| add_list(draft, name, &list));
            assert!(refused.is_err(), "{list:?}");
        }
    }
}
