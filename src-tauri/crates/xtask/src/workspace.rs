//! Where things lie: the repository's root and the folder that cargo builds into.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{Failure, Run};

/// The repository and its build folder.
pub(crate) struct Workspace {
    /// Folder of `tauri.conf.json`.
    pub(crate) root: PathBuf,
    /// Cargo's build folder, wherever `CARGO_TARGET_DIR` or a config file puts it.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds both.
    ///
    /// # Errors
    /// Not started within the repository, or cargo cannot read it.
    pub(crate) fn find() -> Result<Self, Failure> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(dir) => PathBuf::from(dir),
            None => std::env::current_dir()?,
        };
        let root = start
            .ancestors()
            .find(|dir| dir.join("tauri.conf.json").is_file())
            .ok_or_else(|| Failure::new("run this within the repository of Keystow"))?
            .to_path_buf();
        let text = Run::cargo(&root)
            .args(["metadata", "--format-version", "1", "--no-deps", "--quiet"])
            .output()?;
        let metadata: Value = serde_json::from_str(&text)?;
        let target = metadata["target_directory"]
            .as_str()
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("cargo metadata names no target directory"))?;
        Ok(Self { root, target })
    }

    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program of the debug build.
    pub(crate) fn debug_program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// `path` as people read it, from the root where it lies within.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}
