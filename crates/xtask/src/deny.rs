//! What we accept from others, read from `deny.toml`: licences, sources, crates that are kept out.
//!
//! The same rules as `cargo deny check licenses bans sources`, for a machine that does not have that
//! program: it takes longer to build than all of Diwan's tests to run. Known vulnerabilities are not
//! asked here: their list is no package, so `cargo deny check advisories` is run by hand before a release.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

use crate::sh;

/// Every dependency held against `deny.toml`.
pub fn command(_words: &[String]) -> Result<(), String> {
    let path = sh::root().join("deny.toml");
    let text = std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let rules = Rules::read(&text)?;
    let (mut faults, mut seen) = (BTreeSet::new(), 0);
    for target in &rules.targets {
        let mut metadata = sh::cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform"]);
        let said = metadata.arg(target).output().map_err(|why| format!("cargo metadata: {why}"))?;
        if !said.status.success() {
            return Err(String::from_utf8_lossy(&said.stderr).into_owned());
        }
        let metadata: Value = serde_json::from_slice(&said.stdout).map_err(|why| format!("cargo metadata: {why}"))?;
        let (found, packages) = rules.faults(&metadata);
        seen = seen.max(packages);
        faults.extend(found);
    }
    match faults.is_empty() {
        true => {
            println!("{seen} crates of others, each with a licence, a source and a name that deny.toml takes");
            Ok(())
        }
        false => Err(faults.into_iter().collect::<Vec<_>>().join("\n")),
    }
}

struct Rules {
    targets: Vec<String>,
    allowed: Vec<Licensee>,
    banned: Vec<String>,
}

impl Rules {
    fn read(text: &str) -> Result<Rules, String> {
        let page: toml::Table = text.parse().map_err(|why| format!("deny.toml: {why}"))?;
        let list = |part: &str, key: &str| -> Vec<toml::Value> {
            page.get(part).and_then(|part| part.get(key)?.as_array().cloned()).unwrap_or_default()
        };
        let words =
            |values: Vec<toml::Value>| values.iter().filter_map(|value| Some(value.as_str()?.to_owned())).collect();
        let allowed: Vec<String> = words(list("licenses", "allow"));
        let allowed = allowed.iter().map(|name| {
            Licensee::parse(name).map_err(|why| format!("deny.toml: licenses.allow: `{name}`: {}", why.reason))
        });
        let banned = list("bans", "deny");
        let banned = banned.iter().filter_map(|one| Some(one.get("crate")?.as_str()?.to_owned()));
        Ok(Rules {
            targets: words(list("graph", "targets")),
            allowed: allowed.collect::<Result<_, _>>()?,
            banned: banned.collect(),
        })
    }

    /// What breaks the rules, one line each, and how many crates of others were looked at.
    fn faults(&self, metadata: &Value) -> (Vec<String>, usize) {
        let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let ours: Vec<&str> =
            metadata["workspace_members"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let used = used(metadata, &ours);
        let (mut faults, mut seen) = (Vec::new(), 0);
        for package in metadata["packages"].as_array().into_iter().flatten() {
            let (id, name, version) = (text(package, "id"), text(package, "name"), text(package, "version"));
            if !used.contains(id.as_str()) {
                continue;
            }
            if ours.contains(&id.as_str()) {
                for needed in package["dependencies"].as_array().into_iter().flatten() {
                    if needed["req"] == "*" && needed["path"].is_null() {
                        faults.push(format!("{name} takes any version of {}: say which", text(needed, "name")));
                    }
                }
                continue;
            }
            seen += 1;
            if !text(package, "source").starts_with("registry+") {
                faults.push(format!("{name} {version} comes from `{}`: only registries", text(package, "source")));
            }
            if self.banned.contains(&name) {
                faults.push(format!("{name} {version} is kept out by deny.toml"));
            }
            faults.extend(self.licence(&text(package, "license")).err().map(|why| format!("{name} {version}: {why}")));
        }
        (faults, seen)
    }

    fn licence(&self, written: &str) -> Result<(), String> {
        if written.is_empty() {
            return Err("it states no licence".into());
        }
        let expression = Expression::parse_mode(written, ParseMode::LAX)
            .map_err(|why| format!("the licence `{written}` cannot be read: {}", why.reason))?;
        match expression.evaluate(|asked| self.allowed.iter().any(|licence| licence.satisfies(asked))) {
            true => Ok(()),
            false => Err(format!("the licence `{written}` is not in deny.toml")),
        }
    }
}

/// The crates that are built: cargo's answer also names those that stand behind a feature nobody asked for.
fn used<'a>(metadata: &'a Value, ours: &[&'a str]) -> BTreeSet<&'a str> {
    let list = |value: &'a Value| value.as_array().into_iter().flatten();
    let by_id =
        |values: &'a Value| list(values).filter_map(|v| Some((v["id"].as_str()?, v))).collect::<BTreeMap<_, _>>();
    let (packages, nodes) = (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let (mut used, mut waiting) = (BTreeSet::new(), ours.to_vec());
    while let Some(id) = waiting.pop() {
        let (true, Some(package), Some(node)) = (used.insert(id), packages.get(id), nodes.get(id)) else { continue };
        let features: Vec<&str> = list(&node["features"]).filter_map(Value::as_str).collect();
        let asked = |name: &str| {
            let asks = |said: &str| {
                let said = said.strip_prefix("dep:").unwrap_or(said);
                said == name || said.split_once('/').is_some_and(|(before, _)| before == name)
            };
            features.iter().any(|one| asks(one) || list(&package["features"][*one]).filter_map(Value::as_str).any(asks))
        };
        for needed in list(&node["deps"]) {
            let Some(to) = needed["pkg"].as_str() else { continue };
            let called = packages.get(to).and_then(|package| package["name"].as_str()).unwrap_or_default();
            let mut declared = list(&package["dependencies"]).filter(|one| one["name"] == called).peekable();
            let always = declared.peek().is_none();
            if always
                || declared.any(|one| {
                    one["optional"] != true
                        || asked(one["rename"].as_str().or(one["name"].as_str()).unwrap_or_default())
                })
            {
                waiting.push(to);
            }
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PAGE: &str = r#"
        [graph]
        targets = ["x86_64-unknown-linux-gnu"]
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        [bans]
        deny = [{ crate = "openssl-sys", reason = "one TLS" }]
    "#;

    fn told(packages: &[(&str, &str, Option<&str>)]) -> Vec<String> {
        let id = |name: &str| format!("{name} 1.0.0");
        let package = |(name, source, license): &(&str, &str, Option<&str>)| {
            json!({ "id": id(name), "name": name, "version": "1.0.0", "source": source, "license": license,
                    "dependencies": [{ "name": "any", "req": "*", "path": null }] })
        };
        let metadata = json!({
            "workspace_members": [id("ours"), id("root")],
            "packages": packages.iter().map(package).collect::<Vec<_>>(),
            "resolve": { "nodes": [{ "id": id("root"), "deps": packages.iter().map(|(name, ..)| json!({ "pkg": id(name) })).collect::<Vec<_>>() }] },
        });
        let mut metadata = metadata;
        let root = json!({ "id": id("root"), "name": "root", "version": "1.0.0", "dependencies": [{ "name": "silenced", "req": "1", "optional": true }] });
        metadata["packages"].as_array_mut().unwrap().push(root);
        Rules::read(PAGE).unwrap().faults(&metadata).0
    }

    #[test]
    fn what_deny_toml_takes_is_taken() {
        let sound = ["MIT", "MIT OR GPL-3.0-only", "MIT/Apache-2.0", "Apache-2.0 WITH LLVM-exception AND MIT"];
        for license in sound {
            assert_eq!(told(&[("one", "registry+here", Some(license))]), Vec::<String>::new(), "{license}");
        }
    }

    #[test]
    fn every_fault_is_named() {
        let faults = told(&[
            ("copyleft", "registry+here", Some("MIT AND GPL-3.0-only")),
            ("silent", "registry+here", None),
            ("garbled", "registry+here", Some("MIT OR OR")),
            ("openssl-sys", "registry+here", Some("MIT")),
            ("forked", "git+there", Some("MIT")),
            ("silenced", "git+there", None),
            ("ours", "", Some("Apache-2.0")),
        ]);
        let faults: Vec<&str> =
            faults.iter().map(|fault| fault.split_once(':').map_or(&**fault, |(who, _)| who)).collect();
        assert_eq!(
            faults,
            [
                "copyleft 1.0.0",
                "silent 1.0.0",
                "garbled 1.0.0",
                "openssl-sys 1.0.0 is kept out by deny.toml",
                "forked 1.0.0 comes from `git+there`",
                "ours takes any version of any",
            ]
        );
    }
}
