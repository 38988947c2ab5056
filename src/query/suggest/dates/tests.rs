//! Date expressions in pictures: the brackets are what must be found, and nothing else.

use super::*;
use crate::base::testing::marked;
use proptest::prelude::*;

/// The values of the brackets of a picture, in order, counted from 11 March 2025, a Tuesday.
#[track_caller]
fn check(language: &str, picture: &str, expected: &[&str]) {
    check_at(language, Some("2025-03-11"), picture, expected);
}

#[track_caller]
fn check_at(language: &str, reference: Option<&str>, picture: &str, expected: &[&str]) {
    let (text, spans) = marked(picture);
    let reference: Option<When> = reference.map(|day| day.parse().unwrap());
    let found = dates(&text, &[], reference.as_ref(), language);
    let got: Vec<(&str, String)> = found.iter().map(|e| (e.span.text(&text).unwrap(), said(e))).collect();
    let wanted: Vec<(&str, String)> =
        spans.iter().map(|s| s.text(&text).unwrap()).zip(expected.iter().map(ToString::to_string)).collect();
    assert_eq!(got, wanted, "{picture}: {:?}", found.iter().map(|e| &e.because).collect::<Vec<_>>());
}

fn said(expression: &Expression) -> String {
    expression.value.as_ref().map_or_else(|| format!("-{}", expression.timex.value), When::to_string)
}

#[test]
fn the_rule_files_can_be_read() {
    for language in ["en", "fr", "de"] {
        assert_eq!(rules_for(language, "").problems, Vec::<String>::new(), "{language}");
    }
}

#[test]
fn complete_dates_are_as_written() {
    check("en", "Signed on [10 March 2025] in Rabat.", &["2025-03-10"]);
    check("en", "On [March 10, 2025], and on [Monday, 10 March 2025].", &["2025-03-10", "2025-03-10"]);
    check("en", "In [March 2024] and in [2019], on [2024-02-29].", &["2024-03", "2019", "2024-02-29"]);
    check("en", "The treaty of [the 1990s], of [the 20th century].", &["199X", "19XX"]);
    check("en", "In [the third quarter of 2024], in [early 2024].", &["2024-35", "2024-01~/2024-04~"]);
    check("en", "On 31 February 2025.", &[]);
}

#[test]
fn weekdays_and_months_look_back_unless_the_sentence_looks_forward() {
    check("en", "The minister said [Monday] that he agreed.", &["2025-03-10"]);
    check("en", "He met them on [Tuesday].", &["2025-03-11"]);
    check("en", "The talks will resume on [Friday].", &["2025-03-14"]);
    check("en", "They met in [October], and [last October] again.", &["2024-10", "2024-10"]);
    check("en", "He may go; he may march in [May].", &["2025-05"]);
    check("en", "The ministers are scheduled to meet in [May].", &["2025-05"]);
    check("en", "They will meet [next Monday], as [last Friday].", &["2025-03-17", "2025-03-07"]);
}

#[test]
fn relative_dates_are_counted() {
    check(
        "en",
        "It was agreed [yesterday], [last week] and [last year].",
        &["2025-03-10", "2025-03-03/2025-03-09", "2024"],
    );
    check("en", "[Two days ago] and [earlier this year].", &["2025-03-09", "2025-01-01/2025-03-11"]);
    check("en", "Signed on [10 March 2024]; [two days later] it was void.", &["2024-03-10", "2024-03-12"]);
    check("en", "In [2024] it rained; [two days later] not.", &["2024", "-XXXX-XX-XX"]);
}

#[test]
fn a_rough_part_is_its_third() {
    check("en", "A visit in [late February] followed.", &["2025-02-21~/2025-02-28~"]);
}

#[test]
fn ranges_and_open_ends() {
    check("en", "Held from [10 to 12 March 2025].", &["2025-03-10/2025-03-12"]);
    check("en", "Between [2019 and 2021] they met.", &["2019/2021"]);
    check("en", "On [10 or 11 March] he left.", &["[2025-03-10,2025-03-11]"]);
    check("en", "RABAT, [10 March 2025] (Agency)", &["2025-03-10"]);
    check("en", "They have cooperated since [2002].", &["2002/.."]);
    check("en", "The office was open until [June 2024].", &["../2024-06"]);
}

#[test]
fn lengths_and_repetitions_have_no_value() {
    check("en", "For [three months], [every year] and [recently].", &["-P3M", "-P1Y", "-PAST_REF"]);
}

#[test]
fn a_year_in_a_name_is_flagged() {
    for text in
        ["They prepare the 2030 FIFA World Cup.", "The May 2024 action plan is ready.", "World Cup 2030 will begin"]
    {
        let found = dates(text, &[], None, "en");
        assert!(found[0].flags.contains(&Flag::InName), "{found:?}");
    }
    let found = dates("The accord was signed in 2024 by both.", &[], None, "en");
    assert!(!found[0].flags.contains(&Flag::InName), "{found:?}");
}

#[test]
fn without_a_date_relative_expressions_say_why() {
    check_at(
        "en",
        None,
        "On [Monday], [last year], [10 March] and [10 March 2025].",
        &["-XXXX-WXX-1", "-XXXX", "-XXXX-03-10", "2025-03-10"],
    );
    let found = dates("He said Monday.", &[], None, "en");
    assert_eq!(found[0].because, "the document has no date");
}

#[test]
fn a_reference_of_a_month_decides_what_it_can() {
    check_at("en", Some("2025-03"), "He came [last year], on [Monday].", &["2024", "-XXXX-WXX-1"]);
}

#[test]
fn french_news_are_read() {
    check("fr", "Le ministre a signé [lundi 10 mars 2025] à Rabat.", &["2025-03-10"]);
    check("fr", "Il a dit [lundi] et [hier] que l'[été 2024].", &["2025-03-10", "2025-03-10", "2024-22"]);
    check(
        "fr",
        "[La semaine dernière], l'[an dernier], en [octobre dernier].",
        &["2025-03-03/2025-03-09", "2024", "2024-10"],
    );
    check("fr", "Du [10 au 12 mars], ils ont parlé.", &["2025-03-10/2025-03-12"]);
    check("fr", "Le [1er juin 2024] et [fin février].", &["2024-06-01", "2025-02-21~/2025-02-28~"]);
    check("fr", "[Aujourd'hui], [il y a deux ans], depuis [2002].", &["2025-03-11", "2023", "2002/.."]);
    check("fr", "[Les années 1990], [le premier trimestre 2025].", &["199X", "2025-33"]);
}

#[test]
fn zones_are_left_out() {
    let (text, zones) = marked("On Monday. [On Tuesday.] On Wednesday.");
    let found = dates(&text, &zones, None, "en");
    let words: Vec<&str> = found.iter().map(|e| e.span.text(&text).unwrap()).collect();
    assert_eq!(words, ["Monday", "Wednesday"]);
}

#[test]
fn a_changed_reference_lists_what_changes() {
    let text = "On Monday and on 10 March 2025.";
    let day = |text: &str| text.parse::<When>().unwrap();
    let changes = changed(text, &[], "en", Some(&day("2025-03-11")), Some(&day("2025-03-04")));
    assert_eq!(
        changes,
        [Change { span: Span::new(3, 9), before: Some(day("2025-03-10")), after: Some(day("2025-03-03")) }]
    );
    assert_eq!(changed(text, &[], "en", None, None), []);
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Monday ".to_owned()),
        Just("10 March ".to_owned()),
        Just("the year two thousand ".to_owned()),
        Just("il y a deux ans ".to_owned()),
        Just("9999".to_owned()),
        Just("1990's ".to_owned()),
        Just("2025-".to_owned()),
        Just("\n\n".to_owned()),
        "[0-9]{1,12}",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_the_text_places_are_sound(text in soup(), cuts in proptest::collection::vec(0usize..200, 0..6),
        language in prop_oneof![Just("en"), Just("fr"), Just("")], day in prop_oneof![Just("2025-03-11"), Just("9999-12"), Just("0000"), Just("-9999")]) {
        let zones = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1]));
        // A project has no empty zone.
        let zones: Vec<Span> = zones.filter(|zone| !zone.is_empty()).collect();
        let found = dates(&text, &zones, Some(&day.parse().unwrap()), language);
        prop_assert!(found.iter().all(|e| e.span.text(&text).is_some_and(|words| !words.is_empty())));
        prop_assert!(found.windows(2).all(|two| two[0].span.end() <= two[1].span.start()));
        prop_assert!(found.iter().all(|e| zones.iter().all(|zone| !zone.overlaps(e.span))));
        prop_assert!(found.iter().all(|e| e.value.is_some() || !e.because.is_empty()));
    }
}
