"""Whether confidences mean something on documents that took no part: `python -m corpus.reliability`.

First the held-out documents of the project, then, apart, those of another folder with a folder `gold` in it,
where one is given.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.build import HELD_OUT
from pipeline.batch.folder import extract_folder
from pipeline.confidence import default_threshold
from pipeline.core.errors import UsageError
from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.reliability import reliability_lines
from pipeline.settings import Settings


def measure(folder: Path, gold: Path) -> Iterator[str]:
    """Yield the reliability of the documents below a folder that are annotated.

    Raises:
        UsageError: where a folder is not there, or nothing is annotated.
    """
    annotated = {path.stem for path in gold.glob("*.json")}
    documents = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stem in annotated]
    documents = [path for path in documents if gold not in path.parents]
    with TemporaryDirectory(prefix="vanban-reliability-") as name:
        extract_folder(documents, name, Settings(tables=False))
        evaluation = evaluate(gold, Path(name))
    yield f"{len(evaluation.tallies)} documents"
    yield from reliability_lines(evaluation.outcomes, default_threshold())
    yield from evaluation.troubles


def report(real: Path | None) -> Iterator[str]:
    """Yield both tables; a sentence instead of one that can't be made."""
    yield "Held-out documents of the project:"
    yield from measure(HELD_OUT / "samples", HELD_OUT / "gold")
    yield ""
    if real is None or not (real / "gold").is_dir():
        yield "Real documents: none given (REAL=FOLDER, with their annotations in FOLDER/gold)."
        return
    yield "Real documents:"
    yield from measure(real, real / "gold")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.reliability", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--real", type=Path, help="folder of annotated documents of others")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.writelines(f"{line}\n" for line in report(options.real))
    except UsageError as error:
        sys.stderr.write(f"corpus.reliability: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` has enough of it
    sys.exit(main())
