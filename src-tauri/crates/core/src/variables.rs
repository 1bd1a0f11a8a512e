//! Keys as variables of a program that is about to start: which name carries which key.
//!
//! Always true: a key goes under the names that its provider's clients read, or under the one that its owner
//! chose, and under no other; a key of an address of its own goes only together with that address.

use keystow_providers::catalog::CUSTOM;
use keystow_providers::{Account, Provider};
use keystow_vault::{Lent, StoredCredential};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::handle::Keystow;
use crate::lending::Purpose;
use crate::policy::LendPolicy;

/// Public beginnings of keys that manage an account; they are lent only when they are named.
const ADMIN: [&str; 2] = ["sk-admin-", "sk-ant-admin"];

/// Variables that change what a program loads or runs before it begins.
const LOADERS: [&str; 12] = [
    "BASH_ENV",
    "ENV",
    "GCONV_PATH",
    "IFS",
    "JAVA_TOOL_OPTIONS",
    "NODE_OPTIONS",
    "PATH",
    "PERL5OPT",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "RUBYOPT",
];

/// Which keys a program is lent.
#[derive(Clone, Debug, Default)]
pub struct LoanRequest {
    /// The providers; `None` means every key of the profile.
    pub only: Option<Vec<String>>,
    /// Names of the owner's own: provider and variable.
    pub renamed: Vec<(String, String)>,
    /// The program, for the access log.
    pub program: Option<String>,
}

/// One variable; its value is wiped when dropped.
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub provider: &'static str,
    /// Whether it carries the key, and not its address.
    pub is_key: bool,
    value: Zeroizing<String>,
}

impl Variable {
    /// Its value in the clear.
    pub fn expose(&self) -> &str {
        &self.value
    }
}

/// Why a key was left out, where all were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No variable is known for it.
    NoVariable,
    /// It belongs to an address of its own, and no variable would carry that.
    OwnAddress,
    /// It manages an account.
    Admin,
    /// Its owner lends it only where it is named.
    OnlyNamed,
    /// Its owner lends it to no program.
    Never,
}

/// What a program is lent.
#[derive(Default)]
pub struct Loans {
    /// The variables.
    pub variables: Vec<Variable>,
    /// What was left out of all.
    pub left_out: Vec<(&'static str, LeftOut)>,
}

impl Keystow {
    /// Lends keys as variables of a program, and logs each loan.
    ///
    /// # Errors
    /// [`Error::InvalidVariable`], [`Error::NoSuchProvider`], [`Error::NoSuchCredential`] or
    /// [`Error::LendingForbidden`] before the vault is opened; [`Error::NoKey`], [`Error::NoVariable`] or [`Error::AddressNotCarried`] for a key that was
    /// named; [`Error::Vault`] where it cannot be opened. Nothing is lent then.
    pub async fn lend_variables(&self, request: &LoanRequest) -> Result<Loans, Error> {
        let mut renamed = Vec::with_capacity(request.renamed.len());
        for (provider, name) in &request.renamed {
            check_variable(name)?;
            renamed.push((self.known_provider(provider).await?.id, name.as_str()));
        }
        let providers = self.wanted(request).await?;
        let named = request.only.is_some();
        let mut loans = Loans::default();
        let mut lent_keys = Vec::with_capacity(providers.len());
        for provider in providers {
            let policy = LendPolicy::of(&self.stored(provider).await?);
            if policy == LendPolicy::Never || (policy == LendPolicy::Named && !named) {
                loans.left_out.push((
                    provider.id,
                    match policy {
                        LendPolicy::Never => LeftOut::Never,
                        _ => LeftOut::OnlyNamed,
                    },
                ));
                continue;
            }
            let lent = self
                .vault()
                .lend(self.profile_name(), provider.id, self.prompt())
                .await
                .map_err(|error| Error::about(error, self.profile_name(), provider.id))?;
            let own_name = renamed.iter().find(|(id, _)| *id == provider.id);
            let own_name = own_name.map(|(_, name)| *name);
            match variables(provider, &lent, own_name, named) {
                Ok(variables) => loans.variables.extend(variables),
                Err(why) if named => return Err(self.refused(provider, why)),
                Err(why) => {
                    loans.left_out.push((provider.id, why));
                    continue;
                }
            }
            lent_keys.push(lent.credential);
        }
        for credential in &lent_keys {
            self.log_for(credential, Purpose::Run, request.program.clone())
                .await;
        }
        Ok(loans)
    }

    /// The providers that are asked for, each once; those without a key only where they are named.
    async fn wanted(&self, request: &LoanRequest) -> Result<Vec<&'static Provider>, Error> {
        let mut wanted: Vec<&'static Provider> = Vec::new();
        if let Some(only) = &request.only {
            for given in only {
                let provider = self.known_provider(given).await?;
                let stored = self.stored(provider).await?;
                if !stored.key_set() {
                    return Err(self.no_key(provider));
                }
                if LendPolicy::of(&stored) == LendPolicy::Never {
                    return Err(self.forbidden(provider));
                }
                if !wanted.iter().any(|known| known.id == provider.id) {
                    wanted.push(provider);
                }
            }
        } else {
            for found in self.credentials().await? {
                if found.key_set {
                    wanted.push(self.known_provider(&found.provider).await?);
                }
            }
        }
        Ok(wanted)
    }

    fn refused(&self, known: &Provider, why: LeftOut) -> Error {
        let provider = known.id.to_owned();
        match why {
            LeftOut::OwnAddress => Error::AddressNotCarried { provider },
            LeftOut::Never | LeftOut::OnlyNamed => self.forbidden(known),
            LeftOut::NoVariable | LeftOut::Admin => Error::NoVariable { provider },
        }
    }
}

/// Whether the provider told that the key manages an account.
fn manages(stored: &StoredCredential) -> bool {
    let told = stored
        .account
        .as_deref()
        .and_then(|text| serde_json::from_str::<Account>(text).ok());
    told.is_some_and(|account| account.management)
}

/// The variables for one key.
fn variables(
    provider: &'static Provider,
    lent: &Lent,
    own_name: Option<&str>,
    named: bool,
) -> Result<Vec<Variable>, LeftOut> {
    let Some(key) = &lent.key else {
        return Ok(Vec::new());
    };
    // EXPOSE: to the look at its public beginning, and to the variables.
    let text = key.expose();
    if !named && (ADMIN.iter().any(|start| text.starts_with(start)) || manages(&lent.credential)) {
        return Err(LeftOut::Admin);
    }
    let variable = |name: &str, value: &str, is_key| Variable {
        name: name.to_owned(),
        provider: provider.id,
        is_key,
        value: Zeroizing::new(value.to_owned()),
    };
    let mut found: Vec<Variable> = match own_name {
        Some(name) => vec![variable(name, text, true)],
        // A provider of the owner's own has the variables of nobody.
        None if provider.id.starts_with(CUSTOM) => Vec::new(),
        None => {
            let usual = provider.lent_env().iter();
            usual.map(|name| variable(name, text, true)).collect()
        }
    };
    if found.is_empty() {
        return Err(LeftOut::NoVariable);
    }
    if let Some(address) = &lent.credential.base_url {
        match provider.base_url_env {
            Some(name) => found.push(variable(name, address, false)),
            None if own_name.is_some() => {}
            None => return Err(LeftOut::OwnAddress),
        }
    }
    Ok(found)
}

/// A name that shells can write and that no loader reads.
fn check_variable(name: &str) -> Result<(), Error> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let begins = name.bytes().next().is_some_and(|b| !b.is_ascii_digit());
    let loader = LOADERS.contains(&name) || name.starts_with("LD_") || name.starts_with("DYLD_");
    if !plain || !begins || loader {
        return Err(Error::InvalidVariable {
            name: name.chars().filter(|c| !c.is_control()).take(80).collect(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_that_no_loader_reads_carry_a_key() {
        for name in ["MY_KEY", "_x", "a1"] {
            assert!(check_variable(name).is_ok(), "{name}");
        }
        for name in [
            "",
            "1A",
            "A-B",
            "A=B",
            "ä",
            "PATH",
            "LD_PRELOAD",
            "DYLD_X",
            "BASH_ENV",
        ] {
            let refused = check_variable(name);
            assert!(
                matches!(refused, Err(Error::InvalidVariable { .. })),
                "{name}"
            );
        }
    }
}
