#!/usr/bin/env python3
"""Judges an evidence container without Diwan: `evidence.py CONTAINER ROOT.pem [CRL.pem …]`.

It needs Python and OpenSSL alone. A container is a ZIP (ASiC-E with CAdES, ETSI EN 319 162-1): each
META-INF/ASiCManifest*.xml lists files with their digests, and names the signature or time-stamp over
itself. Read from top to bottom it is also the description of what is checked.
"""

import base64
import hashlib
import os
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


def judge(files, folder, roots, lists):
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
        paths = {}
        for what in (name, value):
            paths[what] = os.path.join(folder, what.replace("/", "_"))
            with open(paths[what], "wb") as out:
                out.write(files.get(what, b""))
        if value.endswith(".tst"):
            ok = openssl(
                "ts", "-verify", "-token_in", "-in", paths[value], "-data", paths[name], "-CAfile", roots
            )
        else:
            # The digest, the signature, and the certificate up to the root; revocation with -crl_check.
            crls = ["-crl_check_all"] + [part for path in lists for part in ("-CRLfile", path)]
            ok = openssl(
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", paths[value],
                "-content", paths[name], "-CAfile", roots, "-purpose", "any", "-out", os.devnull,
                *(crls if lists else []),
            )
            signed.update(covered + [name, value])
        print("accepted:" if ok else "FAULT:", value, "over", ", ".join(covered))
        if not ok:
            faults.append(value)
        signed.update([name, value])
    for name in files:
        if name not in signed and name != "mimetype":
            refuse(f"{name} is signed by nobody")
    if not any(name.endswith(".p7s") for name in signed):
        refuse("there is no signature")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        judge(read(sys.argv[1]), folder, sys.argv[2], sys.argv[3:])
    print("REFUSED" if faults else "ACCEPTED")
    sys.exit(1 if faults else 0)


main()
