"""The guide: a path of a few steps for each role, one case read step by step, and the words of the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from ntm_dash.domain.access import Person
from ntm_dash.domain.paths import GUIDE
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.listing import listing
from ntm_dash.services.screening import Case, sources
from ntm_dash.services.ways import ways
from ntm_dash.ui import findings
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import CAMPAIGN, ask, standing_campaigns
from ntm_dash.ui.blocks import SERIF, note_html, section_html
from ntm_dash.ui.case import answers_html, finding_html, readings_html
from ntm_dash.ui.choosing import NOMINATION, TERM, VIEW
from ntm_dash.ui.colours import role
from ntm_dash.ui.controls import toggle
from ntm_dash.ui.menu import MENU, opens
from ntm_dash.ui.opening import page_link, view_change
from ntm_dash.ui.sketches import WIDTH, sketch
from ntm_dash.ui.ways import ways_html
from ntm_dash.ui.words import label

CASE, WORDS = "xem-mau", "tu-ngu"
"""The views beside those of the paths."""


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((GUIDE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def views() -> Mapping[str, str]:
    """The views of the page with their titles: the paths, the case, the words."""
    return {each["id"]: each["title"] for each in _read("paths")["paths"]} | {
        CASE: "Xem mẫu một hồ sơ",
        WORDS: "Từ ngữ",
    }


def view_of(by: Person) -> str:
    """The path of a role."""
    found = (each["id"] for each in _read("paths")["paths"] if by.role in each["roles"])
    return next(found, next(iter(views())))


def guide_sentence(view: str) -> str:
    """What the view is for."""
    path = next((each for each in _read("paths")["paths"] if each["id"] == view), None)
    if path:
        return f"{path['title']}: {path['sentence'][:1].lower()}{path['sentence'][1:]}"
    return "Đọc một hồ sơ từ kết quả đến dòng số liệu" if view == CASE else "Từ ngữ của đợt tổng kết, có chỗ căn cứ"


def views_html(view: str) -> str:
    """The views to choose from."""
    parts = "".join(
        toggle(view_change({VIEW: name, TERM: None}), words, name == view) for name, words in views().items()
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.4rem;padding-bottom:.5rem">{parts}</div>'


def path_html(view: str, by: Person) -> str:
    """The steps of a path: a small drawing, the page it opens, what there is to see and do."""
    path = next(each for each in _read("paths")["paths"] if each["id"] == view)
    return "".join(_step(number, each, by) for number, each in enumerate(path["steps"], 1))


def _step(number: int, step: Mapping[str, Any], by: Person) -> str:
    page = step["page"]
    where = f"trang {MENU[page].title}" + ("" if opens(page, by) else ", của vai trò khác")
    return (
        f'<div style="display:grid;grid-template-columns:2rem {WIDTH}px minmax(0,1fr);gap:0 1rem;align-items:start;'
        f'padding:.55rem 0;border-bottom:1px solid {role("hair")};line-height:1.4;color:{role("ink")}">'
        f'<div style="{SERIF}font-size:1.5rem;line-height:1.1;text-align:right;color:{role("soft")}">{number}</div>'
        f"{sketch(step['sketch'])}<div>"
        f'<h2 style="{SERIF}font-size:1.15rem;margin:0;padding:0">'
        f"{page_link(page, step['title'], **step['address'])} "
        f"<span style=\"font:400 .86rem 'Source Sans',sans-serif;color:{role('soft')}\">{escape(where)}</span></h2>"
        f"{escape(step['text'])}</div></div>"
    )


def shown_campaign(campaign: Campaign) -> Campaign:
    """The campaign whose case is read: the demonstration where the store has one, else the campaign itself."""
    return next((each for each in reversed(standing_campaigns()) if each.illustrative), campaign)


def shown_case(campaign: Campaign) -> Case | None:
    """The case that is read: the one that the guide names, else the first that the person may see."""
    found = ask(listing, campaign, viewer())
    return found.by_code.get(_read("look")["case"]) or next(iter(found.cases), None)


def case_read_html(campaign: Campaign, case: Case) -> str:
    """One case, step by step; beside each step stands that part of the case, drawn as its own page draws it."""
    screened, rulebook = case.screened, campaign.rulebook
    found = ways(screened, rulebook, campaign.choices)
    clause = next((each for each in rulebook.clauses if found and each.id == found[0].clause), None)
    rows, asked = ask(sources, screened.sources), findings.questions(rulebook)
    of_clause = [each for each in screened.findings if clause and each.test.clause == clause.id]
    drawn = [finding_html(each, asked[each.test.clause, each.test.condition], rows) for each in of_clause]
    with_source = next((html for each, html in zip(of_clause, drawn, strict=True) if each.sources), "")
    address = {NOMINATION: str(screened.nomination), CAMPAIGN: campaign.id}
    parts = {
        "answers": answers_html(case, rulebook),
        "reason": ways_html(case, rulebook, found),
        "clause": section_html(findings.clause_title(clause, screened), clause.summary) + "".join(drawn)
        if clause
        else "",
        "source": with_source,
        "reading": readings_html(case, rulebook),
        "dossier": page_link("dossier", "Mở bộ hồ sơ này", **address),
    }
    opened = page_link("screening", "Mở hồ sơ này ở trang Sàng lọc", **address)
    about = f"{case.nominee}, {label('award', screened.award)} · {screened.nomination} · {campaign.name}"
    steps = _read("look")["steps"]
    numbered = [id for id in steps if parts[id]]
    return f'<div style="color:{role("ink")};padding-bottom:.3rem">{escape(about)} · {opened}</div>' + "".join(
        _read_step(number, steps[id], parts[id]) for number, id in enumerate(numbered, 1)
    )


def _read_step(number: int, step: Mapping[str, str], drawn: str) -> str:
    return (
        '<div style="display:grid;grid-template-columns:2rem minmax(0,4fr) minmax(0,8fr);gap:0 1rem;padding:.7rem 0;'
        f'border-top:1px solid {role("line")};line-height:1.4;color:{role("ink")}">'
        f'<div style="{SERIF}font-size:1.5rem;line-height:1.1;text-align:right;color:{role("soft")}">{number}</div>'
        f'<div><h2 style="{SERIF}font-size:1.1rem;margin:0;padding:0">{escape(step["title"])}</h2>'
        f"{escape(step['text'])}</div><div>{drawn}</div></div>"
    )


def no_case_html() -> str:
    """Where there is no case to read yet."""
    return note_html(
        "Sổ chưa có hồ sơ nào để xem mẫu",
        "Đợt minh họa có sẵn hồ sơ mẫu: người quản trị chạy lệnh demo để mở đợt ấy bên cạnh đợt này, hoặc nhập biểu 03 "
        "để có hồ sơ thật.",
        "unknown",
    )
