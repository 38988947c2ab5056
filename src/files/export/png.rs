//! A picture as pixels, or with its letters as outlines: an SVG of ours, drawn with our own fonts, without a window and without those of the system.
//!
//! The same SVG gives the same pixels on every machine. What it does *not* do: read SVG that others made; whatever an
//! SVG could refer to outside of itself is not looked up.

use crate::files::fonts;
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// Pixels of the PNG for each pixel of the SVG.
pub const SCALES: std::ops::RangeInclusive<u8> = 1..=4;

/// Fonts in the order in which a missing letter is looked for.
static FONTS: [&&[u8]; 8] = [
    &fonts::INTER,
    &fonts::INTER_SEMIBOLD,
    &fonts::NOTO_SERIF,
    &fonts::NOTO_SANS_ARABIC,
    &fonts::NOTO_SANS_ARABIC_BOLD,
    &fonts::NOTO_SANS_HEBREW,
    &fonts::NOTO_SANS_KR,
    &fonts::DROID_SANS_FALLBACK,
];

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// The scale is not one of [`SCALES`].
    #[error("a scale is from 1 to 4, not {0}")]
    Scale(u8),
    /// The SVG is none.
    #[error("the drawing is not understood ({0})")]
    Svg(String),
    /// The picture would be too large, or cannot be packed.
    #[error("a picture of {width} × {height} pixels cannot be made")]
    Size {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
}

/// The PNG of an SVG, `scale` times as large.
///
/// # Errors
/// If the scale is not from 1 to 4, or the SVG cannot be drawn.
pub fn from_svg(svg: &str, scale: u8) -> Result<Vec<u8>, NoPicture> {
    if !SCALES.contains(&scale) {
        return Err(NoPicture::Scale(scale));
    }
    let tree = tree(svg)?;
    let times = f32::from(scale);
    let pixels = tree.size().to_int_size().scale_by(times);
    let too_large = || NoPicture::Size { width: 0, height: 0 };
    let size = pixels.ok_or_else(too_large)?;
    let failed = || NoPicture::Size { width: size.width(), height: size.height() };
    let mut pixmap = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(failed)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(times, times), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|_| failed())
}

/// The same SVG with its letters as outlines, for programs that do not have the fonts.
///
/// # Errors
/// If the SVG cannot be drawn.
pub fn outlined(svg: &str) -> Result<String, NoPicture> {
    let options = usvg::WriteOptions { preserve_text: false, ..usvg::WriteOptions::default() };
    Ok(tree(svg)?.to_string(&options))
}

/// The drawing, with the letters of our own fonts.
fn tree(svg: &str) -> Result<usvg::Tree, NoPicture> {
    let mut database = usvg::fontdb::Database::new();
    for font in FONTS {
        database.load_font_source(usvg::fontdb::Source::Binary(Arc::new(*font)));
    }
    database.set_sans_serif_family("Inter");
    let options =
        usvg::Options { font_family: "Inter".to_owned(), fontdb: Arc::new(database), ..usvg::Options::default() };
    usvg::Tree::from_str(&with_lam_alef(svg), &options).map_err(|error| NoPicture::Svg(error.to_string()))
}

/// The drawing with each lam and the alef behind it as the one letter that they are written as.
///
/// A letter that is missing in a font is taken from another, but only as long as both make equally many signs of a line:
/// a name with a lam and an alef and any sign that the Arabic font has not, such as an ellipsis, would be drawn as boxes.
/// The letters are those of Unicode's “Arabic Presentation Forms”, A and B; they join to nothing by themselves, so that a joiner
/// stands before those that do.
fn with_lam_alef(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut characters = svg.chars();
    let mut joins = false;
    while let Some(character) = characters.next() {
        let mut ahead = characters.clone();
        let behind = ahead.next().filter(|_| character == '\u{644}');
        let forms = behind.and_then(|alef| lam_alef(alef, ahead.next().is_some_and(is_letter)));
        match forms {
            Some((_, joined)) if joins => out.extend(['\u{200d}', joined]),
            Some((alone, _)) => out.push(alone),
            None => out.push(character),
        }
        if forms.is_some() {
            characters.next();
            joins = false;
        } else if !is_vowel_sign(character) {
            joins = joins_on(character);
        }
    }
    out
}

/// Lam with an alef as one letter: standing alone, and joined to the letter before it. With an alef maksura it is one only
/// at the end of a word.
fn lam_alef(alef: char, goes_on: bool) -> Option<(char, char)> {
    match alef {
        '\u{649}' if !goes_on => Some(('\u{fc43}', '\u{fc86}')),
        '\u{622}' => Some(('\u{fef5}', '\u{fef6}')),
        '\u{623}' => Some(('\u{fef7}', '\u{fef8}')),
        '\u{625}' => Some(('\u{fef9}', '\u{fefa}')),
        '\u{627}' => Some(('\u{fefb}', '\u{fefc}')),
        _ => None,
    }
}

/// A sign above or below an Arabic letter, through which it joins.
fn is_vowel_sign(character: char) -> bool {
    matches!(character, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}')
}

fn is_letter(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6ff}')
}

/// Whether an Arabic letter joins to the one behind it: all but alef, dal, reh, waw, their variants, and the hamza
/// (`Joining_Type` of Unicode's `ArabicShaping.txt`, for the letters of Arabic, Persian and Urdu).
fn joins_on(letter: char) -> bool {
    is_letter(letter)
        && !matches!(
            letter,
            '\u{621}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}'
                | '\u{671}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}' | '\u{6cd}'
                | '\u{6cf}' | '\u{6d2}' | '\u{6d3}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::export::svg::{SvgStyle, activity_svg, tests::talks};
    use crate::model::{SplitBy, Step, Unit};

    /// Width and height as the header of a PNG says them.
    fn size(png: &[u8]) -> (u32, u32) {
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
        (number(16), number(20))
    }

    #[test]
    fn a_chart_is_drawn_at_every_scale_the_same_each_time() {
        let svg = activity_svg(&talks(Step::Month, Some(SplitBy::Entity), Unit::Events), &SvgStyle::default());
        for scale in SCALES {
            let png = from_svg(&svg, scale).expect("a picture");
            assert_eq!(size(&png), (960 * u32::from(scale), 440 * u32::from(scale)));
        }
        assert_eq!(from_svg(&svg, 1), from_svg(&svg, 1));
        assert_eq!(from_svg(&svg, 5), Err(NoPicture::Scale(5)));
        assert!(matches!(from_svg("no drawing", 1), Err(NoPicture::Svg(_))));
    }

    /// Whether any pixel is dark where a text stands.
    fn is_drawn(text: &str) -> bool {
        let svg = |text: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\" font-family=\"Inter, sans-serif\">\
                 <text x=\"5\" y=\"28\" font-size=\"20\">{text}</text></svg>"
            )
        };
        from_svg(&svg(text), 1) != from_svg(&svg(""), 1)
    }

    #[test]
    fn lam_and_alef_are_drawn_as_one_beside_letters_of_other_fonts() {
        let drawn = |text: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\" font-family=\"Inter\">\
                 <text x=\"5\" y=\"28\" font-size=\"20\">{text}</text></svg>"
            );
            tiny_skia::Pixmap::decode_png(&from_svg(&svg, 1).expect("a picture")).expect("a PNG")
        };
        // The words begin at the left edge in all of them; the letter of another font stands at their right.
        let at_the_left = |text: &str| {
            let place = tiny_skia::IntRect::from_xywh(0, 0, 28, 40).expect("a place");
            drawn(text).clone_rect(place).expect("a part of it").data().to_vec()
        };
        for word in ["الأمن", "للأمن", "سلام", "الإنت", "إلى من"] {
            assert!(at_the_left(&format!("{word} I")) == at_the_left(word), "{word}");
        }
        // The forms are those that the font itself chooses where it draws all letters.
        assert_eq!(with_lam_alef("للأمن سلام لا"), "ل\u{200d}\u{fef8}من س\u{200d}\u{fefc}م \u{fefb}");
        assert_eq!(with_lam_alef("دلال"), "د\u{fefb}ل");
        assert_eq!(with_lam_alef("إلى على"), "إ\u{fc43} ع\u{200d}\u{fc86}");
    }

    #[test]
    fn letters_of_all_scripts_are_drawn() {
        for text in ["Rabat", "Élodie", "Łódź", "Иванов", "وزارة", "שלום", "会談", "회담", "–"]
        {
            assert!(is_drawn(text), "{text}");
        }
    }
}
