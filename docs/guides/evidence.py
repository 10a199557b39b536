#!/usr/bin/env python3
"""Judges an evidence container without Diwan: `evidence.py CONTAINER ROOT.pem [CRL.pem …] [--at SECONDS]`.

It needs Python and OpenSSL alone. A container is a ZIP (ASiC-E with CAdES, ETSI EN 319 162-1): each
META-INF/ASiCManifest*.xml lists files with their digests, and names the signature or time-stamp over
itself. When it is the evidence of a file, it holds papers (PDF) with signatures of their own, and each
act's way to a signed head of the register. Read from top to bottom this is also the description of what
is checked. `--at` judges at another moment than now, in seconds since 1970.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile
from urllib.parse import unquote

ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
MEDIA_TYPE = b"application/vnd.etsi.asic-e+zip"
DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}

faults = []


def refuse(fault):
    faults.append(fault)
    print("FAULT:", fault)


def read(path):
    """The files of the container; the first one says, unpacked by nobody, what it is."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            refuse("a name is there twice")
        if archive.testzip() is not None:
            refuse("a file is damaged")
        first = entries[0]
        stored = first.compress_type == zipfile.ZIP_STORED and first.header_offset == 0
        if first.filename != "mimetype" or not stored or archive.read(first) != MEDIA_TYPE:
            refuse("the container does not begin with its media type")
        return {name: archive.read(name) for name in names if not name.endswith("/")}


def openssl(*arguments):
    """Runs OpenSSL; true when it accepts."""
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr.strip())
    return done.returncode == 0


class Judge:
    """Whom to believe, when, and a folder for what OpenSSL reads."""

    def __init__(self, folder, roots, lists, at):
        self.folder, self.roots, self.lists = folder, roots, lists
        self.at = ["-attime", at] if at else []

    def put(self, name, content):
        path = os.path.join(self.folder, name.replace("/", "_"))
        with open(path, "wb") as out:
            out.write(content)
        return path

    def signed(self, signature, content):
        """The digest, the signature, and the certificate up to the root; revocation with -crl_check."""
        crls = ["-crl_check_all"] + [part for path in self.lists for part in ("-CRLfile", path)]
        return openssl(
            "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", self.put("value", signature),
            "-content", self.put("content", content), "-CAfile", self.roots, "-purpose", "any",
            "-out", os.devnull, *self.at, *(crls if self.lists else []),
        )

    def stamped(self, token, content):
        return openssl(
            "ts", "-verify", "-token_in", "-in", self.put("token", token), "-data", self.put("content", content),
            "-CAfile", self.roots, *self.at,
        )


def judge(files, judge):
    """Each manifest and the signature or time-stamp over it; no file that nobody signed."""
    signed = set()
    for name in sorted(files):
        if not (name.startswith("META-INF/ASiCManifest") and name.endswith(".xml")):
            continue
        manifest = xml.fromstring(files[name])
        value = unquote(manifest.find(ASIC + "SigReference").get("URI"))
        covered = []
        for one in manifest.iter(ASIC + "DataObjectReference"):
            file = unquote(one.get("URI"))
            method = DIGESTS.get(one.find(DSIG + "DigestMethod").get("Algorithm"))
            digest = base64.b64decode(one.find(DSIG + "DigestValue").text)
            if file not in files:
                refuse(f"{file} is missing")
            elif method is None or hashlib.new(method, files[file]).digest() != digest:
                refuse(f"{file} is not what was signed")
            covered.append(file)
        if value.endswith(".tst"):
            ok = judge.stamped(files.get(value, b""), files[name])
        else:
            ok = judge.signed(files.get(value, b""), files[name])
            signed.update(covered)
        print("accepted:" if ok else "FAULT:", value, "over", len(covered), "files")
        if not ok:
            faults.append(value)
        signed.update([name, value])
    for name in files:
        if name not in signed and name != "mimetype":
            refuse(f"{name} is signed by nobody")
    if not any(name.endswith(".p7s") for name in signed):
        refuse("there is no signature")


RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def judge_paper(name, paper, judge):
    """The bytes that each signature of a PDF covers. What was added behind the last is not judged here."""
    found = 0
    for match in RANGE.finditer(paper):
        start, before, after, rest = map(int, match.groups())
        gap = paper[start + before : after]
        if start != 0 or len(paper) < after + rest or gap[:1] != b"<" or gap[-1:] != b">":
            refuse(f"{name}: a signature does not say which bytes it covers")
            continue
        value = bytes.fromhex(gap[1:-1].decode("ascii"))
        # The place is larger than the signature; DER says where it ends.
        length = value[1] if value[1] < 0x80 else int.from_bytes(value[2 : 2 + (value[1] & 0x7F)], "big")
        value = value[: length + (2 if value[1] < 0x80 else 2 + (value[1] & 0x7F))]
        covered = paper[:before] + paper[after : after + rest]
        if b"/ETSI.RFC3161" in paper[match.start() - 400 : match.end() + 400]:
            ok = judge.stamped(value, covered)
        else:
            ok = judge.signed(value, covered)
        found += 1
        if not ok:
            refuse(f"{name}: signature {found} does not hold")
    print(f"{name}: {found} signatures")
    if found == 0:
        refuse(f"{name} bears no signature")


def judge_head(files, judge):
    """The register's last head: its text signed by the register's key (Ed25519). Gives its size and root."""
    name, _, key = files["register/key"].decode().strip().split("+", 2)
    key = base64.b64decode(key)
    text, _, lines = files["register/checkpoint"].decode().partition("\n\n")
    text += "\n"
    signature = next(
        base64.b64decode(line.split(" ")[2])[4:] for line in lines.splitlines() if line.startswith(f"\u2014 {name} ")
    )
    # SubjectPublicKeyInfo of an Ed25519 key (RFC 8410).
    public = judge.put("key", bytes.fromhex("302a300506032b6570032100") + key[1:])
    ok = openssl(
        "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", public, "-rawin",
        "-in", judge.put("head", text.encode()), "-sigfile", judge.put("signature", signature),
    )
    if not ok:
        refuse("the register's head is not signed by its key")
    if "register/checkpoint.tst" in files and not judge.stamped(files["register/checkpoint.tst"], text.encode()):
        refuse("the time-stamp over the register's head does not hold")
    _, size, root = text.splitlines()[:3]
    print(f"the register's head: {size} acts")
    return files["register/checkpoint"].decode(), int(size), base64.b64decode(root)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leads_to(entry, index, size, path, root):
    """RFC 9162, 2.1.3.2: whether an entry stands at that place of the tree with that root."""
    if size <= index:
        return False
    node, last, digest = index, size - 1, sha256(b"\x00", entry)
    for other in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            digest = sha256(b"\x01", other, digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = sha256(b"\x01", digest, other)
        node, last = node >> 1, last >> 1
    return last == 0 and digest == root


def judge_acts(files, judge):
    """What file.json tells of each act is what its leaf is a digest of, and the leaf is in the tree."""
    told = json.loads(files["file.json"])
    for document in told["documents"]:
        if hashlib.sha256(files.get(document["path"], b"")).hexdigest() != document["sha256"]:
            refuse(f"{document['path']} is not the paper of the file")
    pieces = told.get("pieces", [])
    inside = [piece for piece in pieces if piece.get("path")]
    for piece in inside:
        if hashlib.sha256(files.get(piece["path"], b"")).hexdigest() != piece["sha256"]:
            refuse(f"{piece['path']} is not the piece of the file")
    print(f"{len(inside)} of {len(pieces)} pieces are inside; the others are named by their digests")
    head = judge_head(files, judge) if "register/checkpoint" in files else None
    proven = 0
    for place, act in enumerate(told["acts"]):
        if act["seq"] != place:
            refuse(f"an act is missing before {act['seq']}")
        if act["proof"] is None:
            continue
        proof, checkpoint = files[act["proof"]].decode().split("\n\n", 1)
        lines = proof.splitlines()
        opened = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))
        index, path = int(lines[2].removeprefix("index ")), [base64.b64decode(line) for line in lines[3:]]
        said = json.loads(opened["head"])
        digest = sha256(bytes.fromhex(opened["outer"]), opened["head"].encode())
        entry = f"diwan-act/1 {said['commune']} {digest.hex()}".encode()
        if checkpoint != head[0] or not leads_to(entry, index, head[1], path, head[2]):
            refuse(f"act {place}: its way to the register's head does not hold")
            continue
        same = (said["seq"], said["name"], said["role"]) == (act["seq"], act["act"], act["role"])
        if not same or (said["dossier"], said["commune"]) != (told["id"], told["commune"]):
            refuse(f"act {place} is not the one that the register holds")
        if act["detail"]:
            detail = act["detail"]
            inner = sha256(bytes.fromhex(detail["inner"]), bytes.fromhex(detail["by"]), detail["content"].encode())
            if inner.hex() != said["detail"]:
                refuse(f"act {place}: what was written is not what the register holds")
        proven += 1
    print(f"{told['number']}: {proven} of {len(told['acts'])} acts are proven by the register")


def main():
    words = sys.argv[1:]
    at = None
    if "--at" in words:
        place = words.index("--at")
        at = words[place + 1]
        del words[place : place + 2]
    if len(words) < 2:
        sys.exit(__doc__)
    files = read(words[0])
    with tempfile.TemporaryDirectory() as folder:
        judging = Judge(folder, words[1], words[2:], at)
        judge(files, judging)
        for name in sorted(files):
            if name.startswith("documents/"):
                judge_paper(name, files[name], judging)
        if "file.json" in files:
            judge_acts(files, judging)
    print("REFUSED" if faults else "ACCEPTED")
    sys.exit(1 if faults else 0)


main()
