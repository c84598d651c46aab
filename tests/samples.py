"""Small administrative documents for tests of whole runs; persons, figures and numbers are made up."""

from __future__ import annotations

PLAN = """\
UBND TỈNH AN SƠN
SỞ NỘI VỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 57/KH-SNV

An Sơn, ngày 14 tháng 3 năm 2024

KẾ HOẠCH
Khắc phục hạn chế về cải cách hành chính năm 2024

Căn cứ Quyết định số 318/QĐ-UBND ngày 20/02/2024 của UBND tỉnh An Sơn về việc công bố kết quả.

I. KẾT QUẢ

Năm 2023, Chỉ số cải cách hành chính của Sở đạt 81,25/100 điểm, xếp thứ 9/19 sở, ban, ngành.

II. NHIỆM VỤ

1. Văn phòng Sở rà soát quy chế làm việc trước ngày 30/4/2024.

2. Các phòng chuyên môn báo cáo kết quả hằng quý.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT, VP.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Trần Văn Mẫu
"""

ARTICLE = """\
Chợ phiên cuối tuần đông khách trở lại.

Sáng chủ nhật, các gian hàng rau quả bán hết từ rất sớm vì trời đẹp.
"""
