//! Stored keys: list, store, replace, delete, check.

use keystow::{Error, Purpose};
use tauri::State;

use super::Answer;
use crate::error::CommandError;
use crate::shell::Shell;
use crate::views::{
    CreateCredentialRequest, CredentialView, KeyInspectionView, PastCheckView, PastedText,
    RevealedKey, UpdateCredentialRequest,
};

/// Lists the credentials of a profile, or of all when told so.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_credentials(
    shell: State<'_, Shell>,
    profile: Option<String>,
    all: Option<bool>,
) -> Answer<Vec<CredentialView>> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let stored = if all.unwrap_or_default() {
        keystow.all_credentials().await?
    } else {
        keystow.credentials().await?
    };
    Ok(stored.into_iter().map(Into::into).collect())
}

/// Shows one credential.
#[tauri::command]
#[specta::specta]
pub(crate) async fn get_credential(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<CredentialView> {
    Ok(shell
        .profile(profile.as_deref())
        .await?
        .credential(&provider)
        .await?
        .into())
}

/// Stores a new key, and starts its check.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_credential(
    shell: State<'_, Shell>,
    request: CreateCredentialRequest,
) -> Answer<CredentialView> {
    let keystow = shell.profile(request.profile.as_deref()).await?;
    Ok(keystow.create(request.try_into()?).await?.credential.into())
}

/// Changes a stored credential, and starts its check.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_credential(
    shell: State<'_, Shell>,
    request: UpdateCredentialRequest,
) -> Answer<CredentialView> {
    let keystow = shell.profile(request.profile.as_deref()).await?;
    let provider = request.provider.clone();
    if request.proves_its_key() {
        let proved = keystow
            .update_with_proof(&provider, request.try_into()?)
            .await?;
        return if proved.replaced {
            Ok(proved.credential.into())
        } else {
            Err(CommandError::KeyNotProved {
                verdict: proved.verdict.into(),
                message: proved.message,
            })
        };
    }
    Ok(keystow
        .update(&provider, request.try_into()?)
        .await?
        .credential
        .into())
}

/// Deletes a credential with its models and checks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_credential(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<()> {
    Ok(shell
        .profile(profile.as_deref())
        .await?
        .delete(&provider)
        .await?)
}

/// Asks the provider about a key, and answers when the check has ended.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_credential(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<CredentialView> {
    Ok(shell
        .profile(profile.as_deref())
        .await?
        .check(&provider)
        .await?
        .into())
}

/// Checks every credential of a profile; answers with the list as it stands afterwards, or with the first
/// key that could not be opened. One that is deleted meanwhile is no fault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_all_credentials(
    shell: State<'_, Shell>,
    profile: Option<String>,
) -> Answer<Vec<CredentialView>> {
    let keystow = shell.profile(profile.as_deref()).await?;
    for (_, checked) in keystow.check_all().await? {
        match checked {
            Ok(_) | Err(Error::NoSuchCredential { .. }) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(keystow
        .credentials()
        .await?
        .into_iter()
        .map(Into::into)
        .collect())
}

/// Ends the running check of one provider, or every one of the profile; false if none ran.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_check(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: Option<String>,
) -> Answer<bool> {
    let keystow = shell.profile(profile.as_deref()).await?;
    Ok(match provider {
        Some(provider) => keystow.cancel_check(&provider),
        None => keystow.cancel_checks(),
    })
}

/// Lists the latest checks of a credential, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_checks(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<Vec<PastCheckView>> {
    let keystow = shell.profile(profile.as_deref()).await?;
    let checks = keystow.past_checks(&provider).await?;
    Ok(checks.into_iter().map(Into::into).collect())
}

/// Shows a key to its owner: the only command that returns one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_api_key(
    shell: State<'_, Shell>,
    profile: Option<String>,
    provider: String,
) -> Answer<RevealedKey> {
    let keystow = shell.profile(profile.as_deref()).await?;
    Ok(keystow.lend(&provider, Purpose::Reveal).await?.into())
}

/// Tells what of a pasted text is the key; stores nothing.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "a command owns its arguments, and all of them answer alike"
)]
pub(crate) fn inspect_api_key(text: PastedText) -> Answer<KeyInspectionView> {
    Ok(text.inspect())
}
