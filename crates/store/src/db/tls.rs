//! TLS to PostgreSQL, asked for as everywhere: `sslmode` and `sslrootcert` in the address of the database.
//!
//! | `sslmode` | |
//! |---|---|
//! | `disable` | never |
//! | `prefer` | when the server offers it (what is meant when nothing is said) |
//! | `require` | or no connection at all |
//! | `verify-full` | and the certificate is the server's own, by its name and by an authority |
//!
//! `sslrootcert` names a file with the authority's certificates; given one, the certificate is always
//! verified. Without it, `verify-full` trusts the authorities that browsers trust, and the weaker modes
//! keep listeners out but do not know whom they speak to. A socket of this machine is never encrypted.

use crate::error::{Error, Result};
use postgres::Config;
use postgres::config::SslMode;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::error::Error as _;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// The database that an address names, and how it is spoken to.
pub(super) fn read(address: &str) -> Result<(Config, MakeRustlsConnect)> {
    let (rest, mode) = take(address, "sslmode");
    let (rest, root) = take(&rest, "sslrootcert");
    let mut config: Config = rest.parse().map_err(|e: postgres::Error| match e.source() {
        Some(cause) => wrong(&cause.to_string()),
        None => wrong(&e.to_string()),
    })?;
    let full = mode.as_deref() == Some("verify-full");
    config.ssl_mode(match mode.as_deref() {
        Some("disable") => SslMode::Disable,
        None | Some("prefer") => SslMode::Prefer,
        Some("require" | "verify-full") => SslMode::Require,
        Some(other) => {
            return Err(wrong(&format!("there is no sslmode `{other}`: disable, prefer, require or verify-full")));
        }
    });
    let provider = Arc::new(ring::default_provider());
    let fault = |e: rustls::Error| wrong(&format!("TLS: {e}"));
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().map_err(fault)?;
    let client = match (root, full) {
        (Some(file), _) => builder.with_root_certificates(authorities(&file)?).with_no_client_auth(),
        (None, true) => {
            let known = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect::<RootCertStore>();
            builder.with_root_certificates(known).with_no_client_auth()
        }
        (None, false) => {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))).with_no_client_auth()
        }
    };
    Ok((config, MakeRustlsConnect::new(client)))
}

fn wrong(why: &str) -> Error {
    Error::Options(format!("the option `database`: {why}"))
}

/// Takes a parameter out of an address, written as a URL or as `name=value` words: the driver does not
/// know all of them.
fn take(address: &str, name: &str) -> (String, Option<String>) {
    let (head, parameters, mark) = match address.split_once('?') {
        Some((head, parameters)) if address.contains("://") => (format!("{head}?"), parameters, '&'),
        _ if address.contains("://") => return (address.to_owned(), None),
        _ => (String::new(), address, ' '),
    };
    let mut found = None;
    let mut kept = Vec::new();
    for one in parameters.split(mark).filter(|one| !one.is_empty()) {
        match one.split_once('=') {
            Some((n, value)) if n == name => found = Some(value.trim_matches('\'').to_owned()),
            _ => kept.push(one),
        }
    }
    (format!("{head}{}", kept.join(&mark.to_string())), found)
}

fn authorities(file: &str) -> Result<RootCertStore> {
    let unread = |why: String| wrong(&format!("sslrootcert {file}: {why}"));
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|e| unread(e.to_string()))? {
        let certificate = certificate.map_err(|e| unread(e.to_string()))?;
        store.add(certificate).map_err(|e| unread(e.to_string()))?;
    }
    if store.is_empty() { Err(unread("it holds no certificate".into())) } else { Ok(store) }
}

/// Takes any certificate, as `require` does where no authority is named: what is said is hidden from
/// listeners, not from an impostor. That the server holds the certificate's key is still proved.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
