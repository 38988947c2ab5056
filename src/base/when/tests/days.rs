//! First and last days, precision, what lies within and what overlaps.

use super::*;

#[test]
fn bounds_are_the_first_and_last_possible_day() {
    let table = [
        ("2025-03-10", "2025-03-10", "2025-03-10"),
        ("2025-03-10T23:20:30-04", "2025-03-10", "2025-03-10"),
        ("2025-03-10T24:00:00", "2025-03-10", "2025-03-10"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2019~", "2019-01-01", "2019-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("-019X", "-0199-01-01", "-0190-12-31"),
        ("-000X", "-0009-01-01", "-0001-12-31"),
        ("2025-XX-31", "2025-01-31", "2025-12-31"),
        ("2025-02-XX", "2025-02-01", "2025-02-28"),
        ("2025-1X", "2025-10-01", "2025-12-31"),
        ("2025-03-1X", "2025-03-10", "2025-03-19"),
        ("XXXX-02-29", "0000-02-29", "9996-02-29"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2023-30", "2023-12-01", "2024-02-29"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-38", "2024-05-01", "2024-08-31"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2025-02-28/2025-03", "2025-02-28", "2025-03-31"),
        ("2002/..", "2002-01-01", ""),
        ("../2025-03-10", "", "2025-03-10"),
        ("2002/", "2002-01-01", ""),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
        ("[1670,1667]", "1667-01-01", "1670-12-31"),
        ("[..1760-12-03]", "", "1760-12-03"),
        ("[1760-01,1760-12..]", "1760-01-01", ""),
        ("Y12345", "+12345-01-01", "+12345-12-31"),
        ("Y170000002", "", ""),
    ];
    let day = |text: &str| (!text.is_empty()).then(|| date(text));
    for (text, first, last) in table {
        assert_eq!((edtf(text).earliest(), edtf(text).latest()), (day(first), day(last)), "{text}");
    }
}

#[test]
fn precision_doubt_and_openness() {
    use Precision::*;
    let table = [
        ("2025-03-10T23:20:30", Time),
        ("2025-03-10", Day),
        ("2025-03-1X", Month),
        ("2025-03-XX", Month),
        ("2025-03", Month),
        ("2024-21", Season),
        ("2024-29", Season),
        ("2024-33", Quarter),
        ("2024-37", Quadrimester),
        ("2024-40", Semester),
        ("2019", Year),
        ("2019-XX", Year),
        ("2019-XX-XX", Year),
        ("Y12345", Year),
        ("201X", Decade),
        ("201X-12-25", Decade),
        ("20XX", Century),
        ("2XXX", Millennium),
        ("XXXX-12-25", Unknown),
        ("2019/..", Interval),
        ("[2019,2020]", Set),
        ("{2019,2020}", Set),
    ];
    for (text, precision) in table {
        assert_eq!(edtf(text).precision(), precision, "{text}");
    }
    for (text, approximate, uncertain, open) in [
        ("2019", false, false, false),
        ("2019~", true, false, false),
        ("2019?", false, true, false),
        ("2019%", true, true, false),
        ("2004-?06-~11", true, true, false),
        ("2019?/..", false, true, true),
        ("2019/", false, false, false),
        ("[..2019]", false, false, true),
        ("[2018,2019~]", true, false, false),
    ] {
        let when = edtf(text);
        assert_eq!(
            (when.is_approximate(), when.is_uncertain(), when.is_open()),
            (approximate, uncertain, open),
            "{text}"
        );
    }
}

#[test]
fn within_is_strict_and_overlap_is_generous() {
    let march = |text: &str| edtf(text).within(date("2025-03-01"), date("2025-03-31"));
    for text in
        ["2025-03", "2025-03-01", "2025-03-31", "2025-03-XX", "2025-03-10/2025-03-12", "[2025-03-01,2025-03-31]"]
    {
        assert!(march(text), "{text}");
    }
    for text in ["2025", "2025-02-28", "2025-03-31/2025-04-01", "2025-03/..", "../2025-03", "2025-03/", "Y170000002"]
    {
        assert!(!march(text), "{text}");
    }
    for (one, other, expected) in [
        ("2025", "2025-03-10", true),
        ("2025-03", "2025-04", false),
        ("2002/..", "2025", true),
        ("2002/..", "2001", false),
        ("2002/", "2025", true),
        ("2025-03-10T23:20:30Z", "2025-03-10T01:00:00", true),
        ("2025-03-10T23:20:30Z", "2025-03-11", false),
        ("[..2024-05]", "2024-06", false),
        ("[2019,2025]", "2021", false),
        ("[2019,2025]", "2025-03", true),
        ("../..", "Y170000002", true),
        ("Y170000002", "Y170000002", true),
        ("Y170000002", "Y170000003", false),
        ("2024-24", "2025-01", true),
    ] {
        assert_eq!(edtf(one).overlaps(&edtf(other)), expected, "{one} and {other}");
        assert_eq!(edtf(other).overlaps(&edtf(one)), expected, "{other} and {one}");
    }
}
