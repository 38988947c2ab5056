//! What every command of a chart takes and gives: a project, a saved chart to begin with, filters, and the figures as a
//! table, as JSON, as CSV and as pictures.

use super::filters::{self, Filters};
use super::open;
use super::output::{self, Format};
use super::picture::Picture;
use super::report::{Answer, Trouble};
use crate::files::export::svg::SvgStyle;
use crate::model::{ChartSpec, CodeKind};
use crate::project::Project;
use crate::session::Session;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// What is asked of every chart.
#[derive(Args)]
pub(super) struct Common {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// Begin with a saved chart of this kind; further options add to it or take the place of what it says.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// Print the figures as CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    format: Format,
    #[command(flatten, next_help_heading = "Which events")]
    filters: Filters,
    #[command(flatten)]
    picture: Picture,
}

impl Common {
    /// The project, to be read.
    pub fn open(&self) -> Result<Session, Trouble> {
        open::reading(&self.project)
    }

    /// The chart to begin with, and the filter: the saved one, which is to be of this kind, or else the usual one.
    pub fn begin(
        &self,
        project: &Project,
        noun: &str,
        is_of_kind: impl Fn(&ChartSpec) -> bool,
    ) -> Result<ChartSpec, Trouble> {
        let mut spec = match &self.view {
            Some(name) => filters::saved(project, noun, name, |view| {
                view.list.is_none().then(|| view.chart.clone()).filter(|chart| is_of_kind(chart))
            })?,
            None => ChartSpec { filter: self.filters.beginning(), ..ChartSpec::default() },
        };
        self.filters.narrow(project, &mut spec.filter, &[CodeKind::EventType])?;
        Ok(spec)
    }

    /// Writes the pictures that were asked for, and prints the figures as they were asked for.
    pub fn give<Json: Serialize>(
        &self,
        date: NaiveDate,
        svg: impl Fn(&SvgStyle) -> String,
        csv: impl FnOnce() -> String,
        json: impl FnOnce() -> Json,
        print: impl FnOnce() -> Result<(), Trouble>,
    ) -> Result<Answer, Trouble> {
        self.picture.write(&self.project, date, svg)?;
        if self.csv {
            output::put(&csv())?;
        } else if self.format.json {
            output::json(&json())?;
        } else {
            print()?;
        }
        Ok(Answer::Yes)
    }
}
