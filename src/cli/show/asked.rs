//! Which rows a list shows, and how: the options of `entente show` for events, entities and marks. Those that say which
//! events are meant are shared with the charts, in `filters`.

use crate::cli::args;
use crate::cli::filters::{self, Filters};
use crate::cli::report::Trouble;
use crate::model::{CodeKind, Direction, GroupBy, ListColumn, ListOf, ListSpec, Sorting};
use crate::project::Project;
use crate::query::fold::fold;
use clap::Args;

/// What is asked of a list.
#[derive(Args)]
#[command(next_help_heading = "Events, entities and marks")]
pub(super) struct Asked {
    /// Begin with a saved list; further options add to it.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    #[command(flatten)]
    filters: Filters,
    /// Two that both take part, themselves or by their parts: two names, or FR-MA.
    #[arg(long, value_name = "ENTITY", num_args = 1..=2)]
    dyad: Vec<String>,
    /// Put rows together that have something in common.
    #[arg(long, value_name = "BY", value_parser = args::one_of(&GroupBy::ALL))]
    group_by: Option<GroupBy>,
    /// What to sort by.
    #[arg(long, value_name = "COLUMN", value_parser = args::one_of(&ListColumn::ALL))]
    sort: Option<ListColumn>,
    /// The largest or latest first.
    #[arg(long, requires = "sort")]
    falling: bool,
    /// The columns of the table, from the left.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = args::one_of(&ListColumn::ALL))]
    columns: Vec<ListColumn>,
}

impl Asked {
    /// Whether nothing is asked, so that all rows are shown as they always were.
    pub(super) fn is_nothing(&self) -> bool {
        let Self { view, filters, dyad, group_by, sort, columns, .. } = self;
        (filters.is_nothing() && dyad.is_empty() && columns.is_empty())
            && (view.is_none() && group_by.is_none() && sort.is_none())
    }

    /// The list that is asked for.
    pub(super) fn spec(&self, project: &Project, of: ListOf) -> Result<ListSpec, Trouble> {
        let mut spec = match &self.view {
            Some(name) => saved(project, of, name)?,
            None => ListSpec::new(of),
        };
        self.filters.narrow(project, &mut spec.filter, &kinds_of_type(of))?;
        if !self.dyad.is_empty() {
            spec.filter.dyad = Some(filters::dyad(project, &self.dyad)?);
        }
        if let Some(by) = self.sort {
            let direction = if self.falling { Direction::Down } else { Direction::Up };
            spec.sort = Some(Sorting { by, direction });
        }
        spec.group = self.group_by.or(spec.group);
        if !self.columns.is_empty() {
            spec.columns.clone_from(&self.columns);
        }
        fits(&spec)?;
        Ok(spec)
    }
}

/// A column or a group that such a list does not have is a mistake, not a list without it.
fn fits(spec: &ListSpec) -> Result<(), Trouble> {
    let of = spec.of;
    let there = |names: Vec<String>| names.iter().map(|name| name.replace(' ', "-")).collect::<Vec<_>>().join(", ");
    let mut columns = spec.columns.iter().copied().chain(spec.sort.map(|sort| sort.by));
    if let Some(column) = columns.find(|column| !of.columns().contains(column)) {
        let there = there(of.columns().iter().map(ToString::to_string).collect());
        return Err(Trouble::new(format!("A list of {of} has no column “{column}”. It can have {there}.")));
    }
    match spec.group.filter(|by| !of.groups().contains(by)) {
        None => Ok(()),
        Some(by) => {
            let there = there(of.groups().iter().map(ToString::to_string).collect());
            Err(Trouble::new(format!("A list of {of} cannot be grouped by {by}. It can be by {there}.")))
        }
    }
}

fn kinds_of_type(of: ListOf) -> Vec<CodeKind> {
    match of {
        ListOf::Events => vec![CodeKind::EventType],
        ListOf::Entities => vec![CodeKind::EntityKind],
        ListOf::Marks => CodeKind::ALL.to_vec(),
    }
}

fn saved(project: &Project, of: ListOf, name: &str) -> Result<ListSpec, Trouble> {
    let named = project.views().iter().filter(|(id, view)| fold(&view.name) == fold(name) || id.to_string() == name);
    let lists: Vec<&ListSpec> = named.filter_map(|(_, view)| view.list.as_ref()).collect();
    if let (false, Some(other)) = (lists.iter().any(|list| list.of == of), lists.first()) {
        return Err(Trouble::new(format!("“{name}” is a list of {}, not of {of}.", other.of)));
    }
    filters::saved(project, "list", name, |view| view.list.clone().filter(|list| list.of == of))
}
