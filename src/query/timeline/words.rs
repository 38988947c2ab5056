//! What an item of a timeline is, in words: for a tooltip, for a screen reader, and for the title of a shape.

use super::{Item, Link, Nature, Timeline};
use crate::base::number::counted;
use crate::model::{Status, Who};
use crate::project::Project;
use crate::query::scope::counted_marks;
use crate::query::words::of_link;
use std::collections::BTreeSet;

/// So many participants, and so many links, are named; the others are counted.
const NAMED: usize = 5;

/// The status, and what it means for the timeline: “planned, and its day has passed”.
#[must_use]
pub fn status_words(item: &Item) -> String {
    match (item.nature, item.status) {
        _ if item.is_overdue => "planned, and its day has passed".to_owned(),
        (Nature::Sum, _) => "a sum over many events".to_owned(),
        (Nature::GoesOn, Status::Ongoing | Status::State) => format!("{}, goes on", item.status),
        (Nature::GoesOn, status) => format!("{status}, open on a side"),
        (Nature::Single, status) => status.to_string(),
    }
}

/// All there is to say of an item, a line each: title; date and status; type; who and where; its links to what is
/// shown; what reports it.
#[must_use]
pub fn described(project: &Project, timeline: &Timeline, place: usize) -> Vec<String> {
    let Some(item) = timeline.items.get(place) else { return Vec::new() };
    let Some(event) = project.events().get(item.event) else { return Vec::new() };
    let mut lines = vec![event.title.clone()];
    let when = event.when().map(|when| format!("{} · ", when.human())).unwrap_or_default();
    lines.push(format!("{when}{}", status_words(item)));
    let kind = timeline.kinds.get(item.kind).map(|kind| kind.name.clone()).unwrap_or_default();
    let who: Vec<String> = event
        .participants
        .iter()
        .map(|part| match &part.who {
            Who::Entity(id) => project.label((*id).into()).to_owned(),
            Who::Unnamed { text, .. } => text.clone(),
        })
        .collect();
    let places = event.places.iter().map(|place| match place.entity {
        Some(id) if place.text.is_empty() => project.label(id.into()).to_owned(),
        _ => place.text.clone(),
    });
    let places: Vec<String> = places.collect();
    lines.push(
        [kind, few(&distinct(who)), few(&distinct(places))]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    );
    lines.extend(links(project, timeline, place));
    let marks = counted_marks(project, item.event);
    let documents: BTreeSet<_> = marks.iter().map(|(_, document)| *document).collect();
    lines.push(format!("{} in {}", counted(marks.len(), "mark"), counted(documents.len(), "document")));
    lines
}

/// A link in a sentence: “‘Signing’ is part of ‘State visit’”.
#[must_use]
pub fn link_words(project: &Project, timeline: &Timeline, link: &Link) -> String {
    let title = |at: usize| timeline.items.get(at).map_or("", |item| project.label(item.event.into()));
    format!("“{}” {} “{}”", title(link.from), of_link(project, link.kind), title(link.to))
}

/// The links of an item to others that are shown, in sentences.
fn links(project: &Project, timeline: &Timeline, place: usize) -> Vec<String> {
    let of_item = |link: &&Link| link.from == place || link.to == place;
    let all: Vec<&Link> = timeline.links.iter().filter(of_item).collect();
    let title = |at: usize| timeline.items.get(at).map_or("", |item| project.label(item.event.into()));
    let sentence = |link: &&Link| {
        let verb = of_link(project, link.kind);
        let sure = if link.certainty == crate::model::Certainty::Certain {
            String::new()
        } else {
            format!(" ({})", link.certainty)
        };
        if link.from == place {
            format!("It {verb} “{}”{sure}", title(link.to))
        } else {
            format!("“{}” {verb} this{sure}", title(link.from))
        }
    };
    let mut said: Vec<String> = all.iter().take(NAMED).map(sentence).collect();
    said.extend((all.len() > NAMED).then(|| format!("and {} more links", all.len() - NAMED)));
    said
}

fn distinct(mut names: Vec<String>) -> Vec<String> {
    let mut met = BTreeSet::new();
    names.retain(|name| !name.is_empty() && met.insert(name.clone()));
    names
}

fn few(names: &[String]) -> String {
    let said = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => said,
        more => format!("{said} and {more} more"),
    }
}
