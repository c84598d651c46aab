"""Who is told, who supports and who is reported to, in the words of one item."""

from __future__ import annotations

import pytest

from pipeline.extractors.task_frames import Frames
from pipeline.normalise.text import fold
from tests.builders import plain_document


def frames(text, issuer=None):
    """Return the frames of a document that is this text."""
    return Frames(plain_document(text), fold(text), issuer)


def names(orgs):
    """Return the organisations as printed."""
    return [org.raw for org in orgs]


LEADS = [
    ("Giám đốc Sở yêu cầu các phòng chuyên môn thực hiện nghiêm túc", ["các phòng chuyên môn"]),
    ("Giao Thanh tra Sở chủ trì kiểm tra", ["Thanh tra Sở"]),
    ("Đề nghị Giám đốc Sở Y tế chỉ đạo thực hiện; báo cáo UBND tỉnh", ["Giám đốc Sở Y tế"]),
    ("Chỉ đạo, đôn đốc các đơn vị trực thuộc số hóa hồ sơ", ["các đơn vị trực thuộc"]),
    ("Trên cơ sở Kế hoạch của tỉnh, các phòng, đơn vị thuộc Sở tổ chức triển khai", ["các phòng, đơn vị thuộc Sở"]),
    ("Rà soát quy chế. Văn phòng Sở tổng hợp kết quả", ["Văn phòng Sở"]),
    ("Về hạ tầng số: đề nghị Bưu điện tỉnh hỗ trợ các xã", ["Bưu điện tỉnh"]),
    (
        "Chánh Văn phòng, Trưởng các phòng chịu trách nhiệm thi hành Quyết định này",
        ["Chánh Văn phòng", "Trưởng các phòng"],
    ),
    ("Trách nhiệm thi hành Chánh Văn phòng Sở chịu trách nhiệm thi hành", ["Chánh Văn phòng Sở"]),
    ("Nếu có vướng mắc đề nghị các địa phương phản ánh về Sở Nội vụ", ["các địa phương"]),
    ("Số hóa hồ sơ (đơn vị chủ trì: Phòng Tin học)", ["Phòng Tin học"]),
    ("UBND huyện chỉ đạo Phòng Tư pháp rà soát văn bản", ["UBND huyện"]),
    ("Giao Ban Quản lý Khu kinh tế và Sở Y tế thực hiện", ["Ban Quản lý Khu kinh tế", "Sở Y tế"]),
    ("Sở Nội vụ, cơ quan thường trực của Ban Chỉ đạo, tổ chức đối thoại", ["Sở Nội vụ"]),
    ("Riêng UBND thành phố thí điểm trả kết quả tại nhà", ["UBND thành phố"]),
    ("Công an xã Minh Sơn cắm biển cảnh báo", ["Công an xã Minh Sơn"]),
    ("Liên đoàn Lao động tỉnh thương lượng về bữa ăn ca", ["Liên đoàn Lao động tỉnh"]),
    ("Các cấp, các ngành tập trung rà soát", ["Các cấp, các ngành"]),
]


@pytest.mark.parametrize(("text", "lead"), LEADS)
def test_lead(text, lead):
    """The first organisation that is told leads."""
    reader = frames(text)
    assert names(reader.orgs(reader.lead(0, len(text)))) == lead


NOBODY = [
    "Yêu cầu 100% công chức, viên chức sử dụng hộp thư công vụ",
    "Tăng cường trách nhiệm của người đứng đầu các cơ quan",
    "Thực hiện nhiệm vụ được giao cho các phòng",
    "Theo chỉ đạo của UBND tỉnh",
    "Cán bộ, công chức các phòng thực hiện tốt nhiệm vụ",
    "Báo cáo Văn phòng Sở tổng hợp",
    "Sở Nội vụ đã ban hành đầy đủ văn bản",
    "Kiến nghị cơ quan có thẩm quyền sửa đổi quy định",
    "Thực hiện nhiệm vụ do Chính phủ giao các bộ, ngành theo dõi",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_leads(text):
    """Staff at large, objects, past deeds and duties of others give no lead."""
    assert frames(text).lead(0, len(text)) is None


def test_issuer_that_directs_does_not_lead():
    """Where the issuer itself directs, the one directed leads."""
    text = "UBND tỉnh chỉ đạo Sở Y tế tham mưu kế hoạch"
    reader = frames(text, issuer="ubnd tỉnh")
    assert names(reader.orgs(reader.lead(0, len(text)))) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("Chủ trì, phối hợp với Sở Tư pháp, các địa phương xây dựng quy chế", ["Sở Tư pháp", "các địa phương"]),
        ("phối hợp chặt chẽ với Tỉnh để xử lý", ["Tỉnh"]),
        ("Phối hợp Sở Nội vụ tham mưu", ["Sở Nội vụ"]),
        ("Chia sẻ dữ liệu (đơn vị phối hợp: Công an tỉnh)", ["Công an tỉnh"]),
        ("Kết hợp với Sở Tư pháp; liên kết với các trường", []),
        ("Phối hợp và hướng dẫn các phòng", []),
        ("Thực hiện quy chế phối hợp với Công an tỉnh", []),
        ("Phối hợp tổ chức tập huấn cho doanh nghiệp", []),
    ],
)
def test_support(text, support):
    """The complement of `phối hợp (với)` supports; other kinds of working together don't count."""
    assert names(frames(text).support(0, len(text))) == support


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        ("tổng hợp, báo cáo UBND tỉnh trước ngày 15/12", ["UBND tỉnh"]),
        ("báo cáo kết quả thực hiện về Văn phòng Sở", ["Văn phòng Sở"]),
        ("lập danh sách gửi Sở Nội vụ (qua Văn phòng)", ["Sở Nội vụ"]),
        ("xây dựng báo cáo hằng năm", []),
    ],
)
def test_report_to(text, receivers):
    """Whom something is reported or sent to is kept."""
    assert names(frames(text).report_to(0, len(text))) == receivers


@pytest.mark.parametrize(
    ("text", "is_name"), [("Sở Y tế:", True), ("Sở Y tế (cơ quan thường trực)", True), ("Sở Y tế rà soát", False)]
)
def test_heading_of_a_name_only(text, is_name):
    """A heading that is nothing but a name names who must act."""
    assert (frames(text).names_only(0, len(text)) is not None) is is_name


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Giám đốc Sở Y tế cần khắc phục các hạn chế sau:", True),
        ("UBND tỉnh yêu cầu các sở thực hiện các nội dung sau:", True),
        ("Sở Nội vụ xây dựng Kế hoạch với nội dung như sau:", False),
    ],
)
def test_introduction(text, is_told):
    """An introduction tells somebody something only by a verb of ordering or a modal."""
    assert (frames(text).told(0, len(text)) is not None) is is_told


def test_support_keeps_the_role_of_a_bare_noun():
    """`Cơ quan` alone would be anybody: its role tells which one is meant."""
    text = "Phối hợp với cơ quan chủ trì kiểm tra hồ sơ"
    assert names(frames(text).support(0, len(text))) == ["cơ quan chủ trì"]


@pytest.mark.parametrize(
    "text",
    [
        "Nếu có khó khăn, vướng mắc các cơ quan, đơn vị kịp thời phản ánh về Sở Nội vụ",
        "Trong quá trình thực hiện, nếu phát sinh vướng mắc các cơ quan, đơn vị báo cáo Sở Nội vụ",
    ],
)
def test_condition_closes_before_the_agencies(text):
    """The clause `nếu có vướng mắc` needs no comma before who is to report."""
    reader = frames(text)
    assert names(reader.orgs(reader.lead(0, len(text)))) == ["các cơ quan, đơn vị"]


@pytest.mark.parametrize("asked", ["xem xét, quyết định", "tặng Bằng khen", "phê duyệt dự toán"])
def test_who_is_asked_to_decide_is_reported_to(asked):
    """Whom the item asks for a decision is no lead; who is asked to act is."""
    text = f"Tổng hợp, đề nghị Ủy ban nhân dân tỉnh {asked}"
    reader = frames(text)
    assert reader.lead(0, len(text)) is None
    assert names(reader.report_to(0, len(text))) == ["Ủy ban nhân dân tỉnh"]


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("Lấy mẫu giám sát cùng Ban Quản lý chợ", ["Ban Quản lý chợ"]),
        ("Mở lớp tập huấn với sự tham gia của Sở Tư pháp", ["Sở Tư pháp"]),
        ("Văn phòng Sở chủ trì; Phòng Pháp chế, Thanh tra Sở phối hợp.", ["Phòng Pháp chế", "Thanh tra Sở"]),
        ("Diễn tập ứng cứu sự cố - CT: Công an tỉnh; PH: Sở Y tế", ["Sở Y tế"]),
        ("Phối hợp ngành giáo dục rà soát tiền sử tiêm chủng", ["ngành giáo dục"]),
        ("Cùng nhau thi đua hoàn thành nhiệm vụ", []),
        ("Rà soát, phối hợp, báo cáo kết quả", []),
    ],
)
def test_formulas_of_support(text, support):
    """Whoever acts together with the lead supports, by each formula that names an organisation."""
    assert names(frames(text).support(0, len(text))) == support


def test_who_is_asked_opens_a_list():
    """A request that ends in a colon tells who is to act on its items; one that ends otherwise does not."""
    text = "Từ kết quả nêu trên, Sở Nội vụ kính đề nghị UBND tỉnh xem xét các nội dung sau:"
    asked = frames(text).asked(0, len(text))
    assert asked is not None
    assert text[asked.start : asked.end] == "UBND tỉnh"
    closing = "Sở Nội vụ kính trình UBND tỉnh xem xét, quyết định./."
    assert frames(closing).asked(0, len(closing)) is None
