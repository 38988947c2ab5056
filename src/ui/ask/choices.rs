//! What lists hold: commands of the window, and the records of the project as choices.

use super::{TAGGABLE, Target};
use crate::model::{CodeId, CodeKind, EntityId, EventId};
use crate::project::Project;
use crate::query::actors;
use crate::query::codebook::codebook;
use crate::ui::action::Action;
use crate::ui::computed::is_small;
use crate::ui::icons;
use crate::ui::keys::Keymap;
use crate::ui::theme;
use crate::ui::view::View;
use crate::ui::widgets::picker::{Choice, Picker};

/// Further choices, from the records of the project: at once if there are few, so that nothing comes in late.
pub(super) fn with(
    mut picker: Picker<Target>,
    view: View<'_>,
    choices: impl FnOnce(&Project) -> Vec<Choice<Target>> + Send + 'static,
) -> Picker<Target> {
    if is_small(view.project()) {
        picker.extend(choices(view.project()));
        return picker;
    }
    let project = view.project().clone();
    picker.and_later(move || choices(&project))
}

pub(super) fn actions(keymap: &Keymap) -> Vec<Choice<Target>> {
    let action = |action: Action| Choice {
        value: Target::Action(action),
        name: action.label().to_owned(),
        depth: 0,
        detail: keymap.text(action),
        icon: Some((action.icon(), None)),
    };
    Action::ALL.into_iter().map(action).collect()
}

pub(super) fn everything(project: &Project) -> Vec<Choice<Target>> {
    let documents = project.documents().iter().map(|(id, document)| Choice {
        value: Target::Record(id.into()),
        name: document.title.clone(),
        depth: 0,
        detail: document.outlet.clone(),
        icon: Some((icons::FILE_TEXT, None)),
    });
    let mut all: Vec<Choice<Target>> = documents.collect();
    all.extend(events(project));
    all.extend(entities(project));
    all
}

pub(super) fn events(project: &Project) -> Vec<Choice<Target>> {
    let filter = crate::model::Filter::everything();
    let order = crate::query::filter::EventOrder::When;
    let mut ids = crate::query::filter::events(project, &filter, order);
    // The latest first: the second article about something comes soon after the first.
    ids.reverse();
    ids.into_iter().filter_map(|id| event_choice(project, id)).collect()
}

pub(super) fn event_choice(project: &Project, id: EventId) -> Option<Choice<Target>> {
    let event = project.events().get(id)?;
    let kind = event.kind.and_then(|kind| project.codes().get(kind));
    let detail = [kind.map(|kind| kind.name.clone()), event.when().map(crate::base::when::When::short)];
    Some(Choice {
        value: Target::Record(id.into()),
        name: event.title.clone(),
        depth: 0,
        detail: detail.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        icon: Some((icons::CALENDAR_BLANK, kind.map(|kind| theme::of_code(kind.colour)))),
    })
}

pub(super) fn entities(project: &Project) -> Vec<Choice<Target>> {
    project.entities().ids().filter_map(|id| entity_choice(project, id)).collect()
}

pub(super) fn entity_choice(project: &Project, id: EntityId) -> Option<Choice<Target>> {
    let entity = project.entities().get(id)?;
    let kind = entity.kind.and_then(|kind| project.codes().get(kind));
    let others = entity.names.iter().skip(1).map(|name| name.text.as_str());
    let detail: Vec<&str> = kind.map(|kind| kind.name.as_str()).into_iter().chain(others).take(4).collect();
    Some(Choice {
        value: Target::Record(id.into()),
        name: entity.names.first().map(|name| name.text.clone()).unwrap_or_default(),
        depth: 0,
        detail: detail.join(" · "),
        icon: Some((icons::USER, kind.map(|kind| theme::of_code(kind.colour)))),
    })
}

/// The entities that the event's own articles name come first.
pub(super) fn entities_for(project: &Project, event: EventId) -> Vec<Choice<Target>> {
    let mut near: Vec<EntityId> = Vec::new();
    for document in project.index().documents_of_event(event) {
        let marks = project.index().marks_in(document).filter_map(|(_, mark)| project.marks().get(mark));
        near.extend(marks.flat_map(|mark| mark.entities().collect::<Vec<_>>()));
    }
    near.sort_unstable();
    near.dedup();
    let others = project.entities().ids().filter(|id| near.binary_search(id).is_err());
    near.iter().copied().chain(others).filter_map(|id| entity_choice(project, id)).collect()
}

/// What an entity can be part of: neither itself nor what is part of it.
pub(super) fn wholes_for(project: &Project, entity: EntityId) -> Vec<Choice<Target>> {
    let parts = actors::parts(project, entity, None);
    let fitting = project.entities().ids().filter(|id| *id != entity && !parts.contains(id));
    fitting.filter_map(|id| entity_choice(project, id)).collect()
}

/// What an office can be of: what its holder is part of comes first.
pub(super) fn bodies_for(project: &Project, entity: EntityId) -> Vec<Choice<Target>> {
    let near = actors::wholes(project, entity, None);
    let others = project.entities().ids().filter(|id| *id != entity && !near.contains(id));
    near.iter().copied().chain(others).filter_map(|id| entity_choice(project, id)).collect()
}

/// Entities whose kind is called a place come first.
pub(super) fn places(project: &Project) -> Vec<Choice<Target>> {
    let mut all = entities(project);
    all.sort_by_key(|choice| !choice.detail.starts_with("Place"));
    all
}

pub(super) fn codes(view: View<'_>, kind: CodeKind) -> Vec<Choice<Target>> {
    codebook(view.project(), kind).into_iter().filter_map(|(id, depth)| code_choice(view, id, depth)).collect()
}

/// Event types and entity kinds: what words can be tagged as. Those used last come first.
pub(super) fn taggable(view: View<'_>) -> Vec<Choice<Target>> {
    let recent = view.settings.recent_codes(view.project().id());
    let mut all: Vec<Choice<Target>> = TAGGABLE.into_iter().flat_map(|kind| codes(view, kind)).collect();
    let place = |choice: &Choice<Target>| {
        recent.iter().position(|code| choice.value == Target::Record((*code).into())).unwrap_or(usize::MAX)
    };
    all.sort_by_key(place);
    // One that was taken out of the tree stands for itself.
    all.iter_mut().filter(|choice| place(choice) < usize::MAX).for_each(|choice| choice.depth = 0);
    all
}

pub(in crate::ui) fn code_choice(view: View<'_>, id: CodeId, depth: usize) -> Option<Choice<Target>> {
    let code = view.project().codes().get(id)?;
    let key = code.key.map(|key| format!("{}  ", key.to_uppercase())).unwrap_or_default();
    Some(Choice {
        value: Target::Record(id.into()),
        name: code.name.clone(),
        depth,
        detail: format!("{key}{}", code.definition),
        icon: Some((icons::TAG, Some(theme::of_code(code.colour)))),
    })
}
