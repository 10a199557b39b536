//! A request for a certificate, to be taken to another authority (PKCS#10, RFC 2986): the name, the public key,
//! and the proof that whoever asks holds the private one.

use der::Encode;

use super::{AuthorityError, profile, public_key, sign};
use crate::asn1::{SEQUENCE, element};
use crate::certificate::Identity;
use crate::key::Key;

/// CertificationRequest in DER. It asks for no extension: the authority has its own profile.
pub fn request(name: &Identity, key: &dyn Key) -> Result<Vec<u8>, AuthorityError> {
    let (name, info) = (profile::name(name)?.to_der()?, public_key(key.public())?.to_der()?);
    // Version 0, and an empty set of attributes, which must be there.
    sign(element(SEQUENCE, &[&[0x02, 0x01, 0x00], &name, &info, &[0xa0, 0x00]]), key)
}
