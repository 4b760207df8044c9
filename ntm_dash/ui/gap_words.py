"""Gaps in words: what is missing, of whom, and who owes it."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_dash.intake.forms.definition import forms
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.completeness import Completeness
from ntm_dash.services.gaps import PROVINCE, Missing, Reason
from ntm_dash.ui.findings import questions
from ntm_dash.ui.numbers import day
from ntm_dash.ui.progress import district_name
from ntm_dash.ui.words import label


def place_name(found: Completeness, place: str) -> str:
    """The name of a place as the matrix shows it."""
    return district_name(found.places[place]) if place else "Cấp tỉnh"


def form_name(form: str) -> str:
    """A form by its number and sheet: "01 Tiêu chí"."""
    return f"{forms()[form].id} {forms()[form].sheet}"


def reason_words(reason: Reason, rulebook: Rulebook | None = None) -> str:
    """What is missing, in words."""
    detail = reason.detail
    match reason.code:
        case "never_assessed":
            return "chưa từng đánh giá"
        case "too_old":
            return f"lần đánh giá cuối {day(detail)} đã quá hạn dùng"
        case "blanks":
            return f"tiêu chí bỏ trống: {_numbers(detail)}"
        case "no_baseline":
            return f"không có đánh giá gốc {day(detail)}"
        case "baseline_blanks":
            return f"đánh giá gốc bỏ trống tiêu chí {_numbers(detail)}"
        case "recognised_list_complete" | "disadvantaged_list_complete":
            until = f"chỉ đến {day(detail)}" if detail else "chưa có xác nhận"
            which = {"r": "công nhận đạt chuẩn", "d": "đặc biệt khó khăn"}[reason.code[0]]
            return f"danh sách {which} đã đủ: {until}"
        case "condition_open":
            asked = questions(rulebook).get(tuple(detail[1:])) if rulebook else None
            return f"chưa rõ: {asked or detail[1]}"
        case "unconfirmed":
            return f"{detail} đóng góp chưa có cơ quan xác nhận"
        case "unvalued":
            return f"{detail} đóng góp chưa ghi giá trị"
        case "no_evidence" | "evidence_unclear":
            said = "chưa có minh chứng" if reason.code == "no_evidence" else "minh chứng chưa rõ"
            return f"{said}: {label('evidence', detail).lower()}"
        case "paper_lacks":
            kind, at_most, required = detail
            return f"{label('paper', kind).lower()} {at_most}/{required} bản"
        case _:
            return REASONS[reason.code]


REASONS = {
    "never_assessed": "xã chưa từng đánh giá",
    "too_old": "đánh giá quá hạn dùng ở ngày chốt",
    "blanks": "đánh giá còn tiêu chí bỏ trống",
    "no_baseline": "không có đánh giá gốc",
    "baseline_blanks": "đánh giá gốc còn tiêu chí bỏ trống",
    "recognised_list_complete": "chưa xác nhận đủ danh sách công nhận",
    "disadvantaged_list_complete": "chưa xác nhận đủ danh sách đặc biệt khó khăn",
    "condition_open": "điều kiện về xã chưa có căn cứ",
    "not_received": "chưa ghi ngày nhận hồ sơ",
    "nothing_sent": "đơn vị chưa gửi hồ sơ nào",
    "no_contributions": "chưa kê đóng góp",
    "unconfirmed": "đóng góp chưa có cơ quan xác nhận",
    "unvalued": "đóng góp chưa ghi giá trị",
    "contributions_unclear": "đóng góp chưa rõ ngày hoặc tình trạng",
    "no_history": "chưa có lịch sử khen thưởng",
    "history_blanks": "lịch sử khen thưởng còn ô trống",
    "no_ratings": "chưa có xếp loại năm nào",
    "ratings_missing": "còn năm chưa có xếp loại",
    "no_evidence": "chưa có minh chứng được hỏi",
    "evidence_unclear": "minh chứng ghi chưa rõ",
    "papers_unknown": "chưa ghi nhận giấy tờ",
    "paper_lacks": "thiếu giấy tờ hoặc thiếu bản",
    "no_council": "chưa có thành viên Hội đồng",
}
"""Each reason in general words, for the list of reasons."""


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def item_name(found: Completeness, item: Missing) -> str:
    """Whom an item speaks of: "xã Tân Lập, Bắc Sơn"."""
    where = place_name(found, item.district)
    match item.kind:
        case "commune":
            return f"xã {item.name}, {where}"
        case "list":
            return f"danh sách của {where}"
        case "council":
            return "Hội đồng Thi đua – Khen thưởng"
        case _:
            return item.name


def owner_words(found: Completeness, item: Missing) -> str:
    """Who owes it: the body, or the duty where that is one office's."""
    if item.owner == "district" and item.body in found.places and item.body != PROVINCE:
        name = found.places[item.body]
        return f"UBND {name[:1].lower()}{name[1:]}"
    return item.body or label("owner", item.owner)
