//! Single values in words, with everything that can be different about them.

use super::Names;
use crate::model::{
    Assessed, Bound, Certainty, ChartKind, Direction, Evidence, ExternalId, Field, Figure, HowKnown, Matter,
    Membership, Name, Office, Participant, Place, Proves, Published, RecordId, Relation, RelationKind, RoleRule,
    Sorting, StatedWhen, StatusStep, Who,
};
use crate::query::words::link;
use std::fmt::Display;

/// “, justice minister” where there are words, else nothing.
fn beside(words: impl Display) -> String {
    let words = words.to_string();
    if words.is_empty() { words } else { format!(", {words}") }
}

fn optional<T: Display>(value: Option<&T>) -> String {
    value.map(beside).unwrap_or_default()
}

fn unsure(certainty: Certainty) -> String {
    if certainty == Certainty::Certain { String::new() } else { format!(" ({certainty})") }
}

pub fn how_known(known: HowKnown) -> &'static str {
    match known {
        HowKnown::Given => "",
        HowKnown::Stated => "stated in the text",
        HowKnown::Address => "from the address",
        HowKnown::FileName => "from the file name",
        HowKnown::Inferred => "inferred",
    }
}

pub fn published(published: &Published) -> String {
    let Published { when, known, reason } = published;
    format!("{when}{}{}", beside(how_known(*known)), beside(reason))
}

pub fn assessed(assessed: &Assessed, names: &Names<'_>) -> String {
    let Assessed { when, known, reason, source } = assessed;
    format!("{when}{}{}{}", beside(how_known(*known)), beside(reason), names.said_by(*source))
}

pub fn stated(stated: &StatedWhen, names: &Names<'_>) -> String {
    let StatedWhen { text, when, source } = stated;
    let when = when.as_ref().map(|when| format!(" = {when}")).unwrap_or_default();
    format!("“{text}”{when}{}", names.said_by(*source))
}

pub fn place(place: &Place, names: &Names<'_>) -> String {
    let Place { entity, text, source } = place;
    let entity = entity.map(|entity| names.name(entity));
    let words = (!text.is_empty()).then(|| format!("“{text}”"));
    let parts: Vec<String> = entity.into_iter().chain(words).collect();
    format!("{}{}", parts.join(", "), names.said_by(*source))
}

pub fn who(who: &Who, names: &Names<'_>) -> String {
    match who {
        Who::Entity(entity) => names.name(*entity),
        // Words stand between quotation marks, so that they are told from an entity of that name.
        Who::Unnamed { text, count: Some(count) } => format!("“{text}” ({count})"),
        Who::Unnamed { text, count: None } => format!("“{text}”"),
    }
}

pub fn participant(participant: &Participant, names: &Names<'_>) -> String {
    let Participant { role, who: one, office, certainty, source } = participant;
    let role = role.map(|role| format!(" as {}", names.name(role))).unwrap_or_default();
    let (who, office) = (who(one, names), beside(office));
    format!("{who}{office}{role}{}{}", unsure(*certainty), names.said_by(*source))
}

pub fn figure(figure: &Figure, names: &Names<'_>) -> String {
    let Figure { value, unit, currency, bound, what, of, when, source } = figure;
    let bound = match bound {
        Bound::Exactly => "",
        Bound::MoreThan => "more than ",
        Bound::LessThan => "less than ",
        Bound::About => "about ",
        Bound::Only => "only ",
    };
    let currency = if currency.is_empty() { String::new() } else { format!(" ({currency})") };
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let what = if what.is_empty() { String::new() } else { format!(" “{what}”") };
    let of = of.map(|of| names.name(of)).unwrap_or_default();
    format!("{bound}{value}{currency}{unit}{what}{}{}{}", beside(of), optional(when.as_ref()), names.said_by(*source))
}

pub fn step(step: &StatusStep, names: &Names<'_>) -> String {
    let StatusStep { status, when, source } = step;
    format!("{status}{}{}", optional(when.as_ref()), names.said_by(*source))
}

pub fn relation_kind(kind: RelationKind, names: &Names<'_>) -> String {
    link(kind).map_or_else(|code| names.name(code), str::to_owned)
}

pub fn relation(relation: &Relation, names: &Names<'_>) -> String {
    let Relation { kind, to, certainty, note, source } = relation;
    let (kind, to) = (relation_kind(*kind, names), names.quoted(*to));
    format!("{kind} {to}{}{}{}", unsure(*certainty), beside(note), names.said_by(*source))
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Kind => "type",
        Field::Areas => "areas",
        Field::Title => "title",
        Field::When => "date",
        Field::Place => "place",
        Field::Participants => "participants",
        Field::Figures => "figures",
        Field::Status => "status",
        Field::Certainty => "certainty",
        Field::Content => "content",
    }
}

pub fn evidence(evidence: &Evidence, names: &Names<'_>) -> String {
    let Evidence { of, link } = evidence;
    let of = match of {
        Proves::Event(event) => format!("event {}", names.quoted(*event)),
        Proves::Entity(entity) => format!("entity {}", names.quoted(*entity)),
    };
    format!("{of}{}", unsure(*link))
}

pub fn spelling(name: &Name, names: &Names<'_>) -> String {
    let Name { text, language, used_by, note, source } = name;
    let used_by = used_by.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let used_by = if used_by.is_empty() { used_by } else { format!(", used by {used_by}") };
    format!("“{text}”{}{}{used_by}{}", beside(language), beside(note), names.said_by(*source))
}

pub fn external(id: &ExternalId) -> String {
    format!("{} {}", id.scheme, id.value)
}

pub fn membership(membership: &Membership, names: &Names<'_>) -> String {
    let Membership { entity, when, note, source } = membership;
    let name = names.name(*entity);
    format!("{name}{}{}{}", optional(when.as_ref()), beside(note), names.said_by(*source))
}

pub fn office(office: &Office, names: &Names<'_>) -> String {
    let Office { title, of, when, level, source } = office;
    let of = of.map(|of| names.name(of)).unwrap_or_default();
    let (when, level) = (optional(when.as_ref()), optional(level.as_ref()));
    format!("{title}{}{when}{level}{}", beside(of), names.said_by(*source))
}

pub fn rule(rule: &RoleRule, names: &Names<'_>) -> String {
    let RoleRule { role, kinds, at_least, at_most } = rule;
    let kinds = kinds.iter().map(|kind| names.name(*kind)).collect::<Vec<_>>().join(" or ");
    let least = if *at_least == 0 { String::new() } else { format!(", at least {at_least}") };
    let most = at_most.map(|most| format!(", at most {most}")).unwrap_or_default();
    format!("{}{}{least}{most}", names.name(*role), beside(kinds))
}

/// What kind of chart it is; what only that kind is asked stands behind it as the file writes it.
pub fn chart_kind(kind: &ChartKind) -> String {
    fn asked<T: Default + PartialEq + serde::Serialize>(name: &str, asked: &T) -> String {
        if *asked == T::default() { name.to_owned() } else { format!("{name} {}", written(asked)) }
    }
    match kind {
        ChartKind::Activity => "activity".to_owned(),
        ChartKind::Trend(trend) => asked("trend", trend),
        ChartKind::Lag => "publication lag".to_owned(),
        ChartKind::Timeline(timeline) => asked("timeline", timeline),
        ChartKind::Matrix(matrix) => asked("matrix", matrix),
        ChartKind::Network(network) => asked("network", network),
    }
}

/// “title, falling”.
pub fn sorting(sorting: Sorting) -> String {
    match sorting.direction {
        Direction::Up => sorting.by.to_string(),
        Direction::Down => format!("{}, falling", sorting.by),
    }
}

/// A value as the file writes it.
pub fn written<T: serde::Serialize>(value: &T) -> String {
    ron::to_string(value).unwrap_or_default()
}

pub fn matter(matter: &Matter, names: &Names<'_>) -> String {
    match matter {
        Matter::NotAName(name) => format!("“{name}” is no name"),
        Matter::NotOneName(one, other) => format!("“{one}” and “{other}” are not one name"),
        Matter::NotADate { document, quote, .. } => format!("“{quote}” in {} is no date", names.quoted(*document)),
        Matter::NotAZone { document, begins } => {
            format!("“{begins}” in {} belongs to the article", names.quoted(*document))
        }
        Matter::NotACopy(one, other) => format!("{} is no copy of {}", names.quoted(*one), names.quoted(*other)),
        Matter::Disagreement { records } => {
            format!("{} may stay, though coders see it differently", all(records, names))
        }
        Matter::Accepted { flaw, records, rests_on } => {
            let records = all(records, names);
            format!("{flaw}: {records}{}, all right as it is", beside(rests_on))
        }
    }
}

fn all(records: &[RecordId], names: &Names<'_>) -> String {
    records.iter().map(|record| names.quoted(*record)).collect::<Vec<_>>().join(", ")
}
