//! The door: what was asked for, the window or a command, and the exit code.

use entente::cli::{self, Asked};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Asked::Done(code) => ExitCode::from(code),
        Asked::Window(project) => match window(project) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                cli::report::trouble(&why);
                ExitCode::from(cli::COULD_NOT)
            }
        },
    }
}

#[cfg(feature = "gui")]
fn window(project: Option<PathBuf>) -> Result<(), String> {
    entente::ui::run(project)
}

#[cfg(not(feature = "gui"))]
fn window(_project: Option<PathBuf>) -> Result<(), String> {
    let why = "This program was built without its window, so there is nothing to show.";
    Err(format!("{why} {}", cli::WITHOUT_A_WINDOW))
}
