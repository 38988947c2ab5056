//! A chart as a file: a picture, or the figures behind it, as the name of the file asks for.

use super::{Charts, Kind};
use crate::files::export::figures_csv::{activity_csv, lags_csv, matrix_csv, network_csv, timeline_csv, trend_csv};
use crate::files::export::json::{activity_json, lags_json, matrix_json, network_json, timeline_json, trend_json};
use crate::files::export::png;
use crate::files::export::svg::{SvgStyle, activity_svg, lag_svg, matrix_svg, network_svg, timeline_svg, trend_svg};
use crate::project::Project;
use crate::query::network::Layout;
use serde::Serialize;
use std::path::Path;

/// How many pixels of a PNG each pixel of the drawing becomes: sharp in print.
const PNG_SCALE: u8 = 3;

impl Charts {
    /// The chart of a kind as the bytes of a file with this name: SVG, PNG, or its figures as CSV or
    /// JSON.
    ///
    /// # Errors
    /// If there are no figures, if it cannot be drawn, or if the name asks for something else; what to do is said.
    pub fn file(
        &self,
        kind: Kind,
        (revision, project): (u64, &Project),
        (path, style): (&Path, &SvgStyle),
    ) -> Result<Vec<u8>, String> {
        let facts = self.facts.facts(revision, project);
        let spec = self.spec(kind);
        let today = style.date.unwrap_or_default();
        match kind {
            Kind::Activity => {
                let figures = facts.activity(&spec).map_err(|why| why.to_string())?;
                written(
                    path,
                    || activity_svg(&figures, style),
                    || activity_csv(&figures, today),
                    || activity_json(&figures, today),
                )
            }
            Kind::Trend => {
                let figures = facts.trend(&spec).map_err(|why| why.to_string())?;
                written(
                    path,
                    || trend_svg(&figures, style),
                    || trend_csv(&figures, today),
                    || trend_json(&figures, today),
                )
            }
            Kind::Network => {
                let figures = facts.network(&spec);
                let folded = spec.network().is_some_and(|asked| asked.folded);
                written(
                    path,
                    || network_svg(&facts, &figures, &Layout::of(&facts, folded), style),
                    || network_csv(&facts, &figures, today),
                    || network_json(&facts, &figures, today),
                )
            }
            Kind::Lag => {
                let lags = facts.lags(&spec.filter);
                written(path, || lag_svg(&lags, &spec, style), || lags_csv(&lags, today), || lags_json(&lags))
            }
            Kind::Timeline => {
                let figures = facts.timeline(&spec, today);
                written(
                    path,
                    || timeline_svg(project, &figures, style),
                    || timeline_csv(project, &figures, today),
                    || timeline_json(project, &figures, today),
                )
            }
            Kind::Matrix => {
                let figures = facts.matrix(&spec).map_err(|why| why.to_string())?;
                written(
                    path,
                    || matrix_svg(&figures, style),
                    || matrix_csv(&figures, today),
                    || matrix_json(&facts, &figures, today),
                )
            }
        }
    }
}

fn written<J: Serialize>(
    path: &Path,
    svg: impl Fn() -> String,
    csv: impl Fn() -> String,
    json: impl Fn() -> J,
) -> Result<Vec<u8>, String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" => Ok(csv().into_bytes()),
        "json" => serde_json::to_vec_pretty(&json())
            .map_err(|why| format!("The figures could not be written as JSON: {why}. Nothing was written.")),
        "png" => png::from_svg(&svg(), PNG_SCALE).map_err(|why| {
            format!("The chart could not be drawn as PNG: {why}. Nothing was written; export it as .svg.")
        }),
        "svg" | "" => Ok(svg().into_bytes()),
        other => Err(format!(
            "A chart is written as .svg, .png, .csv or .json, not as .{other}. Nothing was written; choose another name."
        )),
    }
}
