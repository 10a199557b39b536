#!/usr/bin/env python3
"""Writes territory/geometry/provinces.json: the outline of each province, simplified for a small map.

What it is: the one place where outlines come from. They are OpenStreetMap's (ODbL), by way of the npm
package `morocco-map`; they stay in a folder of their own, with that licence.
What it is not: a survey. A line may be a kilometre from the true boundary.

    python3 scripts/outlines.py
"""

import csv
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from pathlib import Path

PACKAGE = "morocco-map@1.3.0"
HERE = Path(__file__).resolve().parent.parent / "territory"
TOLERANCE = 0.012  # degrees: about 1.2 km
SMALLEST = 0.002  # square degrees: islets below this are left out, unless they are all there is
# What the source names in Arabic only.
ALSO = {"عمالة الرباط": "rabat"}


def fetch():
    with tempfile.TemporaryDirectory() as room:
        name = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=room, check=True, capture_output=True, text=True)
        with tarfile.open(Path(room) / name.stdout.split()[-1]) as tar:
            return json.load(tar.extractfile("package/data/provinces.json"))


def plain(name):
    """`Province de Tétouan إقليم تطوان` -> `tetouan`."""
    if name in ALSO:
        return ALSO[name]
    latin = re.sub(r"[^\x00-\u024f]", "", name)
    folded = unicodedata.normalize("NFD", latin.lower())
    folded = re.sub(r"^(prefecture|province|wilaya)s? (de la |de l'|de |d'|des |du )?", "", re.sub(r"[\u0300-\u036f]", "", folded))
    return re.sub(r"[^a-z]", "", folded)


def near(word, words):
    """The one of `words` that is nearest to `word`, and how far it is, letter by letter."""

    def distance(a, b):
        row = list(range(len(b) + 1))
        for i, x in enumerate(a, 1):
            row, before = [i], row
            for j, y in enumerate(b, 1):
                row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
        return row[-1]

    return min((distance(word, w), w) for w in words)


def simplified(line):
    """Douglas-Peucker. Run on the arcs, so that neighbours keep the same border."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        a, b = spans.pop()
        (ax, ay), (bx, by) = line[a], line[b]
        dx, dy = bx - ax, by - ay
        long = (dx * dx + dy * dy) ** 0.5
        far, at = 0.0, None
        for i in range(a + 1, b):
            x, y = line[i]
            off = abs(dx * (ay - y) - dy * (ax - x)) / long if long else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if off > far:
                far, at = off, i
        if at is not None and far > TOLERANCE:
            keep.add(at)
            spans += [(a, at), (at, b)]
    return [line[i] for i in sorted(keep)]


def arcs(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round(x * sx + tx, 3), round(y * sy + ty, 3)))
        yield simplified(line)


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def rings(geometry, lines):
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    made = []
    for part in parts:
        ring = []
        for i in part[0]:
            line = lines[i] if i >= 0 else lines[~i][::-1]
            ring += line[1:] if ring else line
        made.append(ring)
    made.sort(key=area, reverse=True)
    return made[:1] + [r for r in made[1:] if area(r) >= SMALLEST and len(r) >= 4]


def main():
    topology = fetch()
    lines = list(arcs(topology))
    with open(HERE / "provinces.csv", encoding="utf-8") as table:
        codes = {plain(row["name_fr"]): row["code"] for row in csv.DictReader(table)}
    features, left = [], dict(codes)
    found = [(plain(g["properties"]["name"]), g) for g in topology["objects"]["provinces"]["geometries"]]
    for exact in (True, False):
        for name, geometry in found:
            if geometry.get("done") or not left:
                continue
            off, word = near(name, left)
            if (off == 0) if exact else (off <= max(2, len(word) // 3)):
                geometry["done"] = True
                features.append((left.pop(word), geometry))
                if off:
                    print(f"{name} is taken for {word}")
    missing = [name for name, g in found if not g.get("done")]
    if left or missing:
        print(f"without an outline: {sorted(left)}; unknown outlines: {missing}", file=sys.stderr)
        return 1
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings(geometry, lines)]},
            }
            for code, geometry in sorted(features, key=lambda f: f[0])
        ],
    }
    text = json.dumps(collection, separators=(",", ":")).replace('{"type":"Feature"', '\n{"type":"Feature"')
    (HERE / "geometry").mkdir(exist_ok=True)
    (HERE / "geometry" / "provinces.json").write_text(text + "\n", "utf-8")
    print(f"{len(features)} outlines, {len(text) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
