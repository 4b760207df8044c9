"""Which criteria block most: by district, how many communes do not meet each one, and the communes behind a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion
from ntm_dash.services.progress import Commune, Communes, District, Province
from ntm_dash.services.screening import Source, sources
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.choosing import CRITERION, DISTRICT, SHEET, chosen, chosen_page
from ntm_dash.ui.colours import role
from ntm_dash.ui.grid import STYLE, criteria_table, grouped
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import commune_link, pages_html, view_link, view_pick
from ntm_dash.ui.picture import chart
from ntm_dash.ui.place import LIST_STYLE, origin
from ntm_dash.ui.progress import inside, name_of, short

MOST_DISTRICTS = 20
MOST_COMMUNES = 90

OWN_STYLE = f"""<style>
.ntm-grid td.n{{padding:0 2px;text-align:center}}
.ntm-grid td.n>div{{height:calc(var(--row) - 4px);display:flex;align-items:center;justify-content:center;gap:.15em;
 border-radius:2px;cursor:pointer;border:2px solid transparent;box-sizing:border-box}}
.ntm-grid td.n>div:hover,.ntm-grid td.n>.on{{border-color:{role("accent")}}}
.ntm-grid td.n small{{border:1px dashed {role("unknown")};padding:0 .15em;font-size:.75rem}}
.ntm-grid tfoot td.n>div{{flex-direction:column;gap:0;height:36px;font-size:.86rem;line-height:1}}
.ntm-grid tfoot td:last-child{{text-align:right}}
</style>"""


def blocking_sentence(communes: Communes, criteria: Sequence[Criterion], where: str) -> str:
    """Which criterion most communes do not meet: "Toàn tỉnh: giao thông cản nhiều xã nhất, 145 trong 207 xã …"."""
    unmet = {criterion: communes.missing[criterion.number - 1][0] for criterion in criteria}
    worst = max(unmet, key=lambda criterion: unmet[criterion])
    if not unmet[worst]:
        return f"{where}: không tiêu chí nào có xã chưa đạt"
    total = len(communes.communes)
    return f"{where}: {inside(name_of(worst))} cản nhiều xã nhất, {unmet[worst]} trong {total} xã chưa đạt"


def blocking_html(
    campaign: Campaign, province: Province, district: District | None, criteria: Sequence[Criterion]
) -> str:
    """The table of districts by criterion, and below it the communes behind the cell that the address names."""
    listed = [district] if district else list(province.districts.values())
    pages = max(1, -(-len(listed) // MOST_DISTRICTS))
    chosen_number = chosen(CRITERION, {str(each.number) for each in criteria})
    page = 1 if chosen_number else chosen_page(pages)
    shown = listed[(page - 1) * MOST_DISTRICTS : page * MOST_DISTRICTS]
    number = int(chosen_number) if chosen_number else None
    rows = "".join(_row(each, criteria, number, district is not None) for each in shown)
    foot = _row(province, criteria, number if district is None else None, chosen_here=True)
    table = criteria_table(
        "Số xã chưa đạt từng tiêu chí",
        criteria,
        rows,
        '<th scope="col" class="f">xã</th>',
        '<col style="width:3.4rem">',
        25,
        foot,
    )
    legend = (
        '<div class="ntm-legend"><span>số xã chưa đạt; càng đậm càng nhiều xã của huyện chưa đạt</span>'
        '<span class="ntm-k"><small style="border:1px dashed;padding:0 .15em">?2</small> số xã chưa có số liệu</span>'
        "<span>chọn một ô để mở danh sách xã</span></div>"
    )
    below = _behind(campaign, district or province, number, criteria) if number else pages_html(page, pages)
    return STYLE + OWN_STYLE + LIST_STYLE + chart("Số xã chưa đạt từng tiêu chí", table + legend) + below


def _row(communes: Communes, criteria: Sequence[Criterion], number: int | None, chosen_here: bool = False) -> str:
    code = communes.code if isinstance(communes, District) else ""
    name = short(communes) if isinstance(communes, District) else "Toàn tỉnh"
    total = len(communes.communes)
    cells = ""
    for criterion, first in grouped(criteria):
        unmet, unknown = communes.missing[criterion.number - 1]
        on = "on" if chosen_here and criterion.number == number else ""
        depth = 100 * unmet // max(1, total)
        title = f"{name}, {criterion.number}. {name_of(criterion)}: {unmet} xã chưa đạt"
        title += f", {unknown} xã chưa có số liệu" if unknown else ""
        more = f"<small>?{unknown}</small>" if unknown else ""
        pick = view_pick({DISTRICT: code, CRITERION: str(criterion.number), SHEET: None})
        cells += (
            f'{"<td></td>" * first}<td class="n"><div class="{on}" data-pick="{pick}" tabindex="0" '
            f'title="{escape(title, quote=True)}" style="background:color-mix(in srgb,{role("unmet")} '
            f'{depth // 2}%,transparent)">{unmet or "–"}{more}</div></td>'
        )
    head = view_link(name, {DISTRICT: code, CRITERION: None, SHEET: None}, plain=True)
    return f'<tr><th scope="row"><b>{head}</b></th>{cells}<td>{total}</td></tr>'


def _behind(campaign: Campaign, communes: Communes, number: int, criteria: Sequence[Criterion]) -> str:
    """The communes that do not meet a criterion, and those of which it is not known."""
    criterion = next(each for each in criteria if each.number == number)
    answers = list(zip(communes.communes, communes.answers(number), strict=True))
    unmet = [commune for commune, answer in answers if answer is False]
    unknown = [commune for commune, answer in answers if answer is None]
    pages = max(1, -(-max(len(unmet), len(unknown)) // MOST_COMMUNES))
    page = chosen_page(pages)
    part = slice((page - 1) * MOST_COMMUNES, page * MOST_COMMUNES)
    shown = [*unmet[part], *unknown[part]]
    rows_of = ask(sources, tuple(commune.now.source for commune in shown if commune.now))
    where = (
        "toàn tỉnh"
        if isinstance(communes, Province)
        else inside(communes.name)
        if isinstance(communes, District)
        else ""
    )
    names = {} if isinstance(communes, District) or not isinstance(communes, Province) else communes.districts
    title = f"{number}. {name_of(criterion)}: {len(unmet)} xã chưa đạt"
    html = section_html(title, f"Ở {where}; chọn tên để mở trang của xã, chọn tệp để mở dòng số liệu gốc")
    html += _list(unmet[part], rows_of, names)
    if unknown:
        note = "Chưa được đánh giá, hoặc đánh giá đã quá hạn hiệu lực; UBND huyện cung cấp biểu 01"
        html += section_html(f"{len(unknown)} xã chưa có số liệu", note) + _list(unknown[part], rows_of, names)
    return html + pages_html(page, pages)


def _list(communes: Iterable[Commune], rows_of: Mapping[int, Source], districts: Mapping[str, District]) -> str:
    rows = ""
    for commune in communes:
        where = f" <small>{escape(short(districts[commune.district]))}</small>" if commune.district in districts else ""
        when = day(commune.now.assessed_on) if commune.now else "chưa có đánh giá"
        source = origin(commune.now.source, rows_of) if commune.now else ""
        rows += (
            f"<div><span>{commune_link(commune.code, commune.name)}{where}</span><small>{when} · {source}</small></div>"
        )
    return f'<div class="ntm-list">{rows}</div>'
