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
    Ok(code(&diagnosis))
}

/// The report as JSON.
#[derive(Serialize)]
struct Report<'a> {
    state: &'static str,
    keyring: &'a KeyringFacts,
    slots: &'a [SlotInfo],
    findings: &'a [Finding],
}

/// The code of the vault's state; a vault that has not been set up is in order, and one that opens may
/// still be damaged.
fn code(diagnosis: &Diagnosis) -> Code {
    let damaged = |finding: &Finding| finding.id == "integrity" && !finding.ok;
    if diagnosis.findings.iter().any(damaged) {
        return Code::of_vault(VaultState::VaultCorrupt);
    }
    match diagnosis.state {
        VaultState::Uninitialised => Code::Done,
        state => Code::of_vault(state),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_that_opens_over_a_damaged_file_is_damaged() {
        let diagnosis = |ok| Diagnosis {
            state: VaultState::Ready,
            keyring: KeyringFacts::default(),
            slots: Vec::new(),
            findings: vec![Finding {
                id: "integrity",
                ok,
                message: String::new(),
                next: None,
            }],
        };
        assert_eq!(code(&diagnosis(true)), Code::Done);
        assert_eq!(code(&diagnosis(false)), Code::VaultDamaged);
    }
}
