//! RFC 5869, appendix A.1 to A.3: HKDF with SHA-256.

use hkdf::Hkdf;
use sha2::Sha256;

use super::hex;
use crate::cipher::derive;

struct Case {
    secret: Vec<u8>,
    salt: Vec<u8>,
    info: Vec<u8>,
    out: Vec<u8>,
}

fn cases() -> [Case; 3] {
    [
        Case {
            secret: vec![0x0b; 22],
            salt: (0..=0x0c).collect(),
            info: (0xf0..=0xf9).collect(),
            out: hex(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            ),
        },
        Case {
            secret: (0x00..=0x4f).collect(),
            salt: (0x60..=0xaf).collect(),
            info: (0xb0..=0xff).collect(),
            out: hex(
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c
                      59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71
                      cc30c58179ec3e87c14c01d5c1f3434f1d87",
            ),
        },
        Case {
            secret: vec![0x0b; 22],
            salt: Vec::new(),
            info: Vec::new(),
            out: hex(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            ),
        },
    ]
}

#[test]
fn the_crate_gives_what_the_rfc_says() {
    for (number, case) in (1..).zip(cases()) {
        let mut out = vec![0; case.out.len()];
        Hkdf::<Sha256>::new(Some(&case.salt), &case.secret)
            .expand(&case.info, &mut out)
            .expect("a length within the bound");
        assert_eq!(out, case.out, "case {number}");
    }
}

/// Ours takes text for `info` and gives 32 bytes; a longer output begins with a shorter one.
#[test]
fn our_derivation_gives_what_the_rfc_says_where_the_shapes_fit() {
    let mut fitting = 0;
    for case in cases() {
        let Ok(info) = std::str::from_utf8(&case.info) else {
            continue;
        };
        fitting += 1;
        assert_eq!(derive(&case.secret, &case.salt, info)[..], case.out[..32]);
    }
    assert_eq!(fitting, 1, "case 3 alone has an info that is text");
}
