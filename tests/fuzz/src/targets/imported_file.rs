//! Imported files: what is found stands in the file, in the line that is said, and a plain assignment on the
//! first line is found whatever follows.

use keystow::fuzzing::{entries, keys};

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct ImportedFiles;

const FILE: usize = 0;
const TEXT: usize = 1;

const FIELDS: &[Field] = &[Field::choice("file"), Field::new("text", Kind::Text, 4000)];

/// One of each way to write one.
const FILES: &[&str] = &[
    ".env",
    "keys.json",
    "auth.json",
    "crush.json",
    "config.toml",
    "settings.json",
];

const SEEDS: &[(u8, &str)] = &[
    (
        0,
        "GROQ_API_KEY=gsk_fakeFAKEfake # mine\nexport OPENAI_API_KEY='sk-fake'\r\nA=\"one\\ntwo\nthree\"\n",
    ),
    (
        0,
        "OPENAI_BASE_URL=http://evil.example\nOPENAI_API_KEY=sk-fakefakefake\nB=$(rm -rf /)\nC=${A:-x}\n",
    ),
    (0, "K: `back\nticks`\n'=\n=\nexport\nX='open\nY=\"open\n"),
    (1, "{\"groq\": \"gsk_fakeFAKEfake\", \"n\": 7}"),
    (
        2,
        "{\"groq\": {\"type\": \"api\", \"key\": \"gsk_fakeFAKEfake\"}}",
    ),
    (
        3,
        "{\"providers\": {\"openai\": {\"api_key\": \"sk-fakefake\", \"base_url\": \"https://llm.example\"}} // x\n}",
    ),
    (4, "[env]\nGROQ_API_KEY = \"gsk_fakeFAKEfake\"\n"),
    (5, "{\"env\": {\"ANTHROPIC_API_KEY\": \"sk-ant-fakefake\"}}"),
];

const WORDS: &[&[u8]] = &[
    b"export ",
    b"GROQ_API_KEY",
    b"OPENAI_BASE_URL",
    b"=",
    b": ",
    b"\n",
    b"\r\n",
    b"\"",
    b"'",
    b"`",
    b"\\n",
    b"\\\"",
    b" #",
    b"$(",
    b"${",
    b"\"providers\": {",
    b"\"api_key\": ",
    b"\"type\": \"api\"",
    b"[env]\n",
    b"gsk_fakeFAKEfakeFAKE",
    b"https://llm.example/v1",
    b"\xef\xbb\xbf",
];

impl Target for ImportedFiles {
    fn name(&self) -> &'static str {
        "imported-file"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let seed = |(file, text): &(u8, &str)| Case(vec![vec![*file], text.as_bytes().to_vec()]);
        SEEDS.iter().map(seed).collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let file = FILES[case.choice(FILE, FILES.len())];
        let text = case.text(TEXT);
        let seen = || format!("{file}: {text:?}");
        let found = entries(file, &text);
        // Some files end their lines by a return alone.
        let lines = text.split(['\n', '\r']).count();
        for entry in found.iter().flatten() {
            let line = entry.line.and_then(|line| usize::try_from(line).ok());
            Finding::unless(
                line.is_none_or(|line| (1..=lines).contains(&line)),
                "an entry is in a line that is there",
                seen,
            )?;
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            let literal = entry.value.chars().all(plain) && !text.contains('\\');
            Finding::unless(
                !literal || text.contains(&entry.value),
                "a value stands in the file as it was read",
                seen,
            )?;
        }
        if file == ".env" {
            let behind = format!("FIRST=plain\n{text}");
            let read = entries(file, &behind).unwrap_or_default();
            Finding::unless(
                read.iter().any(|entry| entry.name == "FIRST"),
                "an assignment on the first line is found whatever follows",
                seen,
            )?;
        }
        let whose = keys(file, &text).len();
        Ok(class(&(
            file,
            found.map(|found| found.len().min(6)),
            whose.min(3),
        )))
    }
}
