//! A moment in time, to the second, in UTC: when somebody did something.
//!
//! Written as RFC 3339 (`2025-03-10T09:30:00Z`). Whole seconds are enough to tell a person when, and they keep the
//! files short. Order within a second is the order of the log, never that of stamps.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(i64);

impl Stamp {
    /// From seconds since 1970, UTC.
    #[must_use]
    pub fn from_unix_secs(secs: i64) -> Self {
        Self(secs)
    }

    /// Seconds since 1970, UTC.
    #[must_use]
    pub fn unix_secs(self) -> i64 {
        self.0
    }

    /// The moment as chrono has it; years beyond its range come back as 1970.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default()
    }
}

impl From<DateTime<Utc>> for Stamp {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp())
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        DateTime::parse_from_rfc3339(&text)
            .map(|moment| Self(moment.timestamp()))
            .map_err(|_| D::Error::custom(format!("“{text}” is not a moment such as 2025-03-10T09:30:00Z")))
    }
}
