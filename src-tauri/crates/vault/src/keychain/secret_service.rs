//! What the Secret Service tells without a prompt, and the secret it hands out, over a connection of our own.
//!
//! The store crate unlocks, and so prompts, whenever it meets a locked item; and a locked or never
//! unlocked collection answers "no entry" for entries that it holds. So the state is asked first, by
//! `ReadAlias`, `Locked` and `SearchItems`, which never prompt. A read then stays on the same connection, and takes
//! a tenth of the arithmetic that the store crate needs.
//!
//! Source: Secret Service API 0.2, <https://specifications.freedesktop.org/secret-service-spec/latest/>.

use std::collections::HashMap;

use zbus::blocking::{Connection, Proxy, fdo::DBusProxy};
use zbus::names::BusName;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zeroize::Zeroizing;

use super::session::{ALGORITHM, Exchange, Nonsense};
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
    Ok(!service.readable(account, prompting)?.is_empty())
}

/// Reads an entry, over one connection. One that is no text, or that stands there twice, is read as an empty
/// line: it is damaged.
pub(super) fn read(
    account: &str,
    prompting: Prompting,
) -> Result<Option<Zeroizing<String>>, KeychainError> {
    let service = Service::connect()?;
    match service.readable(account, prompting)?.as_slice() {
        [] => Ok(None),
        [item] => service.secret(item).map(Some),
        _ => Ok(Some(Zeroizing::default())),
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

/// Why an entry was not handed out.
fn refusal(error: &zbus::Error) -> KeychainError {
    match error {
        zbus::Error::MethodError(name, ..)
            if name.as_str() == "org.freedesktop.Secret.Error.IsLocked" =>
        {
            KeychainError::Denied
        }
        _ => KeychainError::Unavailable,
    }
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

    /// The entries that can be read now, after unlocking where that is allowed; none where an unlocked keyring
    /// has none.
    fn readable(
        &self,
        account: &str,
        prompting: Prompting,
    ) -> Result<Vec<OwnedObjectPath>, KeychainError> {
        let (unlocked, locked) = self.search(account)?;
        if !unlocked.is_empty() {
            return Ok(unlocked);
        }
        if locked.is_empty() {
            // A collection that is locked, or not loaded yet, hides what it holds.
            let default = self.default_collection()?;
            let default = default.ok_or(KeychainError::NoDefaultCollection)?;
            if !self.is_locked(&default)? {
                return Ok(Vec::new());
            }
            self.unlock(&[default], prompting)?;
        } else {
            self.unlock(&locked, prompting)?;
        }
        let (unlocked, locked) = self.search(account)?;
        if locked.is_empty() {
            Ok(unlocked)
        } else {
            Err(KeychainError::Locked)
        }
    }

    /// The secret of an entry, handed out in a session of its own.
    fn secret(&self, item: &ObjectPath<'_>) -> Result<Zeroizing<String>, KeychainError> {
        let exchange = Exchange::make().ok_or(KeychainError::Failed)?;
        let ours = Value::from(exchange.public().to_vec());
        let (theirs, session): (OwnedValue, OwnedObjectPath) = self
            .proxy
            .call("OpenSession", &(ALGORITHM, ours))
            .map_err(|_| KeychainError::Unavailable)?;
        let theirs: Vec<u8> = theirs.try_into().map_err(|_| KeychainError::Unavailable)?;
        let (_, parameters, value, _): (OwnedObjectPath, Vec<u8>, Vec<u8>, String) =
            Proxy::new(&self.bus, NAME, item, "org.freedesktop.Secret.Item")
                .and_then(|item| item.call("GetSecret", &(session,)))
                .map_err(|error| refusal(&error))?;
        let opened = exchange
            .open(&theirs, &parameters, &value)
            .map_err(|Nonsense| KeychainError::Failed)?;
        Ok(std::str::from_utf8(&opened)
            .map(|line| Zeroizing::new(line.to_owned()))
            .unwrap_or_default())
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
