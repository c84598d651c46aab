import pytest

from pipeline.annotate import annotate
from pipeline.extractors import rankings, scores
from pipeline.extractors.score_areas import area_of_criterion, short_area
from tests.builders import plain_document

PAR = "PAR_INDEX"


def found(text, extractor=scores):
    """Return what an extractor finds in a text."""
    document = plain_document(text)
    return [extraction.item for extraction in extractor.extract(document, annotate(document))]


def keys(text):
    """Return index, year, scope, area, value and maximum of each score."""
    return [(s.index, s.year, s.scope, s.area, s.value, s.max) for s in found(text)]


def ranks(text):
    """Return index, year, rank, number of peers and change of each ranking."""
    return [(r.index, r.year, r.rank, r.of, r.change) for r in found(text, rankings)]


def test_areas_numbered_in_a_sentence():
    """Points without a unit behind a colon end at the semicolon of their part."""
    text = (
        "Năm 2021, Chỉ số CCHC của Sở đạt 80,5/100 điểm. Điểm các lĩnh vực: (1) chỉ đạo, điều hành: 9,25/10; "
        "(2) cải cách thể chế: 7/9; (3) tác động của cải cách hành chính: 12,5/15."
    )
    assert keys(text)[1:] == [
        (PAR, 2021, "area", "steering", 9.25, 10),
        (PAR, 2021, "area", "institutions", 7, 9),
        (PAR, 2021, "area", "impact", 12.5, 15),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ số CCHC năm 2021: lĩnh vực thể chế đạt 7/8 điểm; thủ tục hành chính 15/18 điểm; công vụ 11,5/13 điểm.",
        "Chỉ số CCHC năm 2021: Thể chế: 7/8; TTHC: 15/18; Chế độ công vụ: 11,5/13.",
    ],
)
def test_areas_by_their_short_names(text):
    """In a list of points an everyday word alone is the area."""
    assert keys(text) == [
        (PAR, 2021, "area", "institutions", 7, 8),
        (PAR, 2021, "area", "procedures", 15, 18),
        (PAR, 2021, "area", "civil_service", 11.5, 13),
    ]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("lĩnh vực thể chế đạt", "institutions"),
        ("Lĩnh vực 3: Cải cách thủ tục hành chính", "procedures"),
        ("CQĐT, CQS", "digital_government"),
        ("Xây dựng thể chế kinh tế", None),
        ("hồ sơ thủ tục hành chính", None),
    ],
)
def test_a_short_name_stands_alone(text, area):
    """Any further word makes it something else."""
    assert short_area(text) == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("tiêu chí thanh toán trực tuyến", "digital_government"),
        ("Tỷ lệ giải ngân", "public_finance"),
        ("Bố trí theo vị trí việc làm", "civil_service"),
        ("Sáng kiến", "steering"),
        ("Điểm thưởng", None),
    ],
)
def test_the_area_of_a_criterion(text, area):
    """A criterion belongs to the area of what it is about; where nothing tells, to none."""
    assert area_of_criterion(text) == area


def test_a_criterion_of_another_index_has_no_area():
    """Area codes belong to PAR INDEX."""
    assert keys("PCI năm 2021: chỉ số thành phần Đào tạo lao động đạt 6,2 điểm.") == [
        ("PCI", 2021, "criterion", None, 6.2, None)
    ]


def test_factors_of_satisfaction_are_percentages():
    """A percentage of a factor is a criterion of SIPAS."""
    text = (
        "Năm 2021, tỷ lệ hài lòng chung đạt 83,5%, xếp thứ 6/15; trong đó yếu tố tiếp cận dịch vụ 81%, "
        "yếu tố công chức 85,25%."
    )
    assert keys(text) == [
        ("SIPAS", 2021, "overall", None, 83.5, 100),
        ("SIPAS", 2021, "criterion", None, 81, 100),
        ("SIPAS", 2021, "criterion", None, 85.25, 100),
    ]


def test_satisfaction_of_a_group_of_people():
    """Who was asked does not make the rate another measure."""
    assert keys("Năm 2021, tỷ lệ hài lòng của người bệnh và thân nhân đạt 87,4%.") == [
        ("SIPAS", 2021, "overall", None, 87.4, 100)
    ]


def test_parts_of_the_index_of_the_sentence_before():
    """A part named without its index is one of the index that the paragraph is about."""
    text = (
        "Năm 2021, DDCI của Sở đạt 70,5 điểm. Hai chỉ số thành phần thấp nhất: Chi phí thời gian (6,1 điểm), "
        "Tiếp cận thông tin (5,9 điểm)."
    )
    assert keys(text)[1:] == [
        ("DDCI", 2021, "criterion", None, 6.1, None),
        ("DDCI", 2021, "criterion", None, 5.9, None),
    ]


def test_pillars_behind_the_overall_value():
    """A second value of one index in a sentence is that of a part."""
    text = (
        "DTI năm 2021 của tỉnh đạt 0,5512, trong đó chính quyền số đạt 0,61, kinh tế số đạt 0,47, xã hội số đạt 0,49."
    )
    assert keys(text) == [
        ("DTI", 2021, "overall", None, 0.5512, None),
        ("DTI", 2021, "criterion", None, 0.61, None),
        ("DTI", 2021, "criterion", None, 0.47, None),
        ("DTI", 2021, "criterion", None, 0.49, None),
    ]
    assert [s.label for s in found(text)][1:] == ["chính quyền số", "kinh tế số", "xã hội số"]


@pytest.mark.parametrize(
    ("text", "maximum"),
    [
        ("Chỉ số CCHC năm 2021: Cải cách thể chế (điểm tối đa 10 điểm, đạt 8,5 điểm).", 10),
        ("Chỉ số CCHC năm 2021: Cải cách thể chế đạt 8,5 điểm, tối đa 10 điểm.", 10),
        ("Chỉ số CCHC năm 2021: Cải cách thể chế đạt 8,5 điểm, cao hơn năm trước.", None),
    ],
)
def test_a_maximum_in_words(text, maximum):
    """The points that there are may stand beside those reached."""
    [score] = found(text)
    assert (score.area, score.value, score.max) == ("institutions", 8.5, maximum)


def test_a_change_before_its_points():
    """A comparison in brackets behind the name of the index is the change of the points that follow."""
    [score] = found("Năm 2021, PCI (so với năm 2020 tăng 0,75 điểm) đạt 61,5 điểm.")
    assert (score.value, score.change.value, score.change.since_year) == (61.5, 0.75, 2020)


def test_the_year_of_a_remark_in_brackets():
    """What is told in passing dates itself only."""
    text = "Năm 2021, Chỉ số CCHC của Sở đạt 82,5/100 điểm (năm 2020 là 80,25/99 điểm); xếp hạng 9/17."
    assert keys(text) == [(PAR, 2021, "overall", None, 82.5, 100), (PAR, 2020, "overall", None, 80.25, 99)]
    assert ranks(text) == [(PAR, 2021, 9, 17, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chỉ số CCHC của Sở năm 2021 đạt 80 điểm, từ vị trí thứ 4 xuống vị trí thứ 6 so với năm 2020.",
            [(PAR, 2020, 4, None, None), (PAR, 2021, 6, None, None)],
        ),
        (
            "Chỉ số CCHC của Sở năm 2021 tăng 02 bậc (từ thứ 14 lên thứ 12) so với năm 2020.",
            [(PAR, 2021, 12, None, 2), (PAR, 2020, 14, None, None)],
        ),
        ("Chỉ số CCHC của Sở năm 2021 từ thứ 14 lên thứ 12.", [(PAR, 2021, 12, None, None)]),
    ],
)
def test_a_move_between_ranks(text, expected):
    """Where a move starts is a rank of the year compared with; without that year it is none."""
    assert sorted(ranks(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "rank", "of"),
    [
        ("Chỉ số CCHC năm 2021 của Sở đứng đầu 16 cơ quan chuyên môn cấp tỉnh", 1, 16),
        ("Chỉ số CCHC năm 2021 của Sở đứng thứ nhất trong 16 sở, ban, ngành", 1, 16),
        ("Chỉ số CCHC năm 2021 của Sở xếp thứ 5 trong tổng số 17 đơn vị", 5, 17),
        ("Chỉ số CCHC năm 2021 của Sở đứng đầu 3 năm liền", 1, None),
    ],
)
def test_how_many_were_ranked_in_words(text, rank, of):
    """The number of peers may follow in words; a number of something else is none."""
    assert ranks(text) == [(PAR, 2021, rank, of, None)]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Chỉ số CCHC năm 2021 của Sở đứng thứ mười hai trong khối", 12),
        ("Năm 2021, tỉnh xếp thứ hai mươi mốt cả nước về PAR INDEX", 21),
        ("Chỉ số CCHC năm 2021 của Sở xếp thứ năm", 5),
    ],
)
def test_ranks_in_words_above_ten(text, rank):
    """Words of two and three parts are one number."""
    assert [r.rank for r in found(text, rankings)] == [rank]


def test_one_verb_for_points_and_places():
    """`tăng 2,5 điểm và 03 bậc` is a change of both."""
    text = "Chỉ số CCHC năm 2021 của Sở đạt 82,5 điểm, xếp thứ 9/17, giảm 2,5 điểm và 03 bậc so với năm 2020."
    [score], [ranking] = found(text), found(text, rankings)
    assert (score.change.value, score.change.since_year) == (-2.5, 2020)
    assert (ranking.rank, ranking.change, ranking.since_year) == (9, -3, 2020)


def test_each_rank_has_the_index_named_behind_it():
    """An index behind a rank is its own, whatever stood before."""
    text = "Năm 2021, tỉnh xếp hạng 31/63 về Chỉ số PAR INDEX (đạt 84,5%), xếp hạng 27/63 về Chỉ số SIPAS (82,5%)."
    assert [(r.index, r.rank) for r in found(text, rankings)] == [(PAR, 31), ("SIPAS", 27)]
    assert [(s.index, s.value) for s in found(text)] == [(PAR, 84.5), ("SIPAS", 82.5)]


def test_organisations_with_their_points_in_brackets():
    """The name right before the bracket is the bearer; those who lead as a group have no rank."""
    text = "Chỉ số CCHC năm 2021: có 02 đơn vị dẫn đầu gồm: Sở Nội vụ (93,5 điểm), Sở Tài chính (92,25 điểm)."
    assert [(s.org.raw, s.value) for s in found(text)] == [("Sở Nội vụ", 93.5), ("Sở Tài chính", 92.25)]
    assert found(text, rankings) == []


def test_a_month_says_the_year():
    """An index that is counted by month has the year of its month where no other is printed."""
    text = "Tháng 9/2021, Bộ chỉ số 766 của tỉnh đạt 82,5/100 điểm."
    assert [(s.year, s.value, s.max) for s in found(text)] == [(2021, 82.5, 100)]


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả thực hiện nhiệm vụ CCHC: thể chế: 12/12; TTHC: 15/18; tài chính công: 3/3.",
        "Thời gian thực hiện cải cách thể chế: 15/7; cải cách tài chính công: 30/9.",
        "Chỉ số CCHC: số điểm bị trừ là 12 điểm, gồm: tài chính công 3 điểm; thể chế 2 điểm.",
        "Bộ tiêu chí Chỉ số CCHC gồm 8 lĩnh vực, 40 tiêu chí; tổng điểm 100 điểm.",
        "Tỷ lệ hài lòng của học sinh đạt 95%.",
        "Chỉ số CCHC: thể chế (giảm 1,25 điểm), tài chính công (giảm 0,5 điểm).",
    ],
)
def test_lists_that_are_no_points(text):
    """Counts, dates, lost points, sets of criteria and other people's satisfaction give nothing."""
    assert found(text) == []


def test_targets_of_several_years():
    """Each year of a series of targets is an item; a percentage of things counted is none."""
    text = (
        "Phấn đấu năm 2026, Chỉ số CCHC của tỉnh đạt từ 86% trở lên; năm 2027 đạt từ 87,5% trở lên; "
        "100% cơ quan tự chấm điểm."
    )
    assert [(s.year, s.value, s.kind) for s in found(text)] == [(2026, 86, "target"), (2027, 87.5, "target")]


def test_a_changed_scale_is_no_rule():
    """Results beside a remark on the scale of points are results."""
    assert keys("Năm 2021, Chỉ số CCHC của Sở đạt 88,5/100 điểm do thay đổi thang điểm.") == [
        (PAR, 2021, "overall", None, 88.5, 100)
    ]


def test_points_of_districts():
    """A district is the bearer of its figures though no list has its name."""
    text = "Chỉ số CCHC năm 2021 của huyện Hoa Lam đạt 80 điểm, xếp thứ 3; huyện Sông Mây đạt 78 điểm, xếp thứ 5."
    assert [(s.org.raw, s.value) for s in found(text)] == [("huyện Hoa Lam", 80), ("huyện Sông Mây", 78)]
    assert [(r.org.raw, r.rank) for r in found(text, rankings)] == [("huyện Hoa Lam", 3), ("huyện Sông Mây", 5)]
