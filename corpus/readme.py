"""The data card's tables, written between the marks in corpus/README.md: `python -m corpus.readme`."""

from __future__ import annotations

import re
from collections import Counter

from corpus.build import HERE, sources
from corpus.tools.gold import gold_of
from corpus.tools.model import Source

_TABLES = re.compile(r"(<!-- tables -->\n).*?(<!-- end -->)", re.S)


def tables(found: list[Source]) -> str:
    """Return the table of documents and the count of each difficulty, as Markdown."""
    rows = [
        "| Document | Type | Committed as | Scores | Ranks | References | Difficulties |",
        "| --- | --- | --- | --: | --: | --: | --- |",
    ]
    for source in found:
        gold = gold_of(source)
        counts = " | ".join(str(len(gold[key])) for key in ("scores", "rankings", "references"))
        difficulties = ", ".join(source.meta["difficulties"])
        rows.append(
            f"| `{source.stem}` | {source.head['code']} | {source.meta['format']} | {counts} | {difficulties} |"
        )
    totals = " | ".join(str(sum(len(gold_of(s)[key]) for s in found)) for key in ("scores", "rankings", "references"))
    rows.append(f"| {len(found)} documents | | | {totals} | |")
    counted = Counter(d for s in found for d in s.meta["difficulties"])
    rows += ["", "| Difficulty | Documents |", "| --- | --: |", *(f"| {d} | {n} |" for d, n in sorted(counted.items()))]
    return "\n".join(rows)


def main() -> None:
    """Rewrite the tables of the data card."""
    path = HERE / "README.md"
    text = path.read_text("utf-8")
    path.write_text(_TABLES.sub(lambda m: f"{m.group(1)}{tables(sources())}\n{m.group(2)}", text), "utf-8")


if __name__ == "__main__":
    main()
