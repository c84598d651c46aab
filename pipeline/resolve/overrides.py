"""A register of one's own beside the package's: a CSV file of mentions with their ids, no code."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from pipeline.core.errors import UsageError
from pipeline.core.record import OrgKind
from pipeline.resolve.spelling import key_of, words_of

_REQUIRED = ("mention", "id")


@dataclass(frozen=True, slots=True)
class Override:
    """What a mention means by the local register.

    `id` is an id or a kind of the register (`U.KHTC`), or one of one's own; one that begins with `/` is a
    unit of the document's own department or issuer.
    """

    id: str
    name: str | None = None
    kind: OrgKind | None = None


def read_overrides(path: Path) -> dict[str, Override]:
    """Return the local register of a CSV file by the key of the mentions; rows without an id are passed over.

    The file has the columns `mention` and `id`, and may have `name` and `kind`; others are not read.

    Raises:
        UsageError: where the file can't be read, lacks a column, or has a kind that there is not.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return dict(_overrides(csv.DictReader(file), path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"The register {path} can't be read: {error}.", "bad_register", path=path) from error


def _overrides(rows: csv.DictReader[str], path: Path) -> Iterator[tuple[str, Override]]:
    missing = [column for column in _REQUIRED if column not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(f"The register {path} lacks the column {missing[0]}.", "bad_register", path=path)
    for row in rows:
        if (row["id"] or "").strip():
            yield key_of(words_of(row["mention"] or "")), _override(row, path)


def _override(row: Mapping[str, str | None], path: Path) -> Override:
    kind = (row.get("kind") or "").strip()
    if kind and kind not in get_args(OrgKind):
        raise UsageError(f"The register {path} has a kind {kind!r} that there is not.", "bad_register", path=path)
    name = (row.get("name") or "").strip()
    return Override((row["id"] or "").strip(), name or None, cast(OrgKind, kind) if kind else None)
