//! Names in texts and their groups, in marked text.

use super::*;
use crate::base::testing::marked;
use crate::project::testing::World;
use proptest::prelude::*;

/// Checks the places and, after each name of the picture, its kind.
fn check(picture: &str, language: &str, kinds: &[Kind]) {
    let (text, spans) = marked(picture);
    let found = mentions(&text, &[], language);
    let seen: Vec<(&str, Kind)> =
        found.iter().map(|found| (found.span.text(&text).expect("a place"), found.kind)).collect();
    let wanted: Vec<(&str, Kind)> =
        spans.iter().map(|span| span.text(&text).expect("a place")).zip(kinds.iter().copied()).collect();
    assert_eq!(seen, wanted, "{text}");
}

#[test]
fn people_come_with_their_offices() {
    use Kind::{Person, Place};
    check("Norwegian Interior Minister [Kari Halvorsen] met Mr [Okello] in [Oslo].", "en", &[Person, Person, Place]);
    check("Le ministre de l’Intérieur [Jean Verdier] est arrivé à [Lyon].", "fr", &[Person, Place]);
    let found = mentions("Norwegian Interior Minister Kari Halvorsen left.", &[], "en");
    assert_eq!((found[0].office.as_deref(), found[0].of), (Some("Interior Minister"), Some("Norway")));
}

#[test]
fn bodies_end_where_their_names_end() {
    use Kind::{Organisation, Place};
    check("The [Ministry of Justice] of the kingdom said so.", "en", &[Organisation]);
    check(
        "Officers of the [General Directorate for Border Security] ([GDBS]) came from [Oman].",
        "en",
        &[Organisation, Organisation, Place],
    );
    check("L’[Agence de gestion des ports saisis] ([AGPS]) l’assure.", "fr", &[Organisation, Organisation]);
}

#[test]
fn a_body_joins_what_it_does_but_no_office() {
    use Kind::Organisation;
    check("The [Agency for Tracing and Selling Seized and Lost Goods] opened.", "en", &[Organisation]);
    let (text, spans) = marked("The president of the [Court of Appeal] and Delegate President of the council left.");
    assert!(mentions(&text, &[], "en").iter().any(|found| found.span == spans[0]));
}

#[test]
fn what_stands_beside_an_unknown_word_says_what_it_is() {
    use Kind::{Person, Place};
    check("She left the city of [Velmora] for a [Tarnau]-based firm.", "en", &[Place, Place]);
    check("They searched [Velmora], [Norway].", "en", &[Place, Place]);
    check("[TARNAU], [Norway] – Police came.", "en", &[Place, Place]);
    check("They met before [Velmora] said no.", "en", &[Person]);
    check("Le port de [Velmora] et le [détroit de Tarnau].", "fr", &[Place, Place]);
}

#[test]
fn french_articles_belong_to_names() {
    check("Ils vont en [Côte d’Ivoire]. L’enquête suit.", "fr", &[Kind::Place]);
}

#[test]
fn demonyms_and_days_are_no_names() {
    check("On Monday Moroccan officers and French-Spanish patrols met in [Tangier].", "en", &[Kind::Place]);
}

#[test]
fn headlines_are_not_swallowed() {
    let text =
        "Ministers Sign New Border Deal in Lisbon After Long Talks\n\nTALKS END IN LISBON WITH NEW BORDER DEAL\n";
    let found = mentions(text, &[], "en");
    assert!(found.iter().all(|found| found.text.eq_ignore_ascii_case("Lisbon")), "{found:?}");
    assert_eq!(found.len(), 2);
}

fn grouped(texts: &[&str], decisions: &Decisions) -> Vec<(String, Vec<String>, usize)> {
    let mut world = World::new();
    for text in texts {
        world.document("Courier", "2025-03-10", text);
    }
    let rows = names(&world.project, decisions).into_iter();
    rows.map(|one| (one.name, one.aliases.into_iter().map(|alias| alias.text).collect(), one.mentions.len()))
        .collect()
}

fn aliases(groups: &[(String, Vec<String>, usize)], name: &str) -> Vec<String> {
    let group = groups.iter().find(|(own, ..)| own == name);
    group.unwrap_or_else(|| panic!("{name} in {groups:?}")).1.clone()
}

const TWO_TEXTS: [&str; 2] = [
    "Mohammed Saïd Benkirat met Kari Halvorsen in Oslo. Benkirat thanked the Border Watch Agency (BWA).",
    "Mohamed Said Benkirat left. The BWA said that K. Halvorsen would stay in the United Kingdom, and the UK agreed.",
];

#[test]
fn spellings_come_together_across_documents() {
    let groups = grouped(&TWO_TEXTS, &Decisions::default());
    assert_eq!(aliases(&groups, "Mohamed Said Benkirat"), ["Benkirat", "Mohammed Saïd Benkirat"]);
    assert_eq!(aliases(&groups, "Kari Halvorsen"), ["K. Halvorsen"]);
    assert_eq!(aliases(&groups, "Border Watch Agency"), ["BWA"]);
    assert!(
        groups.iter().any(|(name, aliases, count)| *count == 2 && (name == "UK" || aliases.contains(&"UK".into())))
    );
}

#[test]
fn acronyms_find_their_only_body() {
    let texts = ["The Northern Coast Agency sailed on Monday.", "The NCA is back. Its boats are there."];
    assert_eq!(aliases(&grouped(&texts, &Decisions::default()), "Northern Coast Agency"), ["NCA"]);
    let pair = ["The Customs Guard Agency (CGA-XY) met. Later the CGA left."];
    assert_eq!(aliases(&grouped(&pair, &Decisions::default()), "Customs Guard Agency"), ["CGA", "CGA-XY"]);
}

#[test]
fn a_body_that_every_state_has_is_one_in_one_document_only() {
    let texts = ["The Ministry of Justice met. The Ministry of Justice left.", "The Ministry of Justice came."];
    let groups = grouped(&texts, &Decisions::default());
    assert_eq!(groups.iter().map(|group| group.2).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn a_long_name_is_known_by_its_end() {
    let groups = grouped(&["Karl Anders Holm Berg came. Then Holm Berg left."], &Decisions::default());
    assert_eq!(aliases(&groups, "Karl Anders Holm Berg"), ["Holm Berg"]);
}

#[test]
fn states_are_known_by_any_name() {
    for name in ["Morocco", "MAROC", "Kingdom of Morocco", "États-Unis", "Côte d'Ivoire"] {
        assert!(is_state(name), "{name}");
    }
    assert!(!is_state("Moroccan") && !is_state("Rabat") && !is_state(""));
}

#[test]
fn entities_are_found_in_other_languages_and_across_no_zone() {
    let mut world = World::new();
    let press = world.entity(&["L’Aube", "red file"]);
    let document = world.document("Courier", "", "Selon L’Aube, rien. A Red File, and red XX file.");
    world.change::<crate::model::Document>(document, |row| row.language = "fr".into());
    world.zone(document, "XX");
    let rows = names(&world.project, &Decisions::default());
    let of = rows.iter().find(|one| one.entity == Some(press)).expect("an entity");
    assert_eq!(of.mentions.len(), 2);
}

#[test]
fn two_people_share_a_family_name() {
    let groups = grouped(&["Kari Halvorsen met Lars Halvorsen. Later Halvorsen said no."], &Decisions::default());
    assert_eq!(groups.iter().filter(|(name, ..)| name.contains("Halvorsen")).count(), 3);
}

#[test]
fn decisions_are_kept() {
    let apart = Decisions {
        not_names: ["oslo".to_owned()].into(),
        apart: [("Kari Halvorsen".to_owned(), "k. halvorsen".to_owned())].into(),
    };
    let groups = grouped(&TWO_TEXTS, &apart);
    assert!(groups.iter().all(|(name, ..)| name != "Oslo"));
    assert_eq!(aliases(&groups, "Kari Halvorsen"), [""; 0]);
}

#[test]
fn names_of_entities_are_found_everywhere() {
    let mut world = World::new();
    let fly = world.entity(&["Kari Halvorsen", "the fly"]);
    let us = world.entity(&["US"]);
    let document =
        world.document("Courier", "2025-03-10", "They call her the Fly. KARI HALVORSEN told us so, and the US.");
    world.mark(document, "KARI HALVORSEN", &[crate::model::Proves::Entity(fly)]);
    let rows = names(&world.project, &Decisions::default());
    let of = |entity| rows.iter().find(|one| one.entity == Some(entity)).expect("an entity");
    assert_eq!(of(fly).mentions.iter().map(|mention| mention.marked).collect::<Vec<_>>(), [false, true]);
    assert_eq!(of(us).mentions.len(), 1);
}

#[test]
fn a_name_with_a_possessive_is_found_again() {
    let mut world = World::new();
    let office = world.entity(&["Norway's Public Prosecutor's Office"]);
    world.document("Courier", "", "Norway’s Public Prosecutor’s Office said no. A public office said yes.");
    let rows = names(&world.project, &Decisions::default());
    let of = rows.iter().find(|one| one.entity == Some(office)).expect("an entity");
    assert_eq!(of.mentions.len(), 1);
}

#[test]
fn entities_never_come_together() {
    let mut world = World::new();
    world.entity(&["Mohammed Benkirat"]);
    world.entity(&["Mohamed Benkirat"]);
    world.document("Courier", "", "Mohammed Benkirat is not Mohamed Benkirat.");
    assert_eq!(names(&world.project, &Decisions::default()).len(), 2);
}

#[test]
fn zones_are_left_out() {
    let text = "Kari Halvorsen left. Read also: Lars Olsen in Oslo";
    assert_eq!(mentions(text, &[Span::new(20, text.len())], "en").len(), 1);
}

#[test]
fn megabytes_of_capitals_are_read() {
    for part in ["A", "Aa Bb ", "OSLO ", "A.", "Ministry of ", "Kari de ", "(AB) ", "Ab Cd (AC) ", "l’", "A-b"] {
        let text = part.repeat(1_000_000 / part.len());
        let _ = mentions(&text, &[], "en");
    }
}

proptest! {
    #[test]
    fn any_text_gives_places(text in "\\PC{0,60}|([A-Z][a-z]{0,3}|of|the|Ministry|King|’s|l’|[ .,(&)\\n-]|é|\u{301}|Oslo| ){0,40}", from in 0usize..80, length in 0usize..20) {
        let zone = Span::new(from, from + length);
        let found = mentions(&text, &[zone], "fr");
        let mut end = 0;
        for found in &found {
            prop_assert!(found.span.text(&text).is_some_and(|name| !name.is_empty()));
            prop_assert!(found.span.start() >= end);
            end = found.span.end();
        }
    }
}
