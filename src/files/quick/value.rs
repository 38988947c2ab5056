//! One value of a project file that is spelt as the program spells it, read without a detour.
//!
//! A serde deserializer for the part of RON that [`crate::files::write`] writes: no comments, no raw strings, no names
//! of structs, no `Some`, no line breaks in strings. It promises never to accept what the `ron` crate would refuse, and
//! to read what it accepts as that crate does; a property test compares the two. Whatever else it meets is
//! [`Unusual`], and the `ron` crate decides. It exists because reading was most of the time that opening takes
//! (`examples/speed.rs`). What it does *not* do: it has no error messages.

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// It is not spelt as the program spells it, or it is wrong: somebody else has to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusual;

impl fmt::Display for Unusual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not spelt as the program spells it")
    }
}

impl std::error::Error for Unusual {}

impl de::Error for Unusual {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
}

type Got<T> = Result<T, Unusual>;

/// Values may lie so deep in each other; the `ron` crate allows 128. A stack is not endless.
const DEEPEST: u8 = 64;

/// A place in the file, and what is read from there.
#[derive(Clone, Debug)]
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

impl<'t> Cursor<'t> {
    /// Begins at the beginning of a file, or of a part of it.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The byte where it is.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to this byte.
    pub fn go(&mut self, at: usize) {
        self.at = at;
    }

    /// What stands from this byte on.
    #[must_use]
    pub fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The byte here; 0 at the end.
    #[must_use]
    pub fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Goes past blanks and line ends.
    pub fn blanks(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    }

    /// Goes past this byte.
    ///
    /// # Errors
    /// If another one stands here.
    pub fn expect(&mut self, byte: u8) -> Got<()> {
        if self.peek() != byte {
            return Err(Unusual);
        }
        self.at += 1;
        Ok(())
    }

    /// Whether this byte stands here; goes past it then.
    pub fn eat(&mut self, byte: u8) -> bool {
        self.expect(byte).is_ok()
    }

    /// A comma, if there is one, and the blanks around it; without one the list must end here.
    fn comma(&mut self, end: u8) -> Got<()> {
        self.blanks();
        if self.eat(b',') {
            self.blanks();
            return Ok(());
        }
        if self.peek() == end { Ok(()) } else { Err(Unusual) }
    }

    /// A name: letters, digits and underscores.
    ///
    /// # Errors
    /// If there is none here.
    pub fn word(&mut self) -> Got<&'t str> {
        let rest = self.text.get(self.at..).ok_or(Unusual)?;
        let long = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let word = rest.get(..long).filter(|word| word.starts_with(|first: char| !first.is_ascii_digit()));
        // `r#name` is a raw identifier.
        let word = word.filter(|_| rest.as_bytes().get(long) != Some(&b'#')).ok_or(Unusual)?;
        self.at += long;
        Ok(word)
    }

    /// Digits, with a sign where there is one.
    fn integer<T: std::str::FromStr>(&mut self) -> Got<T> {
        let rest = self.text.get(self.at..).ok_or(Unusual)?;
        let long = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
        let number = rest.get(..long).ok_or(Unusual)?;
        let digits = number.strip_prefix('-').unwrap_or(number);
        // A suffix, a point, an underscore: all that is RON, and none of it is written here.
        let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+');
        let odd = digits.starts_with('0') && number != "0" || rest.as_bytes().get(long).is_some_and(goes_on);
        if odd {
            return Err(Unusual);
        }
        self.at += long;
        number.parse().map_err(|_| Unusual)
    }

    /// A string in quotes.
    ///
    /// # Errors
    /// If there is none here, or it has a line end or an escape that the program does not write.
    pub fn string(&mut self) -> Got<Cow<'t, str>> {
        self.expect(b'"')?;
        let mut long = String::new();
        loop {
            let rest = self.text.as_bytes().get(self.at..).ok_or(Unusual)?;
            let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r')).ok_or(Unusual)?;
            let plain = self.text.get(self.at..self.at + length).ok_or(Unusual)?;
            self.at += length;
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    if long.is_empty() {
                        return Ok(Cow::Borrowed(plain));
                    }
                    long.push_str(plain);
                    return Ok(Cow::Owned(long));
                }
                b'\\' => {
                    long.push_str(plain);
                    self.at += 1;
                    long.push(self.escape()?);
                }
                _ => return Err(Unusual),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Got<char> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'\'' => '\'',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'0' => '\0',
            b'u' => {
                self.expect(b'{')?;
                let rest = self.text.get(self.at..).ok_or(Unusual)?;
                let hex = rest.get(..rest.bytes().take_while(u8::is_ascii_hexdigit).count()).ok_or(Unusual)?;
                self.at += hex.len();
                self.expect(b'}')?;
                if !(1..=6).contains(&hex.len()) {
                    return Err(Unusual);
                }
                u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).ok_or(Unusual)?
            }
            _ => return Err(Unusual),
        })
    }

    /// A character in apostrophes.
    fn character(&mut self) -> Got<char> {
        self.expect(b'\'')?;
        let character = if self.eat(b'\\') {
            self.escape()?
        } else {
            let here = self.text.get(self.at..).and_then(|rest| rest.chars().next()).ok_or(Unusual)?;
            self.at += here.len_utf8();
            if matches!(here, '\'' | '\n' | '\r') {
                return Err(Unusual);
            }
            here
        };
        self.expect(b'\'')?;
        Ok(character)
    }

    /// Reads what stands between two brackets.
    fn within<T>(&mut self, open: u8, close: u8, read: impl FnOnce(&mut Self) -> Got<T>) -> Got<T> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unusual);
        }
        self.blanks();
        let value = read(self)?;
        self.blanks();
        self.expect(close)?;
        self.depth -= 1;
        Ok(value)
    }

    fn list<V: Visitor<'t>>(&mut self, (open, close): (u8, u8), visitor: V) -> Got<V::Value> {
        self.within(open, close, |cursor| visitor.visit_seq(Items { cursor, close }))
    }

    /// The fields of a record, or the entries of a map.
    fn entries<V: Visitor<'t>>(&mut self, (open, close): (u8, u8), visitor: V) -> Got<V::Value> {
        self.within(open, close, |cursor| visitor.visit_map(Items { cursor, close }))
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
            visitor.$visit(self.integer()?)
        }
    )*};
}

macro_rules! unusual {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Got<V::Value> {
            Err(Unusual)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for &mut Cursor<'de> {
    type Error = Unusual;

    integers!(
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64
    );
    unusual!(deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf deserialize_ignored_any);

    /// Only strings, such as decimal numbers, and lists are what they look like.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        match self.peek() {
            b'"' => self.deserialize_str(visitor),
            b'[' => self.deserialize_seq(visitor),
            _ => Err(Unusual),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        match self.word()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Unusual),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        visitor.visit_char(self.character()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with("None") || rest.starts_with("Some") {
            return Err(Unusual);
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        self.within(b'(', b')', |_| Ok(()))?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, _: V) -> Got<V::Value> {
        Err(Unusual)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Got<V::Value> {
        self.within(b'(', b')', |cursor| {
            let value = visitor.visit_newtype_struct(&mut *cursor)?;
            cursor.comma(b')').map(|()| value)
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        self.list((b'[', b']'), visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Got<V::Value> {
        self.list((b'(', b')'), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, _: V) -> Got<V::Value> {
        Err(Unusual)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        self.entries((b'{', b'}'), visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Got<V::Value> {
        self.entries((b'(', b')'), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Got<V::Value> {
        visitor.visit_enum(self)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Got<V::Value> {
        visitor.visit_borrowed_str(self.word()?)
    }
}

/// The items of a list, the fields of a record, or the entries of a map.
struct Items<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    close: u8,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unusual;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Got<Option<T::Value>> {
        if self.cursor.peek() == self.close {
            return Ok(None);
        }
        let value = seed.deserialize(&mut *self.cursor)?;
        self.cursor.comma(self.close)?;
        Ok(Some(value))
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Unusual;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Got<Option<K::Value>> {
        if self.cursor.peek() == self.close {
            return Ok(None);
        }
        let key = seed.deserialize(&mut *self.cursor)?;
        self.cursor.blanks();
        self.cursor.expect(b':')?;
        self.cursor.blanks();
        Ok(Some(key))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Got<T::Value> {
        let value = seed.deserialize(&mut *self.cursor)?;
        self.cursor.comma(self.close)?;
        Ok(value)
    }
}

impl<'de> EnumAccess<'de> for &mut Cursor<'de> {
    type Error = Unusual;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Got<(V::Value, Self)> {
        Ok((seed.deserialize(&mut *self)?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Cursor<'de> {
    type Error = Unusual;

    fn unit_variant(self) -> Got<()> {
        // `Past()` is a unit variant for nobody.
        if self.peek() == b'(' { Err(Unusual) } else { Ok(()) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Got<T::Value> {
        self.within(b'(', b')', |cursor| {
            let value = seed.deserialize(&mut *cursor)?;
            cursor.comma(b')').map(|()| value)
        })
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Got<V::Value> {
        self.list((b'(', b')'), visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Got<V::Value> {
        self.entries((b'(', b')'), visitor)
    }
}
