//! The words of a chart: what is counted, under which rule, of which events.

use super::count::capitalised;
use crate::base::number::counted;
use crate::model::{ChartSpec, DateRule, Step, Unit};
use crate::query::words::statuses;
use std::collections::BTreeSet;

/// The rule in two or three words, for titles.
#[must_use]
pub fn of_rule(rule: DateRule) -> &'static str {
    match rule {
        DateRule::Strict => "strict dates",
        DateRule::Start => "dates count where they start",
        DateRule::Proportional => "dates are spread over their days",
    }
}

/// What the rule does with a date that does not fit one bin.
#[must_use]
pub fn rule_in_words(rule: DateRule, step: Step) -> String {
    match rule {
        DateRule::Strict => format!("Only events whose date certainly falls into one {step} are counted"),
        DateRule::Start => format!("An event whose date reaches over more than one {step} counts where it starts"),
        DateRule::Proportional => {
            format!("An event counts in each {step} with the share of its possible days that lie there")
        }
    }
}

/// “Events per month by type, happened”.
pub(super) fn heading(spec: &ChartSpec) -> String {
    format!("{}, {}", counting(spec), statuses(&spec.filter.statuses))
}

/// The heading with everything that the filter asks for, and the rule.
pub(super) fn title(spec: &ChartSpec, filter: &str) -> String {
    format!("{}, {filter}; {}", counting(spec), of_rule(spec.rule))
}

fn counting(spec: &ChartSpec) -> String {
    let split = spec.split.map_or_else(String::new, |split| format!(" by {split}"));
    let unit = match spec.unit {
        Unit::Origins => "independent origins".to_owned(),
        unit => unit.to_string(),
    };
    format!("{} per {}{split}", capitalised(unit), spec.by)
}

/// “412 marks = 96 events”; of origins, these.
pub(in crate::query) fn badge(marks: usize, events: usize) -> String {
    format!("{} = {}", counted(marks, "mark"), counted(events, "event"))
}

/// Gives those of equal names a number from the second on: “Ministry”, “Ministry (2)”. A legend, a table and a file of
/// figures can tell them apart then, and all in the same way.
pub(in crate::query) fn tell_apart<'n>(names: impl Iterator<Item = &'n mut String>) {
    let mut given = BTreeSet::new();
    for name in names {
        let alone = name.clone();
        let mut number = 1;
        while !given.insert(name.clone()) {
            number += 1;
            *name = format!("{alone} ({number})");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_get_a_number() {
        let mut names = ["a", "b", "a", "a (2)", "a", "b"].map(str::to_owned);
        tell_apart(names.iter_mut());
        assert_eq!(names, ["a", "b", "a (2)", "a (2) (2)", "a (3)", "b (2)"]);
    }
}
