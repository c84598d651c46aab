"""What a PDF's digital signatures say of themselves: time, reason, format. Nothing is verified."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium

from pipeline.readers.pdf_words import Handle

_MAX_SIGNATURES = 100
_MAX_BYTES = 4_096
_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")


def read_signatures(document: Handle) -> tuple[dict[str, str], ...]:
    """Return for each signature what is given of `time` (ISO 8601), `reason` and `format`."""
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


def _read(function: Callable[..., int], signature: Handle) -> bytes:
    length = min(function(signature, None, 0), _MAX_BYTES)
    if length <= 0:
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
