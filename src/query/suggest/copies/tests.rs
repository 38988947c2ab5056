//! Small texts, written for these tests, and how alike they are.

use super::*;
use crate::base::span::Span;
use crate::base::when::When;
use crate::model::{HowKnown, Published, Zone};
use proptest::prelude::*;

/// A text of so many different sentences; another seed, other sentences.
fn story(seed: usize, sentences: usize) -> String {
    const WHO: [&str; 7] = ["minister", "prosecutor", "envoy", "judge", "officer", "delegation", "spokesman"];
    const DID: [&str; 5] = ["met", "praised", "questioned", "received", "answered"];
    const WHERE: [&str; 9] = ["Rabat", "Tangier", "Paris", "Madrid", "Lyon", "Nice", "Fez", "Agadir", "Oujda"];
    let sentence = |at: usize| {
        let n = usize::try_from(crate::query::suggest::hash::mixed((seed * 1_000 + at + 1) as u64) >> 40)
            .expect("24 bits");
        format!(
            "The {} number {n} {} a {} in {} on {n} the {} day.",
            WHO[n % 7],
            DID[n % 5],
            WHO[(n / 7) % 7],
            WHERE[n % 9],
            n % 28
        )
    };
    (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
}

fn row(title: &str, text: &str) -> Document {
    let text_sha256 = crate::project::check::text_sha256(text);
    Document { title: title.to_owned(), text_sha256, ..Document::default() }
}

fn signature(title: &str, text: &str) -> Arc<Signature> {
    Arc::new(Signature::of(&row(title, text), text))
}

#[track_caller]
fn check(a: (&str, &str), b: (&str, &str), expected: Option<Likeness>) -> Option<Pair<u32>> {
    let mut signatures = Signatures::default();
    signatures.add(1, signature(a.0, a.1));
    signatures.add(2, signature(b.0, b.1));
    let pair = signatures.pairs().next().cloned();
    assert_eq!(pair.as_ref().map(|pair| pair.likeness), expected, "{pair:?}");
    pair
}

#[test]
fn the_same_words_are_the_same_text_whatever_stands_around_them() {
    let text = story(1, 12);
    let page = format!("{}\n\nRelated articles\nFerries run late\n© 2025 Wire", text.to_uppercase());
    let pair = check(("One", &text), ("Other", &page), Some(Likeness::Same)).expect("a pair");
    assert!((pair.share - 1.0).abs() < f64::EPSILON);
}

#[test]
fn an_edited_copy_and_a_shortened_one_are_near_copies() {
    let text = story(1, 30);
    let edited = text.replacen("minister", "head of government", 3).replacen("Rabat", "the capital", 2);
    check(("A visit", &text), ("Another headline", &edited), Some(Likeness::NearCopy));
    let short = format!("{} It was reported by an agency.", story(1, 12));
    let pair = check(("A visit", &text), ("In short", &short), Some(Likeness::NearCopy)).expect("a pair");
    assert!(pair.share > 0.8 && pair.because.contains("word for word"), "{pair:?}");
}

#[test]
fn one_headline_over_two_texts_is_a_false_friend() {
    let (one, other) = (story(1, 20), story(2, 20));
    let headlines = ("Justice ministers sign declaration in Rabat", "Ministers of justice sign Rabat declaration");
    let pair = check((headlines.0, &one), (headlines.1, &other), Some(Likeness::LooksAlike)).expect("a pair");
    assert!(pair.because.contains("declaration") && pair.share < 0.1, "{pair:?}");
    check((headlines.0, &one), ("Storm expected on the coast", &other), None);
}

#[test]
fn a_shared_passage_is_no_copy() {
    let (one, other) = (story(1, 20), story(2, 20));
    let quoting = format!("{other} {}", story(1, 10));
    check(("A visit", &one), ("Something else", &quoting), Some(Likeness::LooksAlike));
}

#[test]
fn a_text_without_words_is_like_no_other() {
    check(("", ""), ("", ""), None);
    check(("", "—"), ("", "…"), None);
    check(("", "Rabat"), ("", "Rabat"), Some(Likeness::Same));
}

#[test]
fn what_is_taken_out_leaves_no_pair_and_what_is_changed_is_compared_anew() {
    let mut signatures = Signatures::default();
    let texts: Vec<String> = (0..4).map(|seed| story(seed % 2, 20)).collect();
    for (key, text) in texts.iter().enumerate() {
        signatures.add(key, signature("", text));
    }
    let pairs = |signatures: &Signatures<usize>| signatures.pairs().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>();
    assert_eq!(pairs(&signatures), [(0, 2), (1, 3)]);
    assert_eq!(signatures.pairs_of(2).map(|pair| pair.other(2)).collect::<Vec<_>>(), [0]);
    signatures.remove(0);
    assert_eq!(pairs(&signatures), [(1, 3)]);
    signatures.add(3, signature("", &story(7, 20)));
    assert_eq!(pairs(&signatures), []);
}

#[test]
fn a_zone_that_is_drawn_changes_what_is_compared() {
    let text = format!("Title\n{}\n{}", story(1, 12), story(2, 12));
    let mut with_zone = row("Title", &text);
    let span = Span::new(text.rfind('\n').expect("a line"), text.len());
    with_zone.zones = vec![Zone {
        id: crate::base::id::Ids::from_seed(1).fresh(),
        span,
        kind: crate::model::ZoneKind::Related,
        note: String::new(),
        made: crate::model::Made::default(),
    }];
    let short = format!("Title\n{}", story(1, 12));
    let mut signatures = Signatures::default();
    signatures.add(1, Arc::new(Signature::of(&with_zone, &text)));
    signatures.add(2, signature("Title", &short));
    assert_eq!(signatures.pairs().map(|pair| pair.likeness).collect::<Vec<_>>(), [Likeness::Same]);
}

#[test]
fn the_original_is_the_one_that_was_published_first() {
    let dated = |day: &str| {
        let when: Option<When> = day.parse().ok();
        let published = when.map(|when| Published { when, known: HowKnown::Given, reason: String::new() });
        Document { published, ..Document::default() }
    };
    assert_eq!(original((1, &dated("2025-03-11")), (2, &dated("2025-03-10"))), (2, 1));
    assert_eq!(original((1, &dated("2025-03-10")), (2, &dated(""))), (1, 2));
}

proptest! {
    /// Whatever the texts: no panic, pairs in order, a share between 0 and 1, and the same pairs in any order of adding.
    #[test]
    fn pairs_do_not_depend_on_the_order_of_adding(texts in prop::collection::vec(any::<String>(), 0..8)) {
        let add = |keys: Vec<usize>| {
            let mut signatures = Signatures::default();
            for key in keys {
                signatures.add(key, signature(&texts[key], &texts[key]));
            }
            signatures.pairs().cloned().collect::<Vec<_>>()
        };
        let forwards = add((0..texts.len()).collect());
        prop_assert!(forwards.iter().all(|pair| pair.a < pair.b && (0.0..=1.0).contains(&pair.share)));
        prop_assert!(forwards.is_sorted_by_key(|pair| (pair.a, pair.b)));
        prop_assert_eq!(forwards, add((0..texts.len()).rev().collect()));
    }
}
