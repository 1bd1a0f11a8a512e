//! The second way in, for tests in which the first one is gone.

use keystow::{Keystow, RecoveryCode};

/// Makes the vault's recovery code, as its owner would: shown, typed back, kept.
pub(crate) async fn code_for(keystow: &Keystow) -> RecoveryCode {
    let code = keystow.create_recovery_code().await.unwrap();
    keystow.confirm_recovery_code(&code).await.unwrap();
    code
}

/// The code opens the vault.
pub(crate) async fn opens_with(keystow: &Keystow, code: &RecoveryCode) {
    keystow.open_with_recovery_code(code).await.unwrap();
}
