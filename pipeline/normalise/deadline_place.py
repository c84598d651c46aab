"""Where a deadline stands: the folded text around it, by sentence and clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.normalise.deadline_context import DeadlineContext, Reading

_TIME_LABEL = re.compile(
    r"\s*(?:[-+*•]\s*|\w{1,3}[.)]\s*)?(?:thời (?:gian|hạn|điểm)|tiến độ|hạn|lộ trình)(?: [^:.;,\n\d]{1,40})?:\s*"
)
_SENTENCE_END = re.compile(r"[.;](?!\d)|\n")
_CLAUSE_END = re.compile(r"[.,](?!\d)|[;:()\t\n]")
_MARKER = re.compile(r"\s*(?:[-+*•–]+|\(?\w{1,4}[.)])?\s*")
ACTION = re.compile(
    r" (?:phải |sẽ |cần )?(?:hoàn thành|tổ chức|ban hành|trình|báo cáo|triển khai|xây dựng|tiến hành|thực hiện|rà soát|"
    r"tổng kết|sơ kết|kiểm tra|đưa vào|khởi công|gửi|nộp|làm|tiếp tục|mở rộng|nhân rộng)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading stands: the folded text around it, up to the ends of its line."""

    reading: Reading
    words: str
    before: str
    after: str
    context: DeadlineContext

    @property
    def sentence(self) -> str:
        """What stands before it in its sentence."""
        return since(_SENTENCE_END, self.before)

    @property
    def clause(self) -> str:
        """What stands before it in its clause."""
        return since(_CLAUSE_END, self.before)

    @property
    def opens_sentence(self) -> bool:
        """Whether nothing but a marker stands before it, and a comma or colon after."""
        return bool(_MARKER.fullmatch(self.sentence) or _MARKER.fullmatch(self.before))

    @property
    def is_set_off(self) -> bool:
        """Whether a comma, colon or verb follows, as after a time that opens a sentence."""
        return self.after[:1] in ("", ",", ":") or self.after[:2] == " (" or ACTION.match(self.after) is not None

    @property
    def is_bracketed(self) -> bool:
        """Whether brackets stand around it and nothing else."""
        return self.before.endswith("(") and self.after.startswith(")")

    @property
    def is_past(self) -> bool:
        """Whether it was over when the document was issued."""
        due, issued = self.reading.parsed.due, self.context.issued
        return bool(due and issued and due < issued[:10])


def since(end: re.Pattern[str], before: str) -> str:
    """Return what stands behind the last end of a sentence or clause."""
    last = 0
    for match in end.finditer(before):
        last = match.end()
    return before[last:]


def is_time_label(key: str) -> bool:
    """Whether the text opens with a label of time (`Thời gian hoàn thành: …`), read as a time cell."""
    return _TIME_LABEL.match(key) is not None
