//! Finds the place that a command speaks of.

use super::parts::At;
use crate::base::lines::Lines;
use crate::base::span::{Pieces, Span};
use crate::ops::Refused;
use crate::query::search::Search;

/// The pieces of `text` that `at` speaks of.
///
/// # Errors
/// If there is no such place; the message says what was looked for and how often it occurs.
pub fn pieces(text: &str, at: &At) -> Result<Pieces, Refused> {
    let spans = match at {
        At::Bytes(pieces) => return Ok(pieces.clone()),
        At::Chars(ranges) => from_chars(text, ranges)?,
        At::Quote { quote, occurrence, then } => from_quotes(text, quote, *occurrence, then)?,
    };
    Pieces::new(spans).ok_or_else(|| Refused::because("A place needs at least one character"))
}

/// The one piece of `text` that `at` speaks of.
///
/// # Errors
/// If there is no such place, or it has several pieces.
pub fn span(text: &str, at: &At) -> Result<Span, Refused> {
    match pieces(text, at)?.spans() {
        [span] => Ok(*span),
        _ => Err(Refused::because("This needs a place in one piece")),
    }
}

fn from_chars(text: &str, ranges: &[(usize, usize)]) -> Result<Vec<Span>, Refused> {
    let lines = Lines::new(text);
    let byte = |char: usize| {
        lines.byte_from_char(text, char).ok_or_else(|| {
            let length = text.chars().count();
            Refused::because(format!("Character {char} lies outside the text, which has {length}"))
        })
    };
    ranges.iter().map(|(start, end)| Ok(Span::new(byte(*start)?, byte(*end)?))).collect()
}

fn from_quotes(text: &str, quote: &str, occurrence: usize, then: &[String]) -> Result<Vec<Span>, Refused> {
    if quote.is_empty() || then.iter().any(String::is_empty) {
        return Err(Refused::because("A quote needs at least one character"));
    }
    let found = text.match_indices(quote).nth(occurrence.saturating_sub(1));
    let Some((start, _)) = found.filter(|_| occurrence > 0) else {
        return Err(not_found(text, quote, occurrence));
    };
    let mut spans = vec![Span::new(start, start + quote.len())];
    for piece in then {
        let after = spans.last().map_or(0, |span| span.end());
        let at = text.get(after..).and_then(|rest| rest.find(piece.as_str()));
        let at = at.ok_or_else(|| Refused::because(format!("“{piece}” does not occur after “{quote}”")))?;
        spans.push(Span::new(after + at, after + at + piece.len()));
    }
    Ok(spans)
}

/// Says how often the words occur, or how they are spelt in the text where only signs or accents differ.
fn not_found(text: &str, quote: &str, occurrence: usize) -> Refused {
    let times = text.matches(quote).count();
    if times > 0 {
        return Refused::because(format!(
            "The text has “{quote}” {times} times; occurrence {occurrence} was asked for (the first is 1)"
        ));
    }
    let alike = Search::text(quote).places(text).first().and_then(|span| span.text(text));
    Refused::because(match alike {
        Some(alike) => format!("The text does not have “{quote}”, but it has “{alike}”: copy its signs and accents"),
        None => format!("The text does not have “{quote}”"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::testing::marked;

    fn quote(quote: &str, occurrence: usize, then: &[&str]) -> At {
        At::Quote {
            quote: quote.to_owned(),
            occurrence,
            then: then.iter().map(|piece| (*piece).to_owned()).collect(),
        }
    }

    fn check(at: &At, picture: &str) {
        let (text, spans) = marked(picture);
        assert_eq!(pieces(&text, at).map(Vec::from), Ok(spans));
    }

    #[test]
    fn places_are_found_by_words_and_by_code_points() {
        check(&quote("Rabat", 2, &[]), "Rabat, then [Rabat] again");
        check(&quote("arrest", 1, &["of Bingui"]), "the [arrest] and extradition [of Bingui]");
        check(&At::Chars(vec![(3, 8)]), "né [Rabat] é");
    }

    #[test]
    fn a_place_that_is_not_there_is_refused_in_words() {
        let refused = |at: &At| pieces("Rabat and Rabat", at).expect_err("refused").to_string();
        assert!(refused(&quote("Rabat", 3, &[])).contains("2 times"));
        assert!(refused(&quote("Rabat", 0, &[])).contains("the first is 1"));
        assert!(refused(&quote("Fez", 1, &[])).ends_with("does not have “Fez”"));
        assert!(refused(&quote("rabat and", 1, &[])).contains("but it has “Rabat and”"));
        let curly = pieces("l’état de Rabat", &quote("l'etat", 1, &[])).expect_err("refused").to_string();
        assert!(curly.contains("but it has “l’état”"), "{curly}");
        assert!(refused(&quote("and", 1, &["and"])).contains("does not occur after"));
        assert!(refused(&At::Chars(vec![(3, 99)])).contains("which has 15"));
    }
}
