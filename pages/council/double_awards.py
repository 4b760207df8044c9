"""The double-award watch: who is proposed twice or at both levels, awarded already, or credited with another's gift."""

import streamlit as st

from ntm_dash.services.double_awards import watch
from ntm_dash.services.listing import listing
from ntm_dash.ui import opening
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.choosing import NOMINATION, go, nothing
from ntm_dash.ui.double_awards import PAIR, awarded_html, compare, credited_html, pairs_html, watch_sentence
from ntm_dash.ui.download import download
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source, show_opened_source
from ntm_dash.ui.spreadsheets.double_awards import double_awards_tables

campaign = chosen_campaign()
found = ask(watch, campaign, viewer())
headline(
    watch_sentence(found),
    explained(
        "Trùng khen thưởng · một thành tích chỉ khen một hình thức (Luật Thi đua, khen thưởng, Điều 6)",
        trung_khen="Trùng khen thưởng",
    ),
    illustrative=campaign.illustrative,
)

if not ask(listing, campaign, viewer()).cases:
    how = "Nhập biểu 03 (danh sách đề nghị), 04 (đóng góp), 05 (khen thưởng đã có) ở trang Nhập dữ liệu."
    nothing("Chưa có hồ sơ để đối chiếu", how, "intake")
    st.stop()


def pick(value: str) -> None:
    """Open the pair, the dossier or the file row that was clicked."""
    kind, _, name = value.partition(" ")
    if kind == opening.SAME_PAGE:
        opening.pick(value)
    elif kind == "source":
        open_source(name)
    else:
        st.session_state[PAIR if kind == "pair" else "open-case"] = name


if not (found.pairs or found.awarded or found.credited):
    empty(
        "Không thấy trùng khen thưởng",
        "Hồ sơ, khen thưởng đã có và đóng góp trong sổ không trùng nhau.",
        "met",
    )
left, right = st.columns([7, 4.7], gap="medium")
with left:
    picture(pairs_html(found) if found.pairs else "", "pairs", on_pick=pick)
with right:
    beside = (awarded_html(found) if found.awarded else "") + (credited_html(found) if found.credited else "")
    picture(beside, "beside", on_pick=pick)
    if found.pairs or beside:
        download("Trùng khen", lambda: double_awards_tables(campaign, found, today()), key="download-double-awards")
compare(campaign, person(), found)
show_opened_source(campaign)
if code := st.session_state.pop("open-case", None):
    go("dossier", **{NOMINATION: code, "dot": campaign.id})
