//! The verbs that make one record of two, and two of one.

use super::command::Command;
use crate::model::RecordId;
use crate::ops::{Refused, merging};
use crate::project::Draft;

/// Runs the verb; says which records it made, or kept. Any other command does nothing here.
pub(super) fn decide(draft: &mut Draft, command: &Command) -> Result<Vec<RecordId>, Refused> {
    let made = match command {
        Command::MergeEvents { keep, others, rulings } => {
            merging::merge_events(draft, *keep, others, *rulings)?.into()
        }
        Command::MergeEntities { keep, others, rulings } => {
            merging::merge_entities(draft, *keep, others, *rulings)?.into()
        }
        Command::TakeApart(pair) => merging::take_apart(draft, *pair)?,
        Command::SplitEvent { event, marks, title } => merging::split_event(draft, *event, marks, title)?.into(),
        Command::SplitEntity { entity, names, marks } => merging::split_entity(draft, *entity, names, marks)?.into(),
        Command::KeepApart(pair) => {
            merging::keep_apart(draft, *pair)?;
            return Ok(vec![]);
        }
        Command::Reconsider(pair) => {
            merging::reconsider(draft, *pair)?;
            return Ok(vec![]);
        }
        _ => return Ok(vec![]),
    };
    Ok(vec![made])
}
