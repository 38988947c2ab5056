//! `entente names`: who and what the articles name, grouped by spelling.

use super::open;
use super::output::{self, Column, Format};
use super::places::{Place, Ruler};
use super::report::{self, Answer, Trouble};
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::suggest::names::{Alias, Decisions, Mention, Suggestion, names};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

const ABOUT: &str = "\
Propose people, organisations and places that the articles name

Spellings that seem to be one person, body or place come together: accents and hyphens, transliterations, family names alone, acronyms. Names of entities of the project are found everywhere, whatever their kind. Zones that are not the article are left out, and so are articles that are set aside. Nothing is changed: what is printed is proposed.

JSON: an array of {name, kind, aliases, mentions, because}, those that are named most first; kind is person, organisation, place, agreement, operation or other; mentions are {document, file, start_char, end_char, text}; places count Unicode code points, the end not included; because says why.

Exit code: 0 something was found, 1 nothing was found, 2 it could not be read.";

/// Propose people, organisations and places that the articles name
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Names {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    #[command(flatten)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    name: String,
    kind: String,
    aliases: Vec<String>,
    mentions: Vec<Named>,
    because: Vec<String>,
}

#[derive(Serialize)]
struct Named {
    document: String,
    file: String,
    #[serde(flatten)]
    place: Place,
    text: String,
}

const COLUMNS: [Column; 5] = [
    Column::Left("name"),
    Column::Left("kind"),
    Column::Right("mentions"),
    Column::Right("documents"),
    Column::Left("aliases"),
];

impl Names {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let project = session.project();
        let mut rulers: BTreeMap<DocumentId, Ruler<'_>> = BTreeMap::new();
        let found = names(project, &Decisions::default());
        let rows: Vec<Row> = found.into_iter().map(|one| row(project, &mut rulers, one)).collect();
        output::rows(self.format, &rows, &COLUMNS, cells)?;
        if rows.is_empty() {
            report::remark(&format!("No names were found in “{}”.", self.project.display()));
            return Ok(Answer::No);
        }
        Ok(Answer::Yes)
    }
}

fn row<'p>(project: &'p Project, rulers: &mut BTreeMap<DocumentId, Ruler<'p>>, one: Suggestion) -> Row {
    let reason = |alias: &Alias| format!("“{}”: {}", alias.text, alias.because);
    let because = one.because.iter().cloned().chain(one.aliases.iter().map(reason)).collect();
    Row {
        kind: one.kind.to_string(),
        because,
        mentions: one.mentions.iter().filter_map(|mention| named(project, rulers, mention)).collect(),
        aliases: one.aliases.into_iter().map(|alias| alias.text).collect(),
        name: one.name,
    }
}

/// A text is measured once, however many names it holds.
fn named<'p>(project: &'p Project, rulers: &mut BTreeMap<DocumentId, Ruler<'p>>, mention: &Mention) -> Option<Named> {
    let text = project.text(mention.document);
    let ruler = rulers.entry(mention.document).or_insert_with(|| Ruler::new(text));
    Some(Named {
        document: mention.document.to_string(),
        file: project.documents().get(mention.document)?.file.clone(),
        place: ruler.place(mention.span)?,
        text: mention.span.text(text)?.to_owned(),
    })
}

fn cells(row: &Row) -> Vec<String> {
    let mut documents: Vec<&str> = row.mentions.iter().map(|named| named.document.as_str()).collect();
    documents.dedup();
    vec![
        row.name.clone(),
        row.kind.clone(),
        row.mentions.len().to_string(),
        documents.len().to_string(),
        row.aliases.join(", "),
    ]
}
