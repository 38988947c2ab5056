//! Opening a project: the file, then what its log has and the file has not, then repairs.
//!
//! What this does *not* do: it writes nothing. What has to be done to the log is noted and done before the next line.

use super::{Beginning, LogState, OpenError, OpenOptions, Opened, Parted, Store};
use crate::base::id::Fresh;
use crate::base::stamp::Stamp;
use crate::files::disk::{Disk, beside};
use crate::files::error::{Doing, Why};
use crate::files::lock::Lock;
use crate::files::log::Gap;
use crate::files::problem::Problem;
use crate::files::{log, read, repair};
use crate::model::{Made, ProjectId, TxId};
use crate::project::{Cause, Conflict, Edit, Tx};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// The title of the transaction that makes a project sound on opening.
pub const REPAIR: &str = "Repair after reading";
/// What is said of a file that travelled alone.
pub const NO_LOG: &str = "its log is not beside it: it opens complete, but without history";

impl Store {
    /// Applies what the log has and the file has not, then repairs what is not sound.
    pub(super) fn replay(mut self, read: read::Read, log: Option<log::Log>, options: &OpenOptions) -> Opened {
        let read::Read { mut project, last, mut problems, newer, past, .. } = read;
        if let Some(format) = newer {
            let what = if problems.is_empty() { "" } else { ", and what this program does not know of is not shown" };
            let what = format!("it has format {format}, newer than this program: it is open for reading only{what}");
            problems.push(Problem::general(what));
        }
        let header = log.as_ref().and_then(|log| log.header);
        let begun_after = header.and_then(|header| header.after);
        let mut transactions = self.take_log(log, last, &mut problems);
        let contained = last.filter(|last| begun_after != Some(*last));
        let (after, mut parted) = (first_to_replay(&transactions, &self.gaps, contained), None);
        let after = after.unwrap_or_else(|| {
            // Another copy stands in the place of the file: the history of the log is not that of what it holds.
            let log = std::mem::replace(&mut self.log, LogState::Foreign);
            let (was, gaps) = (std::mem::take(&mut transactions.0), std::mem::take(&mut self.gaps));
            parted = Parted::of((was, gaps), header, log, &past);
            problems.push(Problem::general(replaced(parted.as_ref())));
            0
        });
        transactions.0.iter().take(after).for_each(|tx| self.past.remember(tx));
        let mut replayed = 0;
        for tx in transactions.0.iter().skip(after) {
            match project.apply_all(&tx.edits) {
                Ok(()) => replayed += 1,
                Err(conflict) => problems.push(does_not_fit(tx, &conflict)),
            }
            self.tail.push(tx.id);
            self.past.take(tx);
        }
        self.begins = self.beginning(header, last);
        if let Beginning::After(after) = self.begins {
            self.past.add(after);
        }
        let made = Made { by: options.by.clone(), at: options.now };
        let repaired = repair::repair(&project, &made);
        problems.extend(repaired.problems);
        if !repaired.edits.is_empty() {
            self.damaged = true;
            let tx = self.repair_tx(repaired.edits, made);
            self.tail.push(tx.id);
            self.pending = Some(tx.clone());
            transactions.0.push(tx);
        }
        let last = self.tail.last().copied().or(last);
        let transactions = transactions.0;
        Opened { store: self, project: repaired.project, transactions, last, replayed, problems, parted }
    }

    /// Where the history of this project begins.
    fn beginning(&self, header: Option<log::Header>, last: Option<TxId>) -> Beginning {
        match (self.log, header) {
            (LogState::Foreign | LogState::Missing | LogState::Torn { len: 0, .. }, _) if last.is_some() => {
                Beginning::Lost
            }
            (LogState::Ready { .. } | LogState::Torn { len: 1.., .. }, None) => Beginning::Unknown,
            (_, Some(header)) => header.begins(),
            _ => Beginning::WithProject,
        }
    }

    /// The transactions of the log if it belongs to this project, and where its first gap is.
    fn take_log(
        &mut self,
        log: Option<log::Log>,
        last: Option<TxId>,
        problems: &mut Vec<Problem>,
    ) -> (Vec<Tx>, Option<usize>) {
        let Some(log) = log else {
            if last.is_some() {
                problems.push(Problem::general(NO_LOG));
            }
            return (Vec::new(), None);
        };
        if let Some(header) = log.header.filter(|h| h.project != self.project || h.log != log::FORMAT) {
            self.log = LogState::Foreign;
            problems.push(foreign(header));
            return (Vec::new(), None);
        }
        let (len, gap) = (u64::try_from(log.whole).unwrap_or(u64::MAX), log.gap.is_some());
        self.log = match (log.whole, log.torn) {
            (0, 0) => LogState::Missing,
            (_, 0) => LogState::Ready { len, gap },
            _ => LogState::Torn { len, gap, copy: true },
        };
        problems.extend(log.problems);
        self.gaps = log.gaps;
        (log.transactions, log.gap)
    }

    fn repair_tx(&self, edits: Vec<Edit>, made: Made) -> Tx {
        let seed = self.known.as_ref().map_or([0; 32], |known| known.sha256);
        let digest = Sha256::new().chain_update(seed).chain_update(made.at.to_string()).finalize();
        let bits = digest.iter().take(8).fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let title = REPAIR.to_owned();
        let (id, cause, merged) = (TxId::from_bits(bits), Cause::Change, Vec::new());
        Tx { id, at: made.at, by: made.by, title, cause, merged, edits }
    }
}

impl log::Header {
    /// Where the history begins that it heads.
    pub(super) fn begins(&self) -> Beginning {
        match self.after {
            _ if self.lost => Beginning::Unknown,
            Some(after) => Beginning::After(after),
            None => Beginning::WithProject,
        }
    }
}

/// How many transactions the file already contains; `None` if it goes back to another history than the log.
fn first_to_replay(
    (transactions, unread): &(Vec<Tx>, Option<usize>),
    gaps: &[Gap],
    last: Option<TxId>,
) -> Option<usize> {
    let Some(last) = last else { return Some(0) };
    if let Some(at) = transactions.iter().position(|tx| tx.id == last) {
        return Some(at + 1);
    }
    if let Some(gap) = gaps.iter().find(|gap| gap.last == Some(last)) {
        return Some(gap.before);
    }
    // The line that cannot be read may be that of `last`: what stands before it is contained, and what stands behind
    // it is applied if it fits.
    unread.or(transactions.is_empty().then_some(0))
}

/// What a file holds, and its hash. Both go through all of its bytes, so they do it at the same time; the bytes are given
/// back before anything else is made of what they say.
#[expect(clippy::needless_pass_by_value, reason = "nobody else is to hold the bytes of a large file for longer")]
pub(super) fn read(bytes: Vec<u8>, fallback: Option<ProjectId>) -> Result<(read::Read, [u8; 32]), Why> {
    let hash = || Sha256::digest(&bytes).into();
    std::thread::scope(|scope| {
        let hashed = scope.spawn(hash);
        let read = read::read(&bytes, fallback)?;
        Ok((read, hashed.join().unwrap_or_else(|_| hash())))
    })
}

pub(super) fn lock(disk: &Arc<dyn Disk>, path: &Path, doing: Doing, by: &str, now: Stamp) -> Result<Lock, OpenError> {
    Lock::take(disk, path, doing, by, now).map_err(|error| match error.why.clone() {
        Why::Busy(by) => OpenError::Busy { by, error: Box::new(error) },
        _ => OpenError::File(error),
    })
}

/// The bytes of the log; `None` if there is none.
pub(super) fn read_log(disk: &dyn Disk, path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    match disk.read(&beside(path, ".log")) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn replaced(parted: Option<&Parted>) -> String {
    let what = "its log ends before this file was saved: the file is taken as it is, and the log is put aside at the next \
                change";
    match parted.map(|parted| parted.changes) {
        None => what.to_owned(),
        Some(1) => format!("{what}; 1 change in it is not in this file"),
        Some(changes) => format!("{what}; {changes} changes in it are not in this file"),
    }
}

fn foreign(header: log::Header) -> Problem {
    let what = if header.log == log::FORMAT {
        format!("the log beside it belongs to another project ({})", header.project)
    } else {
        format!("the log beside it has format {}, and this program reads {}", header.log, log::FORMAT)
    };
    Problem::general(format!("{what}: it was left alone, and is put aside at the next change"))
}

fn does_not_fit(tx: &Tx, conflict: &Conflict) -> Problem {
    let what = format!("the change “{}” of {} does not fit and was left out; the log keeps it", tx.title, tx.at);
    Problem::of(conflict.record, what)
}
