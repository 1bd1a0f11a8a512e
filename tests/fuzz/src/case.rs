//! One input of a target: a few fields, each mutated as what it is, and the file it is kept in.

use std::fmt::Write;

/// What a field holds, which says how it is mutated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One byte that chooses between a few things.
    Choice,
    /// Any bytes.
    Bytes,
    /// Characters; always UTF-8.
    Text,
    /// A JSON text, mutated as a tree as well as byte by byte.
    Json,
}

/// A field of a target's cases.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in a kept file.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The most bytes it may have.
    pub limit: usize,
}

impl Field {
    /// A choice.
    pub const fn choice(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Choice,
            limit: 1,
        }
    }

    /// A field of any length up to `limit` bytes.
    pub const fn new(name: &'static str, kind: Kind, limit: usize) -> Self {
        Self { name, kind, limit }
    }
}

/// One input: the fields' bytes, in the order in which the target names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case(pub Vec<Vec<u8>>);

impl Case {
    /// The bytes of a field; empty where there is no such field.
    pub fn bytes(&self, field: usize) -> &[u8] {
        self.0.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    /// A field as text; what is no UTF-8 is replaced.
    pub fn text(&self, field: usize) -> String {
        String::from_utf8_lossy(self.bytes(field)).into_owned()
    }

    /// A choice, below `bound`.
    pub fn choice(&self, field: usize, bound: usize) -> usize {
        let byte = self.bytes(field).first().copied().unwrap_or_default();
        usize::from(byte) % bound.max(1)
    }

    /// How many bytes all fields have together.
    pub fn size(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Writes a case as text: a line a field, everything but visible ASCII escaped.
    pub fn write(&self, fields: &[Field]) -> String {
        let mut text = String::new();
        for (field, bytes) in fields.iter().zip(&self.0) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}: {}", field.name, bytes.escape_ascii());
        }
        text
    }

    /// Reads what [`write`](Self::write) wrote; lines that begin with `#` are left out.
    pub fn read(fields: &[Field], text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let case = fields.iter().map(|field| {
            let rest = lines.next()?.strip_prefix(field.name)?;
            unescape(rest.strip_prefix(": ")?)
        });
        Some(Self(case.collect::<Option<_>>()?))
    }
}

fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'x' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    Some(bytes)
}
