//! The recovery code: what is read is what was printed, however it was typed, and a fault is where it
//! is said to be.

use keystow_vault::{CodeError, RECOVERY_GROUPS, RecoveryCode};
use sha2::{Digest, Sha256};

use super::record::piece;
use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct RecoveryCodes;

const WAY: usize = 0;
const BYTES: usize = 1;
const TYPED: usize = 2;

const FIELDS: &[Field] = &[
    Field::choice("way"),
    Field::new("code", Kind::Bytes, 18),
    Field::new("typed", Kind::Text, 400),
];

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters a code has without its dashes.
const CHARACTERS: usize = 28;

const WORDS: &[&[u8]] = &[
    b"C4G6",
    b"45AY",
    b"-",
    b" ",
    b"\n",
    "\u{2011}".as_bytes(),
    "\u{2013}".as_bytes(),
    b"O",
    b"o",
    b"0",
    b"I",
    b"l",
    b"1",
    b"U",
    b"u",
];

impl Target for RecoveryCodes {
    fn name(&self) -> &'static str {
        "recovery-code"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let code = b"a fake recovery!\0\0".to_vec();
        let typed = [
            "C4G6-CRBB-CMG7-4SB3-DXV6-AWKS-45AY",
            "c4g6 crbb cmg7 4sb3 dxv6 awks 45ay",
            "C4G6CRBBCMG74SB3DXV6AWKS45AX",
            "",
        ];
        let ways = (0..3).flat_map(|way| typed.map(|typed| (way, typed)));
        ways.map(|(way, typed)| Case(vec![vec![way], code.clone(), typed.as_bytes().to_vec()]))
            .collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        match case.choice(WAY, 3) {
            0 => typed(&case.text(TYPED)),
            // Any sixteen bytes with their checksum are a code, with another checksum none.
            1 => printed(&print(piece(case.bytes(BYTES), 0), 0), true),
            _ => {
                let wrong = u16::from_be_bytes(piece(case.bytes(BYTES), 16)) >> 4;
                printed(&print(piece(case.bytes(BYTES), 0), wrong), wrong == 0)
            }
        }
    }
}

fn printed(text: &str, sound: bool) -> Result<u64, Finding> {
    let read = RecoveryCode::parse(text);
    let fits = match &read {
        Ok(code) => sound && code.expose().as_str() == text,
        Err(error) => !sound && *error == CodeError::Checksum,
    };
    Finding::unless(
        fits,
        "a code with its checksum is read, another is a typo",
        || format!("{read:?} out of {text}"),
    )?;
    if let Ok(code) = read {
        let groups: Vec<&str> = text.split('-').collect();
        let fit = (1..=RECOVERY_GROUPS).all(|group| code.group_fits(group, groups[group - 1]));
        Finding::unless(
            fit && groups.len() == RECOVERY_GROUPS,
            "each group fits in its place",
            || text.to_owned(),
        )?;
    }
    Ok(class(&(1, sound)))
}

fn typed(text: &str) -> Result<u64, Finding> {
    let read = RecoveryCode::parse(text);
    let seen = || format!("{read:?} out of {text:?}");
    let blank = |c: &char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}');
    let meant: String = text.chars().filter(|c| !blank(c)).map(meant).collect();
    let true_word = match &read {
        Ok(code) => code.expose().replace('-', "") == meant,
        Err(CodeError::Empty) => meant.is_empty(),
        Err(CodeError::BadCharacter { position }) => {
            let at = position.checked_sub(1).and_then(|at| text.chars().nth(at));
            at.is_some_and(|c| !blank(&c) && !ALPHABET.contains(self::meant(c)))
        }
        Err(CodeError::Length { characters }) => {
            *characters == meant.chars().count() && *characters != CHARACTERS
        }
        Err(CodeError::Checksum) => meant.chars().count() == CHARACTERS,
    };
    Finding::unless(true_word, "a fault is where it is said to be", seen)?;
    if let Ok(code) = &read {
        for (group, typed) in (1..=RECOVERY_GROUPS).zip(meant.as_bytes().chunks(4)) {
            let typed = String::from_utf8_lossy(typed).to_lowercase();
            Finding::unless(
                code.group_fits(group, &typed),
                "each group fits in its place",
                seen,
            )?;
        }
    }
    let kind = read.as_ref().err().map(std::mem::discriminant);
    Ok(class(&(
        0,
        kind,
        text.len().min(128) / 8,
        meant.len().min(64),
    )))
}

/// What a character on paper stands for.
fn meant(character: char) -> char {
    match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

/// Prints sixteen bytes with their checksum, made wrong by `wrong`.
fn print(bytes: [u8; 16], wrong: u16) -> String {
    let sum = Sha256::digest(bytes);
    let sum = (u16::from_be_bytes([sum[0], sum[1]]) >> 4) ^ wrong;
    let digits: Vec<char> = ALPHABET.chars().collect();
    let mut text = String::new();
    for index in 0..CHARACTERS {
        if index > 0 && index % 4 == 0 {
            text.push('-');
        }
        let value = (index * 5..index * 5 + 5).fold(0, |value, at| {
            let bit = match bytes.get(at / 8) {
                Some(byte) => byte >> (7 - at % 8) & 1 == 1,
                None => sum >> (139 - at) & 1 == 1,
            };
            value * 2 + usize::from(bit)
        });
        text.push(digits[value]);
    }
    text
}
