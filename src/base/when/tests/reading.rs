//! What people read, and that they can type it back.

use super::*;

#[test]
fn dates_read_well() {
    let table = [
        ("2025-03-10", "10 March 2025", "10 Mar 2025"),
        ("2025-03-10T23:20:00", "10 March 2025, 23:20", "10 Mar 2025, 23:20"),
        ("2025-03-10T23:20:30", "10 March 2025, 23:20:30", "10 Mar 2025, 23:20:30"),
        ("2025-03-10T23:20:00Z", "10 March 2025, 23:20 UTC", "10 Mar 2025, 23:20 UTC"),
        ("2025-03-10T23:20:00-04", "10 March 2025, 23:20 UTC−4", "10 Mar 2025, 23:20 UTC−4"),
        ("2025-03-10T23:20:00+04:30", "10 March 2025, 23:20 UTC+4:30", "10 Mar 2025, 23:20 UTC+4:30"),
        ("2025-03", "March 2025", "Mar 2025"),
        ("2024-21", "spring 2024", "spring 2024"),
        ("2024-27", "autumn 2024 (northern)", "autumn 2024 (northern)"),
        ("2024-34", "Q2 2024", "Q2 2024"),
        ("2024-40", "first half of 2024", "first half of 2024"),
        ("2019", "2019", "2019"),
        ("-0043", "44 BC", "44 BC"),
        ("Y170002", "170002", "170002"),
        ("201X", "2010s", "2010s"),
        ("20XX", "21st century", "21st century"),
        ("10XX", "11th century", "11th century"),
        ("01XX", "2nd century", "2nd century"),
        ("2XXX", "a year in 2000–2999", "a year in 2000–2999"),
        ("XXXX", "unknown year", "unknown year"),
        ("2025-03-XX", "a day in March 2025", "a day in Mar 2025"),
        ("2025-XX", "a month in 2025", "a month in 2025"),
        ("2025-XX-XX", "a day in 2025", "a day in 2025"),
        ("XXXX-12-25", "25 December (year unknown)", "25 Dec (year unknown)"),
        ("156X-12-25", "25 December 156X", "25 Dec 156X"),
        ("2025-03-1X", "2025-03-1X", "2025-03-1X"),
        ("2019~", "c. 2019", "c. 2019"),
        ("2019?", "2019 (uncertain)", "2019 (uncertain)"),
        ("2019%", "c. 2019 (uncertain)", "c. 2019 (uncertain)"),
        (
            "2004?-06-~11",
            "11 June 2004 (year uncertain, day approximate)",
            "11 Jun 2004 (year uncertain, day approximate)",
        ),
        ("2025-03-10/2025-03-12", "10–12 March 2025", "10–12 Mar 2025"),
        ("2025-02-28/2025-03-03", "28 February – 3 March 2025", "28 Feb – 3 Mar 2025"),
        ("2024-12-28/2025-01-03", "28 December 2024 – 3 January 2025", "28 Dec 2024 – 3 Jan 2025"),
        ("2024-03/2024-06", "March – June 2024", "Mar – Jun 2024"),
        ("2019/2021", "2019–2021", "2019–2021"),
        ("2019~/2021", "c. 2019 – 2021", "c. 2019 – 2021"),
        ("2025-02-01~/2025-02-10~", "early February 2025", "early Feb 2025"),
        ("2025-02-11~/2025-02-20~", "mid-February 2025", "mid-Feb 2025"),
        ("1994~/1996~", "mid-1990s", "mid-1990s"),
        ("2025-02-21~/2025-02-28~", "late February 2025", "late Feb 2025"),
        ("2002/..", "since 2002", "since 2002"),
        ("../2024-06", "until June 2024", "until Jun 2024"),
        ("/", "start and end unknown", "start and end unknown"),
        ("2002/", "from 2002, end unknown", "from 2002, end unknown"),
        ("[..2024-05]", "before June 2024", "before Jun 2024"),
        ("[2003..]", "after 2002", "after 2002"),
        ("[..201X]", "2010s or earlier", "2010s or earlier"),
        ("[2025-03-10,2025-03-11]", "10 or 11 March 2025", "10 or 11 Mar 2025"),
        ("[2025-03-10,2025-03-11,2025-03-12]", "10, 11 or 12 March 2025", "10, 11 or 12 Mar 2025"),
        ("[2025-02-28,2025-03-01]", "28 February or 1 March 2025", "28 Feb or 1 Mar 2025"),
        ("[2024,2025-03]", "2024 or March 2025", "2024 or Mar 2025"),
        ("{2025-03-10,2025-03-11}", "10 and 11 March 2025", "10 and 11 Mar 2025"),
        ("[1667,1670..1672]", "1667 or 1670–1672", "1667 or 1670–1672"),
        ("[1760-01,1760-12..]", "January 1760 or December 1760 or later", "Jan 1760 or Dec 1760 or later"),
    ];
    for (text, human, short) in table {
        assert_eq!((edtf(text).human().as_str(), edtf(text).short().as_str()), (human, short), "{text}");
    }
}

#[test]
fn what_people_read_can_be_typed_back() {
    let texts = "2025-03-10 2025-03 2024-21 2024-34 2024-41 2019 201X 19XX 00XX 2019~ 2019? 2019% 2025-03-10~ 2025-03-10/2025-03-12
        2025-02-28/2025-03-03 2024-12-28/2025-01-03 2024-03/2024-06 2019/2021 2019~/2021~ 2025-02-01~/2025-02-10~
        2024-05~/2024-08~ 1997~/1999~ 2002/.. ../2024-06 ../2025-03-10 [..2024-05] [2003..] [..2024-12-31] [2025-01-01..]
        [2025-03-10,2025-03-11] [2025-03-10,2025-03-11,2025-03-12] [2024-12-31,2025-01-01] {2025-03-10,2025-03-11}
        [2025-02-23,2025-02-24] 2025-03-10T23:20:00 2025-03-10T09:05:30Z 2025-03-10T24:00:00-04 2025-03-10T00:00:00+04:30
        2025-03-10T12:00:00-12:00 2025-03-10T12:00:00-00:15 2024-12-28~/2025-01-03 [..201X] [2024-03,2024-04] 2025-03-10/2025-03-10";
    for text in texts.split_whitespace() {
        for written in [edtf(text).human(), edtf(text).short()] {
            let read = When::understand(&written, None).unwrap_or_else(|error| panic!("{written}: {error}"));
            assert_eq!(read.when.to_string(), text, "{written}");
        }
    }
}
