//! The events of a timeline, its lanes, and the links between events.

use super::ids;
use crate::project::Project;
use crate::query::timeline::{Item, Lane, Link, Nature, Pieces, Timeline};
use crate::query::words::of_link;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

/// The timeline with the ids behind it; `project` is the one that it was made of, `date` the day on which that was.
#[must_use]
pub fn timeline_json(project: &Project, found: &Timeline, date: NaiveDate) -> impl Serialize + use<> {
    let mut lanes_of: Vec<Vec<&str>> = vec![Vec::new(); found.items.len()];
    for lane in &found.lanes {
        for item in &lane.items {
            if let Some(lanes) = lanes_of.get_mut(*item) {
                lanes.push(&lane.name);
            }
        }
    }
    let lane = |lane: &Lane| json!({"name": lane.name, "events": ids(&found.events_of(lane))});
    let events = found.items.iter().enumerate().zip(&lanes_of);
    json!({
        "title": found.title,
        "heading": found.heading,
        "unit": "events",
        "filter": found.filter,
        "date": date,
        "split_at": found.split_at,
        "badge": found.badge,
        "days": found.days.map(|(first, last)| [first, last]),
        "lanes": found.lanes.iter().map(lane).collect::<Vec<_>>(),
        "events": events.map(|((at, item), lanes)| event(project, found, (at, item), lanes)).collect::<Vec<_>>(),
        "links": found.links.iter().map(|of| link(project, found, of)).collect::<Vec<_>>(),
        "to_come": found.to_come,
        "overdue": ids(&found.overdue),
        "undated": ids(&found.undated),
        "set_aside": ids(&found.set_aside),
    })
}

fn event(project: &Project, found: &Timeline, (at, item): (usize, &Item), lanes: &[&str]) -> Value {
    let when = project.events().get(item.event).and_then(|event| event.when()).map(ToString::to_string);
    let whole = item.whole.and_then(|whole| found.items.get(whole)).map(|whole| whole.event.to_string());
    let known = |day: NaiveDate| Some(day).filter(|day| *day != NaiveDate::MIN && *day != NaiveDate::MAX);
    let stretch = |(first, last): &(NaiveDate, NaiveDate)| [known(*first), known(*last)];
    let stretches = |all: &[(NaiveDate, NaiveDate)]| all.iter().map(stretch).collect::<Vec<_>>();
    let pieces = match found.pieces.get(&at) {
        Some(Pieces::Each(all)) => json!({"each": stretches(all)}),
        Some(Pieces::OneOf(all)) => json!({"one_of": stretches(all)}),
        None => Value::Null,
    };
    let kind = found.kinds.get(item.kind).filter(|kind| kind.code.is_some()).map(|kind| kind.name.as_str());
    json!({
        "event": item.event.to_string(),
        "title": project.label(item.event.into()),
        "when": when,
        "from": item.from,
        "certain": item.certain.as_ref().map(stretch),
        "to": item.to,
        "pieces": pieces,
        "doubtful": [item.doubtful.0, item.doubtful.1],
        "status": item.status.to_string(),
        "nature": nature(item.nature),
        "type": kind,
        "part_of": whole,
        "overdue": item.is_overdue,
        "lanes": lanes,
    })
}

fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Single => "single",
        Nature::GoesOn => "goes on",
        Nature::Sum => "sum",
    }
}

fn link(project: &Project, found: &Timeline, link: &Link) -> Value {
    let id = |at: usize| found.items.get(at).map(|item| item.event.to_string());
    json!({
        "from": id(link.from),
        "to": id(link.to),
        "kind": format!("{:?}", link.kind).split('(').next(),
        "in_words": of_link(project, link.kind),
        "certainty": link.certainty.to_string(),
    })
}
