//! Questions about the codebook that are answered by choosing a code from a list.

use crate::model::{Code, CodeId, CodeKind, RecordId, RoleRule};
use crate::ops::code::CodeChange;
use crate::query::codebook::{Uses, codebook, with_descendants};
use crate::session::Command;
use crate::ui::ask::{Target, code_choice};
use crate::ui::icons;
use crate::ui::view::{View, Wish};
use crate::ui::widgets::picker::{Choice, Picker};
use std::collections::BTreeSet;

/// A question about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeAsk {
    /// Under which code it stands.
    Broader(CodeId),
    /// Which code takes it in.
    MergeInto(CodeId),
    /// Where its uses go when it is deleted.
    UsesOf(CodeId),
    /// One more role of an event type.
    Role(CodeId),
    /// One more kind of entity that may fill a role of an event type, counted from 0.
    Kind(CodeId, usize),
}

impl CodeAsk {
    /// The code that it is about.
    #[must_use]
    pub fn code(self) -> CodeId {
        match self {
            Self::Broader(code)
            | Self::MergeInto(code)
            | Self::UsesOf(code)
            | Self::Role(code)
            | Self::Kind(code, _) => code,
        }
    }
}

/// The list for a question.
#[must_use]
pub fn open(view: View<'_>, ask: CodeAsk) -> Picker<Target> {
    let id = ask.code();
    let name = view.project().label(id.into());
    let Some(code) = view.project().codes().get(id) else { return Picker::new("", "", Vec::new()) };
    match ask {
        CodeAsk::Broader(_) => {
            let below = with_descendants(view.project(), &BTreeSet::from([id]));
            let mut choices = vec![nothing("No broader code: it stands at the top")];
            choices.extend(codes(view, code.kind, &below));
            Picker::new(format!("Under which code does “{name}” stand?"), "A broader code…", choices)
        }
        CodeAsk::MergeInto(_) => {
            let choices = codes(view, code.kind, &BTreeSet::from([id]));
            Picker::new(format!("Which code takes “{name}” in?"), "The code that stays…", choices)
        }
        CodeAsk::UsesOf(_) => {
            let uses = Uses::of(view.project(), id);
            let mut choices = codes(view, code.kind, &BTreeSet::from([id]));
            choices.push(nothing("Nowhere: they lose the code"));
            let title = format!("“{name}” goes. Where do its uses go? ({})", uses.words());
            Picker::new(title, "The code that they get…", choices)
        }
        CodeAsk::Role(_) => {
            let taken: BTreeSet<CodeId> = code.roles.iter().map(|rule| rule.role).collect();
            Picker::new(format!("Who takes part in “{name}”?"), "A role…", codes(view, CodeKind::Role, &taken))
        }
        CodeAsk::Kind(_, at) => {
            let taken = code.roles.get(at).map(|rule| rule.kinds.iter().copied().collect()).unwrap_or_default();
            Picker::new("Who may fill this role?", "A kind of entity…", codes(view, CodeKind::EntityKind, &taken))
        }
    }
}

fn nothing(name: &str) -> Choice<Target> {
    Choice {
        value: Target::Nothing,
        name: name.to_owned(),
        depth: 0,
        detail: String::new(),
        icon: Some((icons::MINUS, None)),
    }
}

/// The codes of a kind but for some, as a tree.
fn codes(view: View<'_>, kind: CodeKind, without: &BTreeSet<CodeId>) -> Vec<Choice<Target>> {
    let all = codebook(view.project(), kind).into_iter().filter(|(id, _)| !without.contains(id));
    all.filter_map(|(id, depth)| code_choice(view, id, depth)).collect()
}

/// What a choice comes to.
#[must_use]
pub fn answer(view: View<'_>, ask: CodeAsk, target: Target) -> Vec<Wish> {
    let chosen = match target {
        Target::Record(RecordId::Code(code)) => Some(code),
        _ => None,
    };
    let Some(code) = view.project().codes().get(ask.code()) else { return Vec::new() };
    let change = |code, change| vec![Wish::Do(Command::ChangeCode { code, changes: vec![change] })];
    match (ask, chosen) {
        (CodeAsk::Broader(id), parent) => change(id, CodeChange::Parent(parent)),
        (CodeAsk::MergeInto(id), Some(keep)) => {
            let merge = Command::MergeCodes { keep, others: vec![id] };
            vec![Wish::Do(merge), Wish::Show(RecordId::Code(keep))]
        }
        (CodeAsk::UsesOf(id), uses_to) => {
            let delete = Wish::Do(Command::DeleteCode { code: id, uses_to });
            [delete].into_iter().chain(uses_to.map(|to| Wish::Show(RecordId::Code(to)))).collect()
        }
        (CodeAsk::Role(id), Some(role)) => change(id, CodeChange::Roles(with_role(code, role))),
        (CodeAsk::Kind(id, at), Some(kind)) => {
            let mut rules = code.roles.clone();
            rules.get_mut(at).into_iter().for_each(|rule| rule.kinds.push(kind));
            change(id, CodeChange::Roles(rules))
        }
        (CodeAsk::MergeInto(_) | CodeAsk::Role(_) | CodeAsk::Kind(..), None) => Vec::new(),
    }
}

fn with_role(code: &Code, role: CodeId) -> Vec<RoleRule> {
    let rule = RoleRule { role, kinds: Vec::new(), at_least: 0, at_most: None };
    code.roles.iter().cloned().chain([rule]).collect()
}
