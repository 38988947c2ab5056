//! Two events side by side: type, date, actors, place, status, figures, words, days of the reports.

use super::reasons::Evidence;
use super::side::{Side, add_words};
use crate::base::when::When;
use crate::model::{CodeId, EntityId, Figure, Place, Status, Who};
use crate::project::Project;
use crate::query::fold::fold;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Exact dates so many days apart are reports of one day, give or take a dateline.
const SLACK_DAYS: i64 = 1;
/// Exact dates more than so many days apart are of two events, whatever else agrees.
const APART_DAYS: i64 = 3;
/// So many days may lie between a hope and what came of it.
const HOPE_DAYS: i64 = 750;

/// From this share of words in common on, one article has said one thing twice.
const TOLD_TWICE: f64 = 0.6;

/// What the fields say.
pub fn facts(project: &Project, asked: &Side<'_>, other: &Side<'_>) -> Evidence {
    let mut evidence = Evidence::new();
    types(project, asked, other, &mut evidence);
    let hope = hope(asked.event.status, other.event.status);
    dates(asked, other, hope, &mut evidence);
    actors(project, asked, other, &mut evidence);
    places(project, asked, other, &mut evidence);
    statuses(asked, other, hope, &mut evidence);
    figures(asked, other, &mut evidence);
    evidence
}

/// What the fields and the sentences say.
pub fn all(project: &Project, asked: &Side<'_>, other: &Side<'_>) -> Evidence {
    let mut evidence = facts(project, asked, other);
    words(asked, other, &mut evidence);
    evidence
}

fn types(project: &Project, asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    let (Some(one), Some(two)) = (asked.event.kind, other.event.kind) else { return };
    if one == two {
        return evidence.because(1.0, "same type");
    }
    let label = |code: CodeId| project.label(code.into());
    let (above_one, above_two) = (line_of(project, one), line_of(project, two));
    if above_one.contains(&two) {
        evidence.because(0.6, format!("{} is a kind of {}", label(one), label(two)));
    } else if above_two.contains(&one) {
        evidence.because(0.6, format!("{} is a kind of {}", label(two), label(one)));
    } else {
        let siblings = above_one.get(1).is_some() && above_one.get(1) == above_two.get(1);
        let against = if siblings { 0.6 } else { 2.4 };
        evidence.differs(against, format!("{}, the other {}", label(one), label(two)));
    }
}

/// A code and those above it, itself first; a codebook that goes round has an end.
fn line_of(project: &Project, code: CodeId) -> Vec<CodeId> {
    let mut line = vec![code];
    let mut at = code;
    while let Some(parent) = project.codes().get(at).and_then(|code| code.parent).filter(|code| !line.contains(code))
    {
        line.push(parent);
        at = parent;
    }
    line
}

/// A hope, a plan or a claim on one side, and on the other what came of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hope {
    /// None.
    None,
    /// The event that is asked about is the hope.
    Here,
    /// The other one is.
    There,
}

fn hope(one: Status, two: Status) -> Hope {
    let open = |status| matches!(status, Status::HopedFor | Status::Planned | Status::Alleged);
    let real = |status| matches!(status, Status::Happened | Status::Ongoing | Status::Denied);
    match (one, two) {
        (one, two) if open(one) && real(two) => Hope::Here,
        (one, two) if real(one) && open(two) => Hope::There,
        _ => Hope::None,
    }
}

/// One day, known as such.
fn exact(when: &When) -> Option<NaiveDate> {
    let (first, last) = (when.earliest()?, when.latest()?);
    (first == last && !when.is_approximate()).then_some(first)
}

fn dates(asked: &Side<'_>, other: &Side<'_>, hope: Hope, evidence: &mut Evidence) {
    // A date that is not known is no objection.
    let (Some(one), Some(two)) = (asked.event.when(), other.event.when()) else { return };
    let words = || format!("{}, the other {}", one.human(), two.human());
    match (exact(one), exact(two)) {
        (Some(day), Some(other_day)) => match other_day.signed_duration_since(day).num_days().abs() {
            0 => evidence.because(2.4, "same day"),
            SLACK_DAYS => {
                evidence.because(0.9, "one day apart");
                evidence.differs(0.0, words());
            }
            _ if hope != Hope::None && is_in_time(asked, other, hope) => evidence.differs(0.4, words()),
            days if days <= APART_DAYS => evidence.differs(1.0, words()),
            _ => {
                evidence.differs(3.0, words());
                evidence.hold_down(0.25);
            }
        },
        _ if one.overlaps(two) => overlap(asked, other, (one, two), evidence),
        _ if hope != Hope::None && is_in_time(asked, other, hope) => evidence.differs(0.4, words()),
        _ => {
            let gap = gap_days(asked, other).unwrap_or(i64::MAX);
            let slack = if one.is_approximate() || two.is_approximate() { 31 } else { APART_DAYS };
            if gap <= slack {
                evidence.differs(0.6, words());
            } else {
                evidence.differs(2.6, words());
                evidence.hold_down(0.3);
            }
        }
    }
}

/// Dates that may be the same day: the wider the range, the less it says.
fn overlap(asked: &Side<'_>, other: &Side<'_>, (one, two): (&When, &When), evidence: &mut Evidence) {
    let length = |range: Option<(NaiveDate, NaiveDate)>| {
        range.map_or(i64::MAX, |(first, last)| last.signed_duration_since(first).num_days())
    };
    // “Since Sunday” says when it began, and fits whatever comes: that alone says next to nothing.
    let is_open = |when: &When| when.earliest().is_none() || when.latest().is_none();
    let widest = length(asked.range()).max(length(other.range()));
    if let (Some(began), Some(other_began)) = (begin_of_open(one), begin_of_open(two))
        && began.signed_duration_since(other_began).num_days().abs() > APART_DAYS
    {
        evidence.differs(2.6, format!("{}, the other {}", one.human(), two.human()));
        return evidence.hold_down(0.3);
    }
    let odds = match widest {
        _ if one != two && (is_open(one) || is_open(two)) => 0.1,
        ..=6 => 1.8,
        7..=31 => 1.3,
        32..=92 => 0.8,
        93..=366 => 0.4,
        _ => 0.1,
    };
    if one == two {
        return evidence.because(odds, format!("both {}", one.human()));
    }
    let words = if length(asked.range()) <= length(other.range()) { (one, two) } else { (two, one) };
    evidence.because(odds, format!("{} fits {}", words.0.human(), words.1.human()));
}

/// The day on which something began of which no end is known.
fn begin_of_open(when: &When) -> Option<NaiveDate> {
    when.earliest().filter(|_| when.latest().is_none())
}

/// Days between the two ranges.
fn gap_days(asked: &Side<'_>, other: &Side<'_>) -> Option<i64> {
    let ((first, last), (other_first, other_last)) = (asked.range()?, other.range()?);
    let gap = if last < other_first {
        other_first.signed_duration_since(last)
    } else {
        first.signed_duration_since(other_last)
    };
    Some(gap.num_days())
}

/// Whether what happened lies after the hope for it, and not too long after. Whoever hopes seldom knows the day.
fn is_in_time(asked: &Side<'_>, other: &Side<'_>, hope: Hope) -> bool {
    let (hoped, done) = if hope == Hope::Here { (asked, other) } else { (other, asked) };
    let (Some((hoped, _)), Some((_, done))) = (hoped.range(), done.range()) else { return true };
    (0..=HOPE_DAYS).contains(&done.signed_duration_since(hoped).num_days())
}

fn actors(project: &Project, asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    if asked.actors.is_empty() || other.actors.is_empty() {
        return;
    }
    let all = asked.actors.len().max(other.actors.len());
    let shared: Vec<EntityId> = asked.actors.intersection(&other.actors).copied().collect();
    let weight: f64 = shared.iter().map(|actor| weight(project, *actor)).sum();
    let kin = kin(project, &asked.actors, &other.actors);
    if !shared.is_empty() {
        let odds = 2.2 * weight / all as f64 + if shared.len() > 1 { 0.3 } else { 0.0 };
        let words = match (shared.len(), all) {
            (1, 1) => "same actor".to_owned(),
            (shared, all) if shared == all => format!("same {all} actors"),
            (shared, all) => format!("{shared} of {all} actors"),
        };
        evidence.because(odds, words);
    }
    if let Some((part, whole)) = kin {
        let label = |id: EntityId| project.label(id.into());
        evidence.because(0.4, format!("{} belongs to {}", label(part), label(whole)));
    }
    if shared.is_empty() && kin.is_none() {
        let first =
            |side: &Side<'_>| side.actors.first().map_or("", |actor| project.label((*actor).into())).to_owned();
        evidence.differs(1.2, format!("{}, the other {}", first(asked), first(other)));
    }
    roles(project, asked, other, evidence);
}

/// An actor of most events says little, one of few says much.
fn weight(project: &Project, actor: EntityId) -> f64 {
    let share = project.index().participation_count(actor) as f64 / (project.events().len() as f64 + 10.0);
    0.3 + 0.7 * (1.0 - share.min(1.0)).powi(2)
}

/// An agency on one side and what it belongs to on the other.
fn kin(project: &Project, one: &BTreeSet<EntityId>, two: &BTreeSet<EntityId>) -> Option<(EntityId, EntityId)> {
    let wholes = |part: EntityId| {
        let entity = project.entities().get(part);
        let of = entity.into_iter().flat_map(|entity| &entity.part_of);
        of.map(move |membership| (part, membership.entity))
    };
    let here = one.difference(two).flat_map(|part| wholes(*part)).find(|(_, whole)| two.contains(whole));
    here.or_else(|| two.difference(one).flat_map(|part| wholes(*part)).find(|(_, whole)| one.contains(whole)))
}

/// A role that different people fill: who was handed over, who was visited.
fn roles(project: &Project, asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    let fillers = |side: &Side<'_>, role: CodeId| -> BTreeSet<EntityId> {
        let filling = side.event.participants.iter().filter(|one| one.role == Some(role));
        filling.filter_map(|one| if let Who::Entity(entity) = one.who { Some(entity) } else { None }).collect()
    };
    let roles: BTreeSet<CodeId> = asked.event.participants.iter().filter_map(|one| one.role).collect();
    let mut left = 2;
    for role in roles {
        let (here, there) = (fillers(asked, role), fillers(other, role));
        let (Some(first), Some(second)) = (here.first(), there.first()) else { continue };
        // Somebody may fill a role for one source and stand beside it for the other.
        let is_elsewhere = !here.is_disjoint(&other.actors) || !there.is_disjoint(&asked.actors);
        if left == 0 || is_elsewhere || !here.is_disjoint(&there) || kin(project, &here, &there).is_some() {
            continue;
        }
        left -= 1;
        let label = |id: &EntityId| project.label((*id).into());
        evidence.differs(0.9, format!("{}, the other {}", label(first), label(second)));
    }
}

/// So many places of each event are compared.
const MOST_PLACES: usize = 8;

/// Of several places on either side the two that are nearest to each other decide.
fn places(project: &Project, asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    let (ours, theirs) = (&asked.event.places, &other.event.places);
    let pairs =
        ours.iter().take(MOST_PLACES).flat_map(|one| theirs.iter().take(MOST_PLACES).map(move |two| (one, two)));
    let nearness = |(one, two): (&Place, &Place)| near(project, one, two);
    match pairs.filter_map(nearness).min_by_key(Near::rank) {
        Some(Near::Same) => evidence.because(1.0, "same place"),
        Some(Near::Related(words)) => evidence.because(0.6, words),
        Some(Near::Apart(words)) => evidence.differs(1.5, words),
        None => {}
    }
}

/// How near two places are.
enum Near {
    Same,
    Related(String),
    Apart(String),
}

impl Near {
    fn rank(&self) -> u8 {
        match self {
            Self::Same => 0,
            Self::Related(_) => 1,
            Self::Apart(_) => 2,
        }
    }
}

/// `None` if one of them has no name.
fn near(project: &Project, one: &Place, two: &Place) -> Option<Near> {
    if one.entity.is_some() && one.entity == two.entity {
        return Some(Near::Same);
    }
    let (names, others) = (names_of(project, one), names_of(project, two));
    if names.is_empty() || others.is_empty() {
        return None;
    }
    let (shown, other_shown) = (shown(project, one), shown(project, two));
    Some(if !names.is_disjoint(&others) {
        Near::Same
    } else if lies_in(project, one.entity, two.entity) || lies_in(project, two.entity, one.entity) {
        Near::Related(format!("{shown} and {other_shown} are one within the other"))
    } else if share_a_word(&names, &others) {
        Near::Related(format!("{shown} and {other_shown} share a name"))
    } else {
        Near::Apart(format!("{shown}, the other {other_shown}"))
    })
}

/// The names of a place, folded.
fn names_of(project: &Project, place: &Place) -> BTreeSet<String> {
    let entity = place.entity.and_then(|entity| project.entities().get(entity));
    let mut names: BTreeSet<String> =
        entity.into_iter().flat_map(|entity| &entity.names).map(|name| fold(&name.text)).collect();
    names.insert(fold(place.text.trim()));
    names.remove("");
    names
}

fn shown<'p>(project: &'p Project, place: &'p Place) -> &'p str {
    match place.entity {
        Some(entity) if place.text.is_empty() => project.label(entity.into()),
        _ => &place.text,
    }
}

fn lies_in(project: &Project, part: Option<EntityId>, whole: Option<EntityId>) -> bool {
    let entity = part.and_then(|part| project.entities().get(part));
    entity.is_some_and(|entity| entity.part_of.iter().any(|of| Some(of.entity) == whole))
}

fn share_a_word(names: &BTreeSet<String>, others: &BTreeSet<String>) -> bool {
    let words = |names: &BTreeSet<String>| {
        let mut words = BTreeSet::new();
        names.iter().for_each(|name| add_words(&mut words, name));
        words
    };
    !words(names).is_disjoint(&words(others))
}

fn statuses(asked: &Side<'_>, other: &Side<'_>, hope: Hope, evidence: &mut Evidence) {
    let (one, two) = (asked.event.status, other.event.status);
    if one == two {
        return;
    }
    let words = format!("{one} here, {two} there");
    let sums = |status| matches!(status, Status::Generic | Status::Aggregate | Status::State);
    if sums(one) != sums(two) {
        evidence.differs(2.5, words);
        evidence.hold_down(0.3);
        return;
    }
    match hope {
        Hope::None => evidence.differs(0.5, words),
        _ if is_in_time(asked, other, hope) => {
            let (hoped, done) = if hope == Hope::Here { (one, two) } else { (two, one) };
            evidence.because(0.3, format!("perhaps one with a history: {hoped}, then {done}"));
            evidence.differs(0.0, words);
        }
        _ => evidence.differs(1.0, words),
    }
}

fn figures(asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    let unit = |figure: &Figure| fold(&format!("{} {}", figure.unit, figure.currency));
    let pairs =
        asked.event.figures.iter().flat_map(|ours| other.event.figures.iter().map(move |theirs| (ours, theirs)));
    let of_one_unit: Vec<(&Figure, &Figure)> = pairs.filter(|(ours, theirs)| unit(ours) == unit(theirs)).collect();
    let value = |figure: &Figure| format!("{} {}", figure.value, figure.unit).trim_end().to_owned();
    if let Some((same, _)) = of_one_unit.iter().find(|(ours, theirs)| ours.value == theirs.value) {
        evidence.because(0.8, format!("same figure: {}", value(same)));
    } else if let Some((ours, theirs)) = of_one_unit.first() {
        evidence.differs(0.4, format!("{}, the other {}", value(ours), value(theirs)));
    }
}

fn words(asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    let shared: Vec<&str> = asked.words.intersection(&other.words).map(String::as_str).collect();
    let fewer = asked.words.len().min(other.words.len()).max(4);
    let share = shared.len() as f64 / fewer as f64;
    if shared.len() >= 2 && share >= 0.2 {
        let mut longest = shared;
        longest.sort_by_key(|word| (std::cmp::Reverse(word.chars().count()), *word));
        longest.truncate(4);
        evidence.because(1.4 * share, format!("words in common: {}", longest.join(", ")));
    }
    if asked.documents.is_disjoint(&other.documents) {
        return reports(asked, other, evidence);
    }
    // Whoever tells of two things in one article tells of two; unless it is said twice in the same words.
    if share >= TOLD_TWICE {
        evidence.differs(0.6, "told in one article");
    } else {
        evidence.differs(2.0, "told apart in one article");
        evidence.hold_down(0.4);
    }
}

fn reports(asked: &Side<'_>, other: &Side<'_>, evidence: &mut Evidence) {
    let (Some((first, last)), Some((other_first, other_last))) = (asked.reported, other.reported) else { return };
    let gap = if last < other_first {
        other_first.signed_duration_since(last).num_days()
    } else {
        first.signed_duration_since(other_last).num_days().max(0)
    };
    match gap {
        0 => evidence.because(0.4, "reported on the same day"),
        1 => evidence.because(0.4, "reported one day apart"),
        2..=3 => evidence.because(0.2, format!("reported {gap} days apart")),
        _ => {}
    }
}
