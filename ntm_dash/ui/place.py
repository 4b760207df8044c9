"""One place: its nominations with their verdicts, its earlier awards, and the files that speak of it.

Everything here is HTML for one drawing of the page; what opens is told by `ui/opening.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.local_time import local
from ntm_dash.services.places import Nominated, Origin, PlaceAward
from ntm_dash.services.progress import Province
from ntm_dash.services.screening import Source
from ntm_dash.ui.blocks import row_html, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import case_link, commune_link, district_link, import_link, row_link
from ntm_dash.ui.progress import between
from ntm_dash.ui.words import form_title, label

MOST_NOMINATIONS = 40
MOST_LINES = 24
MOST_DISTRICTS = 120

STYLE = f"""<style>
.ntm-place{{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.2rem 2rem;align-items:start;
 margin-top:.6rem;color:{role("ink")};line-height:1.35}}
.ntm-place>.whole{{grid-column:1/-1}}
.ntm-place a{{overflow-wrap:anywhere}}
.ntm-place .two{{columns:2;column-gap:2rem}}
.ntm-place .two>div{{break-inside:avoid}}
.ntm-find{{columns:3;column-gap:2rem;line-height:1.75;padding-top:.5rem}}
.ntm-find span{{color:{role("soft")};font-size:.86rem}}
</style>"""


LIST_STYLE = f"""<style>
.ntm-list{{columns:2;column-gap:2rem;color:{role("ink")};line-height:1.35;padding-top:.4rem}}
.ntm-list>div{{display:flex;justify-content:space-between;gap:.6rem;padding:.2rem 0;break-inside:avoid;
 border-bottom:1px solid {role("hair")}}}
.ntm-list small{{font-size:.86rem;color:{role("soft")}}}
</style>"""


def rows_html(*rows: Sequence[str]) -> str:
    """Sections under each other, one or two in a row."""
    cells = ""
    for row in rows:
        shown = [each for each in row if each]
        cells += "".join(f'<div class="{"whole" if len(shown) == 1 else ""}">{each}</div>' for each in shown)
    return f'{STYLE}<div class="ntm-place">{cells}</div>'


def places_html(province: Province) -> str:
    """The districts to choose from, each a link, for a page that no place was chosen for."""
    shown = list(province.districts.values())[:MOST_DISTRICTS]
    left = len(province.districts) - len(shown)
    listed = "".join(
        f"<div>{district_link(each.code, each.name)} <span>{len(each.communes)} xã, "
        f"{between(each.recognised)} đạt chuẩn</span></div>"
        for each in shown
    )
    more = f"<div><span>và {left} huyện khác: tìm theo tên ở thanh bên</span></div>" if left else ""
    note = "Huyện mở ra danh sách xã; tên xã tìm nhanh nhất bằng ô tìm ở thanh bên"
    return f'{STYLE}{section_html("Chọn huyện, thành phố", note)}<div class="ntm-find">{listed}{more}</div>'


def nominations_html(found: Sequence[Nominated], here: str, communes: Mapping[str, str]) -> str:
    """The nominations from a place, each with its verdict; `communes` names those of a district."""
    if not found:
        return section_html(f"Chưa có hồ sơ đề nghị nào từ {here}", "Tập thể, cá nhân, thôn và xã") + nothing_html(
            "Hồ sơ của biểu 03 ghi huyện, xã này sẽ hiện ở đây."
        )
    rows = ""
    for each in found[:MOST_NOMINATIONS]:
        screened = each.screened
        state = STATE_OF_VERDICT[screened.verdict]
        about = [screened.nomination or "", label("award", screened.award), label("subject", screened.subject).lower()]
        where = communes.get(screened.commune or "", "")
        beside = f" · {commune_link(screened.commune or '', f'xã {where}')}" if where else ""
        middle = (
            f'<div style="font-weight:600">{case_link(screened.nomination or "", each.nominee)}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(" · ".join(about))}{beside}</div>'
        )
        verdict = f'<b style="color:{role(f"{state}_text")}">{escape(label("verdict", screened.verdict))}</b>'
        rows += row_html(mark(state, 18), middle, verdict)
    left = len(found) - MOST_NOMINATIONS
    more = nothing_html(f"và {left} hồ sơ khác, xem ở trang Sàng lọc.") if left > 0 else ""
    title = section_html(f"{len(found)} hồ sơ đề nghị từ {here}", "Chọn tên để mở hồ sơ ở trang Sàng lọc")
    return title + (f'<div class="two">{rows}</div>' if communes else rows) + more


def awards_html(found: Sequence[PlaceAward], rows_of: Mapping[int, Source]) -> str:
    """The earlier awards of the place itself; that there is none is a statement, silence is not."""
    note = "Khen thưởng đã có của chính xã, huyện (biểu 05)"
    if not found:
        return section_html("Chưa có lịch sử khen thưởng", note) + nothing_html(
            "Chưa ai gửi: chưa rõ, không phải là chưa từng được khen. Ban Thi đua – Khen thưởng cung cấp biểu 05."
        )
    standing = [each for each in found if each.status == "in_force"]
    rows = ""
    for each in found:
        word = label("award_status", each.status)
        name = (label("award", each.form) if each.form else word) or word
        when = day(each.decided_on) if each.decided_on else str(each.decided_year or "")
        about = [each.decision or "", each.movement or "", word if each.form else ""]
        middle = (
            f'<div style="font-weight:600">{escape(name)}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(" · ".join(part for part in about if part))} '
            f"{origin(each.source, rows_of)}</div>"
        )
        rows += row_html(mark("excluded", 18) if each.status == "in_force" else "", middle, escape(when))
    title = f"{len(standing)} lần đã được khen" if standing else "Đã rà soát: chưa được khen"
    return section_html(title, note) + rows


def origins_html(found: Sequence[Origin]) -> str:
    """The files that speak of the place, each with the import it came in and the lines that open."""
    if not found:
        return section_html("Chưa có dòng số liệu nào", "Nguồn số liệu") + nothing_html(
            "Nhập biểu 01 và biểu 02 của xã, huyện ở trang Nhập dữ liệu."
        )
    rows = ""
    for each in sorted(found, key=lambda each: (form_title(each.form), each.batch)):
        lines = " ".join(row_link(source, str(line)) for line, source in each.lines[:MOST_LINES])
        left = len(each.lines) - MOST_LINES
        more = f" và {left} dòng khác" if left > 0 else ""
        middle = (
            f'<div style="font-weight:600">{escape(each.file)}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(form_title(each.form))} · dòng {lines}{more}'
            "</div>"
        )
        when = (
            f"{import_link(each.batch, f'Lần nhập số {each.batch}')}"
            f'<div style="font-size:.86rem;color:{role("soft")}">{day(local(each.imported_at).date())}, '
            f"{escape(each.who)}</div>"
        )
        rows += row_html("", middle, when)
    total = sum(len(each.lines) for each in found)
    files = len({(each.batch, each.file) for each in found})
    note = "Bấm số dòng để xem dòng số liệu gốc"
    return section_html(f"{total} dòng số liệu trong {files} tệp", note) + rows


def origin(source: int, rows_of: Mapping[int, Source]) -> str:
    """The file and line of a record, as a link that opens the row."""
    known = rows_of.get(source)
    return "" if known is None else row_link(source, f"{known.file}, dòng {known.line}")


def nothing_html(words: str) -> str:
    """One grey line where a list is empty."""
    return f'<div style="padding:.5rem 0;color:{role("soft")};font-size:.95rem">{escape(words)}</div>'
