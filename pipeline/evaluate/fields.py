"""How each field of a record is compared with its annotation.

Annotations and records are read as plain JSON: an annotation leaves out what is not scored, and
a record that breaks the schema must still be scored for what it has.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from pipeline.evaluate.likeness import STRICT, Likeness, rounded
from pipeline.evaluate.plain import Json
from pipeline.evaluate.tally import Found, Tally
from pipeline.evaluate.tasks import compare_tasks

PARTS = (
    ("header.doc_type", "doc_type", "code"),
    ("header.number.value", "number", "value"),
    ("header.number.symbol", "number", "symbol"),
    ("header.date", "date", "value"),
    ("header.signer.name", "signer", "name"),
    ("header.signer.position", "signer", "position"),
    ("header.signer.authority", "signer", "authority"),
    ("header.place", "place", "raw"),
    ("header.parent", "parent", "raw"),
    ("header.urgency", "urgency", "value"),
    ("header.secrecy", "secrecy", "value"),
)


PRINTED = frozenset({"header.signer.name", "header.signer.position", "header.place", "header.parent"})
"""Fields of `PARTS` that hold words as printed; the others hold codes, numbers and dates."""


def compare_document(gold: Json, record: Json, likeness: Likeness = STRICT) -> Tally:
    """Return the counts of one document; only fields that the annotation has are scored."""
    tally = Tally()
    if "header" in gold:
        compare_header(tally, gold["header"], record.get("header") or {}, likeness)
    for name, keys in LISTS.items():
        if name in gold:
            _compare_list(tally, keys, gold[name], record.get(name) or [], likeness)
    if "scores" in gold:
        tally.compare_many("score.change", *_changes(gold["scores"], record.get("scores") or []))
    if "tasks" in gold:
        compare_tasks(tally, gold["tasks"], record.get("tasks") or [], likeness)
    if "findings" in gold:
        codes = [Found(finding.get("code"), item=finding) for finding in record.get("findings") or []]
        tally.compare_many("finding", [finding["code"] for finding in gold["findings"]], codes)
    return tally


def compare_header(tally: Tally, gold: Json, header: Json, likeness: Likeness = STRICT) -> None:
    """Compare the header, field by field."""
    for name, key, part in PARTS:
        if key in gold and is_annotated(gold[key], part):
            same = likeness.is_same_text if name in PRINTED else likeness.is_same
            tally.compare_value(name, part_of(gold[key], part), _found(header.get(key), part), same)
    if "issuer" in gold:
        _compare_issuer(tally, gold["issuer"], header.get("issuer"), likeness)
    if "subject" in gold:
        subject = _found(header.get("subject"), "raw")
        tally.compare_value("header.subject", part_of(gold["subject"], "raw"), subject, likeness.is_nearly_same)
    for key in ("addressees", "recipients"):
        if key in gold:
            wanted = [likeness.fold(part_of(item, "raw")) for item in gold[key]]
            found = [_folded(item, likeness) for item in header.get(key) or []]
            tally.compare_many(f"header.{key}", wanted, found, misreads=likeness.misreads)


def is_annotated(value: object, part: str) -> bool:
    """Whether an annotation says anything about that part, be it that it is blank."""
    return not isinstance(value, Mapping) or part in value


def part_of(value: object, part: str) -> Any:  # noqa: ANN401 (a JSON value)
    """Return a part of an annotated object; a plain value stands for itself."""
    return value.get(part) if isinstance(value, Mapping) else value


def maker_of(item: object) -> str | None:
    """Return who made an item of a record, None where it does not say."""
    return item.get("maker") if isinstance(item, Mapping) else None


def _found(item: object, part: str) -> Found:
    return Found(part_of(item, part), maker_of(item), item)


def _folded(item: object, likeness: Likeness) -> Found:
    return Found(likeness.fold(part_of(item, "raw")), maker_of(item), item)


def _compare_issuer(tally: Tally, gold: object, found: object, likeness: Likeness) -> None:
    """The issuer is right as printed or by its canonical name, in any of the annotated spellings."""
    printed = part_of(gold, "raw")
    also = gold.get("also", []) if isinstance(gold, Mapping) else []
    accepted = [name for name in (printed, *also) if name]
    offered = [name for name in (part_of(found, "raw"), part_of(found, "name")) if name]
    is_right = any(likeness.is_nearly_same(spelling, name) for name in offered for spelling in accepted)
    shown = Found(offered[0] if offered else None, maker_of(found), found)
    tally.compare_value("header.issuer", printed, shown, lambda _gold, _found: is_right)


def _reference(item: Json, likeness: Likeness) -> Hashable:
    return likeness.fold(item.get("number")), item.get("date")


def _points(item: Json, _likeness: Likeness) -> tuple[Hashable, ...]:
    return rounded(item.get("value")), rounded(item.get("max")), item.get("kind", "achieved")


def _score(item: Json, likeness: Likeness) -> Hashable:
    return item.get("index"), item.get("year"), item.get("scope"), item.get("area"), *_points(item, likeness)


def _ranking(item: Json, _likeness: Likeness) -> Hashable:
    scope, kind = item.get("scope") or "overall", item.get("kind", "achieved")
    return item.get("index"), item.get("year"), scope, item.get("rank"), item.get("of"), item.get("change"), kind


def _indicator(item: Json, likeness: Likeness) -> Hashable:
    return item.get("kind"), item.get("comparator"), rounded(item.get("value")), likeness.fold(item.get("unit"))


Key = Callable[[Json, Likeness], Hashable]
LISTS: Mapping[str, Mapping[str, Key]] = {
    "references": {"reference": _reference},
    "scores": {"score.points": _points, "score": _score},
    "rankings": {"ranking": _ranking},
    "indicators": {"indicator": _indicator},
}


def _compare_list(
    tally: Tally, keys: Mapping[str, Key], gold: Sequence[Json], found: Sequence[Json], likeness: Likeness
) -> None:
    for name, key in keys.items():
        offered = [Found(key(item, likeness), maker_of(item), item) for item in found]
        tally.compare_many(name, [key(item, likeness) for item in gold], offered)


def _changes(gold: Sequence[Json], found: Sequence[Json]) -> tuple[list[Hashable], list[Found]]:
    def change(item: Json) -> float | None:
        return rounded(item["change"]["value"]) if item.get("change") else None

    wanted = [change(item) for item in gold if item.get("change")]
    return list(wanted), [Found(change(item), maker_of(item), item) for item in found if item.get("change")]
