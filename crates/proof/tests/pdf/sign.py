"""Lets pyHanko sign a PDF: `sign.py PDF OUT FIELD KEY.pem CERTIFICATE.pem CHAIN.pem`.

The signature is PAdES without a time-stamp, in an invisible field, as an office elsewhere would make it.
"""

import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

pdf, out, field, key, certificate, chain = sys.argv[1:]
signer = signers.SimpleSigner.load(key, certificate, ca_chain_files=[chain])
with open(pdf, "rb") as source:
    writer = IncrementalPdfFileWriter(source)
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    with open(out, "wb") as target:
        signers.sign_pdf(writer, metadata, signer=signer, output=target)
