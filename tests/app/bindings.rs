//! `ui/src/ipc/bindings.ts` is what Rust says it is.
//!
//! Where they differ, `KEYSTOW_UPDATE_BINDINGS=1 cargo nextest run -p keystow-desktop bindings` writes the file anew.

use std::collections::BTreeSet;
use std::path::Path;

use specta_typescript::Typescript;
use tauri::test::MockRuntime;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/ipc/bindings.ts");

fn export() -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bindings.ts");
    keystow_shell::ipc::builder::<MockRuntime>()
        .export(language(), &file)
        .unwrap();
    std::fs::read_to_string(file).unwrap()
}

fn language() -> Typescript {
    Typescript::default().header("// Written from src-tauri/src/ipc.rs by a test. Do not edit.\n")
}

#[test]
fn the_committed_bindings_are_those_of_the_code() {
    let exported = export();
    if std::env::var_os("KEYSTOW_UPDATE_BINDINGS").is_some() {
        std::fs::write(COMMITTED, &exported).unwrap();
    }
    let committed = std::fs::read_to_string(Path::new(COMMITTED)).unwrap();
    assert!(
        committed == exported,
        "ui/src/ipc/bindings.ts is stale: run KEYSTOW_UPDATE_BINDINGS=1 cargo nextest run -p keystow-desktop bindings"
    );
}

#[test]
fn the_one_list_of_commands_is_the_list_of_the_build_script() {
    let exported = export();
    let calls = exported
        .split("_INVOKE(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'));
    let names: BTreeSet<&str> = calls.map(|(name, _)| name).collect();
    assert_eq!(names, keystow_shell::COMMANDS.iter().copied().collect());
    assert!(exported.contains("\"api_key_status\"") && exported.contains("\"vault_changed\""));
}
