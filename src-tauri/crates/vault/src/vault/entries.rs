//! The vault's entries in the OS keyring: written once, read back, swept away when no slot needs them.
//!
//! A row of `slot_intent` names an entry that stands, or may stand, without a slot: one that is about
//! to get its slot, or one whose slot went. All of it happens under `vault.lock`.

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::Vault;
use super::open::Patience;
use crate::cipher::make_random;
use crate::error::VaultError;
use crate::keychain::{Keychain, KeychainError, Prompting};
use crate::master;
use crate::secret::MasterSecret;
use crate::step::step;
use crate::store::meta::{self, Intent};

impl Vault {
    /// Writes a new master secret under a name of its own, and proves that it can be read back.
    pub(super) async fn write_master(
        &self,
        vault_id: [u8; 16],
        patience: Patience,
        now: Timestamp,
    ) -> Result<(Intent, MasterSecret), VaultError> {
        let intent = Intent {
            vault_id,
            mkid: make_random()?,
        };
        let mut tx = self.begin(false).await?;
        meta::insert_intent(&mut tx, intent, now).await?;
        tx.commit().await?;
        step!("entry.intent");
        let secret = MasterSecret::make()?;
        let line = master::encode(intent.vault_id, intent.mkid, &secret);
        let account = master::account(intent.vault_id, intent.mkid);
        let written = self
            .write_entry(account.clone(), line.clone(), patience)
            .await;
        step!("entry.written");
        match written {
            // A write may fail after it was done, and may be said to be done without being so: only
            // what a new connection reads back counts. It asks nobody: the owner was asked just now.
            Ok(()) | Err(KeychainError::Failed | KeychainError::Unavailable) => {}
            // Nobody to read back from. Whatever was written, the intent finds it with the next try.
            Err(error) => return Err(error.into()),
        }
        match (self.read_back(account, patience).await, written) {
            (Ok(Some(read)), _) if read == line => {
                step!("entry.proved");
                Ok((intent, secret))
            }
            (_, Err(error)) | (Err(error), Ok(())) => Err(error.into()),
            (Ok(_), Ok(())) => Err(KeychainError::Failed.into()),
        }
    }

    /// Reads an entry over a new connection, without a prompt.
    pub(super) async fn read_back(
        &self,
        account: String,
        patience: Patience,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        self.inner.keychain.reconnect();
        self.read_entry(account, patience.quiet()).await
    }

    /// Deletes every entry that no slot needs; tells whether none is left.
    pub(super) async fn sweep(&self, patience: Patience) -> Result<bool, VaultError> {
        let mut clean = true;
        for intent in self.orphans().await? {
            let account = master::account(intent.vault_id, intent.mkid);
            if self.delete_entry(account, patience.quiet()).await.is_ok() {
                step!("entry.deleted");
                // Not held before: a keyring takes its time.
                let mut db = self.pool(false).await?.acquire().await?;
                meta::delete_intent(&mut db, intent).await?;
            } else {
                clean = false;
            }
        }
        Ok(clean)
    }

    pub(super) async fn read_entry(
        &self,
        account: String,
        patience: Patience,
    ) -> Result<Option<Zeroizing<String>>, KeychainError> {
        let keychain = &self.inner.keychain;
        let prompting = patience.prompting();
        keychain
            .call(patience.left(), move |keyring| {
                keyring.read(&account, prompting)
            })
            .await
    }

    async fn write_entry(
        &self,
        account: String,
        line: Zeroizing<String>,
        patience: Patience,
    ) -> Result<(), KeychainError> {
        let keychain = &self.inner.keychain;
        let prompting = patience.prompting();
        // What can hang hangs here: a write that nobody waits for any more is not begun.
        keychain
            .call(patience.left(), move |keyring| keyring.unlock(prompting))
            .await?;
        let write = move |keyring: &mut dyn Keychain| keyring.write(&account, &line, prompting);
        keychain.call(patience.left(), write).await
    }

    pub(super) async fn delete_entry(
        &self,
        account: String,
        patience: Patience,
    ) -> Result<(), KeychainError> {
        let keychain = &self.inner.keychain;
        let prompting: Prompting = patience.prompting();
        keychain
            .call(patience.left(), move |keyring| {
                keyring.delete(&account, prompting)
            })
            .await
    }
}
