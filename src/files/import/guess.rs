//! What can be guessed about a text: title, publication date, language. Each guess says what it rests on.
//!
//! Promises: a guess is made only where the text, its address or the file's name says so; where two readings are possible
//! (`03/04/2025`) there is none. What it does *not* do: it never guesses the outlet, for nothing in a text is certain
//! about it, and it never takes today for a date.

mod address;

use crate::base::when::When;
use crate::model::{HowKnown, Published};
use chrono::NaiveDate;

/// Longest title, in code points.
const TITLE_CHARS: usize = 120;

/// Lines with something in them that are searched for a date: what stands below is the article's story.
const DATELINE_LINES: usize = 6;

/// Code points of a line that are searched for a date: behind them a date belongs to what is told.
const DATELINE_CHARS: usize = 80;

/// Below this, a language is not known: 0 is no idea, 1 is certain.
const CONFIDENCE_FLOOR: f64 = 0.5;

/// The guesses; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// The first line with something in it, cut at a word's edge.
    pub title: String,
    /// When it was published, how that is known, and why.
    pub published: Option<Published>,
    /// BCP 47 tag.
    pub language: String,
}

/// Guesses from the text and the name of its file.
#[must_use]
pub fn guess(text: &str, file_name: &str) -> Guess {
    guess_at(text, file_name, "")
}

/// As [`guess`], with the address where the text was found; it may be empty.
#[must_use]
pub fn guess_at(text: &str, file_name: &str, url: &str) -> Guess {
    Guess { title: title(text), published: published(text, file_name, url), language: language(text) }
}

/// The first line with something in it; a mark of a Markdown heading is no part of it.
fn title(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let heading = line.trim_start_matches('#');
    let line = if heading.starts_with(' ') { heading.trim_start() } else { line };
    if line.chars().count() <= TITLE_CHARS {
        return line.to_owned();
    }
    let cut: String = line.chars().take(TITLE_CHARS - 1).collect();
    let edge = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut.get(..edge).unwrap_or(&cut).trim_end())
}

fn language(text: &str) -> String {
    let sure = whatlang::detect(text).filter(|found| found.confidence() >= CONFIDENCE_FLOOR);
    sure.map(|found| bcp47(found.lang()).to_owned()).unwrap_or_default()
}

/// The tag of a language: two letters where there are two, as BCP 47 wants it.
fn bcp47(language: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match language {
        Lang::Ara => "ar",
        Lang::Cat => "ca",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        other => other.code(),
    }
}

/// When a text was published, as far as it says so itself, or its address (empty: not known), or its file's name.
#[must_use]
pub fn published(text: &str, file_name: &str, url: &str) -> Option<Published> {
    stated(text).or_else(|| of_address(text, url)).or_else(|| of_file_name(file_name))
}

fn stated(text: &str) -> Option<Published> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(DATELINE_LINES);
    lines.find_map(|line| {
        let head: String = line.chars().take(DATELINE_CHARS).collect();
        // The numbers of an address have their own meaning.
        let (words, when) = if address::is_address(line) { None } else { dateline(&head) }?;
        let reason = format!("the text says “{words}” where articles say their date");
        Some(Published { when, known: HowKnown::Stated, reason })
    })
}

/// From the address that is given, else from the only dated line that is one.
fn of_address(text: &str, url: &str) -> Option<Published> {
    let given = address::date(url).map(|(words, when)| (words, when, "the address"));
    let (words, when, where_from) = given.or_else(|| {
        let lines = text.lines().map(str::trim).filter(|line| address::is_address(line));
        let mut dates = lines.filter_map(address::date);
        let (words, when) = dates.next()?;
        // Addresses of several days lead to other articles.
        dates.all(|(_, other)| other == when).then_some((words, when, "a line of the text that is an address"))
    })?;
    let reason = format!("{where_from} has “{words}”");
    Some(Published { when, known: HowKnown::Address, reason })
}

fn of_file_name(file_name: &str) -> Option<Published> {
    let of_day = iso(file_name).filter(|(words, _)| words.len() > 7);
    let (words, when) = of_day.or_else(|| address::date(file_name)).or_else(|| iso(file_name))?;
    Some(Published { when, known: HowKnown::FileName, reason: format!("the file's name has “{words}”") })
}

/// A date with day, month and year, if it is where a dateline or a line of metadata has it: at the line's beginning,
/// behind “Published:”, or between a place in capitals and its dash.
fn dateline(head: &str) -> Option<(String, When)> {
    let (words, when) = iso(head).or_else(|| in_words(head))?;
    let at = head.find(&words)?;
    let (before, after) = (head.get(..at)?, head.get(at + words.len()..)?);
    let (before, after) = (before.trim(), after.trim());
    let alone = before.is_empty() && stands_alone(after);
    let labelled = is_label(before) && (stands_alone(after) || before.contains(' ') || before.ends_with(':'));
    let of_a_place = is_place(before) && leads_on(before) && has_dash(after);
    (alone || labelled || of_a_place).then_some((words, when))
}

/// Whether what follows a date at a line's beginning is not a sentence: nothing, a dash, a time of day.
fn stands_alone(after: &str) -> bool {
    let rest = after.trim_start_matches([',', ' ']);
    rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || "—–-|·/(T".contains(c))
}

/// “Published:”, “Publié le”, “Date”.
fn is_label(before: &str) -> bool {
    const LABELS: &[&str] = &[
        "date",
        "date of publication",
        "first published",
        "issued on",
        "last updated",
        "posted",
        "posted on",
        "published",
        "published on",
        "updated",
        "updated on",
        "date de publication",
        "mis en ligne le",
        "mis à jour le",
        "modifié le",
        "paru le",
        "posté le",
        "publication",
        "publié",
        "publié le",
        "rédigé le",
    ];
    const WEEKDAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ];
    let words = before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let weekday = WEEKDAYS.iter().find_map(|day| words.strip_suffix(day));
    let label = weekday.unwrap_or(&words).trim_end_matches(|c: char| !c.is_alphanumeric());
    LABELS.contains(&label) || (label.is_empty() && weekday.is_some())
}

/// `RABAT,` or `PARIS/RABAT (Agency),`: its first word is in capitals.
fn is_place(before: &str) -> bool {
    let word: String = before.chars().take_while(|c| c.is_alphabetic()).collect();
    word.chars().count() > 1 && !word.chars().any(char::is_lowercase)
}

/// What may stand between the place of a dateline and its date: `RABAT, 10 March`, `Rabat, le 10 mars`, `(10 mars`.
fn leads_on(before: &str) -> bool {
    let french = before.strip_suffix("le").map(str::trim_end);
    french.unwrap_or(before).ends_with([',', '(', '/', '-', '–', '—']) || french.is_some()
}

fn has_dash(after: &str) -> bool {
    after.chars().take(30).any(|c| matches!(c, '—' | '–' | '-'))
}

/// `2025-03-10` or `2025-03`, anywhere but inside a longer number.
fn iso(text: &str) -> Option<(String, When)> {
    let starts = text.char_indices().filter(|(at, c)| c.is_ascii_digit() && !digit_before(text, *at));
    starts.into_iter().find_map(|(at, _)| {
        let rest = text.get(at..)?;
        iso_day(rest).or_else(|| iso_month(rest))
    })
}

fn digit_before(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| c.is_ascii_digit() || c == '-')
}

fn iso_day(rest: &str) -> Option<(String, When)> {
    let words = rest.get(..10).filter(|_| !digit_at(rest, 10))?;
    let date = NaiveDate::parse_from_str(words, "%Y-%m-%d").ok()?;
    Some((words.to_owned(), When::day(date)))
}

fn iso_month(rest: &str) -> Option<(String, When)> {
    let words = rest.get(..7).filter(|_| !digit_at(rest, 7))?;
    let (year, month) = words.split_once('-')?;
    let plain = year.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let when = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1).filter(|_| plain)?;
    Some((words.to_owned(), when.format("%Y-%m").to_string().parse().ok()?))
}

fn digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// `10 March 2025`, `March 10, 2025`, `10 mars 2025`, `1er mars 2025`.
fn in_words(text: &str) -> Option<(String, When)> {
    let words: Vec<(usize, &str)> = words(text);
    words.windows(3).find_map(|three| {
        let [(start, a), (_, b), (end, c)] = three else { return None };
        let (day, month) = day(a).zip(month(b)).or_else(|| day(b).zip(month(a)))?;
        let year: i32 = c.parse().ok().filter(|year| (1900..2100).contains(year))?;
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let stretch = text.get(*start..end + c.len())?;
        Some((stretch.to_owned(), When::day(date)))
    })
}

/// Runs of letters and digits, and where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut words = Vec::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            words.push((at, word));
        }
        at += piece.len();
    }
    words
}

fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = word.get(digits.len()..)?;
    let plain = ["", "er", "st", "nd", "rd", "th"].contains(&suffix) && digits.len() <= 2;
    digits.parse().ok().filter(|day| plain && (1..=31).contains(day))
}

/// The month that an English or French word names, short or long.
fn month(word: &str) -> Option<u32> {
    Some(match word.to_lowercase().as_str() {
        "january" | "jan" | "janvier" | "janv" => 1,
        "february" | "feb" | "février" | "fevrier" | "févr" => 2,
        "march" | "mar" | "mars" => 3,
        "april" | "apr" | "avril" | "avr" => 4,
        "may" | "mai" => 5,
        "june" | "jun" | "juin" => 6,
        "july" | "jul" | "juillet" | "juil" => 7,
        "august" | "aug" | "août" | "aout" => 8,
        "september" | "sep" | "sept" | "septembre" => 9,
        "october" | "oct" | "octobre" => 10,
        "november" | "nov" | "novembre" => 11,
        "december" | "dec" | "décembre" | "decembre" | "déc" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, file: &str, expected: Option<(&str, HowKnown)>) {
        let got = guess(text, file).published;
        let got = got.map(|published| (published.when.to_string(), published.known));
        assert_eq!(got, expected.map(|(when, known)| (when.to_owned(), known)), "{text}");
    }

    #[test]
    fn dates_are_taken_from_where_they_stand_for_the_article() {
        use HowKnown::{FileName, Stated};
        check("Title\n\nRABAT, 10 March 2025 (Agency) — The minister", "", Some(("2025-03-10", Stated)));
        check("Title\nPublished: March 10, 2025 at 9:30", "", Some(("2025-03-10", Stated)));
        check("Titre\nPublié le 1er mars 2025", "", Some(("2025-03-01", Stated)));
        check("Titre\n2025-03-10\nCorps", "", Some(("2025-03-10", Stated)));
        check("Title\nBody", "2025-03-10-visit.txt", Some(("2025-03-10", FileName)));
        check("Title\nBody", "map_2025-03.txt", Some(("2025-03", FileName)));
        check("Titre\nRABAT, le 10 mars 2025 (Agence) – Le ministre", "", Some(("2025-03-10", Stated)));
        check("Titre\nMis à jour le lundi 10 mars 2025 à 9h30", "", Some(("2025-03-10", Stated)));
        check("Title\nMonday, 10 March 2025\nBody", "", Some(("2025-03-10", Stated)));
        check("Title\nBody", "visit-20250310.txt", Some(("2025-03-10", FileName)));
    }

    #[test]
    fn an_address_says_the_day() {
        let line = "Title\nBody\nhttps://news.example/2025/mar/10/visit";
        check(line, "2025-02-01.txt", Some(("2025-03-10", HowKnown::Address)));
        let two = format!("{line}\nhttps://news.example/2024/11/02/other");
        check(&two, "", None);
        let given = guess_at("Title\nBody", "", "https://news.example/2025/03/10/visit").published.unwrap();
        assert_eq!((given.when.to_string().as_str(), given.known), ("2025-03-10", HowKnown::Address));
        assert_eq!(given.reason, "the address has “2025/03/10”");
        check("Title\nMonday, 10 March 2025 was a cold day", "", None);
    }

    #[test]
    fn a_date_in_the_story_or_in_two_readings_is_none() {
        check("Title\nOn 10 March 2025 the minister met his counterpart", "", None);
        check("Le 10 mars 2025, le ministre", "", None);
        check("10 March 2025, the minister", "", None);
        check("The accord of 10 March 2025, signed in Rabat, - a", "", None);
        check("Title\n03/04/2025", "a.txt", None);
        check("Title\n31 February 2025", "12025-03-101.txt", None);
    }

    #[test]
    fn titles_end_at_a_word() {
        assert_eq!(guess("\n\n# Visite à Rabat \n", "").title, "Visite à Rabat");
        let long = guess(&"mot ".repeat(60), "").title;
        assert!(long.chars().count() <= TITLE_CHARS && long.ends_with("mot…"), "{long}");
        assert_eq!(guess("#Rabat2025", "").title, "#Rabat2025");
    }

    #[test]
    fn languages_are_known_or_not_named() {
        let french =
            "Le ministre de la Justice a signé à Rabat un accord de coopération avec son homologue français.";
        assert_eq!(guess(french, "").language, "fr");
        let arabic = "استقبل وزير العدل المغربي نظيره الفرنسي في الرباط لبحث التعاون القضائي بين البلدين";
        assert_eq!(guess(arabic, "").language, "ar");
        assert_eq!(guess("1234", "").language, "");
    }
}
