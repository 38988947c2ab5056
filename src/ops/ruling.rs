//! Declining what the program proposes, so that it is not proposed again; and saying why something that looks like a
//! flaw in the coding is none.

use super::{Draft, Refused};
use crate::model::{Matter, RecordId, Ruling, RulingId};
use crate::project::links::Links;

/// Records decisions; those that were made already are left out.
///
/// # Errors
/// If all were made already, or as [`rule`].
pub fn rule_all(draft: &mut Draft, about: &[Matter], reason: &str) -> Result<Vec<RulingId>, Refused> {
    let known = |draft: &Draft, about: &Matter| is_ruled(draft, &in_order(about.clone()));
    let mut made = Vec::new();
    for about in about {
        if !known(draft, about) {
            made.push(rule(draft, about, reason)?);
        }
    }
    if made.is_empty() { Err(Refused::because("This has been decided already")) } else { Ok(made) }
}

/// Records a decision.
///
/// # Errors
/// If it has been made already, has no words, or a record that it is about is not there; or if it says that a flaw is
/// none, but not why, or of no record.
pub fn rule(draft: &mut Draft, about: &Matter, reason: &str) -> Result<RulingId, Refused> {
    let about = in_order(about.clone());
    if !matches!(about, Matter::NotACopy(..)) && about.words().trim().is_empty() {
        return Err(Refused::because("There are no words to decide about"));
    }
    if matches!(&about, Matter::Accepted { records, .. } | Matter::Disagreement { records } if records.is_empty()) {
        return Err(Refused::because("There is no record to decide about"));
    }
    if is_ruled(draft, &about) {
        return Err(Refused::because("This has been decided already"));
    }
    if matches!(about, Matter::Accepted { .. }) && reason.trim().is_empty() {
        return Err(Refused::because("Say why this is all right"));
    }
    let ruling = Ruling { about, reason: reason.to_owned(), made: draft.made(), changed: None };
    match ruling.links().into_iter().find(|link| !draft.project().has(*link)) {
        Some(missing) => Err(Refused::because(format!("There is no record {missing} in this project"))),
        None => match earlier(draft, &ruling.about) {
            Some(id) => {
                draft.change(id, |row: &mut Ruling| (row.about, row.reason) = (ruling.about, ruling.reason))?;
                Ok(id)
            }
            None => draft.add(ruling),
        },
    }
}

/// The ruling about the same flaw in the same records that what they rested on has overtaken.
fn earlier(draft: &Draft, about: &Matter) -> Option<RulingId> {
    let Matter::Accepted { flaw, records, .. } = about else { return None };
    let one = *records.first()?;
    let is_same =
        |matter: &Matter| matches!(matter, Matter::Accepted { flaw: f, records: r, .. } if (f, r) == (flaw, records));
    let rulings = draft.project().index().referrers(one).into_iter().filter_map(|id| match id {
        RecordId::Ruling(id) => Some(id),
        _ => None,
    });
    rulings.into_iter().find(|id| draft.project().rulings().get(*id).is_some_and(|row| is_same(&row.about)))
}

fn is_ruled(draft: &Draft, about: &Matter) -> bool {
    draft.project().rulings().iter().any(|(_, ruling)| ruling.about == *about)
}

/// The smaller side first, so that the same decision looks the same.
fn in_order(mut about: Matter) -> Matter {
    if let Some(records) = about.records_mut() {
        records.sort_unstable();
        records.dedup();
    }
    match about {
        Matter::NotOneName(a, b) if b < a => Matter::NotOneName(b, a),
        Matter::NotACopy(a, b) if b < a => Matter::NotACopy(b, a),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Flaw;
    use crate::ops::delete::delete;
    use crate::project::testing::World;

    #[test]
    fn the_same_decision_is_made_once_whatever_its_order() {
        let mut world = World::new();
        let apart = |a: &str, b: &str| Matter::NotOneName(a.into(), b.into());
        assert!(world.draft(|draft| rule(draft, &apart("Rabah", "Rabat"), "")).is_ok());
        assert!(world.draft(|draft| rule(draft, &apart("Rabat", "Rabah"), "")).is_err());
        assert!(world.draft(|draft| rule(draft, &Matter::NotAName(" ".into()), "")).is_err());
    }

    #[test]
    fn a_flaw_is_accepted_with_a_reason_once_and_anew_when_something_changed() {
        let mut world = World::new();
        let event = world.event("Visit", "2025-05-10", None, &[]);
        let about = |rests_on: &str| Matter::Accepted {
            flaw: Flaw::AfterPublication,
            records: vec![event.into()],
            rests_on: rests_on.into(),
        };
        assert!(world.draft(|draft| rule(draft, &about("May"), " ")).is_err(), "no reason");
        let first = world.draft(|draft| rule(draft, &about("May"), "a slip of the paper")).expect("a ruling");
        assert!(world.draft(|draft| rule(draft, &about("May"), "again")).is_err());
        let second = world.draft(|draft| rule(draft, &about("June"), "still")).expect("a ruling");
        assert_eq!((first, world.project.rulings().len()), (second, 1), "what is overtaken does not pile up");
        world.draft(|draft| delete(draft, &[event.into()])).expect("a deletion");
        assert!(world.project.rulings().is_empty(), "it goes with what it is about");
    }

    #[test]
    fn a_ruling_goes_with_its_document() {
        let mut world = World::new();
        let document = world.document("Echo", "", "Read also: more.");
        let about = Matter::NotAZone { document, begins: "Read also".into() };
        world.draft(|draft| rule(draft, &about, "")).expect("a ruling");
        world.draft(|draft| delete(draft, &[document.into()])).expect("a deletion");
        assert!(world.project.rulings().is_empty());
    }
}
