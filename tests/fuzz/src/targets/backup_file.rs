//! The age file around a backup: it opens as what was sealed, with its own passphrase, byte for byte
//! as it was written, or not at all.

use keystow_vault::Passphrase;
use keystow_vault::backup::BackupFault;
use keystow_vault::fuzzing::{open_backup, seal_backup};

use super::record::{piece, unhex};
use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct BackupFiles;

const WAY: usize = 0;
const LENGTH: usize = 1;
const TEXT: usize = 2;
const DAMAGE: usize = 3;
const FILE: usize = 4;

const FIELDS: &[Field] = &[
    Field::choice("way"),
    Field::choice("length"),
    Field::new("text", Kind::Bytes, 600),
    // where 4 bytes, what 4 bytes
    Field::new("damage", Kind::Bytes, 8),
    Field::new("file", Kind::Bytes, 6000),
];

/// What another program sealed by the words of the age specification: work factor 1, passphrase
/// "right words", text "all of it or nothing".
const SEALED: &str = "6167652d656e6372797074696f6e2e6f72672f76310a2d3e207363727970742045424553457851564668635947526f62\
     48423065487720310a4e566f49535875532f375667714c32317858666945446e4465756d71577a6b30464a4574656745\
     4f2b6e770a2d2d2d20432f727572662b5972514366506d744f373376555a6a5a6f6e4475537a59713139466f354d3979\
     68794a510a202122232425262728292a2b2c2d2e2f33efaf04440d45dc3b256a3e73a083c4c933c359467af0b2561b7e\
     485832fcc291709f1b";

/// Lengths around the chunks of 64 KiB that age encrypts one by one; 0 keeps the text as it is.
const LENGTHS: &[usize] = &[0, 0, 0, 1, 65_535, 65_536, 65_537, 131_072, 131_073];

const WORDS: &[&[u8]] = &[
    b"age-encryption.org/v1\n",
    b"age-encryption.org/v2\n",
    b"-> scrypt ",
    b"-> X25519 ",
    b"-> grease \n\n",
    b"--- ",
    b"\n",
    b"\r\n",
    b" 1\n",
    b" 01\n",
    b" 0\n",
    b" 23\n",
    b" 64\n",
    b" 255\n",
    b" 256\n",
    b"-----BEGIN AGE ENCRYPTED FILE-----\n",
    b"AAAAAAAAAAAAAAAAAAAAAA",
    b"=",
];

impl Target for BackupFiles {
    fn name(&self) -> &'static str {
        "backup-file"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let case = |way, length, file: &[u8]| {
            let text = b"all of it or nothing".to_vec();
            let damage = vec![0, 0, 0, 40, 0, 0, 0, 1];
            Case(vec![vec![way], vec![length], text, damage, file.to_vec()])
        };
        let mut seeds: Vec<Case> = (0..).zip(LENGTHS).map(|(at, _)| case(0, at, b"")).collect();
        seeds.extend((0..).zip(LENGTHS).map(|(at, _)| case(1, at, b"")));
        seeds.push(case(2, 0, &unhex(SEALED)));
        seeds.extend(vectors().map(|file| case(2, 0, &file)));
        seeds
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let mut text = case.bytes(TEXT).to_vec();
        let length = LENGTHS[case.choice(LENGTH, LENGTHS.len())];
        if length > 0 {
            text.resize(length, b'.');
        }
        // Sealing stretches a passphrase, reading what is no age file does not: more of what is quick.
        match case.choice(WAY, 16) {
            0 => sealed(&text),
            1 => damaged(&text, case.bytes(DAMAGE)),
            _ => foreign(case.bytes(FILE)),
        }
    }
}

/// A file that nobody sealed with these words stays shut, but for the one that somebody did.
fn foreign(file: &[u8]) -> Result<u64, Finding> {
    let Some(opened) = open_backup(file, &passphrase("right words")?) else {
        return Ok(class(&"too much work"));
    };
    let known = file == unhex(SEALED);
    let seen = || format!("{opened:?} for {}", file.escape_ascii());
    let fault = match &opened {
        Ok(text) => {
            let fits = known && text == b"all of it or nothing";
            Finding::unless(fits, "only what was sealed opens", seen)?;
            None
        }
        Err(fault) => {
            let named = matches!(
                fault,
                BackupFault::Damaged
                    | BackupFault::NotABackup
                    | BackupFault::Newer
                    | BackupFault::TooSlow
                    | BackupFault::WrongPassphrase
            );
            Finding::unless(!known && named, "what was sealed opens", seen)?;
            Some(fault)
        }
    };
    let magic = file.starts_with(b"age-encryption.org/v1\n");
    Finding::unless(
        magic
            || !matches!(
                fault,
                Some(BackupFault::TooSlow | BackupFault::WrongPassphrase)
            ),
        "a passphrase is blamed only for an age file",
        seen,
    )?;
    Finding::unless(
        !magic || fault != Some(&BackupFault::Newer),
        "a file of age's version 1 is not newer",
        seen,
    )?;
    Ok(class(&(
        0,
        fault.map(std::mem::discriminant),
        magic,
        file.len().min(512) / 32,
    )))
}

/// What was sealed opens with its passphrase alone.
fn sealed(text: &[u8]) -> Result<u64, Finding> {
    let file = seal(text)?;
    let opened = open_backup(&file, &passphrase("right words")?);
    Finding::unless(
        opened == Some(Ok(text.to_vec())),
        "what was sealed opens",
        || {
            format!(
                "{} bytes: {:?}",
                text.len(),
                opened.map(|text| text.is_ok())
            )
        },
    )?;
    let wrong = open_backup(&file, &passphrase("wrong words")?);
    Finding::unless(
        wrong == Some(Err(BackupFault::WrongPassphrase)),
        "other words are the wrong passphrase",
        || format!("{:?}", wrong.map(|text| text.is_ok())),
    )?;
    Ok(class(&(1, text.len() / 32_768)))
}

/// One changed byte, or a shorter or longer file, and nothing of it comes out.
fn damaged(text: &[u8], damage: &[u8]) -> Result<u64, Finding> {
    let whole = seal(text)?;
    let mut file = whole.clone();
    let place = u32::from_be_bytes(piece(damage, 0));
    let at = usize::try_from(place).unwrap_or_default() % file.len();
    let [how, many, _, what] = piece(damage, 4);
    match how % 4 {
        0 => file[at] ^= what,
        1 => file.truncate(at),
        2 => file.extend(vec![what; 1 + usize::from(many)]),
        _ => drop(file.remove(at)),
    }
    let opened = open_backup(&file, &passphrase("right words")?);
    let shut = matches!(opened, None | Some(Err(_)));
    Finding::unless(
        shut || file == whole,
        "a damaged file opens not at all",
        || format!("byte {at} of {}, damage {how} {many} {what}", whole.len()),
    )?;
    Ok(class(&(2, how % 4, shut, whole.len() / 32_768)))
}

fn seal(text: &[u8]) -> Result<Vec<u8>, Finding> {
    seal_backup(text, &passphrase("right words")?).map_err(|fault| Finding {
        promise: "any text can be sealed",
        seen: format!("{fault:?}"),
    })
}

fn passphrase(words: &str) -> Result<Passphrase, Finding> {
    Passphrase::parse(words).map_err(|error| Finding {
        promise: "a good passphrase is taken",
        seen: error.to_string(),
    })
}

/// The vectors of age that have a passphrase, without the lines about themselves.
fn vectors() -> impl Iterator<Item = Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/age");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|file| {
        file.file_name()
            .is_some_and(|name| name.to_string_lossy().contains("sc"))
    });
    files.sort();
    files.into_iter().filter_map(|file| {
        let bytes = std::fs::read(file).ok()?;
        let facts = bytes.windows(2).position(|pair| pair == b"\n\n")?;
        Some(bytes[facts + 2..].to_vec())
    })
}
