//! The values that a filter can ask for: those of the codebook, and those that the records of the project use.

use super::{Answer, Dimension, Part};
use crate::base::when::When;
use crate::model::{CERTAINTIES, CodeId, CodeKind, EntityId, HANDLINGS, ListOf, Presence, Somewhere, Status};
use crate::project::Project;
use crate::query::codebook::codebook;
use crate::query::table::somewhere;
use crate::ui::computed::is_small;
use crate::ui::icons;
use crate::ui::theme;
use crate::ui::view::View;
use crate::ui::widgets::picker::{Choice, Picker};
use chrono::Datelike;
use egui::Color32;
use std::collections::{BTreeMap, BTreeSet};

/// The values of a dimension.
pub(super) fn values(view: View<'_>, of: ListOf, by: Dimension) -> Picker<Answer> {
    let title = by.name(of);
    let project = view.project();
    let part = |part: Part, name: &str| choice(Answer::Part(part), name);
    let plain = |choices: Vec<Choice<Answer>>| Picker::new(title, "", choices);
    match by {
        Dimension::Type => {
            let kinds: &[CodeKind] = match of {
                ListOf::Events => &[CodeKind::EventType],
                ListOf::Entities => &[CodeKind::EntityKind],
                ListOf::Marks => &[CodeKind::EventType, CodeKind::EntityKind],
            };
            let all = kinds.iter().flat_map(|kind| codes(project, *kind, |code| Answer::Part(Part::Type(code))));
            Picker::new(title, "A code…", all.collect())
        }
        Dimension::Area => {
            Picker::new(title, "An area…", codes(project, CodeKind::Area, |code| Answer::Part(Part::Area(code))))
        }
        Dimension::Role => Picker::new(title, "A role…", codes(project, CodeKind::Role, Answer::Filled)),
        Dimension::Status => {
            plain(Status::ALL.map(|status| part(Part::Status(status), &status.to_string())).to_vec())
        }
        Dimension::Certainty => {
            plain(CERTAINTIES.map(|value| part(Part::Certainty(value), &value.to_string())).to_vec())
        }
        Dimension::Handling => plain(HANDLINGS.map(|value| part(Part::Handling(value), &value.to_string())).to_vec()),
        Dimension::Evidence => plain(vec![
            part(Part::Evidence(Presence::Present), "Some evidence"),
            part(Part::Evidence(Presence::Absent), "No evidence"),
        ]),
        Dimension::Date => plain(vec![
            part(Part::Date(Presence::Present), "With a date"),
            part(Part::Date(Presence::Absent), "Without a date"),
        ]),
        Dimension::Origins => {
            plain((1..=5).map(|least| part(Part::Origins(least), &format!("{least} or more origins"))).collect())
        }
        Dimension::Actor => {
            later(view, title, "A name…", |project| entities(project, |entity| Answer::Part(Part::Actor(entity))))
        }
        Dimension::Whole => {
            later(view, title, "A name…", |project| entities(project, |entity| Answer::Part(Part::Whole(entity))))
        }
        Dimension::Dyad => later(view, "Who takes part?", "A name…", |project| entities(project, Answer::First)),
        Dimension::Place => later(view, title, "A place…", places),
        Dimension::Outlet => later(view, title, "An outlet…", outlets),
        Dimension::Coder => later(view, title, "A name…", move |project| coders(project, of)),
        Dimension::Period => later(view, title, "A year, 3/2025, 2024 to 2025…", years).with_new(|_| &["period"]),
    }
}

pub(super) fn choice(value: Answer, name: &str) -> Choice<Answer> {
    Choice { value, name: name.to_owned(), depth: 0, detail: String::new(), icon: None }
}

/// A list whose choices come from the whole project: at once if that is small.
pub(super) fn later(
    view: View<'_>,
    title: impl Into<String>,
    hint: &str,
    gather: impl FnOnce(&Project) -> Vec<Choice<Answer>> + Send + 'static,
) -> Picker<Answer> {
    if is_small(view.project()) {
        return Picker::new(title, hint, gather(view.project()));
    }
    let project = view.project().clone();
    Picker::new(title, hint, Vec::new()).and_later(move || gather(&project))
}

fn codes(project: &Project, kind: CodeKind, value: impl Fn(CodeId) -> Answer) -> Vec<Choice<Answer>> {
    let choice = |(id, depth): (CodeId, usize)| {
        let code = project.codes().get(id)?;
        let colour: Option<Color32> = Some(theme::of_code(code.colour));
        Some(Choice {
            value: value(id),
            name: code.name.clone(),
            depth,
            detail: code.definition.clone(),
            icon: Some((icons::TAG, colour)),
        })
    };
    codebook(project, kind).into_iter().filter_map(choice).collect()
}

pub(super) fn entities(project: &Project, value: impl Fn(EntityId) -> Answer) -> Vec<Choice<Answer>> {
    let choice = |(id, row): (EntityId, &std::sync::Arc<crate::model::Entity>)| {
        let kind = row.kind.map(|kind| project.label(kind.into()));
        let others = row.names.iter().skip(1).map(|name| name.text.as_str());
        Choice {
            value: value(id),
            name: project.label(id.into()).to_owned(),
            depth: 0,
            detail: kind.into_iter().chain(others).take(4).collect::<Vec<_>>().join(" · "),
            icon: Some((icons::USER, None)),
        }
    };
    let mut all: Vec<Choice<Answer>> = project.entities().iter().map(choice).collect();
    all.sort_by_cached_key(|choice| crate::query::fold::fold(&choice.name));
    all
}

/// Where events took place, the most frequent first.
fn places(project: &Project) -> Vec<Choice<Answer>> {
    let used = project.events().iter().flat_map(|(_, event)| somewhere(event));
    let name = |place: &Somewhere| match place {
        Somewhere::Entity(entity) => project.label((*entity).into()).to_owned(),
        Somewhere::Words(words) => words.clone(),
    };
    counted(used, "event", |place| (name(place), Part::Place(place.clone())))
}

fn outlets(project: &Project) -> Vec<Choice<Answer>> {
    let used = project.documents().iter().map(|(_, row)| row.outlet.clone()).filter(|outlet| !outlet.is_empty());
    counted(used, "document", |outlet| (outlet.clone(), Part::Outlet(outlet.clone())))
}

fn coders(project: &Project, of: ListOf) -> Vec<Choice<Answer>> {
    let named = |coder: &String| (coder.clone(), Part::Coder(coder.clone()));
    let some = |coder: &String| !coder.is_empty();
    match of {
        ListOf::Events => {
            counted(project.events().iter().map(|(_, row)| row.made.by.clone()).filter(some), "event", named)
        }
        ListOf::Marks => {
            counted(project.marks().iter().map(|(_, row)| row.made.by.clone()).filter(some), "mark", named)
        }
        ListOf::Entities => {
            counted(project.entities().iter().map(|(_, row)| row.made.by.clone()).filter(some), "record", named)
        }
    }
}

/// The years in which something happened, the latest first.
fn years(project: &Project) -> Vec<Choice<Answer>> {
    let days = project.events().iter().filter_map(|(_, event)| event.when()?.earliest());
    let years: BTreeSet<i32> = days.map(|day| day.year()).collect();
    years
        .into_iter()
        .rev()
        .map(|year| choice(Answer::Part(Part::Period(When::year(year))), &year.to_string()))
        .collect()
}

/// Values that are used, each once and with how often, the most frequent first.
fn counted<V: Ord>(
    used: impl Iterator<Item = V>,
    noun: &str,
    part: impl Fn(&V) -> (String, Part),
) -> Vec<Choice<Answer>> {
    let mut counts: BTreeMap<V, usize> = BTreeMap::new();
    used.for_each(|value| *counts.entry(value).or_insert(0) += 1);
    let mut all: Vec<(V, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let choice = |(value, count): &(V, usize)| {
        let (name, part) = part(value);
        let detail = crate::base::number::counted(*count, noun);
        Choice { value: Answer::Part(part), name, depth: 0, detail, icon: None }
    };
    all.iter().map(choice).collect()
}
