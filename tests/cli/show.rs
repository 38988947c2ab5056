//! `entente show`: the shapes that scripts rely on.

use crate::support::{ARTICLE, Bench};
use serde_json::{Value, json};

fn keys(row: &Value) -> Vec<&str> {
    row.as_object().unwrap().keys().map(String::as_str).collect()
}

/// What the help says of each row, in its order.
#[test]
fn every_field_of_the_help_is_there() {
    let bench = Bench::with_article();
    bench.perform(STEPS);
    let check = |what: &str, fields: &str| {
        let rows = bench.json(&["show", "p.ron", what]);
        let mut expected: Vec<&str> = fields.split(' ').chain(["made", "changed"]).collect();
        expected.sort_unstable();
        assert_eq!(keys(&rows[0]), expected, "{what}");
    };
    check(
        "documents",
        "id title outlet author url published published_known published_reason language state origin syndicated_from grade \
         handling tags note file external chars text_sha256 marks zones",
    );
    check(
        "marks",
        "id document start_char end_char pieces quote anchor words_now score code events entities status speech attribution note",
    );
    check(
        "events",
        "id title type areas when earliest latest precision stated assessed place participants figures status \
         certainty relations marks documents note",
    );
    check(
        "entities",
        "id name names also_marked kind external part_of parts offices not_same marks events takes_part note",
    );
    check(
        "codes",
        "id kind name parent depth key colour pattern weight class definition good_example bad_example roles \
         external marks events",
    );
}

const STEPS: &str = r#"
    (name: "visit", do: TagNew(document: "$Minister 😀 visits Rabat", at: Quote(quote: "visits Rabat"), code: "$Visit")),
    (do: ChangeEvent(event: "$visit", changes: [When((when: "2025-03-10", reason: "the dateline"))])),
    (name: "vasseur", do: TagNew(document: "$Minister 😀 visits Rabat", at: Quote(quote: "Gérald Vasseur"), code: "$Person")),
    (do: ChangeEvent(event: "$visit", changes: [AddParticipant((role: "$Visitor", who: Entity("$vasseur"), office: "minister"))])),
    (do: Tag(document: "$Minister 😀 visits Rabat", at: Quote(quote: "They signed", then: ["declaration"]))),
    (do: AddZone(document: "$Minister 😀 visits Rabat", at: Quote(quote: "(Courier)"), kind: Metadata)),
"#;

#[test]
fn places_count_code_points() {
    let bench = Bench::with_article();
    bench.perform(STEPS);
    let text: Vec<char> = ARTICLE.chars().collect();
    let at = |place: &Value| -> String {
        let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
        text[number("start_char")..number("end_char")].iter().collect()
    };
    let marks = bench.json(&["show", "p.ron", "marks"]);
    assert_eq!((at(&marks[0]).as_str(), at(&marks[1]).as_str()), ("visits Rabat", "Gérald Vasseur"));
    let pieces: Vec<String> = marks[2]["pieces"].as_array().unwrap().iter().map(at).collect();
    assert_eq!(pieces, ["They signed", "declaration"]);
    assert_eq!(at(&marks[2]), "They signed a joint\ndeclaration", "the hull");
    assert_eq!(marks[2]["quote"], "They signed … declaration");
    let documents = bench.json(&["show", "p.ron", "documents"]);
    assert_eq!(at(&documents[0]["zones"][0]), "(Courier)");
    assert_eq!(documents[0]["chars"], text.len());
}

#[test]
fn records_refer_to_each_other_by_id_and_name() {
    let bench = Bench::with_article();
    bench.perform(STEPS);
    let events = bench.json(&["show", "p.ron", "events"]);
    let entities = bench.json(&["show", "p.ron", "entities"]);
    let marks = bench.json(&["show", "p.ron", "marks"]);
    let (event, entity) = (&events[0], &entities[0]);
    assert_eq!((&event["when"], &event["precision"]), (&json!("2025-03-10"), &json!("day")));
    assert_eq!((&event["earliest"], &event["latest"]), (&json!("2025-03-10"), &json!("2025-03-10")));
    assert_eq!(event["type"]["name"], "Visit");
    assert_eq!(event["marks"], json!([marks[0]["id"]]));
    assert_eq!(event["documents"], json!([marks[0]["document"]["id"]]));
    let part = &event["participants"][0];
    assert_eq!((&part["entity"]["id"], &part["role"]["name"]), (&entity["id"], &json!("Visitor")));
    assert_eq!(marks[0]["events"], json!([{"id": event["id"], "name": event["title"], "certainty": "certain"}]));
    assert_eq!((&entity["marks"], &entity["events"]), (&json!(1), &json!(1)));
}

#[test]
fn a_lost_mark_has_its_quote_and_no_place() {
    let bench = Bench::with_article();
    bench.perform(STEPS);
    bench.perform(
        r#"(do: CorrectText(document: "$Minister 😀 visits Rabat", at: Quote(quote: "visits Rabat"), with: ""))"#,
    );
    let marks = bench.json(&["show", "p.ron", "marks"]);
    let lost = marks.as_array().unwrap().iter().find(|mark| mark["anchor"] == "lost").unwrap();
    assert_eq!(
        (&lost["start_char"], &lost["pieces"], &lost["quote"]),
        (&Value::Null, &json!([]), &json!("visits Rabat"))
    );
}

#[test]
fn a_table_has_one_line_a_row_and_nothing_is_cut() {
    let bench = Bench::with_article();
    bench.perform(STEPS);
    let ran = bench.run(&["show", "p.ron", "marks"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 4), "{}", ran.out);
    assert!(!ran.out.contains('\t') && ran.out.contains("They signed … declaration"), "{}", ran.out);
    let ran = bench.run(&["show", "p.ron", "codes"]);
    assert!(ran.out.lines().count() > 40);
}

#[test]
fn no_rows_are_an_empty_array_and_a_remark() {
    let bench = Bench::with_article();
    assert_eq!(bench.json(&["show", "p.ron", "events"]), json!([]));
    let ran = bench.run(&["show", "p.ron", "events"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains("no events in “p.ron”"), "{}", ran.err);
}

const STATES: &str = r#"
    (name: "morocco", do: AddEntity(changes: [Kind("$State"), AddName("Morocco")])),
    (name: "ministry", do: AddEntity(changes: [Kind("$Agency"), AddName("Ministry"), AddMembership((entity: "$morocco"))])),
    (do: ChangeEntity(entity: "$vasseur", changes: [
        AddName("G. Vasseur"),
        AddMembership((entity: "$ministry", when: "2024/2025", note: "as its head")),
        AddOffice((title: "minister", of: "$ministry", when: "2024/..", level: Minister)),
        AddExternal((scheme: "Wikidata", value: "q42")),
    ])),
    (do: Tag(document: "$Minister 😀 visits Rabat", at: Quote(quote: "his counterpart"), code: "$Person", evidence: [(of: Entity("$vasseur"))])),
    (name: "memoir", do: AddEvent(changes: [Title("Memoir"), When((when: "2030")), AddParticipant((who: Entity("$vasseur")))])),
    (do: ChangeEvent(event: "$visit", changes: [AddParticipant((role: "$Host", who: Entity("$ministry")))])),
"#;

#[test]
fn the_registry_says_who_spells_it_so_and_what_it_took_part_in() {
    let bench = Bench::with_article();
    bench.perform(&[STEPS, STATES].concat());
    let rows = bench.json(&["show", "p.ron", "entities"]);
    let names: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Gérald Vasseur", "Ministry", "Morocco"]);
    let (vasseur, ministry, morocco) = (&rows[0], &rows[1], &rows[2]);
    let document = &bench.json(&["show", "p.ron", "documents"])[0];
    let used = json!([{"id": document["id"], "name": document["title"], "outlet": "Strait Courier", "marks": 1}]);
    assert_eq!((&vasseur["names"][0]["documents"], &vasseur["names"][1]["documents"]), (&used, &json!([])));
    assert_eq!(vasseur["also_marked"], json!([{"text": "his counterpart", "documents": used}]));
    assert_eq!(vasseur["external"], json!([{"scheme": "wikidata", "value": "Q42"}]));
    assert_eq!(
        (&vasseur["offices"][0]["level"], &vasseur["offices"][0]["when"]),
        (&json!("minister"), &json!("2024/.."))
    );
    let parts = |row: &Value| -> Vec<String> {
        row["parts"].as_array().unwrap().iter().map(|part| part["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (parts(morocco), parts(ministry)),
        (vec!["Gérald Vasseur".into(), "Ministry".into()], vec!["Gérald Vasseur".into()])
    );
    let took = &vasseur["takes_part"];
    assert_eq!((&took[0]["event"]["name"], &took[1]["event"]["name"]), (&json!("Visits Rabat"), &json!("Memoir")));
    let capacity = &took[0]["as"][0];
    assert_eq!((&capacity["role"]["name"], &capacity["office"]), (&json!("Visitor"), &json!("minister")));
    assert_eq!((&vasseur["events"], &morocco["events"]), (&json!(2), &json!(0)));
}

#[test]
fn a_state_and_its_agencies_can_be_one_row() {
    let bench = Bench::with_article();
    bench.perform(&[STEPS, STATES].concat());
    let rows = bench.json(&["show", "p.ron", "entities", "--as-one"]);
    let told = |row: &Value| (row["name"].clone(), row["marks"].clone(), row["events"].clone());
    // The memoir is of a year in which its author was no part of the ministry.
    assert_eq!(told(&rows[0]), (json!("Gérald Vasseur"), json!(0), json!(1)));
    assert_eq!(told(&rows[1]), (json!("Morocco"), json!(2), json!(1)));
    assert_eq!(rows.as_array().unwrap().len(), 2);
    let visit = &rows[1]["takes_part"][0]["as"];
    let who = |at: usize| visit[at]["entity"]["name"].clone();
    assert_eq!((who(0), who(1)), (json!("Gérald Vasseur"), json!("Ministry")));
    bench.run(&["show", "p.ron", "events", "--as-one"]).could_not(&["--as-one", "entities only"]);
}

#[test]
fn an_identifier_of_another_form_and_a_circle_are_refused_in_words() {
    let bench = Bench::with_article();
    let refused = |change: &str, words: &[&str]| {
        bench.write("c.ron", format!("[(name: \"a\", do: AddEntity(changes: [AddName(\"A\")])), {change}]"));
        bench.run(&["perform", "p.ron", "c.ron"]).could_not(words);
    };
    refused(
        r#"(do: ChangeEntity(entity: "$a", changes: [AddExternal((scheme: "wikidata", value: "142"))]))"#,
        &["Step 2", "“142” is no identifier of wikidata", "such as Q142"],
    );
    refused(
        r#"(name: "b", do: AddEntity(changes: [AddName("B"), AddMembership((entity: "$a"))])),
           (do: ChangeEntity(entity: "$a", changes: [AddMembership((entity: "$b"))]))"#,
        &["Step 3", "“A” cannot be part of “B”, which is part of it"],
    );
}
