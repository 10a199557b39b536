//! The square code that carries a public address: as SVG for screens, as dots for papers, where a drawing of
//! two thousand rectangles would be the largest part of a page.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

/// White border that readers need, in modules.
const QUIET: usize = 4;

/// Dots along the side of one module: enough that a reader of PDF that smooths pictures leaves its edges sharp.
const DOTS: usize = 3;

/// A code in shades of grey, 0 black and 255 white, row after row.
pub(crate) struct Dots {
    /// Dots along each side.
    pub side: usize,
    pub grey: Vec<u8>,
}

/// The address as a QR code, its border included; of one white module when it is too long for any code.
pub(crate) fn qr_dots(link: &str) -> Dots {
    let (side, modules) = code(link);
    let full = (side + 2 * QUIET) * DOTS;
    let mut grey = vec![255; full * full];
    for (at, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = ((at % side + QUIET) * DOTS, (at / side + QUIET) * DOTS);
        for row in grey.chunks_exact_mut(full).skip(y).take(DOTS) {
            row[x..x + DOTS].fill(0);
        }
    }
    Dots { side: full, grey }
}

/// Modules along a side, and which are dark, row after row.
fn code(link: &str) -> (usize, Vec<bool>) {
    match QRBuilder::new(link).ecl(ECL::M).build() {
        Ok(code) => {
            let rows = (0..code.size).flat_map(|row| code[row][..code.size].iter());
            (code.size, rows.map(|module| module.value()).collect())
        }
        Err(_) => (1, vec![false]),
    }
}

/// Draws the address as a QR code. An address too long for any code (over 2,300 bytes) gives an empty
/// square; `typeset` refuses it long before.
pub fn qr_svg(link: &str) -> String {
    let (side, modules) = code(link);
    let full = side + 2 * QUIET;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{full}v{full}H0z"/><path fill="#000" d=""##
    );
    for (y, row) in modules.chunks(side).enumerate() {
        for (x, length) in dark_runs(row) {
            // Writing into a String cannot fail.
            let _ = write!(svg, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
        }
    }
    svg.push_str(r#""/></svg>"#);
    svg
}

/// Where dark modules begin and how many follow: one rectangle for each run keeps the drawing small.
fn dark_runs(row: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}
