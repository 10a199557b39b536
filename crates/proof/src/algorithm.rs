//! Digests and signature algorithms by their names in ASN.1: what we accept when we judge, which is
//! wider than what we sign with (`key`), because others' certificates and time-stamps are read too.
//!
//! SHA-1, MD5 and RSA below 2048 bits are named as weak, never verified.

use aws_lc_rs::digest;
use aws_lc_rs::signature::{self as alg, UnparsedPublicKey, VerificationAlgorithm};
use const_oid::ObjectIdentifier;
use const_oid::db::{rfc5912, rfc8410};
use der::asn1::{Any, AnyRef, UintRef};
use der::{Decode, Encode, Reader, SliceReader};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use crate::fault::Fault;
use crate::key::{Algorithm, Key};

/// A digest that still protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

/// The digest of some content, with its algorithm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    pub algorithm: Digest,
    pub bytes: Vec<u8>,
}

impl From<[u8; 32]> for Imprint {
    /// A SHA-256 digest.
    fn from(sha256: [u8; 32]) -> Imprint {
        Imprint { algorithm: Digest::Sha256, bytes: sha256.to_vec() }
    }
}

impl Digest {
    /// The digest of the pieces, as if they were one.
    pub fn of(self, pieces: &[&[u8]]) -> Imprint {
        let mut context = digest::Context::new(match self {
            Digest::Sha256 => &digest::SHA256,
            Digest::Sha384 => &digest::SHA384,
            Digest::Sha512 => &digest::SHA512,
        });
        for piece in pieces {
            context.update(piece);
        }
        Imprint { algorithm: self, bytes: context.finish().as_ref().to_vec() }
    }

    /// With what a key's paper must be digested: SHA-256, but SHA-512 for Ed25519 (RFC 8419 §3.1).
    pub fn for_key(key: &dyn Key) -> Digest {
        match key.algorithm() {
            Algorithm::P256 | Algorithm::Rsa3072 => Digest::Sha256,
            Algorithm::Ed25519 => Digest::Sha512,
        }
    }

    pub(crate) fn identifier(self) -> AlgorithmIdentifierOwned {
        let oid = match self {
            Digest::Sha256 => rfc5912::ID_SHA_256,
            Digest::Sha384 => rfc5912::ID_SHA_384,
            Digest::Sha512 => rfc5912::ID_SHA_512,
        };
        // RFC 5754 §2: written without parameters, read with or without NULL.
        AlgorithmIdentifierOwned { oid, parameters: None }
    }

    /// The digest of that name, or what is wrong with it.
    pub(crate) fn known(identifier: &AlgorithmIdentifierOwned) -> Result<Digest, Flaw> {
        let plain = identifier.parameters.as_ref().is_none_or(Any::is_null);
        match identifier.oid {
            rfc5912::ID_SHA_256 if plain => Ok(Digest::Sha256),
            rfc5912::ID_SHA_384 if plain => Ok(Digest::Sha384),
            rfc5912::ID_SHA_512 if plain => Ok(Digest::Sha512),
            rfc5912::ID_SHA_1 | rfc5912::ID_MD_5 => Err(Flaw::Weak(name(identifier.oid))),
            other => Err(Flaw::Unknown(name(other))),
        }
    }
}

/// The digest that a paper is known by everywhere in Diwan.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    out
}

/// Only where a standard identifies something by SHA-1 and protects it otherwise: key identifiers
/// (RFC 5280 §4.2.1.2), OCSP's certificate identifiers, the first ESS attribute.
pub(crate) fn sha1(bytes: &[u8]) -> [u8; 20] {
    let mut out = [0; 20];
    out.copy_from_slice(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref());
    out
}

/// What is wrong with a signature, before we know whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flaw {
    Weak(String),
    Unknown(String),
    Wrong,
}

impl Flaw {
    pub fn by(self, signer: &str) -> Fault {
        let by = signer.to_string();
        match self {
            Flaw::Weak(algorithm) => Fault::Weak { by, algorithm },
            Flaw::Unknown(algorithm) => Fault::UnknownAlgorithm { by, algorithm },
            Flaw::Wrong => Fault::BadSignature { by },
        }
    }
}

/// Verifies a signature of one of our own keys: `public` is SubjectPublicKeyInfo, DER, as
/// [`Key::public`] gives it. False for any other bytes.
pub fn verify(algorithm: Algorithm, public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Ok(info) = SubjectPublicKeyInfoOwned::from_der(public) else { return false };
    check(&info, &in_certificates(algorithm), None, message, signature).is_ok()
}

/// How a certificate names the signature of such a key (RFC 5758 §3.2, RFC 4055 §5, RFC 8410 §3).
pub(crate) fn in_certificates(algorithm: Algorithm) -> AlgorithmIdentifierOwned {
    let (oid, parameters) = match algorithm {
        Algorithm::P256 => (rfc5912::ECDSA_WITH_SHA_256, None),
        Algorithm::Rsa3072 => (rfc5912::SHA_256_WITH_RSA_ENCRYPTION, Some(Any::null())),
        Algorithm::Ed25519 => (rfc8410::ID_ED_25519, None),
    };
    AlgorithmIdentifierOwned { oid, parameters }
}

/// How CMS names it: for RSA the digest is named apart (RFC 5754 §3.2).
pub(crate) fn in_cms(algorithm: Algorithm) -> AlgorithmIdentifierOwned {
    match algorithm {
        Algorithm::Rsa3072 => AlgorithmIdentifierOwned { oid: rfc5912::RSA_ENCRYPTION, parameters: Some(Any::null()) },
        other => in_certificates(other),
    }
}

/// What a signature's identifier says: the family, and the digest.
enum Scheme {
    Ecdsa(Digest),
    Pkcs1(Digest),
    Pss(Digest),
    Ed25519,
}

/// Verifies with the algorithm that the structure names. `apart` is the digest that CMS names beside.
pub(crate) fn check(
    public: &SubjectPublicKeyInfoOwned,
    named: &AlgorithmIdentifierOwned,
    apart: Option<Digest>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Flaw> {
    let scheme = scheme(named, apart)?;
    let unknown = || Flaw::Unknown(format!("{} with a key of {}", name(named.oid), name(public.algorithm.oid)));
    let bits = public.subject_public_key.as_bytes().ok_or_else(unknown)?;
    let with: &'static dyn VerificationAlgorithm = match (public.algorithm.oid, scheme) {
        (rfc5912::ID_EC_PUBLIC_KEY, Scheme::Ecdsa(digest)) => {
            let parameters = public.algorithm.parameters.as_ref().ok_or_else(unknown)?;
            let curve = parameters.decode_as::<ObjectIdentifier>().map_err(|_| unknown())?;
            match (curve, digest) {
                (rfc5912::SECP_256_R_1, Digest::Sha256) => &alg::ECDSA_P256_SHA256_ASN1,
                (rfc5912::SECP_256_R_1, Digest::Sha384) => &alg::ECDSA_P256_SHA384_ASN1,
                (rfc5912::SECP_256_R_1, Digest::Sha512) => &alg::ECDSA_P256_SHA512_ASN1,
                (rfc5912::SECP_384_R_1, Digest::Sha256) => &alg::ECDSA_P384_SHA256_ASN1,
                (rfc5912::SECP_384_R_1, Digest::Sha384) => &alg::ECDSA_P384_SHA384_ASN1,
                (rfc5912::SECP_384_R_1, Digest::Sha512) => &alg::ECDSA_P384_SHA512_ASN1,
                (rfc5912::SECP_521_R_1, Digest::Sha256) => &alg::ECDSA_P521_SHA256_ASN1,
                (rfc5912::SECP_521_R_1, Digest::Sha384) => &alg::ECDSA_P521_SHA384_ASN1,
                (rfc5912::SECP_521_R_1, Digest::Sha512) => &alg::ECDSA_P521_SHA512_ASN1,
                _ => return Err(unknown()),
            }
        }
        (rfc5912::RSA_ENCRYPTION, Scheme::Pkcs1(digest)) => {
            strong_rsa(bits)?;
            match digest {
                Digest::Sha256 => &alg::RSA_PKCS1_2048_8192_SHA256,
                Digest::Sha384 => &alg::RSA_PKCS1_2048_8192_SHA384,
                Digest::Sha512 => &alg::RSA_PKCS1_2048_8192_SHA512,
            }
        }
        (rfc5912::RSA_ENCRYPTION, Scheme::Pss(digest)) => {
            strong_rsa(bits)?;
            match digest {
                Digest::Sha256 => &alg::RSA_PSS_2048_8192_SHA256,
                Digest::Sha384 => &alg::RSA_PSS_2048_8192_SHA384,
                Digest::Sha512 => &alg::RSA_PSS_2048_8192_SHA512,
            }
        }
        (rfc8410::ID_ED_25519, Scheme::Ed25519) => &alg::ED25519,
        _ => return Err(unknown()),
    };
    UnparsedPublicKey::new(with, bits).verify(message, signature).map_err(|_| Flaw::Wrong)
}

fn scheme(named: &AlgorithmIdentifierOwned, apart: Option<Digest>) -> Result<Scheme, Flaw> {
    let scheme = match named.oid {
        rfc5912::ECDSA_WITH_SHA_256 => Scheme::Ecdsa(Digest::Sha256),
        rfc5912::ECDSA_WITH_SHA_384 => Scheme::Ecdsa(Digest::Sha384),
        rfc5912::ECDSA_WITH_SHA_512 => Scheme::Ecdsa(Digest::Sha512),
        rfc5912::SHA_256_WITH_RSA_ENCRYPTION => Scheme::Pkcs1(Digest::Sha256),
        rfc5912::SHA_384_WITH_RSA_ENCRYPTION => Scheme::Pkcs1(Digest::Sha384),
        rfc5912::SHA_512_WITH_RSA_ENCRYPTION => Scheme::Pkcs1(Digest::Sha512),
        rfc5912::ID_RSASSA_PSS => Scheme::Pss(pss_digest(named)?),
        rfc5912::RSA_ENCRYPTION => match apart {
            Some(digest) => Scheme::Pkcs1(digest),
            None => return Err(Flaw::Unknown(name(named.oid))),
        },
        rfc8410::ID_ED_25519 => Scheme::Ed25519,
        rfc5912::SHA_1_WITH_RSA_ENCRYPTION
        | rfc5912::MD_5_WITH_RSA_ENCRYPTION
        | ECDSA_WITH_SHA_1
        | rfc5912::DSA_WITH_SHA_1 => return Err(Flaw::Weak(name(named.oid))),
        other => return Err(Flaw::Unknown(name(other))),
    };
    // RFC 5754: where both name a digest, they name the same.
    let inside = match scheme {
        Scheme::Ecdsa(digest) | Scheme::Pkcs1(digest) | Scheme::Pss(digest) => digest,
        Scheme::Ed25519 => Digest::Sha512,
    };
    match apart {
        Some(digest) if digest != inside => Err(Flaw::Unknown(format!("{} beside {digest:?}", name(named.oid)))),
        _ => Ok(scheme),
    }
}

/// The digest of RSASSA-PSS, when its mask uses the same one and its salt is as long
/// (RFC 4055 §3.1): what everyone makes, and all that the library verifies.
fn pss_digest(named: &AlgorithmIdentifierOwned) -> Result<Digest, Flaw> {
    let odd = || Flaw::Unknown(format!("{} with unusual parameters", name(named.oid)));
    let parameters = named.parameters.as_ref().ok_or_else(odd)?;
    let (mut hash, mut mask, mut salt) = (None, None, None);
    let mut reader = SliceReader::new(parameters.value()).map_err(|_| odd())?;
    while !reader.is_finished() {
        let field = AnyRef::decode(&mut reader).map_err(|_| odd())?;
        match u8::from(der::Tagged::tag(&field)) {
            0xa0 => hash = AlgorithmIdentifierOwned::from_der(field.value()).ok(),
            0xa1 => mask = AlgorithmIdentifierOwned::from_der(field.value()).ok(),
            0xa2 => salt = u16::from_der(field.value()).ok(),
            _ => return Err(odd()),
        }
    }
    let digest = Digest::known(&hash.ok_or_else(|| Flaw::Weak("RSASSA-PSS with SHA-1".into()))?)?;
    let inner = mask.filter(|mask| mask.oid == rfc5912::ID_MGF_1).and_then(|mask| {
        let inner = mask.parameters?.to_der().ok()?;
        AlgorithmIdentifierOwned::from_der(&inner).ok()
    });
    let same_mask = inner.is_some_and(|inner| Digest::known(&inner) == Ok(digest));
    let long = digest.of(&[]).bytes.len();
    if same_mask && salt.map(usize::from) == Some(long) { Ok(digest) } else { Err(odd()) }
}

/// Whether an authority may put its name under this key.
pub(crate) fn certifiable(public: &SubjectPublicKeyInfoOwned) -> bool {
    let Some(bits) = public.subject_public_key.as_bytes() else { return false };
    match public.algorithm.oid {
        rfc5912::ID_EC_PUBLIC_KEY => {
            let curve = public.algorithm.parameters.as_ref();
            let named = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
            named == Some(rfc5912::SECP_256_R_1) && bits.len() == 65 && bits.first() == Some(&0x04)
        }
        rfc5912::RSA_ENCRYPTION => strong_rsa(bits).is_ok(),
        rfc8410::ID_ED_25519 => bits.len() == 32,
        _ => false,
    }
}

/// RFC 3279 §2.2.3.
const ECDSA_WITH_SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");
const RSA_BITS_LEAST: usize = 2048;

fn strong_rsa(key: &[u8]) -> Result<(), Flaw> {
    let modulus = AnyRef::from_der(key)
        .and_then(|sequence| SliceReader::new(sequence.value()))
        .and_then(|mut reader| UintRef::decode(&mut reader))
        .map_err(|_| Flaw::Wrong)?;
    let bits = modulus.as_bytes().len() * 8;
    if bits < RSA_BITS_LEAST { Err(Flaw::Weak(format!("RSA of {bits} bits"))) } else { Ok(()) }
}

/// An identifier as people say it, or its numbers.
pub(crate) fn name(oid: ObjectIdentifier) -> String {
    const_oid::db::DB.by_oid(&oid).map_or_else(|| oid.to_string(), |name| format!("{name} ({oid})"))
}
