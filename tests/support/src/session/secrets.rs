//! The few calls to the bus and the Secret Service that a session needs for itself.

use std::collections::HashMap;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::names::BusName;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const SERVICE: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";
const LOGIN: &str = "/org/freedesktop/secrets/collection/login";

pub(super) fn connect(address: &str) -> zbus::Result<Connection> {
    Builder::address(address)?.build()
}

/// Whether a keyring answers on this bus.
pub(super) fn is_owned(connection: &Connection) -> bool {
    let owned = || -> zbus::Result<bool> {
        let name = BusName::try_from(SERVICE)?;
        Ok(DBusProxy::new(connection)?.name_has_owner(name)?)
    };
    owned().unwrap_or(false)
}

pub(super) fn login_is_locked(connection: &Connection) -> zbus::Result<bool> {
    let body = ("org.freedesktop.Secret.Collection", "Locked");
    let interface = Some("org.freedesktop.DBus.Properties");
    let reply = connection.call_method(Some(SERVICE), LOGIN, interface, "Get", &body)?;
    let value: OwnedValue = reply.body().deserialize()?;
    Ok(bool::try_from(value)?)
}

/// Where new entries go; `/` where there is no such collection.
pub(super) fn default_collection(connection: &Connection) -> zbus::Result<OwnedObjectPath> {
    let interface = Some("org.freedesktop.Secret.Service");
    let reply = connection.call_method(
        Some(SERVICE),
        SERVICE_PATH,
        interface,
        "ReadAlias",
        &("default",),
    )?;
    reply.body().deserialize()
}

/// The entries with these attributes: the unlocked ones, then the locked ones.
pub(super) fn search(
    connection: &Connection,
    attributes: &HashMap<&str, &str>,
) -> zbus::Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>)> {
    let interface = Some("org.freedesktop.Secret.Service");
    let method = "SearchItems";
    let body = (attributes,);
    let reply = connection.call_method(Some(SERVICE), SERVICE_PATH, interface, method, &body)?;
    reply.body().deserialize()
}

/// A session that sends secrets as they are: it is a private bus.
pub(super) fn open_session(connection: &Connection) -> zbus::Result<OwnedObjectPath> {
    let interface = Some("org.freedesktop.Secret.Service");
    let body = ("plain", Value::from(""));
    let reply =
        connection.call_method(Some(SERVICE), SERVICE_PATH, interface, "OpenSession", &body)?;
    let (_, session): (OwnedValue, OwnedObjectPath) = reply.body().deserialize()?;
    Ok(session)
}

pub(super) fn attributes_of(
    connection: &Connection,
    item: &OwnedObjectPath,
) -> zbus::Result<HashMap<String, String>> {
    let body = ("org.freedesktop.Secret.Item", "Attributes");
    let interface = Some("org.freedesktop.DBus.Properties");
    let reply = connection.call_method(Some(SERVICE), item, interface, "Get", &body)?;
    let value: OwnedValue = reply.body().deserialize()?;
    Ok(HashMap::try_from(value)?)
}

pub(super) fn secret_of(
    connection: &Connection,
    item: &OwnedObjectPath,
    session: &OwnedObjectPath,
) -> zbus::Result<Vec<u8>> {
    type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);
    let interface = Some("org.freedesktop.Secret.Item");
    let reply = connection.call_method(Some(SERVICE), item, interface, "GetSecret", &(session,))?;
    let (_, _, secret, _): Secret = reply.body().deserialize()?;
    Ok(secret)
}

pub(super) fn lock_login(connection: &Connection) -> zbus::Result<()> {
    let body = [ObjectPath::try_from(LOGIN)?];
    let interface = Some("org.freedesktop.Secret.Service");
    connection.call_method(
        Some(SERVICE),
        SERVICE_PATH,
        interface,
        "Lock",
        &(&body[..],),
    )?;
    Ok(())
}

/// What any program does first: what has no password opens at that, without a prompt.
pub(super) fn ask_for_login(connection: &Connection) -> zbus::Result<()> {
    let body = [ObjectPath::try_from(LOGIN)?];
    let interface = Some("org.freedesktop.Secret.Service");
    connection.call_method(
        Some(SERVICE),
        SERVICE_PATH,
        interface,
        "Unlock",
        &(&body[..],),
    )?;
    Ok(())
}

/// gnome-keyring's own way past its prompter, as its session daemon uses it at login.
pub(super) fn unlock_login(connection: &Connection, password: &str) -> zbus::Result<()> {
    let secret = (
        open_session(connection)?,
        Vec::<u8>::new(),
        password.as_bytes().to_vec(),
        "text/plain",
    );
    let body = (ObjectPath::try_from(LOGIN)?, secret);
    let interface = Some("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface");
    let method = "UnlockWithMasterPassword";
    connection.call_method(Some(SERVICE), SERVICE_PATH, interface, method, &body)?;
    Ok(())
}
