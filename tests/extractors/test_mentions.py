"""Mentions of organisations: where they begin and end in prose, and what becomes of them."""

from __future__ import annotations

import pytest

from pipeline.extractors.mentions import build_mentions, find_mention_end
from pipeline.normalise.text import fold
from tests.builders import plain_document

ENDS = [
    ("Văn phòng Sở ", "phối hợp kiểm tra"),
    ("phòng Lao động – Việc làm và Giáo dục nghề nghiệp ", "chủ động triển khai"),
    ("các đơn vị ", "được giao nhiệm vụ nâng cao trách nhiệm"),
    ("các đơn vị trực thuộc Sở ", "xây dựng kế hoạch"),
    ("các ngành có liên quan ", "cung cấp số liệu"),
    ("các sở, ban, ngành, UBND các xã, phường và tổ chức liên quan ", "thực hiện"),
    ("Sở Kế hoạch và Đầu tư ", "đầu tư thiết bị"),
    ("Chi cục Quản lý chất lượng nông lâm sản và thủy sản ", "công khai kết quả"),
    ("Phòng Quản lý chất lượng công trình giao thông ", "hướng dẫn nhà thầu"),
    ("các Tập đoàn: Điện lực Việt Nam, Dầu khí Việt Nam ", "tổ chức triển khai"),
    ("Chánh Văn phòng Sở; Trưởng các phòng ", "chịu trách nhiệm thi hành"),
    ("các tỉnh, thành phố ", "Khẩn trương rà soát"),
    ("Sở Tài chính", ": Bố trí kinh phí"),
    ("các doanh nghiệp ", "tham gia chương trình"),
    ("UBND xã Minh Sơn ", "ở phía giáp ranh"),
    ("Công an phường Đông Hải ", "bấm giờ đổi gác"),
    ("Thuế cơ sở 5 ", "hậu kiểm hóa đơn"),
    ("Hội đồng Nghĩa vụ quân sự xã ", "sơ tuyển sức khỏe"),
    ("Sở Thông tin và Truyền thông ", "cấp tài khoản cho công chức"),
    ("Trung tâm Khuyến công và Tư vấn phát triển công nghiệp ", "trực tiếp phụ trách"),
    ("các đảng ủy, chi ủy cơ sở trực thuộc ", "đưa chỉ số vào nghị quyết"),
    ("UBND các xã vùng cao ", "rà soát"),
    ("Công ty Điện lực (chi nhánh tỉnh), Sở Y tế ", "kiểm tra"),
    ("Trung tâm Tin học (thuộc Sở Y tế); các phòng ", "rà soát"),
    ("Sở Y tế ", "(để tổng hợp), báo cáo kết quả"),
    ("Các cơ sở giáo dục ", "tổ chức tuyên truyền"),
    ("Các doanh nghiệp hoạt động trong lĩnh vực vận tải ", "chấp hành quy định"),
]


@pytest.mark.parametrize(("mention", "rest"), ENDS)
def test_mention_ends_before_the_verb(mention, rest):
    """A mention ends before the verb or relative clause, not at a verb inside a name."""
    text = mention + rest
    assert find_mention_end(text, fold(text), 0, len(text)) == len(mention.rstrip())


@pytest.mark.parametrize(
    "text",
    [
        "cán bộ, công chức tích cực học tập",
        "các mô hình hiệu quả được nhân rộng",
        "tổ chức hội nghị",
        "thanh tra, kiểm tra công vụ",
        "ban hành kế hoạch",
        "các cấp có thẩm quyền xem xét",
        "kết quả thực hiện",
    ],
)
def test_no_organisation(text):
    """Staff at large, actions and other nouns are no mention."""
    assert find_mention_end(text, fold(text), 0, len(text)) is None


def test_mentions_are_grounded_and_counted_once():
    """Each organisation of a range is there once, with its own words as evidence."""
    document = plain_document("Giao: Sở Y tế, UBND các huyện, thị xã; Sở Y tế")
    orgs = build_mentions(document, 6, len(document.text))
    assert [org.raw for org in orgs] == ["Sở Y tế", "UBND các huyện, thị xã"]
    assert [org.evidence[0].quote for org in orgs] == ["Sở Y tế", "UBND các huyện, thị xã"]
    assert [org.kind for org in orgs] == ["department", "collective"]


def test_members_are_organisations():
    """The members of an enumeration have evidence of their own."""
    document = plain_document("Các sở: Tài chính, Tư pháp")
    (org,) = build_mentions(document, 0, len(document.text))
    assert [(member.raw, member.evidence[0].start) for member in org.members] == [("Tài chính", 8), ("Tư pháp", 19)]
