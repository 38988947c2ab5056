//! What settling one disagreement would do, in the words of buttons and tooltips. What it does *not* do: settle.

use super::found::{Here, Row, shown};
use crate::base::number::counted;
use crate::ops::settle::{Dispute, Take};
use egui::Key;

/// The ways to settle it, each with the key that is printed on its button.
pub(super) const ALL: [(Take, &str, Key); 4] = [
    (Take::First, "1", Key::Num1),
    (Take::Second, "2", Key::Num2),
    (Take::Both, "3", Key::Num3),
    (Take::Neither, "4", Key::Num4),
];

/// What the button is called.
pub(super) fn name(take: Take, pair: &[String; 2]) -> String {
    let [first, second] = pair;
    match take {
        Take::First => format!("Take {}", shown(first)),
        Take::Second => format!("Take {}", shown(second)),
        Take::Both => "Take both".to_owned(),
        Take::Neither => "Take neither".to_owned(),
    }
}

/// What it would do with this row.
pub(super) fn about(take: Take, row: &Row, pair: &[String; 2]) -> String {
    let Some(dispute) = row.dispute() else { return String::new() };
    let [first, second] = pair;
    let says = |said: &Option<Here>| said.as_ref().map(|said| said.value.clone()).unwrap_or_default();
    let one = |kept: (&str, &Option<Here>), other: &str| {
        format!(
            "The two become one event with type and date of {}: {}. Sentences, participants and all else of both stay, \
             and what {} said can be taken out of it again",
            shown(kept.0),
            says(kept.1),
            shown(other),
        )
    };
    let [ours, theirs] = &row.said;
    let what = match (dispute.two_events().is_some(), take) {
        (true, Take::First) => one((first, ours), second),
        (true, Take::Second) => one((second, theirs), first),
        (true, Take::Both) => {
            "Both are right: they are two events, and that is remembered. The form of either has it, \
                               and takes it back"
                .to_owned()
        }
        _ => kept_or_deleted(take, dispute, row),
    };
    format!("{what}. One undo. Settling changes the figures: note them first")
}

fn kept_or_deleted(take: Take, dispute: Dispute, row: &Row) -> String {
    let [_, not_taken] = dispute.parted(take);
    let gone = row.said.iter().flatten().filter(|said| not_taken.contains(&said.record));
    let (values, sentences): (Vec<&str>, Vec<usize>) = gone.map(|said| (said.value.as_str(), said.sentences)).unzip();
    let (noun, several) = match dispute {
        Dispute::Marks(..) => ("mark", "marks"),
        Dispute::Events(..) => ("event", "events"),
    };
    let what = match values[..] {
        [] => return "Nothing is deleted, and that it may stay is remembered".to_owned(),
        [one] => format!("The {noun} is deleted ({one}); the trash has it"),
        _ => format!("Both {several} are deleted ({}); the trash has them", values.join("; ")),
    };
    match dispute {
        Dispute::Marks(..) => what,
        Dispute::Events(..) => {
            let count = sentences.iter().sum();
            let verb = if count == 1 { "stays" } else { "stay" };
            format!("{what}. {} {verb} marked, without an event", counted(count, "sentence"))
        }
    }
}
