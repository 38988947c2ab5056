//! Parts the items into lanes: as a chart cuts a bar, or by storyline.

use super::{Item, Lane, LaneKey, MAX_LANES};
use crate::model::{Colour, LanesBy, Pattern, Unit};
use crate::query::facts::Facts;
use crate::query::series::keys::Keys;
use crate::query::series::{Frequent, SeriesKey, tell_apart};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The lanes; `rows` and `items` go together.
pub(super) fn lanes(facts: &Facts, by: LanesBy, rows: &[u32], items: &[Item]) -> Vec<Lane> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut lanes = match by {
        LanesBy::Storyline => storylines(facts, rows, items),
        LanesBy::Nothing => {
            vec![plain(LaneKey::Series(SeriesKey::All), "Events".to_owned(), (0..items.len()).collect())]
        }
        _ => by_key(facts, by, rows),
    };
    tell_apart(lanes.iter_mut().map(|lane| &mut lane.name));
    lanes
}

fn plain(key: LaneKey, name: String, items: Vec<usize>) -> Lane {
    Lane { key, name, colour: None, pattern: Pattern::default(), items }
}

fn by_key(facts: &Facts, by: LanesBy, rows: &[u32]) -> Vec<Lane> {
    let keys = Keys::new(facts, by.as_split(), Unit::Events);
    let mut visits: Vec<(u32, u32)> = Vec::with_capacity(rows.len() * 2);
    for (at, number) in (0..).zip(rows) {
        if let Some(row) = facts.rows.get(*number as usize) {
            keys.visit(*number as usize, row, &mut |key, _| visits.push((key, at)));
        }
    }
    let mut sizes = vec![0; keys.count() + 1];
    for (key, _) in &visits {
        if let Some(size) = sizes.get_mut(*key as usize) {
            *size += 1;
        }
    }
    let Frequent { keys: leading, rest, sizes } = Frequent::of_sizes(&keys, sizes, MAX_LANES).arranged(&keys);
    let mut lane_of = vec![leading.len(); sizes.len()];
    for (lane, key) in leading.iter().enumerate() {
        if let Some(place) = lane_of.get_mut(*key as usize) {
            *place = lane;
        }
    }
    let mut lanes: Vec<Lane> = leading.iter().map(|key| lane(facts, &keys, &keys.key(*key))).collect();
    lanes.extend((rest > 0).then(|| plain(LaneKey::Series(SeriesKey::Other), format!("{rest} others"), Vec::new())));
    for (lane, key) in lanes.iter_mut().zip(&leading) {
        lane.items.reserve(sizes.get(*key as usize).map_or(0, |size| *size as usize));
    }
    for (key, at) in visits {
        let at = at as usize;
        let lane = lane_of.get(key as usize).and_then(|lane| lanes.get_mut(*lane));
        // Two rare keys of one event share a lane.
        if let Some(lane) = lane.filter(|lane| lane.items.last() != Some(&at)) {
            lane.items.push(at);
        }
    }
    lanes
}

fn lane(facts: &Facts, keys: &Keys<'_>, key: &SeriesKey) -> Lane {
    let code = match key {
        SeriesKey::Code(id) => facts.project.codes().get(*id),
        _ => None,
    };
    Lane {
        name: keys.name(key),
        colour: code.map(|code| code.colour).filter(|colour| *colour != Colour::default()),
        pattern: code.map(|code| code.pattern).unwrap_or_default(),
        items: Vec::new(),
        key: LaneKey::Series(key.clone()),
    }
}

/// What is linked, each story in a lane, by its first event; then what is linked to nothing that is shown. A story is
/// told by all links of the project, also through events that the filter leaves out.
fn storylines(facts: &Facts, rows: &[u32], items: &[Item]) -> Vec<Lane> {
    let story_of = |row: u32| facts.storylines.get(row as usize).copied().unwrap_or(row);
    let mut sizes = vec![0_u32; facts.rows.len()];
    for row in rows {
        if let Some(size) = sizes.get_mut(story_of(*row) as usize) {
            *size += 1;
        }
    }
    let (mut single, mut pairs) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        let story = story_of(*row);
        match sizes.get(story as usize) {
            Some(size) if *size > 1 => pairs.push((story, at)),
            _ => single.push(at),
        }
    }
    pairs.sort_unstable();
    let stories = pairs.chunk_by(|a, b| a.0 == b.0);
    let mut told: Vec<Vec<usize>> = stories.map(|story| story.iter().map(|(_, at)| *at).collect()).collect();
    told.sort_by_key(|members| (Reverse(members.len()), members.first().copied()));
    let room = if told.len() < MAX_LANES { told.len() } else { MAX_LANES - 2 };
    let rest = told.split_off(room);
    told.sort_by_key(|members| members.first().copied());
    let mut lanes: Vec<Lane> = told.into_iter().filter_map(|members| story(facts, items, members)).collect();
    if !rest.is_empty() {
        let name = format!("{} other storylines", rest.len());
        let mut members: Vec<usize> = rest.into_iter().flatten().collect();
        members.sort_unstable();
        lanes.push(plain(LaneKey::Series(SeriesKey::Other), name, members));
    }
    if !single.is_empty() {
        lanes.push(plain(LaneKey::Series(SeriesKey::None), "No storyline".to_owned(), single));
    }
    lanes
}

/// Named after the event that most of the others are parts of, or else after the first.
fn story(facts: &Facts, items: &[Item], members: Vec<usize>) -> Option<Lane> {
    let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
    for whole in members.iter().filter_map(|at| items.get(*at)?.whole) {
        *parts.entry(whole).or_default() += 1;
    }
    let greatest = parts.iter().max_by_key(|(at, count)| (**count, Reverse(**at))).map(|(at, _)| *at);
    let first = items.get(*members.first()?)?.event;
    let named = greatest.and_then(|at| items.get(at)).map_or(first, |item| item.event);

    Some(plain(LaneKey::Storyline(first), facts.project.label(named.into()).to_owned(), members))
}
