//! Who may lean on whom: the floors of the ground, the houses of the street, and which floor
//! alone may speak to the engines, the network and the typesetter. Read from the manifests.

use super::tree::Tree;

/// Our crates, each with the height of its floor. A crate leans only on lower ones.
const FLOORS: &[(&str, u8)] = &[
    ("civic", 0),
    ("exchange", 1),
    ("i18n", 1),
    ("papers", 1),
    ("proof", 1),
    ("store", 1),
    ("desk", 2),
    ("web", 3),
    ("town", 5),
    ("diwan", 6),
];
const STREET: u8 = 4;

/// Houses that lean on another house, each with its reason. Shorter is better.
const HOUSE_ON_HOUSE: &[(&str, &str)] = &[];

/// Crates of others that only some of ours may use: elsewhere they would open a second door.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("postgres", &["store"]),
    ("typst", &["papers"]),
    ("typst-pdf", &["papers"]),
    ("typst-layout", &["papers"]),
    ("fluent-bundle", &["i18n"]),
    ("aws-lc-rs", &["proof", "store"]),
    ("x509-cert", &["proof"]),
    ("cryptoki", &["proof"]),
    ("lettre", &["desk"]),
    ("argon2", &["desk"]),
    ("minijinja", &["web", "services"]),
    ("axum", &["web", "services", "town", "diwan"]),
    ("tower-http", &["web"]),
    ("tokio", &["store", "desk", "web", "services", "town", "diwan"]),
    ("tracing", &["store", "desk", "web", "services", "diwan"]),
    ("getrandom", &["store", "desk", "web", "diwan"]),
    ("clap", &["diwan"]),
];

/// One dependency of one of our crates, as its manifest says it.
struct Lean {
    krate: String,
    on: String,
    tests_only: bool,
    from_workspace: bool,
}

pub fn lean_downwards(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let leans = match leans(tree) {
        Ok(leans) => leans,
        Err(fault) => return vec![fault],
    };
    let houses = tree.folders("services");
    let height = |name: &str| {
        if houses.iter().any(|house| house == name) {
            return Some(STREET);
        }
        FLOORS.iter().find(|(floor, _)| *floor == name).map(|(_, height)| *height)
    };
    for lean in leans {
        let Lean { krate, on, tests_only, .. } = &lean;
        if krate == "xtask" || on == "xtask" {
            // The benchmarks' example measures the engine alone.
            let measured = krate == "xtask" && on == "civic" && *tests_only;
            if height(krate).or(height(on)).is_some() && !measured {
                faults.push(format!("`{krate}` leans on `{on}`: the tools stand apart from the program"));
            }
            continue;
        }
        let Some(there) = height(on) else { continue };
        let Some(here) = height(krate) else {
            faults.push(format!("`{krate}` has no floor: give it one in crates/xtask/src/tidy/floors.rs"));
            continue;
        };
        let both_houses = here == STREET && there == STREET;
        if both_houses && HOUSE_ON_HOUSE.contains(&(krate.as_str(), on.as_str())) {
            continue;
        }
        let is_town = on == "town";
        if is_town && !tests_only {
            faults.push(format!("`{krate}` leans on `town` outside its tests"));
        } else if there >= here && !(is_town && here >= STREET) {
            faults.push(format!("`{krate}` leans on `{on}`, which is not below it"));
        }
    }
    faults
}

pub fn outside_crates(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let houses = tree.folders("services");
    for lean in leans(tree).unwrap_or_default() {
        let Some((_, places)) = ONLY_IN.iter().find(|(name, _)| *name == lean.on) else { continue };
        let place = if houses.contains(&lean.krate) { "services" } else { lean.krate.as_str() };
        if place != "xtask" && !lean.tests_only && !places.contains(&place) {
            faults.push(format!("`{}` uses `{}`, which belongs to {}", lean.krate, lean.on, places.join(", ")));
        }
    }
    faults
}

pub fn versions_once(tree: &Tree) -> Vec<String> {
    let mut faults: Vec<String> = leans(tree)
        .unwrap_or_default()
        .into_iter()
        .filter(|lean| !lean.from_workspace)
        .map(|lean| format!("`{}` names a version of `{}`: write it in the root manifest", lean.krate, lean.on))
        .collect();
    for file in manifests(tree) {
        let Ok(manifest) = file.text.parse::<toml::Table>() else { continue };
        let shares_lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
        if shares_lints.and_then(toml::Value::as_bool) != Some(true) {
            faults.push(format!("{}: say `[lints] workspace = true`", file.path));
        }
        if manifest.contains_key("features") {
            faults.push(format!("{}: no behaviour hides behind features", file.path));
        }
    }
    faults
}

fn manifests(tree: &Tree) -> impl Iterator<Item = &super::tree::File> {
    tree.ending(&["/Cargo.toml"]).filter(|file| file.path.starts_with("crates/") || file.path.starts_with("services/"))
}

fn leans(tree: &Tree) -> Result<Vec<Lean>, String> {
    let mut leans = Vec::new();
    for file in manifests(tree) {
        let manifest: toml::Table = file.text.parse().map_err(|why| format!("{}: {why}", file.path))?;
        let krate = file.path.split('/').nth(1).unwrap_or_default();
        for (section, tests_only) in
            [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
        {
            let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
            for (on, how) in dependencies {
                let from_workspace = how.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                leans.push(Lean { krate: krate.into(), on: on.clone(), tests_only, from_workspace });
            }
        }
    }
    Ok(leans)
}
