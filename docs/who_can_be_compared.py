"""Worked example: organisations over two years, and which of their figures may be put side by side.

    python docs/who_can_be_compared.py OUT

OUT is what `vanban extract` wrote. Prints, for every organisation with a rank in two years of one index, both
ranks and the share of the maximum, with the reasons why the comparison has limits.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from pipeline.batch.comparison import read_records
from pipeline.compare.comparison import compare_records


def main(out: str) -> None:
    """Print one line per organisation and year, and its warning."""
    compared = compare_records(read_records(Path(out))).frames()["compared"]
    both = compared.dropna(subset=["rank", "previous_rank"])
    for row in both.sort_values(["index", "province", "rank"]).to_dict("records"):
        won = row["previous_rank"] - row["rank"]
        percent = f", {row['percent']:.2f} %" if pd.notna(row["percent"]) else ""
        whose = f"{row['index']} {row['year']} {row['org']}, {row['province']}"
        sys.stdout.write(f"{whose}: {row['previous_rank']} -> {row['rank']} ({won:+d}){percent}\n")
        if pd.notna(row["warning"]):
            sys.stdout.write(f"    {row['warning']}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
