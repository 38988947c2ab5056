//! The words of a matrix: what is crossed, and what is counted.

use crate::model::{ChartSpec, MatrixOf, Side, SplitBy, Step, Unit, Within};
use crate::query::series::{capitalised, of_rule, rule_in_words};
use crate::query::words::statuses;

/// “Events by type and month, happened”; “Events that two actors share, happened”; “Codes in one sentence, …”.
pub(super) fn heading(spec: &ChartSpec, of: MatrixOf) -> String {
    format!("{}, {}", crossing(spec, of), statuses(&spec.filter.statuses))
}

/// The heading with everything that the filter asks for, and the rule.
pub(super) fn title(spec: &ChartSpec, of: MatrixOf, filter: &str) -> String {
    let rule = if of.is_timed() { format!("; {}", of_rule(spec.rule)) } else { String::new() };
    format!("{}, {filter}{rule}", crossing(spec, of))
}

fn crossing(spec: &ChartSpec, of: MatrixOf) -> String {
    let unit = match spec.unit {
        Unit::Origins => "independent origins".to_owned(),
        unit => unit.to_string(),
    };
    match of {
        MatrixOf::Codes(Within::Overlap) => "Codes whose marks overlap".to_owned(),
        MatrixOf::Codes(within) => format!("Codes in one {within}"),
        MatrixOf::Pivot { rows, columns } if rows == columns => {
            format!("{} that two {} share", capitalised(unit), plural(rows))
        }
        MatrixOf::Pivot { rows, columns } => {
            format!("{} by {} and {}", capitalised(unit), side(rows, spec.by), side(columns, spec.by))
        }
    }
}

/// A side of a matrix, in a word.
fn side(side: Side, step: Step) -> String {
    match side {
        Side::Period => step.to_string(),
        Side::By(split) => split.to_string(),
    }
}

fn plural(side: Side) -> &'static str {
    match side {
        Side::Period => "periods",
        Side::By(SplitBy::Type) => "types",
        Side::By(SplitBy::Area) => "areas",
        Side::By(SplitBy::Class) => "classes",
        Side::By(SplitBy::Entity) => "entities",
        Side::By(SplitBy::Actor) => "actors",
        Side::By(SplitBy::Dyad) => "dyads",
        Side::By(SplitBy::Role) => "roles",
        Side::By(SplitBy::Place) => "places",
        Side::By(SplitBy::Outlet) => "outlets",
        Side::By(SplitBy::Status) => "statuses",
        Side::By(SplitBy::Coder) => "coders",
    }
}

/// How dates are treated, or where codes stand together.
pub(super) fn rule(spec: &ChartSpec, of: MatrixOf) -> String {
    let diagonal = match of {
        MatrixOf::Codes(Within::Overlap) => "; the diagonal counts the marks of one code",
        MatrixOf::Codes(_) | MatrixOf::Pivot { .. } if of.is_symmetric() => {
            "; the diagonal counts all that belongs to one"
        }
        _ => "",
    };
    let rule = match of {
        MatrixOf::Codes(Within::Overlap) => "Each cell counts the pairs of marks that share a letter".to_owned(),
        MatrixOf::Codes(within) => format!("Each cell counts the {within}s in which both codes stand"),
        MatrixOf::Pivot { .. } if of.is_timed() => rule_in_words(spec.rule, spec.by),
        MatrixOf::Pivot { .. } => "Dates play no part: events without one are counted too".to_owned(),
    };
    format!("{rule}{diagonal}")
}

/// What is counted: “events”, “sentences”.
pub(super) fn unit(spec: &ChartSpec, of: MatrixOf) -> String {
    match of {
        MatrixOf::Codes(Within::Overlap) => "overlaps".to_owned(),
        MatrixOf::Codes(within) => format!("{within}s"),
        MatrixOf::Pivot { .. } => spec.unit.to_string(),
    }
}
