//! `entente agree`: how far coders of the same documents agree.

mod answer;
mod said;

use super::open;
use super::output::{self, Format};
use super::report::{Answer, Trouble};
use crate::query::reliability::{Coder, reliability};
use crate::session::Session;
use clap::Args;
use std::path::PathBuf;

const ABOUT: &str = "\
Say how far coders of the same documents agree

  entente agree A.ron B.ron [C.ron …]      copies in which people have coded apart
  entente agree P.ron --coders AL,BN       people in one project, by the names on their records

Compared are documents that all have with the same text, and that all have worked on: there is a mark of theirs, or, in a copy, the document is done. What is left out is said with its reason. Zones are no part of the texts. Marks that all copies have as one record, from before they parted, are compared like all others; how many there are is said, for nobody agreed on them.

Marks: F1 of the same places (exact, and at least half in common), alpha of units on the whole text. Codes of marks in the same place: percent, Cohen's kappa of two, Fleiss' kappa, Krippendorff's alpha, Gwet's AC1, and the table of who gave what. All marks, event types, entity kinds, and each code. Events: how many both found, with the same type and date. Then every disagreement with its place.

A measure that rests on nothing is not computable, and the reason is said; it is never 1.

JSON: {coders, compared {documents, chars, in_zones}, left_out {documents, marks}, in_all, groups, codes, events, disagreements}. Each measure is {value, observed, expected, coders, items, pairs, left_out, why}, value null where why is said. Places (start_char, end_char) count Unicode code points from 0, the end not included.

Exit code: 0 done, 1 there was nothing to compare, 2 it could not be done.";

/// Say how far coders of the same documents agree
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Agree {
    /// The copies; or one project, with --coders.
    #[arg(value_name = "FILE.ron", required = true)]
    files: Vec<PathBuf>,
    /// People in one project, by the names that their records carry.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    coders: Vec<String>,
    #[command(flatten)]
    format: Format,
}

impl Agree {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let sessions: Vec<Session> =
            self.files.iter().map(|path| open::copy(path)).collect::<Result<_, Trouble>>()?;
        let names = self.names();
        let coders = match (sessions.as_slice(), self.coders.as_slice()) {
            ([one], [_, _, ..]) => self.people(one)?,
            ([_], _) => {
                return Err(Trouble::new(
                    "One project has nobody to be compared with. Give a second copy, or name two people with --coders.",
                ));
            }
            (several, []) => several
                .iter()
                .zip(&names)
                .map(|(session, name)| Coder { name, project: session.project(), only: None })
                .collect(),
            _ => {
                return Err(Trouble::new(
                    "Give several copies, or one project with --coders, not both: in copies each file is a coder.",
                ));
            }
        };
        let found = reliability(&coders);
        if self.format.json {
            output::json(&answer::answer(&found))?;
        } else {
            output::put(&said::said(&found))?;
        }
        Ok(if found.documents.is_empty() { Answer::No } else { Answer::Yes })
    }

    /// The names of the files, told apart by their folders where they are the same.
    fn names(&self) -> Vec<String> {
        let stem =
            |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let stems: Vec<String> = self.files.iter().map(stem).collect();
        let is_one = |name: &String| stems.iter().filter(|other| *other == name).count() == 1;
        let named = self.files.iter().zip(&stems);
        named.map(|(path, stem)| if is_one(stem) { stem.clone() } else { path.display().to_string() }).collect()
    }

    fn people<'s>(&'s self, session: &'s Session) -> Result<Vec<Coder<'s>>, Trouble> {
        let marks = || session.project().marks().iter().map(|(_, mark)| mark.made.by.as_str());
        for (at, name) in self.coders.iter().enumerate() {
            if self.coders.iter().skip(at + 1).any(|other| other == name) {
                return Err(Trouble::new(format!("“{name}” cannot be compared with themselves. Name two people.")));
            }
            if !marks().any(|by| by == name) {
                let all: std::collections::BTreeSet<String> =
                    marks().filter(|by| !by.is_empty()).map(|by| format!("“{by}”")).collect();
                let known = all.into_iter().collect::<Vec<_>>().join(", ");
                let known = if known.is_empty() {
                    "Marks have no names.".to_owned()
                } else {
                    format!("Marks are of {known}.")
                };
                return Err(Trouble::new(format!("No mark was made by “{name}”. {known}")));
            }
        }
        let project = session.project();
        Ok(self.coders.iter().map(|name| Coder { name, project, only: Some(name) }).collect())
    }
}
