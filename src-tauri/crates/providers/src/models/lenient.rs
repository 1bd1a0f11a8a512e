//! JSON read without trust: any type may stand anywhere, and what is not wanted is skipped unread.
//!
//! Serde's derive would fail a whole list for one wrong type or a repeated name, and a
//! `serde_json::Value` can be twenty times the size of its text. Here a wrong type counts as
//! absent, of a repeated name the last wins, and nothing is kept that is not asked for.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Longest text that is kept of one value, in bytes; ids and names are cut further later on.
const MAX_TEXT: usize = 4096;

/// Most texts that are kept of one array.
const MAX_TEXTS: usize = 64;

/// What can be made of any JSON value whatever.
pub(super) trait Lenient: Sized {
    /// From a value without parts, or from [`Bit::Other`].
    fn from_bit(bit: Bit) -> Self;

    /// From an array; skipped unless overridden.
    fn from_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::from_bit(Bit::Other))
    }

    /// From an object; skipped unless overridden.
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::from_bit(Bit::Other))
    }
}

/// Reads the next value of an object, whatever it is.
pub(super) fn take<'de, T: Lenient, A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value::<Loose<T>>().map(|Loose(value)| value)
}

/// Skips the next value of an object.
pub(super) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Makes serde read a [`Lenient`] value.
pub(super) struct Loose<T>(pub(super) T);

impl<'de, T: Lenient> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(LooseVisitor(PhantomData))
            .map(Loose)
    }
}

struct LooseVisitor<T>(PhantomData<T>);

impl<'de, T: Lenient> Visitor<'de> for LooseVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        Ok(T::from_bit(Bit::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Ok(T::from_bit(Bit::Int(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Ok(T::from_bit(
            i64::try_from(value).map_or(Bit::Other, Bit::Int),
        ))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Ok(T::from_bit(Bit::Float(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        let mut end = value.len().min(MAX_TEXT);
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        Ok(T::from_bit(Bit::Text(value[..end].to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(T::from_bit(Bit::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::from_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(map)
    }
}

/// One JSON value that has no parts, or [`Bit::Other`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Bit {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    /// An array, an object or a number beyond 63 bits; skipped.
    Other,
}

impl Lenient for Bit {
    fn from_bit(bit: Bit) -> Self {
        bit
    }
}

impl Bit {
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is(&self, truth: bool) -> bool {
        *self == Self::Bool(truth)
    }

    /// A whole number above zero; texts, zero and negative numbers say nothing.
    pub(super) fn count(&self) -> Option<u32> {
        let whole = self.whole().and_then(|number| u32::try_from(number).ok());
        whole.filter(|number| *number > 0)
    }

    /// A number from zero up, in plain decimals.
    pub(super) fn figure(&self) -> Option<String> {
        match self {
            Self::Int(number) if *number >= 0 => Some(number.to_string()),
            Self::Float(number) if (0.0..1e12).contains(number) => Some(format!("{number}")),
            _ => None,
        }
    }

    /// A number without its fraction.
    pub(super) fn whole(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            // 2^53: up to here a float names one whole number.
            Self::Float(number) if number.abs() < 9_007_199_254_740_992.0 =>
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "it fits; the fraction goes"
                )]
                Some(*number as i64)
            }
            _ => None,
        }
    }
}

/// The texts of an array, or none where something else stood.
#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl Lenient for Texts {
    fn from_bit(_: Bit) -> Self {
        Self::default()
    }

    fn from_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<Self, A::Error> {
        let mut texts = Vec::new();
        while let Some(Loose(bit)) = seq.next_element::<Loose<Bit>>()? {
            if texts.len() < MAX_TEXTS {
                texts.extend(bit.text());
            }
        }
        Ok(Self(texts))
    }
}

/// An object that takes the fields it knows; anything else leaves it empty.
pub(super) trait Record: Default {
    /// Takes one field: reads its value from `map`, exactly once.
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error>;
}

impl<R: Record> Lenient for R {
    fn from_bit(_: Bit) -> Self {
        Self::default()
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut record = Self::default();
        while let Some(name) = map.next_key::<String>()? {
            record.field(&name, &mut map)?;
        }
        Ok(record)
    }
}
