"""Tasks in tables: what the columns hold, groups, merged and ditto cells, tables that hold none."""

from __future__ import annotations

import pytest

from pipeline.extractors.task_columns import role_of
from tests.extractors.outlined import read_tasks

HEAD = "TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tSản phẩm\tThời gian\tKinh phí"


def tasks(table):
    """Return the tasks of a plan with this table."""
    return read_tasks("I. NHIỆM VỤ\n1. Phân công thực hiện\n" + table).tasks


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("STT", "order"),
        ("Nhiệm vụ cụ thể", "task"),
        ("Nội dung công việc", "task"),
        ("Giải pháp khắc phục", "task"),
        ("Nhiệm vụ chung", "group"),
        ("Lĩnh vực", "group"),
        ("Đơn vị thực hiện", "lead"),
        ("Phân công thực hiện", "lead"),
        ("CHỦ TRÌ", "lead"),
        ("Cơ quan phối hợp", "support"),
        ("Sản phẩm/Kết quả", "product"),
        ("Kết quả thực hiện", "note"),
        ("Thời hạn hoàn thành", "time"),
        ("Tiến độ", "time"),
        ("Thời gian bắt đầu", "start"),
        ("Quý II", "period"),
        ("Nguồn kinh phí", "funding"),
        ("Điểm tối đa", "score"),
        ("Đầu việc", "task"),
        ("Việc phải làm", "task"),
        ("Cách khắc phục", "task"),
        ("Giao cho", "lead"),
        ("Chịu trách nhiệm chính", "lead"),
        ("Cùng tham gia", "support"),
        ("Cùng làm", "support"),
        ("Cơ quan liên quan", "support"),
        ("Kết quả cần đạt", "product"),
        ("Mốc hoàn thành", "time"),
        ("Phải xong", "time"),
        ("Hạn chót", "time"),
        ("Nguồn lực", "funding"),
        ("Mã", "order"),
        ("Mất (điểm)", "score"),
        ("Địa chỉ", None),
    ],
)
def test_role_of_a_column(head, role):
    """A column is told by the words of its head."""
    assert role_of(head) == role


def test_row_is_a_task():
    """Each cell of a row goes where its column says; blank cells are null."""
    first, second = tasks(
        f"""{HEAD}
1\tBan hành kế hoạch kiểm tra\tVăn phòng Sở\tCác phòng; Thanh tra Sở\tKế hoạch\tQuý I/2024\tNgân sách tỉnh
2\tTổ chức hội nghị\tPhòng Tổ chức cán bộ\t\t\t\t-"""
    )
    assert first.text == "Ban hành kế hoạch kiểm tra"
    assert [org.raw for org in first.support] == ["Các phòng", "Thanh tra Sở"]
    assert first.product is not None
    assert first.product.raw == "Kế hoạch"
    assert first.funding is not None
    assert first.funding.raw == "Ngân sách tỉnh"
    assert [deadline.value for deadline in first.deadlines] == ["2024-Q1"]
    assert (second.product, second.funding, second.support, second.deadlines) == (None, None, [], [])
    assert {first.origin, second.origin} == {"table"}


def test_group_rows_are_sections():
    """A row with nothing but a label is a section, gives the area, and ends the group before it."""
    found = tasks(
        f"""{HEAD}
I\tCải cách thể chế\t\t\t\t\t
1\tRà soát văn bản\tThanh tra Sở\t\t\tThường xuyên\t
II\tCải cách tài chính công\t\t\t\t\t
1\tCông khai dự toán\tVăn phòng Sở\t\t\tQuý I/2024\t"""
    )
    assert [task.area for task in found] == ["institutions", "public_finance"]
    assert [task.section[-1] for task in found] == ["Cải cách thể chế", "Cải cách tài chính công"]


def test_ditto_marks():
    """A ditto mark stands for the cell above."""
    found = tasks(
        f"""{HEAD}
1\tRà soát văn bản\tThanh tra Sở\tVăn phòng Sở\tBáo cáo\tTháng 8/2024\t
2\tKiểm tra văn bản\t-nt-\t"\tnhư trên\t//\t"""
    )
    assert [org.raw for org in found[1].lead + found[1].support] == ["Thanh tra Sở", "Văn phòng Sở"]
    assert found[1].product is not None
    assert found[1].product.raw == "Báo cáo"
    assert [deadline.value for deadline in found[1].deadlines] == ["2024-08"]


def test_group_column_and_restarted_numbers():
    """A first column of groups is a section; the task's own number is not part of its text."""
    found = tasks(
        """Nhiệm vụ chung\tNhiệm vụ cụ thể\tChủ trì\tThời hạn
I. Cải cách thể chế\t1. Rà soát văn bản\tThanh tra Sở\tThường xuyên
\t2. Kiểm tra văn bản\tThanh tra Sở\tThường xuyên
II. Cải cách thủ tục hành chính\t1. Công khai thủ tục\tVăn phòng Sở\tQuý II/2024"""
    )
    assert [task.text for task in found] == ["Rà soát văn bản", "Kiểm tra văn bản", "Công khai thủ tục"]
    assert [task.area for task in found] == ["institutions", "institutions", "procedures"]


def test_ticks_under_periods():
    """A tick under a quarter is a deadline in that quarter."""
    (task,) = tasks(
        """TT\tNội dung nhiệm vụ\tĐơn vị chủ trì\tQuý I\tQuý II\tQuý III
1\tTập huấn công chức\tVăn phòng Sở\tx\t\tx"""
    )
    assert [deadline.value for deadline in task.deadlines] == ["2024-Q1", "2024-Q3"]


def test_totals_numbers_and_repeated_heads_are_no_tasks():
    """Rows of totals, of column numbers and the head again hold no task."""
    found = tasks(
        f"""{HEAD}
(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)
1\tRà soát văn bản\tThanh tra Sở\t\t\tThường xuyên\t
\tTổng cộng\t\t\t\t\t50
{HEAD}
2\tKiểm tra văn bản\tThanh tra Sở\t\t\tThường xuyên\t"""
    )
    assert [task.text for task in found] == ["Rà soát văn bản", "Kiểm tra văn bản"]


@pytest.mark.parametrize(
    "table",
    [
        "TT\tTiêu chí\tĐiểm tối đa\tĐiểm tự chấm\n1\tBan hành kế hoạch đúng hạn\t2\t1,5",
        "TT\tTên đơn vị\tĐiểm\tXếp hạng\n1\tSở Y tế\t90,5\t3",
        "TT\tTên thủ tục hành chính\tThời hạn giải quyết\tCơ quan thực hiện\n1\tCấp giấy phép\t05 ngày\tSở Y tế",
        "TT\tNội dung\tĐơn vị tính\tNăm 2024\n1\tHồ sơ trực tuyến\t%\t80",
    ],
)
def test_tables_without_tasks(table):
    """Tables of scores, ranks, procedures and figures hold no tasks."""
    assert tasks(table + "\n2\tNội dung thứ hai\t1\t1") == []


def test_table_without_a_head():
    """Columns are told by their contents where no head says what they hold."""
    found = tasks(
        """1\tTuyên truyền cải cách hành chính trên cổng thông tin\tVăn phòng Sở\tQuý I/2024
2\tKiểm tra công vụ đột xuất tại các đơn vị trực thuộc\tThanh tra Sở\tQuý II/2024"""
    )
    assert [[org.raw for org in task.lead] for task in found] == [["Văn phòng Sở"], ["Thanh tra Sở"]]
    assert [task.deadlines[0].value for task in found] == ["2024-Q1", "2024-Q2"]


def test_task_of_body_and_appendix():
    """A task that stands in the body and, shortened, in a table is linked; another office's is not."""
    body = """I. NHIỆM VỤ
1. Thanh tra Sở kiểm tra công vụ đột xuất tại các trung tâm trực thuộc, báo cáo Giám đốc Sở.
2. Phân công thực hiện
TT\tNhiệm vụ\tChủ trì\tThời gian
1\tKiểm tra công vụ đột xuất tại các trung tâm trực thuộc\tThanh tra Sở\tQuý II/2024
2\tKiểm tra công vụ đột xuất tại các trung tâm trực thuộc\tVăn phòng Sở\tQuý II/2024"""
    first, same, other = read_tasks(body).tasks
    assert (first.same_as, same.same_as, other.same_as) == ([same.id], [first.id], [])


def test_start_and_end_columns():
    """A start gives a date from which on, without a last day; an end gives the last day."""
    (task,) = tasks(
        """TT\tNội dung công việc\tĐơn vị chủ trì\tBắt đầu\tHoàn thành
1\tXây dựng phần mềm\tVăn phòng Sở\t3/2024\t30/9/2024"""
    )
    assert [(each.value, each.mod, each.due) for each in task.deadlines] == [
        ("2024-03", "FROM", None),
        ("2024-09-30", "ON_OR_BEFORE", "2024-09-30"),
    ]


def test_group_printed_in_the_column_of_codes():
    """A text format prints the label of a group in the first column, whatever that holds else."""
    found = tasks(
        """Mã\tTiêu chí\tCách khắc phục\tĐầu mối\tPhải xong
Lĩnh vực Cải cách thể chế\t\t\t\t
2.1\tRà soát văn bản\tLập danh mục văn bản hết hiệu lực\tThanh tra Sở\t31/5/2024
Lĩnh vực Cải cách tài chính công\t\t\t\t
6.2\tGiải ngân vốn\tGiao ban hằng tháng với chủ đầu tư\tVăn phòng Sở\t30/6/2024"""
    )
    assert [task.area for task in found] == ["institutions", "public_finance"]
    assert [task.section[-2:] for task in found] == [
        ["Lĩnh vực Cải cách thể chế", "Rà soát văn bản"],
        ["Lĩnh vực Cải cách tài chính công", "Giải ngân vốn"],
    ]


def test_organisations_below_each_other_in_a_cell():
    """Names of one kind that stand without a mark between them are two mentions."""
    (task,) = tasks(f"{HEAD}\n1\tĐóng bãi rác\tUBND xã\tSở Xây dựng Sở Tài chính\t\tQuý I/2024\t")
    assert [org.raw for org in task.support] == ["Sở Xây dựng", "Sở Tài chính"]
