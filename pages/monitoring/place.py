"""One place, a commune or a district: its criteria over time, events, nominations, what it lacks, its files."""

import streamlit as st

from ntm_dash.services.criteria import criteria
from ntm_dash.services.progress import progress
from ntm_dash.ui import progress as words
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, chosen, nothing
from ntm_dash.ui.commune import commune_html
from ntm_dash.ui.district import district_html
from ntm_dash.ui.download import download
from ntm_dash.ui.opening import open_picked, pick
from ntm_dash.ui.picture import picture
from ntm_dash.ui.place import places_html
from ntm_dash.ui.spreadsheets.place import tables_of_place

campaign = chosen_campaign()
open_picked(campaign)
province = ask(progress, campaign)
commune = province.by_code.get(chosen(COMMUNE, province.by_code) or "")
district = province.districts.get(commune.district if commune else chosen(DISTRICT, province.districts) or "")


def nothing_yet() -> None:
    """What brings the figures."""
    how = "Nhập biểu 01 (kết quả tiêu chí) và biểu 02 (sự kiện xã) ở trang Nhập dữ liệu."
    nothing("Đợt này chưa có số liệu của xã, huyện", how, "intake")


if district is None:
    headline("Xã, huyện: mọi điều sổ ghi về một nơi", "Xã, huyện", illustrative=campaign.illustrative)
    if province.empty:
        nothing_yet()
    picture(places_html(province), "places", on_pick=pick)
    st.stop()

over = words.over_line(district, province.growth, criteria(campaign)).replace("Tiến độ tiêu chí", "Xã, huyện")
sentence = words.sentence(province, district, commune, criteria(campaign))
with st.container(gap="small"):
    headline(sentence, over, illustrative=campaign.illustrative)
    if province.empty:
        nothing_yet()
    if commune:
        picture(commune_html(campaign, commune, district, province), "place", on_pick=pick)
    else:
        picture(district_html(campaign, district, province), "place", on_pick=pick)

by, seen, place = person(), viewer(), commune or district
download(
    f"Xã, huyện {place.name}",
    lambda: tables_of_place(campaign, province, district, commune, by, seen),
    key="download-place",
)
