//! What was found in the texts that `entente import` brought in, as rows.

use crate::base::number::counted;
use crate::cli::places::{Place, Ruler};
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::suggest::copies::Likeness;
use crate::query::suggest::zones::Proposal;
use crate::session::findings::{Alike, Findings, Other};
use crate::session::intake::Fate;
use serde::Serialize;

/// What was found in one text.
#[derive(Default, Serialize)]
pub(super) struct Found {
    zones: Vec<Zone>,
    alike: Vec<Like>,
    syndicated_from: Option<String>,
}

#[derive(Serialize)]
struct Zone {
    #[serde(flatten)]
    place: Option<Place>,
    kind: String,
    because: String,
}

#[derive(Serialize)]
struct Like {
    likeness: String,
    share: f64,
    document: Option<String>,
    title: String,
    because: String,
}

/// One for each text, in the same order.
pub(super) fn rows(project: &Project, texts: &[&str], fates: &[Fate], findings: &[Findings]) -> Vec<Found> {
    let found = |(at, findings): (usize, &Findings)| Found {
        zones: texts.get(at).map(|text| zones(text, &findings.zones)).unwrap_or_default(),
        alike: findings.alike.iter().map(|alike| like(project, fates, alike)).collect(),
        syndicated_from: linked(project, fates.get(at).copied()),
    };
    findings.iter().enumerate().map(found).collect()
}

fn zones(text: &str, proposals: &[Proposal]) -> Vec<Zone> {
    let ruler = Ruler::new(text);
    let zone = |proposal: &Proposal| Zone {
        place: ruler.place(proposal.span),
        kind: proposal.kind.to_string(),
        because: proposal.because.clone(),
    };
    proposals.iter().map(zone).collect()
}

fn like(project: &Project, fates: &[Fate], alike: &Alike) -> Like {
    let document = match alike.other {
        Other::Here(id) => Some(id),
        Other::Coming(at) => fates.get(at).copied().and_then(document),
    };
    Like {
        likeness: alike.likeness.to_string(),
        share: (alike.share * 1_000.0).round() / 1_000.0,
        title: document.map(|id| project.label(id.into()).to_owned()).unwrap_or_default(),
        document: document.map(|id| id.to_string()),
        because: alike.because.clone(),
    }
}

fn document(fate: Fate) -> Option<DocumentId> {
    match fate {
        Fate::New(id) | Fate::Duplicate(id) => Some(id),
        Fate::Refused => None,
    }
}

fn linked(project: &Project, fate: Option<Fate>) -> Option<String> {
    let Some(Fate::New(id)) = fate else { return None };
    Some(project.documents().get(id)?.syndicated_from?.to_string())
}

impl Found {
    /// For the table: “2 zones; near copy of “Talks in Rabat” (94 %)”.
    pub(super) fn in_words(&self) -> String {
        let mut parts = Vec::new();
        if !self.zones.is_empty() {
            parts.push(counted(self.zones.len(), "zone"));
        }
        parts.extend(self.alike.iter().map(Like::in_words));
        parts.join("; ")
    }
}

impl Like {
    fn in_words(&self) -> String {
        let percent = (self.share * 100.0).round();
        match &self.likeness {
            alike if *alike == Likeness::LooksAlike.to_string() => {
                format!("looks like “{}” but is not ({percent} %)", self.title)
            }
            copy => format!("{copy} of “{}” ({percent} %)", self.title),
        }
    }
}

/// A sentence behind the sum of all rows; empty if nothing was found.
pub(super) fn summary<'f>(rows: impl Iterator<Item = &'f Found>) -> String {
    let (mut zones, mut copies, mut alike) = (0, 0, 0);
    for row in rows {
        let looks = Likeness::LooksAlike.to_string();
        let false_friends = row.alike.iter().filter(|like| like.likeness == looks).count();
        zones += row.zones.len();
        alike += usize::from(false_friends > 0);
        copies += usize::from(row.alike.len() > false_friends);
    }
    if zones + copies + alike == 0 {
        return String::new();
    }
    format!(
        " Found: {}, {} with a copy, {alike} that only look like another.",
        counted(zones, "zone"),
        counted(copies, "text")
    )
}
