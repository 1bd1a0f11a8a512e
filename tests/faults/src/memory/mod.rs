//! A process's memory, searched for a secret in five encodings.
//!
//! A search that finds nothing proves nothing by itself: it always looks for a control too, a text that
//! is known to be there.

mod cli;
mod needle;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;

use serde_json::{Value, json};

pub use cli::{command_line, is_root};
pub use needle::Needles;

/// How much is read at once.
const CHUNK: usize = 1 << 20;

/// One hit, told without the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What is mapped there: `heap`, `stack`, `anonymous`, or a file's name.
    pub mapping: String,
    /// Its kind.
    pub kind: Kind,
    /// In which encoding.
    pub encoding: &'static str,
    /// Where.
    pub address: u64,
    /// The printable bytes around it that are not of the secret.
    pub around: String,
}

/// Kinds of mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The heap that grows by `brk`.
    Heap,
    /// The main thread's stack; also its arguments and environment.
    Stack,
    /// Anything mapped without a file: more heap, other threads' stacks.
    Anonymous,
    /// A file, or memory that is shared by name.
    File,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The secret.
    pub hits: Vec<Hit>,
    /// The control.
    pub controls: usize,
    /// How many bytes were searched.
    pub searched: u64,
}

impl Scan {
    /// As JSON: counts by kind of mapping, and each hit.
    pub fn to_json(&self) -> Value {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for hit in &self.hits {
            *counts
                .entry(format!("{:?}", hit.kind).to_lowercase())
                .or_default() += 1;
        }
        let hits: Vec<Value> = self
            .hits
            .iter()
            .map(|hit| {
                json!({
                    "mapping": hit.mapping,
                    "encoding": hit.encoding,
                    "address": format!("{:#x}", hit.address),
                    "around": hit.around,
                })
            })
            .collect();
        json!({
            "hits": self.hits.len(),
            "by_mapping": counts,
            "control": self.controls,
            "searched": self.searched,
            "where": hits,
        })
    }
}

struct Mapping {
    from: u64,
    to: u64,
    name: String,
    kind: Kind,
}

/// Searches the memory of a process. It needs the right to trace it.
///
/// # Errors
/// There is no such process, or it may not be read.
pub fn scan(process: u32, secret: &Needles, control: Option<&Needles>) -> io::Result<Scan> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let longest = control.map_or(0, Needles::longest).max(secret.longest());
    let mut found = Scan::default();
    let mut buffer = vec![0; CHUNK + longest];
    for mapping in maps.lines().filter_map(Mapping::parse) {
        let mut at = mapping.from;
        while at < mapping.to {
            let left = usize::try_from(mapping.to - at).unwrap_or(usize::MAX);
            let wanted = left.min(buffer.len());
            // What cannot be read has no pages yet, or is the device of a driver.
            let Ok(read) = memory.read_at(&mut buffer[..wanted], at) else {
                at += CHUNK as u64;
                continue;
            };
            if read == 0 {
                break;
            }
            let bytes = &buffer[..read];
            // What begins beyond the chunk belongs to the next one, which overlaps this one.
            let whole = |(_, start): &(&str, usize)| *start < CHUNK;
            for (encoding, start) in secret.find(bytes).filter(whole) {
                found.hits.push(Hit {
                    mapping: mapping.name.clone(),
                    kind: mapping.kind,
                    encoding,
                    address: at + start as u64,
                    around: around(bytes, start, longest),
                });
            }
            if let Some(control) = control {
                found.controls += control.find(bytes).filter(whole).count();
            }
            let step = read.min(CHUNK);
            found.searched += step as u64;
            at += step as u64;
        }
    }
    Ok(found)
}

impl Mapping {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let (from, to) = words.next()?.split_once('-')?;
        let readable = words.next()?.starts_with('r');
        let name = words.nth(3).unwrap_or("anonymous");
        let kind = match name {
            "[heap]" => Kind::Heap,
            "[stack]" => Kind::Stack,
            // The kernel's own pages cannot hold anything of the process.
            "[vvar]" | "[vdso]" | "[vsyscall]" | "[vvar_vclock]" => return None,
            name if name.starts_with('/') => Kind::File,
            _ => Kind::Anonymous,
        };
        readable.then_some(Self {
            from: u64::from_str_radix(from, 16).ok()?,
            to: u64::from_str_radix(to, 16).ok()?,
            name: name.trim_matches(['[', ']']).to_owned(),
            kind,
        })
    }
}

/// The bytes before and after a hit, without a stretch that could be more of the secret.
fn around(bytes: &[u8], start: usize, longest: usize) -> String {
    const SHOWN: usize = 24;
    let shown = |part: &[u8]| -> String {
        let printable = |byte: &u8| match byte {
            b' '..=b'~' => char::from(*byte),
            _ => '.',
        };
        part.iter().map(printable).collect()
    };
    let before = &bytes[start.saturating_sub(longest + SHOWN)..start.saturating_sub(longest)];
    let after = (start + 2 * longest).min(bytes.len());
    let after = &bytes[after..(after + SHOWN).min(bytes.len())];
    format!("{} … {}", shown(before), shown(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_this_process_is_found_in_it() {
        let planted = format!("planted in process {}", std::process::id());
        let never = Needles::plain("\u{1}\u{2}\u{3} in no memory at all \u{3}\u{2}\u{1}");
        let found = scan(std::process::id(), &never, Some(&Needles::plain(&planted)));
        let found = found.expect("a process may read itself");
        assert!(found.controls > 0, "{found:?}");
        assert!(found.searched > 100_000);
    }

    #[test]
    fn mappings_are_told_apart() {
        let kind = |line: &str| Mapping::parse(line).map(|mapping| mapping.kind);
        let line = |name: &str| format!("7f00-7f01 rw-p 00000000 00:00 0    {name}");
        assert_eq!(kind(&line("[heap]")), Some(Kind::Heap));
        assert_eq!(kind(&line("[stack]")), Some(Kind::Stack));
        assert_eq!(kind(&line("")), Some(Kind::Anonymous));
        assert_eq!(kind(&line("/usr/lib/a.so")), Some(Kind::File));
        assert_eq!(kind("7f00-7f01 ---p 00000000 00:00 0 "), None);
    }
}
