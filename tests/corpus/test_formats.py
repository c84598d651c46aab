"""One source as text, DOCX and PDF gives the same values: only places in the text may differ."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.build import FORMATS, build, sources
from corpus.tools.typeset import MissingFontError, find_fonts
from pipeline import extract
from pipeline.core.record import Record

PLACES = {"evidence", "id", "start", "end", "confidence"}
FIELDS = ("header", "sections", "references", "scores", "rankings", "indicators", "tasks", "findings")


def forms() -> list[str]:
    """The formats that can be built here: PDF needs a font with Vietnamese letters."""
    try:
        find_fonts()
    except MissingFontError:
        return [form for form in FORMATS if form != "pdf"]
    return list(FORMATS)


def values(node: Any) -> Any:
    """The record without what depends on the format: places, ids, confidence."""
    if isinstance(node, dict):
        return {key: values(value) for key, value in node.items() if key not in PLACES}
    if isinstance(node, list):
        return [values(value) for value in node]
    return node


def fields(record: Record) -> dict[str, Any]:
    """The values of each field that takes part in the comparison."""
    whole = record.model_dump()
    found = {name: values(whole[name]) for name in FIELDS}
    # Findings stand in the order of their places, and a text export may print the date before the number.
    found["findings"].sort(key=lambda finding: (finding["code"], finding["message"]))
    return found


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
