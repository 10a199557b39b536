//! All that proves a file, taken away in one container: its owner and the offices take it as they may see
//! it, and strangers' tools judge it.

use super::people::*;
use super::signed::ready;
use super::story;
use civic::dossier::Body;
use std::path::{Path, PathBuf};
use std::process::Command;
use town::{Neighbour, TAROUDANNT, Town};

/// A folder that is gone with its story.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("diwan-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a program answers: whether it accepted, and what it said.
fn run(program: &str, words: &[&str]) -> (bool, String) {
    let said = Command::new(program).args(words).output().expect("installed by scripts/setup");
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    (said.status.success(), text)
}

/// The guide's script, at the town's hour.
fn script(town: &Town, container: &Path, root: &Path) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/evidence.py");
    let at = (town.desk.clock.now() / 1_000_000).to_string();
    run("python3", &[&script.to_string_lossy(), &container.to_string_lossy(), &root.to_string_lossy(), "--at", &at])
}

/// The same container with one of its files rewritten, as somebody would who has a ZIP tool.
fn bent(folder: &Folder, container: &Path, name: &str, from: &str, to: &str) -> PathBuf {
    let bent = folder.0.join(format!("bent-{}", name.replace('/', "_")));
    let program = "import sys, zipfile\n\
        source, target, name, old, new = sys.argv[1:]\n\
        with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, 'w') as b:\n\
        \x20   for entry in a.infolist():\n\
        \x20       data = a.read(entry)\n\
        \x20       if entry.filename == name:\n\
        \x20           assert old.encode() in data, name\n\
        \x20           data = data.replace(old.encode(), new.encode(), 1)\n\
        \x20       b.writestr(entry, data)\n";
    let words = [program, &container.to_string_lossy(), &bent.to_string_lossy(), name, from, to];
    let (done, said) = run("python3", &[&["-c"], words.as_slice()].concat());
    assert!(done, "{said}");
    bent
}

async fn takes(who: &Neighbour<'_>, path: &str) -> Vec<u8> {
    let page = who.opens(path).await;
    assert_eq!(page.status, 200, "{}", page.line());
    page.body
}

/// `file.json`, as our own judge found it.
fn told(judgement: &desk::evidence::Judgement) -> String {
    let file = judgement.container.files.iter().find(|(name, _)| name == "file.json").expect("the file");
    String::from_utf8(file.1.clone()).expect("a text")
}

#[test]
fn the_evidence_of_a_file_holds_with_no_code_of_ours() {
    story(async |town| {
        let folder = Folder::new(&format!("evidence-{}", town.engine));
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let said = town.citizen("Said Bouzid", "JB654321").await;
        let halls = Officers::of(town).await;
        let n = ready(town, &halls, &fatima).await;
        does(town, &halls.president, &n, "sign", Body::default()).await.expect("signed");
        town.minutes_pass(1);
        town.evening().await;

        // She finds it on the page of her file; nobody else does.
        let page = fatima.opens(&format!("/files/{n}")).await;
        assert!(page.html().replace("&#x2f;", "/").contains(&format!("/files/{n}/evidence")), "{}", page.text());
        let bytes = takes(&fatima, &format!("/files/{n}/evidence")).await;
        assert_eq!(said.opens(&format!("/files/{n}/evidence")).await.status, 404);
        assert_eq!(town.stranger().opens(&format!("/files/{n}/evidence")).await.status, 303);

        let root = folder.write("root.pem", &takes(&town.stranger(), "/pki/root.pem").await);
        let container = folder.write("evidence.asice", &bytes);
        let (accepted, text) = script(town, &container, &root);
        assert!(accepted && text.ends_with("ACCEPTED\n"), "{text}");
        assert!(text.contains(&format!("{n}: 8 of 8 acts are proven")), "{text}");
        assert!(text.contains("PER-095410113-2026-000001.pdf: 1 signatures"), "{text}");

        // And by hand, as the guide says.
        let (done, text) = run("unzip", &["-q", &container.to_string_lossy(), "-d", &folder.0.to_string_lossy()]);
        assert!(done, "{text}");
        let inside = |name: &str| folder.0.join(name).to_string_lossy().into_owned();
        let at = (town.desk.clock.now() / 1_000_000).to_string();
        let (done, text) = run(
            "openssl",
            &[
                "cms",
                "-verify",
                "-cades",
                "-binary",
                "-inform",
                "DER",
                "-in",
                &inside("META-INF/signature.p7s"),
                "-content",
                &inside("META-INF/ASiCManifest.xml"),
                "-CAfile",
                &root.to_string_lossy(),
                "-purpose",
                "any",
                "-out",
                "/dev/null",
                "-attime",
                &at,
            ],
        );
        assert!(done, "{text}");

        // Our own judge agrees, knowing the register's key.
        let trust = desk::keys::trust(&town.desk).await.expect("whom to believe");
        let key = &town.desk.register.keys.log.verifier;
        let judgement = desk::evidence::judge(&bytes, &trust, Some(key), proof::container::BYTES_MOST);
        assert_eq!(judgement.faults, []);
        let acts = judgement.file.as_ref().expect("the file").acts.len();
        assert_eq!((acts, judgement.proven.len(), judgement.papers.len()), (8, 8, 4));

        // She reads what she did and what was written to her; which office acted, never who.
        let hers = told(&judgement);
        assert!(hers.contains("\"cnie\": \"JB123456\"") && hers.contains("\"taken_for\": \"applicant\""), "{hers}");
        let clerk = halls.clerk.who().await.account;
        assert!(!hers.contains(&clerk.name_ar) && !hers.contains(&clerk.id.simple().to_string()), "{hers}");

        // An officer takes it with names, and each act can be opened to what was written.
        let office = takes(&halls.clerk, &format!("/office/files/{n}/evidence")).await;
        let judgement = desk::evidence::judge(&office, &trust, Some(key), proof::container::BYTES_MOST);
        assert_eq!(judgement.faults, []);
        let theirs = told(&judgement);
        assert!(theirs.contains(&clerk.name_ar) && theirs.contains(&clerk.id.simple().to_string()), "{theirs}");
        let (accepted, text) = script(town, &folder.write("office.asice", &office), &root);
        assert!(accepted, "{text}");

        // With the pieces, whoever may read them has them inside, and they are judged by their digests.
        let bytes = takes(&halls.clerk, &format!("/office/files/{n}/evidence?pieces=true")).await;
        let judgement = desk::evidence::judge(&bytes, &trust, Some(key), proof::container::BYTES_MOST);
        assert_eq!(judgement.faults, []);
        let pieces = judgement.file.as_ref().expect("the file").pieces.clone();
        assert!(!pieces.is_empty() && pieces.iter().all(|one| one.path.is_some()), "{pieces:?}");
        let with = folder.write("pieces.asice", &bytes);
        let (accepted, text) = script(town, &with, &root);
        assert!(accepted && text.contains(&format!("{0} of {0} pieces are inside", pieces.len())), "{text}");
        let piece = pieces[0].path.clone().expect("inside");
        let bent_piece = bent(&folder, &with, &piece, "%PDF", "%PDG");
        let (accepted, text) = script(town, &bent_piece, &root);
        assert!(!accepted && text.contains(&format!("{piece} is not the piece of the file")), "{text}");
        let bytes = std::fs::read(&bent_piece).expect("read");
        let judgement = desk::evidence::judge(&bytes, &trust, Some(key), proof::container::BYTES_MOST);
        assert!(judgement.faults.contains(&desk::evidence::Fault::Piece { name: piece }), "{:?}", judgement.faults);

        // She sees that the counter took them, and which.
        let mine = fatima.opens(&format!("/files/{n}?lang=fr")).await;
        assert!(mine.says("le dossier de preuves") && mine.says("des pièces"), "{}", mine.text());

        // Whatever is rewritten, both say no.
        let proof = "register/act-0003.tlog-proof";
        for (name, from, to) in [
            ("file.json", "JB123456", "JB123457"),
            ("file.json", "\"seq\": 3", "\"seq\": 9"),
            (proof, "index ", "index 1"),
            ("register/checkpoint", "town.test", "town.best"),
            ("documents/PER-095410113-2026-000001.pdf", "%PDF-1.", "%PDF-2."),
        ] {
            let bent = bent(&folder, &container, name, from, to);
            let (accepted, text) = script(town, &bent, &root);
            assert!(!accepted && text.contains("REFUSED"), "{name}: {text}");
            let judgement = desk::evidence::judge(
                &std::fs::read(&bent).expect("read"),
                &trust,
                Some(key),
                proof::container::BYTES_MOST,
            );
            let said: Vec<&str> = judgement.faults.iter().map(desk::evidence::Fault::code).collect();
            assert!(said.contains(&"container-changed"), "{name}: {said:?}");
        }
    });
}

/// The seal of one commune over the acts of another file would be a forgery from inside: what is told must
/// still be what the register holds.
#[test]
fn what_is_told_of_an_act_is_what_the_register_holds() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        town.minutes_pass(1);
        town.evening().await;
        let bytes = takes(&fatima, &format!("/files/{n}/evidence")).await;
        let trust = desk::keys::trust(&town.desk).await.expect("whom to believe");
        let owner = desk::keys::Owner::Institution(TAROUDANNT);
        let seal = desk::keys::of(&town.desk, owner).await.expect("the seal");
        let judgement = desk::evidence::judge(&bytes, &trust, None, proof::container::BYTES_MOST);
        let sealed_again = |name: &str, from: &str, to: &str| {
            let files = judgement.container.files.iter().map(|(one, bytes)| {
                let mut bytes = bytes.clone();
                if one == name {
                    let text = String::from_utf8(bytes).expect("a text");
                    assert!(text.contains(from), "{name} has no {from}: {text}");
                    bytes = text.replace(from, to).into_bytes();
                }
                proof::container::File { name: one.clone(), media_type: "text/plain".into(), bytes }
            });
            let at = desk::keys::moment(town.desk.clock.now());
            let draft = proof::container::draft(files.collect(), at).expect("a container");
            let cms = proof::cms::sign_detached_at(draft.digest(), at, seal.key.as_ref(), &seal.chain, None);
            let bytes = draft.signed(cms.expect("signed")).write();
            let judged = desk::evidence::judge(&bytes, &trust, None, proof::container::BYTES_MOST);
            judged.faults.iter().map(desk::evidence::Fault::code).collect::<Vec<_>>()
        };
        assert_eq!(sealed_again("file.json", "\"seq\"", "\"seq\""), Vec::<&str>::new());
        assert_eq!(sealed_again("file.json", "\"act\": \"file\"", "\"act\": \"grant\""), ["evidence-told"]);
        assert_eq!(sealed_again("file.json", "Fatima Ait Ali", "Fatima Ait Alo"), Vec::<&str>::new());
        assert_eq!(sealed_again("file.json", "\\\"2026-09-07\\\"", "\\\"2026-09-06\\\""), ["evidence-told"]);
        assert_eq!(sealed_again("register/checkpoint", "town.test", "town.best"), ["evidence-head-stamp"]);
        assert_eq!(sealed_again("register/act-0000.tlog-proof", "index 0", "index 1"), ["evidence-proof"]);
        assert_eq!(sealed_again("register/key", "town.test", "town.best"), ["evidence-key"]);
    });
}

/// Anyone drops a container on the page where papers are judged, and is told in words what it holds.
#[test]
fn a_stranger_is_told_what_evidence_holds() {
    story(async |town| {
        let folder = Folder::new(&format!("dropped-{}", town.engine));
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        town.minutes_pass(1);
        town.evening().await;
        let bytes = takes(&fatima, &format!("/files/{n}/evidence")).await;
        let container = folder.write("evidence.asice", &bytes);
        let stranger = town.stranger();
        stranger.opens("/verify/file?lang=fr").await;
        let drops = async |bytes: &[u8]| stranger.attaches("/verify/file", "", "preuves.asice", bytes).await;

        let page = drops(&bytes).await;
        for words in [
            "Preuves valables",
            &n,
            "Cachet sur le conteneur",
            "Horodatage du conteneur",
            "Demande déposée",
            "Prouvé par le registre",
            "Récépissé de dépôt",
            "Signatures valables",
            "Empreinte seule",
        ] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        stranger.opens("/verify/file?lang=ar").await;
        let page = drops(&bytes).await;
        assert!(page.says("أدلة صحيحة لم يغير فيها شيء") && page.says("يثبتها السجل"), "{}", page.text());
        stranger.opens("/verify/file?lang=fr").await;

        // One name rewritten, and the page says which file it stands in.
        let bent = bent(&folder, &container, "file.json", "JB123456", "JB123457");
        let page = drops(&std::fs::read(&bent).expect("read")).await;
        assert!(page.says("Preuves refusées") && page.says("(file.json)"), "{}", page.text());
        assert!(!page.says("Preuves valables"), "{}", page.text());

        // Sealed by an authority that nobody knows here: what it tells is not repeated.
        let at = desk::keys::moment(town.desk.clock.now());
        let hour = jiff::SignedDuration::from_hours(1);
        let term = proof::authority::Term { from: at - hour, until: at + hour };
        let key = || proof::key::LocalKey::generate(proof::key::Algorithm::P256).expect("a key");
        let name = |name: &str| proof::certificate::Identity {
            common_name: Some(name.into()),
            organisation: Some(name.into()),
            country: Some("MA".into()),
            ..Default::default()
        };
        let foreign = proof::authority::Authority::root(&name("Ailleurs"), std::sync::Arc::new(key()), term);
        let (foreign, theirs) = (foreign.expect("a root"), key());
        let purpose = proof::authority::Use::InstitutionSeal;
        let addresses = proof::authority::Addresses::default();
        let public = proof::key::Key::public(&theirs);
        let seal = foreign.issue(&name("Ville"), public, purpose, term, &addresses).expect("issued");
        let carried = desk::evidence::judge(
            &bytes,
            &desk::keys::trust(&town.desk).await.expect("whom to believe"),
            None,
            proof::container::BYTES_MOST,
        );
        let files = carried.container.files.iter().map(|(name, bytes)| proof::container::File {
            name: name.clone(),
            media_type: "text/plain".into(),
            bytes: bytes.clone(),
        });
        let draft = proof::container::draft(files.collect(), at).expect("a container");
        let signed = proof::cms::sign_detached_at(draft.digest(), at, &theirs, &[seal], None).expect("signed");
        let page = drops(&draft.signed(signed).write()).await;
        assert!(page.says("Preuves refusées") && page.says("que cette installation ne connaît pas"), "{}", page.text());
        assert!(page.says("Aucune institution connue ici") && !page.says(&n), "{}", page.text());

        // No container, a cut one, and one that unpacks to more than is read.
        let page = drops(b"not at all").await;
        assert!(page.status == 422 && page.says("ni un PDF ni un conteneur"), "{}", page.text());
        let page = drops(&bytes[..bytes.len() / 2]).await;
        assert!(page.says("Le conteneur est endommagé"), "{}", page.text());
        let heavy = folder.0.join("heavy.asice");
        let program = "import sys, zipfile\n\
            with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as b:\n\
            \x20   b.writestr('mimetype', 'application/vnd.etsi.asic-e+zip')\n\
            \x20   b.writestr('large', bytes(80 << 20))\n";
        let (done, said) = run("python3", &["-c", program, &heavy.to_string_lossy()]);
        assert!(done, "{said}");
        let page = drops(&std::fs::read(&heavy).expect("read")).await;
        assert!(page.says("trop volumineux pour être examiné"), "{}", page.text());
    });
}
