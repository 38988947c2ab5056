//! Declining what the program proposes, so that it is not proposed again.

use super::{Draft, Refused};
use crate::model::{Matter, Ruling, RulingId};
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
/// If it has been made already, has no words, or a document that it is about is not there.
pub fn rule(draft: &mut Draft, about: &Matter, reason: &str) -> Result<RulingId, Refused> {
    let about = in_order(about.clone());
    if !matches!(about, Matter::NotACopy(..)) && about.words().trim().is_empty() {
        return Err(Refused::because("There are no words to decide about"));
    }
    if is_ruled(draft, &about) {
        return Err(Refused::because("This has been decided already"));
    }
    let ruling = Ruling { about, reason: reason.to_owned(), made: draft.made(), changed: None };
    match ruling.links().into_iter().find(|link| !draft.project().has(*link)) {
        Some(missing) => Err(Refused::because(format!("There is no record {missing} in this project"))),
        None => draft.add(ruling),
    }
}

fn is_ruled(draft: &Draft, about: &Matter) -> bool {
    draft.project().rulings().iter().any(|(_, ruling)| ruling.about == *about)
}

/// The smaller side first, so that the same decision looks the same.
fn in_order(about: Matter) -> Matter {
    match about {
        Matter::NotOneName(a, b) if b < a => Matter::NotOneName(b, a),
        Matter::NotACopy(a, b) if b < a => Matter::NotACopy(b, a),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn a_ruling_goes_with_its_document() {
        let mut world = World::new();
        let document = world.document("Echo", "", "Read also: more.");
        let about = Matter::NotAZone { document, begins: "Read also".into() };
        world.draft(|draft| rule(draft, &about, "")).expect("a ruling");
        world.draft(|draft| delete(draft, &[document.into()])).expect("a deletion");
        assert!(world.project.rulings().is_empty());
    }
}
