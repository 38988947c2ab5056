//! Times of day as people type them, cut off from the day they belong to: `23:20`, “11.20 pm”, “à 23 h 20”.
//!
//! It promises to take for a time only what cannot be a date: digits with a colon, an `h`, or “am” and “pm”. It knows
//! the zones UTC and GMT and numbers, not names such as CET, which several zones share. Fractions of seconds are
//! dropped. Midnight has no word here: it is not said whether it begins or ends the day.

use super::clock::{Clock, Shift};

/// The time at the end or at the beginning of a text that `plain` has been over, and the date without it. All ways
/// to cut, those that leave the longest time first; a date may yet turn out not to be one.
pub(super) fn cuts(plain: &str) -> impl Iterator<Item = (Clock, &str)> {
    let behind = plain.char_indices().filter_map(|(place, _)| {
        let (date, time) = plain.split_at_checked(place)?;
        let date =
            date.strip_suffix([' ', ',']).or_else(|| date.strip_suffix('t').filter(|date| ends_in_digit(date)))?;
        Some((clock(time)?, without_joint(date)))
    });
    let before = plain.char_indices().rev().filter_map(|(place, _)| {
        let (time, date) = plain.split_at_checked(place)?;
        let date = date.strip_prefix([' ', ','])?;
        Some((clock(time.strip_prefix("at ").or_else(|| time.strip_prefix("a ")).unwrap_or(time))?, date.trim()))
    });
    behind.chain(before)
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// A date without the word that led to its time.
fn without_joint(date: &str) -> &str {
    let date = date.trim_end_matches([' ', ',']);
    let joined = [" at", " a", " @", " -"].iter().find_map(|joint| date.strip_suffix(joint));
    joined.unwrap_or(date).trim_end_matches([' ', ','])
}

fn clock(text: &str) -> Option<Clock> {
    match text {
        "noon" | "midi" => return Clock::of(12, 0, 0),
        _ if !text.starts_with(|c: char| c.is_ascii_digit()) => return None,
        _ => {}
    }
    let (time, shift) = without_shift(text)?;
    let clock = match half(time) {
        Some((time, half)) => on_half(time, half)?,
        None => on_day(time)?,
    };
    Some(clock.shifted(shift))
}

/// Whether a clock of twelve hours is on its first or second round.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

fn half(time: &str) -> Option<(&str, Half)> {
    const ENDINGS: [(&str, Half); 4] =
        [("am", Half::Morning), ("a.m.", Half::Morning), ("pm", Half::Evening), ("p.m.", Half::Evening)];
    ENDINGS.iter().find_map(|(ending, half)| Some((time.strip_suffix(ending)?.trim_end(), *half)))
}

/// `11`, `11:20`, `11.20`: the twelve of a round is its beginning.
fn on_half(time: &str, half: Half) -> Option<Clock> {
    let (hour, minute) = time.split_once([':', '.']).unwrap_or((time, "00"));
    let hour = number(hour).filter(|hour| (1..=12).contains(hour))? % 12;
    let hour = match half {
        Half::Morning => hour,
        Half::Evening => hour + 12,
    };
    Clock::of(hour, two_digits(minute)?, 0)
}

/// `23:20`, `23:20:30`, `23h`, `23h20`, `23 h 20`.
fn on_day(time: &str) -> Option<Clock> {
    if let Some((hour, minute)) = time.split_once('h') {
        let minute = minute.trim().trim_end_matches("min").trim_end();
        let minute = if minute.is_empty() { 0 } else { two_digits(minute)? };
        return Clock::of(number(hour.trim())?, minute, 0);
    }
    let (hour, rest) = time.split_once(':')?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let whole = second.split_once('.').filter(|(_, fraction)| fraction.bytes().all(|b| b.is_ascii_digit()));
    Clock::of(number(hour)?, two_digits(minute)?, two_digits(whole.map_or(second, |(whole, _)| whole))?)
}

/// The time without its zone; `None` if there is a zone that cannot be.
fn without_shift(text: &str) -> Option<(&str, Option<Shift>)> {
    if let Some((time, size)) = text.split_once(['+', '-']) {
        let sign = if text.contains('+') { 1 } else { -1 };
        let bare = without_utc(time);
        // `9:30-11:30` is rather a stretch of time than a zone.
        let is_shift = sign > 0 || bare.is_some() || time.matches(':').count() == 2;
        return is_shift.then(|| Some((bare.unwrap_or(time.trim_end()), Some(shift(sign, size)?))))?;
    }
    match without_utc(text).or_else(|| text.strip_suffix('z')) {
        Some(time) => Some((time, Some(Shift::Utc))),
        None => Some((text, None)),
    }
}

fn without_utc(text: &str) -> Option<&str> {
    ["utc", "gmt"].iter().find_map(|zone| text.strip_suffix(zone)).map(str::trim_end)
}

/// `4`, `04`, `4:30`, `04:30`, `0430`.
fn shift(sign: i8, size: &str) -> Option<Shift> {
    let (hours, minutes) = match (size.split_once(':'), size.len()) {
        (Some((hours, minutes)), _) => (hours, Some(minutes)),
        (None, 4) => (size.get(..2)?, size.get(2..)),
        (None, _) => (size, None),
    };
    let hours = number(hours)?;
    match minutes {
        None if hours == 0 && sign < 0 => None,
        None => Shift::hours(sign * i8::try_from(hours).ok()?),
        Some(minutes) => {
            let size = i16::from(hours) * 60 + i16::from(two_digits(minutes).filter(|minutes| *minutes < 60)?);
            let says_something = size > 0 || sign > 0;
            says_something.then(|| Shift::minutes(i16::from(sign) * size))?
        }
    }
}

fn number(text: &str) -> Option<u8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn two_digits(text: &str) -> Option<u8> {
    number(text).filter(|_| text.len() == 2)
}
