"""PDFs with annotations and signature fields, whose text stands in appearances and not in the page."""

from __future__ import annotations

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas

from tests.readers.pdf_builder import Sheet

HIDDEN = 2
"""The annotation flag of what is not shown."""


def appearance(
    sheet: Sheet, box: tuple[float, float, float, float], text: str, size: float = 13
) -> pdfdoc.PDFDictionary:
    """Return the appearance of an annotation that prints a line of text at the left of its box."""
    page: canvas.Canvas = sheet.canvas
    name = f"look{id(text)}{box[0]:.0f}{box[1]:.0f}"
    x0, y0, x1, y1 = box
    page.beginForm(name, 0, 0, x1 - x0, y1 - y0)
    page.setFont("regular", size)
    page.drawString(1, 4, text)
    page.endForm()
    form = pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name))
    return pdfdoc.PDFDictionary({"N": form})


def annotate(sheet: Sheet, kind: str, x: float, y: float, text: str, flags: int = 4, size: float = 13) -> dict:
    """Put an annotation on the page whose text begins at x on the baseline y (from the top)."""
    top = sheet.size[1]
    box = (x - 1, top - y - 4, x + 200, top - y + 16)
    entry = {
        "Type": pdfdoc.PDFName("Annot"),
        "Subtype": pdfdoc.PDFName(kind),
        "Rect": pdfdoc.PDFArray(list(box)),
        "F": flags,
        "AP": appearance(sheet, box, text, size),
    }
    sheet.canvas._addAnnotation(pdfdoc.PDFDictionary(entry))
    return entry


def sign(sheet: Sheet, time: str, contents: bytes = b"", reason: str = "") -> None:
    """Add an invisible signature field to the page."""
    value = {
        "Type": pdfdoc.PDFName("Sig"),
        "Filter": pdfdoc.PDFName("Adobe.PPKLite"),
        "SubFilter": pdfdoc.PDFName("adbe.pkcs7.detached"),
        "M": pdfdoc.PDFString(time),
        "Contents": b"<" + contents.hex().encode() + b">",
        "ByteRange": pdfdoc.PDFArray([0, 0, 0, 0]),
    }
    if reason:
        value["Reason"] = pdfdoc.PDFString(reason)
    document = sheet.canvas._doc
    field = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Widget"),
            "FT": pdfdoc.PDFName("Sig"),
            "T": pdfdoc.PDFString(f"Signature{time}"),
            "Rect": pdfdoc.PDFArray([0, 0, 0, 0]),
            "V": document.Reference(pdfdoc.PDFDictionary(value)),
        }
    )
    reference = document.Reference(field)
    fields = getattr(document, "signed_fields", None) or []
    document.signed_fields = [*fields, reference]
    document.Catalog.AcroForm = pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray(document.signed_fields), "SigFlags": 3})


def container(name: str, organisation: str, chain: bool = True) -> bytes:
    """Return a PKCS#7 signature by a made-up holder, zeros after it as PDF writers leave them."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(_name("CA thử nghiệm", "Cơ quan thử"), None, root_key, root_key)
    holder = _certificate(_name(name, organisation), root.subject, key, root_key)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"").add_signer(holder, key, hashes.SHA256())
    if chain:
        builder = builder.add_certificate(root)
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature]) + bytes(500)


def _name(name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)]
    )


def _certificate(subject: x509.Name, issuer: x509.Name | None, key, signing_key) -> x509.Certificate:
    start = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=365))
        .sign(signing_key, hashes.SHA256())
    )
