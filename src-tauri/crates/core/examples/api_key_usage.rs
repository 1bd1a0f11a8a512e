//! An AI feature's way in: borrow a key, ask the provider something, and tell every fault apart.
//!
//! ```text
//! cargo run --package keystow --example api_key_usage -- groq
//! ```
//!
//! The exit code is 0 when the provider answered, and otherwise names whose turn it is: 3 the owner
//! stores a key, 4 the owner opens the keyring, 5 the owner repairs the record, 6 the provider refused.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to its reader"
)]

use std::process::ExitCode;

use keystow::{Error, Keystow, Options, VaultState};

#[tokio::main]
async fn main() -> ExitCode {
    let provider = std::env::args().nth(1).unwrap_or_else(|| "groq".to_owned());
    match ask(&provider).await {
        Ok(models) => {
            println!("{provider} answers; {models} models");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{}", fault.words());
            ExitCode::from(fault.code())
        }
    }
}

/// What an AI feature must tell apart: each has another next step.
enum Fault {
    /// No key is stored, or there is no such provider or profile.
    Missing(Error),
    /// The vault cannot be opened now.
    Closed(Error),
    /// The record, or the vault, is damaged.
    Damaged(Error),
    /// The provider refused the key, or the request.
    Refused(u16),
    /// The provider could not be reached. Its error is not kept: it would print the URL.
    Unreachable,
}

async fn ask(provider: &str) -> Result<usize, Fault> {
    let keystow = Keystow::open(Options::default()).await.map_err(sort)?;
    let base_url = keystow.credential(provider).await.map_err(sort)?.base_url;
    let base_url = base_url.unwrap_or_else(|| "https://api.groq.com/openai/v1".to_owned());
    let key = keystow.get_api_key(provider).await.map_err(sort)?;

    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|_| Fault::Unreachable)?;
    // EXPOSE: to the provider, in the header of one request; the key is wiped when it is dropped.
    let request = client
        .get(format!("{base_url}/models"))
        .bearer_auth(key.expose());
    let answer = request.send().await.map_err(|_| Fault::Unreachable)?;
    drop(key);
    if !answer.status().is_success() {
        return Err(Fault::Refused(answer.status().as_u16()));
    }
    let list: serde_json::Value = answer.json().await.map_err(|_| Fault::Unreachable)?;
    Ok(list["data"].as_array().map_or(0, Vec::len))
}

fn sort(error: Error) -> Fault {
    match error.vault_state() {
        None => Fault::Missing(error),
        Some(
            VaultState::KeyringLocked
            | VaultState::KeyringUnavailable
            | VaultState::KeyringTimeout
            | VaultState::KeyringDenied
            | VaultState::VaultBusy,
        ) => Fault::Closed(error),
        Some(_) => Fault::Damaged(error),
    }
}

impl Fault {
    fn words(&self) -> String {
        match self {
            Self::Missing(error) => format!("{error}: store one with `keystow add`"),
            Self::Closed(error) => format!("{error}: open the keyring and try again"),
            Self::Damaged(error) => format!("{error}: `keystow doctor` tells what to do"),
            Self::Refused(status) => format!("the provider refused the key (HTTP {status})"),
            Self::Unreachable => "the provider could not be reached".to_owned(),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Missing(_) => 3,
            Self::Closed(_) => 4,
            Self::Damaged(_) => 5,
            Self::Refused(_) => 6,
            Self::Unreachable => 7,
        }
    }
}
