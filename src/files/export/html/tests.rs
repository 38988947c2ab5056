//! Hostile names, links, and that nothing is asked of anybody.

use super::super::publish::{Form, publication};
use super::super::redact::Redaction;
use crate::model::{
    ChartKind, CodeKind, Document, Entity, Event, Filter, Handling, Mark, MatrixSpec, NetworkSpec, Proves, Status,
    TimelineSpec, TrendSpec, View,
};
use crate::project::Project;
use crate::project::testing::World;

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>]]>&amp;";

/// Names that would like to be markup, wherever a name can stand.
fn hostile() -> World {
    let mut world = World::new();
    let text = format!("{HOSTILE} met. مساء الخير، قال الوزير.\n\nThey signed {HOSTILE} in Rabat.");
    let document = world.document(HOSTILE, "2025-03-10", &text);
    world.change::<Document>(document, |row| {
        row.title = HOSTILE.into();
        row.author = HOSTILE.into();
        row.url = format!("javascript:{HOSTILE}");
        row.language = HOSTILE.into();
        row.note = HOSTILE.into();
        row.handling = Some(Handling::Green);
    });
    let visit = world.event_type(HOSTILE);
    world.change::<crate::model::Code>(visit, |row| row.definition = HOSTILE.into());
    let kind = world.code(CodeKind::EntityKind, HOSTILE, None);
    let who = world.entity(&[HOSTILE, "other"]);
    world.change::<Entity>(who, |row| {
        row.kind = Some(kind);
        row.note = HOSTILE.into();
    });
    let event = world.event(HOSTILE, "2025-03-10", Some(visit), &[who]);
    world.change::<Event>(event, |row| {
        row.note = HOSTILE.into();
        row.likelihood = HOSTILE.into();
        row.made.by = HOSTILE.into();
    });
    let mark = world.mark(document, "They signed", &[Proves::Event(event)]);
    world.change::<Mark>(mark, |row| {
        row.note = HOSTILE.into();
        row.attribution = vec![HOSTILE.into()];
    });
    world.mark(document, HOSTILE, &[Proves::Entity(who)]);
    for kind in kinds() {
        let mut view = View { name: format!("{kind:?} {HOSTILE}"), ..View::default() };
        view.chart.kind = kind;
        view.chart.filter = Filter::everything();
        view.chart.title = HOSTILE.into();
        world.draft(|draft| draft.add(view)).expect("a view");
    }
    let planned = world.event("قمة في الرباط", "", Some(visit), &[]);
    world.status(planned, Status::Planned);
    world
}

/// One chart of each kind that is no activity.
fn kinds() -> [ChartKind; 5] {
    [
        ChartKind::Trend(TrendSpec::default()),
        ChartKind::Timeline(TimelineSpec::default()),
        ChartKind::Matrix(MatrixSpec::default()),
        ChartKind::Network(NetworkSpec::default()),
        ChartKind::Lag,
    ]
}

fn page(project: &Project, redaction: Redaction) -> String {
    let made = publication(project, Form::Html, HOSTILE, redaction).expect("a page");
    String::from_utf8(made.0).expect("UTF-8")
}

/// All opening tags of the page, with their attributes.
fn tags(html: &str) -> Vec<&str> {
    let end = html.rfind("<script>").expect("a script");
    let begin = html.find("</style>").expect("a style");
    html[begin..end].split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn nothing_of_a_project_becomes_markup() {
    let html = page(&hostile().project, Redaction::default());
    assert_eq!(html.matches("<script").count(), 1, "its own");
    assert!(!html.contains("<img") && !html.contains("onerror=alert(2)>"), "{html}");
    for tag in tags(&html) {
        let name = tag.split([' ', '\n']).next().unwrap_or_default().trim_start_matches('/');
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{tag}");
        // Values stand in double quotes and hold none: what is left are names of attributes.
        let names: String = tag.split('"').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
        for bad in [" on", "javascript", "style=", "src=", "'"] {
            assert!(!names.contains(bad), "{tag}");
        }
    }
}

#[test]
fn the_page_asks_for_nothing() {
    let html = page(&hostile().project, Redaction::default());
    assert!(html.contains("default-src 'none'"));
    // Patterns and fades of charts are named within the page itself.
    let outward = html.replace("url(#", "");
    for way in ["http:", "https:", "url(", "@import"] {
        assert!(!outward.contains(way), "{way}");
    }
    for tag in tags(&html) {
        for link in tag.split("href=\"").skip(1) {
            assert!(link.starts_with('#'), "{tag}");
        }
    }
}

#[test]
fn the_policy_names_what_stands_on_the_page() {
    let html = page(&hostile().project, Redaction::default());
    let between = |open: &str, close: &str| {
        let from = html.rfind(open).expect(open) + open.len();
        &html[from..from + html[from..].find(close).expect(close)]
    };
    for (kind, inside) in [("style", between("<style>", "</style>")), ("script", between("<script>", "</script>"))] {
        assert!(html.contains(&format!("{kind}-src 'sha256-{}'", super::hash(inside))), "{kind}");
    }
}

#[test]
fn the_same_project_is_the_same_page() {
    let world = hostile();
    assert_eq!(page(&world.project, Redaction::default()), page(&world.project.clone(), Redaction::default()));
}

/// Every link leads to something that is there, and no id is there twice.
#[track_caller]
fn check_links(html: &str) {
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
    for to in html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
        assert!(ids.binary_search(&to).is_ok(), "#{to} leads nowhere");
    }
}

#[test]
fn every_event_has_its_quotes_and_every_link_leads_somewhere() {
    let project = sample();
    let html = page(&project, Redaction::default());
    check_links(&html);
    for (id, _) in project.events().iter() {
        if crate::query::scope::event_counts(&project, id, &crate::query::scope::counted_marks(&project, id)) {
            let from = html.find(&format!("<article class=\"event\" id=\"{id}\"")).expect("the event");
            let article = &html[from..from + html[from..].find("</article>").expect("its end")];
            for (mark, _) in crate::query::scope::counted_marks(&project, id) {
                let quote = &project.marks().get(mark).expect("the mark").quote;
                assert!(article.contains(&super::escape::text(quote)), "{id}: {quote}");
                assert!(article.contains(&format!("href=\"#{mark}\"")), "{id}: {mark}");
            }
        }
    }
    let texts = Redaction { texts: super::Part::LeftOut, ..Redaction::default() };
    let without = page(&project, texts);
    check_links(&without);
    assert!(without.len() < html.len() && without.contains("Left out: the texts"));
}

#[test]
fn overlapping_marks_are_all_to_be_seen() {
    let mut world = World::new();
    let document = world.document("Post", "2025", "The CTN struck hard in Rabat today. Read also: nothing.");
    world.zone(document, "Read also: nothing.");
    let event = world.event("Strike", "2025", None, &[]);
    let ctn = world.entity(&["CTN"]);
    let outer = world.mark(document, "The CTN struck hard", &[Proves::Event(event)]);
    let inner = world.mark(document, "CTN", &[Proves::Entity(ctn)]);
    let across = world.mark(document, "hard in Rabat", &[Proves::Event(event)]);
    let html = page(&world.project, Redaction::default());
    let from = html.find("<p dir=\"auto\"><span").expect("the text");
    let text = &html[from..from + html[from..].find("</p>").expect("its end")];
    let back = |of: &str| {
        format!("<a class=\"back\" href=\"#{event}\" title=\"Strike\" aria-label=\"Event 1: Strike\">1</a>{of}")
    };
    let expected = format!(
        "<p dir=\"auto\"><span class=\"e l0\" id=\"{outer}\">The </span><span class=\"e l0\"><a class=\"n l1\" \
         id=\"{inner}\" href=\"#{ctn}\">CTN</a></span><span class=\"e l0\"> struck </span><span class=\"e l0\">\
         <span class=\"e l1\" id=\"{across}\">hard</span></span>{}<span class=\"e l1\"> in Rabat</span>{} today. ",
        back(""),
        back("")
    );
    assert_eq!(text, expected);
    assert!(html.contains("[related articles, 3 words, left out]"));
}

fn sample() -> Project {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/france-morocco.ron");
    let source = std::fs::read_to_string(path).expect("the sample");
    crate::files::read::read(source.as_bytes(), None).expect("a project").project
}

#[test]
fn saved_charts_of_every_kind_are_there_with_the_events_behind_them() {
    let mut world = World::new();
    let document = world.document("Courier", "2025-03-11", "They met in Rabat. They signed.");
    let visit = world.event_type("Visit");
    let (france, morocco) = (world.entity(&["France"]), world.entity(&["Morocco"]));
    let event = world.event("Met in Rabat", "2025-03-10", Some(visit), &[france, morocco]);
    world.mark(document, "They met in Rabat", &[Proves::Event(event)]);
    let mut nothing = View { name: "Nobody's".into(), ..View::default() };
    nothing.chart.filter.text = "nothing of the kind".into();
    nothing.chart.by = crate::model::Step::Year;
    for kind in kinds().into_iter().skip(1) {
        let mut view = View { name: format!("My {kind:?}"), ..View::default() };
        view.chart.kind = kind;
        world.draft(|draft| draft.add(view)).expect("a view");
    }
    world.draft(|draft| draft.add(nothing)).expect("a view");
    let html = page(&world.project, Redaction::default());
    let figures: Vec<&str> =
        html.split("<figure").skip(1).map(|part| part.split("</figure>").next().unwrap_or("")).collect();
    for name in ["My Timeline", "My Matrix", "My Network", "My Lag"] {
        let figure =
            figures.iter().find(|figure| figure.contains(name)).unwrap_or_else(|| panic!("{name} is missing"));
        assert!(figure.matches("<svg").count() == 2 && figure.contains(&format!("href=\"#{event}\"")), "{name}");
    }
    assert!(
        html.contains("The saved chart “Nobody's” is not here: nothing that it asks for is left.")
            || html.contains("The saved chart “Nobody&#39;s” is not here"),
        "what is empty is said"
    );
}
