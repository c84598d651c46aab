"""Type, subject and addressees: what stands centred under the two columns."""

from __future__ import annotations

import pytest

from tests.headers import BODY, MOTTO, facts, page, read_header
from tests.page_sketch import DELIVERIES, as_columns, as_docx

LEFT = "UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ*\nSố: 12/ABC-SNV"
RIGHT = f"{MOTTO}\nHà Lâm, ngày 05 tháng 3 năm 2024"

TITLES = [
    ("*QUYẾT ĐỊNH*\n*Về việc ban hành Quy chế làm việc*", "QĐ", "ban hành Quy chế làm việc"),
    ("*QUYẾT ĐỊNH*\n*V/v ban hành Quy chế làm việc*", "QĐ", "ban hành Quy chế làm việc"),
    ("*QUYẾT ĐỊNH*\n*VỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC*", "QĐ", "BAN HÀNH QUY CHẾ LÀM VIỆC"),
    ("QUYẾT ĐỊNH\nBan hành Quy chế làm việc", "QĐ", "Ban hành Quy chế làm việc"),
    (
        "*KẾ HOẠCH*\n*Tuyên truyền cải cách hành chính*\n*trên địa bàn tỉnh Hà Lâm năm 2024*",
        "KH",
        "Tuyên truyền cải cách hành chính trên địa bàn tỉnh Hà Lâm năm 2024",
    ),
    (
        "*KẾ HOẠCH*\n*Nâng cao chất lượng phục vụ*\n*của bộ phận một cửa*\n*và hiệu quả giải quyết*"
        "\n*thủ tục hành chính*\n*năm 2024*",
        "KH",
        "Nâng cao chất lượng phục vụ của bộ phận một cửa và hiệu quả giải quyết thủ tục hành chính năm 2024",
    ),
    ("*KẾ HOẠCH*\n*Tuyên truyền cải cách*\n*Năm 2024*", "KH", "Tuyên truyền cải cách Năm 2024"),
    ("KẾ HOẠCH\nTUYÊN TRUYỀN CẢI CÁCH\nHÀNH CHÍNH NĂM 2024", "KH", "TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2024"),
    ("*KẾ HOẠCH TUYÊN TRUYỀN CẢI CÁCH NĂM 2024*", "KH", "TUYÊN TRUYỀN CẢI CÁCH NĂM 2024"),
    ("*KẾ HOẠCH*\n*Thực hiện Nghị quyết số 12-NQ/TU*", "KH", "Thực hiện Nghị quyết số 12-NQ/TU"),
    ("*KẾ HOẠCH*\n*Triển khai chiến dịch mùa hè*", "KH", "Triển khai chiến dịch mùa hè"),
    ("*KẾ HOẠCH*\n*Phát động thi đua (Đợt 2)*", "KH", "Phát động thi đua (Đợt 2)"),
    ("*K Ế  H O Ạ C H*\n*Tuyên truyền cải cách hành chính*", "KH", "Tuyên truyền cải cách hành chính"),
    ("*Q U Y Ế T Đ Ị N H*\n*Về việc khen thưởng*", "QĐ", "khen thưởng"),
    ("*BÁO CÁO*\n*Kết quả thực hiện nhiệm vụ quý I*", "BC", "Kết quả thực hiện nhiệm vụ quý I"),
    ("*THÔNG BÁO*\n*Kết luận của Giám đốc Sở*", "TB", "Kết luận của Giám đốc Sở"),
    ("*THÔNG BÁO KẾT LUẬN*\n*Của Giám đốc Sở tại cuộc họp*", "TB", "Của Giám đốc Sở tại cuộc họp"),
    ("*CHƯƠNG TRÌNH HÀNH ĐỘNG*\n*Thực hiện Nghị quyết mới*", "CTr", "Thực hiện Nghị quyết mới"),
    ("*KẾ HOẠCH HÀNH ĐỘNG*\n*Về bình đẳng giới*", "KH", "Về bình đẳng giới"),
    ("*KẾ HOẠCH PHỐI HỢP*\n*Về tuyên truyền*", "KH", "Về tuyên truyền"),
    ("*KẾ HOẠCH LIÊN NGÀNH*\n*Về tuyên truyền*", "KH", "Về tuyên truyền"),
    ("*QUY CHẾ PHỐI HỢP*\n*Giữa Sở Nội vụ và Sở Tư pháp*", "QC", "Giữa Sở Nội vụ và Sở Tư pháp"),
    ("*HƯỚNG DẪN LIÊN NGÀNH*\n*Về thu học phí*", "HD", "Về thu học phí"),
    ("*CHỈ THỊ*\n*Về tăng cường kỷ luật, kỷ cương*", "CT", "Về tăng cường kỷ luật, kỷ cương"),
    ("*NGHỊ QUYẾT*\n*Về nhiệm vụ năm 2024*", "NQ", "Về nhiệm vụ năm 2024"),
    ("*ĐỀ ÁN*\n*Nâng cao chất lượng cán bộ*", "ĐA", "Nâng cao chất lượng cán bộ"),
    ("*GIẤY MỜI*\n*Dự họp giao ban tháng 3*", "GM", "Dự họp giao ban tháng 3"),
    ("*PHƯƠNG ÁN*\n*Bố trí trụ sở làm việc*", "PA", "Bố trí trụ sở làm việc"),
    ("*BIÊN BẢN*\n*Họp xét thi đua*", "BB", "Họp xét thi đua"),
    ("*TỜ TRÌNH*\n*Về việc ban hành Đề án*", "TTr", "ban hành Đề án"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("title", "code", "subject"), TITLES)
def test_title_and_subject(title: str, code: str, subject: str, delivery: str) -> None:
    """The title in capitals tells the type; what stands under or after it, up to the body, is the subject."""
    found = facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, title))))
    assert (found["type"], found.get("subject")) == (code, subject)
    assert "addressees" not in found


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(
    "enacting", ["GIÁM ĐỐC SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN TỈNH HÀ LÂM", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"]
)
def test_enacting_line_is_no_subject(enacting: str, delivery: str) -> None:
    """The body that decides, in capitals between subject and legal bases, ends the subject."""
    title = f"*QUYẾT ĐỊNH*\n*Về việc khen thưởng*\n\n*{enacting}*"
    found = facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, title))))
    assert (found["type"], found["subject"], found["issuer"]) == ("QĐ", "khen thưởng", "SỞ NỘI VỤ")


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_title_without_subject(delivery: str) -> None:
    """A decision that goes straight on to who decides has no subject."""
    found = facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, "*QUYẾT ĐỊNH*\n\n*GIÁM ĐỐC SỞ NỘI VỤ*"))))
    assert found["type"] == "QĐ"
    assert "subject" not in found


DISPATCHES = [
    ("V/v tuyên truyền cải cách hành chính", "tuyên truyền cải cách hành chính"),
    ("V/v tuyên truyền cải cách\nhành chính năm 2024", "tuyên truyền cải cách hành chính năm 2024"),
    (
        "V/v tiếp tục chỉ đạo sau kiểm tra\ncông tác CCHC năm 2024 đối với\nSở Lao động - Thương binh và\nXã hội",
        "tiếp tục chỉ đạo sau kiểm tra công tác CCHC năm 2024 đối với Sở Lao động - Thương binh và Xã hội",
    ),
    ("Về việc tuyên truyền cải cách", "tuyên truyền cải cách"),
    ("V/v: tuyên truyền cải cách", "tuyên truyền cải cách"),
    ("v/v tuyên truyền cải cách", "tuyên truyền cải cách"),
    ("V/v thực hiện Nghị quyết số\n12/NQ-CP của Chính phủ", "thực hiện Nghị quyết số 12/NQ-CP của Chính phủ"),
    ("*V/v tuyên truyền cải cách*", "tuyên truyền cải cách"),
    ("“V/v tuyên truyền\ncải cách”", "tuyên truyền cải cách"),
    ("(V/v tuyên truyền cải cách)", "tuyên truyền cải cách"),
    ("V/v tuyên truyền “Năm dân vận”", "tuyên truyền “Năm dân vận”"),
    ("V/v tuyên truyền cải cách (lần 2)", "tuyên truyền cải cách (lần 2)"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("lines", "subject"), DISPATCHES)
def test_dispatch(lines: str, subject: str, delivery: str) -> None:
    """A document with `V/v` under its number and addressees is a dispatch."""
    sketch = page(f"{LEFT}\n{lines}", RIGHT, "Kính gửi: Các phòng, đơn vị thuộc Sở.")
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert (found["type"], found["subject"]) == ("CV", subject)
    assert found["addressees"] == ["Các phòng, đơn vị thuộc Sở"]
    assert (found["date"], found["issuer"]) == ("2024-03-05", "SỞ NỘI VỤ")


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_dispatch_without_subject(delivery: str) -> None:
    """A letter with addressees and no title is a dispatch, its subject unknown."""
    found = facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, "Kính gửi: Sở Tài chính"))))
    assert (found["type"], found["addressees"]) == ("CV", ["Sở Tài chính"])
    assert "subject" not in found


def test_subject_after_addressees() -> None:
    """`V/v` may stand under the addressees."""
    found = facts(read_header(as_docx(page(LEFT, RIGHT, "Kính gửi: Sở Tài chính\nV/v bố trí kinh phí"))))
    assert (found["type"], found["subject"]) == ("CV", "bố trí kinh phí")
    assert found["addressees"] == ["Sở Tài chính"]


ADDRESSEES = [
    ("Kính gửi: Bộ Nội vụ", ["Bộ Nội vụ"]),
    ("Kính gửi:\n- Sở Tài chính;\n- Sở Tư pháp.", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Kính gửi:\n+ Sở Tài chính;\n+ Sở Tư pháp.", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Kính gửi:\n- Sở Tài chính\n- Sở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Kính gửi:\nSở Tài chính;\nSở Tư pháp.", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Kính gửi: - Sở Tài chính;\n- Sở Tư pháp.", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Kính gửi: Sở Tài chính; Sở Tư pháp; Công an tỉnh.", ["Sở Tài chính", "Sở Tư pháp", "Công an tỉnh"]),
    (
        "Kính gửi:\n- Các sở, ban, ngành;\n- Ủy ban nhân dân các huyện,\nthành phố.",
        ["Các sở, ban, ngành", "Ủy ban nhân dân các huyện, thành phố"],
    ),
    ("Kính gửi: Ủy ban nhân dân các huyện,\nthành phố", ["Ủy ban nhân dân các huyện, thành phố"]),
    ("KÍNH GỬI: Sở Tài chính", ["Sở Tài chính"]),
    ("Kính gởi: Sở Tài chính", ["Sở Tài chính"]),
    ("Kính gửi : Sở Tài chính", ["Sở Tài chính"]),
    ("Kính gửi Sở Tài chính", ["Sở Tài chính"]),
    ("Kính gửi: Sở Tài chính\nĐồng kính gửi: Sở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Kính gửi: Ông Nguyễn Văn Giả, thôn 3, xã Đông Sơn", ["Ông Nguyễn Văn Giả, thôn 3, xã Đông Sơn"]),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("lines", "expected"), ADDRESSEES)
def test_addressees(lines: str, expected: list[str], delivery: str) -> None:
    """Each addressee is one item without bullet and end mark, wrapped lines joined; the body is none."""
    found = facts(read_header(DELIVERIES[delivery](page(f"{LEFT}\nV/v góp ý dự thảo", RIGHT, lines))))
    assert found["addressees"] == expected
    assert found["subject"] == "góp ý dự thảo"


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("code", ["TỜ TRÌNH", "BÁO CÁO"])
def test_title_and_addressees(code: str, delivery: str) -> None:
    """A submission or report keeps its type and subject where addressees follow."""
    sketch = page(LEFT, RIGHT, f"*{code}*\n*Về việc phân bổ kinh phí*\n\nKính gửi: Ủy ban nhân dân tỉnh")
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert found["type"] in ("TTr", "BC")
    assert (found["subject"], found["addressees"]) == ("phân bổ kinh phí", ["Ủy ban nhân dân tỉnh"])


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("sender", ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:", "THỦ TƯỚNG CHÍNH PHỦ điện:"])
def test_wire(sender: str, delivery: str) -> None:
    """In a wire the list under `X điện:` is the addressees."""
    middle = f"*CÔNG ĐIỆN*\n*Về ứng phó mưa lũ*\n\n{sender}\n- Giám đốc các sở, ngành;\n- Chủ tịch UBND các xã."
    found = facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, middle))))
    assert (found["type"], found["subject"]) == ("CĐ", "Về ứng phó mưa lũ")
    assert found["addressees"] == ["Giám đốc các sở, ngành", "Chủ tịch UBND các xã"]


@pytest.mark.parametrize(
    "sketch",
    [
        "ĐƠN XIN NGHỈ PHÉP\n\nHọ và tên: ................\n\nLý do: ................",
        "Cải cách hành chính ở cơ sở\n\nNhiều địa phương đã đổi mới cách làm việc của bộ phận một cửa.",
        "- Sở Nội vụ\n- Sở Tài chính\n- Sở Tư pháp",
        "ĐỀ CƯƠNG\nBáo cáo kết quả công tác\n\n1. Tình hình chung\n2. Kết quả",
    ],
)
def test_no_header(sketch: str) -> None:
    """A form, an article, a list and an outline have no header, and nothing is invented for them."""
    found = facts(read_header(as_columns(sketch)))
    assert not {"type", "number", "date", "issuer", "signer", "subject"} & set(found)


def test_letter_without_number() -> None:
    """A letter with nothing but an addressee has no number, date or issuer."""
    found = facts(read_header(as_columns(f"Kính gửi: Sở Nội vụ\n\n{BODY}")))
    assert found["addressees"] == ["Sở Nội vụ"]
    assert not {"number", "date", "issuer", "subject"} & set(found)


def test_form_is_no_dispatch() -> None:
    """A form with a title of its own and `Kính gửi` is no dispatch."""
    sketch = f"{MOTTO}\n\nĐƠN ĐỀ NGHỊ\nCấp lại giấy phép\n\nKính gửi: Sở Nội vụ\n\nTôi tên là: ............"
    assert not {"type", "number", "signer", "issuer"} & set(facts(read_header(as_columns(sketch))))


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_law(delivery: str) -> None:
    """The number of a law names its type before the label."""
    right = f"{MOTTO}\nHà Nội, ngày 05 tháng 3 năm 2024"
    found = facts(
        read_header(
            DELIVERIES[delivery](page("*QUỐC HỘI*\nNghị quyết số: 51/2024/QH15", right, "*NGHỊ QUYẾT*\n*Về chất vấn*"))
        )
    )
    assert (found["number"], found["type"], found["issuer"]) == ("51/2024/QH15", "NQ", "QUỐC HỘI")
