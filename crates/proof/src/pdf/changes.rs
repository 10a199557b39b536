//! What one revision changed: whether it may follow a signature, or what it altered. Nothing is
//! allowed because it looks harmless: an object is explained by the signature field, the store or
//! the list that needs it, or it is a fault.
//!
//! Against shadow attacks (Rohlmann, Mladenov, Mainka, Schwenk 2021) every byte of the revision must
//! belong to an object of its cross-reference, and what may change may not be shared.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::fault::{Altered, Change};
use super::file::{Entry, File, Section, Unreadable};
use super::frame::FIELDS_MOST;
use super::object::{Dict, Id, Object, words};
use super::roles::{Referrers, Role, roles};
use super::view::View;

/// One revision against the one before.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Step {
    pub allowed: Vec<Change>,
    pub altered: Vec<Altered>,
}

/// Keys of an invisible signature field (tables 164, 188, 220, 232); none can act or show.
const WIDGET_KEYS: [&str; 18] = [
    "Type", "Subtype", "FT", "T", "TU", "TM", "Contents", "Rect", "F", "P", "V", "Ff", "Lock", "SV", "AP", "MK", "NM",
    "Lang",
];
/// What `Info` says of the saving itself, and nothing of the paper.
const SAVED_KEYS: [&str; 2] = ["ModDate", "Producer"];
const STORE_KEYS: [&str; 5] = ["Type", "Certs", "OCSPs", "CRLs", "VRI"];

pub(super) struct Steps<'f, 'a> {
    pub file: &'f File<'a>,
    referrers: OnceCell<Result<Referrers, Unreadable>>,
}

impl<'f, 'a> Steps<'f, 'a> {
    pub fn new(file: &'f File<'a>) -> Steps<'f, 'a> {
        Steps { file, referrers: OnceCell::new() }
    }

    /// What the section of that level changed.
    pub fn step(&self, level: usize) -> Step {
        let mut walk = Walk {
            all: self,
            section: &self.file.sections[level],
            old: self.file.view(level + 1),
            new: self.file.view(level),
            changed: BTreeSet::new(),
            explained: HashSet::new(),
            step: Step::default(),
        };
        if let Err(unreadable) = walk.run() {
            walk.step.altered.push(Altered::Broken(unreadable));
        }
        let mut seen = HashSet::new();
        walk.step.altered.retain(|altered| seen.insert(altered.clone()));
        walk.step
    }

    fn referrers(&self) -> Result<&Referrers, Unreadable> {
        self.referrers.get_or_init(|| Referrers::of(self.file)).as_ref().map_err(|unreadable| *unreadable)
    }
}

pub(super) struct Walk<'w, 'f, 'a> {
    pub all: &'w Steps<'f, 'a>,
    pub section: &'f Section,
    pub old: View<'f, 'a>,
    pub new: View<'f, 'a>,
    pub changed: BTreeSet<u32>,
    pub explained: HashSet<u32>,
    pub step: Step,
}

impl Walk<'_, '_, '_> {
    fn run(&mut self) -> Result<(), Unreadable> {
        self.layout()?;
        self.trailers();
        self.saved()?;
        let (old_root, old_catalog) = self.old.root()?;
        let (root, catalog) = self.new.root()?;
        if old_root != root {
            // Everything may be another; the roles below tell what.
            self.alter(Altered::Trailer { key: "Root".into() });
        }
        self.explained.insert(root.0);
        for key in old_catalog.differing(&catalog) {
            match key.as_str() {
                "AcroForm" | "DSS" | "Extensions" => (),
                "Metadata" => self.alter(Altered::Metadata),
                "Pages" => self.alter(Altered::Pages),
                _ => self.alter(Altered::Catalog { key }),
            }
        }
        let widgets = self.form(root, &old_catalog, &catalog)?;
        self.annotations(&widgets)?;
        self.store(root, &old_catalog, &catalog)?;
        self.extensions(&catalog)?;
        self.awaited()?;
        self.rest()
    }

    pub fn alter(&mut self, altered: Altered) {
        self.step.altered.push(altered);
    }

    pub fn is_new(&self, number: u32) -> bool {
        matches!(self.old.entry(number), None | Some(Entry::Free))
    }

    fn trailers(&mut self) {
        let (old, new) = (self.old.trailer(), self.new.trailer());
        let id = |trailer: &Dict| trailer.get("ID").and_then(Object::array).and_then(|id| id.first().cloned());
        if id(old) != id(new) {
            self.alter(Altered::Trailer { key: "ID".into() });
        }
        if new.get("Encrypt").is_some() {
            self.alter(Altered::Trailer { key: "Encrypt".into() });
        }
    }

    /// When the file was last saved, and by which program: the other signer's program says it of itself.
    fn saved(&mut self) -> Result<(), Unreadable> {
        let (old, new) = (self.old.trailer(), self.new.trailer());
        let named = new.reference("Info");
        let touched = named.is_some_and(|id| self.changed.contains(&id.0));
        if old.get("Info") == new.get("Info") && !touched {
            return Ok(());
        }
        let (before, after) = (self.old.of(old, "Info")?, self.new.of(new, "Info")?);
        let before = before.dict().cloned().unwrap_or_default();
        match (named, after.dict()) {
            (Some(id), Some(after)) if before.differing(after).iter().all(|key| SAVED_KEYS.contains(&key.as_str())) => {
                self.explained.insert(id.0);
                self.step.allowed.push(Change::Saved);
            }
            _ => self.alter(Altered::Metadata),
        }
        Ok(())
    }

    /// The form and its list of fields; gives the widgets that were added.
    fn form(&mut self, root: Id, old_catalog: &Dict, catalog: &Dict) -> Result<Vec<u32>, Unreadable> {
        let old = self.old.of(old_catalog, "AcroForm")?.dict().cloned().unwrap_or_default();
        let new = self.new.of(catalog, "AcroForm")?;
        let Some(new) = new.dict() else {
            if old_catalog.get("AcroForm").is_some() {
                self.alter(Altered::Form { key: "AcroForm".into() });
            }
            return Ok(Vec::new());
        };
        for key in old.differing(new) {
            match key.as_str() {
                "Fields" => (),
                "SigFlags" if new.get("SigFlags").is_some_and(|flags| flags.int().is_some()) => (),
                _ => self.alter(Altered::Form { key }),
            }
        }
        let form = catalog.reference("AcroForm");
        let holder = form.unwrap_or(root).0;
        self.container(form, &[root.0])?;
        self.container(new.reference("Fields"), &[holder])?;

        let before = self.old.of(&old, "Fields")?.array().map(<[Object]>::to_vec).unwrap_or_default();
        let after = self.new.of(new, "Fields")?.array().map(<[Object]>::to_vec).unwrap_or_default();
        if !after.starts_with(&before) {
            self.alter(Altered::Form { key: "Fields".into() });
        }
        let mut names = Vec::new();
        for id in before.iter().take(FIELDS_MOST).filter_map(Object::reference) {
            names.extend(self.old.get(id)?.dict().map(|field| words(field.text("T").unwrap_or_default())));
        }
        let mut widgets = Vec::new();
        for (index, field) in after.iter().enumerate() {
            let Some(id) = field.reference() else {
                if before.len() <= index {
                    self.alter(Altered::Form { key: "Fields".into() });
                }
                continue;
            };
            if index < before.len() && !self.changed.contains(&id.0) {
                continue;
            }
            if index < before.len() {
                self.refilled(id)?;
            } else if self.field(id, &names)? {
                widgets.push(id.0);
            }
        }
        Ok(widgets)
    }

    /// A field that was there: an empty signature may be filled, and nothing else.
    fn refilled(&mut self, id: Id) -> Result<(), Unreadable> {
        self.explained.insert(id.0);
        let (Object::Dict(old), Object::Dict(new)) = (self.old.get(id)?, self.new.get(id)?) else {
            self.alter(Altered::Object { number: id.0 });
            return Ok(());
        };
        let field = words(old.text("T").unwrap_or_default());
        let signature = old.is("FT", "Sig");
        if signature && old.get("V").is_none() && old.differing(&new).iter().all(|key| key == "V") {
            self.signature(&field, &new)?;
            return Ok(());
        }
        self.alter(if signature && old.get("V").is_some() {
            Altered::Signature { field }
        } else {
            Altered::Field { field }
        });
        Ok(())
    }

    /// A field that was added: true when it is an invisible signature
    /// of a name that no field has.
    fn field(&mut self, id: Id, names: &[String]) -> Result<bool, Unreadable> {
        let Object::Dict(dict) = self.new.get(id)? else { return Ok(false) };
        let field = words(dict.text("T").unwrap_or_default());
        let taken = names.contains(&field);
        let known = |key: &[u8]| WIDGET_KEYS.iter().any(|known| known.as_bytes() == key);
        let widget = dict.get("Subtype").is_none_or(|subtype| subtype.name() == Some(b"Widget"));
        if !dict.is("FT", "Sig") || !widget || taken || !dict.0.iter().all(|(key, _)| known(key)) {
            self.explained.insert(id.0);
            self.alter(Altered::Field { field });
            return Ok(false);
        }
        let rect = self.new.of(&dict, "Rect")?;
        let number = |value: &Object| match value {
            Object::Int(number) => Some(*number as f64),
            Object::Real(written) => std::str::from_utf8(written).ok()?.parse().ok(),
            _ => None,
        };
        let sides: Option<Vec<f64>> = rect.array().map(|sides| sides.iter().filter_map(number).collect());
        let flat = match sides.as_deref() {
            None | Some([]) => !dict.is("Subtype", "Widget"),
            Some(&[left, low, right, high]) => left == right && low == high,
            Some(_) => false,
        };
        if !flat {
            self.alter(Altered::Visible { field: field.clone() });
        }
        self.explained.insert(id.0);
        for key in ["AP", "Lock", "SV", "MK"] {
            self.explain_new(dict.get(key))?;
        }
        self.signature(&field, &dict)?;
        Ok(true)
    }

    fn signature(&mut self, field: &str, dict: &Dict) -> Result<(), Unreadable> {
        let field = field.to_owned();
        let Object::Dict(signature) = self.new.of(dict, "V")? else {
            self.step.allowed.push(Change::Reserved { field });
            return Ok(());
        };
        self.explain_new(dict.get("V"))?;
        let stamp = signature.is("SubFilter", "ETSI.RFC3161");
        self.step.allowed.push(if stamp { Change::Stamped { field } } else { Change::Signed { field } });
        Ok(())
    }

    /// New objects that a value leads to, never through an old one.
    fn explain_new(&mut self, value: Option<&Object>) -> Result<(), Unreadable> {
        let mut ahead = Vec::new();
        if let Some(value) = value {
            value.references(&mut ahead);
        }
        while let Some(id) = ahead.pop() {
            if self.changed.contains(&id.0) && self.is_new(id.0) && self.explained.insert(id.0) {
                self.new.get(id)?.references(&mut ahead);
            }
        }
        Ok(())
    }

    /// An object whose contents may grow: it may have no other use.
    fn container(&mut self, id: Option<Id>, holders: &[u32]) -> Result<(), Unreadable> {
        let Some((number, _)) = id.filter(|id| self.changed.contains(&id.0)) else { return Ok(()) };
        self.explained.insert(number);
        if !self.is_new(number) && !self.all.referrers()?.only(number, holders) {
            self.alter(Altered::Shared { number });
        }
        Ok(())
    }

    /// Pages, and lists of annotations, that only received the new widgets.
    fn annotations(&mut self, widgets: &[u32]) -> Result<(), Unreadable> {
        let grew = |old: &[Object], new: &[Object]| {
            new.strip_prefix(old).is_some_and(|added| {
                added.iter().all(|item| item.reference().is_some_and(|id| widgets.contains(&id.0)))
            })
        };
        for number in self.changed.clone() {
            if self.is_new(number) || self.explained.contains(&number) {
                continue;
            }
            match (self.old.get((number, 0))?, self.new.get((number, 0))?) {
                (Object::Dict(old), Object::Dict(new)) if old.is("Type", "Page") => {
                    let (before, after) = (self.old.of(&old, "Annots")?, self.new.of(&new, "Annots")?);
                    let only = old.differing(&new).iter().all(|key| key == "Annots");
                    if only && grew(before.array().unwrap_or_default(), after.array().unwrap_or_default()) {
                        self.explained.insert(number);
                        let list = new.reference("Annots");
                        if list.is_some_and(|id| self.is_new(id.0)) {
                            self.container(list, &[number])?;
                        }
                    }
                }
                (Object::Array(old), Object::Array(new)) if grew(&old, &new) => {
                    let mut pages = self.all.referrers()?.all(number);
                    let lists = pages.all(|page| {
                        let page = self.new.get((page, 0)).ok();
                        page.as_ref().and_then(Object::dict).is_some_and(|page| {
                            page.is("Type", "Page") && page.reference("Annots") == Some((number, 0))
                        })
                    });
                    self.explained.insert(number);
                    if !lists {
                        self.alter(Altered::Shared { number });
                    }
                }
                _ => (),
            }
        }
        Ok(())
    }

    /// The store: streams of evidence, and the lists that name them.
    fn store(&mut self, root: Id, old_catalog: &Dict, catalog: &Dict) -> Result<(), Unreadable> {
        let Object::Dict(store) = self.new.of(catalog, "DSS")? else {
            if old_catalog.get("DSS").is_some() {
                self.alter(Altered::Catalog { key: "DSS".into() });
            }
            return Ok(());
        };
        let id = catalog.reference("DSS");
        let holder = id.unwrap_or(root).0;
        if store.0.iter().any(|(key, _)| !STORE_KEYS.iter().any(|known| known.as_bytes() == key)) {
            self.alter(Altered::Catalog { key: "DSS".into() });
        }
        let touched = self.explained.len();
        self.container(id, &[root.0])?;
        for key in ["Certs", "OCSPs", "CRLs", "VRI"] {
            self.container(store.reference(key), &[holder])?;
        }
        let by_signature = self.new.of(&store, "VRI")?;
        let (vri, inside) = (store.reference("VRI"), by_signature.dict().map(|dict| dict.0.as_slice()));
        for (_, entry) in inside.unwrap_or_default() {
            self.container(entry.reference(), &[vri.map_or(holder, |vri| vri.0)])?;
        }
        self.explain_new(Some(&Object::Dict(store)))?;
        let differs = old_catalog.get("DSS") != catalog.get("DSS");
        if touched < self.explained.len() || differs {
            self.step.allowed.push(Change::Evidence);
        }
        Ok(())
    }

    /// The names of the standards beyond ISO 32000 that the file follows: words only.
    fn extensions(&mut self, catalog: &Dict) -> Result<(), Unreadable> {
        let Object::Dict(named) = self.new.of(catalog, "Extensions")? else { return Ok(()) };
        let mut references = Vec::new();
        Object::Dict(named).references(&mut references);
        if catalog.reference("Extensions").is_some() || !references.is_empty() {
            let key = || Altered::Catalog { key: "Extensions".into() };
            if self.changed.iter().any(|number| references.iter().any(|id| id.0 == *number)) {
                self.alter(key());
            }
        }
        Ok(())
    }

    /// A new object that an old one spoke of already changes what the old one says.
    fn awaited(&mut self) -> Result<(), Unreadable> {
        let referrers = self.all.referrers()?;
        let new = self.section.entries.iter().filter(|(number, entry)| *entry != Entry::Free && self.is_new(*number));
        let awaited = new.filter(|(number, _)| referrers.awaited(*number, self.new.level));
        let shared: Vec<Altered> = awaited.map(|(number, _)| Altered::Shared { number: *number }).collect();
        self.step.altered.extend(shared);
        Ok(())
    }

    /// Whatever nothing above explains.
    fn rest(&mut self) -> Result<(), Unreadable> {
        let left: Vec<u32> = self.changed.difference(&self.explained.iter().copied().collect()).copied().collect();
        if left.is_empty() {
            return Ok(());
        }
        let (now, before): (HashMap<u32, Role>, HashMap<u32, Role>) = (roles(&self.new)?, roles(&self.old)?);
        for number in left {
            let role = before.get(&number).or(now.get(&number));
            match role {
                None => self.alter(Altered::Hidden { number }),
                Some(Role::Pages) => self.alter(Altered::Pages),
                Some(Role::Page(page)) => self.page(number, *page)?,
                Some(Role::Content(page)) => self.alter(Altered::Content { page: *page }),
                Some(Role::Annotation(page)) => self.annotation(number, *page)?,
                Some(Role::Font(page)) => self.alter(Altered::Font { page: *page }),
                Some(Role::Image(page)) => self.alter(Altered::Image { page: *page }),
                Some(Role::Resource(page)) => self.alter(Altered::Page { page: *page, key: "Resources".into() }),
                Some(Role::Metadata) => self.alter(Altered::Metadata),
                Some(Role::Catalog(key)) if key == "AcroForm" => self.form_part(number)?,
                Some(Role::Catalog(key)) => self.alter(Altered::Catalog { key: key.clone() }),
            }
        }
        Ok(())
    }

    fn page(&mut self, number: u32, page: usize) -> Result<(), Unreadable> {
        let (Object::Dict(old), Object::Dict(new)) = (self.old.get((number, 0))?, self.new.get((number, 0))?) else {
            self.alter(Altered::Pages);
            return Ok(());
        };
        for key in old.differing(&new) {
            self.alter(match key.as_str() {
                "Contents" => Altered::Content { page },
                "Annots" => Altered::Annotation { page, subtype: String::new() },
                _ => Altered::Page { page, key },
            });
        }
        Ok(())
    }

    fn annotation(&mut self, number: u32, page: usize) -> Result<(), Unreadable> {
        let object = self.new.get((number, 0))?;
        let subtype = object.dict().and_then(|dict| dict.name("Subtype")).unwrap_or_default();
        let subtype = String::from_utf8_lossy(subtype).into_owned();
        self.alter(Altered::Annotation { page, subtype });
        Ok(())
    }

    fn form_part(&mut self, number: u32) -> Result<(), Unreadable> {
        let object = self.new.get((number, 0))?;
        match object.dict().and_then(|dict| dict.text("T")) {
            Some(name) => self.alter(Altered::Field { field: words(name) }),
            None => self.alter(Altered::Object { number }),
        }
        Ok(())
    }
}
