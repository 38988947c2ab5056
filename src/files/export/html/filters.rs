//! The side of the page: the legend, and the filters that appear where scripts may run.
//!
//! What it does *not* do: filter. The script hides what is not asked for; without it everything is there.

use super::Page;
use super::escape::{put, text};
use crate::model::CodeKind;
use std::collections::BTreeMap;

impl Page<'_> {
    pub(super) fn filters(&self, html: &mut String) {
        let project = self.dossier.project;
        html.push_str("<aside aria-label=\"Legend and filters\">\n<details class=\"side\" open>\n");
        html.push_str("<summary>Legend and filters</summary>\n<form id=\"filters\" role=\"search\">\n");
        html.push_str("<div class=\"asked\" hidden>\n<label>Words <input type=\"search\" name=\"q\"></label>\n");
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, event) in project.events().iter() {
            event
                .entities()
                .filter_map(|id| self.actors.get(&id))
                .for_each(|at| *counts.entry(*at).or_default() += 1);
        }
        let mut actors: Vec<(std::cmp::Reverse<usize>, &str, usize)> = self
            .actors
            .iter()
            .map(|(id, at)| {
                let count = counts.get(at).copied().unwrap_or_default();
                (std::cmp::Reverse(count), project.label((*id).into()), *at)
            })
            .collect();
        actors.sort_unstable();
        let actors = actors.into_iter().map(|(count, name, at)| (at, format!("{name} ({})", count.0)));
        choice(html, "Actor", "a", actors.collect());
        choice(html, "Outlet", "o", self.outlets.iter().map(|(name, at)| (*at, (*name).to_owned())).collect());
        html.push_str("<div class=\"pair\"><label>From <input type=\"date\" name=\"f\"></label>\n");
        html.push_str("<label>To <input type=\"date\" name=\"l\"></label></div>\n</div>\n");
        self.legend(html, CodeKind::EventType, "Types of events");
        html.push_str(
            "<p class=\"asked\" hidden><button type=\"reset\">Show everything</button> \
             <output id=\"shown\" aria-live=\"polite\"></output></p>\n</form>\n",
        );
        self.legend(html, CodeKind::EntityKind, "Kinds of entities");
        html.push_str("</details>\n</aside>\n");
    }

    fn legend(&self, html: &mut String, kind: CodeKind, heading: &str) {
        let project = self.dossier.project;
        let mut counts: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for (_, event) in project.events().iter().filter(|_| kind == CodeKind::EventType) {
            *counts.entry(self.look.number(event.kind)).or_default() += 1;
        }
        for (_, entity) in project.entities().iter().filter(|_| kind == CodeKind::EntityKind) {
            *counts.entry(self.look.number(entity.kind)).or_default() += 1;
        }
        let class = if kind == CodeKind::EventType { "e" } else { "n" };
        put!(html, "<fieldset><legend>{heading}</legend>\n<ul class=\"legend\">\n");
        for (number, name) in self.look.of_kind(kind) {
            let count = counts.get(&Some(number)).copied().unwrap_or_default();
            html.push_str("<li><label>");
            if kind == CodeKind::EventType {
                put!(html, "<input class=\"asked\" type=\"checkbox\" name=\"t\" value=\"{number}\" hidden>");
            }
            let class = format!("{class} l0 k{number}");
            put!(html, "<span class=\"w k{number}\"></span><span class=\"{class}\"><bdi>{}</bdi></span>", text(name));
            put!(html, " <span class=\"weak\">{count}</span></label></li>\n");
        }
        html.push_str("</ul></fieldset>\n");
    }
}

/// A list to choose one from.
fn choice(html: &mut String, label: &str, name: &str, options: Vec<(usize, String)>) {
    put!(html, "<label>{label} <select name=\"{name}\"><option value=\"\">Any</option>");
    for (number, words) in options {
        put!(html, "<option value=\"{number}\" dir=\"auto\">{}</option>", text(&words));
    }
    html.push_str("</select></label>\n");
}
