//! Bodies: names around words such as Ministry or Agency, and long forms before an acronym in brackets.

use super::lists::Traits;
use super::tokens::{Gap, Shape, Token};

/// Words that a name of a body may have at most.
const MOST_WORDS: usize = 14;

/// Words with which a firm's name ends.
const FIRMS: [&str; 14] =
    ["Inc", "Inc.", "Corp", "Corp.", "Ltd", "Ltd.", "Co", "Co.", "AG", "SA", "S.A.", "plc", "PLC", "GmbH"];

/// The word after a run of capitalised words from `from`: at most `most`, joined by nothing but blanks.
pub fn run_end(tokens: &[Token], from: usize, most: usize) -> usize {
    let Some(first) = tokens.get(from) else { return from };
    let goes_on = |token: &Token| {
        token.is_capital() && token.gap == Gap::Blank && token.style == first.style && !token.has(Traits::CALENDAR)
    };
    let mut end = from + 1;
    while end - from < most && tokens.get(end).is_some_and(goes_on) && !tokens.get(end - 1).is_some_and(|t| t.owns) {
        end += 1;
    }
    end
}

/// The end of a body's name that begins at `from`, in tokens; `None` if none begins there.
pub fn body(text: &str, tokens: &[Token], from: usize) -> Option<usize> {
    let end = run_end(tokens, from, 8);
    let run = tokens.get(from..end)?;
    let head = run.iter().rposition(|token| token.has(Traits::ORG_HEAD))?;
    let name_end = from + head + 1;
    let last = tokens.get(name_end - 1)?;
    if FIRMS.contains(&word(text, last)) {
        return (head > 0).then_some(name_end);
    }
    // “Council President”: the office comes after; what follows a head is looked at by the walk.
    let tail = if last.owns { name_end } else { tail(text, tokens, name_end) };
    if tail > name_end {
        return Some(tail);
    }
    let alone = head == 0 && last.has(Traits::NEVER_ALONE);
    let ordinary = head == 0 && (last.has(Traits::COMMON.and(Traits::PLACE_HEAD)) || last.gap == Gap::Start);
    (!alone && !ordinary).then_some(name_end)
}

/// Where the name goes on after its head: “of Justice”, “for National Security and …”, “générale de la sûreté”.
fn tail(text: &str, tokens: &[Token], from: usize) -> usize {
    let mut end = from;
    let mut at = from;
    let mut bound = false;
    while at < tokens.len() && at - from < MOST_WORDS {
        let Some(token) = tokens.get(at) else { break };
        if token.gap != Gap::Blank
            || token.has(Traits::CALENDAR)
            || at > from && tokens.get(at - 1).is_some_and(|t| t.owns)
        {
            break;
        }
        let small = token.shape == Shape::Small || is_elision(text, token);
        if small && token.has(Traits::BINDS) {
            let joiner = matches!(word(text, token), "and" | "et" | "&");
            let goes_on = || bound && goes_on_after_and(text, tokens, at + 1);
            let place = matches!(word(text, token), "à" | "en");
            if place || (joiner && !goes_on()) || (!bound && !opens(text, token)) {
                break;
            }
            bound = true;
        } else if (small && is_french_tail(text, token, at == end) && french_before(text, tokens, from))
            || (token.is_capital() && bound && !ends_tail(token))
        {
            end = at + 1;
        } else {
            break;
        }
        at += 1;
    }
    end
}

/// Words that join a head to what it is for.
fn opens(text: &str, token: &Token) -> bool {
    matches!(word(text, token), "of" | "for" | "de" | "du" | "des" | "d'" | "d’" | "pour")
}

/// Whether what stands after “and” is a part of the same name, not an office: “Court of Appeal and Chief Prosecutor”.
fn goes_on_after_and(text: &str, tokens: &[Token], at: usize) -> bool {
    let run = tokens.get(at..run_end(tokens, at, 3)).unwrap_or_default();
    let office = run.iter().any(|token| token.has(Traits::OFFICE));
    !office && run.first().is_some_and(|next| is_ordinary(text, next))
}

/// A capitalised word that may stand after “and” in a name: no state, no person.
fn is_ordinary(text: &str, token: &Token) -> bool {
    let ordinary =
        Traits::COMMON.and(Traits::PORTFOLIO).and(Traits::INSIDE).and(Traits::SMALL_TAIL).and(Traits::BINDS);
    let written = word(text, token);
    let verbal = written.len() > 5 && (written.ends_with("ing") || written.ends_with("ed"));
    (token.has(ordinary) || verbal) && !token.has(Traits::GIVEN) && !matches!(written, "the" | "The")
}

fn ends_tail(token: &Token) -> bool {
    if token.has(Traits::HONORIFIC.and(Traits::OFFICE)) && !token.has(Traits::PORTFOLIO.and(Traits::INSIDE)) {
        return true;
    }
    let usual = Traits::BEGINS.and(Traits::COMMON).and(Traits::INSIDE);
    (token.has(Traits::GIVEN) && !token.has(usual)) || token.shape == Shape::Initial
}

fn is_elision(text: &str, token: &Token) -> bool {
    word(text, token).ends_with(['\'', '’'])
}

/// Whether a small word may go on in a French name; `beside` says that it follows the head without any other word.
fn is_french_tail(text: &str, token: &Token, beside: bool) -> bool {
    token.has(Traits::SMALL_TAIL) || (beside && is_french_adjective(word(text, token)))
}

/// Whether a small word looks like one that says which body it is: “nordique”, “socialiste”, “finlandais”.
fn is_french_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 15] = [
        "ique", "iste", "ale", "aux", "aire", "aine", "ain", "aise", "ais", "ienne", "ien", "oise", "ois", "ive",
        "el",
    ];
    word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Small letters belong to the name only in French: “Direction générale de la sûreté nationale”.
fn french_before(text: &str, tokens: &[Token], from: usize) -> bool {
    const FRENCH: [&str; 37] = [
        "Société",
        "Garde",
        "Syndicat",
        "Ministère",
        "ministère",
        "Direction",
        "Agence",
        "Office",
        "Conseil",
        "Commission",
        "Cour",
        "Tribunal",
        "Parlement",
        "Assemblée",
        "Sénat",
        "Chambre",
        "Autorité",
        "Banque",
        "Fonds",
        "Union",
        "Fédération",
        "Confédération",
        "Ligue",
        "Association",
        "Organisation",
        "Institut",
        "Parti",
        "Mouvement",
        "Rassemblement",
        "Comité",
        "Caisse",
        "Bureau",
        "Brigade",
        "Inspection",
        "Observatoire",
        "Police",
        "Gendarmerie",
    ];
    from.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|head| FRENCH.contains(&word(text, head)))
}

/// The first token of the long form before an acronym in brackets at `at`; the long form ends before `at`.
pub fn long_form(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let acronym = tokens.get(at)?;
    let letters: Vec<char> = word(text, acronym).chars().filter(|letter| letter.is_alphabetic()).collect();
    if acronym.shape != Shape::Capitals || acronym.gap != Gap::Bracket || !(2..=10).contains(&letters.len()) {
        return None;
    }
    let sharp = |token: &Token| word(text, token).chars().next().into_iter().flat_map(char::to_uppercase).next();
    let mut left = letters.len();
    let (mut from, mut start) = (at, None);
    while left > 0 && at - from < MOST_WORDS {
        from = from.checked_sub(1)?;
        let token = tokens.get(from)?;
        if sharp(token) == letters.get(left - 1).copied() {
            left -= 1;
            start = Some(from);
        } else if !(token.has(Traits::BINDS) || token.shape == Shape::Small) {
            return None;
        }
        if token.gap == Gap::Start || token.gap == Gap::Bracket {
            break;
        }
    }
    start.filter(|start| left == 0 && tokens.get(*start).is_some_and(Token::is_capital))
}

/// The words of a token.
pub fn word<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.start..token.end).unwrap_or_default()
}
