//! Keystow's own formats, as `formats.py` writes them: a second program, in another language and on
//! another library (pyca/cryptography), that knows nothing but the drawings at the top of the modules.
//!
//! What opens here has to open for ever: a change that breaks one of these breaks a vault on a disk.

use super::hex;
use crate::cipher::{RecordContext, RecordKeys};
use crate::master;
use crate::passphrase::Passphrase;
use crate::recovery::RecoveryCode;
use crate::secret::{DataKey, MasterSecret};
use crate::slot::{SlotHeader, SlotSecret, stretching_of};

/// Bytes that count up from `first`.
fn counting<const N: usize>(first: u8) -> [u8; N] {
    let mut bytes = [0; N];
    for (byte, value) in bytes.iter_mut().zip(first..) {
        *byte = value;
    }
    bytes
}

fn records() -> RecordKeys {
    RecordKeys::derive(&DataKey::from_bytes(&mut counting(0x80)), counting(0x10), 3)
}

fn place(origins: &[String]) -> RecordContext<'_> {
    RecordContext {
        vault_id: counting(0x10),
        profile_id: counting(0x20),
        credential_id: counting(0x30),
        revision: 7,
        provider: "groq",
        auth_scheme: "bearer",
        origins,
    }
}

fn unwrapped<S: SlotSecret>(secret: &S, blob: &[u8]) -> Option<[u8; 32]> {
    let header = SlotHeader {
        vault_id: counting(0x10),
        slot_id: counting(0x50),
        generation: 3,
        stretching: stretching_of(blob),
    };
    header.unwrap(secret, blob).ok().map(|key| *key.expose())
}

#[test]
fn records_that_another_program_sealed_open() {
    let origins = ["https://api.groq.com:443", "https://a.example:8443"].map(str::to_owned);
    let key = hex(
        "010100000003a0a1a2a3a4a5a6a7a8a9aaabcaf3327f3e704ee43afd864f40773dd5
                   670f969773ffb5c6998cdf9957b5aaae1e00879c481a410ff69a0b770f134aab550b
                   9860d1587aebc2db6b248890d72d9f0a2781688f566f731d585f64089033",
    );
    let opened = records().open_key(&place(&origins), &key).expect("a key");
    assert_eq!(opened.expose(), "gsk_fakeFAKEfakeFAKEfake");

    let hint = hex(
        "010100000003b0b1b2b3b4b5b6b7b8b9babb402a2d437bb0c4eac9d6e94a6d82da8a
                    6181da595ccc561e0ebdd3887e9066c01e675d1a4d0a2780561da6d21ba66749c911
                    f656ad6aa21e633d7ce88fa4a0aa03d3b966a4cc3e3883f84c0cbb082c8f",
    );
    let opened = records().open_hint(&place(&origins), &hint);
    assert_eq!(opened.as_deref(), Ok("gsk_…fake"));

    let setting = hex(
        "010100000003d0d1d2d3d4d5d6d7d8d9dadb855e2ae3b46abebcba6b91435560d962
                       94bd7dc544e88b82451de33077bdd3589d97de600a565df2c8aba7e62d08b16ab586
                       c7abc1a6f4915618614f5c0ffc9d1cba3de9085b19852fd6ce9265ce88e1",
    );
    let opened = records().open_setting(counting(0x10), "backup", &setting);
    assert_eq!(opened.expect("an option").as_str(), "fake words");
}

#[test]
fn slots_that_another_program_wrapped_unwrap() {
    let data_key = Some(counting(0x80));
    let keyring = hex(
        "0101101112131415161718191a1b1c1d1e1f50515253545556570000000300000000
                       000000000000000000000000000000000000000000000000
                       1cf037d8a342cc28834cb29bf56defedd0b7b761961235891dfa43e7cc171613
                       0102030405060708090a0b0cd2015de3caf8bf88e0350b28016de676f37fb5463d85
                       fcedf8cb6e8694f5791e823e2792ac2b8cf3da1070293dab206f",
    );
    let master = MasterSecret::from_bytes(&mut counting(0xc0));
    assert_eq!(unwrapped_plain(&master, &keyring), data_key);

    let recovery = hex(
        "0102101112131415161718191a1b1c1d1e1f50515253545556570000000300000000
                        000000000000000000000000000000000000000000000000
                        641ec4501e1b8d210a6ccdadcd85edfaeb98921d098d498058daac9a7ef84a91
                        02030405060708090a0b0c0dc9ff09c8929c55f6aa56c906937567685184c09cbe4d
                        fe4762f561253800fafc236f21114827ef20d6be9e474c57df3d",
    );
    let code = RecoveryCode::parse("C4G6-CRBB-CMG7-4SB3-DXV6-AWKS-45AY").expect("a code");
    assert_eq!(unwrapped_plain(&code, &recovery), data_key);
}

/// The kinds that are not stretched have zeros where a passphrase has its parameters.
fn unwrapped_plain<S: SlotSecret>(secret: &S, blob: &[u8]) -> Option<[u8; 32]> {
    assert_eq!(stretching_of(blob), None);
    unwrapped(secret, blob)
}

#[tokio::test]
async fn a_passphrase_slot_that_another_program_wrapped_unwraps() {
    let blob = hex(
        "0103101112131415161718191a1b1c1d1e1f5051525354555657000000030001000000
                    00000300000004 7369787465656e6279746573616c7421
                    4e4a3c1585d745c1ef63c24a5a15316053e354cc1b6ef49f524e7c99c431e1ee
                    030405060708090a0b0c0d0e621adf0ef8d34f6d2866d7a4aad2eb771c29ada711a1
                    dc2b9631e370f170384854d3b01b2ee5c233a7bb39c4c052ed38",
    );
    let stretching = stretching_of(&blob).expect("parameters of our own");
    let passphrase = Passphrase::parse("correct fake battery").expect("text");
    let stretched = stretching.stretch(&passphrase).await.expect("stretched");
    assert_eq!(unwrapped(&stretched, &blob), Some(counting(0x80)));
}

#[test]
fn the_keyrings_line_and_the_recovery_code_are_what_another_program_writes() {
    let line = "kv1.caireeyuculbogazdinryhi6d4.5051525354555657.\
                wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t8.71cfff64";
    let secret = MasterSecret::from_bytes(&mut counting(0xc0));
    let written = master::encode(counting(0x10), counting(0x50), &secret);
    assert_eq!(written.as_str(), line);

    let code = RecoveryCode::parse("c4g6 crbb cmg7 4sb3 dxv6 awks 45ay").expect("a code");
    assert_eq!(code.expose_bytes(), b"a fake recovery!");
    assert_eq!(code.expose().as_str(), "C4G6-CRBB-CMG7-4SB3-DXV6-AWKS-45AY");
}
