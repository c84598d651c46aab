"""Every figure recomputed from the annotation, without the code that is tested.

The annotated samples are put into records as they stand, so that nothing depends on how well they are
extracted. A folder of further annotations may be named in `VANBAN_GOLD`.
"""

from __future__ import annotations

import calendar
import json
import os
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from corpus.build import HERE
from pipeline.compare.calendars import EVERYBODY, build_calendars
from pipeline.compare.comparison import compare_records
from pipeline.compare.recurrence import Window
from pipeline.compare.workbook import build_workbook
from pipeline.core.record import Secrecy
from tests.compare.paper import Paper

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
PROVINCES = {"bt": "Bến Tre", "qb": "Quảng Bình", "tq": "Tuyên Quang"}
FOLDERS = [HERE / "gold", *([Path(os.environ["VANBAN_GOLD"])] if "VANBAN_GOLD" in os.environ else [])]
GOLD = {path.stem: json.loads(path.read_text("utf-8")) for folder in FOLDERS for path in sorted(folder.glob("*.json"))}
OPEN = {stem: gold for stem, gold in GOLD.items() if not gold["header"].get("secrecy")}


def name_of(org):
    """Return an organisation's words, whichever form the annotation has."""
    return org["raw"] if isinstance(org, dict) else org


def paper_of(stem, gold):
    """Return the annotation of a document as a document."""
    header = gold["header"]
    province = PROVINCES.get(stem[:2]) or name_of(header.get("place")) or "Không rõ"
    issued = (header.get("date") or {}).get("value") or "2024"
    subject = header.get("subject")
    paper = Paper(
        f"{stem}.txt", name_of(header["issuer"]), province, issued, **({"subject": subject} if subject else {})
    )
    if header.get("secrecy"):
        paper.header.secrecy = Secrecy(value="mật", evidence=[paper.line("MẬT")])
    for score in gold.get("scores", []):
        own = {key: score.get(key) for key in ("index", "year", "area", "label", "kind", "stated_percent")}
        own["scope"] = score.get("scope") or "overall"
        paper.score(score["value"], score.get("max"), org=score.get("org") or "Sở", **own)
    for rank in gold.get("rankings", []):
        own = {key: rank.get(key) for key in ("index", "year", "area", "change", "since_year", "kind")}
        own["scope"] = rank.get("scope") or "overall"
        paper.rank(rank["rank"], rank.get("of"), org=rank.get("org") or "Sở", **own)
    for task in gold.get("tasks", []):
        deadlines = [
            paper.deadline(
                **{key: each.get(key) for key in ("due", "rrule", "mod", "time", "type", "value")},
                raw=each.get("raw", ""),
            )
            for each in task["deadlines"]
        ]
        leads = [name_of(lead) for lead in task["lead"]]
        product, funding = name_of(task.get("product")), name_of(task.get("funding"))
        own = {"product": product, "funding": funding, "area": task.get("area"), "origin": task.get("origin") or "list"}
        paper.task(task["anchor"], *leads, deadlines=deadlines, **own)
    return paper


@pytest.fixture(scope="module")
def comparison():
    """All annotated documents side by side."""
    return compare_records((paper_of(stem, gold).record() for stem, gold in GOLD.items()), YEAR)


def tasks():
    """Yield every annotated task of a document that is not secret, with the document's name."""
    for stem, gold in OPEN.items():
        for task in gold.get("tasks", []):
            yield f"{stem}.txt", task


def test_tasks_and_leads(comparison):
    """As many tasks and rows per lead as annotated, and as many tasks with one lead, product and funding."""
    assert comparison.secret == len(GOLD) - len(OPEN) > 0
    assert Counter(row.document for row in comparison.tasks if row.counts) == Counter(name for name, _ in tasks())
    assert len(comparison.tasks) == sum(max(1, len(task["lead"])) for _, task in tasks())
    counted = [row for row in comparison.tasks if row.counts]
    assert sum(row.lead_count == 1 for row in counted) == sum(len(task["lead"]) == 1 for _, task in tasks())
    assert sum(row.funding is not None for row in counted) == sum(bool(task.get("funding")) for _, task in tasks())
    assert sum(row.product is not None for row in counted) == sum(bool(task.get("product")) for _, task in tasks())
    funded = sum(row.funded for row in comparison.plans)
    assert funded == sum(bool(task.get("funding")) for _, task in tasks())


def is_dated(task):
    """Whether an annotated task has a day or a recurring day."""
    return any(each.get("due") or each.get("rrule") for each in task["deadlines"])


def test_real_deadlines(comparison):
    """As many tasks with a real deadline, document by document, as annotated."""
    expected = Counter(name for name, task in tasks() if is_dated(task))
    assert {row.document: row.dated for row in comparison.plans if row.dated} == expected


def falls(rule, mod, day, begins):
    """Whether a rule that begins on a day falls on another: read from its words, day by day, without a library."""
    parts = dict(pair.split("=") for pair in rule.split(";"))
    every, last = int(parts.get("INTERVAL", 1)), calendar.monthrange(day.year, day.month)[1]
    if parts["FREQ"] in ("DAILY", "HOURLY"):
        return True
    if parts["FREQ"] == "WEEKLY":
        weeks = (day - timedelta(days=day.weekday()) - begins + timedelta(days=begins.weekday())).days // 7
        return weeks % every == 0 and ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()] == parts.get(
            "BYDAY", "FR"
        )
    if parts["FREQ"] == "YEARLY" and (day.year - begins.year) % every:
        return False
    months = [int(month) for month in parts.get("BYMONTH", "").split(",") if month]
    if parts["FREQ"] == "YEARLY" and not months:
        months = [12]
    if parts["FREQ"] == "MONTHLY" and every > 1:
        months = list(range(every, 13, every))
    at = int(parts.get("BYMONTHDAY", 10 if mod == "START" and parts["FREQ"] == "MONTHLY" and every == 1 else -1))
    return (not months or day.month in months) and day.day == (at if at > 0 else last + 1 + at)


def days_of(gold):
    """Yield the last day of every annotated deadline: dates as they are, recurring ones day by day of the window."""
    issued = (gold["header"].get("date") or {}).get("value") or ""
    since = date.fromisoformat(f"{issued or 2024}-01-01"[:10])
    begins = max(since.isoformat(), "2024-01-01")
    subject = gold["header"].get("subject") or ""
    years = [year for year in range(int(issued[:4] or 0), 2040) if str(year) in subject]
    ends = min(f"{max(years)}-12-31" if years else "9999", "2024-12-31")
    for task in gold.get("tasks", []):
        for each in task["deadlines"]:
            if each.get("rrule"):
                for number in range(366):
                    day = date(2024, 1, 1) + timedelta(days=number)
                    if begins <= day.isoformat() <= ends and falls(each["rrule"], each.get("mod"), day, since):
                        yield (day - timedelta(days=each.get("mod") == "BEFORE")).isoformat()
            elif each.get("due"):
                yield each["due"]


def test_days_of_deadlines(comparison):
    """The days of all deadlines are those that the annotation gives, recurring ones repeated over the window."""
    found = defaultdict(list)
    for row in comparison.deadlines:
        if row.counts and row.due:
            found[row.document].append(row.due.isoformat())
    for stem, gold in OPEN.items():
        assert sorted(found[f"{stem}.txt"]) == sorted(days_of(gold)), stem


def test_scores(comparison):
    """Shares and lost points are the annotated points over, and below, the annotated maximum."""
    scores = [score for gold in OPEN.values() for score in gold.get("scores", [])]
    assert len(comparison.scores) == len(scores)
    for row, score in zip(comparison.scores, scores, strict=True):
        if score["kind"] == "deducted":
            assert (row.percent, row.lost) == (None, score["value"])
        elif score.get("max"):
            assert row.percent == pytest.approx(100 * score["value"] / score["max"], abs=0.005)
            lost = None if score["kind"] == "target" else max(score["max"] - score["value"], 0)
            assert row.lost == (lost if lost is None else pytest.approx(lost))


def test_ranks_side_by_side(comparison):
    """Every annotated rank of a year is that organisation's in the comparison, of as many places."""
    ranks = defaultdict(set)
    for stem, gold in OPEN.items():
        for rank in gold.get("rankings", []):
            if rank["kind"] == "achieved" and rank["rank"] and rank.get("scope", "overall") == "overall":
                ranks[(rank["index"], rank["year"], PROVINCES.get(stem[:2]), rank["rank"], rank.get("of"))].add(
                    rank.get("org")
                )
    rows = {(row.index, row.year, row.province, row.rank) for row in comparison.compared}
    assert {(index, year, province, rank) for index, year, province, rank, _ in ranks if province} <= rows
    counted = {(row.index, row.year, row.province, row.rank): row.of for row in comparison.compared if row.rank}
    for index, year, province, rank, of in ranks:
        if of is not None and province:
            assert counted[(index, year, province, rank)] == of


def test_consistent_documents_have_no_clash(comparison):
    """Documents that agree on every score and rank, as the samples do, give no finding between them."""
    named = {f"{stem}.txt" for stem in OPEN if stem[:2] in PROVINCES}
    assert [row.message for row in comparison.findings if row.source == "comparison" and row.document in named] == []


def test_lost_points(comparison):
    """The losses of each document, and their points, are those that a reader wrote down."""
    for path in (HERE / "coverage").glob("*.json"):
        expected = sorted(each["lost"] for each in json.loads(path.read_text("utf-8"))["losses"])
        found = sorted(row.lost for row in comparison.losses if row.document == f"{path.stem}.txt")
        assert found == pytest.approx(expected), path.stem


def test_figures_of_coverage(comparison):
    """Points and losses, answered and not, add up from the rows; tasks are those of the organisation's plans."""
    for row in comparison.coverage:
        own = [
            loss
            for loss in comparison.losses
            if (loss.org_id, loss.index, loss.year) == (row.org_id, row.index, row.year)
        ]
        answered = {answer.loss_id for answer in comparison.answers} & {loss.loss_id for loss in own}
        points = sum(loss.lost for loss in own if loss.loss_id in answered)
        assert (row.losses, row.answered) == (len(own), len(answered))
        assert row.answered_points == pytest.approx(points)
        assert row.share == pytest.approx(100 * points / sum(loss.lost for loss in own), abs=0.01)


def test_workbook_has_the_same_figures(comparison):
    """The sheets have a row for every annotated task, day and loss, and the points add up."""
    book = openpyxl.load_workbook(BytesIO(build_workbook(comparison, datetime(2024, 7, 1, tzinfo=UTC))))
    assert book["Phân công nhiệm vụ"].max_row - 1 == sum(1 for _ in tasks())
    assert book["Xếp hạng"].max_row - 1 == sum(row.rank is not None for row in comparison.compared)
    sheet = book["Điểm mất và nhiệm vụ"]
    column = [cell.value for cell in sheet[1]].index("Điểm mất") + 1
    points = sum(sheet.cell(row, column).value for row in range(2, sheet.max_row + 1))
    assert points == pytest.approx(sum(row.lost for row in comparison.losses))


def test_calendar_has_every_dated_deadline(comparison):
    """There is one event for every annotated deadline that is a day or recurs."""
    content = dict(build_calendars(comparison, datetime(2024, 7, 1, tzinfo=UTC)))[EVERYBODY]
    events = Calendar.from_ical(content).walk("VEVENT")
    dated = [each for _, task in tasks() for each in task["deadlines"] if each.get("due") or each.get("rrule")]
    assert len(events) == len(dated)
    assert sum("RRULE" in event for event in events) == sum(bool(each.get("rrule")) for each in dated)
