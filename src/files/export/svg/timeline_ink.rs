//! Colours and forms of a timeline on paper.
//!
//! A type has a colour and a form, of which eight are handed out in turn: types without a colour of their own are told
//! apart by it. What did not simply happen is an outline, what is not certain is pale, a sum is a dashed line, and what is
//! planned for a day that has passed has an exclamation mark.

use super::ink::{self, Paper};
use super::{TICK_PX, put, px};
use crate::model::{RelationKind, Status};
use crate::project::Project;
use crate::query::network::corners;
use crate::query::timeline::{Item, Nature, Shade, Timeline};
use crate::query::{Series, SeriesKey};
use std::fmt::Write;

/// How far a bar fades whose end nobody knows.
const FADE_PX: f64 = 80.0;
const BAR_PX: f64 = 14.0;

pub(super) struct Inks {
    pub paper: Paper,
    /// The colour of each kind.
    colours: Vec<String>,
}

impl Inks {
    /// The colours that the types have in a chart of the same events.
    pub fn of(timeline: &Timeline, dark: bool) -> Self {
        let series: Vec<Series> = timeline
            .kinds
            .iter()
            .map(|kind| Series {
                key: kind.code.map_or(SeriesKey::None, SeriesKey::Code),
                name: kind.name.clone(),
                hatched: false,
                colour: kind.colour.unwrap_or_default(),
                pattern: kind.pattern,
                cells: Vec::new(),
                total: kind.count,
            })
            .collect();
        let colours = ink::inks(&series).iter().map(|ink| ink.colour.to_string()).collect();
        Self { paper: if dark { ink::DARK } else { ink::LIGHT }, colours }
    }

    fn colour(&self, kind: usize) -> &str {
        self.colours.get(kind).map_or("", String::as_str)
    }

    /// Fades for each colour, and the head of an arrow.
    pub fn defs(&self, id: &str) -> String {
        let mut defs = String::new();
        for (kind, colour) in self.colours.iter().enumerate() {
            for (name, stops) in [("r", &[0.0, 1.0][..]), ("f", &[1.0, 0.0]), ("s", &[0.0, 0.8, 0.0])] {
                // Writing to a String cannot fail.
                let _ = write!(defs, "<linearGradient id=\"{id}-{name}{kind}\">");
                let steps = f64::from(u32::try_from(stops.len()).unwrap_or(2) - 1);
                for (at, strength) in stops.iter().enumerate() {
                    let offset = px(f64::from(u32::try_from(at).unwrap_or(0)) / steps);
                    let _ = write!(
                        defs,
                        "<stop offset=\"{offset}\" stop-color=\"{colour}\" stop-opacity=\"{}\"/>",
                        px(*strength)
                    );
                }
                defs.push_str("</linearGradient>");
            }
        }
        let _ = write!(
            defs,
            "<marker id=\"{id}-head\" viewBox=\"0 0 8 8\" refX=\"6\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0.5L7 4L0 7.5Z\" fill=\"{}\"/></marker>",
            self.paper.weak
        );
        defs
    }

    /// The form of a kind around the point 0 0, as a legend shows it.
    pub fn form(&self, kind: usize) -> String {
        form(kind, (0.0, 0.0), 11.0, &format!("fill=\"{}\"", self.colour(kind)))
    }

    /// A point; its form is that of its type.
    pub fn point(&self, svg: &mut String, item: &Item, at: (f64, f64), size: f64) {
        let colour = self.colour(item.kind);
        // Its day is not known, or in doubt.
        let strength = if is_sure(item) { "1" } else { "0.45" };
        let look = if is_plain(item) {
            format!(
                "fill=\"{colour}\" fill-opacity=\"{strength}\" stroke=\"{}\" stroke-width=\"0.8\"",
                self.paper.ground
            )
        } else {
            format!(
                "fill=\"{}\" stroke=\"{colour}\" stroke-opacity=\"{strength}\" stroke-width=\"1.8\"",
                self.paper.ground
            )
        };
        svg.push_str(&form(item.kind, at, size, &look));
        if item.is_overdue {
            Self::number(svg, (at.0, at.1 + 3.2), size, "!", self.paper.text);
        }
    }

    /// Several items as their number, in the colour of their kind if they have one in common.
    pub fn several(&self, svg: &mut String, kind: Option<usize>, (left, y): (f64, f64), width: f64, count: &str) {
        let colour = kind.map_or(self.paper.baseline, |kind| self.colour(kind));
        put(
            svg,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\" rx=\"8\" fill=\"{}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>",
                px(left),
                px(y - 8.0),
                px(width),
                self.paper.ground
            ),
        );
        Self::number(svg, (left + width / 2.0, y + 4.0), TICK_PX, count, self.paper.text);
    }

    fn number(svg: &mut String, (x, y): (f64, f64), size: f64, text: &str, colour: &str) {
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"600\" text-anchor=\"middle\" fill=\"{colour}\">{text}</text>",
                px(x),
                px(y),
                px(size)
            ),
        );
    }

    /// A part of a bar: a tint with a line below, both of which fade as it says.
    pub fn part(&self, svg: &mut String, id: &str, item: &Item, shade: Shade, (left, right): (f64, f64), y: f64) {
        let colour = self.colour(item.kind);
        let (top, bottom) = (y - BAR_PX / 2.0, y + BAR_PX / 2.0);
        if shade == Shade::Sum {
            put(
                svg,
                format_args!(
                    "<path d=\"M{0} {3}H{1}M{0} {2}V{4}M{1} {2}V{4}\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\" fill=\"none\"/>",
                    px(left),
                    px(right),
                    px(top + 3.0),
                    px(bottom - 1.0),
                    px(bottom + 1.0)
                ),
            );
            return;
        }
        let (left, right) = match shade {
            Shade::Rising => {
                (left.max(right - FADE_PX.max(if item.from.is_some() { f64::INFINITY } else { 0.0 })), right)
            }
            Shade::Falling => {
                (left, right.min(left + FADE_PX.max(if item.to.is_some() { f64::INFINITY } else { 0.0 })))
            }
            _ => (left, right),
        };
        let name = match shade {
            Shade::Rising => 'r',
            Shade::Falling => 'f',
            _ => 's',
        };
        let fill = if shade == Shade::Full { colour.to_owned() } else { format!("url(#{id}-{name}{})", item.kind) };
        let tint = if is_plain(item) { "0.28" } else { "0.1" };
        let dash = if is_plain(item) { "" } else { " stroke-dasharray=\"4 3\"" };
        let width = px(right - left);
        put(
            svg,
            format_args!(
                "<rect x=\"{0}\" y=\"{1}\" width=\"{width}\" height=\"{2}\" fill=\"{fill}\" fill-opacity=\"{tint}\"/>",
                px(left),
                px(top),
                px(BAR_PX)
            ),
        );
        if is_plain(item) {
            put(
                svg,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"2.5\" fill=\"{fill}\"/>",
                    px(left),
                    px(bottom - 2.5)
                ),
            );
        } else if shade == Shade::Full {
            put(
                svg,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{}\" fill=\"none\" stroke=\"{colour}\"{dash}/>",
                    px(left),
                    px(top),
                    px(BAR_PX)
                ),
            );
        } else {
            put(
                svg,
                format_args!(
                    "<path d=\"M{} {}h{width}\" stroke=\"{colour}\" stroke-width=\"1.5\"{dash}/>",
                    px(left),
                    px(bottom - 1.0)
                ),
            );
        }
    }

    /// At the edge of the axis, for what goes on beyond; `turn` is 1 to the right, −1 to the left.
    pub fn arrow(&self, svg: &mut String, item: &Item, (x, y): (f64, f64), turn: f64) {
        put(
            svg,
            format_args!(
                "<path d=\"M{0} {1}L{2} {3}L{2} {4}Z\" fill=\"{5}\"/>",
                px(x - turn),
                px(y),
                px(x - turn * 8.0),
                px(y - 6.0),
                px(y + 6.0),
                self.colour(item.kind)
            ),
        );
    }
}

/// Whether it happened or goes on, so that it is drawn filled.
fn is_plain(item: &Item) -> bool {
    matches!(item.status, Status::Happened | Status::Ongoing | Status::State | Status::Aggregate)
}

/// Whether the day of a point is certain.
fn is_sure(item: &Item) -> bool {
    (item.certain.is_some() || item.nature != Nature::Single) && item.doubtful == (false, false)
}

/// The forms of [`corners`], in turn.
fn form(kind: usize, (x, y): (f64, f64), size: f64, look: &str) -> String {
    let r = size / 2.0;
    let corners = corners(Some(kind));
    if corners.is_empty() {
        return format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {look}/>", px(x), px(y), px(r));
    }
    let point = |[dx, dy]: &[f32; 2]| format!("{} {}", px(x + f64::from(*dx) * r), px(y + f64::from(*dy) * r));
    let points: Vec<String> = corners.iter().map(point).collect();
    format!("<path d=\"M{}Z\" {look}/>", points.join("L"))
}

/// How the line of a link is drawn.
pub(super) fn dash(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::PartOf => "stroke-width=\"1.3\" stroke-dasharray=\"1.5 3\"",
        RelationKind::Follows => "stroke-width=\"1.3\"",
        RelationKind::Causes => "stroke-width=\"2.2\"",
        RelationKind::BuildsOn => "stroke-width=\"1.3\" stroke-dasharray=\"8 3\"",
        RelationKind::SameOccasion => "stroke-width=\"1.3\" stroke-dasharray=\"4 3\"",
        RelationKind::Contradicts => "stroke-width=\"1.8\" stroke-dasharray=\"2 2 7 2\"",
        RelationKind::Other(_) => "stroke-width=\"1\"",
    }
}

/// What a legend calls it, read along the arrow: from what came first.
pub(super) fn name(project: &Project, kind: RelationKind) -> String {
    let fixed = match kind {
        RelationKind::PartOf => "Is part of",
        RelationKind::Follows => "Is followed by",
        RelationKind::Causes => "Causes",
        RelationKind::BuildsOn => "Is built on by",
        RelationKind::SameOccasion => "Same occasion",
        RelationKind::Contradicts => "Contradicts",
        RelationKind::Other(code) => project.label(code.into()),
    };
    fixed.to_owned()
}
