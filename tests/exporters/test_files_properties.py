"""What holds for every name and every text."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exporters.files import LONGEST_NAME, fitting_name
from pipeline.exporters.tables import FORMULA_STARTS, safe

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=300)


@given(NAMES, NAMES)
def test_names_fit_and_stay_apart(one, other):
    """Every name can be written, keeps its suffix, and two names never become one."""
    first, second = fitting_name(one, ".json"), fitting_name(other, ".json")
    assert max(len(first.encode()), len(second.encode())) <= max(LONGEST_NAME, 255)
    assert first.endswith(".json")
    assert (first == second) == (one == other)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
def test_cells_are_no_formulas_and_keep_their_text(text):
    """What a cell says survives the file, and no cell begins like a formula."""
    output = io.StringIO(newline="")
    csv.writer(output).writerow([safe(text), "x"])
    cell, _ = next(csv.reader(io.StringIO(output.getvalue(), newline="")))
    assert not cell.startswith(FORMULA_STARTS)
    assert cell in (text, f"'{text}")
