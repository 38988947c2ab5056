//! Small projects in the words of the domain, for the tests of this floor.

use crate::base::id::Ids;
use crate::base::span::{Pieces, Span};
use crate::base::when::When;
use crate::model::{
    Assessed, Certainty, Code, CodeId, CodeKind, Colour, Context, Document, DocumentId, DocumentState, Entity,
    EntityId, Event, EventId, Evidence, HowKnown, Made, Mark, MarkId, Name, Participant, Pattern, Proves, Published,
    Source, Status, Who, Zone, ZoneKind,
};
use crate::project::{Draft, Project, Tabled};

/// A project in the making; every method adds a record and answers with its id.
pub struct World {
    pub project: Project,
    ids: Ids,
}

impl World {
    pub fn new() -> Self {
        let mut ids = Ids::from_seed(11);
        Self { project: Project::new(ids.fresh()), ids }
    }

    pub fn draft<T>(&mut self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let mut draft = Draft::new(&mut self.project, &mut self.ids, Made::default());
        let result = change(&mut draft);
        let _ = draft.finish("test");
        result
    }

    pub fn change<T: Tabled>(&mut self, id: T::Id, change: impl FnOnce(&mut T)) {
        self.draft(|draft| draft.change(id, change)).expect("a record");
    }

    /// `date` in EDTF; empty: not known.
    pub fn document(&mut self, outlet: &str, date: &str, text: &str) -> DocumentId {
        let published = when(date).map(|when| Published { when, known: HowKnown::Given, reason: String::new() });
        let title = text.split('.').next().unwrap_or_default().to_owned();
        let row = Document { title, outlet: outlet.into(), published, ..Document::default() };
        self.draft(|draft| {
            let id = draft.add(row).expect("a document");
            draft.patch(id, crate::base::patch::Patch::replace(0, "", text)).expect("a text");
            id
        })
    }

    pub fn set_aside(&mut self, document: DocumentId) {
        self.change::<Document>(document, |row| row.state = DocumentState::SetAside);
    }

    /// Leaves out the first occurrence of `words`.
    pub fn zone(&mut self, document: DocumentId, words: &str) {
        let span = self.find(document, words);
        self.draft(|draft| {
            let zone =
                Zone { id: draft.fresh(), span, kind: ZoneKind::Related, note: String::new(), made: draft.made() };
            draft.change::<Document>(document, |row| row.zones.push(zone)).expect("a document");
        });
    }

    pub fn code(&mut self, kind: CodeKind, name: &str, parent: Option<CodeId>) -> CodeId {
        let code = Code {
            kind,
            name: name.into(),
            parent,
            definition: String::new(),
            good_example: String::new(),
            bad_example: String::new(),
            key: None,
            colour: Colour::default(),
            pattern: Pattern::Plain,
            weight: None,
            class: None,
            roles: Vec::new(),
            external: Vec::new(),
            order: 0,
            made: Made::default(),
            changed: None,
        };
        self.draft(|draft| draft.add(code)).expect("a code")
    }

    pub fn event_type(&mut self, name: &str) -> CodeId {
        self.code(CodeKind::EventType, name, None)
    }

    pub fn entity(&mut self, names: &[&str]) -> EntityId {
        let names = names.iter().map(|name| Name::plain(*name)).collect();
        self.draft(|draft| draft.add(Entity { names, ..Entity::default() })).expect("an entity")
    }

    /// `date` in EDTF; empty: none.
    pub fn event(&mut self, title: &str, date: &str, kind: Option<CodeId>, who: &[EntityId]) -> EventId {
        let assessed = when(date).map(Assessed::plain);
        let participants = who.iter().map(|entity| takes_part(*entity)).collect();
        let event = Event { title: title.into(), kind, assessed, participants, ..Event::default() };
        self.draft(|draft| draft.add(event)).expect("an event")
    }

    pub fn status(&mut self, event: EventId, status: Status) {
        self.change::<Event>(event, |row| row.status = status);
    }

    /// Marks the first occurrence of `words` as evidence.
    pub fn mark(&mut self, document: DocumentId, words: &str, of: &[Proves]) -> MarkId {
        let span = self.find(document, words);
        let mark = Mark {
            document,
            pieces: Pieces::one(span).expect("words"),
            quote: words.into(),
            context: Context::default(),
            anchor: crate::model::Anchor::Placed,
            code: None,
            evidence: of.iter().map(|of| Evidence::certain(*of)).collect(),
            status: None,
            speech: None,
            attribution: Vec::new(),
            in_error: false,
            note: String::new(),
            made: Made::default(),
            changed: None,
        };
        self.draft(|draft| draft.add(mark)).expect("a mark")
    }

    fn find(&self, document: DocumentId, words: &str) -> Span {
        let start = self.project.text(document).find(words).expect(words);
        Span::new(start, start + words.len())
    }
}

pub fn takes_part(entity: EntityId) -> Participant {
    Participant {
        role: None,
        who: Who::Entity(entity),
        office: String::new(),
        certainty: Certainty::Certain,
        source: Source::Analyst,
    }
}

pub fn when(date: &str) -> Option<When> {
    (!date.is_empty()).then(|| date.parse().expect(date))
}

/// Not so sure evidence, so that tests hold more than one kind.
pub fn probable(of: Proves) -> Evidence {
    Evidence { of, link: Certainty::Probable }
}
