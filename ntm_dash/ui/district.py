"""One district on its page: its figures and places, its communes, what it lacks, its nominations and files."""

from __future__ import annotations

from html import escape

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.places import awards_of, cases_in, origins, seen_by
from ntm_dash.services.progress import Commune, District, Province
from ntm_dash.services.screening import sources
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import caption_html, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.districts import STYLE, place_html
from ntm_dash.ui.lacking import lacking_html
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import commune_link
from ntm_dash.ui.place import awards_html, nominations_html, origins_html, rows_html
from ntm_dash.ui.progress import average, between, gain, gained_words, inside, share

TRUTH = {True: "✓", False: "–", None: "?"}


def district_html(campaign: Campaign, district: District, province: Province) -> str:
    """The whole drawing of a district's page."""
    at_hand = ask(cases_in, campaign, district.code).at(district.code)
    awards = ask(awards_of, campaign, district.code)
    names = {commune.code: commune.name for commune in district.communes}
    return (
        STYLE
        + figures_html(district, province)
        + rows_html(
            (
                communes_html(district, province),
                "".join(lacking_html(at_hand.own, campaign.rulebook))
                + awards_html(awards, ask(sources, tuple(each.source for each in awards))),
            ),
            (nominations_html(seen_by(at_hand.nominations, person()), inside(district.name), names),),
            (origins_html(ask(origins, campaign, district.code, viewer())),),
        )
    )


def figures_html(district: District, province: Province) -> str:
    """The figures of a district in one ruled row, each with its place where it is ranked."""
    cells = [
        ("công nhận đạt chuẩn", f"{between(district.recognised)}/{len(district.communes)} xã", ""),
        ("tỷ lệ công nhận", share(district.share), _ranked(place_html(district.share_place))),
        ("tiêu chí bình quân", average(district.average), f"toàn tỉnh {average(province.average)}"),
    ]
    if province.growth:
        since = f"tăng bình quân từ {day(province.growth.baseline)}"
        cells.append((since, gain(district.gain), _ranked(place_html(district.gain_place))))
    lacking = f"{district.unassessed} xã" if district.unassessed else "không có"
    cells.append(("chưa có đánh giá còn hiệu lực", lacking, ""))
    drawn = "".join(
        f'<div style="padding:.4rem .8rem .5rem 0"><div style="font-size:.86rem;color:{role("soft")}">'
        f"{escape(label)}</div>"
        f'<div style="font-size:1.5rem;font-weight:600;line-height:1.15;color:{role("ink")};white-space:nowrap">'
        f'{escape(value)}</div><div style="font-size:.86rem;color:{role("soft")}">{note}</div></div>'
        for label, value, note in cells
    )
    return (
        f'<div style="display:grid;grid-template-columns:repeat({len(cells)},auto);justify-content:space-between;'
        f'border-top:1px solid {role("line")};border-bottom:1px solid {role("line")}">{drawn}</div>'
    )


def _ranked(place: str) -> str:
    return f"hạng {place}" if place else "không xếp hạng"


def communes_html(district: District, province: Province) -> str:
    """The communes of a district, best first, each a link to its page."""
    since = f"mới từ {day(province.growth.baseline)}" if province.growth else ""
    grown = f'<th scope="col" style="width:5.2rem">{since}</th>' if since else ""
    rows = "".join(_commune_row(commune, province) for commune in district.communes)
    return (
        section_html(f"{len(district.communes)} xã", "△ đặc biệt khó khăn; ✓ đã công nhận đạt chuẩn, ? chưa rõ")
        + f'<table class="ntm-table">{caption_html("Các xã")}<thead><tr><th scope="col">Xã</th>'
        + f'<th scope="col" style="width:4.5rem">tiêu chí đạt</th>{grown}<th scope="col" style="width:4.6rem">'
        + f'đạt chuẩn</th><th scope="col" style="width:6rem">đánh giá</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _commune_row(commune: Commune, province: Province) -> str:
    hard = "△ " if commune.disadvantaged.at_least else ""
    grown = f"<td>{escape(gained_words(commune, province.growth))}</td>" if province.growth else ""
    when = day(commune.now.assessed_on) if commune.now else "chưa có"
    met = between(commune.met) if commune.now else "?"
    return (
        f'<tr data-pick="xa {escape(commune.code, quote=True)}"><th scope="row">{hard}'
        f"{commune_link(commune.code, commune.name)}</th><td><b>{met}</b></td>{grown}"
        f"<td>{TRUTH[commune.recognised.truth]}</td><td>{when}</td></tr>"
    )
