//! Pages with what is proposed in brackets.

use super::*;
use crate::base::testing::marked;
use proptest::prelude::*;

#[track_caller]
fn check(picture: &str, kinds: &[ZoneKind]) {
    check_among(picture, kinds, &Blocks::default());
}

#[track_caller]
fn check_among(picture: &str, kinds: &[ZoneKind], repeated: &Blocks) {
    let (text, expected) = marked(picture);
    let got = zones(&text, &[], repeated);
    let spans: Vec<Span> = got.iter().map(|proposal| proposal.span).collect();
    let words: Vec<&str> = spans.iter().filter_map(|span| span.text(&text)).collect();
    assert_eq!(spans, expected, "{words:#?}");
    assert_eq!(got.iter().map(|proposal| proposal.kind).collect::<Vec<_>>(), kinds);
}

use ZoneKind::{Advertisement, Boilerplate, Metadata, Related};

#[test]
fn a_page_in_english() {
    check(
        "Ministers sign a plan in Tangier\n\
         [By Ana Serrano, 3 June 2024\n\
         4 min read]\n\
         \n\
         The interior ministers signed a plan against smuggling on Monday.\n\
         [READ: Ferries run late]\n\
         Officers of both sides will meet once a month, the ministry said.\n\
         \n\
         [Share on Facebook\n\
         WhatsApp Email Print]\n\
         \n\
         [Related articles\n\
         Ferries run late\n\
         What the ports want]\n\
         \n\
         [Leave a comment\n\
         © 2024 Strait Courier. All rights reserved.\n\
         Previous Post Next Post]\n",
        &[Metadata, Related, Boilerplate, Related, Boilerplate],
    );
}

#[test]
fn a_page_in_french() {
    check(
        "Les ministres signent un plan à Tanger\n\
         [Publié le 3 juin 2024 à 18h\n\
         Par Élise de Brac]\n\
         Les ministres de l’Intérieur ont signé lundi un plan contre la contrebande.\n\
         \n\
         [À lire aussi : Les ferries en retard]\n\
         \n\
         Des agents des deux pays se réuniront chaque mois, a dit le ministère.\n\
         [La suite après la publicité]\n\
         Le plan entre en vigueur à l’automne, selon une source au port de Tanger.\n\
         [Abonnez-vous à notre newsletter et recevez chaque matin l’essentiel]\n\
         [Sur le même sujet\n\
         Les ferries en retard\n\
         Ce que veulent les ports]",
        &[Metadata, Related, Advertisement, Boilerplate, Related],
    );
}

#[test]
fn a_list_of_articles_with_their_ages_goes_to_the_end() {
    check(
        "Ministers sign a plan\n\
         The interior ministers signed a plan against smuggling on Monday in Tangier.\n\
         [Related Articles\n\
         \n\
         Strait Courier\n\
         4 hours ago\n\
         - Strait Courier\n\
         Harbour master resigns\n\
         The harbour master of Tangier has resigned, the port said. He gave no reason. A successor will be named.\n\
         \n\
         Atlas Wire\n\
         5 hours ago\n\
         Storm expected\n\
         A storm will reach the strait on Friday, forecasters said.]",
        &[Related],
    );
}

#[test]
fn an_article_that_goes_on_after_a_list_is_not_taken() {
    check(
        "Ministers sign a plan\n\
         \n\
         The interior ministers signed a plan against smuggling on Monday in Tangier.\n\
         \n\
         [Read also\n\
         Ferries run late\n\
         What the ports want]\n\
         \n\
         What comes next\n\
         \n\
         Officers of both sides will meet once a month, the ministry said on Tuesday.",
        &[Related],
    );
}

#[test]
fn the_headline_and_prose_are_never_taken() {
    check("Read: a novel about ports\n\nThe novel tells of a port in which nobody works any more.", &[]);
    check("Share prices fall\n\nShare prices fell by two per cent in Casablanca on Monday.", &[]);
    check("Comments\nShare\nTags", &[]);
    check("", &[]);
    check("Only a headline", &[]);
}

#[test]
fn an_outlet_that_speaks_of_itself_at_the_end_is_not_the_article() {
    check(
        "Four questions on a seizure\n\
         \n\
         [Policy Notes]\n\
         \n\
         Judges froze two flats and a garage in Marseille on Tuesday morning.\n\
         \n\
         [Policy Notes is a monthly letter on courts and borders. It takes no advertising.\n\
         Post a comment]"
            .replace("[Policy Notes]", "Policy Notes, September 2025")
            .as_str(),
        &[Boilerplate],
    );
}

#[test]
fn what_stands_in_other_texts_is_proposed_unless_the_text_is_a_copy() {
    let tail = "The Daily Strait, every morning on your telephone";
    let mut blocks = Blocks::default();
    for (sha256, body) in [("a", "A first body that nobody else has."), ("b", "Another one.")] {
        blocks.add(sha256, &format!("Title\n{body}\n{tail}"));
    }
    let body = "The interior ministers signed a plan against smuggling on Monday in Tangier, where they met for an hour. \
                Officers of both sides will meet once a month, the ministry said on Tuesday.";
    check_among(&format!("A plan\n{body}\n[{tail}]"), &[Boilerplate], &blocks);
    blocks.add("c", &format!("A plan\n{body}"));
    blocks.add("d", &format!("A plan\n{body}\nOne more line."));
    check_among(&format!("A plan\n{body}\nHe left."), &[], &blocks);
}

#[test]
fn zones_that_are_there_are_kept_away_from() {
    let (text, spans) =
        marked("Title\nThey met in Rabat on Monday, the ministry said in a statement.\n[Related\nFerries]\nComments");
    let got = zones(&text, &spans, &Blocks::default());
    assert_eq!(got.iter().filter_map(|zone| zone.span.text(&text)).collect::<Vec<_>>(), ["Comments"]);
}

#[test]
fn a_proposal_is_known_again_by_its_first_words() {
    let text = "Title\nThey met in Rabat on Monday, the ministry said in a statement.\nÀ LIRE AUSSI : Les ferries";
    let later = text.replace("Title", "A better title") + "\nTags: ports";
    let key = |text: &str| zones(text, &[], &Blocks::default())[0].key(text);
    assert_eq!(key(text), "a lire aussi : les ferries");
    assert_eq!(key(text), key(&later)[..key(text).len()]);
}

/// Lines that pages are made of, and anything else.
fn any_page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => any::<String>(),
        1 => Just("Related articles".to_owned()),
        1 => Just("4 hours ago".to_owned()),
        1 => Just("By Ana Serrano".to_owned()),
        1 => Just("Les Échos du port est un journal.".to_owned()),
        1 => Just("The ministers met in Rabat on Monday and talked for an hour, it was said.".to_owned()),
        1 => Just(String::new()),
    ];
    prop::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn whatever_the_text_proposals_are_whole_lines_in_order(text in any_page(), cut in any::<(usize, usize)>()) {
        let mut blocks = Blocks::default();
        blocks.add("a", &text);
        blocks.add("b", &text.chars().rev().collect::<String>());
        let edge = |at: usize| text.floor_char_boundary(at % (text.len() + 1));
        let (from, to) = (edge(cut.0).min(edge(cut.1)), edge(cut.0).max(edge(cut.1)));
        let existing = [Span::new(from, to)];
        let got = zones(&text, &existing, &blocks);
        for proposal in &got {
            let words = proposal.span.text(&text).expect("on character boundaries");
            prop_assert!(!words.trim().is_empty() && !proposal.because.is_empty());
            prop_assert!(!proposal.span.overlaps(existing[0]) || existing[0].is_empty());
            let before = &text[..proposal.span.start()];
            let after = &text[proposal.span.end()..];
            prop_assert!(before.is_empty() || before.ends_with('\n'));
            prop_assert!(after.is_empty() || after.starts_with(['\n', '\r']));
        }
        prop_assert!(got.windows(2).all(|two| two[0].span.end() < two[1].span.start()));
    }
}

/// The articles of the sample, and all that may be left out of each: first words of a line, and how many lines.
#[test]
fn of_the_sample_nothing_but_what_stands_around_the_articles_is_proposed() {
    let expected = [
        ("2024-02-training-casablanca.txt", "By Inès Carbonnel", 1),
        ("2024-11-apres-la-visite.txt", "Par Hugo Lestienne", 1),
        ("2025-03-11-confiscation.txt", "Read also", 4),
        ("2025-03-11-confiscation.txt", "The Daily Strait, every morning", 1),
        ("2025-06-police-plan.txt", "© Atlas Wire", 1),
        ("2025-09-marseille-seizure.txt", "Policy Notes is a monthly letter", 1),
        ("2025-11-agadir-handover.txt", "By Tomás Figueira", 1),
    ];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the sample").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut got = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let text = std::fs::read_to_string(path).expect("a text");
        for proposal in zones(&text, &[], &Blocks::default()) {
            let words = proposal.span.text(&text).expect("on character boundaries").to_owned();
            got.push((path.file_name().expect("a name").to_string_lossy().into_owned(), words));
        }
    }
    assert_eq!(got.len(), expected.len(), "{got:#?}");
    for ((file, words), (expected_file, begin, lines)) in got.iter().zip(expected) {
        assert!(
            file == expected_file && words.starts_with(begin) && words.lines().count() == lines,
            "{file}: {words}"
        );
    }
}
