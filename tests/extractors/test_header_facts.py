"""Issuer and date of issue, asked for without the rest of the header."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.extractors.header import extract, find_issue_date, find_issuer
from pipeline.readers.text import read_text
from pipeline.structure import build_document
from tests.samples import ARTICLE, PLAN


def document_of(text):
    """Return the structured document of a text file."""
    return build_document(read_text(text.encode(), "a.txt"))


@pytest.mark.parametrize("text", [PLAN, PLAN.replace("SỞ NỘI VỤ\n", "").replace("UBND TỈNH AN SƠN\n", "", 1)])
def test_what_is_asked_for_is_what_the_header_has(text):
    """Issuer, printed or inferred, and date are the same items as those of the whole header."""
    document = document_of(text)
    header = {each.field: each.item for each in extract(document, Doc(Vocab()))}
    assert find_issuer(document) == header["header.issuer"]
    assert find_issue_date(document) == header["header.date"]
    assert find_issue_date(document).value == "2024-03-14"


def test_nothing_is_asked_of_an_article():
    """A text without a header has neither."""
    assert (find_issuer(document_of(ARTICLE)), find_issue_date(document_of(ARTICLE))) == (None, None)
