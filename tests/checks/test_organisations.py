import pytest

from pipeline.checks.organisations import foreign_organisation
from pipeline.core.record import Header, Org
from tests.checks.records import SPAN, record


def named(text, issuer="SỞ TƯ PHÁP", **parts):
    """Return what is reported about a document of an issuer."""
    header = Header(issuer=Org(raw=issuer, evidence=[SPAN]), **parts)
    return [finding.evidence[0].quote for finding in foreign_organisation(record(text=text, header=header))]


@pytest.mark.parametrize(
    "text",
    [
        "Bảo đảm phối hợp chặt chẽ giữa Sở Y tế với các cơ quan, đơn vị.",
        "Giao các phòng chuyên môn thuộc Sở Y tế rà soát hồ sơ.",
        "Trên đây là Kế hoạch cải cách hành chính năm 2022 của Sở Y tế, đề nghị thực hiện.",
        "Sở Y tế ban hành Kế hoạch như sau:",
    ],
)
def test_another_name_for_oneself(text):
    """Where the issuer speaks of itself, another department's name is copied text."""
    assert named(text) == ["Sở Y tế"]


@pytest.mark.parametrize(
    "text",
    [
        "Phối hợp giữa Sở Tư pháp với các cơ quan, đơn vị.",
        "Sở Y tế chủ trì, phối hợp với Sở Tư pháp thực hiện.",
        "Gửi Sở Nội vụ tổng hợp trước ngày 05/6/2022.",
        "Sở Nội vụ, Sở Y tế ban hành văn bản hướng dẫn.",
        "Các đơn vị thuộc, trực thuộc Sở xây dựng kế hoạch.",
        "Trên đây là Kế hoạch của Sở Tư pháp tỉnh.",
        "Phối hợp giữa các phòng với Sở Y tế.",
    ],
)
def test_ordinary_coordination(text):
    """Other departments named as partners, addressees or orderers are no alarm."""
    assert named(text) == []


def test_only_departments_speak_of_themselves_so():
    """A document of the People's Committee may order any department."""
    text = "Bảo đảm phối hợp giữa Sở Y tế với các cơ quan."
    assert named(text, issuer="UBND TỈNH VÍ DỤ") == []
    assert list(foreign_organisation(record(text=text))) == []


def test_joint_documents():
    """A co-issuer's name is one's own."""
    text = "Bảo đảm phối hợp giữa Sở Y tế với các cơ quan."
    assert named(text, co_issuers=[Org(raw="SỞ Y TẾ", evidence=[SPAN])]) == []
