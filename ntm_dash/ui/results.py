"""What has come of the votes: each case in its step, the form that records a document for several, the balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.results import Balance, Record, Result, record_result, reopen_case
from ntm_dash.services.screening import Case
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.council import attempt
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import counted, label

RECORDS = {
    Record.OPINION: "Ý kiến Hội đồng",
    Record.SUBMISSION: "Tờ trình",
    Record.DECISION: "Quyết định",
}
STEPS = {
    Record.OPINION: "chờ ghi ý kiến Hội đồng",
    Record.SUBMISSION: "chờ trình",
    Record.DECISION: "chờ quyết định",
}


def sentence(found: Mapping[str, Result]) -> str:
    """How many votes carried, how many did not, how many cases are decided."""
    voted = [each for each in found.values() if each.vote]
    if not voted:
        return "Chưa biểu quyết hồ sơ nào"
    carried = sum(1 for each in voted if each.vote and each.vote.carried)
    decided = sum(1 for each in found.values() if each.closed)
    against = len(voted) - carried
    said = counted((carried, "hồ sơ đạt tỷ lệ"), (against, "hồ sơ không đạt tỷ lệ"), none="")
    return f"{said}; " + (f"{decided} đã có quyết định" if decided else "chưa hồ sơ nào có quyết định")


def grouped(found: Mapping[str, Result]) -> list[tuple[str, list[Result]]]:
    """The cases by what is to be recorded next, then those decided and those that end here; no empty group."""
    groups: list[tuple[str, list[Result]]] = [
        (word, [each for each in found.values() if each.next is record]) for record, word in STEPS.items()
    ]
    groups.append(("đã có quyết định", [each for each in found.values() if each.closed]))
    groups.append(("dừng lại ở đây", [each for each in found.values() if each.next is None and not each.closed]))
    return [(word, listed) for word, listed in groups if listed]


def results_html(found: Mapping[str, Result], cases: Mapping[str, Case]) -> str:
    """Every case that was voted on, by what is to be recorded next."""
    drawn = ""
    for word, listed in grouped(found):
        rows = "".join(_row(each, cases.get(each.case)) for each in listed)
        drawn += section_html(f"{len(listed)} hồ sơ {word}")
        drawn += f'<div data-scroll="{word}" style="max-height:30rem;overflow:auto">{rows}</div>'
    return drawn


def _row(result: Result, case: Case | None) -> str:
    name, award = (case.nominee, label("award", case.screened.award)) if case else (result.case, "")
    vote = result.vote
    state = "unknown" if vote is None else "met" if vote.carried else "unmet"
    count = f"{vote.count.yes}/{vote.base}" if vote else ""
    said = " · ".join(
        f"{RECORDS[record]} số {each.number} ngày {day(each.on)}{'' if each.granted else ' (không)'}"
        for record, each in result.documents.items()
    )
    if result.reopened:
        said = f"mở lại: {result.reopened}" + (f" · {said}" if said else "")
    return (
        '<div style="display:grid;grid-template-columns:1.5rem minmax(0,1fr) 4rem;gap:.4rem;padding:.28rem .2rem;'
        f'border-bottom:1px solid {role("hair")};line-height:1.3">{mark(state, 17)}<div>'
        f'<a href="#" data-pick="{escape(result.case)}" style="font-weight:600;color:{role("ink")};'
        f'text-decoration:none">{escape(name)}</a><span style="font-size:.86rem;color:{role("soft")}"> · '
        f"{escape(result.case)} · {escape(award)}<br>{escape(said)}</span></div>"
        f'<b style="text-align:right;color:{role(f"{state}_text")}">{count}</b></div>'
    )


def record_form(
    campaign: Campaign, found: Mapping[str, Result], cases: Mapping[str, Case], by: Person, on: date
) -> None:
    """Records one document for all cases of a step, or for some of them."""
    batches = _batches(found)
    if batches:
        names = {
            key: f"{RECORDS[key[0]]}: {len(codes)} hồ sơ{'' if key[1] else ' không đạt tỷ lệ'}"
            for key, codes in batches.items()
        }
        key = st.selectbox("Ghi", list(batches), format_func=names.__getitem__, key="ghi-van-ban")
        record, granted = key
        with st.form(f"record-{record}-{granted}", border=False):
            listed = batches[key]
            chosen = st.multiselect(
                "Hồ sơ",
                listed,
                listed,
                format_func=lambda code: f"{code} · {cases[code].nominee}" if code in cases else code,
            )
            first, second = st.columns(2)
            number = first.text_input("Số văn bản")
            signed_on = second.date_input("Ngày", on, format="DD/MM/YYYY")
            signer = st.text_input("Người ký")
            agreed = granted and (record is not Record.DECISION or st.toggle("Quyết định tặng", True))
            if st.form_submit_button(
                f"Ghi {RECORDS[record][:1].lower()}{RECORDS[record][1:]}", type="primary"
            ) and isinstance(signed_on, date):
                said = {"number": number, "on": signed_on, "signer": signer, "granted": agreed}
                attempt(record_result, campaign, record, chosen, by=by, **said)
                st.rerun()
    decided = [each.case for each in found.values() if each.closed]
    if decided:
        with st.popover("Mở lại hồ sơ đã quyết định"), st.form("reopen", border=False):
            case = st.selectbox("Hồ sơ", decided)
            reason = st.text_input("Lý do")
            if st.form_submit_button("Mở lại"):
                attempt(reopen_case, campaign, case, by=by, reason=reason)
                st.rerun()


def _batches(found: Mapping[str, Result]) -> dict[tuple[Record, bool], list[str]]:
    batches: dict[tuple[Record, bool], list[str]] = {}
    for each in found.values():
        if each.next is not None and each.vote is not None:
            batches.setdefault((each.next, each.vote.carried), []).append(each.case)
    return batches


def balance_html(balance: Balance, of: int) -> str:
    """How the list is spread, in counts; not for ranking."""
    parts = [
        ("Theo huyện, thành phố", sorted(balance.districts.items(), key=lambda each: alphabetical(each[0]))),
        ("Theo đối tượng", [(label("subject", kind), count) for kind, count in balance.subjects.items()]),
    ]
    persons = [("Lãnh đạo, quản lý", balance.leaders), ("Trực tiếp", balance.workers)]
    persons.append(("Chưa ghi chức vụ", balance.unplaced))
    parts.append(("Cá nhân", [(word, count) for word, count in persons if count]))
    drawn = section_html(f"Cơ cấu của {of} hồ sơ đạt tỷ lệ", "để biết, không dùng để xếp hạng")
    for title, counts in parts:
        if counts:
            said = " · ".join(f"{escape(word)} <b>{count}</b>" for word, count in counts)
            drawn += (
                f'<div style="padding:.3rem 0;font-size:.95rem;line-height:1.5;color:{role("ink")}">'
                f'<span style="color:{role("soft")}">{escape(title)}:</span> {said}</div>'
            )
    return drawn


def carried(found: Mapping[str, Result]) -> Sequence[str]:
    """The cases whose vote carried."""
    return [each.case for each in found.values() if each.vote and each.vote.carried]
