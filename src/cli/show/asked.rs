//! Which rows a list shows, and how: the options of `entente show` for events, entities and marks. Names are read as a
//! person writes them: the name of a code, any spelling of an entity, or an id.

use crate::base::when::When;
use crate::cli::args;
use crate::cli::report::Trouble;
use crate::model::{
    CERTAINTIES, Certainty, CodeId, CodeKind, Direction, EntityId, Filter, GroupBy, HANDLINGS, Handling, InRole,
    ListColumn, ListOf, ListSpec, Presence, RecordId, Somewhere, Sorting, Status,
};
use crate::project::Project;
use crate::query::fold::fold;
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;

/// What is asked of a list.
#[derive(Args)]
#[command(next_help_heading = "Events, entities and marks")]
pub(super) struct Asked {
    /// Begin with a saved list; further options add to it.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// Words of the title; of a mark, of an entity's names.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// The type of events, the code of marks, the kind of entities; with what stands below it.
    #[arg(long = "type", value_name = "CODE")]
    types: Vec<String>,
    /// The area, with what stands below it.
    #[arg(long, value_name = "AREA")]
    area: Vec<String>,
    /// The status.
    #[arg(long, value_name = "STATUS", value_parser = args::one_of(&Status::ALL))]
    status: Vec<Status>,
    /// Who takes part, or is named.
    #[arg(long, value_name = "ENTITY")]
    actor: Vec<String>,
    /// As --actor; its parts count as well: a state with its ministries.
    #[arg(long, value_name = "ENTITY")]
    whole: Vec<String>,
    /// Two that both take part, themselves or by their parts: two names, or FR-MA.
    #[arg(long, value_name = "ENTITY", num_args = 1..=2)]
    dyad: Vec<String>,
    /// A role that somebody fills; ROLE=ENTITY says who.
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
    /// Where: an entity with its parts, or the words of the place.
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// An outlet that reports it.
    #[arg(long, value_name = "OUTLET")]
    outlet: Vec<String>,
    /// A period that its date overlaps; of marks the date of publication.
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    period: Option<When>,
    /// Who made the record.
    #[arg(long, value_name = "NAME")]
    coder: Vec<String>,
    /// How sure the analyst is.
    #[arg(long, value_name = "CERTAINTY", value_parser = args::one_of(&CERTAINTIES))]
    certainty: Vec<Certainty>,
    /// With whom it may be shared: clear, green, amber, amber-strict or red.
    #[arg(long, value_name = "TLP", value_parser = handling)]
    handling: Vec<Handling>,
    /// Whether a mark is evidence of it.
    #[arg(long, value_enum, value_name = "YES|NO")]
    evidence: Option<Answered>,
    /// Only what has no date.
    #[arg(long)]
    undated: bool,
    /// From so many independent origins on.
    #[arg(long, value_name = "NUMBER")]
    origins: Option<usize>,
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

#[derive(Clone, Copy, ValueEnum)]
enum Answered {
    Yes,
    No,
}

fn handling(typed: &str) -> Result<Handling, String> {
    let names = ["clear", "green", "amber", "amber-strict", "red"];
    let found = names.iter().zip(HANDLINGS).find(|(name, _)| **name == typed.to_lowercase());
    found.map(|(_, label)| label).ok_or_else(|| format!("it is one of {}", names.join(", ")))
}

impl Asked {
    /// Whether nothing is asked, so that all rows are shown as they always were.
    pub(super) fn is_nothing(&self) -> bool {
        let Self { view, text, types, area, status, actor, whole, dyad, role, place, outlet, .. } = self;
        let Self { period, coder, certainty, handling, evidence, undated, origins, group_by, sort, columns, .. } =
            self;
        let named = [types, area, actor, whole, dyad, role, place, outlet, coder];
        named.into_iter().all(Vec::is_empty)
            && (status.is_empty() && certainty.is_empty() && handling.is_empty() && columns.is_empty())
            && (view.is_none() && text.is_none() && period.is_none() && evidence.is_none() && origins.is_none())
            && (group_by.is_none() && sort.is_none() && !undated)
    }

    /// The list that is asked for.
    pub(super) fn spec(&self, project: &Project, of: ListOf) -> Result<ListSpec, Trouble> {
        let mut spec = match &self.view {
            Some(name) => saved(project, of, name)?,
            None => ListSpec::new(of),
        };
        self.narrow(project, &mut spec.filter, of)?;
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

    fn narrow(&self, project: &Project, filter: &mut Filter, of: ListOf) -> Result<(), Trouble> {
        for name in &self.types {
            filter.types.insert(code(project, &kinds_of_type(of), name)?);
        }
        for name in &self.area {
            filter.areas.insert(code(project, &[CodeKind::Area], name)?);
        }
        for name in &self.actor {
            filter.entities.insert(entity(project, name)?);
        }
        for name in &self.whole {
            filter.wholes.insert(entity(project, name)?);
        }
        for name in &self.role {
            filter.roles.insert(role(project, name)?);
        }
        for name in &self.place {
            filter.places.insert(somewhere(project, name));
        }
        if !self.dyad.is_empty() {
            filter.dyad = Some(dyad(project, &self.dyad)?);
        }
        filter.outlets.extend(self.outlet.iter().cloned());
        filter.coders.extend(self.coder.iter().cloned());
        filter.statuses.extend(&self.status);
        filter.certainties.extend(&self.certainty);
        filter.handlings.extend(&self.handling);
        if let Some(text) = &self.text {
            filter.text.clone_from(text);
        }
        filter.period = self.period.clone().or(filter.period.take());
        filter.origins = self.origins.unwrap_or(filter.origins);
        if self.undated {
            filter.date = Some(Presence::Absent);
        }
        filter.evidence = match self.evidence {
            Some(Answered::Yes) => Some(Presence::Present),
            Some(Answered::No) => Some(Presence::Absent),
            None => filter.evidence,
        };
        Ok(())
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
    let of_kind: Vec<&ListSpec> = lists.iter().copied().filter(|list| list.of == of).collect();
    match (of_kind.as_slice(), lists.first()) {
        ([one], _) => Ok((*one).clone()),
        ([], Some(other)) => Err(Trouble::new(format!("“{name}” is a list of {}, not of {of}.", other.of))),
        ([], None) => Err(Trouble::new(format!("There is no saved list “{name}” in this project."))),
        (several, _) => Err(Trouble::new(format!("{} saved lists are called “{name}”.", several.len()))),
    }
}

/// The one that fits, or why there is none.
fn only<I: Copy + std::fmt::Display>(found: &[I], what: &str, name: &str) -> Result<I, Trouble> {
    match found {
        [one] => Ok(*one),
        [] => Err(Trouble::new(format!("There is no {what} “{name}” in this project."))),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Trouble::new(format!("“{name}” may be any of {}: give the id of one.", ids.join(", "))))
        }
    }
}

fn code(project: &Project, kinds: &[CodeKind], name: &str) -> Result<CodeId, Trouble> {
    let wanted = fold(name);
    let fits = |id: CodeId, called: &str| id.to_string() == name || fold(called) == wanted;
    let fitting = project.codes().iter().filter(|(id, code)| kinds.contains(&code.kind) && fits(*id, &code.name));
    let found: Vec<CodeId> = fitting.map(|(id, _)| id).collect();
    let what = match kinds {
        [kind] => kind.to_string(),
        _ => "code".to_owned(),
    };
    only(&found, &what, name)
}

fn entity(project: &Project, name: &str) -> Result<EntityId, Trouble> {
    only(&entities(project, name), "entity", name)
}

/// Those whose id it is; else those that lists show under it; else those that it is any spelling or outer identifier of.
fn entities(project: &Project, name: &str) -> Vec<EntityId> {
    let wanted = fold(name);
    let find = |fits: &dyn Fn(EntityId, &crate::model::Entity) -> bool| -> Vec<EntityId> {
        project.entities().iter().filter(|(id, row)| fits(*id, row)).map(|(id, _)| id).collect()
    };
    let by_id = find(&|id, _| id.to_string() == name);
    let by_label = || find(&|id, _| fold(project.label(RecordId::from(id))) == wanted);
    let by_spelling = || {
        find(&|_, row| {
            row.names.iter().any(|other| fold(&other.text) == wanted)
                || row.external.iter().any(|other| other.value == name)
        })
    };
    Some(by_id)
        .filter(|found| !found.is_empty())
        .or_else(|| Some(by_label()).filter(|found| !found.is_empty()))
        .unwrap_or_else(by_spelling)
}

fn role(project: &Project, typed: &str) -> Result<InRole, Trouble> {
    let (name, who) = match typed.split_once('=') {
        Some((name, who)) => (name, Some(entity(project, who.trim())?)),
        None => (typed, None),
    };
    Ok(InRole { role: code(project, &[CodeKind::Role], name.trim())?, entity: who })
}

/// An entity if just one has this name, else words.
fn somewhere(project: &Project, name: &str) -> Somewhere {
    match entities(project, name).as_slice() {
        [one] => Somewhere::Entity(*one),
        _ => Somewhere::Words(name.to_owned()),
    }
}

/// Two names, or one that is two with a hyphen between them, wherever that gives two entities.
fn dyad(project: &Project, typed: &[String]) -> Result<(EntityId, EntityId), Trouble> {
    let both = match typed {
        [one, other] => (entity(project, one)?, entity(project, other)?),
        [pair] => {
            let halves = pair.match_indices('-').filter_map(|(at, _)| Some((pair.get(..at)?, pair.get(at + 1..)?)));
            let found: BTreeSet<(EntityId, EntityId)> = halves
                .filter_map(|(one, other)| {
                    Some((entity(project, one.trim()).ok()?, entity(project, other.trim()).ok()?))
                })
                .collect();
            let why = || {
                format!("“{pair}” is not two entities of this project with a hyphen between them. Give two names.")
            };
            found.first().copied().filter(|_| found.len() == 1).ok_or_else(|| Trouble::new(why()))?
        }
        _ => return Err(Trouble::new("A pair is two entities.")),
    };
    if both.0 == both.1 {
        return Err(Trouble::new("A pair is two different entities."));
    }
    Ok(both)
}
