//! Certificates, right and wrong, made anew for every server.

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;

/// What kind of certificate a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// For this computer, by the authority in [`Practice::ca_file`](super::Practice::ca_file).
    Good,
    /// For this computer, but nobody vouches for it.
    SelfSigned,
    /// For another host.
    OfAnotherHost,
    /// Its time is over.
    Expired,
}

/// What a server needs to speak https.
pub(super) struct Identity {
    pub(super) folder: TempDir,
    pub(super) ca_file: PathBuf,
    pub(super) acceptor: TlsAcceptor,
}

impl Identity {
    pub(super) fn make(kind: Certificate) -> Self {
        let ca_key = KeyPair::generate().expect("a key can be made");
        let mut ca = CertificateParams::new(Vec::new()).expect("no names are valid names");
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        ca.distinguished_name
            .push(rcgen::DnType::CommonName, "Keystow practice authority");
        let ca_pem = ca
            .self_signed(&ca_key)
            .expect("a certificate can be made")
            .pem();
        let issuer = Issuer::new(ca, ca_key);

        let names = match kind {
            Certificate::OfAnotherHost => vec!["elsewhere.example".to_owned()],
            _ => vec!["localhost".to_owned(), "127.0.0.1".to_owned()],
        };
        let mut leaf = CertificateParams::new(names).expect("the names are valid");
        if kind == Certificate::Expired {
            leaf.not_before = date_time_ymd(2020, 1, 1);
            leaf.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().expect("a key can be made");
        let certificate = match kind {
            Certificate::SelfSigned => leaf.self_signed(&key),
            _ => leaf.signed_by(&key, &issuer),
        };
        let certificate = certificate
            .expect("a certificate can be made")
            .der()
            .clone();

        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let ca_file = folder.path().join("practice-ca.pem");
        std::fs::write(&ca_file, ca_pem).expect("the temporary folder is writable");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows them")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .expect("key and certificate fit");
        Self {
            folder,
            ca_file,
            acceptor: TlsAcceptor::from(Arc::new(config)),
        }
    }
}
