"""Tasks of items and paragraphs, by section, words and level."""

from __future__ import annotations

import pytest

from pipeline.extractors.task_actions import opens_action
from pipeline.extractors.task_frames import rule
from pipeline.normalise.lexicon import load_lexicon
from tests.extractors.outlined import read_tasks


def texts(body, kind="KẾ HOẠCH"):
    """Return the tasks' texts."""
    return [task.text for task in read_tasks(body, kind).tasks]


def leads(body, kind="KẾ HOẠCH"):
    """Return the tasks' leads as printed, each with whether it is inferred."""
    return [[(org.raw, org.inferred) for org in task.lead] for task in read_tasks(body, kind).tasks]


def test_finest_item_is_the_task():
    """Headings and items that announce sub-items are no tasks; their items are."""
    body = """
I. NHIỆM VỤ
1. Cải cách thể chế
- Rà soát văn bản hết hiệu lực.
- Tổ chức kiểm tra công vụ, cụ thể:
+ Kiểm tra việc tiếp công dân.
+ Kiểm tra hồ sơ trễ hạn."""
    assert texts(body) == [
        "Rà soát văn bản hết hiệu lực.",
        "Kiểm tra việc tiếp công dân.",
        "Kiểm tra hồ sơ trễ hạn.",
    ]


@pytest.mark.parametrize("heading", ["MỤC ĐÍCH", "MỤC TIÊU CỤ THỂ", "YÊU CẦU", "KẾT QUẢ ĐẠT ĐƯỢC", "CĂN CỨ PHÁP LÝ"])
def test_sections_without_tasks(heading):
    """Aims, requirements, results and legal bases hold no tasks, but for an order to somebody by name."""
    body = f"""
I. {heading}
- Nâng cao chất lượng phục vụ người dân.
Đề nghị các phòng chuyên môn nâng cao trách nhiệm.
II. NHIỆM VỤ
- Công khai thủ tục hành chính."""
    assert texts(body) == ["Đề nghị các phòng chuyên môn nâng cao trách nhiệm.", "Công khai thủ tục hành chính."]


@pytest.mark.parametrize(
    "item",
    [
        "100% hồ sơ được giải quyết đúng hạn.",
        "Tối thiểu 85% hồ sơ nộp trực tuyến.",
        "Mức độ hài lòng của người dân đạt 90%.",
        "Kinh phí thực hiện từ nguồn chi thường xuyên.",
        "Ngân sách tỉnh bảo đảm kinh phí.",
        "Văn bản được gửi qua trục liên thông.",
    ],
)
def test_items_that_order_nothing(item):
    """Quantities, sources of money and noun phrases are no tasks."""
    assert texts(f"I. NHIỆM VỤ\n- {item}\n- Duy trì chuyên mục.") == ["Duy trì chuyên mục."]


@pytest.mark.parametrize(
    "item",
    [
        "Phấn đấu 90% hồ sơ được số hóa.",
        "Năm 2024, số hóa toàn bộ sổ hộ tịch.",
        "Hằng năm, sửa đổi quy chế chi tiêu nội bộ.",
        "Căn cứ chức năng, nhiệm vụ, chủ động xây dựng chương trình công tác.",
        "Đổi mới tuyên truyền: Mỗi tháng một tin, bài.",
        "Khích lệ sáng kiến của các tập thể trong toàn ngành.",
    ],
)
def test_items_that_order(item):
    """An action after a time phrase, a circumstance or a label is a task, and so is one of a rare verb."""
    assert texts(f"I. NHIỆM VỤ\n- {item}") == [item]


def test_lead_of_a_heading():
    """A heading that names who must act gives the lead to items that name nobody."""
    body = """
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở có trách nhiệm:
- Tổng hợp kết quả.
- Thanh tra Sở kiểm tra việc thực hiện.
2. Các phòng, đơn vị trực thuộc Sở:
- Báo cáo định kỳ."""
    assert leads(body) == [
        [("Văn phòng Sở", True)],
        [("Thanh tra Sở", False)],
        [("Các phòng, đơn vị trực thuộc Sở", True)],
    ]


def test_lead_of_an_introduction():
    """A sentence that introduces the list gives the lead; the issuer's own head is not it."""
    body = """
Để cải thiện chỉ số, Giám đốc Sở yêu cầu các phòng chuyên môn thực hiện các nội dung sau:
1. Rà soát thông báo phân công nhiệm vụ.
2. Giao Văn phòng Sở theo dõi, đôn đốc.
Nhận được Công văn này, yêu cầu các phòng chuyên môn triển khai thực hiện./."""
    assert leads(body, "CÔNG VĂN") == [
        [("các phòng chuyên môn", True)],
        [("Văn phòng Sở", False)],
        [("các phòng chuyên môn", False)],
    ]


def test_preamble_and_formulas():
    """What is said before the first item, and the closing formulas, are no tasks; an order beside them is."""
    body = """
Thực hiện Quyết định số 10/QĐ-UBND ngày 02/01/2024, Sở Nội vụ xây dựng Kế hoạch như sau:
I. NHIỆM VỤ
1. Công khai thủ tục hành chính.
Trên đây là Kế hoạch của Sở. Yêu cầu các phòng chuyên môn triển khai thực hiện./."""
    assert texts(body)[1:] == ["Trên đây là Kế hoạch của Sở. Yêu cầu các phòng chuyên môn triển khai thực hiện./."]
    assert texts(body.replace(" Yêu cầu các phòng chuyên môn triển khai thực hiện", "")) == [
        "Công khai thủ tục hành chính."
    ]


def test_numbered_parts_of_a_sentence():
    """Parts numbered inside a sentence are tasks with the lead of its opening, where they are orders."""
    body = """
I. NHIỆM VỤ
1. Giao Văn phòng Sở: (1) rà soát quy trình nội bộ; (2) công khai kết quả.
2. Công khai các loại: (1) phí; (2) lệ phí."""
    tasks = read_tasks(body).tasks
    assert [task.text for task in tasks] == [
        "rà soát quy trình nội bộ;",
        "công khai kết quả.",
        "Công khai các loại: (1) phí; (2) lệ phí.",
    ]
    assert [[org.raw for org in task.lead] for task in tasks] == [["Văn phòng Sở"], ["Văn phòng Sở"], []]


def test_order_before_numbered_parts():
    """Words before the parts that are an order of their own are a task too."""
    body = "I. NHIỆM VỤ\n1. Các phòng xây dựng kế hoạch; (i) rà soát hồ sơ; (ii) báo cáo kết quả."
    assert texts(body) == ["Các phòng xây dựng kế hoạch;", "rà soát hồ sơ;", "báo cáo kết quả."]
    assert leads(body) == [[("Các phòng", False)]] * 3


def test_section_of_a_closing_paragraph():
    """The item before it is not the section of a paragraph that closes the document."""
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Thanh tra Sở kiểm tra.\nYêu cầu các phòng thực hiện nghiêm túc./."
    assert [task.section for task in read_tasks(body).tasks] == [["TỔ CHỨC THỰC HIỆN"]] * 2


def test_second_paragraph():
    """A paragraph under an item is part of it, unless it opens an order of its own."""
    body = """
I. NHIỆM VỤ
1. Tổ chức hội thi tìm hiểu cải cách hành chính trong toàn ngành.
Hội thi có hai vòng, mỗi đội ba người.
2. Công khai thủ tục.
Hoàn thành việc niêm yết trong tháng 3 năm 2024."""
    tasks = read_tasks(body).tasks
    assert [task.text for task in tasks] == [
        "Tổ chức hội thi tìm hiểu cải cách hành chính trong toàn ngành. Hội thi có hai vòng, mỗi đội ba người.",
        "Công khai thủ tục.",
        "Hoàn thành việc niêm yết trong tháng 3 năm 2024.",
    ]
    assert [task.origin for task in tasks] == ["list", "list", "paragraph"]
    assert len(tasks[0].evidence) == 2


def test_attribute_lines():
    """Attribute lines give the item before them its lead, support, product and deadline."""
    body = """
I. NHIỆM VỤ
1. Xây dựng phần mềm đánh giá công chức
- Đơn vị chủ trì: Phòng Công chức, viên chức.
- Đơn vị phối hợp: Văn phòng Sở, Thanh tra Sở.
- Thời gian hoàn thành: Quý III/2024.
- Sản phẩm: Phần mềm được nghiệm thu.
2. Công khai thủ tục."""
    task, other = read_tasks(body).tasks
    assert [org.raw for org in task.lead] == ["Phòng Công chức, viên chức"]
    assert [org.raw for org in task.support] == ["Văn phòng Sở", "Thanh tra Sở"]
    assert task.product is not None
    assert task.product.raw == "Phần mềm được nghiệm thu"
    assert [deadline.value for deadline in task.deadlines] == ["2024-Q3"]
    assert not other.lead
    assert not other.deadlines


def test_results_in_a_list():
    """A list whose introduction tells what was done holds no tasks."""
    body = """
Năm qua, các đơn vị còn một số tồn tại, hạn chế:
- Xử lý hồ sơ chậm tại ba phòng.
1. Yêu cầu các phòng khắc phục ngay."""
    assert texts(body, "CÔNG VĂN") == ["Yêu cầu các phòng khắc phục ngay."]


def test_articles_of_a_decision():
    """The article that says who carries a decision out is a task; those that enact and set effect are not."""
    body = """
Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Sở.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng Sở, Trưởng các phòng chịu trách nhiệm thi hành Quyết định này./."""
    assert leads(body, "QUYẾT ĐỊNH") == [[("Chánh Văn phòng Sở", False), ("Trưởng các phòng", False)]]


def test_area_and_section():
    """The nearest heading that names an area gives it; the path runs from the root to the item's heading."""
    body = """
I. NHIỆM VỤ
1. Cải cách tài chính công
1.1. Quản lý tài sản
- Công khai dự toán.
II. TỔ CHỨC THỰC HIỆN
- Tổng hợp kết quả cải cách tài chính công."""
    first, second = read_tasks(body).tasks
    assert (first.area, second.area) == ("public_finance", None)
    assert first.section == ["NHIỆM VỤ", "Cải cách tài chính công", "Quản lý tài sản"]


def test_heading_and_first_item_on_one_line():
    """An item that the source printed on the line of its heading is a task beside its siblings."""
    body = """
I. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ - Làm đầu mối theo dõi.
- Tổng hợp kết quả."""
    assert texts(body) == ["Làm đầu mối theo dõi.", "Tổng hợp kết quả."]
    assert leads(body) == [[("Sở Khoa học và Công nghệ", True)]] * 2


def test_deadline_and_receiver():
    """Deadline and receiver of an item are its own, and grounded."""
    record = read_tasks("I. NHIỆM VỤ\n- Báo cáo kết quả về Văn phòng Sở trước ngày 15/6/2024.")
    (task,) = record.tasks
    assert [(deadline.value, deadline.due) for deadline in task.deadlines] == [("2024-06-15", "2024-06-14")]
    assert [org.raw for org in task.report_to] == ["Văn phòng Sở"]
    assert all(record.text[span.start : span.end] == span.quote for span in task.evidence)


def test_area_by_theme():
    """In a plan of administrative reform a heading names its area by theme; elsewhere only by name."""
    body = "I. NHIỆM VỤ\n1. Nâng cao chất lượng thể chế\n- Rà soát văn bản hết hiệu lực."
    assert [task.area for task in read_tasks(body).tasks] == ["institutions"]
    assert [task.area for task in read_tasks(body, "QUYẾT ĐỊNH").tasks] in ([], [None])


@pytest.mark.parametrize(
    "item",
    [
        "Chuyển đổi số là động lực quan trọng để phát triển.",
        "Các thông số về môi trường được quan trắc định kỳ.",
        "Doanh nghiệp công nghệ là lực lượng tiên phong.",
    ],
)
def test_statements_are_no_tasks(item):
    """What only says how things are orders nothing."""
    assert texts(f"I. NHIỆM VỤ\n- {item}") == []


def test_no_word_list_swallows_a_longer_verb():
    """Every verb opens an action, also one that begins with a noun (`số hoá`) or a preposition (`theo dõi`)."""
    for verb in load_lexicon("task_words.csv", "verb", "opener").words:
        assert opens_action(f"{verb} toàn bộ phần còn lại", 0, len(verb) + 10), verb
        circumstance = rule("circumstance").match(f"{verb} toàn")
        assert circumstance is None or circumstance.end() >= len(verb), verb


def test_praise_is_no_task_but_to_praise_is():
    """Who concludes a meeting praises; a plan tells somebody to honour the best."""
    body = """
I. NHIỆM VỤ
- Ghi nhận, biểu dương sự nỗ lực của các phòng.
- Đánh giá cao các đơn vị đã về đích sớm.
- Biểu dương, khen thưởng kịp thời các cá nhân tiêu biểu.
- Văn phòng Sở trả lời kiến nghị của người dân."""
    assert texts(body) == [
        "Biểu dương, khen thưởng kịp thời các cá nhân tiêu biểu.",
        "Văn phòng Sở trả lời kiến nghị của người dân.",
    ]


@pytest.mark.parametrize(
    "last",
    ["các tổ chức, cá nhân liên quan", "các tổ chức và cá nhân có liên quan", "tổ chức chính trị - xã hội tỉnh"],
)
@pytest.mark.parametrize("joint", ["; ", ", "])
def test_article_on_who_carries_out_ends_in_organisations_at_large(last, joint):
    """`Tổ chức` behind a list of offices is a noun, so that the order behind it is found."""
    article = f"Chánh Văn phòng Sở; Giám đốc Trung tâm Tin học{joint}{last} chịu trách nhiệm thi hành Quyết định này."
    found = leads(f"Điều 1. Ban hành kèm theo Quyết định này Quy chế.\nĐiều 2. {article}", "QUYẾT ĐỊNH")
    assert [name for name, _ in found[0]] == ["Chánh Văn phòng Sở", "Giám đốc Trung tâm Tin học", last]


@pytest.mark.parametrize(
    "opening",
    [
        "Báo cáo kết quả thực hiện về Sở Nội vụ",
        "Đánh giá kết quả đạt được, cụ thể:",
        "Các phòng báo cáo kết quả thực hiện trước ngày 15/6/2024",
        "Định kỳ đánh giá kết quả thực hiện nhiệm vụ",
    ],
)
def test_an_order_to_report_results_is_no_section_of_results(opening):
    """What stands below an item that orders a report or an assessment is not told as done."""
    assert texts(f"I. TỔ CHỨC THỰC HIỆN\n1. {opening}\n- Tổng hợp số liệu.") == ["Tổng hợp số liệu."]


def test_a_heading_on_assessment_opens_a_section_of_results():
    """A heading of its own that names results or their assessment still tells what was done."""
    for heading in ("Đánh giá kết quả thực hiện năm 2023", "Kết quả đạt được", "Tình hình triển khai thực hiện"):
        assert texts(f"I. {heading}\n- Ban hành 12 kế hoạch.") == []


def test_organisation_of_a_heading_leads_what_it_directs():
    """Under an agency's heading, whom it is to direct does not lead; under a sentence or the issuer, it does."""
    orders = "- Chỉ đạo các phòng khám công khai giá.\n- Yêu cầu các trạm y tế lập danh sách."
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n{orders}") == [[("Sở Y tế", True)]] * 2
    own = [[("các phòng khám", False)], [("các trạm y tế", False)]]
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n{orders}") == own
    assert leads(f"Đề nghị Giám đốc Sở Y tế thực hiện các nội dung sau:\n{orders}", "CÔNG VĂN") == own
    assert leads(f"1. Giao Sở Y tế:\n{orders}", "CÔNG VĂN") == own


@pytest.mark.parametrize(
    "heading", ["Tập thể đạt các tiêu chuẩn sau:", "Điều kiện xét tặng", "Cá nhân đáp ứng các điều kiện sau:"]
)
def test_award_criteria_are_no_tasks(heading):
    """What somebody must have done to be honoured is told to nobody."""
    assert texts(f"I. NỘI DUNG\n1. {heading}\n- Thực hiện tốt quy chế dân chủ.\n- Chấp hành nội quy.") == []


def test_attribute_line_names_lead_and_support():
    """`Cơ quan thực hiện: X chủ trì, phối hợp với Y` gives both."""
    body = "I. NHIỆM VỤ\n1. Kiểm tra công vụ.\nCơ quan thực hiện: Sở Y tế chủ trì, phối hợp với Sở Tài chính."
    [task] = read_tasks(body).tasks
    assert ([org.raw for org in task.lead], [org.raw for org in task.support]) == (["Sở Y tế"], ["Sở Tài chính"])


def test_attribute_line_without_a_colon():
    """A time that stands below a heading item without a colon is the item's deadline."""
    [task] = read_tasks("I. NHIỆM VỤ\n1. Tổ chức tập huấn\nThời gian hoàn thành trước ngày 15/8/2024.").tasks
    assert task.text == "Tổ chức tập huấn"
    assert [str(deadline.due) for deadline in task.deadlines] == ["2024-08-14"]


def test_numbered_section_is_no_attribute_of_the_item_before():
    """`2. Thời gian tổ chức` is about the whole, not about the last item of section 1."""
    body = (
        "I. HỘI THI\n1. Nhiệm vụ chuẩn bị\na) Xây dựng đề thi.\nb) Mời giám khảo.\n2. Thời gian tổ chức: Tháng 9/2024."
    )
    assert [task.deadlines for task in read_tasks(body).tasks] == [[], []]


def test_sub_items_that_are_objects_belong_to_their_order():
    """`…, bao gồm:` over nouns is one task; over orders it is their heading, as is a sentence over orders."""
    body = """
I. NHIỆM VỤ
1. Hoàn thiện cơ sở dữ liệu dùng chung, bao gồm:
- Dữ liệu hộ tịch;
- Dữ liệu đất đai.
2. Tập trung tuyên truyền cải cách hành chính trên địa bàn toàn tỉnh.
- Xây dựng chuyên mục.
- Phát hành tờ rơi."""
    assert texts(body) == [
        "Hoàn thiện cơ sở dữ liệu dùng chung, bao gồm: Dữ liệu hộ tịch; Dữ liệu đất đai.",
        "Xây dựng chuyên mục.",
        "Phát hành tờ rơi.",
    ]


def test_submission_asks_for_its_list():
    """What a submission asks for, item by item, are tasks of whoever is asked."""
    body = """
1. Đề xuất
Sở Nội vụ kính đề nghị UBND tỉnh:
a) Ban hành Quyết định công bố kết quả trước ngày 31/3/2024.
b) Bổ sung kinh phí điều tra xã hội học."""
    assert leads(body, "QUYẾT ĐỊNH") == [[("UBND tỉnh", True)], [("UBND tỉnh", True)]]


def test_attributes_on_one_line():
    """A line of several attributes gives each of them to the item above."""
    (task,) = read_tasks(
        """
I. GIẢI PHÁP
1. Thi tuyển 01 chức danh lãnh đạo cấp sở.
Chủ trì: Phòng Tổ chức. Phối hợp: Thanh tra Sở. Thời gian: 15/11/2024. Sản phẩm: Quyết định. Kinh phí: 85 triệu đồng."""
    ).tasks
    assert [org.raw for org in task.lead + task.support] == ["Phòng Tổ chức", "Thanh tra Sở"]
    assert [deadline.value for deadline in task.deadlines] == ["2024-11-15"]
    assert task.product is not None
    assert task.funding is not None
    assert (task.product.raw, task.funding.raw) == ("Quyết định", "85 triệu đồng")


def test_paragraphs_of_a_directive_section_without_items():
    """Headings alone may number a document: the paragraphs under one that directs are orders."""
    body = """
I. NHIỆM VỤ, GIẢI PHÁP
1. Công tác chỉ đạo
Văn phòng Sở lập bảng theo dõi tiến độ hằng tuần.
Thanh tra Sở kiểm tra việc chấp hành kỷ luật."""
    assert [lead for ((lead, _),) in leads(body)] == ["Văn phòng Sở", "Thanh tra Sở"]


@pytest.mark.parametrize(
    "item",
    [
        "Còn 04 văn bản trái pháp luật chậm xử lý ở cấp huyện.",
        "Mới hoàn thành 61/68 nhiệm vụ trong kế hoạch năm.",
        "Toàn tỉnh hiện có 112 đơn vị sự nghiệp chưa tự chủ.",
        "Chưa xem xét việc bổ sung biên chế cho bệnh viện.",
    ],
)
def test_items_that_tell_how_things_are(item):
    """An item that tells a state is no order, even under a heading that names who acts."""
    assert texts(f"I. NHIỆM VỤ\n1. Văn phòng Sở\na) {item}\nb) Rà soát quy chế làm việc.") == [
        "Rà soát quy chế làm việc."
    ]
