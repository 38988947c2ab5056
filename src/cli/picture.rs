//! A chart as a picture in a file: the options that say where, how large and on which ground, and the writing.

use super::put::{self, Old};
use super::report::{self, Trouble};
use crate::files::RealDisk;
use crate::files::export::png;
use crate::files::export::svg::SvgStyle;
use chrono::NaiveDate;
use clap::{ArgGroup, Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Which pictures are written.
#[derive(Args)]
#[command(next_help_heading = "Pictures", group = ArgGroup::new("picture").args(["svg", "png"]).multiple(true))]
pub(super) struct Picture {
    /// Write the chart as an SVG picture, too.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write the chart as a PNG picture, too.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// How many pixels of the PNG each pixel of the SVG becomes, 1 to 4.
    #[arg(long, value_name = "1..4", default_value_t = 2, requires = "png", value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: u8,
    /// Dark letters on a light ground, or light ones on a dark ground.
    #[arg(long, value_enum, default_value = "light", requires = "picture")]
    theme: Theme,
    /// Replace pictures that are there already.
    #[arg(long, requires = "picture")]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Theme {
    /// For paper.
    Light,
    /// For a dark screen.
    Dark,
}

impl Picture {
    /// Writes what was asked for, or nothing at all if one of the files is there already.
    pub fn write(&self, date: NaiveDate, drawn: impl Fn(&SvgStyle) -> String) -> Result<(), Trouble> {
        let paths: Vec<PathBuf> = [&self.svg, &self.png].into_iter().flatten().cloned().collect();
        if paths.is_empty() {
            return Ok(());
        }
        put::may_write(&RealDisk, &paths, Old::from_force(self.force))?;
        let style = SvgStyle { dark: self.theme == Theme::Dark, date: Some(date), ..SvgStyle::default() };
        let svg = drawn(&style);
        if let Some(path) = &self.svg {
            written(path, svg.as_bytes())?;
        }
        if let Some(path) = &self.png {
            let bytes = png::from_svg(&svg, self.scale).map_err(|why| {
                Trouble::new(format!("The chart could not be drawn as PNG: {why}. Write it with --svg."))
            })?;
            written(path, &bytes)?;
        }
        Ok(())
    }
}

fn written(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    put::file(&RealDisk, path, bytes)?;
    report::remark(&format!("The chart is in “{}”.", path.display()));
    Ok(())
}
