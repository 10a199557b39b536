//! What a paper carries so that it can be judged years later without asking anyone: the document
//! security store, with certificates, revocation lists and OCSP answers (ETSI EN 319 142-1, 5.4).

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use super::PdfError;
use super::file::File;
use super::object::{Dict, Id, Object};
use super::update::Update;
use super::view::View;

/// What is kept beside the signatures, each as DER.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    pub certificates: Vec<Vec<u8>>,
    pub ocsps: Vec<Vec<u8>>,
    pub crls: Vec<Vec<u8>>,
}

/// The lists of the store and, for one signature, their names there.
const LISTS: [(&str, &str); 3] = [("Certs", "Cert"), ("OCSPs", "OCSP"), ("CRLs", "CRL")];

impl Evidence {
    fn lists(&self) -> [&[Vec<u8>]; 3] {
        [&self.certificates, &self.ocsps, &self.crls]
    }
}

/// Adds evidence to a signed paper; what it carries already is not added twice.
pub fn extend(pdf: &[u8], evidence: &Evidence) -> Result<Vec<u8>, PdfError> {
    let file = File::open(pdf)?;
    let view = file.now();
    if view.trailer().get("Encrypt").is_some() {
        return Err(PdfError::Encrypted);
    }
    let (root, mut catalog) = view.root()?;
    let mut store = view.of(&catalog, "DSS")?.dict().cloned().unwrap_or_default();
    let store_id = catalog.reference("DSS");

    let bytes = evidence.lists().iter().flat_map(|list| list.iter()).map(|one| one.len() + 128).sum::<usize>();
    let mut update = Update::after(&file, bytes + 4096)?;
    let mut one_signature = Dict::default();
    for ((list, short), given) in LISTS.iter().zip(evidence.lists()) {
        let mut refs = view.of(&store, list)?.array().map(<[Object]>::to_vec).unwrap_or_default();
        let mut kept = Vec::new();
        for id in refs.iter().filter_map(Object::reference) {
            if let Some(contents) = view.contents(id)? {
                kept.push((id, contents));
            }
        }
        let mut these = Vec::new();
        for one in given {
            let id = match kept.iter().find(|(_, contents)| contents == one) {
                Some((id, _)) => *id,
                None => {
                    let id = update.fresh();
                    update.stream(id, Dict::default(), one);
                    refs.push(Object::Ref(id));
                    kept.push((id, one.clone()));
                    id
                }
            };
            these.push(Object::Ref(id));
        }
        if !refs.is_empty() {
            store.set(list, Object::Array(refs));
        }
        if !these.is_empty() {
            one_signature.set(short, Object::Array(these));
        }
    }

    let mut by_signature = view.of(&store, "VRI")?.dict().cloned().unwrap_or_default();
    for name in signatures(&view, &catalog)? {
        by_signature.set(&name, Object::Dict(one_signature.clone()));
    }
    store.set("Type", Object::named("DSS"));
    store.set("VRI", Object::Dict(by_signature));
    let id = store_id.unwrap_or_else(|| update.fresh());
    update.object(id, &Object::Dict(store));
    if store_id.is_none() {
        catalog.set("DSS", Object::Ref(id));
        update.object(root, &Object::Dict(catalog));
    }
    Ok(update.finish())
}

/// By what a signature is known in the store: the SHA-1 of its contents, in capitals.
pub(super) fn signature_name(contents: &[u8]) -> String {
    digest(&SHA1_FOR_LEGACY_USE_ONLY, contents).as_ref().iter().map(|byte| format!("{byte:02X}")).collect()
}

fn signatures(view: &View, catalog: &Dict) -> Result<Vec<String>, PdfError> {
    let form = view.of(catalog, "AcroForm")?;
    let fields = match form.dict() {
        Some(form) => view.of(form, "Fields")?,
        None => Object::Null,
    };
    let mut names = Vec::new();
    for id in fields.array().unwrap_or_default().iter().filter_map(Object::reference) {
        let Object::Dict(field) = view.get(id)? else { continue };
        if let (true, Object::Dict(signature)) = (field.is("FT", "Sig"), view.of(&field, "V")?) {
            names.extend(signature.text("Contents").map(signature_name));
        }
    }
    Ok(names)
}

/// What the store of a view holds, for the judge.
pub(super) fn held(view: &View, catalog: &Dict) -> Result<Evidence, super::file::Unreadable> {
    let store = view.of(catalog, "DSS")?;
    let Some(store) = store.dict() else { return Ok(Evidence::default()) };
    let mut left = HELD_BYTES_MOST;
    let mut list = |key: &str| -> Result<Vec<Vec<u8>>, super::file::Unreadable> {
        let refs = view.of(store, key)?;
        let ids: Vec<Id> = refs.array().unwrap_or_default().iter().filter_map(Object::reference).collect();
        let mut held = Vec::new();
        for id in ids.into_iter().take(HELD_MOST) {
            let contents = view.contents(id)?.filter(|contents| contents.len() <= left);
            left -= contents.as_ref().map_or(0, Vec::len);
            held.extend(contents);
        }
        Ok(held)
    };
    Ok(Evidence { certificates: list("Certs")?, ocsps: list("OCSPs")?, crls: list("CRLs")? })
}

/// Certificates, answers or lists that are looked at in one store; what is beyond is not believed.
const HELD_MOST: usize = 48;
/// Their bytes, all together.
const HELD_BYTES_MOST: usize = 4 << 20;
