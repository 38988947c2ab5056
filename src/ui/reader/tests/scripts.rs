//! Every script: the order of mixed lines, carets and rectangles in them, and words that are too long.

use super::*;

/// The letters of the first row from left to right, as the window has them.
fn seen(h: &Harness<Desk>, text: &str) -> String {
    let view = h.state().view.as_ref().expect("a frame");
    let mut letters: Vec<(f32, char)> = Vec::new();
    for (at, letter) in
        text.char_indices().filter(|(_, letter)| letter.is_alphanumeric() || "()[]“”«»‘’".contains(*letter))
    {
        let mut places = Vec::new();
        view.places(Span::new(at, at + letter.len_utf8()), &mut places);
        letters.extend(places.first().map(|place| (place.rect.center().x, letter)));
    }
    letters.sort_by(|a, b| a.0.total_cmp(&b.0));
    letters.into_iter().map(|(_, letter)| letter).collect()
}

/// Letter by letter what the Unicode algorithm prescribes for one line.
#[track_caller]
fn check_order(text: &str) {
    let h = harness(Desk::new(text));
    let info = unicode_bidi::BidiInfo::new(text, None);
    let line = info.reorder_line(&info.paragraphs[0], 0..text.len());
    let kept = |letter: &char| letter.is_alphanumeric() || "()[]“”«»‘’".contains(*letter);
    let expected: String = line.chars().filter(kept).collect();
    assert_eq!(seen(&h, text), expected, "{text}");
}

#[test]
fn mixed_lines_stand_in_the_order_of_the_unicode_algorithm() {
    for text in [
        "He said שלום עולם in 2019 to them",
        "שלום Rabat 12 עולם 34",
        "קראתי (את [Le Monde] אתמול) בשעה 12",
        "الرباط ٢٠١٩ ثم 2020 في Paris",
        "He wrote “the שלום ‘word’ עולם” twice",
        "דבר «Le (Monde)» 3,5 סוף",
        "abc שלום 123 def עולם 45 ghi",
    ] {
        check_order(text);
    }
}

#[test]
fn a_paragraph_begins_where_its_first_strong_letter_does() {
    let text = "12 (… שלום Rabat\n12 (… Rabat שלום";
    let h = harness(Desk::new(text));
    let view = h.state().view.as_ref().expect("a frame");
    assert!(view.shown[0].sheet.right_to_left());
    assert!(!view.shown[1].sheet.right_to_left());
    let first = h.state().rect("12");
    assert!(first.right() > view.column.right() - 60.0, "digits before Hebrew stand at its right");
}

#[test]
fn a_highlight_across_directions_covers_its_letters_and_no_others() {
    let text = "The word שלום עולם means peace to them.";
    let h = harness(Desk::new(text));
    let view = h.state().view.as_ref().expect("a frame");
    let at = text.find("word").expect("it is there");
    let end = text.find(" עולם").expect("it is there");
    let mut places = Vec::new();
    view.places(Span::new(at, end), &mut places);
    let inside = |words: &str| {
        let rect = h.state().rect(words);
        places.iter().any(|place| place.rect.expand(1.0).contains_rect(rect))
    };
    assert_eq!(places.len(), 2, "the first Hebrew word stands at the right of the second");
    assert!(inside("word") && inside("שלום") && !inside("עולם") && !inside("means"));
}

#[test]
fn the_caret_walks_through_a_mixed_line_and_back() {
    let text = "The word שלום עולם (12) means peace.";
    let mut h = harness(Desk::new(text));
    h.get_by_label(access::LABEL).focus();
    h.run();
    let mut carets = vec![0];
    while h.state().reader.caret() < text.len() {
        key(&mut h, Modifiers::NONE, Key::ArrowRight);
        carets.push(h.state().reader.caret());
        assert!(carets.len() < 100, "it gets on");
    }
    for expected in carets.iter().rev().skip(1) {
        key(&mut h, Modifiers::NONE, Key::ArrowLeft);
        assert_eq!(h.state().reader.caret(), *expected);
    }
}

#[test]
fn words_wider_than_the_column_are_broken() {
    for text in [
        format!("المغرب {} وفرنسا", "a".repeat(400)),
        format!("المغرب {} وفرنسا", "ب".repeat(900)),
        format!("שלום x {}", "Donaudampfschifffahrt".repeat(30)),
        "漢字".repeat(300),
        format!("שלום {}", "漢字".repeat(300)),
    ] {
        for width in [260.0, 500.0, 900.0] {
            let mut h = harness(Desk::new(&text));
            h.set_size(vec2(width, 500.0));
            h.run();
            let view = h.state().view.as_ref().expect("a frame");
            let mut places = Vec::new();
            view.places(Span::new(0, text.len()), &mut places);
            for place in &places {
                let within = view.column.left() - 1.0..=view.column.right() + 8.0;
                assert!(
                    within.contains(&place.rect.left()) && within.contains(&place.rect.right()),
                    "{:?} of {:?}: {text:.40}",
                    place.rect,
                    view.column
                );
            }
            assert!(view.shown[0].sheet.rows().len() > 3);
        }
    }
}

#[test]
fn composed_and_decomposed_letters_are_one_letter_each() {
    for (text, step) in [("éé", 2), ("e\u{301}e\u{301}", 3)] {
        let mut h = harness(Desk::new(text));
        h.get_by_label(access::LABEL).focus();
        h.run();
        key(&mut h, Modifiers::NONE, Key::ArrowRight);
        assert_eq!(h.state().reader.caret(), step);
    }
}

#[test]
fn a_screen_reader_is_told_the_direction_and_the_places_of_letters() {
    let h = harness(Desk::new("שלום עולם\nRabat"));
    let runs: Vec<_> = h.query_all_by_role(accesskit::Role::TextRun).collect();
    let data: Vec<_> = runs.iter().map(|node| node.accesskit_node()).collect();
    assert_eq!(data[0].data().text_direction(), Some(accesskit::TextDirection::RightToLeft));
    assert_eq!(data[1].data().text_direction(), Some(accesskit::TextDirection::LeftToRight));
    for node in &data {
        let places = node.data().character_positions().expect("places").to_vec();
        assert!(places.is_sorted() && places[0].abs() < 0.01 && places.len() > 4, "{places:?}");
    }
}

fn ask(
    h: &mut Harness<Desk>,
    action: accesskit::Action,
    node: accesskit::NodeId,
    data: Option<accesskit::ActionData>,
) {
    let target_tree = accesskit::TreeId::ROOT;
    h.event(Event::AccessKitActionRequest(accesskit::ActionRequest { action, target_tree, target_node: node, data }));
    h.run();
}

#[test]
fn a_screen_reader_can_select() {
    let mut h = harness(Desk::new(TWO));
    let reader = Reader::id().accesskit_id();
    let run = h.state().reader.spoken_run(0);
    let place = |character_index| accesskit::TextPosition { node: run, character_index };
    let selection = accesskit::TextSelection { anchor: place(4), focus: place(12) };
    let data = accesskit::ActionData::SetTextSelection(selection);
    ask(&mut h, accesskit::Action::SetTextSelection, reader, Some(data));
    assert_eq!(h.state().selected().as_deref(), Some("minister"));
    assert!(matches!(h.state().events.last(), Some(ReaderEvent::SelectionChanged(Some(_)))));
    let selection = accesskit::TextSelection { anchor: place(9), focus: place(9) };
    ask(
        &mut h,
        accesskit::Action::SetTextSelection,
        reader,
        Some(accesskit::ActionData::SetTextSelection(selection)),
    );
    assert_eq!((h.state().selected(), h.state().reader.caret()), (None, 9));
}

#[test]
fn a_screen_reader_hears_of_marks_and_goes_to_them() {
    let text = format!("{}\n{}", TWO, "A line of words that says little.\n".repeat(40));
    let mut desk = Desk::new(&text);
    let (first, second) = (MarkId::from_bits(2), MarkId::from_bits(1));
    desk.marks = Marks::new(vec![highlight(&text, "minister", 0, first), highlight(&text, "Rabat", 0, second)]);
    let mut h = harness(desk);
    let marks: Vec<_> = h
        .query_all_by_role(accesskit::Role::Mark)
        .map(|node| (node.accesskit_node().label(), node.accesskit_node().data().bounds().is_some()))
        .collect();
    assert_eq!(marks, [(Some("mark 2".into()), true), (Some("mark 1".into()), true)], "in reading order");
    let node = h.state().reader.spoken_mark(1);
    ask(&mut h, accesskit::Action::Click, node, None);
    assert_eq!(h.state().clicked(), [vec![second]]);
    ask(&mut h, accesskit::Action::Focus, node, None);
    assert_eq!(h.state().reader.caret(), text.find("Rabat").expect("it is there"));
}
