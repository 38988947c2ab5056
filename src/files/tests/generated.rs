//! Projects to test with: a small fixed one, and arbitrary ones.

use crate::base::id::{Fresh, Ids};
use crate::base::patch::Patch;
use crate::base::span::{Pieces, Span};
use crate::base::stamp::Stamp;
use crate::model::{
    Anchor, Code, CodeId, CodeKind, Colour, Context, Document, DocumentId, Entity, EntityId, Event, EventId,
    Evidence, Made, Mark, MarkId, Matter, Name, Participant, Pattern, ProjectId, Proves, Ruling, RulingId, View,
    ViewId, Who,
};
use crate::project::check::text_sha256;
use crate::project::{Draft, Project, Tx};
use proptest::prelude::*;

pub fn made() -> Made {
    Made { by: "AL".to_owned(), at: Stamp::from_unix_secs(1_741_600_000) }
}

pub fn document(title: &str, text: &str) -> Document {
    Document { title: title.to_owned(), text_sha256: text_sha256(text), made: made(), ..Document::default() }
}

pub fn mark(document: DocumentId, text: &str, span: Span) -> Mark {
    let pieces = Pieces::one(span).unwrap();
    Mark {
        document,
        quote: pieces.quote(text).unwrap(),
        pieces,
        context: Context::default(),
        anchor: Anchor::Placed,
        code: None,
        evidence: Vec::new(),
        status: None,
        speech: None,
        attribution: Vec::new(),
        in_error: false,
        note: String::new(),
        made: made(),
        changed: None,
    }
}

pub fn code(name: &str) -> Code {
    Code {
        kind: CodeKind::EventType,
        name: name.to_owned(),
        parent: None,
        definition: String::new(),
        good_example: String::new(),
        bad_example: String::new(),
        key: Some('v'),
        colour: Colour([1, 2, 3]),
        pattern: Pattern::Plain,
        weight: None,
        class: None,
        roles: Vec::new(),
        external: Vec::new(),
        order: 0,
        made: made(),
        changed: None,
    }
}

pub const TEXT: &str = "Visite à Rabat\n\nLe ministre \"Ouahbi\" a rencontré son homologue.\n";

/// One record of each kind, with links between them.
pub fn small() -> Project {
    let mut project = Project::new(ProjectId::from_bits(1));
    let (document_id, second) = (DocumentId::from_bits(2), DocumentId::from_bits(12));
    let (code_id, event_id) = (CodeId::from_bits(3), EventId::from_bits(4));
    let (entity_id, mark_id) = (EntityId::from_bits(5), MarkId::from_bits(6));
    project.insert_read(document_id, document("Visite à Rabat", TEXT));
    project.insert_text_read(document_id, TEXT.to_owned());
    project.insert_read(second, document("Other", "Nothing here (really)]}"));
    project.insert_text_read(second, "Nothing here (really)]}".to_owned());
    project.insert_read(code_id, code("Visit"));
    project.insert_read(entity_id, Entity { names: vec![Name::plain("Ouahbi")], made: made(), ..Entity::default() });
    let who = Participant {
        role: None,
        who: Who::Entity(entity_id),
        office: "justice minister".to_owned(),
        certainty: crate::model::Certainty::Certain,
        source: crate::model::Source::Mark(mark_id),
    };
    let event = Event {
        kind: Some(code_id),
        title: "Visit".to_owned(),
        participants: vec![who],
        made: made(),
        ..Event::default()
    };
    project.insert_read(event_id, event);
    let mut evidence = mark(document_id, TEXT, Span::new(17, 37));
    evidence.evidence = vec![Evidence::certain(Proves::Event(event_id))];
    project.insert_read(mark_id, evidence);
    project.insert_read(ViewId::from_bits(7), View { name: "All".to_owned(), made: made(), ..View::default() });
    let about = Matter::NotAZone { document: document_id, begins: "Read also".to_owned() };
    let ruling = Ruling { about, reason: "part of the story".to_owned(), made: made(), changed: None };
    project.insert_read(RulingId::from_bits(8), ruling);
    assert_eq!(crate::project::check::check(&project), []);
    project
}

/// A transaction that adds a document with a text, applied.
pub fn add_document(project: &mut Project, ids: &mut Ids, text: &str) -> Tx {
    let mut draft = Draft::new(project, ids, made());
    let id = draft.add(document(text, text)).unwrap();
    draft.patch(id, Patch::create(text)).unwrap();
    draft.finish("Add a document").unwrap()
}

/// Any small project that is sound but for what its words say.
pub fn any_project() -> impl Strategy<Value = Project> {
    let texts = proptest::collection::vec((any::<u64>(), "\\PC{0,9}", any::<String>()), 0..4);
    let names = proptest::collection::vec((any::<u64>(), any::<String>(), any::<Option<char>>()), 0..4);
    (any::<u64>(), texts, names).prop_map(|(id, texts, names)| {
        let mut project = Project::new(ProjectId::from_bits(id));
        for (bits, title, text) in texts {
            let id = DocumentId::from_bits(bits);
            project.insert_read(id, document(&title, &text));
            project.insert_text_read(id, text.clone());
            if let Some(first) = text.chars().next() {
                project.insert_read(MarkId::from_bits(bits), mark(id, &text, Span::new(0, first.len_utf8())));
            }
        }
        for (bits, name, key) in names {
            project.insert_read(CodeId::from_bits(bits), Code { key, definition: name.clone(), ..code(&name) });
            let names = vec![Name::plain(name.clone()), Name::plain("x")];
            let entity = Entity { names, note: name.clone(), made: made(), ..Entity::default() };
            project.insert_read(EntityId::from_bits(bits), entity);
            let event = Event { title: name, kind: Some(CodeId::from_bits(bits)), made: made(), ..Event::default() };
            project.insert_read(EventId::from_bits(bits), event);
        }
        project
    })
}
