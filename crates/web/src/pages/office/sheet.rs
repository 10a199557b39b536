//! Sheets for other programs: UTF-8 with its mark, a comma between cells, nothing that a sheet would run.

use crate::server::App;
use crate::visitor::Visitor;

/// A sheet with its head. The mark at the start is for the programs that would guess another encoding.
pub fn sheet(app: &App, visitor: &Visitor, head: &[&str]) -> String {
    let mut text = String::from('\u{FEFF}');
    let names: Vec<String> = head.iter().map(|key| app.desk.words.plain(visitor.lang, key, &[])).collect();
    sheet_line(&mut text, &names);
    text
}

/// One line. A cell that begins like a formula is written as text.
pub fn sheet_line(text: &mut String, cells: &[String]) {
    for (i, cell) in cells.iter().enumerate() {
        if 0 < i {
            text.push(',');
        }
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let safe = if runs { format!("'{cell}") } else { cell.clone() };
        match safe.contains([',', '"', '\n', '\r']) {
            true => text.push_str(&format!("\"{}\"", safe.replace('"', "\"\""))),
            false => text.push_str(&safe),
        }
    }
    text.push_str("\r\n");
}
