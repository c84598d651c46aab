"""The gold of a source: what its author declares in `[head]`, `[foot]`, `[gold]` and in the marks of the text.

Tasks and indicators come from the folder `annotation`, where a reader wrote them down for the printed text.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

from corpus.tools.markup import Mark
from corpus.tools.model import Paragraph, Source, SourceTable, TableCell

ANNOTATION = Path(__file__).parent.parent / "annotation"
RELATIONS = {"basis", "mention", "amends", "replaces", "attached_to"}
_INDEX = {"PAR": "PAR_INDEX"}
_KIND = {"self": "self_assessed"}
_NUMBER = re.compile(r"số\s*:?\s*(\d[^\s;,()]*/[^\s;,()]*)")
_DATE = re.compile(r"ngày (\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})")
_POINTS = (  # the figure that a score mark means, the surest sign first
    re.compile(r"(\d+(?:[.,]\d+)?)\**\s*/\s*(\d+(?:[.,]\d+)?)"),
    re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:điểm|%)()"),
    re.compile(r"^\W*(\d+(?:[.,]\d+)?)()$"),
)
_RANK = (re.compile(r"(?:thứ|hạng) 0?(\d+)(?:/(\d+))?"), re.compile(r"^0?(\d+)(?:/(\d+))?$"))


def gold_of(source: Source, annotation: Path = ANNOTATION) -> dict[str, Any]:
    """Return the gold record of a source, keys and values as in the contract.

    Args:
        source: The document.
        annotation: The folder of what a reader wrote down for the documents' tasks and indicators.
    """
    scores: list[dict[str, Any]] = []
    rankings: list[dict[str, Any]] = []
    references: list[dict[str, Any]] = []
    for mark, defaults in _marks(source):
        if mark.kind == "S":
            scores.append(_score(mark, defaults, source))
        elif mark.kind == "K":
            rankings.append(_ranking(mark, defaults, source))
        elif mark.kind in RELATIONS:
            references.append(_reference(mark))
        else:
            raise ValueError(f"{source.stem}: unknown mark {mark.kind}")
    return {
        "header": _header(source),
        "references": references,
        "scores": _distinct(scores),
        "rankings": _distinct(rankings),
        **annotation_of(source.stem, annotation),
        "findings": [_finding(f) for f in source.gold.get("findings", [])],
    }


def annotation_of(stem: str, folder: Path = ANNOTATION) -> dict[str, list[dict[str, Any]]]:
    """Return the tasks and indicators annotated for a document; nothing where nobody has read it yet."""
    path = folder / f"{stem}.json"
    if not path.exists():
        return {}
    annotated = json.loads(path.read_text("utf-8"))
    return {"indicators": [_indicator(i) for i in annotated["indicators"]], "tasks": annotated["tasks"]}


def _indicator(item: dict[str, Any]) -> dict[str, Any]:
    """An indicator with the keys that a reader writes only where they are printed."""
    return {"upper": None, "numerator": None, "denominator": None, **item}


def _marks(source: Source) -> list[tuple[Mark, dict[str, str]]]:
    found: list[tuple[Mark, dict[str, str]]] = [(m, {}) for m in source.subject_marks]
    for block in source.blocks:
        if isinstance(block, Paragraph):
            found += [(m, {}) for m in block.marks]
        else:
            found += _table_marks(block)
    return found + [(m, {}) for m in source.note_marks]


def _table_marks(table: SourceTable) -> list[tuple[Mark, dict[str, str]]]:
    found: list[tuple[Mark, dict[str, str]]] = []
    area = ""
    for row in table.rows[table.header :]:
        area = row.attributes.get("a", area)
        scope: dict[str, str] = {k: row.attributes[k] for k in ("a", "sc") if k in row.attributes}
        scope = scope or {"sc": "criterion", "a": area}
        for index, cell in enumerate(row.cells):
            found += [(m, {}) for m in cell.marks]
            for column, directive in table.directives:
                if column == index and re.match(r"\d", cell.text) and "skip" not in row.attributes:
                    found.append((_cell_mark(directive, cell.text), _scoped(_resolve(directive, row.cells), scope)))
    return found


def _scoped(own: dict[str, str], scope: dict[str, str]) -> dict[str, str]:
    """A column's attributes, with the row's scope unless the column names one."""
    return own if "a" in own else {**scope, **own}


def _cell_mark(directive: str, text: str) -> Mark:
    return Mark(directive.split(maxsplit=1)[0], (), (), text, "")


def _resolve(directive: str, cells: tuple[TableCell, ...]) -> dict[str, str]:
    """The attributes of a column directive; `@3` is the text of the row's third cell."""
    pairs = dict(w.split("=", 1) for w in shlex.split(directive)[1:])
    return {k: cells[int(v[1:]) - 1].text if v.startswith("@") else v for k, v in pairs.items()}


def _attributes(mark: Mark, defaults: dict[str, str], source: Source) -> dict[str, str]:
    base: dict[str, str] = {k: str(source.gold[k]) for k in ("index", "year", "org") if k in source.gold}
    base = {"i": base.get("index", "PAR_INDEX"), "y": base.get("year", ""), "org": base.get("org", "")}
    return {**base, **defaults, **dict(mark.attributes)}


def _number(text: str) -> float | int:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    """The match of the first pattern that has one."""
    return next((m for m in (p.search(text) for p in patterns) if m), None)


def _score(mark: Mark, defaults: dict[str, str], source: Source) -> dict[str, Any]:
    a = _attributes(mark, defaults, source)
    points = _first(_POINTS, mark.text)
    if points is None:
        raise ValueError(f"{source.stem}: no points in {mark.text!r}")
    value = _number(a.get("v", points.group(1)))
    top = a.get("m", points.group(2) or None)
    stated = _number(a["pct"]) if "pct" in a else None
    if "%" in mark.text and top is None and "pct" not in a:
        top, stated = "100", value
    maximum = _number(top) if top else None
    area = a.get("a") or None
    return {
        "index": _INDEX.get(a["i"], a["i"]),
        "org": a["org"],
        "year": int(a["y"]),
        "scope": a.get("sc") or ("area" if area and area != "overall" else "overall"),
        "area": None if area == "overall" else area,
        "label": a.get("label") or _label(mark),
        "value": value,
        "max": maximum,
        "percent": round(100 * value / maximum, 2) if maximum else None,
        "stated_percent": stated,
        "kind": _KIND.get(a.get("k", ""), a.get("k", "achieved")),
        "change": _change(a.get("chg"), int(a["y"])),
    }


def _label(mark: Mark) -> str:
    """The words before the points, list marker and connecting words removed."""
    text = re.sub(r"^\s*(?:[-+]|[IVX]+\.|\d+(?:\.\d+)*[.)]?|[a-zđ]\))\s+", "", mark.before)
    return re.split(r":| đạt| được| \(", text)[0].strip(" ,;")


def _change(text: str | None, year: int) -> dict[str, Any] | None:
    """Read `-1.05@2021`, or a table cell: `Tăng 3`, `Giảm 4`, `Giữ nguyên` against the year before."""
    if not text or text == "-":
        return None
    value, _, since = text.partition("@")
    sign = -1 if value.startswith("Giảm") else 1
    figure = re.search(r"[-+]?\d+(?:[.,]\d+)?", value)
    number = sign * _number(figure.group()) if figure else 0
    since_year = None if since == "-" else int(since) if since else year - 1
    return {"value": number, "since_year": since_year}


def _ranking(mark: Mark, defaults: dict[str, str], source: Source) -> dict[str, Any]:
    a = _attributes(mark, defaults, source)
    printed = _first(_RANK, mark.text)
    rank = a.get("r", printed.group(1) if printed else "")
    total = a.get("of", (printed.group(2) or "") if printed else "")
    change = _change(a.get("chg"), int(a["y"]))
    area = a.get("a") or None
    place = int(rank) if rank and rank != "-" else None
    return {
        "index": _INDEX.get(a["i"], a["i"]),
        "org": a["org"],
        "year": int(a["y"]),
        "scope": a.get("sc") or ("area" if area and area != "overall" else "overall"),
        "area": None if area == "overall" else area,
        "rank": place,
        "of": int(total) if total and total != "-" else None,
        "change": change["value"] if change else None,
        "since_year": change["since_year"] if change else None,
        "kind": a.get("k", "achieved"),
    }


def _distinct(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop repeats: one item per index, year, organisation, component and kind, the first kept."""
    keep: dict[tuple[Any, ...], dict[str, Any]] = {}
    for item in items:
        label = item.get("label") if item["scope"] == "criterion" else None
        keep.setdefault((*(item[k] for k in ("index", "year", "org", "scope", "area", "kind")), label), item)
    return list(keep.values())


def _reference(mark: Mark) -> dict[str, Any]:
    a = dict(mark.attributes)
    number = _NUMBER.search(mark.text)
    date = _DATE.search(mark.text, number.end() if number else 0)
    _, found, issuer = mark.text.partition(" của ")
    return {
        "doc_type": mark.positional[0],
        "number": a.get("n", number.group(1).rstrip(".") if number else None) or None,
        "date": a.get("d", "-".join((date.group(3), date.group(2).zfill(2), date.group(1).zfill(2))) if date else None),
        "issuer": a.get("issuer", issuer if found else None) or None,
        "relation": mark.kind,
    }


def _header(source: Source) -> dict[str, Any]:
    head, foot = source.head, source.foot
    signer = {"name": None, "position": None, "authority": None, "on_behalf_of": None, **foot.get("signer", {})}
    printed = {
        "doc_type": {"code": head["code"]},
        "number": {
            "raw": re.sub(r"\s+", " ", head["number"]),
            "sequence": head.get("sequence"),
            "year": head.get("number_year"),
            "symbol": head["symbol"],
            "value": head.get("value"),
        },
        "date": {"raw": head["date"], "value": head["iso"], "precision": _precision(head["iso"])},
        "place": head["place"],
        "parent": None if head.get("omit_block") else head.get("parent", "").replace("\n", " ") or None,
        "issuer": {"raw": head["issuer_raw"], "also": head.get("issuer_also", [])},
        "co_issuers": head.get("co_issuers", []),
        "subject": head["subject"].replace("\n", " "),
        "draft": "draft" in head,
        "addressees": head.get("addressees", []),
        "signer": signer,
        "recipients": foot.get("recipients", []),
        "urgency": head.get("urgency_gold"),
        "secrecy": head.get("secrecy_gold"),
        "attachments": source.gold.get("attachments", []),
    }
    if foot.get("signer_open"):  # two signers: the record has room for one, so none is scored
        del printed["signer"]
    return printed


def _precision(value: str) -> str:
    return {4: "year", 7: "month"}.get(len(value), "day")


def _finding(row: list[str]) -> dict[str, str]:
    code, severity, message = row
    return {"code": code, "severity": severity, "message": message}
