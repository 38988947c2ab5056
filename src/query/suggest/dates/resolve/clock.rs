//! The time of day that an expression says.

use super::Case;
use crate::query::suggest::dates::lexicon::Class;

impl Case<'_> {
    /// The time of day as TIMEX3 writes it; `None` if there is no such time.
    pub(super) fn time(&self) -> Option<String> {
        let Some(hour) = self.hour() else {
            const PARTS: [&str; 8] = ["", "TMO", "TMI", "T12:00", "TAF", "TEV", "TNI", "T24:00"];
            let part = usize::try_from(self.get(Class::Part).unwrap_or(0)).ok()?;
            return PARTS.get(part).map(|part| (*part).to_owned());
        };
        let minute = self.get(Class::Clock).map(|clock| clock % 100).or_else(|| self.slots.second(Class::Digits));
        let minute = minute.unwrap_or(0);
        let hour = match self.get(Class::Noon) {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 => 0,
            _ => hour,
        };
        ((0..=24).contains(&hour) && (0..60).contains(&minute)).then(|| format!("T{hour:02}:{minute:02}"))
    }

    /// The hour as it is written.
    pub(super) fn hour(&self) -> Option<i32> {
        let bare = || self.get(Class::Count).filter(|_| self.slots.has(Class::Noon));
        let clock = || self.get(Class::Clock).map(|clock| clock / 100);
        self.get(Class::Digits).or_else(clock).or_else(bare)
    }
}
