//! `entente show`: the rows of a project, one file a kind of record.
//!
//! A table shows what a person looks for first; JSON holds everything. Rows come in the order in which the window
//! shows them. Events, entities and marks can be filtered, sorted and grouped as in the window.

mod asked;
mod codes;
mod documents;
mod entities;
mod events;
mod list;
mod marks;

use super::open;
use super::output::{self, Format};
use super::report::{self, Answer, Trouble};
use crate::base::when::When;
use crate::model::{ListOf, Made, RecordId};
use crate::project::Project;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;

const ABOUT: &str = "\
Show the rows of a project

JSON is an array with one object a row. Fields that are not known are null,
\"\" or []. A REF is {id, name}. Dates are EDTF. Every row has made {by, at},
and changed, which is null or {by, at}.

  documents  id, title, outlet, author, url, published, published_known,
             published_reason, language, state, origin,
             syndicated_from REF, grade, handling, tags, note, file,
             external [{scheme, value}], chars, text_sha256,
             marks (how many),
             zones [{id, kind, start_char, end_char, note}]
  marks      id, document REF, outlet, published, start_char, end_char,
             pieces [{start_char, end_char}], quote, anchor,
             words_now and score (of a doubtful one), code REF,
             events [{id, name, certainty}],
             entities [{id, name, certainty}], status, speech, attribution,
             in_error (the source is wrong, as the analyst sees it), note
  events     id, title, type REF, areas [REF], when, earliest, latest,
             precision, stated [{text, when, source}],
             assessed {when, known, reason, source}, assessed_before [the
             same], places [{entity REF, text, source}],
             participants [{role REF, entity REF, text, count, office,
             certainty, source}], figures [{value, unit, currency, bound,
             what, of REF, when, source}],
             status, status_history [{status, when, source}], certainty,
             likelihood, grade, handling, unspecified [field],
             sources [{field, source}] (of type, areas, title, status and
             certainty), relations [{kind, to REF, certainty, note, source}],
             not_same [id], marks [id], documents [id], origins (how many),
             note; a source is the
             id of the mark that says so, null where the analyst does
  entities   id, name, names [{text, language, used_by, note, source,
             documents [{id, name, outlet, marks}]}],
             also_marked [{text, documents}], kind REF,
             external [{scheme, value}], part_of [{of REF, when, note,
             source}], parts [REF], offices [{title, of REF, when, level,
             source}],
             not_same [id], marks (how many), events (how many),
             takes_part [{event REF, when, as [{entity REF, role REF,
             office}]}], note
  codes      id, kind, name, parent REF, depth, key, colour, pattern,
             weight, class, definition, good_example, bad_example,
             roles [{role REF, kinds [REF], at_least, at_most}],
             external [{scheme, value}], marks (how many), events (how many)

used_by of a name is noted by hand; its documents are those with a mark that
is spelled so, and also_marked what no name is. parts are all that belongs to
an entity, whenever. With --as-one, a state and its agencies are one row:
parts are those that count as it, and marks, events and takes_part are those
of all of them, each once; who belonged to it for some years counts as it for
the events of those years.

Events, entities and marks can be filtered: rows must fit every option, and
one of the values of an option that is given several times. Names are those
of codes, any spelling of an entity, or ids. With --group-by JSON is an array
of {group, count, rows}; a row with two areas stands in both groups.
--columns chooses those of the table; JSON has everything.

start_char and end_char count Unicode code points from 0, the end not
included. Those of a mark are its whole reach, its pieces stand in pieces;
a mark whose words are gone from the text (anchor \"lost\") has neither. One
whose words became others (anchor \"doubtful\", in the table \"?\") quotes
what was marked; words_now stand there, and score says from 0 to 1 how well
they fit.";

/// Show the rows of a project
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Show {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// Which rows.
    #[arg(value_enum)]
    what: What,
    /// Entities: look at a state and its agencies as one actor.
    #[arg(long)]
    as_one: bool,
    #[command(flatten)]
    asked: Box<asked::Asked>,
    #[command(flatten)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The articles.
    Documents,
    /// Words of a document, and what they are evidence of.
    Marks,
    /// What happened, each once.
    Events,
    /// Persons, bodies, places and what else takes part.
    Entities,
    /// The codebook.
    Codes,
}

impl Show {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        if self.as_one && !matches!(self.what, What::Entities) {
            return Err(Trouble::new(
                "--as-one is about actors: it goes with entities only. Nothing was shown. Leave it out, or ask for \
                 entities.",
            ));
        }
        let session = open::reading(&self.project)?;
        if self.as_one {
            if !self.asked.is_nothing() {
                return Err(Trouble::new(
                    "--as-one shows all actors: it goes with no filter. Leave one of the two out.",
                ));
            }
            return self.print(&entities::rows_as_one(&session), &entities::COLUMNS, entities::cells);
        }
        let of = match self.what {
            What::Events => ListOf::Events,
            What::Entities => ListOf::Entities,
            What::Marks => ListOf::Marks,
            What::Documents | What::Codes if !self.asked.is_nothing() => {
                let what = self.name();
                return Err(Trouble::new(format!(
                    "Only events, entities and marks can be filtered, not {what}. Leave the options out."
                )));
            }
            What::Documents => {
                return self.print(&documents::rows(&session), &documents::COLUMNS, documents::cells);
            }
            What::Codes => return self.print(&codes::rows(&session), &codes::COLUMNS, codes::cells),
        };
        let (answer, any) = list::print(&session, of, &self.asked, self.format)?;
        if !any {
            self.say_none(crate::query::table::total(session.project(), of));
        }
        Ok(answer)
    }

    fn name(&self) -> String {
        self.what.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Says that there is no row, and whether that is the filter's doing.
    fn say_none(&self, total: usize) {
        let (what, project) = (self.name(), self.project.display());
        report::remark(&match total {
            0 => format!("There are no {what} in “{project}” yet."),
            total => format!("None of the {total} {what} in “{project}” fits."),
        });
    }

    fn print<T: Serialize>(
        &self,
        rows: &[T],
        columns: &[output::Column],
        cells: fn(&T) -> Vec<String>,
    ) -> Result<Answer, Trouble> {
        if rows.is_empty() {
            self.say_none(0);
        }
        output::rows(self.format, rows, columns, cells)
    }
}

/// A record that another one refers to.
#[derive(Serialize)]
struct Reference {
    id: String,
    name: String,
}

impl Reference {
    fn to(project: &Project, id: impl Into<RecordId>) -> Self {
        let id = id.into();
        Self { id: id.to_string(), name: project.label(id).to_owned() }
    }

    fn maybe(project: &Project, id: Option<impl Into<RecordId>>) -> Option<Self> {
        id.map(|id| Self::to(project, id))
    }

    fn name_of(reference: Option<&Self>) -> String {
        reference.map(|reference| reference.name.clone()).unwrap_or_default()
    }
}

/// A date as it is written in EDTF.
fn edtf(when: Option<&When>) -> Option<String> {
    when.map(ToString::to_string)
}

/// Who made a record, or changed it last.
#[derive(Serialize)]
struct Hand {
    by: String,
    at: String,
}

impl From<&Made> for Hand {
    fn from(made: &Made) -> Self {
        Self { by: made.by.clone(), at: made.at.to_string() }
    }
}

/// Names in one cell.
fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The name of a plain variant as words: `NotSame` is “not same”.
fn variant(value: &impl std::fmt::Debug) -> String {
    let mut words = String::new();
    for letter in format!("{value:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bound, HowKnown};

    #[test]
    fn variants_are_words() {
        assert_eq!(variant(&HowKnown::FileName), "file name");
        assert_eq!(variant(&Bound::Only), "only");
    }
}
