//! The app without a desktop: mock runtime, keyring in memory, data folder of its own, practice provider.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use keystow::Options;
use keystow::keychain::MemoryKeychain;
use keystow_test_support::practice::{Practice, PracticeOptions};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use tempfile::TempDir;

/// The key the practice provider accepts as Groq's.
pub(crate) use keystow_test_support::practice::GOOD_GROQ_KEY;

/// A key of the right shape that it rejects.
pub(crate) const WRONG_KEY: &str = "gsk_wrongWRONGwrongWRONGwrongWRONGwrongWRONGwrongWRONGwron";

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// One app with its main window.
pub(crate) struct Desk {
    pub(crate) keychain: MemoryKeychain,
    pub(crate) window: WebviewWindow<MockRuntime>,
    practice: Practice,
    folder: TempDir,
    _app: App<MockRuntime>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let keychain = MemoryKeychain::default();
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            data_dir: Some(folder.path().join("data")),
            keychain: keychain.opener(),
            ..Options::default()
        };
        let builder = keystow_shell::with_commands(mock_builder());
        let app = builder.build(mock_context(noop_assets())).unwrap();
        keystow_shell::attach(app.handle(), options).unwrap();
        let window = main_window(&app, keystow_shell::MAIN_WINDOW);
        let practice = Practice::start(PracticeOptions::default());
        Self {
            keychain,
            window,
            practice,
            folder,
            _app: app,
        }
    }

    /// The practice provider.
    pub(crate) fn practice(&self) -> &Practice {
        &self.practice
    }

    /// The practice provider's address for Groq.
    pub(crate) fn groq_url(&self) -> String {
        format!("{}/openai/v1", self.practice.url())
    }

    /// The path of a file beside the vault's folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The vault's state as the page reads it.
    pub(crate) fn status(&self) -> Value {
        self.call("vault_status", json!({})).unwrap()
    }

    /// The window comes to the front.
    pub(crate) fn focus(&self) {
        let window = self.window.as_ref().window();
        keystow_shell::heed(&window, &WindowEvent::Focused(true));
    }

    /// Runs a command without arguments, which must work.
    pub(crate) fn run(&self, command: &str) -> Value {
        self.call(command, json!({})).unwrap()
    }

    /// Changes one option.
    pub(crate) fn set(&self, option: &str, value: Value) {
        let mut settings = self.run("get_settings");
        settings[option] = value;
        self.call("update_settings", json!({ "settings": settings }))
            .unwrap();
    }

    /// Runs a command as the page would.
    pub(crate) fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        call(&self.window, command, arguments)
    }

    /// Stores a key for Groq at the practice provider.
    pub(crate) fn create(&self, key: &str) -> Result<Value, Value> {
        let request = json!({
            "profile": null, "provider": "groq", "key": key, "baseUrl": self.groq_url(), "label": null,
        });
        self.call("create_credential", json!({ "request": request }))
    }

    /// Stores a key that is good, and waits for the end of its check: nothing opens the vault afterwards.
    pub(crate) fn create_and_check(&self) {
        let heard = self.hear("api_key_status");
        self.create(GOOD_GROQ_KEY).unwrap();
        heard.one_check();
    }

    /// Hears an event of the main window from now on.
    pub(crate) fn hear(&self, event: &str) -> Heard {
        let (tell, heard) = channel();
        self.window.listen(event, move |event| {
            let _ = tell.send(serde_json::from_str(event.payload()).unwrap());
        });
        Heard(heard)
    }
}

/// Events as they arrive.
pub(crate) struct Heard(Receiver<Value>);

impl Heard {
    pub(crate) fn next(&self) -> Value {
        self.0.recv_timeout(PATIENCE).unwrap()
    }

    /// The events of one check: up to the first that is not `checking`.
    pub(crate) fn one_check(&self) -> Vec<Value> {
        let mut events = vec![self.next()];
        while events
            .last()
            .is_some_and(|event| event["status"] == "checking")
        {
            events.push(self.next());
        }
        events
    }

    /// Everything that has arrived.
    pub(crate) fn all(&self) -> Vec<Value> {
        self.0.try_iter().collect()
    }

    /// Whether nothing more arrives within a moment.
    pub(crate) fn is_silent(&self) -> bool {
        self.0.recv_timeout(Duration::from_millis(400)).is_err()
    }
}

pub(crate) fn main_window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, tauri::WebviewUrl::default())
        .build()
        .unwrap()
}

pub(crate) fn call(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    arguments: Value,
) -> Result<Value, Value> {
    let url = if cfg!(windows) {
        "http://tauri.localhost"
    } else {
        "tauri://localhost"
    };
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: url.parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}
