//! Reading DER with limits, and the moments of ASN.1 as ours. Structures that carry signatures are
//! read as slices, so that what is verified is what was sent and not what we would have written.

use der::asn1::{AnyRef, GeneralizedTime, UtcTime};
use der::{Decode, Reader, SliceReader, Tag, Tagged};
use jiff::Timestamp;
use x509_cert::time::Time;

use crate::fault::{Fault, Part};

/// One element: its tag, its value, and the whole with its header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    pub tag: Tag,
    pub value: &'a [u8],
    pub whole: &'a [u8],
}

impl<'a> Element<'a> {
    pub fn is(&self, tag: u8) -> bool {
        u8::from(self.tag) == tag
    }
}

/// Tags by their byte, where the type has no short name.
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Refuses more than `most` bytes before anything is read.
pub(crate) fn limited(part: Part, bytes: &[u8], most: usize) -> Result<(), Fault> {
    if most < bytes.len() { Err(Fault::TooLarge { part, size: bytes.len(), most }) } else { Ok(()) }
}

pub(crate) fn malformed(part: Part) -> impl Fn(der::Error) -> Fault {
    move |why| Fault::Malformed { part, why: why.to_string() }
}

/// The only element of these bytes, with nothing behind.
pub(crate) fn only(bytes: &[u8]) -> der::Result<Element<'_>> {
    let any = AnyRef::from_der(bytes)?;
    Ok(Element { tag: any.tag(), value: any.value(), whole: bytes })
}

/// The elements inside a value, at most so many.
pub(crate) fn elements(value: &[u8], most: usize) -> der::Result<Vec<Element<'_>>> {
    let mut reader = SliceReader::new(value)?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        if found.len() == most {
            return Err(der::ErrorKind::Overlength.into());
        }
        found.push(only(reader.tlv_bytes()?)?);
    }
    Ok(found)
}

/// The content of a SEQUENCE that is all of these bytes.
pub(crate) fn sequence(bytes: &[u8], most: usize) -> der::Result<Vec<Element<'_>>> {
    let outer = only(bytes)?;
    if !outer.is(SEQUENCE) {
        return Err(Tag::Sequence.value_error());
    }
    elements(outer.value, most)
}

/// As a certificate writes it: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
pub(crate) fn time(at: Timestamp) -> der::Result<Time> {
    let general = generalized(at)?;
    if general.to_date_time().year() < 2050 {
        Ok(Time::UtcTime(UtcTime::from_date_time(general.to_date_time())?))
    } else {
        Ok(Time::GeneralTime(general))
    }
}

/// To the second, as DER wants it in certificates, lists and answers.
pub(crate) fn generalized(at: Timestamp) -> der::Result<GeneralizedTime> {
    let seconds = u64::try_from(at.as_second()).map_err(|_| Tag::GeneralizedTime.value_error())?;
    GeneralizedTime::from_unix_duration(std::time::Duration::from_secs(seconds))
}

/// The moment of a duration since 1970. Year 9999, "without end", is past what we count: the last
/// moment stands for it.
pub(crate) fn moment(since_epoch: std::time::Duration) -> Timestamp {
    i64::try_from(since_epoch.as_secs()).ok().and_then(|s| Timestamp::from_second(s).ok()).unwrap_or(Timestamp::MAX)
}

/// Writes one element around parts that are already DER.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = vec![tag];
    if length < 0x80 {
        out.push(length as u8);
    } else {
        let bytes = length.to_be_bytes();
        let bytes = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
        out.push(0x80 | bytes.len() as u8);
        out.extend_from_slice(bytes);
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// A SET OF in DER's order (X.690 §11.6), under the tag that the place asks for.
pub(crate) fn set_of(tag: u8, mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    members.dedup();
    element(tag, &members.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// The first element of bytes that go on.
pub(crate) fn first(bytes: &[u8]) -> der::Result<&[u8]> {
    SliceReader::new(bytes)?.tlv_bytes()
}
