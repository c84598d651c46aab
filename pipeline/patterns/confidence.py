"""How often each maker was right: `confidence.csv`, counted on annotated documents."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("confidence.csv")
POOLED = "*"


@cache
def read_confidences(path: Path = TABLE) -> dict[str, float]:
    """Return the share of right items of every measured maker, by Laplace's rule of succession.

    A maker that was right `r` times of `n` gets `(r + 1) / (n + 2)`, so that one lucky hit
    does not make it certain.

    Raises:
        ValueError: where a row counts more right items than items, or a maker twice.
    """
    confidences: dict[str, float] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            right, total = int(row["right"]), int(row["total"])
            if row["maker"] in confidences or not 0 <= right <= total:
                raise ValueError(f"{path.name}: bad row for {row['maker']}")
            confidences[row["maker"]] = round((right + 1) / (total + 2), 3)
    return confidences


@cache
def confidence_of(maker: str | None, field: str, path: Path = TABLE) -> float:
    """Return how sure an item of that maker is.

    A maker of several fields, as `table`, has a row for each (`table@scores`). A maker that was not
    measured has the figure of its field (row `field:<field>`), else that of all items together
    (row `*`), else 0.5: nothing is known.
    """
    measured = read_confidences(path)
    for key in (maker, f"{maker}@{field}", f"field:{field}", POOLED):
        if key in measured:
            return measured[key]
    return 0.5
