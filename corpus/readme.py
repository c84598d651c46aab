"""The data card's tables, written between the marks in corpus/README.md: `python -m corpus.readme`.

Documents with what is annotated in them, difficulties, and the agreement of the two annotations.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from corpus.agreement import agreement_table, of_samples
from corpus.build import HERE, sources
from corpus.tools.gold import gold_of
from corpus.tools.model import Source

COUNTED = ("Scores", "Ranks", "References", "Tasks", "Deadlines", "Indicators")


def _counts(gold: dict[str, Any]) -> list[int | None]:
    """How many items of each kind in `COUNTED` the gold has; None where they are not annotated."""
    tasks = gold.get("tasks")
    deadlines = None if tasks is None else sum(len(t["deadlines"]) for t in tasks)
    of = {key: len(gold[key]) for key in ("scores", "rankings", "references", "tasks", "indicators") if key in gold}
    return [of["scores"], of["rankings"], of["references"], of.get("tasks"), deadlines, of.get("indicators")]


def tables(found: list[Source]) -> str:
    """Return the table of documents and the count of each difficulty, as Markdown."""
    rows = [
        f"| Document | Type | Committed as | {' | '.join(COUNTED)} | Difficulties |",
        f"| --- | --- | --- |{' --: |' * len(COUNTED)} --- |",
    ]
    counts = {source.stem: _counts(gold_of(source)) for source in found}
    for source in found:
        printed = " | ".join("" if n is None else str(n) for n in counts[source.stem])
        difficulties = ", ".join(source.meta["difficulties"])
        rows.append(
            f"| `{source.stem}` | {source.head['code']} | {source.meta['format']} | {printed} | {difficulties} |"
        )
    totals = " | ".join(str(sum(n or 0 for n in column)) for column in zip(*counts.values(), strict=True))
    rows.append(f"| {len(found)} documents | | | {totals} | |")
    counted = Counter(d for s in found for d in s.meta["difficulties"])
    rows += ["", "| Difficulty | Documents |", "| --- | --: |", *(f"| {d} | {n} |" for d, n in sorted(counted.items()))]
    return "\n".join(rows)


def rewritten(text: str) -> str:
    """Return the data card with its tables made anew."""
    made = {"agreement": agreement_table(of_samples()), "tables": tables(sources())}
    marked = re.compile(rf"(<!-- ({'|'.join(made)}) -->\n).*?(<!-- end -->)", re.S)
    return marked.sub(lambda found: f"{found[1]}{made[found[2]]}\n{found[3]}", text)


def main() -> None:
    """Rewrite the tables of the data card."""
    path = HERE / "README.md"
    path.write_text(rewritten(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
