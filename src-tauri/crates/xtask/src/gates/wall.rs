//! The walls between the crates: each may reach only what it may know, whatever the manifests say.
//!
//! Read from `cargo metadata`, so that a dependency of a dependency counts too. Development
//! dependencies of the crates do not ship and do not count.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::command::{Failure, Run};
use crate::workspace::Workspace;

/// The named crate must not reach these, over any number of steps.
const UNREACHABLE: &[(&str, &[&str])] = &[
    (
        "keystow-vault",
        &[
            "reqwest",
            "hyper",
            "rustls",
            "tauri",
            "clap",
            "keystow-providers",
        ],
    ),
    (
        "keystow-providers",
        &[
            "sqlx",
            "sqlx-core",
            "libsqlite3-sys",
            "keyring",
            "keyring-core",
            "tauri",
            "clap",
            "keystow-vault",
        ],
    ),
    (
        "keystow",
        &["tauri", "clap", "axum", "keystow-test-support"],
    ),
    ("keystow-cli", &["tauri", "keystow-test-support"]),
    ("keystow-desktop", &["clap", "keystow-test-support"]),
    ("keystow-test-support", &["tauri"]),
    ("xtask", &["tauri", "sqlx", "reqwest"]),
];

/// Only these crates of the workspace may depend on it directly.
const OWNERS: &[(&str, &[&str])] = &[
    (
        "sqlx",
        &["keystow-bench", "keystow-faults", "keystow-vault"],
    ),
    ("keyring", &["keystow-vault"]),
    ("keyring-core", &["keystow-vault"]),
    ("reqwest", &["keystow-providers"]),
    ("tauri", &["keystow-desktop"]),
    (
        "clap",
        &[
            "keystow-cli",
            "keystow-faults",
            "keystow-fuzz",
            "keystow-test-support",
            "xtask",
        ],
    ),
    (
        "keystow-vault",
        &["keystow", "keystow-faults", "keystow-fuzz"],
    ),
    (
        "keystow-providers",
        &["keystow", "keystow-fuzz", "keystow-test-support"],
    ),
];

/// Features that must be off everywhere: with zbus on tokio, a keyring call inside a runtime panics.
const FORBIDDEN_FEATURES: &[(&str, &str)] = &[("zbus", "tokio")];

/// What only suites may switch on: places to die at, and doors for a fuzzer.
const NEVER_SHIPPED: &[&str] = &[
    "fail",
    "keystow feature \"fuzzing\"",
    "keystow-providers feature \"fuzzing\"",
    "keystow-vault feature \"fuzzing\"",
];

/// Fails when a crate reaches what it may not know.
pub(super) fn check(workspace: &Workspace) -> Result<(), Failure> {
    super::cargo::fetch(workspace)?;
    check_shipped(workspace)?;
    let text = Run::cargo(&workspace.root)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .output()?;
    let faults = Graph::read(&serde_json::from_str(&text)?)?.faults();
    if faults.is_empty() {
        println!(
            "   {} walls stand",
            UNREACHABLE.len() + OWNERS.len() + FORBIDDEN_FEATURES.len()
        );
        return Ok(());
    }
    Err(Failure::new(format!(
        "a wall between crates is broken:\n  {}",
        faults.join("\n  ")
    )))
}

/// Looks at what the two programs are built from when they are packaged.
fn check_shipped(workspace: &Workspace) -> Result<(), Failure> {
    let tree = Run::cargo(&workspace.root)
        .args(["tree", "--offline", "--locked", "--prefix", "none"])
        .args(["--edges", "normal,build,features"])
        .args(["-p", "keystow-cli", "-p", "keystow-desktop"])
        .output()?;
    if !tree.lines().any(|line| line.starts_with("keystow-vault ")) {
        return Err(Failure::new("cargo tree shows nothing of the vault"));
    }
    let shipped = |what: &&&str| {
        tree.lines()
            .any(|line| line == **what || line.starts_with(&format!("{what} ")))
    };
    match NEVER_SHIPPED.iter().find(shipped) {
        Some(what) => Err(Failure::new(format!("the programs would ship with {what}"))),
        None => Ok(()),
    }
}

/// The resolved packages, by id.
struct Graph<'a> {
    names: BTreeMap<&'a str, &'a str>,
    members: BTreeSet<&'a str>,
    uses: BTreeMap<&'a str, Vec<&'a str>>,
    features: Vec<(&'a str, &'a str)>,
}

impl<'a> Graph<'a> {
    fn read(metadata: &'a Value) -> Result<Self, Failure> {
        let names: BTreeMap<_, _> = list(&metadata["packages"])
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let members = list(&metadata["workspace_members"])
            .iter()
            .map(text)
            .collect();
        let mut uses = BTreeMap::new();
        let mut features = Vec::new();
        for node in list(&metadata["resolve"]["nodes"]) {
            let id = text(&node["id"]);
            let shipped = list(&node["deps"]).iter().filter(|edge| {
                list(&edge["dep_kinds"])
                    .iter()
                    .any(|kind| kind["kind"] != "dev")
            });
            uses.insert(id, shipped.map(|edge| text(&edge["pkg"])).collect());
            let name = names.get(id).copied().unwrap_or_default();
            features.extend(
                list(&node["features"])
                    .iter()
                    .map(|feature| (name, text(feature))),
            );
        }
        if uses.is_empty() {
            return Err(Failure::new("cargo metadata shows no dependency graph"));
        }
        Ok(Self {
            names,
            members,
            uses,
            features,
        })
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (from, forbidden) in UNREACHABLE {
            for way in forbidden.iter().filter_map(|to| self.way(from, to)) {
                faults.push(way.join(" -> "));
            }
        }
        for (package, owners) in OWNERS {
            for user in self.direct_users(package) {
                if !owners.contains(&user) {
                    faults.push(format!(
                        "{user} depends on {package}, which only {owners:?} may"
                    ));
                }
            }
        }
        for (package, feature) in FORBIDDEN_FEATURES {
            if self.features.contains(&(*package, *feature)) {
                faults.push(format!("{package} is built with its feature `{feature}`"));
            }
        }
        faults
    }

    /// The shortest chain of names from a crate of the workspace to a package; `None` if there is none.
    fn way(&self, from: &str, to: &str) -> Option<Vec<&'a str>> {
        let start = *self
            .members
            .iter()
            .find(|id| self.names.get(*id) == Some(&from))?;
        let mut came_from: BTreeMap<&str, Option<&str>> = BTreeMap::from([(start, None)]);
        let mut queue = VecDeque::from([start]);
        while let Some(id) = queue.pop_front() {
            if id != start && self.names.get(id) == Some(&to) {
                let chain = std::iter::successors(Some(id), |id| came_from.get(id).copied()?);
                let mut names: Vec<_> =
                    chain.filter_map(|id| self.names.get(id).copied()).collect();
                names.reverse();
                return Some(names);
            }
            for used in self.uses.get(id).into_iter().flatten() {
                came_from.entry(used).or_insert_with(|| {
                    queue.push_back(used);
                    Some(id)
                });
            }
        }
        None
    }

    fn direct_users(&self, package: &str) -> impl Iterator<Item = &'a str> {
        self.members
            .iter()
            .filter(move |id| {
                let used = self.uses.get(**id).into_iter().flatten();
                used.into_iter()
                    .any(|used| self.names.get(used).copied() == Some(package))
            })
            .filter_map(|id| self.names.get(id).copied())
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        reason = "a test whose metadata cannot be read has failed"
    )]

    use serde_json::json;

    use super::*;

    /// A workspace in which the vault uses zbus, the core uses the vault, and more edges are added.
    fn faults_with(edges: &[(&str, &str, Option<&str>)], zbus_features: &[&str]) -> Vec<String> {
        let names = [
            "keystow",
            "keystow-vault",
            "keystow-providers",
            "sqlx",
            "reqwest",
            "zbus",
            "tauri",
            "between",
        ];
        let sound = [
            ("keystow", "keystow-vault", None),
            ("keystow-vault", "zbus", None),
        ];
        let nodes: Vec<Value> = names
            .iter()
            .map(|name| {
                let deps: Vec<Value> = sound
                    .iter()
                    .chain(edges)
                    .filter(|(from, ..)| from == name)
                    .map(|(_, to, kind)| json!({ "pkg": to, "dep_kinds": [{ "kind": kind }] }))
                    .collect();
                let features = if *name == "zbus" { zbus_features } else { &[] };
                json!({ "id": name, "deps": deps, "features": features })
            })
            .collect();
        let packages: Vec<Value> = names
            .iter()
            .map(|name| json!({ "id": name, "name": name }))
            .collect();
        let metadata = json!({
            "packages": packages,
            "workspace_members": names.iter().filter(|name| name.starts_with("keystow")).collect::<Vec<_>>(),
            "resolve": { "nodes": nodes },
        });
        Graph::read(&metadata).unwrap().faults()
    }

    #[test]
    fn a_sound_workspace_has_no_fault() {
        assert_eq!(faults_with(&[], &["async-io"]), Vec::<String>::new());
    }

    #[test]
    fn a_vault_that_reaches_reqwest_through_another_crate_is_found_with_the_way() {
        let edges = [
            ("keystow-vault", "between", None),
            ("between", "reqwest", None),
        ];
        assert_eq!(
            faults_with(&edges, &[]),
            ["keystow-vault -> between -> reqwest"]
        );
    }

    #[test]
    fn providers_that_depend_on_sqlx_are_found_twice() {
        let faults = faults_with(&[("keystow-providers", "sqlx", None)], &[]);
        assert_eq!(faults[0], "keystow-providers -> sqlx");
        assert!(
            faults[1].starts_with("keystow-providers depends on sqlx"),
            "{faults:?}"
        );
    }

    #[test]
    fn a_core_that_reaches_tauri_is_found_even_as_a_build_dependency() {
        let faults = faults_with(&[("keystow", "tauri", Some("build"))], &[]);
        assert_eq!(faults[0], "keystow -> tauri");
    }

    #[test]
    fn development_dependencies_do_not_count() {
        assert!(faults_with(&[("keystow-vault", "reqwest", Some("dev"))], &[]).is_empty());
    }

    #[test]
    fn zbus_on_tokio_is_found() {
        assert_eq!(
            faults_with(&[], &["tokio"]),
            ["zbus is built with its feature `tokio`"]
        );
    }
}
