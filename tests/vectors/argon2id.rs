//! RFC 9106, section 5.3, and what the reference implementation makes of a passphrase.

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};

use super::hex;
use crate::passphrase::{Passphrase, Stretching};

/// The RFC's vector has a secret and associated data, which Keystow does not use: it goes through
/// the crate.
#[test]
fn the_crate_gives_what_the_rfc_says() {
    let mut out = [0; 32];
    let data = AssociatedData::new(&[4; 12]).expect("12 bytes");
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .output_len(out.len())
        .data(data)
        .build()
        .expect("the RFC's parameters");
    Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params)
        .expect("8 bytes")
        .hash_password_into(&[1; 32], &[2; 16], &mut out)
        .expect("32 bytes");
    let tag = hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    assert_eq!(out[..], tag);
}

/// Computed by the reference implementation, `argon2 sixteenbytesalt! -id -t 3 -k 65536 -p 4 -l 32 -r`
/// of Debian 12, and by OpenSSL 3, which agree.
#[tokio::test]
async fn a_passphrase_is_stretched_as_the_reference_implementation_does_it() {
    let stretching = Stretching {
        salt: *b"sixteenbytesalt!",
        ..Stretching::make().expect("chance")
    };
    assert_eq!(
        (stretching.memory, stretching.passes, stretching.lanes),
        (64 * 1024, 3, 4)
    );
    let passphrase = Passphrase::parse("correct fake battery").expect("text");
    let stretched = stretching.stretch(&passphrase).await.expect("stretched");
    let expected = hex("d50dacf5d57d653deaa93bfa500be2fc2a309add477f0e9a5b36020d98fa5f18");
    assert_eq!(stretched.expose()[..], expected);
}
