//! The project file: names of a profile and of providers, whatever else somebody writes into it.

use keystow::fuzzing::project;

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct ProjectFiles;

const FIELDS: &[Field] = &[Field::new("text", Kind::Text, 2000)];

const SEEDS: &[&str] = &[
    "profile = \"work\"\nproviders = [\"groq\", \"openai\"]\n",
    "providers = []",
    "# nothing\n",
    "profile = 'a'\nprofile = 'b'\n",
    "command = \"rm -rf /\"\n",
    "[providers]\ngroq = 1\n",
    "providers = \"groq\"",
];

const WORDS: &[&[u8]] = &[
    b"profile = ",
    b"providers = ",
    b"[",
    b"]",
    b"[[",
    b"\"groq\"",
    b"'openai'",
    b"\"\"\"",
    b"'''",
    b", ",
    b"\n",
    b"# ",
    b"\\u0000",
    b"profile.providers = ",
    b"{ profile = 1 }",
];

impl Target for ProjectFiles {
    fn name(&self) -> &'static str {
        "project-file"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let seed = |text: &&str| Case(vec![text.as_bytes().to_vec()]);
        SEEDS.iter().map(seed).collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let text = case.text(0);
        let seen = || format!("{text:?}");
        let (profile, providers) = match project(&text) {
            Ok(read) => read,
            Err(line) => {
                let lines = text.matches('\n').count() + 1;
                Finding::unless(
                    line.is_none_or(|line| (1..=lines).contains(&line)),
                    "a fault is in a line that is there",
                    seen,
                )?;
                return Ok(class(&("refused", line)));
            }
        };
        // What needs no escape reads back from a file that is written of it.
        let plain = |text: &String| text.chars().all(|c| c.is_ascii_alphanumeric());
        if profile.iter().chain(&providers).all(plain) {
            let line = profile.iter().map(|name| format!("profile = {name:?}\n"));
            let again = line.collect::<String>() + &format!("providers = {providers:?}\n");
            Finding::unless(
                project(&again) == Ok((profile.clone(), providers.clone())),
                "what was read can be written and read again",
                seen,
            )?;
        }
        Ok(class(&(profile.is_some(), providers.len().min(9))))
    }
}
