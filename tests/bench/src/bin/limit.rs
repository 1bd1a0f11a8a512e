//! The least that reading a sealed key can be: one read from the Secret Service over an encrypted session, one
//! read from SQLite, one AES-GCM opening, one print. It checks nothing, logs nothing and tells no fault apart.
//!
//! `limit --set-up FILE` puts its secret into the keyring and its row into the file; `limit FILE` reads.

#![expect(
    clippy::print_stdout,
    reason = "a yardstick for measurements, and no program for owners"
)]

use std::collections::HashMap;

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};

const ATTRIBUTES: [(&str, &str); 1] = [("keystow-bench", "limit")];
const NONCE: [u8; 12] = [7; 12];

fn main() {
    let mut words = std::env::args().skip(1);
    let first = words.next().expect("a file");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    match words.next() {
        Some(file) => runtime.block_on(set_up(&file)),
        None => runtime.block_on(read(&first)),
    }
}

async fn set_up(file: &str) {
    let master = [42; 32];
    std::thread::spawn(move || {
        let service = SecretService::connect(EncryptionType::Dh).expect("a Secret Service");
        let collection = service.get_default_collection().expect("a collection");
        let attributes = HashMap::from(ATTRIBUTES);
        collection
            .create_item(
                "limit",
                attributes,
                &master,
                true,
                "application/octet-stream",
            )
            .expect("an item");
    })
    .join()
    .expect("it is stored");
    let sealed = cipher(&master)
        .encrypt(
            &Nonce::from(NONCE),
            b"gsk_goodGOODgoodGOODgoodGOODgoodGOODgood".as_slice(),
        )
        .expect("it is sealed");
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let mut db = options.connect().await.expect("a file");
    sqlx::raw_sql("CREATE TABLE sealed (row BLOB)")
        .execute(&mut db)
        .await
        .expect("a table");
    sqlx::query("INSERT INTO sealed VALUES (?)")
        .bind(sealed)
        .execute(&mut db)
        .await
        .expect("a row");
}

async fn read(file: &str) {
    let master = std::thread::spawn(|| {
        let service = SecretService::connect(EncryptionType::Dh).expect("a Secret Service");
        let found = service
            .search_items(HashMap::from(ATTRIBUTES))
            .expect("a search");
        found.unlocked[0].get_secret().expect("a secret")
    });
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut db = options.connect().await.expect("the file");
    let row = sqlx::query("SELECT row FROM sealed")
        .fetch_one(&mut db)
        .await
        .expect("the row");
    let sealed: Vec<u8> = row.get(0);
    let master = master.join().expect("the master secret");
    let key = cipher(&master).decrypt(&Nonce::from(NONCE), sealed.as_slice());
    print!("{}", String::from_utf8_lossy(&key.expect("it opens")));
}

fn cipher(master: &[u8]) -> Aes256Gcm {
    let key = Key::<Aes256Gcm>::try_from(master).expect("32 bytes");
    Aes256Gcm::new(&key)
}
