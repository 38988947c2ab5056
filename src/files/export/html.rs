//! One page for those who have no Entente: charts, events by date, entities, and the articles with their highlights.
//!
//! It promises to be one file that asks for nothing: no picture, font, script or style from elsewhere, and a content
//! policy that forbids every request and every script but its own, named by its hash. Whatever stands in a project is
//! text on it and never markup ([`escape`]). It can be read without scripts, aloud, on a telephone and on paper:
//! scripts only hide what a filter does not ask for. Every number leads to its events, every event to its sentences,
//! every sentence back. The same project gives the same bytes: the clock is never asked.
//!
//! What it does *not* do: it leads nowhere else. The address of an article is there to be read and copied, but is no
//! link, so that nobody tells an outlet by a slip of the hand what they are reading.

mod articles;
mod charts;
mod chronology;
mod entities;
pub mod escape;
mod filters;
mod look;

use super::dossier::Dossier;
use super::redact::{Part, Redaction};
use crate::model::{EntityId, MarkId};
use escape::{put, text};
use look::Look;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The page as a complete HTML file, UTF-8.
#[must_use]
pub fn html_page(dossier: &Dossier<'_>, redaction: Redaction) -> String {
    let mut page = Page::new(dossier, redaction.texts);
    // Which sentences have a place is known only when the articles are written.
    let articles = page.articles();
    let mut html = String::with_capacity(articles.len() * 2 + 65_536);
    page.head(&mut html);
    page.filters(&mut html);
    html.push_str("<main id=\"main\">\n");
    page.overview(&mut html);
    page.charts(&mut html);
    page.chronology(&mut html);
    page.entities(&mut html);
    html.push_str(&articles);
    page.about(&mut html);
    html.push_str("</main>\n</div>\n");
    put!(html, "<footer>{}<p>Made with Entente {}.</p></footer>\n", page.label(), env!("CARGO_PKG_VERSION"));
    put!(html, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    html
}

/// What all parts of a page share.
struct Page<'d> {
    dossier: &'d Dossier<'d>,
    look: Look,
    texts: Part,
    /// Marks that stand in an article of the page.
    placed: BTreeSet<MarkId>,
    /// Those who take part in events, by number.
    actors: BTreeMap<EntityId, usize>,
    /// The outlets, by number.
    outlets: BTreeMap<&'d str, usize>,
}

impl<'d> Page<'d> {
    fn new(dossier: &'d Dossier<'d>, texts: Part) -> Self {
        let project = dossier.project;
        let actors: BTreeSet<EntityId> =
            project.events().iter().flat_map(|(_, event)| event.entities().collect::<Vec<_>>()).collect();
        let outlets: BTreeSet<&str> = project.documents().iter().map(|(_, row)| row.outlet.as_str()).collect();
        Self {
            dossier,
            look: Look::of(project),
            texts,
            placed: BTreeSet::new(),
            actors: actors.into_iter().filter(|id| project.has((*id).into())).zip(0..).collect(),
            outlets: outlets.into_iter().filter(|name| !name.is_empty()).zip(0..).collect(),
        }
    }

    fn head(&self, html: &mut String) {
        let style = format!("{STYLE}{}", self.look.rules());
        let title = text(&self.dossier.title);
        html.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        put!(
            html,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
             script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n",
            hash(&style),
            hash(SCRIPT)
        );
        html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
        put!(html, "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n");
        html.push_str("<a class=\"skip\" href=\"#main\">Skip to the contents</a>\n");
        put!(html, "<header>{}<h1 dir=\"auto\">{title}</h1>\n", self.label());
        put!(html, "<p class=\"weak\">{}</p>\n<nav aria-label=\"Sections\"><ul>\n", text(&self.dossier.extent()));
        for (id, name, there) in self.sections() {
            if there {
                put!(html, "<li><a href=\"#{id}\">{name}</a></li>\n");
            }
        }
        html.push_str("</ul></nav></header>\n<div class=\"desk\">\n");
    }

    fn sections(&self) -> [(&'static str, &'static str, bool); 5] {
        let project = self.dossier.project;
        [
            ("charts", "Charts", !self.dossier.charts.is_empty()),
            ("events", "Events", true),
            ("entities", "Entities", !project.entities().is_empty()),
            ("articles", "Articles", true),
            ("about", "About this page", true),
        ]
    }

    /// The label of handling, if there is one.
    fn label(&self) -> String {
        let label = self.dossier.handling.map(|label| label.to_string());
        label.map_or_else(String::new, |label| {
            let class = label.trim_start_matches("TLP:").replace("+STRICT", "").to_lowercase();
            format!("<p class=\"tlp {class}\">{label}</p>")
        })
    }

    fn overview(&self, html: &mut String) {
        if self.dossier.left_out.is_empty() {
            return;
        }
        html.push_str("<section class=\"left-out\" aria-labelledby=\"left-out\">\n<h2 id=\"left-out\">Not on this page</h2>\n<ul>\n");
        for sentence in &self.dossier.left_out {
            put!(html, "<li>{}</li>\n", text(sentence));
        }
        html.push_str("</ul>\n</section>\n");
    }

    fn about(&self, html: &mut String) {
        html.push_str("<section aria-labelledby=\"about\">\n<h2 id=\"about\">About this page</h2>\n");
        html.push_str(
            "<p>An event is counted once, however many articles report it. Each has a number, by date; that number \
             stands behind each sentence in the articles that speaks of the event and leads back to it. Charts count \
             what happened, unless they say otherwise. The page is complete in itself and loads nothing.</p>\n",
        );
        let defined = self.look.defined(self.dossier.project);
        if !defined.is_empty() {
            html.push_str("<h3>What the types mean</h3>\n<dl>\n");
            for (name, definition) in defined {
                put!(html, "<dt dir=\"auto\">{}</dt><dd dir=\"auto\">{}</dd>\n", text(name), text(definition));
            }
            html.push_str("</dl>\n");
        }
        html.push_str("</section>\n");
    }
}

/// SHA-256 in base64 (RFC 4648), as a content policy names a script.
fn hash(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests;
