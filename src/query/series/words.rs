//! The words of a chart: what is counted, under which rule, of which events.

use super::count::capitalised;
use crate::base::number::counted;
use crate::model::{ChartSpec, DateRule, Step, Unit};
use crate::query::words::statuses;

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
