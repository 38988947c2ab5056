//! The bar above chosen rows: what can be done with all of them as one step, and how many of them that would change.

use crate::base::number::thousands;
use crate::model::{
    CERTAINTIES, Certainty, CodeId, CodeKind, EntityId, EventId, HANDLINGS, Handling, ListOf, MarkId, Participant,
    RecordId, Source, Status, Who,
};
use crate::ops::bulk::{EventsChange, MarksChange};
use crate::ops::entity::EntityChange;
use crate::project::Project;
use crate::query::codebook::codebook;
use crate::session::Command;
use crate::ui::computed::is_small;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::View;
use crate::ui::widgets::picker::{Choice, Picker};
use crate::ui::widgets::{button, chip};
use egui::{RichText, Role, Ui, WidgetInfo};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked about chosen rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The type of events.
    Type,
    /// One more area.
    AddArea,
    /// One area less.
    RemoveArea,
    /// Whether they happened.
    Status,
    /// How sure.
    Certainty,
    /// With whom they may be shared.
    Handling,
    /// Who takes part.
    Participant,
    /// The kind of entities.
    Kind,
    /// The code of marks.
    Code,
}

/// A value for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// A code.
    Code(CodeId),
    /// A status.
    Status(Status),
    /// How sure.
    Certainty(Certainty),
    /// A label, or none.
    Handling(Option<Handling>),
    /// Somebody.
    Entity(EntityId),
}

/// What was pressed in the bar.
pub enum Pressed {
    /// Something that needs a value.
    Ask(Question),
    /// Deleting.
    Delete,
    /// The sentences behind them.
    Sentences,
    /// Choosing nothing.
    LetGo,
}

/// Draws the bar for so many chosen rows.
pub fn bar(ui: &mut Ui, view: View<'_>, of: ListOf, chosen: usize) -> Option<Pressed> {
    let mut pressed = None;
    let writable = view.session.read_only().is_none();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        let text = format!("{} {of} selected", thousands(chosen));
        ui.label(RichText::new(text).font(theme::medium()).color(Palette::of(ui).text));
        ui.add_enabled_ui(writable, |ui| {
            for (question, short, name) in questions(of) {
                let response = chip::chip(ui, short, None, "", false);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, writable, *name));
                if response.on_hover_text(*name).clicked() {
                    pressed = Some(Pressed::Ask(*question));
                }
            }
            let response = chip::chip(ui, "Delete", None, "", false);
            if response.on_hover_ui(|ui| button::tooltip(ui, "Delete all of them as one step", "Delete")).clicked() {
                pressed = Some(Pressed::Delete);
            }
        });
        if button::link(ui, "Sentences of the selected").clicked() {
            pressed = Some(Pressed::Sentences);
        }
        if button::icon(ui, icons::X, "Select nothing", "Esc", true).clicked() {
            pressed = Some(Pressed::LetGo);
        }
    });
    pressed
}

/// What can be asked about rows, in short and in words.
fn questions(of: ListOf) -> &'static [(Question, &'static str, &'static str)] {
    match of {
        ListOf::Events => &[
            (Question::Type, "Type…", "Set the type…"),
            (Question::AddArea, "+ Area…", "Add an area…"),
            (Question::RemoveArea, "− Area…", "Take an area away…"),
            (Question::Status, "Status…", "Set the status…"),
            (Question::Certainty, "Certainty…", "Set the certainty…"),
            (Question::Handling, "Handling…", "Set the handling…"),
            (Question::Participant, "+ Who…", "Add who took part…"),
        ],
        ListOf::Entities => &[(Question::Kind, "Kind…", "Set the kind…")],
        ListOf::Marks => &[(Question::Code, "Code…", "Set the code…")],
    }
}

/// Deletes records as one step.
#[must_use]
pub fn delete(records: &BTreeSet<RecordId>) -> Command {
    Command::Delete(records.iter().copied().collect())
}

/// The list for a question; each choice says how many of the records it would change.
#[must_use]
pub fn picker(view: View<'_>, question: Question, records: Vec<RecordId>) -> Picker<Answer> {
    let many = records.len();
    let title = match question {
        Question::Type => format!("Type of {many} events"),
        Question::AddArea => format!("Add an area to {many} events"),
        Question::RemoveArea => format!("Take an area away from {many} events"),
        Question::Status => format!("Status of {many} events"),
        Question::Certainty => format!("Certainty of {many} events"),
        Question::Handling => format!("Handling of {many} events"),
        Question::Participant => format!("Who took part in {many} events?"),
        Question::Kind => format!("Kind of {many} entities"),
        Question::Code => format!("Code of {many} marks"),
    };
    if is_small(view.project()) {
        return Picker::new(title, "", choices(view.project(), question, &records));
    }
    let project = view.project().clone();
    Picker::new(title, "", Vec::new()).and_later(move || choices(&project, question, &records))
}

fn choices(project: &Project, question: Question, records: &[RecordId]) -> Vec<Choice<Answer>> {
    let already = already(project, question, records);
    let so = |answer: &Answer| already.get(answer).copied().unwrap_or_default();
    let mut all = offered(project, question);
    if question == Question::RemoveArea {
        all.retain(|choice| so(&choice.value) > 0);
    }
    for choice in &mut all {
        let so = so(&choice.value);
        let changes = if question == Question::RemoveArea { so } else { records.len() - so };
        choice.detail = format!("changes {} of {}", thousands(changes), thousands(records.len()));
    }
    all
}

fn offered(project: &Project, question: Question) -> Vec<Choice<Answer>> {
    let plain = |value: Answer, name: String| Choice { value, name, depth: 0, detail: String::new(), icon: None };
    match question {
        Question::Type => codes(project, CodeKind::EventType),
        Question::AddArea | Question::RemoveArea => codes(project, CodeKind::Area),
        Question::Kind => codes(project, CodeKind::EntityKind),
        Question::Code => {
            let mut all = codes(project, CodeKind::EventType);
            all.extend(codes(project, CodeKind::EntityKind));
            all
        }
        Question::Status => Status::ALL.map(|value| plain(Answer::Status(value), value.to_string())).to_vec(),
        Question::Certainty => CERTAINTIES.map(|value| plain(Answer::Certainty(value), value.to_string())).to_vec(),
        Question::Handling => {
            let mut all = vec![plain(Answer::Handling(None), "No label".to_owned())];
            all.extend(HANDLINGS.map(|value| plain(Answer::Handling(Some(value)), value.to_string())));
            all
        }
        Question::Participant => {
            let name = |id: EntityId| project.label(id.into()).to_owned();
            let mut all: Vec<Choice<Answer>> =
                project.entities().ids().map(|id| plain(Answer::Entity(id), name(id))).collect();
            all.sort_by_cached_key(|choice| crate::query::fold::fold(&choice.name));
            all
        }
    }
}

fn codes(project: &Project, kind: CodeKind) -> Vec<Choice<Answer>> {
    let choice = |(id, depth): (CodeId, usize)| {
        let code = project.codes().get(id)?;
        let icon = Some((icons::TAG, Some(theme::of_code(code.colour))));
        Some(Choice { value: Answer::Code(id), name: code.name.clone(), depth, detail: String::new(), icon })
    };
    codebook(project, kind).into_iter().filter_map(choice).collect()
}

/// How many of the records are so already, by value.
fn already(project: &Project, question: Question, records: &[RecordId]) -> BTreeMap<Answer, usize> {
    let mut already = BTreeMap::new();
    for id in records {
        let so: BTreeSet<Answer> = values(project, question, *id).into_iter().collect();
        so.into_iter().for_each(|answer| *already.entry(answer).or_insert(0) += 1);
    }
    already
}

fn values(project: &Project, question: Question, id: RecordId) -> Vec<Answer> {
    let code = |code: Option<CodeId>| code.map(Answer::Code).into_iter().collect();
    match id {
        RecordId::Event(id) => project.events().get(id).map(|event| match question {
            Question::Type => code(event.kind),
            Question::AddArea | Question::RemoveArea => event.areas.iter().copied().map(Answer::Code).collect(),
            Question::Status => vec![Answer::Status(event.status)],
            Question::Certainty => vec![Answer::Certainty(event.certainty)],
            Question::Handling => vec![Answer::Handling(event.handling)],
            Question::Participant => event.entities().map(Answer::Entity).collect(),
            Question::Kind | Question::Code => Vec::new(),
        }),
        RecordId::Entity(id) => project.entities().get(id).map(|entity| code(entity.kind)),
        RecordId::Mark(id) => project.marks().get(id).map(|mark| code(mark.code)),
        _ => None,
    }
    .unwrap_or_default()
}

/// What was chosen, as one step.
#[must_use]
pub fn command(question: Question, records: &BTreeSet<RecordId>, answer: Answer) -> Command {
    let event = |id: &RecordId| if let RecordId::Event(id) = id { Some(*id) } else { None };
    let events: Vec<EventId> = records.iter().filter_map(event).collect();
    let change = match (question, answer) {
        (Question::Kind, Answer::Code(kind)) => {
            let entity = |id: &RecordId| if let RecordId::Entity(id) = id { Some(*id) } else { None };
            let entities: Vec<EntityId> = records.iter().filter_map(entity).collect();
            return Command::ChangeEntities { entities, changes: vec![EntityChange::Kind(Some(kind))] };
        }
        (Question::Code, Answer::Code(code)) => {
            let mark = |id: &RecordId| if let RecordId::Mark(id) = id { Some(*id) } else { None };
            let marks: Vec<MarkId> = records.iter().filter_map(mark).collect();
            return Command::ChangeMarks { marks, changes: vec![MarksChange::Retype(code)] };
        }
        (Question::AddArea, Answer::Code(area)) => EventsChange::AddArea(area),
        (Question::RemoveArea, Answer::Code(area)) => EventsChange::RemoveArea(area),
        (_, Answer::Code(kind)) => EventsChange::Kind(Some(kind)),
        (_, Answer::Status(status)) => EventsChange::Status(status),
        (_, Answer::Certainty(certainty)) => EventsChange::Certainty(certainty),
        (_, Answer::Handling(label)) => EventsChange::Handling(label),
        (_, Answer::Entity(entity)) => EventsChange::AddParticipant(Participant {
            role: None,
            who: Who::Entity(entity),
            office: String::new(),
            certainty: Certainty::Certain,
            source: Source::Analyst,
        }),
    };
    Command::ChangeEvents { events, changes: vec![change] }
}
