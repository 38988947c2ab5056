//! The log: one line for each transaction, `NAME.ron.log`.
//!
//! A line is the CRC-32 of the rest in eight hexadecimal digits, a space, and the transaction in compact RON. The
//! first line names the format and the project. A line counts when it is whole: its newline is there and its sum is
//! right. The log is only ever added to; a line that a crash cut short is copied away before the next is written.
//!
//! What this does *not* do: it does not know which transactions a project file already contains, and it writes
//! nothing; both are the business of [`super::store`].

use super::problem::Problem;
use super::quick::spell::spell_line;
use crate::model::{ProjectId, TxId};
use crate::project::Tx;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The format of log lines that this program writes and reads.
pub const FORMAT: u32 = 1;

/// The first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The format of the lines.
    pub log: u32,
    /// The project that they belong to.
    pub project: ProjectId,
    /// The last transaction that the project file contained when the log was begun; `None`: the log begins with the
    /// project.
    #[serde(default)]
    pub after: Option<TxId>,
}

/// What a log held.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The first line; `None` if it is not there or cannot be read.
    pub header: Option<Header>,
    /// The transactions that could be read, oldest first.
    pub transactions: Vec<Tx>,
    /// How many of them stand before the first line that could not be read; `None` if all could be.
    pub gap: Option<usize>,
    /// Bytes up to the end of the last whole line.
    pub whole: usize,
    /// Bytes after that: the line that a crash cut short.
    pub torn: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The first line of a log.
///
/// # Errors
/// None that is known: see [`line()`].
pub fn header(project: ProjectId, after: Option<TxId>) -> Result<String, ron::Error> {
    sealed(&Header { log: FORMAT, project, after })
}

/// The line of a transaction.
///
/// # Errors
/// None that is known: a transaction holds nothing that RON cannot write.
pub fn line(tx: &Tx) -> Result<String, ron::Error> {
    sealed(tx)
}

fn sealed<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    // Strings are escaped, so that a line stays a line.
    let mut ron = String::new();
    if spell_line(value, &mut ron).is_err() {
        ron = ron::to_string(value)?;
    }
    Ok(format!("{:08x} {ron}\n", crc32fast::hash(ron.as_bytes())))
}

/// Reads a log as far as it can be read.
#[must_use]
pub fn read(bytes: &[u8]) -> Log {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut log = Log { whole, torn: bytes.len() - whole, ..Log::default() };
    let lines = bytes.get(..whole).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    for (number, line) in lines.enumerate() {
        let understood = if number == 0 { log.take_header(line) } else { log.take_tx(line) };
        if let Err(why) = understood {
            log.gap.get_or_insert(log.transactions.len());
            let what =
                format!("this line of the log cannot be read ({why}); what it changed is missing from history");
            log.problems.push(Problem { line: Some(number + 1), ..Problem::general(what) });
        }
    }
    if log.torn > 0 {
        let what = "the last change was cut short while it was being written, and had not been shown as done";
        log.problems.push(Problem::general(what));
    }
    log
}

impl Log {
    fn take_header(&mut self, line: &[u8]) -> Result<(), String> {
        self.header = Some(opened(line)?);
        Ok(())
    }

    fn take_tx(&mut self, line: &[u8]) -> Result<(), String> {
        self.transactions.push(opened(line)?);
        Ok(())
    }
}

/// The lines of a log that are whole, as they stand: what is left when a damaged log is written anew.
#[must_use]
pub fn sound_lines(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| body(line).is_ok()).flatten().copied().collect()
}

fn opened<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    ron::from_str(body(line)?).map_err(|error| error.to_string())
}

/// The RON of a line whose sum is right.
fn body(line: &[u8]) -> Result<&str, String> {
    let line = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned())?;
    let line = line.strip_suffix('\n').ok_or("it has no end")?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (sum, body) = line.split_once(' ').ok_or("it has no sum")?;
    let sum = u32::from_str_radix(sum, 16).map_err(|_| "its sum is not a number".to_owned())?;
    if sum == crc32fast::hash(body.as_bytes()) { Ok(body) } else { Err("its sum is wrong".to_owned()) }
}
