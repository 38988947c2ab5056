//! What is given to people who have no Entente: a page, or a report. The same for the shell and for the window.
//!
//! It promises that all forms are written from one copy that has nothing in it of what was to be left out
//! ([`super::redact`]), and that the same project gives the same bytes. What it does *not* do: it writes no file.

use super::docx::docx;
use super::dossier::Dossier;
use super::html::html_page;
use super::markdown::markdown;
use super::redact::{LeftOut, Redaction, redacted};
use crate::project::Project;

/// In what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One HTML page with everything, the articles included.
    Html,
    /// A report in Markdown (`CommonMark`, with the tables of GitHub): charts, events with their quotes, sources.
    Markdown,
    /// The same as a text for Word and `LibreOffice` (ECMA-376).
    Docx,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Html, Self::Markdown, Self::Docx];

    /// The end of the file's name, without a point.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Docx => "docx",
        }
    }
}

/// The bytes of a page or a report, and what it lacks.
///
/// # Errors
/// If a chart cannot be drawn for a DOCX report, or it cannot be packed: in words without a stop.
pub fn publication(
    project: &Project,
    form: Form,
    title: &str,
    redaction: Redaction,
) -> Result<(Vec<u8>, LeftOut), String> {
    let (copy, left) = redacted(project, redaction);
    let dossier = Dossier::new(&copy, &left, title);
    let bytes = match form {
        Form::Html => html_page(&dossier, redaction).into_bytes(),
        Form::Markdown => markdown(&dossier).into_bytes(),
        Form::Docx => docx(&dossier)?,
    };
    Ok((bytes, left))
}
