//! Nothing personal in logs: what is somebody's prints itself as nothing, and a last net under all of it.
//!
//! The first rule is that no log line is given a person's data: errors name columns, codes and places, never
//! values; types that hold persons have a `Debug` that says only which. The net is for what others write (a
//! library, a server's answer): every line of the log passes through `line`, which takes out what has the shape
//! of a card number, a telephone, an address of mail, or a key for programs. Names have no shape: for them
//! there is the first rule alone, and a story that looks for them.

use civic::identity;
use std::io::{self, Write};
use std::panic::PanicHookInfo;

/// A line without what has the shape of somebody's number, address or key.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '@' | '.' | '_' | '+' | '-') {
            word.push(letter);
        } else {
            out.push_str(hidden(&word));
            word.clear();
            out.push(letter);
        }
    }
    out.push_str(hidden(&word));
    out
}

/// A word, or what stands for it.
fn hidden(word: &str) -> &str {
    let bare = word.trim_matches(['.', '-', '+']);
    let card = |text: &str| {
        let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = &text[letters..];
        (1..=2).contains(&letters) && (5..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    if bare.contains('@') {
        "[e-mail]"
    } else if bare.starts_with("dw_") && 20 < bare.len() {
        "[key]"
    } else if card(bare) {
        "[card]"
    } else if bare.bytes().filter(u8::is_ascii_digit).count() < 13 && identity::phone(word).is_some() {
        "[telephone]"
    } else {
        word
    }
}

/// A writer of log lines whose lines pass through [`line`]. An event is written whole, in one call.
pub struct Redacting<W>(pub W);

impl<W: Write> Write for Redacting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(line(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Where the program panicked. The message is left out: it may hold what the program was holding.
pub fn panicked(info: &PanicHookInfo) {
    let at = info.location().map_or_else(|| "nobody knows where".to_owned(), ToString::to_string);
    tracing::error!(%at, "the program panicked: a fault of ours");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_shape_of_a_person_is_taken_out() {
        let said = "550 5.1.1 <zineb.marque@courriel.example>: QZ918273, +212655443322 or 06.55.44.33.22; dw_0123456789abcdefghij";
        assert_eq!(line(said), "550 5.1.1 <[e-mail]>: [card], [telephone] or [telephone]; [key]");
    }

    #[test]
    fn what_an_operator_needs_stays() {
        let said = "2026-11-22T17:48:35Z ERROR PC-095410113-2026-000001 at crates/desk/src/mail.rs:59 id=01890000-0000-7000-8000-000000000000 7KQ2M9XTPA 127.0.0.1:8080 sha256=9447aaabd284b420 size=1788771600000000";
        assert_eq!(line(said), said);
    }

    #[test]
    fn a_line_is_redacted_as_it_is_written() {
        let mut kept = Vec::new();
        Redacting(&mut kept).write_all("à QZ918273\n".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(kept).unwrap(), "à [card]\n");
    }
}
