//! The one road to the providers: the HTTP client, as the owner's options want it.
//!
//! Always true: a file of certificates counts only where it is the one that was sealed when its owner chose
//! it. The options stand in the clear in the file, and whoever edits them there must not become the one who
//! vouches for a provider's host.

use keystow_providers::{CheckOutcome, Client, ClientOptions, KeyText, Proxy, Target};

use crate::error::Error;
use crate::handle::Keystow;
use crate::settings::{CA_FILE, ProxyChoice, Settings};

const UNSEALED: &str = "the file of certificates in the settings is not the one that was chosen there; choose it again";

impl Keystow {
    /// Asks a provider. Options that no client can be made of are a verdict too: nothing was sent.
    ///
    /// # Errors
    /// [`Error::Vault`] where the options cannot be read, or the vault cannot be opened for them.
    pub(crate) async fn ask_provider(
        &self,
        target: &Target<'_>,
        key: Option<KeyText<'_>>,
    ) -> Result<CheckOutcome, Error> {
        let Some(options) = self.client_options().await? else {
            return Ok(CheckOutcome::unasked(UNSEALED));
        };
        let made = {
            let mut kept = self.shared.client();
            match kept.as_ref() {
                Some(client) if *client.options() == options => Ok(client.clone()),
                Some(client) => client.reconfigured(&options),
                None => Client::new(&options),
            }
            .inspect(|client| *kept = Some(client.clone()))
        };
        match made {
            Ok(client) => Ok(client.check(target, key).await),
            Err(fault) => Ok(CheckOutcome::unasked(&fault.to_string())),
        }
    }

    /// `None` where the file of certificates is not the one that its owner chose.
    async fn client_options(&self) -> Result<Option<ClientOptions>, Error> {
        let settings = self.settings().await?;
        let mut options = ClientOptions {
            proxy: proxy(&settings),
            ..ClientOptions::default()
        };
        if !settings.ca_file.is_empty() {
            let sealed = self.vault().sealed(CA_FILE, self.prompt()).await?;
            // EXPOSE: a path, to the client that reads the file.
            if sealed.is_none_or(|chosen| chosen.expose() != settings.ca_file) {
                return Ok(None);
            }
            options.extra_roots.push(settings.ca_file.into());
        }
        Ok(Some(options))
    }
}

fn proxy(settings: &Settings) -> Proxy {
    match settings.proxy {
        ProxyChoice::System => Proxy::System,
        ProxyChoice::None => Proxy::None,
        ProxyChoice::Own => Proxy::At(settings.proxy_url.clone()),
    }
}
