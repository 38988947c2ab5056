//! When two spellings are the same: keys that are equal for variants of one name, and the reason in words.

use super::Kind;
use super::lists::{Traits, lists};
use crate::query::fold::fold;

/// Without case, accents, hyphens and full stops, with `al` for El- and Al-: `El-Hassan Daki` is `al hassan daki`.
pub fn plain(name: &str) -> String {
    let folded = fold(name);
    let mut plain = String::with_capacity(folded.len());
    for word in folded.split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '/')) {
        let word: String = word.chars().filter(|letter| letter.is_alphanumeric() || *letter == '&').collect();
        if word.is_empty() || (plain.is_empty() && word == "the") {
            continue;
        }
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(if word == "el" { "al" } else { &word });
    }
    plain
}

/// How a person's name sounds, so that transliterations agree: `Mohammed`, `Mohamed` and `Muhammad` are one. `None`
/// where that would say too little: one word only, or too few consonants.
pub fn sound(plain: &str) -> Option<String> {
    let words: Vec<String> = plain
        .split(' ')
        .filter(|word| *word != "al" && !lists().traits(word).has(Traits::FORENAME_OF_NAMES))
        .map(sound_of_word)
        .collect();
    let consonants = |word: &String| word.chars().filter(|letter| *letter != 'a').count();
    let clear = words.len() > 1
        && words.iter().all(|word| consonants(word) >= 2)
        && words.iter().map(consonants).sum::<usize>() >= 4;
    clear.then(|| words.join(" "))
}

/// Consonants as they are heard, every run of vowels one `a`.
pub fn sound_of_word(word: &str) -> String {
    // A French e at the end is not heard: Amine, Amin.
    let word = word
        .strip_suffix('e')
        .unwrap_or(word)
        .replace("ch", "s")
        .replace("sh", "s")
        .replace("dj", "j")
        .replace("ph", "f")
        .replace("ck", "k");
    let mut heard = String::with_capacity(word.len());
    let letters: Vec<char> = word.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let after = letters.get(at + 2).copied().unwrap_or(' ');
        let sound = match letter {
            'o' if next == 'u' && is_vowel(after) => 'w',
            'u' if heard.ends_with('w') => continue,
            'y' if at == 0 => 'y',
            letter if is_vowel(*letter) => 'a',
            'q' | 'c' => 'k',
            'z' => 's',
            'h' if next == ' ' => continue,
            letter => *letter,
        };
        if !heard.ends_with(sound) {
            heard.push(sound);
        }
    }
    heard
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The words of a body's name that matter, sorted: “Ministry of Justice” is “Justice Ministry”.
pub fn bag(plain: &str) -> String {
    const EMPTY: [&str; 17] =
        ["of", "for", "and", "the", "on", "to", "in", "de", "du", "des", "d", "la", "les", "le", "l", "et", "pour"];
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !EMPTY.contains(word)).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether a body's name says nothing of whose it is: each state has a Ministry of Justice.
pub fn is_generic(plain: &str) -> bool {
    let common = Traits::INSIDE.and(Traits::ORG_HEAD).and(Traits::PORTFOLIO).and(Traits::COMMON).and(Traits::BINDS);
    plain.contains(' ') && plain.split(' ').all(|word| lists().traits(word).has(common) || word.len() < 2)
}

/// First and last word, without honorifics: `mohamed amine yahiaoui` is `mohamed yahiaoui`.
pub fn ends(plain: &str) -> Option<(&str, &str)> {
    let mut words = plain.split(' ').filter(|word| !lists().traits(word).has(Traits::FORENAME_OF_NAMES));
    let mut first = words.next()?;
    if first == "al" {
        first = words.next()?;
    }
    words.next_back().map(|last| (first, last))
}

/// Why a spelling belongs to a name, if the letters say it.
pub fn reason(name: &str, alias: &str, kind: Kind) -> String {
    let (a, b) = (plain(name), plain(alias));
    if a == b {
        return "the same letters but for case, accents and hyphens".to_owned();
    }
    if lists().state(&alias.to_lowercase()).is_some() {
        return format!("another name of {name}");
    }
    if sound(&a).is_some() && sound(&a) == sound(&b) {
        return "the same sound in another transliteration".to_owned();
    }
    if kind == Kind::Person && a.ends_with(&format!(" {b}")) {
        return "the family name alone".to_owned();
    }
    if bag(&a) == bag(&b) {
        return "the same words in another order".to_owned();
    }
    if initials(&a) == b || initials(&b) == a {
        return "the first letters of its words".to_owned();
    }
    if kind == Kind::Person && ends(&a).is_some() && ends(&a) == ends(&b) {
        return "the same first and family name".to_owned();
    }
    "it belongs to another spelling of the same name".to_owned()
}

/// The first letters of the words that matter: `dgsn` of `direction generale de la surete nationale`.
pub fn initials(plain: &str) -> String {
    bag_in_order(plain).filter_map(|word| word.chars().next()).collect()
}

fn bag_in_order(plain: &str) -> impl Iterator<Item = &str> {
    plain
        .split(' ')
        .filter(|word| !matches!(*word, "of" | "for" | "and" | "the" | "de" | "du" | "des" | "d" | "la" | "et"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_sound_the_same() {
        for (a, b) in [
            ("Mohammed Amine Yahiaoui", "Muhammad Amin Yahyaoui"),
            ("Abdellatif Hammouchi", "Abdelatif Hamouchi"),
            ("Abdelouafi Laftit", "Abdelwafi Laftit"),
            ("El-Hassan Daki", "Al Hasan Daki"),
        ] {
            assert!(sound(&plain(a)).is_some(), "{a}");
            assert_eq!(sound(&plain(a)), sound(&plain(b)), "{a} and {b}");
        }
        assert_ne!(sound(&plain("Karim Benali")), sound(&plain("Karim Bennani")));
        assert_eq!(sound("daki"), None);
    }

    #[test]
    fn bodies_of_states_are_generic() {
        assert!(is_generic("ministry of justice"));
        assert!(!is_generic("bank of england"));
        assert_eq!(bag("ministry of justice"), bag("justice ministry"));
    }
}
