//! `entente activity`, `entente trend` and `entente network`.

use crate::support::Bench;
use serde_json::json;

const EVENTS: &str = r#"
    (do: AddEvent(changes: [Title("a"), Kind("$Visit"), When((when: "2025-03-10"))])),
    (do: AddEvent(changes: [Title("b"), Kind("$Arrest"), When((when: "2025-03-12"))])),
    (do: AddEvent(changes: [Title("c"), Kind("$Arrest"), When((when: "2025-05"))])),
    (name: "spanning", do: AddEvent(changes: [Title("d"), When((when: "2025"))])),
    (name: "undated", do: AddEvent(changes: [Title("e")])),
    (do: AddEvent(changes: [Title("f"), Status(HopedFor), When((when: "2025-04-01"))])),
"#;

#[test]
fn counts_are_those_of_the_chart() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let counts = bench.json(&["activity", "p.ron", "--by", "month", "--split", "type"]);
    assert_eq!(counts["title"], "Events per month by type, happened; strict dates");
    assert_eq!(
        (&counts["unit"], &counts["rule"], &counts["filter"]),
        (&json!("events"), &json!("strict"), &json!("happened"))
    );
    let bin = &counts["bins"][0];
    let (a, b) = (&made[0]["made"][0], &made[1]["made"][0]);
    assert_eq!(
        (&bin["from"], &bin["to"], &bin["label"]),
        (&json!("2025-03-01"), &json!("2025-03-31"), &json!("Mar 2025"))
    );
    assert_eq!((&bin["total"], &bin["split"]), (&json!(2), &json!({"Visit": 1, "Arrest": 1})));
    assert_eq!(bin["split_events"], json!({"Visit": [a], "Arrest": [b]}));
    assert_eq!(bin["events"].as_array().map(Vec::len), Some(2));
    assert_eq!((&counts["bins"][1]["total"], &counts["bins"][2]["total"]), (&json!(0), &json!(1)));
    assert_eq!((&counts["spanning"], &counts["undated"]), (&made[3]["made"], &made[4]["made"]));
    let total = |args: &[&str]| {
        bench.json(&[&["activity", "p.ron", "--by", "year"], args].concat())["total"].as_u64().unwrap()
    };
    assert_eq!(total(&[]), 4);
    assert_eq!(total(&["--status", "hoped-for"]), 1);
    assert_eq!(total(&["--status", "hoped-for", "--status", "happened"]), 5);
    assert_eq!(total(&["--status", "all"]), 5);
    assert_eq!(total(&["--unit", "marks"]), 0);
    let start = bench.json(&["activity", "p.ron", "--by", "month", "--rule", "start"]);
    assert_eq!((&start["total"], &start["spanning"]), (&json!(4), &json!([])));
    assert_eq!(start["across"], made[3]["made"]);
    let spread = bench.json(&["activity", "p.ron", "--by", "quarter", "--imprecise", "proportional"]);
    assert_eq!((&spread["bins"][0]["total"], &spread["bins"][3]["total"]), (&json!(2.246_575), &json!(0.252_055)));
    assert_eq!(spread["bins"][3]["events"], made[3]["made"]);
}

#[test]
fn counts_are_printed_as_a_table_and_as_csv() {
    let bench = Bench::with_article();
    bench.perform(EVENTS);
    let ran = bench.run(&["activity", "p.ron", "--by", "month"]);
    assert!(ran.out.starts_with("Events per month, happened; strict dates\n"), "{}", ran.out);
    assert!(ran.out.contains("Mar 2025") && ran.out.contains("Undated: 1"), "{}", ran.out);
    let ran = bench.run(&["activity", "p.ron", "--by", "month", "--csv"]);
    assert!(
        ran.out.starts_with(
            "kind,bin,first,last,series,count,unit,rule,filter,date,chart\r\ncell,Mar 2025,2025-03-01,2025-03-31,Events,2,events,strict,happened,"
        ),
        "{}",
        ran.out
    );
    bench.run(&["activity", "p.ron", "--by", "month", "--csv", "--json"]).could_not(&["--json"]);
    bench.perform(r#"(do: AddEvent(changes: [Title("long ago"), When((when: "0800-01-01"))]))"#);
    bench.run(&["activity", "p.ron", "--by", "day"]).could_not(&["wider step"]);
}

#[test]
fn the_chart_is_written_and_replaces_nothing_by_itself() {
    let bench = Bench::with_article();
    bench.perform(EVENTS);
    let chart = ["activity", "p.ron", "--by", "month", "--svg", "chart.svg"];
    let ran = bench.run(&chart);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("“chart.svg”") && bench.read("chart.svg").contains("<svg"));
    bench.write("chart.svg", "mine");
    bench.run(&chart).could_not(&["“chart.svg” is there already", "--force"]);
    assert_eq!(bench.read("chart.svg"), "mine");
    assert_eq!(bench.run(&[&chart[..], &["--force"]].concat()).code, 0);
    assert!(bench.read("chart.svg").contains("<svg"));
}

const SIDES: &str = r#"
    (name: "fr", do: AddEntity(changes: [AddName("France"), AddName("République française"), AddExternal((scheme: "iso3166", value: "FR"))])),
    (name: "ma", do: AddEntity(changes: [AddName("Morocco"), AddExternal((scheme: "iso3166", value: "MA"))])),
    (name: "es", do: AddEntity(changes: [AddName("Spain"), AddExternal((scheme: "iso3166", value: "ES"))])),
    (do: AddEvent(changes: [Title("a"), Kind("$Visit"), When((when: "2025-03-10")), AddParticipant((who: Entity("$fr"))), AddParticipant((who: Entity("$ma")))])),
    (do: AddEvent(changes: [Title("b"), Kind("$Visit"), When((when: "2025-04-10")), AddParticipant((who: Entity("$es"))), AddParticipant((who: Entity("$ma")))])),
    (do: AddEvent(changes: [Title("c"), When((when: "2025-04-12")), AddParticipant((who: Entity("$fr"))), AddParticipant((who: Entity("$ma")))])),
    (do: AddView(name: "By pair", chart: (by: Year, split: Dyad, filter: (statuses: [Happened])))),
    (do: AddView(name: "Index", chart: (by: Quarter, filter: (statuses: [Happened]), kind: Trend((of: Count))))),
"#;

#[test]
fn a_pair_is_named_by_code_name_or_spelling() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    let total = |pair: &str| bench.json(&["activity", "--dyad", pair, "p.ron", "--by", "year"])["total"].clone();
    for pair in ["FR-MA", "MA-FR", "France-Morocco", "République française-MA"] {
        assert_eq!(total(pair), json!(2), "{pair}");
    }
    assert_eq!(total("ES-MA"), json!(1));
    let counts = bench.json(&["activity", "p.ron", "--by", "year", "--dyad", "FR-MA", "--period", "2025-04"]);
    assert_eq!(counts["filter"], "happened, between France and Morocco, period April 2025");
    assert_eq!(counts["total"], 1);
    bench.run(&["activity", "p.ron", "--by", "year", "--dyad", "FR-XX"]).could_not(&["not two entities"]);
    bench.run(&["activity", "p.ron", "--by", "year", "--type", "Nothing"]).could_not(&["no event type", "Nothing"]);
}

#[test]
fn a_saved_chart_is_drawn_by_its_name() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    let counts = bench.json(&["activity", "p.ron", "--view", "by pair"]);
    assert_eq!(counts["bins"][0]["split"], json!({"France – Morocco": 2, "Morocco – Spain": 1}));
    assert_eq!(bench.json(&["activity", "p.ron", "--view", "By pair", "--by", "month"])["bins"][1]["total"], 2);
    bench.run(&["activity", "p.ron", "--view", "Nothing"]).could_not(&["no saved chart", "Nothing"]);
    bench.run(&["activity", "p.ron", "--view", "Index"]).could_not(&["no saved chart"]);
    assert_eq!(bench.json(&["trend", "p.ron", "--view", "Index"])["lines"][0]["points"][1]["n"], 2);
    bench.run(&["activity", "p.ron"]).could_not(&["--by"]);
}

#[test]
fn a_trend_weighs_by_the_codebook_and_compares_pairs() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    let trend = bench.json(&["trend", "p.ron", "--by", "month", "--dyad", "FR-MA"]);
    let line = &trend["lines"][0];
    assert_eq!((&line["n"], &line["unweighted"].as_array().map(Vec::len)), (&json!(1), &Some(1)));
    assert!(line["points"][0]["sum"].as_f64().unwrap() > 0.0 && line["points"][1]["mean"].is_null());
    assert!(line["trend"]["refused"].as_str().unwrap().contains("At least 8 bins"));
    assert!(trend["weighing"].as_str().unwrap().contains("arrest for a partner"));
    let pairs = [
        "trend",
        "p.ron",
        "--by",
        "month",
        "--of",
        "count",
        "--dyad",
        "FR-MA",
        "--dyad",
        "ES-MA",
        "--compare",
        "Spain",
    ];
    let compared = bench.json(&pairs);
    let names: Vec<&str> = (0..3).map(|at| compared["lines"][at]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["France – Morocco", "Spain – Morocco", "Spain"]);
    assert_eq!(compared["lines"][0]["points"][1]["n"], 1);
    let ran = bench.run(&["trend", "p.ron", "--by", "month", "--csv"]);
    assert!(
        ran.out.starts_with("kind,bin,first,last,partial,series,n,sum,mean,thin,of_bin,running_total,"),
        "{}",
        ran.out
    );
    let averaged = bench.json(&["trend", "p.ron", "--by", "month", "--average", "3"]);
    let ends = &averaged["lines"][0]["points"][0];
    assert_eq!((&ends["average_partial"], &ends["partial"]), (&json!(true), &json!(null)), "{ends}");
    let ran = bench.run(&["trend", "p.ron", "--by", "month", "--of", "mean", "--average", "3", "--lowess", "67"]);
    assert!(ran.out.contains("mean weight") && ran.out.contains("Without a weight: 1"), "{}", ran.out);
    bench.run(&["trend", "p.ron", "--by", "month", "--lowess", "0"]).could_not(&["0"]);
}

#[test]
fn pictures_are_written_light_and_dark_and_as_pixels() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    for command in ["activity", "trend"] {
        let args = [command, "p.ron", "--by", "month", "--svg", "a.svg", "--png", "a.png", "--scale", "3", "--force"];
        let ran = bench.run(&[&args[..], &["--theme", "dark"]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        let svg = bench.read("a.svg");
        assert!(svg.contains("fill=\"#15171C\"") && svg.contains("as of ") && svg.contains("strict dates"), "{svg}");
        let png = std::fs::read(bench.path("a.png")).unwrap();
        assert_eq!((&png[1..4], u32::from_be_bytes([png[16], png[17], png[18], png[19]])), (&b"PNG"[..], 2_880));
    }
    bench.run(&["activity", "p.ron", "--by", "month", "--png", "b.png", "--scale", "5"]).could_not(&["1..=4"]);
    bench.run(&["activity", "p.ron", "--by", "month", "--theme", "dark"]).could_not(&["--svg"]);
    bench.run(&["activity", "p.ron", "--by", "month", "--png", "a.png"]).could_not(&["there already"]);
}

#[test]
fn outlets_say_how_late_they_are() {
    let bench = Bench::with_sample();
    let lags = bench.json(&["activity", "p.ron", "--lag"]);
    assert_eq!(lags["title"], "Days from the event to its publication, by outlet, happened");
    assert_eq!((&lags["unit"], &lags["filter"], &lags["n"]), (&json!("days"), &json!("happened"), &json!(0)));
    assert_eq!((&lags["outlets"], &lags["unknown"], &lags["unreported"]), (&json!([]), &json!([]), &json!([])));
    let ran = bench.run(&["activity", "p.ron", "--lag", "--csv", "--svg", "lag.svg"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "kind,outlet,days,event,document,unit,filter,date,chart\r\n"),
        "{ran:?}"
    );
    assert!(bench.read("lag.svg").contains("Days from the event to its publication"));
}

#[test]
fn a_network_says_who_takes_part_with_whom_and_names_what_is_not_drawn() {
    let bench = Bench::with_article();
    let made = bench.perform(SIDES);
    let (a, b, c) = (&made[3]["made"][0], &made[4]["made"][0], &made[5]["made"][0]);
    let net = bench.json(&["network", "p.ron"]);
    assert_eq!(net["title"], "Actors by shared events, happened");
    let nodes: Vec<(&str, u64)> = net["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["name"].as_str().unwrap(), node["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(nodes, [("Morocco", 3), ("France", 2), ("Spain", 1)]);
    let edge = &net["edges"][0];
    assert_eq!((&edge["from"], &edge["to"], &edge["count"]), (&json!("Morocco"), &json!("France"), &json!(2)));
    let mut both = [a.as_str().unwrap(), c.as_str().unwrap()];
    both.sort_unstable();
    assert_eq!(edge["events"], json!(both));
    assert_eq!(edge["weight"]["n"], 1, "the one without a type has no weight");
    assert_eq!(net["edges"][1]["events"], json!([b]));
    let few = bench.json(&["network", "p.ron", "--most", "2", "--least", "3", "--period", "2025-04"]);
    assert_eq!((few["nodes"].as_array().unwrap().len(), &few["others"][0]["name"]), (2, &json!("Spain")));
    assert_eq!((&few["weaker"]["count"], &few["undated_count"]), (&json!(1), &json!(false)));
    let ran = bench.run(&["network", "p.ron", "--most", "2"]);
    assert!(ran.out.contains("Actors too small to be drawn: 1\nSpain 1"), "{}", ran.out);
    let ran = bench.run(&["network", "p.ron", "--csv"]);
    assert!(ran.out.starts_with("kind,actor,actor_id,other,other_id,actor_kind,count,events,ties,"), "{}", ran.out);
    assert!(ran.out.contains("\r\ntie,Morocco,") && ran.out.contains("\r\nundated,"), "{}", ran.out);
    // The commas within the title of the chart part no cells.
    let cells = |line: &str| line.replace("\"Actors by shared events, happened\"", "title").matches(',').count();
    let cells = ran.out.lines().map(cells).collect::<Vec<_>>();
    assert!(cells.iter().all(|count| *count == cells[0]), "every row has as many cells: {}", ran.out);
    bench.run(&["network", "p.ron", "--most", "501"]).could_not(&["500"]);
    bench.run(&["network", "p.ron", "--view", "Index"]).could_not(&["no saved network"]);
    bench.perform(r#"(do: AddView(name: "States", chart: (kind: Network((folded: true, ties: Weight)), filter: (statuses: []))))"#);
    let saved = bench.json(&["network", "p.ron", "--view", "states"]);
    assert_eq!((&saved["folded"], &saved["filter"]), (&json!(true), &json!("any status")));
    bench.run(&["activity", "p.ron", "--view", "States"]).could_not(&["no saved chart"]);
}

#[test]
fn a_network_is_drawn_and_the_same_every_time() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    let draw = |name: &str, more: &[&str]| {
        let ran = bench.run(&[&["network", "p.ron", "--svg", name, "--ties", "weight"], more].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        bench.read(name)
    };
    let svg = draw("a.svg", &["--png", "a.png"]);
    assert_eq!(svg, draw("b.svg", &[]));
    for said in
        [">Morocco<", ">France<", "Cooperation, mean 5 or more", "3 actors, 2 ties", "as of ", "in 0 documents"]
    {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    assert!(draw("c.svg", &["--theme", "dark"]).contains("fill=\"#15171C\""));
    assert!(draw("d.svg", &["--period", "1999"]).contains("Nothing to show"));
    assert_eq!(&std::fs::read(bench.path("a.png")).unwrap()[1..4], b"PNG");
}

#[test]
fn a_picture_never_takes_the_place_of_the_project() {
    let bench = Bench::with_article();
    let whole = bench.read("p.ron");
    for args in [["--svg", "p.ron"], ["--png", "p.ron"], ["--svg", "p.ron.log"]] {
        let ran = bench.run(&[&["activity", "p.ron", "--by", "month", "--force"], args.as_slice()].concat());
        ran.could_not(&["is what the result is made from", "Nothing was written"]);
    }
    assert_eq!(bench.read("p.ron"), whole);
    let ran = bench.run(&["activity", "p.ron", "--by", "month", "--svg", "one", "--png", "one"]);
    ran.could_not(&["Give two names"]);
    assert!(!bench.files().contains(&"one".to_owned()));
}

#[test]
fn letters_are_outlines_where_that_is_asked() {
    let bench = Bench::with_sample();
    let by = ["activity", "p.ron", "--by", "quarter"];
    assert_eq!(bench.run(&[by.as_slice(), &["--svg", "text.svg"]].concat()).code, 0);
    assert_eq!(bench.run(&[by.as_slice(), &["--svg", "lines.svg", "--outlined"]].concat()).code, 0);
    assert!(bench.read("text.svg").contains("<text"));
    let lines = bench.read("lines.svg");
    assert!(!lines.contains("<text") && !lines.contains("font-family") && lines.contains("<path"), "{}", lines.len());
}

#[test]
fn a_period_has_its_own_bins_and_says_what_lies_beside_it() {
    let bench = Bench::with_article();
    let made = bench.perform(EVENTS);
    let ask = |rule: &str| {
        bench.json(&["activity", "p.ron", "--by", "month", "--period", "2025-03-11/2025-04", "--rule", rule])
    };
    let start = ask("start");
    let bins = start["bins"].as_array().unwrap();
    let labels: Vec<_> = bins.iter().map(|bin| (bin["label"].as_str().unwrap(), &bin["partial"])).collect();
    assert_eq!(labels, [("Mar 2025", &json!(true)), ("Apr 2025", &json!(false))]);
    assert_eq!((&start["outside"]["earlier"], &start["total"]), (&made[3]["made"], &json!(1)));
    let spread = ask("proportional");
    let drawn: f64 = spread["bins"].as_array().unwrap().iter().map(|bin| bin["total"].as_f64().unwrap()).sum();
    let beside = spread["outside"]["amount"].as_f64().unwrap();
    assert!((drawn + beside - spread["total"].as_f64().unwrap()).abs() < 1e-5, "{drawn} + {beside}");
    assert_eq!(spread["outside"]["partly"], made[3]["made"]);
    let args = ["activity", "p.ron", "--by", "month", "--period", "2025-03-11/2025-04", "--rule", "start"];
    let ran = bench.run(&args);
    assert!(ran.out.contains("Mar 2025 (partial)") && ran.out.contains("only partly in the period"), "{}", ran.out);
    assert!(ran.out.contains("Beginning before the period, and not counted: 1"), "{}", ran.out);
    bench.run(&[&args[..], &["--svg", "edge.svg"]].concat());
    assert!(bench.read("edge.svg").contains("only partly in the period"));
}

#[test]
fn a_trend_has_its_curves_its_names_and_its_findings_in_every_form() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    let asked =
        ["trend", "p.ron", "--by", "week", "--of", "count", "--average", "3", "--lowess", "67", "--cumulative"];
    let ran = bench.run(&asked);
    let head = ran.out.lines().find(|line| line.starts_with("BIN")).unwrap_or_default();
    assert_eq!(
        head.split_whitespace().collect::<Vec<_>>(),
        ["BIN", "N", "SUM", "MEAN", "TOTAL", "AVERAGE", "LOWESS"]
    );
    let line = &bench.json(&asked)["lines"][0];
    let last = line["points"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&line["drawn"], &last["of_bin"], &last["running_total"]),
        (&json!("running_total"), &json!(2), &json!(3))
    );
    let ran = bench.run(&[&asked[..], &["--csv"]].concat());
    assert!(
        ran.out.contains("\r\nfinding,,,,,Events,") && ran.out.contains("\r\nall,,,,,Events,3,8,2.666667,"),
        "{}",
        ran.out
    );
    let columns = |line: &str| {
        let mut quoted = false;
        1 + line
            .chars()
            .filter(|letter| {
                quoted ^= *letter == '"';
                *letter == ',' && !quoted
            })
            .count()
    };
    assert!(ran.out.lines().all(|line| columns(line) == 22), "{}", ran.out);
    let few = bench.json(&["trend", "p.ron", "--by", "week", "--of", "count", "--lowess", "1"]);
    let findings = few["lines"][0]["findings"].to_string();
    assert!(
        findings.contains("Smooth curve not computed. Each point of a smooth curve looks at 3 bins or more"),
        "{findings}"
    );
}

#[test]
fn a_lag_refuses_what_only_bins_have_and_messages_say_what_is_meant() {
    let bench = Bench::with_article();
    bench.perform(SIDES);
    for option in [["--split", "type"], ["--by", "month"], ["--unit", "marks"], ["--imprecise", "start"]] {
        bench.run(&[&["activity", "p.ron", "--lag"][..], &option].concat()).could_not(&["--lag", option[0]]);
    }
    bench.run(&["timeline", "p.ron", "--split-at", "2025-13"]).could_not(&["2025-13"]);
    bench.run(&["timeline", "p.ron", "--split-at", "2025-03"]).could_not(&["“2025-03” is no single day"]);
    bench.run(&["timeline", "p.ron", "--origins", "abc"]).could_not(&["“abc” is no whole number"]);
    bench.perform(r#"(do: AddEntity(changes: [AddName("Sam")])), (do: AddEntity(changes: [AddName("Sam")])),"#);
    let ran = bench.run(&["activity", "p.ron", "--by", "year", "--dyad", "Sam-FR"]);
    ran.could_not(&["“Sam” may be any of", "give the id of one"]);
}
