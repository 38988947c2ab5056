//! What a screen reader is told of a mark: its code, its words, and what they are evidence of.

use crate::model::MarkId;
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
