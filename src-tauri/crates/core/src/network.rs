//! The one road to the providers: the HTTP client, as the owner's options want it.
//!
//! Always true: a file of certificates counts only as it was when its owner chose it, path and content. The
//! options stand in the clear in the vault's file, and whoever edits them, or that file, must not become the
//! one who vouches for a provider's host.

use keystow_providers::{CheckOutcome, Client, ClientOptions, ExtraRoots, KeyText, Proxy, Target};

use crate::error::Error;
use crate::handle::Keystow;
use crate::settings::{CA_FILE, ProxyChoice, Settings, ca_file_seal};

const CHANGED: &str =
    "the file of certificates is not as it was when it was chosen; choose it again in the settings";

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
        Ok(match self.client(target).await? {
            Ok(client) => client.check(target, key).await,
            Err(why) => CheckOutcome::unasked(&why),
        })
    }

    /// The client for a target, or in words why there can be none.
    ///
    /// # Errors
    /// As [`Keystow::ask_provider`].
    pub(crate) async fn client(
        &self,
        target: &Target<'_>,
    ) -> Result<Result<Client, String>, Error> {
        let options = match self.client_options(!target.is_plain()).await? {
            Ok(options) => options,
            Err(why) => return Ok(Err(why)),
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
        Ok(made.map_err(|fault| fault.to_string()))
    }

    /// # Errors
    /// In words, where the file of certificates is not as it was chosen: nothing may be sent then.
    async fn client_options(
        &self,
        sends_away: bool,
    ) -> Result<Result<ClientOptions, String>, Error> {
        let settings = self.settings().await?;
        let mut options = ClientOptions {
            proxy: proxy(&settings),
            ..ClientOptions::default()
        };
        let path = settings.ca_file.as_str();
        if !path.is_empty() && sends_away {
            let roots = match ExtraRoots::read(path.as_ref()) {
                Ok(roots) => roots,
                Err(fault) => return Ok(Err(fault.to_string())),
            };
            let sealed = self.vault().sealed(CA_FILE, self.prompt()).await?;
            let chosen = ca_file_seal(path, &roots);
            // EXPOSE: to the comparison alone; it is no secret, only nobody else's choice.
            if sealed.is_none_or(|sealed| sealed.expose() != chosen) {
                return Ok(Err(CHANGED.to_owned()));
            }
            options.extra_roots.push(roots);
        }
        Ok(Ok(options))
    }
}

fn proxy(settings: &Settings) -> Proxy {
    match settings.proxy {
        ProxyChoice::System => Proxy::System,
        ProxyChoice::None => Proxy::None,
        ProxyChoice::Own => Proxy::At(settings.proxy_url.clone()),
    }
}
