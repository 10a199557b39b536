//! What an object is for: the page it belongs to, a font, an image, the catalog's entry that leads
//! to it; and who refers to it. So a change can be told in words, and nothing hides behind a name
//! that is allowed to change.

use std::collections::{HashMap, HashSet};

use super::file::{Entry, File, Part, Unreadable};
use super::object::{Dict, Id, Object};
use super::view::View;

/// What an object is for. Pages count from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Pages,
    Page(usize),
    Content(usize),
    Annotation(usize),
    Font(usize),
    Image(usize),
    Resource(usize),
    Metadata,
    Catalog(String),
}

/// Pages that are told apart; a change beyond them is still refused.
const PAGES_MOST: usize = 20_000;

/// The role of every object that the catalog leads to, the most telling one first.
pub(super) fn roles(view: &View) -> Result<HashMap<u32, Role>, Unreadable> {
    let mut roles = HashMap::new();
    let (root, catalog) = view.root()?;
    roles.insert(root.0, Role::Catalog(String::new()));
    if let Some(info) = view.trailer().reference("Info") {
        roles.insert(info.0, Role::Metadata);
    }
    if let Some(metadata) = catalog.reference("Metadata") {
        roles.insert(metadata.0, Role::Metadata);
    }
    let mut pages = Vec::new();
    if let Some(tree) = catalog.reference("Pages") {
        leaves(view, tree, &mut roles, &mut pages)?;
    }
    for (index, (_, page)) in pages.iter().enumerate() {
        let number = index + 1;
        spread(view, page.get("Contents"), &Role::Content(number), &mut roles)?;
        spread(view, page.get("Annots"), &Role::Annotation(number), &mut roles)?;
        let resources = view.of(page, "Resources")?;
        for (key, value) in resources.dict().map(|dict| dict.0.as_slice()).unwrap_or_default() {
            let role = match key.as_slice() {
                b"Font" => Role::Font(number),
                b"XObject" => Role::Image(number),
                _ => Role::Resource(number),
            };
            spread(view, Some(value), &role, &mut roles)?;
        }
        spread(view, page.get("Resources"), &Role::Resource(number), &mut roles)?;
    }
    for (key, value) in &catalog.0 {
        let role = Role::Catalog(String::from_utf8_lossy(key).into_owned());
        spread(view, Some(value), &role, &mut roles)?;
    }
    Ok(roles)
}

fn leaves(
    view: &View,
    tree: Id,
    roles: &mut HashMap<u32, Role>,
    pages: &mut Vec<(Id, Dict)>,
) -> Result<(), Unreadable> {
    let mut stack = vec![tree];
    while let Some(id) = stack.pop() {
        let Object::Dict(node) = view.get(id)? else { continue };
        if node.is("Type", "Page") {
            if pages.len() < PAGES_MOST && roles.insert(id.0, Role::Page(pages.len() + 1)).is_none() {
                pages.push((id, node));
            }
        } else if roles.insert(id.0, Role::Pages).is_none() {
            let kids = view.of(&node, "Kids")?;
            stack.extend(kids.array().unwrap_or_default().iter().rev().filter_map(Object::reference));
        }
    }
    Ok(())
}

/// Gives a role to everything that a value leads to and that has none yet.
fn spread(view: &View, value: Option<&Object>, role: &Role, roles: &mut HashMap<u32, Role>) -> Result<(), Unreadable> {
    let mut ahead = Vec::new();
    if let Some(value) = value {
        value.references(&mut ahead);
    }
    while let Some(id) = ahead.pop() {
        if let std::collections::hash_map::Entry::Vacant(place) = roles.entry(id.0) {
            place.insert(role.clone());
            view.get(id)?.references(&mut ahead);
        }
    }
    Ok(())
}

/// Who refers to each number, in any revision, once for each time it is said.
pub(super) struct Referrers(HashMap<u32, Vec<(usize, u32)>>);

impl Referrers {
    pub fn of(file: &File) -> Result<Referrers, Unreadable> {
        let mut referrers: HashMap<u32, Vec<(usize, u32)>> = HashMap::new();
        let mut said = Vec::new();
        for (level, section) in file.sections.iter().enumerate() {
            section.trailer.0.iter().filter(|(key, _)| key != b"Root").for_each(|(_, value)| {
                value.references(&mut said);
            });
            said.drain(..).for_each(|id| referrers.entry(id.0).or_default().push((level, 0)));
            let view = file.view(level);
            for (number, entry) in &section.entries {
                let generation = match entry {
                    Entry::Free => continue,
                    Entry::At(_, generation) => *generation,
                    Entry::Packed(..) => 0,
                };
                // A table may lead nowhere for a number that nobody uses.
                let Ok(object) = view.get((*number, generation)) else {
                    return Err(Unreadable { part: Part::Object, at: section.at });
                };
                object.references(&mut said);
                said.drain(..).for_each(|id| referrers.entry(id.0).or_default().push((level, *number)));
            }
        }
        Ok(Referrers(referrers))
    }

    /// True when only the expected objects refer to it, each at most once in each revision.
    pub fn only(&self, number: u32, expected: &[u32]) -> bool {
        let mut seen = HashSet::new();
        let referrers = self.0.get(&number).map(Vec::as_slice).unwrap_or_default();
        referrers.iter().all(|referrer| expected.contains(&referrer.1) && seen.insert(*referrer))
    }

    /// True when an object of an older revision than that level's speaks of it.
    pub fn awaited(&self, number: u32, level: usize) -> bool {
        self.0.get(&number).is_some_and(|referrers| referrers.iter().any(|(older, _)| level < *older))
    }

    pub fn all(&self, number: u32) -> impl Iterator<Item = u32> {
        self.0.get(&number).into_iter().flatten().map(|(_, referrer)| *referrer)
    }
}
