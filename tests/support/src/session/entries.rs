//! What stands in the keyring, seen from outside.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::process::Stdio;

use super::{KeyringSession, secrets};

/// An entry of the keyring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// What it is found by. A locked keyring tells some only as hashes.
    pub attributes: BTreeMap<String, String>,
    /// The text; `None` while it is locked.
    pub text: Option<Vec<u8>>,
}

impl KeyringSession {
    /// The entries with these attributes, whoever put them there. Prompts nobody.
    pub fn entries(&self, attributes: &[(&str, &str)]) -> Vec<StoredEntry> {
        let connection = self.connection();
        let wanted = attributes.iter().copied().collect::<HashMap<_, _>>();
        let (unlocked, locked) =
            secrets::search(&connection, &wanted).expect("the keyring can be searched");
        if unlocked.is_empty() && locked.is_empty() {
            return Vec::new();
        }
        let session = secrets::open_session(&connection).expect("the keyring opens a session");
        let entry = |item, is_locked: bool| {
            let attributes = secrets::attributes_of(&connection, item);
            let text = (!is_locked).then(|| secrets::secret_of(&connection, item, &session));
            StoredEntry {
                attributes: attributes
                    .expect("an entry has attributes")
                    .into_iter()
                    .collect(),
                text: text.map(|text| text.expect("an unlocked entry has a text")),
            }
        };
        let unlocked = unlocked.iter().map(|item| entry(item, false));
        unlocked
            .chain(locked.iter().map(|item| entry(item, true)))
            .collect()
    }

    /// Has another program put an entry there: `secret-tool`, which takes texts of any shape.
    ///
    /// It replaces only an entry of its own. Says whether the keyring took it.
    pub fn put_entry(&self, attributes: &[(&str, &str)], text: &str) -> bool {
        let mut command = self.command("secret-tool");
        command.args(["store", "--label=another program"]);
        for (name, value) in attributes {
            command.args([name, value]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("secret-tool can be started; is it installed?");
        let mut stdin = child.stdin.take().expect("it is piped");
        // It may end before it has read anything; its status says so.
        let _ = stdin.write_all(text.as_bytes());
        drop(stdin);
        child.wait().expect("it ends").success()
    }
}
