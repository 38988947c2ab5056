//! A chart, or the table of figures, as a file: a picture, or the figures behind it, as the name of the file asks for.

use super::facts::Shelf;
use super::{Charts, Kind};
use crate::files::export::figures_csv::{
    activity_csv, lags_csv, matrix_csv, network_csv, quantities_csv, timeline_csv, trend_csv,
};
use crate::files::export::json::{
    activity_json, lags_json, matrix_json, network_json, quantities_json, timeline_json, trend_json,
};
use crate::files::export::png;
use crate::files::export::svg::{SvgStyle, activity_svg, lag_svg, matrix_svg, network_svg, timeline_svg, trend_svg};
use crate::model::{ChartSpec, Filter};
use crate::project::Project;
use crate::query::Facts;
use crate::query::network::Layout;
use crate::query::quantities::QuantityOrder;
use serde::Serialize;
use std::path::Path;

/// How many pixels of a PNG each pixel of the drawing becomes: sharp in print.
const PNG_SCALE: u8 = 3;

/// What is to be written: it is counted where it is written, beside the frames.
pub struct ChartFile {
    facts: Shelf,
    asked: Asked,
}

enum Asked {
    Chart(Box<ChartSpec>),
    Figures(Box<Filter>, QuantityOrder),
}

impl Charts {
    /// The chart of a kind as a file.
    #[must_use]
    pub fn file(&self, kind: Kind) -> ChartFile {
        ChartFile { facts: self.facts.clone(), asked: Asked::Chart(Box::new(self.spec(kind))) }
    }

    /// The table of figures as a file.
    #[must_use]
    pub fn figures_file(&self) -> ChartFile {
        let (filter, order) = self.figures.asked(&self.question);
        ChartFile { facts: self.facts.clone(), asked: Asked::Figures(Box::new(filter), order) }
    }
}

impl ChartFile {
    /// The bytes of a file with this name: SVG, PNG, or the figures as CSV or JSON; of the table of figures, which is no
    /// picture, the last two.
    ///
    /// # Errors
    /// If there are no figures, if it cannot be drawn, or if the name asks for something else; what to do is said.
    pub fn bytes(
        &self,
        (revision, project): (u64, &Project),
        path: &Path,
        style: &SvgStyle,
    ) -> Result<Vec<u8>, String> {
        let facts = self.facts.facts(revision, project);
        let today = style.date.unwrap_or_default();
        match &self.asked {
            Asked::Chart(spec) => chart(&facts, spec, path, style),
            Asked::Figures(filter, order) => {
                let found = facts.quantities(filter, *order);
                match ending(path).as_str() {
                    "csv" | "" => Ok(quantities_csv(&found, today).into_bytes()),
                    "json" => as_json(&quantities_json(&found, None, today)),
                    other => Err(format!(
                        "The table of figures is written as .csv or .json, not as .{other}. Nothing was written; choose another name."
                    )),
                }
            }
        }
    }
}

fn chart(facts: &Facts, spec: &ChartSpec, path: &Path, style: &SvgStyle) -> Result<Vec<u8>, String> {
    let today = style.date.unwrap_or_default();
    let project = facts.project();
    match Kind::of(spec) {
        Kind::Activity => {
            let figures = facts.activity(spec).map_err(|why| why.to_string())?;
            written(
                path,
                || activity_svg(&figures, style),
                || activity_csv(&figures, today),
                || activity_json(&figures, today),
            )
        }
        Kind::Trend => {
            let figures = facts.trend(spec).map_err(|why| why.to_string())?;
            written(
                path,
                || trend_svg(&figures, style),
                || trend_csv(&figures, today),
                || trend_json(&figures, today),
            )
        }
        Kind::Network => {
            let figures = facts.network(spec);
            let folded = spec.network().is_some_and(|asked| asked.folded);
            written(
                path,
                || network_svg(facts, &figures, &Layout::of(facts, folded), style),
                || network_csv(facts, &figures, today),
                || network_json(facts, &figures, today),
            )
        }
        Kind::Lag => {
            let lags = facts.lags(&spec.filter);
            written(path, || lag_svg(&lags, spec, style), || lags_csv(&lags, today), || lags_json(&lags, today))
        }
        Kind::Timeline => {
            let figures = facts.timeline(spec, today);
            written(
                path,
                || timeline_svg(project, &figures, style),
                || timeline_csv(project, &figures, today),
                || timeline_json(project, &figures, today),
            )
        }
        Kind::Matrix => {
            let figures = facts.matrix(spec).map_err(|why| why.to_string())?;
            written(
                path,
                || matrix_svg(&figures, style),
                || matrix_csv(&figures, today),
                || matrix_json(facts, &figures, today),
            )
        }
    }
}

fn written<J: Serialize>(
    path: &Path,
    svg: impl Fn() -> String,
    csv: impl Fn() -> String,
    json: impl Fn() -> J,
) -> Result<Vec<u8>, String> {
    match ending(path).as_str() {
        "csv" => Ok(csv().into_bytes()),
        "json" => as_json(&json()),
        "png" => png::from_svg(&svg(), PNG_SCALE).map_err(|why| {
            format!("The chart could not be drawn as PNG: {why}. Nothing was written; export it as .svg.")
        }),
        "svg" | "" => Ok(svg().into_bytes()),
        other => Err(format!(
            "A chart is written as .svg, .png, .csv or .json, not as .{other}. Nothing was written; choose another name."
        )),
    }
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn as_json(figures: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec_pretty(figures)
        .map_err(|why| format!("The figures could not be written as JSON: {why}. Nothing was written."))
}
