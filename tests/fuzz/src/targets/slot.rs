//! Slots: only its own secret unwraps a slot, only in its own place, and an edited header never takes
//! more memory than the vault is willing to give.

use keystow_vault::fuzzing::{Secret, Shut, SlotPlace, work_of};
use keystow_vault::{Passphrase, RecoveryCode};

use super::record::{counting, piece, unhex};
use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct Slots;

const WAY: usize = 0;
const KIND: usize = 1;
const PLACE: usize = 2;
const OTHER: usize = 3;
const BLOB: usize = 4;

const FIELDS: &[Field] = &[
    Field::choice("way"),
    Field::choice("kind"),
    // vault 16 bytes, slot 8, generation 4
    Field::new("place", Kind::Bytes, 28),
    Field::new("other place", Kind::Bytes, 28),
    Field::new("blob", Kind::Bytes, 300),
];

/// Slots that another program wrapped for [`known`]; see `tests/vectors`.
const WRAPPED: [&str; 3] = [
    "0101101112131415161718191a1b1c1d1e1f505152535455565700000003000000000000000000000000000000000000\
     000000000000000000001cf037d8a342cc28834cb29bf56defedd0b7b761961235891dfa43e7cc171613010203040506\
     0708090a0b0cd2015de3caf8bf88e0350b28016de676f37fb5463d85fcedf8cb6e8694f5791e823e2792ac2b8cf3da10\
     70293dab206f",
    "0102101112131415161718191a1b1c1d1e1f505152535455565700000003000000000000000000000000000000000000\
     00000000000000000000641ec4501e1b8d210a6ccdadcd85edfaeb98921d098d498058daac9a7ef84a91020304050607\
     08090a0b0c0dc9ff09c8929c55f6aa56c906937567685184c09cbe4dfe4762f561253800fafc236f21114827ef20d6be\
     9e474c57df3d",
    "0103101112131415161718191a1b1c1d1e1f505152535455565700000003000000080000000100000001736978746565\
     6e6279746573616c74219f062da465b685746b2d417a6502617d4e956a032644fd6d28a2ca15ddfa6dab030405060708\
     090a0b0c0d0efcd3b5623389ff1a643eb8e674fbb7e1295a68d176131d04f5fc754441760b0692c28077289c7bd3a5db\
     07edeadfce43",
];

/// The most that the vault gives a passphrase: 1 GiB, 16 passes.
const MOST_WORK: u64 = 1024 * 1024 * 16;

const WORDS: &[&[u8]] = &[
    b"\x01\x01",
    b"\x01\x02",
    b"\x01\x03",
    b"\x00\x00\x00\x00",
    b"\x00\x00\x00\x01",
    b"\x00\x00\x00\x08",
    b"\x00\x00\x00\x10",
    b"\x00\x00\x00\x11",
    b"\x00\x10\x00\x00",
    b"\x00\x10\x00\x01",
    b"\xff\xff\xff\xff",
];

impl Target for Slots {
    fn name(&self) -> &'static str {
        "slot"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let place: Vec<u8> = (0x10..0x20).chain(0x50..0x58).chain([0, 0, 0, 3]).collect();
        let mut seeds = Vec::new();
        for way in 0..2 {
            for (kind, blob) in (0..).zip(WRAPPED) {
                seeds.push(Case(vec![
                    vec![way],
                    vec![kind],
                    place.clone(),
                    place.clone(),
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
        let (code, passphrase) = secrets()?;
        let secret_of = |kind| match kind {
            0 => Secret::Master(counting(0xc0)),
            1 => Secret::Code(&code),
            _ => Secret::Passphrase(&passphrase),
        };
        let kind = case.choice(KIND, 3);
        let at = place(case.bytes(PLACE));
        Finding::unless(
            work_of(case.bytes(BLOB)).unwrap_or_default() <= MOST_WORK,
            "a header that asks for too much is not followed",
            || format!("{:?} KiB times passes", work_of(case.bytes(BLOB))),
        )?;
        if case.choice(WAY, 2) == 0 {
            foreign(kind, secret_of(kind), at, case.bytes(BLOB))
        } else {
            moved(kind, secret_of, at, place(case.bytes(OTHER)))
        }
    }
}

/// A blob that nobody wrapped for these secrets stays shut, but for those that somebody did.
fn foreign(kind: usize, secret: Secret<'_>, at: SlotPlace, blob: &[u8]) -> Result<u64, Finding> {
    let unwrapped = at.unwrap(secret, blob);
    let own = blob == unhex(WRAPPED[kind]) && at == known();
    let fits = match unwrapped {
        Ok(key) => own && key == counting(0x80),
        Err(_) => !own,
    };
    Finding::unless(fits, "only its own secret unwraps a slot", || {
        format!("{unwrapped:?} out of {} for {at:?}", blob.escape_ascii())
    })?;
    // What the header says was checked first: only then is the secret to blame.
    let headed = blob.len() == unhex(WRAPPED[kind]).len();
    Finding::unless(
        headed || unwrapped != Err(Shut::OtherSecret),
        "a secret is blamed only where the row is whole",
        || format!("{} bytes", blob.len()),
    )?;
    Ok(class(&(0, kind, unwrapped.err(), blob.len().min(300) / 16)))
}

/// A slot opens in its own place and with its own kind of secret only.
fn moved<'s>(
    kind: usize,
    secret_of: impl Fn(usize) -> Secret<'s>,
    at: SlotPlace,
    other: SlotPlace,
) -> Result<u64, Finding> {
    let data_key = counting(0x80);
    let blob = at.wrap(secret_of(kind), data_key).unwrap_or_default();
    for asked in 0..3 {
        let unwrapped = other.unwrap(secret_of(asked), &blob);
        let expected = if asked == kind && at == other {
            Ok(data_key)
        } else {
            Err(Shut::Damaged)
        };
        Finding::unless(
            unwrapped == expected,
            "a slot opens in its own place only",
            || format!("{unwrapped:?} of kind {kind} for {at:?}, opened as {asked} for {other:?}"),
        )?;
    }
    Ok(class(&(1, kind, at == other)))
}

/// The place that [`WRAPPED`] belongs to.
fn known() -> SlotPlace {
    SlotPlace {
        vault_id: counting(0x10),
        slot_id: counting(0x50),
        generation: 3,
    }
}

fn place(bytes: &[u8]) -> SlotPlace {
    SlotPlace {
        vault_id: piece(bytes, 0),
        slot_id: piece(bytes, 16),
        generation: u32::from_be_bytes(piece(bytes, 24)),
    }
}

fn secrets() -> Result<(RecoveryCode, Passphrase), Finding> {
    let code = RecoveryCode::parse("C4G6-CRBB-CMG7-4SB3-DXV6-AWKS-45AY");
    let passphrase = Passphrase::parse("correct fake battery");
    code.ok().zip(passphrase.ok()).ok_or_else(|| Finding {
        promise: "a good code and a good passphrase are taken",
        seen: "they are not".to_owned(),
    })
}
