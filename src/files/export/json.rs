//! Charts' figures as JSON: the same from the shell and from the window, with the ids behind every number.
//!
//! Numbers that are whole are written so, others to six decimals; dates are ISO 8601, both ends of a bin inclusive. What
//! the fields mean is said by the help of the command of their name, such as
//! `entente activity --help`.

mod activity;
mod matrix;
mod network;
mod quantities;
mod timeline;
mod trend;

pub use activity::{activity_json, lags_json};
pub use matrix::matrix_json;
pub use network::network_json;
pub use quantities::quantities_json;
pub use timeline::timeline_json;
pub use trend::trend_json;

use crate::model::{DocumentId, EventId};
use crate::query::series::{Annotation, Band, Denominator, Outside};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A number in JSON: whole if it is, else to six decimals.
pub(crate) fn number(amount: f64) -> Value {
    let rounded = (amount * 1e6).round() / 1e6;
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a small whole number")]
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        return Value::from(rounded as i64);
    }
    Value::from(rounded)
}

/// Ids, in the order given.
pub(crate) fn ids(events: &[EventId]) -> Vec<String> {
    events.iter().map(ToString::to_string).collect()
}

/// Something that is no bar.
#[derive(Serialize)]
pub(crate) struct Stretch {
    event: String,
    title: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

pub(crate) fn bands(bands: &[Band]) -> Vec<Stretch> {
    let one = |band: &Band| Stretch {
        event: band.event.to_string(),
        title: band.label.clone(),
        from: band.from,
        to: band.to,
    };
    bands.iter().map(one).collect()
}

pub(crate) fn annotations(sums: &[Annotation]) -> Vec<Stretch> {
    let one = |sum: &Annotation| Stretch {
        event: sum.event.to_string(),
        title: sum.label.clone(),
        from: sum.from,
        to: sum.to,
    };
    sums.iter().map(one).collect()
}

/// What lies beside the period that was asked for.
#[derive(Serialize)]
pub(crate) struct Beside {
    earlier: Vec<String>,
    partly: Vec<String>,
    amount: Value,
}

pub(crate) fn outside(all: &Outside) -> Beside {
    Beside { earlier: ids(&all.earlier), partly: ids(&all.partly), amount: number(all.amount) }
}

/// The documents of the project along the axis.
#[derive(Serialize)]
pub(crate) struct Documents {
    bins: Vec<usize>,
    spanning: Vec<String>,
    outside: Vec<String>,
    undated: Vec<String>,
    set_aside: Vec<String>,
}

pub(crate) fn documents(all: &Denominator) -> Documents {
    let ids = |ids: &[DocumentId]| ids.iter().map(ToString::to_string).collect();
    Documents {
        bins: all.bins.iter().map(Vec::len).collect(),
        spanning: ids(&all.spanning),
        outside: ids(&all.outside),
        undated: ids(&all.undated),
        set_aside: ids(&all.set_aside),
    }
}

/// Pairs that JSON shows as an object in this order; no name is there twice.
pub(crate) struct Named<T>(pub Vec<(String, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_order() {
        let named = Named(vec![("b".to_owned(), 1), ("a".to_owned(), 2)]);
        assert_eq!(serde_json::to_string(&named).expect("JSON"), r#"{"b":1,"a":2}"#);
    }
}
