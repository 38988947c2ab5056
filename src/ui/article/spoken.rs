//! What a screen reader is told of a mark: its code, its words, and what they are evidence of; and of what is proposed.

use super::kind_name;
use crate::base::span::Span;
use crate::base::when::When;
use crate::model::MarkId;
use crate::ui::suggested::What;
use crate::ui::view::View;

/// “Visit: arrived in Rabat; evidence of Minister visits Rabat”.
pub fn name(view: View<'_>, id: MarkId) -> Option<String> {
    let project = view.project();
    let mark = project.marks().get(id)?;
    let code = mark.code.and_then(|code| project.codes().get(code)).map_or("Highlight", |code| code.name.as_str());
    let mut proves = mark.events().map(Into::into).chain(mark.entities().map(Into::into));
    let evidence = proves.next().map(|record| format!("; evidence of {}", project.label(record))).unwrap_or_default();
    Some(format!("{code}: {}{evidence}", mark.quote))
}

/// “Suggested date: on Monday, 10 March 2025”.
pub fn proposal(view: View<'_>, words: Span) -> Option<String> {
    let quote = words.text(view.project().text(view.session.selection.document?))?;
    Some(match view.suggested.at(words)? {
        What::Date(date) => {
            let value = date.value.as_ref().map(When::human).unwrap_or_default();
            format!("Suggested date: {quote}, {value}")
        }
        What::Name(name) => {
            format!("Suggested {}: {quote}", kind_name(name.kind))
        }
    })
}
