//! Conditions and formulas of procedures, in CEL (Common Expression Language).
//!
//! The one module that knows the CEL library. An expression is compiled when its procedure is read,
//! never from what a citizen sends; its length, nesting and macros are limited, because the library
//! itself sets no limit. Arithmetic is on whole numbers (centimes, whole m²) and overflow is an error.

use crate::form::{Answer, Answers};
use cel::{Context, Env, Program, Value};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::sync::{Arc, LazyLock};

const LETTERS_MOST: usize = 2_048;
const NESTING_MOST: usize = 24;
/// Names that would make the cost of an expression depend on its data.
const MACROS: [&str; 5] = ["all(", "exists(", "exists_one(", "map(", "filter("];

static ENV: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// A compiled expression over the fields of a form and the values of the law.
#[derive(Clone)]
pub struct Expr {
    pub source: String,
    program: Arc<Program>,
    names: Vec<String>,
}

impl Expr {
    /// Compiles `source`, or says why it cannot be used.
    pub fn compile(source: &str) -> Result<Expr, String> {
        if LETTERS_MOST < source.len() {
            return Err(format!("the expression is longer than {LETTERS_MOST} bytes"));
        }
        let mut depth = 0usize;
        for c in source.chars() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if NESTING_MOST < depth {
                return Err(format!("brackets are nested deeper than {NESTING_MOST}"));
            }
        }
        if let Some(found) = MACROS.iter().find(|m| source.contains(**m)) {
            return Err(format!("`{found}…)` is not allowed: an expression may not loop"));
        }
        let program = ENV.compile(source).map_err(|e| format!("`{source}`: {e}"))?;
        let names = program.references().variables().into_iter().map(str::to_owned).collect();
        Ok(Expr { source: source.into(), program: Arc::new(program), names })
    }

    /// The names that the expression reads, `_` for `-`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn run(&self, answers: &Answers, law: &dyn Fn(&str) -> Option<i64>) -> Result<Value, String> {
        let mut context = Context::with_env(ENV.clone());
        for name in &self.names {
            let dashed = name.replace('_', "-");
            let value = match name.strip_prefix("law_") {
                Some(_) => law(&dashed[4..])
                    .map(Value::Int)
                    .ok_or(format!("the law has no value `{}` on that day", &dashed[4..]))?,
                None => match answers.get(&dashed) {
                    Some(Answer::Number(n)) => Value::Int(*n),
                    Some(Answer::Flag(b)) => Value::Bool(*b),
                    Some(Answer::Text(t)) => Value::String(Arc::new(t.clone())),
                    // Unknown rather than null: null would differ from every word, and `!=` would hold.
                    None => continue,
                },
            };
            context.add_variable_from_value(name.clone(), value);
        }
        self.program.execute(&context).map_err(|e| format!("`{}`: {e}", self.source))
    }

    /// Whether the condition holds. What it asks of a field without an answer does not hold.
    pub fn holds(&self, answers: &Answers) -> bool {
        matches!(self.run(answers, &|_| None), Ok(Value::Bool(true)))
    }

    /// The formula with its names replaced by what they hold, for people: `160 × 20,00`. Values of the
    /// law are centimes and shown as dirhams. Only whole names are replaced, never what stands in quotes.
    pub fn explain(&self, answers: &Answers, law: &dyn Fn(&str) -> Option<i64>) -> String {
        let held = |name: &str| {
            let dashed = name.replace('_', "-");
            match dashed.strip_prefix("law-") {
                Some(value) => law(value).map(|c| format!("{},{:02}", c / 100, c % 100)),
                None => answers.get(&dashed).map(|answer| answer.typed()),
            }
        };
        let (mut said, mut rest) = (String::new(), self.source.as_str());
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '"' | '\'' => quoted(rest),
                c if c.is_ascii_alphanumeric() || c == '_' => {
                    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
                }
                c => c.len_utf8(),
            };
            let (part, after) = rest.split_at(length);
            let known = self.names.iter().any(|name| name == part) && !said.ends_with('.');
            match held(part).filter(|_| known) {
                Some(held) => said.push_str(&held),
                None if part == "*" => said.push('×'),
                None => said.push_str(part),
            }
            rest = after;
        }
        said
    }

    /// The whole number that the formula gives.
    pub fn number(&self, answers: &Answers, law: &dyn Fn(&str) -> Option<i64>) -> Result<i64, String> {
        match self.run(answers, law)? {
            Value::Int(n) => Ok(n),
            other => Err(format!("`{}` gives {other:?}, not a whole number", self.source)),
        }
    }
}

/// How long the text in quotes is that `rest` begins with, its quotes included.
fn quoted(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let open = chars.next().map(|(_, c)| c);
    let mut escaped = false;
    for (at, c) in chars {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if Some(c) == open => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Expr, D::Error> {
        let source = String::deserialize(from)?;
        Expr::compile(&source).map_err(serde::de::Error::custom)
    }
}
