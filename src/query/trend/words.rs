//! The words of a trend: what it follows, and by which rule.

use crate::model::{ChartSpec, TrendOf, TrendSpec};
use crate::query::series::of_rule;

/// “Cooperation index per month, sum of weights, happened; strict dates”.
pub(super) fn title(spec: &ChartSpec, asked: &TrendSpec, filter: &str) -> String {
    let what = match asked.of {
        TrendOf::Sum if asked.cumulative => format!("Cooperation index, running total of weights by {}", spec.by),
        TrendOf::Count if asked.cumulative => format!("Running total of events by {}", spec.by),
        TrendOf::Sum => format!("Cooperation index per {}, sum of weights", spec.by),
        TrendOf::Mean => format!("Cooperation index per {}, mean weight", spec.by),
        TrendOf::Count => format!("Trend of events per {}", spec.by),
    };
    format!("{what}, {filter}; {}", of_rule(spec.rule))
}

/// How the only line of a trend is called.
pub(super) fn name(asked: &TrendSpec) -> String {
    match asked.of {
        TrendOf::Sum => "Sum of weights",
        TrendOf::Mean => "Mean weight",
        TrendOf::Count => "Events",
    }
    .to_owned()
}

/// The rule beside the plot.
pub(super) fn weighing(of: TrendOf) -> String {
    let shown = match of {
        TrendOf::Count => return "Every event counts once, whatever its type weighs".to_owned(),
        TrendOf::Sum => "The weights of the events of each bin, added up; a bin without events is 0",
        TrendOf::Mean => {
            "The mean weight of the events of each bin, with their number n; a bin without events has none"
        }
    };
    format!(
        "{shown}. The codebook gives each type of event its weight, from −10 (hostile) to 10 (the closest \
         cooperation); an arrest for a partner weighs there as a type of its own, as a service rendered and not as \
         an act of conflict. Events whose type has no weight are left out and named"
    )
}
