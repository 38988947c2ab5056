//! Floor 6: the verbs of the shell, one file a subcommand.
//!
//! Each reads its arguments, asks the floors below and hands rows to `output`. Promises: rows go to the standard
//! output and everything else to the standard error; the exit code is 0 if all is fine, 1 if the answer is no, 2 if
//! it could not be done; a closed pipe is no error. Commands that only read take no lock and write nothing.
//!
//! What it does *not* do: it knows no window, and it decides nothing about a project. Here, and in the window, is the
//! only place where the clock is read.

mod activity;
mod agree;
mod args;
mod chart;
mod check;
mod codebook;
mod dates;
mod diff;
mod export;
mod figures;
mod filters;
mod grid;
mod import;
mod log;
mod matrix;
mod merge;
mod names;
mod network;
mod open;
mod output;
mod perform;
mod picture;
mod places;
mod put;
mod quantities;
mod repair;
pub mod report;
mod same;
mod search;
mod show;
mod timeline;
mod trend;

use clap::{Parser, Subcommand};
use report::{Answer, Trouble};
use std::ffi::OsString;
use std::path::PathBuf;

/// Exit code: it could not be done.
pub const COULD_NOT: u8 = 2;

/// What still works where no window can be shown.
pub const WITHOUT_A_WINDOW: &str = "The commands import, show, perform, search, names, same, dates, grid, activity, \
                                     trend, timeline, network, matrix, figures, export, codebook, check, diff, log, merge, agree and repair work without a \
                                     window; \
                                     “entente --help” lists them.";

/// What the arguments came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The window is wanted, with this project or the last one.
    Window(Option<PathBuf>),
    /// A command was run, or its help was shown; with this exit code.
    Done(u8),
}

const HELP: &str = "\
Examples:
  entente                               the window: the last project, at first the sample
  entente news.ron                      the window with this project
  entente import news.ron articles/     adds the .txt and .md files of a folder
  entente show news.ron events --json   all events, for a script
  entente search news.ron \"joint text\" every place, with what stands around it
  entente names news.ron                who and what the articles name
  entente same news.ron e0123456789     events that may be the same as this one
  entente activity news.ron --by month --split type --svg chart.svg
  entente trend news.ron --by month --dyad France-Morocco --png trend.png
  entente timeline news.ron --lanes storyline --svg stories.svg
  entente matrix news.ron --rows type --columns period --by quarter --svg heat.svg
  entente figures news.ron --csv        what the sources count, with bound, unit and sentence
  entente network news.ron --fold --ties weight --svg network.svg
  entente dates news.ron --json         every date expression, resolved
  entente grid news.ron e7k2m9q4xw1     what each article says of an event
  entente check news.ron && echo sound
  entente check news.ron --coding       what looks like a flaw in the coding
  entente codebook export news.ron codebook.ron
  entente diff news.ron hers.ron        what is different, in words
  entente log news.ron                  who changed what, and when
  entente merge news.ron hers.ron -o both.ron
  entente agree mine.ron hers.ron       how far two coders agree, and where not
  entente export news.ron --to html page.html  --max-handling green
  entente repair damaged.ron -o news.ron

Without --json a command prints a table; with it, one JSON value. Places in JSON (start_char, end_char) count Unicode code points from 0, the end not included. Dates are EDTF, such as 2025-03-10, 2025-03 or 2024/2025. Columns and fields that are empty, \"\" or null are not known. Results go to the standard output, remarks and errors to the standard error.

Exit codes: 0 fine; 1 the answer is no (check found problems, search, names or same found nothing, import had to refuse some files, a codebook could not be taken over whole, diff found differences, merge left conflicts, log has nothing to list, repair found damage, a ratio of figures cannot be computed, agree found nothing to compare); 2 it could not be done, or the arguments are wrong.

A project file that is called like a command is opened as ./show.";

/// Read the news with evidence: articles, marks, events, and how cooperation moves over time.
#[derive(Parser)]
#[command(name = "entente", version, after_help = HELP, args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Cli {
    /// The project to open in the window; without it the last one, the first time the sample.
    #[arg(value_name = "PROJECT.ron")]
    project: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Import(import::Import),
    Show(show::Show),
    Perform(perform::Perform),
    Search(search::Find),
    Names(names::Names),
    Same(same::Same),
    Activity(activity::Chart),
    Trend(trend::Index),
    Timeline(timeline::Line),
    Matrix(matrix::Cross),
    Figures(quantities::Figures),
    Network(network::Net),
    Dates(dates::Dates),
    Grid(grid::Grid),
    Export(export::Export),
    Codebook(codebook::Codebook),
    Check(check::Check),
    Diff(diff::Diff),
    Log(log::Log),
    Merge(merge::Merge),
    Agree(agree::Agree),
    Repair(repair::Repair),
}

/// Reads the arguments; runs the command, if there is one.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> Asked {
    match Cli::try_parse_from(args) {
        Ok(Cli { project, verb: None }) => Asked::Window(project),
        Ok(Cli { verb: Some(verb), .. }) => Asked::Done(code(verb.run())),
        Err(usage) => {
            // A closed pipe is no reason to say anything.
            let _ = usage.print();
            Asked::Done(u8::try_from(usage.exit_code()).unwrap_or(COULD_NOT))
        }
    }
}

impl Verb {
    fn run(self) -> Result<Answer, Trouble> {
        match self {
            Self::Import(import) => import.run(),
            Self::Show(show) => show.run(),
            Self::Perform(perform) => perform.run(),
            Self::Search(find) => find.run(),
            Self::Names(names) => names.run(),
            Self::Same(same) => same.run(),
            Self::Activity(chart) => chart.run(),
            Self::Trend(index) => index.run(),
            Self::Timeline(line) => line.run(),
            Self::Matrix(cross) => cross.run(),
            Self::Figures(figures) => figures.run(),
            Self::Network(net) => net.run(),
            Self::Dates(dates) => dates.run(),
            Self::Grid(grid) => grid.run(),
            Self::Export(export) => export.run(),
            Self::Codebook(codebook) => codebook.run(),
            Self::Check(check) => check.run(),
            Self::Diff(diff) => diff.run(),
            Self::Log(log) => log.run(),
            Self::Merge(merge) => merge.run(),
            Self::Agree(agree) => agree.run(),
            Self::Repair(repair) => repair.run(),
        }
    }
}

fn code(done: Result<Answer, Trouble>) -> u8 {
    match done {
        Ok(Answer::Yes) => 0,
        Ok(Answer::No) => 1,
        Err(trouble) => {
            report::trouble(&trouble.to_string());
            COULD_NOT
        }
    }
}
