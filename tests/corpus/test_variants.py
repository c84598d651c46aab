"""A few sample documents in the forms that offices keep; `python -m corpus.variants` does all of them."""

from __future__ import annotations

import pytest

from corpus.build import sources
from corpus.variants import CONVERTED, ENCODED, compare, encode, write_variants
from pipeline.readers.office import find_program

STEMS = {"tq-snv-2024-ke-hoach", "bt-stttt-2023-thong-bao", "qb-stp-2023-bao-cao"}
needs_office = pytest.mark.skipif(find_program() is None, reason="no LibreOffice: apt install libreoffice-writer-nogui")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The documents in all forms that can be made here."""
    out = tmp_path_factory.mktemp("variants")
    forms = (*CONVERTED, *ENCODED) if find_program() else ENCODED
    write_variants([source for source in sources() if source.stem in STEMS], out, forms)
    return out


@pytest.mark.parametrize("form", ENCODED)
def test_old_encodings_give_the_same_record(folder, form) -> None:
    """Decomposed, TCVN3 and VNI text has the values of the same text in Unicode."""
    assert dict(compare(folder, form)) == {stem: [] for stem in STEMS}


@needs_office
@pytest.mark.parametrize("form", CONVERTED)
def test_old_word_rich_text_and_pages_give_the_same_record(folder, form) -> None:
    """DOC, RTF, ODT and HTML have the values of the DOCX that they were made from."""
    assert dict(compare(folder, form)) == {stem: [] for stem in STEMS}


def test_what_an_encoding_can_not_hold_is_not_made() -> None:
    """A raised one has the code of a letter in TCVN3, and no old font has a sign for at least."""
    assert encode("quyết¹", "tcvn3") is None
    assert encode("≥ 5", "vni") is None
    assert encode("Ủy ban?", "tcvn3") == b"\xf1y ban?"
