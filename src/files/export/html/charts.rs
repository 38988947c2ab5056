//! The charts of the page: a picture each, and below it every number with the events behind it.
//!
//! What it does *not* do: draw. The pictures are those of [`crate::files::export::svg`].

use super::Page;
use super::escape::{put, text};
use crate::files::export::dossier::Chart;
use crate::model::EventId;

impl Page<'_> {
    pub(super) fn charts(&self, html: &mut String) {
        if self.dossier.charts.is_empty() {
            return;
        }
        html.push_str("<section aria-labelledby=\"charts\">\n<h2 id=\"charts\">Charts</h2>\n");
        for (number, chart) in self.dossier.charts.iter().enumerate() {
            self.chart(html, number, chart);
        }
        html.push_str("</section>\n");
    }

    fn chart(&self, html: &mut String, number: usize, chart: &Chart) {
        put!(html, "<figure class=\"chart\" id=\"c-{number}\">\n");
        put!(html, "<div class=\"wide\">{}</div>\n", picture(&chart.wide));
        put!(html, "<div class=\"narrow\">{}</div>\n", picture(&chart.narrow));
        put!(html, "<figcaption><strong dir=\"auto\">{}</strong>\n", text(&chart.title));
        html.push_str("<details><summary>In words and numbers, with the events</summary>\n");
        for finding in &chart.findings {
            put!(html, "<p dir=\"auto\">{}</p>\n", text(finding));
        }
        html.push_str("<dl class=\"numbers\">\n");
        for bin in &chart.bins {
            put!(html, "<dt>{} <span class=\"weak\">{}</span></dt>\n", text(&bin.label), text(&bin.total));
            for part in &bin.parts {
                put!(html, "<dd><bdi>{}</bdi> <b>{}</b>: ", text(&part.name), text(&part.amount));
                self.events_behind(html, &part.events);
                html.push_str("</dd>\n");
            }
        }
        for (why, events) in &chart.beside {
            put!(html, "<dt>{} <span class=\"weak\">{}</span></dt>\n<dd>", text(why), events.len());
            self.events_behind(html, events);
            html.push_str("</dd>\n");
        }
        html.push_str("</dl>\n</details>\n</figcaption>\n</figure>\n");
    }

    /// Links to events: their numbers, in order of their dates.
    pub(super) fn events_behind(&self, html: &mut String, events: &[EventId]) {
        let mut numbers: Vec<(usize, EventId)> =
            events.iter().filter_map(|id| Some((self.dossier.event_number(*id)?, *id))).collect();
        numbers.sort_unstable();
        for (place, (number, id)) in numbers.into_iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            let title = text(self.dossier.event_title(id));
            put!(html, "{gap}<a class=\"nr\" href=\"#{id}\" title=\"{title}\">{number}</a>");
        }
    }
}

/// An SVG file as a part of HTML, which knows its elements without a name space.
fn picture(svg: &str) -> String {
    svg.replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1)
}
