//! What was left out, in sentences for whoever reads a page or a report. Numbers only, no names.

use super::{LeftOut, Part};
use crate::base::number::counted;

impl LeftOut {
    /// Each in a sentence with its stop; none if all is there.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(most) = self.asked.max_handling {
            let parts = [
                (self.documents, "document"),
                (self.marks, "mark"),
                (self.events, "event"),
                (self.values, "value"),
                (self.charts, "saved chart"),
            ];
            let mut parts: Vec<String> =
                parts.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(*count, noun)).collect();
            parts.extend((self.entities > 0).then(|| entities(self.entities)));
            let what = if parts.is_empty() { "nothing had to be".to_owned() } else { listed(&parts) };
            said.push(format!(
                "Only what may be handled as {most} or below is here: {what} left out. What has no label is here."
            ));
        } else if self.charts > 0 {
            said.push(format!("Left out: {} that name coders.", counted(self.charts, "saved chart")));
        }
        if self.asked.notes == Part::LeftOut {
            said.push(format!("Left out: the analysts' notes and reasons for dates ({}).", self.notes));
        }
        if self.asked.coders == Part::LeftOut {
            said.push(format!("Left out: who made which record ({}).", counted(self.coders, "coder")));
        }
        if self.asked.texts == Part::LeftOut {
            let texts = counted(self.texts, "article");
            said.push(format!("Left out: the texts of {texts}; what was marked in them is quoted."));
        }
        if self.set_aside + self.uncounted_marks + self.uncounted_events > 0 {
            said.push(format!(
                "Left out because it counts nowhere: {} set aside, {} of such documents or of parts that are not the \
                 article, {} that nothing else reports.",
                counted(self.set_aside, "document"),
                counted(self.uncounted_marks, "mark"),
                counted(self.uncounted_events, "event"),
            ));
        }
        said
    }
}

fn entities(count: usize) -> String {
    if count == 1 { "1 entity".to_owned() } else { format!("{count} entities") }
}

/// “2 documents, 1 mark and 3 events were”.
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => format!("{one} {}", if one.starts_with("1 ") { "was" } else { "were" }),
        [first @ .., last] => format!("{} and {last} were", first.join(", ")),
    }
}
