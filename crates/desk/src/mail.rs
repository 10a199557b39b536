//! Notices by e-mail, in the person's language, through the operator's SMTP server.
//!
//! The notice in the application is written with its act; the mail follows when it can. A server that
//! is away holds nothing up: the job comes back later, with longer and longer pauses.

use crate::{Desk, Error, Result};
use i18n::{Arg, Lang};
use lettre::message::header::ContentType;
use lettre::{Message, SmtpTransport, Transport};
use store::{documents, people};
use uuid::Uuid;

/// The kind of outbox job that sends a notice; its id is the notice's.
pub const JOB: &str = "mail";

/// How mail leaves, if it does.
#[derive(Clone, Default)]
pub struct MailOptions {
    /// `smtp://host:25`, `smtps://user:secret@host:465`; none: no mail is sent.
    pub server: Option<String>,
    /// The sender, `Diwan <diwan@commune.example>`.
    pub from: String,
}

impl std::fmt::Debug for MailOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address of the server may hold its secret.
        write!(f, "MailOptions {{ server: {}, from: {} }}", self.server.is_some(), self.from)
    }
}

/// Sends the mail of a notice. Nothing to do when the person has no address or no server is set.
pub async fn send(desk: &Desk, id: Uuid) -> Result<()> {
    let Some(server) = desk.options.mail.server.clone() else { return Ok(()) };
    let found = desk
        .db
        .read(move |tx| -> Result<_> {
            let Some(notice) = documents::get_notice(tx, id)? else { return Ok(None) };
            Ok(people::get(tx, notice.account)?.map(|account| (notice, account)))
        })
        .await?;
    let Some((notice, account)) = found else { return Ok(()) };
    let Some(address) = account.email.clone() else { return Ok(()) };
    let lang = Lang::parse(&account.lang).unwrap_or_default();
    let args = [("number", Arg::from(notice.number.as_str())), ("name", Arg::from(account.name(lang == Lang::Ar)))];
    let say = |key: &str| desk.words.plain(lang, key, &args);
    // What is told of an account leads to the account, not to a file.
    let (path, subject) = match notice.number.as_str() {
        "" if notice.service == crate::privacy::NOTICE => {
            ("account/privacy".to_owned(), say(&format!("notice-{}", notice.name)))
        }
        "" => ("account/security".to_owned(), say(&format!("notice-{}", notice.name))),
        number => (format!("files/{number}"), format!("{} · {number}", say(&format!("notice-{}", notice.name)))),
    };
    let body = format!(
        "{}\n\n{}\n\n{}/{path}\n\n{}\n",
        say("mail-greeting"),
        say(&format!("notice-{}-body", notice.name)),
        desk.options.address,
        say("mail-footer")
    );
    let unsendable = |e: String| Error::Setup(format!("mail: {e}"));
    let message = Message::builder()
        .from(desk.options.mail.from.parse().map_err(|e| unsendable(format!("sender: {e}")))?)
        .to(address.parse().map_err(|_| unsendable("the address of an account".into()))?)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(body)
        .map_err(|e| unsendable(e.to_string()))?;
    let sent = tokio::task::spawn_blocking(move || {
        let transport = SmtpTransport::from_url(&server)?.timeout(Some(std::time::Duration::from_secs(20))).build();
        transport.send(&message)
    });
    match sent.await {
        Ok(Ok(_)) => Ok(()),
        // What the server answered may name the person: the code alone is kept.
        Ok(Err(e)) => Err(unsendable(refused(&e))),
        Err(e) => Err(unsendable(e.to_string())),
    }
}

fn refused(error: &lettre::transport::smtp::Error) -> String {
    let kind = match () {
        () if error.is_permanent() => "refused for good",
        () if error.is_transient() => "refused for now",
        () if error.is_timeout() => "no answer in time",
        () if error.is_tls() => "no encryption",
        () => "no connection",
    };
    match error.status() {
        Some(code) => format!("{kind} ({code})"),
        None => kind.to_owned(),
    }
}
