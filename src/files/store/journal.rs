//! Writing the log: adding lines, and what has to be done before a line can be added.
//!
//! Promises: nothing is cut from a log or replaced in it before it has been copied, but for what this program itself
//! failed to write. What this does *not* do: it does not know what a line says.

use super::{LogState, Store, in_a_name, replace_whole};
use crate::base::stamp::Stamp;
use crate::files::disk::{beside, folder, free_name};
use crate::files::log;
use crate::model::TxId;
use std::path::{Path, PathBuf};

impl Store {
    /// Whether the log on disk is not as this store left it.
    pub(super) fn log_is_not_ours(&self) -> bool {
        let LogState::Ready { len, .. } = self.log else { return false };
        !self.disk.stat(&self.log_path()).is_ok_and(|stat| stat.len == len)
    }

    /// Writes the repair that is not in the log yet.
    pub(super) fn log_pending(&mut self, now: Stamp) -> std::io::Result<()> {
        let Some(tx) = &self.pending else { return Ok(()) };
        let line = log::line(tx).map_err(std::io::Error::other)?;
        self.mend_log(now)?;
        self.append_lines(line)?;
        self.pending = None;
        Ok(())
    }

    /// Adds whole lines to a log that is in order; what was written of them is taken away again if that fails.
    pub(super) fn append_lines(&mut self, lines: String) -> std::io::Result<()> {
        let path = self.log_path();
        let (len, gap, bytes) = if let LogState::Ready { len, gap } = self.log {
            (len, gap, lines)
        } else {
            let header = log::header(self.project, self.contained).map_err(std::io::Error::other)?;
            // A new log does not know what was before: the file has to.
            self.contained.into_iter().for_each(|contained| self.past.add(contained));
            (0, false, header + &lines)
        };
        let added = self.disk.append(&path, bytes.as_bytes());
        let added = match added {
            Ok(()) if len == 0 => self.disk.sync_dir(folder(&path)),
            other => other,
        };
        if let Err(error) = added {
            // At once, and again before the next change if that fails too.
            self.log = LogState::Torn { len, gap, copy: false };
            let _ = self.mend_log(Stamp::default());
            return Err(error);
        }
        self.log = LogState::Ready { len: len + u64::try_from(bytes.len()).unwrap_or(0), gap };
        Ok(())
    }

    /// Does what has to be done before a line can be added to the log.
    pub(super) fn mend_log(&mut self, now: Stamp) -> std::io::Result<()> {
        let path = self.log_path();
        match self.log {
            LogState::Ready { .. } if self.log_is_not_ours() => Err(std::io::Error::other(
                "another program has removed or changed its log; save the project to begin a new one",
            )),
            LogState::Ready { .. } | LogState::Missing => Ok(()),
            LogState::Foreign => {
                let aside = free_name(&*self.disk, beside(&path, &format!(".other-{}", in_a_name(now))));
                self.disk.replace(&path, &aside)?;
                self.log = LogState::Missing;
                self.disk.sync_dir(folder(&path))
            }
            LogState::Torn { len, gap, copy } => {
                if copy {
                    self.copy_torn_line(&path, len, now)?;
                    self.log = LogState::Torn { len, gap, copy: false };
                }
                if self.disk.exists(&path) {
                    self.disk.cut(&path, len)?;
                }
                self.log = if len == 0 { LogState::Missing } else { LogState::Ready { len, gap } };
                Ok(())
            }
        }
    }

    fn copy_torn_line(&self, log: &Path, len: u64, now: Stamp) -> std::io::Result<()> {
        let bytes = self.disk.read(log)?;
        let torn = bytes.get(usize::try_from(len).unwrap_or(usize::MAX)..).unwrap_or_default();
        let copy = free_name(&*self.disk, beside(log, &format!(".torn-{}", in_a_name(now))));
        self.disk.write_new(&copy, torn)
    }

    /// A log with lines that cannot be read is copied and then written anew without them; it says where they stood.
    pub(super) fn renew_log(&mut self, now: Stamp) -> std::io::Result<Option<PathBuf>> {
        let LogState::Ready { gap: true, .. } = self.log else { return Ok(None) };
        let path = self.log_path();
        let copy = free_name(&*self.disk, beside(&path, &format!(".damaged-{}", in_a_name(now))));
        self.disk.copy(&path, &copy)?;
        self.write_log_anew(&self.disk.read(&path)?, self.contained)?;
        Ok(Some(copy))
    }

    /// Takes over the log of another store; `last` is the last transaction of it that the file will contain.
    pub(super) fn copy_log(&mut self, from: &Path, state: LogState, last: Option<TxId>) -> std::io::Result<()> {
        if matches!(state, LogState::Missing | LogState::Foreign) {
            return Ok(());
        }
        let bytes = self.disk.read(&beside(from, ".log"))?;
        self.write_log_anew(&bytes, last)
    }

    fn write_log_anew(&mut self, bytes: &[u8], contained: Option<TxId>) -> std::io::Result<()> {
        let of = log::Anew { project: self.project, contained, tail: &self.tail };
        let lines = log::anew(bytes, &of).map_err(std::io::Error::other)?;
        let path = self.log_path();
        replace_whole(&*self.disk, &path, &lines)?;
        self.log = LogState::Ready { len: u64::try_from(lines.len()).unwrap_or(u64::MAX), gap: false };
        self.disk.sync_dir(folder(&path))
    }
}
