"""The tokenizer: every run of letters, run of digits and punctuation mark is a token.

Vietnamese syllables are separated by spaces, so that a token is a syllable. Nothing longer is kept
whole: a rule span may begin or end at any border between letters, digits and punctuation.
"""

from __future__ import annotations

import re

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.vocab import Vocab

_MARK = r"(?:[^\w\s]|_)"
_LETTER = r"[^\W\d_]"


def build_tokenizer(vocab: Vocab) -> Tokenizer:
    """Return spaCy's own tokenizer with rules for syllables; it keeps every character of the text."""
    return Tokenizer(
        vocab,
        prefix_search=re.compile(f"^{_MARK}").search,
        suffix_search=re.compile(f"{_MARK}$").search,
        infix_finditer=re.compile(rf"{_MARK}|(?<=\d)(?={_LETTER})|(?<={_LETTER})(?=\d)").finditer,
    )
