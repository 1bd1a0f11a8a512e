//! Certificates that an owner trusts besides the system's, such as a company's own.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reqwest::tls::Certificate;
use sha2::{Digest, Sha256};

/// Most bytes of a file: the whole of a system's takes a fifth of it.
const LARGEST: u64 = 1024 * 1024;

/// A file of certificates in PEM format, as it was when it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct ExtraRoots {
    path: PathBuf,
    pem: Arc<[u8]>,
}

/// A file cannot be read, or holds no certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the certificate file {} cannot be read", path.display())]
pub struct RootsFault {
    path: PathBuf,
}

impl ExtraRoots {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no plain file, cannot be read, or holds no certificate.
    pub fn read(path: &Path) -> Result<Self, RootsFault> {
        let fault = || RootsFault {
            path: path.to_owned(),
        };
        // A pipe would hold this up for ever.
        if !path.is_file() {
            return Err(fault());
        }
        let mut pem = Vec::new();
        let file = File::open(path).map_err(|_| fault())?;
        file.take(LARGEST)
            .read_to_end(&mut pem)
            .map_err(|_| fault())?;
        let roots = Self {
            path: path.to_owned(),
            pem: pem.into(),
        };
        roots.certificates().map(|_| roots)
    }

    /// SHA-256 of what was read.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.pem).into()
    }

    pub(crate) fn certificates(&self) -> Result<Vec<Certificate>, RootsFault> {
        let found = Certificate::from_pem_bundle(&self.pem).unwrap_or_default();
        if found.is_empty() {
            return Err(RootsFault {
                path: self.path.clone(),
            });
        }
        Ok(found)
    }
}

impl fmt::Debug for ExtraRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExtraRoots").field(&self.path).finish()
    }
}
