//! A chart, or the table of figures, as a file: a picture, or the figures behind it, as the name of the file asks for.

use super::facts::Shelf;
use super::{Charts, Kind};
use crate::files::export::figures_csv::{
    activity_csv, lags_csv, matrix_csv, network_csv, quantities_csv, timeline_csv, trend_csv,
};
use crate::files::export::json::{
    activity_json, lags_json, matrix_json, network_json, quantities_json, timeline_json, trend_json,
};
use crate::files::export::png::{self, NoPicture};
use crate::files::export::svg::{SvgStyle, activity_svg, lag_svg, matrix_svg, network_svg, timeline_svg, trend_svg};
use crate::model::{ChartSpec, Filter};
use crate::project::Project;
use crate::query::Facts;
use crate::query::network::Layout;
use crate::query::quantities::QuantityOrder;
use chrono::NaiveDate;
use serde::Serialize;
use std::path::Path;

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A picture that stays sharp at any size.
    #[default]
    Svg,
    /// A picture of pixels.
    Png,
    /// The figures, for a spreadsheet.
    Csv,
    /// The figures with the ids behind them, for a program.
    Json,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Svg, Self::Png, Self::Csv, Self::Json];

    /// How the names of such files end, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// How a chart is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// As what, where the name of the file does not say it.
    pub form: Form,
    /// Light letters on a dark ground.
    pub dark: bool,
    /// How many pixels of a PNG each pixel of the drawing becomes, from 1 to 4.
    pub scale: u8,
    /// The letters of an SVG as outlines, which look the same where the fonts are missing.
    pub outlined: bool,
}

impl Default for Look {
    /// An SVG with real text; a PNG is sharp in print.
    fn default() -> Self {
        Self { form: Form::default(), dark: false, scale: 3, outlined: false }
    }
}

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
    /// Whether it is drawn, so that it can be a picture: the table of figures is not.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        matches!(self.asked, Asked::Chart(_))
    }

    /// The bytes of a file with this name: SVG, PNG, or the figures as CSV or JSON; of the table of figures, which is no
    /// picture, the last two. `today` is the day that it says.
    ///
    /// # Errors
    /// If there are no figures, if it cannot be drawn, or if the name asks for something else; what to do is said.
    pub fn bytes(
        &self,
        (revision, project): (u64, &Project),
        path: &Path,
        look: Look,
        today: NaiveDate,
    ) -> Result<Vec<u8>, String> {
        let facts = self.facts.facts(revision, project);
        match &self.asked {
            Asked::Chart(spec) => chart(&facts, spec, (path, look), today),
            Asked::Figures(filter, order) => {
                let found = facts.quantities(filter, *order);
                match ending(path, look).as_str() {
                    "csv" => Ok(quantities_csv(&found, today).into_bytes()),
                    "json" => as_json(&quantities_json(&found, None, today)),
                    other => Err(format!(
                        "The table of figures is written as .csv or .json, not as .{other}. Nothing was written; choose another name."
                    )),
                }
            }
        }
    }
}

fn chart(facts: &Facts, spec: &ChartSpec, (path, look): (&Path, Look), today: NaiveDate) -> Result<Vec<u8>, String> {
    let style = &SvgStyle { dark: look.dark, date: Some(today), ..SvgStyle::default() };
    let path = (path, look);
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
    (path, look): (&Path, Look),
    svg: impl Fn() -> String,
    csv: impl Fn() -> String,
    json: impl Fn() -> J,
) -> Result<Vec<u8>, String> {
    let drawn = |why: NoPicture| format!("The chart could not be drawn: {why}. Nothing was written.");
    match ending(path, look).as_str() {
        "csv" => Ok(csv().into_bytes()),
        "json" => as_json(&json()),
        "png" => png::from_svg(&svg(), look.scale).map_err(|why| drawn(why) + " Choose a smaller scale, or SVG."),
        "svg" if look.outlined => png::outlined(&svg()).map(String::into_bytes).map_err(drawn),
        "svg" => Ok(svg().into_bytes()),
        other => Err(format!(
            "A chart is written as .svg, .png, .csv or .json, not as .{other}. Nothing was written; choose another name."
        )),
    }
}

/// How the name of the file ends; without an ending it is what was chosen.
fn ending(path: &Path, look: Look) -> String {
    path.extension()
        .map_or_else(|| look.form.extension().to_owned(), |ending| ending.to_string_lossy().to_lowercase())
}

fn as_json(figures: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec_pretty(figures)
        .map_err(|why| format!("The figures could not be written as JSON: {why}. Nothing was written."))
}
