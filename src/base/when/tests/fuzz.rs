//! Random texts out of everything that dates are written with: read or refused, quickly, and never differently twice.
//!
//! Runs for a moment with the other tests; `ENTENTE_FUZZ_SECS=300` lets it run longer, `ENTENTE_FUZZ_SEED` begins
//! elsewhere.

use super::*;
use std::time::{Duration, Instant};

/// What texts are made of: marks and letters of EDTF, words, digits of other scripts, and what breaks bytes.
const BITS: &[&str] = &[
    "0",
    "1",
    "2",
    "9",
    "10",
    "12",
    "31",
    "2025",
    "1990s",
    "99",
    "-",
    "/",
    "..",
    "X",
    "XX",
    "Y",
    "T",
    "Z",
    "E",
    "S",
    "?",
    "~",
    "%",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "'",
    "+",
    "(",
    ")",
    " ",
    "  ",
    "\t",
    "\n",
    "–",
    "−",
    "’",
    "“",
    "23:20",
    "T23:20:30",
    "+04:30",
    "-00",
    "March",
    "mars",
    "février",
    "fe\u{301}v",
    "Mon",
    "lundi",
    "last",
    "next",
    "this",
    "ago",
    "il y a",
    "a",
    "an",
    "the",
    "le",
    "of",
    "de",
    "des",
    "du",
    "au",
    "à",
    "from",
    "to",
    "between",
    "and",
    "entre",
    "et",
    "or",
    "ou",
    "before",
    "<",
    "<=",
    ">",
    "since",
    "until",
    "by",
    "d'ici",
    "early",
    "mid-",
    "late",
    "fin",
    "début",
    "end",
    "first",
    "second",
    "half",
    "quinzaine",
    "quarter",
    "Q1",
    "T4",
    "H2",
    "week",
    "W11",
    "weekend",
    "winter",
    "été",
    "century",
    "XXe",
    "siècle",
    "c.",
    "circa",
    "vers",
    "probably",
    "yesterday",
    "today",
    "noon",
    "pm",
    "am",
    "h",
    "UTC",
    "days",
    "months",
    "years",
    "weeks",
    "in",
    "dans",
    "some time in",
    "BC",
    "٣",
    "۵",
    "مارس",
    "كانون الثاني",
    "é",
    "ß",
    "\u{0}",
    "\u{FEFF}",
    "\u{200F}",
    "😀",
    "日",
    "\u{10FFFF}",
    "İ",
    "ﬁ",
    "½",
    "²",
];

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

fn random_text(chance: &mut fastrand::Rng) -> String {
    let glue = ["", " "][chance.usize(..2)];
    let most = [4, 8, 24][chance.usize(..3)];
    let bits = (0..=chance.usize(..most)).map(|_| BITS[chance.usize(..BITS.len())]);
    bits.collect::<Vec<_>>().join(glue)
}

fn check(text: &str, reference: Option<NaiveDate>) -> bool {
    let read = When::understand(text, reference);
    assert_eq!(read, When::understand(text, reference), "{text:?}");
    let strict = text.parse::<When>();
    if let Ok(when) = &strict {
        assert_eq!(read.as_ref().map(|read| &read.when), Ok(when), "{text:?}");
    }
    let Ok(Understood { when, otherwise }) = read else { return false };
    for when in [Some(when), otherwise].into_iter().flatten() {
        assert_eq!(when.to_string().parse::<When>().as_ref(), Ok(&when), "{text:?}");
        assert!(when.earliest().zip(when.latest()).is_none_or(|(first, last)| first <= last), "{text:?}");
        assert!(!when.human().is_empty(), "{text:?}");
    }
    true
}

#[test]
fn random_texts_are_read_or_refused() {
    let mut chance = fastrand::Rng::with_seed(setting("ENTENTE_FUZZ_SEED", 1));
    let end = Instant::now() + Duration::from_millis(setting("ENTENTE_FUZZ_SECS", 0).saturating_mul(1000).max(500));
    let (mut texts, mut dates) = (0_u64, 0_u64);
    let mut slowest = (Duration::ZERO, String::new());
    while Instant::now() < end {
        let text = random_text(&mut chance);
        let day = NaiveDate::from_num_days_from_ce_opt(chance.i32(-800_000..4_000_000));
        let began = Instant::now();
        dates += u64::from(check(&text, day.filter(|_| chance.bool())));
        texts += 1;
        slowest = slowest.max((began.elapsed(), text));
    }
    println!("{texts} texts, {dates} dates; slowest {:?}: {:?}", slowest.0, slowest.1);
}

#[test]
fn nested_texts_are_refused_quickly() {
    for bit in [
        "?",
        "~",
        "c.",
        "c.-",
        "~-?",
        "c. - ",
        "c. or ",
        "?-",
        "c.,",
        "~ to ",
        "some time c. ",
        "< c.",
        "1h-",
        "1 a ",
    ] {
        let text: String = bit.chars().cycle().take(100).collect();
        let began = Instant::now();
        assert!(When::understand(&text, NaiveDate::from_ymd_opt(2025, 3, 12)).is_err(), "{text}");
        assert!(began.elapsed() < Duration::from_secs(2), "{text} took {:?}", began.elapsed());
    }
}

#[test]
fn long_texts_cost_no_more_than_their_length() {
    const TIMES: usize = 20_000;
    for (opening, bit, end) in [
        ("", "1", ""),
        ("", "X", ""),
        ("", "?", ""),
        ("", "c. ", "2019"),
        ("", "2025-", ""),
        ("", "2025/", ""),
        ("", "10 March 2025 or ", "2026"),
        ("[", "2025,", "2026]"),
        ("[", "XXXX-02-29,", "2026]"),
        ("{", "2025..2026, ", "2026}"),
        ("[..", "..", "]"),
        ("", "é", ""),
        ("", " ", "2025"),
        ("2025-03-10T", "0", ""),
    ] {
        let text = format!("{opening}{}{end}", bit.repeat(TIMES));
        let began = Instant::now();
        let _ = (text.parse::<When>(), When::understand(&text, None));
        assert!(began.elapsed() < Duration::from_secs(10), "{bit:?} took {:?}", began.elapsed());
    }
}
