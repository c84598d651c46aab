"""One source as text, DOCX and PDF gives the same values: only places in the text may differ."""

from __future__ import annotations

import pytest

from corpus.build import FORMATS, build, sources
from corpus.tools.typeset import MissingFontError, find_fonts
from corpus.variants import FIELDS, fields
from pipeline import extract


def forms() -> list[str]:
    """The formats that can be built here: PDF needs a font with Vietnamese letters."""
    try:
        find_fonts()
    except MissingFontError:
        return [form for form in FORMATS if form != "pdf"]
    return list(FORMATS)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.stem)
def test_three_formats_give_one_record(source, tmp_path):
    """Header, outline, references, scores, ranks and findings are the same from each format."""
    records = {}
    for form in forms():
        path = tmp_path / f"{source.stem}.{form}"
        path.write_bytes(build(source, form))
        records[form] = fields(extract(path))
    first, *others = records
    for form in others:
        for name in FIELDS:
            assert records[form][name] == records[first][name], f"{name}: {form} differs from {first}"


def test_pdf_takes_part():
    """Without the font the PDF side can't be compared, and the run says so."""
    if "pdf" not in forms():
        pytest.skip("no font with Vietnamese letters: apt install fonts-liberation2")
    assert forms() == list(FORMATS)
