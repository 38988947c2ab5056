//! What leads from one project to another, as edits.

use super::{Edit, Project, Swap, Tabled, edit};
use crate::base::patch::Patch;
use crate::model::{Code, Document, Entity, Event, Mark, RecordId, Ruling, View};
use std::collections::BTreeSet;

/// The edits that take `a` to `b`: rows of documents, texts, then everything else, each sorted by id.
#[must_use]
pub fn diff(a: &Project, b: &Project) -> Vec<Edit> {
    let mut edits = table::<Document>(a, b);
    edits.extend(texts(a, b));
    edits.extend(table::<Mark>(a, b));
    edits.extend(table::<Event>(a, b));
    edits.extend(table::<Entity>(a, b));
    edits.extend(table::<Code>(a, b));
    edits.extend(table::<View>(a, b));
    edits.extend(table::<Ruling>(a, b));
    edits
}

/// The same for one record.
#[must_use]
pub fn of_record(a: &Project, b: &Project, id: RecordId) -> Vec<Edit> {
    fn one<T: Tabled>(a: &Project, b: &Project, id: T::Id) -> Vec<Edit> {
        let (before, after) = (T::table(a).get(id).cloned(), T::table(b).get(id).cloned());
        let differ = !edit::same(before.as_ref(), after.as_ref());
        differ.then(|| T::edit(id, Swap { before, after })).into_iter().collect()
    }
    match id {
        RecordId::Document(id) => {
            let mut edits = one::<Document>(a, b, id);
            if a.text(id) != b.text(id) {
                edits.push(Edit::Text(id, change(a.text(id), b.text(id))));
            }
            edits
        }
        RecordId::Mark(id) => one::<Mark>(a, b, id),
        RecordId::Event(id) => one::<Event>(a, b, id),
        RecordId::Entity(id) => one::<Entity>(a, b, id),
        RecordId::Code(id) => one::<Code>(a, b, id),
        RecordId::View(id) => one::<View>(a, b, id),
        RecordId::Ruling(id) => one::<Ruling>(a, b, id),
    }
}

fn table<T: Tabled>(a: &Project, b: &Project) -> Vec<Edit> {
    let (a, b) = (T::table(a), T::table(b));
    let ids: BTreeSet<T::Id> = a.ids().chain(b.ids()).collect();
    let differ = |id: &T::Id| !edit::same(a.get(*id), b.get(*id));
    let swap = |id| T::edit(id, Swap { before: a.get(id).cloned(), after: b.get(id).cloned() });
    ids.into_iter().filter(differ).map(swap).collect()
}

fn texts(a: &Project, b: &Project) -> Vec<Edit> {
    let ids: BTreeSet<_> = a.texts().chain(b.texts()).map(|(id, _)| id).collect();
    let changed = ids.into_iter().filter(|id| a.text(*id) != b.text(*id));
    changed.map(|id| Edit::Text(id, change(a.text(id), b.text(id)))).collect()
}

/// One hunk: what lies between the common beginning and the common end.
#[must_use]
pub fn change(before: &str, after: &str) -> Patch {
    let start = common(before.chars(), after.chars());
    let (old, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let end = common(old.chars().rev(), new.chars().rev());
    let removed = old.get(..old.len() - end).unwrap_or_default();
    let inserted = new.get(..new.len() - end).unwrap_or_default();
    Patch::replace(start, removed, inserted)
}

/// Bytes that two streams of characters begin with alike.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_change_leads_from_one_text_to_the_other(a in "[aé\n]{0,12}", b in "[aé\n]{0,12}") {
            prop_assert_eq!(change(&a, &b).apply(&a), Ok(b));
        }
    }
}
