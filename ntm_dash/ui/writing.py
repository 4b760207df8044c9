"""How the next guidance is written as a rulebook: the steps, and what a condition may ask."""

from __future__ import annotations

from html import escape

from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.ui.blocks import section_html, table_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.words import label

FILE = "van-ban-moi.toml"
STEPS = (
    ("Chép tệp", f"Tải tệp bộ tiêu chuẩn của đợt này ở cuối trang, lưu thành tên khác, ví dụ {FILE}."),
    (
        "Sửa phần đầu",
        "Trong [document] ghi mã, tên văn bản, nơi ban hành, tỉnh; để trống checked_by đến khi có người kiểm. "
        "Trong [assessment] ghi ngày chốt, số tháng một lần đánh giá còn dùng được, số tiêu chí.",
    ),
    (
        "Sửa từng mục",
        "Mỗi [[clauses]] là một tiêu chuẩn, dẫn đúng điểm của văn bản. Mỗi điều kiện hỏi một dữ kiện ở bảng dưới rồi "
        "so với một số, hoặc để Hội đồng kết luận (judged = true). Chỗ hiểu được nhiều cách thì khai ở [[readings]].",
    ),
    ("Kiểm tra", f"Tải tệp lên ở ô dưới, hoặc chạy lệnh rulebook check {FILE}; sửa cho đến khi không còn lỗi."),
    ("Mở đợt mới", f"Người quản trị chạy lệnh campaign new --rulebook {FILE}; đợt mới có ngay trong sổ, không sửa mã."),
)
TAKES = {
    "integer": "số",
    "count": "số đếm",
    "year": "năm",
    "criteria": "các tiêu chí",
    "table": "tham số của dữ kiện được so",
    "condition": "điều kiện dùng để loại",
    "word": "tên trong danh sách",
}
"""What an argument of each kind is given, where it does not name the words itself."""


def steps_html(rulebook: Rulebook) -> str:
    """The steps in order, and the facts that a condition may ask with what each must be given."""
    steps = "".join(
        f'<li style="padding:.14rem 0"><b>{escape(title)}.</b> {escape(said)}</li>' for title, said in STEPS
    )
    facts = table_html(
        "Dữ kiện mà một điều kiện hỏi được",
        ["Tên trong tệp", "Trả lời", "Theo", "Phải cho biết"],
        (
            [
                f"<code>{escape(name)}</code>",
                escape(label("fact", name)),
                escape(label("datum", fact.datum)),
                "<br>".join(
                    f"<code>{escape(each.name)}</code>: {escape(', '.join(each.words) or TAKES[each.kind])}"
                    for each in fact.arguments.values()
                ),
            ]
            for name, fact in catalogue().items()
        ),
    )
    return (
        section_html("Văn bản sau được soạn bằng cách chép tệp này", f"từ {rulebook.document.title}")
        + f'<ol style="margin:.3rem 0 .6rem;padding-left:1.5rem;line-height:1.42;color:{role("ink")}">{steps}</ol>'
        + f'<details style="color:{role("ink")}"><summary style="cursor:pointer">{len(catalogue())} dữ kiện mà một '
        f"điều kiện hỏi được</summary>{facts}</details>"
    )
