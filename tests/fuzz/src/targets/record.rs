//! Sealed records: what was sealed for a place opens there, and nothing else opens anywhere.

use keystow_vault::ApiKey;
use keystow_vault::fuzzing::{Place, Records};

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct SealedRecords;

const WAY: usize = 0;
const PLACE: usize = 1;
const TEXTS: usize = 2;
const OTHER: usize = 3;
const OTHER_TEXTS: usize = 4;
const PLAIN: usize = 5;
const BLOB: usize = 6;

const FIELDS: &[Field] = &[
    Field::choice("way"),
    // vault, profile, credential 16 bytes each, revision 8
    Field::new("place", Kind::Bytes, 56),
    // provider, scheme and origins, a line each
    Field::new("texts", Kind::Text, 600),
    Field::new("other place", Kind::Bytes, 56),
    Field::new("other texts", Kind::Text, 600),
    Field::new("plaintext", Kind::Bytes, 4400),
    Field::new("blob", Kind::Bytes, 4400),
];

/// A key, a hint and an option that another program sealed for [`known`]; see `tests/vectors`.
const SEALED: [(&str, &str); 3] = [
    (
        "gsk_fakeFAKEfakeFAKEfake",
        "010100000003a0a1a2a3a4a5a6a7a8a9aaabcaf3327f3e704ee43afd864f40773dd5670f969773ffb5c6998cdf99\
         57b5aaae1e00879c481a410ff69a0b770f134aab550b9860d1587aebc2db6b248890d72d9f0a2781688f566f731d\
         585f64089033",
    ),
    (
        "gsk_…fake",
        "010100000003b0b1b2b3b4b5b6b7b8b9babb402a2d437bb0c4eac9d6e94a6d82da8a6181da595ccc561e0ebdd388\
         7e9066c01e675d1a4d0a2780561da6d21ba66749c911f656ad6aa21e633d7ce88fa4a0aa03d3b966a4cc3e3883f8\
         4c0cbb082c8f",
    ),
    (
        "fake words",
        "010100000003d0d1d2d3d4d5d6d7d8d9dadb855e2ae3b46abebcba6b91435560d96294bd7dc544e88b82451de330\
         77bdd3589d97de600a565df2c8aba7e62d08b16ab586c7abc1a6f4915618614f5c0ffc9d1cba3de9085b19852fd6\
         ce9265ce88e1",
    ),
];

const SETTING: &str = "backup";

const WORDS: &[&[u8]] = &[
    b"groq",
    b"openai",
    b"bearer",
    b"x-api-key",
    b"https://api.groq.com:443",
    b"https://a.example:8443",
    b"gsk_fake",
    b"\x01\x00\x08",
    b"\x02\x00\x08",
    b"\x03\x00\x08",
    b"\x01\x01\x00\x00\x00\x03",
    b"\x00\x3d",
    b"\x10\x00",
    b"\x10\x01",
    b"\xff\xff",
];

impl Target for SealedRecords {
    fn name(&self) -> &'static str {
        "record"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let ids: Vec<u8> = (0x10..0x40).chain([0, 0, 0, 0, 0, 0, 0, 7]).collect();
        let texts = b"groq\nbearer\nhttps://api.groq.com:443\nhttps://a.example:8443".to_vec();
        let plains = [
            padded(1, b"gsk_fakeFAKEfake"),
            padded(2, "gsk_…fake".as_bytes()),
            padded(3, b"fake words"),
            padded(1, &[b'k'; 4096]),
            padded(1, &[b'k'; 4097]),
            padded(1, &[b'k'; 61]),
        ];
        let mut seeds = Vec::new();
        for way in 0..3 {
            for (plain, (_, blob)) in plains.iter().zip(SEALED.iter().cycle()) {
                seeds.push(Case(vec![
                    vec![way],
                    ids.clone(),
                    texts.clone(),
                    ids.clone(),
                    texts.clone(),
                    plain.clone(),
                    unhex(blob),
                ]));
            }
        }
        seeds
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let at = place(case, PLACE, TEXTS);
        let records = Records::of(counting(0x80), at.vault_id, 3);
        match case.choice(WAY, 3) {
            0 => foreign(&records, &at, case.bytes(BLOB)),
            1 => resealed(&records, &at, case.bytes(PLAIN)),
            _ => moved(
                &records,
                &at,
                &place(case, OTHER, OTHER_TEXTS),
                case.bytes(PLAIN),
            ),
        }
    }
}

/// A blob that nobody sealed under these keys opens nowhere, but for the three that somebody did.
fn foreign(records: &Records, at: &Place, blob: &[u8]) -> Result<u64, Finding> {
    let home = *at == known();
    let same_vault = at.vault_id == known().vault_id;
    let opened = [
        records.open_key(at, blob),
        records.open_hint(at, blob),
        records.open_setting(at.vault_id, SETTING, blob),
    ];
    let mut open = 0;
    for (number, (opened, (text, sealed))) in opened.iter().zip(SEALED).enumerate() {
        let belongs = if number == 2 { same_vault } else { home };
        let expected = (belongs && blob == unhex(sealed)).then_some(text);
        Finding::unless(
            opened.as_deref() == expected,
            "only what was sealed for a place opens there",
            || format!("{opened:?} out of {} for {at:?}", blob.escape_ascii()),
        )?;
        open += usize::from(expected.is_some());
    }
    Ok(class(&(
        0,
        open,
        home,
        blob.len().min(200) / 16,
        blob.starts_with(&[1, 1]),
    )))
}

/// A plaintext under a right tag opens only where every byte of it is as the format says.
fn resealed(records: &Records, at: &Place, plain: &[u8]) -> Result<u64, Finding> {
    let seal = |hint| records.seal(at, hint, plain).unwrap_or_default();
    let key = records.open_key(at, &seal(false));
    let hint = records.open_hint(at, &seal(true));
    let text_of = |kind| well_formed(plain, kind);
    let key_expected = text_of(1).filter(|text| ApiKey::parse(*text).is_ok());
    Finding::unless(
        key.as_deref() == key_expected && hint.as_deref() == text_of(2),
        "a plaintext opens only where every byte of it is right",
        || format!("key {key:?}, hint {hint:?} out of {}", plain.escape_ascii()),
    )?;
    // A key is not read as a hint, nor the other way round, nor as an option.
    let crossed = records.open_key(at, &seal(true)).is_some()
        || records.open_hint(at, &seal(false)).is_some()
        || records
            .open_setting(at.vault_id, SETTING, &seal(false))
            .is_some();
    Finding::unless(!crossed, "a record opens only as what it is", || {
        format!("{}", plain.escape_ascii())
    })?;
    Ok(class(&(
        1,
        key.is_some(),
        hint.is_some(),
        plain.first().map(|kind| (*kind).min(4)),
        plain.len() / 64,
    )))
}

/// A record opens in the place that it was sealed for, in no other, whatever moved.
fn moved(records: &Records, at: &Place, other: &Place, plain: &[u8]) -> Result<u64, Finding> {
    let blob = records.seal(at, false, plain).unwrap_or_default();
    let expected = well_formed(plain, 1).filter(|text| ApiKey::parse(*text).is_ok());
    let opened = records.open_key(other, &blob);
    let same = same_place(at, other);
    Finding::unless(
        opened.as_deref() == expected.filter(|_| same),
        "a record opens in its own place only",
        || format!("{opened:?} sealed for {at:?}, opened for {other:?}"),
    )?;
    Ok(class(&(
        2,
        same,
        opened.is_some(),
        at.origins.len().min(4),
        other.origins.len().min(4),
    )))
}

/// The order of origins says nothing; everything else does.
fn same_place(one: &Place, other: &Place) -> bool {
    let sorted = |place: &Place| {
        let mut place = place.clone();
        place.origins.sort();
        place
    };
    sorted(one) == sorted(other)
}

/// The text of a plaintext of this kind: kind, length, text, zeros up to a multiple of 64.
fn well_formed(plain: &[u8], kind: u8) -> Option<&str> {
    let length = usize::from(u16::from_be_bytes([*plain.get(1)?, *plain.get(2)?]));
    let text = plain.get(3..3 + length)?;
    let zeros = &plain[3 + length..];
    let whole = plain.len().is_multiple_of(64) && zeros.len() < 64;
    (plain[0] == kind && whole && zeros.iter().all(|byte| *byte == 0))
        .then(|| std::str::from_utf8(text).ok())
        .flatten()
}

fn padded(kind: u8, text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap_or_default().to_be_bytes();
    let mut plain = [&[kind], &length[..], text].concat();
    plain.resize(plain.len().next_multiple_of(64), 0);
    plain
}

/// The place that [`SEALED`] belongs to.
fn known() -> Place {
    Place {
        vault_id: counting(0x10),
        profile_id: counting(0x20),
        credential_id: counting(0x30),
        revision: 7,
        provider: "groq".to_owned(),
        auth_scheme: "bearer".to_owned(),
        origins: vec![
            "https://api.groq.com:443".to_owned(),
            "https://a.example:8443".to_owned(),
        ],
    }
}

fn place(case: &Case, ids: usize, texts: usize) -> Place {
    let bytes = case.bytes(ids);
    let texts = case.text(texts);
    let mut lines = texts.split('\n').map(str::to_owned);
    Place {
        vault_id: piece(bytes, 0),
        profile_id: piece(bytes, 16),
        credential_id: piece(bytes, 32),
        revision: u64::from_be_bytes(piece(bytes, 48)),
        provider: lines.next().unwrap_or_default(),
        auth_scheme: lines.next().unwrap_or_default(),
        origins: lines.collect(),
    }
}

/// `N` bytes from `at` on; zeros where there are none.
pub(super) fn piece<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut piece = [0; N];
    for (to, from) in piece.iter_mut().zip(bytes.iter().skip(at)) {
        *to = *from;
    }
    piece
}

/// Bytes that count up from `first`.
pub(super) fn counting<const N: usize>(first: u8) -> [u8; N] {
    let mut bytes = [0; N];
    for (byte, value) in bytes.iter_mut().zip(first..) {
        *byte = value;
    }
    bytes
}

pub(super) fn unhex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER
        .decode(text.as_bytes())
        .unwrap_or_default()
}
