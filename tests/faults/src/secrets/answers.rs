//! One answer for each call of the Secret Service API 0.2,
//! <https://specifications.freedesktop.org/secret-service-spec/latest/>.

use std::collections::{BTreeMap, HashMap};

use zbus::Message;
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Value};

use super::exchange::{Exchange, PLAIN, SEALED, random};
use super::manners::{Answers, Death, Prompter};
use super::state::{ALIAS_PATH, COLLECTION_PATH, FakeEntry, Lock, SERVICE_PATH, State, path};

/// Session, parameters, value, content type.
type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// What is sent, and what happens then.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) messages: Vec<Message>,
    pub(super) death: Option<Death>,
}

impl From<Message> for Answer {
    fn from(message: Message) -> Self {
        Self {
            messages: vec![message],
            death: None,
        }
    }
}

/// Answers a call.
pub(super) fn answer(state: &mut State, call: &Message) -> zbus::Result<Answer> {
    match state.answers {
        Answers::WrongTypes => return Ok(reply(call, &("what?", 7_u8))?.into()),
        Answers::Errors => return Ok(refuse(call, "org.freedesktop.DBus.Error.Failed")?.into()),
        Answers::Right | Answers::Phantoms | Answers::Sealed => {}
    }
    let header = call.header();
    let interface = header.interface().map_or("", |name| name.as_str());
    let member = header.member().map_or("", |name| name.as_str());
    let at = header.path().map_or("", |path| path.as_str());
    let told = match (interface, member) {
        ("org.freedesktop.Secret.Service", _) => return service(state, call, member),
        ("org.freedesktop.Secret.Collection", "SearchItems") => {
            let (wanted,): (HashMap<String, String>,) = call.body().deserialize()?;
            reply(call, &(state.matching(&wanted),))
        }
        ("org.freedesktop.Secret.Collection", "CreateItem") => return create(state, call),
        ("org.freedesktop.Secret.Item", _) => item(state, call, at, member),
        ("org.freedesktop.Secret.Prompt", _) => return prompt(state, call, at, member),
        ("org.freedesktop.DBus.Properties", "Get") => {
            let (_, name): (String, String) = call.body().deserialize()?;
            match properties(state, at).remove(name.as_str()) {
                Some(value) => reply(call, &(value,)),
                None => refuse(call, "org.freedesktop.DBus.Error.UnknownProperty"),
            }
        }
        ("org.freedesktop.DBus.Properties", "GetAll") => reply(call, &(properties(state, at),)),
        ("org.freedesktop.Secret.Session", "Close") | ("org.freedesktop.DBus.Peer", "Ping") => {
            reply(call, &())
        }
        _ => refuse(call, "org.freedesktop.DBus.Error.UnknownMethod"),
    };
    Ok(told?.into())
}

fn service(state: &mut State, call: &Message, member: &str) -> zbus::Result<Answer> {
    let nowhere = || path("/");
    let told = match member {
        "OpenSession" => {
            let (algorithm, input): (String, OwnedValue) = call.body().deserialize()?;
            let (exchange, output) = match algorithm.as_str() {
                PLAIN => (Exchange::Plain, Value::from("")),
                SEALED => {
                    let (exchange, ours) = Exchange::agree(&Vec::<u8>::try_from(input)?);
                    (exchange, Value::from(ours))
                }
                _ => return Ok(refuse(call, "org.freedesktop.DBus.Error.NotSupported")?.into()),
            };
            let session = path(&format!("{SERVICE_PATH}/session/s{}", state.next_number()));
            state.sessions.insert(session.to_string(), exchange);
            reply(call, &(output, session))
        }
        "ReadAlias" => {
            let (name,): (String,) = call.body().deserialize()?;
            let known = name == "default" && !state.no_default;
            reply(call, &(path(if known { COLLECTION_PATH } else { "/" }),))
        }
        "SearchItems" => {
            let (wanted,): (HashMap<String, String>,) = call.body().deserialize()?;
            let found = match state.answers {
                Answers::Phantoms => vec![path(&format!("{COLLECTION_PATH}/nowhere"))],
                _ => state.matching(&wanted),
            };
            let none = Vec::<OwnedObjectPath>::new();
            match state.lock {
                Lock::Open => reply(call, &(found, none)),
                Lock::Locked => reply(call, &(none, found)),
                Lock::Hidden => reply(call, &(none.clone(), none)),
            }
        }
        "Unlock" => {
            let (objects,): (Vec<OwnedObjectPath>,) = call.body().deserialize()?;
            if !state.is_locked() {
                return Ok(reply(call, &(objects, nowhere()))?.into());
            }
            let prompt = path(&format!("{SERVICE_PATH}/prompt/p{}", state.next_number()));
            state.prompts.insert(prompt.to_string(), objects);
            reply(call, &(Vec::<OwnedObjectPath>::new(), prompt))
        }
        "Lock" => {
            let (objects,): (Vec<OwnedObjectPath>,) = call.body().deserialize()?;
            state.lock = Lock::Locked;
            reply(call, &(objects, nowhere()))
        }
        "GetSecrets" => {
            let (items, session): (Vec<OwnedObjectPath>, OwnedObjectPath) =
                call.body().deserialize()?;
            let mut secrets = HashMap::new();
            for item in items {
                if let Ok(secret) = secret(state, item.as_str(), &session) {
                    secrets.insert(item, secret);
                }
            }
            reply(call, &(secrets,))
        }
        _ => refuse(call, "org.freedesktop.DBus.Error.NotSupported"),
    };
    Ok(told?.into())
}

fn create(state: &mut State, call: &Message) -> zbus::Result<Answer> {
    type Properties = HashMap<String, OwnedValue>;
    if state.is_locked() {
        return Ok(refuse(call, "org.freedesktop.Secret.Error.IsLocked")?.into());
    }
    let body = call.body();
    let (mut properties, secret, replace): (Properties, Secret, bool) = body.deserialize()?;
    let (session, parameters, value, _) = secret;
    let exchange = state.sessions.get(session.as_str());
    let Some(mut text) = exchange.and_then(|exchange| exchange.open(&parameters, &value)) else {
        return Ok(refuse(call, "org.freedesktop.Secret.Error.NoSession")?.into());
    };
    let death = state.death.take();
    if death == Some(Death::WhileStoring) {
        text.clear();
    }
    if death == Some(Death::BeforeStoring) {
        return Ok(Answer {
            messages: Vec::new(),
            death,
        });
    }
    let mut property =
        |name: &str| properties.remove(&format!("org.freedesktop.Secret.Item.{name}"));
    let label = property("Label").and_then(|label| String::try_from(label).ok());
    let attributes = property("Attributes")
        .map(HashMap::<String, String>::try_from)
        .transpose()?;
    let attributes = attributes.unwrap_or_default().into_iter();
    let item = state.keep(
        attributes.collect::<BTreeMap<_, _>>(),
        label.unwrap_or_default(),
        text,
        replace,
    );
    let messages = match death {
        None => vec![reply(call, &(item, path("/")))?],
        Some(_) => Vec::new(),
    };
    Ok(Answer { messages, death })
}

fn item(state: &mut State, call: &Message, at: &str, member: &str) -> zbus::Result<Message> {
    if state.is_locked() {
        return refuse(call, "org.freedesktop.Secret.Error.IsLocked");
    }
    match member {
        "GetSecret" => {
            let (session,): (OwnedObjectPath,) = call.body().deserialize()?;
            match secret(state, at, &session) {
                Ok(secret) => reply(call, &(secret,)),
                Err(error) => refuse(call, error),
            }
        }
        "SetSecret" => {
            let (session, parameters, value, _): Secret = call.body().deserialize()?;
            let exchange = state.sessions.get(session.as_str());
            let text = exchange.and_then(|exchange| exchange.open(&parameters, &value));
            match (state.entry(at), text) {
                (Some(entry), Some(text)) => {
                    entry.text = text;
                    reply(call, &())
                }
                (None, _) => refuse(call, "org.freedesktop.Secret.Error.NoSuchObject"),
                (_, None) => refuse(call, "org.freedesktop.Secret.Error.NoSession"),
            }
        }
        "Delete" => {
            state.entries.retain(|entry| entry.path().as_str() != at);
            reply(call, &(path("/"),))
        }
        _ => refuse(call, "org.freedesktop.DBus.Error.UnknownMethod"),
    }
}

/// A secret on its way out, or the error's name.
fn secret(state: &mut State, at: &str, session: &OwnedObjectPath) -> Result<Secret, &'static str> {
    let exchange = state.sessions.get(session.as_str()).cloned();
    let exchange = exchange.ok_or("org.freedesktop.Secret.Error.NoSession")?;
    let sealed_for_another = state.answers == Answers::Sealed;
    let entry = state.entry(at);
    let entry = entry.ok_or("org.freedesktop.Secret.Error.NoSuchObject")?;
    let (parameters, mut value) = exchange.seal(&entry.text);
    if sealed_for_another {
        value = random::<33>().to_vec();
    }
    Ok((session.clone(), parameters, value, "text/plain".to_owned()))
}

fn prompt(state: &mut State, call: &Message, at: &str, member: &str) -> zbus::Result<Answer> {
    let Some(objects) = state.prompts.get(at).cloned() else {
        return Ok(refuse(call, "org.freedesktop.Secret.Error.NoSuchObject")?.into());
    };
    let mut messages = Vec::new();
    match (member, state.prompter) {
        ("Prompt", Prompter::Missing) => {
            state.prompts_shown += 1;
            messages.push(refuse(call, "org.freedesktop.DBus.Error.ServiceUnknown")?);
        }
        ("Prompt", prompter) => {
            state.prompts_shown += 1;
            messages.push(reply(call, &())?);
            match prompter {
                Prompter::Answers => {
                    state.lock = Lock::Open;
                    messages.push(completed(at, &objects)?);
                }
                Prompter::Dismisses => messages.push(dismissed(at)?),
                Prompter::Silent | Prompter::Missing => state.open_prompts.push(at.to_owned()),
            }
        }
        ("Dismiss", _) => {
            state.open_prompts.retain(|open| open != at);
            messages.push(reply(call, &())?);
            messages.push(dismissed(at)?);
        }
        _ => messages.push(refuse(call, "org.freedesktop.DBus.Error.UnknownMethod")?),
    }
    Ok(Answer {
        messages,
        death: None,
    })
}

/// A prompt ends, and what it was for is unlocked.
pub(super) fn completed(prompt: &str, objects: &[OwnedObjectPath]) -> zbus::Result<Message> {
    signal(prompt, &(false, Value::from(objects.to_vec())))
}

/// A prompt ends, and nothing is unlocked.
pub(super) fn dismissed(prompt: &str) -> zbus::Result<Message> {
    signal(prompt, &(true, Value::from(Vec::<OwnedObjectPath>::new())))
}

fn signal<B>(prompt: &str, body: &B) -> zbus::Result<Message>
where
    B: serde::Serialize + DynamicType,
{
    Message::signal(prompt, "org.freedesktop.Secret.Prompt", "Completed")?.build(body)
}

/// The properties of whatever stands at this path.
fn properties(state: &State, at: &str) -> HashMap<&'static str, Value<'static>> {
    let entry = state
        .entries
        .iter()
        .find(|entry| entry.path().as_str() == at);
    if let Some(entry) = entry {
        let attributes: HashMap<_, _> = entry.attributes.clone().into_iter().collect();
        return HashMap::from([
            ("Locked", Value::from(state.is_locked())),
            ("Attributes", Value::from(attributes)),
            ("Label", Value::from(entry.label.clone())),
            ("Created", Value::from(0_u64)),
            ("Modified", Value::from(0_u64)),
        ]);
    }
    match at {
        COLLECTION_PATH | ALIAS_PATH => {
            let items: Vec<_> = state.entries.iter().map(FakeEntry::path).collect();
            HashMap::from([
                ("Locked", Value::from(state.is_locked())),
                ("Items", Value::from(items)),
                ("Label", Value::from("Login")),
                ("Created", Value::from(0_u64)),
                ("Modified", Value::from(0_u64)),
            ])
        }
        SERVICE_PATH => HashMap::from([("Collections", Value::from(vec![path(COLLECTION_PATH)]))]),
        _ => HashMap::new(),
    }
}

fn reply<B>(call: &Message, body: &B) -> zbus::Result<Message>
where
    B: serde::Serialize + DynamicType,
{
    Message::method_return(&call.header())?.build(body)
}

pub(super) fn refuse(call: &Message, name: &str) -> zbus::Result<Message> {
    Message::error(&call.header(), name)?.build(&("the practice keyring refuses",))
}
