//! The whole window, used as a person would use it.

mod agreement;
mod blind;
mod charts;
mod codebook;
mod coding;
mod correcting;
mod desk;
mod enlarged;
mod finding;
mod form;
mod found;
mod hands;
mod keeping;
mod large;
mod lists;
mod looks;
mod marks;
mod matrix;
mod merging;
mod network;
mod publish;
mod quantities;
mod registry;
mod same;
mod saving;
mod suggesting;
mod timeline;

use super::*;
use crate::files::RealDisk;
use crate::files::faulty::{Afterwards, Fault, FaultyDisk};
use crate::model::RecordId;
use crate::query::series::activity;
use crate::ui::action::Action;
use crate::ui::chart::question::Question;
use crate::ui::dialog::Purpose;
use crate::ui::lower::Tab;
use desk::*;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

/// Marks the visit in the first article: one event.
const VISIT: (&str, &str) = ("interior minister", "Rabat on Monday");
const QUOTE: &str = "interior minister travelled to Rabat on Monday";

fn with_visit() -> Desk {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.tag(VISIT.0, VISIT.1, 'v');
    desk
}

#[test]
fn two_articles_become_one_event_with_two_marks() {
    let mut desk = Desk::usual();
    desk.open(&FIRST);
    desk.drag_over(VISIT.0, VISIT.1);
    assert_eq!(desk.selected(), QUOTE);
    desk.letter('v');

    let (event, row) = desk.event();
    assert_eq!(row.kind, Some(desk.code("Visit")));
    assert_eq!(desk.quotes(), [QUOTE]);
    let (_, mark) = desk.marks()[0];
    let text = desk.project().text(mark.document);
    assert_eq!(mark.pieces.quote(text).as_deref(), Some(QUOTE));
    assert_eq!(desk.session().selection.record, Some(RecordId::Event(event)));
    assert_eq!(desk.value("Title"), row.title, "the form shows it");
    assert!(desk.shows(&format!("Evidence: {QUOTE}")));

    desk.fill_in("When", "10 March 2025");
    assert!(desk.shows("2025-03-10"), "the field says how it understands what is typed");
    desk.key(Key::Enter);
    let (_, row) = desk.event();
    assert_eq!(row.assessed.expect("a date").when.to_string(), "2025-03-10");

    desk.open(&SECOND);
    desk.take_sentence("received");
    assert_eq!(desk.selected(), "Last Monday a French guest was received in the Moroccan capital");
    desk.letter('e');
    assert!(desk.shows("Evidence of which event?"));
    desk.type_in("minister");
    desk.key(Key::Enter);

    assert_eq!(desk.event().0, event);
    assert_eq!(desk.session().index().evidence_count(event), 2);
    assert_eq!(desk.session().index().documents_of_event(event).len(), 2);
    assert!(desk.shows("2 documents"));

    let view = view(desk.session(), &desk.workbench().settings, &desk.workbench().suggested);
    let figures = activity(view.project(), &Question::default().spec).expect("figures");
    let bins: Vec<_> = figures.bins.iter().map(|bin| bin.label.as_str()).collect();
    assert_eq!(bins, ["Mar 2025"]);
    assert_eq!((figures.totals[0].count, figures.shown_marks), (1, 2));

    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.marks().len(), 1);
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.event().1.assessed, None);
    desk.chord(CTRL, Key::Y);
    desk.chord(CTRL_SHIFT, Key::Z);
    assert_eq!((desk.marks().len(), desk.event().1.assessed.is_some()), (2, true));
}

/// A project file with one visit in it, and its path.
fn file_with_visit(dir: &tempfile::TempDir) -> std::path::PathBuf {
    let path = dir.path().join("study.ron");
    saved(&path);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.open(&FIRST);
    desk.tag(VISIT.0, VISIT.1, 'v');
    desk.chord(CTRL, Key::S);
    path
}

#[test]
fn the_keyboard_alone_gets_from_reading_to_the_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("study.ron");
    saved(&path);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk.clone()));
    desk.chord(CTRL, Key::Tab);
    while desk.session().selection.document != Some(desk.document(&FIRST)) {
        desk.chord(CTRL, Key::Tab);
    }
    desk.key(Key::F6);
    while !desk.reader().is_focused() {
        desk.key(Key::F6);
    }
    desk.chord(CTRL, Key::ArrowDown);
    desk.chord(CTRL, Key::ArrowRight);
    for _ in 0.."interior minister travelled to Rabat on Monday".split(' ').count() {
        desk.chord(CTRL_SHIFT, Key::ArrowRight);
    }
    assert_eq!(desk.selected(), QUOTE);
    desk.letter('v');
    assert_eq!(desk.quotes(), [QUOTE]);

    desk.key(Key::F6);
    assert!(desk.field("Title").is_focused());
    desk.key(Key::Tab);
    assert!(desk.field("When").is_focused());
    desk.type_in("10 march 2025");
    desk.chord(CTRL, Key::S);
    assert_eq!(desk.session().unsaved(), 0);
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(file.contains("2025-03-10"), "what stands in the field is stored before it is saved");
    let project = desk.project().clone();
    drop(desk);
    assert_eq!(opened(&path, &disk, true).project(), &project);
}

#[test]
fn escape_drops_what_was_typed_and_the_form_stays() {
    let mut desk = with_visit();
    let (event, before) = desk.event();
    let revision = desk.session().revision();
    for field in ["Title", "When", "Note"] {
        let shown = desk.value(field);
        desk.fill_in(field, "3 May 2021");
        assert_eq!(desk.value(field), "3 May 2021");
        desk.key(Key::Escape);
        assert_eq!(desk.value(field), shown, "{field}");
        assert!(!desk.field(field).is_focused());
        assert_eq!(desk.session().selection.record, Some(RecordId::Event(event)), "one level back is the field");
    }
    assert_eq!((desk.session().revision(), desk.event().1), (revision, before));
    desk.key(Key::Escape);
    assert_eq!(desk.session().selection.record, None, "the next Escape closes the form");
}

#[test]
fn enter_stores_one_change_and_so_does_going_elsewhere() {
    let mut desk = with_visit();
    for (field, typed) in [("Title", "A visit to Rabat"), ("When", "2025-03-10"), ("Why this date", "said so")] {
        let revision = desk.session().revision();
        desk.fill_in(field, typed);
        assert_eq!(desk.session().revision(), revision, "nothing is stored while somebody types");
        desk.key(Key::Enter);
        assert_eq!(desk.session().revision(), revision + 1, "{field}");
        desk.let_go();
        assert_eq!(desk.session().revision(), revision + 1, "{field}, later");
    }
    assert_eq!(desk.event().1.title, "A visit to Rabat");
    let revision = desk.session().revision();
    desk.fill_in("Note", "Two lines,");
    desk.key(Key::Enter);
    desk.write("one note");
    let elsewhere = desk.words("signed").center();
    desk.click_at(elsewhere);
    assert_eq!(desk.event().1.note, "Two lines,\none note");
    assert_eq!(desk.session().revision(), revision + 1);
    desk.fill_in("Note", "Ended");
    desk.chord(CTRL, Key::Enter);
    assert_eq!(desk.event().1.note, "Ended");
    assert_eq!(desk.session().revision(), revision + 2);
    // Nothing changed: nothing is stored.
    desk.fill_in("Title", "A visit to Rabat");
    desk.key(Key::Enter);
    assert_eq!(desk.session().revision(), revision + 2);
}

#[test]
fn what_is_being_typed_is_not_lost_when_a_key_takes_the_form_away() {
    for (modifiers, key) in [(CTRL, Key::Tab), (CTRL, Key::E), (CTRL, Key::K), (Modifiers::ALT, Key::Num2)] {
        let mut desk = with_visit();
        let (event, _) = desk.event();
        desk.fill_in("Title", "A visit to Rabat");
        desk.chord(modifiers, key);
        let title = &desk.project().events().get(event).expect("still there").title;
        assert_eq!(title, "A visit to Rabat", "{key:?}");
    }
}

#[test]
fn closing_the_window_stores_and_saves_what_is_being_typed() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = file_with_visit(&dir);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.open(&FIRST);
    let mark = desk.words("interior").center();
    desk.click_at(mark);
    desk.fill_in("When", "10 March 2025");
    let input = desk.0.input_mut();
    let viewport = input.viewports.get_mut(&egui::ViewportId::ROOT).expect("the window");
    viewport.events.push(egui::ViewportEvent::Close);
    desk.0.step();
    desk.settle();
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(file.contains("2025-03-10"));
    assert_eq!(desk.session().unsaved(), 0);
}

#[test]
fn the_palette_runs_what_is_typed() {
    let mut desk = with_visit();
    desk.chord(CTRL, Key::K);
    assert!(desk.field("Search or run a command").is_focused());
    desk.type_in("show the events");
    desk.key(Key::Enter);
    assert_eq!(desk.workbench().lower.tab, Tab::Events);
    assert!(desk.workbench().asking.is_none());
    desk.palette("rename");
    assert!(desk.field("Title").is_focused());
    desk.palette("capitals compare");
    assert_eq!(desk.session().selection.document, Some(desk.document(&SECOND)));
    let pos = desk.button(Action::Palette.label()).rect().center();
    desk.click_at(pos);
    desk.write("xyzzy");
    assert!(desk.shows("Nothing fits"));
    desk.key(Key::Enter);
    assert!(desk.workbench().asking.is_some(), "nothing fits, nothing happens");
    desk.key(Key::Escape);
    assert!(desk.workbench().asking.is_none());
    assert!(desk.reader().is_focused());
}

#[test]
fn every_action_is_in_the_palette() {
    let mut desk = with_visit();
    for action in Action::ALL {
        desk.chord(CTRL, Key::K);
        if action == Action::Palette {
            desk.key(Key::Escape);
            continue;
        }
        desk.write(action.label());
        let first = desk.0.query_all_by(|node| {
            node.label().is_some_and(|label| label == action.label())
                && node.toggled() == Some(egui::accesskit::Toggled::True)
        });
        assert_eq!(first.count(), 1, "{action:?} is the first that fits its name");
        desk.key(Key::Escape);
    }
}

#[test]
fn the_list_of_keys_has_every_key() {
    let mut desk = Desk::usual();
    desk.key(Key::F1);
    for action in Action::ALL {
        assert!(desk.shows(action.label().trim_end_matches('…')), "{action:?}");
    }
    for (_, code) in desk.project().codes().iter().filter(|(_, code)| code.key.is_some()) {
        assert!(desk.shows(&format!("Tag as {}", code.name.to_lowercase())), "{}", code.name);
    }
    desk.key(Key::Escape);
    assert!(desk.workbench().dialog.is_none());
    desk.open(&FIRST);
    desk.letter('?');
    assert!(desk.workbench().dialog.is_some());
}

#[test]
fn no_key_means_two_things() {
    let mut shortcuts = std::collections::BTreeMap::new();
    for action in Action::ALL {
        let key = crate::ui::keys::keymap::usual(action).map(|stroke| stroke.to_string());
        if let Some(other) = key.and_then(|key| shortcuts.insert(key, action)) {
            panic!("{action:?} and {other:?}");
        }
    }
    let desk = Desk::usual();
    for (_, code) in desk.project().codes().iter() {
        let Some(key) = code.key else { continue };
        assert_ne!(key, '?');
        let key = key.to_uppercase().to_string();
        if let Some(other) = shortcuts.get(&key) {
            panic!("{key} is {} and {other:?}", code.name);
        }
        shortcuts.insert(key, Action::TagWith);
    }
}

#[test]
fn every_shortcut_does_its_own_action_and_no_other() {
    let mut desk = with_visit();
    desk.chord(CTRL, Key::Z);
    assert_eq!(desk.events().len(), 0);
    desk.chord(CTRL_SHIFT, Key::Z);
    assert_eq!(desk.events().len(), 1, "Ctrl+Shift+Z is Redo");
    desk.chord(CTRL_SHIFT, Key::S);
    assert!(matches!(desk.workbench().dialog, Some(Dialog::Path { purpose: Purpose::SaveAs, .. })));
    desk.key(Key::Escape);
    desk.chord(CTRL_SHIFT, Key::V);
    assert!(matches!(desk.workbench().dialog, Some(Dialog::Paste { .. })));
    desk.key(Key::Escape);
    desk.chord(CTRL_SHIFT, Key::F);
    assert_eq!(desk.workbench().lower.tab, Tab::Concordance);
}

#[test]
fn an_empty_project_says_what_to_do() {
    let mut desk = Desk::new(in_memory(&[]));
    for said in ["Bring in what you want to read", "No articles yet", "Nothing to draw yet", "Nothing selected"] {
        assert!(desk.shows(said), "{said}");
    }
    let pos = desk.0.get_all_by_label("Import articles…").last().expect("a button").rect().center();
    desk.click_at(pos);
    assert!(matches!(desk.workbench().dialog, Some(Dialog::Path { purpose: Purpose::Import, .. })));
    assert!(desk.field("Path").is_focused());
    desk.key(Key::Escape);
    for (tab, said) in
        [("Events 0", "No events yet"), ("Entities 0", "No entities yet"), ("Concordance", "Find words")]
    {
        desk.click(tab);
        assert!(desk.shows(said), "{said}");
    }
    // Every key can be pressed while there is nothing.
    for letter in "vefho1?".chars() {
        desk.letter(letter);
        desk.key(Key::Escape);
    }
    for key in [Key::Delete, Key::F2, Key::F6, Key::F6, Key::F6] {
        desk.key(key);
    }
    for key in [Key::Z, Key::Y, Key::S, Key::F, Key::Tab] {
        desk.chord(CTRL, key);
    }
    desk.chord(CTRL_SHIFT, Key::V);
    desk.write("Harbour reopens\n\nThe harbour was opened again on 3 March 2025.");
    desk.click("Add");
    assert_eq!(desk.project().documents().len(), 1);
    assert!(desk.shows("Harbour reopens"));
}

#[test]
fn nothing_selected_and_nothing_that_fits() {
    let mut desk = with_visit();
    desk.0.state_mut().session.selection = crate::session::Selection::default();
    desk.settle();
    assert!(desk.shows("No article is open") && desk.shows("Nothing selected"));
    desk.letter('v');
    assert_eq!(desk.notice(), "Select words in the article first");

    desk.fill_in("Filter documents", "zanzibar");
    assert!(desk.shows("No document fits the filter"));
    desk.key(Key::Escape);
    assert_eq!(desk.value("Filter documents"), "");
    assert!(!desk.shows("No document fits the filter"));

    desk.click("Events 1");
    desk.fill_in("Filter events", "zanzibar");
    assert!(desk.shows("No event fits"));
    desk.fill_in("Filter events", "minister");
    assert!(!desk.shows("No event fits"));
}

fn failing(fail_at: usize, afterwards: Afterwards) -> (tempfile::TempDir, Desk) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("study.ron");
    saved(&path);
    let disk: Arc<dyn Disk> =
        Arc::new(FaultyDisk::new(fail_at, Fault::Refused, afterwards, std::io::ErrorKind::StorageFull));
    let mut desk = Desk::new(workbench(opened(&path, &disk, true), disk));
    desk.open(&FIRST);
    (dir, desk)
}

#[test]
fn what_cannot_be_written_is_taken_back_and_said_until_it_was_read() {
    let (_dir, mut desk) = failing(0, Afterwards::Dead);
    let before = desk.project().clone();
    desk.tag(VISIT.0, VISIT.1, 'v');
    assert_eq!(desk.project(), &before);
    assert!(desk.shows("0 events · 0 marks"));
    let problem = desk.workbench().problem.clone().expect("a problem");
    assert_eq!(problem.gravity, crate::session::Gravity::Problem);
    assert!(desk.shows(&problem.text));
    assert_eq!(desk.selected(), QUOTE, "the words are still there to try again");

    // Other things to say do not push it away.
    desk.chord(CTRL, Key::Z);
    desk.open(&SECOND);
    assert!(desk.shows(&problem.text));
    desk.click("Dismiss");
    assert!(!desk.shows(&problem.text));

    // A field shows what is stored, not what could not be.
    let title = desk.value("Title");
    desk.fill_in("Title", "Something else");
    desk.key(Key::Enter);
    assert_eq!(desk.value("Title"), title);
    assert!(desk.workbench().problem.is_some());
    desk.click("Dismiss");
    desk.chord(CTRL, Key::S);
    assert!(desk.workbench().problem.is_some());
    assert_eq!(desk.project(), &before);
}

#[test]
fn once_the_disk_has_room_again_the_same_key_works() {
    let (_dir, mut desk) = failing(0, Afterwards::Recovers);
    desk.tag(VISIT.0, VISIT.1, 'v');
    assert!(desk.events().is_empty());
    desk.letter('v');
    assert_eq!(desk.quotes(), [QUOTE]);
}

#[test]
fn closing_on_a_full_disk_stays_once_and_says_so() {
    let (_dir, mut desk) = failing(1, Afterwards::Dead);
    desk.tag(VISIT.0, VISIT.1, 'v');
    assert_eq!(desk.events().len(), 1);
    let close = |desk: &mut Desk| {
        let viewport = desk.0.input_mut().viewports.get_mut(&egui::ViewportId::ROOT).expect("the window");
        viewport.events.push(egui::ViewportEvent::Close);
        desk.0.step();
        desk.0.output().viewport_output[&egui::ViewportId::ROOT]
            .commands
            .contains(&egui::ViewportCommand::CancelClose)
    };
    assert!(close(&mut desk));
    desk.settle();
    assert!(desk.shows("Close again to leave"));
    assert!(!close(&mut desk));
}

#[test]
fn a_project_that_is_open_for_reading_cannot_be_changed() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = file_with_visit(&dir);
    let file = std::fs::read(&path).expect("the file");
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut desk = Desk::new(workbench(opened(&path, &disk, false), disk));
    let before = desk.project().clone();
    assert!(desk.shows("read-only"));
    desk.open(&FIRST);
    let mark = desk.words("interior").center();
    desk.click_at(mark);
    assert!(matches!(desk.session().selection.record, Some(RecordId::Event(_))));
    for field in ["Title", "When", "Note"] {
        assert!(desk.field(field).accesskit_node().is_disabled(), "{field}");
    }
    desk.key(Key::F2);
    desk.write("changed");
    desk.drag_over("No paper", "signed");
    for letter in "vho".chars() {
        desk.0.state_mut().notice = None;
        desk.letter(letter);
        assert!(desk.notice().contains("open for reading only"), "{letter}: {}", desk.notice());
        assert!(desk.shows(desk.notice()));
    }
    desk.letter('f');
    desk.key(Key::Enter);
    desk.letter('e');
    desk.key(Key::Enter);
    for (modifiers, key) in
        [(Modifiers::NONE, Key::Delete), (CTRL, Key::E), (CTRL, Key::Z), (CTRL, Key::Y), (CTRL, Key::S)]
    {
        desk.0.state_mut().notice = None;
        desk.chord(modifiers, key);
        assert!(desk.notice().contains("open for reading only"), "{key:?}: {}", desk.notice());
    }
    assert_eq!((desk.project(), desk.session().revision()), (&before, 0));
    assert_eq!(std::fs::read(&path).expect("the file"), file);
}

/// Two events of two types in two articles, dated in one month.
fn with_two() -> Desk {
    let mut desk = with_visit();
    desk.fill_in("When", "10 March 2025");
    desk.key(Key::Enter);
    desk.open(&SECOND);
    desk.tag("Officials", "talks", 's');
    desk.fill_in("When", "13 March 2025");
    desk.key(Key::Enter);
    desk
}

/// Where the first bar of the chart is, this high in units.
fn bar(desk: &Desk, height: f32) -> egui::Pos2 {
    let plot = desk.button_from("Activity chart").rect();
    egui::pos2(plot.left() + plot.width() * 0.7 / 6.0, plot.bottom() - plot.height() * height / 4.32)
}

#[test]
fn a_bar_lists_its_sentences_and_a_sentence_goes_to_its_place() {
    let mut desk = with_two();
    let (event, _) = desk.events()[0];
    let pos = bar(&desk, 0.5);
    desk.click_at(pos);
    let below = desk.sentences();
    assert_eq!(below.len(), 1, "one part of the bar");
    let pos = bar(&desk, 1.5);
    desk.click_at(pos);
    let above = desk.sentences();
    assert_eq!(above.len(), 1, "the other part");
    assert_ne!(below, above);

    // The legend lists the same; beside the sentences there is no room for it.
    desk.click("Close the sentences");
    assert!(desk.sentences().is_empty());
    desk.click("Visit: 1");
    assert_eq!(desk.sentences(), [QUOTE]);
    assert_eq!(desk.session().selection.document, Some(desk.document(&SECOND)));
    let pos = desk.button_from(&format!("{QUOTE}, Harbour Post")).rect().center();
    desk.click_at(pos);
    assert_eq!(desk.session().selection.document, Some(desk.document(&FIRST)));
    assert_eq!(desk.session().selection.record, Some(RecordId::Event(event)));
    assert_eq!(desk.session().selection.mark, desk.session().index().marks_of_event(event).next());
    let reader = desk.reader().rect();
    assert!(reader.contains(desk.words("interior").center()));

    desk.click("Close the sentences");
    assert!(desk.0.query_by_label("Close the sentences").is_none());
}

#[test]
fn the_chart_can_be_read_with_keys() {
    let mut desk = with_two();
    desk.button_from("Activity chart").focus();
    desk.settle();
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 2, "the whole bar");
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    assert_eq!(desk.sentences().len(), 1, "a part of it");
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    assert!(desk.0.query_by_label("Close the sentences").is_none());
}

#[test]
fn words_that_were_searched_for_are_selected_though_a_mark_was() {
    let mut desk = with_visit();
    assert!(desk.session().selection.mark.is_some());
    desk.chord(CTRL_SHIFT, Key::F);
    desk.write("spokesman");
    let pos = desk.0.get_by_label_contains("a spokesman said., Harbour Post").rect().center();
    desk.click_at(pos);
    assert_eq!(desk.selected(), "spokesman");
}

/// Every place that a person can get to, with what was done to get there.
fn everywhere(mut visit: impl FnMut(&str, &mut Desk)) {
    let mut desk = Desk::new(in_memory(&[]));
    visit("nothing there", &mut desk);
    let mut desk = with_two();
    visit("an event", &mut desk);
    desk.drag_over("received", "capital");
    visit("words selected", &mut desk);
    desk.letter('3');
    visit("an entity", &mut desk);
    desk.drag_over("Officials", "talks");
    desk.letter('h');
    visit("a mark", &mut desk);
    desk.key(Key::Escape);
    visit("a document", &mut desk);
    desk.click("Visit: 1");
    visit("sentences", &mut desk);
    desk.click("Events 2");
    visit("the events", &mut desk);
    desk.click("+ Filter");
    visit("a filter", &mut desk);
    desk.key(Key::Escape);
    desk.click("Entities 1");
    visit("the entities", &mut desk);
    desk.click("Marks 4");
    visit("the marks", &mut desk);
    desk.click("Concordance");
    desk.write("the");
    visit("a search", &mut desk);
    desk.reader().focus();
    desk.settle();
    desk.chord(CTRL, Key::F);
    desk.write("the");
    visit("words found in the article", &mut desk);
    desk.key(Key::Escape);
    for action in [
        Action::Palette,
        Action::Keys,
        Action::Open,
        Action::New,
        Action::Import,
        Action::SaveAs,
        Action::Paste,
        Action::SetCoder,
        Action::ExportTables,
        Action::Publish,
        Action::Screenshot,
    ] {
        desk.palette(action.label());
        if action == Action::Palette {
            desk.chord(CTRL, Key::K);
        }
        visit(action.label(), &mut desk);
        desk.key(Key::Escape);
    }
    desk.chord(CTRL_SHIFT, Key::L);
    visit("the other theme", &mut desk);
}

#[test]
fn everything_has_a_name_and_an_id_of_its_own() {
    everywhere(|place, desk| {
        use egui::accesskit::Role;
        let unnamed = desk.0.query_all_by(|node| {
            let control = matches!(
                node.role(),
                Role::Button | Role::CheckBox | Role::RadioButton | Role::ComboBox | Role::TextInput | Role::Link
            );
            control && node.label().is_none_or(|label| label.trim().is_empty())
        });
        assert_eq!(unnamed.count(), 0, "{place}");
        assert_eq!(desk.0.unnamed_widgets(), Vec::<String>::new(), "{place}");
        assert_eq!(clashes(desk), Vec::<String>::new(), "{place}");
    });
}

/// What egui writes over widgets that share an id.
fn clashes(desk: &Desk) -> Vec<String> {
    let text = |shape: &egui::epaint::ClippedShape| match &shape.shape {
        egui::Shape::Text(text) => Some(text.galley.text().to_owned()),
        _ => None,
    };
    desk.0.output().shapes.iter().filter_map(text).filter(|text| text.contains("use of")).collect()
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    everywhere(|place, desk| {
        desk.let_go();
        desk.0.run_steps(30);
        if desk.0.ctx.text_edit_focused() {
            // The caret blinks.
            return;
        }
        assert!(!desk.0.ctx.has_requested_repaint(), "{place}: {:?}", desk.0.ctx.repaint_causes());
        let delay = desk.0.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        assert_eq!(delay, std::time::Duration::MAX, "{place}: {:?}", desk.0.ctx.repaint_causes());
    });
}

#[test]
fn small_windows_keep_the_reader() {
    // The smallest window; a usual one at 2×; the smallest one at 2×.
    for size in [egui::vec2(760.0, 480.0), egui::vec2(728.0, 458.0), egui::vec2(380.0, 240.0)] {
        everywhere(|place, desk| {
            // A test stands in a margin of 8 points, a window does not.
            let size = size + egui::vec2(16.0, 16.0);
            desk.0.set_size(size);
            desk.settle();
            let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
            if let Some(reader) = desk.0.query_by_label("Article text") {
                let seen = reader.rect().intersect(screen);
                assert!(seen.width() >= 160.0 && seen.height() >= 48.0, "{place} at {size:?}: {seen:?}");
            }
            desk.0.set_size(SIZE);
            desk.settle();
        });
    }
}

#[test]
fn twice_as_large_is_the_same_window() {
    let mut desk = with_two();
    for _ in 0..10 {
        desk.chord(CTRL, Key::Plus);
    }
    assert!((desk.workbench().settings.zoom - 2.0).abs() < 1e-3);
    assert!((desk.0.ctx.zoom_factor() - 2.0).abs() < 1e-3);
    desk.0.set_size(SIZE / 2.0);
    desk.settle();
    assert!(desk.reader().rect().width() >= 160.0);
    desk.chord(CTRL, Key::Num0);
    assert!((desk.0.ctx.zoom_factor() - 1.0).abs() < 1e-3);
}

#[test]
fn what_is_made_from_a_list_is_added_to_what_was_there() {
    let mut desk = with_visit();
    for area in ["Ports", "Ferries"] {
        desk.click("Add an area");
        desk.write(area);
        desk.click(&format!("New area “{area}”"));
    }
    assert_eq!(desk.event().1.areas.len(), 2);
    desk.click("Add a participant");
    desk.write("Port authority");
    desk.click("New entity “Port authority”");
    desk.click("role…");
    desk.write("Harbour master");
    desk.click("New role “Harbour master”");
    let (_, event) = desk.event();
    assert_eq!(event.participants.len(), 1);
    assert_eq!(event.participants[0].role, Some(desk.code("Harbour master")));
}
