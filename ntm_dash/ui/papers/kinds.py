"""The papers that can be made: name for the command line, title, what to choose, template, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ntm_dash.domain.access import Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.papers.archive import file_name, write_archive
from ntm_dash.papers.layout import layout_on
from ntm_dash.papers.template import fill, template_file
from ntm_dash.papers.typesetting import typeset
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign
from ntm_dash.storage.store import Store
from ntm_dash.ui.papers.appraisal import appraisal, appraisals, pack, pack_in_word
from ntm_dash.ui.papers.correspondence import receipt, reminder
from ntm_dash.ui.papers.council import (
    ballot_count,
    ballot_papers,
    council_list,
    decision,
    meeting_of,
    minutes,
    submission_of,
)
from ntm_dash.ui.papers.order import Order, mark_of
from ntm_dash.ui.papers.statistics import annex
from ntm_dash.ui.words import label

Choice = Literal["award", "proposer", "nomination", "meeting"]
Compose = Callable[[Store, Campaign, Order], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """One kind of paper. `choices` are what a person may narrow it by, first what it is about; `needs` those without
    which it says nothing.
    """

    name: str
    title: str
    note: str
    compose: Compose
    template: str
    choices: tuple[Choice, ...] = ()
    needs: tuple[Choice, ...] = ()
    form: Literal["docx", "pdf", "zip"] = "docx"


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "submission",
            "Tờ trình, danh sách và biểu tóm tắt",
            "Những hồ sơ đủ điều kiện hoặc chờ Hội đồng, theo tập thể, cá nhân, hộ gia đình",
            submission_of,
            "to-trinh",
            ("award", "proposer", "meeting"),
            ("award",),
        ),
        Kind(
            "appraisal",
            "Phiếu thẩm định",
            "Một hồ sơ: mọi điều kiện, nguồn, căn cứ",
            appraisal,
            "phieu-tham-dinh",
            ("nomination",),
            ("nomination",),
        ),
        Kind(
            "appraisals",
            "Mọi phiếu thẩm định (tệp nén)",
            "Mỗi hồ sơ một tệp Word",
            appraisal,
            "phieu-tham-dinh",
            ("award", "proposer"),
            form="zip",
        ),
        Kind(
            "pack",
            "Tài liệu họp Hội đồng (Word)",
            "Chương trình, hồ sơ theo thứ tự",
            pack_in_word,
            "tai-lieu-hop",
            ("meeting", "award", "proposer"),
        ),
        Kind(
            "pack-pdf",
            "Tài liệu họp Hội đồng (PDF)",
            "In đen trắng rõ",
            pack,
            "tai-lieu-hop",
            ("meeting", "award", "proposer"),
            form="pdf",
        ),
        Kind(
            "minutes",
            "Biên bản họp Hội đồng",
            "Thành phần, diễn biến, kết quả biểu quyết từng hồ sơ",
            minutes,
            "bien-ban-hop",
            ("meeting",),
            ("meeting",),
        ),
        Kind(
            "ballot-count",
            "Biên bản kiểm phiếu",
            "Phiếu phát ra, thu về, hợp lệ; số đồng ý từng tên",
            ballot_count,
            "bien-ban-kiem-phieu",
            ("meeting",),
            ("meeting",),
        ),
        Kind(
            "ballots",
            "Phiếu bầu",
            "Mỗi thành viên một phiếu, theo chương trình họp",
            ballot_papers,
            "phieu-bau",
            ("meeting", "award"),
            ("meeting",),
        ),
        Kind(
            "council-list",
            "Danh sách trình Chủ tịch UBND tỉnh, Thủ tướng",
            "Những hồ sơ Hội đồng đã thông qua",
            council_list,
            "danh-sach-trinh",
            ("meeting", "award"),
            ("meeting", "award"),
        ),
        Kind(
            "decision",
            "Dự thảo quyết định khen thưởng",
            "Kèm danh sách với tên ghi trên bằng",
            decision,
            "quyet-dinh",
            ("meeting", "award"),
            ("meeting", "award"),
        ),
        Kind(
            "reminder",
            "Công văn nhắc đơn vị",
            "Giấy tờ, số liệu còn thiếu của một đơn vị",
            reminder,
            "cong-van-nhac",
            ("proposer",),
            ("proposer",),
        ),
        Kind(
            "receipt",
            "Phiếu tiếp nhận hồ sơ",
            "Giấy tờ và số bản đã nhận của một đơn vị",
            receipt,
            "phieu-tiep-nhan",
            ("proposer",),
            ("proposer",),
        ),
        Kind(
            "annex",
            "Phụ lục số liệu báo cáo tổng kết",
            "Khen thưởng, xã đạt chuẩn, đóng góp, tiêu chí theo năm",
            annex,
            "phu-luc-so-lieu",
        ),
        Kind(
            "report",
            "Khung báo cáo tổng kết của tỉnh",
            "Đề cương I–IV: số liệu điền sẵn, phần viết để trống",
            annex,
            "khung-bao-cao",
        ),
    )
}


def paper_name(kind: Kind, order: Order) -> str:
    """The name of the file that a paper is kept in."""
    chosen = next((said for choice in kind.choices if (said := _said(order, choice))), "")
    return file_name(" ".join(part for part in (kind.title, chosen) if part), kind.form)


def _said(order: Order, choice: Choice) -> str:
    value = getattr(order, choice)
    return label("award", value) if choice == "award" else value or ""


NEEDED: Mapping[Choice, str] = {
    "award": "paper_needs_award",
    "proposer": "paper_needs_proposer",
    "nomination": "paper_needs_nomination",
    "meeting": "paper_needs_meeting",
}
"""The problem of each choice that is missing."""

Progress = Callable[[int], None]
"""Told how many documents are done."""


def write_paper(
    store: Store,
    campaign: Campaign,
    kind: Kind,
    order: Order,
    target: Path,
    *,
    progress: Progress = lambda done: None,
) -> None:
    """Make one paper into a file. Raises `Refused` where a choice that it needs is missing or a template is wrong."""
    require(order.by, Right.MAKE_PAPERS)
    if "meeting" in kind.needs and not order.meeting:
        order = replace(order, meeting=meeting_of(store, campaign, order).id)
    for choice in kind.needs:
        if not getattr(order, choice):
            raise Refused(Problem(NEEDED[choice]))
    mark = mark_of(campaign)
    if kind.form == "pdf":
        target.write_bytes(typeset(kind.template, {**kind.compose(store, campaign, order), "mark": mark}))
        return
    template, layout = template_file(kind.template), layout_on(order.dated)
    if kind.form == "docx":
        target.write_bytes(fill(template, kind.compose(store, campaign, order), layout, mark))
        return
    sheets = appraisals(store, campaign, order)
    named = ((file_name(f"{code} {content['name']}", "docx"), content) for code, content in sheets)
    filled = ((name, fill(template, content, layout, mark)) for name, content in named)
    write_archive(target, _told(filled, progress))


def _told(documents: Iterable[tuple[str, bytes]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    for done, document in enumerate(documents, start=1):
        yield document
        progress(done)
