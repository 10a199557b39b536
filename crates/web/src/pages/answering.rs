//! The answer to a request: the pieces and the changed answers, given by the applicant on their own page or
//! by the counter in their name. Whose page it is, is asked before, by the callers.

use super::drafts::fields::{Filled, typed};
use super::drafts::pieces::asked;
use super::files::todo;
use super::start::retyped;
use super::uploads::Target;
use crate::answer::{Oops, mistake};
use crate::form::Posted;
use crate::server::App;
use crate::view::{law, word};
use crate::visitor::Visitor;
use civic::form::Typed;
use civic::procedure::DoorKind;
use civic::{Body, Mistake};
use desk::Error;
use desk::counter::Shown;
use minijinja::{Value, context};

/// What pieces that are sent now are meant for.
pub fn target(shown: &Shown) -> Target<'_> {
    Target { commune: shown.dossier.commune, procedure: &shown.procedure, id: shown.dossier.id }
}

/// What the answer says beside its motive, or what is wrong in it.
pub async fn read(app: &App, visitor: &Visitor, shown: &Shown, posted: &Posted, mut body: Body) -> Result<Body, Oops> {
    body.pieces = desk::upload::given(&app.desk, visitor.who()?, shown.dossier.id).await?;
    if todo(&shown.procedure, shown.dossier.step) == "amend" {
        let changed = typed(&shown.procedure, None, &posted.typed());
        if !changed.is_empty() {
            let mut whole = typed_of(shown);
            whole.extend(changed);
            let (answers, mistakes) = civic::form::read(&shown.procedure, &whole, None);
            if !mistakes.is_empty() {
                return Err(Oops(Error::Mistakes(mistakes)));
            }
            body.answers = Some(answers);
        }
    }
    Ok(body)
}

/// The pieces still missing, as mistakes beside each.
pub fn missing(pieces: &[String]) -> Vec<Mistake> {
    pieces.iter().map(|p| Mistake::new(&format!("piece-{p}"), "piece-missing")).collect()
}

/// The form of the answer: `{pieces, upload, pick, action, parts, open, ready, law}`. `base` is the address of
/// the page that it stands on.
pub async fn form(
    app: &App,
    visitor: &Visitor,
    shown: &Shown,
    base: &str,
    wrong: &[Mistake],
    said: &Typed,
) -> Result<Value, Oops> {
    let d = &shown.dossier;
    let uploads = desk::upload::of(&app.desk, visitor.who()?, d.id).await?;
    let pick = format!("{base}/pieces");
    let error = |piece: &str| {
        let found = wrong.iter().find(|m| m.field.strip_prefix("piece-") == Some(piece));
        found.map(|m| mistake(app, visitor.lang, m)).unwrap_or_default()
    };
    let amend = todo(&shown.procedure, d.step) == "amend";
    let pieces: Vec<Value> = if amend {
        civic::form::pieces(&shown.procedure, &d.answers)
            .into_iter()
            .map(|piece| context! { required => false, ..asked(app, visitor, piece, &uploads, &pick, error(&piece.name), "") })
            .collect()
    } else {
        d.asked
            .iter()
            .filter_map(|one| Some((one, shown.procedure.piece(&one.piece)?)))
            .map(|(one, piece)| context! { required => true, ..asked(app, visitor, piece, &uploads, &pick, error(&piece.name), &one.reason) })
            .collect()
    };
    let given = |piece: &str| uploads.iter().any(|u| u.piece == piece && u.sha256.is_some());
    let door = shown.procedure.doors_from(d.step).find(|door| door.kind == DoorKind::Answer);
    let act = door.map(|door| door.act.as_str()).unwrap_or_default();
    Ok(context! {
        pieces,
        upload => format!("{base}/uploads"),
        pick => pick.as_str(),
        action => format!("{base}/acts/{act}"),
        parts => if amend { questions(app, visitor, shown, wrong, said) } else { Vec::new() },
        open => amend && wrong.iter().any(|m| shown.procedure.field(&m.field).is_some()),
        ready => d.asked.iter().all(|one| given(&one.piece)),
        begun => !uploads.is_empty(),
        law => door.and_then(|door| Some(law(app, visitor.lang, door.text.as_deref()?, door.article.as_deref().unwrap_or_default(), true))),
    })
}

/// The answers of a file as they would be typed again.
fn typed_of(shown: &Shown) -> Typed {
    shown.dossier.answers.iter().map(|(name, answer)| (name.clone(), retyped(&shown.procedure, name, answer))).collect()
}

/// The whole form again, for a project that is amended: `{title, fields}` by section.
fn questions(app: &App, visitor: &Visitor, shown: &Shown, wrong: &[Mistake], said: &Typed) -> Vec<Value> {
    let mut whole = typed_of(shown);
    whole.extend(typed(&shown.procedure, None, said));
    let (answers, _) = civic::form::read(&shown.procedure, &whole, None);
    let wrong = app.mistakes(visitor, wrong);
    let filled = Filled {
        procedure: &shown.procedure,
        commune: shown.dossier.commune,
        typed: &whole,
        answers: &answers,
        wrong: &wrong,
    };
    shown
        .procedure
        .sections
        .iter()
        .map(|section| {
            context! { title => word(app, visitor, &format!("section-{}", section.name)), fields => filled.section(app, visitor, &section.name) }
        })
        .collect()
}
