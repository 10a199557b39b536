//! Certificates, lists and requests as text (RFC 7468): what operators carry from one program to another.
//!
//! What stands between the blocks is a person's remark and is passed over; what stands inside one and is
//! not its own is a fault.

use data_encoding::BASE64;

/// The longest text that is read, in bytes.
pub const TEXT_BYTES_MOST: usize = 1 << 20;
/// Blocks in one text.
pub const BLOCKS_MOST: usize = 256;

/// The label of a certificate.
pub const CERTIFICATE: &str = "CERTIFICATE";
/// The label of a revocation list.
pub const LIST: &str = "X509 CRL";
/// The label of a request for a certificate (RFC 2986).
pub const REQUEST: &str = "CERTIFICATE REQUEST";

/// One block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub label: String,
    pub der: Vec<u8>,
}

/// Why a text was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PemError {
    #[error("the text has more than {TEXT_BYTES_MOST} bytes or {BLOCKS_MOST} blocks; give only what is asked for")]
    TooLarge,
    #[error("line {line}: the block that begins there does not end, or ends as another; copy the text again")]
    Open { line: usize },
    #[error("line {line}: the block that begins there is not base 64; copy the text again")]
    Damaged { line: usize },
}

/// The blocks of a text, in their order; none when it holds none.
pub fn read(text: &str) -> Result<Vec<Block>, PemError> {
    if TEXT_BYTES_MOST < text.len() {
        return Err(PemError::TooLarge);
    }
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((start, line)) = lines.next() {
        let Some(label) = line.trim().strip_prefix("-----BEGIN ").and_then(|rest| rest.strip_suffix("-----")) else {
            continue;
        };
        let line = start + 1;
        let end = format!("-----END {label}-----");
        let mut inside = String::new();
        loop {
            let (_, next) = lines.next().ok_or(PemError::Open { line })?;
            match next.trim() {
                next if next == end => break,
                next if next.starts_with("-----") => return Err(PemError::Open { line }),
                next => inside.push_str(next),
            }
        }
        let der = BASE64.decode(inside.as_bytes()).map_err(|_| PemError::Damaged { line })?;
        if blocks.len() == BLOCKS_MOST {
            return Err(PemError::TooLarge);
        }
        blocks.push(Block { label: label.to_owned(), der });
    }
    Ok(blocks)
}

/// A block as text, in lines of 64 letters.
pub fn write(label: &str, der: &[u8]) -> String {
    let text = BASE64.encode(der);
    let mut lines = vec![format!("-----BEGIN {label}-----")];
    lines.extend(text.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()));
    lines.push(format!("-----END {label}-----\n"));
    lines.join("\n")
}

/// Every block of one label, from a file that is text, or that is itself one such structure in DER.
pub fn of_file(label: &str, bytes: &[u8]) -> Result<Vec<Vec<u8>>, PemError> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("-----BEGIN ") => {
            Ok(read(text)?.into_iter().filter(|block| block.label == label).map(|block| block.der).collect())
        }
        _ if bytes.first() == Some(&0x30) => Ok(vec![bytes.to_vec()]),
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again_among_remarks() {
        let (one, two) = (vec![7; 100], (0..=255).collect::<Vec<u8>>());
        let text = format!("our root:\r\n{}\nand the list\n{}", write(CERTIFICATE, &one), write(LIST, &two));
        let blocks = read(&text).expect("two blocks");
        assert_eq!(blocks[0], Block { label: CERTIFICATE.into(), der: one.clone() });
        assert_eq!(blocks[1], Block { label: LIST.into(), der: two.clone() });
        assert!(write(CERTIFICATE, &two).lines().all(|line| line.len() <= 64));
        assert_eq!(of_file(LIST, text.as_bytes()), Ok(vec![two]));
        assert_eq!(of_file(CERTIFICATE, &[0x30, 0x00]), Ok(vec![vec![0x30, 0x00]]));
        assert_eq!(of_file(CERTIFICATE, b"nothing of the kind"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        let whole = format!("a remark\n{}", write(CERTIFICATE, &[1; 50]));
        let cut = whole.replace("-----END CERTIFICATE-----", "");
        assert_eq!(read(&cut), Err(PemError::Open { line: 2 }));
        assert_eq!(read(&whole.replace("END CERTIFICATE", "END X509 CRL")), Err(PemError::Open { line: 2 }));
        assert_eq!(read(&whole.replace("AQ", "!!")), Err(PemError::Damaged { line: 2 }));
        assert_eq!(read(&" ".repeat(TEXT_BYTES_MOST + 1)), Err(PemError::TooLarge));
        assert_eq!(read(&write(CERTIFICATE, &[]).repeat(BLOCKS_MOST + 1)), Err(PemError::TooLarge));
    }
}
