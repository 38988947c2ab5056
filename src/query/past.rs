//! What happened to a project, read from its transactions: which of them concern what, who made them, which were taken
//! back; and what is gone and can be brought back.
//!
//! What one transaction did, in words, is in [`super::changes`]. What this does *not* do: it goes back to no earlier
//! state; `files::ancestor` does.

use super::changes::noun;
use super::fold::fold;
use crate::base::number::thousands;
use crate::model::{Entity, Event, Record, RecordId, TxId};
use crate::project::links::Links;
use crate::project::revive::{attached, removes};
use crate::project::{Cause, Edit, Project, Swap, Transactions, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Which transactions are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// All of these words stand in its title, in who made it, or in the name of a record that it touched. Accents and
    /// case do not matter.
    pub words: String,
    /// Made by this person.
    pub by: Option<String>,
    /// Touched this record.
    pub record: Option<RecordId>,
}

/// The places of the wanted transactions in the list of all, latest first.
#[must_use]
pub fn steps(transactions: &Transactions, wanted: &Wanted) -> Vec<usize> {
    let words: Vec<String> = fold(&wanted.words).split_whitespace().map(str::to_owned).collect();
    let is_wanted = |tx: &Tx| {
        wanted.by.as_ref().is_none_or(|by| tx.by == *by)
            && wanted.record.is_none_or(|record| tx.edits.iter().any(|edit| edit.record() == record))
            && (words.is_empty() || says(tx, &words))
    };
    let all = transactions.iter().enumerate().rev();
    all.filter(|(_, tx)| is_wanted(tx)).map(|(place, _)| place).collect()
}

fn says(tx: &Tx, words: &[String]) -> bool {
    let mut text = fold(&format!("{} {}", tx.title, tx.by));
    if words.iter().all(|word| text.contains(word.as_str())) {
        return true;
    }
    for name in tx.edits.iter().flat_map(names) {
        text.push(' ');
        text.push_str(&fold(&name));
    }
    words.iter().all(|word| text.contains(word.as_str()))
}

/// Who made transactions, sorted.
#[must_use]
pub fn people(transactions: &Transactions) -> Vec<String> {
    let people: BTreeSet<&str> = transactions.iter().map(|tx| tx.by.as_str()).collect();
    people.into_iter().map(str::to_owned).collect()
}

/// The transactions that were taken back and not done again.
#[must_use]
pub fn taken_back(transactions: &Transactions) -> BTreeSet<TxId> {
    let mut taken = BTreeSet::new();
    for tx in transactions {
        match tx.cause {
            Cause::Change => {}
            Cause::Undo(id) => {
                taken.insert(id);
            }
            Cause::Redo(id) => {
                taken.remove(&id);
            }
        }
    }
    taken
}

/// “1 event, 2 marks”: the records that a transaction touched.
#[must_use]
pub fn touched(tx: &Tx) -> String {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for record in tx.touched() {
        let noun = noun(record);
        match counts.iter_mut().find(|(other, _)| *other == noun) {
            Some((_, count)) => *count += 1,
            None => counts.push((noun, 1)),
        }
    }
    let words = counts.into_iter().map(|(noun, count)| match (noun, count) {
        (noun, 1) => format!("1 {noun}"),
        ("entity", count) => format!("{} entities", thousands(count)),
        (noun, count) => format!("{} {noun}s", thousands(count)),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// A document, an event or an entity that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Which.
    pub record: RecordId,
    /// How it was called last.
    pub name: String,
    /// The place of the transaction that took it away.
    pub removed: usize,
    /// Marks and rulings that went with it, and other records that had to forget it: what comes back with it.
    pub attached: usize,
}

/// Documents, events and entities that are gone and not inside another record, those that went last first.
#[must_use]
pub fn trash(project: &Project, transactions: &Transactions) -> Vec<Gone> {
    let mut went: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (place, tx) in transactions.iter().enumerate() {
        for edit in &tx.edits {
            if removes(edit) && is_kept(edit.record()) {
                went.insert(edit.record(), place);
            }
        }
    }
    let inside = absorbed(project);
    let is_gone = |record: &RecordId| !project.has(*record) && !inside.contains(record);
    let mut gone: Vec<Gone> = Vec::new();
    for (record, removed) in went.into_iter().filter(|(record, _)| is_gone(record)) {
        let Some(tx) = transactions.get(removed) else { continue };
        let edit = tx.edits.iter().find(|edit| edit.record() == record && removes(edit));
        let name = edit.and_then(|edit| names(edit).next()).unwrap_or_default();
        let forgot = tx.edits.iter().filter(|edit| !removes(edit) && led_to(edit, record)).count();
        gone.push(Gone { record, name, removed, attached: attached(&tx.edits, record).len() + forgot });
    }
    gone.sort_by_key(|gone| (std::cmp::Reverse(gone.removed), gone.record));
    gone
}

fn is_kept(record: RecordId) -> bool {
    matches!(record, RecordId::Document(_) | RecordId::Event(_) | RecordId::Entity(_))
}

/// The records that live inside others.
fn absorbed(project: &Project) -> BTreeSet<RecordId> {
    fn of_event(event: &Event, inside: &mut BTreeSet<RecordId>) {
        for absorbed in &event.absorbed {
            inside.insert(absorbed.id.into());
            of_event(&absorbed.was, inside);
        }
    }
    fn of_entity(entity: &Entity, inside: &mut BTreeSet<RecordId>) {
        for absorbed in &entity.absorbed {
            inside.insert(absorbed.id.into());
            of_entity(&absorbed.was, inside);
        }
    }
    let mut inside = BTreeSet::new();
    project.events().iter().for_each(|(_, event)| of_event(event, &mut inside));
    project.entities().iter().for_each(|(_, entity)| of_entity(entity, &mut inside));
    inside
}

/// What the record of an edit was called, and is called, if it has a name.
fn names(edit: &Edit) -> impl Iterator<Item = String> {
    fn of<T: Record>(swap: &Swap<T>) -> Vec<String> {
        let labels = swap.before.iter().chain(&swap.after).map(|record| record.label().to_owned());
        let mut labels: Vec<String> = labels.filter(|label| !label.is_empty()).collect();
        labels.dedup();
        labels
    }
    let names = match edit {
        Edit::Document(_, swap) => of(swap),
        Edit::Text(..) => Vec::new(),
        Edit::Mark(_, swap) => of(swap),
        Edit::Event(_, swap) => of(swap),
        Edit::Entity(_, swap) => of(swap),
        Edit::Code(_, swap) => of(swap),
        Edit::View(_, swap) => of(swap),
        Edit::Ruling(_, swap) => of(swap),
    };
    names.into_iter()
}

/// Whether the record of an edit led to another one before.
fn led_to(edit: &Edit, to: RecordId) -> bool {
    fn of<T: Links>(swap: &Swap<T>, to: RecordId) -> bool {
        swap.before.as_ref().is_some_and(|before| before.links().contains(&to))
    }
    match edit {
        Edit::Document(_, swap) => of(swap, to),
        Edit::Text(..) => false,
        Edit::Mark(_, swap) => of(swap, to),
        Edit::Event(_, swap) => of(swap, to),
        Edit::Entity(_, swap) => of(swap, to),
        Edit::Code(_, swap) => of(swap, to),
        Edit::View(_, swap) => of(swap, to),
        Edit::Ruling(_, swap) => of(swap, to),
    }
}
