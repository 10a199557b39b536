//! Reads objects from bytes, strictly: where readers disagree about a malformed object, this one
//! refuses it. ISO 32000-1, 7.2 and 7.3.

use std::ops::Range;

use super::object::{Dict, Object};

/// Arrays and dictionaries inside one another; a real document stays below ten.
const DEPTH_MOST: usize = 48;
/// Values inside one object: the widths of a large font are some thousands.
const VALUES_MOST: usize = 400_000;

/// Where reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed(pub usize);

pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Reads objects from bytes, from a place on.
pub(crate) struct Reader<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Reader<'a> {
        Reader { bytes, at, values: 0 }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fail<T>(&self) -> Result<T, Malformed> {
        Err(Malformed(self.at))
    }

    /// White space and comments.
    pub fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A word of the syntax, such as `obj`, that ends where a word ends.
    pub fn word(&mut self, word: &str) -> Result<(), Malformed> {
        self.skip();
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = rest.get(word.len()).is_none_or(|&byte| is_space(byte) || is_delimiter(byte));
        if !rest.starts_with(word.as_bytes()) || !ends {
            return self.fail();
        }
        self.at += word.len();
        Ok(())
    }

    /// A number without sign or point.
    pub fn number(&mut self) -> Result<u64, Malformed> {
        self.skip();
        let from = self.at;
        let mut value = 0u64;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            value = match value.checked_mul(10).and_then(|value| value.checked_add(u64::from(digit - b'0'))) {
                Some(value) => value,
                None => return self.fail(),
            };
            self.at += 1;
        }
        if self.at == from || self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at = from;
            return self.fail();
        }
        Ok(value)
    }

    pub fn object(&mut self) -> Result<Object, Malformed> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Malformed> {
        self.skip();
        self.values += 1;
        if DEPTH_MOST < depth || VALUES_MOST < self.values {
            return self.fail();
        }
        let next = self.bytes.get(self.at + 1).copied();
        match self.peek() {
            Some(b'/') => self.name().map(Object::Name),
            Some(b'(') => self.literal().map(Object::Text),
            Some(b'<') if next == Some(b'<') => self.entries(depth, &mut |_, _| ()).map(Object::Dict),
            Some(b'<') => self.hex().map(Object::Text),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.skip();
                    if self.peek() == Some(b']') {
                        self.at += 1;
                        return Ok(Object::Array(items));
                    }
                    items.push(self.nested(depth + 1)?);
                }
            }
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.numeric(),
            Some(b't') => self.word("true").map(|()| Object::Bool(true)),
            Some(b'f') => self.word("false").map(|()| Object::Bool(false)),
            Some(b'n') => self.word("null").map(|()| Object::Null),
            _ => self.fail(),
        }
    }

    /// A dictionary; each key is told with the place of its value.
    pub fn entries(&mut self, depth: usize, told: &mut dyn FnMut(&[u8], Range<usize>)) -> Result<Dict, Malformed> {
        self.skip();
        if !self.bytes.get(self.at..).unwrap_or_default().starts_with(b"<<") {
            return self.fail();
        }
        self.at += 2;
        let mut dict = Dict::default();
        let mut keys = std::collections::HashSet::new();
        loop {
            self.skip();
            if self.peek() == Some(b'>') && self.bytes.get(self.at + 1) == Some(&b'>') {
                self.at += 2;
                return Ok(dict);
            }
            let key = self.name()?;
            self.skip();
            let from = self.at;
            let value = self.nested(depth + 1)?;
            // Said twice, one reader takes the first and another the last.
            if !keys.insert(key.clone()) {
                self.at = from;
                return self.fail();
            }
            told(&key, from..self.at);
            dict.0.push((key, value));
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Malformed> {
        if self.peek() != Some(b'/') {
            return self.fail();
        }
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|&byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let pair = self.bytes.get(self.at..self.at + 2).unwrap_or_default();
            match pair {
                [high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    name.push(nibble(*high) << 4 | nibble(*low));
                    self.at += 2;
                }
                _ => return self.fail(),
            }
        }
        Ok(name)
    }

    fn hex(&mut self) -> Result<Vec<u8>, Malformed> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match (byte, half) {
                (b'>', None) => return Ok(bytes),
                (b'>', Some(high)) => {
                    bytes.push(high << 4);
                    return Ok(bytes);
                }
                (digit, None) if digit.is_ascii_hexdigit() => half = Some(nibble(digit)),
                (digit, Some(high)) if digit.is_ascii_hexdigit() => {
                    bytes.push(high << 4 | nibble(digit));
                    half = None;
                }
                (space, _) if is_space(space) => (),
                _ => break,
            }
        }
        self.fail()
    }

    fn literal(&mut self) -> Result<Vec<u8>, Malformed> {
        self.at += 1;
        let mut open = 1;
        let mut text = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(text);
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => (),
            }
            text.push(byte);
        }
        self.fail()
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => (),
            b'\r' if self.peek() == Some(b'\n') => self.at += 1,
            b'\r' => (),
            b'0'..=b'7' => {
                let mut value = u16::from(byte - b'0');
                for _ in 0..2 {
                    if let Some(digit) = self.peek().filter(|digit| matches!(digit, b'0'..=b'7')) {
                        value = value * 8 + u16::from(digit - b'0');
                        self.at += 1;
                    } else {
                        break;
                    }
                }
                text.push((value & 0xFF) as u8);
            }
            other => text.push(other),
        }
    }

    /// A number, or the reference that begins like one.
    fn numeric(&mut self) -> Result<Object, Malformed> {
        let from = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        let written = &self.bytes[from..self.at];
        let digits = written.strip_prefix(b"-").or(written.strip_prefix(b"+")).unwrap_or(written);
        let points = digits.iter().filter(|byte| **byte == b'.').count();
        let only = digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        if !only || 1 < points || digits.len() <= points || 32 < digits.len() {
            self.at = from;
            return self.fail();
        }
        if points == 1 {
            return Ok(Object::Real(written.to_vec()));
        }
        let Some(value) = std::str::from_utf8(written).ok().and_then(|digits| digits.parse::<i64>().ok()) else {
            self.at = from;
            return self.fail();
        };
        let end = self.at;
        if digits.len() == written.len()
            && let Ok(number) = u32::try_from(value)
            && let Ok(generation) = self.number()
            && let Ok(generation) = u16::try_from(generation)
            && self.word("R").is_ok()
        {
            return Ok(Object::Ref((number, generation)));
        }
        self.at = end;
        Ok(Object::Int(value))
    }
}

fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10) & 15,
    }
}
