//! Letters as a person who searches means them: without case, accents and typographic variants.
//!
//! `Gérald`, `GERALD` and `Gerald` fold to `gerald`; `l’État` to `l'etat`; a run of blanks or a line break to one
//! blank; soft hyphens and invisible marks to nothing. Arabic vowel signs and Hebrew points are dropped, and the
//! forms of alef and yeh become one; signs that make another letter (Devanagari vowels, Japanese voicing) are kept.
//!
//! What it does *not* do: transliterate (`ouahbi` never finds `وهبي`), or know where a folded letter came from: places
//! in a text are found by [`mod@super::search`].

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// The folded text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut folding = Folding::default();
    for character in text.chars() {
        folding.push(character, &mut folded);
    }
    folded
}

/// Whether every word of `query` stands somewhere in one of the texts; no word at all: yes.
#[must_use]
pub fn has_words<'a>(query: &str, texts: impl IntoIterator<Item = &'a str>) -> bool {
    let query = fold(query);
    let mut words = query.split_whitespace().peekable();
    if words.peek().is_none() {
        return true;
    }
    let texts: Vec<String> = texts.into_iter().map(fold).collect();
    words.all(|word| texts.iter().any(|text| text.contains(word)))
}

/// Folds character by character; it has to remember whether the last one was a blank.
#[derive(Default)]
struct Folding {
    after_blank: bool,
}

impl Folding {
    fn push(&mut self, character: char, folded: &mut String) {
        if character.is_whitespace() {
            if !std::mem::replace(&mut self.after_blank, true) {
                folded.push(' ');
            }
        } else if character.is_ascii() {
            self.after_blank = false;
            folded.push(character.to_ascii_lowercase());
        } else if !is_invisible(character) {
            self.after_blank = false;
            push_folded(character, folded);
        }
    }
}

fn push_folded(character: char, folded: &mut String) {
    if let Some(plain) = plain(character) {
        folded.push_str(plain);
        return;
    }
    let mut has_accent = false;
    decompose_canonical(character, |part| has_accent |= is_accent(part));
    if !has_accent {
        return push_letter(character, folded);
    }
    decompose_canonical(character, |part| {
        if !is_accent(part) {
            push_letter(part, folded);
        }
    });
}

/// A letter whose accents are gone may still have a plainer form (ς with nothing, ﺁ), and a case.
fn push_letter(letter: char, folded: &mut String) {
    match plain(letter) {
        Some(plain) => folded.push_str(plain),
        None => folded.extend(letter.to_lowercase().filter(|part| !is_accent(*part))),
    }
}

/// Accents of Latin, Greek and Cyrillic (classes 200–240), points of Hebrew and vowel signs of Arabic (10–36).
fn is_accent(character: char) -> bool {
    matches!(canonical_combining_class(character), 10..=36 | 200..=240)
}

/// Characters that fold to nothing.
pub(super) fn is_silent(character: char) -> bool {
    is_invisible(character) || is_accent(character)
}

/// Characters that one does not see: soft hyphen, zero-width space and joiners, direction marks, byte order mark,
/// and the line that stretches Arabic words.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{640}')
}

/// What Unicode does not decompose and people take for one another.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '`' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '…' => "...",
        'آ' | 'أ' | 'إ' | 'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_take_for_one_another_is_the_same() {
        for (a, b) in [
            ("Gérald DARMANIN", "gerald darmanin"),
            ("Ge\u{301}rald", "gérald"),
            ("Łódź, Straße, Ærø", "lodz, strasse, aero"),
            ("l’État — « ici »", "l'etat - \" ici \""),
            ("joint\n   declaration\u{a0}of", "joint declaration of"),
            ("co\u{ad}operation", "cooperation"),
            ("الدَّرِّ أحمد", "الدر احمد"),
            ("ΣΊΣΥΦΟΣ", "σισυφος"),
            ("İstanbul", "istanbul"),
            ("ёлка", "елка"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_ne!(fold("が"), fold("か"), "voicing makes another letter");
        assert_ne!(fold("कि"), fold("क"), "a vowel sign is a vowel");
    }

    #[test]
    fn words_stand_in_any_order_and_in_any_of_the_texts() {
        assert!(has_words("RABAT ministre", ["Ministre à Rabat"]));
        assert!(has_words("gerald strait", ["Gérald", "The Strait Courier"]));
        assert!(!has_words("rabat madrid", ["Ministre à Rabat"]));
        assert!(has_words(" ", []));
    }
}
