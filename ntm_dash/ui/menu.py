"""The pages: where each stands in the menu, at which address it opens, and the right it asks for.

One place: the menu, the check before a page runs, and the links between pages all read it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.ui.access import person
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.parts import part

MONITORING, COUNCIL, REPORTING, RECORDS = "Theo dõi", "Hội đồng", "Báo cáo", "Dữ liệu"
SECTIONS = (MONITORING, COUNCIL, REPORTING, RECORDS)
WITH_FILES_FIRST = (MONITORING, RECORDS, COUNCIL, REPORTING)
"""The order for those who bring files in."""
AT_ONCE = 9
"""Pages that the menu shows until somebody asks for all, beside the one that is open: so the search and the role stand
on a laptop's screen too."""


@dataclass(frozen=True)
class Entry:
    """One page. `address` is ASCII and no file's stem: then the page can never be run bare, without `app.py`."""

    file: str
    section: str
    title: str
    icon: str
    address: str
    right: Right
    listed: bool = True
    """Whether the menu names it; a page of one thing is reached from the lists that name the thing."""


MENU: Mapping[str, Entry] = {
    "overview": Entry(
        "pages/monitoring/overview.py", MONITORING, "Tổng quan", "monitoring", "tong-quan", Right.SEE_SCREENING
    ),
    "nominations": Entry(
        "pages/monitoring/nominations.py", MONITORING, "Hồ sơ đề nghị", "inbox", "ho-so-de-nghi", Right.SEE_NOMINATIONS
    ),
    "screening": Entry("pages/council/screening.py", MONITORING, "Sàng lọc", "rule", "sang-loc", Right.SEE_NOMINATIONS),
    "progress": Entry(
        "pages/monitoring/progress.py", MONITORING, "Tiến độ tiêu chí", "grid_on", "tien-do", Right.SEE_PROVINCE
    ),
    "todo": Entry(
        "pages/monitoring/todo.py", MONITORING, "Việc cần làm", "checklist", "viec-can-lam", Right.SEE_NOMINATIONS
    ),
    "place": Entry("pages/monitoring/place.py", MONITORING, "Xã, huyện", "location_on", "dia-ban", Right.SEE_PROVINCE),
    "guide": Entry("pages/guidance/guide.py", MONITORING, "Hướng dẫn", "help", "huong-dan", Right.SEE_PROVINCE),
    "dossier": Entry(
        "pages/monitoring/dossier.py",
        MONITORING,
        "Bộ hồ sơ",
        "folder_open",
        "bo-ho-so",
        Right.SEE_NOMINATIONS,
        listed=False,
    ),
    "meeting": Entry("pages/council/meeting.py", COUNCIL, "Phiên họp", "groups", "phien-hop", Right.SEE_MEETING),
    "vote": Entry("pages/council/vote.py", COUNCIL, "Biểu quyết", "how_to_vote", "bieu-quyet", Right.SEE_MEETING),
    "agenda": Entry(
        "pages/council/agenda.py", COUNCIL, "Chuẩn bị họp", "event_note", "chuan-bi-hop", Right.SEE_MEETING
    ),
    "rulings": Entry("pages/council/rulings.py", COUNCIL, "Phán quyết", "gavel", "phan-quyet", Right.SEE_MEETING),
    "results": Entry(
        "pages/council/results.py", COUNCIL, "Kết quả xét", "fact_check", "ket-qua-xet", Right.SEE_MEETING
    ),
    "room": Entry("pages/council/room.py", COUNCIL, "Màn hình họp", "cast", "man-hinh", Right.SEE_MEETING),
    "what_if": Entry("pages/council/what_if.py", COUNCIL, "Thử phương án", "tune", "thu-phuong-an", Right.SEE_MEETING),
    "ranking": Entry(
        "pages/council/ranking.py", COUNCIL, "Xếp hạng huyện", "leaderboard", "xep-hang", Right.SEE_PROVINCE
    ),
    "candidates": Entry(
        "pages/council/candidates.py", COUNCIL, "Cận điều kiện", "person_add", "can-dieu-kien", Right.SEE_SCREENING
    ),
    "double_awards": Entry(
        "pages/council/double_awards.py", COUNCIL, "Trùng khen", "content_copy", "trung-khen", Right.SEE_SCREENING
    ),
    "closing_reports": Entry(
        "pages/reporting/closing_reports.py",
        REPORTING,
        "Báo cáo đơn vị",
        "assignment_turned_in",
        "bao-cao-don-vi",
        Right.SEE_NOMINATIONS,
    ),
    "papers": Entry("pages/reporting/papers.py", REPORTING, "Văn bản", "draft", "van-ban", Right.MAKE_PAPERS),
    "intake": Entry("pages/records/intake.py", RECORDS, "Nhập dữ liệu", "upload_file", "nhap-du-lieu", Right.IMPORT),
    "completeness": Entry(
        "pages/records/completeness.py", RECORDS, "Độ đầy đủ", "fact_check", "do-day-du", Right.SEE_PROVINCE
    ),
    "rulebook": Entry(
        "pages/records/rulebook.py", RECORDS, "Bộ tiêu chuẩn", "menu_book", "bo-tieu-chuan", Right.SEE_NOMINATIONS
    ),
    "journal": Entry("pages/records/journal.py", RECORDS, "Nhật ký", "history", "nhat-ky", Right.SEE_JOURNAL),
    "accounts": Entry(
        "pages/records/accounts.py", RECORDS, "Tài khoản", "manage_accounts", "tai-khoan", Right.MANAGE_ACCOUNTS
    ),
    "backups": Entry("pages/records/backups.py", RECORDS, "Sao lưu", "save", "sao-luu", Right.MANAGE_CAMPAIGN),
}
FIRST_PAGES = ("overview", "nominations")
"""The page that opens first is the first of these that the role may see."""
PAGE = "page"
"""What a click in the menu picks, before the name of the page."""
FIRST_ADDRESS = "trang-dau"
"""Stands in for the first page's own address, which then is free for its second entry."""


def opens(page: str, person: Person) -> bool:
    """Whether a page opens for a person."""
    return may(person, MENU[page].right)


def navigate(person: Person | None) -> tuple[str, StreamlitPage]:
    """The page that is asked for, and its name; `menu_html` draws the menu.

    Pages outside the role keep their addresses, so that a link to one is answered and not taken for a wrong one.
    """
    allowed = [name for name in MENU if person is not None and opens(name, person)]
    home = next((name for name in FIRST_PAGES if name in allowed), FIRST_PAGES[0])
    pages = [(name, copy(page)) for name, page in _pages(home)]
    asked = st.navigation([page for _, page in pages], position="hidden")
    return next((name, page) for name, page in pages if page is asked)


@cache
def _pages(home: str) -> Sequence[tuple[str, StreamlitPage]]:
    """All pages by name; the first one stands at the address without a name, and opens at its own as well.

    Streamlit looks up each file, which takes long where many runs do so at once: once in a process is enough.
    """
    pages = [
        st.Page(
            entry.file,
            title=entry.title,
            icon=f":material/{entry.icon}:",
            url_path=FIRST_ADDRESS if name == home else entry.address,
            default=name == home,
        )
        for name, entry in MENU.items()
    ]
    also = st.Page(MENU[home].file, title=MENU[home].title, url_path=MENU[home].address)
    return [*zip(MENU, pages, strict=True), (home, also)]


def menu_html(person: Person, shown: str) -> str:
    """The menu of what the person may open; picks "page …". The page that is shown stands in it, folded or not."""
    order = WITH_FILES_FIRST if opens("intake", person) else SECTIONS
    listed = [
        name
        for section in order
        for name, entry in MENU.items()
        if entry.section == section and entry.listed and opens(name, person)
    ]
    first = [name for place, name in enumerate(listed) if place < AT_ONCE or name == shown]
    rest = [name for name in listed if name not in first]
    more = (
        f'<details data-fold="menu"><summary><span class="less">Thêm {len(rest)} trang</span>'
        f'<span class="more">Thu gọn</span></summary>{_sections(rest, order, shown)}</details>'
        if rest
        else ""
    )
    return f'<nav class="ntm-menu" aria-label="Các trang">{_sections(first, order, shown)}{more}</nav>'


def _sections(names: Sequence[str], order: Sequence[str], shown: str) -> str:
    drawn = ""
    for section in order:
        items = ""
        for name in names:
            entry = MENU[name]
            if entry.section == section:
                here = ' aria-current="page"' if name == shown else ""
                items += (
                    f'<li><a href="{entry.address}" data-pick="{PAGE} {name}"{here}>'
                    f'<i aria-hidden="true" translate="no">{entry.icon}</i>{entry.title}</a></li>'
                )
        drawn += f'<p aria-hidden="true">{section}</p><ul aria-label="{section}">{items}</ul>' if items else ""
    return drawn


@part
def run(asked: tuple[str, StreamlitPage]) -> None:
    """Run the page that is asked for, or say that it is outside the person's role.

    What changes on the page runs the page alone, as whoever acts by then: the menu and what stands beside stay.
    """
    name, page = asked
    if opens(name, person()):
        copy(page).run()  # a page object runs once only
        return
    headline("Không có quyền", MENU[name].title)
    empty("Trang này không thuộc vai trò đang dùng", "Chọn vai trò khác nếu có, hoặc hỏi người quản trị.", "excluded")
