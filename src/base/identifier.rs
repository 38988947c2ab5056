//! Identifiers of other systems, read by their form alone: nobody is asked whether there is such a record.
//!
//! [`read`] takes what a person typed or pasted, also an address (`https://www.wikidata.org/wiki/Q142`), and answers
//! with the one way in which it is kept. A scheme that is not [known](KNOWN) is free: its value is kept as it stands.

/// The schemes whose form is known, as they are written in a project.
pub const KNOWN: [&str; 5] = ["wikidata", "geonames", "viaf", "isni", "orcid"];

/// An identifier that cannot be one, and what one would look like.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It does not say in which system.
    #[error("An identifier needs its system, such as wikidata")]
    NoScheme,
    /// It says nothing.
    #[error("An identifier of {0} needs a value")]
    Empty(String),
    /// It has another form than all identifiers of its system.
    #[error("“{value}” is no identifier of {scheme}: expected is {expected}")]
    Form {
        /// The system.
        scheme: String,
        /// What was typed.
        value: String,
        /// The form, with an example.
        expected: &'static str,
    },
    /// It has the right form, and its last sign does not follow from the others: one of them is wrong.
    #[error("“{value}” is no identifier of {scheme}: its check digit would be {digit}; one of the digits is wrong")]
    CheckDigit {
        /// The system.
        scheme: String,
        /// What was typed.
        value: String,
        /// What the last sign would have to be.
        digit: char,
    },
}

/// What an identifier of a known scheme looks like, in words and with an example; `None` for a scheme that is free.
#[must_use]
pub fn expected(scheme: &str) -> Option<&'static str> {
    Some(match scheme.trim().to_lowercase().as_str() {
        "wikidata" => "Q and a number that does not begin with 0, such as Q142",
        "geonames" => "a number, such as 3017382",
        "viaf" => "a number, such as 254720863",
        "isni" => "16 digits, the last of them a check digit or X, such as 0000 0001 2103 2683",
        "orcid" => "16 digits, the last of them a check digit or X, such as 0000-0002-1825-0097",
        _ => return None,
    })
}

/// The scheme and the value as they are kept: `("Wikidata", " q142 ")` is `("wikidata", "Q142")`.
///
/// # Errors
/// If one of them is empty, or the value has not the form of its scheme.
pub fn read(scheme: &str, value: &str) -> Result<(String, String), Malformed> {
    let (scheme, value) = (scheme.trim(), value.trim());
    if scheme.is_empty() {
        return Err(Malformed::NoScheme);
    }
    if value.is_empty() {
        return Err(Malformed::Empty(scheme.to_owned()));
    }
    let known = scheme.to_lowercase();
    let Some(expected) = expected(&known) else { return Ok((scheme.to_owned(), value.to_owned())) };
    let wrong = || Malformed::Form { scheme: known.clone(), value: value.to_owned(), expected };
    let bare = out_of_address(&known, value);
    let kept = match known.as_str() {
        "wikidata" => item(bare).ok_or_else(wrong)?,
        "geonames" | "viaf" => number(bare).ok_or_else(wrong)?,
        "isni" => checked(&known, value, &sixteen(bare).ok_or_else(wrong)?)?,
        _ => hyphenated(&checked(&known, value, &sixteen(bare).ok_or_else(wrong)?)?),
    };
    Ok((known, kept))
}

/// The identifier in an address of its system; what is no address stays as it is.
fn out_of_address<'v>(scheme: &str, value: &'v str) -> &'v str {
    let Some((_, path)) = value.split_once("://") else { return value };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').skip(1).filter(|part| !part.is_empty());
    match scheme {
        // https://www.geonames.org/3017382/republic-of-france.html, https://viaf.org/viaf/254720863/
        "geonames" | "viaf" => parts.find(|part| part.bytes().all(|byte| byte.is_ascii_digit())),
        _ => parts.last(),
    }
    .unwrap_or(value)
}

fn item(value: &str) -> Option<String> {
    let digits = value.strip_prefix(['Q', 'q'])?;
    (!digits.starts_with('0')).then(|| number(digits)).flatten().map(|digits| format!("Q{digits}"))
}

fn number(value: &str) -> Option<String> {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| value.to_owned())
}

/// Fifteen digits and one more or an X, without what groups them.
fn sixteen(value: &str) -> Option<String> {
    let bare: String = value.chars().filter(|sign| !matches!(sign, ' ' | '-' | '\u{a0}')).collect();
    let bare = bare.to_uppercase();
    let (digits, last) = bare.split_at_checked(15)?;
    let fits = number(digits).is_some() && (last == "X" || (last.len() == 1 && number(last).is_some()));
    fits.then_some(bare)
}

/// `digits` if its last sign is the check digit of those before it (ISO 7064, MOD 11-2).
fn checked(scheme: &str, value: &str, digits: &str) -> Result<String, Malformed> {
    let sum = digits.chars().take(15).filter_map(|digit| digit.to_digit(10)).fold(0, |sum, digit| (sum + digit) * 2);
    let digit = match (12 - sum % 11) % 11 {
        10 => 'X',
        rest => char::from_digit(rest, 10).unwrap_or('X'),
    };
    if digits.ends_with(digit) {
        return Ok(digits.to_owned());
    }
    Err(Malformed::CheckDigit { scheme: scheme.to_owned(), value: value.to_owned(), digit })
}

fn hyphenated(digits: &str) -> String {
    let signs: Vec<char> = digits.chars().collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn kept(scheme: &str, value: &str) -> String {
        let (scheme, value) = read(scheme, value).expect("an identifier");
        format!("{scheme} {value}")
    }

    #[test]
    fn what_a_person_types_or_pastes_is_kept_in_one_way() {
        for typed in ["Q142", " q142 ", "https://www.wikidata.org/wiki/Q142", "http://www.wikidata.org/entity/Q142#x"]
        {
            assert_eq!(kept("Wikidata", typed), "wikidata Q142");
        }
        assert_eq!(kept("geonames", "https://www.geonames.org/3017382/republic-of-france.html"), "geonames 3017382");
        assert_eq!(kept("viaf", "https://viaf.org/viaf/254720863/"), "viaf 254720863");
        for typed in ["0000-0002-1825-0097", "0000000218250097", "https://orcid.org/0000-0002-1825-0097"] {
            assert_eq!(kept("orcid", typed), "orcid 0000-0002-1825-0097");
        }
        assert_eq!(kept("ISNI", "0000 0001 2103 2683"), "isni 0000000121032683");
        assert_eq!(kept("orcid", "0000-0002-1694-233x"), "orcid 0000-0002-1694-233X");
        assert_eq!(kept("Ministry register", "12/7 b"), "Ministry register 12/7 b");
    }

    #[test]
    fn what_cannot_be_one_says_what_is_expected() {
        let forms =
            [("wikidata", "Q0"), ("wikidata", "P31"), ("wikidata", "Q"), ("wikidata", "142"), ("wikidata", "Q1x")];
        let numbers =
            [("geonames", "FR"), ("viaf", "12 3"), ("isni", "0000 0001 2103"), ("orcid", "0000-0002-1825-00970")];
        for (scheme, value) in forms.into_iter().chain(numbers) {
            let error = read(scheme, value).expect_err(value);
            assert!(matches!(error, Malformed::Form { .. }), "{error}");
            let said = error.to_string();
            assert!(said.contains(value) && said.contains("such as"), "{said}");
        }
        assert_eq!(read(" ", "Q1"), Err(Malformed::NoScheme));
        assert_eq!(read("wikidata", " "), Err(Malformed::Empty("wikidata".to_owned())));
    }

    #[test]
    fn one_wrong_digit_is_noticed() {
        let right = "0000000218250097";
        for at in 0..15 {
            let mut digits: Vec<char> = right.chars().collect();
            digits[at] = if digits[at] == '9' { '1' } else { '9' };
            let wrong: String = digits.into_iter().collect();
            assert!(matches!(read("orcid", &wrong), Err(Malformed::CheckDigit { .. })), "{wrong}");
            assert!(matches!(read("isni", &wrong), Err(Malformed::CheckDigit { .. })), "{wrong}");
        }
    }
}
