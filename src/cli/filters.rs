//! Which events a command looks at: the options that `entente show`, `activity` and `trend` share. Names are read as a
//! person writes them: the name of a code, any spelling of an entity, an identifier of it elsewhere, or an id.

use super::args;
use super::report::Trouble;
use crate::base::when::When;
use crate::model::{
    CERTAINTIES, Certainty, CodeId, CodeKind, EntityId, Filter, HANDLINGS, Handling, InRole, Presence, RecordId,
    Somewhere, Status,
};
use crate::project::Project;
use crate::query::fold::fold;
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;

/// So many names are said where one was not found.
const NAMED: usize = 12;

/// What a filter can ask for, but for pairs: how many of these can be given differs from command to command.
#[derive(Args)]
pub(super) struct Filters {
    /// Words of the title; of a mark, of an entity's names.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// The type of events, the code of marks, the kind of entities; with what stands below it.
    #[arg(long = "type", value_name = "CODE")]
    pub types: Vec<String>,
    /// The area, with what stands below it.
    #[arg(long, value_name = "AREA")]
    pub area: Vec<String>,
    /// The status; can be repeated; “all” for every status.
    #[arg(long, value_name = "STATUS", value_parser = args::one_of(&Wanted::ALL))]
    pub status: Vec<Wanted>,
    /// Who takes part, or is named.
    #[arg(long, value_name = "ENTITY")]
    pub actor: Vec<String>,
    /// As --actor; its parts count as well: a state with its ministries.
    #[arg(long, value_name = "ENTITY")]
    pub whole: Vec<String>,
    /// A role that somebody fills; ROLE=ENTITY says who.
    #[arg(long, value_name = "ROLE")]
    pub role: Vec<String>,
    /// Where: an entity with its parts, or the words of the place.
    #[arg(long, value_name = "PLACE")]
    pub place: Vec<String>,
    /// An outlet that reports it.
    #[arg(long, value_name = "OUTLET")]
    pub outlet: Vec<String>,
    /// A period that its date overlaps; of marks the date of publication.
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    pub period: Option<When>,
    /// Who made the record.
    #[arg(long, value_name = "NAME")]
    pub coder: Vec<String>,
    /// How sure the analyst is.
    #[arg(long, value_name = "CERTAINTY", value_parser = args::one_of(&CERTAINTIES))]
    pub certainty: Vec<Certainty>,
    /// With whom it may be shared: clear, green, amber, amber-strict or red.
    #[arg(long, value_name = "TLP", value_parser = handling)]
    pub handling: Vec<Handling>,
    /// Whether a mark is evidence of it.
    #[arg(long, value_enum, value_name = "YES|NO")]
    pub evidence: Option<Answered>,
    /// Only what has no date.
    #[arg(long)]
    pub undated: bool,
    /// From so many independent origins on.
    #[arg(long, value_name = "NUMBER", value_parser = args::whole)]
    pub origins: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Answered {
    Yes,
    No,
}

/// A status, or all of them.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    All,
    Only(Status),
}

impl Wanted {
    const ALL: [Self; 10] = [
        Self::All,
        Self::Only(Status::Happened),
        Self::Only(Status::Planned),
        Self::Only(Status::HopedFor),
        Self::Only(Status::Ongoing),
        Self::Only(Status::Denied),
        Self::Only(Status::Alleged),
        Self::Only(Status::Generic),
        Self::Only(Status::Aggregate),
        Self::Only(Status::State),
    ];
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Only(status) => status.fmt(f),
        }
    }
}

pub(super) fn handling(typed: &str) -> Result<Handling, String> {
    let names = ["clear", "green", "amber", "amber-strict", "red"];
    let found = names.iter().zip(HANDLINGS).find(|(name, _)| **name == typed.to_lowercase());
    found.map(|(_, label)| label).ok_or_else(|| format!("it is one of {}", names.join(", ")))
}

impl Filters {
    /// Whether nothing is asked.
    pub fn is_nothing(&self) -> bool {
        let Self { text, types, area, status, actor, whole, role, place, outlet, period, coder, .. } = self;
        let Self { certainty, handling, evidence, undated, origins, .. } = self;
        [types, area, actor, whole, role, place, outlet, coder].into_iter().all(Vec::is_empty)
            && (status.is_empty() && certainty.is_empty() && handling.is_empty())
            && (text.is_none() && period.is_none() && evidence.is_none() && origins.is_none() && !undated)
    }

    /// What a chart begins with: what happened, unless other statuses are asked for.
    pub fn beginning(&self) -> Filter {
        if self.status.is_empty() { Filter::default() } else { Filter::everything() }
    }

    /// Adds to a filter what is asked for; `types` are the kinds of codes that --type names.
    pub fn narrow(&self, project: &Project, filter: &mut Filter, types: &[CodeKind]) -> Result<(), Trouble> {
        for name in &self.types {
            filter.types.insert(code(project, types, name)?);
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
            filter.places.insert(somewhere(project, name)?);
        }
        for name in &self.outlet {
            filter.outlets.extend(outlets(project, name)?);
        }
        for name in &self.coder {
            filter.coders.extend(coders(project, name)?);
        }
        match self.statuses() {
            Some(statuses) => filter.statuses.extend(statuses),
            None => filter.statuses.clear(),
        }
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

    /// The statuses that are asked for; `None`: every one.
    fn statuses(&self) -> Option<BTreeSet<Status>> {
        let only = self.status.iter().map(|wanted| match wanted {
            Wanted::All => None,
            Wanted::Only(status) => Some(*status),
        });
        only.collect()
    }
}

/// A saved view of this name or id that a test lets through, or why there is none.
pub(super) fn saved<'p, T>(
    project: &'p Project,
    what: &str,
    name: &str,
    of: impl Fn(&'p crate::model::View) -> Option<T>,
) -> Result<T, Trouble> {
    let named = project.views().iter().filter(|(id, view)| fold(&view.name) == fold(name) || id.to_string() == name);
    let mut found = named.filter_map(|(_, view)| of(view));
    match (found.next(), found.count()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(Trouble::new(format!("There is no saved {what} “{name}” in this project."))),
        (_, others) => Err(Trouble::new(format!("{} saved {what}s are called “{name}”.", others + 1))),
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

pub(super) fn entity(project: &Project, name: &str) -> Result<EntityId, Trouble> {
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

/// An entity if just one has this name, else the words of a place.
fn somewhere(project: &Project, name: &str) -> Result<Somewhere, Trouble> {
    let is_place = || project.events().iter().flat_map(|(_, row)| &row.places).any(|at| fold(&at.text) == fold(name));
    match entities(project, name).as_slice() {
        [one] => Ok(Somewhere::Entity(*one)),
        _ if is_place() => Ok(Somewhere::Words(name.to_owned())),
        others => only(others, "place", name).map(Somewhere::Entity),
    }
}

/// The outlets of this name, as the documents spell it.
fn outlets(project: &Project, name: &str) -> Result<BTreeSet<String>, Trouble> {
    spelt(project.documents().iter().map(|(_, row)| row.outlet.as_str()), "outlet", name)
}

/// The people of this name who made a record.
fn coders(project: &Project, name: &str) -> Result<BTreeSet<String>, Trouble> {
    let events = project.events().iter().map(|(_, row)| &row.made);
    let marks = project.marks().iter().map(|(_, row)| &row.made);
    let entities = project.entities().iter().map(|(_, row)| &row.made);
    let documents = project.documents().iter().map(|(_, row)| &row.made);
    let all = events.chain(marks).chain(entities).chain(documents);
    spelt(all.map(|made| made.by.as_str()), "coder", name)
}

/// All spellings of a name that are there, or which other names there are.
fn spelt<'p>(there: impl Iterator<Item = &'p str>, what: &str, name: &str) -> Result<BTreeSet<String>, Trouble> {
    let there: BTreeSet<&str> = there.collect();
    let found: BTreeSet<String> =
        there.iter().filter(|one| fold(one) == fold(name)).map(|one| (*one).to_owned()).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let named: Vec<&str> = there.into_iter().filter(|one| !one.is_empty()).collect();
    let (some, more) = named.split_at(named.len().min(NAMED));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    let all = match some {
        [] => "None has a name".to_owned(),
        some => format!("There is {}{more}", some.join(", ")),
    };
    Err(Trouble::new(format!("There is no {what} “{name}” in this project. {all}.")))
}

/// Narrows a filter to two that both take part, if such a pair is given.
pub(super) fn pair(project: &Project, filter: &mut Filter, pair: Option<&String>) -> Result<(), Trouble> {
    if let Some(pair) = pair {
        filter.dyad = Some(dyad(project, std::slice::from_ref(pair))?);
    }
    Ok(())
}

/// Two names, or one that is two with a hyphen or a dash between them, wherever that gives two entities.
pub(super) fn dyad(project: &Project, typed: &[String]) -> Result<(EntityId, EntityId), Trouble> {
    let both = match typed {
        [one, other] => (entity(project, one)?, entity(project, other)?),
        [pair] => {
            let halves = pair.match_indices(['-', '–', '—']);
            let halves = halves.filter_map(|(at, dash)| Some((pair.get(..at)?, pair.get(at + dash.len()..)?)));
            let found: BTreeSet<(EntityId, EntityId)> = halves
                .filter_map(|(one, other)| {
                    Some((entity(project, one.trim()).ok()?, entity(project, other.trim()).ok()?))
                })
                .collect();
            match (found.first(), found.len()) {
                (Some(both), 1) => *both,
                (None, _) => return Err(no_pair(project, pair)),
                (Some(_), _) => {
                    return Err(Trouble::new(format!(
                        "“{pair}” may be several pairs of this project. Give the ids of two with a hyphen between them."
                    )));
                }
            }
        }
        _ => return Err(Trouble::new("A pair is two entities.")),
    };
    if both.0 == both.1 {
        return Err(Trouble::new("A pair is two different entities."));
    }
    Ok(both)
}

/// Why a name is no pair: a half of it may be several entities, or is none.
fn no_pair(project: &Project, pair: &str) -> Trouble {
    let halves = pair.match_indices(['-', '–', '—']);
    let halves = halves.filter_map(|(at, dash)| Some((pair.get(..at)?.trim(), pair.get(at + dash.len()..)?.trim())));
    let known = |name: &str| entities(project, name);
    let several = halves
        .filter(|(one, other)| !known(one).is_empty() && !known(other).is_empty())
        .flat_map(|(one, other)| [one, other])
        .find(|name| known(name).len() > 1);
    let many = several.and_then(|name| entity(project, name).err());
    many.unwrap_or_else(|| {
        Trouble::new(format!(
            "“{pair}” is not two entities of this project with a hyphen between them. Give two names."
        ))
    })
}
