//! Edges of marks and pieces of selections, by pointer and by keys; and what random hands cannot break.

use super::*;
use crate::base::edges::Side;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
const ALT_SHIFT: Modifiers = Modifiers { alt: true, shift: true, ..Modifiers::NONE };
const ALT_CTRL: Modifiers = Modifiers { alt: true, ..CTRL };

/// A text with one mark, which is selected, and the keyboard in the text.
fn with_mark(text: &str, quotes: &[&str]) -> Harness<'static, Desk> {
    let mut desk = Desk::new(text);
    let list: Vec<Highlight> = quotes.iter().map(|quote| highlight(text, quote, 0, mark())).collect();
    desk.edges = Pieces::new(list.iter().map(|one| one.piece).collect()).map(|pieces| (mark(), pieces));
    desk.marks = Marks::new(list);
    let mut h = harness(desk);
    h.get_by_label(access::LABEL).focus();
    h.run();
    h
}

/// The mark.
fn mark() -> MarkId {
    MarkId::from_bits(1)
}

/// Presses a key and goes on holding what was held with it.
fn hold(h: &mut Harness<Desk>, modifiers: Modifiers, key: Key) {
    h.event(Event::ModifiersChanged(modifiers));
    h.event(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    h.event(Event::Key { key, physical_key: None, pressed: false, repeat: false, modifiers });
    h.run();
}

/// What marks were moved to since the last time somebody asked.
fn moved(h: &mut Harness<Desk>) -> Vec<String> {
    let text = Arc::clone(&h.state().text);
    let events = std::mem::take(&mut h.state_mut().events);
    let moved = events.into_iter().filter_map(|event| match event {
        ReaderEvent::MarkMoved(_, pieces) => pieces.quote(&text),
        _ => None,
    });
    moved.collect()
}

fn previewed(h: &Harness<Desk>) -> Option<String> {
    h.state().reader.handles.shown().and_then(|pieces| pieces.quote(&h.state().text))
}

fn knob(h: &Harness<Desk>, side: Side, piece: usize) -> Pos2 {
    let side = if side == Side::Start { "Start" } else { "End" };
    h.get_by_label(&format!("{side} of the mark, piece {piece}")).rect().center()
}

#[test]
fn alt_and_arrows_move_an_edge() {
    let mut h = with_mark(TWO, &["arrived in"]);
    for (modifiers, pressed, expected) in [
        (Modifiers::ALT, Key::ArrowRight, "arrived in Rabat"),
        (Modifiers::ALT, Key::ArrowLeft, "arrived"),
        (ALT_SHIFT, Key::ArrowLeft, "minister arrived in"),
        (ALT_SHIFT, Key::ArrowRight, "in"),
        (ALT_CTRL, Key::ArrowLeft, "arrived i"),
        (ALT_CTRL | ALT_SHIFT, Key::ArrowRight, "rrived in"),
    ] {
        key(&mut h, modifiers, pressed);
        assert_eq!(moved(&mut h), [expected]);
    }
    assert_eq!((h.state().selected(), h.state().reader.caret()), (None, 0), "the caret stays where it is");
}

#[test]
fn while_alt_is_held_nothing_is_stored() {
    let mut h = with_mark(TWO, &["arrived in"]);
    for _ in 0..2 {
        hold(&mut h, Modifiers::ALT, Key::ArrowRight);
    }
    assert_eq!(previewed(&h).as_deref(), Some("arrived in Rabat, and"));
    let painted = h.state().reader.visible.iter().find(|one| one.mark == mark()).map(|one| one.piece.len());
    assert_eq!(painted, Some("arrived in Rabat, and".len()), "what is seen is what will be stored");
    assert_eq!(moved(&mut h), Vec::<String>::new());
    h.event(Event::ModifiersChanged(Modifiers::NONE));
    h.run();
    assert_eq!(moved(&mut h), ["arrived in Rabat, and"], "one change in the end");

    hold(&mut h, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(previewed(&h).as_deref(), Some("arrived"));
    hold(&mut h, Modifiers::ALT, Key::Escape);
    h.event(Event::ModifiersChanged(Modifiers::NONE));
    h.run();
    assert_eq!((moved(&mut h), previewed(&h)), (Vec::new(), None), "Escape drops it");
}

#[test]
fn an_edge_stays_in_the_text_and_leaves_a_word() {
    let mut h = with_mark("One word", &["word"]);
    for (modifiers, pressed) in
        [(Modifiers::ALT, Key::ArrowRight), (Modifiers::ALT, Key::ArrowLeft), (ALT_SHIFT, Key::ArrowRight)]
    {
        key(&mut h, modifiers, pressed);
        assert_eq!(moved(&mut h), Vec::<String>::new());
    }
}

#[test]
fn in_arabic_left_is_forward() {
    let text = "وصل الوزير إلى الرباط يوم الاثنين";
    let mut h = with_mark(text, &["الوزير إلى"]);
    key(&mut h, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(moved(&mut h), ["الوزير إلى الرباط"]);
    key(&mut h, ALT_SHIFT, Key::ArrowRight);
    assert_eq!(moved(&mut h), ["وصل الوزير إلى"]);
    assert!(knob(&h, Side::Start, 1).x > knob(&h, Side::End, 1).x, "it starts at the right");
    let from = knob(&h, Side::End, 1);
    let to = h.state().rect("الرباط").center();
    drag(&mut h, from, to);
    assert_eq!(moved(&mut h), ["الوزير إلى الرباط"]);
}

#[test]
fn a_handle_is_dragged_from_word_to_word() {
    let mut h = with_mark(TWO, &["arrived in"]);
    let (start, end) = (knob(&h, Side::Start, 1), knob(&h, Side::End, 1));
    let rabat = h.state().rect("Rabat").center();
    press(&mut h, end, Modifiers::NONE);
    h.hover_at(rabat);
    h.run();
    assert_eq!(previewed(&h).as_deref(), Some("arrived in Rabat"), "what is seen is what will be stored");
    assert_eq!(moved(&mut h), Vec::<String>::new());
    assert_eq!(h.output().platform_output.cursor_icon, CursorIcon::ResizeHorizontal);
    release(&mut h, rabat, Modifiers::NONE);
    assert_eq!(moved(&mut h), ["arrived in Rabat"]);
    assert_eq!(h.state().selected(), None, "no words are selected by it");
    let minister = h.state().rect("minister").center();
    drag(&mut h, start, minister);
    assert_eq!(moved(&mut h), ["minister arrived in"]);
    let within = h.state().rect("ister").left_center();
    drag_with(&mut h, start, within, Modifiers::ALT);
    assert_eq!(moved(&mut h), ["ister arrived in"], "free letters");
    // Over the other edge there is nothing to keep.
    let second = h.state().rect("second").center();
    press(&mut h, start, Modifiers::NONE);
    h.hover_at(minister);
    h.step();
    h.hover_at(second);
    h.step();
    assert_eq!(previewed(&h).as_deref(), Some("minister arrived in"));
    key(&mut h, Modifiers::NONE, Key::Escape);
    release(&mut h, second, Modifiers::NONE);
    assert_eq!((moved(&mut h), h.state().selected()), (Vec::new(), None), "Escape drops it");
}

#[test]
fn handles_leave_clicks_and_selections_to_the_text() {
    let mut h = with_mark(TWO, &["arrived in"]);
    for side in [Side::Start, Side::End] {
        let pos = knob(&h, side, 1);
        let zone = h
            .get_by_label(if side == Side::Start { "Start of the mark, piece 1" } else { "End of the mark, piece 1" })
            .rect();
        assert!(zone.width() >= 10.0 && zone.height() >= 10.0);
        let caret = h.state().reader.caret();
        click_with(&mut h, pos, Modifiers::NONE);
        assert_ne!(h.state().reader.caret(), caret, "a click places the caret");
        assert_eq!(moved(&mut h), Vec::<String>::new());
    }
    // The letters at both edges are pressed as ever.
    for words in ["arrived", "in Rabat", "Rabat"] {
        let rect = h.state().rect(words);
        drag(&mut h, rect.left_center() + vec2(1.0, 0.0), rect.right_center() - vec2(1.0, 0.0));
        assert_eq!(h.state().selected().as_deref(), Some(words));
        assert_eq!(moved(&mut h), Vec::<String>::new());
    }
    let pos = h.state().rect("arrived").center();
    click_with(&mut h, pos, Modifiers::NONE);
    assert_eq!(h.state().clicked().last(), Some(&vec![mark()]));
}

#[test]
fn every_piece_has_handles_and_outer_edges_answer_keys() {
    let mut h = with_mark(TWO, &["minister", "Rabat"]);
    let (inner, to) = (knob(&h, Side::End, 1), h.state().rect("arrived").center());
    drag(&mut h, inner, to);
    assert_eq!(moved(&mut h), ["minister arrived … Rabat"]);
    let to = h.state().rect("Rabat").center();
    drag(&mut h, inner, to);
    assert_eq!(moved(&mut h), ["minister arrived in Rabat"], "they meet");
    key(&mut h, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(moved(&mut h), ["minister … Rabat, and"]);
}

#[test]
fn dragging_a_handle_beyond_the_window_scrolls_on() {
    let text = "A line of words that says little.\n".repeat(400);
    let mut h = with_mark(&text, &["A line"]);
    let from = knob(&h, Side::End, 1);
    press(&mut h, from, Modifiers::NONE);
    h.hover_at(pos2(320.0, 520.0));
    h.run_steps(60);
    assert!(h.state().visible.start() > 200);
    release(&mut h, pos2(320.0, 520.0), Modifiers::NONE);
    let moved = moved(&mut h);
    assert!(moved.len() == 1 && moved[0].len() > 200);
    assert!(h.run() <= 2, "it stops with the button");
}

#[test]
fn other_keys_and_other_marks_end_what_was_begun() {
    let mut h = with_mark(TWO, &["arrived in"]);
    hold(&mut h, Modifiers::ALT, Key::ArrowRight);
    hold(&mut h, Modifiers::ALT, Key::ArrowDown);
    h.run();
    assert_eq!(moved(&mut h), ["arrived in Rabat"]);
    hold(&mut h, Modifiers::ALT, Key::ArrowRight);
    h.state_mut().edges = None;
    h.run();
    assert_eq!((moved(&mut h), previewed(&h)), (Vec::new(), None));
}

#[test]
fn pieces_are_laid_aside_by_keyboard() {
    let mut h = harness(Desk::new(TWO));
    h.get_by_label(access::LABEL).focus();
    h.run();
    key(&mut h, CTRL, Key::ArrowRight);
    key(&mut h, CTRL | Modifiers::SHIFT, Key::ArrowRight);
    h.event(Event::Text("+".to_owned()));
    h.run();
    key(&mut h, CTRL, Key::ArrowRight);
    key(&mut h, CTRL, Key::ArrowRight);
    assert_eq!(h.state().selected().as_deref(), Some("minister"), "moving on keeps what was put aside");
    key(&mut h, CTRL | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(h.state().selected().as_deref(), Some("minister … Rabat"));
    key(&mut h, CTRL, Key::Space);
    key(&mut h, CTRL, Key::ArrowDown);
    key(&mut h, Modifiers::SHIFT, Key::End);
    assert_eq!(h.state().selected().as_deref(), Some("minister … Rabat … The second paragraph follows"));
    key(&mut h, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(h.state().selected(), None, "a plain arrow lets go of all of it");
}

#[test]
fn the_selection_grows_from_word_to_text() {
    let mut h = harness(Desk::new(TWO));
    let pos = h.state().rect("Monday").center();
    click_with(&mut h, pos, Modifiers::NONE);
    let first = TWO.lines().next().expect("two lines").trim_end_matches('.');
    for expected in ["Monday", "He left on “Monday,” said Mr. Smith", first, TWO.trim_end_matches('.')] {
        key(&mut h, CTRL, Key::D);
        assert_eq!(h.state().selected().as_deref(), Some(expected));
    }
}

#[test]
fn copying_gives_the_words_of_the_pieces_and_cutting_nothing() {
    let mut h = harness(Desk::new(TWO));
    let (from, to) = (h.state().rect("minister").center(), h.state().rect("arrived").center());
    drag(&mut h, from, to);
    let rabat = h.state().rect("Rabat").center();
    drag_with(&mut h, rabat - vec2(4.0, 0.0), rabat + vec2(4.0, 0.0), CTRL);
    let copied = |h: &Harness<Desk>| {
        h.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    for (event, expected) in
        [(Event::Copy, Some("minister arrived … Rabat")), (Event::Cut, None), (Event::Paste("x".to_owned()), None)]
    {
        h.event(event);
        h.step();
        assert_eq!(copied(&h).as_deref(), expected);
        assert_eq!(h.state().selected().as_deref(), Some("minister arrived … Rabat"));
    }
}

#[test]
fn the_wheel_scrolls_while_a_selection_is_dragged() {
    let mut h = harness(Desk::new(&"A line of words that says little.\n".repeat(400)));
    press(&mut h, pos2(300.0, 100.0), Modifiers::NONE);
    h.hover_at(pos2(320.0, 300.0));
    h.step();
    let before = h.state().reader.selection().expect("it is being dragged").hull();
    h.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -200.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    h.run_steps(30);
    let after = h.state().reader.selection().expect("still").hull();
    assert!(after.start() == before.start() && after.end() > before.end() + 100);
    release(&mut h, pos2(320.0, 300.0), Modifiers::NONE);
}

#[test]
fn a_double_press_drags_by_words_and_a_triple_one_by_sentences() {
    let mut h = harness(Desk::new(TWO));
    let (from, to) = (h.state().rect("arrived").center(), h.state().rect("minister").center());
    let sentence = h.state().rect("Monday").center();
    for (presses, to, expected) in [
        (1, to, "minister arrived"),
        (2, sentence, "The minister arrived in Rabat, and spoke. He left on “Monday,” said Mr. Smith"),
    ] {
        for _ in 0..presses {
            click_with(&mut h, from, Modifiers::NONE);
        }
        drag(&mut h, from, to);
        assert_eq!(h.state().selected().as_deref(), Some(expected));
        h.run_steps(40);
    }
}

#[test]
fn a_selection_goes_over_the_cuts_of_a_long_line() {
    let text = "wörter und wörter ".repeat(600);
    let mut h = harness(Desk::new(&text));
    h.get_by_label(access::LABEL).focus();
    h.run();
    key(&mut h, CTRL | Modifiers::SHIFT, Key::End);
    assert_eq!(h.state().selected().as_deref(), Some(text.trim_end()));
    h.state_mut().reader.set_place(Place { caret: 4080, top_byte: 4000, ..Place::default() });
    h.run();
    for _ in 0..10 {
        key(&mut h, CTRL | Modifiers::SHIFT, Key::ArrowRight);
    }
    let selected = h.state().selected().expect("words");
    assert_eq!(selected.split(' ').count(), 10, "{selected}");
}

/// Numbers as random as a test needs, the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn text(&mut self) -> String {
        const UNITS: [&str; 30] = [
            "a",
            "Rabat",
            " ",
            " ",
            ". ",
            "\n",
            "\n\n",
            "\r\n",
            ", ",
            "“",
            "”",
            "l’accord",
            "e\u{301}",
            "\u{301}",
            "👨\u{200D}👩\u{200D}👧",
            "🇫🇷",
            "🇲🇦",
            "🇫",
            "عَرَبِيّ",
            "الرباط ",
            "שָׁלוֹם",
            "2019",
            "漢字",
            "กำลัง",
            "\u{200D}",
            "\u{FE0F}",
            "\u{200B}",
            "\u{202E}",
            "\u{0}",
            "한국",
        ];
        let length = self.below(40);
        let text: String = (0..length).map(|_| self.of(&UNITS)).collect();
        if self.below(12) == 0 { text.repeat(4_096 / text.len().max(1) + 2) } else { text }
    }

    fn pos(&mut self) -> Pos2 {
        #[allow(clippy::cast_precision_loss)]
        let (x, y) = (self.below(900) as f32, self.below(120) as f32);
        pos2(x, if self.below(8) == 0 { y * 5.0 - 40.0 } else { y })
    }
}

/// Sorted, apart, not empty, on grapheme boundaries, and with a quote.
fn assert_sound(text: &str, pieces: &Pieces) {
    assert!(pieces.quote(text).is_some(), "{pieces:?} of {text:?}");
    assert!(pieces.spans().windows(2).all(|pair| pair[0].end() < pair[1].start()));
    for span in pieces.spans() {
        assert!(!span.is_empty());
        let floored = Span::new(words::floor(text, span.start()), words::floor(text, span.end()));
        assert_eq!(floored, *span, "{:?} cuts a letter of {text:?}", span.text(text));
    }
}

#[test]
fn random_hands_break_nothing() {
    const KEYS: [Key; 12] = [
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::A,
        Key::D,
        Key::Escape,
        Key::Space,
    ];
    let held =
        [Modifiers::NONE, Modifiers::SHIFT, CTRL, CTRL | Modifiers::SHIFT, Modifiers::ALT, ALT_SHIFT, ALT_CTRL];
    let mut numbers = Numbers(3);
    let mut h = harness(Desk::new("x"));
    for _ in 0..300 {
        let text = numbers.text();
        let (a, b) = (numbers.below(text.len() + 1), numbers.below(text.len() + 1));
        let whole = Span::new(words::floor(&text, a), words::floor(&text, b));
        let state = h.state_mut();
        state.edges =
            Pieces::one(whole).filter(|pieces| pieces.words(&text).is_some()).map(|pieces| (mark(), pieces));
        state.marks = Marks::new(vec![Highlight { piece: whole, ..highlight("x", "x", 0, mark()) }]);
        state.text = text.into();
        state.events.clear();
        h.get_by_label(access::LABEL).focus();
        h.step();
        for _ in 0..8 {
            let modifiers = numbers.of(&held);
            let pos = h.state().edges.as_ref().filter(|_| numbers.below(3) == 0).map(|_| 1 + numbers.below(2));
            let knob = pos.and_then(|_| {
                h.query_all_by(|node| node.label().is_some_and(|label| label.contains("of the mark, piece")))
                    .next()
                    .map(|node| node.rect().center())
            });
            match numbers.below(4) {
                0 => {
                    let from = knob.unwrap_or_else(|| numbers.pos());
                    let to = numbers.pos();
                    h.event(Event::ModifiersChanged(modifiers));
                    h.hover_at(from);
                    button(&h, from, true, modifiers);
                    h.hover_at(to);
                    button(&h, to, false, modifiers);
                    h.event(Event::ModifiersChanged(Modifiers::NONE));
                }
                1 => {
                    let at = numbers.pos();
                    for _ in 0..=numbers.below(3) {
                        button(&h, at, true, modifiers);
                        button(&h, at, false, modifiers);
                    }
                }
                2 => h.event(Event::Text("+".to_owned())),
                _ => h.key_press_modifiers(modifiers, numbers.of(&KEYS)),
            }
            h.step();
            let text = Arc::clone(&h.state().text);
            if let Some(pieces) = h.state().reader.selection() {
                assert_sound(&text, pieces);
            }
            if let Some(pieces) = h.state().reader.handles.shown() {
                assert_sound(&text, pieces);
            }
            for event in std::mem::take(&mut h.state_mut().events) {
                match event {
                    ReaderEvent::SelectionChanged(Some(pieces)) => assert_sound(&text, &pieces),
                    ReaderEvent::MarkMoved(_, pieces) => {
                        assert_sound(&text, &pieces);
                        assert!(pieces.words(&text).is_some(), "a mark keeps words");
                        h.state_mut().edges = Some((mark(), pieces));
                    }
                    _ => {}
                }
            }
        }
    }
}
