"""Worked example: what is due in one month, unit by unit.

    python docs/due_in_a_month.py OUT 2024-06

OUT is what `vanban extract` wrote. Recurring deadlines are expanded over the month; each is told once per unit.
"""

from __future__ import annotations

import calendar
import sys
from datetime import date
from pathlib import Path

from pipeline.batch.comparison import read_records
from pipeline.compare.comparison import compare_records
from pipeline.compare.recurrence import Window


def main(out: str, month: str) -> None:
    """Print the units with their tasks, day by day."""
    year, number = map(int, month.split("-"))
    window = Window(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))
    deadlines = compare_records(read_records(Path(out)), window).frames()["deadlines"]
    due = deadlines[deadlines["due"].between(str(window.first), str(window.last))]
    due = due.drop_duplicates(["document_id", "item_id", "lead_id", "due"])
    for unit, rows in due.assign(unit=due["lead_name"].fillna("(nobody named)")).groupby("unit"):
        sys.stdout.write(f"{unit}\n")
        for row in rows.sort_values("due").to_dict("records"):
            sys.stdout.write(f"    {row['due']:%d/%m/%Y}  {row['task'][:90]}  [{row['raw']}] ({row['document']})\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
