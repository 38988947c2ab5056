//! What people type, and what is made of it.

use super::*;

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
        // in the course of, halves, weeks
        ("courant mars 2025", "2025-03"),
        ("in the course of 2025", "2025"),
        ("au cours de l’été 2024", "2024-22"),
        ("T1 2025", "2025-33"),
        ("3Q 2024", "2024-35"),
        ("Q1–Q2 2025", "2025-33/2025-34"),
        ("premier semestre 2024", "2024-40"),
        ("première moitié de 2024", "2024-40"),
        ("the first half of March 2025", "2025-03-01/2025-03-15"),
        ("seconde quinzaine de février 2024", "2024-02-16/2024-02-29"),
        ("first half of the 1990s", "1990/1994"),
        ("second half of the 20th century", "1950/1999"),
        ("week of 12 March 2025", "2025-03-10/2025-03-16"),
        ("la semaine du 10 mars 2025", "2025-03-10/2025-03-16"),
        ("2025-W11", "2025-03-10/2025-03-16"),
        ("week 1 of 2025", "2024-12-30/2025-01-05"),
        ("semaine 53 de 2020", "2020-12-28/2021-01-03"),
        ("weekend of 8 March 2025", "2025-03-08/2025-03-09"),
        ("le week-end du 8 mars 2025", "2025-03-08/2025-03-09"),
        ("morning of 10 March 2025", "2025-03-10"),
        ("nuit du 10 au 11 mars 2025", "2025-03-10/2025-03-11"),
        // thirds with what people put around them
        ("début mars 2025", "2025-03-01~/2025-03-10~"),
        ("au début de mars 2025", "2025-03-01~/2025-03-10~"),
        ("à la mi-mars 2025", "2025-03-11~/2025-03-20~"),
        ("mid-2024", "2024-05~/2024-08~"),
        ("the end of March 2025", "2025-03-21~/2025-03-31~"),
        ("end March 2025", "2025-03-21~/2025-03-31~"),
        ("fin des années 1990", "1997~/1999~"),
        ("early spring 2024", "2024-03~"),
        ("late 19th century", "1867~/1899~"),
        ("début du XXe siècle", "1900~/1933~"),
        ("from late March to early April 2025", "2025-03-21~/2025-04-10~"),
        ("entre mi-décembre et début janvier 2025", "2024-12-11~/2025-01-10~"),
        ("10 March to mid-April 2025", "2025-03-10/2025-04-20~"),
        // more ways to leave one side open
        ("not before March 2025", "[2025-03..]"),
        ("pas avant mars 2025", "[2025-03..]"),
        ("no later than 10 March 2025", "[..2025-03-10]"),
        ("le 10 mars 2025 au plus tard", "[..2025-03-10]"),
        ("by June 2025", "[..2025-06]"),
        ("by the end of 2025", "[..2025-12~]"),
        ("d’ici juin 2025", "[..2025-06]"),
        ("d’ici fin 2025", "[..2025-12~]"),
        ("dès le 10 mars 2025", "2025-03-10/.."),
        ("à compter du 3 mars 2025", "2025-03-03/.."),
        ("since early 2024", "2024-01~/.."),
        ("until mid-March 2025", "../2025-03-20~"),
        ("before late March 2025", "[..2025-03-20~]"),
        ("after early March 2025", "[2025-03-11~..]"),
        ("2019-", "2019/.."),
        ("2019 –", "2019/.."),
        // years that leave out their century
        ("10/3/25", "2025-03-10 | 2025-10-03"),
        ("25.3.25", "2025-03-25"),
        ("10-Mar-25", "2025-03-10"),
        ("10 mars 98", "1998-03-10"),
        ("March '24", "2024-03"),
        ("l'été '24", "2024-22"),
        ("the '90s", "199X"),
        ("1990's", "199X"),
        ("années 90", "199X"),
        ("les années 20", "202X"),
        ("the nineties", "199X"),
        ("2019–21", "2019/2021"),
        ("2010–12", "2010/2012"),
        ("2010-12", "2010-12"),
        ("1998/99", "1998/1999"),
        ("2024-25", "2024-25 | 2024/2025"),
        ("2024-21", "2024-21"),
        ("winter 2023–24", "2023-24"),
        ("l’hiver 2023-2024", "2023-24"),
        // Arabic
        ("١٠ مارس ٢٠٢٥", "2025-03-10"),
        ("10 آذار/مارس 2025", "2025-03-10"),
        ("غشت 2024", "2024-08"),
        ("كانون الثاني 2025", "2025-01"),
        ("قبل يونيو 2024", "[..2024-05]"),
        ("منذ 2002", "2002/.."),
        ("أواخر مارس 2025", "2025-03-21~/2025-03-31~"),
        // one of, all of
        ("either 10 or 11 March 2025", "[2025-03-10,2025-03-11]"),
        ("some time between 10 and 12 March 2025", "[2025-03-10..2025-03-12]"),
        ("sometime in March 2025", "2025-03"),
        ("“10 March 2025”", "2025-03-10"),
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
        ("Monday 10", "2025-03-12", "2025-03-10"),
        ("lundi 10", "2025-03-10", "2025-03-10"),
        ("Monday the 31st", "2025-04-12", "2025-03-31"),
        ("début mars", "2025-03-12", "2025-03-01~/2025-03-10~"),
        ("entre le 3 et le 5 mars", "2025-03-12", "2025-03-03/2025-03-05"),
        ("last weekend", "2025-03-12", "2025-03-08/2025-03-09"),
        ("over the weekend", "2025-03-10", "2025-03-08/2025-03-09"),
        ("ce week-end", "2025-03-12", "2025-03-15/2025-03-16"),
        ("this morning", "2025-03-12", "2025-03-12"),
        ("hier soir", "2025-03-12", "2025-03-11"),
        ("Monday evening", "2025-03-12", "2025-03-10"),
        ("in two weeks", "2025-03-12", "2025-03-26~"),
        ("dans 3 jours", "2025-03-12", "2025-03-15"),
        ("in a year", "2025-03-12", "2026"),
    ];
    for (typed, reference, expected) in table {
        check_typed(typed, reference, expected);
    }
}

#[test]
fn a_missing_reference_is_named() {
    let texts = "10 March|10/3|10–12 March|Monday|last Monday|lundi|today|yesterday|hier|last month|last week|\
        last October|March|spring|two days ago|late February|before June|since Monday|10 or 11 March|c. 10 March|Monday 10|\
        last weekend|in two weeks|first half of March";
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
        told("2025-03-10T09:30:00Z/2025-03-11").to_string(),
        "“2025-03-10T09:30:00Z” has a time of day, which only a date that stands alone can have; write 2025-03-10"
    );
    assert!(matches!(told("2025-03-10T25:00:00"), WhenError::NoSuchTime(_)));
    assert_eq!(
        told("Tuesday 10 March 2025").to_string(),
        "“Tuesday 10 March 2025”: 10 March 2025 is a Monday; correct one of them or leave the weekday out"
    );
}

#[test]
fn a_time_of_day_may_follow_or_lead_the_day() {
    for (typed, clock) in [
        ("10 March 2025, 23:20", "23:20:00"),
        ("10 March 2025 23:20:30", "23:20:30"),
        ("10 March 2025 at 11:20 pm", "23:20:00"),
        ("10 March 2025, 11.20pm", "23:20:00"),
        ("March 10, 2025, 11:20 a.m.", "11:20:00"),
        ("March 10, 2025 at 12 am", "00:00:00"),
        ("March 10, 2025 at 12 pm", "12:00:00"),
        ("10 March 2025, noon", "12:00:00"),
        ("9:05, 10 March 2025", "09:05:00"),
        ("at 9:05 on 10 March 2025", "09:05:00"),
        ("Monday 10 March 2025 - 9:05", "09:05:00"),
        ("le 10 mars 2025 à 23h20", "23:20:00"),
        ("lundi 10 mars 2025 à 9 h 05", "09:05:00"),
        ("à 9h le 10 mars 2025", "09:00:00"),
        ("10 mars 2025 à midi", "12:00:00"),
        ("10 March 2025, 24:00", "24:00:00"),
        ("10 March 2025 8:00", "08:00:00"),
        ("2025-03-10 23:20", "23:20:00"),
        ("2025-03-10T23:20", "23:20:00"),
        ("2025-03-10T23:20Z", "23:20:00Z"),
        ("2025-03-10T23:20:30.125Z", "23:20:30Z"),
        ("2025-03-10T23:20:30-0400", "23:20:30-04:00"),
        ("2025-03-10 23:20:30+01", "23:20:30+01"),
        ("Mon, 10 Mar 2025 09:30:00 +0100", "09:30:00+01:00"),
        ("10 March 2025, 23:20 GMT", "23:20:00Z"),
        ("10 March 2025, 23:20 UTC+1", "23:20:00+01"),
        ("10 March 2025, 23:20 UTC−4:30", "23:20:00-04:30"),
    ] {
        check_typed(typed, "", &format!("2025-03-10T{clock}"));
    }
    check_typed("10/3/2025 23:20", "", "2025-03-10T23:20:00 | 2025-10-03T23:20:00");
    check_typed("yesterday at 5 pm", "2025-03-12", "2025-03-11T17:00:00");
    check_typed("lundi à 14h", "2025-03-12", "2025-03-10T14:00:00");
    for typed in [
        "10 March 2025, 25:00",
        "10 March 2025, 9:5",
        "10 March 2025 at 13 pm",
        "10 March 2025 at 0 am",
        "10 March 2025, 9:30-11:30",
        "10 March 2025, 23:20 UTC+15",
        "10 March 2025, 23:20 UTC-0",
        "c. 10 March 2025, 23:20",
        "since 10 March 2025, 23:20",
        "March 2025, 23:20",
        "10 March 2025 at midnight",
        "23:20",
        "at 5 pm",
    ] {
        assert!(When::understand(typed, None).is_err(), "{typed} was read as {:?}", When::understand(typed, None));
    }
}
