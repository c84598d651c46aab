import pytest

from pipeline.annotate import annotate
from pipeline.extractors import rankings
from tests.builders import plain_document

PAR = "PAR_INDEX"


def found(text):
    """Return the rankings of a text."""
    document = plain_document(text)
    return [extraction.item for extraction in rankings.extract(document, annotate(document))]


@pytest.mark.parametrize(
    ("text", "rank", "of"),
    [
        ("Chỉ số CCHC năm 2022 của Sở đạt 81/90 điểm, xếp thứ 07/19 đơn vị", 7, 19),
        ("Chỉ số CCHC năm 2022 xếp hạng 5/63 tỉnh, thành phố", 5, 63),
        ("PAR INDEX năm 2022 xếp vị thứ 19/63", 19, 63),
        ("PAR INDEX năm 2022 đạt 80 điểm, đứng thứ 12 cả nước", 12, None),
        ("Chỉ số CCHC năm 2022 xếp vị trí thứ 8/9 địa phương", 8, 9),
        ("Chỉ số CCHC năm 2022: thứ hạng: 7", 7, None),
        ("Chỉ số CCHC năm 2022 ở hạng 12/34", 12, 34),
        ("Chỉ số CCHC năm 2022 xếp hạng thứ 6", 6, None),
        ("Chỉ số CCHC năm 2022 của Sở đứng đầu khối sở, ngành", 1, None),
        ("Chỉ số CCHC năm 2022 của huyện dẫn đầu toàn tỉnh", 1, None),
        ("Chỉ số CCHC năm 2022 của Sở xếp thứ nhất", 1, None),
        ("Chỉ số CCHC năm 2022 của tỉnh giành vị trí á quân", 2, None),
        ("Chỉ số CCHC năm 2022 của Sở xếp thứ nhì", 2, None),
        ("Chỉ số CCHC năm 2022 của Sở đứng thứ ba toàn tỉnh", 3, None),
        ("Năm 2022, tỉnh xếp thứ 05 cả nước về Chỉ số CCHC", 5, None),
    ],
)
def test_forms_of_a_rank(text, rank, of):
    """Ranks in figures and words, with and without the number of peers."""
    assert [(r.index, r.year, r.rank, r.of, r.kind) for r in found(text)] == [(PAR, 2022, rank, of, "achieved")]


@pytest.mark.parametrize(
    ("text", "rank", "change", "since", "previous"),
    [
        ("Chỉ số CCHC năm 2022 xếp thứ 7/19 (tăng 04 bậc so với năm 2021)", 7, 4, 2021, 11),
        ("Chỉ số CCHC năm 2022 xếp thứ 7/19, giảm 02 bậc so với năm 2021", 7, -2, 2021, 5),
        ("PCI năm 2022 đạt 69 điểm, xếp vị trí thứ 9, tăng 2 điểm, tăng 6 hạng", 9, 6, None, 15),
        ("PCI năm 2022 đứng thứ 9, tụt 3 bậc", 9, -3, None, 6),
        ("PCI năm 2022 ở vị trí số 9, lùi 3 bậc", 9, -3, None, 6),
        ("PCI năm 2022 ở vị trí số 9, leo 3 bậc", 9, 3, None, 12),
        ("PCI năm 2022 đạt 69 điểm, tăng 1,5 điểm so với năm 2021 nhưng giảm 7 bậc", None, -7, 2021, None),
        ("PCI năm 2022 xếp thứ 9, giữ nguyên thứ hạng so với năm 2021", 9, 0, 2021, 9),
    ],
)
def test_changes_of_rank(text, rank, change, since, previous):
    """A better place is positive whatever the number does; the earlier rank follows."""
    [ranking] = found(text)
    assert (ranking.rank, ranking.change, ranking.since_year, ranking.previous_rank) == (rank, change, since, previous)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ số PCI từ bậc 23 (năm 2014) lên bậc 6 cả nước (năm 2015)", [("PCI", 2014, 23), ("PCI", 2015, 6)]),
        ("PCI từ vị trí thứ 5 của năm 2014 vươn lên vị trí thứ 1 của năm 2015", [("PCI", 2014, 5), ("PCI", 2015, 1)]),
        ("PAPI năm 2019 và 2020 xếp hạng 48", [("PAPI", 2019, 48), ("PAPI", 2020, 48)]),
        ("Năm 2022, PCI và PAPI của tỉnh lần lượt xếp thứ 2 và 3", [("PCI", 2022, 2), ("PAPI", 2022, 3)]),
        ("Năm 2022, PCI xếp thứ 11; SIPAS đạt 86%, xếp thứ 38/63", [("PCI", 2022, 11), ("SIPAS", 2022, 38)]),
    ],
)
def test_several_ranks_in_one_sentence(text, expected):
    """Each year and index is an item of its own."""
    assert [(r.index, r.year, r.rank) for r in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Để cải thiện Chỉ số CCHC, đưa Sở vào top 3 của tỉnh năm 2025", (PAR, 2025, 3, None)),
        ("Phấn đấu Chỉ số CCHC của Sở năm 2025 tăng ít nhất 02 bậc so với năm 2024", (PAR, 2025, None, 2)),
        ("Phấn đấu năm 2025 Chỉ số CCHC nằm trong nhóm 10 tỉnh dẫn đầu", (PAR, 2025, 10, None)),
        ("Mục tiêu: Chỉ số PCI năm 2025 xếp thứ 15/63", ("PCI", 2025, 15, None)),
    ],
)
def test_targets(text, expected):
    """A top N, a minimum gain and a place aimed at are targets."""
    [ranking] = found(text)
    assert (ranking.index, ranking.year, ranking.rank, ranking.change) == expected
    assert ranking.kind == "target"


@pytest.mark.parametrize(
    "text",
    [
        "Tăng trưởng GRDP đạt 8,2%, đứng thứ 4/34 tỉnh, thành phố.",
        "Chỉ số CCHC năm 2022 nằm trong top 10 cả nước.",
        "Người đứng đầu cơ quan chịu trách nhiệm về Chỉ số CCHC.",
        "Chỉ số CCHC thuộc nhóm dẫn đầu, xếp loại Tốt.",
        "Lần thứ 7 công bố Chỉ số CCHC, năm thứ 3 liên tiếp.",
        "Chuyên viên hạng II phụ trách Chỉ số CCHC, làm việc tại Quận 3, thứ 6 hằng tuần.",
        "63/63 địa phương có Chỉ số CCHC; 3/8 chỉ số thành phần tăng hạng.",
        "Chỉ số CCHC được công bố. Thu ngân sách xếp thứ 9 cả nước.",
        "Bệnh viện xếp hạng 2.",
        "Chỉ số CCHC năm 2022 cách vị trí dẫn đầu 3,5 điểm.",
        "Chỉ số CCHC được duy trì. Sở xếp thứ 3 tại hội thao.",
    ],
)
def test_what_is_no_rank(text):
    """Groups, grades, ordinals and ranks of other measures give nothing."""
    assert found(text) == []


def test_repeats_are_more_evidence():
    """The same rank twice is one item with two spans."""
    [ranking] = found("Chỉ số CCHC của Sở năm 2022 xếp thứ 9/20.\nNăm 2022 Chỉ số CCHC của Sở xếp thứ 9/20 đơn vị.")
    assert len(ranking.evidence) == 2
