//! Units of time as TIMEX3 writes lengths and places of them.

use crate::query::suggest::dates::calendar::Unit;
use crate::query::suggest::dates::number::UNKNOWN;

/// How finely “so many units ago” is meant.
pub(super) fn grain(unit: Unit) -> Unit {
    match unit {
        Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
        Unit::Weekend => Unit::Week,
        other => other,
    }
}

/// A length of time as TIMEX3 writes it.
pub(super) fn period(count: i32, unit: Unit, and_a_half: bool) -> String {
    let count_of = |times: i32| match count {
        UNKNOWN => "X".to_owned(),
        count => count.saturating_mul(times).to_string(),
    };
    let half = |text: &str| if and_a_half { text.to_owned() } else { String::new() };
    match unit {
        Unit::Second => format!("PT{}S", count_of(1)),
        Unit::Minute => format!("PT{}M{}", count_of(1), half("30S")),
        Unit::Hour => format!("PT{}H{}", count_of(1), half("30M")),
        Unit::Day => format!("P{}D{}", count_of(1), half("T12H")),
        Unit::Week => format!("P{}W", count_of(1)),
        Unit::Weekend => format!("P{}D", count_of(2)),
        Unit::Month => format!("P{}M", count_of(1)),
        Unit::Quarter => format!("P{}Q", count_of(1)),
        Unit::Season => format!("P{}M", count_of(3)),
        Unit::Half => format!("P{}M", count_of(6)),
        Unit::Year => format!("P{}Y{}", count_of(1), half("6M")),
        // Corpora count decades in years, unless nobody knows how many.
        Unit::Decade if count == UNKNOWN => "PXE".to_owned(),
        Unit::Decade => format!("P{}Y", count_of(10)),
        Unit::Century => format!("P{}C", count_of(1)),
        Unit::Millennium => format!("P{}L", count_of(1)),
    }
}

/// A unit's place as TIMEX3 writes it when nothing is known.
pub(super) fn unknown(unit: Unit) -> String {
    match unit {
        Unit::Week => "XXXX-WXX".to_owned(),
        Unit::Weekend => "XXXX-WXX-WE".to_owned(),
        Unit::Month => "XXXX-XX".to_owned(),
        Unit::Quarter => "XXXX-QX".to_owned(),
        Unit::Half => "XXXX-HX".to_owned(),
        Unit::Season | Unit::Year => "XXXX".to_owned(),
        Unit::Decade => "XXX".to_owned(),
        Unit::Century | Unit::Millennium => "XX".to_owned(),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX".to_owned(),
    }
}

pub(super) fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend => "day",
        Unit::Week => "week",
        Unit::Month | Unit::Season | Unit::Quarter | Unit::Half => "month",
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => "year",
    }
}
