//! Saving, at once or on another thread.
//!
//! A save in three steps: [`Session::begin_save`] takes the project as it is now, which costs nothing; what comes back
//! is run anywhere; [`Session::end_save`] notes what came of it. Commands can be carried out in between.

use super::{Failure, Outcome, Session};
use crate::base::stamp::Stamp;
use crate::files::store::{Dropped, Outside, Saving, Store, Written};
use crate::files::{FileError, Saved};
use crate::ops::Refused;
use std::path::Path;

impl Session {
    /// Kinds of records of which the file holds many more than the project has: whoever saves should ask first.
    #[must_use]
    pub fn would_drop(&self) -> Vec<Dropped> {
        self.store.as_ref().map(|store| store.would_drop(&self.project)).unwrap_or_default()
    }

    /// Begins to save what is there now.
    ///
    /// # Errors
    /// If there is no file, it is open for reading only, or a save is under way.
    pub fn begin_save(&mut self, now: Stamp) -> Result<Saving, Failure> {
        self.writable()?;
        let Some(store) = &mut self.store else {
            return Err(Refused::because("This project has no file; choose one with “Save as…”").into());
        };
        Ok(store.begin_save(&self.project, self.last, self.keeping, now)?)
    }

    /// Ends a save that this session began.
    ///
    /// # Errors
    /// If it could not be written, or somebody else has changed the file; everything is in the log.
    pub fn end_save(&mut self, written: Written) -> Result<Outcome, FileError> {
        let Some(store) = &mut self.store else { return Ok(Outcome::default()) };
        let saved = store.end_save(written)?;
        Ok(Outcome { said: said_of_save(store.path(), &saved), ..Outcome::default() })
    }

    /// Whether a save is under way.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.store.as_ref().is_some_and(Store::is_saving)
    }

    /// What has to be remembered to see whether somebody else changes the file; `None` if there is none.
    #[must_use]
    pub fn outside(&self) -> Option<Outside> {
        self.store.as_ref().and_then(Store::outside)
    }

    pub(super) fn save(&mut self, now: Stamp) -> Result<Outcome, Failure> {
        let written = self.begin_save(now)?.run();
        Ok(self.end_save(written)?)
    }
}

fn said_of_save(path: &Path, saved: &Saved) -> String {
    let mut said = format!("Saved {}", path.display());
    for copy in &saved.copies {
        said += ". What could not be read of the file before is kept in ";
        said += &copy.display().to_string();
    }
    if let Some(why) = &saved.no_backup {
        said += ". The file before could not be kept as a backup: ";
        said += why;
    }
    said
}
