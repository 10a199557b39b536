//! Conditions and formulas of a procedure, in words: what a citizen reads beside a piece or a fee.
//!
//! Not an evaluator: `civic::expr` decides. This reads the few shapes that procedures are written in
//! (comparisons, `&&`, `||`, products, one choice `a ? b : c`); what it does not know it leaves out.

use crate::server::App;
use civic::form::Answer;
use civic::procedure::{FieldKind, Procedure};
use civic::{Answers, Place};
use i18n::{Arg, Lang, format};
use jiff::civil::Date;

/// In whose words, and for which file.
pub struct Explain<'a> {
    pub app: &'a App,
    pub lang: Lang,
    pub procedure: &'a Procedure,
    pub commune: Place,
    pub day: Date,
    /// With answers, a formula shows their numbers; without, the names of the fields.
    pub answers: Option<&'a Answers>,
}

/// A comparison as it is written.
enum Atom<'s> {
    Is(&'s str, &'s str),
    IsNot(&'s str, &'s str),
    Yes(&'s str),
    No(&'s str),
    Bound(&'s str, &'static str, &'s str),
}

impl Explain<'_> {
    /// «الوضعية القانونية: محفظة»; empty when the condition is of no known shape.
    pub fn condition(&self, source: &str) -> String {
        let either: Vec<Option<String>> = match self.one_field(source) {
            Some(said) => vec![Some(said)],
            None => split(source, "||").into_iter().map(|part| self.every(part)).collect(),
        };
        let said: Option<Vec<String>> = either.into_iter().collect();
        said.map(|parts| parts.join(&self.say("condition-or", &[]))).unwrap_or_default()
    }

    /// `x == 'a' || x == 'b'` says the field once.
    fn one_field(&self, source: &str) -> Option<String> {
        let atoms: Vec<Atom> = split(source, "||").into_iter().map(atom).collect::<Option<_>>()?;
        let mut values = Vec::new();
        let mut name = None;
        for one in &atoms {
            let Atom::Is(field, value) = one else { return None };
            if name.is_some_and(|n| n != *field) {
                return None;
            }
            name = Some(*field);
            values.push(self.value(field, value));
        }
        let joined = values.join(&self.say("condition-or", &[]));
        Some(self.say("condition-is", &[("label", Arg::from(self.label(name?))), ("value", Arg::from(joined))]))
    }

    fn every(&self, source: &str) -> Option<String> {
        let parts: Option<Vec<String>> = split(bare(source), "&&").into_iter().map(|part| self.atom(part)).collect();
        parts.map(|parts| parts.join(&self.say("condition-and", &[])))
    }

    fn atom(&self, source: &str) -> Option<String> {
        let source = bare(source);
        if split(source, "||").len() > 1 || split(source, "&&").len() > 1 {
            return Some(self.condition(source)).filter(|said| !said.is_empty());
        }
        let said = |key: &str, field: &str, value: String| {
            self.say(key, &[("label", Arg::from(self.label(field))), ("value", Arg::from(value))])
        };
        Some(match atom(source)? {
            Atom::Is(field, value) => said("condition-is", field, self.value(field, value)),
            Atom::IsNot(field, value) => said("condition-is-not", field, self.value(field, value)),
            Atom::Yes(field) => said("condition-is", field, self.say("yes", &[])),
            Atom::No(field) => said("condition-is", field, self.say("no", &[])),
            Atom::Bound(field, key, value) => said(key, field, value.to_owned()),
        })
    }

    /// «184 م² × 20,00 درهم للمتر المربع».
    pub fn formula(&self, source: &str) -> String {
        let source = bare(source);
        if let Some((condition, yes, no)) = choice(source) {
            // With answers, only the branch that counts is shown.
            if let Some(holds) = self.holds(condition) {
                return self.formula(if holds { yes } else { no });
            }
            let args = [
                ("yes", Arg::from(self.formula(yes))),
                ("no", Arg::from(self.formula(no))),
                ("condition", Arg::from(self.condition(condition))),
            ];
            return self.say("formula-either", &args);
        }
        for (sign, written) in [("+", " + "), ("*", " × ")] {
            let parts = split(source, sign);
            if parts.len() > 1 {
                return parts.into_iter().map(|part| self.formula(part)).collect::<Vec<_>>().join(written);
            }
        }
        self.quantity(source)
    }

    fn quantity(&self, name: &str) -> String {
        let dashed = name.replace('_', "-");
        let statute = self.app.desk.statute();
        if let Some(law) = dashed.strip_prefix("law-") {
            return match statute.law.value(law, self.commune, self.day) {
                Some(value) => format::quantity(self.lang, value.value, &value.unit),
                None => String::new(),
            };
        }
        let kind = self.procedure.field(&dashed).map(|f| f.kind);
        match (self.answers.and_then(|a| a.get(&dashed)), kind) {
            (Some(Answer::Number(n)), Some(FieldKind::Area)) => self.say("square-metres", &[("n", Arg::from(*n))]),
            (Some(Answer::Number(n)), Some(FieldKind::Money)) => format::money(self.lang, *n),
            (Some(Answer::Number(n)), _) => format::number(self.lang, *n),
            (_, Some(_)) => self.label(&dashed),
            (_, None) => name.to_owned(),
        }
    }

    /// Whether a plain comparison holds under the answers; none without answers or of another shape.
    fn holds(&self, condition: &str) -> Option<bool> {
        let answers = self.answers?;
        let text = |field: &str| answers.get(&field.replace('_', "-")).map(Answer::typed).unwrap_or_default();
        match atom(bare(condition))? {
            Atom::Is(field, value) => Some(text(field) == value),
            Atom::IsNot(field, value) => Some(text(field) != value),
            Atom::Yes(field) => Some(text(field) == "yes"),
            Atom::No(field) => Some(text(field) != "yes"),
            Atom::Bound(..) => None,
        }
    }

    fn label(&self, name: &str) -> String {
        self.say(&format!("field-{}", name.replace('_', "-")), &[])
    }

    fn value(&self, field: &str, value: &str) -> String {
        self.say(&format!("choice-{}-{value}", field.replace('_', "-")), &[])
    }

    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.app.desk.words.plain(self.lang, key, args)
    }
}

/// The fields and values of `x == 'a' || x == 'b'`, or of a bare `x`: what a browser can follow by itself.
pub fn watched(source: &str) -> Option<(String, Vec<String>)> {
    let mut name: Option<&str> = None;
    let mut values = Vec::new();
    for part in split(source, "||") {
        let (field, value) = match atom(bare(part))? {
            Atom::Is(field, value) => (field, value),
            Atom::Yes(field) => (field, "yes"),
            _ => return None,
        };
        if name.is_some_and(|n| n != field) {
            return None;
        }
        name = Some(field);
        values.push(value.to_owned());
    }
    Some((name?.replace('_', "-"), values))
}

fn atom(source: &str) -> Option<Atom<'_>> {
    let source = source.trim();
    const BOUNDS: [(&str, &str); 4] =
        [(">=", "condition-least"), ("<=", "condition-most"), (">", "condition-more"), ("<", "condition-less")];
    for (sign, equal) in [("==", true), ("!=", false)] {
        if let Some((field, value)) = source.split_once(sign) {
            let value = value.trim().trim_matches(['\'', '"']);
            let field = named(field)?;
            return Some(if equal { Atom::Is(field, value) } else { Atom::IsNot(field, value) });
        }
    }
    for (sign, key) in BOUNDS {
        if let Some((field, value)) = source.split_once(sign) {
            return Some(Atom::Bound(named(field)?, key, value.trim()));
        }
    }
    match source.strip_prefix('!') {
        Some(field) => Some(Atom::No(named(field)?)),
        None => Some(Atom::Yes(named(source)?)),
    }
}

fn named(text: &str) -> Option<&str> {
    let text = text.trim();
    let sound = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    sound.then_some(text)
}

/// Without brackets that hold the whole.
fn bare(source: &str) -> &str {
    let mut source = source.trim();
    while let Some(inside) = source.strip_prefix('(').and_then(|s| s.strip_suffix(')')) {
        if !balanced(inside) {
            break;
        }
        source = inside.trim();
    }
    source
}

fn balanced(text: &str) -> bool {
    let mut depth = 0i32;
    for c in text.chars() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The parts between `sign` that stand outside brackets.
fn split<'s>(source: &'s str, sign: &str) -> Vec<&'s str> {
    let mut parts = Vec::new();
    let (mut depth, mut from, mut at) = (0i32, 0, 0);
    while at < source.len() {
        let rest = &source[at..];
        if depth == 0 && rest.starts_with(sign) {
            parts.push(source[from..at].trim());
            at += sign.len();
            from = at;
            continue;
        }
        let c = rest.chars().next().unwrap_or(' ');
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        at += c.len_utf8();
    }
    parts.push(source[from..].trim());
    parts
}

/// `condition ? yes : no`, outside brackets.
fn choice(source: &str) -> Option<(&str, &str, &str)> {
    let asked = split(source, "?");
    let [condition, rest] = asked.as_slice() else { return None };
    let told = split(rest, ":");
    let [yes, no] = told.as_slice() else { return None };
    Some((condition, yes, no))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_can_follow_what_depends_on_one_answer() {
        let follow = |source| watched(source).map(|(name, values)| format!("{name} = {}", values.join(" | ")));
        assert_eq!(follow("in_subdivision").as_deref(), Some("in-subdivision = yes"));
        assert_eq!(
            follow("use == 'commercial' || use == 'housing-and-shops'").as_deref(),
            Some("use = commercial | housing-and-shops")
        );
        assert_eq!(follow("work_kind != 'new-building'"), None);
        assert_eq!(follow("floors > 0"), None);
        assert_eq!(follow("a == 'x' || b == 'y'"), None);
    }

    #[test]
    fn brackets_hold_together() {
        assert_eq!(split("a * (b + c)", "*"), ["a", "(b + c)"]);
        assert_eq!(split("(a || b) && c", "||"), ["(a || b) && c"]);
        assert_eq!(bare("((a))"), "a");
        assert_eq!(bare("(a) + (b)"), "(a) + (b)");
        assert_eq!(choice("use == 'x' ? law_a : law_b"), Some(("use == 'x'", "law_a", "law_b")));
    }
}
