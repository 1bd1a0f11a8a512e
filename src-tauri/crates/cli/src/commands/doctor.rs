//! `keystow doctor`: what works on this machine, and what to do about the rest.

use std::fmt::Write;

use keystow::{Diagnosis, Finding, KeyringFacts, Keystow, SlotInfo, VaultState};
use serde::Serialize;

use super::{Context, options};
use crate::exit::{Code, Failure};
use crate::printer::write_text;

/// Looks at the keyring and the vault without a prompt, and prints what was found.
///
/// # Errors
/// stdout cannot be written; what is wrong with the vault is in the report and in the exit code.
pub(super) async fn run(context: &Context) -> Result<Code, Failure> {
    let keystow = Keystow::open(options()).await?;
    let diagnosis = keystow.diagnose().await;
    if context.printer.json {
        context.printer.json(&Report {
            state: diagnosis.state.as_str(),
            keyring: &diagnosis.keyring,
            slots: &diagnosis.slots,
            findings: &diagnosis.findings,
        })?;
    } else {
        write_text(&sheet(&diagnosis))?;
    }
    Ok(code(diagnosis.state))
}

/// The report as JSON.
#[derive(Serialize)]
struct Report<'a> {
    state: &'static str,
    keyring: &'a KeyringFacts,
    slots: &'a [SlotInfo],
    findings: &'a [Finding],
}

/// A vault that has not been set up is in order.
fn code(state: VaultState) -> Code {
    if state == VaultState::Uninitialised {
        Code::Done
    } else {
        Code::of_vault(state)
    }
}

/// One line a finding, and what to do below it.
fn sheet(diagnosis: &Diagnosis) -> String {
    let mut text = String::new();
    for finding in &diagnosis.findings {
        let mark = if finding.ok { '✓' } else { '✕' };
        let _ = writeln!(text, "{mark} {}", finding.message);
        if let Some(next) = finding.next.as_deref().filter(|_| !finding.ok) {
            let _ = writeln!(text, "  → {next}");
        }
    }
    for slot in &diagnosis.slots {
        let _ = writeln!(text, "  slot: {}, made {:.0}", slot.kind, slot.created_at);
    }
    text
}
