//! Taking over a codebook from a file: new codes come in under their own ids, known ones are brought up to date, and
//! none is deleted. What cannot be taken over as it stands is left out and named; nothing is skipped in silence.

use super::recode::tidy;
use super::{Draft, Refused, is_weight};
use crate::model::{Code, CodeId, Made, RecordId};
use crate::project::links::Links;
use std::collections::{BTreeMap, BTreeSet};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Codes that were not there before.
    pub added: Vec<CodeId>,
    /// Codes that say something else now.
    pub changed: Vec<CodeId>,
    /// What was left out, each with its reason.
    pub left_out: Vec<String>,
}

/// Takes codes over, as one step.
///
/// # Errors
/// Never in practice: what does not fit is left out.
pub fn adopt(draft: &mut Draft, codes: &BTreeMap<CodeId, Code>) -> Result<Adopted, Refused> {
    let mut adopted = Adopted::default();
    let mut coming = fitting(draft, codes, &mut adopted.left_out);
    let kept = coming.keys().copied().collect();
    for (id, code) in &mut coming {
        links(draft, &kept, (*id, code), codes, &mut adopted.left_out);
    }
    keys(draft, &mut coming, &mut adopted.left_out);
    for (id, code) in coming {
        if draft.project().codes().get(id).is_none() {
            let made = if code.made == Made::default() { draft.made() } else { code.made.clone() };
            draft.adopt(id, Code { made, changed: None, ..code })?;
            adopted.added.push(id);
        } else if draft.change(id, |row: &mut Code| put(row, code))? {
            adopted.changed.push(id);
        }
    }
    for id in &kept {
        open_circle(draft, *id, &mut adopted.left_out)?;
    }
    Ok(adopted)
}

/// Everything of a code but who made and changed it.
fn put(row: &mut Code, code: Code) {
    let (made, changed) = (row.made.clone(), row.changed.take());
    *row = Code { made, changed, ..code };
}

/// Those that can come in at all, put right where only a part of them cannot.
fn fitting(draft: &Draft, codes: &BTreeMap<CodeId, Code>, left_out: &mut Vec<String>) -> BTreeMap<CodeId, Code> {
    let mut fitting = BTreeMap::new();
    for (id, code) in codes {
        let here = draft.project().codes().get(*id);
        if code.name.trim().is_empty() {
            left_out.push(format!("{id}: it has no name"));
            continue;
        }
        if let Some(here) = here.filter(|here| here.kind != code.kind) {
            left_out.push(format!("“{}”: it is for {}s here and for {}s there", code.name, here.kind, code.kind));
            continue;
        }
        let mut code = code.clone();
        code.key = code.key.map(|key| key.to_ascii_lowercase());
        if let Some(weight) = code.weight.filter(|weight| !is_weight(*weight)) {
            left_out.push(format!("the weight {weight} of “{}”: it does not lie between −10 and 10", code.name));
            code.weight = here.and_then(|here| here.weight);
        }
        tidy(&mut code.roles, *id);
        fitting.insert(*id, code);
    }
    fitting
}

/// Drops what leads nowhere, and a broader code of another kind.
fn links(
    draft: &Draft,
    coming: &BTreeSet<CodeId>,
    (id, code): (CodeId, &mut Code),
    all: &BTreeMap<CodeId, Code>,
    left_out: &mut Vec<String>,
) {
    let project = draft.project();
    let is_there = |link: &RecordId| match link {
        RecordId::Code(link) => *link != id && (coming.contains(link) || project.has((*link).into())),
        other => project.has(*other),
    };
    let gone: BTreeSet<RecordId> = code.links().into_iter().filter(|link| !is_there(link)).collect();
    for link in &gone {
        left_out.push(format!("{link} in “{}”: there is no such code", code.name));
    }
    code.forget(&gone, project);
    let kind_of = |parent: CodeId| {
        let from_file = all.get(&parent).filter(|_| coming.contains(&parent));
        from_file.map(|code| code.kind).or_else(|| Some(project.codes().get(parent)?.kind))
    };
    if let Some(kind) = code.parent.and_then(kind_of).filter(|kind| *kind != code.kind) {
        left_out.push(format!(
            "the place of “{}”: a code for {}s cannot stand under one for {kind}s",
            code.name, code.kind
        ));
        code.parent = None;
    }
}

/// A key tags with one code: the one that has it here, or else the first of those that come.
fn keys(draft: &Draft, coming: &mut BTreeMap<CodeId, Code>, left_out: &mut Vec<String>) {
    let here = draft.project().codes().iter().filter(|(id, _)| !coming.contains_key(id));
    let mut taken: BTreeMap<char, String> =
        here.filter_map(|(_, code)| Some((code.key?, code.name.clone()))).collect();
    for code in coming.values_mut() {
        let Some(key) = code.key else { continue };
        if let Some(other) = taken.get(&key) {
            left_out.push(format!("the key {key} of “{}”: it tags with “{other}”", code.name));
            code.key = None;
        } else {
            taken.insert(key, code.name.clone());
        }
    }
}

/// A code of the file may stand under one that stands under it here; then it stands at the top.
fn open_circle(draft: &mut Draft, id: CodeId, left_out: &mut Vec<String>) -> Result<(), Refused> {
    let mut seen = BTreeSet::new();
    let mut ancestor = draft.get::<Code>(id)?.parent;
    while let Some(parent) = ancestor.filter(|parent| seen.insert(*parent)) {
        if parent == id {
            left_out
                .push(format!("the place of “{}”: it would stand under itself", draft.project().label(id.into())));
            draft.change(id, |code: &mut Code| code.parent = None)?;
            return Ok(());
        }
        ancestor = draft.get::<Code>(parent)?.parent;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;
    use crate::model::{CodeKind, RoleRule};
    use crate::project::check::check;
    use crate::project::testing::World;

    /// The codes of a project as a file would hold them.
    fn all(world: &World) -> BTreeMap<CodeId, Code> {
        world.project.codes().iter().map(|(id, code)| (id, Code::clone(code))).collect()
    }

    #[test]
    fn a_codebook_adds_what_is_new_changes_what_differs_and_deletes_nothing() {
        let mut world = World::new();
        let visit = world.event_type("Visit");
        let mut codes = all(&world);
        let own = world.event_type("Own");
        codes.get_mut(&visit).expect("it").definition = "Somebody travels.".into();
        let talks = CodeId::from_bits(900);
        let talks_row = Code { name: "Talks".into(), parent: Some(visit), ..codes[&visit].clone() };
        codes.insert(talks, talks_row);
        let adopted = world.draft(|draft| adopt(draft, &codes)).expect("adopted");
        assert_eq!(adopted, Adopted { added: vec![talks], changed: vec![visit], left_out: vec![] });
        assert!(world.project.codes().get(own).is_some());
        let again = world.draft(|draft| adopt(draft, &codes)).expect("adopted");
        assert_eq!(again, Adopted::default());
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_named() {
        let mut world = World::new();
        let visit = world.event_type("Visit");
        let area = world.code(CodeKind::Area, "Crime", None);
        world.change::<Code>(visit, |code| code.key = Some('v'));
        let ids: Vec<CodeId> = (1..7).map(CodeId::from_bits).collect();
        let like = |name: &str| Code {
            name: name.into(),
            key: None,
            ..Code::clone(world.project.codes().get(visit).expect("it"))
        };
        let mut codes = BTreeMap::new();
        codes.insert(ids[0], Code { key: Some('V'), ..like("Taken") });
        codes.insert(ids[1], Code { parent: Some(area), weight: Some(11.into()), ..like("Wrong") });
        let rule = RoleRule { role: CodeId::from_bits(77), kinds: vec![], at_least: 0, at_most: None };
        codes.insert(ids[2], Code { roles: vec![rule], ..like("Lost") });
        codes.insert(ids[3], Code { parent: Some(ids[4]), ..like("Round") });
        codes.insert(ids[4], Code { parent: Some(ids[3]), ..like("About") });
        codes.insert(ids[5], like("  "));
        codes.insert(area, like("Crime"));
        let adopted = world.draft(|draft| adopt(draft, &codes)).expect("adopted");
        assert_eq!(adopted.added, ids[..5]);
        let said = adopted.left_out.join("\n");
        for word in ["key v", "weight 11", "place of “Wrong”", "no such code", "under itself", "no name", "“Crime”"]
        {
            assert!(said.contains(word), "{word}: {said}");
        }
        assert_eq!(check(&world.project), []);
    }
}
