//! Keys that never leave a token (PKCS#11 2.40, OASIS): smart cards, security modules, SoftHSM. The
//! token's library is loaded into the process, by the path that the operator gives.
//!
//! A session that died is opened again once; a PIN that was refused is not offered again, because a
//! few wrong ones lock the token.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use const_oid::db::rfc5912;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use der::asn1::{Any, BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode, Encode};
use spki::AlgorithmIdentifierOwned;

use crate::algorithm::sha256;
use crate::asn1::{SEQUENCE, element};
use crate::certificate::Certificate;
use crate::key::{Algorithm, Key, KeyError};

/// DigestInfo of SHA-256 up to the digest (RFC 8017 §9.2, note 1).
const DIGEST_INFO: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// A token library, loaded and started. One for each library is enough for the whole process.
#[derive(Clone)]
pub struct Module {
    library: Pkcs11,
    path: Arc<str>,
}

impl Module {
    /// Loads the library at that path, as `/usr/lib/softhsm/libsofthsm2.so`.
    pub fn load(path: &Path) -> Result<Module, KeyError> {
        let shown: Arc<str> = path.display().to_string().into();
        let module = |why: Error| KeyError::Module { path: shown.to_string(), why: why.to_string() };
        let module = Module { library: Pkcs11::new(path).map_err(module)?, path: shown.clone() };
        module.start()?;
        Ok(module)
    }

    fn start(&self) -> Result<(), KeyError> {
        match self.library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
            Err(why) => Err(KeyError::Module { path: self.path.to_string(), why: why.to_string() }),
        }
    }

    /// The labels of the tokens that are present.
    pub fn tokens(&self) -> Result<Vec<String>, KeyError> {
        let failed = |why: Error| KeyError::Module { path: self.path.to_string(), why: why.to_string() };
        let slots = self.library.get_slots_with_initialized_token().map_err(failed)?;
        let labels = slots.into_iter().filter_map(|slot| self.library.get_token_info(slot).ok());
        Ok(labels.map(|token| token.label().trim_end().to_string()).collect())
    }

    /// The key of that label in the token of that label. A refused PIN counts as one try of the few.
    pub fn key(&self, token: &str, label: &str, pin: &str) -> Result<TokenKey, KeyError> {
        let place = Place { module: self.clone(), token: token.into(), label: label.into(), pin: AuthPin::from(pin) };
        let open = place.open(true)?;
        let (algorithm, public) = place.public(&open)?;
        let certificate = place.certificate(&open);
        Ok(TokenKey { place, algorithm, public, certificate, state: Mutex::new(State::Open(open)) })
    }

    /// Makes a key in the token, which never leaves it, under a label that no other key has yet.
    pub fn make(&self, token: &str, label: &str, pin: &str, algorithm: Algorithm) -> Result<TokenKey, KeyError> {
        let place = Place { module: self.clone(), token: token.into(), label: label.into(), pin: AuthPin::from(pin) };
        place.make(algorithm)?;
        self.key(token, label, pin)
    }

    fn slot(&self, token: &str) -> Result<Slot, KeyError> {
        let away = || KeyError::Unplugged(token.to_string());
        let slots = self.library.get_slots_with_initialized_token().map_err(|_| away())?;
        let named = |slot: &Slot| self.library.get_token_info(*slot).is_ok_and(|one| one.label().trim_end() == token);
        slots.into_iter().find(named).ok_or_else(away)
    }
}

/// Where a key is, and how it is reached.
struct Place {
    module: Module,
    token: String,
    label: String,
    pin: AuthPin,
}

/// A session in which the token's user is logged in, with the key's handle.
struct Open {
    session: Session,
    key: ObjectHandle,
}

enum State {
    Open(Open),
    /// The session died; the next to sign opens another.
    Closed,
    /// The PIN was refused: asked no more.
    Refused(KeyError),
}

/// A key in a token. It signs one paper at a time; several threads wait for each other.
pub struct TokenKey {
    place: Place,
    algorithm: Algorithm,
    public: Vec<u8>,
    certificate: Option<Certificate>,
    state: Mutex<State>,
}

impl TokenKey {
    /// The certificate that the token keeps beside the key, as smart cards do.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }
}

impl Key for TokenKey {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn public(&self) -> &[u8] {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        // Whoever panicked while signing left at worst a dead session, which is opened again.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = sha256(message);
        if let State::Open(open) = &*state {
            match self.place.sign(open, self.algorithm, &digest) {
                Ok(signature) => return Ok(signature),
                Err(why) if died(&why) => *state = State::Closed,
                Err(why) => return Err(self.place.said(why)),
            }
        }
        if let State::Refused(why) = &*state {
            return Err(why.clone());
        }
        let open = match self.place.open(false) {
            Ok(open) => open,
            Err(why) => {
                if matches!(why, KeyError::Pin(_) | KeyError::Locked(_)) {
                    *state = State::Refused(why.clone());
                }
                return Err(why);
            }
        };
        let signature = self.place.sign(&open, self.algorithm, &digest).map_err(|why| self.place.said(why));
        *state = State::Open(open);
        signature
    }
}

/// Whether another session may do better.
fn died(why: &Error) -> bool {
    matches!(
        why,
        Error::Pkcs11(
            RvError::SessionHandleInvalid
                | RvError::SessionClosed
                | RvError::CryptokiNotInitialized
                | RvError::UserNotLoggedIn
                | RvError::KeyHandleInvalid
                | RvError::ObjectHandleInvalid
                | RvError::OperationActive
                | RvError::DeviceRemoved
                | RvError::DeviceError
                | RvError::TokenNotPresent,
            _
        )
    )
}

impl Place {
    fn make(&self, algorithm: Algorithm) -> Result<(), KeyError> {
        let session = self.log_in(true, true)?;
        let found = self.find(&session, ObjectClass::PRIVATE_KEY)?.len();
        if found != 0 {
            return Err(KeyError::Missing { token: self.token.clone(), label: self.label.clone(), found });
        }
        let label = || Attribute::Label(self.label.as_bytes().to_vec());
        let id = || Attribute::Id(sha256(self.label.as_bytes())[..16].to_vec());
        let mut public = vec![Attribute::Token(true), Attribute::Verify(true), label(), id()];
        let private = [
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
            label(),
            id(),
        ];
        let mechanism = match algorithm {
            Algorithm::P256 => {
                let curve = rfc5912::SECP_256_R_1.to_der().map_err(|why| KeyError::Failed(why.to_string()))?;
                public.push(Attribute::EcParams(curve));
                Mechanism::EccKeyPairGen
            }
            Algorithm::Rsa3072 => {
                public.push(Attribute::ModulusBits(3072.into()));
                public.push(Attribute::PublicExponent(vec![1, 0, 1]));
                Mechanism::RsaPkcsKeyPairGen
            }
            Algorithm::Ed25519 => {
                return Err(KeyError::Unsuitable { label: self.label.clone(), kind: algorithm.code().into() });
            }
        };
        session.generate_key_pair(&mechanism, &public, &private).map(|_| ()).map_err(|why| self.said(why))
    }

    /// Opens a session in which the token's user is logged in. Who else is logged in through this process does not vouch
    /// for a PIN that is new to us.
    fn log_in(&self, first: bool, writes: bool) -> Result<Session, KeyError> {
        self.module.start()?;
        let slot = self.module.slot(&self.token)?;
        let library = &self.module.library;
        let opened = if writes { library.open_rw_session(slot) } else { library.open_ro_session(slot) };
        let session = opened.map_err(|why| self.said(why))?;
        let log_in = || session.login(UserType::User, Some(&self.pin));
        match log_in() {
            Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) if first => {
                session.logout().and_then(|()| log_in()).map_err(|why| self.said(why))?;
            }
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(why) => return Err(self.said(why)),
        }
        Ok(session)
    }

    /// Opens a session and finds the key.
    fn open(&self, first: bool) -> Result<Open, KeyError> {
        let session = self.log_in(first, false)?;
        let found = self.find(&session, ObjectClass::PRIVATE_KEY)?;
        match found.as_slice() {
            [key] => Ok(Open { key: *key, session }),
            other => {
                Err(KeyError::Missing { token: self.token.clone(), label: self.label.clone(), found: other.len() })
            }
        }
    }

    fn find(&self, session: &Session, class: ObjectClass) -> Result<Vec<ObjectHandle>, KeyError> {
        let wanted = [Attribute::Class(class), Attribute::Label(self.label.as_bytes().to_vec())];
        session.find_objects(&wanted).map_err(|why| self.said(why))
    }

    fn certificate(&self, open: &Open) -> Option<Certificate> {
        let found = self.find(&open.session, ObjectClass::CERTIFICATE).ok()?;
        let values = open.session.get_attributes(*found.first()?, &[AttributeType::Value]).ok()?;
        values.into_iter().find_map(|value| match value {
            Attribute::Value(der) => Certificate::read(&der).ok(),
            _ => None,
        })
    }

    /// The kind of the key, and its public half: from the object beside it, or its certificate.
    fn public(&self, open: &Open) -> Result<(Algorithm, Vec<u8>), KeyError> {
        let unsuitable = |kind: String| KeyError::Unsuitable { label: self.label.clone(), kind };
        let read = |handle, wanted: &[AttributeType]| {
            open.session.get_attributes(handle, wanted).map_err(|why| self.said(why))
        };
        // Such a key wants a person at its reader for each paper; to keep the PIN would deceive it.
        if let Some(Attribute::AlwaysAuthenticate(true)) = read(open.key, &[AttributeType::AlwaysAuthenticate])?.first()
        {
            return Err(unsuitable("one that asks for the PIN at each signature".into()));
        }
        let algorithm = match read(open.key, &[AttributeType::KeyType])?.first() {
            Some(Attribute::KeyType(KeyType::EC)) => Algorithm::P256,
            Some(Attribute::KeyType(KeyType::RSA)) => Algorithm::Rsa3072,
            other => return Err(unsuitable(format!("{other:?}"))),
        };
        let beside = self.find(&open.session, ObjectClass::PUBLIC_KEY)?;
        let wanted = match algorithm {
            Algorithm::Rsa3072 => [AttributeType::Modulus, AttributeType::PublicExponent],
            _ => [AttributeType::EcParams, AttributeType::EcPoint],
        };
        let info = match beside.first() {
            Some(handle) => match read(*handle, &wanted)?.as_slice() {
                [Attribute::EcParams(curve), Attribute::EcPoint(point)] => p256(curve, point),
                [Attribute::Modulus(modulus), Attribute::PublicExponent(exponent)] => rsa3072(modulus, exponent),
                _ => None,
            },
            None => self.certificate(open).and_then(|certificate| certificate.public().ok()),
        };
        let info = info.ok_or_else(|| unsuitable("of another size or curve, or without its public half".into()))?;
        Ok((algorithm, info))
    }

    fn sign(&self, open: &Open, algorithm: Algorithm, digest: &[u8; 32]) -> Result<Vec<u8>, Error> {
        match algorithm {
            Algorithm::Rsa3072 => {
                let info = [DIGEST_INFO.as_slice(), digest].concat();
                open.session.sign(&Mechanism::RsaPkcs, open.key, &info)
            }
            _ => {
                let raw = open.session.sign(&Mechanism::Ecdsa, open.key, digest)?;
                ecdsa_der(&raw).ok_or(Error::InvalidValue)
            }
        }
    }

    /// What the token's answer means for whoever waits.
    fn said(&self, why: Error) -> KeyError {
        let token = || self.token.clone();
        match why {
            Error::Pkcs11(RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange, _) => {
                KeyError::Pin(token())
            }
            Error::Pkcs11(RvError::PinLocked | RvError::PinExpired | RvError::UserPinNotInitialized, _) => {
                KeyError::Locked(token())
            }
            Error::Pkcs11(
                RvError::DeviceRemoved
                | RvError::TokenNotPresent
                | RvError::TokenNotRecognized
                | RvError::SlotIdInvalid
                | RvError::CryptokiNotInitialized
                | RvError::DeviceError,
                _,
            ) => KeyError::Unplugged(token()),
            other => KeyError::Failed(format!("the token {} said: {other}", self.token)),
        }
    }
}

fn info(algorithm: AlgorithmIdentifierOwned, bits: &[u8]) -> Option<Vec<u8>> {
    let bits = BitStringRef::from_bytes(bits).ok()?.to_der().ok()?;
    Some(element(SEQUENCE, &[&algorithm.to_der().ok()?, &bits]))
}

/// SubjectPublicKeyInfo of a point on P-256, which most tokens wrap in an OCTET STRING.
fn p256(curve: &[u8], point: &[u8]) -> Option<Vec<u8>> {
    if ObjectIdentifier::from_der(curve).ok()? != rfc5912::SECP_256_R_1 {
        return None;
    }
    let point = OctetStringRef::from_der(point).map_or(point, |wrapped| wrapped.as_bytes());
    if point.len() != 65 || point.first() != Some(&0x04) {
        return None;
    }
    let parameters = Any::encode_from(&rfc5912::SECP_256_R_1).ok();
    info(AlgorithmIdentifierOwned { oid: rfc5912::ID_EC_PUBLIC_KEY, parameters }, point)
}

fn rsa3072(modulus: &[u8], exponent: &[u8]) -> Option<Vec<u8>> {
    let modulus = UintRef::new(modulus).ok()?;
    if modulus.as_bytes().len() != 3072 / 8 {
        return None;
    }
    let exponent = UintRef::new(exponent).ok()?.to_der().ok()?;
    let key = element(SEQUENCE, &[&modulus.to_der().ok()?, &exponent]);
    info(AlgorithmIdentifierOwned { oid: rfc5912::RSA_ENCRYPTION, parameters: Some(Any::null()) }, &key)
}

/// The two halves that a token answers with, as the pair that everyone else wants (RFC 3279 §2.2.3).
fn ecdsa_der(raw: &[u8]) -> Option<Vec<u8>> {
    if raw.len() != 64 {
        return None;
    }
    let (r, s) = raw.split_at(32);
    let r = UintRef::new(r).ok()?.to_der().ok()?;
    let s = UintRef::new(s).ok()?.to_der().ok()?;
    Some(element(SEQUENCE, &[&r, &s]))
}

/// Prints which key, never the PIN.
impl std::fmt::Debug for TokenKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TokenKey({} in {}, {})", self.place.label, self.place.token, self.algorithm.code())
    }
}
