//! Laws that hold for every date and every text.

use super::*;
use proptest::prelude::*;

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
    let clock = "([01][0-9]|2[0-4]):(00|[0-5][0-9]):[0-5][0-9]";
    let shift = "(|Z|[+-](0[0-9]|1[0-4])(:[0-5][0-9])?)";
    let moment = (point(), clock, shift).prop_map(|(day, clock, shift)| format!("{day}T{clock}{shift}")).boxed();
    let text = prop_oneof![
        4 => point(),
        1 => moment,
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
        "23:20",
        "UTC+1",
        "pm",
        "h",
        "'",
        "25",
        "week",
        "of",
        "half",
        "weekend",
        "winter",
        "by",
        "in",
        "مارس",
        "T",
        "Z",
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
        for written in [when.human(), when.short()] {
            if let Ok(read) = When::understand(&written, None) {
                // A set of one date reads like that date, all of a range like the interval.
                let one = |text: &str| text.trim_matches(['[', ']', '{', '}']).to_owned();
                let all = if text.starts_with('{') { text.replace("..", "/") } else { text.clone() };
                prop_assert!([one(&text), one(&all)].contains(&one(&read.when.to_string())), "{}: {}", text, written);
            }
        }
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
        prop_assert_eq!(one == other, one.to_string() == other.to_string());
    }

    #[test]
    fn order_is_total(one in any_when(), two in any_when(), three in any_when()) {
        let mut sorted = [one, two, three];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
        if let (Some(first), Some(next)) = (sorted[0].earliest(), sorted[1].earliest()) {
            prop_assert!(first <= next);
        }
    }

    #[test]
    fn overlap_is_mutual_and_fits_the_bounds(one in any_when(), other in any_when(), day in -800_000_i32..800_000) {
        prop_assert_eq!(one.overlaps(&other), other.overlaps(&one));
        if let (Some(last), Some(first)) = (one.latest(), other.earliest()) {
            prop_assert!(!(one.overlaps(&other) && last < first));
        }
        let day = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
        if one.within(day, day) {
            prop_assert_eq!((one.earliest(), one.latest()), (Some(day), Some(day)));
            prop_assert!(one.overlaps(&When::day(day)));
        }
    }

    #[test]
    fn what_is_made_from_a_date_keeps_its_bounds(when in any_when()) {
        for (made, first, last) in [
            (When::since(&when), when.earliest(), None),
            (When::until(&when), None, when.latest()),
            (When::from_to(&when, &when), when.earliest(), when.latest()),
            (When::one_of(std::slice::from_ref(&when)), when.earliest(), when.latest()),
            (Some(when.clone().approximate().uncertain()), when.earliest(), when.latest()),
        ] {
            let Some(made) = made else { continue };
            prop_assert_eq!((made.earliest(), made.latest()), (first, last), "{}", made);
            prop_assert_eq!(made.to_string().parse::<When>(), Ok(made));
        }
        for (made, side) in [(When::before(&when), Ordering::Less), (When::after(&when), Ordering::Greater)] {
            let Some(made) = made else { continue };
            prop_assert!(!made.overlaps(&when), "{} {}", made, when);
            prop_assert_eq!(made.cmp(&when), side);
        }
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
