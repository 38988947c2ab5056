//! What a project holds, in words that a person can read and compare: no ids, no stamps, everything in the order of
//! dates and titles.

use entente::model::{
    Anchor, Bound, Certainty, ChartSpec, Entity, Event, Evidence, Filter, Mark, MarkId, Name, Participant, Place,
    Proves, Relation, Source, SplitBy, Step, Unit, Who,
};
use entente::project::Project;
use entente::query::activity;

/// The whole project.
pub fn summary(project: &Project) -> String {
    let sections = [
        ("Documents", documents(project)),
        ("Events", events(project)),
        ("Entities", entities(project)),
        ("Marks", marks(project)),
        ("Views", views(project)),
        ("Chart, by month and type, whatever the status", chart(project)),
    ];
    let section = |(title, lines): (&str, Vec<String>)| {
        let lines = if lines.is_empty() { vec!["none".to_owned()] } else { lines };
        lines.iter().fold(format!("{title}\n"), |section, line| format!("{section}  {line}\n"))
    };
    sections.map(section).join("\n")
}

fn documents(project: &Project) -> Vec<String> {
    let mut rows: Vec<_> = project.documents().iter().collect();
    rows.sort_by_key(|(_, document)| document.title.clone());
    let mut lines = Vec::new();
    for (id, document) in rows {
        let date = document.published.as_ref().map_or("no date".to_owned(), |published| published.when.human());
        let (outlet, state, marks) = (&document.outlet, document.state, project.index().mark_count(id));
        lines.push(format!("“{}”, {outlet}, {date}, {state}, {marks} marks", document.title));
        let text = project.text(id);
        lines.extend(text.lines().map(|line| format!("  | {line}")));
        for zone in &document.zones {
            lines.push(format!("  left out: “{}” ({})", zone.span.text(text).unwrap_or("?"), zone.kind));
        }
    }
    lines
}

fn events(project: &Project) -> Vec<String> {
    let mut rows: Vec<_> = project.events().iter().collect();
    rows.sort_by_key(|(_, event)| (event.when().cloned(), event.title.clone()));
    let mut lines = Vec::new();
    for (id, event) in rows {
        let date = event.when().map_or("no date".to_owned(), entente::base::when::When::human);
        let kind = event.kind.map_or("no type", |kind| project.label(kind.into()));
        let marks: Vec<MarkId> = project.index().marks_of_event(id).collect();
        let documents = project.index().documents_of_event(id).len();
        lines.push(format!(
            "{date}, {}: “{}” ({kind}), {} marks in {documents} documents",
            event.status,
            event.title,
            marks.len()
        ));
        lines.extend(details(project, event).into_iter().map(|line| format!("  {line}")));
        let mut evidence: Vec<String> = marks.iter().filter_map(|mark| cited(project, *mark)).collect();
        evidence.sort();
        lines.extend(evidence.into_iter().map(|line| format!("  evidence: {line}")));
    }
    lines
}

fn details(project: &Project, event: &Event) -> Vec<String> {
    let says = |source: Source| match source {
        Source::Analyst => String::new(),
        Source::Mark(mark) => cited(project, mark).map(|mark| format!(", says {mark}")).unwrap_or_default(),
    };
    let mut lines = Vec::new();
    for stated in &event.stated {
        let when = stated.when.as_ref().map_or("no value".to_owned(), entente::base::when::When::human);
        lines.push(format!("stated: “{}” is {when}{}", stated.text, says(stated.source)));
    }
    if let Some(assessed) = event.assessed.as_ref().filter(|assessed| !assessed.reason.is_empty()) {
        lines.push(format!("assessed: {}{}", assessed.reason, says(assessed.source)));
    }
    for before in &event.assessed_before {
        lines.push(format!("before: {} ({:?}), {}{}", before.when, before.known, before.reason, says(before.source)));
    }
    lines.extend(event.places.iter().map(|place| format!("where: {}", place_in_words(project, place))));
    lines.extend(event.participants.iter().map(|participant| {
        format!("with: {}{}", participant_in_words(project, participant), says(participant.source))
    }));
    lines.extend(event.areas.iter().map(|area| format!("area: {}", project.label((*area).into()))));
    for figure in &event.figures {
        let bound = match figure.bound {
            Bound::Exactly => "",
            Bound::MoreThan => "more than ",
            Bound::LessThan => "less than ",
            Bound::About => "about ",
            Bound::Only => "only ",
        };
        let of = figure.of.map(|of| format!(", of {}", project.label(of.into()))).unwrap_or_default();
        let when = figure.when.as_ref().map(|when| format!(", for {when}")).unwrap_or_default();
        lines.push(format!("figure: {bound}{} {}{of}{when}{}", figure.value, figure.unit, says(figure.source)));
    }
    let related = |relation: &Relation| {
        format!("{:?}: “{}”{}", relation.kind, project.label(relation.to.into()), says(relation.source))
    };
    lines.extend(event.relations.iter().map(related));
    lines.extend((!event.note.is_empty()).then(|| format!("note: {}", event.note)));
    lines
}

fn place_in_words(project: &Project, place: &Place) -> String {
    match place.entity {
        Some(entity) => format!("{} (entity) {}", project.label(entity.into()), place.text).trim_end().to_owned(),
        None => format!("“{}”", place.text),
    }
}

fn participant_in_words(project: &Project, participant: &Participant) -> String {
    let who = match &participant.who {
        Who::Entity(entity) => format!("{} (entity)", project.label((*entity).into())),
        Who::Unnamed { text, .. } => format!("“{text}”"),
    };
    let role = participant.role.map(|role| format!(" as {}", project.label(role.into()))).unwrap_or_default();
    let office = if participant.office.is_empty() { String::new() } else { format!(", {}", participant.office) };
    let sure = participant.certainty;
    let sure = if sure == Certainty::Certain { String::new() } else { format!(", {sure}") };
    who + &role + &office + &sure
}

fn entities(project: &Project) -> Vec<String> {
    let mut rows: Vec<_> = project.entities().iter().collect();
    rows.sort_by_key(|(_, entity)| entity.names.first().map(|name| name.text.clone()));
    let line = |(id, entity): (_, &std::sync::Arc<Entity>)| {
        let name = |name: &Name| match name.source {
            Source::Analyst => name.text.clone(),
            Source::Mark(mark) => format!("{} (says {})", name.text, cited(project, mark).unwrap_or_default()),
        };
        let names: Vec<String> = entity.names.iter().map(name).collect();
        let kind = entity.kind.map_or("no kind", |kind| project.label(kind.into()));
        let (marks, events) = (project.index().mention_count(id), project.index().participation_count(id));
        let offices = entity.offices.iter().map(|office| match office.of {
            Some(of) => format!("; {} of {}", office.title, project.label(of.into())),
            None => format!("; {}", office.title),
        });
        let offices: String = offices.collect();
        format!("{} ({kind}), named by {marks} marks, part in {events} events{offices}", names.join(" = "))
    };
    rows.into_iter().map(line).collect()
}

fn marks(project: &Project) -> Vec<String> {
    let mut rows: Vec<&Mark> = project.marks().iter().map(|(_, mark)| &**mark).collect();
    rows.sort_by_key(|mark| (project.label(mark.document.into()), mark.pieces.hull(), mark.quote.clone()));
    let line = |mark: &Mark| {
        let code = mark.code.map_or("highlight", |code| project.label(code.into()));
        let anchor = match mark.anchor {
            Anchor::Placed => "",
            Anchor::Doubtful => ", to be looked at",
            Anchor::Lost => ", LOST",
        };
        let mut proves: Vec<String> = mark.evidence.iter().map(|evidence| proved(project, evidence)).collect();
        proves.sort();
        let proves = if proves.is_empty() { "nothing".to_owned() } else { proves.join(", ") };
        let attributed = mark.attribution.iter().fold(String::new(), |all, who| all + ", according to " + who);
        let note = if mark.note.is_empty() { String::new() } else { format!(", note: {}", mark.note) };
        let anchor = if mark.in_error { format!("{anchor}, the source is wrong") } else { anchor.to_owned() };
        format!("“{}” ({code}{anchor}) is evidence of {proves}{attributed}{note}", mark.quote)
    };
    rows.into_iter().map(line).collect()
}

fn proved(project: &Project, evidence: &Evidence) -> String {
    let label = match evidence.of {
        Proves::Event(event) => project.label(event.into()),
        Proves::Entity(entity) => project.label(entity.into()),
    };
    format!("“{label}” ({})", evidence.link)
}

/// `“quote” in Outlet`.
fn cited(project: &Project, mark: MarkId) -> Option<String> {
    let mark = project.marks().get(mark)?;
    let outlet = project.documents().get(mark.document).map_or("?", |document| &document.outlet);
    Some(format!("“{}” in {outlet}", mark.quote))
}

fn views(project: &Project) -> Vec<String> {
    let line = |view: &entente::model::View| {
        let types = view.chart.filter.types.iter().map(|code| format!(" “{}”", project.label((*code).into())));
        format!("{}: {} by {}, types:{}", view.name, view.chart.unit, view.chart.by, types.collect::<String>())
    };
    let mut lines: Vec<String> = project.views().iter().map(|(_, view)| line(view)).collect();
    lines.sort();
    lines
}

fn chart(project: &Project) -> Vec<String> {
    let count = |unit: Unit| {
        let spec = ChartSpec {
            by: Step::Month,
            split: Some(SplitBy::Type),
            unit,
            filter: Filter::everything(),
            ..ChartSpec::default()
        };
        activity(project, &spec).expect("a few bars")
    };
    let [by_event, by_mark, by_document] = [Unit::Events, Unit::Marks, Unit::Documents].map(count);
    let mut lines = Vec::new();
    for (at, bin) in by_event.bins.iter().enumerate().filter(|(at, _)| by_event.totals[*at].count > 0) {
        let of = |activity: &entente::query::Activity| {
            let bars = activity.bins.iter().zip(&activity.totals).filter(|(other, _)| other.first == bin.first);
            bars.map(|(_, cell)| cell.count).sum::<usize>()
        };
        let types = by_event.series.iter().filter(|series| series.cells[at].count > 0);
        let types: Vec<String> = types.map(|series| format!("{} {}", series.name, series.cells[at].count)).collect();
        let (events, marks, documents) = (of(&by_event), of(&by_mark), of(&by_document));
        lines.push(format!(
            "{}: {events} events ({}), {marks} marks, {documents} documents",
            bin.label,
            types.join(", ")
        ));
    }
    let titles = |events: &[entente::model::EventId]| {
        let titles: Vec<String> = events.iter().map(|id| format!("“{}”", project.label((*id).into()))).collect();
        titles.join(", ")
    };
    for (what, events) in [("without a date", &by_event.undated), ("in no one month", &by_event.spanning)] {
        lines.extend((!events.is_empty()).then(|| format!("{what}: {}", titles(events))));
    }
    let going: Vec<entente::model::EventId> = by_event.bands.iter().map(|band| band.event).collect();
    let sums: Vec<entente::model::EventId> = by_event.annotations.iter().map(|sum| sum.event).collect();
    for (what, events) in [("going on", &going), ("sums", &sums)] {
        lines.extend((!events.is_empty()).then(|| format!("{what}: {}", titles(events))));
    }
    lines
}
