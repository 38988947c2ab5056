//! Tables of what is read as what, and the laws that hold for every date and every text.

use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a test writes dates as 2025-03-10")
}

fn edtf(text: &str) -> When {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// `typed`, against a reference date (or ""), is read as this EDTF; a second reading stands behind “ | ”.
fn check_typed(typed: &str, reference: &str, expected: &str) {
    let reference = (!reference.is_empty()).then(|| date(reference));
    let read = match When::understand(typed, reference) {
        Ok(Understood { when, otherwise: None }) => when.to_string(),
        Ok(Understood { when, otherwise: Some(other) }) => format!("{when} | {other}"),
        Err(error) => panic!("{typed:?}: {error}"),
    };
    assert_eq!(read, expected, "{typed:?} against {reference:?}");
}

#[test]
fn edtf_is_accepted_and_written_back_unchanged() {
    let texts = "
        2016 0409 0000 -0002 -9999 2016-05 2016-12 2016-05-31 2024-02-29 0000-02-29
        1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005 2005/2006-02 -1000/-0999 -1000/2000
        0000/0000 1111-01-01/1111 0000-01/0000-01-03 1984-11-12/1984-11-XX 2025-03-10/2025-03-10
        1984? 2004-06~ 2004-06-11% 2001-21? 201X 20XX 2XXX XXXX 2004-XX 1985-04-XX 1985-XX-XX 201X? 2004-06-XX~
        1985-04-12/.. 1985/.. ../1985-04-12 /1985-04-12 1985-04-12/ 1985/ ../.. /.. ../ 1984?/2004-06~ 1984~/2004%
        2001-21 2003-22 2000-23 2010-24 2001-25 2001-32 2001-33 2001-36 2001-37 2001-41 2024-21/2024-23
        Y170000002 Y-170000002 Y10000 Y-10000 Y170000002~
        [1667,1668,1670..1672] [..1760-12-03] [1760-12..] [1760-01,1760-02,1760-12..] [1667,1760-12] [..1984]
        {1667,1668,1670..1672} {1960,1961-12} {..1984} [2025-02-23,2025-02-24] [1984] [2024~,2025?]
        2004-06~-11 2004?-06-11 2004-?06-11 2004-06-~11 2004?-06-~11 2004?-~06-%11 2004-06~-%11 2011-~06-~04
        2004-~06 2004?-06 2004?-~21 -0044?-03-15 2004-06-~01/2004-06-~20
        156X-12-25 15XX-12-XX XXXX-12-XX 1560-XX-25 1XXX-12 1984-1X 2025-03-1X 2025-03-X1 -00X0 -1XXX XXXX-02-29
    ";
    for text in texts.split_whitespace() {
        assert_eq!(edtf(text).to_string(), text);
    }
}

#[test]
fn edtf_in_other_words_is_written_canonically() {
    let table = [
        ("?2004-06-~11", "2004?-06-~11"),
        ("~2019", "2019~"),
        ("2004?-06~", "2004%-~06"),
        ("2004-06~-11~", "2004-06-11~"),
        ("2004?-?06-?11", "2004-06-11?"),
        ("%-0044", "-0044%"),
    ];
    for (text, canonical) in table {
        assert_eq!(edtf(text).to_string(), canonical, "{text}");
    }
}

#[test]
fn text_that_is_not_edtf_is_refused() {
    let texts = [
        "",
        " ",
        "2025-13",
        "2025-00",
        "2025-02-30",
        "2023-02-29",
        "1900-02-29",
        "2016-05-00",
        "2016-05-32",
        "2016-04-31",
        "2025-02-3X",
        "2025-XX-32",
        "2025-4X",
        "2025-2X",
        "2025-20",
        "2025-42",
        "2025-21-01",
        "-0000",
        "12345",
        "201",
        "+2006",
        "2006?~",
        "2006??",
        "?2004~",
        "Y9999",
        "Y00001",
        "Y-9999",
        "Y1234X",
        "Y12345-03",
        "y12345",
        "201x",
        "2006-5",
        "2006-05-1",
        "2006-05-01-02",
        "20060501",
        "2025-",
        "-",
        "2025-03-",
        "X",
        "?",
        "2004?06",
        "2012/2011",
        "2025-03-10/2025-03-09",
        "2004-06/2004-05",
        "/",
        "2012/2013/2014",
        "2012//2014",
        "2012\\2013",
        "0800/-0999",
        "-1000/-2000",
        "Y61000/-2000",
        "2000/12-12",
        "[1984]/2000",
        "P3M/2000",
        "[]",
        "{}",
        "[1984",
        "1984]",
        "[1984}",
        "[1667, 1668]",
        "[1984..1983]",
        "[1984..,1985]",
        "[1984,..1985]",
        "[..]",
        "[1984/1985]",
        "[1984,,1985]",
        "..",
        "1984..",
        "1863- 03-29",
        " 1863-03-29",
        "1863-03-29 ",
        "2025-03-10é",
        "２０２５",
        "2025-03-10T09:30:00",
        "2025-03-10T09:30:00Z",
        "Y-17E7",
        "1950S2",
        "2004-(06)?-11",
    ];
    for text in texts {
        assert!(text.parse::<When>().is_err(), "{text:?} was read as {:?}", text.parse::<When>());
    }
}

#[test]
fn what_people_type_is_understood_without_a_reference() {
    let table = [
        // EDTF itself
        ("2025-03-10", "2025-03-10"),
        (" 2002/.. ", "2002/.."),
        ("201x", "201X"),
        ("[2025-03-10, 2025-03-11]", "[2025-03-10,2025-03-11]"),
        // days
        ("10 March 2025", "2025-03-10"),
        ("March 10, 2025", "2025-03-10"),
        ("10 Mar 2025", "2025-03-10"),
        ("10 Mar. 2025", "2025-03-10"),
        ("10-Mar-2025", "2025-03-10"),
        ("10MARCH2025", "2025-03-10"),
        ("the 10th of March 2025", "2025-03-10"),
        ("Monday 10 March 2025", "2025-03-10"),
        ("on Monday, March 10, 2025", "2025-03-10"),
        ("lundi 10 mars 2025", "2025-03-10"),
        ("1er mars 2025", "2025-03-01"),
        ("le 10 août 2025", "2025-08-10"),
        ("10 AOUT 2025", "2025-08-10"),
        ("10 décembre 2024", "2024-12-10"),
        ("10 de\u{301}cembre 2024", "2024-12-10"),
        ("10/3/2025", "2025-03-10 | 2025-10-03"),
        ("10.3.2025", "2025-03-10 | 2025-10-03"),
        ("10-3-2025", "2025-03-10 | 2025-10-03"),
        ("25/3/2025", "2025-03-25"),
        ("3/25/2025", "2025-03-25"),
        ("3/3/2025", "2025-03-03"),
        ("2025-3-10", "2025-03-10"),
        ("2025/03/10", "2025-03-10"),
        ("2025.3.10", "2025-03-10"),
        ("١٠/٣/٢٠٢٥", "2025-03-10 | 2025-10-03"),
        ("٢٠٢٥-٠٣-١٠", "2025-03-10"),
        ("۱۰ mars ۲۰۲۵", "2025-03-10"),
        // months, seasons, years
        ("3/2025", "2025-03"),
        ("2025/3", "2025-03"),
        ("March 2025", "2025-03"),
        ("in March, 2025", "2025-03"),
        ("mars 2025", "2025-03"),
        ("octobre 2024", "2024-10"),
        ("2025", "2025"),
        ("spring 2024", "2024-21"),
        ("printemps 2024", "2024-21"),
        ("l'été 2024", "2024-22"),
        ("fall 2024", "2024-23"),
        ("Q2 2024", "2024-34"),
        ("2024 Q2", "2024-34"),
        ("2024-Q2", "2024-34"),
        ("2nd quarter of 2024", "2024-34"),
        ("second quarter of 2024", "2024-34"),
        ("2e trimestre 2024", "2024-34"),
        ("first half of 2024", "2024-40"),
        ("H2 2024", "2024-41"),
        ("1990s", "199X"),
        ("the 1990s", "199X"),
        ("années 1990", "199X"),
        ("20th century", "19XX"),
        ("20e siècle", "19XX"),
        // open
        ("<6/2024", "[..2024-05]"),
        ("before June 2024", "[..2024-05]"),
        ("avant juin 2024", "[..2024-05]"),
        ("before 1 March 2024", "[..2024-02-29]"),
        ("before spring 2024", "[..2024-02-29]"),
        ("before c. 2019", "[..2018~]"),
        (">2002", "[2003..]"),
        ("after 2002", "[2003..]"),
        ("après décembre 2002", "[2003-01..]"),
        ("since 2002", "2002/.."),
        ("depuis 2002", "2002/.."),
        ("from 2002", "2002/.."),
        ("from 2002 onwards", "2002/.."),
        ("2002–present", "2002/.."),
        ("à partir de mars 2024", "2024-03/.."),
        ("until June 2024", "../2024-06"),
        ("<= 6/2024", "../2024-06"),
        ("jusqu’en juin 2024", "../2024-06"),
        ("2002 or later", "[2002..]"),
        // doubt
        ("c. 2019", "2019~"),
        ("c.2019", "2019~"),
        ("~2019", "2019~"),
        ("about 2019", "2019~"),
        ("vers 2019", "2019~"),
        ("2019?", "2019?"),
        ("2019 (uncertain)", "2019?"),
        ("c. 2019 (uncertain)", "2019%"),
        ("~10 March 2025", "2025-03-10~"),
        ("March 2025?", "2025-03?"),
        ("c. 10–12 March 2025", "2025-03-10~/2025-03-12~"),
        ("c. 2019 – 2021?", "2019~/2021?"),
        ("10–12 March 2025 (uncertain)", "2025-03-10?/2025-03-12?"),
        ("c. 10 or 11 March 2025", "[2025-03-10~,2025-03-11~]"),
        ("c. early 2024", "2024-01~/2024-04~"),
        ("c. 28 February 2025 – 3 March 2025", "2025-02-28~/2025-03-03"),
        // ranges
        ("12–15 Mar 2025", "2025-03-12/2025-03-15"),
        ("12-15 March 2025", "2025-03-12/2025-03-15"),
        ("March 12-15, 2025", "2025-03-12/2025-03-15"),
        ("12 to 15 March 2025", "2025-03-12/2025-03-15"),
        ("du 12 au 15 mars 2025", "2025-03-12/2025-03-15"),
        ("between 12 and 15 March 2025", "2025-03-12/2025-03-15"),
        ("entre le 12 et le 15 mars 2025", "2025-03-12/2025-03-15"),
        ("28 Feb – 3 Mar 2025", "2025-02-28/2025-03-03"),
        ("28 Feb-3 Mar 2025", "2025-02-28/2025-03-03"),
        ("March 28 – April 3, 2025", "2025-03-28/2025-04-03"),
        ("28 Dec – 3 Jan 2025", "2024-12-28/2025-01-03"),
        ("28 December 2024 – 3 January 2025", "2024-12-28/2025-01-03"),
        ("Monday 10 – Wednesday 12 March 2025", "2025-03-10/2025-03-12"),
        ("from March to June 2024", "2024-03/2024-06"),
        ("March-June 2024", "2024-03/2024-06"),
        ("de mars à juin 2024", "2024-03/2024-06"),
        ("November – February 2025", "2024-11/2025-02"),
        ("November 2024 – February", "2024-11/2025-02"),
        ("spring – autumn 2024", "2024-21/2024-23"),
        ("2019–2021", "2019/2021"),
        ("2019-2021", "2019/2021"),
        ("2025-3-10 - 2025-3-12", "2025-03-10/2025-03-12"),
        ("10/3/2025 - 12/3/2025", "2025-03-10/2025-03-12 | 2025-10-03/2025-12-03"),
        ("10-12/3/2025", "2025-03-10/2025-03-12"),
        ("c. 2019 – c. 2021", "2019~/2021~"),
        // thirds
        ("early February 2025", "2025-02-01~/2025-02-10~"),
        ("mid-February 2025", "2025-02-11~/2025-02-20~"),
        ("late February 2025", "2025-02-21~/2025-02-28~"),
        ("late February 2024", "2024-02-21~/2024-02-29~"),
        ("fin février 2025", "2025-02-21~/2025-02-28~"),
        ("mi-mars 2025", "2025-03-11~/2025-03-20~"),
        ("end of 2024", "2024-09~/2024-12~"),
        ("early 1990s", "1990~/1993~"),
        // one of, all of
        ("10 or 11 March 2025", "[2025-03-10,2025-03-11]"),
        ("March 10 or 11, 2025", "[2025-03-10,2025-03-11]"),
        ("10, 11 or 12 March 2025", "[2025-03-10,2025-03-11,2025-03-12]"),
        ("10, 11, or 12 March 2025", "[2025-03-10,2025-03-11,2025-03-12]"),
        ("28 February or 1 March 2025", "[2025-02-28,2025-03-01]"),
        ("October or September 2024", "[2024-10,2024-09]"),
        ("10 ou 11 mars 2025", "[2025-03-10,2025-03-11]"),
        ("10 and 11 March 2025", "{2025-03-10,2025-03-11}"),
    ];
    for (typed, expected) in table {
        check_typed(typed, "", expected);
    }
}

#[test]
fn what_is_left_out_comes_from_the_reference() {
    // 12 March 2025 is a Wednesday.
    let table = [
        ("10 March", "2025-03-12", "2025-03-10"),
        ("12 March", "2025-03-12", "2025-03-12"),
        ("13 March", "2025-03-12", "2024-03-13"),
        ("March 10", "2025-03-12", "2025-03-10"),
        ("29 February", "2024-05-01", "2024-02-29"),
        ("29 February", "2025-02-20", "2024-02-29"),
        ("10/3", "2025-03-12", "2025-03-10 | 2024-10-03"),
        ("10–12 March", "2025-03-12", "2025-03-10/2025-03-12"),
        ("30 Dec – 3 Jan", "2025-03-12", "2024-12-30/2025-01-03"),
        ("10 or 11 March", "2025-03-12", "[2025-03-10,2025-03-11]"),
        ("Monday 10 March", "2025-03-12", "2025-03-10"),
        ("Monday", "2025-03-12", "2025-03-10"),
        ("Wednesday", "2025-03-12", "2025-03-12"),
        ("on Thursday", "2025-03-12", "2025-03-06"),
        ("last Monday", "2025-03-12", "2025-03-10"),
        ("last Wednesday", "2025-03-12", "2025-03-05"),
        ("next Wednesday", "2025-03-12", "2025-03-19"),
        ("lundi", "2025-03-12", "2025-03-10"),
        ("mercredi dernier", "2025-03-12", "2025-03-05"),
        ("Monday – Wednesday", "2025-03-12", "2025-03-10/2025-03-12"),
        ("since Monday", "2025-03-12", "2025-03-10/.."),
        ("today", "2025-03-12", "2025-03-12"),
        ("aujourd’hui", "2025-03-12", "2025-03-12"),
        ("Yesterday", "2025-03-01", "2025-02-28"),
        ("hier", "2025-03-12", "2025-03-11"),
        ("the day before yesterday", "2025-03-12", "2025-03-10"),
        ("avant-hier", "2025-03-12", "2025-03-10"),
        ("tomorrow", "2025-03-12", "2025-03-13"),
        ("last week", "2025-03-12", "2025-03-03/2025-03-09"),
        ("la semaine dernière", "2025-03-12", "2025-03-03/2025-03-09"),
        ("last month", "2025-01-12", "2024-12"),
        ("le mois dernier", "2025-03-12", "2025-02"),
        ("this month", "2025-03-12", "2025-03"),
        ("last year", "2025-03-12", "2024"),
        ("l’an dernier", "2025-03-12", "2024"),
        ("last October", "2025-03-12", "2024-10"),
        ("last October", "2025-10-31", "2024-10"),
        ("octobre dernier", "2025-10-31", "2024-10"),
        ("last spring", "2025-03-12", "2024-21"),
        ("March", "2025-03-01", "2025-03"),
        ("April", "2025-03-12", "2024-04"),
        ("winter", "2025-01-12", "2024-24"),
        ("Q1", "2025-03-12", "2025-33"),
        ("late February", "2025-03-12", "2025-02-21~/2025-02-28~"),
        ("before June", "2025-03-12", "[..2024-05]"),
        ("from January to March", "2025-03-12", "2025-01/2025-03"),
        ("two days ago", "2025-03-12", "2025-03-10"),
        ("3 days ago", "2025-03-12", "2025-03-09"),
        ("a week ago", "2025-03-12", "2025-03-05~"),
        ("two months ago", "2025-03-12", "2025-01"),
        ("5 years ago", "2025-03-12", "2020"),
        ("il y a deux jours", "2025-03-12", "2025-03-10"),
        ("il y a un an", "2025-03-12", "2024"),
        ("c. 10 March", "2025-03-12", "2025-03-10~"),
    ];
    for (typed, reference, expected) in table {
        check_typed(typed, reference, expected);
    }
}

#[test]
fn a_missing_reference_is_named() {
    let texts = "10 March|10/3|10–12 March|Monday|last Monday|lundi|today|yesterday|hier|last month|last week|\
        last October|March|spring|two days ago|late February|before June|since Monday|10 or 11 March|c. 10 March";
    for typed in texts.split('|') {
        assert!(matches!(When::understand(typed, None), Err(WhenError::NoReference(_))), "{typed}");
    }
    let error = When::understand("last  Monday", None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "“last Monday” needs a reference date (the date of the article), which is missing; \
         set it, or type the year as in 10 March 2025"
    );
}

#[test]
fn what_is_not_a_date_is_refused_with_examples() {
    let texts = [
        "recently",
        "10",
        "31 12",
        "the other day",
        "10/3/25",
        "March 10 11",
        "10 March 2025 in Tripoli",
        "20250310",
        "or",
        "-",
        "–",
        "?",
        "c.",
        "before",
        "since",
        "between 10 and",
        "12345",
        "2025-2026-2027",
        "marsa 2025",
        "mars a 2025",
        "March or 2025",
        "Q5 2024",
        "3rd half of 2024",
        "0th century",
        "1995s",
        "<",
        "...",
        "early Monday",
        "before 10 or 11 March 2025",
    ];
    for typed in texts {
        let error = When::understand(typed, Some(date("2025-03-12"))).expect_err(typed);
        assert!(matches!(error, WhenError::NotUnderstood(_)), "{typed:?}: {error}");
    }
    assert_eq!(
        When::understand("soon", None).unwrap_err().to_string(),
        "“soon” is not understood as a date; type it for example as 10 March 2025, 12–15 Mar 2025 or before June 2024"
    );
    assert_eq!(When::understand("  ", None), Err(WhenError::Empty));
    let set = format!("[{}]", ["2025-03-10"; 40].join(","));
    assert_eq!(When::understand(&set, None).map(|read| read.when.to_string()), Ok(set));
    let long = When::understand(&"~".repeat(100_000), None).unwrap_err().to_string();
    assert!(long.chars().count() < 300, "{long}");
}

#[test]
fn dates_that_cannot_be_are_named_for_what_they_are() {
    let told = |typed: &str| When::understand(typed, Some(date("2025-03-12"))).expect_err(typed);
    for typed in ["30 February 2025", "2025-02-30", "31/4/2025", "32/13/2025", "29 February", "10–31 April 2025"] {
        assert!(matches!(told(typed), WhenError::NoSuchDay(_)), "{typed}: {}", told(typed));
    }
    assert!(matches!(told("2025-13"), WhenError::NoSuchMonth(_)));
    for typed in ["15–12 March 2025", "2021–2019", "2025-03-10/2025-03-09", "28 – 3 March 2025"] {
        assert!(matches!(told(typed), WhenError::Backwards(_)), "{typed}: {}", told(typed));
    }
    assert_eq!(
        told("2025-03-10T09:30:00Z").to_string(),
        "“2025-03-10T09:30:00Z” has a time of day, which a date here does not keep; write 2025-03-10"
    );
    assert_eq!(
        told("Tuesday 10 March 2025").to_string(),
        "“Tuesday 10 March 2025”: 10 March 2025 is a Monday; correct one of them or leave the weekday out"
    );
}

#[test]
fn dates_read_well() {
    let table = [
        ("2025-03-10", "10 March 2025", "10 Mar 2025"),
        ("2025-03", "March 2025", "Mar 2025"),
        ("2024-21", "spring 2024", "spring 2024"),
        ("2024-27", "autumn 2024 (northern)", "autumn 2024 (northern)"),
        ("2024-34", "Q2 2024", "Q2 2024"),
        ("2024-40", "first half of 2024", "first half of 2024"),
        ("2019", "2019", "2019"),
        ("-0043", "44 BC", "44 BC"),
        ("Y170002", "170002", "170002"),
        ("201X", "2010s", "2010s"),
        ("20XX", "2000–2099", "2000–2099"),
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
        ("2025-02-21~/2025-02-28~", "late February 2025", "late Feb 2025"),
        ("2002/..", "since 2002", "since 2002"),
        ("../2024-06", "until June 2024", "until Jun 2024"),
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
    let texts = "2025-03-10 2025-03 2024-21 2024-34 2024-41 2019 201X 2019~ 2019? 2019% 2025-03-10~ 2025-03-10/2025-03-12
        2025-02-28/2025-03-03 2024-12-28/2025-01-03 2024-03/2024-06 2019/2021 2019~/2021~ 2025-02-01~/2025-02-10~
        2024-05~/2024-08~ 1997~/1999~ 2002/.. ../2024-06 ../2025-03-10 [..2024-05] [2003..] [..2024-12-31] [2025-01-01..]
        [2025-03-10,2025-03-11] [2025-03-10,2025-03-11,2025-03-12] [2024-12-31,2025-01-01] {2025-03-10,2025-03-11}
        [2025-02-23,2025-02-24] 2024-12-28~/2025-01-03 [..201X] [2024-03,2024-04] 2025-03-10/2025-03-10";
    for text in texts.split_whitespace() {
        for written in [edtf(text).human(), edtf(text).short()] {
            let read = When::understand(&written, None).unwrap_or_else(|error| panic!("{written}: {error}"));
            assert_eq!(read.when.to_string(), text, "{written}");
        }
    }
}

#[test]
fn bounds_are_the_first_and_last_possible_day() {
    let table = [
        ("2025-03-10", "2025-03-10", "2025-03-10"),
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

#[test]
fn dates_are_made_from_parts_and_sorted_by_their_days() {
    assert_eq!(When::day(date("2025-03-10")).to_string(), "2025-03-10");
    assert_eq!(When::day(date("+12345-03-10")).to_string(), "Y12345");
    assert_eq!(When::month(2025, 3).map(|when| when.to_string()).as_deref(), Some("2025-03"));
    assert_eq!((When::month(2025, 13), When::month(2025, 0), When::month(12345, 1)), (None, None, None));
    assert_eq!(
        (When::year(-44).to_string(), When::year(i32::MIN).to_string()),
        ("-0044".into(), "Y-2147483648".into())
    );
    let interval = |from, to| When::interval(date(from), date(to)).map(|when| when.to_string());
    assert_eq!(interval("2025-03-10", "2025-03-12").as_deref(), Some("2025-03-10/2025-03-12"));
    assert_eq!(interval("2025-03-12", "2025-03-10"), None);
    assert_eq!(interval("+12345-03-12", "+12345-03-10"), None);

    let mut dates: Vec<When> =
        ["2025", "2025-03", "Y170000002", "2024/..", "../2025", "2025-01-01", "2024"].map(edtf).to_vec();
    dates.sort();
    let sorted: Vec<String> = dates.iter().map(ToString::to_string).collect();
    assert_eq!(sorted, ["../2025", "2024", "2024/..", "2025-01-01", "2025", "2025-03", "Y170000002"]);
}

#[test]
fn files_hold_the_edtf_text() {
    let when = edtf("[2025-02-23,2025-02-24]");
    assert_eq!(serde_json::to_string(&when).unwrap(), "\"[2025-02-23,2025-02-24]\"");
    assert_eq!(serde_json::from_str::<When>("\"[2025-02-23,2025-02-24]\"").unwrap(), when);
    assert_eq!(ron::from_str::<When>(&ron::to_string(&when).unwrap()).unwrap(), when);
    let error = serde_json::from_str::<When>("\"2025-02-30\"").unwrap_err().to_string();
    assert!(error.contains("“2025-02-30” is not in the calendar"), "{error}");
}

fn qualifier() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(""), 1 => Just("?"), 1 => Just("~"), 1 => Just("%")]
}

/// One date as text: often odd, not always valid.
fn point_text() -> BoxedStrategy<String> {
    let year = prop_oneof![4 => "20[0-9]{2}", 2 => "-?[0-9X]{4}", 1 => "Y-?[1-9][0-9]{4,9}"];
    let month = prop_oneof![2 => Just(String::new()), 3 => "-[?~%]?0[1-9]", 1 => "-[?~%]?[0-4X][0-9X]"];
    let day = prop_oneof![1 => Just(String::new()), 2 => "-[?~%]?[0-2][0-9]", 1 => "-[?~%]?[0-3X][0-9X]"];
    (year, qualifier(), month, qualifier(), day, qualifier())
        .prop_map(|(year, y, month, m, day, d)| match month.as_str() {
            "" => format!("{year}{y}"),
            _ if day.is_empty() => format!("{year}{y}{month}{m}"),
            _ => format!("{year}{y}{month}{m}{day}{d}"),
        })
        .boxed()
}

/// Any shape of date, valid by having been read.
fn any_when() -> BoxedStrategy<When> {
    let point = || point_text().prop_filter("a date", |text| text.parse::<When>().is_ok()).boxed();
    let edge = || prop_oneof![4 => point(), 1 => Just("..".to_owned()), 1 => Just(String::new())].boxed();
    let member = || prop_oneof![3 => point(), 1 => (point(), point()).prop_map(|(a, b)| format!("{a}..{b}"))].boxed();
    let members = || (prop::collection::vec(member(), 1..4), "(\\.\\.)?", "(\\.\\.)?");
    let set = members().prop_map(|(list, before, after)| format!("{before}{}{after}", list.join(","))).boxed();
    let brackets = prop_oneof![Just(('[', ']')), Just(('{', '}'))];
    let text = prop_oneof![
        4 => point(),
        2 => (edge(), edge()).prop_map(|(from, to)| format!("{from}/{to}")),
        1 => (set, brackets).prop_map(|(list, (open, close))| format!("{open}{list}{close}")),
    ];
    text.prop_filter_map("valid EDTF", |text| text.parse().ok()).boxed()
}

/// Texts made of words that mean something, in senseless order.
fn word_salad() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "10",
        "3",
        "2025",
        "31",
        "1990s",
        "March",
        "mars",
        "Monday",
        "last",
        "next",
        "month",
        "week",
        "ago",
        "early ",
        "Q2",
        "before",
        "since",
        "or",
        "and",
        "to",
        "-",
        "–",
        "/",
        "..",
        "?",
        "~",
        "c.",
        "%",
        "[",
        "]",
        "a",
        "two",
        "il y a",
        "0",
        "yesterday",
        "century",
        "th",
        "spring",
        ",",
        "between",
        "du",
        "au",
        "9999",
        "February",
        "onwards",
        "X",
        "é",
        "12",
    ]);
    let space = prop::sample::select(vec!["", " "]);
    prop::collection::vec((words, space), 0..8)
        .prop_map(|list| list.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #[test]
    fn display_is_read_back(when in any_when()) {
        let text = when.to_string();
        prop_assert_eq!(text.parse::<When>(), Ok(when.clone()));
        prop_assert_eq!(When::understand(&text, None).map(|read| read.when), Ok(when.clone()));
    }

    #[test]
    fn earliest_is_not_after_latest(when in any_when()) {
        if let (Some(first), Some(last)) = (when.earliest(), when.latest()) {
            prop_assert!(first <= last);
            prop_assert!(when.within(first, last));
        }
        prop_assert!(when.overlaps(&when));
        prop_assert!(!when.human().is_empty() && !when.short().is_empty());
    }

    #[test]
    fn order_agrees_with_equality(one in any_when(), other in any_when()) {
        prop_assert_eq!(one.cmp(&other) == Ordering::Equal, one == other);
        prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
    }

    #[test]
    fn any_text_is_understood_or_refused(text in ".*", day in 0_i32..800_000) {
        let reference = NaiveDate::from_num_days_from_ce_opt(day);
        let _ = When::understand(&text, reference);
        let _ = text.parse::<When>();
    }

    #[test]
    fn any_words_are_understood_or_refused(text in word_salad(), day in 0_i32..800_000) {
        for reference in [None, NaiveDate::from_num_days_from_ce_opt(day), Some(NaiveDate::MIN), Some(NaiveDate::MAX)] {
            if let Ok(read) = When::understand(&text, reference) {
                prop_assert_eq!(read.when.to_string().parse::<When>(), Ok(read.when));
            }
        }
    }

    #[test]
    fn days_are_read_in_every_common_form(day in 365_000_i32..800_000) {
        let date = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
        let when = When::day(date);
        let forms = ["%-d %B %Y", "%d %b %Y", "%B %d, %Y", "%A %-d %B %Y", "%a %-d.%-m.%Y", "%d/%m/%Y", "%Y/%-m/%-d"];
        for typed in forms.map(|form| date.format(form).to_string()).into_iter().chain([when.human(), when.short()]) {
            prop_assert_eq!(When::understand(&typed, None).map(|read| read.when), Ok(when.clone()), "{}", typed);
        }
    }
}
