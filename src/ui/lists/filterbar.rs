//! The filter of a list: a chip for each part of it, and a small list to add one: first what to filter by, then which
//! value, searched while typing.

mod values;

use crate::base::when::When;
use crate::model::{
    Certainty, CodeId, EntityId, Filter, Handling, InRole, ListOf, Presence, RecordId, Somewhere, Status,
};
use crate::project::Project;
use crate::session::Notice;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::chip;
use crate::ui::widgets::picker::{Picked, Picker};
use egui::{Role, Ui, WidgetInfo};
use values::{choice, entities, later, values};

/// One value that a filter asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A type, code or kind.
    Type(CodeId),
    /// An area.
    Area(CodeId),
    /// A status.
    Status(Status),
    /// Somebody who takes part.
    Actor(EntityId),
    /// Somebody who takes part, or a part of it.
    Whole(EntityId),
    /// Two that both take part.
    Dyad(EntityId, EntityId),
    /// A role.
    Role(InRole),
    /// A place.
    Place(Somewhere),
    /// An outlet.
    Outlet(String),
    /// A period.
    Period(When),
    /// Who made it.
    Coder(String),
    /// How sure.
    Certainty(Certainty),
    /// With whom it may be shared.
    Handling(Handling),
    /// Whether a mark is evidence of it.
    Evidence(Presence),
    /// Whether it has a date.
    Date(Presence),
    /// From so many origins on.
    Origins(usize),
}

/// What a filter can ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Type, code or kind.
    Type,
    /// Area.
    Area,
    /// Status.
    Status,
    /// Who takes part.
    Actor,
    /// Who takes part, with its parts.
    Whole,
    /// Two that both take part.
    Dyad,
    /// Role.
    Role,
    /// Place.
    Place,
    /// Outlet.
    Outlet,
    /// Period.
    Period,
    /// Who made it.
    Coder,
    /// How sure.
    Certainty,
    /// Whether a mark is evidence of it.
    Evidence,
    /// Whether it has a date.
    Date,
    /// How many origins.
    Origins,
    /// With whom it may be shared.
    Handling,
}

impl Dimension {
    const ALL: [Self; 16] = [
        Self::Type,
        Self::Area,
        Self::Status,
        Self::Actor,
        Self::Whole,
        Self::Dyad,
        Self::Role,
        Self::Place,
        Self::Outlet,
        Self::Period,
        Self::Coder,
        Self::Certainty,
        Self::Evidence,
        Self::Date,
        Self::Origins,
        Self::Handling,
    ];

    fn name(self, of: ListOf) -> &'static str {
        match (self, of) {
            (Self::Type, ListOf::Events) => "Type",
            (Self::Type, ListOf::Entities) => "Kind",
            (Self::Type, ListOf::Marks) => "Code",
            (Self::Area, _) => "Area",
            (Self::Status, _) => "Status",
            (Self::Actor, ListOf::Events) => "Actor",
            (Self::Actor, _) => "Entity",
            (Self::Whole, ListOf::Events) => "Actor with its parts",
            (Self::Whole, _) => "Entity with its parts",
            (Self::Dyad, _) => "Both take part",
            (Self::Role, _) => "Role",
            (Self::Place, _) => "Place",
            (Self::Outlet, _) => "Outlet",
            (Self::Period, ListOf::Marks) => "Published",
            (Self::Period, _) => "Period",
            (Self::Coder, _) => "Coder",
            (Self::Certainty, _) => "Certainty",
            (Self::Evidence, _) => "Evidence",
            (Self::Date, _) => "Date",
            (Self::Origins, _) => "Origins",
            (Self::Handling, _) => "Handling",
        }
    }
}

/// What is chosen in a list of the filter.
#[derive(Clone, Debug)]
pub enum Answer {
    /// What to filter by.
    By(Dimension),
    /// The first of two.
    First(EntityId),
    /// A role, of which is asked who fills it.
    Filled(CodeId),
    /// A value.
    Part(Part),
}

/// What an answer leads to.
pub enum Next {
    /// Another list.
    Ask(Box<Picker<Answer>>),
    /// A part of the filter.
    Add(Part),
    /// Something to say.
    Say(Notice),
    /// The list was closed.
    Nothing,
}

impl Part {
    /// Puts it into a filter.
    pub fn add(self, filter: &mut Filter) {
        match self {
            Self::Type(code) => drop(filter.types.insert(code)),
            Self::Area(code) => drop(filter.areas.insert(code)),
            Self::Status(status) => drop(filter.statuses.insert(status)),
            Self::Actor(entity) => drop(filter.entities.insert(entity)),
            Self::Whole(entity) => drop(filter.wholes.insert(entity)),
            Self::Dyad(one, other) => filter.dyad = Some((one, other)),
            Self::Role(role) => drop(filter.roles.insert(role)),
            Self::Place(place) => drop(filter.places.insert(place)),
            Self::Outlet(outlet) => drop(filter.outlets.insert(outlet)),
            Self::Period(when) => filter.period = Some(when),
            Self::Coder(coder) => drop(filter.coders.insert(coder)),
            Self::Certainty(certainty) => drop(filter.certainties.insert(certainty)),
            Self::Handling(label) => drop(filter.handlings.insert(label)),
            Self::Evidence(presence) => filter.evidence = Some(presence),
            Self::Date(presence) => filter.date = Some(presence),
            Self::Origins(least) => filter.origins = least,
        }
    }

    /// Takes it out of a filter.
    pub fn remove(&self, filter: &mut Filter) {
        match self {
            Self::Type(code) => drop(filter.types.remove(code)),
            Self::Area(code) => drop(filter.areas.remove(code)),
            Self::Status(status) => drop(filter.statuses.remove(status)),
            Self::Actor(entity) => drop(filter.entities.remove(entity)),
            Self::Whole(entity) => drop(filter.wholes.remove(entity)),
            Self::Dyad(..) => filter.dyad = None,
            Self::Role(role) => drop(filter.roles.remove(role)),
            Self::Place(place) => drop(filter.places.remove(place)),
            Self::Outlet(outlet) => drop(filter.outlets.remove(outlet)),
            Self::Period(_) => filter.period = None,
            Self::Coder(coder) => drop(filter.coders.remove(coder)),
            Self::Certainty(certainty) => drop(filter.certainties.remove(certainty)),
            Self::Handling(label) => drop(filter.handlings.remove(label)),
            Self::Evidence(_) => filter.evidence = None,
            Self::Date(_) => filter.date = None,
            Self::Origins(_) => filter.origins = 0,
        }
    }

    /// “Type: Visit”.
    pub fn label(&self, project: &Project, of: ListOf) -> String {
        let name = |id: RecordId| project.label(id).to_owned();
        let (by, value) = match self {
            Self::Type(code) => (Dimension::Type, name((*code).into())),
            Self::Area(code) => (Dimension::Area, name((*code).into())),
            Self::Status(status) => (Dimension::Status, status.to_string()),
            Self::Actor(entity) => (Dimension::Actor, name((*entity).into())),
            Self::Whole(entity) => (Dimension::Actor, format!("{} and its parts", name((*entity).into()))),
            Self::Dyad(one, other) => {
                (Dimension::Dyad, format!("{} and {}", name((*one).into()), name((*other).into())))
            }
            Self::Role(InRole { role, entity: None }) => (Dimension::Role, name((*role).into())),
            Self::Role(InRole { role, entity: Some(entity) }) => {
                (Dimension::Role, format!("{} = {}", name((*role).into()), name((*entity).into())))
            }
            Self::Place(Somewhere::Entity(entity)) => (Dimension::Place, name((*entity).into())),
            Self::Place(Somewhere::Words(words)) => (Dimension::Place, format!("“{words}”")),
            Self::Outlet(outlet) => (Dimension::Outlet, outlet.clone()),
            Self::Period(when) => (Dimension::Period, when.human()),
            Self::Coder(coder) => (Dimension::Coder, coder.clone()),
            Self::Certainty(certainty) => (Dimension::Certainty, certainty.to_string()),
            Self::Handling(label) => (Dimension::Handling, label.to_string()),
            Self::Evidence(presence) => (Dimension::Evidence, there(*presence, "some", "none")),
            Self::Date(presence) => (Dimension::Date, there(*presence, "dated", "undated")),
            Self::Origins(least) => (Dimension::Origins, format!("{least} or more")),
        };
        format!("{}: {value}", by.name(of))
    }
}

fn there(presence: Presence, yes: &str, no: &str) -> String {
    if presence == Presence::Present { yes.to_owned() } else { no.to_owned() }
}

/// The parts of a filter, but for the words of the title, which have a field.
fn parts(filter: &Filter) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    parts.extend(filter.types.iter().copied().map(Part::Type));
    parts.extend(filter.areas.iter().copied().map(Part::Area));
    parts.extend(filter.statuses.iter().copied().map(Part::Status));
    parts.extend(filter.entities.iter().copied().map(Part::Actor));
    parts.extend(filter.wholes.iter().copied().map(Part::Whole));
    parts.extend(filter.dyad.map(|(one, other)| Part::Dyad(one, other)));
    parts.extend(filter.roles.iter().copied().map(Part::Role));
    parts.extend(filter.places.iter().cloned().map(Part::Place));
    parts.extend(filter.outlets.iter().cloned().map(Part::Outlet));
    parts.extend(filter.period.clone().map(Part::Period));
    parts.extend(filter.coders.iter().cloned().map(Part::Coder));
    parts.extend(filter.certainties.iter().copied().map(Part::Certainty));
    parts.extend(filter.handlings.iter().copied().map(Part::Handling));
    parts.extend(filter.evidence.map(Part::Evidence));
    parts.extend(filter.date.map(Part::Date));
    parts.extend((filter.origins > 0).then_some(Part::Origins(filter.origins)));
    parts
}

/// Whether a filter asks for more than words of the title.
#[must_use]
pub fn has_chips(filter: &Filter) -> bool {
    !parts(filter).is_empty()
}

/// A chip for each part; a click takes it away.
pub fn chips(ui: &mut Ui, project: &Project, of: ListOf, filter: &mut Filter) {
    let mut gone = None;
    for part in parts(filter) {
        let label = part.label(project, of);
        let response = chip::chip(ui, &label, None, "×", true);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Remove the filter {label}")));
        if response.on_hover_text("Remove this filter").clicked() {
            gone = Some(part);
        }
    }
    if let Some(part) = gone {
        part.remove(filter);
    }
}

/// The chip of the period that was chosen on a chart, in a panel that is narrowed to it; a click takes it away
/// everywhere.
pub fn period(ui: &mut Ui, period: Option<&When>, wishes: &mut Wishes) {
    let Some(period) = period else { return };
    let label = format!("Events of {}", period.human());
    let response = chip::chip(ui, &label, None, "×", true);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Remove the filter {label}")));
    if response.on_hover_text("The period of the charts: a click looks at all time again").clicked() {
        wishes.push(Wish::Period(None));
    }
}

/// What to filter by.
#[must_use]
pub fn dimensions(of: ListOf) -> Picker<Answer> {
    let fitting = Dimension::ALL.into_iter().filter(|by| of != ListOf::Entities || *by != Dimension::Dyad);
    let choices = fitting.map(|by| choice(Answer::By(by), by.name(of))).collect();
    Picker::new("Filter by", "Type, area, actor…", choices)
}

/// Which two are to be looked at.
#[must_use]
pub fn pairs(view: View<'_>) -> Picker<Answer> {
    values(view, ListOf::Events, Dimension::Dyad)
}

/// What comes after something was chosen.
#[must_use]
pub fn answer(view: View<'_>, of: ListOf, picked: Picked<Answer>) -> Next {
    match picked {
        Picked::Closed => Next::Nothing,
        Picked::Choice(Answer::Part(part)) => Next::Add(part),
        Picked::Choice(Answer::By(by)) => Next::Ask(Box::new(values(view, of, by))),
        Picked::Choice(Answer::First(one)) => {
            let name = view.project().label(one.into()).to_owned();
            let second = move |project: &Project| {
                let others = entities(project, |other| Answer::Part(Part::Dyad(one, other)));
                others.into_iter().filter(|choice| !is_same(&choice.value, one)).collect()
            };
            Next::Ask(Box::new(later(view, format!("{name} and who?"), "A name…", second)))
        }
        Picked::Choice(Answer::Filled(role)) => {
            let name = view.project().label(role.into()).to_owned();
            let by = move |project: &Project| {
                let anybody = Part::Role(InRole { role, entity: None });
                let mut all = vec![choice(Answer::Part(anybody), "Whoever it is")];
                all.extend(entities(project, |entity| {
                    Answer::Part(Part::Role(InRole { role, entity: Some(entity) }))
                }));
                all
            };
            Next::Ask(Box::new(later(view, format!("{name}: who?"), "A name…", by)))
        }
        // Only a period can be typed.
        Picked::New { name, .. } => match When::understand(&name, Some(view.today)) {
            Ok(understood) => Next::Add(Part::Period(understood.when)),
            Err(error) => Next::Say(Notice::note(error.to_string())),
        },
    }
}

fn is_same(answer: &Answer, one: EntityId) -> bool {
    matches!(answer, Answer::Part(Part::Dyad(_, other)) if *other == one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_can_be_added_and_taken_away() {
        let mut project = Project::new(crate::base::id::Fresh::from_bits(1));
        let id = crate::base::id::Fresh::from_bits;
        let (code, entity): (CodeId, EntityId) = (id(1), crate::base::id::Fresh::from_bits(2));
        let all = [
            Part::Type(code),
            Part::Area(code),
            Part::Status(Status::Denied),
            Part::Actor(entity),
            Part::Whole(entity),
            Part::Dyad(entity, entity),
            Part::Role(InRole { role: code, entity: Some(entity) }),
            Part::Place(Somewhere::Words("Rabat".into())),
            Part::Outlet("Wire".into()),
            Part::Period(When::year(2025)),
            Part::Coder("AL".into()),
            Part::Certainty(Certainty::Possible),
            Part::Handling(Handling::Red),
            Part::Evidence(Presence::Absent),
            Part::Date(Presence::Present),
            Part::Origins(2),
        ];
        assert_eq!(all.len(), Dimension::ALL.len());
        project.insert_read(entity, crate::model::Entity { ..crate::model::Entity::default() });
        let mut filter = Filter::everything();
        for part in &all {
            part.clone().add(&mut filter);
            assert!(!part.label(&project, ListOf::Events).is_empty());
        }
        assert_eq!(parts(&filter), all);
        for part in &all {
            part.remove(&mut filter);
        }
        assert!(filter.is_everything());
    }
}
