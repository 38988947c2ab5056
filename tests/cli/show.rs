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
        "id document outlet published start_char end_char pieces quote anchor words_now score code events entities status \
         speech attribution in_error note",
    );
    check(
        "events",
        "id title type areas when earliest latest precision stated assessed assessed_before places participants figures status \
         status_history certainty likelihood grade handling unspecified sources relations not_same marks documents \
         origins note",
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

const LISTED: &str = r#"
    (name: "morocco", do: AddEntity(changes: [AddName("Morocco"), AddName("MA"), Kind("$State")])),
    (name: "france", do: AddEntity(changes: [AddName("France"), AddName("FR"), Kind("$State")])),
    (name: "dgsn", do: AddEntity(changes: [AddName("DGSN"), PartOf([(entity: "$morocco")]), Kind("$Agency")])),
    (name: "visit", do: TagNew(document: "$Minister 😀 visits Rabat", at: Quote(quote: "visits Rabat"), code: "$Visit")),
    (do: ChangeEvent(event: "$visit", changes: [
        Title("Visit"), When((when: "2025-03-10", reason: "the dateline")), Areas(["$Organised crime", "$Counter-terrorism"]),
        AddParticipant((role: "$Visitor", who: Entity("$france"))), AddParticipant((who: Entity("$dgsn"))),
        AddPlace((text: "Rabat")), Handling(Amber),
    ])),
    (name: "raid", do: AddEvent(changes: [
        Title("Raid"), Kind("$Joint operation"), Status(Planned), Certainty(Possible), AddParticipant((who: Entity("$dgsn"))),
    ])),
"#;

/// The titles or names of the rows that these options leave, in order.
fn left(bench: &Bench, what: &str, options: &[&str]) -> Vec<String> {
    let rows = bench.json(&[&["show", "p.ron", what], options].concat());
    let field = match what {
        "events" => "title",
        "marks" => "quote",
        _ => "name",
    };
    rows.as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rows_are_filtered_by_whatever_is_known_of_them() {
    let bench = Bench::with_article();
    bench.perform(LISTED);
    let events = |options: &[&str]| left(&bench, "events", options);
    assert_eq!(events(&[]), ["Visit", "Raid"]);
    for options in [
        &["--type", "Visit"][..],
        &["--area", "organised crime"],
        &["--status", "happened"],
        &["--actor", "FR"],
        &["--dyad", "FR-MA"],
        &["--dyad", "Morocco", "France"],
        &["--role", "Visitor"],
        &["--role", "Visitor=France"],
        &["--place", "rabat"],
        &["--outlet", "strait courier"],
        &["--period", "March 2025"],
        &["--certainty", "certain"],
        &["--handling", "amber"],
        &["--evidence", "yes"],
        &["--origins", "1"],
        &["--text", "VIS"],
        &["--type", "Visit", "--type", "Arrest", "--coder", "tester"],
    ] {
        assert_eq!(events(options), ["Visit"], "{options:?}");
    }
    for options in [&["--undated"][..], &["--evidence", "no"], &["--status", "planned", "--whole", "Morocco"]] {
        assert_eq!(events(options), ["Raid"], "{options:?}");
    }
    assert_eq!(events(&["--whole", "Morocco"]), ["Visit", "Raid"]);
    assert!(events(&["--actor", "Morocco"]).is_empty(), "without its parts");
    assert_eq!(left(&bench, "marks", &["--area", "Counter-terrorism"]), ["visits Rabat"]);
    assert!(left(&bench, "marks", &["--area", "Cybercrime"]).is_empty());
    assert_eq!(left(&bench, "entities", &["--type", "State"]), ["France", "Morocco"]);
    assert_eq!(left(&bench, "entities", &["--role", "Visitor"]), ["France"]);
    let ran = bench.run(&["show", "p.ron", "events", "--type", "Arrest"]);
    assert!(ran.code == 0 && ran.err.contains("None of the 2 events in “p.ron” fits."), "{ran:?}");
}

#[test]
fn what_is_not_there_is_said() {
    let bench = Bench::with_article();
    bench.perform(LISTED);
    let show = |options: &[&str]| bench.run(&[&["show", "p.ron"], options].concat());
    show(&["events", "--type", "Picnic"]).could_not(&["no event type “Picnic”"]);
    show(&["events", "--actor", "Nobody"]).could_not(&["no entity “Nobody”"]);
    show(&["events", "--outlet", "Nobody"]).could_not(&["no outlet “Nobody”", "There is Strait Courier"]);
    show(&["events", "--coder", "Nobody"]).could_not(&["no coder “Nobody”", "tester"]);
    show(&["events", "--place", "Nowhere"]).could_not(&["no place “Nowhere”"]);
    show(&["events", "--dyad", "FR-XX"]).could_not(&["“FR-XX” is not two entities"]);
    show(&["events", "--dyad", "France", "FR"]).could_not(&["two different"]);
    show(&["events", "--view", "Mine"]).could_not(&["no saved list “Mine”"]);
    show(&["events", "--columns", "quote"]).could_not(&["no column “quote”", "title"]);
    show(&["entities", "--group-by", "month"]).could_not(&["cannot be grouped by month", "part-of"]);
    show(&["codes", "--type", "Visit"]).could_not(&["not codes"]);
    show(&["events", "--handling", "purple"]).could_not(&["amber-strict"]);
}

#[test]
fn rows_are_put_together_sorted_and_shown_in_chosen_columns() {
    let bench = Bench::with_article();
    bench.perform(LISTED);
    let groups = bench.json(&["show", "p.ron", "events", "--group-by", "area"]);
    let names: Vec<(&str, u64)> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|group| (group["group"].as_str().unwrap(), group["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(names, [("Counter-terrorism", 1), ("Organised crime", 1), ("no area", 1)]);
    assert_eq!(groups[0]["rows"][0]["title"], "Visit");
    let ran = bench.run(&["show", "p.ron", "events", "--group-by", "status", "--columns", "title,who"]);
    let lines: Vec<&str> = ran.out.lines().map(str::trim_end).collect();
    assert_eq!(
        lines,
        ["happened (1)", "TITLE  WHO", "Visit  France, DGSN", "", "planned (1)", "TITLE  WHO", "Raid   DGSN",]
    );
    assert_eq!(left(&bench, "events", &["--sort", "marks", "--falling"]), ["Visit", "Raid"]);
    assert_eq!(left(&bench, "events", &["--sort", "title"]), ["Raid", "Visit"]);
    assert_eq!(left(&bench, "entities", &["--sort", "events", "--falling"]), ["DGSN", "France", "Morocco"]);
}

#[test]
fn a_saved_list_is_shown_and_narrowed() {
    let bench = Bench::with_article();
    bench.perform(LISTED);
    bench.perform(
        r#"(do: AddListView(name: "With the DGSN", list: (
            of: Events, columns: [Title, Status], sort: (by: Title), filter: (entities: ["$DGSN"], statuses: []),
        )))"#,
    );
    assert_eq!(left(&bench, "events", &["--view", "with the dgsn"]), ["Raid", "Visit"]);
    assert_eq!(left(&bench, "events", &["--view", "With the DGSN", "--status", "planned"]), ["Raid"]);
    let ran = bench.run(&["show", "p.ron", "events", "--view", "With the DGSN"]);
    assert!(ran.out.starts_with("TITLE  STATUS"), "{}", ran.out);
    bench.run(&["show", "p.ron", "marks", "--view", "With the DGSN"]).could_not(&["a list of events, not of marks"]);
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
