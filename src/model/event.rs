//! An event: something that happened, is planned, is denied … once, however many documents report it.

use super::absorbed::AbsorbedEvent;
use super::document::{Grade, Handling, HowKnown};
use super::id::{CodeId, EntityId, EventId, MarkId};
use super::{Made, is_default, one_or_many, record};
use crate::base::when::When;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is known of an event. Nothing is mandatory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The event type, a code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<CodeId>,
    /// The areas it belongs to, codes; one sentence may speak of four.
    #[serde(default, skip_serializing_if = "is_default")]
    pub areas: BTreeSet<CodeId>,
    /// How lists name it.
    pub title: String,
    /// The date as each source states it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stated: Vec<StatedWhen>,
    /// The date as the analyst assesses it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assessed: Option<Assessed>,
    /// Earlier assessments that rested on something, oldest first ([`Event::assess`]).
    #[serde(default, skip_serializing_if = "is_default")]
    pub assessed_before: Vec<Assessed>,
    /// Where; a raid in nine cities has nine. One place alone, as files up to format 2 have it, is read as well.
    #[serde(default, skip_serializing_if = "is_default", alias = "place", deserialize_with = "one_or_many")]
    pub places: Vec<Place>,
    /// Who took part, in which role.
    #[serde(default, skip_serializing_if = "is_default")]
    pub participants: Vec<Participant>,
    /// Quantities that the sources give.
    #[serde(default, skip_serializing_if = "is_default")]
    pub figures: Vec<Figure>,
    /// Whether it happened, as of the latest source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Status,
    /// What earlier sources said of its reality.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status_history: Vec<StatusStep>,
    /// How sure the analyst is that it is as recorded.
    #[serde(default, skip_serializing_if = "is_default")]
    pub certainty: Certainty,
    /// A likelihood word in a scale of the codebook (such as ICD 203's “likely”); never mixed with certainty.
    #[serde(default, skip_serializing_if = "is_default")]
    pub likelihood: String,
    /// The Admiralty grade of what is known of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub grade: Option<Grade>,
    /// With whom it may be shared.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handling: Option<Handling>,
    /// Fields that the sources themselves leave unspecified, as opposed to not filled in yet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unspecified: BTreeSet<Field>,
    /// Where the single-valued fields come from; a field not listed is the analyst's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: BTreeMap<Field, Source>,
    /// Links to other events.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relations: Vec<Relation>,
    /// Events that look like this one and are not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_same: BTreeSet<EventId>,
    /// Events that turned out to be this one, as they were.
    #[serde(default, skip_serializing_if = "is_default")]
    pub absorbed: Vec<AbsorbedEvent>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who made it.
    pub made: Made,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changed: Option<Made>,
}

record!(Event, EventId, "event", |event| &event.title);

impl Event {
    /// The date that lists and charts use: the assessed one, else the first stated one that has a value.
    #[must_use]
    pub fn when(&self) -> Option<&When> {
        let assessed = self.assessed.as_ref().map(|assessed| &assessed.when);
        assessed.or_else(|| self.stated.iter().find_map(|stated| stated.when.as_ref()))
    }

    /// Gives it another assessed date, or none.
    ///
    /// One that goes for another day is kept in [`Event::assessed_before`] if it rested on something: a reason, a mark,
    /// or a conclusion that was said to be one. What somebody merely typed is not.
    pub fn assess(&mut self, assessed: Option<Assessed>) {
        let other_day = |old: &Assessed| assessed.as_ref().is_none_or(|new| new.when != old.when);
        let old = self.assessed.take_if(|old| old.rests_on_something() && other_day(old));
        if let Some(old) = old.filter(|old| !self.assessed_before.contains(old)) {
            self.assessed_before.push(old);
        }
        self.assessed = assessed;
    }

    /// Where its values come from, but for those of what it has absorbed.
    #[must_use]
    pub fn all_sources(&self) -> Vec<Source> {
        let mut all: Vec<Source> = self.sources.values().copied().collect();
        all.extend(self.stated.iter().map(|stated| stated.source));
        all.extend(self.assessed.iter().chain(&self.assessed_before).map(|assessed| assessed.source));
        all.extend(self.places.iter().map(|place| place.source));
        all.extend(self.participants.iter().map(|participant| participant.source));
        all.extend(self.figures.iter().map(|figure| figure.source));
        all.extend(self.status_history.iter().map(|step| step.source));
        all.extend(self.relations.iter().map(|relation| relation.source));
        all
    }

    /// The same, to be changed.
    pub fn all_sources_mut(&mut self) -> Vec<&mut Source> {
        let mut all: Vec<&mut Source> = self.sources.values_mut().collect();
        all.extend(self.stated.iter_mut().map(|stated| &mut stated.source));
        all.extend(self.assessed.iter_mut().chain(&mut self.assessed_before).map(|assessed| &mut assessed.source));
        all.extend(self.places.iter_mut().map(|place| &mut place.source));
        all.extend(self.participants.iter_mut().map(|participant| &mut participant.source));
        all.extend(self.figures.iter_mut().map(|figure| &mut figure.source));
        all.extend(self.status_history.iter_mut().map(|step| &mut step.source));
        all.extend(self.relations.iter_mut().map(|relation| &mut relation.source));
        all
    }

    /// Takes away every value whose source is not `known`.
    pub fn keep_values(&mut self, known: impl Fn(Source) -> bool) {
        let fields: Vec<Field> =
            self.sources.iter().filter(|(_, source)| !known(**source)).map(|(field, _)| *field).collect();
        for field in fields {
            match field {
                Field::Kind => self.kind = None,
                Field::Areas => self.areas.clear(),
                Field::Title => self.title.clear(),
                Field::When => self.assessed = None,
                Field::Place => self.places.clear(),
                Field::Participants => self.participants.clear(),
                Field::Figures => self.figures.clear(),
                Field::Status => self.status = Status::default(),
                Field::Certainty => self.certainty = Certainty::default(),
                Field::Content => {}
            }
            self.sources.remove(&field);
        }
        self.assessed = self.assessed.take().filter(|assessed| known(assessed.source));
        self.stated.retain(|stated| known(stated.source));
        self.places.retain(|place| known(place.source));
        self.participants.retain(|participant| known(participant.source));
        self.figures.retain(|figure| known(figure.source));
        self.status_history.retain(|step| known(step.source));
        self.relations.retain(|link| known(link.source));
    }

    /// The entities that take part.
    pub fn entities(&self) -> impl Iterator<Item = EntityId> + '_ {
        self.participants.iter().filter_map(|participant| match participant.who {
            Who::Entity(entity) => Some(entity),
            Who::Unnamed { .. } => None,
        })
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// The analyst says so.
    #[default]
    Analyst,
    /// A mark says so.
    Mark(MarkId),
}

impl Source {
    /// The mark, if one says so.
    #[must_use]
    pub fn mark(self) -> Option<MarkId> {
        match self {
            Self::Mark(mark) => Some(mark),
            Self::Analyst => None,
        }
    }
}

/// The fields of an event that can be sourced or left unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// [`Event::kind`].
    Kind,
    /// [`Event::areas`].
    Areas,
    /// [`Event::title`].
    Title,
    /// [`Event::assessed`].
    When,
    /// [`Event::places`].
    Place,
    /// [`Event::participants`].
    Participants,
    /// [`Event::figures`].
    Figures,
    /// [`Event::status`].
    Status,
    /// [`Event::certainty`].
    Certainty,
    /// What it consists of: a source may say that something was agreed, and not what.
    Content,
}

/// A date in a source's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedWhen {
    /// The words: “Monday”, “earlier this year”.
    pub text: String,
    /// What they come to, counted from the document's date; `None` where they say no value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: Option<When>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// A date as the analyst sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessed {
    /// The date.
    pub when: When,
    /// How it is known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub known: HowKnown,
    /// Why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

impl Assessed {
    /// A date, and nothing more said of it.
    #[must_use]
    pub fn plain(when: When) -> Self {
        Self { when, known: HowKnown::default(), reason: String::new(), source: Source::Analyst }
    }

    /// Whether more is said than the date itself.
    #[must_use]
    pub fn rests_on_something(&self) -> bool {
        let Self { known, reason, source, .. } = self;
        *known == HowKnown::Inferred || !reason.trim().is_empty() || *source != Source::Analyst
    }
}

/// Where something took place: an entity of the project, or words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The place as an entity.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entity: Option<EntityId>,
    /// In words, down to the building; may stand beside the entity.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The role, a code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Option<CodeId>,
    /// Who.
    pub who: Who,
    /// The office held at that date, in words: “justice minister”.
    #[serde(default, skip_serializing_if = "is_default")]
    pub office: String,
    /// How sure it is that they took part so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub certainty: Certainty,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// A named entity or an unnamed group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Who {
    /// An entity of the project.
    Entity(EntityId),
    /// “Two suspects”: words and, where they say so, how many.
    Unnamed {
        /// The words.
        text: String,
        /// How many.
        #[serde(default, skip_serializing_if = "is_default")]
        count: Option<u32>,
    },
}

/// A quantity as a source gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The number, written out: 1.4 bn is 1400000000.
    pub value: Decimal,
    /// What is counted: “arrests”, “euros”.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: String,
    /// ISO 4217 code, for money.
    #[serde(default, skip_serializing_if = "is_default")]
    pub currency: String,
    /// How exactly the number is meant.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bound: Bound,
    /// What exactly is counted, where the unit alone does not say it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub what: String,
    /// Whose figure it is: the state that seized, the body whose budget it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: Option<EntityId>,
    /// The period that it is said for, both ends included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: Option<When>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// How exactly a number is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Bound {
    /// Just this.
    #[default]
    Exactly,
    /// “Over”, “more than”.
    MoreThan,
    /// “Up to”, “less than”.
    LessThan,
    /// “About”, “some”.
    About,
    /// “Only”: exact, and said to be little.
    Only,
}

/// What the sources say of an event's reality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// It took place.
    #[default]
    Happened,
    /// It is planned.
    Planned,
    /// Somebody hopes for it.
    HopedFor,
    /// It goes on.
    Ongoing,
    /// Somebody denies it.
    Denied,
    /// Somebody alleges it.
    Alleged,
    /// A general statement, no single event.
    Generic,
    /// A sum over many events (“over 200 since 2002”).
    Aggregate,
    /// A state of affairs, such as a period of tension.
    State,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Happened,
        Self::Planned,
        Self::HopedFor,
        Self::Ongoing,
        Self::Denied,
        Self::Alleged,
        Self::Generic,
        Self::Aggregate,
        Self::State,
    ];
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::HopedFor => "hoped for",
            Self::Ongoing => "ongoing",
            Self::Denied => "denied",
            Self::Alleged => "alleged",
            Self::Generic => "generic",
            Self::Aggregate => "aggregate",
            Self::State => "state",
        })
    }
}

/// What a source said of an event's reality, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusStep {
    /// What it said.
    pub status: Status,
    /// When it said so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: Option<When>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// How sure the analyst is. Not a likelihood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Certainty {
    /// No doubt worth noting.
    #[default]
    Certain,
    /// More likely than not.
    Probable,
    /// It may be.
    Possible,
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certain => "certain",
            Self::Probable => "probable",
            Self::Possible => "possible",
        })
    }
}

/// A link from one event to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// What the link means, read from this event: this *follows* that.
    pub kind: RelationKind,
    /// The other event.
    pub to: EventId,
    /// How sure.
    #[serde(default, skip_serializing_if = "is_default")]
    pub certainty: Certainty,
    /// Why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
}

/// What a link between events means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RelationKind {
    /// This is a part of that.
    PartOf,
    /// This comes after that, in one story.
    Follows,
    /// This brings that about.
    Causes,
    /// This rests on that (a declaration on a plan).
    BuildsOn,
    /// Both took place on one occasion.
    SameOccasion,
    /// The sources of the two cannot both be right.
    Contradicts,
    /// A kind of the codebook.
    Other(CodeId),
}
