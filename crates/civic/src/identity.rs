//! Identifiers of persons, companies and land, and what a written name may hold (facts §16).
//!
//! Each reader trims, folds what people type differently, and gives the stored form or nothing.

/// The national identity card number: one or two letters, then up to seven digits (law 04-20).
pub fn cnie(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = &text[letters.min(text.len())..];
    ((1..=2).contains(&letters) && (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some(text)
}

/// The common identifier of a company: 15 digits whose last two make the whole divisible by 97
/// (ISO 7064 MOD 97-10).
pub fn ice(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 15 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    number.is_multiple_of(97).then_some(digits)
}

/// A Moroccan telephone number, kept as E.164: `+212612345678`.
pub fn phone(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
    let local = match kept.strip_prefix("+212").or_else(|| kept.strip_prefix("00212")) {
        Some(abroad) => abroad.strip_prefix('0').unwrap_or(abroad),
        None => kept.strip_prefix('0')?,
    };
    let first = local.bytes().next()?;
    (local.len() == 9 && (b'5'..=b'7').contains(&first) && local.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("+212{local}"))
}

/// An e-mail address, as far as a form can judge one: one `@`, a dotted domain, no spaces.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.split_once('@')?;
    let sound = !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && domain.contains('.')
        && !domain.contains('@')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains("..")
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\'));
    sound.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
}

/// A land reference: a title `12345/67`, a requisition `R12345/67`, or the words of a moulkia.
pub fn land_title(text: &str) -> Option<String> {
    let text = text.trim();
    let body = text.strip_prefix(['R', 'r', 'T', 't']).unwrap_or(text).trim();
    let (number, index) = body.split_once('/')?;
    let digits = |s: &str, most: usize| !s.is_empty() && s.len() <= most && s.bytes().all(|b| b.is_ascii_digit());
    (digits(number.trim(), 8) && digits(index.trim(), 3)).then(|| text.to_uppercase().replace(' ', ""))
}

/// A point `latitude,longitude` inside the Kingdom's bounds, in degrees with a dot.
pub fn point(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.split_once(',')?;
    let (lat, lon): (f64, f64) = (lat.trim().parse().ok()?, lon.trim().parse().ok()?);
    ((20.5..=36.2).contains(&lat) && (-17.3..=-0.9).contains(&lon)).then_some((lat, lon))
}

/// True when a text holds what no name, address or motive may: control characters, the invisible
/// marks that turn the direction of what stands around them, and letters that nobody sees. The
/// joiners of Arabic script (U+200C, U+200D) are letters like others.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
            || matches!(c, '\u{00AD}' | '\u{180E}' | '\u{200B}' | '\u{E0000}'..='\u{E007F}')
    })
}

/// One line: the ends trimmed, every run of white space a single space.
pub fn tidy_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
