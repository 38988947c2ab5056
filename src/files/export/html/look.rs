//! How codes look on the page: colour, underline and swatch, and the legend that says so.
//!
//! A code keeps its colour and pattern; one without a pattern takes the next underline, so that few look alike in grey. Lines are darkened until they can be seen on paper (WCAG 2.2, 1.4.11: 3 to 1).
//! What it does *not* do: colour text.

use super::escape::{put, text};
use crate::model::{Code, CodeId, CodeKind, Colour, Mark, Pattern};
use crate::project::Project;
use crate::query::codebook;
use std::collections::{BTreeMap, BTreeSet};

/// Underlines, as CSS calls them, and what their swatches look like.
const LINES: [(&str, &str); 5] = [
    ("solid", ""),
    ("dashed", "repeating-linear-gradient(135deg,#0000 0 3px,#fff9 3px 6px)"),
    ("dotted", "radial-gradient(#fffc 1.5px,#0000 2px) 0 0/6px 6px"),
    ("double", "repeating-linear-gradient(0deg,#0000 0 4px,#fff9 4px 6px)"),
    ("wavy", "repeating-linear-gradient(45deg,#0000 0 3px,#fff9 3px 6px)"),
];

/// The ground that lines have to be seen on: that of the page.
const GROUND: Colour = Colour([0xFC, 0xFB, 0xF9]);

/// The same where the reader's system is dark.
const DARK_GROUND: Colour = Colour([0x18, 0x1B, 0x1F]);

/// The looks of the codes that the page uses.
pub(super) struct Look {
    codes: Vec<(CodeId, Ink)>,
    numbers: BTreeMap<CodeId, usize>,
}

struct Ink {
    kind: CodeKind,
    name: String,
    colour: Colour,
    line: usize,
}

impl Look {
    /// Of all types of events and kinds of entities that are in use, in the order of the codebook.
    pub fn of(project: &Project) -> Self {
        let used = used(project);
        let mut codes: Vec<(CodeId, Ink)> = Vec::new();
        for kind in [CodeKind::EventType, CodeKind::EntityKind] {
            let used = codebook(project, kind).into_iter().filter(|(id, _)| used.contains(id));
            let rows = used.filter_map(|(id, _)| Some((id, project.codes().get(id)?)));
            codes.extend(rows.zip(0..).map(|((id, code), turn)| {
                (id, Ink { kind, name: code.name.clone(), colour: code.colour, line: line(code, turn) })
            }));
        }
        let numbers = codes.iter().map(|(id, _)| *id).zip(0..).collect();
        Self { codes, numbers }
    }

    /// The number of a code on the page; `None`: it has no look.
    pub fn number(&self, code: Option<CodeId>) -> Option<usize> {
        self.numbers.get(&code?).copied()
    }

    /// A class for a code, with a blank before it; nothing for no code.
    pub fn class(&self, code: Option<CodeId>) -> String {
        self.number(code).map_or_else(String::new, |number| format!(" k{number}"))
    }

    /// The codes of a kind, with their numbers and names, in the order of the codebook.
    pub fn of_kind(&self, kind: CodeKind) -> impl Iterator<Item = (usize, &str)> {
        let all = self.codes.iter().enumerate();
        all.filter(move |(_, (_, ink))| ink.kind == kind).map(|(at, (_, ink))| (at, ink.name.as_str()))
    }

    /// Names and definitions of the codes that have one.
    pub fn defined<'p>(&self, project: &'p Project) -> Vec<(&'p str, &'p str)> {
        let rows = self.codes.iter().filter_map(|(id, _)| project.codes().get(*id));
        let both = rows.map(|code| (code.name.as_str(), code.definition.as_str()));
        both.filter(|(_, definition)| !definition.is_empty()).collect()
    }

    /// The rules of the stylesheet that only this page needs. Nothing of them is words of the project.
    pub fn rules(&self) -> String {
        let (mut light, mut dark) = (String::new(), String::new());
        for (number, (_, ink)) in self.codes.iter().enumerate() {
            let (line, swatch) = LINES.get(ink.line % LINES.len()).copied().unwrap_or_default();
            put!(light, ".k{number}{{text-decoration-style:{line}}}\n");
            for (rules, colour, tint) in [(&mut light, seen(ink.colour), "33"), (&mut dark, lit(ink.colour), "40")] {
                put!(rules, ".k{number}{{text-decoration-color:{colour}}}\n");
                put!(rules, ".e.k{number}{{background-color:{}{tint}}}\n", ink.colour);
                let layers = if swatch.is_empty() { format!("{colour}") } else { format!("{swatch},{colour}") };
                put!(rules, ".w.k{number}::before{{background:{layers}}}\n");
            }
        }
        format!("{light}@media screen and (prefers-color-scheme:dark){{\n{dark}}}\n")
    }

    /// A name with its swatch.
    pub fn chip(&self, project: &Project, code: Option<CodeId>) -> String {
        let name = code.map_or("", |code| project.label(code.into()));
        let name = if name.is_empty() { "No type" } else { name };
        format!("<span class=\"w{}\"><bdi>{}</bdi></span>", self.class(code), text(name))
    }
}

/// The code that gives a mark its look: its own, else that of what it is evidence of.
pub(super) fn code_of(project: &Project, mark: &Mark) -> Option<CodeId> {
    let event = || mark.events().find_map(|id| project.events().get(id)?.kind);
    let entity = || mark.entities().find_map(|id| project.entities().get(id)?.kind);
    mark.code.or_else(event).or_else(entity)
}

fn used(project: &Project) -> BTreeSet<CodeId> {
    let marks = project.marks().iter().filter_map(|(_, mark)| code_of(project, mark));
    let events = project.events().iter().filter_map(|(_, event)| event.kind);
    let entities = project.entities().iter().filter_map(|(_, entity)| entity.kind);
    marks.chain(events).chain(entities).collect()
}

fn line(code: &Code, turn: usize) -> usize {
    match code.pattern {
        Pattern::Plain => turn % LINES.len(),
        Pattern::Stripes => 1,
        Pattern::Dots => 2,
        Pattern::Double => 3,
    }
}

/// A colour dark enough for a line on the ground of the page.
fn seen(colour: Colour) -> Colour {
    until_seen(colour, GROUND, |part| part.saturating_sub((part / 16).max(1)))
}

/// A colour light enough for a line on the ground of the page where it is dark.
fn lit(colour: Colour) -> Colour {
    until_seen(colour, DARK_GROUND, |part| part.saturating_add(((255 - part) / 16).max(1)))
}

fn until_seen(colour: Colour, ground: Colour, step: fn(u8) -> u8) -> Colour {
    let mut found = colour;
    while contrast(found, ground) < 3.0 {
        found = Colour(found.0.map(step));
    }
    found
}

/// WCAG 2.2, relative luminance and contrast ratio.
fn contrast(one: Colour, other: Colour) -> f64 {
    fn luminance(Colour(parts): Colour) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = parts.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_seen_on_the_page() {
        for colour in Colour::TURNS.into_iter().chain([Colour::default(), Colour([255; 3]), Colour([255, 255, 0])]) {
            assert!(contrast(seen(colour), GROUND) >= 3.0, "{colour}");
            assert!(contrast(lit(colour), DARK_GROUND) >= 3.0, "{colour}");
        }
        let style = include_str!("page.css");
        for ground in [GROUND, DARK_GROUND] {
            assert!(
                style.contains(&format!("--ground:{ground}").to_lowercase()),
                "{ground} is the ground of the page"
            );
        }
        assert_eq!(seen(Colour([0, 0, 0])), Colour([0, 0, 0]));
    }
}
