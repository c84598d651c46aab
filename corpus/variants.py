"""Sample documents as offices keep them elsewhere: old Word, rich text, OpenDocument, web page, old encodings.

python -m corpus.variants              every document in every form against its own text or DOCX
python -m corpus.variants STEM...      these only

Word, rich text, OpenDocument and web pages are made by LibreOffice from the DOCX. The values of the records
must be the same; what differs is listed, and the exit code is 1. Left out is what a form can't hold, so that
it is not in the file: list numbers that go on after a break (LibreOffice loses them when it writes DOC, ODT or
HTML), text boxes in HTML, signs that an old encoding has no code for.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.build import build, sources
from corpus.tools.model import Source
from pipeline import Record, extract
from pipeline.patterns import read_table
from pipeline.readers.office import Office, find_program

CONVERTED = {
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "html": "html:HTML (StarWriter)",
}
ENCODED = ("nfd", "tcvn3", "vni")
FORMS = (*CONVERTED, *ENCODED)
FIELDS = ("header", "sections", "references", "scores", "rankings", "indicators", "tasks", "findings")
PLACES = {"evidence", "id", "start", "end", "confidence"}
_SECONDS = 300


def encode(text: str, form: str) -> bytes | None:
    """Return a text in another encoding: decomposed, or in the codes of fonts from before Unicode.

    TCVN3 has no capitals with a tone: they become small letters, as typed with its normal fonts. None where
    the text has a sign that the encoding has no code for.
    """
    if form == "nfd":
        return unicodedata.normalize("NFD", text).encode("utf-8")
    codes = {
        row["letter"]: bytes.fromhex(row["code"]) for row in read_table("encodings.csv") if row["encoding"] == form
    }
    letters = {code for code in codes.values() if len(code) == 1}
    coded = [codes.get(char) or codes.get(char.lower()) or char.encode("cp1252", "replace") for char in text]
    plain = [code for char, code in zip(text, coded, strict=True) if char not in codes and char.lower() not in codes]
    lost = any(code in letters or (code == b"?" and "?" not in text) for code in plain)
    return None if lost else b"".join(coded)


def can_hold(docx: bytes, form: str) -> bool:
    """Return whether a form, as LibreOffice writes it, holds all that a document shows."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        body = archive.read("word/document.xml")
    if form != "rtf" and b"<w:numPr>" in body:
        return False
    return not (form == "html" and b"<w:txbxContent" in body)


def write_variants(chosen: Iterable[Source], out: Path, forms: Iterable[str] = FORMS) -> None:
    """Write each document in each form as `out/<form>/<stem>.<suffix>`, and its base as DOCX and TXT.

    Raises:
        RuntimeError: where LibreOffice is missing or makes nothing.
    """
    chosen, forms = list(chosen), list(forms)
    for form in ("docx", "txt", *forms):
        (out / form).mkdir(parents=True, exist_ok=True)
    for source in chosen:
        text, docx = build(source, "txt"), build(source, "docx")
        (out / "txt" / f"{source.stem}.txt").write_bytes(text)
        (out / "docx" / f"{source.stem}.docx").write_bytes(docx)
        for form in set(forms) & set(ENCODED):
            data = encode(text.decode("utf-8"), form)
            if data is not None:
                (out / form / f"{source.stem}.txt").write_bytes(data)
    for form in forms:
        if form in CONVERTED:
            files = [path for path in sorted((out / "docx").iterdir()) if can_hold(path.read_bytes(), form)]
            _convert(files, out / form, CONVERTED[form])


def _convert(files: list[Path], out: Path, target: str) -> None:
    program = find_program()
    if program is None:
        raise RuntimeError("no LibreOffice: apt install libreoffice-writer-nogui")
    with TemporaryDirectory() as profile:
        options = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", target]
        command = [program, *options, "--outdir", str(out), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)


def values(node: object) -> object:
    """Return a part of a record without what depends on the format: places, ids, confidence."""
    if isinstance(node, dict):
        return {key: values(value) for key, value in node.items() if key not in PLACES}
    if isinstance(node, list):
        return [values(value) for value in node]
    return node


def fields(record: Record) -> dict[str, object]:
    """Return the values of each field that takes part in the comparison."""
    whole = record.model_dump()
    # Findings stand in the order of their places, and a text export may print the date before the number.
    whole["findings"].sort(key=lambda finding: (finding["code"], finding["message"]))
    return {name: values(whole[name]) for name in FIELDS}


def compare(out: Path, form: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each document's stem, and the fields that are not as in the base: DOCX, for the encodings TXT."""
    base = "txt" if form in ENCODED else "docx"
    paths = sorted((out / form).iterdir())
    with Office(paths) as office:
        for path in paths:
            wanted = fields(extract(out / base / f"{path.stem}.{base}"))
            found = fields(extract(path, office=office))
            yield path.stem, [name for name in FIELDS if not _same(wanted[name], found[name], form)]


def _same(wanted: object, found: object, form: str) -> bool:
    """Whether values are equal; TCVN3 text has lost the case of letters with a tone."""
    if form != "tcvn3":
        return wanted == found
    return str(wanted).casefold() == str(found).casefold()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.variants", description=__doc__.split("\n")[0])
    parser.add_argument("stems", nargs="*", help="documents; all where none is named")
    options = parser.parse_args(arguments)
    chosen = [source for source in sources() if not options.stems or source.stem in options.stems]
    count = wrong = 0
    with TemporaryDirectory() as folder:
        write_variants(chosen, Path(folder))
        for form in FORMS:
            for stem, names in compare(Path(folder), form):
                count, wrong = count + 1, wrong + len(names)
                for name in names:
                    sys.stdout.write(f"{form:6} {stem:30} {name}\n")
    sys.stdout.write(f"{count} files of {len(chosen)} documents in {len(FORMS)} forms: {wrong} fields differ\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
