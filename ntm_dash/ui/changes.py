"""Criteria gained and lost as a list: since the baseline or from review to review, with the file rows behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.changes import PAGE, Change, Changes, Loss, changes, losses
from ntm_dash.services.criteria import Criterion
from ntm_dash.services.progress import District, Province
from ntm_dash.services.screening import Source, sources
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import caption_html, row_html, section_html
from ntm_dash.ui.choosing import CRITERION, MOVED, SHEET, SINCE, chosen, chosen_page
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day, number
from ntm_dash.ui.opening import commune_link, pages_html, row_link, view_link
from ntm_dash.ui.place import nothing_html, origin
from ntm_dash.ui.progress import name_of, short, switch_html

BASELINE, REVIEW = "goc", "lan-truoc"
LOST, GAINED = "mat", "moi"
MOST_LOSSES = 30

STYLE = f"""<style>
.ntm-changes{{width:100%;table-layout:fixed;border-collapse:collapse;font-size:.95rem;line-height:1.3;color:{role("ink")}}}
.ntm-changes th,.ntm-changes td{{text-align:left;font-weight:400;padding:.32rem .5rem .32rem 0;border:0;
 border-bottom:1px solid {role("hair")};vertical-align:top}}
.ntm-changes thead th{{font-size:.86rem;color:{role("soft")};border-bottom:1.5px solid {role("ink")}}}
.ntm-changes small{{font-size:.86rem;color:{role("soft")}}}
.ntm-changes td:last-child a{{overflow-wrap:anywhere}}
.ntm-filters{{display:flex;flex-wrap:wrap;gap:0 2.5rem}}
.ntm-numbers{{display:flex;flex-wrap:wrap;gap:.1rem .55rem;font-size:.86rem;padding:.15rem 0;color:{role("soft")}}}
</style>"""


class Asked:
    """What the address asks of the list, and the page of changes that answers it."""

    def __init__(self, campaign: Campaign, province: Province, whole: Province, district: District | None) -> None:
        self.since = chosen(SINCE, {BASELINE, REVIEW}) or (BASELINE if province.growth else REVIEW)
        self.moved = chosen(MOVED, {LOST, GAINED})
        found = chosen(CRITERION, {str(each) for each in range(1, province.criteria + 1)})
        self.number = int(found) if found else None
        narrowed = {
            "district": district.code if district else None,
            "communes": None if province is whole else tuple(sorted(province.by_code)),
            "number": self.number,
            "lost": {LOST: True, GAINED: False, None: None}[self.moved],
        }
        baseline = province.growth.baseline if province.growth else None
        since = "baseline" if self.since == BASELINE else "review"
        self.found: Changes = ask(changes, campaign, since, baseline, **narrowed)
        all_of = {LOST: self.found.lost, GAINED: self.found.gained, None: self.found.lost + self.found.gained}
        self.total = all_of[self.moved]
        self.pages = max(1, -(-self.total // PAGE))
        self.page = chosen_page(self.pages)
        self._question = partial(ask, changes, campaign, since, baseline, **narrowed)
        if self.page > 1:
            self.found = self._question(page=self.page)

    def everything(self) -> list[Change]:
        """The changes of all pages."""
        return [each for page in range(1, self.pages + 1) for each in self._question(page=page).listed]

    def words(self, district: District | None, group: Province, whole: Province) -> list[str]:
        """The filters in words."""
        said = [district.name] if district else []
        if group is not whole:
            said.append(f"{len(group.communes)} trong {len(whole.communes)} xã")
        if self.since == REVIEW:
            said.append("giữa các lần đánh giá")
        if self.moved:
            said.append({LOST: "không còn đạt", GAINED: "đạt mới"}[self.moved])
        if self.number:
            said.append(f"tiêu chí {self.number}")
        return said


def changes_sentence(asked: Asked, province: Province, where: str) -> str:
    """How many criteria were lost and gained, and since when."""
    found = asked.found
    when = f"so với {day(province.growth.baseline)}" if asked.since == BASELINE and province.growth else "qua các lần"
    tail = "" if asked.since == BASELINE else " đánh giá"
    return (
        f"{where}: {number(found.lost)} lượt tiêu chí không còn đạt, {number(found.gained)} lượt đạt mới {when}{tail}"
    )


def changes_html(
    campaign: Campaign, asked: Asked, province: Province, district: District | None, criteria: Sequence[Criterion]
) -> str:
    """The filters, the page of changes, and the events of loss that form 02 tells."""
    found = asked.found
    since = {BASELINE: f"So với {day(province.growth.baseline)}"} if province.growth else {}
    filters = switch_html(SINCE, {**since, REVIEW: "Giữa các lần đánh giá"}, asked.since)
    both = number(found.lost + found.gained)
    moved = {
        "": f"Tất cả {both}",
        LOST: f"Không còn đạt {number(found.lost)}",
        GAINED: f"Đạt mới {number(found.gained)}",
    }
    filters += switch_html(MOVED, moved, asked.moved or "")
    numbers = "".join(_number(each, asked.number) for each in criteria)
    every = view_link("mọi tiêu chí", {CRITERION: None, SHEET: None}) if asked.number else "<b>mọi tiêu chí</b>"
    rows_of = ask(sources, tuple(n for each in found.listed for n in (each.source, each.was_source)))
    names = {each.number: name_of(each) for each in criteria}
    rows = "".join(_row(each, names, province, rows_of) for each in found.listed)
    table = (
        f'<table class="ntm-changes">{caption_html("Tiêu chí thêm và mất")}'
        f'<thead><tr><th scope="col" style="width:7.6rem">Thay đổi</th><th scope="col">Tiêu chí</th>'
        '<th scope="col" style="width:10rem">Xã</th><th scope="col" style="width:11.5rem">Ngày</th>'
        '<th scope="col" style="width:15.5rem">Nguồn: lần này, lần trước</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        if rows
        else nothing_html("Không có thay đổi nào theo bộ lọc này.")
    )
    return (
        f'{STYLE}<div class="ntm-filters">{filters}</div><div class="ntm-numbers">{every}{numbers}</div>{table}'
        f"{pages_html(asked.page, asked.pages)}{_losses(campaign, district, province)}"
    )


def _number(criterion: Criterion, wanted: int | None) -> str:
    if criterion.number == wanted:
        return f"<b>{criterion.number}. {escape(criterion.short_name)}</b>"
    changed = {CRITERION: str(criterion.number), SHEET: None}
    return view_link(str(criterion.number), changed, title=name_of(criterion))


def _row(change: Change, names: Mapping[int, str], province: Province, rows_of: Mapping[int, Source]) -> str:
    state, word = ("unmet", "Không còn đạt") if change.lost else ("met", "Đạt mới")
    of = province.districts.get(change.district)
    where = f" <small>{escape(short(of))}</small>" if of else ""
    changed = "<br><small>đổi bộ tiêu chí giữa hai lần</small>" if change.changed_set else ""
    return (
        f'<tr><td><b style="color:{role(f"{state}_text")};white-space:nowrap">{mark(state, 15)} {word}</b></td>'
        f"<td>{change.number}. {escape(names.get(change.number, ''))}{changed}</td>"
        f"<td>{commune_link(change.code, change.name)}{where}</td>"
        f"<td>{day(change.on)} <small>trước: {day(change.was_on)}</small></td>"
        f"<td><small>{_origins(change, rows_of)}</small></td></tr>"
    )


def _origins(change: Change, rows_of: Mapping[int, Source]) -> str:
    """Both file rows; the name of a file that holds both stands once."""
    now, was = rows_of[change.source], rows_of[change.was_source]
    if (now.batch, now.file, now.sheet) != (was.batch, was.file, was.sheet):
        return f"{origin(change.source, rows_of)}; {origin(change.was_source, rows_of)}"
    return f"{origin(change.source, rows_of)}, {row_link(change.was_source, f'dòng {was.line}')}"


def _losses(campaign: Campaign, district: District | None, province: Province) -> str:
    found = [
        each
        for each in ask(losses, campaign)
        if each.code in province.by_code and (district is None or each.district == district.code)
    ]
    title = f"{len(found)} lần biểu 02 ghi không duy trì tiêu chí"
    html = section_html(title, "Sự kiện do huyện ghi, tách khỏi kết quả đánh giá ở trên")
    rows_of = ask(sources, tuple(each.source for each in found[:MOST_LOSSES]))
    for each in found[:MOST_LOSSES]:
        html += _loss(each, province, rows_of)
    if len(found) > MOST_LOSSES:
        html += nothing_html(f"và {len(found) - MOST_LOSSES} lần khác; chọn một huyện để xem đủ.")
    return html


def _loss(loss: Loss, province: Province, rows_of: Mapping[int, Source]) -> str:
    of = province.districts.get(loss.district)
    about = " · ".join(part for part in (loss.decision, loss.content) if part)
    middle = (
        f"{commune_link(loss.code, loss.name)}, {escape(short(of) if of else '')}"
        f'<div style="font-size:.86rem;color:{role("soft")}">{escape(about)} {origin(loss.source, rows_of)}</div>'
    )
    until = f" đến {day(loss.to_on)}" if loss.to_on else ""
    return row_html(mark("unmet", 18), middle, f"{day(loss.from_on)}{until}")
