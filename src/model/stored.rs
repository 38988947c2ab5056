//! How a chart is read: as it is written today, or as files up to format 3 have it, where a trend was a field.
//!
//! What it does *not* do: write one.

use super::{Arranged, ChartKind, ChartSpec, DateRule, Drawn, Filter, SplitBy, Step, TrendSpec, Unit};
use serde::Deserialize;

/// The fields of a chart, of today and of earlier formats.
#[derive(Deserialize)]
#[serde(rename = "ChartSpec", deny_unknown_fields)]
pub struct Chart {
    #[serde(default)]
    kind: ChartKind,
    #[serde(default)]
    by: Step,
    #[serde(default)]
    split: Option<SplitBy>,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    rule: DateRule,
    #[serde(default)]
    filter: Filter,
    #[serde(default)]
    drawn: Drawn,
    #[serde(default)]
    arranged: Arranged,
    #[serde(default)]
    denominator: bool,
    #[serde(default)]
    title: String,
    #[serde(default)]
    caption: String,
    /// Up to format 3: the trend, if it is one.
    #[serde(default)]
    trend: Option<TrendSpec>,
}

impl From<Chart> for ChartSpec {
    fn from(read: Chart) -> Self {
        let Chart { kind, by, split, unit, rule, filter, drawn, arranged, denominator, title, caption, trend } = read;
        let kind = trend.map_or(kind, ChartKind::Trend);
        Self { kind, by, split, unit, rule, filter, drawn, arranged, denominator, title, caption }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TrendOf;
    use ron::extensions::Extensions;

    fn read(chart: &str) -> Result<ChartSpec, String> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str(chart).map_err(|why| why.to_string())
    }

    #[test]
    fn a_trend_of_an_earlier_format_and_one_of_today_are_the_same() {
        let trend = ChartKind::Trend(TrendSpec { of: TrendOf::Mean, ..TrendSpec::default() });
        let asked = ChartSpec { kind: trend, by: Step::Year, ..ChartSpec::default() };
        for chart in ["(by: Year, trend: (of: Mean))", "(kind: Trend((of: Mean)), by: Year)"] {
            assert_eq!(read(chart).as_ref(), Ok(&asked), "{chart}");
        }
        assert_eq!(read("()"), Ok(ChartSpec::default()));
        assert!(read("(colour: \"red\")").is_err(), "an unknown field is said");
    }
}
