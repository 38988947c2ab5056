//! What a person can ask of the window: one closed enum with name, icon and usual key of each. Menus, the palette, the
//! list of keys and the shortcuts are made from it, so that none can disagree with the others. Which key it has for
//! this person, [`super::keys::Keymap`] knows.
//!
//! What changes the project is a [`crate::session::Command`] and is undone; an action only shows things
//! differently, or starts something.

mod keys;

use super::icons;

/// Something that the window can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Opens a project.
    Open,
    /// Starts an empty project.
    New,
    /// Brings articles in.
    Import,
    /// Brings in an article from the clipboard or typed.
    Paste,
    /// Writes the project file.
    Save,
    /// Writes it under another name.
    SaveAs,
    /// When it is written by itself, and what stays of the files before.
    Saving,
    /// Takes a copy of the project in.
    MergeCopy,
    /// Shows every change.
    ShowHistory,
    /// Shows every change of what is selected.
    ShowItsHistory,
    /// Shows what was deleted.
    ShowTrash,
    /// Shows the project as it is again.
    BackToNow,
    /// Writes the chart as a picture, or its figures.
    ExportChart,
    /// Looks at all events again, on charts and in lists.
    ClearFilter,
    /// Writes the tables as CSV.
    ExportTables,
    /// Writes the codebook as a file of its own.
    ExportCodebook,
    /// Takes over a codebook from a file.
    ImportCodebook,
    /// Takes the last change back.
    Undo,
    /// Does it again.
    Redo,
    /// Finds words in this article.
    Find,
    /// Goes to the next hit in this article.
    FindNext,
    /// Goes to the hit before.
    FindPrevious,
    /// Finds words in all articles.
    FindEverywhere,
    /// Reads what is looked for as a regular expression, or as words.
    ToggleRegex,
    /// Finds whole words only, or parts of them too.
    ToggleWholeWords,
    /// Runs any command.
    Palette,
    /// Makes the selected words evidence of an event that is there already.
    AttachTo,
    /// Tags with a code that is typed.
    TagWith,
    /// Highlights without a code.
    Highlight,
    /// Cuts the selected mark in two.
    SplitMark,
    /// Adds the selected words to the selected mark.
    AddToMark,
    /// Takes the selected words, or the piece at the caret, out of the selected mark.
    TakeFromMark,
    /// Leaves the selected words out, as not being the article.
    AddZone,
    /// Corrects the selected words of the text.
    CorrectText,
    /// Replaces the text by a new edition.
    ReplaceText,
    /// Records an event without words in an article.
    AddEvent,
    /// Records an entity without words in an article.
    AddEntity,
    /// Merges another event into the one that is shown.
    MergeEvent,
    /// Merges another entity into the one that is shown.
    MergeEntity,
    /// Deletes what is selected.
    Delete,
    /// Renames what is selected.
    Rename,
    /// Next document.
    NextDocument,
    /// Previous document.
    PreviousDocument,
    /// Next panel.
    NextPanel,
    /// Previous panel.
    PreviousPanel,
    /// Shows or hides the documents.
    ToggleLibrary,
    /// Shows or hides the details.
    ToggleInspector,
    /// Shows or hides charts and lists.
    ToggleLower,
    /// Gives charts and lists the room of documents and article, or takes it back.
    EnlargeLower,
    /// Shows the chart.
    ShowActivity,
    /// Shows the trend.
    ShowTrend,
    /// Shows the network.
    ShowNetwork,
    /// Shows how late outlets report.
    ShowLag,
    /// Shows the timeline.
    ShowTimeline,
    /// Shows the matrix.
    ShowMatrix,
    /// Shows what the sources count.
    ShowFigures,
    /// Shows the events.
    ShowEvents,
    /// Shows the entities.
    ShowEntities,
    /// Shows the marks.
    ShowMarks,
    /// Shows the events without a usable date.
    ShowUndated,
    /// Compares what the documents say of the selected event.
    ShowSources,
    /// Shows the names that the texts propose.
    ShowSuggestions,
    /// Shows the marks that a change of a text left in doubt.
    ShowToCheck,
    /// Shows the codebook.
    ShowCodebook,
    /// Shows what looks like a flaw in the coding.
    ShowCoding,
    /// Shows how far two people agree.
    ShowAgreement,
    /// Compares the project with a file, as if each were a coder.
    CompareFile,
    /// Hides what others coded, or shows it again.
    CodeBlind,
    /// Light or dark.
    ToggleTheme,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// 100 %.
    ZoomReset,
    /// Tags every selection with one code until Escape.
    KeepTagging,
    /// Lets only the marks of one code stand out, or all again.
    ShowOnly,
    /// Lists what can be done with the mark at the caret.
    MarkMenu,
    /// The next mark in this article that is evidence of what is selected.
    NextEvidence,
    /// The one before.
    PreviousEvidence,
    /// The next date or name that the article proposes.
    NextSuggestion,
    /// Shows what the articles propose, or not.
    ToggleSuggestions,
    /// How the article is set.
    Reading,
    /// Serif or sans for the article.
    ToggleSerif,
    /// Larger letters in the article.
    LargerLetters,
    /// Smaller letters in the article.
    SmallerLetters,
    /// A wider column.
    WiderColumn,
    /// A narrower column.
    NarrowerColumn,
    /// More space between the rows.
    MoreSpacing,
    /// Less space between the rows.
    LessSpacing,
    /// The name that records carry.
    SetCoder,
    /// The list of keys.
    Keys,
    /// Exports a page or a report.
    Publish,
    /// Writes a picture of the window.
    Screenshot,
    /// Ends the program.
    Quit,
}

impl Action {
    /// All of them, in the order of the palette.
    pub const ALL: [Self; 92] = [
        Self::Import,
        Self::Paste,
        Self::Open,
        Self::New,
        Self::Save,
        Self::SaveAs,
        Self::Saving,
        Self::MergeCopy,
        Self::ExportChart,
        Self::ClearFilter,
        Self::Publish,
        Self::ExportTables,
        Self::ExportCodebook,
        Self::ImportCodebook,
        Self::Undo,
        Self::Redo,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::FindEverywhere,
        Self::ToggleRegex,
        Self::ToggleWholeWords,
        Self::Palette,
        Self::TagWith,
        Self::KeepTagging,
        Self::AttachTo,
        Self::Highlight,
        Self::SplitMark,
        Self::AddToMark,
        Self::TakeFromMark,
        Self::MarkMenu,
        Self::NextEvidence,
        Self::PreviousEvidence,
        Self::ShowOnly,
        Self::NextSuggestion,
        Self::ToggleSuggestions,
        Self::AddZone,
        Self::CorrectText,
        Self::ReplaceText,
        Self::AddEvent,
        Self::AddEntity,
        Self::MergeEvent,
        Self::MergeEntity,
        Self::Rename,
        Self::Delete,
        Self::NextDocument,
        Self::PreviousDocument,
        Self::NextPanel,
        Self::PreviousPanel,
        Self::ToggleLibrary,
        Self::ToggleInspector,
        Self::ToggleLower,
        Self::EnlargeLower,
        Self::ShowActivity,
        Self::ShowTrend,
        Self::ShowNetwork,
        Self::ShowLag,
        Self::ShowTimeline,
        Self::ShowMatrix,
        Self::ShowFigures,
        Self::ShowEvents,
        Self::ShowEntities,
        Self::ShowMarks,
        Self::ShowUndated,
        Self::ShowSources,
        Self::ShowSuggestions,
        Self::ShowToCheck,
        Self::ShowCodebook,
        Self::ShowCoding,
        Self::ShowHistory,
        Self::ShowItsHistory,
        Self::ShowTrash,
        Self::BackToNow,
        Self::ShowAgreement,
        Self::CompareFile,
        Self::CodeBlind,
        Self::ToggleTheme,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::Reading,
        Self::ToggleSerif,
        Self::LargerLetters,
        Self::SmallerLetters,
        Self::WiderColumn,
        Self::NarrowerColumn,
        Self::MoreSpacing,
        Self::LessSpacing,
        Self::SetCoder,
        Self::Screenshot,
        Self::Keys,
        Self::Quit,
    ];

    /// Its name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open project…",
            Self::New => "New project…",
            Self::Import => "Import articles…",
            Self::Paste => "Paste an article…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::Saving => "Saving and backups…",
            Self::MergeCopy => "Merge a copy…",
            Self::ShowHistory => "Show the history",
            Self::ShowItsHistory => "Show the history of what is selected",
            Self::ShowTrash => "Show the trash",
            Self::BackToNow => "Back to now",
            Self::ExportChart => "Export the chart as SVG, PNG, CSV or JSON…",
            Self::ClearFilter => "Clear the filter of charts and lists",
            Self::Publish => "Export a page or a report…",
            Self::ExportTables => "Export tables as CSV…",
            Self::ExportCodebook => "Export the codebook…",
            Self::ImportCodebook => "Take over a codebook…",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Find => "Find in this article",
            Self::FindNext => "Next hit in this article",
            Self::FindPrevious => "Previous hit in this article",
            Self::FindEverywhere => "Find in all articles",
            Self::ToggleRegex => "Find by regular expression or by words",
            Self::ToggleWholeWords => "Find whole words or parts of words",
            Self::Palette => "Search or run a command…",
            Self::AttachTo => "Add as evidence of an event…",
            Self::TagWith => "Tag with a code…",
            Self::Highlight => "Highlight without a code",
            Self::SplitMark => "Split the mark here",
            Self::AddToMark => "Add the selected words to the mark",
            Self::TakeFromMark => "Take these words out of the mark",
            Self::AddZone => "Leave these words out of the article",
            Self::CorrectText => "Correct the text…",
            Self::ReplaceText => "Replace the text…",
            Self::AddEvent => "New event",
            Self::AddEntity => "New entity",
            Self::MergeEvent => "Merge event with…",
            Self::MergeEntity => "Merge entity with…",
            Self::Delete => "Delete what is selected",
            Self::Rename => "Rename what is selected",
            Self::NextDocument => "Next article",
            Self::PreviousDocument => "Previous article",
            Self::NextPanel => "Next panel",
            Self::PreviousPanel => "Previous panel",
            Self::ToggleLibrary => "Show or hide the documents",
            Self::ToggleInspector => "Show or hide the details",
            Self::ToggleLower => "Show or hide charts and lists",
            Self::EnlargeLower => "Enlarge charts and lists, or back",
            Self::ShowActivity => "Show the activity chart",
            Self::ShowTrend => "Show the cooperation trend",
            Self::ShowNetwork => "Show the network of actors",
            Self::ShowLag => "Show the publication lag",
            Self::ShowTimeline => "Show the timeline",
            Self::ShowMatrix => "Show the matrix of actors, types, areas or codes",
            Self::ShowFigures => "Show the table of figures",
            Self::ShowEvents => "Show the events",
            Self::ShowEntities => "Show the entities",
            Self::ShowMarks => "Show the marks",
            Self::ShowUndated => "Show the events without a date",
            Self::ShowSources => "Compare the sources of the event",
            Self::ShowSuggestions => "Show the names that the articles use",
            Self::ShowToCheck => "Show the marks to check",
            Self::ShowCodebook => "Show the codebook",
            Self::ShowCoding => "Check my coding",
            Self::ShowAgreement => "Agreement: compare the coding of two people",
            Self::CompareFile => "Compare with a file…",
            Self::CodeBlind => "Code blind: hide or show what others coded",
            Self::ToggleTheme => "Light or dark",
            Self::ZoomIn => "Larger",
            Self::ZoomOut => "Smaller",
            Self::ZoomReset => "Normal size",
            Self::KeepTagging => "Keep tagging with a code…",
            Self::ShowOnly => "Show only one code",
            Self::MarkMenu => "What to do with this mark…",
            Self::NextEvidence => "Next sentence of this evidence",
            Self::PreviousEvidence => "Previous sentence of this evidence",
            Self::NextSuggestion => "Next suggestion in this article",
            Self::ToggleSuggestions => "Show or hide suggestions",
            Self::Reading => "How the article is set…",
            Self::ToggleSerif => "Serif or sans for the article",
            Self::LargerLetters => "Larger letters in the article",
            Self::SmallerLetters => "Smaller letters in the article",
            Self::WiderColumn => "Wider column",
            Self::NarrowerColumn => "Narrower column",
            Self::MoreSpacing => "More space between lines",
            Self::LessSpacing => "Less space between lines",
            Self::SetCoder => "Change my name or initials…",
            Self::Keys => "Keys",
            Self::Screenshot => "Write a picture of the window…",
            Self::Quit => "Quit",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Open => icons::FOLDER_OPEN,
            Self::New => icons::FILE_PLUS,
            Self::Import | Self::ImportCodebook => icons::DOWNLOAD_SIMPLE,
            Self::Paste => icons::CLIPBOARD_TEXT,
            Self::Save | Self::SaveAs | Self::Saving => icons::FLOPPY_DISK,
            Self::ExportChart | Self::ExportTables | Self::ExportCodebook | Self::Publish => icons::EXPORT,
            Self::Undo | Self::BackToNow => icons::ARROW_U_UP_LEFT,
            Self::Redo => icons::ARROW_U_UP_RIGHT,
            Self::Find | Self::ToggleRegex | Self::ToggleWholeWords => icons::MAGNIFYING_GLASS,
            Self::FindEverywhere => icons::LIST_MAGNIFYING_GLASS,
            Self::Palette => icons::COMMAND,
            Self::AttachTo | Self::MergeCopy | Self::MergeEvent | Self::MergeEntity => icons::LINK,
            Self::TagWith | Self::KeepTagging | Self::ShowCodebook => icons::TAG,
            Self::ShowCoding => icons::CHECK_CIRCLE,
            Self::ShowOnly => icons::CIRCLE_HALF,
            Self::FindNext | Self::NextEvidence => icons::CARET_DOWN,
            Self::FindPrevious | Self::PreviousEvidence | Self::EnlargeLower => icons::CARET_UP,
            Self::Highlight | Self::MarkMenu | Self::ShowMarks => icons::HIGHLIGHTER,
            Self::SplitMark => icons::LINK_BREAK,
            Self::AddZone | Self::CodeBlind => icons::EYE_SLASH,
            Self::ReplaceText | Self::ShowSources => icons::FILE_TEXT,
            Self::AddEvent | Self::ShowUndated => icons::CALENDAR_BLANK,
            Self::AddEntity => icons::USER,
            Self::Delete | Self::ShowTrash => icons::TRASH,
            Self::Rename | Self::CorrectText => icons::PENCIL_SIMPLE,
            Self::NextDocument | Self::NextPanel => icons::ARROW_RIGHT,
            Self::PreviousDocument | Self::PreviousPanel => icons::ARROW_LEFT,
            Self::ToggleLibrary => icons::SIDEBAR_SIMPLE,
            Self::ToggleInspector => icons::SLIDERS_HORIZONTAL,
            Self::ToggleLower => icons::SQUARE_HALF_BOTTOM,
            Self::ShowActivity
            | Self::ShowTrend
            | Self::ShowLag
            | Self::ShowTimeline
            | Self::ShowMatrix
            | Self::ShowNetwork
            | Self::ShowFigures => icons::CHART_BAR,
            Self::ShowEvents | Self::ShowHistory | Self::ShowItsHistory => icons::LIST_BULLETS,
            Self::ShowEntities | Self::ShowAgreement | Self::CompareFile => icons::USERS,
            Self::NextSuggestion | Self::ToggleSuggestions | Self::ShowSuggestions => icons::CIRCLE_DASHED,
            Self::ShowToCheck => icons::WARNING_CIRCLE,
            Self::ToggleTheme => icons::MOON,
            Self::AddToMark | Self::ZoomIn => icons::PLUS,
            Self::TakeFromMark | Self::ZoomOut => icons::MINUS,
            Self::ZoomReset
            | Self::Reading
            | Self::ToggleSerif
            | Self::LargerLetters
            | Self::SmallerLetters
            | Self::WiderColumn
            | Self::NarrowerColumn
            | Self::MoreSpacing
            | Self::LessSpacing => icons::TEXT_AA,
            Self::SetCoder => icons::IDENTIFICATION_CARD,
            Self::ClearFilter => icons::X,
            Self::Keys => icons::KEYBOARD,
            Self::Screenshot => icons::IMAGE,
            Self::Quit => icons::SIGN_OUT,
        }
    }

    /// What the settings call it.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}
