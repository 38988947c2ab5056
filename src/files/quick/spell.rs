//! One record, spelt as a project file has it, or a change, spelt as a line of a log, written without a detour.
//!
//! A serde serializer for what records are made of. Of a record it promises to write what the `ron` crate writes with
//! [`crate::files::format::layout`] once its strings have been made readable; of a change, what `ron::to_string` writes, with
//! its strings spelt in the same way. Property tests compare them. What it does not know it refuses, and the `ron` crate
//! writes it. It exists because writing was most of the time that saving takes (`examples/speed.rs`), and half of what
//! changing all marks takes (`bulk` in `examples/frames.rs`).

use super::value::Unusual;
use crate::files::format::{RECORD_INDENT, quote};
use serde::ser::{self, Serialize};
use std::fmt::{Display, Write};

type Done<T = ()> = Result<T, Unusual>;

impl ser::Error for Unusual {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// Lists and records so deep have a line for each item; what lies deeper stands on that line.
const LINES: u8 = 2;
/// The `ron` crate writes values 128 deep. A stack is not endless.
const DEEPEST: u8 = 64;

/// Adds a record to a file.
///
/// # Errors
/// If there is something in it that is not written here; then nothing has been added.
pub fn spell<T: Serialize>(record: &T, out: &mut String) -> Done {
    spelt(record, Layout::Record, out)
}

/// Adds a change to a log, all of it on one line.
///
/// # Errors
/// As [`spell`].
pub fn spell_line<T: Serialize>(change: &T, out: &mut String) -> Done {
    spelt(change, Layout::Line, out)
}

fn spelt<T: Serialize>(value: &T, layout: Layout, out: &mut String) -> Done {
    let before = out.len();
    let done = value.serialize(&mut Speller { out, layout, depth: 0, words: String::new() });
    if done.is_err() {
        out.truncate(before);
    }
    done
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// As people read it, `Some(x)` as `x`.
    Record,
    /// On one line, without a space.
    Line,
}

struct Speller<'o> {
    out: &'o mut String,
    layout: Layout,
    depth: u8,
    /// What a value that writes itself has written.
    words: String,
}

impl Speller<'_> {
    fn name(&mut self, name: &str) -> Done {
        // What could be read as something else is written as a raw identifier.
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && name.starts_with(|first: char| first.is_ascii_alphabetic());
        if !plain
            || ["true", "false", "Some", "None", "inf", "inff32", "inff64"].contains(&name)
            || name.starts_with("NaN")
        {
            return Err(Unusual);
        }
        self.out.push_str(name);
        Ok(())
    }

    fn number(&mut self, number: impl Display) -> Done {
        write!(self.out, "{number}").map_err(|_| Unusual)
    }

    fn text(&mut self, text: &str) -> Done {
        quote(text, self.out).map_err(|_| Unusual)
    }

    /// What stands between two things in a record, or in a line.
    fn apart(&self, record: &'static str, line: &'static str) -> &'static str {
        if self.layout == Layout::Line { line } else { record }
    }

    fn line(&mut self, depth: u8) {
        self.out.push('\n');
        self.out.push_str(RECORD_INDENT);
        (0..depth).for_each(|_| self.out.push_str("    "));
    }
}

/// The items of a list, record or map.
struct Items<'s, 'o> {
    speller: &'s mut Speller<'o>,
    close: char,
    /// A tuple is no depth of its own, as the `ron` crate has it.
    deeper: u8,
    has_lines: bool,
    is_empty: bool,
}

impl<'s, 'o> Items<'s, 'o> {
    /// A bracket, and a line for each item unless they lie deep.
    fn lines(speller: &'s mut Speller<'o>, open: char, close: char) -> Done<Self> {
        Self::new(speller, (open, close), 1)
    }

    /// A bracket, and all items on one line.
    fn tuple(speller: &'s mut Speller<'o>) -> Done<Self> {
        Self::new(speller, ('(', ')'), 0)
    }

    fn new(speller: &'s mut Speller<'o>, (open, close): (char, char), deeper: u8) -> Done<Self> {
        speller.out.push(open);
        speller.depth += deeper;
        if speller.depth > DEEPEST {
            return Err(Unusual);
        }
        let has_lines = speller.layout == Layout::Record && deeper > 0 && speller.depth <= LINES;
        Ok(Self { speller, close, deeper, has_lines, is_empty: true })
    }

    fn next(&mut self) {
        match (self.has_lines, self.is_empty) {
            (true, true) => self.speller.line(self.speller.depth),
            (true, false) => {
                self.speller.out.push(',');
                self.speller.line(self.speller.depth);
            }
            (false, true) => {}
            (false, false) => self.speller.out.push_str(self.speller.apart(", ", ",")),
        }
        self.is_empty = false;
    }

    fn item<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.next();
        value.serialize(&mut *self.speller)
    }

    fn field<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Done {
        self.next();
        self.speller.name(name)?;
        self.speller.out.push_str(self.speller.apart(": ", ":"));
        value.serialize(&mut *self.speller)
    }

    fn close(self) {
        self.speller.depth -= self.deeper;
        if self.has_lines && !self.is_empty {
            self.speller.out.push(',');
            self.speller.line(self.speller.depth);
        }
        self.speller.out.push(self.close);
    }
}

macro_rules! numbers {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, number: $type) -> Done {
            self.number(number)
        }
    )*};
}

impl<'s, 'o> ser::Serializer for &'s mut Speller<'o> {
    type Ok = ();
    type Error = Unusual;
    type SerializeSeq = Items<'s, 'o>;
    type SerializeTuple = Items<'s, 'o>;
    type SerializeTupleStruct = Items<'s, 'o>;
    type SerializeTupleVariant = Items<'s, 'o>;
    type SerializeMap = Items<'s, 'o>;
    type SerializeStruct = Items<'s, 'o>;
    type SerializeStructVariant = Items<'s, 'o>;

    numbers!(
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
    );

    fn serialize_bool(self, value: bool) -> Done {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Done {
        Err(Unusual)
    }

    fn serialize_f64(self, _: f64) -> Done {
        Err(Unusual)
    }

    fn serialize_char(self, value: char) -> Done {
        if !value.is_ascii_graphic() || matches!(value, '\'' | '\\' | '"') {
            return Err(Unusual);
        }
        self.out.extend(['\'', value, '\'']);
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Done {
        self.text(text)
    }

    fn collect_str<T: ?Sized + Display>(self, value: &T) -> Done {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        write!(words, "{value}").map_err(|_| Unusual)?;
        self.text(&words)?;
        self.words = words;
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(Unusual)
    }

    fn serialize_none(self) -> Done {
        self.out.push_str("None");
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Done {
        if self.layout == Layout::Line {
            self.out.push_str("Some");
            return self.serialize_newtype_struct("", value);
        }
        let before = self.out.len();
        value.serialize(&mut *self)?;
        // `Some(None)` cannot be left out.
        if self.out.get(before..) == Some("None") { Err(Unusual) } else { Ok(()) }
    }

    fn serialize_unit(self) -> Done {
        self.out.push_str("()");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.name(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Done {
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.name(variant)?;
        self.serialize_newtype_struct(name, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Done<Items<'s, 'o>> {
        Items::lines(self, '[', ']')
    }

    fn serialize_tuple(self, _: usize) -> Done<Items<'s, 'o>> {
        Items::tuple(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Done<Items<'s, 'o>> {
        Items::tuple(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Done<Items<'s, 'o>> {
        self.name(variant)?;
        Items::tuple(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Done<Items<'s, 'o>> {
        Items::lines(self, '{', '}')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Done<Items<'s, 'o>> {
        Items::lines(self, '(', ')')
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Done<Items<'s, 'o>> {
        self.name(variant)?;
        Items::lines(self, '(', ')')
    }
}

impl ser::SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.item(value)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTuple for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.item(value)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTupleStruct for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.item(value)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTupleVariant for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.item(value)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl ser::SerializeMap for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Done {
        self.item(key)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        self.speller.out.push_str(self.speller.apart(": ", ":"));
        value.serialize(&mut *self.speller)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStruct for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Done {
        self.field(name, value)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStructVariant for Items<'_, '_> {
    type Ok = ();
    type Error = Unusual;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Done {
        self.field(name, value)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}
