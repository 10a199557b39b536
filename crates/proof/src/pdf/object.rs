//! The objects a PDF is made of, and how they are written: numbers, strings, names, arrays,
//! dictionaries, references. ISO 32000-1, 7.3.
//!
//! How they are read is in `reader`; where an object lies in a file, in `file`.

use super::reader;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Object {
    Null,
    Bool(bool),
    Int(i64),
    /// A number with a point, as it is written.
    Real(Vec<u8>),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Ref(Id),
}

/// Number and generation of an indirect object.
pub(crate) type Id = (u32, u16);

/// Keys in the order in which they are written; no key twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Dict(pub Vec<(Vec<u8>, Object)>);

impl Dict {
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    pub fn set(&mut self, key: &str, value: Object) {
        match self.0.iter_mut().find(|(name, _)| name == key.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.as_bytes().to_vec(), value)),
        }
    }

    pub fn name(&self, key: &str) -> Option<&[u8]> {
        self.get(key).and_then(Object::name)
    }

    pub fn int(&self, key: &str) -> Option<i64> {
        self.get(key).and_then(Object::int)
    }

    pub fn reference(&self, key: &str) -> Option<Id> {
        self.get(key).and_then(Object::reference)
    }

    pub fn text(&self, key: &str) -> Option<&[u8]> {
        match self.get(key) {
            Some(Object::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn is(&self, key: &str, name: &str) -> bool {
        self.name(key) == Some(name.as_bytes())
    }

    /// The keys whose values differ, from either side; the order of keys means nothing.
    pub fn differing(&self, other: &Dict) -> Vec<String> {
        let differs = |(key, value): &&(Vec<u8>, Object)| {
            let found = other.0.iter().find(|(name, _)| name == key).map(|(_, value)| value);
            found != Some(value)
        };
        let missing = other.0.iter().filter(|(key, _)| !self.0.iter().any(|(name, _)| name == key));
        let keys = self.0.iter().filter(differs).chain(missing);
        keys.map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect()
    }
}

impl Object {
    pub fn name(&self) -> Option<&[u8]> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub fn int(&self) -> Option<i64> {
        if let Object::Int(number) = self { Some(*number) } else { None }
    }

    pub fn reference(&self) -> Option<Id> {
        if let Object::Ref(id) = self { Some(*id) } else { None }
    }

    pub fn array(&self) -> Option<&[Object]> {
        if let Object::Array(items) = self { Some(items) } else { None }
    }

    pub fn dict(&self) -> Option<&Dict> {
        if let Object::Dict(dict) = self { Some(dict) } else { None }
    }

    pub fn named(name: &str) -> Object {
        Object::Name(name.as_bytes().to_vec())
    }

    /// Every reference inside, in order.
    pub fn references(&self, into: &mut Vec<Id>) {
        match self {
            Object::Ref(id) => into.push(*id),
            Object::Array(items) => items.iter().for_each(|item| item.references(into)),
            Object::Dict(dict) => dict.0.iter().for_each(|(_, value)| value.references(into)),
            _ => (),
        }
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Object::Null => out.extend_from_slice(b"null"),
            Object::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Object::Int(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Object::Real(written) => out.extend_from_slice(written),
            Object::Text(text) => write_text(text, out),
            Object::Name(name) => write_name(name, out),
            Object::Ref((number, generation)) => {
                out.extend_from_slice(format!("{number} {generation} R").as_bytes());
            }
            Object::Array(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if 0 < index {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Object::Dict(dict) => {
                out.extend_from_slice(b"<<");
                for (key, value) in &dict.0 {
                    write_name(key, out);
                    out.push(b' ');
                    value.write(out);
                }
                out.extend_from_slice(b">>");
            }
        }
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !reader::is_delimiter(byte) && byte != b'#' {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_text(text: &[u8], out: &mut Vec<u8>) {
    if text.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        out.push(b'(');
        for &byte in text {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        for byte in text {
            out.extend_from_slice(format!("{byte:02X}").as_bytes());
        }
        out.push(b'>');
    }
}

/// A text string (ISO 32000-1, 7.9.2.2): plain when ASCII says it, UTF-16 otherwise.
pub(crate) fn text(words: &str) -> Object {
    if words.is_ascii() {
        return Object::Text(words.as_bytes().to_vec());
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::Text(bytes)
}

/// What a text string says to a person.
pub(crate) fn words(text: &[u8]) -> String {
    match text {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::reader::{Malformed, Reader};

    fn read(bytes: &[u8]) -> Result<Object, Malformed> {
        Reader::new(bytes, 0).object()
    }

    #[test]
    fn what_is_read_is_written_and_read_again() {
        let source = b"<</A[1 -2 3.50 4 0 R(a\\(b\\)\\051)<0aF>/N#20x null true]/B<</C(\xfe\xff)>> % note\n/D false>>";
        let object = read(source).unwrap();
        let mut out = Vec::new();
        object.write(&mut out);
        assert_eq!(
            String::from_utf8_lossy(&out),
            "<</A [1 -2 3.50 4 0 R (a\\(b\\)\\)) <0AF0> /N#20x null true]/B <</C <FEFF>>>/D false>>"
        );
        assert_eq!(read(&out).unwrap(), object);
    }

    #[test]
    fn what_readers_disagree_about_is_refused() {
        for bad in
            [&b"<</A 1/A 2>>"[..], b"<</A>>", b"[1 2", b"(a", b"<0g>", b"--1", b"1.2.3", b"<</A 1", b"/A#zz", b"1e5"]
        {
            assert!(read(bad).is_err(), "{}", String::from_utf8_lossy(bad));
        }
        assert!(read(&b"[".repeat(100_000)).is_err());
        assert!(read(&[&b"["[..], &b"0 ".repeat(500_000), b"]"].concat()).is_err());
    }

    #[test]
    fn words_of_any_script_come_back() {
        for said in ["Commune de Toughmart", "جماعة توغمرت", "Récépissé 𞤀"] {
            let Object::Text(bytes) = text(said) else { panic!() };
            assert_eq!(words(&bytes), said);
        }
    }
}
