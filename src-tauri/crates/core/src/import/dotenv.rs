//! Reads the text of an `.env` file as data. Nothing is expanded and nothing is run.
//!
//! There is no standard; Node's, Python's and Ruby's readers agree on most of it. Where all three agree, so does
//! this one (`tests/core/dotenv` holds the cases). Where they part, a key should come out whole: `a#b` is a value
//! and not a value with a remark, a line whose quotes make no sense is left out, and the next line is read as if
//! it had not been there.
//!
//! ```text
//! line   = [ "export" blank+ ] name ( blank* "=" | ":" blank+ ) [ value ] [ blank "#" remark ]
//! name   = 1*( letter / digit / "_" / "." / "-" )
//! value  = "'" … "'" / '"' … '"' / "`" … "`" / bare        quoted ones may go over several lines
//! ```

use zeroize::Zeroizing;

/// A name and its value, as they stand in a file.
pub(crate) struct Assignment {
    pub(crate) name: String,
    pub(crate) value: Zeroizing<String>,
    /// The line of the name, counted from 1.
    pub(crate) line: u32,
}

/// Reads every assignment, in the order of the file.
pub(crate) fn read(text: &str) -> Vec<Assignment> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = Zeroizing::new(text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut found = Vec::new();
    let mut rest: &str = &text;
    let mut line = 1;
    while !rest.is_empty() {
        let (assignment, after) = read_line(rest, line);
        found.extend(assignment);
        let read = &rest[..rest.len() - after.len()];
        line += u32::try_from(read.matches('\n').count()).unwrap_or(u32::MAX);
        rest = after;
    }
    found
}

/// Reads one line, or the several of a quoted value; answers what follows.
fn read_line(text: &str, line: u32) -> (Option<Assignment>, &str) {
    let end = text.find('\n').unwrap_or(text.len());
    let after = text.get(end + 1..).unwrap_or_default();
    let Some((name, value)) = name_of(&text[..end]) else {
        return (None, after);
    };
    let assignment = |value: String| Assignment {
        name: name.to_owned(),
        value: Zeroizing::new(value),
        line,
    };
    // The value's text, with the lines that follow.
    let from = &text[end - value.len()..];
    match from.chars().next() {
        Some(quote @ ('\'' | '"' | '`')) => match quoted(from, quote) {
            Some((value, after)) => (Some(assignment(value)), after),
            // Node alone knows backticks as quotes; one that makes no sense is text to all of them.
            None if quote == '`' => (Some(assignment(bare(value).to_owned())), after),
            None => (None, after),
        },
        _ => (Some(assignment(bare(value).to_owned())), after),
    }
}

/// The name and the text behind it, where the line is an assignment.
fn name_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(is_blank);
    let exported = line.strip_prefix("export");
    let line = exported
        .filter(|rest| rest.starts_with(is_blank))
        .map_or(line, |rest| rest.trim_start_matches(is_blank));
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let length = line.find(|c| !fits(c)).unwrap_or(line.len());
    let (name, rest) = line.split_at(length);
    let colon = rest
        .strip_prefix(':')
        .filter(|rest| rest.starts_with(is_blank));
    let equals = || rest.trim_start_matches(is_blank).strip_prefix('=');
    let value = colon.or_else(equals)?;
    (!name.is_empty()).then(|| (name, value.trim_start_matches(is_blank)))
}

/// The quoted value, and what follows its line; `None` where it has no end, or something else behind it.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let inner = &text[1..];
    let mut escaped = false;
    let end = inner.find(|c| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped && quote != '`';
        closes
    })?;
    let behind = &inner[end + 1..];
    let stop = behind.find('\n').unwrap_or(behind.len());
    let remark = behind[..stop].trim_matches(is_blank);
    if !remark.is_empty() && !remark.starts_with('#') {
        return None;
    }
    let value = if quote == '"' {
        unescaped(&inner[..end])
    } else {
        inner[..end].to_owned()
    };
    Some((value, behind.get(stop + 1..).unwrap_or_default()))
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let decoded = match (c, chars.peek()) {
            ('\\', Some('n')) => Some('\n'),
            ('\\', Some('r')) => Some('\r'),
            ('\\', Some('t')) => Some('\t'),
            ('\\', Some(&next @ ('"' | '\'' | '\\'))) => Some(next),
            _ => None,
        };
        if decoded.is_some() {
            chars.next();
        }
        plain.push(decoded.unwrap_or(c));
    }
    plain
}

/// A value without quotes: up to a blank with a `#` behind it.
fn bare(text: &str) -> &str {
    if text.starts_with('#') {
        return "";
    }
    let mut before = '#';
    let remark = text.find(|c| {
        let begins = c == '#' && is_blank(before);
        before = c;
        begins
    });
    text[..remark.unwrap_or(text.len())].trim_matches(is_blank)
}

fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\n') || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    fn values(text: &str) -> BTreeMap<String, String> {
        let found = read(text).into_iter();
        found.map(|one| (one.name, one.value.to_string())).collect()
    }

    #[test]
    fn what_all_three_dialects_agree_on_is_read_as_they_read_it() {
        let cases = include_str!("../../../../../tests/core/dotenv/cases.json");
        let cases: Vec<Value> = serde_json::from_str(cases).expect("a list of cases");
        let mut agreed = 0;
        for case in &cases {
            let columns = [&case["node"], &case["python"], &case["ruby"]];
            if columns.iter().any(|column| *column != columns[0]) {
                continue;
            }
            agreed += 1;
            let expected: BTreeMap<String, String> =
                serde_json::from_value(columns[0].clone()).expect("names and values");
            let input = case["input"].as_str().expect("a text");
            assert_eq!(values(input), expected, "{}", case["name"]);
        }
        assert_eq!((agreed, cases.len()), (182, 277));
    }

    #[test]
    fn where_the_dialects_part_a_key_comes_out_whole_and_nothing_is_run() {
        for (text, expected) in [
            ("A=gsk_a#b", "gsk_a#b"),
            ("A=#none", ""),
            ("A: gsk_a", "gsk_a"),
            ("A=`gsk_a`", "gsk_a"),
            ("A=\"line\\nbreak\"", "line\nbreak"),
            ("A=$(rm -rf /)", "$(rm -rf /)"),
            ("A=${B:-x}", "${B:-x}"),
        ] {
            assert_eq!(
                values(text).get("A").map(String::as_str),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn a_line_that_makes_no_sense_swallows_no_other() {
        let text = "A=\"never closed\nB=two\nC='x' y\nD=four\n";
        let found = values(text);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["B", "D"]);
    }

    #[test]
    fn lines_are_counted_over_values_that_span_several() {
        let text = "# one\r\nA='two\r\nthree'\r\nB=four";
        let lines: Vec<(String, u32)> = read(text).into_iter().map(|a| (a.name, a.line)).collect();
        assert_eq!(lines, [("A".to_owned(), 2), ("B".to_owned(), 4)]);
    }
}
