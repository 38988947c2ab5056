//! Where the marks that count stand: in which document, paragraphs and sentences. Read once for each state of a
//! project, when somebody asks.

use crate::base::span::Span;
use crate::base::words::{next_sentence, paragraph_at, sentence_at};
use crate::model::{Anchor, CodeId, DocumentId, Mark, MarkId, Within};
use crate::query::facts::Facts;
use crate::query::facts::packed::{Lists, Numbered, small};
use crate::query::scope;
use std::collections::BTreeMap;

/// The marks that count, by document and place.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Together {
    /// In the order of their beginnings within a document, documents by id.
    pub marks: Vec<Standing>,
    /// Their codes.
    pub codes: Numbered<CodeId>,
    /// The events that each is evidence of, by row.
    pub events: Lists<u32>,
    /// The sentences that each touches, by number.
    pub sentences: Lists<u32>,
    /// The paragraphs that each touches, by number.
    pub paragraphs: Lists<u32>,
    /// The pieces of each.
    pub pieces: Lists<Span>,
}

/// A mark.
#[derive(Clone, Debug)]
pub(in crate::query) struct Standing {
    pub mark: MarkId,
    pub document: u32,
    /// By number.
    pub code: Option<u32>,
    /// Whether its words are gone, so that it stands nowhere but in its document.
    pub is_lost: bool,
}

impl Together {
    /// Reads the texts around all marks that count.
    pub fn of(facts: &Facts) -> Self {
        let project = &facts.project;
        let mut by_document: BTreeMap<DocumentId, Vec<(MarkId, &Mark)>> = BTreeMap::new();
        for (id, mark) in project.marks().iter().filter(|(_, mark)| scope::mark_counts(project, mark)) {
            by_document.entry(mark.document).or_default().push((id, mark));
        }
        let mut all = Self::default();
        let mut numbers = (0, 0);
        for (document, mut marks) in by_document {
            marks.sort_by_key(|(id, mark)| (mark.pieces.hull(), *id));
            let number = facts.documents.find(&document).unwrap_or(u32::MAX);
            all.add(facts, number, (project.text(document), &marks), &mut numbers);
        }
        all
    }

    /// The places of one kind that a mark stands in, by number.
    pub fn places(&self, at: usize, within: Within) -> &[u32] {
        match within {
            Within::Sentence => self.sentences.of(at),
            Within::Paragraph => self.paragraphs.of(at),
            Within::Document => {
                self.marks.get(at).map(|mark| std::slice::from_ref(&mark.document)).unwrap_or_default()
            }
            Within::Overlap => &[],
        }
    }

    fn add(
        &mut self,
        facts: &Facts,
        document: u32,
        (text, marks): (&str, &[(MarkId, &Mark)]),
        (sentences, paragraphs): &mut (u32, u32),
    ) {
        let mut known = [Parts::new(*sentences, sentence_at), Parts::new(*paragraphs, paragraph_at)];
        for (id, mark) in marks {
            let is_lost = mark.anchor == Anchor::Lost;
            let places = |parts: &mut Parts| {
                if is_lost { Vec::new() } else { parts.touched(text, mark.pieces.spans()) }
            };
            let [of_sentences, of_paragraphs] = &mut known;
            self.sentences.push(places(of_sentences));
            self.paragraphs.push(places(of_paragraphs));
            let row = |event| facts.ids.binary_search(&event).ok().map(small);
            self.events.push(mark.events().filter_map(row));
            self.pieces.push(mark.pieces.spans().iter().copied());
            let code = mark.code.map(|code| self.codes.number(code));
            self.marks.push(Standing { mark: *id, document, code, is_lost });
        }
        let [of_sentences, of_paragraphs] = known;
        (*sentences, *paragraphs) = (of_sentences.next, of_paragraphs.next);
    }
}

/// The sentences or paragraphs of a text that were met, so that none is looked for twice.
struct Parts {
    /// By their beginnings: end and number.
    met: BTreeMap<usize, (usize, u32)>,
    next: u32,
    at: fn(&str, usize) -> Span,
}

impl Parts {
    fn new(next: u32, at: fn(&str, usize) -> Span) -> Self {
        Self { met: BTreeMap::new(), next, at }
    }

    /// The numbers of those that these pieces touch, each once.
    fn touched(&mut self, text: &str, pieces: &[Span]) -> Vec<u32> {
        let mut numbers = Vec::new();
        for piece in pieces {
            let mut byte = piece.start();
            while byte < piece.end() {
                let (end, number) = self.part(text, byte);
                numbers.push(number);
                // The white space between two belongs to neither.
                let next = if end >= piece.end() { end } else { next_sentence(text, byte) };
                byte = next.max(byte + 1);
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn part(&mut self, text: &str, byte: usize) -> (usize, u32) {
        if let Some((_, known)) = self.met.range(..=byte).next_back().filter(|(_, (end, _))| *end > byte) {
            return *known;
        }
        let span = (self.at)(text, byte);
        let number = self.next;
        let part = *self.met.entry(span.start()).or_insert((span.end(), number));
        self.next += u32::from(part.1 == number);
        part
    }
}
