from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate import annotate
from pipeline.core.document import Part
from pipeline.extractors import scores
from tests.builders import plain_document


def found(text):
    """Return the scores of a text."""
    document = plain_document(text)
    return [extraction.item for extraction in scores.extract(document, annotate(document))]


def keys(text):
    """Return what the contract compares of each score: index, year, scope, area, value, max, kind."""
    return [(s.index, s.year, s.scope, s.area, s.value, s.max, s.kind) for s in found(text)]


def one(text):
    """Return the only score of a text."""
    [score] = found(text)
    return score


PAR = "PAR_INDEX"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ số CCHC của Sở năm 2021 đạt 81.5/95 điểm.", (PAR, 2021, 81.5, 95)),
        ("Năm 2022, Chỉ số cải cách hành chính của huyện đạt 81,25/100 điểm.", (PAR, 2022, 81.25, 100)),
        ("Chỉ số CCHC năm 2020 của tỉnh đạt 71 ,5 điểm", None),
        ("PAR INDEX năm 2020 của tỉnh đạt 71,25 điểm", (PAR, 2020, 71.25, None)),
        ("Chỉ số PAPI năm 2021 là 41,5/80 điểm, đạt tỷ lệ 51,88%", ("PAPI", 2021, 41.5, 80)),
        ("Chỉ số PCI năm 2022 đạt 66,11 điểm (tăng 2,5 điểm)", ("PCI", 2022, 66.11, None)),
        ("Chỉ số DDCI năm 2022 của Sở đạt 71,3 điểm, đạt mức khá", ("DDCI", 2022, 71.3, None)),
        ("Chỉ số chuyển đổi số (DTI) năm 2021 là 0,5123 điểm", ("DTI", 2021, 0.5123, None)),
        ("ICT Index năm 2019 là 0,7321 điểm", ("OTHER", 2019, 0.7321, None)),
        ("Chỉ số CCHC năm 2023 đạt 90,5 điểm/100 điểm", (PAR, 2023, 90.5, 100)),
        ("Chỉ số CCHC năm 2023 đạt 90,5 điểm trên tổng số 95 điểm", (PAR, 2023, 90.5, 95)),
        ("Chỉ số cải cách hành chính năm 2023: 88/ 100 điểm", (PAR, 2023, 88, 100)),
    ],
)
def test_points_of_an_index(text, expected):
    """Points are read with or without a maximum, with decimal comma or point."""
    expected_keys = [] if expected is None else [(*expected[:2], "overall", None, *expected[2:], "achieved")]
    assert keys(text) == expected_keys or expected is None


@pytest.mark.parametrize(
    ("text", "index", "value"),
    [
        ("Chỉ số CCHC năm 2022 của Sở đạt 88,12%.", PAR, 88.12),
        ("SIPAS năm 2022 đạt 84.5 %, xếp thứ 30/63 tỉnh, thành phố", "SIPAS", 84.5),
        ("Năm 2022, tỷ lệ hài lòng của người dân, tổ chức đạt 91,25%", "SIPAS", 91.25),
        ("Năm 2022, mức độ hài lòng của người dân đối với việc giải quyết thủ tục hành chính đạt 97%.", "SIPAS", 97),
    ],
)
def test_a_percentage_alone_is_a_score_of_hundred(text, index, value):
    """A percentage without points is out of 100 and stated."""
    score = one(text)
    assert (score.index, score.year, score.value, score.max, score.stated_percent) == (index, 2022, value, 100, value)


@pytest.mark.parametrize(
    ("text", "value", "maximum", "stated"),
    [
        ("Chỉ số CCHC năm 2022 của Sở đạt 62,62 điểm, đạt 94,49%", 62.62, None, 94.49),
        ("Chỉ số CCHC năm 2022 của Sở đạt 45/50 điểm (tương ứng 90%)", 45, 50, 90),
        ("Chỉ số CCHC năm 2022 của Sở đạt 90% (45/50 điểm)", 45, 50, 90),
        ("Chỉ số CCHC năm 2022 của Sở đạt 45/50 điểm, đạt tỷ lệ 90,5%, xếp thứ 3/19", 45, 50, 90.5),
    ],
)
def test_a_percentage_beside_points_is_stated(text, value, maximum, stated):
    """Points and their percentage are one item."""
    score = one(text)
    assert (score.value, score.max, score.stated_percent) == (value, maximum, stated)


@pytest.mark.parametrize(
    ("line", "area", "value", "maximum", "label"),
    [
        ("1. Công tác chỉ đạo, điều hành (7.5/9 điểm)", "steering", 7.5, 9, "Công tác chỉ đạo, điều hành"),
        ("2. Cải cách thể chế (8.5/8.5)", "institutions", 8.5, 8.5, "Cải cách thể chế"),
        (
            "- Lĩnh vực 3: Cải cách thủ tục hành chính đạt 12,25/15",
            "procedures",
            12.25,
            15,
            "Cải cách thủ tục hành chính",
        ),
        ("- Lĩnh vực 4: Cải cách tổ chức bộ máy đạt 9/9.", "apparatus", 9, 9, "Cải cách tổ chức bộ máy"),
        ("+ Cải cách chế độ công vụ: 11/12 điểm;", "civil_service", 11, 12, "Cải cách chế độ công vụ"),
        ("Lĩnh vực cải cách tài chính công đạt 6,75/10 điểm", "public_finance", 6.75, 10, None),
        ("- Tác động của CCHC: 14,5/17", "impact", 14.5, 17, "Tác động của CCHC"),
    ],
)
def test_areas_of_administrative_reform(line, area, value, maximum, label):
    """A heading or item that names an area gives its points; the year is that of the overall score."""
    document = plain_document(f"Chỉ số CCHC của Sở năm 2021 đạt 80/90 điểm. Cụ thể:\n{line}")
    marker = line.index(" ") + 1 if line[0] in "-+0123456789" else 0
    item = document.lines[1]._replace(content=document.lines[1].start + marker)
    document = replace(document, lines=(document.lines[0], item))
    overall, part = (extraction.item for extraction in scores.extract(document, annotate(document)))
    assert (overall.scope, part.index, part.year, part.scope, part.area) == ("overall", PAR, 2021, "area", area)
    assert (part.value, part.max) == (value, maximum)
    assert label is None or part.label == label


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Chỉ số CCHC năm 2022 của Sở đạt 88 điểm, tăng 2,75 điểm so với năm 2021", (2.75, 2021)),
        ("Chỉ số CCHC năm 2022 của Sở đạt 88 điểm (giảm 1,5 điểm so với năm 2020)", (-1.5, 2020)),
        ("Chỉ số CCHC năm 2022 của Sở đạt 88 điểm, so với năm 2021 tăng 1,5 điểm", (1.5, 2021)),
        ("SIPAS năm 2022 đạt 85%, tăng 0,33% so với năm trước", (0.33, 2021)),
        ("PCI năm 2022 đạt 66 điểm, tăng 2,5 điểm, tăng 4 bậc", (2.5, None)),
        ("PCI năm 2022 đạt 66 điểm", None),
    ],
)
def test_change_against_an_earlier_year(text, change):
    """Tăng is positive, giảm negative; the year is the printed one or the year before."""
    score = one(text)
    assert (score.change and (score.change.value, score.change.since_year)) == change


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Năm 2022, Chỉ số CCHC tăng từ 82,5 điểm (năm 2021) lên 86,75 điểm (năm 2022).",
            [(PAR, 2021, 82.5), (PAR, 2022, 86.75)],
        ),
        ("Năm 2022, PCI đạt 65,5 điểm; PAPI đạt 42,25 điểm.", [("PCI", 2022, 65.5), ("PAPI", 2022, 42.25)]),
        (
            "Năm 2022, PAPI của Hà Giang và Lào Cai lần lượt đạt 41,5 điểm và 42,5 điểm",
            [("PAPI", 2022, 41.5), ("PAPI", 2022, 42.5)],
        ),
        (
            "Năm 2022, chỉ số PCI và PAPI của tỉnh lần lượt đạt 64,5 điểm và 40,5 điểm",
            [("PCI", 2022, 64.5), ("PAPI", 2022, 40.5)],
        ),
        (
            "Năm 2022, Chỉ số CCHC của Sở tự chấm 90 điểm, Hội đồng thẩm định chấm 87,5 điểm",
            [(PAR, 2022, 90), (PAR, 2022, 87.5)],
        ),
    ],
)
def test_several_figures_in_one_sentence(text, expected):
    """Each year, index, organisation and kind is an item of its own."""
    assert [(s.index, s.year, s.value) for s in found(text)] == expected


def test_self_assessed_and_appraised_points():
    """The word before the figure says who gave the points."""
    text = "Chỉ số CCHC năm 2022: Sở tự chấm 90 điểm, Hội đồng thẩm định chấm 87,5 điểm."
    assert [score.kind for score in found(text)] == ["self_assessed", "appraised"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phấn đấu Chỉ số CCHC năm 2025 của Sở đạt từ 90% trở lên.", [(PAR, 2025, 90, 100, "target")]),
        ("Mục tiêu năm 2025 Chỉ số CCHC của huyện đạt 92,5/100 điểm.", [(PAR, 2025, 92.5, 100, "target")]),
        ("Phấn đấu mức độ hài lòng của người dân năm 2025 đạt trên 90%.", []),
    ],
)
def test_targets(text, expected):
    """What is still to be reached is a target; of satisfaction it is an indicator."""
    assert [(s.index, s.year, s.value, s.max, s.kind) for s in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hội đồng giữ nguyên điểm Chỉ số CCHC, không thực hiện trừ 3/4 điểm đối với nội dung này.",
        "Chỉ số CCHC bị trừ 0,5 điểm do chậm báo cáo.",
        "Thực hiện 15/18 nhiệm vụ cải cách hành chính, đạt 83%.",
        "Chỉ số CCHC: tỷ lệ tiết kiệm kinh phí là 4,2%, chưa đạt điểm tối đa (5%).",
        "Để nâng cao Chỉ số CCHC, cung cấp dịch vụ công trực tuyến mức độ 3, 4 đạt 100%.",
        "Giá trị trung bình Chỉ số CCHC năm 2022 của 63 tỉnh, thành phố đạt 85,5%.",
        "Có 9/17 bộ có Chỉ số CCHC trên 80%.",
        "Nhóm I có Chỉ số CCHC đạt từ 90% trở lên gồm 9 đơn vị.",
        "Chỉ số CCHC thấp hơn mức trung bình 1,5 điểm.",
        "Hội nghị trực tuyến tới 248 điểm cầu về Chỉ số CCHC.",
        "Có 30/34 chỉ tiêu đạt kế hoạch về Chỉ số CCHC.",
        "63/63 địa phương công bố Chỉ số CCHC.",
        "Tiêu chí này tối đa 6/18 điểm trong Chỉ số CCHC.",
        "Nếu tỷ lệ đạt từ 80% thì được 1 điểm Chỉ số CCHC.",
        "Điểm a khoản 2 Điều 3; ngày 29/10/2020; Kế hoạch số 12/KH-UBND; ISO 9001:2015",
        "Đạt 85/100 điểm trong cuộc thi tìm hiểu pháp luật.",
        "Sở đạt 15,5/17,5 tại kỳ sát hạch.",
        "Chỉ số CCHC năm 2022 tăng 2,5 điểm so với năm 2021.",
        "Cộng 02 điểm vào Chỉ số CCHC cho đơn vị có sáng kiến.",
        "Tốc độ tăng trưởng GRDP đạt 8,5%, Chỉ số sản xuất công nghiệp đạt 109,5%.",
        "Trong Chỉ số CCHC, 12/12 xã có bộ phận một cửa, ca trực 24/24.",
        "Tỷ lệ hài lòng của người bệnh và tỷ lệ hồ sơ trực tuyến đạt 90%.",
    ],
)
def test_what_is_no_score(text):
    """Deductions, counts, dates, means, bounds, gaps, rules and other measures give nothing."""
    assert keys(text) == []


def test_repeats_are_more_evidence():
    """The same score in the introduction and the body is one item with two spans."""
    text = "Chỉ số CCHC của Sở năm 2022 đạt 45/50 điểm.\nNăm 2022 Chỉ số CCHC của Sở đạt 45/50 điểm, đạt 90%."
    score = one(text)
    assert len(score.evidence) == 2
    assert score.stated_percent == 90


def test_evidence_is_grounded():
    """Every span quotes the text."""
    text = "Năm 2022, Chỉ số CCHC của Sở đạt 45/50 điểm, tăng 2 điểm so với năm 2021; PCI đạt 60 điểm."
    spans = [span for score in found(text) for span in score.evidence]
    assert spans and all(text[span.start : span.end] == span.quote for span in spans)


def test_the_index_goes_on_in_the_next_sentence():
    """A sentence without an index is about the one before, unless something else is measured."""
    text = "Năm 2022, Chỉ số CCHC của tỉnh được công bố. Tỉnh đạt 85,5 điểm, tăng 1 điểm so với năm 2021."
    assert keys(text) == [(PAR, 2022, "overall", None, 85.5, None, "achieved")]
    assert keys("Chỉ số CCHC năm 2022 đạt 85 điểm. Thi tốt nghiệp: học sinh đạt 7,5 điểm.")[1:] == []


FRAGMENTS = (
    "Chỉ số CCHC", "PAPI", "SIPAS", "của Sở", "năm 2022", "năm 2021 và 2022", "đạt", "8/9 điểm", "87,5 điểm", "91%",
    "xếp thứ 3/19", "tăng 2 bậc so với năm 2021", "tăng 1,5 điểm", "lần lượt", "phấn đấu", "top 5", "(8,5/9)",
    "tiêu chí", "Cải cách thể chế", "tự chấm", "thẩm định", "Hà Giang", "và", "0,65", "đứng đầu", "trên 80%", ",",
    ";", ".", "\n", "\t",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
def test_any_order_of_words_is_grounded(fragments):
    """Nothing crashes, every span quotes the text, every value is a number that is printed."""
    text = " ".join(fragments)
    for score in found(text or "x"):
        assert all(text[span.start : span.end] == span.quote for span in score.evidence)
        assert score.value >= 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chỉ số CCHC năm 2022: lĩnh vực cải cách thể chế điểm tự chấm 7,5/9, điểm thẩm định 7/9.",
            [("area", 7.5, "self_assessed"), ("area", 7, "appraised")],
        ),
        (
            "Chỉ số CCHC năm 2022 đạt 85 điểm (gồm điểm thẩm định 55 điểm, điểm điều tra xã hội học 30 điểm)",
            [("overall", 85, "achieved"), ("criterion", 55, "achieved"), ("criterion", 30, "achieved")],
        ),
        (
            "PCI năm 2022 đạt 65 điểm; chỉ số thành phần Gia nhập thị trường đạt 7,5 điểm, Đào tạo đạt 6 điểm.",
            [("overall", 65, "achieved"), ("criterion", 7.5, "achieved"), ("criterion", 6, "achieved")],
        ),
        (
            "DTI năm 2022 đạt 0,6419, xếp thứ 13/63; trụ cột kinh tế số đạt 0,45.",
            [("overall", 0.6419, "achieved"), ("criterion", 0.45, "achieved")],
        ),
        ('Chỉ số CCHC năm 2022: tiêu chí "Thu hút đầu tư" đạt 0/1 điểm', [("criterion", 0, "achieved")]),
    ],
)
def test_components_and_who_gave_the_points(text, expected):
    """Appraised points beside a survey are a part of the score, beside self-assessed ones a kind."""
    assert [(s.scope, s.value, s.kind) for s in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "orgs"),
    [
        ("Chỉ số CCHC năm 2022: Sở Y tế đạt 80 điểm; Sở Tư pháp đạt 85 điểm", ["Sở Y tế", "Sở Tư pháp"]),
        ("Chỉ số CCHC năm 2022 của Sở Nội vụ đạt 80 điểm", ["Sở Nội vụ"]),
        ("Chỉ số CCHC năm 2022 của Sở đạt 80 điểm", ["Sở"]),
        ("Chỉ số CCHC năm 2022 đạt 80 điểm", [None]),
    ],
)
def test_whose_score_it_is(text, orgs):
    """The organisation is the one named for the figure, never made up."""
    assert [score.org and score.org.raw for score in found(text)] == orgs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bộ chỉ số 766 năm 2023: minh bạch 17,5/18 điểm; số hóa 18/22 điểm; tổng điểm 85/100 điểm.",
            [("criterion", 17.5), ("criterion", 18), ("overall", 85)],
        ),
        (
            "Chỉ số CCHC năm 2022: Sở Y tế đạt 80/100 điểm; Sở Tư pháp đạt 85/100 điểm",
            [("overall", 80), ("overall", 85)],
        ),
        ("PCI năm 2023: 68,5 điểm (hạng 15), PAPI: 43,2 điểm (hạng 20)", [("overall", 68.5), ("overall", 43.2)]),
        ("Tỷ lệ hài lòng năm 2022 đạt 95%, trong khi kế hoạch giao 90%.", [("overall", 95)]),
    ],
)
def test_lists_in_one_sentence(text, expected):
    """A list after a colon names the parts of an index; organisations and indices are no parts."""
    assert [(s.scope, s.value) for s in found(text)] == expected


def test_an_order_is_a_target():
    """A sentence that begins with an order says what is to be reached."""
    assert one("Nâng Chỉ số CCHC của Sở lên 92 điểm vào năm 2030.").kind == "target"
    assert one("Chỉ số CCHC năm 2022 của Sở đạt 92 điểm, vượt kế hoạch.").kind == "achieved"


def test_points_of_a_rulebook_are_maxima():
    """A document that lays down criteria prints points that nobody has reached."""
    subject = "Ban hành Bộ tiêu chí xác định Chỉ số CCHC"
    document = plain_document(f"{subject}\nCải cách thể chế: 8,5 điểm")
    lines = (document.lines[0]._replace(part=Part.SUBJECT), document.lines[1])
    plain = list(scores.extract(document, annotate(document)))
    rulebook = replace(document, lines=lines)
    assert len(plain) == 1
    assert list(scores.extract(rulebook, annotate(rulebook))) == []


def test_scoring_rules_in_a_list_are_no_scores():
    """Points behind a condition are no result even where the document is about an index."""
    subject = "Kết quả Chỉ số CCHC năm 2022"
    document = plain_document(f"{subject}\nBan hành kế hoạch đúng hạn: 1 điểm\nTỉnh đạt 85,5 điểm")
    document = replace(document, lines=(document.lines[0]._replace(part=Part.SUBJECT), *document.lines[1:]))
    assert [e.item.value for e in scores.extract(document, annotate(document))] == [85.5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ số CCHC năm 2022: chỉ số thành phần Cải cách thể chế đạt 85,5%.", [("institutions", 85.5, 100)]),
        ("Cải cách thể chế đạt 85,5% kế hoạch năm 2022.", []),
        ("Cải cách tổ chức bộ máy: 8,5 điểm", [("apparatus", 8.5, None)]),
    ],
)
def test_areas_without_a_maximum(text, expected):
    """Points alone have no maximum; a percentage of an area is a score where it is called an index."""
    assert [(s.area, s.value, s.max) for s in found(text)] == expected


def test_a_paragraph_of_results():
    """Year and organisation go on through a paragraph; a year in brackets is only compared with."""
    text = (
        "Năm 2020, Bộ Nội vụ công bố Chỉ số CCHC năm 2019 của các tỉnh. Theo đó, tỉnh Lào Cai đạt 81,25%, "
        "xếp thứ 20/63, tăng 3 bậc so với năm 2018 (năm 2018 đạt 78,5%). Chỉ số SIPAS đạt 80,5%."
    )
    assert [(s.index, s.value, s.org.raw) for s in found(text)] == [
        (PAR, 81.25, "tỉnh Lào Cai"),
        (PAR, 78.5, "tỉnh Lào Cai"),
        ("SIPAS", 80.5, "tỉnh Lào Cai"),
    ]
    assert [s.year for s in found(text)] == [2019, 2018, 2019]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Chỉ số CCHC năm 2022: Tiêu chí 3.2.1 chỉ đạt 0,25/0,5 điểm", "Tiêu chí 3.2.1"),
        ("Nội dung 2: Công khai, minh bạch: 5,25 điểm", "Công khai, minh bạch"),
        ('Lĩnh vực "Cải cách thể chế" đạt 8,25/10 điểm', "Cải cách thể chế"),
    ],
)
def test_labels_are_names_as_printed(text, label):
    """Number, quotes and the verb of a component are no part of its name."""
    assert one(text).label == label


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("PAR INDEX năm 2020 của tỉnh được 80,5/100 điểm, cao hơn năm 2019 là 1,85 điểm.", (80.5, 2020, 1.85, 2019)),
        ("PAR INDEX năm 2022 của tỉnh được 80,5/100 điểm, thấp hơn năm 2021 3,06 điểm.", (80.5, 2022, -3.06, 2021)),
        ("PAR INDEX năm 2022 đạt 80,5 điểm trên thang điểm 100, nhích 0,42 điểm.", (80.5, 2022, 0.42, None)),
    ],
)
def test_change_with_the_year_before_it(text, change):
    """The year that a figure is compared with is not the figure's own, wherever it stands."""
    score = one(text)
    assert score.change is not None
    assert (score.value, score.year, score.change.value, score.change.since_year) == change


def test_index_named_after_all_its_figures():
    """An index at the end of the sentence is that of each clause."""
    text = "Năm 2021, tỉnh Quảng Nam đạt 82,3%, xếp thứ 48/63; tỉnh Sơn La đạt 86,1%, xếp thứ 25/63 về PAR INDEX."
    assert [(s.index, s.value) for s in found(text)] == [(PAR, 82.3), (PAR, 86.1)]


def test_places_in_a_parallel_list():
    """Places of one kind that are named together get the points at their places, the unit printed once."""
    text = "Chỉ số CCHC năm 2021: hai huyện Bình Sơn và Đông Khê lần lượt đạt 72,14 và 71,08 điểm."
    assert [(s.org.raw if s.org else None, s.value) for s in found(text)] == [("Bình Sơn", 72.14), ("Đông Khê", 71.08)]


def test_named_parts_of_other_indices():
    """The parts of PCI have names of their own, which need no word that announces them."""
    text = "PCI năm 2020 đạt 61,28 điểm. Trong đó Chi phí thời gian chỉ còn 6,84 điểm và Đào tạo lao động 5,63 điểm."
    assert [(s.index, s.scope, s.value) for s in found(text)] == [
        ("PCI", "overall", 61.28),
        ("PCI", "criterion", 6.84),
        ("PCI", "criterion", 5.63),
    ]
