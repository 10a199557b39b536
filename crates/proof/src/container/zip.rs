//! ZIP as far as containers need it (APPNOTE 6.3): written stored, read strictly. Entries lie one after
//! the other without a byte between, and both places that name an entry say the same: a reader that
//! takes the front and a reader that takes the end see one archive.

use std::collections::HashSet;
use std::io::Read as _;

use jiff::{Timestamp, tz::TimeZone};

use super::{BYTES_MOST, FILES_MOST, NAME_MOST};

const LOCAL: u32 = 0x0403_4B50;
const CENTRAL: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
const DESCRIPTOR: u32 = 0x0807_4B50;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// Sizes follow the data.
const LATER: u16 = 1 << 3;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const END_BYTES: usize = 22;
const COMMENT_MOST: usize = 65_535;

/// An archive of stored entries, in their order.
pub fn write<'a>(entries: impl Iterator<Item = (&'a str, &'a [u8])>, at: Timestamp) -> Vec<u8> {
    let (time, date) = dos(at);
    let (mut out, mut index, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (name, bytes) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        // What both headers hold. Sizes and counts were limited when the files were taken.
        let mut common = Vec::new();
        for half in [20, if name.is_ascii() { 0 } else { UTF8 }, STORED, time, date] {
            common.extend_from_slice(&half.to_le_bytes());
        }
        for word in [crc.sum(), bytes.len() as u32, bytes.len() as u32] {
            common.extend_from_slice(&word.to_le_bytes());
        }
        common.extend_from_slice(&(name.len() as u16).to_le_bytes());
        common.extend_from_slice(&[0, 0]);
        index.extend_from_slice(&CENTRAL.to_le_bytes());
        index.extend_from_slice(&20u16.to_le_bytes());
        index.extend_from_slice(&common);
        index.extend_from_slice(&[0; 10]);
        index.extend_from_slice(&(out.len() as u32).to_le_bytes());
        index.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&LOCAL.to_le_bytes());
        out.extend_from_slice(&common);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(bytes);
        count += 1;
    }
    let start = out.len() as u32;
    out.extend_from_slice(&index);
    out.extend_from_slice(&END.to_le_bytes());
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&(index.len() as u32).to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// Hour and day as DOS wrote them, in UTC.
fn dos(at: Timestamp) -> (u16, u16) {
    let at = at.to_zoned(TimeZone::UTC);
    let (year, month, day) = (at.year().clamp(1980, 2107) - 1980, at.month(), at.day());
    let time = ((at.hour() as u16) << 11) | ((at.minute() as u16) << 5) | ((at.second() as u16) / 2);
    (time, ((year as u16) << 9) | ((month as u16) << 5) | day as u16)
}

/// One entry that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub bytes: Vec<u8>,
    pub stored: bool,
    /// Whether its header carries nothing but its name.
    pub bare: bool,
}

/// Where an archive cannot be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// More files or bytes than are read.
    Limits,
    /// Damaged, or readable in two ways.
    Malformed { at: usize },
    /// Two entries of one name.
    Twice(String),
    /// A name that leads out of the folder or means different files on different systems.
    Name(String),
    /// The bytes are not those that the archive announces.
    Damaged(String),
}

struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Flaw> {
        let flaw = Flaw::Malformed { at: self.at };
        let taken = self.at.checked_add(count).and_then(|end| self.bytes.get(self.at..end)).ok_or(flaw)?;
        self.at += count;
        Ok(taken)
    }

    fn half(&mut self) -> Result<u16, Flaw> {
        let taken = self.take(2)?;
        Ok(u16::from_le_bytes([taken[0], taken[1]]))
    }

    fn word(&mut self) -> Result<u32, Flaw> {
        let taken = self.take(4)?;
        Ok(u32::from_le_bytes([taken[0], taken[1], taken[2], taken[3]]))
    }
}

struct Listed {
    flags: u16,
    method: u16,
    crc: u32,
    packed: usize,
    size: usize,
    name: String,
    at: usize,
}

/// Reads an archive whole, when what it holds unpacks to no more than `bytes_most`.
pub fn read(bytes: &[u8], bytes_most: usize) -> Result<Vec<Entry>, Flaw> {
    if BYTES_MOST < bytes.len() {
        return Err(Flaw::Limits);
    }
    let (start, end, count) = directory(bytes)?;
    if FILES_MOST + 8 < count {
        return Err(Flaw::Limits);
    }
    let mut fields = Fields { bytes: &bytes[..end], at: start };
    let mut listed = Vec::new();
    for _ in 0..count {
        listed.push(central(&mut fields)?);
    }
    if fields.at != end {
        return Err(Flaw::Malformed { at: fields.at });
    }
    listed.sort_by_key(|one| one.at);
    let (mut names, mut at, mut left, mut entries) = (HashSet::new(), 0, bytes_most, Vec::new());
    for one in listed {
        if !super::may_be_named(&one.name) {
            return Err(Flaw::Name(one.name));
        }
        if !names.insert(one.name.to_lowercase()) {
            return Err(Flaw::Twice(one.name));
        }
        if one.at != at {
            return Err(Flaw::Malformed { at });
        }
        let (entry, next) = local(&bytes[..start], &one, &mut left)?;
        at = next;
        entries.push(entry);
    }
    if at != start { Err(Flaw::Malformed { at }) } else { Ok(entries) }
}

/// Where the directory begins and ends, and how many it lists. Only its end may carry a comment.
fn directory(bytes: &[u8]) -> Result<(usize, usize, usize), Flaw> {
    let lowest = bytes.len().saturating_sub(END_BYTES + COMMENT_MOST);
    let nowhere = Flaw::Malformed { at: bytes.len() };
    let from = bytes.len().checked_sub(END_BYTES).ok_or(nowhere.clone())?;
    let signs = |at: &usize| bytes[*at..].starts_with(&END.to_le_bytes());
    // Two ends are two archives: whoever reads from the back would choose.
    let mut found = (lowest..=from).filter(signs);
    let (Some(end), None) = (found.next(), found.next()) else { return Err(nowhere) };
    let mut fields = Fields { bytes, at: end + 4 };
    let (disk, first, here, count) = (fields.half()?, fields.half()?, fields.half()?, fields.half()?);
    let (size, start, comment) = (fields.word()? as usize, fields.word()? as usize, fields.half()? as usize);
    let whole = fields.at + comment == bytes.len() && start.checked_add(size) == Some(end);
    if disk != 0 || first != 0 || here != count || !whole {
        return Err(Flaw::Malformed { at: end });
    }
    Ok((start, end, count as usize))
}

fn central(fields: &mut Fields) -> Result<Listed, Flaw> {
    let begun = fields.at;
    let malformed = || Flaw::Malformed { at: begun };
    if fields.word()? != CENTRAL {
        return Err(malformed());
    }
    fields.take(4)?;
    let (flags, method) = (fields.half()?, fields.half()?);
    fields.take(4)?;
    let (crc, packed, size) = (fields.word()?, fields.word()? as usize, fields.word()? as usize);
    let (name, extra, comment) = (fields.half()? as usize, fields.half()? as usize, fields.half()? as usize);
    fields.take(8)?;
    let at = fields.word()? as usize;
    let name = fields.take(name)?;
    fields.take(extra)?;
    fields.take(comment)?;
    let name = std::str::from_utf8(name).ok().filter(|name| name.len() <= NAME_MOST).ok_or_else(malformed)?;
    // Encrypted, patched or masked: not for evidence.
    if flags & !(UTF8 | LATER | 0b110) != 0 || !matches!(method, STORED | DEFLATED) {
        return Err(malformed());
    }
    Ok(Listed { flags, method, crc, packed, size, name: name.to_owned(), at })
}

/// Reads an entry where it lies, and says where the next one must begin.
fn local(bytes: &[u8], listed: &Listed, left: &mut usize) -> Result<(Entry, usize), Flaw> {
    let malformed = || Flaw::Malformed { at: listed.at };
    let mut fields = Fields { bytes, at: listed.at };
    if fields.word()? != LOCAL {
        return Err(malformed());
    }
    fields.take(2)?;
    let (flags, method) = (fields.half()?, fields.half()?);
    fields.take(4)?;
    let (crc, packed, size) = (fields.word()?, fields.word()? as usize, fields.word()? as usize);
    let (name, extra) = (fields.half()? as usize, fields.half()? as usize);
    let same_name = fields.take(name)? == listed.name.as_bytes();
    fields.take(extra)?;
    let later = flags & LATER != 0;
    let same = (crc, packed, size) == (listed.crc, listed.packed, listed.size);
    let unsaid = later && crc == 0 && packed == 0 && size == 0;
    if flags != listed.flags || method != listed.method || !same_name || !(same || unsaid) {
        return Err(malformed());
    }
    let data = fields.take(listed.packed)?;
    if later {
        let signed = fields.word()?;
        let crc = if signed == DESCRIPTOR { fields.word()? } else { signed };
        let sizes = (fields.word()? as usize, fields.word()? as usize);
        if crc != listed.crc || sizes != (listed.packed, listed.size) {
            return Err(malformed());
        }
    }
    *left = left.checked_sub(listed.size).ok_or(Flaw::Limits)?;
    let damaged = || Flaw::Damaged(listed.name.clone());
    let unpacked = if method == STORED {
        data.to_vec()
    } else {
        let mut unpacked = Vec::new();
        let mut inflate = flate2::read::DeflateDecoder::new(data).take(listed.size as u64 + 1);
        inflate.read_to_end(&mut unpacked).map_err(|_| damaged())?;
        unpacked
    };
    let mut sum = flate2::Crc::new();
    sum.update(&unpacked);
    if unpacked.len() != listed.size || sum.sum() != listed.crc {
        return Err(damaged());
    }
    let entry = Entry { name: listed.name.clone(), bytes: unpacked, stored: method == STORED, bare: extra == 0 };
    Ok((entry, fields.at))
}
