//! What the program says to a person: a sentence and how grave it is.

/// How grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Something went as asked.
    Done,
    /// Something is worth knowing.
    Note,
    /// Something did not work; it stays on screen until it has been read.
    Problem,
}

/// A sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How grave.
    pub gravity: Gravity,
    /// What happened; for a problem: what failed, what still holds, what to do.
    pub text: String,
    /// Whether Undo takes it back.
    pub undoable: bool,
}

impl Notice {
    /// Something was done; `undoable` if Undo takes it back.
    #[must_use]
    pub fn done(text: impl Into<String>) -> Self {
        Self { gravity: Gravity::Done, text: text.into(), undoable: false }
    }

    /// Something was done that Undo takes back.
    #[must_use]
    pub fn undoable(text: impl Into<String>) -> Self {
        Self { gravity: Gravity::Done, text: text.into(), undoable: true }
    }

    /// Something is worth knowing.
    #[must_use]
    pub fn note(text: impl Into<String>) -> Self {
        Self { gravity: Gravity::Note, text: text.into(), undoable: false }
    }

    /// Something did not work.
    #[must_use]
    pub fn problem(text: impl Into<String>) -> Self {
        Self { gravity: Gravity::Problem, text: text.into(), undoable: false }
    }
}
