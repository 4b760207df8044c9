"""Results: opinion of the Council, submission, decision, each with number, day, signer; how the list is spread."""

import streamlit as st

from ntm_dash.domain.access import Right, may
from ntm_dash.services.results import balance, results
from ntm_dash.ui import results as drawn
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import NOMINATION, go, nothing
from ntm_dash.ui.council import screened, told_refusals
from ntm_dash.ui.download import download
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.results import results_table

campaign = chosen_campaign()
by = person()
found = ask(results, campaign)
over = "Kết quả xét · ý kiến Hội đồng, tờ trình, quyết định"
headline(drawn.sentence(found), over, illustrative=campaign.illustrative)
told_refusals()

if not found:
    nothing("Chưa có kết quả để ghi", "Kết quả biểu quyết ở trang Phiên họp hiện ngay tại đây.", "meeting")
    st.stop()

cases = screened(campaign)


def pick(code: str) -> None:
    """Open the case that was clicked."""
    st.session_state["open-case"] = code


left, right = st.columns([7, 5], gap="medium")
with left:
    picture(drawn.results_html(found, cases), "results", on_pick=pick)
    download("Kết quả xét", lambda: [results_table(campaign, found, cases, today())], key="download-results")
with right:
    if may(by, Right.RECORD_RESULT):
        drawn.record_form(campaign, found, cases, by, today())
    listed = tuple(drawn.carried(found))
    picture(drawn.balance_html(ask(balance, campaign, listed), len(listed)), "balance")

if code := st.session_state.pop("open-case", None):
    go("screening", **{NOMINATION: code, "dot": campaign.id})
