//! The verbs that put a codebook, and what was coded with it, in order.

use super::Outcome;
use super::command::Command;
use crate::model::RecordId;
use crate::ops::{self, Refused};
use crate::project::Draft;

/// Runs the verb; says which records it made. Any other command does nothing here.
pub(super) fn put_in_order(draft: &mut Draft, command: &Command) -> Result<Outcome, Refused> {
    let made: Vec<RecordId> = match command {
        Command::MergeCodes { keep, others } => {
            ops::code::merge(draft, *keep, others)?;
            vec![(*keep).into()]
        }
        Command::SplitCode { code, name, uses } => vec![ops::code::split(draft, *code, name, uses)?.into()],
        Command::DeleteCode { code, uses_to } => {
            ops::code::delete(draft, *code, *uses_to)?;
            vec![]
        }
        Command::OrderCodes { under, codes } => {
            ops::code::order(draft, *under, codes)?;
            vec![]
        }
        Command::AdoptCodes(codes) => {
            let adopted = ops::code::adopt(draft, codes)?;
            let made = adopted.added.into_iter().map(RecordId::from).collect();
            return Ok(Outcome { made, left_out: adopted.left_out, ..Outcome::default() });
        }
        Command::JoinMarks { keep, others } => {
            ops::mark::join(draft, *keep, others)?;
            vec![(*keep).into()]
        }
        Command::GiveName { name, to } => {
            ops::name::give(draft, name, *to)?;
            vec![(*to).into()]
        }
        _ => vec![],
    };
    Ok(Outcome { made, ..Outcome::default() })
}
