"""Build the sample documents from their sources.

python -m corpus.build               corpus/samples, corpus/held_out and the gold of both, each document once
python -m corpus.build --all OUT     every document as TXT, DOCX and PDF below OUT/<format>
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus.tools.gold import gold_of
from corpus.tools.model import Source, SourceError, load
from corpus.tools.to_docx import build_docx
from corpus.tools.to_pdf import build_pdf
from corpus.tools.to_text import build_text
from corpus.tools.typeset import MissingFontError

HERE = Path(__file__).parent
HELD_OUT = HERE / "held_out"
FORMATS = {"txt": build_text, "docx": build_docx, "pdf": build_pdf}


def sources(folder: Path = HERE) -> list[Source]:
    """All sources of a set of documents, in the order of their names."""
    return [load(path) for path in sorted((folder / "sources").glob("*.toml"))]


def build(source: Source, form: str) -> bytes:
    """Return one document in one of `FORMATS`."""
    return FORMATS[form](source)


def gold_bytes(source: Source, folder: Path = HERE) -> bytes:
    """Return the gold of one document as it stands in the set's folder `gold`."""
    gold = gold_of(source, folder / "annotation")
    return (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_samples(folder: Path) -> int:
    """Write each document of a set once, in the format that its source names, and its gold; return how many."""
    samples, gold = folder / "samples", folder / "gold"
    for each in (samples, gold):
        each.mkdir(exist_ok=True)
    found = sources(folder)
    for source in found:
        form = source.meta["format"]
        (samples / f"{source.stem}.{form}").write_bytes(build(source, form))
        (gold / f"{source.stem}.json").write_bytes(gold_bytes(source, folder))
    return len(found)


def write_all(out: Path) -> int:
    """Write each document in each format below `out`; return how many files."""
    found = sources()
    for form in FORMATS:
        folder = out / form
        folder.mkdir(parents=True, exist_ok=True)
        for source in found:
            (folder / f"{source.stem}.{form}").write_bytes(build(source, form))
    return len(found) * len(FORMATS)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.build", description=__doc__.split("\n")[0])
    parser.add_argument("--all", metavar="OUT", type=Path, help="every document in every format below OUT")
    options = parser.parse_args(arguments)
    try:
        count = write_all(options.all) if options.all else write_samples(HERE) + write_samples(HELD_OUT)
    except (MissingFontError, SourceError) as error:
        sys.stderr.write(f"corpus.build: {error}\n")
        return 1
    sys.stdout.write(f"{count} files written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
