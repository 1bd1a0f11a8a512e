//! The passphrase that systemd puts into a file for a service: the vault's, and no other.

use std::fs::File;
use std::io::ErrorKind;
use std::path::PathBuf;

use keystow::Passphrase;

use super::{first_line, parse};
use crate::exit::{Code, Failure};

/// What the credential is called in `$CREDENTIALS_DIRECTORY` (systemd.exec(5)).
const CREDENTIAL: &str = "keystow-passphrase";

/// The passphrase in the credential; `None` where there is no credential.
///
/// # Errors
/// There is one, and it cannot be read or cannot be a passphrase.
pub(super) fn read() -> Result<Option<Passphrase>, Failure> {
    let Some(folder) = std::env::var_os("CREDENTIALS_DIRECTORY").filter(|set| !set.is_empty())
    else {
        return Ok(None);
    };
    let mut file = match File::open(PathBuf::from(folder).join(CREDENTIAL)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(unreadable()),
    };
    let text = first_line(&mut file).map_err(unfit)?;
    let text = text.ok_or_else(unreadable)?;
    parse(&text).map(Some).map_err(unfit)
}

fn unreadable() -> Failure {
    Failure::new(
        Code::Refused,
        format!("the credential {CREDENTIAL} cannot be read"),
    )
    .hint("check who may read the file in $CREDENTIALS_DIRECTORY")
}

fn unfit(failure: Failure) -> Failure {
    let Failure { code, message, .. } = failure;
    let message = format!("the credential {CREDENTIAL} cannot be used: {message}");
    Failure::new(code, message).hint(
        "the first line of the file in $CREDENTIALS_DIRECTORY is to be the vault's passphrase",
    )
}
