from dataclasses import replace

import pytest

from pipeline.annotate import annotate
from pipeline.core.document import Part, Zone
from pipeline.extractors import indicators
from tests.builders import plain_document


def found(text, zone=Zone.BODY):
    """Return the indicators of a text."""
    document = plain_document(text, zone)
    return [extraction.item for extraction in indicators.extract(document, annotate(document))]


def figures(text):
    """Return kind, comparator, value and unit of each indicator of a text."""
    return [(item.kind, item.comparator, item.value, item.unit) for item in found(text)]


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("Tối thiểu 75% hồ sơ được nộp trực tuyến", ">=", 75, "%"),
        ("100% văn bản đi được ký số", "=", 100, "%"),
        ("Tỷ lệ hồ sơ số hóa đạt từ 40% trở lên", ">=", 40, "%"),
        ("Trên 65% hộ dân dùng nước sạch", ">", 65, "%"),
        ("Tỷ lệ hồ sơ trễ hạn không quá 3%", "<=", 3, "%"),
        ("Tỷ lệ hồ sơ trễ hạn dưới 1,5%", "<", 1.5, "%"),
        ("Mức độ hài lòng không thấp hơn 91%", ">=", 91, "%"),
        ("Có ≥ 35% hợp tác xã bán hàng trực tuyến", ">=", 35, "%"),
        ("Giảm tối thiểu 12% số đầu mối bên trong", "decrease", 12, "%"),
        ("Tăng 25% số lượt giao dịch so với năm 2022", "increase", 25, "%"),
        ("Cắt giảm 30% thời gian giải quyết", "decrease", 30, "%"),
        ("Nâng tỷ lệ thanh toán lên tối thiểu 45%", ">=", 45, "%"),
        ("Xây dựng từ 04 sáng kiến cải cách", ">=", 4, "sáng kiến"),
        ("Đăng ký từ 02 sáng kiến trở lên", ">=", 2, "sáng kiến"),
        ("Giám sát ít nhất 04 tổ chức đảng", ">=", 4, "tổ chức đảng"),
        ("Thời gian chờ không quá 20 phút/lượt giao dịch.", "<=", 20, "phút/lượt giao dịch"),
        ("Kiểm tra ít nhất 03 huyện, thành phố", ">=", 3, "huyện, thành phố"),
        ("Tổ chức ít nhất 02 hội nghị đối thoại", ">=", 2, "hội nghị"),
        ("Giảm 15 phút chờ đợi cho mỗi lượt giao dịch", "decrease", 15, "phút"),
        ("Phấn đấu 100% công chức xếp loại hoàn thành tốt nhiệm vụ trở lên", "=", 100, "%"),
        ("Có thêm ít nhất 03 đơn vị sự nghiệp tự chủ", ">=", 3, "đơn vị sự nghiệp"),
    ],
)
def test_comparators_and_units(text, comparator, value, unit):
    """A target says how its figure is compared and what is counted."""
    assert figures(text) == [("target", comparator, value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Từ 20% đến 30% số xã có mô hình điểm", 20, 30, "%"),
        ("Từ 80% đến dưới 90% hồ sơ được trả trước hạn", 80, 90, "%"),
        ("Phấn đấu tỷ lệ đạt 10 - 10,5%", 10, 10.5, "%"),
        ("Có từ 03 đến 05 mô hình được nhân rộng", 3, 5, "mô hình"),
    ],
)
def test_ranges(text, low, high, unit):
    """A range has its lower end as value and its upper end beside it."""
    [item] = found(text)
    assert (item.comparator, item.value, item.upper, item.unit) == ("range", low, high, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit", "parts"),
    [
        ("Phòng đã thực hiện được 12/16 nhiệm vụ, đạt 75% kế hoạch", 75, "%", (12, 16)),
        ("Đã tích hợp 1.020/1.360 dịch vụ công lên Cổng, đạt 75%", 75, "%", (1020, 1360)),
        ("Đã hoàn thành 9/12 chỉ tiêu (75%)", 75, "%", (9, 12)),
        ("Tiến độ đã đạt 75% (9/12 chỉ tiêu)", 75, "%", (9, 12)),
        ("Đã kiểm tra 7/14 đơn vị trực thuộc", 7, "đơn vị", (7, 14)),
        ("Đã giải ngân 18,7/31,2 tỷ đồng", 18.7, "tỷ đồng", (18.7, 31.2)),
    ],
)
def test_x_of_y(text, value, unit, parts):
    """X of y and the percentage beside it are one result."""
    [item] = found(text)
    assert (item.kind, item.value, item.unit) == ("result", value, unit)
    assert (item.numerator, item.denominator) == parts


def test_several_figures_of_one_sentence():
    """Each measured quantity is one indicator, with its own words as evidence."""
    items = found("Giảm ít nhất 11% số đơn vị và 9% biên chế; 100% hồ sơ được số hóa, trên 60% hồ sơ nộp trực tuyến.")
    assert [(item.comparator, item.value) for item in items] == [
        ("decrease", 11),
        ("decrease", 9),
        ("=", 100),
        (">", 60),
    ]
    assert [item.text for item in items][1:] == [
        "9% biên chế",
        "100% hồ sơ được số hóa",
        "trên 60% hồ sơ nộp trực tuyến",
    ]


def test_series_over_years():
    """A level, a yearly step and the level where it ends are three."""
    text = "Năm 2021 số hóa hồ sơ đạt 25%. Giai đoạn 2022 - 2025, mỗi năm tăng tối thiểu 15% cho đến khi đạt 85%."
    items = found(text)
    assert [(item.comparator, item.value, item.period) for item in items] == [
        ("=", 25, "2021"),
        ("increase", 15, "2022/2025"),
        ("=", 85, "2022/2025"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành 01 Nghị quyết và 06 kế hoạch",
        "Thực hiện dịch vụ công trực tuyến mức độ 3, 4",
        "Áp dụng TCVN ISO 9001:2015",
        "Căn cứ Nghị quyết số 17/NQ-CP ngày 07/3/2019",
        "Báo cáo 2 lần/năm, ít nhất 02 lần mỗi quý",
        "Mặt hàng chịu thuế suất 5% theo quy định",
        "Trả kết quả không quá 03 ngày làm việc kể từ ngày nhận hồ sơ",
        "Chỉ số CCHC của Sở tăng ít nhất 01 bậc",
        "Chỉ số CCHC của Sở đạt 88,5/100 điểm, đạt 88,5%",
        "Chỉ số CCHC năm 2022 xếp thứ 09/20 đơn vị",
        "Kết quả thấp hơn mức bình quân cả nước 2,1%",
        "Phê bình các đơn vị có tỷ lệ hoàn thành nhiệm vụ dưới 40%",
        "Hệ thống hoạt động thông suốt 24/7 phục vụ người dân",
        "Đạt chỉ tiêu được cộng 05 điểm, dưới 80% không cộng điểm",
        "Thực hiện Đề án “Xây dựng ít nhất 500 căn nhà”",
        "Từ ngày 01/6/2024 đến ngày 30/9/2024",
        "Kinh phí hỗ trợ tối đa 500 triệu đồng",
    ],
)
def test_no_indicators(text):
    """Counting words, ranks, scores, rates, thresholds, dates, terms and money measure nothing."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỷ lệ giải quyết đã đạt 48%, tăng 12% so với cùng kỳ", [("=", 48)]),
        ("Thời hạn cắt giảm đã đạt 28%, vượt chỉ tiêu kế hoạch 8%", [("=", 28)]),
        ("Tiết kiệm mới đạt 4,2%, chưa đạt điểm tối đa (5%)", [("=", 4.2)]),
        ("Các đơn vị tiết kiệm (100% đơn vị lập kế hoạch tiết kiệm)", [("=", 100)]),
        ("Tỷ lệ cơ quan hoàn thành dưới 70% nhiệm vụ không quá 5%", [("<=", 5)]),
        ("100% xã có ít nhất 02 tin bài mỗi quý", [("=", 100)]),
        ("Sản lượng đã đạt 1.200 tấn, đạt 98% kế hoạch, tăng 3% so cùng kỳ", [("=", 1200)]),
    ],
)
def test_one_per_measured_quantity(text, expected):
    """Margins, thresholds in brackets and figures inside a measure's name are no items of their own."""
    assert [(item.comparator, item.value) for item in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Đến nay, đơn vị đã số hóa 55% hồ sơ", "result"),
        ("Tỷ lệ thanh toán trực tuyến mới đạt 31%", "result"),
        ("Phấn đấu đạt 55% hồ sơ số hóa", "target"),
        ("Giao Văn phòng cập nhật 100% hồ sơ đã giải quyết", "target"),
        ("Bảo đảm 100% hồ sơ đúng hạn", "target"),
    ],
)
def test_words_tell_targets_from_results(text, kind):
    """What was done is a result, what is ordered or hoped for a target."""
    assert [item.kind for item in found(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2024, tối thiểu 80% hồ sơ được số hóa", "2024"),
        ("Đến hết tháng 6/2024, 100% văn bản được ký số", "2024-06"),
        ("Trong quý II/2024 có tối thiểu 30% xã hoàn thành", "2024-Q2"),
        ("Giai đoạn 2021 - 2025 giảm 10% biên chế", "2021/2025"),
        ("Đến ngày 31/12/2024 đạt 95% kế hoạch vốn", "2024-12-31"),
        ("Giảm 20% số cuộc họp so với năm 2022", None),
        ("Theo Quyết định số 12/QĐ-UBND ngày 03/02/2022, 100% hồ sơ được số hóa", None),
    ],
)
def test_periods(text, period):
    """The period is the one printed with the figure; years compared with and dates of citations are none."""
    assert [item.period for item in found(text)] == [period]


def test_levels_of_satisfaction():
    """A level of satisfaction aimed at is an indicator; one that was reached is a score."""
    assert figures("Mức độ hài lòng của người dân đạt tối thiểu 90%") == [("target", ">=", 90, "%")]
    assert figures("Tỷ lệ hài lòng của người bệnh đã đạt 88,1%") == []


def test_other_zones_are_left_alone():
    """Heads and notes hold no indicators."""
    assert found("100% hồ sơ được số hóa", Zone.NOTE) == []


def test_evidence_quotes_the_text():
    """The evidence is the text at its place."""
    text = "Nhiệm vụ: số hóa; tối thiểu 80% hồ sơ được nộp trực tuyến."
    [span] = found(text)[0].evidence
    assert text[span.start : span.end] == span.quote == "tối thiểu 80% hồ sơ được nộp trực tuyến"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Báo cáo: mỗi tháng đăng tối thiểu 04 tin, bài", [(4, "tin, bài")]),
        ("Kiểm tra ít nhất 12 cơ quan, đơn vị trong năm", [(12, "cơ quan, đơn vị")]),
        ("Thời gian chờ giải quyết không quá 15 phút/lượt", [(15, "phút/lượt")]),
        ("Đã hoàn thành 65% khối lượng, giải ngân 12,5/30,5 tỷ đồng", [(65, "%"), (12.5, "tỷ đồng")]),
        ("100% cơ quan, tổ chức dùng ít nhất 01 ứng dụng", [(100, "%")]),
        ("100% xã có đường nhựa, xây dựng ít nhất 02 mô hình", [(100, "%"), (2, "mô hình")]),
        ("Đã sáp nhập và giảm 02 phòng chuyên môn", []),
    ],
)
def test_counted_things(text, expected):
    """The unit is the counted thing's name; reports that only count changes measure nothing."""
    assert [(item.value, item.unit) for item in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("Tỷ số giới tính khi sinh ở mức 105 bé trai/100 bé gái vào năm 2031", "=", 105, "bé trai/100 bé gái"),
        ("Tỷ suất tử vong mẹ dưới 6/100.000 trẻ sinh ra sống", "<", 6, "/100.000 trẻ"),
        ("Giảm tỷ suất sinh từ 20 ca/1.000 phụ nữ xuống 15 ca/1.000 phụ nữ", "=", 15, "ca/1.000 phụ nữ"),
        ("Phấn đấu giảm số giờ làm việc nhà của phụ nữ còn 1,5 lần nam giới", "=", 1.5, "lần"),
        ("Giảm số lần đi lại của người dân xuống không quá 02 lần", "<=", 2, "lần"),
    ],
)
def test_rates_and_times(text, comparator, value, unit):
    """Rates per hundred or thousand and levels counted in times are targets too."""
    assert figures(text) == [("target", comparator, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ giúp việc: Không quá 05 cá nhân",
        "Đề xuất khen không quá 10% tập thể, 5% cá nhân",
        "Ngành có tỷ lệ nữ cán bộ, công chức thấp dưới 25% có thể điều chỉnh mục tiêu",
        "trực 24/7",
    ],
)
def test_quotas_and_conditions(text):
    """How many may be chosen, and when something else holds, is no target."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Năm 2031, tỷ lệ đúng hạn quý I đạt 91%, quý II đạt 93%", ["2031-Q1", "2031-Q2"]),
        ("Mỗi năm giảm ít nhất 5% chi phí tuân thủ", ["P1Y"]),
        ("Hằng năm, số vụ được phát hiện tăng trên 3%; số vụ qua mạng tăng trên 5%", ["P1Y", "P1Y"]),
        ("Mỗi tháng đăng tối thiểu 04 tin, bài", ["P1M"]),
        ("Giai đoạn 2031 - 2035, mỗi năm tăng tối thiểu 5%", ["2031/2035"]),
        ("Hoàn thành 100% nhiệm vụ trong kế hoạch hằng năm", [None]),
    ],
)
def test_quarters_and_repetitions(text, periods):
    """A quarter takes the year around it; what holds for every year is no single one."""
    assert [item.period for item in found(text)] == periods


def outlined_under(subject, *lines):
    """Return the indicators of a document with a subject."""
    plain = plain_document("\n".join((subject, *lines)))
    head = plain.lines[0]._replace(zone=Zone.HEAD, part=Part.SUBJECT)
    document = replace(plain, lines=(head, *plain.lines[1:]))
    return [extraction.item for extraction in indicators.extract(document, annotate(document))]


@pytest.mark.parametrize(
    ("subject", "period"),
    [
        ("Thực hiện Chương trình phát triển chợ quê đến năm 2035", None),
        ("Phát triển chợ quê năm 2031", "2031"),
    ],
)
def test_horizon_of_a_programme(subject, period):
    """The year up to which another programme runs is not the plan's own."""
    assert [item.period for item in outlined_under(subject, "Tối thiểu 80% chợ có mái che")] == [period]


@pytest.mark.parametrize(("subject", "area"), [("Kế hoạch cải cách hành chính", "steering"), ("Kế hoạch số hóa", None)])
def test_steering_outside_reform(subject, area):
    """`chỉ đạo, điều hành` names an area only where the document is about administrative reform."""
    [item] = outlined_under(subject, "Chỉ đạo, điều hành: tối thiểu 80% cuộc họp trực tuyến")
    assert item.area == area


def test_shares_of_funds_measure_nothing():
    """How the funds of one undertaking are shared is no target."""
    assert figures("Kinh phí: ngân sách tỉnh 70%, ngân sách phường 30%") == []
