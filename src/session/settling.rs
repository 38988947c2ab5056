//! Settling what two coders see differently, and what history and undo call it: what was taken, and what was not.

use super::Outcome;
use super::perform::short;
use crate::model::RecordId;
use crate::ops::Refused;
use crate::ops::settle::{self, Dispute, Take};
use crate::project::{Draft, Project};
use crate::query::reliability::type_and_date;

/// Runs the verb, and says what it comes to.
pub(super) fn settle(draft: &mut Draft, of: Dispute, take: Take) -> Result<Outcome, Refused> {
    // Afterwards what was not taken is gone, and its words with it.
    let said = said(draft.project(), of, take);
    settle::settle(draft, of, take)?;
    Ok(Outcome { said, ..Outcome::default() })
}

fn said(project: &Project, of: Dispute, take: Take) -> String {
    let named = |record: &RecordId| short(project.label(*record));
    let [taken, not_taken] = of.parted(take);
    match (of.two_events(), &taken[..], &not_taken[..]) {
        (Some(_), [one, other], _) => format!("Settle: {} and {} are two events", named(one), named(other)),
        (Some(_), [one], [other]) => {
            format!("Settle: {} is {}, not {}", named(one), value(project, *one), value(project, *other))
        }
        (_, stays, []) => {
            let stay: Vec<String> = stays.iter().map(named).collect();
            format!("Settle: {} {}", stay.join(" and "), if stay.len() == 1 { "stays" } else { "both stay" })
        }
        _ => {
            let gone: Vec<String> =
                not_taken.iter().map(|one| format!("{} ({})", named(one), value(project, *one))).collect();
            let noun = match of {
                Dispute::Marks(..) => "mark",
                Dispute::Events(..) => "event",
            };
            format!("Settle: delete the {noun} {}", gone.join(" and the other, "))
        }
    }
}

/// The type and date of an event, or the code of a mark.
fn value(project: &Project, record: RecordId) -> String {
    match record {
        RecordId::Event(id) => project.events().get(id).map(|event| type_and_date(project, event)),
        RecordId::Mark(id) => {
            let code = project.marks().get(id).and_then(|mark| mark.code);
            Some(code.map_or_else(|| "no code".to_owned(), |code| project.label(code.into()).to_owned()))
        }
        _ => None,
    }
    .unwrap_or_default()
}
