"""Texts of a document's items on one line, as frames and sheets show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.core.record import Org, Span, Text


def quote_of(evidence: Iterable[Span]) -> str:
    """Return the quotes of all spans on one line, what lies between them as an ellipsis."""
    return " … ".join(" ".join(span.quote.split()) for span in evidence)


def page_of(evidence: Sequence[Span]) -> int | None:
    """Return the page of the first span, None where the format has no pages."""
    return evidence[0].page if evidence else None


def joined(texts: Iterable[str]) -> str | None:
    """Return the texts with `; ` between them, None where there are none."""
    return "; ".join(texts) or None


def names_of(orgs: Iterable[Org]) -> str | None:
    """Return the organisations as printed, None where there are none."""
    return joined(org.raw for org in orgs)


def raw_of(text: Text | None) -> str | None:
    """Return a text's words, None where there is none."""
    return text.raw if text else None


def shown(text: str, longest: int) -> str:
    """Return a text from a document on one line, so that it changes nothing but its own place.

    Marks that turn the direction of writing would turn what stands after them, too; they and control
    characters become a replacement mark. What is too long ends with an ellipsis.
    """
    plain = " ".join(text.split())
    if not plain.isprintable():
        plain = "".join(map(_plain, plain))
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def _plain(character: str) -> str:
    turning = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return "\ufffd" if turning or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") else character
