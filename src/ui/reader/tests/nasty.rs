//! Texts that no newspaper prints: each is shown, walked through and hit, at a bounded cost.

use super::*;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

fn letters(text: &str) -> BTreeSet<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

/// Keys that are pressed in one frame.
fn press_often(h: &mut Harness<Desk>, key: Key, modifiers: Modifiers, times: usize) {
    let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    h.input_mut().events.extend(std::iter::repeat_n(event, times));
    h.step();
}

/// The caret goes through all letters and back; every point of the window is a place between two of them.
#[track_caller]
fn check_sane(text: &str) {
    let letters = letters(text);
    let mut h = harness(Desk::new(text));
    h.get_by_label(access::LABEL).focus();
    h.run();
    // In a paragraph that begins at the right, the left arrow goes on.
    let (mut byte, mut seen) = (0, 0);
    while byte < text.len() && seen <= letters.len() {
        let next = words::next_letter(text, byte);
        press_often(&mut h, Key::ArrowRight, Modifiers::NONE, 1);
        if h.state().reader.caret() != next {
            press_often(&mut h, Key::ArrowLeft, Modifiers::NONE, 1);
            if h.state().reader.caret() <= byte {
                press_often(&mut h, Key::ArrowLeft, Modifiers::NONE, 1);
            }
        }
        assert_eq!(h.state().reader.caret(), next, "after byte {byte} of {text:?}");
        (byte, seen) = (next, seen + 1);
    }
    assert_eq!(seen + 1, letters.len(), "all letters of {text:?}");
    press_often(&mut h, Key::Home, Modifiers::COMMAND | Modifiers::CTRL, 1);
    assert_eq!(h.state().reader.caret(), 0);
    check_points(&h, text, &letters);
}

#[track_caller]
fn check_points(h: &Harness<Desk>, text: &str, letters: &BTreeSet<usize>) {
    let view = h.state().view.as_ref().expect("a frame");
    for y in (0..500u16).step_by(9) {
        for x in (0..900u16).step_by(23) {
            let pos = pos2(f32::from(x), f32::from(y));
            for byte in [view.stop_at(pos), view.letter_at(pos)].into_iter().flatten() {
                assert!(letters.contains(&byte), "{byte} at {pos:?} is inside a letter of {text:.80?}");
            }
        }
    }
}

#[test]
fn control_and_invisible_characters() {
    let controls: String = (0..0x20u8).map(char::from).chain(['\u{7f}', '\u{85}', 'x']).collect();
    check_sane(&controls);
    let invisible =
        (0x200B..=0x200F).chain(0x202A..=0x202E).chain(0x2066..=0x2069).chain([0xFEFF, 0xFFFC, 0x2028, 0x2029]);
    let invisible: Vec<char> = invisible.filter_map(char::from_u32).collect();
    check_sane(&invisible.iter().collect::<String>());
    check_sane(&invisible.iter().flat_map(|sign| [*sign, 'a', *sign, 'ב']).collect::<String>());
}

#[test]
fn marks_without_a_letter_and_letters_with_too_many() {
    check_sane("\u{301}");
    check_sane("\u{301} \u{323}x");
    check_sane(&format!("ab{}cd", "\u{301}".repeat(5_000)));
    check_sane(&format!("ב{}ד", "\u{5B8}".repeat(300)));
    check_sane("\u{FE0F}a\u{FE0E}\u{FE0F}\u{E0100}字\u{E0100}");
    check_sane("C̸̡̛͙̟̏o̷̗͎̓d̴̰̈e̵͔͐ C̸̡̛͙̟̏o̷̗͎̓d̴̰̈e̵͔͐");
}

#[test]
fn deep_embeddings_and_long_chains() {
    let deep = format!("{}אב 12{} end", "\u{202B}\u{2066}".repeat(150), "\u{2069}\u{202C}".repeat(150));
    check_sane(&deep);
    check_sane(&["👩"; 100].join("\u{200D}"));
    check_sane(&"🇫🇷".repeat(40));
    check_sane(&"🇫".repeat(41));
}

#[test]
fn line_ends_of_every_kind() {
    check_sane("One.\r\nTwo.\rThree.\u{85}Four.\n\r\n\rFive.\tSix.\r\n");
    check_sane("שלום.\r\nעולם.\rאחד\n\r\n");
}

#[test]
fn nothing_but_white_space() {
    check_sane("   \t  \n \u{A0}\u{3000} \n");
    let empty = "\n".repeat(100_000);
    let mut h = harness(Desk::new(&empty));
    assert!(h.state().reader.laid_out() < 60, "{}", h.state().reader.laid_out());
    h.state_mut().reader.scroll_to(empty.len());
    h.run();
    assert_eq!(h.state().visible.end(), empty.len());
    let spaces = " ".repeat(1_000_000);
    let h = harness(Desk::new(&spaces));
    check_points(&h, &spaces, &(0..=spaces.len()).collect());
}

#[test]
fn ten_megabytes_without_a_space() {
    for unit in ["x", "e\u{301}", "字", "م", "👨\u{200D}👩\u{200D}👧"] {
        let text = unit.repeat(10_000_000 / unit.len());
        let mut h = harness(Desk::new(&text));
        let opened = h.state().reader.laid_out();
        assert!(opened < 60, "{unit}: {opened} parts to open");
        h.state_mut().reader.scroll_to(text.len() / 2);
        h.run();
        h.state_mut().reader.scroll_to(text.len());
        h.run();
        assert_eq!(h.state().visible.end(), text.len(), "{unit}");
        assert!(h.state().reader.laid_out() < 200, "{unit}: {}", h.state().reader.laid_out());
        let view = h.state().view.as_ref().expect("a frame");
        for y in (0..500u16).step_by(50) {
            let byte = view.stop_at(pos2(450.0, f32::from(y))).expect("text");
            assert!(byte.is_multiple_of(unit.len()), "{unit}: {byte} is inside a letter");
        }
    }
}

#[test]
fn a_thousand_marks_on_one_word() {
    let mut desk = Desk::new(TWO);
    let crowd = (0..1000u64).map(|n| {
        let lane = u8::try_from(n.min(255)).unwrap_or(255);
        highlight(TWO, "Rabat", lane, MarkId::from_bits(n))
    });
    desk.marks = Marks::new(crowd.collect());
    let mut h = harness(desk);
    let pos = h.state().rect("Rabat").center();
    click_with(&mut h, pos, Modifiers::NONE);
    assert_eq!(h.state().clicked().first().map(Vec::len), Some(1000));
    let told = h.query_all_by_role(accesskit::Role::Mark).count();
    assert!((100..=200).contains(&told), "{told} marks are told");
    h.remove_cursor();
    h.run();
    assert!(h.run() <= 2, "an idle window stays idle");
}
