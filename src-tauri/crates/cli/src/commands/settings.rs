//! `keystow settings`: the owner's options.

use std::io::{IsTerminal, stdout};

use keystow::{Keystow, Language, ProxyChoice, Settings as Options, Theme};
use serde_json::{Map, Value, json};

use super::Context;
use crate::args::Settings;
use crate::exit::{Code, Failure};
use crate::printer::{say, write_text};
use crate::provider::quoted;

/// The one option that is sealed.
const CA_FILE: &str = "ca_file";

/// Prints the options, or one of them; with a value, stores it first.
///
/// # Errors
/// No such option, no value for it, or the vault cannot be read or written.
pub(super) async fn run(context: &Context, args: Settings) -> Result<Code, Failure> {
    let name = args.name.as_deref().map(known).transpose()?;
    let Some(value) = args.value else {
        let keystow = context.open_unasked().await?;
        return print(context, &keystow.settings().await?, name);
    };
    let name = name.unwrap_or_default();
    let keystow: Keystow = if name == CA_FILE {
        context.open().await?
    } else {
        context.open_unasked().await?
    };
    let kept = if name == CA_FILE {
        keystow.choose_ca_file(&value).await?
    } else {
        let mut settings = keystow.settings().await?;
        set(&mut settings, name, value.trim())?;
        keystow.save_settings(&settings).await?
    };
    context.settle(&keystow).await;
    if stdout().is_terminal() {
        say("Stored.");
    }
    print(context, &kept, Some(name))
}

/// Every option as it is typed and printed.
fn values(settings: &Options) -> [(&'static str, Value); 9] {
    let proxy = match settings.proxy {
        ProxyChoice::System => json!("system"),
        ProxyChoice::None => json!("none"),
        ProxyChoice::Own => json!(settings.proxy_url),
    };
    let ca_file = (!settings.ca_file.is_empty()).then_some(&settings.ca_file);
    [
        ("proxy", proxy),
        (CA_FILE, json!(ca_file)),
        ("check_hours", json!(settings.check_hours)),
        ("notify", json!(settings.notify)),
        ("log_days", json!(settings.log_days)),
        ("idle_minutes", json!(settings.idle_minutes)),
        ("clipboard_seconds", json!(settings.clipboard_seconds)),
        ("language", json!(settings.language)),
        ("theme", json!(settings.theme)),
    ]
}

fn known(typed: &str) -> Result<&'static str, Failure> {
    let names = values(&Options::default()).map(|(name, _)| name);
    let wanted = typed.replace('-', "_");
    let found = names.into_iter().find(|name| *name == wanted);
    found.ok_or_else(|| {
        Failure::new(
            Code::Refused,
            format!("there is no option {}", quoted(typed)),
        )
        .hint(format!("the options are {}", names.join(", ")))
    })
}

fn set(settings: &mut Options, name: &str, value: &str) -> Result<(), Failure> {
    let number = || {
        let words = format!("{name} takes a whole number");
        let number = value.parse::<u32>();
        number.map_err(|_| Failure::new(Code::Refused, words).hint("nothing was changed"))
    };
    match name {
        "proxy" => match value {
            "system" => settings.proxy = ProxyChoice::System,
            "none" => settings.proxy = ProxyChoice::None,
            address => {
                settings.proxy = ProxyChoice::Own;
                address.clone_into(&mut settings.proxy_url);
            }
        },
        "check_hours" => settings.check_hours = number()?,
        "log_days" => settings.log_days = number()?,
        "idle_minutes" => settings.idle_minutes = number()?,
        "clipboard_seconds" => settings.clipboard_seconds = number()?,
        "notify" => settings.notify = word(name, value, &[("true", true), ("false", false)])?,
        "language" => {
            let all = [
                ("system", Language::System),
                ("en", Language::En),
                ("de", Language::De),
            ];
            settings.language = word(name, value, &all)?;
        }
        _ => {
            let all = [
                ("system", Theme::System),
                ("light", Theme::Light),
                ("dark", Theme::Dark),
            ];
            settings.theme = word(name, value, &all)?;
        }
    }
    Ok(())
}

fn word<T: Copy>(name: &str, value: &str, all: &[(&str, T)]) -> Result<T, Failure> {
    let found = all.iter().find(|(word, _)| *word == value);
    found.map(|(_, meant)| *meant).ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
        Failure::new(
            Code::Refused,
            format!("{name} is one of {}", words.join(", ")),
        )
        .hint("nothing was changed")
    })
}

fn print(context: &Context, settings: &Options, only: Option<&str>) -> Result<Code, Failure> {
    let shown = values(settings).into_iter();
    let shown = shown.filter(|(name, _)| only.is_none_or(|only| only == *name));
    if context.printer.json {
        let object: Map<String, Value> = shown.map(|(name, value)| (name.into(), value)).collect();
        context.printer.json(&object)?;
    } else {
        let lines: Vec<String> = shown
            .map(|(name, value)| format!("{name:<18} {}", plain(&value)))
            .collect();
        write_text(&lines.join("\n"))?;
    }
    Ok(Code::Done)
}

/// A value without JSON's quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
