//! What two records know, in one; and taken apart again.
//!
//! Lists are united: every value keeps who said so. Of what can only be one, the kept record's stays; where it has
//! none, the other's is taken. What the other gave is noted, and goes back with it: unless somebody has changed it
//! since, or a third one that stays knows it too.

use crate::model::{
    AbsorbedEntity, AbsorbedEvent, Assessed, Entity, Event, Field, Name, Place, Source, StatedWhen, Status,
    StatusStep,
};
use std::collections::{BTreeMap, BTreeSet};

/// Adds to a list what it does not have; gives what was added.
fn add<T: Clone + PartialEq>(list: &mut Vec<T>, others: &[T]) -> Vec<T> {
    let mut given: Vec<T> = Vec::new();
    for other in others {
        if !list.contains(other) {
            list.push(other.clone());
            given.push(other.clone());
        }
    }
    given
}

fn add_all<I: Ord + Copy>(set: &mut BTreeSet<I>, others: &BTreeSet<I>) -> BTreeSet<I> {
    let given: BTreeSet<I> = others.difference(set).copied().collect();
    set.extend(&given);
    given
}

/// Takes the other's value where there is none; gives what was taken.
fn take<T: Clone + PartialEq + Default>(slot: &mut T, other: &T) -> T {
    if *slot != T::default() {
        return T::default();
    }
    slot.clone_from(other);
    other.clone()
}

/// Puts a note behind a note; gives what was put there.
fn add_note(note: &mut String, other: &str) -> String {
    if other.trim().is_empty() || note.contains(other) {
        return String::new();
    }
    if !note.is_empty() {
        note.push_str("\n\n");
    }
    note.push_str(other);
    other.to_owned()
}

/// Takes out of a list what was given, each once.
fn without<T: PartialEq>(list: &mut Vec<T>, given: &[T]) {
    for value in given {
        if let Some(at) = list.iter().position(|item| item == value) {
            list.remove(at);
        }
    }
}

/// Empties what still holds the value that was given.
fn give_back<T: PartialEq + Default>(slot: &mut T, given: &T) {
    if *given != T::default() && slot == given {
        *slot = T::default();
    }
}

fn take_note_out(note: &mut String, given: &str) {
    if given.is_empty() {
        return;
    }
    if let Some(before) = note.strip_suffix(given) {
        *note = before.strip_suffix("\n\n").unwrap_or(before).to_owned();
    }
}

/// What a status of one of two events becomes a step of, and when it was said.
pub struct Said {
    /// The latest publication that reports the kept event, and the other one.
    pub latest: [Option<crate::base::when::When>; 2],
    /// A mark of each that can stand for it.
    pub marks: [Source; 2],
}

/// Adds to `kept` what `other` knows. Gives what it gave, and the status that it took the place of.
pub fn events(kept: &mut Event, other: &Event, said: &Said) -> (Event, Option<Status>) {
    let mut gave = Event { made: other.made.clone(), ..Event::default() };
    gave.kind = take(&mut kept.kind, &other.kind);
    gave.areas = add_all(&mut kept.areas, &other.areas);
    if kept.title.trim().is_empty() {
        kept.title.clone_from(&other.title);
        gave.title.clone_from(&other.title);
    }
    let stated = stated_by(kept, other);
    gave.stated = add(&mut kept.stated, &stated);
    let before = assessed_by(kept, other);
    gave.assessed_before = add(&mut kept.assessed_before, &before);
    gave.assessed = take(&mut kept.assessed, &other.assessed);
    let places = places(kept, other);
    gave.places = add(&mut kept.places, &places);
    let others = participants(kept, other);
    gave.participants = add(&mut kept.participants, &others);
    gave.figures = add(&mut kept.figures, &other.figures);
    gave.status_history = add(&mut kept.status_history, &other.status_history);
    let stood = statuses(kept, other, said, &mut gave);
    gave.likelihood = take(&mut kept.likelihood, &other.likelihood);
    gave.grade = take(&mut kept.grade, &other.grade);
    gave.handling = take(&mut kept.handling, &other.handling);
    gave.relations = add(&mut kept.relations, &other.relations);
    gave.not_same = add_all(&mut kept.not_same, &other.not_same);
    gave.note = add_note(&mut kept.note, &other.note);
    gave.sources = sources(kept, other);
    (gave, stood)
}

/// Takes out of what another event brings whatever would become the type or the date of the kept one. A date that
/// rested on something is brought as an earlier one, and the words of a source as words.
pub fn without_type_and_date(kept: &Event, known: &mut Event) {
    known.kind = None;
    known.sources.remove(&Field::Kind);
    if kept.assessed.is_some() {
        return;
    }
    known.sources.remove(&Field::When);
    known.assessed_before.extend(known.assessed.take().filter(Assessed::rests_on_something));
    if kept.when().is_none() {
        known.stated.iter_mut().for_each(|stated| stated.when = None);
        known.stated.retain(|stated| !stated.text.is_empty());
    }
}

/// The dates that the other's sources state. What a mark made an assessed date of is stated, too, where the kept event
/// has another one.
fn stated_by(kept: &Event, other: &Event) -> Vec<StatedWhen> {
    let mut stated = other.stated.clone();
    let assessed = other.assessed.as_ref().filter(|assessed| assessed.source != Source::Analyst);
    if let (Some(assessed), Some(ours)) = (assessed, &kept.assessed)
        && assessed.when != ours.when
        && !stated.iter().any(|stated| stated.when.as_ref() == Some(&assessed.when))
    {
        let when = Some(assessed.when.clone());
        stated.push(StatedWhen { text: assessed.when.human(), when, source: assessed.source });
    }
    stated
}

/// What the other was assessed as: before; and now, where the kept event is assessed as something else and the analyst
/// had a reason. What a mark says is stated ([`stated_by`]).
fn assessed_by(kept: &Event, other: &Event) -> Vec<Assessed> {
    let mut before = other.assessed_before.clone();
    let differs = |assessed: &&Assessed| kept.assessed.as_ref().is_some_and(|ours| ours.when != assessed.when);
    let reasoned = |assessed: &&Assessed| assessed.source == Source::Analyst && assessed.rests_on_something();
    before.extend(other.assessed.iter().filter(differs).filter(reasoned).cloned());
    before
}

/// The other's places, but for those that only the analyst named and that are there already.
fn places(kept: &Event, other: &Event) -> Vec<Place> {
    let is_there = |one: &Place| {
        let same = |ours: &Place| ours.entity == one.entity && (one.text.is_empty() || ours.text == one.text);
        one.source == Source::Analyst && kept.places.iter().any(same)
    };
    other.places.iter().filter(|one| !is_there(one)).cloned().collect()
}

/// The other's participants, but for those whom only the analyst named and who are there in the same role already.
fn participants(kept: &Event, other: &Event) -> Vec<crate::model::Participant> {
    let is_there = |one: &crate::model::Participant| {
        one.source == Source::Analyst
            && kept.participants.iter().any(|ours| {
                (&ours.who, ours.role) == (&one.who, one.role) && (one.office.is_empty() || one.office == ours.office)
            })
    };
    other.participants.iter().filter(|one| !is_there(one)).cloned().collect()
}

/// Of two statuses the one of the later source holds; the other is a step of the history. Without dates the kept one
/// holds.
fn statuses(kept: &mut Event, other: &Event, said: &Said, gave: &mut Event) -> Option<Status> {
    if kept.status == other.status {
        return None;
    }
    let [ours, theirs] = &said.latest;
    let later = matches!((ours, theirs), (Some(ours), Some(theirs)) if theirs.latest() > ours.latest());
    let (from, source, status) = if later { (ours, 0, kept.status) } else { (theirs, 1, other.status) };
    let source = said.marks.get(source).copied().unwrap_or_default();
    let step = StatusStep { status, when: from.clone(), source };
    gave.status_history.extend(add(&mut kept.status_history, &[step]));
    if !later {
        return None;
    }
    gave.status = other.status;
    Some(std::mem::replace(&mut kept.status, other.status))
}

/// Who says what was taken over, and what both say where only the other knows who does.
fn sources(kept: &mut Event, other: &Event) -> BTreeMap<Field, Source> {
    let alike = |field: Field| match field {
        Field::Kind => kept.kind == other.kind,
        Field::Areas => other.areas.is_subset(&kept.areas),
        Field::Title => kept.title == other.title,
        Field::When => kept.assessed == other.assessed,
        Field::Status => kept.status == other.status,
        Field::Certainty => kept.certainty == other.certainty,
        Field::Place | Field::Participants | Field::Figures | Field::Content => true,
    };
    let new = other.sources.iter().filter(|(field, _)| !kept.sources.contains_key(field) && alike(**field));
    let given: BTreeMap<Field, Source> = new.map(|(field, source)| (*field, *source)).collect();
    kept.sources.extend(&given);
    given
}

/// Takes out of an event what an absorbed one gave; `kept` does not hold that one any more.
pub fn part_events(kept: &mut Event, mut absorbed: AbsorbedEvent) {
    let rest = &mut kept.absorbed;
    let gave = &mut absorbed.gave;
    hand_on(rest, &mut gave.stated, |row| &row.was.stated, |row| &mut row.gave.stated);
    hand_on(rest, &mut gave.assessed_before, |row| &row.was.assessed_before, |row| &mut row.gave.assessed_before);
    hand_on(rest, &mut gave.places, |row| &row.was.places, |row| &mut row.gave.places);
    hand_on(rest, &mut gave.participants, |row| &row.was.participants, |row| &mut row.gave.participants);
    hand_on(rest, &mut gave.figures, |row| &row.was.figures, |row| &mut row.gave.figures);
    hand_on(rest, &mut gave.status_history, |row| &row.was.status_history, |row| &mut row.gave.status_history);
    hand_on(rest, &mut gave.relations, |row| &row.was.relations, |row| &mut row.gave.relations);
    hand_on_set(rest, &mut gave.areas, |row| &row.was.areas, |row| &mut row.gave.areas);
    hand_on_set(rest, &mut gave.not_same, |row| &row.was.not_same, |row| &mut row.gave.not_same);
    give_back(&mut kept.kind, &gave.kind);
    kept.areas.retain(|area| !gave.areas.contains(area));
    give_back(&mut kept.title, &gave.title);
    without(&mut kept.stated, &gave.stated);
    give_back(&mut kept.assessed, &gave.assessed);
    without(&mut kept.assessed_before, &gave.assessed_before);
    without(&mut kept.places, &gave.places);
    without(&mut kept.participants, &gave.participants);
    without(&mut kept.figures, &gave.figures);
    without(&mut kept.status_history, &gave.status_history);
    if let Some(stood) = absorbed.stood.filter(|_| kept.status == gave.status) {
        kept.status = stood;
    }
    give_back(&mut kept.likelihood, &gave.likelihood);
    give_back(&mut kept.grade, &gave.grade);
    give_back(&mut kept.handling, &gave.handling);
    without(&mut kept.relations, &gave.relations);
    kept.not_same.retain(|event| !gave.not_same.contains(event));
    take_note_out(&mut kept.note, &gave.note);
    kept.sources.retain(|field, source| gave.sources.get(field) != Some(source));
}

/// Adds to `kept` what `other` knows. Gives what it gave, and the outlets that only it knew for a shared spelling.
pub fn entities(kept: &mut Entity, other: &Entity) -> (Entity, BTreeMap<String, BTreeSet<String>>) {
    let mut gave = Entity { made: other.made.clone(), ..Entity::default() };
    let mut outlets = BTreeMap::new();
    gave.kind = take(&mut kept.kind, &other.kind);
    for name in &other.names {
        match kept.names.iter_mut().find(|ours| ours.text == name.text) {
            None => gave.names.extend(add(&mut kept.names, std::slice::from_ref(name))),
            Some(ours) => share(ours, name, &mut outlets),
        }
    }
    gave.external = add(&mut kept.external, &other.external);
    gave.part_of = add(&mut kept.part_of, &other.part_of);
    gave.offices = add(&mut kept.offices, &other.offices);
    gave.not_same = add_all(&mut kept.not_same, &other.not_same);
    gave.note = add_note(&mut kept.note, &other.note);
    (gave, outlets)
}

fn share(ours: &mut Name, name: &Name, outlets: &mut BTreeMap<String, BTreeSet<String>>) {
    take(&mut ours.language, &name.language);
    take(&mut ours.note, &name.note);
    take(&mut ours.source, &name.source);
    let new: BTreeSet<String> = name.used_by.difference(&ours.used_by).cloned().collect();
    ours.used_by.extend(new.iter().cloned());
    if !new.is_empty() {
        outlets.insert(name.text.clone(), new);
    }
}

/// Takes out of an entity what an absorbed one gave; `kept` does not hold that one any more.
pub fn part_entities(kept: &mut Entity, mut absorbed: AbsorbedEntity) {
    let rest = &mut kept.absorbed;
    let gave = &mut absorbed.gave;
    hand_on(rest, &mut gave.names, |row| &row.was.names, |row| &mut row.gave.names);
    hand_on(rest, &mut gave.external, |row| &row.was.external, |row| &mut row.gave.external);
    hand_on(rest, &mut gave.part_of, |row| &row.was.part_of, |row| &mut row.gave.part_of);
    hand_on(rest, &mut gave.offices, |row| &row.was.offices, |row| &mut row.gave.offices);
    hand_on_set(rest, &mut gave.not_same, |row| &row.was.not_same, |row| &mut row.gave.not_same);
    give_back(&mut kept.kind, &gave.kind);
    let names = kept.names.clone();
    without(&mut kept.names, &gave.names);
    if kept.names.is_empty() {
        // An entity needs a name; both have it then.
        kept.names = names;
    }
    for name in &mut kept.names {
        let gone = absorbed.outlets.get(&name.text);
        name.used_by.retain(|outlet| !gone.is_some_and(|gone| gone.contains(outlet)));
    }
    without(&mut kept.external, &gave.external);
    without(&mut kept.part_of, &gave.part_of);
    without(&mut kept.offices, &gave.offices);
    kept.not_same.retain(|entity| !gave.not_same.contains(entity));
    take_note_out(&mut kept.note, &gave.note);
}

/// What another absorbed record knows, too, stays, and is from now on what that one gave.
fn hand_on<R, T: Clone + PartialEq>(
    rest: &mut [R],
    gave: &mut Vec<T>,
    knows: impl Fn(&R) -> &Vec<T>,
    gives: impl Fn(&mut R) -> &mut Vec<T>,
) {
    gave.retain(|value| {
        let other = rest.iter_mut().find(|other| knows(other).contains(value));
        let goes = other.is_none();
        if let Some(other) = other {
            gives(other).push(value.clone());
        }
        goes
    });
}

fn hand_on_set<R, I: Ord + Copy>(
    rest: &mut [R],
    gave: &mut BTreeSet<I>,
    knows: impl Fn(&R) -> &BTreeSet<I>,
    gives: impl Fn(&mut R) -> &mut BTreeSet<I>,
) {
    gave.retain(|value| {
        let other = rest.iter_mut().find(|other| knows(other).contains(value));
        let goes = other.is_none();
        if let Some(other) = other {
            gives(other).insert(*value);
        }
        goes
    });
}
