//! One act on several files: each is tried by itself, and what was done and what was not is told.

use crate::answer::{Oops, sentence};
use crate::form::Posted;
use crate::server::App;
use crate::view::{short_number, word};
use crate::visitor::Visitor;
use civic::{Body, Role};
use desk::counter::{NewAct, act, commune_of};
use desk::{Denial, Error, Who};
use minijinja::{Value, context};
use std::collections::HashMap;
use store::documents::Document;

/// How many files one form may name.
const FILES_MOST: usize = 100;

/// The files ticked in a form: number, and the version that was read.
pub fn chosen(posted: &Posted) -> Vec<(String, Option<u32>)> {
    let ticked = posted.all("file").into_iter().take(FILES_MOST);
    ticked
        .map(|one| match one.rsplit_once(':') {
            Some((number, version)) => (number.to_owned(), version.parse().ok()),
            None => (one.to_owned(), None),
        })
        .collect()
}

/// What became of each file.
#[derive(Default)]
pub struct Outcome {
    pub done: Vec<String>,
    pub refused: Vec<(String, Error)>,
}

/// Does an act on each file; `body` says what it holds for each. The same key does nothing twice.
pub async fn each(
    app: &App,
    who: &Who,
    files: &[(String, Option<u32>)],
    role: Role,
    key: &str,
    body: impl Fn(&str) -> (String, Body),
) -> Outcome {
    let mut outcome = Outcome::default();
    for (number, version) in files {
        let (name, body) = body(number);
        let key = (!key.is_empty()).then(|| format!("{key}-{number}"));
        let tried = match commune_of(number) {
            Some(commune) => {
                act(
                    &app.desk,
                    who,
                    NewAct { commune, number: number.clone(), name, role: Some(role), body, expects: *version, key },
                )
                .await
            }
            None => Err(Error::not_found()),
        };
        match tried {
            Ok(_) => outcome.done.push(number.clone()),
            Err(error) => outcome.refused.push((number.clone(), error)),
        }
    }
    outcome
}

impl Outcome {
    /// The first fault that is not of one file: ours, or of who asks. It is told as such.
    pub fn sound(self) -> Result<Outcome, Oops> {
        let ours = |error: &Error| !matches!(error, Error::Refused(_) | Error::Mistakes(_) | Error::Denied(_));
        let mut outcome = self;
        match outcome
            .refused
            .iter()
            .position(|(_, error)| ours(error) || matches!(error, Error::Denied(Denial::SignedOut | Denial::Unproven)))
        {
            Some(at) => Err(Oops(outcome.refused.swap_remove(at).1)),
            None => Ok(outcome),
        }
    }

    /// The last paper of each file that was done, for the list that says so.
    pub async fn papers(&self, app: &App, who: &Who) -> Result<HashMap<String, Document>, Oops> {
        let (viewer, done) = (who.viewer.clone(), self.done.clone());
        let found = app
            .desk
            .db
            .read(move |tx| -> desk::Result<_> {
                let mut found = HashMap::new();
                for number in &done {
                    let Some(commune) = commune_of(number) else { continue };
                    let Some(file) = store::dossiers::read(tx, &viewer, commune, number)? else { continue };
                    if let Some(last) = store::documents::of(tx, commune, file.id)?.pop() {
                        found.insert(number.clone(), last);
                    }
                }
                Ok(found)
            })
            .await?;
        Ok(found)
    }

    /// For `office.outcome`: the files, the papers that followed, and why the others did not change.
    pub fn shown(&self, app: &App, visitor: &Visitor, act: &str, papers: &HashMap<String, Document>) -> Value {
        let line =
            |number: &str| context! { display => short_number(number), url => format!("/office/files/{number}") };
        let done = self.done.iter().map(|number| {
            let paper = papers.get(number).map(|p| p.number.as_str()).unwrap_or_default();
            context! { paper, paper_url => format!("/papers/{paper}.pdf"), ..line(number) }
        });
        let refused = self
            .refused
            .iter()
            .map(|(number, error)| context! { why => sentence(app, visitor.lang, error), ..line(number) });
        context! {
            act => context! { code => act, label => word(app, visitor, &format!("act-{act}")) },
            done => done.collect::<Vec<Value>>(),
            refused => refused.collect::<Vec<Value>>(),
        }
    }
}
