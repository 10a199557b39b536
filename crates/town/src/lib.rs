//! A small commune for tests: people, pages, and time that passes.
//!
//! The real router over the real store, on each engine; a clock that belongs to the town and chance
//! from a seed. Nothing is mocked, nothing sleeps, and no story names a function of the program.

mod machine;
mod page;
mod people;

pub use page::Page;
pub use people::{Neighbour, TELEPHONE};

use axum::Router;
use civic::Place;
use desk::{Chance, Clock, Desk, Service, Street};
use jiff::civil::{DateTime, date};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::Files;
use store::testing::{TestDb, engines};
use web::{App, House};

/// Taroudannt: above 50,000 people, it examines through its own single window.
pub const TAROUDANNT: Place = Place(95_410_113);
/// Its province.
pub const PROVINCE: Place = Place(95_410_000);

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// A town on one engine, open for business.
pub struct Town {
    pub desk: Desk,
    pub engine: &'static str,
    router: Router,
    now: Arc<AtomicI64>,
    /// Last, so that the database is there until nobody asks it any more.
    _db: TestDb,
}

/// Tells a story in a town that offers these services, on SQLite and on PostgreSQL.
pub fn story(services: &[Service], houses: &[House], tell: impl AsyncFn(&Town)) {
    let options = desk::Options { address: "http://town.test".into(), ..desk::Options::default() };
    story_with(services, houses, &options, tell);
}

/// The same in a town whose operator chose otherwise.
pub fn story_with(services: &[Service], houses: &[House], options: &desk::Options, tell: impl AsyncFn(&Town)) {
    let street = || Street::shipped(services, web::WORDS).expect("the street of the story");
    let lists: Vec<_> = street().migrations();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    for db in engines(&lists) {
        let town = Town::open(db, street(), houses, options.clone());
        runtime.block_on(tell(&town));
        // What must follow an act is part of the story: nothing may be left undone that can be done.
        runtime.block_on(async { desk::work::settle(&town.desk).await.expect("the work that follows") });
    }
}

impl Town {
    fn open(mut db: TestDb, street: Street, houses: &[House], options: desk::Options) -> Town {
        let now = Arc::new(AtomicI64::new(i18n::format::moment_of(date(2026, 9, 7).at(9, 0, 0, 0))));
        let hands = now.clone();
        let clock = Clock::new(move || hands.load(Ordering::SeqCst));
        let files = Files::open(&db.folder().join("files")).expect("a folder for files");
        let desk = Desk::open(db.clone(), files, clock, seeded(), street, options).expect("the counter opens");
        let app = App::new(desk.clone(), houses, false).expect("the templates are sound");
        let router = web::server::router(app, houses);
        Town { desk, engine: db.name, router, now, _db: db }
    }

    /// Another counter over the same town, opened with this master key; the first one stays as it is.
    pub fn reopened(&self, services: &[Service], master: [u8; 32]) -> desk::Result<Desk> {
        let db = store::Db::open(&self._db.engine)?;
        let street = Street::shipped(services, web::WORDS).expect("the street of the story");
        let options = desk::Options { master: desk::keys::Master(master), ..self.desk.options.clone() };
        let d = &self.desk;
        Desk::open(db, d.files.clone(), d.clock.clone(), d.chance.clone(), street, options)
    }

    /// What a clock in the town shows.
    pub fn time(&self) -> DateTime {
        i18n::format::local(self.now.load(Ordering::SeqCst))
    }

    /// Days pass, and the town does each evening what time asks for.
    pub async fn days_pass(&self, days: i64) {
        for _ in 0..days {
            self.now.fetch_add(DAY, Ordering::SeqCst);
            desk::work::settle(&self.desk).await.expect("the evening's work");
        }
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.now.fetch_add(minutes * 60 * 1_000_000, Ordering::SeqCst);
    }

    /// The town's clock is set by another, for stories with a server that has none but the machine's.
    pub fn sets_its_clock(&self, at: i64) {
        self.now.store(at, Ordering::SeqCst);
    }

    /// The work that follows is done: papers, mails.
    pub async fn evening(&self) {
        desk::work::settle(&self.desk).await.expect("the evening's work");
    }

    /// Everything that the register says of a file, as one page of text: for snapshots at named moments.
    pub async fn tells(&self, number: &str) -> String {
        page::tells(self, number).await
    }
}

/// Chance from a seed: the same town twice.
fn seeded() -> Chance {
    let state = AtomicU64::new(0x5eed);
    Chance::new(move |bytes| {
        for byte in bytes {
            // A linear congruential step (Knuth's MMIX constants): enough for identifiers in a test.
            let before = state.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |x| {
                Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
            });
            *byte = (before.unwrap_or_default() >> 33) as u8;
        }
    })
}
