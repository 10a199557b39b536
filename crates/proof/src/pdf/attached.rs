//! A file that a paper carries with it (ISO 19005-3, 6.8; ISO 32000-2, 7.11.4).

use super::PdfError;
use super::file::{File, Read};
use super::object::Object;

/// More than this is not looked through.
const FILES_MOST: usize = 64;

/// The bytes of the file of this name that belongs to the whole paper; nothing when there is none.
///
/// Whether it was there when the paper was signed is for `judge` to say: it refuses what was added later.
pub fn attached(pdf: &[u8], name: &str) -> Result<Option<Vec<u8>>, PdfError> {
    let file = File::open(pdf)?;
    Ok(find(&file, name)?)
}

fn find(file: &File, name: &str) -> Read<Option<Vec<u8>>> {
    let view = file.now();
    let (_, catalog) = view.root()?;
    let files = view.of(&catalog, "AF")?;
    for one in files.array().unwrap_or_default().iter().take(FILES_MOST) {
        let Object::Dict(told) = view.resolve(one)? else { continue };
        if !["F", "UF"].iter().any(|key| told.text(key) == Some(name.as_bytes())) {
            continue;
        }
        let Object::Dict(bytes) = view.of(&told, "EF")? else { continue };
        let stream = bytes.reference("F").or_else(|| bytes.reference("UF"));
        if let Some(stream) = stream {
            return view.contents(stream);
        }
    }
    Ok(None)
}
