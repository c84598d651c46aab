"""Finding: a task was due before the document was issued."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checks.wording import vi_date
from pipeline.core.record import Deadline, Finding, Record, Task

_PAST = re.compile(r"quá hạn|chậm|trễ|tình hình|kết quả|tiến độ|đã |theo dõi|hoàn thành|tồn đọng")
_REPORTS = frozenset({"BC", "TB", "BB"})
_ENDS = frozenset({"BEFORE", "ON_OR_BEFORE", "IN", "END", "START", None})
_YEAR_ONLY = 4
# An older date is history that the task tells, not when it is due.
_LONGEST_DELAY = 400


def deadline_before_issue(record: Record) -> Iterator[Finding]:
    """Yield a warning for each deadline of a task that had passed when the document was issued."""
    issued = record.header.date
    if issued is None or issued.precision != "day" or issued.value is None:
        return
    seen: set[int] = set()
    for task in record.tasks:
        if _is_looked_back_on(record, task):
            continue
        for deadline in task.deadlines:
            start = deadline.evidence[0].start
            if start not in seen and _is_before(deadline, issued.value):
                seen.add(start)
                yield Finding(
                    code="deadline_before_issue",
                    severity="warning",
                    message=f"Thời hạn “{deadline.raw}” đã qua khi văn bản ban hành ngày {vi_date(issued.value)}.",
                    evidence=deadline.evidence,
                )


def _is_before(deadline: Deadline, issued: str) -> bool:
    """Whether the deadline is a day, month or quarter that ended before the issue; a bare year is another matter."""
    if deadline.type != "DATE" or deadline.due is None or deadline.mod not in _ENDS:
        return False
    delay = (date.fromisoformat(issued) - date.fromisoformat(deadline.due)).days
    return 0 < delay <= _LONGEST_DELAY and len(deadline.value or "") > _YEAR_ONLY


def _is_looked_back_on(record: Record, task: Task) -> bool:
    """Whether the task stands in a table of overdue or reported tasks."""
    if task.origin != "table":
        return False
    doc_type = record.header.doc_type
    titles = " ".join(task.section).lower()
    return (doc_type is not None and doc_type.code in _REPORTS) or _PAST.search(titles) is not None
