"""What a person does with a dossier on its page: move it, with what must be said, and write a note."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.problems import Refused
from ntm_dash.screening.rulebook import MoveRule
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import Filed
from ntm_dash.services.notes import note
from ntm_dash.services.stages import move, moved_since, moves_open
from ntm_dash.ui.asking import store, today
from ntm_dash.ui.blocks import refusals, section
from ntm_dash.ui.words import label, literal, stage_word


def move_form(campaign: Campaign, by: Person, listed: list[Filed], key: str) -> None:
    """The moves that all of these dossiers can make by this person: choose one, say what it needs, do it.

    What somebody else moved since the page was drawn is told, and what was typed stays.
    """
    positions = [each.position for each in listed if each.position is not None]
    if not positions:
        return
    rulebook = campaign.rulebook
    rules = {rule.word: rule for rule in moves_open(rulebook, {each.stage for each in positions}, by)}
    section("Chuyển hồ sơ" if len(positions) == 1 else f"Chuyển {len(positions)} hồ sơ")
    # What the person saw is what the run before this one drew.
    now = {each.code: each.moved for each in positions}
    seen = st.session_state.get(f"seen-{key}", now)
    st.session_state[f"seen-{key}"] = now
    overtaken = moved_since(rulebook, positions, seen)
    refusals(overtaken)
    if not rules and not overtaken:
        st.caption(f"Vai trò {label('role', by.role).lower()} không chuyển được từ giai đoạn này.")
        return
    step = st.radio("Bước", list(rules), key=f"step-{key}", label_visibility="collapsed") if rules else None
    rule = rules.get(step or "")
    answers = rule is not None and rule.kind == "answer"
    why = st.text_area("Lời giải trình" if answers else "Lý do", key=f"why-{key}", height=80) or ""
    if rule is None:
        return
    on, due = _days(rule, key)
    if len(positions) > 1:
        goal = stage_word(rulebook, rule.to)
        lines = [f"{each.code} {each.nominee}: {stage_word(rulebook, each.stage)} → {goal}" for each in positions]
        st.caption("Sẽ chuyển: " + literal("; ".join(lines)))
    if st.button(rule.word, type="primary", key=f"do-{key}", icon=":material/arrow_forward:") and not overtaken:
        try:
            move(store(), campaign, list(now), rule.to, by=by, on=on, why=why, due=due, seen=seen)
        except Refused as refused:
            refusals(refused.problems)
            return
        for name in ("why", "seen", "step", "due"):
            st.session_state.pop(f"{name}-{key}", None)
        done = f"Đã chuyển {len(positions)} hồ sơ sang “{stage_word(rulebook, rule.to)}”."
        st.toast(done, icon=":material/check:")
        st.rerun()


def _days(rule: MoveRule, key: str) -> tuple[date, date | None]:
    left, right = st.columns(2)
    on = left.date_input("Ngày", value=today(), max_value=today(), format="DD/MM/YYYY", key=f"on-{key}")
    due = None
    if "due" in rule.needs:
        due = right.date_input("Hẹn trước ngày", value=None, format="DD/MM/YYYY", key=f"due-{key}")
    return on, due


def note_form(campaign: Campaign, by: Person, code: str) -> None:
    """A line to write a note, for those inside."""
    if not may(by, Right.KEEP_DOSSIERS):
        return
    with st.form(f"note-{code}", clear_on_submit=True, border=False):
        text = st.text_input("Ghi chú nội bộ", placeholder="việc đã làm, điều cần nhớ")
        if st.form_submit_button("Lưu ghi chú", icon=":material/edit_note:"):
            try:
                note(store(), campaign, code, text, by=by)
            except Refused as refused:
                refusals(refused.problems)
            else:
                st.rerun()
