//! The keyring's line: a whole line reads back as what was written, and a changed one never as
//! another secret.

use keystow_vault::VaultError;
use keystow_vault::fuzzing::{read_line, write_line};
use sha2::{Digest, Sha256};

use super::record::{counting, piece};
use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct KeyringLines;

const WAY: usize = 0;
const SECRET: usize = 1;
const LINE: usize = 2;

const FIELDS: &[Field] = &[
    Field::choice("way"),
    // vault 16 bytes, entry 8, secret 32
    Field::new("secret", Kind::Bytes, 56),
    Field::new("line", Kind::Text, 300),
];

/// What another program writes for the vault and the entry that [`own`] names; see `tests/vectors`.
const WRITTEN: &str = "kv1.caireeyuculbogazdinryhi6d4.5051525354555657.\
                       wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t8.71cfff64";

const WORDS: &[&[u8]] = &[
    b"kv1.",
    b"kv2.",
    b".",
    b"..",
    b"=",
    b"caireeyuculbogazdinryhi6d4",
    b"CAIREEYUCULBOGAZDINRYHI6D4",
    b"5051525354555657",
    b"wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t8",
    b"wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t9",
    b"71cfff64",
    b"71CFFF64",
    b"\n",
];

impl Target for KeyringLines {
    fn name(&self) -> &'static str {
        "keyring-line"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let secret: Vec<u8> = (0x10..0x20).chain(0x50..0x58).chain(0xc0..0xe0).collect();
        let other = write_line([9; 16], [9; 8], [9; 32]);
        let body = WRITTEN.rsplit_once('.').unwrap_or_default().0;
        let lines = [WRITTEN, &other, body, "", "."];
        let ways = (0..2).flat_map(|way| lines.iter().map(move |line| (way, *line)));
        ways.map(|(way, line)| Case(vec![vec![way], secret.clone(), line.as_bytes().to_vec()]))
            .collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let bytes = case.bytes(SECRET);
        let (vault, entry) = (piece(bytes, 0), piece(bytes, 16));
        let secret: [u8; 32] = piece(bytes, 24);
        let written = write_line(vault, entry, secret);
        Finding::unless(
            read_line(&written, vault, entry).ok() == Some(secret),
            "what was written reads back",
            || written.clone(),
        )?;
        Finding::unless(
            written.len() <= 128 && written.bytes().all(|byte| byte.is_ascii_graphic()),
            "a line is at most 128 visible characters",
            || written.clone(),
        )?;
        // Half of the lines get a checksum that fits, so that what lies behind it is read too.
        let mut line = case.text(LINE);
        if case.choice(WAY, 2) == 1 {
            let sum = Sha256::digest(line.as_bytes());
            line = format!("{line}.{}", data_encoding::HEXLOWER.encode(&sum[..4]));
        }
        let (vault, entry) = own();
        let read = read_line(&line, vault, entry);
        let seen = || format!("{read:?} out of {line:?}");
        match &read {
            Ok(secret) => Finding::unless(
                write_line(vault, entry, *secret) == line,
                "a line that is read is one that would be written",
                seen,
            )?,
            Err(VaultError::MasterWrong) => {
                let (body, sum) = line.rsplit_once('.').unwrap_or_default();
                let whole = data_encoding::HEXLOWER.encode(&Sha256::digest(body.as_bytes())[..4]);
                Finding::unless(
                    whole == sum && line.len() <= 128 && body.split('.').count() == 4,
                    "only a whole line is another vault's",
                    seen,
                )?;
            }
            Err(error) => Finding::unless(
                matches!(error, VaultError::MasterCorrupt) && line != WRITTEN,
                "a line is read, another vault's, or damaged",
                seen,
            )?,
        }
        Ok(class(&(
            read.is_ok(),
            matches!(read, Err(VaultError::MasterWrong)),
            case.choice(WAY, 2),
            line.split('.').count().min(8),
            line.len().min(160) / 16,
        )))
    }
}

fn own() -> ([u8; 16], [u8; 8]) {
    (counting(0x10), counting(0x50))
}
