//! The log: one line for each transaction, `NAME.ron.log`.
//!
//! A line is the CRC-32 of the rest in eight hexadecimal digits, a space, and the transaction in compact RON. The
//! first line names the format and the project. A line counts when it is whole: its newline is there and its sum is
//! right. The log is only ever added to; a line that a crash cut short is copied away before the next is written. Where a
//! damaged log is written anew, a line of its own says where lines are missing, so that this is known for good.
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

/// What is said of a line that cannot be read.
const MISSING: &str = "what it changed is missing from history";

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
    /// Whether the first line could not be read when the log was written anew: where it began is not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

/// A place in a log where lines are missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// How many transactions of the log stand before it.
    pub before: usize,
    /// How many lines are missing.
    pub lines: usize,
    /// The last transaction that the project file contained when the log was written anew, if that is one of them.
    pub last: Option<TxId>,
}

/// The line that stands for lines that are missing.
#[derive(Serialize, Deserialize)]
struct Missing {
    lost: usize,
    last: Option<TxId>,
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
    /// Where transactions are missing, in order: lines that cannot be read, and those that were left out earlier.
    pub gaps: Vec<Gap>,
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
    sealed(&Header { log: FORMAT, project, after, lost: false })
}

/// The first line of a log of which is not known where it began.
///
/// # Errors
/// None that is known: see [`line()`].
pub fn header_of_lost(project: ProjectId, after: Option<TxId>) -> Result<String, ron::Error> {
    sealed(&Header { log: FORMAT, project, after, lost: true })
}

/// The line that stands where lines are missing.
///
/// # Errors
/// None that is known: see [`line()`].
pub fn missing(gap: &Gap) -> Result<String, ron::Error> {
    sealed(&Missing { lost: gap.lines, last: gap.last })
}

/// The line of a transaction.
///
/// # Errors
/// None that is known: a transaction holds nothing that RON cannot write.
pub fn line(tx: &Tx) -> Result<String, ron::Error> {
    sealed(tx)
}

fn sealed<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    // The sum stands before what it is of. It has its place from the beginning, since the line of a large change is not
    // worth copying.
    const SUM: &str = "00000000";
    let mut line = format!("{SUM} ");
    let begins = line.len();
    // Strings are escaped, so that a line stays a line.
    if spell_line(value, &mut line).is_err() {
        line.push_str(&ron::to_string(value)?);
    }
    let sum = crc32fast::hash(line.as_bytes().get(begins..).unwrap_or_default());
    line.replace_range(..SUM.len(), &format!("{sum:08x}"));
    line.push('\n');
    Ok(line)
}

/// Reads a log as far as it can be read.
#[must_use]
pub fn read(bytes: &[u8]) -> Log {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut log = Log { whole, torn: bytes.len() - whole, ..Log::default() };
    let lines = bytes.get(..whole).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    for (number, line) in lines.enumerate() {
        let understood = match number {
            0 => log.take_header(line),
            _ => log.take_line(line).inspect_err(|_| log.lacks(1, None)),
        };
        if let Err(why) = understood {
            if number > 0 {
                log.gap.get_or_insert(log.transactions.len());
            }
            let lacking = if number == 0 { "where the history begins is not known" } else { MISSING };
            let what = format!("this line of the log cannot be read ({why}); {lacking}");
            log.problems.push(Problem { line: Some(number + 1), ..Problem::general(what) });
        }
    }
    if whole > 0 && log.header.is_none() {
        log.gap.get_or_insert(0);
    }
    if log.torn > 0 {
        let what = "the last change was cut short while it was being written, and had not been shown as done";
        log.problems.push(Problem::general(what));
    }
    log
}

impl Log {
    /// The first line. A log that lost its beginning begins with a transaction.
    fn take_header(&mut self, line: &[u8]) -> Result<(), String> {
        let header = opened(line).inspect_err(|_| drop(self.take_line(line)))?;
        self.header = Some(header);
        Ok(())
    }

    fn take_line(&mut self, line: &[u8]) -> Result<(), String> {
        if let Some(Missing { lost, last }) = missing_lines(line) {
            self.lacks(lost, last);
        } else {
            self.transactions.push(opened(line)?);
        }
        Ok(())
    }

    /// Here are so many lines missing.
    fn lacks(&mut self, lines: usize, last: Option<TxId>) {
        let before = self.transactions.len();
        match self.gaps.last_mut() {
            Some(gap) if gap.before == before => (gap.lines, gap.last) = (gap.lines + lines, gap.last.or(last)),
            _ => self.gaps.push(Gap { before, lines, last }),
        }
    }
}

/// What a log has to know that is written anew.
#[derive(Clone, Copy, Debug)]
pub struct Anew<'t> {
    /// The project that it belongs to.
    pub project: ProjectId,
    /// The last transaction that the project file contains.
    pub contained: Option<TxId>,
    /// Transactions that it does not contain.
    pub tail: &'t [TxId],
}

/// The lines of a damaged log that are whole, as they stand, and where others stood a line that says so.
///
/// # Errors
/// None that is known: see [`line()`].
pub fn anew(bytes: &[u8], of: &Anew<'_>) -> Result<Vec<u8>, ron::Error> {
    let log = read(bytes);
    let mut gaps = log.gaps;
    let contained = of.contained.filter(|contained| {
        let of_header = log.header.and_then(|header| header.after);
        let named = gaps.iter().filter_map(|gap| gap.last).chain(of_header);
        !named.chain(log.transactions.iter().map(|tx| tx.id)).any(|id| id == *contained)
    });
    // The line of what the file contains is among those that are gone, and what the file has not stands behind it.
    let behind = log.transactions.iter().position(|tx| of.tail.contains(&tx.id)).unwrap_or(log.transactions.len());
    let gap = gaps.iter_mut().rfind(|gap| gap.before <= behind);
    let after = if gap.is_some() { None } else { contained };
    gap.into_iter().for_each(|gap| gap.last = gap.last.or(contained));
    let mut out = match log.header {
        Some(header) => sealed(&header)?,
        None => header_of_lost(of.project, after)?,
    }
    .into_bytes();
    let mut before = 0;
    let lines = bytes.get(..log.whole).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    for (number, line) in lines.enumerate() {
        if body(line).is_err() || opened::<Header>(line).is_ok() || missing_lines(line).is_some() {
            continue;
        }
        let is_tx = opened::<Tx>(line).is_ok();
        // The new header stands for a first line that nobody understands.
        if number == 0 && !is_tx {
            continue;
        }
        for gap in gaps.iter_mut().filter(|gap| gap.before == before) {
            // A line that is whole and says nothing to this program may be one of a newer one: it stays.
            gap.lines -= usize::from(!is_tx && gap.lines > 0);
            if is_tx && (gap.lines > 0 || gap.last.is_some()) {
                out.extend(missing(gap)?.bytes());
            }
        }
        out.extend(line);
        before += usize::from(is_tx);
    }
    for gap in gaps.iter().filter(|gap| gap.before == before && (gap.lines > 0 || gap.last.is_some())) {
        out.extend(missing(gap)?.bytes());
    }
    Ok(out)
}

fn missing_lines(line: &[u8]) -> Option<Missing> {
    let body = body(line).ok().filter(|body| body.starts_with("(lost:"))?;
    ron::from_str(body).ok()
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
