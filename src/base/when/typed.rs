//! Understanding what people type: `10/3/2025`, “late February 2025”, “depuis 2002”, “last Monday”.
//!
//! It promises never to guess silently: a text is read whole or refused, a missing year is only taken from a
//! reference date, and where day and month can be swapped both readings are handed back. It does not find dates
//! inside longer texts.

use super::calendar::{Mask, Rest, Sign, Year, calendar_day};
use super::hours;
use super::lexicon::{self, Side};
use super::point::{Doubt, Doubts, Point};
use super::rough::{Fault, Joint, Parts, Rough, chain, counted_from, neighbour};
use super::stretch::{school_year, winter, without_filler, years};
use super::words::{self, Token, Unit, turned};
use super::{Choice, Edge, Member, Shape, Understood, When, WhenError};
use chrono::NaiveDate;

/// Longer texts are not typed dates (EDTF may be longer); the limit also keeps qualifiers from nesting deeply.
const LONGEST_CHARS: usize = 100;

pub(super) fn understand(typed: &str, reference: Option<NaiveDate>) -> Result<Understood, WhenError> {
    let tidy = words::tidy(typed);
    if tidy.is_empty() {
        return Err(WhenError::Empty);
    }
    let edtf = match edtf(&tidy) {
        Ok(when) => return Ok(Understood { when, otherwise: school_year(&tidy) }),
        Err(error) => error,
    };
    if tidy.chars().count() > LONGEST_CHARS {
        return Err(WhenError::NotUnderstood(tidy.chars().take(LONGEST_CHARS).chain(['…']).collect()));
    }
    let plain = words::plain(&tidy);
    let read = |order| Reader { reference, order }.when(&plain);
    match (read(Order::DayFirst), read(Order::MonthFirst)) {
        (Ok(when), Ok(other)) => {
            Ok(Understood { otherwise: (other != when && other.is_sensible()).then_some(other), when })
        }
        (Ok(when), Err(_)) | (Err(_), Ok(when)) => Ok(Understood { when, otherwise: None }),
        (Err(fault), Err(_)) => Err(match edtf {
            WhenError::NotEdtf(_) => fault.told(tidy),
            closer => closer,
        }),
    }
}

/// EDTF, with the leniency that a typing hand deserves: small `x`, spaces inside the brackets of a set.
fn edtf(tidy: &str) -> Result<When, WhenError> {
    let is_set = tidy.starts_with(['[', '{']);
    let text = if is_set { tidy.replace(' ', "") } else { tidy.to_owned() };
    let looks_like_it = text.chars().all(|c| c.is_ascii_digit() || "xXyY-/.,?~%[]{}".contains(c));
    if looks_like_it { text.to_uppercase().parse() } else { text.parse() }
}

/// Tries one way of reading after another; the first success counts, else the most telling fault.
fn first_success<T>(attempts: impl IntoIterator<Item = Result<T, Fault>>) -> Result<T, Fault> {
    let mut worst = Fault::Unknown;
    for attempt in attempts {
        match attempt {
            Ok(value) => return Ok(value),
            Err(fault) => worst = worst.max(fault),
        }
    }
    Err(worst)
}

/// What `10/3/2025` begins with.
#[derive(Clone, Copy)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// A way to read: what missing years come from, and what comes first.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) reference: Option<NaiveDate>,
    order: Order,
}

/// One way of reading a whole text.
type Way = fn(Reader, &str) -> Result<When, Fault>;

impl Reader {
    fn when(self, text: &str) -> Result<When, Fault> {
        let text = text.trim();
        let alone: [Way; 4] = [|_, text| years(text), Self::single, Self::moment, Self::ahead];
        let stretches: [Way; 5] = [|_, text| winter(text), Self::week, Self::weekend, Self::half, Self::third];
        let joined: [Way; 5] = [Self::some_time, Self::open, Self::range, Self::list, Self::doubted];
        let ways = alone.iter().chain(&stretches).chain(&joined);
        first_success(ways.map(|way| way(self, text)))
    }

    fn single(self, text: &str) -> Result<When, Fault> {
        let rough = self.rough(text)?;
        rough.resolve(self.reference).map(When::from)
    }

    /// A day and a time of it.
    fn moment(self, text: &str) -> Result<When, Fault> {
        first_success(
            hours::cuts(text).map(|(clock, date)| When::moment(self.one_day(date)?, clock).ok_or(Fault::Unknown)),
        )
    }

    /// “in two weeks”, “dans 3 jours”: counted forwards from the reference.
    fn ahead(self, text: &str) -> Result<When, Fault> {
        let span = ["in ", "dans "].iter().find_map(|word| text.strip_prefix(word)).ok_or(Fault::Unknown)?;
        let (count, unit) = match words::tokens(span).ok_or(Fault::Unknown)?.as_slice() {
            [Token::Small(count), Token::Unit(unit)] => (i32::from(*count), *unit),
            [Token::Article, Token::Unit(unit)] => (1, *unit),
            _ => return Err(Fault::Unknown),
        };
        let today = Point::day(self.reference.ok_or(Fault::NoReference)?);
        counted_from(today, count, unit).map(When::from).ok_or(Fault::NoSuchDay)
    }

    fn doubted(self, text: &str) -> Result<When, Fault> {
        let (doubt, inner) = without_doubt(text).ok_or(Fault::Unknown)?;
        match self.when(inner)? {
            // EDTF cannot say “about ten o'clock”.
            When(Shape::Moment(..)) => Err(Fault::Unknown),
            when => Ok(when.doubted(doubt)),
        }
    }

    fn third(self, text: &str) -> Result<When, Fault> {
        let (third, whole) = without_prefix(without_filler(text), lexicon::THIRDS).ok_or(Fault::Unknown)?;
        When::from(self.rough(whole)?.resolve(self.reference)?).third(third).ok_or(Fault::Unknown)
    }

    fn open(self, text: &str) -> Result<When, Fault> {
        let before = without_prefix(text, lexicon::SIDES_BEFORE);
        let behind = lexicon::SIDES_BEHIND.iter().find_map(|(end, side)| Some((*side, text.strip_suffix(end)?)));
        // “from 2002 onwards” says it twice.
        let doubled = before.and_then(|(side, inner)| {
            let bare = lexicon::SIDES_BEHIND
                .iter()
                .find_map(|(end, same)| (side == *same).then(|| inner.strip_suffix(end))?);
            bare.map(|bare| (side, bare))
        });
        let attempts = [doubled, before, behind].into_iter().flatten();
        first_success(attempts.map(|(side, inner)| self.on_side(side, inner)))
    }

    fn on_side(self, side: Side, text: &str) -> Result<When, Fault> {
        let (from, to) = self.bounds(text)?;
        let one_of = |member| When::set(Choice::One, vec![member]);
        let when = match side {
            Side::Before => neighbour(from, -1).map(Member::UpTo).and_then(one_of),
            Side::After => neighbour(to, 1).map(Member::From).and_then(one_of),
            Side::OrEarlier => one_of(Member::UpTo(to)),
            Side::OrLater => one_of(Member::From(from)),
            Side::Since => When::span(Edge::At(from), Edge::Open),
            Side::Until => When::span(Edge::Open, Edge::At(to)),
        };
        when.ok_or(Fault::Unknown)
    }

    /// A single date twice, or the two ends of a third: “before mid-March” is before its first day.
    fn bounds(self, text: &str) -> Result<(Point, Point), Fault> {
        let single = self.rough(text).and_then(|rough| rough.resolve(self.reference));
        match (single, self.third(text)) {
            (Ok(point), _) | (Err(_), Ok(When(Shape::Point(point)))) => Ok((point, point)),
            (Err(_), Ok(When(Shape::Span(Edge::At(from), Edge::At(to))))) => Ok((from, to)),
            (Err(fault), _) => Err(fault),
        }
    }

    /// “some time in 10–12 March”: one day of them, where the stretch alone would be all of it.
    fn some_time(self, text: &str) -> Result<When, Fault> {
        let inner = lexicon::SOME_TIME.iter().find_map(|words| text.strip_prefix(words)).ok_or(Fault::Unknown)?;
        match self.when(inner)? {
            point @ When(Shape::Point(_)) => Ok(point),
            span => When::one_of(&[span]).ok_or(Fault::Unknown),
        }
    }

    fn range(self, text: &str) -> Result<When, Fault> {
        const FRAMES: &[(&str, &[&str])] = &[
            ("between ", &[" and "]),
            ("entre ", &[" et "]),
            ("from ", &[" to ", " until ", " till ", " through ", " - ", "-"]),
            ("de ", &[" a "]),
            ("d'", &[" a "]),
            ("du ", &[" au "]),
            ("", &[" to ", " until ", " through ", " - ", "-", " a ", " au "]),
        ];
        first_success(FRAMES.iter().filter_map(|(opening, separators)| {
            let inner = text.strip_prefix(opening)?;
            Some(first_success(separators.iter().map(|separator| self.split_range(inner, separator))))
        }))
    }

    fn split_range(self, text: &str, separator: &str) -> Result<When, Fault> {
        let cuts = text.match_indices(separator);
        first_success(cuts.map(|(place, found)| {
            let from = text.get(..place).unwrap_or_default();
            let to = text.get(place + found.len()..).unwrap_or_default();
            let (from, to) = first_success([self.ends(from, to), self.rough_ends(from, to)])?;
            When::span(Edge::At(from), Edge::At(to)).ok_or(Fault::Backwards)
        }))
    }

    fn ends(self, from: &str, to: &str) -> Result<(Point, Point), Fault> {
        let points = chain(vec![self.rough(from)?, self.rough(to)?], Joint::Range, self.reference)?;
        let [from, to] = points.as_slice() else {
            return Err(Fault::Unknown);
        };
        Ok((*from, *to))
    }

    /// “late March to early April 2025”: the nearest late March before that April.
    fn rough_ends(self, from: &str, to: &str) -> Result<(Point, Point), Fault> {
        let (_, end) = self.bounds(to)?;
        let before = Self { reference: calendar_day(end.last()), ..self };
        let (start, _) = before.bounds(from)?;
        let has_third = self.third(to).or_else(|_| before.third(from)).is_ok();
        has_third.then_some((start, end)).ok_or(Fault::Unknown)
    }

    /// “10 or 11 March 2025”, “10, 11 and 12 March 2025”.
    fn list(self, text: &str) -> Result<When, Fault> {
        const WORDS: &[(&str, Choice)] =
            &[(" or ", Choice::One), (" ou ", Choice::One), (" and ", Choice::All), (" et ", Choice::All)];
        first_success(WORDS.iter().map(|(word, choice)| {
            let parts: Vec<&str> = text.split(word).collect();
            let (last, others) = parts.split_last().filter(|(_, others)| !others.is_empty()).ok_or(Fault::Unknown)?;
            let mut roughs = Vec::new();
            for other in others {
                roughs.extend(self.comma_list(other.trim_end_matches(','))?);
            }
            roughs.push(self.rough(last)?);
            let members = chain(roughs, Joint::List, self.reference)?.into_iter().map(Member::At).collect();
            When::set(*choice, members).ok_or(Fault::Unknown)
        }))
    }

    /// A comma may belong to the date (`March 10, 2025`), so the text is tried whole first.
    fn comma_list(self, text: &str) -> Result<Vec<Rough>, Fault> {
        match self.rough(text) {
            Ok(rough) => Ok(vec![rough]),
            Err(_) => text.split(',').map(|part| self.rough(part)).collect(),
        }
    }

    pub(super) fn rough(self, text: &str) -> Result<Rough, Fault> {
        let text = text.trim();
        if let Ok(When(Shape::Point(point))) = edtf(text) {
            return Ok(Rough::Known(point));
        }
        let plain = words::tokens(text).ok_or(Fault::Unknown).and_then(|tokens| self.read_tokens(&tokens));
        match (plain, without_doubt(text)) {
            (Ok(rough), _) => Ok(rough),
            (Err(_), Some((doubt, inner))) => self.rough(inner).map(|rough| rough.doubted(doubt)),
            (Err(fault), None) => Err(fault),
        }
    }

    fn read_tokens(self, tokens: &[Token]) -> Result<Rough, Fault> {
        if let [Token::Weekday(weekday), date @ ..] = tokens
            && let Some(parts) = self.date_parts(date)
        {
            return Ok(Rough::Parts(Parts { weekday: Some(*weekday), ..parts }));
        }
        let parts = self.date_parts(tokens).or_else(|| turned_parts(tokens));
        match parts {
            Some(parts) => Ok(Rough::Parts(parts)),
            None => self.known(tokens).map(Rough::Known),
        }
    }

    /// Day, month and year in whatever order people write them.
    fn date_parts(self, tokens: &[Token]) -> Option<Parts> {
        use Token::{Grouping, Mark, Month, Ordinal, Small, Year};
        let parts = |year, month, day| Some(Parts { year, month, day, ..Parts::default() });
        match *tokens {
            [Small(day) | Ordinal(day)] => parts(None, None, Some(day)),
            [Small(day) | Ordinal(day), Year(year)] => parts(Some(year), None, Some(day)),
            [Small(day) | Ordinal(day), Month(month)] | [Month(month), Small(day) | Ordinal(day)] => {
                parts(None, Some(month), Some(day))
            }
            [Small(day) | Ordinal(day), Month(month), Year(year)]
            | [Month(month), Small(day) | Ordinal(day), Year(year)]
            | [Year(year), Month(month), Small(day) | Ordinal(day)] => parts(Some(year), Some(month), Some(day)),
            [Month(month) | Grouping(month)] => parts(None, Some(month), None),
            [Month(month) | Grouping(month), Year(year)]
            | [Year(year), Month(month) | Grouping(month)]
            | [Year(year), Mark(_), Small(month @ 1..=12)]
            | [Small(month @ 1..=12), Mark(_), Year(year)] => parts(Some(year), Some(month), None),
            [Year(year)] => parts(Some(year), None, None),
            [Year(year), Mark(a), Small(month), Mark(b), Small(day)] if a == b => {
                parts(Some(year), Some(month), Some(day))
            }
            [Small(first), Mark(a), Small(second), Mark(b), Year(year)] if a == b => {
                let (day, month) = self.ordered(first, second);
                parts(Some(year), Some(month), Some(day))
            }
            // Not with a hyphen: `10-12` is rather a stretch of days.
            [Small(first), Mark('/' | '.'), Small(second)] => {
                let (day, month) = self.ordered(first, second);
                parts(None, Some(month), Some(day))
            }
            _ => None,
        }
    }

    /// Day and month.
    fn ordered(self, first: u8, second: u8) -> (u8, u8) {
        match self.order {
            Order::DayFirst => (first, second),
            Order::MonthFirst => (second, first),
        }
    }

    /// Dates that are complete at once, and those that count from the reference.
    fn known(self, tokens: &[Token]) -> Result<Point, Fault> {
        if let Some(point) = century_or_decade(tokens) {
            return Ok(point);
        }
        let (steps, unit) = match *tokens {
            [Token::Days(days)] => (days, Unit::Day),
            [Token::Article, Token::Unit(unit), Token::Ago] => (-1, unit),
            [Token::Small(count), Token::Unit(unit), Token::Ago]
            | [Token::Ago, Token::Small(count), Token::Unit(unit)] => (-i32::from(count), unit),
            _ => match turned(tokens) {
                Some((turn, Token::Unit(unit @ (Unit::Month | Unit::Year)))) => (turn.steps(), unit),
                _ => return Err(Fault::Unknown),
            },
        };
        let today = Point::day(self.reference.ok_or(Fault::NoReference)?);
        counted_from(today, steps, unit).ok_or(Fault::NoSuchDay)
    }
}

fn turned_parts(tokens: &[Token]) -> Option<Parts> {
    let (turn, token) = match *tokens {
        [token] => (None, token),
        _ => turned(tokens).map(|(turn, token)| (Some(turn), token))?,
    };
    match token {
        Token::Weekday(weekday) => Some(Parts { weekday: Some(weekday), turn, ..Parts::default() }),
        Token::Month(month) | Token::Grouping(month) => Some(Parts { month: Some(month), turn, ..Parts::default() }),
        _ => None,
    }
}

impl When {
    /// `3–5/3/2025` with the month first is from 3 May to 3 May, which nobody writes.
    fn is_sensible(&self) -> bool {
        !matches!(&self.0, Shape::Span(from, to) if from == to)
    }
}

fn century_or_decade(tokens: &[Token]) -> Option<Point> {
    let year = |digits| Point {
        year: Year::Short { sign: Sign::Plus, digits },
        rest: Rest::Nothing,
        doubts: Doubts::default(),
    };
    match *tokens {
        [Token::Decade(first)] => {
            let Mask([a, b, c, _]) = Mask::of(u32::try_from(first).ok()?);
            Some(year(Mask([a, b, c, None])))
        }
        // The 20th century in round years: 1900–1999.
        [Token::Ordinal(count @ 1..), Token::Century] => {
            let Mask([a, b]) = Mask::of(u32::from(count) - 1);
            Some(year(Mask([a, b, None, None])))
        }
        _ => None,
    }
}

fn without_prefix<'a, T: Copy>(text: &'a str, prefixes: &[(&str, T)]) -> Option<(T, &'a str)> {
    prefixes.iter().find_map(|(prefix, meaning)| Some((*meaning, text.strip_prefix(prefix)?)))
}

/// A qualifier in words or signs, and the text without it.
fn without_doubt(text: &str) -> Option<(Doubt, &str)> {
    let before = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let behind = |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word));
    let approximate = before(lexicon::APPROXIMATE_BEFORE).or_else(|| behind(lexicon::APPROXIMATE_BEHIND));
    let uncertain = || before(lexicon::UNCERTAIN_BEFORE).or_else(|| behind(lexicon::UNCERTAIN_BEHIND));
    let both = || text.strip_suffix('%').map(|inner| (Doubt::Both, inner));
    let found = approximate.map(|inner| (Doubt::Approximate, inner));
    found.or_else(|| uncertain().map(|inner| (Doubt::Uncertain, inner))).or_else(both)
}
