//! The AI providers Keystow knows: their catalogue, their wire dialects, and the verdict on a key.
//!
//! What always holds:
//!
//! * A key travels in a header marked sensitive, never in a URL, and only to the origin of its
//!   [`Target`]. Redirects are never followed.
//! * [`Client::check`] never fails: every failure is a [`Verdict`].
//! * [`verdict::judge`] is a pure function of what was asked and what was answered.
//! * Provider words leave this crate only through [`redact::redact`].
//!
//! This crate knows no storage: it is lent a key as [`KeyText`] and keeps nothing.

mod account;
mod base_url;
pub mod catalog;
mod client;
mod dialect;
mod generate;
mod headers;
mod key;
pub mod models;
pub mod paste;
mod proxy;
pub mod redact;
mod roots;
mod target;
mod text;
mod transport;
pub mod verdict;

pub use account::{Account, Amount};
pub use base_url::{BaseUrl, BaseUrlError, Origin};
pub use catalog::{AuthScheme, Dialect, Provider, Region};
pub use client::{CheckOutcome, Client, ClientError, ClientOptions};
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub use generate::door as fuzzing;
pub use generate::{Answered, Prompt, Refusal};
pub use headers::{ExtraHeader, HeaderFault, check_header_value, header_name};
pub use key::KeyText;
pub use models::{ListedModel, Price};
pub use proxy::{Proxy, ProxyFault, proxy_address};
pub use roots::{ExtraRoots, RootsFault};
pub use target::Target;
pub use verdict::{Status, UnknownWord, Verdict};
