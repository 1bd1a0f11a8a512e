//! What the Secret Service tells without a prompt, and the secret it hands out, over a connection of our own.
//!
//! The store crate unlocks, and so prompts, whenever it meets a locked item; and a locked or never
//! unlocked collection answers "no entry" for entries that it holds. So the state is asked first, by
//! `ReadAlias`, `Locked` and `SearchItems`, which never prompt. A read then stays on the same connection, and takes
//! a tenth of the arithmetic that the store crate needs. Whoever calls drives the connection to its end:
//! what it still had to do would keep it, and its descriptor, for ever.
//!
//! Source: Secret Service API 0.2, <https://specifications.freedesktop.org/secret-service-spec/latest/>.

use std::collections::HashMap;
use std::os::unix::net::UnixStream;

use futures_lite::StreamExt;
use futures_lite::future::or;
use zbus::address::transport::{Transport, UnixSocket};
use zbus::connection::Builder;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;
use zbus::proxy::{CacheProperties, MethodFlags};
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Address, Connection, Proxy};
use zeroize::Zeroizing;

use super::session::{ALGORITHM, Exchange, Nonsense, SessionKey};
use super::{KeychainError, KeychainFacts, Prompting};
use crate::master::SERVICE;

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";

/// Tells backend, default collection and whether it is locked.
pub(super) fn facts() -> Result<KeychainFacts, KeychainError> {
    connected(async |service| {
        let collection = service.default_collection().await?;
        let locked = match &collection {
            Some(path) => Some(service.is_locked(path).await?),
            None => None,
        };
        Ok(KeychainFacts {
            backend: service.backend().await,
            locked,
            default_collection: collection.is_some(),
        })
    })
}

/// Tells whether an entry can be read now; `false` where an unlocked keyring has none.
pub(super) fn require_readable(account: &str, prompting: Prompting) -> Result<bool, KeychainError> {
    connected(async |service| Ok(!service.readable(account, prompting).await?.is_empty()))
}

/// A session that was opened ahead of the read that it is for.
pub(super) struct Ahead {
    service: Service,
    session: Session,
}

/// Does what a read can do before it is known what is read. Asks nobody anything, and starts no keyring that does
/// not run.
pub(super) fn open_ahead() -> Result<Ahead, KeychainError> {
    async_io::block_on(async {
        let service = Service::connect().await?;
        let opened = service.drive(service.open_session(Autostart::No));
        match opened.await {
            Ok(session) => Ok(Ahead { service, session }),
            Err(error) => {
                service.end().await;
                Err(error)
            }
        }
    })
}

/// Reads an entry, over one connection. One that is no text, or that stands there twice, is read as an empty
/// line: it is damaged.
pub(super) fn read(
    account: &str,
    prompting: Prompting,
    ahead: Option<Ahead>,
) -> Result<Option<Zeroizing<String>>, KeychainError> {
    async_io::block_on(async {
        let (service, session) = match ahead {
            Some(ahead) => (ahead.service, Some(ahead.session)),
            None => (Service::connect().await?, None),
        };
        let read = async {
            match service.readable(account, prompting).await?.as_slice() {
                [] => Ok(None),
                [item] => {
                    let session = match session {
                        Some(session) => session,
                        None => service.open_session(Autostart::Yes).await?,
                    };
                    service.secret(item, &session).await.map(Some)
                }
                _ => Ok(Some(Zeroizing::default())),
            }
        };
        let outcome = service.drive(read).await;
        service.end().await;
        outcome
    })
}

/// Makes sure that a write meets an unlocked default collection.
pub(super) fn require_writable(prompting: Prompting) -> Result<(), KeychainError> {
    connected(async |service| {
        let Some(default) = service.default_collection().await? else {
            return match prompting {
                Prompting::Never => Err(KeychainError::NoDefaultCollection),
                Prompting::Allow => Ok(()),
            };
        };
        if service.is_locked(&default).await? {
            service.unlock(&[default], prompting).await?;
        }
        Ok(())
    })
}

/// Works with a connection of its own, on this thread.
fn connected<R>(
    work: impl AsyncFnOnce(&Service) -> Result<R, KeychainError>,
) -> Result<R, KeychainError> {
    async_io::block_on(async {
        let service = Service::connect().await?;
        let outcome = service.drive(work(&service)).await;
        service.end().await;
        outcome
    })
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

/// Whether the bus may start a keyring that does not run.
#[derive(Clone, Copy)]
enum Autostart {
    Yes,
    No,
}

/// Connects at once where the bus is a socket's file, as it is almost everywhere: a local socket needs no thread
/// to wait for it. The bus is who holds that file; an id that its address may carry is not compared.
fn to_session_bus() -> zbus::Result<Builder<'static>> {
    let address = Address::session()?;
    if let Transport::Unix(unix) = address.transport()
        && let UnixSocket::File(path) = unix.path()
        && let Ok(stream) = UnixStream::connect(path)
    {
        return Ok(Builder::async_io_unix_stream(stream));
    }
    Builder::address(address)
}

struct Session {
    key: SessionKey,
    path: OwnedObjectPath,
}

impl Service {
    async fn connect() -> Result<Self, KeychainError> {
        let connect = async {
            let bus = to_session_bus()?.internal_executor(false).build().await?;
            let proxy = Proxy::new(&bus, NAME, PATH, "org.freedesktop.Secret.Service").await?;
            Ok(Self { bus, proxy })
        };
        connect
            .await
            .map_err(|_: zbus::Error| KeychainError::Unavailable)
    }

    /// Runs what the connection has to do beside the work; without it no answer arrives.
    async fn drive<R>(&self, work: impl Future<Output = R>) -> R {
        let beside = async {
            loop {
                self.bus.executor().tick().await;
            }
        };
        or(work, beside).await
    }

    /// Closes the connection, and has its tasks notice.
    async fn end(self) {
        let executor = self.bus.executor().clone();
        drop(self.proxy);
        // One that is broken is closed.
        let _ = or(self.bus.close(), async {
            loop {
                executor.tick().await;
            }
        })
        .await;
        while !executor.is_empty() {
            executor.tick().await;
        }
    }

    /// The entries that can be read now, after unlocking where that is allowed; none where an unlocked keyring
    /// has none.
    async fn readable(
        &self,
        account: &str,
        prompting: Prompting,
    ) -> Result<Vec<OwnedObjectPath>, KeychainError> {
        let (unlocked, locked) = self.search(account).await?;
        if !unlocked.is_empty() {
            return Ok(unlocked);
        }
        if locked.is_empty() {
            // A collection that is locked, or not loaded yet, hides what it holds.
            let default = self.default_collection().await?;
            let default = default.ok_or(KeychainError::NoDefaultCollection)?;
            if !self.is_locked(&default).await? {
                return Ok(Vec::new());
            }
            self.unlock(&[default], prompting).await?;
        } else {
            self.unlock(&locked, prompting).await?;
        }
        let (unlocked, locked) = self.search(account).await?;
        if locked.is_empty() {
            Ok(unlocked)
        } else {
            Err(KeychainError::Locked)
        }
    }

    async fn open_session(&self, autostart: Autostart) -> Result<Session, KeychainError> {
        let exchange = Exchange::make().ok_or(KeychainError::Failed)?;
        let ours = Value::from(exchange.public().to_vec());
        let ours = (ALGORITHM, ours);
        let answer = match autostart {
            Autostart::Yes => self.proxy.call("OpenSession", &ours).await.map(Some),
            Autostart::No => {
                let flags = MethodFlags::NoAutoStart.into();
                self.proxy
                    .call_with_flags("OpenSession", flags, &ours)
                    .await
            }
        };
        let (theirs, path): (OwnedValue, OwnedObjectPath) =
            answer.ok().flatten().ok_or(KeychainError::Unavailable)?;
        let theirs: Vec<u8> = theirs.try_into().map_err(|_| KeychainError::Unavailable)?;
        let key = exchange
            .agree(&theirs)
            .map_err(|Nonsense| KeychainError::Failed)?;
        Ok(Session { key, path })
    }

    /// The secret of an entry.
    async fn secret(
        &self,
        item: &ObjectPath<'_>,
        session: &Session,
    ) -> Result<Zeroizing<String>, KeychainError> {
        let secret = async {
            let item = Proxy::new(&self.bus, NAME, item, "org.freedesktop.Secret.Item").await?;
            item.call("GetSecret", &(&session.path,)).await
        };
        let (_, parameters, value, _): (OwnedObjectPath, Vec<u8>, Vec<u8>, String) =
            secret.await.map_err(|error| refusal(&error))?;
        let opened = session
            .key
            .open(&parameters, &value)
            .map_err(|Nonsense| KeychainError::Failed)?;
        Ok(std::str::from_utf8(&opened)
            .map(|line| Zeroizing::new(line.to_owned()))
            .unwrap_or_default())
    }

    async fn default_collection(&self) -> Result<Option<OwnedObjectPath>, KeychainError> {
        let path: OwnedObjectPath = self
            .proxy
            .call("ReadAlias", &("default",))
            .await
            .map_err(|_| KeychainError::Unavailable)?;
        Ok(Some(path).filter(|path| path.as_str() != "/"))
    }

    async fn is_locked(&self, collection: &ObjectPath<'_>) -> Result<bool, KeychainError> {
        let interface = "org.freedesktop.Secret.Collection";
        let locked = async {
            // Without the cache, which would listen for changes.
            let proxy = zbus::proxy::Builder::<Proxy<'_>>::new(&self.bus)
                .destination(NAME)?
                .path(collection)?
                .interface(interface)?
                .cache_properties(CacheProperties::No)
                .build()
                .await?;
            proxy.get_property("Locked").await
        };
        locked.await.map_err(|_| KeychainError::Unavailable)
    }

    /// Unlocks what needs no prompt, as a keyring without a password does not. Otherwise lets the keyring ask
    /// its owner, once, where that is allowed; a prompt that is dismissed is a refusal.
    async fn unlock(
        &self,
        objects: &[OwnedObjectPath],
        prompting: Prompting,
    ) -> Result<(), KeychainError> {
        let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) = self
            .proxy
            .call("Unlock", &(objects,))
            .await
            .map_err(|_| KeychainError::Unavailable)?;
        if prompt.as_str() == "/" {
            return Ok(());
        }
        let prompt = Proxy::new(&self.bus, NAME, prompt, "org.freedesktop.Secret.Prompt")
            .await
            .map_err(|_| KeychainError::Unavailable)?;
        if prompting == Prompting::Never {
            // It was never shown; a keyring that minds keeps it for a while.
            let _ = prompt.call::<_, _, ()>("Dismiss", &()).await;
            return Err(KeychainError::Locked);
        }
        let mut completed = prompt
            .receive_signal("Completed")
            .await
            .map_err(|_| KeychainError::Unavailable)?;
        prompt
            .call::<_, _, ()>("Prompt", &("",))
            .await
            .map_err(|_| KeychainError::Locked)?;
        let answer = completed.next().await.ok_or(KeychainError::Unavailable)?;
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

    async fn search(
        &self,
        account: &str,
    ) -> Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>), KeychainError> {
        let attributes = HashMap::from([("service", SERVICE), ("username", account)]);
        self.proxy
            .call("SearchItems", &(attributes,))
            .await
            .map_err(|_| KeychainError::Unavailable)
    }

    /// The program behind the service, by the name of its process.
    async fn backend(&self) -> Option<String> {
        let bus = DBusProxy::new(&self.bus).await.ok()?;
        let name = BusName::try_from(NAME).ok()?;
        let process = bus.get_connection_unix_process_id(name).await.ok()?;
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
