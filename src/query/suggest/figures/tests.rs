//! Figures in sentences, as `words = bound value currency unit what`.

use super::*;
use crate::model::Proves;
use crate::project::testing::World;

/// The quantities of a sentence as `words = bound value currency unit what`, empty parts left out.
fn read(tongue: Tongue, text: &str) -> Vec<String> {
    let not: Vec<Span> = dates::dates(text, &[], None, if tongue == Tongue::French { "fr" } else { "en" })
        .into_iter()
        .map(|date| date.span)
        .collect();
    let told = figures(text, tongue, &not).into_iter().map(|quantity| {
        let bound = match quantity.bound {
            Bound::Exactly => String::new(),
            bound => format!("{bound:?}"),
        };
        let parts = [bound, quantity.value.to_string(), quantity.currency, quantity.unit, quantity.what];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{} = {}", quantity.span.text(text).unwrap(), parts.join(" "))
    });
    told.collect()
}

#[track_caller]
fn english(text: &str, expected: &[&str]) {
    assert_eq!(read(Tongue::English, text), expected, "{text}");
}

#[track_caller]
fn french(text: &str, expected: &[&str]) {
    assert_eq!(read(Tongue::French, text), expected, "{text}");
}

#[test]
fn numbers_in_digits_have_bound_value_and_unit() {
    english("The service broke up more than 200 cells since 2002.", &["more than 200 cells = MoreThan 200 cells"]);
    english("Police said 12 people were arrested.", &["12 people = 12 people"]);
    english("Some 30 officers took part.", &["Some 30 officers = About 30 officers"]);
    english(
        "At least 27 suspected smugglers fled.",
        &["At least 27 suspected smugglers = MoreThan 27 suspected smugglers"],
    );
    english(
        "They seized 1,200 packets and 3.5 tonnes of hashish.",
        &["1,200 packets = 1200 packets", "3.5 tonnes of hashish = 3.5 tonnes hashish"],
    );
    english("Up to 40 per cent of the boats were stopped.", &["Up to 40 per cent = LessThan 40 %"]);
    english(
        "Only 9 French nationals stayed; 15 or more guards left.",
        &["Only 9 French nationals = Only 9 French nationals", "15 or more guards = MoreThan 15 guards"],
    );
}

#[test]
fn money_has_its_code_and_is_written_out() {
    english("Assets of EUR 1.4 billion were frozen.", &["EUR 1.4 billion = 1400000000 EUR"]);
    english("A further €300 million was confiscated.", &["€300 million = 300000000 EUR"]);
    english("They paid $2.5m and 40,000 euros.", &["$2.5m = 2500000 USD", "40,000 euros = 40000 EUR"]);
    english("It cost 5 million Swiss francs.", &["5 million Swiss francs = 5000000 CHF"]);
    english("He hid 20,000 dirhams.", &["20,000 dirhams = 20000 dirhams"]);
    french("Près de 1,4 milliard d’euros ont été saisis.", &["Près de 1,4 milliard d’euros = About 1400000000 EUR"]);
    french(
        "L’amende est de 300 M€, soit 12 000 euros par tête.",
        &["300 M€ = 300000000 EUR", "12 000 euros = 12000 EUR"],
    );
}

#[test]
fn numbers_in_words_are_read() {
    english(
        "Two suspects and twenty-four guards were heard.",
        &["Two suspects = 2 suspects", "twenty-four guards = 24 guards"],
    );
    english(
        "A dozen agents and half a dozen judges met.",
        &["A dozen agents = About 12 agents", "half a dozen judges = About 6 judges"],
    );
    english("Two hundred and fifty boats left.", &["Two hundred and fifty boats = 250 boats"]);
    english("One of the men spoke, and no one answered.", &[]);
    french(
        "Une dizaine de suspects et quatre-vingt-dix gardiens.",
        &["Une dizaine de suspects = About 10 suspects", "quatre-vingt-dix gardiens = 90 gardiens"],
    );
    french(
        "Plus de deux cents cellules, au moins trois mille armes.",
        &["Plus de deux cents cellules = MoreThan 200 cellules", "au moins trois mille armes = MoreThan 3000 armes"],
    );
    french(
        "Vingt et un policiers, une centaine d’agents.",
        &["Vingt et un policiers = 21 policiers", "une centaine d’agents = About 100 agents"],
    );
}

#[test]
fn what_counts_nothing_is_no_figure() {
    for text in [
        "It happened on 12 March 2025, and again in 2024.",
        "The 2030 World Cup and Paris 2024 come first.",
        "Under article 12 and 14 of law 43-05 he stays.",
        "Call +212 5 37 12 34 56 or 06 12 34 56 78.",
        "The 34-year-old won 3-1 at 7:30.",
        "A Boeing 737 landed; the 92nd assembly met.",
        "A 12-member cell of the G7 used an AK47.",
        "He stayed for nine months and came within 48 hours.",
        "Resolution 2797 was adopted.",
        "Version 1.2.3 is out.",
        "See no. 17 and page 300.",
    ] {
        english(text, &[]);
    }
    for text in [
        "Le 10 mars 2025, la loi n° 43-05 est entrée en vigueur.",
        "L’article 12 et la 3e chambre.",
        "Il a attendu neuf mois.",
        "La Coupe du monde 2030 approche.",
    ] {
        french(text, &[]);
    }
}

#[test]
fn places_are_bytes_and_the_text_may_be_anything() {
    let text = "É 😀: environ 30 blessés.";
    let [found] = figures(text, Tongue::French, &[]).try_into().unwrap();
    assert_eq!(found.span.text(text), Some("environ 30 blessés"));
    for text in
        ["", "  ", "12", "€", "12,", "1,2,3,4", "plus de", "٣ رجال", "99999999999999999999999999999999999999 men"]
    {
        let _ = figures(text, Tongue::English, &[]);
        let _ = figures(text, Tongue::French, &[]);
        let _ = (typed(text), count(text));
    }
}

#[test]
fn what_a_person_types_is_read_leniently() {
    let told = |text: &str| {
        let found = typed(text)?;
        Some((found.bound, found.value.normalize().to_string(), found.currency, found.unit))
    };
    let plain = |value: &str, unit: &str| Some((Bound::Exactly, value.to_owned(), String::new(), unit.to_owned()));
    assert_eq!(told("27"), plain("27", ""));
    assert_eq!(told("1,200 rifle"), plain("1200", "rifle"));
    assert_eq!(told("1.4 bn EUR"), Some((Bound::Exactly, "1400000000".into(), "EUR".into(), String::new())));
    assert_eq!(told("about 30"), Some((Bound::About, "30".into(), String::new(), String::new())));
    assert_eq!(told("une dizaine de suspects"), Some((Bound::About, "10".into(), String::new(), "suspects".into())));
    assert_eq!((told("many"), told("")), (None, None));
}

#[test]
fn groups_are_counted_from_their_words() {
    let counts = [
        "two suspects",
        "12 people",
        "a dozen men",
        "une dizaine de suspects",
        "deux suspects",
        "one suspect",
        "at least 27 men",
    ];
    assert_eq!(counts.map(count), [Some(2), Some(12), Some(12), Some(10), Some(2), Some(1), Some(27)]);
    assert_eq!(["suspects", "", "12", "the two brothers of John", "Gérald Vasseur"].map(count), [None; 5]);
}

#[test]
fn a_mark_offers_the_figures_of_its_sentence() {
    let mut world = World::new();
    let text = "Nothing of 99 boats. Officers held 12 people on 10 March 2025 in two cities. The 88 cars burnt.";
    let document = world.document("Echo", "2025-03-11", text);
    let event = world.event("Arrests", "", None, &[]);
    let mark = world.mark(document, "held 12 people", &[Proves::Event(event)]);
    let found = of_mark(&world.project, mark);
    let told: Vec<&str> = found.iter().map(|quantity| quantity.span.text(text).unwrap()).collect();
    assert_eq!(told, ["12 people", "two cities"]);
    let figure = found[0].figure(Source::Mark(mark));
    assert_eq!((figure.unit.as_str(), figure.source), ("people", Source::Mark(mark)));
}
