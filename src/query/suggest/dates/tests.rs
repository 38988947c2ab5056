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
    check("en", "It ended shortly after [3 p.m.] and before [Monday].", &["2025-03-11", "[..2025-03-09]"]);
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
fn what_is_to_be_done_by_a_date_ends_there() {
    check("en", "The line will be open by [2030].", &["../2030"]);
    check("en", "Both plan to sign by [Friday].", &["../2025-03-14"]);
    check("fr", "La ligne sera ouverte d'ici [2030].", &["../2030"]);
}

#[test]
fn french_lengths_begin_with_their_own_article() {
    check("fr", "Le bilan des [trois dernières années] est lourd.", &["-P3Y"]);
    check("fr", "Il reste [les trois dernières années] à juger.", &["-P3Y"]);
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

/// Checks news of the web of Wednesday 20 March 2013: bracketed words and their TIMEX3 values, apart by blanks.
#[track_caller]
fn check_timex(picture: &str, values: &str) {
    let (text, spans) = marked(picture);
    let reference: When = "2013-03-20".parse().unwrap();
    let found = dates(&text, &[], Some(&reference), "en");
    let whole = |e: &Expression| vec![(e.span, e.timex.clone())];
    let rows = found.iter().flat_map(|e| if e.ends.is_empty() { whole(e) } else { e.ends.clone() });
    let got: Vec<(&str, String)> = rows.map(|(span, timex)| (span.text(&text).unwrap(), timex.value)).collect();
    let wanted: Vec<(&str, String)> =
        spans.iter().map(|s| s.text(&text).unwrap()).zip(values.split(' ').map(str::to_owned)).collect();
    assert_eq!(got, wanted, "{picture}");
}

#[test]
fn weekdays_of_news_follow_their_verbs() {
    check_timex("The fire began on [Friday night] and was out [early Saturday].", "2013-03-15TNI 2013-03-16");
    check_timex("Officials said [Thursday] that the vote would be on [Sunday].", "2013-03-14 2013-03-24");
    check_timex("The mayor is due in court on [Monday].", "2013-03-25");
    check_timex("The talks, which began [Tuesday], are set to resume [next week].", "2013-03-19 2013-W13");
    check_timex("The panel has until [Friday] to decide.", "2013-03-22");
    check_timex("Until [Monday], nobody had been named.", "2013-03-18");
    check_timex("She will fly to Oslo on [Wednesday], the palace said on [Monday].", "2013-03-20 2013-03-18");
    check_timex("Rain could fall on [Saturday] and [Sunday].", "2013-03-23 2013-03-24");
    check_timex("The market opens again on [Thursday].", "2013-03-21");
    check_timex("Trading had been due to end [Friday].", "2013-03-15");
    check_timex("He may resign as early as [Monday].", "2013-03-25");
    check_timex("They agreed to meet again [Friday].", "2013-03-22");
    check_timex("More flights were expected to be grounded on [Friday].", "2013-03-22");
    check_timex("The owner could not be reached [Saturday].", "2013-03-16");
    check_timex("Crowds grew ahead of [Sunday]'s election.", "2013-03-24");
    check_timex("They will look for a way to live with what was in [Tuesday]'s ruling.", "2013-03-19");
    check_timex("It was [this past Friday]; [this coming Monday] it is over.", "2013-03-15 2013-03-25");
    check_timex("[Late Thursday] they left, [Friday last week] they were back.", "2013-03-14 2013-03-15");
}

#[test]
fn days_and_months_of_news_are_the_near_ones() {
    check_timex("She was arrested on [March 12] and charged [two days later].", "2013-03-12 2013-03-14");
    check_timex("The law takes effect [July 1].", "2013-07-01");
    check_timex("The rules, announced in [January], come into force on [April 6].", "2013-01 2013-04-06");
    check_timex("The plant closed in [February]. It will reopen in [May].", "2013-02 2013-05");
    check_timex("The fee is due by [mid-April].", "2013-04");
    check_timex("They met in [October], and in [June last year].", "2012-10 2012-06");
    check_timex("On [4 November last year] it snowed, in [the summer of last year] not.", "2012-11-04 2012-SU");
    check_timex("The ban, effective [June 1], is new.", "2013-06-01");
    check_timex("On [Monday, March 18], and on [Dec. 14, 2012].", "2013-03-18 2012-12-14");
    check_timex("On [22 March 2013]; on [4 March].", "2013-03-22 2013-03-04");
    check_timex("The loan runs through [May]; work went on through [January].", "2013-05 2013-01");
    check_timex("It was taught in [February 2012], and in [April of that year].", "2012-02 2012-04");
    check_timex("The trial, first set for [June], will go on.", "2013-06");
    check_timex("This festival runs from [20 to 24 August].", "2013-08-20/2013-08-24");
    check_timex("[The first week of April] was cold.", "2013-04");
}

#[test]
fn years_and_decades_of_news() {
    check_timex("It was built in [2011], [two years ago].", "2011 2011");
    check_timex("After the [2012] election and the [2008] crisis came his [2010] book.", "2012 2008 2010");
    check_timex("In [the 1990s], [the late 1980s], [the mid-2000s], [the 19th century].", "199 198 200 18");
    check_timex("In [the past decade], for [decades], for [nearly two decades].", "P10Y PXE P20Y");
    check_timex("Since [last summer], in [summer 2012], in [the winter of 2012].", "2012-SU 2012-SU 2012-WI");
    check_timex("From [2003] to [2008] he was abroad.", "2003 2008");
    check_timex("The [2012-13] season and [the year 2000].", "2012/2013 2000");
    check_timex("In [the first quarter of 2013] and in [the fourth quarter].", "2013-Q1 2012-Q4");
    check_timex("Exports grew in [the last quarter of 2012].", "2012-Q4");
    check_timex("[Decades ago] and [a few years ago].", "PAST_REF PAST_REF");
    check_timex("[Last year], [this month], [earlier this week], [later this year].", "2012 2013-03 2013-W12 2013");
    check_timex("By [the end of the year], and [early next year].", "2013 2014");
}

#[test]
fn times_of_day_belong_to_the_day_of_their_sentence() {
    check_timex("It met on [Monday] at [10 a.m. ET] in Geneva.", "2013-03-18 2013-03-18T10:00");
    check_timex("At [8 p.m.] on [Tuesday] he left.", "2013-03-19T20:00 2013-03-19");
    check_timex("At [about 9:30 p.m. ET Monday] it was dark.", "2013-03-18T21:30");
    check_timex("At [0600 GMT] on [Tuesday]; at [14:30 GMT].", "2013-03-19T06:00 2013-03-19 2013-03-19T14:30");
    check_timex("He was seen at [7 o'clock], then at [5 in the morning].", "2013-03-20T07:00 2013-03-20T05:00");
    check_timex("It takes effect at [00:01] on [Wednesday].", "2013-03-20T00:01 2013-03-20");
    check_timex("It was due to end at [midnight] on [Thursday].", "2013-03-21T24:00 2013-03-21");
    check_timex("It is over at [noon Friday].", "2013-03-15T12:00");
    check_timex("[This morning], [last night], [tonight].", "2013-03-20TMO 2013-03-19TNI 2013-03-20TNI");
}

#[test]
fn lengths_and_sets_of_news() {
    check_timex("The 37-year-old, a [12-year] veteran, was out for [a week].", "P12Y P1W");
    check_timex("In [the last 24 hours]; [half an hour]; [an hour and a half].", "PT24H PT30M PT1H30M");
    check_timex("It lasts [three to five days], a [day-long] event.", "P3D P1D");
    check_timex("They meet on [Sundays], [every Tuesday], [Monday nights].", "XXXX-WXX-7 XXXX-WXX-2 XXXX-WXX-1TNI");
    check_timex("It is the third win in as many days; a quarter of it was luck.", "");
    check_timex("It was the first in [20 years]; [a year earlier] it was not.", "P20Y 2012");
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
        let zones: Vec<Span> = cuts.chunks_exact(2).filter(|pair| pair[0] != pair[1]).map(|pair| Span::new(pair[0], pair[1])).collect();
        let found = dates(&text, &zones, Some(&day.parse().unwrap()), language);
        prop_assert!(found.iter().all(|e| e.span.text(&text).is_some_and(|words| !words.is_empty())));
        prop_assert!(found.windows(2).all(|two| two[0].span.end() <= two[1].span.start()));
        prop_assert!(found.iter().all(|e| zones.iter().all(|zone| !zone.overlaps(e.span))));
        prop_assert!(found.iter().all(|e| e.value.is_some() || !e.because.is_empty()));
    }
}

#[test]
fn dates_in_digits_are_read_and_both_readings_of_one_are_said() {
    check(
        "en",
        "The ministers met on [22/03/2013], [22.03.2013] and [2013/03/22], not on [3/10/2012].",
        &["2013-03-22", "2013-03-22", "2013-03-22", "-2012-XX-XX"],
    );
    check("en", "It costs 2013.5 pounds.", &[]);
}

#[test]
fn nights_and_lengths_without_a_number_are_found() {
    check_timex("It rained [overnight]. A [week-long] strike and a [yearlong] one.", "2013-03-20TNI P1W P1Y");
}

#[test]
fn years_that_nobody_counts_are_lengths_of_time() {
    check_timex(
        "In [previous years] it fell, in [the years ahead] it will rise by 10 pounds [per week].",
        "PXY PXY P1W",
    );
}

#[test]
fn what_qualifies_a_length_of_time_belongs_to_it() {
    check_timex("It took [about two weeks], then [no more than five days].", "P2W P5D");
    check_timex("It may close in [a year or two], over [the next two years or so].", "P1Y P2Y");
    check_timex("They waited for [at least two more weeks] and [some 20 minutes].", "P2W PT20M");
    check_timex("After [over three years] came [another month] and [an additional year].", "P3Y P1M P1Y");
    check_timex("It rained for [five straight days], for [a full year].", "P5D P1Y");
    check_timex("[Two-and-a-half years ago] it was new; it took [a year-and-a-half].", "2010 P1Y6M");
    check_timex("It was so for [a three-year period], for [the past couple of years].", "P3Y P2Y");
    check_timex("It broke just [over two weeks ago], and in [the next year or so] it will again.", "2013-W10 P1Y");
    check_timex("Over [the next decade], in [the last week], in [half a year].", "P10Y P1W P6M");
    check_timex("In [the coming months], in [the first hours] of it, in [the early years].", "PXM PTXH PXY");
    check_timex("A [monthslong] row, a [decades-long] one.", "PXM PXE");
    check_timex("About a quarter of it was lost, nearly three quarters in all.", "");
}

#[test]
fn the_time_around_an_event_is_a_length_of_time() {
    check_timex("He left in [the weeks] before the fire, [days] after the vote.", "PXW PXD");
    check_timex("In [the years] that followed; in [the decade] since.", "PXY P10Y");
    check_timex("After [months] of talks came [decades] of peace.", "PXM PXE");
    check_timex("[Hours] later he was found; [several days] later she was.", "PTXH PXD");
}

#[test]
fn times_of_day_keep_their_words() {
    check_timex(
        "By [5:30 p.m.] it was over; it began at [9 a.m. local time Monday].",
        "2013-03-20T17:30 2013-03-18T09:00",
    );
    check_timex("It opened at [7:45 a.m.] on [Friday].", "2013-03-15T07:45 2013-03-15");
    check_timex(
        "At [3 p.m.] on [March 5] it snowed; [around noon] it was warm.",
        "2013-03-05T15:00 2013-03-05 2013-03-05T12:00",
    );
    check_timex("[Earlier Sunday] and [later Monday morning] it was calm.", "2013-03-17 2013-03-18TMO");
    check_timex("The [10.30am] train; by [mid-afternoon] it was full.", "2013-03-20T10:30 2013-03-20TAF");
}

#[test]
fn a_term_may_stand_a_little_before_its_date() {
    check_timex("Schools stay shut until at least [Friday].", "2013-03-22");
    check_timex("Rain is forecast for [Thursday]. The game is on [Saturday].", "2013-03-21 2013-03-23");
    check_timex("The panel meets [Thursday]. Her term ends [Dec. 31].", "2013-03-21 2013-12-31");
    check_timex("The hearing is [Monday morning]. By [early afternoon] it was over.", "2013-03-25TMO 2013-03-20TAF");
}

#[test]
fn names_of_programmes_and_papers_are_no_dates() {
    check_timex("The Daily Mail and the Sunday Times, said CBS' \"60 Minutes\".", "");
    check_timex("On NBC's \"Today\" show; at the last minute; since the fall of the wall.", "");
}

#[test]
fn what_stands_before_a_noun_leaves_the_article_to_it() {
    check_timex("The [late-November] storm hit an [18th-century] house and the [mid-2012] plan.", "2012-11 17 2012");
    check_timex("In [the 1960s] and ['70s], in [the 18th century], in [the late 2000s].", "196 197 17 200");
}

#[test]
fn what_comes_again_is_counted_by_its_unit() {
    check_timex("Three times [a week], [every night], [every few years].", "P1W XXXX-XX-XXTNI PXY");
}

#[test]
fn days_before_easter_are_found() {
    check_timex("[Palm Sunday] is near, [Ash Wednesday] was in [February].", "2013-03-24 2013-02-13 2013-02");
}

#[test]
fn vague_words_look_back() {
    check_timex(
        "[Lately], as recently as [last year], in [recent years], [thousands of years ago].",
        "PAST_REF 2012 PAST_REF PAST_REF",
    );
}

#[test]
fn ages_and_comparisons_are_no_dates() {
    check_timex("A 23 year-old man and a 23-year old woman, both 18 years of age.", "");
    check_timex("A year-on-year rise of a year-round job; the quarter-final; the Winter Olympics.", "");
    check_timex("A [decade-old] war, a [day-long] truce and [the years to come].", "P10Y P1D PXY");
    check_timex(
        "It left [a fortnight ago], [a year and a half ago]; on [Tuesday lunchtime].",
        "2013-W10 2011 2013-03-19TMI",
    );
}
