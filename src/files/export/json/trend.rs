//! The index of a trend, its curves and its tests.

use super::{Beside, Documents, Stretch, annotations, bands, documents, ids, number, outside};
use crate::model::TrendOf;
use crate::query::Bin;
use crate::query::series::is_partial;
use crate::query::statistics::{ChangePoint, NotComputable, PoissonScan, Trend as Tested};
use crate::query::trend::{Line, Point, Trend};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Figures<'a> {
    title: &'a str,
    of: String,
    unit: &'static str,
    weighing: &'a str,
    rule: String,
    rule_in_words: &'a str,
    filter: &'a str,
    date: NaiveDate,
    bins: Vec<Value>,
    lines: Vec<OneLine<'a>>,
    documents: Documents,
    caution: Option<&'a str>,
}

#[derive(Serialize)]
struct OneLine<'a> {
    name: &'a str,
    filter: &'a str,
    n: usize,
    drawn: &'static str,
    points: Vec<Value>,
    trend: Value,
    change: Value,
    scan: Option<Value>,
    findings: &'a [String],
    unweighted: Vec<String>,
    undated: Vec<String>,
    spanning: Vec<String>,
    across: Vec<String>,
    outside: Beside,
    bands: Vec<Stretch>,
    annotations: Vec<Stretch>,
    set_aside: Vec<String>,
}

/// The figures of a trend; `date` is the day on which they were taken.
#[must_use]
pub fn trend_json(found: &Trend, date: NaiveDate) -> impl Serialize + use<'_> {
    let bin = |bin: &Bin| {
        let partial = is_partial(&found.spec, bin);
        json!({"from": bin.first, "to": bin.last, "label": bin.label, "partial": partial})
    };
    Figures {
        title: &found.title,
        of: found.spec.trend().map(|trend| trend.of).unwrap_or_default().to_string(),
        unit: match found.spec.trend().map(|trend| trend.of).unwrap_or_default() {
            TrendOf::Sum | TrendOf::Mean => "weights",
            TrendOf::Count => "events",
        },
        weighing: &found.weighing,
        rule: found.spec.rule.to_string(),
        rule_in_words: &found.rule,
        filter: &found.filter,
        date,
        bins: found.bins.iter().map(bin).collect(),
        lines: found.lines.iter().map(|line| line_in_json(found, line)).collect(),
        documents: documents(&found.denominator),
        caution: found.caution.as_deref(),
    }
}

fn line_in_json<'a>(found: &Trend, line: &'a Line) -> OneLine<'a> {
    let label = |at: &usize| {
        let bin = line.known.get(*at).and_then(|at| found.bins.get(*at));
        bin.map(|bin| bin.label.clone()).unwrap_or_default()
    };
    // A break is named by the bins before it: the last of them is the one before.
    let after = |at: usize| at.checked_sub(1).map(|at| label(&at));
    let set = |set: &[usize]| set.iter().map(|at| after(*at)).collect::<Vec<_>>();
    OneLine {
        name: &line.name,
        filter: &line.filter,
        n: line.events,
        drawn: if line.is_cumulative { "running_total" } else { "of_bin" },
        points: (0..).zip(&line.points).map(|(place, point)| point_in_json(line, place, point)).collect(),
        trend: answered(&line.trend, tested),
        change: answered(&line.change, |change: &ChangePoint| {
            let (squares, pettitt) = (&change.squares, &change.pettitt);
            json!({
                "after": after(squares.at), "before_mean": number(squares.before),
                "after_mean": number(squares.after), "set": set(&squares.set),
                "pettitt_after": after(pettitt.at), "pettitt_k": number(pettitt.k), "pettitt_p": pettitt.p,
            })
        }),
        scan: line.scan.as_ref().map(|scan| {
            answered(scan, |scan: &PoissonScan| {
                json!({
                    "after": after(scan.at), "before_rate": number(scan.before), "after_rate": number(scan.after),
                    "likelihood_ratio": number(scan.likelihood_ratio), "p": scan.p, "set": set(&scan.set),
                })
            })
        }),
        findings: &line.findings,
        unweighted: ids(&line.unweighted),
        undated: ids(&line.undated),
        spanning: ids(&line.spanning),
        across: ids(&line.across),
        outside: outside(&line.outside),
        bands: bands(&line.bands),
        annotations: annotations(&line.annotations),
        set_aside: ids(&line.set_aside),
    }
}

fn answered<T>(answer: &Result<T, NotComputable>, shown: impl Fn(&T) -> Value) -> Value {
    match answer {
        Ok(answer) => shown(answer),
        Err(why) => json!({"refused": why.to_string()}),
    }
}

fn tested(test: &Tested) -> Value {
    json!({
        "s": test.s, "variance": number(test.variance), "z": number(test.z), "p": test.p, "tau": number(test.tau),
        "tau_b": number(test.tau_b), "slope": number(test.slope), "slope_from": number(test.slope_interval.0),
        "slope_to": number(test.slope_interval.1), "intercept": number(test.intercept),
        "serial_correlation": number(test.serial_correlation), "is_serial": test.is_serial(),
    })
}

fn point_in_json(line: &Line, place: usize, point: &Point) -> Value {
    let known = line.known.binary_search(&place).ok();
    let at = |values: &[f64]| known.and_then(|known| values.get(known).copied());
    let average = known.and_then(|known| line.average.as_ref()?.averages.get(known));
    json!({
        "n": number(point.n),
        "sum": number(point.sum),
        "mean": point.mean().map(number),
        "thin": point.is_thin(),
        "of_bin": point.value.map(number),
        "running_total": line.cumulative.as_deref().and_then(at).map(number),
        "average": average.map(|average| number(average.value)),
        "average_partial": average.map(|average| average.is_partial),
        "lowess": line.lowess.as_ref().and_then(|curve| at(&curve.as_ref().ok()?.values)).map(number),
        "events": ids(&point.events),
    })
}
