"""The sample documents are what their sources build, and their gold is well formed and grounded."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.build import FORMATS, HERE, build, gold_bytes, main, sources
from corpus.tools.gold import ANNOTATION
from corpus.tools.model import Source
from corpus.tools.to_text import canonical_text
from corpus.tools.typeset import MissingFontError, find_fonts

SOURCES = sources()
BY_STEM = pytest.mark.parametrize("source", SOURCES, ids=[s.stem for s in SOURCES])
HEADER_KEYS = {
    "doc_type",
    "number",
    "date",
    "place",
    "parent",
    "issuer",
    "co_issuers",
    "subject",
    "draft",
    "addressees",
    "signer",
    "recipients",
    "urgency",
    "secrecy",
    "attachments",
}
ITEM_KEYS = {
    "references": "doc_type number date issuer relation",
    "scores": "index org year scope area label value max percent stated_percent kind change",
    "rankings": "index org year scope area rank of change since_year kind",
    "findings": "code severity message",
}
AREAS = {
    "steering",
    "institutions",
    "procedures",
    "apparatus",
    "civil_service",
    "public_finance",
    "digital_government",
    "impact",
}
ANNOTATIONS = sorted(p.stem for p in ANNOTATION.glob("*.json"))
ANNOTATED = pytest.mark.parametrize("source", [s for s in SOURCES if s.stem in ANNOTATIONS], ids=lambda s: s.stem)
TASK_KEYS = {"anchor", "origin", "lead", "support", "product", "funding", "area", "deadlines", "due"}
DEADLINE_KEYS = {"raw", "type", "value", "mod", "due", "rrule"}
INDICATOR_KEYS = {"kind", "comparator", "value", "upper", "unit", "period", "numerator", "denominator", "text"}
DEADLINE_EXTRAS = {"time", "trigger", "working_days", "inferred"}
MODS = {"BEFORE", "ON_OR_BEFORE", "IN", "FROM", "AFTER", "START", "END", None}
COMPARATORS = {"=", ">=", ">", "<=", "<", "range", "increase", "decrease"}
POINT = r"\d{4}(?:-(?:\d\d(?:-\d\d)?|Q[1-4]|H[12]))?"
PERIOD = r"P(?:\d+[DWMY]|T\d+H)"
TIMEX = {
    "DATE": rf"{POINT}(?:/{POINT})?",
    "SET": rf"{PERIOD}|XXXX-(?:Q[1-4]|WXX-[1-7]|(?:XX|\d\d)(?:-\d\d)?)",
    "DURATION": PERIOD,
}


def need_font(form: str) -> None:
    """Skip where a PDF is to be built and the font is not installed."""
    if form == "pdf":
        try:
            find_fonts()
        except MissingFontError as error:
            pytest.skip(str(error))


def folded(text: str) -> str:
    """Fold white space and case, so that wrapped and upper-case lines compare."""
    return re.sub(r"\s+", " ", text).casefold()


def gold(source: Source) -> dict:
    """The committed gold of a source."""
    return json.loads((HERE / "gold" / f"{source.stem}.json").read_text("utf-8"))


@BY_STEM
def test_sample_is_what_its_source_builds(source: Source) -> None:
    """The committed sample has the very bytes that its source builds."""
    form = source.meta["format"]
    need_font(form)
    assert (HERE / "samples" / f"{source.stem}.{form}").read_bytes() == build(source, form)


@BY_STEM
def test_gold_is_what_its_source_declares(source: Source) -> None:
    """The committed gold has the very bytes that its source declares."""
    assert (HERE / "gold" / f"{source.stem}.json").read_bytes() == gold_bytes(source)


@BY_STEM
def test_every_format_can_be_built(source: Source) -> None:
    """Each document can be built in the formats that are not committed."""
    for form in FORMATS.keys() - {source.meta["format"], "pdf"}:
        assert len(build(source, form)) > 1000


@pytest.mark.parametrize("form", FORMATS)
def test_builds_are_deterministic(form: str) -> None:
    """Two builds of one document in one format are the same bytes."""
    need_font(form)
    source = next(s for s in SOURCES if s.notes and s.appendix)
    assert build(source, form) == build(source, form)


def test_nothing_is_left_over() -> None:
    """There is one sample and one gold for each source, and nothing else."""
    assert sorted(p.name for p in (HERE / "samples").iterdir()) == sorted(
        f"{s.stem}.{s.meta['format']}" for s in SOURCES
    )
    assert sorted(p.stem for p in (HERE / "gold").iterdir()) == sorted(s.stem for s in SOURCES)


@BY_STEM
def test_source_says_what_is_invented_and_what_is_difficult(source: Source) -> None:
    """Each source names its format, what in it is invented, and its difficulties, each once."""
    assert source.meta["format"] in FORMATS
    assert "người" in source.meta["invented"]
    difficulties = source.meta["difficulties"]
    assert difficulties
    assert len(set(difficulties)) == len(difficulties)


@BY_STEM
def test_readme_lists_the_document(source: Source) -> None:
    """The data card has a row for each document, with all its difficulties."""
    row = next(line for line in (HERE / "README.md").read_text("utf-8").split("\n") if f"`{source.stem}`" in line)
    assert [d for d in source.meta["difficulties"] if d not in row] == []


@BY_STEM
def test_gold_has_the_required_keys(source: Source) -> None:
    """Header and items have all keys of the contract that are annotated here."""
    record = gold(source)
    expected = HEADER_KEYS - ({"signer"} if source.foot.get("signer_open") else set())
    assert set(record["header"]) == expected
    for field, keys in ITEM_KEYS.items():
        assert all(set(item) == set(keys.split()) for item in record[field]), field


@BY_STEM
def test_header_gold_is_printed(source: Source) -> None:
    """What the header's gold says stands in the document."""
    text, header = folded(canonical_text(source)), gold(source)["header"]
    names = [
        header["number"]["raw"],
        header["date"]["raw"],
        header["place"],
        header["subject"],
        header["issuer"]["raw"],
    ]
    names += [*header["addressees"], *header["recipients"], header.get("signer", {}).get("name"), header["parent"]]
    assert [n for n in names if n and folded(n) not in text] == []


@BY_STEM
def test_references_are_printed(source: Source) -> None:
    """Numbers and issuers of the cited documents stand in the text."""
    text = folded(canonical_text(source))
    for item in gold(source)["references"]:
        assert item["number"] or item["date"]
        assert all(folded(item[key]) in text for key in ("number", "issuer") if item[key]), item


@BY_STEM
def test_scores_and_ranks_are_printed_and_possible(source: Source) -> None:
    """Points, labels and ranks stand in the text; codes are those of the contract."""
    text, record = folded(canonical_text(source)), gold(source)
    for item in record["scores"]:
        assert folded(item["label"]) in text, item
        assert re.search(rf"(?<!\d)0?{printed(item['value'])}(?!\d)", text), item
        assert (item["area"] in AREAS) if item["scope"] == "area" else item["area"] in (None, *AREAS)
        exceeds = any(f["code"] == "score_exceeds_max" for f in record["findings"])
        assert item["value"] <= (item["max"] or 100) or exceeds, item
    for item in record["rankings"]:
        assert (item["rank"] or 0) <= 63, item
        assert item["rank"] is not None or item["change"] is not None, item


def test_annotations_are_of_documents() -> None:
    """Each annotation is of a document that exists, and there are some."""
    assert ANNOTATIONS
    assert set(ANNOTATIONS) - {s.stem for s in SOURCES} == set()


@ANNOTATED
def test_annotation_is_printed_in_order(source: Source) -> None:
    """Anchors and words of indicators stand in the document, one after the other; so does all that is quoted."""
    text, record = re.sub(r"\s+", " ", canonical_text(source)), gold(source)
    for quotes in ([t["anchor"] for t in record["tasks"]], [i["text"] for i in record["indicators"]]):
        position = 0
        for quote in quotes:
            position = text.find(quote, position)
            assert position >= 0, quote
    raws = [raw for task in record["tasks"] for raw in quoted(task)]
    assert [raw for raw in raws if raw and raw not in text] == []


def quoted(task: dict) -> list[str | None]:
    """What a task's annotation takes over from the document as printed."""
    deadlines = [d["raw"] for d in task["deadlines"]]
    return [*task["lead"], *task["support"], task["product"], task["funding"], *deadlines, *task.get("also", [])]


@ANNOTATED
def test_tasks_have_valid_keys_and_codes(source: Source) -> None:
    """Tasks have all their keys; origin and area are codes of the contract; `due` repeats the deadlines' dates."""
    for task in gold(source)["tasks"]:
        assert TASK_KEYS <= set(task) <= TASK_KEYS | {"also", "report_to"}, task
        assert task["origin"] in {"list", "table", "paragraph"}
        assert task["area"] in {None, *AREAS}
        assert task["due"] == [d["due"] for d in task["deadlines"] if d["due"]], task


@ANNOTATED
def test_deadlines_have_valid_keys_and_values(source: Source) -> None:
    """Types, modifiers, values and rules of deadlines are those of the contract and agree with each other."""
    for deadline in (d for task in gold(source)["tasks"] for d in task["deadlines"]):
        assert DEADLINE_KEYS <= set(deadline) <= DEADLINE_KEYS | DEADLINE_EXTRAS, deadline
        kind, value, due = deadline["type"], deadline["value"], deadline["due"]
        assert kind in {*TIMEX, "EVENT", "ONGOING"}
        assert deadline["mod"] in MODS
        assert (deadline["rrule"] is not None) == (kind == "SET"), deadline
        assert value is None or re.fullmatch(TIMEX[kind], value), deadline
        assert due is None or (kind in {"DATE", "DURATION"} and date.fromisoformat(due)), deadline
        assert value is not None or kind not in {"SET", "DURATION"}, deadline


@ANNOTATED
def test_due_follows_from_the_date(source: Source) -> None:
    """A day is met by its end, or the day before where the document says so and no hour; a mere start is not due."""
    for deadline in (d for task in gold(source)["tasks"] for d in task["deadlines"] if d["type"] == "DATE"):
        if deadline["value"] is None or deadline["mod"] == "FROM":
            assert deadline["due"] is None, deadline
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", deadline["value"]):
            day = date.fromisoformat(deadline["value"]) - timedelta(days=whole_day_before(deadline))
            assert deadline["due"] == day.isoformat(), deadline


def whole_day_before(deadline: dict) -> bool:
    """Whether the day itself is too late: `trước ngày D`, not `trước 17 giờ ngày D`."""
    return deadline["mod"] == "BEFORE" and "giờ" not in deadline["raw"]


@ANNOTATED
def test_indicators_have_valid_keys_and_figures(source: Source) -> None:
    """Indicators have all their keys, codes of the contract, and figures that are printed in the document."""
    text = canonical_text(source)
    for item in gold(source)["indicators"]:
        assert INDICATOR_KEYS <= set(item) <= INDICATOR_KEYS | {"area"}, item
        assert item["kind"] in {"target", "result"}
        assert item["comparator"] in COMPARATORS
        assert (item["upper"] is not None) == (item["comparator"] == "range"), item
        figures = [item[key] for key in ("value", "upper", "numerator", "denominator") if item[key] is not None]
        digits = text.replace(".", "")
        for figure in figures:
            assert re.search(rf"(?<!\d)0?{printed(figure)}(?!\d)", digits), (figure, item)


def printed(value: float) -> str:
    """A pattern for a number as an office prints it: comma or point, trailing noughts."""
    whole, _, rest = f"{value:g}".partition(".")
    return rf"{whole}[.,]{rest}0*" if rest else rf"{whole}(?:[.,]0+)?"


@BY_STEM
def test_findings_of_the_header_match_its_blanks(source: Source) -> None:
    """A blank number or day in the gold is reported there as a finding."""
    record = gold(source)
    codes = {f["code"] for f in record["findings"]}
    assert ("number_blank" in codes) == (record["header"]["number"]["value"] is None)
    assert ("date_incomplete" in codes) == (record["header"]["date"]["precision"] != "day")


def test_build_names_the_missing_font(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without the font a build fails with one line that says what to install."""
    monkeypatch.setattr("corpus.tools.typeset.FONT_SETS", ())
    assert main(["--all", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "corpus.build: PDF samples need the font Liberation Serif 2 (Debian package fonts-liberation2)\n"
    )
