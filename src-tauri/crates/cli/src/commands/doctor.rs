//! `keystow doctor`: what works on this machine, and what to do about the rest.

use std::fmt::Write;

use keystow::{
    ConflictPlaces, Diagnosis, Finding, FindingId, KeySource, KeyringFacts, Keystow, SlotInfo,
    Timestamp, VaultState,
};
use serde::Serialize;
use serde_json::Value;

use super::Context;
use super::import::words;
use crate::args::Doctor;
use crate::exit::{Code, Failure};
use crate::printer::write_text;
use crate::words::ago;

/// Looks at keyring, vault and files without a prompt, and prints what was found.
///
/// # Errors
/// stdout cannot be written; what is wrong with the vault is in the report and in the exit code.
pub(super) async fn run(context: &Context, args: Doctor) -> Result<Code, Failure> {
    let keystow = context.open_unasked().await?;
    let diagnosis = keystow.diagnose().await;
    let places = ConflictPlaces {
        shell: args.shell,
        imported_files: true,
        files: args.env_file,
    };
    let conflicts = match diagnosis.state {
        VaultState::Ready => conflicts(&keystow, &places).await?,
        _ => Vec::new(),
    };
    if context.printer.json {
        context.printer.json(&Report::of(&diagnosis, conflicts))?;
    } else {
        write_text(&sheet(&diagnosis, &conflicts))?;
    }
    Ok(code(&diagnosis))
}

/// Places that set a variable to another key than the vault's, as findings. Nobody is asked for it.
async fn conflicts(keystow: &Keystow, places: &ConflictPlaces) -> Result<Vec<FindingRow>, Failure> {
    let mut rows = Vec::new();
    for credential in keystow.credentials().await? {
        for place in &keystow.conflicts(&credential.provider, places).await? {
            let (whose, remedy) = match &place.path {
                None if place.source == KeySource::Shell => {
                    ("the files of your login shell", "there")
                }
                None => ("the environment", "with unset"),
                Some(_) => ("that file", "there"),
            };
            rows.push(FindingRow {
                id: "conflict".into(),
                ok: false,
                message: format!(
                    "{} is another key of {} than the vault's; programs that read {whose} use that one",
                    words(place),
                    credential.name
                ),
                next: Some(format!(
                    "remove it {remedy}, or start programs with `keystow run --override`"
                )),
            });
        }
    }
    Ok(rows)
}

/// The report as JSON.
#[derive(Serialize)]
struct Report<'a> {
    state: &'static str,
    keyring: &'a KeyringFacts,
    slots: Vec<SlotRow>,
    findings: Vec<FindingRow>,
}

/// A slot as JSON.
#[derive(Serialize)]
struct SlotRow {
    kind: &'static str,
    created_at: Timestamp,
    confirmed_at: Option<Timestamp>,
    last_verified_at: Option<Timestamp>,
}

/// A finding as JSON.
#[derive(Serialize)]
struct FindingRow {
    id: Value,
    ok: bool,
    message: String,
    next: Option<String>,
}

impl<'a> Report<'a> {
    fn of(diagnosis: &'a Diagnosis, conflicts: Vec<FindingRow>) -> Self {
        let slot = |slot: &SlotInfo| SlotRow {
            kind: slot.kind.as_str(),
            created_at: slot.created_at,
            confirmed_at: slot.confirmed_at,
            last_verified_at: slot.last_verified_at,
        };
        let finding = |finding: &Finding| FindingRow {
            id: serde_json::to_value(finding.id).unwrap_or_default(),
            ok: finding.ok(),
            message: finding.message(),
            next: finding.next(),
        };
        Self {
            state: diagnosis.state.as_str(),
            keyring: &diagnosis.keyring,
            slots: diagnosis.slots.iter().map(slot).collect(),
            findings: diagnosis
                .findings
                .iter()
                .map(finding)
                .chain(conflicts)
                .collect(),
        }
    }
}

/// The code of the vault's state; a vault that has not been set up is in order, and one that opens may
/// still be damaged, as a whole or in a record.
fn code(diagnosis: &Diagnosis) -> Code {
    let tells = |finding: &Finding| matches!(finding.id, FindingId::Integrity | FindingId::Records);
    let damaged = |finding: &Finding| tells(finding) && !finding.ok();
    if diagnosis.findings.iter().any(damaged) {
        return Code::of_vault(VaultState::VaultCorrupt);
    }
    match diagnosis.state {
        VaultState::Uninitialised => Code::Done,
        state => Code::of_vault(state),
    }
}

/// One line a finding, and what to do below it; then the ways into the vault.
fn sheet(diagnosis: &Diagnosis, conflicts: &[FindingRow]) -> String {
    let mut text = String::new();
    for finding in &diagnosis.findings {
        let mark = if finding.ok() { '✓' } else { '✕' };
        let _ = writeln!(text, "{mark} {}", finding.message());
        if let Some(next) = finding.next() {
            let _ = writeln!(text, "  → {next}");
        }
    }
    for FindingRow { message, next, .. } in conflicts {
        let _ = writeln!(
            text,
            "✕ {message}\n  → {}",
            next.as_deref().unwrap_or_default()
        );
    }
    for slot in &diagnosis.slots {
        let opened = slot.last_verified_at.map_or_else(
            || "never used".to_owned(),
            |at| format!("last opened the vault {}", ago(at)),
        );
        let made = slot.created_at;
        let _ = writeln!(
            text,
            "  slot: {}, made {made:.0}, {opened}",
            slot.kind.as_str()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use keystow::{Problem, Step};

    use super::*;

    #[test]
    fn a_vault_that_opens_over_a_damaged_file_or_record_is_damaged() {
        let diagnosis = |id, problem: Option<Problem>| Diagnosis {
            state: VaultState::Ready,
            keyring: KeyringFacts::default(),
            slots: Vec::new(),
            findings: vec![Finding {
                id,
                problem,
                step: problem.map(|_| Step::RestoreVaultFile),
                value: None,
            }],
        };
        for (id, problem) in [
            (FindingId::Integrity, Problem::NotIntact),
            (FindingId::Records, Problem::RecordsDamaged),
        ] {
            assert_eq!(code(&diagnosis(id, None)), Code::Done);
            let damaged = diagnosis(id, Some(problem));
            assert_eq!(code(&damaged), Code::VaultDamaged);
        }
    }
}
