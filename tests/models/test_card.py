"""The model card."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from corpus.training_set import part_of, sentences
from models import card
from models.card import CARD, beside_peers, labels, noises, rewritten, side_by_side

ROOT = CARD.parent.parent
DATA_CARD = ROOT / "corpus" / "README.md"


def test_tables_are_current():
    """The tables are those of the committed figures: `python -m models.card` changes nothing."""
    text = CARD.read_text("utf-8")
    assert rewritten(text) == text
    assert text.count("<!-- end -->") == 7
    assert "<!-- end -->\n<!-- end -->" not in text


def test_missing_figures_are_an_error(tmp_path, monkeypatch):
    """A card is never written with a table that nobody measured."""
    (tmp_path / "quality.json").write_text("{}")
    monkeypatch.setattr(card, "QUALITY", tmp_path / "quality.json")
    with pytest.raises(KeyError):
        rewritten("<!-- beside -->\n<!-- end -->")


def test_command_rewrites_the_card(tmp_path, monkeypatch):
    """What stands between the marks is replaced, what stands around stays."""
    path = tmp_path / "README.md"
    path.write_text("Before\n<!-- sentences -->\nold\n<!-- end -->\nAfter\n", encoding="utf-8")
    monkeypatch.setattr(card, "CARD", path)
    card.main()
    text = path.read_text("utf-8")
    assert text.startswith("Before\n<!-- sentences -->\n| Source | train | dev | test |\n")
    assert text.endswith("\n<!-- end -->\nAfter\n")
    assert "old" not in text


def test_labels_by_source():
    """A label that a source lacks has blank cells; `all` and `directive` stand last."""
    figures = {"generated": {"all": [1, 1, 1]}, "written": {"all": [0.5, 0.25, 0.333], "LEAD": [1, 0, 0]}}
    lines = labels({"models": {"task": figures}}, "task").split("\n")
    assert lines[0] == "| Label | written P | written R | written F1 | generated P | generated R | generated F1 |"
    assert lines[2:] == [
        "| `LEAD` | 1.000 | 0.000 | 0.000 | | | |",
        "| all | 0.500 | 0.250 | 0.333 | 1.000 | 1.000 | 1.000 |",
    ]


def test_ways_side_by_side():
    """One row per field, three figures per way."""
    table = side_by_side({"rules": {"lead": [1, 0.5, 0.667]}, "both": {"lead": [1, 1, 1]}})
    assert table.split("\n")[2] == "| lead | 1.000 | 0.500 | 0.667 | 1.000 | 1.000 | 1.000 |"


def test_errors_under_noise():
    """The share of errors that are gone is that of the rules' errors."""
    table = noises({"tones": {"rules": {"errors": 200}, "model": {"errors": 50}}})
    assert table.split("\n")[2] == "| tones dropped | 200 | 50 | 75% |"


def test_peer_has_no_figure_for_a_label_it_lacks():
    """A label unknown to the peer is blank for it, not nought."""
    figures = {name: {"exact": [0, 0, 0.5], "overlap": [0, 0, 0.75]} for name in ("model", "underthesea")}
    speed = {"model": 12_000, "underthesea": 900}
    results = {"underthesea": "1.2", "words_a_second": speed, "rows": {"ORG": figures, "ROLE": figures}}
    assert beside_peers(results).split("\n")[2:] == [
        "| ORG | 0.500 | 0.750 | 0.500 | 0.750 |",
        "| ROLE | 0.500 | 0.750 | | |",
        "| words a second | 12,000 | | 900 | |",
    ]


@pytest.mark.parametrize("path", [CARD, DATA_CARD], ids=["models", "corpus"])
def test_links_and_headings_exist(path):
    """What a card links to is there, and so is the heading that it points at."""
    for link, _, heading in re.findall(r"\]\(([^)#:]*)(#([\w-]*))?\)", path.read_text("utf-8")):
        target = (path.parent / link).resolve() if link else path
        assert target.exists(), link
        if heading:
            assert heading in headings(target), f"{link}#{heading}"


def headings(path: Path) -> set[str]:
    """Return the anchors of a document's headings."""
    found = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in found}


def test_counts_of_sentences_are_those_of_the_corpus():
    """The committed figures were measured on the sentences as they are now."""
    counted = json.loads((CARD.parent / "quality.json").read_text("utf-8"))["sentences"]["test"]
    found = [sentence.source for sentence in sentences() if part_of(sentence) == "test"]
    assert counted == {source: found.count(source) for source in ("written", "generated")}
