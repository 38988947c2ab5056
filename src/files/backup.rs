//! Older states of a project file, in a folder beside it: `NAME.ron.backups/2025-03-10_09-30-00.000.ron`.
//!
//! Each save leaves the file that it replaces there, under the moment at which that was written (UTC), then thins out
//! what is there: the last few stay, then one an hour, a day, a week and a month, each for so many; and the largest
//! stays, so that a project that lost most of itself is not all that is left. Each is a whole project that opens.
//!
//! What this does *not* do: it removes nothing whose name it does not know, and it does not decide whether to save.

use super::disk::{Disk, beside};
use crate::base::stamp::Stamp;
use chrono::{DateTime, NaiveDateTime, Utc};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The last so many stay, however close they are.
pub const LAST: usize = 4;
/// Of so many hours, days, weeks and months the last one in each stays.
pub const HOURS: usize = 6;
/// See [`HOURS`].
pub const DAYS: usize = 7;
/// See [`HOURS`].
pub const WEEKS: usize = 4;
/// See [`HOURS`].
pub const MONTHS: usize = 6;

/// Two states of one second are two; a file system that counts in seconds makes numbers of them.
const NAME: &str = "%Y-%m-%d_%H-%M-%S%.3f";
const NAME_LEN: usize = "2025-03-10_09-30-00.000".len();
const MOST_OF_A_MOMENT: usize = 100;
const HOUR_SECS: i64 = 3_600;
const DAY_SECS: i64 = 24 * HOUR_SECS;

/// An older state of a project file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// When it was written.
    pub at: Stamp,
    /// Bytes.
    pub len: u64,
}

/// The folder with the backups of a project file; it need not be there.
#[must_use]
pub fn folder_of(path: &Path) -> PathBuf {
    beside(path, ".backups")
}

/// The backups of a project file, latest first; none if there is no such folder.
#[must_use]
pub fn list(disk: &dyn Disk, path: &Path) -> Vec<Backup> {
    let names = disk.list(&folder_of(path)).unwrap_or_default();
    let mut backups: Vec<Backup> = names.into_iter().filter_map(|path| known(disk, path)).collect();
    backups.sort_by(|a, b| b.path.cmp(&a.path));
    backups
}

/// Keeps the file as a backup, and thins out those that are there. `now` stands in where the system does not say when
/// the file was written.
///
/// # Errors
/// What the system says; the file itself is as it was.
pub fn keep(disk: &dyn Disk, path: &Path, now: Stamp) -> io::Result<()> {
    let stat = disk.stat(path)?;
    let written = stat.modified.map_or(now.utc(), DateTime::<Utc>::from);
    let folder = folder_of(path);
    if !disk.exists(&folder) {
        disk.create_dir_all(&folder)?;
    }
    let name = written.format(NAME);
    for number in 1..MOST_OF_A_MOMENT {
        let number = if number == 1 { String::new() } else { format!("_{number:02}") };
        let to = folder.join(format!("{name}{number}.ron"));
        match disk.stat(&to) {
            // A save that failed has kept it already.
            Ok(kept) if (kept.len, kept.modified) == (stat.len, stat.modified) => break,
            Ok(_) => {}
            Err(_) => {
                disk.link(path, &to)?;
                break;
            }
        }
    }
    let backups = list(disk, path);
    for gone in superfluous(&backups) {
        disk.remove(&gone.path)?;
    }
    Ok(())
}

/// Those of `backups`, latest first, that may go.
#[must_use]
pub fn superfluous(backups: &[Backup]) -> Vec<&Backup> {
    let mut stay: BTreeSet<usize> = (0..backups.len().min(LAST)).collect();
    let spreads: [(usize, Slot); 4] = [(HOURS, hour), (DAYS, day), (WEEKS, week), (MONTHS, month)];
    for (most, slot_of) in spreads {
        let mut slots = BTreeSet::new();
        for (place, backup) in backups.iter().enumerate() {
            let slot = slot_of(backup.at);
            if slots.len() < most && slots.insert(slot) {
                stay.insert(place);
            }
        }
    }
    let largest = backups.iter().enumerate().max_by_key(|(place, backup)| (backup.len, std::cmp::Reverse(*place)));
    stay.extend(largest.map(|(place, _)| place));
    backups.iter().enumerate().filter(|(place, _)| !stay.contains(place)).map(|(_, backup)| backup).collect()
}

/// The stretch of time that a moment lies in, counted from 1970.
type Slot = fn(Stamp) -> i64;

fn hour(at: Stamp) -> i64 {
    at.unix_secs().div_euclid(HOUR_SECS)
}

fn day(at: Stamp) -> i64 {
    at.unix_secs().div_euclid(DAY_SECS)
}

/// Weeks from Thursday to Wednesday, as 1970 began; which day does not matter.
fn week(at: Stamp) -> i64 {
    at.unix_secs().div_euclid(7 * DAY_SECS)
}

fn month(at: Stamp) -> i64 {
    use chrono::Datelike;
    let at = at.utc();
    i64::from(at.year()) * 12 + i64::from(at.month0())
}

fn known(disk: &dyn Disk, path: PathBuf) -> Option<Backup> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".ron")?;
    let at = NaiveDateTime::parse_from_str(stem.get(..NAME_LEN)?, NAME).ok()?.and_utc();
    let len = disk.stat(&path).ok().filter(|stat| !stat.is_dir)?.len;
    Some(Backup { path, at: at.into(), len })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn at(secs: i64, len: u64) -> Backup {
        Backup { path: PathBuf::from(format!("{secs}.ron")), at: Stamp::from_unix_secs(secs), len }
    }

    /// A save every two minutes for 400 days, thinned out after each, as a session does it.
    #[test]
    fn a_year_of_saves_leaves_a_bounded_number_that_reach_back() {
        let now = 1_700_000_000;
        let (mut backups, step) = (Vec::<Backup>::new(), 3 * HOUR_SECS / 7);
        let mut most = 0;
        for number in 0..(400 * DAY_SECS / step) {
            backups.insert(0, at(now + number * step, 1_000));
            let gone: Vec<PathBuf> = superfluous(&backups).into_iter().map(|backup| backup.path.clone()).collect();
            backups.retain(|backup| !gone.contains(&backup.path));
            most = most.max(backups.len());
        }
        assert!(most <= LAST + HOURS + DAYS + WEEKS + MONTHS + 1, "{most}");
        let age = |place: usize| backups[0].at.unix_secs() - backups[place].at.unix_secs();
        assert!(age(LAST) < 8 * HOUR_SECS);
        let oldest = age(backups.len() - 1);
        assert!(oldest > 120 * DAY_SECS, "only {} days back", oldest / DAY_SECS);
        assert!((0..backups.len()).any(|place| (5 * DAY_SECS..9 * DAY_SECS).contains(&age(place))));
    }

    #[test]
    fn the_largest_stays_when_everything_newer_is_small() {
        let mut backups: Vec<Backup> = (0..60).map(|number| at(2_000_000_000 - number, 10)).collect();
        backups[50].len = 9_000;
        let gone = superfluous(&backups);
        assert!(!gone.contains(&&backups[50]), "the last that was whole");
        assert!(gone.contains(&&backups[49]) && gone.contains(&&backups[51]));
    }

    #[test]
    fn what_has_another_name_is_not_touched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.ron");
        std::fs::write(&path, "one").unwrap();
        keep(&crate::files::RealDisk, &path, Stamp::default()).unwrap();
        let strange = folder_of(&path).join("mine.ron");
        std::fs::write(&strange, "mine").unwrap();
        std::fs::write(&path, "two").unwrap();
        keep(&crate::files::RealDisk, &path, Stamp::default()).unwrap();
        assert!(strange.exists());
        assert!(!list(&crate::files::RealDisk, &path).is_empty());
    }
}
