//! The parts of a .docx file: paragraphs, pictures, styles, and the package around them (ECMA-376, parts 1 and 2).
//!
//! Promises that words are escaped, that signs which XML cannot hold become U+FFFD, and that nothing depends on the
//! clock: all files of the package are of 1 January 1980, the first day that the format knows. What it does *not* do:
//! know what is told.

use super::super::html::escape::put;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How a paragraph looks, by the name of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Heading1,
    Heading2,
    Heading3,
    Normal,
    Bullet,
    Quote,
    Source,
    Weak,
    Small,
    Label,
}

impl Style {
    fn id(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Heading1 => "Heading1",
            Self::Heading2 => "Heading2",
            Self::Heading3 => "Heading3",
            Self::Normal => "Normal",
            Self::Bullet => "ListBullet",
            Self::Quote => "Quote",
            Self::Source => "Source",
            Self::Weak => "Weak",
            Self::Small => "Figures",
            Self::Label => "Handling",
        }
    }
}

/// A picture and what it shows, in words.
pub(super) struct Picture {
    pub png: Vec<u8>,
    pub words: String,
}

/// The text of the report in the making.
#[derive(Default)]
pub(super) struct Body {
    xml: String,
    pictures: Vec<Vec<u8>>,
}

/// English metric units in a pixel of 96 to the inch.
const EMU_PER_PX: u64 = 9_525;
/// Between the margins of A4.
const WIDTH_EMU: u64 = 5_760_000;

impl Body {
    /// A paragraph.
    pub fn line(&mut self, style: Style, words: &str) {
        self.parts(style, &[(false, words)]);
    }

    /// A paragraph of several parts, some of them bold.
    pub fn parts(&mut self, style: Style, parts: &[(bool, &str)]) {
        let all: String = parts.iter().map(|(_, words)| *words).collect();
        let rtl = is_right_to_left(&all);
        let bidi = if rtl { "<w:bidi/>" } else { "" };
        put!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{bidi}</w:pPr>", style.id());
        for (bold, words) in parts.iter().filter(|(_, words)| !words.is_empty()) {
            let bold = if *bold { "<w:b/><w:bCs/>" } else { "" };
            let rtl = if is_right_to_left(words) { "<w:rtl/>" } else { "" };
            put!(
                self.xml,
                "<w:r><w:rPr>{bold}{rtl}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escaped(words)
            );
        }
        self.xml.push_str("</w:p>\n");
    }

    /// A picture in a paragraph of its own, as wide as the page allows.
    pub fn picture(&mut self, picture: Picture) -> Result<(), String> {
        let (width, height) = size(&picture.png).ok_or("a chart is no PNG")?;
        let (mut cx, mut cy) = (width * EMU_PER_PX, height * EMU_PER_PX);
        if cx > WIDTH_EMU {
            (cx, cy) = (WIDTH_EMU, cy * WIDTH_EMU / cx);
        }
        self.pictures.push(picture.png);
        let n = self.pictures.len();
        let words = escaped(&picture.words);
        put!(
            self.xml,
            "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
             <wp:docPr id=\"{n}\" name=\"Chart {n}\" descr=\"{words}\"/><a:graphic>\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr id=\"{n}\" name=\"chart{n}.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
             <a:blip r:embed=\"picture{n}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n"
        );
        Ok(())
    }

    /// The whole file.
    pub fn packed(self, title: &str) -> Result<Vec<u8>, String> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let document = format!(
            "{XML}<w:document {W} xmlns:r=\"{OFFICE}/relationships\" \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>\n{}\
             <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" \
             w:bottom=\"1417\" w:left=\"1417\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>\
             </w:body></w:document>\n",
            self.xml
        );
        let mut links = format!(
            "{XML}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"styles\" Type=\"{OFFICE}/relationships/styles\" \
             Target=\"styles.xml\"/>"
        );
        for n in 1..=self.pictures.len() {
            put!(
                links,
                "<Relationship Id=\"picture{n}\" Type=\"{OFFICE}/relationships/image\" Target=\"media/chart{n}.png\"/>"
            );
        }
        links.push_str("</Relationships>\n");
        let core = format!(
            "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>\n",
            escaped(title)
        );
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), CONTENT_TYPES.as_bytes().to_vec()),
            ("_rels/.rels".to_owned(), RELATIONSHIPS.as_bytes().to_vec()),
            ("docProps/core.xml".to_owned(), core.into_bytes()),
            ("word/document.xml".to_owned(), document.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), links.into_bytes()),
            ("word/styles.xml".to_owned(), styles().into_bytes()),
        ];
        files.extend(self.pictures.into_iter().zip(1..).map(|(png, n)| (format!("word/media/chart{n}.png"), png)));
        for (name, bytes) in files {
            zip.start_file(name, options).map_err(|error| error.to_string())?;
            zip.write_all(&bytes).map_err(|error| error.to_string())?;
        }
        Ok(zip.finish().map_err(|error| error.to_string())?.into_inner())
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Default Extension=\"png\" ContentType=\"image/png\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/",
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/",
    "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/",
    "vnd.openxmlformats-package.core-properties+xml\"/></Types>\n"
);

const RELATIONSHIPS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"document\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"core\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/",
    "core-properties\" Target=\"docProps/core.xml\"/></Relationships>\n"
);

/// Name, what it builds on, what comes after it in paragraph and letters. Sizes are in half points, indents and gaps
/// in twentieths of a point.
const STYLES: [(&str, &str, &str, &str); 11] = [
    ("Title", "Title", "<w:spacing w:after=\"120\"/>", "<w:b/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>"),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/>",
    ),
    ("Normal", "Normal", "<w:spacing w:after=\"80\"/>", ""),
    ("ListBullet", "List Bullet", "<w:spacing w:after=\"20\"/><w:ind w:left=\"284\"/>", ""),
    (
        "Quote",
        "Quote",
        "<w:keepNext/><w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"B8B3A8\"/></w:pBdr>\
         <w:spacing w:before=\"100\" w:after=\"0\"/><w:ind w:left=\"425\"/>",
        "<w:i/>",
    ),
    ("Source", "Source", "<w:spacing w:after=\"120\"/><w:ind w:left=\"425\"/>", SMALL),
    ("Weak", "Weak", "<w:spacing w:after=\"120\"/>", SMALL),
    ("Figures", "Figures", "<w:spacing w:after=\"20\"/>", SMALL),
    (
        "Handling",
        "Handling",
        "<w:spacing w:after=\"120\"/>",
        "<w:b/><w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"000000\"/>",
    ),
];

const SMALL: &str = "<w:color w:val=\"5C646F\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>";

fn styles() -> String {
    let mut xml = format!(
        "{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" \
         w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>"
    );
    for (id, name, paragraph, letters) in STYLES {
        let default = if id == "Normal" { " w:default=\"1\"" } else { "" };
        put!(
            xml,
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        );
    }
    xml.push_str("</w:styles>\n");
    xml
}

/// Width and height of a PNG in pixels, from its header (PNG, 11.2.2).
fn size(png: &[u8]) -> Option<(u64, u64)> {
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?)));
    (png.starts_with(b"\x89PNG")).then_some(())?;
    number(16).zip(number(20))
}

/// Whether the first letter with a direction goes from right to left.
fn is_right_to_left(words: &str) -> bool {
    let strong = words.chars().find(|c| c.is_alphabetic());
    strong.is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_turned() {
        assert_eq!(escaped("a<b>&\"\n\u{1}]]>"), "a&lt;b&gt;&amp;&quot; \u{fffd}]]&gt;");
        assert!(is_right_to_left("«وزارة» Justice") && !is_right_to_left("Justice وزارة") && !is_right_to_left("12"));
    }
}
