"""Lost points, the tasks that answer them, and the year after."""

from __future__ import annotations

import pytest

from pipeline.compare.answers import areas_of, likeness
from pipeline.compare.comparison import compare_records
from tests.compare.paper import Paper


def coverage(*papers):
    """Return the comparison of documents."""
    return compare_records(paper.record() for paper in papers)


def lost(*papers):
    """Return the points of every loss, by its area or label."""
    return {row.label or row.area: row.lost for row in coverage(*papers).losses}


def signals(*papers):
    """Return why which task answers which loss."""
    found = coverage(*papers)
    labels = {row.loss_id: row.label or row.area for row in found.losses}
    return {(labels[row.loss_id], row.item_id): row.signals for row in found.answers}


def test_an_area_is_lost_as_far_as_its_criteria_leave_over():
    """What the criteria lost is counted with them; an area that they explain is no loss of its own."""
    paper = Paper().score(7, 10, area="steering").score(8, 10, area="procedures").score(9, 9, area="apparatus")
    paper.score(1, 2, area="steering", label="Sáng kiến").score(3, 5, area="procedures", label="Công khai thủ tục")
    assert lost(paper) == {"steering": 2, "Sáng kiến": 1, "Công khai thủ tục": 2}


def test_what_is_no_loss():
    """Overall scores, targets, satisfaction rates and parts without a maximum are no losses."""
    paper = Paper().score(80, 100).score(90, 100, area="impact", kind="target").score(7, None, area="apparatus")
    paper.score(81, 100, index="SIPAS", label="yếu tố tiếp cận").score(80, 100, label="tỷ lệ", stated_percent=80)
    assert lost(paper) == {}


def test_the_official_score_decides_what_is_lost():
    """Of a self-assessed and an appraised score of one area, the appraised one counts, once."""
    paper = Paper().score(9.5, 10, area="steering", kind="self_assessed")
    paper.score(8, 10, area="steering", kind="appraised")
    assert lost(paper) == {"steering": 2}


def test_points_withheld_count_once():
    """A column of points withheld beside the points achieved is the same loss; alone it is one."""
    paper = (
        Paper()
        .score(4, 5, area="impact", label="Hài lòng")
        .score(1, 5, area="impact", label="Hài lòng", kind="deducted")
    )
    assert lost(paper) == {"Hài lòng": 1}
    assert lost(Paper().score(1, 5, area="impact", label="Hài lòng", kind="deducted")) == {"Hài lòng": 1}


def test_a_task_in_the_same_row():
    """The row that has the loss and a remedy ties them, and its cause is that of the column."""
    paper = Paper()
    paper.line("TT\tTiêu chí\tĐiểm tối đa\tĐiểm đạt\tNguyên nhân\tGiải pháp")
    row = paper.line("1\tTrang tin nội bộ\t5\t4\tThiếu người viết\tThuê cộng tác viên")
    paper.score(4, 5, label="Trang tin nội bộ", area="steering", at=row)
    paper.task("Thuê cộng tác viên", "Văn phòng Sở", at=row)
    paper.task("Mua máy in", "Văn phòng Sở")
    assert signals(paper) == {("Trang tin nội bộ", "t0"): "row"}
    assert coverage(paper).losses[0].cause == "Thiếu người viết"


def test_a_task_in_the_criterion_s_words():
    """A task that says what the criterion is about answers it, unless its heading is of another area."""
    label = "Tỷ lệ thanh toán trực tuyến"
    paper = Paper().score(4, 5, label=label, area="digital_government")
    paper.task("Hoàn thiện chức năng thanh toán trực tuyến của cổng", "Văn phòng Sở")
    paper.task("Mở quầy thanh toán tiền mặt", "Văn phòng Sở")
    paper.task("Kiểm tra thanh toán tại các chợ", "Văn phòng Sở", area="apparatus")
    assert signals(paper) == {(label, "t0"): "criterion"}


def test_a_task_that_takes_up_the_cause():
    """The cause below the heading that tells the loss is answered by the task that takes it up."""
    paper = Paper()
    heading = paper.section("6. Cải cách tài chính công (7/10 điểm)")
    paper.score(7, 10, area="public_finance", at=paper_span(paper, heading))
    paper.line("Mất điểm do chậm nộp báo cáo kiểm kê. Các việc khác đã xong.")
    paper.section("II. NHIỆM VỤ")
    paper.task("Nộp báo cáo kiểm kê trong tháng 5", "Văn phòng Sở")
    paper.task("Sơn lại hàng rào", "Văn phòng Sở")
    found = coverage(paper)
    assert found.losses[0].cause == "Mất điểm do chậm nộp báo cáo kiểm kê"
    assert {(row.item_id, row.signals) for row in found.answers} == {("t0", "cause")}


def paper_span(paper, section):
    """Return the place of a heading."""
    span = paper.header.issuer.evidence[0]
    return span.model_copy(update={"start": section.start, "end": section.end, "quote": section.title})


def test_areas_are_answered_by_heading_and_content():
    """An area is answered by tasks under its heading and by tasks about what it measures."""
    paper = Paper().score(8, 10, area="civil_service").score(8, 10, area="institutions")
    paper.task("Việc thứ nhất", "Văn phòng Sở", area="civil_service")
    paper.task("Mở lớp bồi dưỡng nghiệp vụ văn thư", "Văn phòng Sở")
    paper.task("Mua xe công tác", "Văn phòng Sở")
    found = signals(paper)
    assert found == {("civil_service", "t0"): "heading", ("civil_service", "t1"): "content"}


def test_closing_duties_answer_nothing():
    """What every plan ends with is no answer to an area, whatever words it has."""
    paper = Paper().score(8, 10, area="steering")
    closing = ["V. TỔ CHỨC THỰC HIỆN"]
    paper.task("Các phòng báo cáo kết quả cải cách hành chính", "Các phòng", section=closing)
    paper.task("Trưởng phòng chịu trách nhiệm về cải cách hành chính", "Văn phòng Sở")
    found = coverage(paper)
    assert found.answers == ()
    assert [row.item_id for row in found.loose_tasks] == ["t0", "t1"]


def test_figures_of_an_organisation():
    """Points, losses and tasks are counted, answered and not, once each."""
    paper = Paper().score(8, 10, area="apparatus").score(7, 10, area="impact")
    paper.task("Việc chung", "Văn phòng Sở", area="apparatus").task("Việc khác", "Văn phòng Sở", "Phòng Tổ chức")
    (row,) = coverage(paper).coverage
    assert (row.losses, row.answered, row.lost, row.answered_points, row.share) == (2, 1, 5, 2, 40)
    assert (row.tasks, row.loose_tasks) == (2, 1)


def test_losses_of_a_publication_are_answered_by_the_plan_of_the_year_after():
    """What a decision publishes is compared with the department's own plan, not with those of others or later."""
    decision = Paper("qd.txt", "UBND tỉnh Lào Cai").score(8, 10, area="apparatus", org="Sở Nội vụ")
    decision.task("Việc của tỉnh", "Sở Nội vụ", area="apparatus")
    plan = Paper("kh-2024.txt").task("Việc của sở", "Văn phòng Sở", area="apparatus")
    later = Paper("kh-2026.txt", date="2026-02-01").task("Việc năm sau nữa", "Văn phòng Sở", area="apparatus")
    other = Paper("khac.txt", "Sở Y tế").task("Việc của sở khác", "Văn phòng Sở", area="apparatus")
    assert [row.document for row in coverage(decision, plan, later, other).answers] == ["kh-2024.txt"]


def test_a_loss_told_twice_counts_once():
    """The decision and the plan that repeats it tell one loss; the one with a cause is shown."""
    decision = Paper("qd.txt", "UBND tỉnh Lào Cai").score(8, 10, area="apparatus", org="Sở Nội vụ")
    plan = Paper("kh.txt")
    plan.line("Lĩnh vực\tTối đa\tĐạt\tNguyên nhân")
    plan.score(8, 10, area="apparatus", at=plan.line("Bộ máy\t10\t8\tChưa giảm đầu mối"))
    (row,) = coverage(decision, plan).losses
    assert (row.document, row.cause) == ("kh.txt", "Chưa giảm đầu mối")


@pytest.mark.parametrize(("later", "outcome"), [(10, "recovered"), (9, "better"), (8, "same"), (7, "worse")])
def test_the_year_after(later, outcome):
    """Whether an area recovered is told from its share of the maximum the year after, answered or not."""
    before = Paper("2023.txt").score(8, 10, area="apparatus").task("Việc", "Văn phòng Sở", area="apparatus")
    after = Paper("2024.txt", date="2025-02-01").score(later, 10, area="apparatus", year=2024)
    found = coverage(before, after)
    loss = next(row for row in found.losses if row.year == 2023)
    assert (loss.outcome, loss.next_document, loss.next_percent) == (outcome, "2024.txt", later * 10)
    figures = next(row for row in found.coverage if row.year == 2023)
    assert (figures.known_answered, figures.recovered_answered) == (1, int(outcome in ("recovered", "better")))
    assert (figures.known_open, figures.recovered_open) == (0, 0)


def test_shares_are_compared_where_the_maximum_changed():
    """Six of eight is as good as nine of twelve."""
    before, after = Paper("a.txt").score(6, 8, area="impact"), Paper("b.txt").score(9, 12, area="impact", year=2024)
    loss = next(row for row in coverage(before, after).losses if row.year == 2023)
    assert loss.outcome == "same"


def test_likeness_is_of_words_that_say_something():
    """Words of every criterion don't make a task like it; figures don't either."""
    assert likeness("Tỷ lệ hồ sơ đúng hạn", "Giải quyết hồ sơ đúng hạn") == 1
    assert likeness("Mức độ thực hiện công tác", "Mức độ thực hiện công tác kiểm kê") == 0
    assert likeness("", "gì cũng được") == 0


def test_content_may_be_of_two_areas():
    """A task may be about two areas, or about none."""
    assert areas_of("Số hóa kết quả giải quyết thủ tục hành chính") == {"digital_government", "procedures"}
    assert areas_of("Trồng cây xanh") == frozenset()
