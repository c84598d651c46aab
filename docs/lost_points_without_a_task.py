"""Worked example: lost points that no task of the plan answers, each with the words of the document.

    python docs/lost_points_without_a_task.py OUT

OUT is what `vanban extract` wrote. Prints the share of the lost points that a task answers, organisation by
organisation, and below it the losses that are left open.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.batch.comparison import read_records
from pipeline.compare.comparison import compare_records


def main(out: str) -> None:
    """Print the organisations, the least covered first."""
    frames = compare_records(read_records(Path(out))).frames()
    coverage, losses = frames["coverage"], frames["losses"]
    for row in coverage.sort_values(["share", "org", "index"]).to_dict("records"):
        told = f"{row['answered_points']:g} of {row['lost']:g} points answered ({row['share']:.0f} %)"
        sys.stdout.write(f"{row['org']}, {row['province']}, {row['index']} {row['year']}: {told}\n")
        own = (losses["org_id"] == row["org_id"]) & (losses["index"] == row["index"]) & (losses["year"] == row["year"])
        for loss in losses[own & ~losses["answered"]].sort_values("lost", ascending=False).to_dict("records"):
            sys.stdout.write(f"    -{loss['lost']:g} {loss['label']}: “{loss['quote']}” ({loss['document']})\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
