//! Colours and textures of a chart on paper.
//!
//! A series has the colour that it has in the window, and the pattern of its code. One without a pattern has the texture
//! of its colour, or one that nobody has: in print, on a grey copy and to a colour-blind reader every series still looks
//! different from the others.

use crate::model::{Colour, Pattern};
use crate::query::{Series, SeriesKey};
use std::fmt::Write;

/// The colours of everything that is not a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    pub ground: &'static str,
    pub text: &'static str,
    pub weak: &'static str,
    pub line: &'static str,
    pub baseline: &'static str,
}

pub(super) const LIGHT: Paper =
    Paper { ground: "#FFFFFF", text: "#1E2227", weak: "#5C646F", line: "#E6E3DD", baseline: "#A9A69F" };
pub(super) const DARK: Paper =
    Paper { ground: "#15171C", text: "#E7E9EE", weak: "#98A1B2", line: "#2A2F3A", baseline: "#5A6374" };

/// Shades of one hue, from the palest to the strongest: told apart by their lightness alone, so also in grey and by
/// people who confuse colours. On paper the strong ones are dark, on a dark ground they are bright.
const SHADES: [(&str, &str); 5] = [
    ("#DCE9F6", "#1D2A3D"),
    ("#B4CFEB", "#23405F"),
    ("#7FAEDB", "#2F6391"),
    ("#3674B1", "#5E9BD0"),
    ("#14498A", "#A9D0F2"),
];

/// The fill of a step of so many, and the text on it; of step 0, which is nothing, the ground.
pub(super) fn shade(is_dark: bool, step: usize, steps: usize, paper: Paper) -> (&'static str, &'static str) {
    let Some(place) = step.checked_sub(1) else { return (paper.ground, paper.text) };
    // Few steps are spread over all shades.
    let at = if steps > 1 { place * (SHADES.len() - 1) / (steps - 1) } else { SHADES.len() / 2 };
    let (light, dark) = SHADES.get(at.min(SHADES.len() - 1)).copied().unwrap_or((paper.ground, paper.ground));
    let text = match (is_dark, at) {
        (false, 3..) => "#FFFFFF",
        (false, _) => "#1E2227",
        (true, 3..) => "#0E1620",
        (true, _) => "#FFFFFF",
    };
    (if is_dark { dark } else { light }, text)
}

/// What is drawn over a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Texture {
    Plain,
    Stripes,
    Dots,
    Double,
    Backward,
    Lattice,
    Pillars,
    /// Only an outline, for what has no type, area or outlet.
    Hollow,
    /// The colour as thin lines on the ground, for what did not simply happen.
    Hatched,
}

/// In the order in which they are handed out.
const TEXTURES: [Texture; 7] = [
    Texture::Plain,
    Texture::Stripes,
    Texture::Dots,
    Texture::Double,
    Texture::Backward,
    Texture::Lattice,
    Texture::Pillars,
];

/// How one series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub colour: Colour,
    pub texture: Texture,
}

impl Ink {
    /// The same without its texture.
    pub fn smooth(self) -> Self {
        match self.texture {
            Texture::Hollow | Texture::Hatched => self,
            _ => Self { texture: Texture::Plain, ..self },
        }
    }
}

/// An ink for each series, in their order.
pub(super) fn inks(series: &[Series]) -> Vec<Ink> {
    let mut taken = Taken::by_codes(series);
    let own: Vec<Option<Ink>> = series.iter().map(|one| taken.own(one)).collect();
    let mut inks: Vec<Ink> = Vec::with_capacity(series.len());
    for (place, (one, own)) in series.iter().zip(own).enumerate() {
        // The two halves of one series have one colour and one texture.
        let twin = place.checked_sub(1).and_then(|place| Some((series.get(place)?, *inks.get(place)?)));
        let twin = twin.filter(|(before, _)| before.key == one.key).map(|(_, ink)| ink);
        inks.push(own.or(twin).unwrap_or_else(|| taken.another(one.colour)));
    }
    let hatched =
        |(ink, one): (Ink, &Series)| Ink { texture: if one.hatched { Texture::Hatched } else { ink.texture }, ..ink };
    inks.into_iter().zip(series).map(hatched).collect()
}

/// What the rarer ones together look like.
const RARE: Ink = Ink { colour: Colour::GREY, texture: Texture::Plain };

/// What was handed out.
struct Taken {
    textures: Vec<Texture>,
    inks: Vec<Ink>,
}

impl Taken {
    /// The patterns that the codebook says, and the plain grey of what is rare.
    fn by_codes(series: &[Series]) -> Self {
        let fixed = |one: &Series| Some(Ink { colour: one.colour, texture: own_texture(one.pattern)? });
        let has_key = |one: &&Series| !matches!(one.key, SeriesKey::None | SeriesKey::Other);
        let mut inks: Vec<Ink> = series.iter().filter(has_key).filter_map(fixed).collect();
        let textures = inks.iter().map(|ink| ink.texture).collect();
        inks.extend(series.iter().any(|one| one.key == SeriesKey::Other).then_some(RARE));
        Self { textures, inks }
    }

    /// What a series has whatever is beside it: the pattern of its code, or the texture of its colour if that is free.
    fn own(&mut self, series: &Series) -> Option<Ink> {
        match series.key {
            SeriesKey::None => return Some(Ink { texture: Texture::Hollow, ..RARE }),
            SeriesKey::Other => return Some(RARE),
            _ => {}
        }
        let colour = series.colour;
        if let Some(texture) = own_texture(series.pattern) {
            return Some(Ink { colour, texture });
        }
        let texture = of_colour(colour).filter(|texture| !self.textures.contains(texture))?;
        Some(self.take(Ink { colour, texture }))
    }

    /// Of the textures that nobody has in this colour, the one that was handed out least often.
    fn another(&mut self, colour: Colour) -> Ink {
        let free = |texture: &&Texture| !self.inks.contains(&Ink { colour, texture: **texture });
        let times = |texture: &&Texture| self.textures.iter().filter(|other| other == texture).count();
        let free = TEXTURES.iter().filter(free).min_by_key(times);
        let texture = free.or_else(|| TEXTURES.iter().min_by_key(times)).copied().unwrap_or(Texture::Plain);
        self.take(Ink { colour, texture })
    }

    fn take(&mut self, ink: Ink) -> Ink {
        self.textures.push(ink.texture);
        self.inks.push(ink);
        ink
    }
}

/// Each of the colours that are handed out has a texture, so that a series keeps both whatever is beside it.
fn of_colour(colour: Colour) -> Option<Texture> {
    let turn = Colour::TURNS.iter().position(|one| *one == colour)?;
    TEXTURES.get(turn).copied()
}

fn own_texture(pattern: Pattern) -> Option<Texture> {
    match pattern {
        Pattern::Plain => None,
        Pattern::Stripes => Some(Texture::Stripes),
        Pattern::Dots => Some(Texture::Dots),
        Pattern::Double => Some(Texture::Double),
    }
}

/// The texture as a `<pattern>`; `None` for a plain one, which needs none.
pub(super) fn pattern(id: &str, ink: Ink, paper: Paper) -> Option<String> {
    let (size, turn, marks) = match ink.texture {
        Texture::Plain | Texture::Hollow => return None,
        Texture::Hatched => (5, -45, "M0 1.5H5"),
        Texture::Stripes => (6, 45, "M0 1.5H6"),
        Texture::Backward => (6, -45, "M0 1.5H6"),
        Texture::Double => (9, 0, "M0 2H9M0 5H9"),
        Texture::Lattice => (7, 45, "M0 1.5H7M1.5 0V7"),
        Texture::Pillars => (5, 0, "M1.5 0V5"),
        Texture::Dots => (6, 45, "M3 3h.01"),
    };
    let width = if ink.texture == Texture::Dots { 2.4 } else { 1.3 };
    let (below, above) = match ink.texture {
        Texture::Hatched => (paper.ground.to_owned(), ink.colour.to_string()),
        _ => (ink.colour.to_string(), paper.ground.to_owned()),
    };
    let strength = if ink.texture == Texture::Hatched { "1" } else { "0.7" };
    let mut drawn =
        format!("<pattern id=\"{id}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\"");
    if turn != 0 {
        // Writing to a String cannot fail.
        let _ = write!(drawn, " patternTransform=\"rotate({turn})\"");
    }
    let _ = write!(
        drawn,
        "><rect width=\"{size}\" height=\"{size}\" fill=\"{below}\"/><path d=\"{marks}\" stroke=\"{above}\" \
         stroke-width=\"{width}\" stroke-linecap=\"round\" stroke-opacity=\"{strength}\" fill=\"none\"/></pattern>"
    );
    Some(drawn)
}

/// The attributes that fill and outline a shape.
pub(super) fn fill(id: &str, ink: Ink, paper: Paper) -> String {
    match ink.texture {
        Texture::Plain => format!("fill=\"{}\"", ink.colour),
        Texture::Hollow => format!("fill=\"{}\" stroke=\"{}\" stroke-dasharray=\"2 2\"", paper.ground, paper.weak),
        Texture::Hatched => format!("fill=\"url(#{id})\" stroke=\"{}\"", ink.colour),
        _ => format!("fill=\"url(#{id})\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(key: SeriesKey, colour: Colour, pattern: Pattern) -> Series {
        Series { key, name: String::new(), hatched: false, colour, pattern, cells: Vec::new(), total: 0 }
    }

    #[test]
    fn no_two_series_look_alike_even_without_colour() {
        let (grey, sky) = (Colour::default(), Colour::SKY_BLUE);
        let outlet = |name: &str| SeriesKey::Outlet(name.to_owned());
        let all = [
            series(outlet("a"), grey, Pattern::Plain),
            series(outlet("b"), sky, Pattern::Stripes),
            series(outlet("c"), grey, Pattern::Plain),
            series(outlet("d"), sky, Pattern::Plain),
            series(SeriesKey::None, grey, Pattern::Plain),
            series(SeriesKey::Other, grey, Pattern::Plain),
        ];
        let inks = inks(&all);
        assert_eq!(inks[1], Ink { colour: sky, texture: Texture::Stripes }, "what the codebook says stays");
        let mut textures: Vec<Texture> = inks[..5].iter().map(|ink| ink.texture).collect();
        textures.sort();
        textures.dedup();
        assert_eq!(textures.len(), 5);
    }

    #[test]
    fn a_grey_code_does_not_look_like_the_rarer_ones() {
        let outlet = |name: &str| SeriesKey::Outlet(name.to_owned());
        let all = [
            series(outlet("a"), Colour::SKY_BLUE, Pattern::Stripes),
            series(outlet("b"), Colour::GREY, Pattern::Plain),
            series(SeriesKey::Other, Colour::GREY, Pattern::Plain),
        ];
        let inks = inks(&all);
        assert!(inks[1] != inks[2] && inks[1].colour == Colour::GREY, "{inks:?}");
    }

    #[test]
    fn many_series_differ_in_colour_or_in_texture() {
        let outlet = |at: u8| SeriesKey::Outlet(at.to_string());
        let own = |at: u8| if at.is_multiple_of(5) { Colour::GREEN } else { Colour::in_turn(usize::from(at)) };
        let all: Vec<Series> = (0..40).map(|at| series(outlet(at), own(at), Pattern::Plain)).collect();
        let inks = inks(&all);
        for (at, ink) in inks.iter().enumerate() {
            let twins: Vec<usize> = (0..inks.len()).filter(|other| inks[*other] == *ink).collect();
            // Seven textures are all that there is for one colour; eight series have it by the codebook.
            assert!(twins == [at] || ink.colour == Colour::GREEN, "{at}: {twins:?}");
        }
    }

    #[test]
    fn the_halves_of_one_series_have_one_colour() {
        let outlet = |name: &str| SeriesKey::Outlet(name.to_owned());
        let one = |turn, name: &str, hatched| Series {
            hatched,
            ..series(outlet(name), Colour::in_turn(turn), Pattern::Plain)
        };
        let all = [one(0, "a", false), one(0, "a", true), one(4, "b", false), one(4, "b", true), one(2, "c", false)];
        let colours: Vec<Colour> = inks(&all).iter().map(|ink| ink.colour).collect();
        assert_eq!(colours, [0, 0, 4, 4, 2].map(|at| Colour::TURNS[at]));
    }
}
