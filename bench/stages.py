"""How long every stage takes: python -m bench.stages FOLDER [ROUNDS]."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from pipeline.annotate import annotate
from pipeline.assemble import add_findings, assemble
from pipeline.batch.inputs import find_inputs
from pipeline.checks import CHECKS
from pipeline.core.errors import DocumentError
from pipeline.exporters.records import encode_record
from pipeline.extractors import EXTRACTORS
from pipeline.readers import read_document
from pipeline.structure import build_document

Result = TypeVar("Result")


class Clock:
    """Collects the seconds of every stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do the work and add its time to the stage."""
        start = perf_counter()
        result = work()
        self.seconds[stage] += perf_counter() - start
        return result


def run_once(path: Path, clock: Clock) -> int:
    """Take one file through all stages; return the length of its text, 0 where it can't be read."""
    try:
        source = clock.time(f"read {path.suffix}", lambda: read_document(path, path.name))
    except DocumentError:
        return 0
    document = clock.time("structure", lambda: build_document(source))
    doc = clock.time("annotate", lambda: annotate(document))
    extractions = []
    for extractor in EXTRACTORS:
        name = f"extract: {extractor.__module__.rsplit('.', 1)[-1]}"
        extractions += clock.time(name, lambda extractor=extractor: list(extractor(document, doc)))
    record = clock.time("assemble", lambda: assemble(document, extractions))
    checked = clock.time("check", lambda: add_findings(record, [f for check in CHECKS for f in check(record)]))
    clock.time("encode", lambda: encode_record(checked))
    return len(document.text)


def main(folder: Path, rounds: int) -> None:
    """Print the median over the rounds, after one to warm up, and the share of each stage."""
    files = [file.path for file in find_inputs([folder], Path("outputs"))]
    clocks = []
    for _ in range(rounds + 1):
        clock = Clock()
        characters = sum(run_once(path, clock) for path in files)
        clocks.append(clock)
    medians = {stage: median(clock.seconds[stage] for clock in clocks[1:]) for stage in clocks[-1].seconds}
    total = sum(medians.values())
    for stage, seconds in medians.items():
        sys.stdout.write(f"{stage:24}{seconds * 1000:10.1f} ms{seconds / total:8.1%}\n")
    per_file = total / max(len(files), 1) * 1000
    sys.stdout.write(f"{len(files)} files, {characters} characters, {per_file:.1f} ms a file\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
