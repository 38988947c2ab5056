//! Opens projects for the commands, and says who is asking and when.
//!
//! A project that is only read is opened without a lock, and nothing is written. What is remarkable about a file is
//! said on the standard error; what cannot be opened is the caller's trouble.

use super::report::{self, Trouble};
use crate::base::id::Ids;
use crate::base::number::counted;
use crate::base::stamp::Stamp;
use crate::files::store::NO_LOG;
use crate::files::{OpenOptions, Problem, RealDisk};
use crate::session::home::Home;
use crate::session::{Command, Session, Settings};
use std::path::Path;
use std::sync::Arc;

/// Remarks about one file; for more there is `entente check`.
const MOST_REMARKS: usize = 8;

/// Now. No other file of this program reads the clock for a command.
pub fn now() -> Stamp {
    chrono::Utc::now().into()
}

/// Ids that no other run hands out.
pub fn ids() -> Ids {
    Ids::from_seed(fastrand::u64(..))
}

/// Opens a project to look at it.
pub fn reading(path: &Path) -> Result<Session, Trouble> {
    let (session, problems) = quietly(path)?;
    remark_on(path, &problems);
    Ok(session)
}

/// Opens a project to look at it, and hands over what is remarkable about it.
pub fn quietly(path: &Path) -> Result<(Session, Vec<Problem>), Trouble> {
    let options = OpenOptions { by: String::new(), now: now(), write: false };
    Ok(Session::open(Arc::new(RealDisk), path, &options, ids())?)
}

/// Opens a copy to compare it: that it came without its log is nothing to remark on.
pub fn copy(path: &Path) -> Result<Session, Trouble> {
    let (session, mut problems) = quietly(path)?;
    problems.retain(|problem| problem.what != NO_LOG);
    remark_on(path, &problems);
    Ok(session)
}

/// Opens a project to change it.
pub fn writing(path: &Path, by: &str) -> Result<Session, Trouble> {
    let options = OpenOptions { by: by.to_owned(), now: now(), write: true };
    let (session, problems) = Session::open(Arc::new(RealDisk), path, &options, ids())?;
    remark_on(path, &problems);
    match session.read_only() {
        None => whole(path, session),
        Some(why) => Err(Trouble::new(report::sentence(&why))),
    }
}

/// Refuses a project of which not all could be read: what is missing would be gone for good with the next save, and a
/// merge would take it for removed.
pub fn whole(path: &Path, session: Session) -> Result<Session, Trouble> {
    if session.unread() == 0 {
        return Ok(session);
    }
    let places = counted(session.unread(), "place");
    Err(Trouble::new(format!(
        "“{0}” is damaged: {places} could not be read (“entente check” lists them). Nothing was changed. Save what can be \
         saved with “entente repair {0} -o repaired.ron”, and go on with that file.",
        path.display()
    )))
}

/// Makes a project.
pub fn creating(path: &Path, by: &str) -> Result<Session, Trouble> {
    let session = Session::create(Arc::new(RealDisk), path, by, now(), ids())?;
    session.folder_remark().iter().for_each(|remark| report::remark(&report::sentence(remark)));
    Ok(session)
}

/// Writes the project file, if it does not hold every change yet.
pub fn save(session: &mut Session) -> Result<(), Trouble> {
    if session.unsaved() == 0 {
        return Ok(());
    }
    let path = session.path().map(Path::to_owned);
    let saved = session.perform(&Command::Save, now())?;
    // That it was saved goes without saying; that a copy of a damaged file was made does not.
    if path.is_some_and(|path| saved.said != format!("Saved {}", path.display())) {
        report::remark(&report::sentence(&saved.said));
    }
    Ok(())
}

/// The name that new records carry: as asked, else as in the settings, else as the system knows this person.
pub fn coder(asked: Option<&String>) -> String {
    let given = |name: &String| !name.trim().is_empty();
    asked.cloned().filter(given).or_else(|| from_settings().filter(given)).or_else(from_system).unwrap_or_default()
}

fn from_settings() -> Option<String> {
    let (settings, remark) = Settings::read(&RealDisk, &Home::find()?.config);
    remark.iter().for_each(|remark| report::remark(remark));
    Some(settings.coder)
}

fn from_system() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
}

fn remark_on(path: &Path, problems: &[Problem]) {
    for problem in problems.iter().take(MOST_REMARKS) {
        report::remark(&report::sentence(&format!("“{}”: {problem}", path.display())));
    }
    let more = problems.len().saturating_sub(MOST_REMARKS);
    if more > 0 {
        report::remark(&format!(
            "“{}”: {more} more such remarks; “entente check” lists all of them.",
            path.display()
        ));
    }
}
