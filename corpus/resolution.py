"""How many mentions of the tables in `corpus/organisations` get the right id.

python -m corpus.resolution            # a line per table
python -m corpus.resolution --errors   # and every mention that is not right
python -m corpus.resolution seeds      # one table
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.resolve import Resolution, Resolver, context_of

TABLES = Path(__file__).parent / "organisations"


@dataclass
class Figures:
    """Counts of one table. Wrong is an id where another one or none is right; the rest that is not right is missed."""

    right: int = 0
    wrong: int = 0
    total: int = 0
    errors: list[str] = field(default_factory=list)


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(rows: list[dict[str, str]], resolver: Resolver) -> Figures:
    """Resolve every row's mention in its context and count."""
    figures = Figures()
    for row in rows:
        context = context_of(row["issuer"], row["province"], row["date"] or None)
        context = replace(context, department=row.get("department") or "")
        found = resolver.resolve(row["mention"], context)
        figures.total += 1
        if answer(found) == expected(row):
            figures.right += 1
        else:
            is_wrong = found.id is not None or any(each.resolution.id for each in found.members)
            figures.wrong += is_wrong
            mark = "wrong" if is_wrong else "missed"
            figures.errors.append(
                f"{mark}: {row['mention']} ({row['issuer'] or row['province']}, {row['date']}): "
                f"{expected(row)}, got {answer(found)} ({found.means})"
            )
    return figures


def expected(row: dict[str, str]) -> tuple[str | None, frozenset[str], tuple[str, ...]]:
    """Return the annotated id, candidates and members."""
    candidates = frozenset(filter(None, (row.get("candidates") or "").split(";")))
    return row["id"] or None, candidates, tuple(filter(None, (row.get("members") or "").split(";")))


def answer(found: Resolution) -> tuple[str | None, frozenset[str], tuple[str, ...]]:
    """Return the same of a resolution."""
    return (
        found.id,
        frozenset(each for each, _ in found.candidates),
        tuple(each.resolution.id or "" for each in found.members),
    )


def main(arguments: list[str]) -> Iterator[str]:
    """Yield the lines to print."""
    resolver = Resolver()
    named = [name for name in arguments if not name.startswith("-")]
    for path in sorted(TABLES.glob("*.csv")):
        if named and path.stem not in named:
            continue
        figures = measure(read_rows(path.name), resolver)
        yield (
            f"{path.stem}: {figures.right}/{figures.total} right ({100 * figures.right / figures.total:.1f} %), "
            f"{figures.wrong} wrong ({100 * figures.wrong / figures.total:.1f} %)"
        )
        if "--errors" in arguments:
            yield from (f"  {line}" for line in figures.errors)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main(sys.argv[1:]))
