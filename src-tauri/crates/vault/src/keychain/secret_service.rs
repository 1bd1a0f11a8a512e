//! What the Secret Service tells without a prompt, over a connection of our own.
//!
//! The store crate unlocks, and so prompts, whenever it meets a locked item; and a locked or never
//! unlocked collection answers "no entry" for entries that it holds. So the state is asked first, by
//! `ReadAlias`, `Locked` and `SearchItems`, which never prompt.
//!
//! Source: Secret Service API 0.2, <https://specifications.freedesktop.org/secret-service-spec/latest/>.

use std::collections::HashMap;

use zbus::blocking::{Connection, Proxy, fdo::DBusProxy};
use zbus::names::BusName;
use zbus::zvariant::{ObjectPath, OwnedObjectPath};

use super::{KeychainError, KeychainFacts, Prompting};
use crate::master::SERVICE;

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";

/// Tells backend, default collection and whether it is locked.
pub(super) fn facts() -> Result<KeychainFacts, KeychainError> {
    let service = Service::connect()?;
    let collection = service.default_collection()?;
    let locked = collection
        .as_ref()
        .map(|path| service.is_locked(path))
        .transpose()?;
    Ok(KeychainFacts {
        backend: service.backend(),
        locked,
        default_collection: collection.is_some(),
    })
}

/// Tells whether an entry can be read now; `false` where an unlocked keyring has none.
pub(super) fn require_readable(account: &str, prompting: Prompting) -> Result<bool, KeychainError> {
    let service = Service::connect()?;
    let (unlocked, locked) = service.search(account)?;
    if !unlocked.is_empty() {
        return Ok(true);
    }
    if locked.is_empty() {
        // A collection that is locked, or not loaded yet, hides what it holds.
        let default = service.default_collection()?;
        let default = default.ok_or(KeychainError::NoDefaultCollection)?;
        if !service.is_locked(&default)? {
            return Ok(false);
        }
        service.unlock(&[default], prompting)?;
    } else {
        service.unlock(&locked, prompting)?;
    }
    let (unlocked, locked) = service.search(account)?;
    if locked.is_empty() {
        Ok(!unlocked.is_empty())
    } else {
        Err(KeychainError::Locked)
    }
}

/// Makes sure that a write meets an unlocked default collection.
pub(super) fn require_writable(prompting: Prompting) -> Result<(), KeychainError> {
    let service = Service::connect()?;
    let Some(default) = service.default_collection()? else {
        return match prompting {
            Prompting::Never => Err(KeychainError::NoDefaultCollection),
            Prompting::Allow => Ok(()),
        };
    };
    if service.is_locked(&default)? {
        service.unlock(&[default], prompting)?;
    }
    Ok(())
}

struct Service {
    bus: Connection,
    proxy: Proxy<'static>,
}

impl Service {
    fn connect() -> Result<Self, KeychainError> {
        let bus = Connection::session().map_err(|_| KeychainError::Unavailable)?;
        let proxy = Proxy::new(&bus, NAME, PATH, "org.freedesktop.Secret.Service")
            .map_err(|_| KeychainError::Unavailable)?;
        Ok(Self { bus, proxy })
    }

    fn default_collection(&self) -> Result<Option<OwnedObjectPath>, KeychainError> {
        let path: OwnedObjectPath = self
            .proxy
            .call("ReadAlias", &("default",))
            .map_err(|_| KeychainError::Unavailable)?;
        Ok(Some(path).filter(|path| path.as_str() != "/"))
    }

    fn is_locked(&self, collection: &ObjectPath<'_>) -> Result<bool, KeychainError> {
        Proxy::new(
            &self.bus,
            NAME,
            collection,
            "org.freedesktop.Secret.Collection",
        )
        .and_then(|proxy| proxy.get_property("Locked"))
        .map_err(|_| KeychainError::Unavailable)
    }

    /// Unlocks what needs no prompt, as a keyring without a password does not. Otherwise lets the keyring ask
    /// its owner, once, where that is allowed; a prompt that is dismissed is a refusal.
    fn unlock(
        &self,
        objects: &[OwnedObjectPath],
        prompting: Prompting,
    ) -> Result<(), KeychainError> {
        let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) = self
            .proxy
            .call("Unlock", &(objects,))
            .map_err(|_| KeychainError::Unavailable)?;
        if prompt.as_str() == "/" {
            return Ok(());
        }
        let prompt = Proxy::new(&self.bus, NAME, prompt, "org.freedesktop.Secret.Prompt")
            .map_err(|_| KeychainError::Unavailable)?;
        if prompting == Prompting::Never {
            // It was never shown; a keyring that minds keeps it for a while.
            let _ = prompt.call::<_, _, ()>("Dismiss", &());
            return Err(KeychainError::Locked);
        }
        let mut completed = prompt
            .receive_signal("Completed")
            .map_err(|_| KeychainError::Unavailable)?;
        prompt
            .call::<_, _, ()>("Prompt", &("",))
            .map_err(|_| KeychainError::Locked)?;
        let answer = completed.next().ok_or(KeychainError::Unavailable)?;
        let (dismissed, _): (bool, zbus::zvariant::OwnedValue) = answer
            .body()
            .deserialize()
            .map_err(|_| KeychainError::Failed)?;
        if dismissed {
            Err(KeychainError::Denied)
        } else {
            Ok(())
        }
    }

    fn search(
        &self,
        account: &str,
    ) -> Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>), KeychainError> {
        let attributes = HashMap::from([("service", SERVICE), ("username", account)]);
        self.proxy
            .call("SearchItems", &(attributes,))
            .map_err(|_| KeychainError::Unavailable)
    }

    /// The program behind the service, by the name of its process.
    fn backend(&self) -> Option<String> {
        let process = DBusProxy::new(&self.bus)
            .ok()?
            .get_connection_unix_process_id(BusName::try_from(NAME).ok()?)
            .ok()?;
        let name = std::fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
        let known = match name.trim() {
            name if name.starts_with("gnome-keyring") => "GNOME Keyring",
            name if name.starts_with("kwalletd") || name == "ksecretd" => "KWallet",
            name if name.starts_with("keepassxc") => "KeePassXC",
            name if name.starts_with("oo7") => "oo7",
            other => other,
        };
        Some(known.to_owned())
    }
}
