//! Dates made from numbers and from other dates, and their order.

use super::*;

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

    let mut dates: Vec<When> = [
        "2025-01-01T09:00:00",
        "2025-01-01T08:00:00Z",
        "2025",
        "2025-03",
        "Y170000002",
        "2024/..",
        "../2025",
        "2025-01-01",
        "2024",
    ]
    .map(edtf)
    .to_vec();
    dates.sort();
    let sorted: Vec<String> = dates.iter().map(ToString::to_string).collect();
    assert_eq!(
        sorted,
        [
            "../2025",
            "2024",
            "2024/..",
            "2025-01-01",
            "2025-01-01T08:00:00Z",
            "2025-01-01T09:00:00",
            "2025",
            "2025-03",
            "Y170000002"
        ]
    );
}

#[test]
fn parts_of_years_are_made_from_their_number() {
    let text = |when: Option<When>| when.map_or_else(|| "none".to_owned(), |when| when.to_string());
    let table = [
        (When::quarter(2025, 1), "2025-33"),
        (When::quarter(2025, 4), "2025-36"),
        (When::quarter(2025, 0), "none"),
        (When::quarter(2025, 5), "none"),
        (When::quarter(2025, 255), "none"),
        (When::half(2025, 1), "2025-40"),
        (When::half(2025, 2), "2025-41"),
        (When::half(2025, 3), "none"),
        (When::half(12345, 1), "none"),
        (When::season(2024, Season::Spring), "2024-21"),
        (When::season(2024, Season::Summer), "2024-22"),
        (When::season(2024, Season::Autumn), "2024-23"),
        (When::season(2024, Season::Winter), "2024-24"),
        (When::season(-12345, Season::Winter), "none"),
        (When::decade(1994), "199X"),
        (When::decade(0), "000X"),
        (When::decade(-195), "-019X"),
        (When::decade(12345), "none"),
        (When::century(1999), "19XX"),
        (When::century(2000), "20XX"),
        (When::century(i32::MIN), "none"),
        (When::at(date("2025-03-10"), 23, 20, 30), "2025-03-10T23:20:30"),
        (When::at(date("2025-03-10"), 24, 0, 0), "2025-03-10T24:00:00"),
        (When::at(date("2025-03-10"), 24, 0, 1), "none"),
        (When::at(date("2025-03-10"), 23, 60, 0), "none"),
        (When::at(date("+12345-03-10"), 23, 20, 30), "none"),
        (When::week(date("2025-03-12")), "2025-03-10/2025-03-16"),
        (When::week(date("2025-03-10")), "2025-03-10/2025-03-16"),
        (When::week(date("2025-03-16")), "2025-03-10/2025-03-16"),
        (When::week(date("2025-01-01")), "2024-12-30/2025-01-05"),
        (When::week(NaiveDate::MAX), "none"),
    ];
    for (place, (made, expected)) in table.into_iter().enumerate() {
        assert_eq!(text(made), expected, "line {place}");
    }
}

#[test]
fn dates_are_made_from_other_dates() {
    let one = |make: fn(&When) -> Option<When>, of: &str, expected: &str| {
        assert_eq!(make(&edtf(of)).map_or_else(|| "none".to_owned(), |when| when.to_string()), expected, "{of}");
    };
    for (of, since, until, before, after) in [
        ("2002", "2002/..", "../2002", "[..2001]", "[2003..]"),
        ("2024-01", "2024-01/..", "../2024-01", "[..2023-12]", "[2024-02..]"),
        ("2024-03-01", "2024-03-01/..", "../2024-03-01", "[..2024-02-29]", "[2024-03-02..]"),
        ("2024-21", "2024-21/..", "../2024-21", "[..2024-02-29]", "[2024-06-01..]"),
        ("201X~", "201X~/..", "../201X~", "[..2009-12-31]", "[2020-01-01..]"),
        ("Y170000002", "Y170000002/..", "../Y170000002", "[..Y170000001]", "[Y170000003..]"),
        ("2025-03-10T23:20:30", "none", "none", "none", "none"),
        ("9999-24", "9999-24/..", "../9999-24", "[..9999-11-30]", "none"),
        ("2002/..", "none", "none", "none", "none"),
        ("2002/2003", "none", "none", "none", "none"),
        ("[2002,2003]", "none", "none", "none", "none"),
    ] {
        one(When::since, of, since);
        one(When::until, of, until);
        one(When::before, of, before);
        one(When::after, of, after);
    }
    for (of, early, mid, late) in [
        ("2025-02", "2025-02-01~/2025-02-10~", "2025-02-11~/2025-02-20~", "2025-02-21~/2025-02-28~"),
        ("2025", "2025-01~/2025-04~", "2025-05~/2025-08~", "2025-09~/2025-12~"),
        ("2024-22", "2024-06~", "2024-07~", "2024-08~"),
        ("2024-24", "2024-12~", "2025-01~", "2025-02~"),
        ("199X", "1990~/1993~", "1994~/1996~", "1997~/1999~"),
        ("19XX", "1900~/1933~", "1934~/1966~", "1967~/1999~"),
        ("1X9X", "none", "none", "none"),
        ("2024-33", "none", "none", "none"),
        ("2025-03-10", "none", "none", "none"),
        ("2025~", "none", "none", "none"),
    ] {
        one(|of| of.third(Third::Early), of, early);
        one(|of| of.third(Third::Mid), of, mid);
        one(|of| of.third(Third::Late), of, late);
    }
    for (of, approximate, uncertain) in [
        ("2019", "2019~", "2019?"),
        ("2019~", "2019~", "2019%"),
        ("2025-03-10T23:20:30", "2025-03-10T23:20:30", "2025-03-10T23:20:30"),
        ("2019-03/..", "2019-03~/..", "2019-03?/.."),
        ("[2019,2020..2021]", "[2019~,2020~..2021~]", "[2019?,2020?..2021?]"),
    ] {
        one(|of| Some(of.clone().approximate()), of, approximate);
        one(|of| Some(of.clone().uncertain()), of, uncertain);
    }
}

#[test]
fn several_dates_become_an_interval_or_a_set() {
    let from_to = |from, to| When::from_to(&edtf(from), &edtf(to)).map(|when| when.to_string());
    assert_eq!(from_to("2024-03", "2024-06").as_deref(), Some("2024-03/2024-06"));
    assert_eq!(from_to("2024-03-10~", "2024").as_deref(), Some("2024-03-10~/2024"));
    assert_eq!(from_to("2024-06", "2024-03"), None);
    assert_eq!(from_to("2024-06/..", "2025"), None);

    let set = |texts: &str| {
        let dates: Vec<When> = texts.split_whitespace().map(edtf).collect();
        let text = |when: Option<When>| when.map_or_else(|| "none".to_owned(), |when| when.to_string());
        (text(When::one_of(&dates)), text(When::all_of(&dates)))
    };
    assert_eq!(
        set("2025-03-11 2025-03-10 2025-03-11"),
        ("[2025-03-10,2025-03-11]".into(), "{2025-03-10,2025-03-11}".into())
    );
    assert_eq!(set("1670/1672 1667"), ("[1667,1670..1672]".into(), "{1667,1670..1672}".into()));
    for nothing in ["", "2025 2002/..", "2025 ../2002", "2025 [2001,2002]"] {
        assert_eq!(set(nothing), ("none".into(), "none".into()), "{nothing}");
    }
}
