"""Texts written in the encodings of the fonts before Unicode."""

from __future__ import annotations

from pipeline.patterns import read_table


def to_legacy(text: str, encoding: str) -> str:
    """Return a text as an old font needs it, every byte as its Windows-1252 character.

    TCVN3 has no capitals with a tone: they become small letters, as typed with the normal fonts.
    """
    codes = {
        row["letter"]: bytes.fromhex(row["code"]).decode("cp1252")
        for row in read_table("encodings.csv")
        if row["encoding"] == encoding
    }
    return "".join(codes.get(char) or codes.get(char.lower()) or char for char in text)


def to_legacy_bytes(text: str, encoding: str) -> bytes:
    """Return the bytes of such a text."""
    return to_legacy(text, encoding).encode("cp1252")
