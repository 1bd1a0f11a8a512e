//! Only the main window may call anything, under the capabilities that the build embeds.

use keystow_shell::{COMMANDS, MAIN_WINDOW};
use serde_json::json;
use tauri::test::{MockRuntime, mock_builder};

use crate::desk::{call, main_window};

#[test]
fn only_the_main_window_is_granted_the_commands() {
    let builder = keystow_shell::with_commands(mock_builder());
    let app = builder
        .build(keystow_shell::context::<MockRuntime>())
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = keystow::Options {
        data_dir: Some(folder.path().join("data")),
        keychain: keystow::keychain::MemoryKeychain::default().opener(),
        ..keystow::Options::default()
    };
    keystow_shell::attach(app.handle(), options).unwrap();
    let main = main_window(&app, MAIN_WINDOW);
    let other = main_window(&app, "other");
    assert!(call(&main, "list_profiles", json!({})).is_ok());
    for command in COMMANDS {
        let refused = call(&other, command, json!({})).unwrap_err().to_string();
        assert!(refused.contains("not allowed"), "{command}: {refused}");
        // The main window gets past the gate; that arguments are missing is another matter.
        if let Err(answer) = call(&main, command, json!({})) {
            assert!(
                !answer.to_string().contains("not allowed"),
                "{command}: {answer}"
            );
        }
    }
    for command in [
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:dialog|message",
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:opener|open_url",
        "plugin:window|show",
    ] {
        let refused = call(&main, command, json!({})).unwrap_err().to_string();
        assert!(refused.contains("not allowed"), "{command}: {refused}");
    }
}
