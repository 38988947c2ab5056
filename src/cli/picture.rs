//! A chart as a picture in a file: the options that say where, how large and on which ground, and the writing.

use super::put::{self, Old};
use super::report::{self, Trouble};
use crate::files::RealDisk;
use crate::files::disk::beside;
use crate::files::export::png::{self, NoPicture};
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
    /// Draw the letters of the SVG as outlines: it then looks the same where the fonts are missing, and its words can
    /// be neither searched nor changed.
    #[arg(long, requires = "svg")]
    outlined: bool,
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
    /// Writes what was asked for, or nothing at all if one of the files is there already, is the project itself, or cannot
    /// be drawn.
    pub fn write(&self, project: &Path, date: NaiveDate, drawn: impl Fn(&SvgStyle) -> String) -> Result<(), Trouble> {
        let paths: Vec<PathBuf> = [&self.svg, &self.png].into_iter().flatten().cloned().collect();
        if paths.is_empty() {
            return Ok(());
        }
        put::may_write(&RealDisk, &paths, Old::from_force(self.force))?;
        if self.svg.is_some() && self.svg == self.png {
            return Err(Trouble::new("One file cannot be both SVG and PNG. Nothing was written. Give two names."));
        }
        paths.iter().try_for_each(|path| put::not_one_of(path, &[project, &beside(project, ".log")]))?;
        let style = SvgStyle { dark: self.theme == Theme::Dark, date: Some(date), ..SvgStyle::default() };
        let svg = drawn(&style);
        let failed =
            |why: NoPicture| Trouble::new(format!("The chart could not be drawn: {why}. Nothing was written."));
        // All is drawn before anything is written.
        let pixels = self.png.as_ref().map(|_| png::from_svg(&svg, self.scale)).transpose().map_err(failed)?;
        let svg = if self.outlined { png::outlined(&svg).map_err(failed)? } else { svg };
        if let Some(path) = &self.svg {
            written(path, svg.as_bytes())?;
        }
        if let (Some(path), Some(pixels)) = (&self.png, pixels) {
            written(path, &pixels)?;
        }
        Ok(())
    }
}

fn written(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    put::file(&RealDisk, path, bytes)?;
    report::remark(&format!("The chart is in “{}”.", path.display()));
    Ok(())
}
