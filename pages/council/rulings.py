"""Rulings: how each open passage is read, what another reading would change, and what the Council has answered."""

import streamlit as st

from ntm_dash.services.rulings import effect_of_reading, judgements, rulings
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline, section
from ntm_dash.ui.choosing import NOMINATION, READING, choose, chosen, go, nothing
from ntm_dash.ui.conducting import conducts
from ntm_dash.ui.council import ask_screening, chosen_meeting, screened, told_refusals
from ntm_dash.ui.download import download
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.picture import picture
from ntm_dash.ui.ruling import record_ruling, take_up_judgement
from ntm_dash.ui.rulings import effect_html, judgements_html, readings_html, sentence, turning
from ntm_dash.ui.spreadsheets.rulings import rulings_tables

campaign = chosen_campaign()
by = person()
readings = {reading.id: reading for reading in campaign.rulebook.readings}
settled, answered = ask(rulings, campaign), ask(judgements, campaign)
cases = screened(campaign)
meeting = chosen_meeting(campaign)
acts = meeting is not None and conducts(by, meeting) and not meeting.closed

over = "Phán quyết · cách hiểu và kết luận của Hội đồng, ghi một lần, áp dụng từ đó"
over = explained(over, chot_cach_hieu="cách hiểu")
headline(sentence(settled, answered, len(readings)), over, illustrative=campaign.illustrative)
told_refusals()
reading = chosen(READING, readings) or next(iter(readings), None)
if reading is None:
    empty("Văn bản này không có chỗ nào phải chọn cách hiểu", "Kết luận của Hội đồng về từng hồ sơ vẫn hiện ở đây.")


def pick(value: str) -> None:
    """Choose a reading, or open a case."""
    if value.startswith("open "):
        st.session_state["open-case"] = value.removeprefix("open ")
    else:
        choose(READING, value)


left, right = st.columns([6, 7], gap="medium")
with left:
    section("Cách hiểu", "bấm để xem nếu hiểu khác thì hồ sơ nào đổi kết quả")
    turns_on = turning(cases.values())
    picture(readings_html(campaign, settled, turns_on, reading), "readings", on_pick=pick)
    listed = (settled, turns_on, list(answered.values()), cases)
    download("Phán quyết", lambda: rulings_tables(campaign, *listed, today()), key="download-rulings")
with right:
    if reading:
        others = [choice for choice in readings[reading].choices if choice.id != campaign.choices[reading]]
        for choice in others:
            turns = ask_screening(effect_of_reading, campaign, reading, choice.id)
            picture(effect_html(turns, f"Nếu hiểu “{choice.label}”"), f"effect-{choice.id}", on_pick=pick)
        if acts and meeting:
            record_ruling(campaign, meeting, readings[reading], settled.get(reading), by)
    if meeting is None:
        how = "Hội đồng chốt cách hiểu trong một phiên họp; thư ký mời họp ở trang Chuẩn bị họp."
        nothing("Chưa có phiên họp để ghi phán quyết", how, "agenda")
    if answered:
        section(f"Hội đồng đã kết luận {len(answered)} điều", "mới nhất trước")
    else:
        section("Hội đồng chưa kết luận điều nào", "kết luận về từng hồ sơ ghi ở trang Phiên họp")
    picture(judgements_html(campaign, list(answered.values()), cases), "judgements", on_pick=pick)
    if acts and meeting and answered:
        take_up_judgement(campaign, meeting, list(answered.values()), by)

if code := st.session_state.pop("open-case", None):
    go("screening", **{NOMINATION: code, "dot": campaign.id})
