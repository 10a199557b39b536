//! The sentences: each exists in Arabic and in French, takes the same arguments in both, and is
//! there when a page asks for it. Read with Fluent's own parser, from every `words` folder.
//!
//! Grammar differs: an argument that only chooses a form (a plural, an elision) may be of use in
//! one language alone. One that is shown must be known to both.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::tree::{File, Tree};

const LANGUAGES: [&str; 2] = ["ar", "fr"];

/// What a sentence is given: what it shows to the reader, and all that it knows of.
#[derive(Default)]
struct Arguments {
    shown: BTreeSet<String>,
    known: BTreeSet<String>,
}

/// For each key of one file, the arguments of its sentence.
type Sentences = BTreeMap<String, Arguments>;

pub fn both_languages(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let mut owners: BTreeMap<(String, String), String> = BTreeMap::new();
    for file in tree.ending(&[".ftl"]) {
        let Some((lang, other_path)) = twin(&file.path) else {
            faults.push(format!("{}: words live in words/ar and words/fr", file.path));
            continue;
        };
        let ours = match sentences(file) {
            Ok(ours) => ours,
            Err(more) => {
                faults.extend(more);
                continue;
            }
        };
        for key in ours.keys() {
            let owner = owners.entry((lang.into(), key.clone())).or_insert_with(|| file.path.clone());
            if *owner != file.path {
                faults.push(format!("{}: `{key}` is already said in {owner}", file.path));
            }
        }
        let Some(other) = tree.get(&other_path) else {
            faults.push(format!("{}: {other_path} is missing", file.path));
            continue;
        };
        let Ok(theirs) = sentences(other) else { continue };
        for (key, arguments) in &ours {
            match theirs.get(key) {
                None => faults.push(format!("{other_path}: `{key}` is missing")),
                // Said once, from the Arabic side.
                Some(others) if lang == LANGUAGES[0] && !agree(arguments, others) => {
                    let (ours, theirs) = (list(&arguments.known), list(&others.known));
                    faults
                        .push(format!("{}: `{key}` takes {ours} in one language and {theirs} in the other", file.path));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

fn agree(one: &Arguments, other: &Arguments) -> bool {
    one.shown.is_subset(&other.known) && other.shown.is_subset(&one.known)
}

/// Keys that pages ask for by name, `t("…")`, must be said somewhere.
pub fn asked_for(tree: &Tree) -> Vec<String> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for file in tree.ending(&[".ftl"]) {
        said.extend(sentences(file).unwrap_or_default().into_keys());
    }
    let mut faults = Vec::new();
    for file in tree.ending(&[".html", ".jinja"]).filter(|file| !file.vendored()) {
        for (number, line) in file.lines() {
            for key in asked_in(line) {
                if !said.contains(key) {
                    faults.push(format!("{}:{number}: nobody says `{key}`", file.path));
                }
            }
        }
    }
    faults
}

/// The keys written whole in a call of `t`; a key put together from parts cannot be read here.
fn asked_in(line: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for (at, _) in line.match_indices("t(") {
        if line[..at].chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || "_.".contains(letter)) {
            continue;
        }
        let rest = line[at + 2..].trim_start();
        let Some(quote) = rest.chars().next().filter(|letter| "\"'".contains(*letter)) else { continue };
        let Some((key, after)) = rest[1..].split_once(quote) else { continue };
        if after.trim_start().starts_with([',', ')']) {
            keys.push(key);
        }
    }
    keys
}

/// The language of a file of words, and where the same words are in the other language.
fn twin(path: &str) -> Option<(&'static str, String)> {
    LANGUAGES.iter().zip(LANGUAGES.iter().rev()).find_map(|(lang, other)| {
        let by_file = ["/", "."].iter().find_map(|before_lang| {
            let before = path.strip_suffix(&format!("{before_lang}{lang}.ftl"))?;
            before.contains("/words").then(|| format!("{before}{before_lang}{other}.ftl"))
        });
        let by_folder = || {
            path.split_once(&format!("words/{lang}/")).map(|(before, after)| format!("{before}words/{other}/{after}"))
        };
        Some((*lang, by_file.or_else(by_folder)?))
    })
}

fn sentences(file: &File) -> Result<Sentences, Vec<String>> {
    let resource = match parser::parse(file.text.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            let line = |at: usize| file.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            return Err(errors
                .iter()
                .map(|error| format!("{}:{}: {error}", file.path, line(error.pos.start)))
                .collect());
        }
    };
    let mut sentences = Sentences::new();
    let mut faults = Vec::new();
    let mut add = |key: String, arguments: Arguments| {
        if sentences.insert(key.clone(), arguments).is_some() {
            faults.push(format!("{}: `{key}` is said twice", file.path));
        }
    };
    for entry in &resource.body {
        let (name, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            _ => continue,
        };
        for attribute in attributes {
            add(format!("{name}.{}", attribute.id.name), arguments_of(&attribute.value));
        }
        add(name, value.map(arguments_of).unwrap_or_default());
    }
    if faults.is_empty() { Ok(sentences) } else { Err(faults) }
}

fn arguments_of(pattern: &Pattern<&str>) -> Arguments {
    let mut found = Arguments::default();
    in_pattern(pattern, &mut found);
    found
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut Arguments) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut Arguments) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, true, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, false, found);
            for variant in variants {
                in_pattern(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, shown: bool, found: &mut Arguments) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.known.insert(id.name.to_owned());
            if shown {
                found.shown.insert(id.name.to_owned());
            }
        }
        InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, shown, found),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => in_call(arguments, false, found),
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn in_call(arguments: &CallArguments<&str>, shown: bool, found: &mut Arguments) {
    for inline in &arguments.positional {
        in_inline(inline, shown, found);
    }
    for named in &arguments.named {
        in_inline(&named.value, false, found);
    }
}

fn list(arguments: &BTreeSet<String>) -> String {
    if arguments.is_empty() {
        return "nothing".into();
    }
    arguments.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(" ")
}
