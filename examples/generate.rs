//! Writes a project of a chosen size, to measure with: `cargo run --release --example generate -- X x.ron`.
//!
//! Sizes are documents × length / marks: S 5 × 4 KB / 100, M 1,000 × 5 KB / 20,000, L 5,000 × 5 KB / 100,000,
//! Y 1 × 1 MB / 10,000, X 1 × 10 MB / 100,000. The same size gives the same bytes every time. The text is news-like
//! prose with accents, typographic quotes and Cyrillic; four marks in ten are evidence of an event (three reports an
//! event), six name an entity, and about every third lies inside another one. There is one event for every six or
//! seven marks, over six years.
//!
//! An existing file is left alone.

use entente::base::id::Ids;
use entente::base::patch::Patch;
use entente::base::span::{Pieces, Span};
use entente::base::stamp::Stamp;
use entente::files::RealDisk;
use entente::files::store::Store;
use entente::model::{
    Assessed, Certainty, CodeId, CodeKind, Document, DocumentId, Entity, EntityId, Event, EventId, Evidence,
    HowKnown, Made, Name, Participant, ProjectId, Proves, Published, Source, Who,
};
use entente::ops::mark::tag;
use entente::project::check::text_sha256;
use entente::project::{Draft, Refused};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// How much there is to be.
struct Size {
    documents: usize,
    bytes: usize,
    marks: usize,
}

fn size(name: &str) -> Option<Size> {
    let (documents, bytes, marks) = match name {
        "S" => (5, 4_096, 100),
        "M" => (1_000, 5_120, 20_000),
        "L" => (5_000, 5_120, 100_000),
        "Y" => (1, 1_048_576, 10_000),
        "X" => (1, 10_485_760, 100_000),
        _ => return None,
    };
    Some(Size { documents, bytes, marks })
}

#[expect(clippy::print_stderr, reason = "a program for the shell")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, path] = arguments.as_slice() else {
        eprintln!("Usage: generate S|M|L|Y|X FILE.ron");
        return ExitCode::from(2);
    };
    match generate(name, Path::new(path)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a project of the size with this name.
///
/// # Errors
/// If there is no such size, or if it cannot be written.
pub fn generate(name: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    let size = size(name).ok_or_else(|| format!("There is no size {name}: S, M, L, Y or X"))?;
    write(&size, path)
}

fn write(size: &Size, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut ids = Ids::from_seed(7);
    let now = Stamp::from_unix_secs(1_751_284_800);
    let mut project = entente::session::codebook::new_project(ids.fresh::<ProjectId>());
    let draft = Draft::new(&mut project, &mut ids, Made { by: "generator".to_owned(), at: now });
    World::new(draft)?.fill(size)?;
    Store::create(Arc::new(RealDisk), path, &project, "generator", now)?;
    Ok(())
}

/// A project in the making.
struct World<'p> {
    draft: Draft<'p>,
    chance: fastrand::Rng,
    types: Vec<CodeId>,
    entities: Vec<EntityId>,
    kind_of_entity: Option<CodeId>,
    event: Option<(EventId, u8)>,
}

/// A sentence and a name in it, in bytes of the text.
struct Sentence {
    all: Span,
    name: Span,
}

const OPENINGS: [&str; 8] = [
    "On Monday",
    "Late last week",
    "According to the ministry",
    "In a joint statement",
    "After two days of talks",
    "За неделю",
    "Selon le parquet général",
    "Without further comment",
];
const NAMES: [&str; 12] = [
    "Élodie Marchand",
    "Łukasz Wójcik",
    "Directorate of Public Security",
    "Rachid Benali",
    "Сергей Иванов",
    "the Court of Appeal",
    "Zoë Ångström",
    "Ministry of Justice",
    "Port Authority of Tangier",
    "María Núñez",
    "the “Atlas” task force",
    "Conseil supérieur",
];
const DEEDS: [&str; 10] = [
    "announced sanctions against two companies, and promised more",
    "received the delegation in the capital",
    "signed an agreement on the exchange of information",
    "confirmed the arrest of three suspects near the border",
    "handed over a report of some forty pages",
    "denied that any extradition had been agreed",
    "opened a training course for investigators",
    "called the seizure “a turning point” for both services",
    "postponed the conference to the following spring",
    "asked for patience while the inquiry goes on",
];

impl<'p> World<'p> {
    fn new(mut draft: Draft<'p>) -> Result<Self, Refused> {
        let codes = draft.project().codes();
        let of_kind = |kind| codes.iter().filter(move |(_, code)| code.kind == kind).map(|(id, _)| id);
        let types: Vec<CodeId> = of_kind(CodeKind::EventType).take(12).collect();
        let kind_of_entity = of_kind(CodeKind::EntityKind).next();
        let mut entities = Vec::new();
        for number in 0..600 {
            let name = NAMES.get(number % NAMES.len()).copied().unwrap_or_default();
            let names = vec![Name::plain(format!("{name} {number}"))];
            entities.push(draft.add(Entity { kind: kind_of_entity, names, ..Entity::default() })?);
        }
        let chance = fastrand::Rng::with_seed(7);
        Ok(Self { draft, chance, types, entities, kind_of_entity, event: None })
    }

    fn fill(mut self, size: &Size) -> Result<(), Box<dyn Error>> {
        for number in 0..size.documents {
            let (document, sentences) = self.document(number, size.bytes)?;
            self.marks(document, &sentences, size.marks / size.documents)?;
        }
        // What is dropped unfinished is taken back.
        self.draft.finish("Generate").map(|_| ()).ok_or_else(|| "nothing was generated".into())
    }

    fn document(&mut self, number: usize, bytes: usize) -> Result<(DocumentId, Vec<Sentence>), Box<dyn Error>> {
        let (text, sentences) = self.text(bytes);
        let row = Document {
            title: format!("{} meets {} ({number})", self.pick(&NAMES), self.pick(&NAMES)),
            outlet: ["The Daily Strait", "Le Courrier", "Wire"][number % 3].to_owned(),
            published: Some(Published { when: self.day().parse()?, known: HowKnown::Given, reason: String::new() }),
            text_sha256: text_sha256(&text),
            ..Document::default()
        };
        let id = self.draft.add(row)?;
        self.draft.patch(id, Patch::replace(0, "", &text))?;
        Ok((id, sentences))
    }

    /// News-like prose of this many bytes, give or take a sentence.
    fn text(&mut self, bytes: usize) -> (String, Vec<Sentence>) {
        let mut text = String::with_capacity(bytes + 256);
        let mut sentences = Vec::new();
        while text.len() < bytes {
            let start = text.len();
            text.push_str(self.pick(&OPENINGS));
            text.push_str(", ");
            let name = self.pick(&NAMES);
            let name_start = text.len();
            text.push_str(name);
            let name = Span::new(name_start, text.len());
            text.push(' ');
            text.push_str(self.pick(&DEEDS));
            sentences.push(Sentence { all: Span::new(start, text.len()), name });
            text.push('.');
            text.push_str(if self.chance.u8(..) < 40 { "\n\n" } else { " " });
        }
        (text, sentences)
    }

    /// Marks spread evenly over the sentences, two to a sentence in one case of three.
    fn marks(&mut self, document: DocumentId, sentences: &[Sentence], marks: usize) -> Result<(), Box<dyn Error>> {
        for number in 0..marks {
            let slot = if number % 3 == 2 { number - 1 } else { number };
            let Some(sentence) = sentences.get(slot * sentences.len() / marks) else { continue };
            // The second mark of a sentence is the other kind of the first.
            let is_event = number % 5 < 2 && number % 3 != 2 || number % 3 == 2 && (number - 1) % 5 >= 2;
            if is_event { self.event_mark(document, sentence.all)? } else { self.name_mark(document, sentence.name)? }
        }
        Ok(())
    }

    fn event_mark(&mut self, document: DocumentId, span: Span) -> Result<(), Box<dyn Error>> {
        let (event, reports) = match self.event {
            Some((event, reports)) if reports < 3 => (event, reports),
            _ => (self.new_event()?, 0),
        };
        self.event = Some((event, reports + 1));
        let code = self.draft.get::<Event>(event)?.kind;
        self.tag(document, span, code, Proves::Event(event))
    }

    fn new_event(&mut self) -> Result<EventId, Box<dyn Error>> {
        let who = |entity| Participant {
            role: None,
            who: Who::Entity(entity),
            office: String::new(),
            certainty: Certainty::Certain,
            source: Source::Analyst,
        };
        let participants = (0..2).map(|_| who(self.pick(&self.entities.clone()))).collect();
        let when = self.day().parse()?;
        let assessed = Some(Assessed::plain(when));
        let title = format!("{} {}", self.pick(&NAMES), self.pick(&DEEDS));
        let kind = Some(self.pick(&self.types.clone()));
        Ok(self.draft.add(Event { kind, title, participants, assessed, ..Event::default() })?)
    }

    fn name_mark(&mut self, document: DocumentId, span: Span) -> Result<(), Box<dyn Error>> {
        let entity = self.pick(&self.entities.clone());
        self.tag(document, span, self.kind_of_entity, Proves::Entity(entity))
    }

    fn tag(
        &mut self,
        document: DocumentId,
        span: Span,
        code: Option<CodeId>,
        of: Proves,
    ) -> Result<(), Box<dyn Error>> {
        let pieces = Pieces::one(span).ok_or("an empty mark")?;
        tag(&mut self.draft, document, pieces, code, vec![Evidence::certain(of)])?;
        Ok(())
    }

    fn day(&mut self) -> String {
        format!("{}-{:02}-{:02}", 2019 + self.chance.u16(0..6), self.chance.u8(1..13), self.chance.u8(1..29))
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.chance.usize(0..all.len())]
    }
}
