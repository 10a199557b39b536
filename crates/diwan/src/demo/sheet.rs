//! A page of PDF drawn by hand: lines, boxes, arcs and a little text. Enough for invented pieces.
//!
//! Papers that the program issues are typeset elsewhere; this is what an applicant would bring.

/// A page being drawn, in points, from the lower left corner.
pub struct Sheet {
    wide: f64,
    high: f64,
    ops: String,
}

/// A4 upright.
pub const A4: (f64, f64) = (595.0, 842.0);
/// A3 lying.
pub const A3: (f64, f64) = (1190.0, 842.0);

impl Sheet {
    pub fn new((wide, high): (f64, f64)) -> Sheet {
        Sheet { wide, high, ops: String::with_capacity(4_096) }
    }

    fn op(&mut self, op: &str) {
        self.ops.push_str(op);
        self.ops.push('\n');
    }

    pub fn ink(&mut self, red: f64, green: f64, blue: f64) {
        self.op(&format!("{red:.2} {green:.2} {blue:.2} RG {red:.2} {green:.2} {blue:.2} rg"));
    }

    pub fn pen(&mut self, width: f64) {
        self.op(&format!("{width:.2} w"));
    }

    pub fn dashed(&mut self, on: f64) {
        self.op(&if on > 0.0 { format!("[{on:.1} {on:.1}] 0 d") } else { "[] 0 d".into() });
    }

    pub fn line(&mut self, x1: f64, y1: f64, x2: f64, y2: f64) {
        self.op(&format!("{x1:.1} {y1:.1} m {x2:.1} {y2:.1} l S"));
    }

    pub fn frame(&mut self, x: f64, y: f64, wide: f64, high: f64) {
        self.op(&format!("{x:.1} {y:.1} {wide:.1} {high:.1} re S"));
    }

    pub fn filled(&mut self, x: f64, y: f64, wide: f64, high: f64) {
        self.op(&format!("{x:.1} {y:.1} {wide:.1} {high:.1} re f"));
    }

    pub fn polygon(&mut self, points: &[(f64, f64)]) {
        for (i, (x, y)) in points.iter().enumerate() {
            self.op(&format!("{x:.1} {y:.1} {}", if i == 0 { "m" } else { "l" }));
        }
        self.op("s");
    }

    pub fn circle(&mut self, x: f64, y: f64, r: f64) {
        // Four Bézier curves: the usual constant makes them a circle to a thousandth.
        let k = r * 0.5523;
        self.op(&format!("{:.1} {y:.1} m", x + r));
        for (dx1, dy1, dx2, dy2, dx, dy) in
            [(r, k, k, r, 0.0, r), (-k, r, -r, k, -r, 0.0), (-r, -k, -k, -r, 0.0, -r), (k, -r, r, -k, r, 0.0)]
        {
            self.op(&format!(
                "{:.1} {:.1} {:.1} {:.1} {:.1} {:.1} c",
                x + dx1,
                y + dy1,
                x + dx2,
                y + dy2,
                x + dx,
                y + dy
            ));
        }
        self.op("S");
    }

    pub fn text(&mut self, x: f64, y: f64, size: f64, text: &str) {
        self.op(&format!("BT /F1 {size:.1} Tf {x:.1} {y:.1} Td ({}) Tj ET", escaped(text)));
    }

    pub fn bold(&mut self, x: f64, y: f64, size: f64, text: &str) {
        self.op(&format!("BT /F2 {size:.1} Tf {x:.1} {y:.1} Td ({}) Tj ET", escaped(text)));
    }

    /// The file.
    pub fn pdf(self, title: &str) -> Vec<u8> {
        let content = latin(&self.ops);
        let font =
            |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {:.0} {:.0}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            self.wide, self.high
        );
        let mut stream = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
        stream.extend_from_slice(&content);
        stream.extend_from_slice(b"\nendstream");
        let objects: [Vec<u8>; 7] = [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            page.into_bytes(),
            stream,
            font("Helvetica").into_bytes(),
            font("Helvetica-Bold").into_bytes(),
            latin(&format!("<< /Title ({}) /Producer (Diwan) >>", escaped(title))),
        ];
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::with_capacity(objects.len());
        for (i, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend_from_slice(format!("{} 0 obj\n", i + 1).as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let table = file.len();
        file.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
        for place in places {
            file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
        }
        let trailer =
            format!("trailer\n<< /Size {} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
        file.extend_from_slice(trailer.as_bytes());
        file
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// The bytes of Windows-1252; what it lacks becomes a question mark.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '’' => 0x92,
            '–' => 0x96,
            '…' => 0x85,
            'œ' => 0x9C,
            c if (c as u32) < 256 => c as u32 as u8,
            _ => b'?',
        })
        .collect()
}
