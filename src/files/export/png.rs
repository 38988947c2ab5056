//! A picture as pixels, or with its letters as outlines: an SVG of ours, drawn with our own fonts, without a window and without those of the system.
//!
//! The same SVG gives the same pixels on every machine. What it does *not* do: read SVG that others made; whatever an
//! SVG could refer to outside of itself is not looked up.

mod pieces;

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
    let tree = |svg: &str| usvg::Tree::from_str(svg, &options).map_err(|error| NoPicture::Svg(error.to_string()));
    let labels = pieces::labels(svg);
    if labels.is_empty() {
        return tree(svg);
    }
    let id = |label: usize, piece: usize| format!("p{label}-{piece}");
    let mut drawn =
        String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\" font-family=\"Inter\">");
    for (at, label) in labels.iter().enumerate() {
        for (number, piece) in label.pieces.iter().enumerate() {
            drawn.push_str(&label.measured(piece, &id(at, number)));
        }
    }
    drawn.push_str("</svg>");
    let measured = tree(&drawn)?;
    let width = |id: &str| measured.node_by_id(id).map_or(0.0, |node| f64::from(node.bounding_box().width()));
    let of_label = |(at, label): (usize, &pieces::Label<'_>)| {
        (0..label.pieces.len()).map(|number| width(&id(at, number))).collect()
    };
    let widths: Vec<Vec<f64>> = labels.iter().enumerate().map(of_label).collect();
    tree(&pieces::set(svg, &labels, &widths))
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
    fn arabic_words_are_drawn_as_they_are_alone_beside_whatever_else() {
        let drawn = |text: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"40\" font-family=\"Inter\">\
                 <text x=\"5\" y=\"28\" font-size=\"20\">{text}</text></svg>"
            );
            tiny_skia::Pixmap::decode_png(&from_svg(&svg, 1).expect("a picture")).expect("a PNG")
        };
        // The words begin at the left edge in all of them; what stands with them stands at their right.
        let at_the_left = |text: &str| {
            let place = tiny_skia::IntRect::from_xywh(0, 0, 28, 40).expect("a place");
            drawn(text).clone_rect(place).expect("a part of it").data().to_vec()
        };
        for word in ["الأمن", "للأمن", "سلام", "الإنت", "إلى من", "مُحَمَّدٌ", "وزارة"]
        {
            for whole in [format!("{word} I"), format!("{word} – Rabat"), format!("שלום {word}")] {
                assert!(at_the_left(&whole) == at_the_left(word), "{whole}");
            }
        }
        assert!(at_the_left("שלום") != at_the_left("وزارة"));
    }

    #[test]
    fn letters_of_all_scripts_are_drawn() {
        for text in ["Rabat", "Élodie", "Łódź", "Иванов", "وزارة", "שלום", "会談", "회담", "–"]
        {
            assert!(is_drawn(text), "{text}");
        }
    }
}
