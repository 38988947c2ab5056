//! Words that fit a line: cut where nothing is lost, around what differs.

use unicode_segmentation::UnicodeSegmentation;

/// Letters of a value in a line.
pub(super) const MOST: usize = 120;
/// Letters kept of what two values have in common, on each side of what differs.
const AROUND: usize = 24;

/// The words in one line of at most `most` letters; what was cut off is an ellipsis.
#[must_use]
pub fn shorten(words: &str, most: usize) -> String {
    let line = one_line(words);
    if line.graphemes(true).nth(most).is_none() {
        return line;
    }
    let end = line.grapheme_indices(true).nth(most.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    format!("{}…", line.get(..end).unwrap_or_default().trim_end())
}

/// Two values of which long common beginnings and ends are left out.
pub(super) fn apart(before: &str, after: &str) -> (String, String) {
    let (before, after) = (one_line(before), one_line(after));
    let (a, b): (Vec<&str>, Vec<&str>) = (before.graphemes(true).collect(), after.graphemes(true).collect());
    if a.len().max(b.len()) <= MOST {
        return (before, after);
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().min(rest);
    let part = |letters: &[&str]| {
        let from = start.saturating_sub(AROUND);
        let to = (letters.len() - end.saturating_sub(AROUND).min(letters.len())).max(from);
        let middle = letters.get(from..to).unwrap_or_default().concat();
        let middle = shorten(&middle, MOST);
        let (head, tail) = (if from > 0 { "…" } else { "" }, if to < letters.len() { "…" } else { "" });
        format!("{head}{}{tail}", if tail.is_empty() { middle.as_str() } else { middle.trim_end_matches('…') })
    };
    (part(&a), part(&b))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_and_short_ones_are_not() {
        assert_eq!(shorten("a  b\nc", 9), "a b c");
        assert_eq!(shorten("one two three", 8), "one two…");
        assert_eq!(shorten("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn what_differs_is_shown() {
        let long = "so many words ".repeat(20);
        let (before, after) = apart(&format!("{long}red{long}"), &format!("{long}green{long}"));
        assert!(before.contains("red") && after.contains("green"), "{before} {after}");
        assert!(before.starts_with('…') && before.ends_with('…') && before.chars().count() < 80, "{before}");
        assert_eq!(apart("a", "b"), ("a".to_owned(), "b".to_owned()));
        let (before, after) = apart("", &long);
        assert!(before.is_empty() && after.chars().count() <= MOST + 1, "{after}");
    }
}
