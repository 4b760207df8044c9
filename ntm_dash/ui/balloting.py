"""The box in which a vote is taken: who steps out, what was written, hands, paper or devices, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.voting import Choice, Count, Method, quorate
from ntm_dash.services.balloting import count_ballot, open_ballot, void_ballot, vote_by_hands
from ntm_dash.services.ballots import Ballot, ballots, electorate_of, votes, voting_rules, ways_to_vote
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.case_file import concerned
from ntm_dash.services.meetings import Meeting, declare_conflict, write_opinion
from ntm_dash.services.screening import Case
from ntm_dash.ui.asking import ask, store
from ntm_dash.ui.choosing import NOMINATION, choose
from ntm_dash.ui.council import attempt
from ntm_dash.ui.counting import correction, count_papers
from ntm_dash.ui.parts import part_every
from ntm_dash.ui.votes import (
    CHOICES,
    METHODS,
    VOIDED,
    bar_html,
    heading_html,
    parts_html,
    progress_html,
    result_html,
    vote_html,
)
from ntm_dash.ui.words import literal


def show_vote(
    campaign: Campaign, meeting: Meeting, case: Case, together: Sequence[str], by: Person, acts: bool
) -> None:
    """The vote on one case: its result, the ballot that is open, or what is needed to take one.

    `together` are the cases that are adopted with this one, itself included; `acts` whether the person conducts.
    """
    code = case.screened.case_id
    found = ask(ballots, campaign, meeting.id)
    vote = votes(found).get(code)
    standing = next((ballot for ballot in found if ballot.open), None)
    secret = bool(standing and standing.secret) or bool(vote and vote.ballot.secret)
    st.html(heading_html(secret, len(meeting.members), len(meeting.present)))
    _void_note(found, code)
    if vote:
        st.html(vote_html(vote))
        if acts and not meeting.closed:
            correction(campaign, meeting, vote, by)
    elif standing and code in standing.cases:
        _running(campaign, meeting, standing, by, acts)
    elif standing:
        st.warning(f"Đang biểu quyết hồ sơ {literal(standing.cases[0])}. Ghi kết quả hoặc hủy lần đó trước.")
        st.button("Mở hồ sơ đó", on_click=choose, args=(NOMINATION, standing.cases[0]))
    elif meeting.closed or not acts:
        st.caption("Chưa biểu quyết hồ sơ này.")
    else:
        _stepping_out(campaign, meeting, case, by)
        _take(campaign, meeting, case, together, by)


def _void_note(found: Sequence[Ballot], code: str) -> None:
    void = [ballot for ballot in found if ballot.void and code in ballot.cases]
    if void:
        st.warning(f"Lần biểu quyết {void[-1].id} đã hủy: {literal(VOIDED.get(void[-1].void, void[-1].void))}.")


def _stepping_out(campaign: Campaign, meeting: Meeting, case: Case, by: Person) -> None:
    code = case.screened.case_id
    out = meeting.stepping_out(code)
    asked = [member.name for member in concerned(meeting, case) if member.name not in out]
    names = [member.name for member in meeting.members]
    key = f"out-{code}-{len(out)}"

    def changed() -> None:
        wanted = set(st.session_state[key])
        for name in wanted ^ out:
            attempt(declare_conflict, campaign, meeting.id, name, code, by=by, lifted=name in out)

    with st.popover(f"Tránh biểu quyết: {len(out)}" + (f" · nên hỏi {len(asked)}" if asked else ""), width="stretch"):
        if asked:
            st.markdown(f"Cùng cơ quan với hồ sơ: {literal(', '.join(asked))}")
        st.multiselect(
            "Thành viên tránh biểu quyết hồ sơ này",
            names,
            [name for name in names if name in out],
            key=key,
            on_change=changed,
        )


def _opinions(campaign: Campaign, meeting: Meeting, code: str, secret: bool, by: Person) -> None:
    """What the absent wrote: it counts in every open way of voting, and is taken before the ballot opens."""
    out = meeting.stepping_out(code)
    absent = [each.name for each in meeting.members if each.name not in meeting.present and each.name not in out]
    wrote = meeting.written(code)
    if secret and absent:
        st.caption(
            f"Vắng mặt {len(absent)}. Bỏ phiếu kín: ý kiến bằng văn bản của người vắng không tính, "
            "vì không giữ kín được."
        )
    elif absent:
        title = f"Ý kiến bằng văn bản: {len(wrote)} trong {len(absent)} người vắng"
        with st.popover(title, width="stretch"):
            for name, opinion in wrote.items():
                note = f", {literal(opinion.note)}" if opinion.note else ""
                st.markdown(f"{literal(name)}: {CHOICES[opinion.choice].lower()}{note}")
            _opinion(campaign, meeting, code, absent, by)


def _opinion(campaign: Campaign, meeting: Meeting, code: str, absent: Sequence[str], by: Person) -> None:
    with st.form(f"opinion-{code}", border=False):
        member = st.selectbox("Người vắng", absent)
        said = st.radio("Ý kiến", list(CHOICES), format_func=CHOICES.__getitem__, horizontal=True)
        note = st.text_input("Số, ngày văn bản")
        if st.form_submit_button("Ghi ý kiến"):
            attempt(write_opinion, campaign, meeting.id, member, code, Choice(said), by=by, note=note)
            st.rerun()


def _take(campaign: Campaign, meeting: Meeting, case: Case, together: Sequence[str], by: Person) -> None:
    code = case.screened.case_id
    rules = voting_rules(campaign, case.screened.award)
    ways = ways_to_vote(rules, shared=store().shared)
    method = st.segmented_control(
        "Cách biểu quyết",
        list(ways),
        format_func=METHODS.__getitem__,
        default=next(iter(ways)),
        key=f"cach-bieu-quyet-{rules.form}",
        required=True,
        label_visibility="collapsed",
    ) or next(iter(ways))
    secret = st.toggle("Bỏ phiếu kín", key="kin") if len(ways[method]) > 1 else ways[method][0]
    if rules.form == "secret":
        st.caption("Hình thức khen này phải bỏ phiếu kín.")
    elif method is Method.DEVICES and not ways[method][-1]:
        st.caption("Trên thiết bị chỉ biểu quyết công khai; bỏ phiếu kín thì dùng phiếu giấy.")
    _opinions(campaign, meeting, code, secret, by)
    electorate = electorate_of(meeting, code, secret=secret)
    despite = ""
    if not quorate(electorate.present, electorate.members, rules.quorum):
        said = f"Có mặt {electorate.present} trong {electorate.members} thành viên, dưới {rules.quorum} %."
        st.warning(f"{said} Ghi người đến ở mục Có mặt phía trên, hoặc nêu lý do vẫn biểu quyết.")
        despite = st.text_input("Lý do vẫn biểu quyết", key="van-bieu-quyet")
    all_of = len(together) > 1 and st.toggle(
        f"Cùng lúc {len(together)} hồ sơ", method is not Method.DEVICES, key=f"all-{method}"
    )
    codes = list(together) if all_of and method is not Method.DEVICES else [code]
    if method is Method.HANDS:
        room = electorate.present - electorate.stepped_out_present
        count = _typed(code, room)
        wrote = meeting.written(code)
        base = electorate.base(rules.base)
        whole = Count(
            count.yes + sum(each.choice is Choice.YES for each in wrote.values()),
            count.no + sum(each.choice is Choice.NO for each in wrote.values()),
            count.other + sum(each.choice is Choice.OTHER for each in wrote.values()),
            not_returned=max(0, room - count.total),
        )
        would = bar_html(whole, rules.share, base) + result_html(whole, rules.share, base, rules.base)
        st.html(f'<div class="ntm-screen">{would}{parts_html(whole)}</div>')
        label = "Ghi kết quả" if len(codes) == 1 else f"Ghi kết quả {len(codes)} hồ sơ"
        taken = partial(attempt, vote_by_hands, campaign, meeting.id, codes, count, by=by, despite=despite)
    else:
        label = "Phát phiếu" if method is Method.PAPER else "Mở bỏ phiếu trên thiết bị"
        how = {"by": by, "despite": despite, "secret": secret}
        taken = partial(attempt, open_ballot, campaign, meeting.id, codes, method, **how)
    st.button(
        label,
        type="primary",
        icon=":material/check:",
        width="stretch",
        on_click=taken,
    )


def _typed(code: str, room: int) -> Count:
    yes = st.number_input(CHOICES["yes"], 0, room, room, key=f"yes-{code}-{room}")
    first, second = st.columns(2)
    no = first.number_input(CHOICES["no"], 0, room, 0, key=f"no-{code}-{room}")
    other = second.number_input(CHOICES["other"], 0, room, 0, key=f"other-{code}-{room}")
    return Count(int(yes), int(no), int(other))


def _running(campaign: Campaign, meeting: Meeting, ballot: Ballot, by: Person, acts: bool) -> None:
    if ballot.lost:
        st.error("Phiếu kín không còn vì phần mềm đã dừng. Hủy lần này rồi biểu quyết lại.")
    elif ballot.method is Method.DEVICES:
        _devices(campaign, meeting.id, ballot.id)
        if acts:
            st.button(
                "Đóng và đếm",
                type="primary",
                width="stretch",
                on_click=attempt,
                args=(count_ballot, campaign, meeting.id, ballot.id),
                kwargs={"by": by},
            )
    elif acts:
        count_papers(campaign, meeting, ballot, by)
    if acts:
        with st.popover("Hủy lần biểu quyết này", width="stretch"):
            why = st.text_input("Lý do hủy", key=f"void-{ballot.id}")
            st.button(
                "Hủy",
                on_click=attempt,
                args=(void_ballot, campaign, meeting.id, ballot.id),
                kwargs={"by": by, "reason": why},
            )


@part_every(2)
def _devices(campaign: Campaign, meeting: str, ballot: str) -> None:
    [found] = [each for each in ask(ballots, campaign, meeting) if each.id == ballot]
    st.html(progress_html(found))
