//! A network as a picture: actors of the form and colour of their kind, ties between them, names beside.
//!
//! The picture is higher for many actors. A name that finds no room beside its node stands at the end of a line; what
//! finds none there either is left out of the drawing, which says how many; the title of the node holds them all the same.

use super::frame::{Contents, Entry, Frame, Swatch};
use super::ink::Paper;
use super::words::{self, escaped, fitted_middle, number, width_px};
use super::{SvgStyle, TICK_PX, put, px};
use crate::base::number::{counted, thousands};
use crate::model::{Colour, Step, TiesBy};
use crate::query::Facts;
use crate::query::network::{
    Area, Arrangement, Dash, Layout, Led, Network, Node, Spot, Stroke, Tie, amount_in_unit, corners, led_labels,
    node_in_words, strongest_in_words, tie_in_words,
};

/// A picture of no more actors than `FEW` is so high, in pixels; each one more makes it `MORE_PX` higher, up to
/// `MOST_PX`.
const LEAST_PX: u32 = 560;
const FEW: u32 = 30;
const MORE_PX: u32 = 8;
const MOST_PX: u32 = 960;
/// Names are drawn as long as this, or shorter if more of them find room then.
const NAMES_PX: [f64; 3] = [180.0, 136.0, 104.0];
/// Height of a name.
const LINE_PX: f32 = 13.0;
/// The half width of a form in the legend.
const SAMPLE_PX: f64 = 6.0;

/// Conflict and cooperation: Okabe and Ito's vermilion and blue, which nobody confuses.
const CONFLICT: Colour = Colour::VERMILION;
const COOPERATION: Colour = Colour::BLUE;
/// The same on a dark ground.
const CONFLICT_DARK: Colour = Colour::ORANGE;
const COOPERATION_DARK: Colour = Colour::SKY_BLUE;

/// The network as a complete SVG file, its actors where the layout has them.
#[must_use]
pub fn network_svg(facts: &Facts, network: &Network, layout: &Layout, style: &SvgStyle) -> String {
    let actors = u32::try_from(network.nodes.len()).unwrap_or(u32::MAX);
    let needed = actors.saturating_sub(FEW).saturating_mul(MORE_PX).saturating_add(LEAST_PX).min(MOST_PX);
    let style = SvgStyle { height: style.height.max(needed), ..*style };
    let contents = Contents {
        words: words::of_network(network, &style),
        step: Step::Year,
        bins: &[],
        ticks: Vec::new(),
        sign: "",
        entries: entries(network, style.dark),
        lanes: 0,
        key: format!("{network:?}"),
    };
    let frame = Frame::new(contents, &style);
    let mut svg = String::new();
    frame.open(&mut svg, "");
    frame.heading(&mut svg);
    if network.nodes.is_empty() {
        frame.nothing(&mut svg, "Nothing to show: no event with an actor goes through the filter");
    } else {
        let plot = frame.plot;
        let canvas = [short(plot.right - plot.left), short(plot.bottom - plot.top + 24.0)];
        let arranged = Arrangement::of(network, layout, canvas, 36.0);
        put(&mut svg, format_args!("<g transform=\"translate({} {})\">\n", px(plot.left), px(plot.top)));
        let sheet = Sheet { facts, network, arranged: &arranged, paper: frame.paper, dark: style.dark };
        sheet.ties(&mut svg);
        sheet.nodes(&mut svg);
        let unnamed = sheet.names(&mut svg);
        svg.push_str("</g>\n");
        if unnamed > 0 {
            let names = counted(unnamed, "name");
            frame.footnote(
                &mut svg,
                &format!("No room for {names}: the titles of the nodes and the figures have them"),
            );
        }
        frame.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

struct Sheet<'a> {
    facts: &'a Facts,
    network: &'a Network,
    arranged: &'a Arrangement,
    paper: Paper,
    dark: bool,
}

impl Sheet<'_> {
    fn at(&self, node: usize) -> (f64, f64) {
        let [x, y] = self.arranged.places.get(node).copied().unwrap_or_default();
        (x.into(), y.into())
    }

    /// The strongest last, so that they lie above.
    fn ties(&self, svg: &mut String) {
        for tie in self.network.ties.iter().rev() {
            let ((x1, y1), (x2, y2)) = (self.at(tie.ends.0), self.at(tie.ends.1));
            put(
                svg,
                format_args!(
                    "<path d=\"M{} {}L{} {}\" {}><title>{}</title></path>\n",
                    px(x1),
                    px(y1),
                    px(x2),
                    px(y2),
                    stroke(&self.network.stroke(tie), self.paper, self.dark),
                    escaped(&tie_in_words(
                        self.facts.project(),
                        self.network,
                        tie,
                        &self.facts.roles(self.network, tie)
                    ))
                ),
            );
        }
    }

    fn nodes(&self, svg: &mut String) {
        for (at, node) in self.network.nodes.iter().enumerate().rev() {
            let radius = self.arranged.radii.get(at).copied().unwrap_or_default();
            let place = node.kind.as_ref().map(|kind| kind.place);
            let colour = node.kind.as_ref().map_or_else(Colour::default, |kind| kind.colour);
            let attributes = format!("fill=\"{colour}\" stroke=\"{}\"", self.paper.ground);
            let drawn = form(place, self.at(at), radius.into(), &attributes, &escaped(&self.said(node)));
            svg.push_str(&drawn);
            svg.push('\n');
        }
    }

    fn said(&self, node: &Node) -> String {
        node_in_words(self.facts.project(), self.network, node, &self.facts.parts(self.network, node))
    }

    /// Says how many names find no room.
    fn names(&self, svg: &mut String) -> usize {
        let [right, bottom] = self.arranged.canvas;
        let (names, found) = self.placed(Area { left: 0.0, top: 0.0, right, bottom });
        for [from, to] in found.iter().flatten().filter_map(|led| led.line) {
            put(
                svg,
                format_args!(
                    "<path d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"0.8\"/>\n",
                    px(from[0].into()),
                    px(from[1].into()),
                    px(to[0].into()),
                    px(to[1].into()),
                    self.paper.weak
                ),
            );
        }
        for ((name, at), led) in names.iter().zip(&self.arranged.places).zip(&found) {
            let Some(Led { area, .. }) = led else { continue };
            // The room is an estimate on the wide side: the name stands at its node, and the rest is air behind it.
            let (anchor, x) = match at[0] {
                middle if area.left >= middle => ("start", area.left),
                middle if area.right <= middle => ("end", area.right),
                _ => ("middle", f32::midpoint(area.left, area.right)),
            };
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" fill=\"{}\" text-anchor=\"{anchor}\" \
                     paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"2.5\" stroke-linejoin=\"round\">{}</text>\n",
                    px(x.into()),
                    px(f64::from(area.bottom) - 3.0),
                    self.paper.text,
                    self.paper.ground,
                    escaped(name)
                ),
            );
        }
        found.iter().filter(|led| led.is_none()).count()
    }

    /// The names and where they stand: as long as possible, shorter where that gives more of them room.
    fn placed(&self, sheet: Area) -> (Vec<String>, Vec<Option<Led>>) {
        let most = f64::from(sheet.right) * 0.3;
        let widths = NAMES_PX.map(|px| px.min(most));
        let unnamed = |found: &[Option<Led>]| found.iter().filter(|led| led.is_none()).count();
        let mut tried = Vec::new();
        for at in 0..widths.len() {
            let mut cut = vec![most; self.network.nodes.len()];
            let mut missing = vec![true; cut.len()];
            // Those that find no room are tried once more, shorter, and the others stay as long as they are.
            for shorter in widths.iter().skip(at) {
                for (width, _) in cut.iter_mut().zip(&missing).filter(|(_, is_missing)| **is_missing) {
                    *width = *shorter;
                }
                let (names, found) = self.placed_at(&cut, sheet);
                missing = found.iter().map(Option::is_none).collect();
                tried.push((names, found));
            }
        }
        // A few names more are not worth all others being cut.
        let least = tried.iter().map(|(_, found)| unnamed(found)).min().unwrap_or(0);
        let enough = least + self.network.nodes.len() / 15;
        tried.into_iter().find(|(_, found)| unnamed(found) <= enough).unwrap_or_default()
    }

    /// The names, cut to so many pixels each, and where they stand.
    fn placed_at(&self, widths_px: &[f64], sheet: Area) -> (Vec<String>, Vec<Option<Led>>) {
        let name = |(node, width_px): (&Node, &f64)| fitted_middle(&node.name, *width_px, TICK_PX);
        let names: Vec<String> = self.network.nodes.iter().zip(widths_px).map(name).collect();
        let spot = |((name, at), radius): ((&String, &[f32; 2]), &f32)| Spot {
            at: *at,
            radius: *radius * Arrangement::CORNERS,
            width: short(width_px(name, TICK_PX)),
        };
        let spots: Vec<Spot> = names.iter().zip(&self.arranged.places).zip(&self.arranged.radii).map(spot).collect();
        let found = led_labels(&spots, LINE_PX, sheet);
        (names, found)
    }
}

/// A node or a sample of one.
fn form(place: Option<usize>, (x, y): (f64, f64), radius: f64, attributes: &str, title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("<title>{title}</title>") };
    let corners = corners(place);
    if corners.is_empty() {
        return format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {attributes}>{title}</circle>",
            px(x),
            px(y),
            px(radius)
        );
    }
    let point = |[right, down]: &[f32; 2]| {
        format!("{} {}", px(x + f64::from(*right) * radius), px(y + f64::from(*down) * radius))
    };
    let points: Vec<String> = corners.iter().map(point).collect();
    format!("<path d=\"M{}Z\" {attributes}>{title}</path>", points.join("L"))
}

fn stroke(stroke: &Stroke, paper: Paper, dark: bool) -> String {
    let dash = match stroke.dash {
        Dash::Solid => "",
        Dash::Dashed => " stroke-dasharray=\"7 4\"",
        Dash::Dotted => " stroke-dasharray=\"1 4\" stroke-linecap=\"round\"",
    };
    let colour = colour(stroke.lean, paper, dark);
    let strength = px(stroke.cover.into());
    let width = px(stroke.width_px.into());
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-opacity=\"{strength}\"{dash}")
}

/// From grey to one of the two colours.
fn colour(lean: Option<f32>, paper: Paper, dark: bool) -> String {
    let Some(lean) = lean else { return paper.baseline.to_owned() };
    let (conflict, cooperation) = if dark { (CONFLICT_DARK, COOPERATION_DARK) } else { (CONFLICT, COOPERATION) };
    let end = if lean < 0.0 { conflict } else { cooperation };
    let neutral = paper.baseline.parse::<Colour>().unwrap_or_default();
    // Even the weakest lean is seen.
    let share = 0.35 + 0.65 * lean.abs();
    let mixed = |(from, to): (u8, u8)| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let mixed = (f32::from(from) * (1.0 - share) + f32::from(to) * share).round() as u8;
        mixed
    };
    let [red, green, blue] = neutral.0;
    let [to_red, to_green, to_blue] = end.0;
    Colour([mixed((red, to_red)), mixed((green, to_green)), mixed((blue, to_blue))]).to_string()
}

/// What forms, colours and lines stand for.
fn entries(network: &Network, dark: bool) -> Vec<Entry> {
    let paper = if dark { super::ink::DARK } else { super::ink::LIGHT };
    let mut all: Vec<Entry> = network
        .kinds()
        .into_iter()
        .map(|(kind, count)| {
            let colour = kind.map_or_else(Colour::default, |kind| kind.colour);
            let sample = form(kind.map(|kind| kind.place), (6.0, 6.0), SAMPLE_PX, &format!("fill=\"{colour}\""), "");
            Entry {
                name: kind.map_or_else(|| "No kind".to_owned(), |kind| kind.name.clone()),
                value: thousands(count),
                swatch: Swatch::Drawn(sample),
            }
        })
        .collect();
    let line = |name: String, drawn: Stroke| Entry {
        name,
        value: String::new(),
        swatch: Swatch::Line(stroke(&drawn, paper, dark)),
    };
    let plain = |width_px: f32| Stroke { width_px, dash: Dash::Solid, lean: None, cover: 0.8 };
    if let (Some(strongest), Some(weakest)) = (network.ties.first(), network.ties.last()) {
        let said = |tie: &Tie| amount_in_unit(tie.amount, network.spec.unit);
        let width = |tie| network.stroke(tie).width_px;
        all.push(line(said(strongest), plain(width(strongest))));
        if weakest.amount < strongest.amount {
            all.push(line(said(weakest), plain(width(weakest))));
        }
    }
    if network.spec.network().is_some_and(|asked| asked.ties == TiesBy::Weight) && !network.ties.is_empty() {
        let [least, most] = strongest_in_words();
        let lean = |lean: f32, dash| Stroke { width_px: 3.0, dash, lean: Some(lean), cover: 1.0 };
        all.push(line(format!("Cooperation, mean {most}"), lean(1.0, Dash::Solid)));
        all.push(line("Cooperation, weak".to_owned(), lean(0.1, Dash::Solid)));
        all.push(line("Conflict, weak".to_owned(), lean(-0.1, Dash::Dashed)));
        all.push(line(format!("Conflict, mean {least}"), lean(-1.0, Dash::Dashed)));
    }
    if network.ties.iter().any(|tie| network.stroke(tie).dash == Dash::Dotted) {
        all.push(line("Nothing of it happened".to_owned(), Stroke { dash: Dash::Dotted, ..plain(2.0) }));
    }
    all
}

/// A length of a picture, which is never long.
fn short(length: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a picture")]
    let short = length.clamp(-1e6, 1e6) as f32;
    short
}

/// The picture in words: who is biggest, and which ties are strongest.
pub(super) fn described(network: &Network) -> String {
    let nodes: Vec<String> =
        network.nodes.iter().take(5).map(|node| format!("{} {}", node.name, thousands(node.amount))).collect();
    let name = |at: usize| network.nodes.get(at).map_or("", |node| node.name.as_str());
    let ties = network.ties.iter().take(5).map(|tie| {
        let mean = tie.weight.as_ref().map_or_else(String::new, |weight| format!(", mean {}", number(weight.mean())));
        format!("{} – {} {}{mean}", name(tie.ends.0), name(tie.ends.1), thousands(tie.amount))
    });
    format!("Biggest: {}. Strongest ties: {}.", nodes.join(", "), ties.collect::<Vec<_>>().join("; "))
}
