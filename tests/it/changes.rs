//! What is said of a change is all that changed: over random verbs, the fields that are named are those that the file
//! has otherwise.

use super::world::{World, cases, command, steps};
use entente::model::Record;
use entente::project::diff::diff;
use entente::project::{Edit, Swap};
use entente::query::changes::{What, between};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// The fields that differ between the two sides of an edit, as the file calls them.
fn fields(edit: &Edit) -> BTreeSet<String> {
    fn of<T: Record>(swap: &Swap<T>) -> BTreeSet<String> {
        let object = |side: &Option<std::sync::Arc<T>>| match serde_json::to_value(side.as_deref()) {
            Ok(Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let (before, after) = (object(&swap.before), object(&swap.after));
        let keys: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
        let differ = |key: &String| before.get(key) != after.get(key);
        let said = |key: &String| !["made", "changed", "text_sha256"].contains(&key.as_str());
        keys.into_iter().filter(|key| differ(key) && said(key)).collect()
    }
    match edit {
        Edit::Document(_, swap) => of(swap),
        Edit::Text(..) => BTreeSet::from(["text".to_owned()]),
        Edit::Mark(_, swap) => of(swap),
        Edit::Event(_, swap) => of(swap),
        Edit::Entity(_, swap) => of(swap),
        Edit::Code(_, swap) => of(swap),
        Edit::View(_, swap) => of(swap),
        Edit::Ruling(_, swap) => of(swap),
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn every_field_that_changed_is_named(first in steps(16), second in steps(16)) {
        let mut world = World::new();
        for step in &first {
            let _ = world.perform(&command(world.project(), step));
        }
        let a = world.project().clone();
        for step in &second {
            let _ = world.perform(&command(world.project(), step));
        }
        let b = world.project();
        let changes = between(&a, b);
        for edit in diff(&a, b) {
            let Some(change) = changes.iter().find(|change| change.record == edit.record()) else {
                // Nothing of a document but the hash of its text.
                prop_assert!(fields(&edit).is_empty(), "{edit:?}");
                continue;
            };
            prop_assert!(!change.lines().is_empty());
            if change.what == What::Changed {
                let said: BTreeSet<String> = change.details.iter().map(|detail| detail.field.to_owned()).collect();
                let missing: Vec<String> = fields(&edit).difference(&said).cloned().collect();
                prop_assert!(missing.is_empty(), "{missing:?} of {edit:?} is not said: {change:?}");
            }
        }
    }
}
