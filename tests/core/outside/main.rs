//! A program of somebody else's, linked against the published face of `keystow` alone.

use keystow::{ApiKey, Error, Keystow, LendPolicy, NewCredential, Options};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let keystow = Keystow::open(Options {
        program: "outside",
        ..Options::default()
    })
    .await?;
    assert!(!keystow.has_api_key("groq").await?);
    assert!(matches!(
        keystow.get_api_key("groq").await,
        Err(Error::NoSuchCredential { .. })
    ));

    let new = NewCredential {
        provider: "groq".to_owned(),
        key: Some(ApiKey::parse("gsk_fakeFAKEfakeFAKEfakeFAKE")?),
        lend_policy: LendPolicy::Named,
        ..NewCredential::default()
    };
    let saved = keystow.create(new).await?;
    assert_eq!(saved.credential.provider, "groq");

    // EXPOSE: to this program, which is what lending is for.
    let key: ApiKey = keystow.get_api_key("groq").await?;
    assert_eq!(key.expose().len(), 28);
    assert_eq!(format!("{key:?}"), "ApiKey(…)");
    drop(key);

    let loans = keystow.access_log(10).await?;
    assert_eq!(loans.len(), 1);
    assert_eq!(loans[0].purpose, "library");
    println!("lent");
    Ok(())
}
