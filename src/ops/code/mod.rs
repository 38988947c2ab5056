//! The codebook: adding codes and changing them. Merging, splitting, deleting and ordering them is in `shape`, where
//! their uses are in `recode`, and taking over a codebook from a file in `adopt`.

mod adopt;
mod recode;
mod shape;

pub use adopt::{Adopted, adopt};
pub use shape::{delete, merge, order, split};

use super::{Draft, Refused, kinds};
use crate::model::{Class, Code, CodeId, CodeKind, Colour, ExternalId, Pattern, RoleRule};
use crate::project::Project;
use crate::project::links::Links;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One change of a code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CodeChange {
    /// Its name.
    Name(String),
    /// The broader code.
    Parent(Option<CodeId>),
    /// What it means.
    Definition(String),
    /// A sentence that it fits.
    GoodExample(String),
    /// A sentence that it seems to fit and does not.
    BadExample(String),
    /// The key that tags with it.
    Key(Option<char>),
    /// Its colour.
    Colour(Colour),
    /// Its pattern.
    Pattern(Pattern),
    /// Its cooperation weight, −10 … 10.
    Weight(Option<Decimal>),
    /// Words or deeds, cooperation or conflict.
    Class(Option<Class>),
    /// Who takes part.
    Roles(Vec<RoleRule>),
    /// The same thing in other schemes.
    External(Vec<ExternalId>),
    /// Place among its siblings.
    Order(i32),
}

fn apply(code: &mut Code, change: &CodeChange) {
    match change {
        CodeChange::Name(name) => code.name.clone_from(name),
        CodeChange::Parent(parent) => code.parent = *parent,
        CodeChange::Definition(definition) => code.definition.clone_from(definition),
        CodeChange::GoodExample(example) => code.good_example.clone_from(example),
        CodeChange::BadExample(example) => code.bad_example.clone_from(example),
        CodeChange::Key(key) => code.key = key.map(|key| key.to_ascii_lowercase()),
        CodeChange::Colour(colour) => code.colour = *colour,
        CodeChange::Pattern(pattern) => code.pattern = *pattern,
        CodeChange::Weight(weight) => code.weight = *weight,
        CodeChange::Class(class) => code.class = *class,
        CodeChange::Roles(roles) => code.roles.clone_from(roles),
        CodeChange::External(external) => code.external.clone_from(external),
        CodeChange::Order(order) => code.order = *order,
    }
}

/// The least and the most that a code can weigh.
pub const WEIGHTS: std::ops::RangeInclusive<i32> = -10..=10;

/// Whether an event type can weigh this much.
#[must_use]
pub fn is_weight(weight: Decimal) -> bool {
    weight >= Decimal::from(*WEIGHTS.start()) && weight <= Decimal::from(*WEIGHTS.end())
}

fn weights_are_sound(changes: &[CodeChange]) -> Result<(), Refused> {
    let out = changes.iter().find_map(|change| match change {
        CodeChange::Weight(Some(weight)) if !is_weight(*weight) => Some(weight),
        _ => None,
    });
    match out {
        Some(weight) => Err(Refused::because(format!("A weight lies between −10 and 10; {weight} does not"))),
        None => Ok(()),
    }
}

/// Adds a code. One whose colour is not said gets a colour and a pattern that no other code of its kind has, as long as
/// there are such.
///
/// # Errors
/// If it has no name, its key is taken, its weight is not one of [`WEIGHTS`], or it refers to a record that is not there.
pub fn add(draft: &mut Draft, kind: CodeKind, changes: &[CodeChange]) -> Result<CodeId, Refused> {
    let (colour, pattern) = free_look(draft.project(), kind);
    let mut code = Code {
        kind,
        name: String::new(),
        parent: None,
        definition: String::new(),
        good_example: String::new(),
        bad_example: String::new(),
        key: None,
        colour,
        pattern,
        weight: None,
        class: None,
        roles: Vec::new(),
        external: Vec::new(),
        order: 0,
        made: draft.made(),
        changed: None,
    };
    weights_are_sound(changes)?;
    // A pattern is there to tell colours apart that were handed out, not one that somebody chose.
    if changes.iter().any(|change| matches!(change, CodeChange::Colour(_))) {
        code.pattern = Pattern::default();
    }
    changes.iter().for_each(|change| apply(&mut code, change));
    let id = draft.add(code)?;
    is_sound(draft, id)?;
    kinds::fit(draft, &kinds::Wanted::new(), &kinds::of_code(draft.get::<Code>(id)?))?;
    Ok(id)
}

fn free_look(project: &Project, kind: CodeKind) -> (Colour, Pattern) {
    let taken: BTreeSet<(Colour, Pattern)> = project
        .codes()
        .iter()
        .filter(|(_, code)| code.kind == kind)
        .map(|(_, code)| (code.colour, code.pattern))
        .collect();
    let patterns = [Pattern::Plain, Pattern::Stripes, Pattern::Dots, Pattern::Double];
    let mut looks = patterns.into_iter().flat_map(|pattern| Colour::TURNS.map(|colour| (colour, pattern)));
    looks.find(|look| !taken.contains(look)).unwrap_or_default()
}

/// Changes a code.
///
/// # Errors
/// If it is not there, would be nameless, its own ancestor or under a code of another kind, its key is taken, or its
/// weight is not one of [`WEIGHTS`].
pub fn change(draft: &mut Draft, id: CodeId, changes: &[CodeChange]) -> Result<bool, Refused> {
    weights_are_sound(changes)?;
    let before = kinds::of_code(draft.get::<Code>(id)?);
    let changed = draft.change(id, |code: &mut Code| changes.iter().for_each(|change| apply(code, change)))?;
    is_sound(draft, id)?;
    kinds::fit(draft, &before, &kinds::of_code(draft.get::<Code>(id)?))?;
    Ok(changed)
}

fn is_sound(draft: &Draft, id: CodeId) -> Result<(), Refused> {
    let code = draft.get::<Code>(id)?;
    if code.name.trim().is_empty() {
        return Err(Refused::because("A code needs a name"));
    }
    if let Some(missing) = code.links().into_iter().find(|link| !draft.project().has(*link)) {
        return Err(Refused::because(format!("There is no record {missing} in this project")));
    }
    if code.roles.iter().any(|rule| rule.role == id || rule.kinds.contains(&id)) {
        return Err(Refused::because("A code cannot be a role of itself"));
    }
    if let Some(key) = code.key
        && let Some((_, other)) = draft.project().codes().iter().find(|(o, c)| *o != id && c.key == Some(key))
    {
        return Err(Refused::because(format!("The key {key} already tags with “{}”", other.name)));
    }
    ancestors_are_sound(draft, id, code.kind)
}

fn ancestors_are_sound(draft: &Draft, id: CodeId, kind: CodeKind) -> Result<(), Refused> {
    let mut ancestor = draft.get::<Code>(id)?.parent;
    while let Some(parent) = ancestor {
        if parent == id {
            return Err(Refused::because("A code cannot stand under itself"));
        }
        let code = draft.get::<Code>(parent)?;
        if code.kind != kind {
            return Err(Refused::because(format!("A code for {kind}s cannot stand under one for {}s", code.kind)));
        }
        ancestor = code.parent;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::World;

    #[test]
    fn a_new_code_looks_like_no_other_of_its_kind() {
        let mut world = World::new();
        let mut looks = BTreeSet::new();
        for number in 0..10 {
            let name = [CodeChange::Name(format!("Visit {number}"))];
            let id = world.draft(|draft| add(draft, CodeKind::EventType, &name)).expect("a code");
            let code = world.project.codes().get(id).expect("the code");
            assert!(code.colour != Colour::default());
            looks.insert((code.colour, code.pattern));
        }
        assert_eq!(looks.len(), 10);
        let other = [CodeChange::Name("Ministry".to_owned())];
        let other = world.draft(|draft| add(draft, CodeKind::EntityKind, &other)).expect("a code");
        assert_eq!(world.project.codes().get(other).map(|code| code.colour), Some(Colour::in_turn(0)));
    }

    #[test]
    fn a_colour_that_was_chosen_comes_without_a_pattern() {
        let mut world = World::new();
        for name in ["Visit", "Talks", "Loan", "Treaty", "Raid", "Strike", "Ban", "Aid"] {
            let changes = [CodeChange::Name(name.to_owned()), CodeChange::Colour(Colour::GREEN)];
            let id = world.draft(|draft| add(draft, CodeKind::EventType, &changes)).expect("a code");
            let code = world.project.codes().get(id).expect("the code");
            assert_eq!((code.colour, code.pattern), (Colour::GREEN, Pattern::Plain));
        }
    }
}
