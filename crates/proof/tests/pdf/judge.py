"""Lets pyHanko judge a list of PDFs in one process: `judge.py MANIFEST`, one line of answer a file.

The manifest is JSON: the roots and revocation lists as DER files, the moment of judging, and the
files, each with whether everything must be found in the file's own security store. An answer is the
name, `accepts` or `refuses`, and why, with tabs between.
"""

import json
import logging
import sys
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext


def read(path):
    with open(path, "rb") as file:
        return file.read()


def context(manifest, reader, alone):
    """Who is believed; `alone` knows nothing but the roots and the file's own store."""
    said = {
        "trust_roots": [x509.Certificate.load(read(path)) for path in manifest["roots"]],
        "moment": datetime.fromisoformat(manifest["moment"]),
        "allow_fetching": False,
        "revocation_mode": "require",
        # A list made after the signature says enough about the time before.
        "retroactive_revinfo": True,
    }
    if alone:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(said)
    return ValidationContext(crls=[read(path) for path in manifest["crls"]], **said)


def why(status):
    """What a signature's status lacks."""
    lacks = []
    for word in ("intact", "valid", "trusted"):
        if not getattr(status, word):
            lacks.append("not " + word)
    stamp = getattr(status, "timestamp_validity", None)
    if stamp is not None and not (stamp.intact and stamp.valid and stamp.trusted):
        lacks.append("time-stamp not believed")
    if getattr(status, "docmdp_ok", True) is False:
        lacks.append("altered after signing")
    return lacks


def judge(manifest, file):
    with open(file["path"], "rb") as bytes_:
        reader = PdfFileReader(bytes_)
        signed = 0
        lacks = []
        for signature in reader.embedded_signatures:
            if signature.sig_object["/SubFilter"] == "/ETSI.RFC3161":
                status = validate_pdf_timestamp(signature, context(manifest, reader, file["alone"]))
                ok = status.valid and status.intact and status.trusted
            else:
                status = validate_pdf_signature(signature, context(manifest, reader, file["alone"]))
                ok = status.bottom_line
                signed += 1
            if not ok:
                lacks += why(status) or ["refused"]
        if signed == 0:
            lacks.append("no signature")
        return lacks


def main():
    logging.disable(logging.CRITICAL)
    manifest = json.loads(read(sys.argv[1]))
    for file in manifest["files"]:
        try:
            lacks = judge(manifest, file)
        except Exception as error:  # pyHanko refuses many files by raising
            lacks = [type(error).__name__]
        verdict = "refuses" if lacks else "accepts"
        print(file["name"], verdict, ", ".join(dict.fromkeys(lacks)), sep="\t")


main()
