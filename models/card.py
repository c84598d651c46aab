"""The model card's tables, written between the marks in models/README.md: `python -m models.card`.

They come from files that are committed with what they measure: `quality.json` (by `make train` and
`python -m models.measure --write`), `peers.json` (by `python -m models.peers ENTITIES --write`) and
`corpus/robustness.json` (by `make robustness`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.peers import MAPPED, PEER, RESULTS

HERE = Path(__file__).parent
CARD = HERE / "README.md"
QUALITY = HERE / "quality.json"
ROBUSTNESS = HERE.parent / "corpus" / "robustness.json"
_MARKED = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.S)
_NOISES = {
    "clean": "none",
    "tones": "tones dropped",
    "misread_1": "1 % misread",
    "misread_3": "3 % misread",
    "upper": "capitals",
    "broken": "broken lines",
}

Cells = Sequence[object]


def rewritten(text: str) -> str:
    """Return the card with its tables made anew.

    Raises:
        KeyError: where a file lacks figures, or the card asks for a table that nobody makes.
    """
    quality, peers, robustness = (json.loads(path.read_text("utf-8")) for path in (QUALITY, RESULTS, ROBUSTNESS))
    made = {
        "sentences": sentences(quality),
        "task": labels(quality, "task"),
        "entities": labels(quality, "entities"),
        "beside": side_by_side(quality["beside"]),
        "documents": side_by_side(quality["documents"]),
        "robustness": noises(robustness),
        "peers": beside_peers(peers),
    }
    return _MARKED.sub(lambda found: f"{found[1]}{made[found[2]]}\n{found[3]}", text)


def sentences(quality: Mapping[str, Any]) -> str:
    """Return how many sentences each part has, by source; of training what is read in one round."""
    parts = quality["sentences"]
    rows = [[source, *(parts[part][source] for part in parts)] for source in ("written", "generated")]
    return _table(["Source", *parts], rows)


def labels(quality: Mapping[str, Any], model: str) -> str:
    """Return precision, recall and F1 of each label of a model, by source."""
    by_source = dict(sorted(quality["models"][model].items(), reverse=True))  # what was written first
    names = dict.fromkeys(name for figures in by_source.values() for name in figures)
    ordered = sorted(names, key=lambda name: (name == "directive", name == "all", name))
    rows = ([f"`{name}`" if name.isupper() else name, *_cells(by_source, name)] for name in ordered)
    return _table(["Label", *(f"{each} {key}" for each in by_source for key in ("P", "R", "F1"))], rows)


def _cells(by_column: Mapping[str, Mapping[str, Sequence[float]]], name: str) -> Iterator[str]:
    for figures in by_column.values():
        yield from (f"{value:.3f}" for value in figures[name]) if name in figures else ("", "", "")


def side_by_side(ways: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """Return precision, recall and F1 of each field, one way of reading beside the other."""
    rows = ([name, *_cells(ways, name)] for name in next(iter(ways.values())))
    return _table(["Field", *(f"{way} {key}" for way in ways for key in ("P", "R", "F1"))], rows)


def noises(robustness: Mapping[str, Any]) -> str:
    """Return how many items are spurious or missed under each noise, without and with what is learned."""
    rows = []
    for noise, ways in robustness.items():
        alone, helped = (ways[way]["errors"] for way in ways)
        rows.append([_NOISES[noise], alone, helped, f"{1 - helped / alone:.0%}" if alone else ""])
    return _table(["Noise", "rules", "with the model", "errors gone"], rows)


def beside_peers(results: Mapping[str, Any]) -> str:
    """Return F1 of each label, exact and overlapping, and words a second, of all readers."""
    speed = results["words_a_second"]
    rows = [[row, *_f1(row, figures)] for row, figures in results["rows"].items()]
    rows.append(["words a second", *(cell for name in speed for cell in (f"{speed[name]:,}", ""))])
    heads = {"model": "our model", "rules": "our rules", PEER: f"{PEER} {results[PEER]}"}
    return _table(["F1 of", *(f"{heads[name]}{way}" for name in speed for way in ("", ", overlap"))], rows)


def _f1(row: str, figures: Mapping[str, Mapping[str, Sequence[float]]]) -> Iterator[str]:
    for name, ways in figures.items():
        is_known = name != PEER or row in MAPPED
        yield from (f"{ways[way][2]:.3f}" if is_known else "" for way in ("exact", "overlap"))


def _table(head: Sequence[str], rows: Iterator[Cells] | Sequence[Cells]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |".replace("  ", " ") for line in lines)


def main() -> None:
    """Rewrite the tables of the card."""
    CARD.write_text(rewritten(CARD.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
