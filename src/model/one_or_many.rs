//! Reading a list that files of an earlier format have as a single value.
//!
//! What it does *not* do: write one. A list is always written as a list.

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Reads a list of structs, or one struct as a list of it, or nothing as an empty list.
///
/// # Errors
/// Those of the value: a struct that is none, an unknown field.
pub fn one_or_many<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(OneOrMany(PhantomData))
}

struct OneOrMany<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one or several")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| vec![one])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        one_or_many(deserializer)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Event;

    fn places(words: &str) -> Result<Vec<String>, String> {
        let event = format!("(title: \"Raid\", {words} made: (by: \"AL\", at: \"2025-03-10T09:30:00Z\"))");
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let event: Result<Event, _> = options.from_str(&event);
        event.map(|event| event.places.into_iter().map(|place| place.text).collect()).map_err(|why| why.to_string())
    }

    #[test]
    fn one_place_of_an_earlier_format_and_several_of_today_are_read() {
        let (rabat, fez) = ("(text: \"Rabat\")", "(text: \"Fez\")");
        assert_eq!(places("").unwrap(), [""; 0]);
        assert_eq!(places(&format!("place: {rabat},")).unwrap(), ["Rabat"]);
        assert_eq!(places(&format!("place: Some({rabat}),")).unwrap(), ["Rabat"]);
        assert_eq!(places("place: None,").unwrap(), [""; 0]);
        assert_eq!(places("places: [],").unwrap(), [""; 0]);
        assert_eq!(places(&format!("places: [{rabat}, {fez}],")).unwrap(), ["Rabat", "Fez"]);
        assert!(places("place: (colour: \"red\"),").is_err(), "an unknown field is said");
        assert!(places("place: 3,").is_err());
    }
}
