"""Words of a PDF in fonts that are not of Unicode, read by their font's name or, without one, by their syllables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.normalise.encodings import Encoding, decode_legacy, encoding_of_font
from pipeline.normalise.syllables import share_of_syllables
from pipeline.readers.legacy_text import find_encoding, has_vietnamese, is_suspect, restore_case

# Letters of TCVN3 or VNI beside others, as they never stand in Unicode text.
_SIGNS = "¦§¨©ª«¬®µ¶·¸¹"
_TRACE = re.compile(
    rf"[^\W\d_][{_SIGNS}]|[{_SIGNS}][^\W\d_]"
    "|[aeiouyAEIOUYôöÔÖ][øûïåäëüØÛÏÅÄËÜ]"
)
_HYPHEN = re.compile("[\x02\ufffe\u00ad]")  # what pdfium makes of a soft hyphen, which is ư in TCVN3


def may_be_legacy(text: str) -> bool:
    """Return whether a page's text shows traces of a legacy font."""
    return _TRACE.search(text) is not None


def read_words(words: Sequence[str], fonts: Callable[[int], str]) -> list[str]:
    """Return the words of a page, those in legacy fonts read as Unicode.

    Args:
        words: in content order.
        fonts: gives the name of the font of the word at that place.
    """
    named = [encoding_of_font(fonts(place)) for place in range(len(words))]
    encodings = named if any(named) else _guess(words)
    legacy = " ".join(word for word, encoding in zip(words, encodings, strict=True) if encoding)
    if not legacy or has_vietnamese(legacy):
        return list(words)
    read = [_read(word, encoding) for word, encoding in zip(words, encodings, strict=True)]
    if share_of_syllables(" ".join(read))[0] < share_of_syllables(" ".join(words))[0]:
        return list(words)
    cased = restore_case(" ".join(read)).split(" ")
    return [cased[place] if encoding is Encoding.TCVN3 else read[place] for place, encoding in enumerate(encodings)]


def _read(word: str, encoding: Encoding | None) -> str:
    return word if encoding is None else decode_legacy(_HYPHEN.sub("-", word), encoding)


def _guess(words: Sequence[str]) -> list[Encoding | None]:
    suspects = [word for word in words if is_suspect(word)]
    encoding = find_encoding(suspects) if suspects else None
    return [encoding if is_suspect(word) else None for word in words]
