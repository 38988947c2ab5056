//! The time of day behind a day: `T23:20:30`, with `Z`, `-04` or `+04:30` if it is known where the clock hung.
//!
//! It promises that a [`Clock`] is one that EDTF can write, and that it is written as it was read: `-04` and `-04:00`
//! stay two ways to say it. It does not convert between shifts, and it has no fractions of seconds: EDTF wants
//! complete times, hours to seconds, and nothing finer.

use std::fmt;

/// A time of day. Sorts by what the clock shows, then by its shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Clock {
    /// 0–23; 24 only with no minutes and seconds, for the midnight at the end of a day.
    hour: u8,
    minute: u8,
    second: u8,
    shift: Option<Shift>,
}

/// How far the clock is ahead of UTC. Minus zero, which says nothing, cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Shift {
    /// `Z`
    Utc,
    /// `-04`: −12 to 14.
    Hours(i8),
    /// `+04:30`: −720 to 840, the minutes of the hours included.
    Minutes(i16),
}

impl Clock {
    pub(super) fn of(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let in_day = hour < 24 && minute < 60 && second < 60;
        let day_end = (hour, minute, second) == (24, 0, 0);
        (in_day || day_end).then_some(Self { hour, minute, second, shift: None })
    }

    pub(super) fn shifted(self, shift: Option<Shift>) -> Self {
        Self { shift, ..self }
    }

    /// As EDTF writes it behind the `T`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (time, shift) = text.split_at_checked("hh:mm:ss".len())?;
        let mut parts = time.split(':').map(two_digits);
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
        let shift = if shift.is_empty() { None } else { Some(Shift::read(shift)?) };
        parts.next().is_none().then(|| Self::of(hour, minute, second))?.map(|clock| clock.shifted(shift))
    }

    /// As people read it: `23:20`, `23:20:30 UTC`, `09:30 UTC+4:30`.
    pub(super) fn human(self) -> String {
        let Self { hour, minute, second, shift } = self;
        let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
        let shift = shift.map(|shift| format!(" {}", shift.human())).unwrap_or_default();
        format!("{hour:02}:{minute:02}{seconds}{shift}")
    }
}

impl Shift {
    /// `None` outside of −12 to +14 hours, which no place on earth uses.
    pub(super) fn hours(hours: i8) -> Option<Self> {
        (-12..=14).contains(&hours).then_some(Self::Hours(hours))
    }

    /// As [`Shift::hours`], in minutes.
    pub(super) fn minutes(minutes: i16) -> Option<Self> {
        (-720..=840).contains(&minutes).then_some(Self::Minutes(minutes))
    }

    fn read(text: &str) -> Option<Self> {
        if text == "Z" {
            return Some(Self::Utc);
        }
        let (sign, size) = match text.split_at_checked(1)? {
            ("+", size) => (1, size),
            ("-", size) if size != "00" && size != "00:00" => (-1, size),
            _ => return None,
        };
        match size.split_once(':') {
            None => Self::hours(sign * i8::try_from(two_digits(size)?).ok()?),
            Some((hours, minutes)) => {
                let (hours, minutes) = (i16::from(two_digits(hours)?), i16::from(two_digits(minutes)?));
                (minutes < 60).then(|| Self::minutes(i16::from(sign) * (hours * 60 + minutes)))?
            }
        }
    }

    fn human(self) -> String {
        match self {
            Self::Utc => "UTC".to_owned(),
            Self::Hours(hours) => format!("UTC{}{}", sign(hours < 0), hours.unsigned_abs()),
            Self::Minutes(minutes) => {
                let size = minutes.unsigned_abs();
                format!("UTC{}{}:{:02}", sign(minutes < 0), size / 60, size % 60)
            }
        }
    }
}

fn sign(is_behind: bool) -> char {
    if is_behind { '−' } else { '+' }
}

fn two_digits(text: &str) -> Option<u8> {
    let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hour, minute, second, shift } = self;
        write!(f, "{hour:02}:{minute:02}:{second:02}")?;
        shift.map_or(Ok(()), |shift| shift.fmt(f))
    }
}

impl fmt::Display for Shift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |is_behind: bool| if is_behind { '-' } else { '+' };
        match self {
            Self::Utc => f.write_str("Z"),
            Self::Hours(hours) => write!(f, "{}{:02}", sign(*hours < 0), hours.unsigned_abs()),
            Self::Minutes(minutes) => {
                let size = minutes.unsigned_abs();
                write!(f, "{}{:02}:{:02}", sign(*minutes < 0), size / 60, size % 60)
            }
        }
    }
}
