//! Each kind of record, field by field, in the order of the file. A test compares what is said here with what the file
//! would say, so that no field can be forgotten.

use super::values as v;
use super::{Detail, Names, What};
use crate::model::{
    Anchor, ChartSpec, Code, Document, Entity, Event, Filter, ListSpec, Made, Mark, Pattern, Record, Ruling, Speech,
    View,
};
use crate::project::Swap;
use crate::query::words::filter_called;
use std::collections::BTreeMap;
use std::fmt::Display;

/// A record before and after, and what is said of it so far.
struct Sides<'s, T> {
    before: Option<&'s T>,
    after: Option<&'s T>,
    details: Vec<Detail>,
}

impl<'s, T: Record> Sides<'s, T> {
    fn of(swap: &'s Swap<T>) -> Self {
        Self { before: swap.before.as_deref(), after: swap.after.as_deref(), details: Vec::new() }
    }

    /// A value that is there or not.
    fn one<V: Display>(&mut self, field: &'static str, label: &'static str, value: impl Fn(&T) -> Option<V>) {
        let words = |record: &T| value(record).map(|value| value.to_string()).filter(|words| !words.is_empty());
        self.push((field, label), self.before.and_then(words), self.after.and_then(words));
    }

    /// A value that says nothing while it is the usual one: of a record that came or went it is then left out.
    fn unusual<V: Display + Default + PartialEq>(
        &mut self,
        field: &'static str,
        label: &'static str,
        value: impl Fn(&T) -> V,
    ) {
        let changed = self.before.is_some() && self.after.is_some();
        self.one(field, label, |record| Some(value(record)).filter(|value| changed || *value != V::default()));
    }

    /// Somebody's words.
    fn prose(&mut self, field: &'static str, label: &'static str, words: impl Fn(&T) -> &str) {
        let before = self.details.len();
        self.one(field, label, |record| Some(words(record).to_owned()));
        self.details.iter_mut().skip(before).for_each(|detail| detail.prose = true);
    }

    /// Several values, each under what it is known again by, and in words.
    fn each(&mut self, field: &'static str, label: &'static str, items: impl Fn(&T) -> Vec<(String, String)>) {
        let of = |record: Option<&T>| record.map(&items).unwrap_or_default();
        let (before, after) = (numbered(of(self.before)), numbered(of(self.after)));
        let known: BTreeMap<_, _> = after.iter().cloned().collect();
        for (key, words) in &before {
            self.push((field, label), Some(words.clone()), known.get(key).cloned());
        }
        let old: BTreeMap<_, _> = before.iter().cloned().collect();
        for (_, words) in after.iter().filter(|(key, _)| !old.contains_key(key)) {
            self.push((field, label), None, Some(words.clone()));
        }
        let order = |items: &[(Key, String)], other: &BTreeMap<Key, String>| -> Vec<String> {
            items.iter().filter(|(key, _)| other.contains_key(key)).map(|(key, _)| key.0.clone()).collect()
        };
        let (was, is) = (order(&before, &known), order(&after, &old));
        if was != is {
            self.push((field, label), Some(was.join(", then ")), Some(is.join(", then ")));
        }
    }

    fn push(&mut self, (field, label): (&'static str, &'static str), before: Option<String>, after: Option<String>) {
        if before != after {
            self.details.push(Detail { field, label, line: None, before, after, prose: false });
        }
    }

    /// Who changed it last is said only if that is all that differs.
    fn done(mut self) -> (What, Vec<Detail>) {
        let what = match (self.before, self.after) {
            (None, _) => What::Added,
            (_, None) => What::Removed,
            _ => What::Changed,
        };
        let made = |made: &Made| format!("{} {}", made.at, made.by);
        if what == What::Changed && self.details.is_empty() {
            self.one("made", "made", |record| Some(made(record.made())));
            self.one("changed", "last changed", |record| record.changed().map(made));
        }
        (what, self.details)
    }
}

/// What an item is known again by, and the how manieth of those it is.
type Key = (String, usize);

fn numbered(items: Vec<(String, String)>) -> Vec<(Key, String)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |(key, words): (String, String)| {
        let place = seen.entry(key.clone()).or_default();
        *place += 1;
        ((key, *place), words)
    };
    items.into_iter().map(number).collect()
}

/// An item that is known again by nothing but itself.
fn itself(words: String) -> (String, String) {
    (words.clone(), words)
}

pub(super) fn document(swap: &Swap<Document>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    sides.prose("title", "title", |row| &row.title);
    sides.prose("outlet", "outlet", |row| &row.outlet);
    sides.prose("author", "author", |row| &row.author);
    sides.one("url", "address", |row| Some(row.url.clone()));
    sides.one("published", "published", |row| row.published.as_ref().map(v::published));
    sides.one("language", "language", |row| Some(row.language.clone()));
    sides.unusual("state", "state", |row| row.state);
    sides.one("origin", "origin", |row| Some(row.origin.join(" → ")));
    sides.one("syndicated_from", "copy of", |row| row.syndicated_from.map(|id| names.quoted(id)));
    sides.one("grade", "grade", |row| row.grade);
    sides.one("handling", "handling", |row| row.handling);
    sides.each("tags", "label", |row| row.tags.iter().cloned().map(itself).collect());
    sides.prose("note", "note", |row| &row.note);
    sides.one("file", "file", |row| Some(row.file.clone()));
    sides.each("external", "identifier", |row| row.external.iter().map(v::external).map(itself).collect());
    sides.each("zones", "zone", |row| {
        let words = |zone: &crate::model::Zone| {
            let note = if zone.note.is_empty() { String::new() } else { format!(", {}", zone.note) };
            format!("{}, bytes {}–{}{note}", zone.kind, zone.span.start(), zone.span.end())
        };
        row.zones.iter().map(|zone| (zone.id.to_string(), words(zone))).collect()
    });
    sides.done()
}

pub(super) fn mark(swap: &Swap<Mark>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    sides.one("document", "in", |mark| Some(names.quoted(mark.document)));
    sides.one("pieces", "place", |mark| {
        let spans = mark.pieces.spans().iter().map(|span| format!("{}–{}", span.start(), span.end()));
        Some(format!("bytes {}", spans.collect::<Vec<_>>().join(", ")))
    });
    sides.prose("quote", "words", |mark| &mark.quote);
    sides.one("anchor", "anchor", |mark| match mark.anchor {
        Anchor::Placed => None,
        Anchor::Doubtful => Some("doubtful"),
        Anchor::Lost => Some("lost"),
    });
    sides.one("code", "code", |mark| mark.code.map(|code| names.name(code)));
    sides.each("evidence", "evidence of", |mark| {
        mark.evidence.iter().map(|one| (v::written(&one.of), v::evidence(one, names))).collect()
    });
    sides.one("status", "status", |mark| mark.status);
    sides.one("speech", "speech", |mark| mark.speech.map(|speech: Speech| speech));
    sides.one("attribution", "attribution", |mark| Some(mark.attribution.join(" → ")));
    sides.one("in_error", "the source is wrong", |mark| mark.in_error.then_some("yes"));
    sides.prose("note", "note", |mark| &mark.note);
    if swap.before.is_some() && swap.after.is_some() {
        sides.one("context", "around it", |mark| {
            Some(format!("…{} [ ] {}…", mark.context.prefix, mark.context.suffix))
        });
    }
    sides.done()
}

pub(super) fn event(swap: &Swap<Event>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    sides.one("kind", "type", |event| event.kind.map(|kind| names.name(kind)));
    sides.each("areas", "area", |event| {
        event.areas.iter().map(|area| (area.to_string(), names.name(*area))).collect()
    });
    sides.prose("title", "title", |event| &event.title);
    sides.each("stated", "stated date", |event| {
        event.stated.iter().map(|one| (one.text.clone(), v::stated(one, names))).collect()
    });
    sides.one("assessed", "date", |event| event.assessed.as_ref().map(|one| v::assessed(one, names)));
    sides.each("assessed_before", "earlier date", |event| {
        event.assessed_before.iter().map(|one| itself(v::assessed(one, names))).collect()
    });
    sides.each("places", "place", |event| {
        let key = |place: &crate::model::Place| place.entity.map_or(place.text.clone(), |id| names.name(id));
        event.places.iter().map(|place| (key(place), v::place(place, names))).collect()
    });
    sides.each("participants", "participant", |event| {
        event.participants.iter().map(|one| (v::who(&one.who, names), v::participant(one, names))).collect()
    });
    sides.each("figures", "figure", |event| {
        let key = |figure: &crate::model::Figure| format!("{}{}{}", figure.unit, figure.currency, figure.what);
        event.figures.iter().map(|figure| (key(figure), v::figure(figure, names))).collect()
    });
    sides.unusual("status", "status", |event| event.status);
    sides.each("status_history", "earlier status", |event| {
        event.status_history.iter().map(|step| itself(v::step(step, names))).collect()
    });
    sides.unusual("certainty", "certainty", |event| event.certainty);
    sides.one("likelihood", "likelihood", |event| Some(event.likelihood.clone()));
    sides.one("grade", "grade", |event| event.grade);
    sides.one("handling", "handling", |event| event.handling);
    sides.each("unspecified", "left open by the sources", |event| {
        event.unspecified.iter().map(|field| itself(v::field(*field).to_owned())).collect()
    });
    sides.each("sources", "source of the", |event| {
        let words = |(field, source): (&crate::model::Field, &crate::model::Source)| {
            let field = v::field(*field);
            let by = names.said_by(*source);
            (field.to_owned(), format!("{field}:{}", if by.is_empty() { " analyst" } else { &by }))
        };
        event.sources.iter().map(words).collect()
    });
    sides.each("relations", "link", |event| {
        let key = |to: &crate::model::Relation| format!("{}{}", v::relation_kind(to.kind, names), to.to);
        event.relations.iter().map(|one| (key(one), v::relation(one, names))).collect()
    });
    sides.each("not_same", "not the same as", |event| {
        event.not_same.iter().map(|other| (other.to_string(), names.quoted(*other))).collect()
    });
    sides.each("absorbed", "merged into it", |event| {
        event.absorbed.iter().map(|one| absorbed(one.id.to_string(), one.was.label(), one)).collect()
    });
    sides.prose("note", "note", |event| &event.note);
    sides.done()
}

/// A record that was merged into another: its name, and a sign of what is kept of it, so that a change in there is seen.
fn absorbed<T: serde::Serialize>(id: String, name: &str, kept: &T) -> (String, String) {
    let sum = crc32fast::hash(v::written(kept).as_bytes());
    let name = format!("“{name}” ({id}, {sum:08x})");
    (id, name)
}

pub(super) fn entity(swap: &Swap<Entity>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    sides.one("kind", "kind", |entity| entity.kind.map(|kind| names.name(kind)));
    sides.each("names", "name", |entity| {
        entity.names.iter().map(|name| (name.text.clone(), v::spelling(name, names))).collect()
    });
    sides.each("external", "identifier", |entity| entity.external.iter().map(v::external).map(itself).collect());
    sides.each("part_of", "part of", |entity| {
        entity.part_of.iter().map(|one| (names.name(one.entity), v::membership(one, names))).collect()
    });
    sides.each("offices", "office", |entity| {
        entity.offices.iter().map(|office| (office.title.clone(), v::office(office, names))).collect()
    });
    sides.each("not_same", "not the same as", |entity| {
        entity.not_same.iter().map(|other| (other.to_string(), names.quoted(*other))).collect()
    });
    sides.each("absorbed", "merged into it", |entity| {
        entity.absorbed.iter().map(|one| absorbed(one.id.to_string(), one.was.label(), one)).collect()
    });
    sides.prose("note", "note", |entity| &entity.note);
    sides.done()
}

pub(super) fn code(swap: &Swap<Code>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    sides.one("kind", "kind", |code| Some(code.kind));
    sides.prose("name", "name", |code| &code.name);
    sides.one("parent", "under", |code| code.parent.map(|parent| names.name(parent)));
    sides.prose("definition", "definition", |code| &code.definition);
    sides.prose("good_example", "good example", |code| &code.good_example);
    sides.prose("bad_example", "bad example", |code| &code.bad_example);
    sides.one("key", "key", |code| code.key);
    sides.unusual("colour", "colour", |code| code.colour);
    sides.one("pattern", "pattern", |code| match code.pattern {
        Pattern::Plain => None,
        Pattern::Stripes => Some("stripes"),
        Pattern::Dots => Some("dots"),
        Pattern::Double => Some("double"),
    });
    sides.one("weight", "weight", |code| code.weight);
    sides.one("class", "class", |code| code.class);
    sides.each("roles", "role", |code| {
        code.roles.iter().map(|rule| (names.name(rule.role), v::rule(rule, names))).collect()
    });
    sides.each("external", "identifier", |code| code.external.iter().map(v::external).map(itself).collect());
    sides.unusual("order", "place in the list", |code| code.order);
    sides.done()
}

pub(super) fn view(swap: &Swap<View>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    let filter = |filter: &Filter| filter_called(filter, &|record| names.name(record)).join("; ");
    sides.prose("name", "name", |view| &view.name);
    // A list has the usual chart, which nobody sees.
    let is_chart = |view: &View| view.list.is_none() || view.chart != ChartSpec::default();
    sides.one("chart", "chart", |view| is_chart(view).then(|| v::chart_kind(&view.chart.kind)));
    sides.unusual("chart", "step", |view| view.chart.by);
    sides.one("chart", "split", |view| view.chart.split);
    sides.unusual("chart", "unit", |view| view.chart.unit);
    sides.unusual("chart", "rule for dates", |view| view.chart.rule);
    sides.one("chart", "filter", |view| is_chart(view).then(|| filter(&view.chart.filter)));
    sides.unusual("chart", "drawn as", |view| view.chart.drawn);
    sides.unusual("chart", "arranged", |view| view.chart.arranged);
    sides.one("chart", "beside it", |view| view.chart.denominator.then_some("documents in each bin"));
    sides.prose("chart", "title", |view| &view.chart.title);
    sides.prose("chart", "caption", |view| &view.chart.caption);
    let list = |view: &View, said: &dyn Fn(&ListSpec) -> Option<String>| view.list.as_ref().and_then(said);
    sides.one("list", "list", |view| list(view, &|list| Some(list.of.to_string())));
    sides.one("list", "columns", |view| {
        list(view, &|list| Some(list.columns.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")))
    });
    sides.one("list", "sorted by", |view| list(view, &|list| list.sort.map(v::sorting)));
    sides.one("list", "grouped by", |view| list(view, &|list| list.group.map(|group| group.label(list.of))));
    sides.one("list", "filter", |view| {
        list(view, &|list| (!list.filter.is_everything()).then(|| filter(&list.filter)))
    });
    sides.done()
}

pub(super) fn ruling(swap: &Swap<Ruling>, names: &Names<'_>) -> (What, Vec<Detail>) {
    let mut sides = Sides::of(swap);
    sides.one("about", "decided", |ruling| Some(v::matter(&ruling.about, names)));
    sides.prose("reason", "reason", |ruling| &ruling.reason);
    sides.done()
}
