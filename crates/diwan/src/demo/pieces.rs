//! The pieces that invented applicants bring: certificates, contracts and plans, one page each.

use super::lot::Lot;
use super::sheet::{A3, A4, Sheet};

/// What a piece is about.
pub struct Subject<'a> {
    pub applicant: &'a str,
    pub commune: &'a str,
    pub address: &'a str,
    pub land: &'a str,
    pub architect: &'a str,
    pub plot: i64,
    pub covered: i64,
    pub floors: i64,
}

/// The file of one piece of the list, and the name under which it is brought.
pub fn draw(piece: &str, about: &Subject, lot: &mut Lot) -> (String, Vec<u8>) {
    let name = format!("{piece}.pdf");
    let file = match piece {
        "location-plan" => location(about, lot),
        "site-plan" | "cadastral-plan" | "topographic-plan" => site(piece, about, lot),
        "floor-plans" => floor(about, lot),
        "elevations" => elevation(about, lot),
        other => letter(other, about),
    };
    (name, file)
}

fn title_of(piece: &str) -> &'static str {
    match piece {
        "ownership-certificate" => "CERTIFICAT DE PROPRIÉTÉ",
        "requisition-certificate" => "CERTIFICAT DE RÉQUISITION",
        "ownership-deed" => "ACTE DE PROPRIÉTÉ",
        "co-owners-consent" => "ACCORD DES CO-INDIVISAIRES",
        "owner-consent" => "ACCORD DU PROPRIÉTAIRE",
        "planning-note" => "NOTE DE RENSEIGNEMENTS",
        "architect-contract" => "CONTRAT D’ARCHITECTE",
        "safety-notice" => "NOTICE DE SÉCURITÉ INCENDIE",
        "cadastral-plan" => "PLAN CADASTRAL",
        "topographic-plan" => "PLAN TOPOGRAPHIQUE",
        "site-plan" => "PLAN DE MASSE",
        _ => "PIÈCE",
    }
}

/// A page of text with a frame and a round stamp.
fn letter(piece: &str, about: &Subject) -> Vec<u8> {
    let title = title_of(piece);
    let mut sheet = Sheet::new(A4);
    sheet.pen(0.8);
    sheet.frame(40.0, 40.0, 515.0, 762.0);
    sheet.text(60.0, 770.0, 9.0, "Document inventé pour la démonstration – sans valeur");
    sheet.bold(60.0, 720.0, 18.0, title);
    let lines = [
        format!("Demandeur : {}", about.applicant),
        format!("Commune : {}", about.commune),
        format!("Lieu : {}", about.address),
        format!("Références du terrain : {}", about.land),
        format!("Superficie : {} m²", about.plot),
        format!("Surface couverte projetée : {} m² (R+{})", about.covered, about.floors),
        format!("Architecte : {}", about.architect),
    ];
    for (i, line) in lines.iter().enumerate() {
        sheet.text(60.0, 670.0 - 26.0 * i as f64, 11.5, line);
    }
    sheet.line(60.0, 470.0, 535.0, 470.0);
    for (i, line) in [
        "Établi pour servir et valoir ce que de droit.",
        "Cette page remplace, dans la ville de démonstration,",
        "le document délivré par l’organisme compétent.",
    ]
    .iter()
    .enumerate()
    {
        sheet.text(60.0, 440.0 - 20.0 * i as f64, 11.0, line);
    }
    sheet.ink(0.12, 0.25, 0.55);
    sheet.circle(440.0, 220.0, 56.0);
    sheet.circle(440.0, 220.0, 46.0);
    sheet.bold(413.0, 222.0, 12.0, "SPÉCIMEN");
    sheet.text(417.0, 206.0, 8.0, "démonstration");
    sheet.pdf(title)
}

/// The frame and the title block that every plan has.
fn board(title: &str, about: &Subject, scale: &str) -> Sheet {
    let mut sheet = Sheet::new(A3);
    sheet.pen(1.2);
    sheet.frame(24.0, 24.0, 1142.0, 794.0);
    sheet.frame(866.0, 24.0, 300.0, 150.0);
    sheet.pen(0.5);
    for i in 1..5 {
        sheet.line(866.0, 24.0 + 30.0 * f64::from(i), 1166.0, 24.0 + 30.0 * f64::from(i));
    }
    sheet.bold(876.0, 154.0, 14.0, title);
    for (i, line) in [
        format!("Maître d’ouvrage : {}", about.applicant),
        format!("{} – {}", about.commune, about.address),
        format!("Architecte : {}", about.architect),
        format!("Échelle {scale}   R+{}   {} m²", about.floors, about.covered),
    ]
    .iter()
    .enumerate()
    {
        sheet.text(876.0, 124.0 - 30.0 * i as f64 + 8.0, 9.5, &line.chars().take(56).collect::<String>());
    }
    north(&mut sheet);
    sheet
}

fn north(sheet: &mut Sheet) {
    sheet.circle(1110.0, 760.0, 22.0);
    sheet.polygon(&[(1110.0, 784.0), (1102.0, 748.0), (1110.0, 756.0), (1118.0, 748.0)]);
    sheet.bold(1106.0, 788.0, 11.0, "N");
}

/// Streets, blocks, and the plot marked.
fn location(about: &Subject, lot: &mut Lot) -> Vec<u8> {
    let mut sheet = board("PLAN DE SITUATION", about, "1/2000");
    let columns: Vec<f64> = spread(lot, 60.0, 830.0, 6);
    let rows: Vec<f64> = spread(lot, 60.0, 780.0, 5);
    let marked = (lot.from(1, 3) as usize, lot.from(1, 2) as usize);
    sheet.pen(0.7);
    for (i, x) in columns.windows(2).enumerate() {
        for (j, y) in rows.windows(2).enumerate() {
            let (w, h) = (x[1] - x[0] - 16.0, y[1] - y[0] - 16.0);
            sheet.frame(x[0], y[0], w, h);
            for k in 1..4 {
                sheet.line(x[0] + w * f64::from(k) / 4.0, y[0], x[0] + w * f64::from(k) / 4.0, y[0] + h);
            }
            if (i, j) == marked {
                sheet.ink(0.75, 0.15, 0.10);
                sheet.filled(x[0] + w / 4.0, y[0], w / 4.0, h / 2.0);
                sheet.text(x[0] + w / 4.0, y[0] - 10.0, 9.0, about.land);
                sheet.ink(0.0, 0.0, 0.0);
            }
        }
    }
    sheet.pdf("Plan de situation")
}

fn spread(lot: &mut Lot, from: f64, to: f64, n: usize) -> Vec<f64> {
    let step = (to - from) / n as f64;
    (0..=n).map(|i| from + step * i as f64 + if i == 0 || i == n { 0.0 } else { lot.from(-18, 18) as f64 }).collect()
}

/// The plot with its corners, and the building on it when there is one.
fn site(piece: &str, about: &Subject, lot: &mut Lot) -> Vec<u8> {
    let title = title_of(piece);
    let mut sheet = board(title, about, if piece == "site-plan" { "1/200" } else { "1/500" });
    let skew = lot.from(-40, 40) as f64;
    let corners = [(180.0, 180.0), (700.0, 180.0 + skew / 2.0), (700.0 + skew, 640.0), (180.0 + skew / 3.0, 660.0)];
    sheet.pen(1.6);
    sheet.polygon(&corners);
    sheet.pen(0.5);
    for (i, (x, y)) in corners.iter().enumerate() {
        sheet.circle(*x, *y, 5.0);
        sheet.text(x + 8.0, y + 6.0, 9.0, &format!("B{}", i + 1));
    }
    let side = (about.plot as f64).sqrt();
    sheet.text(400.0, 160.0, 10.0, &format!("{side:.2} m"));
    sheet.text(130.0, 410.0, 10.0, &format!("{side:.2} m"));
    sheet.dashed(8.0);
    sheet.line(60.0, 120.0, 820.0, 120.0);
    sheet.line(60.0, 70.0, 820.0, 70.0);
    sheet.dashed(0.0);
    sheet.text(380.0, 90.0, 10.0, "Voie d’aménagement 12 m");
    if piece == "site-plan" {
        sheet.pen(2.0);
        sheet.frame(260.0, 240.0, 360.0, 320.0);
        sheet.pen(0.3);
        for i in 1..24 {
            let x = 260.0 + 15.0 * f64::from(i);
            sheet.line(x, 240.0, x, 560.0);
        }
        sheet.bold(390.0, 580.0, 12.0, &format!("Construction projetée R+{}", about.floors));
        sheet.text(200.0, 220.0, 9.0, "recul 4,00 m");
    } else {
        sheet.bold(380.0, 420.0, 13.0, about.land);
        sheet.text(380.0, 400.0, 11.0, &format!("{} m²", about.plot));
    }
    sheet.pdf(title)
}

const ROOMS: &[&str] = &["Salon", "Séjour", "Chambre 1", "Chambre 2", "Cuisine", "SDB", "Hall", "Chambre 3"];

/// Walls that cut a rectangle into rooms.
fn floor(about: &Subject, lot: &mut Lot) -> Vec<u8> {
    let mut sheet = board("PLANS DES NIVEAUX", about, "1/100");
    let shown = (about.floors + 1).min(2);
    for level in 0..shown {
        let x = 70.0 + 390.0 * level as f64;
        let name = if level == 0 { "Rez-de-chaussée".to_owned() } else { format!("Étage {level}") };
        sheet.bold(x, 740.0, 12.0, &name);
        sheet.pen(3.0);
        sheet.frame(x, 220.0, 340.0, 500.0);
        sheet.pen(1.6);
        let mut rooms: Vec<(f64, f64, f64, f64)> = vec![(x, 220.0, 340.0, 500.0)];
        while rooms.len() < ROOMS.len() - 1 {
            rooms.sort_by(|a, b| (b.2 * b.3).total_cmp(&(a.2 * a.3)));
            let (x, y, w, h) = rooms.remove(0);
            let cut = lot.from(38, 62) as f64 / 100.0;
            if w > h {
                sheet.line(x + w * cut, y, x + w * cut, y + h);
                rooms.push((x, y, w * cut, h));
                rooms.push((x + w * cut, y, w * (1.0 - cut), h));
            } else {
                sheet.line(x, y + h * cut, x + w, y + h * cut);
                rooms.push((x, y, w, h * cut));
                rooms.push((x, y + h * cut, w, h * (1.0 - cut)));
            }
        }
        for ((x, y, w, h), room) in rooms.iter().zip(ROOMS) {
            sheet.text(x + w / 2.0 - 20.0, y + h / 2.0, 9.0, room);
            sheet.text(x + w / 2.0 - 20.0, y + h / 2.0 - 12.0, 7.5, &format!("{:.1} m²", w * h / 10_000.0 * 8.0));
        }
        sheet.pen(0.5);
        sheet.line(x, 196.0, x + 340.0, 196.0);
        sheet.text(x + 150.0, 182.0, 9.0, "10,40");
    }
    sheet.pdf("Plans des niveaux")
}

/// A façade: floors, windows, a door.
fn elevation(about: &Subject, lot: &mut Lot) -> Vec<u8> {
    let mut sheet = board("FAÇADES ET COUPES", about, "1/100");
    let levels = (about.floors + 1).min(9);
    let (x, wide, high) = (120.0, 420.0, 62.0);
    let bays = lot.from(3, 5);
    for level in 0..levels {
        let y = 150.0 + high * level as f64;
        sheet.pen(1.2);
        sheet.frame(x, y, wide, high);
        sheet.pen(0.7);
        for bay in 0..bays {
            let bay_x = x + wide * (bay as f64 + 0.5) / bays as f64;
            if level == 0 && bay == bays / 2 {
                sheet.frame(bay_x - 14.0, y, 28.0, 46.0);
            } else {
                sheet.frame(bay_x - 16.0, y + 18.0, 32.0, 30.0);
                sheet.line(bay_x, y + 18.0, bay_x, y + 48.0);
            }
        }
        sheet.text(x + wide + 12.0, y + 4.0, 8.5, &format!("+{:.2}", 3.2 * level as f64));
    }
    sheet.pen(2.0);
    sheet.line(70.0, 150.0, 820.0, 150.0);
    sheet.text(120.0, 126.0, 11.0, "Façade principale");
    sheet.pdf("Façades et coupes")
}
