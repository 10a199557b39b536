//! A PostgreSQL that speaks TLS with a certificate it signed itself, and what each `sslmode` makes of it.

use crate::db::{Db, Engine};
use crate::error::{Error, Result};
use crate::testing::Cluster;

/// 1 when the connection is encrypted, 0 when it is not.
fn encrypted(url: &str) -> Result<i64> {
    let db = Db::open(&Engine::Postgres { url: url.to_owned() })?;
    db.read_now(|tx| {
        let sql =
            "select cast(case when ssl then 1 else 0 end as bigint) from pg_stat_ssl where pid = pg_backend_pid()";
        tx.one(sql, &[], |row| row.get::<i64>(0))
    })
}

#[test]
fn each_sslmode_is_honoured() {
    let cluster = Cluster::start_new();
    let (port, certificate) = cluster.speak_tls();
    let url = |host: &str, more: &str| format!("postgres://postgres@{host}:{port}/postgres{more}");
    let certificate = certificate.display();
    let verified = format!("?sslmode=verify-full&sslrootcert={certificate}");

    assert_eq!(encrypted(&url("127.0.0.1", "?sslmode=disable")).expect("in the clear"), 0);
    for more in ["", "?sslmode=prefer", "?sslmode=require", &verified] {
        assert_eq!(encrypted(&url("127.0.0.1", more)).expect("encrypted"), 1, "{more}");
    }
    let words = format!("host=localhost port={port} user=postgres sslmode=verify-full sslrootcert={certificate}");
    assert_eq!(encrypted(&words).expect("encrypted, by its other name"), 1);

    // Nobody vouches for it; somebody else's name; an authority that is none.
    let unknown = encrypted(&url("127.0.0.1", "?sslmode=verify-full"));
    assert!(matches!(unknown, Err(Error::Unavailable(_))), "{unknown:?}");
    let impostor =
        format!("host=elsewhere.test hostaddr=127.0.0.1 port={port} user=postgres sslrootcert={certificate}");
    let impostor = encrypted(&impostor);
    assert!(matches!(impostor, Err(Error::Unavailable(_))), "{impostor:?}");
    for (more, says) in [
        ("?sslmode=maybe", "there is no sslmode `maybe`"),
        ("?sslmode=require&sslrootcert=/nowhere.pem", "sslrootcert /nowhere.pem"),
        ("?sslmode=require&colour=red", "colour"),
    ] {
        let refused = encrypted(&url("127.0.0.1", more)).expect_err("refused").to_string();
        assert!(refused.contains("`database`") && refused.contains(says), "{refused}");
    }

    // A server that speaks none.
    cluster.speak_plainly();
    assert_eq!(encrypted(&url("127.0.0.1", "")).expect("in the clear"), 0);
    let insecure = encrypted(&url("127.0.0.1", "?sslmode=require"));
    assert!(matches!(insecure, Err(Error::Unavailable(_))), "{insecure:?}");
}
