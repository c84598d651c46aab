"""Tasks of text that nobody meant to be read: no crash, every span grounded, time linear in the text."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extractors.outlined import read_tasks

PIECES = st.sampled_from(
    [
        "Giao ",
        "các sở, ",
        "Sở Y tế",
        "(",
        ")",
        ":",
        "; ",
        "\n- ",
        "\n1. ",
        "\na) ",
        "\n",
        "\t",
        "(1) ",
        "(2) ",
        "và ",
        "phối hợp với ",
        "rà soát ",
        "Thời gian: ",
        "trước ngày 15/6/2024",
        "Điều 1. ",
        "I. NHIỆM VỤ\n",
        "nêu trên ",
        "\u200b",
        "100% ",
        "TT\tNhiệm vụ\tChủ trì\tThời gian\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text(body):
    """Whatever the text, tasks come out whose spans are in it."""
    record = read_tasks(body)
    for task in record.tasks:
        spans = [*task.evidence, *(span for org in task.lead + task.support for span in org.evidence)]
        assert all(record.text[span.start : span.end] == span.quote for span in spans)
        assert task.text.strip()


def test_long_items_take_linear_time():
    """Ten times the text takes no more than about ten times as long."""
    seconds = []
    for count in (40, 400):
        body = "I. NHIỆM VỤ\n- Căn cứ kết quả, " + "các sở, ban, ngành, UBND các xã, rà soát; " * count
        start = perf_counter()
        read_tasks(body)
        seconds.append(perf_counter() - start)
    assert seconds[1] < 40 * max(seconds[0], 0.005)
