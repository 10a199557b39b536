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

/// An object identifier's value from its dotted text. Arcs of any size, unlike the type's: an arc for
/// examples (2.999) or of a UUID (2.25) is one too (ITU-T X.660).
pub(crate) fn oid_value(dotted: &str) -> Option<Vec<u8>> {
    const TEXT_MOST: usize = 256;
    let plain = dotted.len() <= TEXT_MOST && dotted.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let arcs: Vec<u128> = dotted.split('.').map(|arc| arc.parse().ok()).collect::<Option<_>>().filter(|_| plain)?;
    let (&[root, second], rest) = arcs.split_first_chunk::<2>()?;
    if 2 < root || (root < 2 && 39 < second) {
        return None;
    }
    let mut value = Vec::new();
    for arc in std::iter::once(second.checked_add(40 * root)?).chain(rest.iter().copied()) {
        let groups = (1..=19).find(|groups| arc.checked_shr(7 * groups).unwrap_or(0) == 0)?;
        for group in (0..groups).rev() {
            let bits = (arc >> (7 * group) & 0x7f) as u8;
            value.push(if group == 0 { bits } else { bits | 0x80 });
        }
    }
    Some(value)
}

/// The dotted text of an object identifier's value.
pub(crate) fn oid_text(value: &[u8]) -> Option<String> {
    let mut arcs: Vec<u128> = Vec::new();
    let (mut arc, mut inside) = (0_u128, false);
    for byte in value {
        // An arc does not begin with an empty group, nor outgrow us.
        if (!inside && *byte == 0x80) || arc.leading_zeros() < 7 {
            return None;
        }
        arc = arc << 7 | u128::from(byte & 0x7f);
        inside = byte & 0x80 != 0;
        if !inside {
            arcs.push(std::mem::take(&mut arc));
        }
    }
    let (first, rest) = arcs.split_first().filter(|_| !inside)?;
    let root = (first / 40).min(2);
    let mut text = format!("{root}.{}", first - 40 * root);
    rest.iter().for_each(|arc| text.push_str(&format!(".{arc}")));
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_written_and_read_back() {
        for (dotted, value) in [
            ("1.2.840.113549.1.9.16.1.4", &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04][..]),
            ("2.999.1", &[0x88, 0x37, 0x01]),
            ("0.4.0.2023.1.1", &[0x04, 0x00, 0x8f, 0x67, 0x01, 0x01]),
            ("2.5.4.97", &[0x55, 0x04, 0x61]),
        ] {
            assert_eq!(oid_value(dotted).as_deref(), Some(value), "{dotted}");
            assert_eq!(oid_text(value).as_deref(), Some(dotted));
        }
        let of_a_uuid = "2.25.329800735698586629295641978511506172918";
        assert_eq!(oid_text(&oid_value(of_a_uuid).expect("an identifier")).as_deref(), Some(of_a_uuid));
        for wrong in [
            "",
            "1",
            "3.1",
            "1.40",
            "1..2",
            "1.2.",
            "+1.2",
            "1.-2",
            "1.2 ",
            "2.340282366920938463463374607431768211456",
        ] {
            assert_eq!(oid_value(wrong), None, "{wrong}");
        }
        for wrong in [&[][..], &[0x80, 0x01], &[0x2a, 0x86], &[0xff; 30]] {
            assert_eq!(oid_text(wrong), None, "{wrong:02x?}");
        }
    }
}
