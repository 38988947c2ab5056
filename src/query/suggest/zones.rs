//! The parts of a text that are not the article, proposed with their reason: related articles, buttons, offers,
//! comments, pages, lines about the article, and what stands in other documents as well.
//!
//! Promises: a proposal is whole lines, on character boundaries; proposals are sorted, do not overlap, and keep away
//! from the zones that are there; the same text, zones and other texts give the same proposals. Precision comes
//! first: the first line is the headline, a line of prose is never taken unless it stands in a list of articles or
//! closes the text with what an outlet says of itself, and where nothing would be left of a text nothing is proposed.
//!
//! What it does *not* do: it draws no zones. Most of what it knows is in `assets/zones/rules.ron`.

mod blocks;
mod lines;
mod rules;

pub use blocks::Blocks;

use crate::base::span::Span;
use crate::model::ZoneKind;
use crate::query::fold::fold;
use lines::{Line, lines};
use rules::Reach;

/// Lines that could be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Bytes of the text, half-open: whole lines, without the line feed after the last.
    pub span: Span,
    /// What stands there.
    pub kind: ZoneKind,
    /// Why, in words.
    pub because: String,
}

impl Proposal {
    /// What a ruling remembers it by within its document: its first words, folded. It stays the same when the text is
    /// corrected elsewhere, or when more lines below turn out to belong to it.
    #[must_use]
    pub fn key(&self, text: &str) -> String {
        /// Words.
        const WORDS: usize = 8;
        let words = fold(self.span.text(text).unwrap_or_default());
        words.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a text that are not the article, but for those in `existing` zones; `repeated` knows the lines of
/// other texts, and may know this one.
#[must_use]
pub fn zones(text: &str, existing: &[Span], repeated: &Blocks) -> Vec<Proposal> {
    let mut page = Page::read(text);
    page.ask_rules();
    page.bylines();
    page.lists();
    page.repeated(repeated);
    page.about();
    if page.is_nothing_left() {
        return Vec::new();
    }
    page.proposals(existing)
}

/// What is thought of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Thought {
    kind: ZoneKind,
    because: &'static str,
    reach: Reach,
}

/// A text as lines, and what is thought of each.
struct Page<'t> {
    lines: Vec<Line<'t>>,
    thoughts: Vec<Option<Thought>>,
}

impl<'t> Page<'t> {
    fn read(text: &'t str) -> Self {
        let lines = lines(text);
        let thoughts = vec![None; lines.len()];
        Self { lines, thoughts }
    }

    fn is_taken(&self, at: usize) -> bool {
        self.thoughts.get(at).is_some_and(Option::is_some)
    }

    fn take(&mut self, at: usize, kind: ZoneKind, because: &'static str) {
        if let Some(slot) = self.thoughts.get_mut(at)
            && slot.is_none()
        {
            *slot = Some(Thought { kind, because, reach: Reach::Line });
        }
    }

    /// The first line with something in it.
    fn headline(&self) -> Option<usize> {
        self.lines.iter().position(|line| !line.is_blank())
    }

    fn ask_rules(&mut self) {
        let headline = self.headline();
        for (at, (line, thought)) in self.lines.iter().zip(&mut self.thoughts).enumerate() {
            if Some(at) == headline || line.is_blank() {
                continue;
            }
            let verdict = rules::verdict(line.text);
            *thought = verdict.map(|said| Thought { kind: said.kind, because: said.because, reach: said.reach });
        }
    }

    /// “By …”, near the top.
    fn bylines(&mut self) {
        /// Lines with something in them, the headline included.
        const NEAR_THE_TOP: usize = 6;
        let written = |page: &Self, at: &usize| page.lines.get(*at).is_some_and(|line| !line.is_blank());
        let top: Vec<usize> =
            (0..self.lines.len()).filter(|at| written(self, at)).take(NEAR_THE_TOP).skip(1).collect();
        for at in top {
            if self.lines.get(at).is_some_and(Line::is_byline) {
                self.take(at, ZoneKind::Metadata, "says who wrote it");
            }
        }
    }

    /// What stands under “Related articles” and its like.
    fn lists(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let head = self.thoughts.get(at).copied().flatten().filter(|thought| thought.reach == Reach::List);
            at += 1;
            let Some(Thought { kind, because, .. }) = head else { continue };
            if self.is_list_of_cards(at) {
                let all = Thought { kind, because, reach: Reach::Line };
                self.thoughts.iter_mut().skip(at).for_each(|slot| *slot = Some(all));
                return;
            }
            let end = self.end_of_list(at);
            (at..end).for_each(|line| self.take(line, kind, because));
            at = end.max(at);
        }
    }

    /// Whether the list that begins at a line shows articles with their age, summary or text: nothing stands behind
    /// such a list.
    fn is_list_of_cards(&self, from: usize) -> bool {
        /// Lines with something in them within which the age of the first article stands.
        const FIRST_CARD: usize = 8;
        let mut ahead = self.lines.iter().skip(from).filter(|line| !line.is_blank()).take(FIRST_CARD);
        ahead.any(|line| rules::is_age(line.text))
    }

    /// The line behind a list that begins at a line: the end of the text if only headlines follow, else the end of the
    /// first of them.
    fn end_of_list(&self, from: usize) -> usize {
        let mut ahead = self.lines.iter().enumerate().skip(from);
        if ahead.all(|(at, line)| line.is_headline() || line.is_blank() || self.is_taken(at)) {
            return self.lines.len();
        }
        self.end_of_items(from)
    }

    /// The end of the first stretch of headlines without a blank line in it.
    fn end_of_items(&self, from: usize) -> usize {
        let mut end = from;
        for (at, line) in self.lines.iter().enumerate().skip(from) {
            match line {
                line if line.is_blank() && end == from => {}
                line if line.is_headline() && !self.is_taken(at) => end = at + 1,
                _ => break,
            }
        }
        // A list that runs into prose without a blank line ends with a headline of the article.
        let runs_on = self.lines.get(end).is_some_and(Line::is_prose);
        if runs_on && end > from + 1 { end - 1 } else { end }
    }

    /// Lines that stand in other documents as well: at the end of the text in two, elsewhere in three, unless so much
    /// of it does that the text is a copy.
    fn repeated(&mut self, repeated: &Blocks) {
        let times: Vec<u32> = self.lines.iter().map(|line| repeated.texts_with(line.text)).collect();
        let bytes = |wanted: &dyn Fn(u32) -> bool| -> usize {
            self.lines.iter().zip(&times).filter(|(_, times)| wanted(**times)).map(|(line, _)| line.text.len()).sum()
        };
        if bytes(&|times| times > 1) * 3 > bytes(&|_| true) {
            return;
        }
        let headline = self.headline();
        let mut in_tail = true;
        for at in (0..self.lines.len()).rev().filter(|at| Some(*at) != headline) {
            let (Some(line), Some(times)) = (self.lines.get(at), times.get(at)) else { continue };
            let prose = line.is_prose();
            if self.is_taken(at) || line.is_blank() {
                continue;
            }
            in_tail &= *times > 1;
            if in_tail || (*times > 2 && !prose) {
                self.take(at, ZoneKind::Boilerplate, "stands in other documents as well");
            }
        }
    }

    /// What an outlet says of itself where the text ends, and its name above.
    fn about(&mut self) {
        let open =
            |page: &Self, at: &usize| !page.is_taken(*at) && page.lines.get(*at).is_some_and(|line| !line.is_blank());
        let Some(last) = (0..self.lines.len()).rev().find(|at| open(self, at)) else { return };
        let Some(line) = self.lines.get(last) else { return };
        let Some(name) = line.name_of_who_speaks() else { return };
        let named: Vec<usize> =
            (0..last).filter(|at| self.lines.get(*at).is_some_and(|line| line.is_just(name))).collect();
        if named.is_empty() {
            return;
        }
        self.take(last, ZoneKind::Boilerplate, "says what the outlet is");
        let above = (0..last).rev().find(|at| open(self, at));
        if let Some(above) = above.filter(|above| named.contains(above) && Some(*above) != self.headline()) {
            self.take(above, ZoneKind::Boilerplate, "says what the outlet is");
        }
    }

    /// Whether no line of prose would be left of a text that has some; or of one without, no line but the headline.
    fn is_nothing_left(&self) -> bool {
        let headline = self.headline();
        let left = |(at, _): &(usize, &Line<'_>)| !self.is_taken(*at) && Some(*at) != headline;
        let mut lines = self.lines.iter().enumerate().filter(|(_, line)| !line.is_blank());
        if self.lines.iter().any(Line::is_prose) {
            return !self.lines.iter().enumerate().any(|(at, line)| line.is_prose() && !self.is_taken(at));
        }
        !lines.any(|line| left(&line))
    }

    /// Neighbours of one kind become one proposal; lines in zones that are there are left out.
    fn proposals(&self, existing: &[Span]) -> Vec<Proposal> {
        let mut proposals: Vec<Proposal> = Vec::new();
        let mut goes_on = false;
        for (line, thought) in self.lines.iter().zip(&self.thoughts) {
            if line.is_blank() {
                continue;
            }
            let free = !existing.iter().any(|zone| zone.overlaps(line.span));
            let Some(thought) = thought.filter(|_| free) else {
                goes_on = false;
                continue;
            };
            match proposals.last_mut().filter(|last| goes_on && last.kind == thought.kind) {
                Some(last) => last.grow(line.span, thought.because),
                None => proposals.push(Proposal {
                    span: line.span,
                    kind: thought.kind,
                    because: thought.because.to_owned(),
                }),
            }
            goes_on = true;
        }
        proposals
    }
}

impl Proposal {
    fn grow(&mut self, line: Span, because: &str) {
        self.span = Span::new(self.span.start(), line.end());
        if !self.because.contains(because) {
            self.because.push_str("; ");
            self.because.push_str(because);
        }
    }
}

#[cfg(test)]
mod tests;
