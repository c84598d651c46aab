"""Features that tell a sure item from a doubtful one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.confidence.facts import Ranges
from pipeline.confidence.features import features_of
from pipeline.confidence.words import is_strange, noise_of
from pipeline.core.record import Finding, Section
from tests.confidence.records import deadline, indicator, issued, org, ranking, record, score, span, task
from tests.records import full_record


def named(made, field):
    """Return the names of the features of the first item of a field, without its group."""
    names = next(names for place, names in features_of(made) if place.field == field)
    return {name.partition(".")[2] or name for name in names}


def test_every_item_of_a_record_has_features():
    """Header, lists and findings: whatever can be wrong has its group, its field and its maker among its features."""
    found = list(features_of(full_record()))
    assert {place.field for place, _ in found} == {
        *("header.doc_type", "header.number", "header.recipients"),
        *("references", "scores", "rankings", "findings"),
    }
    for place, names in found:
        assert {place.group, f"{place.group}.field {place.field}"} <= names


def test_parts_of_a_task_are_items():
    """Who leads and by when are judged for themselves, and know the task they are in."""
    text = "Sở Y tế báo cáo trước ngày 15/6/2024."
    told = task(text, text, lead=[org(text, "Sở Y tế")], deadlines=[deadline(text, "trước ngày 15/6/2024")])
    places = [place for place, _ in features_of(record(text, tasks=[told]))]
    assert [place.field for place in places] == ["tasks", "tasks.lead", "tasks.deadlines"]
    assert places[1].path == ("tasks", 0, "lead", 0)
    assert places[2].task is places[0].item


def test_same_points_of_another_index_clash():
    """Points with decimals that are told of two indices are wrong for one of them; in agreement they are not."""
    text = "PAR INDEX 80,22 điểm\nTổng cộng 80,22"
    prose, table = score(text, "PAR INDEX 80,22 điểm", 80.22), score(text, "Tổng cộng 80,22", 80.22)
    assert "clashes" not in named(record(text, scores=[prose, table]), "scores")
    table.index = "SIPAS"
    names = named(record(text, scores=[prose, table]), "scores")
    assert {"clashes", "document_clashes"} <= names


def test_label_that_compares_is_no_label():
    """`cao hơn năm 2022` names no part of an index."""
    text = "cao hơn năm 2022 là 1,85 điểm"
    odd = score(text, text, 1.85, label="cao hơn năm 2022", scope="criterion")
    fine = score(text, text, 1.85, label="Cải cách thể chế", scope="criterion")
    assert "label_compares" in named(record(text, scores=[odd]), "scores")
    assert named(record(text, scores=[fine]), "scores") >= {"area_unknown"}


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("ngân sách tỉnh 70%", {"of_money", "small_letter", "short"}),
        ("Tỷ lệ hồ sơ trực tuyến đạt 70%", {"out_of_results target"}),
        ("Chỉ số hài lòng giảm còn 70%", {"of_index", "compares"}),
    ],
)
def test_indicator_is_told_by_its_words(quote, expected):
    """Shares of money and figures of indices look like indicators and are none."""
    made = record(quote, indicators=[indicator(quote, quote)])
    names = named(made, "indicators")
    assert expected <= names
    assert ("of_money" in names) == ("of_money" in expected)


def test_indicator_on_a_score_is_seen():
    """A percentage whose words a score quotes too is hardly an indicator."""
    text = "SIPAS đạt 70%, xếp thứ 29"
    made = record(text, scores=[score(text, "đạt 70%", 70.0)], indicators=[indicator(text, "SIPAS đạt 70%")])
    assert "on_figures" in named(made, "indicators")


def test_past_result_in_its_section_is_no_task():
    """An item that tells what was done, under a heading of results, is seen as such; an order is not."""
    text = "II. TỒN TẠI\nMới hoàn thành 6/8 nhiệm vụ.\nRà soát thủ tục."
    sections = [Section(marker="II", title="TỒN TẠI", level=1, start=0, end=len(text))]
    past = task(text, "Mới hoàn thành 6/8 nhiệm vụ.", section=["TỒN TẠI"])
    order = task(text, "Rà soát thủ tục.", section=["TỒN TẠI"])
    assert "past_in_results" in named(record(text, tasks=[past], sections=sections), "tasks")
    names = named(record(text, tasks=[order], sections=sections), "tasks")
    assert {"begins_verb", "in_results"} <= names and "past_in_results" not in names


def test_head_of_a_column_is_seen():
    """A row that says what a column is called is no task."""
    text = "Đầu việc\tChủ trì"
    assert "head" in named(record(text, tasks=[task(text, "Đầu việc", origin="table", maker="table")]), "tasks")


@pytest.mark.parametrize(
    ("text", "raw", "expected"),
    [
        ("Sở Y tế chủ trì rà soát", "Sở Y tế", "then verb"),
        ("Chi cục An toàn thực phẩm rà soát", "Chi cục An toàn", "then other"),
        ("Sở Xây dựng\tQuý II", "Sở Xây dựng", "then end"),
        ("Sở Y tế, Sở Nội vụ", "Sở Y tế", "then mark"),
        ("phối hợp ngành giáo dục rà soát", "ngành", "generic"),
        ("Sở Xây dựng Sở Tài chính", "Sở Xây dựng Sở Tài chính", "glued"),
    ],
)
def test_name_is_told_by_its_words_and_what_follows(text, raw, expected):
    """A name that was cut short, is none, or is two without a mark between them, shows it."""
    made = record(text, tasks=[task(text, text, lead=[org(text, raw)])])
    assert expected in named(made, "tasks.lead")
    assert ("glued" in named(made, "tasks.lead")) == (expected == "glued")


def test_deadline_before_the_document_is_seen():
    """What was due before the document was issued was given the wrong year."""
    text = "Ngày 14 tháng 7 năm 2021\nxong trước 15/6\nxong trước ngày 15/9/2021"
    early = deadline(text, "trước 15/6", due="2021-06-15")
    late = deadline(text, "trước ngày 15/9/2021", due="2021-09-15")
    header = issued(text, "Ngày 14 tháng 7 năm 2021", "2021-07-14")
    first = record(text, header=header, tasks=[task(text, "xong trước 15/6", deadlines=[early])])
    assert {"before_issue", "no_year"} <= named(first, "tasks.deadlines")
    second = record(text, header=header, tasks=[task(text, "xong trước ngày 15/9/2021", deadlines=[late])])
    assert not {"before_issue", "no_year"} & named(second, "tasks.deadlines")


def test_doubt_of_a_check_is_a_feature():
    """A score that a finding is about is doubtful."""
    text = "Tổng điểm 101/100"
    finding = Finding(code="score_exceeds_max", severity="error", message="Sai.", evidence=[span(text, "101/100")])
    made = record(text, scores=[score(text, text, 101.0, max=100.0)], findings=[finding])
    assert "doubted" in named(made, "scores")


def test_item_of_a_model_has_no_rule():
    """Whatever its version, the learned model is one maker."""
    text = "xong trước ngày 15/9/2021"
    told = deadline(text, "trước ngày 15/9/2021", maker="model:any/1.2")
    assert "maker model" in named(record(text, tasks=[task(text, text, deadlines=[told])]), "tasks.deadlines")


def test_ranking_without_points_beside_it_has_no_order():
    """Order is only told where ranks and points are of the same ones."""
    text = "Sở Y tế 1"
    assert not {"in_order", "out_of_order"} & named(
        record(text, rankings=[ranking(text, "1", 1, "Sở Y tế")]), "rankings"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ báo cáo kết quả thực hiện. " * 10, "clean"),
        ("So Noi vu bao cao ket qua thuc hien. " * 10, "toneless"),
        ("SỞ NỘI VỤ BÁO CÁO KẾT QUẢ THỰC HIỆN. " * 10, "capitals"),
        ("Sở Nộii vụ báio cáo kết quả thực hiện. " * 10, "misread"),
        ("So Noi vu", "clean"),
    ],
)
def test_noise_is_told_from_the_words(text, expected):
    """A document without tones, in capitals or with impossible syllables is told from a clean one."""
    assert noise_of(text.replace(".", "").split()) == expected


@pytest.mark.parametrize(
    ("word", "strange"), [("nghiêng", False), ("nghiệngg", True), ("UBND", False), ("online", False)]
)
def test_impossible_syllable_is_strange(word, strange):
    """A word with Vietnamese letters that is no syllable was misread; abbreviations and foreign words were not."""
    assert is_strange(word) is strange


PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12)


@given(PAIRS, st.integers(0, 70), st.integers(1, 12))
def test_ranges_meet_as_their_parts_do(pairs, start, length):
    """Merged ranges meet a range exactly where one of their parts does."""
    ranges = [(begin, begin + size) for begin, size in pairs]
    text = "x" * 100
    item = indicator(text, "x")
    item.evidence[0].start, item.evidence[0].end = start, start + length
    meets = any(start < end and begin < start + length for begin, end in ranges)
    assert Ranges.merged(ranges).meet(item) is meets
