//! Time and chance, handed in: the town's own in tests and in the demo, the machine's in service.

use jiff::civil::Date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// What time it is, in microseconds since 1970 UTC. Never runs backwards within one process.
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn Fn() -> i64 + Send + Sync>,
    latest: Arc<AtomicI64>,
}

impl Clock {
    pub fn new(source: impl Fn() -> i64 + Send + Sync + 'static) -> Clock {
        Clock { source: Arc::new(source), latest: Arc::new(AtomicI64::new(i64::MIN)) }
    }

    pub fn now(&self) -> i64 {
        let now = (self.source)();
        self.latest.fetch_max(now, Ordering::Relaxed).max(now)
    }

    /// The day in Morocco.
    pub fn today(&self) -> Date {
        i18n::format::local_date(self.now())
    }
}

/// Fills bytes with chance.
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// Identifiers and secrets, from the machine's randomness or from a seed.
#[derive(Clone)]
pub struct Chance {
    fill: Arc<Fill>,
}

impl Chance {
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Chance {
        Chance { fill: Arc::new(fill) }
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }

    /// An identifier that sorts by the time it was made (UUID version 7, RFC 9562).
    pub fn id(&self, now: i64) -> Uuid {
        let millis = u64::try_from(now / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// A code for people to read aloud: letters and digits that are not mistaken for one another.
    pub fn code(&self, letters: usize) -> String {
        const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let bytes = self.bytes::<32>();
        bytes.iter().take(letters.min(32)).map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect()
    }

    /// A secret of 256 bits, for a cookie or a token.
    pub fn secret(&self) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&self.bytes::<32>())
    }
}
