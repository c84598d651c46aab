"""What a PDF's digital signatures say of themselves: time, reason, format, certificate. Nothing is verified."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from pipeline.readers.pdf_words import Handle

_MAX_SIGNATURES = 100
_MAX_BYTES = 4_096
_MAX_CONTENTS = 1 << 18
_HOLDER = {
    "name": NameOID.COMMON_NAME,
    "organisation": NameOID.ORGANIZATION_NAME,
    "unit": NameOID.ORGANIZATIONAL_UNIT_NAME,
}
_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")


def read_signatures(document: Handle) -> tuple[dict[str, str], ...]:
    """Return for each signature what is given of `time` (ISO 8601), `reason`, `format`, and of the certificate.

    Of the certificate: `name` (the person or organisation that it was made out to), `organisation`, `unit`.
    """
    count = min(pdfium.FPDF_GetSignatureCount(document), _MAX_SIGNATURES)
    return tuple(dict(_facts(pdfium.FPDF_GetSignatureObject(document, index))) for index in range(count))


def _facts(signature: Handle) -> Iterator[tuple[str, str]]:
    time = _read(pdfium.FPDFSignatureObj_GetTime, signature).decode("ascii", "replace")
    if iso := iso_time(time):
        yield "time", iso
    reason = _read(pdfium.FPDFSignatureObj_GetReason, signature).decode("utf-16-le", "replace").strip("\x00 ")
    if reason:
        yield "reason", reason
    form = _read(pdfium.FPDFSignatureObj_GetSubFilter, signature).decode("ascii", "replace").strip("\x00 ")
    if form:
        yield "format", form
    yield from certificate_facts(_read(pdfium.FPDFSignatureObj_GetContents, signature, _MAX_CONTENTS))


def certificate_facts(contents: bytes) -> Iterator[tuple[str, str]]:
    """Yield what the signer's certificate says of its holder; nothing where it can't be read.

    Args:
        contents: a PKCS#7 signature, zeros after it.
    """
    try:
        certificates = pkcs7.load_der_pkcs7_certificates(_without_padding(contents))
        holder = _signer(certificates)
    except (ValueError, UnsupportedAlgorithm):
        return
    if holder is None:
        return
    for key, oid in _HOLDER.items():
        values = [str(attribute.value).strip() for attribute in holder.subject.get_attributes_for_oid(oid)]
        if text := ", ".join(filter(None, values)):
            yield key, text


def _without_padding(contents: bytes) -> bytes:
    """Return the first DER object: the space for a signature is reserved before its length is known."""
    if len(contents) < 4 or contents[0] != 0x30 or contents[1] <= 0x80:
        return contents
    count = contents[1] - 0x80
    return contents[: 2 + count + int.from_bytes(contents[2 : 2 + count], "big")]


def _signer(certificates: list[x509.Certificate]) -> x509.Certificate | None:
    """Return the certificate that issued none of the others."""
    issuers = {certificate.issuer for certificate in certificates if certificate.issuer != certificate.subject}
    return next((one for one in certificates if one.subject not in issuers), None)


def _read(function: Callable[..., int], signature: Handle, limit: int = _MAX_BYTES) -> bytes:
    length = function(signature, None, 0)
    if not 0 < length <= limit:
        return b""
    buffer = ctypes.create_string_buffer(length)
    function(signature, buffer, length)
    return buffer.raw


def iso_time(text: str) -> str | None:
    """Return a PDF time (`D:20250305101112+07'00'`) in ISO 8601, or None where it is none."""
    match = _TIME.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc, zone, zone_minutes = match.groups()
    date = f"{year}-{month}-{day}"
    if hour is None:
        return date
    offset = "Z" if utc else f"{zone}:{zone_minutes or '00'}" if zone else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{offset}"
