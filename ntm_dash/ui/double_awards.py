"""What is to be looked at twice: pairs of nominees that may be one, awards already had, gifts credited twice."""

from __future__ import annotations

from html import escape

import streamlit as st

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.problems import Refused
from ntm_dash.intake.context import award_forms
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.double_awards import AwardedAlready, CreditedTwice, Pair, Watch, rule_identity
from ntm_dash.services.screening import Case
from ntm_dash.ui.asking import store
from ntm_dash.ui.blocks import refusals, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day, money, number
from ntm_dash.ui.opening import paged
from ntm_dash.ui.parts import dialog
from ntm_dash.ui.place import nothing_html
from ntm_dash.ui.words import counted, label, literal

PAIR = "double-award-pair"

MOST_PAIRS, MOST_LINES = 100, 60
"""Pairs on one page, and lines of the other lists; the file has all."""


def watch_sentence(found: Watch) -> str:
    """How many pairs wait for a ruling, how many awards stand already, how many gifts are credited twice."""
    open_pairs = sum(pair.same is None for pair in found.pairs)
    return counted(
        (open_pairs, "cặp hồ sơ cần đối chiếu"),
        (len(found.awarded), "trường hợp đã được khen"),
        (len(found.credited), "đóng góp kê hai hồ sơ"),
        none="Không thấy hồ sơ nào trùng",
    )


def pairs_html(found: Watch) -> str:
    """The pairs; a click on one picks it ("pair A|B"), on a code its dossier ("case …")."""
    title = f"{number(len(found.pairs))} cặp hồ sơ cùng hoặc gần cùng một đối tượng"
    rows = section_html(title, "Cùng hình thức là đề nghị hai lần; khác hình thức là đề nghị cả hai cấp")
    shown, way = paged(found.pairs, MOST_PAIRS)
    return rows + "".join(map(_pair, shown)) + way


def pair_kind(pair: Pair) -> str:
    """In what two nominations of one subject would be one too many."""
    return "Đề nghị hai lần" if pair.same_award else "Đề nghị cả hai cấp"


def _pair(pair: Pair) -> str:
    if pair.same is None:
        state, said = "unknown", label("certainty", pair.certainty)
    else:
        state = "unmet" if pair.same else "met"
        said = f"{'Là một' if pair.same else 'Hai đối tượng khác nhau'}: {pair.why} ({pair.who})"
    codes = f"{pair.first.screened.nomination}|{pair.second.screened.nomination}"
    return (
        f'<div style="display:flex;gap:.6rem;padding:.4rem .2rem;border-bottom:1px solid {role("hair")};'
        f'line-height:1.35;color:{role("ink")}">{mark(state, 19)}<div style="flex:1">'
        f"<div><b>{pair_kind(pair)}</b> · {_case(pair.first)} và "
        f'{_case(pair.second)}</div><div style="font-size:.86rem;color:{role("soft")}">{escape(said)}</div></div>'
        f'<a href="#" data-pick="{escape(f"pair {codes}", quote=True)}" '
        f'style="color:{role("accent")};white-space:nowrap">'
        f"{'Đối chiếu' if pair.same is None else 'Xem lại'}</a></div>"
    )


def _case(case: Case) -> str:
    code = case.screened.nomination or ""
    return (
        f'<a href="#" data-pick="{escape(f"case {code}", quote=True)}" style="color:{role("ink")}">'
        f"{escape(case.nominee)} ({escape(code)})</a>"
    )


def awarded_html(found: Watch) -> str:
    """Those who have such an award already."""
    rows = section_html(
        f"{number(len(found.awarded))} trường hợp đã được khen",
        "Khen còn hiệu lực, cùng phong trào, cùng cấp hoặc cao hơn",
    )
    return rows + "".join(map(_awarded, found.awarded[:MOST_LINES])) + _rest(len(found.awarded))


def _awarded(each: AwardedAlready) -> str:
    when = day(each.decided_on) if each.decided_on else str(each.decided_year or "chưa rõ năm")
    form = award_forms().get(each.form or "", "chưa rõ hình thức")
    return _line(f"{form}, {each.decision or 'chưa rõ số'}, {when}", _case(each.case), f"source {each.source}")


def credited_html(found: Watch) -> str:
    """Gifts that stand under two nominations."""
    rows = section_html(
        f"{number(len(found.credited))} đóng góp kê ở hai hồ sơ", "Cùng ngày, loại, giá trị, giấy xác nhận hoặc tên"
    )
    return rows + "".join(map(_credited, found.credited[:MOST_LINES])) + _rest(len(found.credited))


def _rest(total: int) -> str:
    left = total - MOST_LINES
    return nothing_html(f"và {number(left)} trường hợp nữa, có đủ trong tệp Excel.") if left > 0 else ""


def _credited(each: CreditedTwice) -> str:
    gift = f"{label('contribution_kind', each.kind)} {money(each.value)}"
    what = f"{gift}, {each.year}, {each.paper or 'chưa có giấy xác nhận'}"
    return _line(what, f"{_case(each.first)} và {_case(each.second)}", f"source {each.first_source}")


def _line(what: str, who: str, pick: str) -> str:
    return (
        f'<div style="padding:.35rem .2rem;border-bottom:1px solid {role("hair")};line-height:1.35;'
        f'color:{role("ink")}">{who}<div style="font-size:.86rem"><a href="#" data-pick="{escape(pick, quote=True)}" '
        f'style="color:{role("soft")}">{escape(what)}</a></div></div>'
    )


def compare(campaign: Campaign, by: Person, found: Watch) -> None:
    """The pair that was picked, side by side, to be settled; asked again until it is closed."""
    picked = st.session_state.get(PAIR)
    for pair in found.pairs:
        if picked == f"{pair.first.screened.nomination}|{pair.second.screened.nomination}":
            _dialog(campaign, by, pair)


def _closed() -> None:
    st.session_state.pop(PAIR, None)


@dialog("Hai hồ sơ có phải một đối tượng?", width="large", on_dismiss=_closed)
def _dialog(campaign: Campaign, by: Person, pair: Pair) -> None:
    for place, case in zip(st.columns(2), (pair.first, pair.second), strict=True):
        place.markdown(f"**{literal(case.nominee)}** · {literal(case.screened.nomination or '')}")
        place.caption(
            f"{label('award', case.screened.award)} · {label('subject', case.screened.subject)} · "
            f"{literal(case.proposer)} · nhận {day(case.received_on)}"
        )
    if pair.same is not None:
        st.caption(f"Đã kết luận: {'là một' if pair.same else 'khác nhau'}, {literal(pair.why or '')}")
    if not may(by, Right.KEEP_DOSSIERS):
        return
    same = st.radio("Kết luận", ["Là một", "Khác nhau"], index=None, horizontal=True, key="identity-same")
    why = st.text_input("Căn cứ", placeholder="số định danh, địa chỉ, hỏi lại đơn vị …", key="identity-why")
    if st.button("Ghi kết luận", type="primary", disabled=same is None or not why.strip()):
        codes = (pair.first.screened.nomination or "", pair.second.screened.nomination or "")
        try:
            rule_identity(store(), campaign, codes, same == "Là một", by=by, why=why)
        except Refused as refused:
            refusals(refused.problems)
            return
        _closed()
        st.rerun()
