"""Progress on the criteria: the province by district, a district by commune and criterion, a commune over the years."""

import streamlit as st

from ntm_dash.services.criteria import criteria
from ntm_dash.services.progress import bands, progress
from ntm_dash.ui import progress as words
from ntm_dash.ui.asking import CAMPAIGN, ask, chosen_campaign
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, chosen, go
from ntm_dash.ui.districts import district_table, small_multiples
from ntm_dash.ui.grid import district_grid
from ntm_dash.ui.opening import open_picked, pick
from ntm_dash.ui.picture import picture

campaign = chosen_campaign()
open_picked(campaign)
province = ask(progress, campaign)
asked = criteria(campaign)
cutoff = campaign.rulebook.assessment.cutoff

if province.empty:
    headline("Chưa có kết quả đánh giá tiêu chí nào", "Tiến độ tiêu chí", illustrative=campaign.illustrative)
    empty(
        "Chưa có gì để so sánh",
        "Nhập biểu 01 (kết quả tiêu chí của các xã, cả lần đánh giá gốc và lần mới nhất) và biểu 02 (sự kiện xã) "
        "ở trang Nhập dữ liệu; bảng này có ngay sau khi nhập.",
    )
    st.stop()

if commune := chosen(COMMUNE, province.by_code):
    go("place", **{COMMUNE: commune, CAMPAIGN: campaign.id})
district = province.districts.get(chosen(DISTRICT, province.districts) or "")

over = words.over_line(district or province, province.growth, asked)
with st.container(gap="xsmall"):
    headline(words.sentence(province, district, None, asked), over, illustrative=campaign.illustrative)
    words.choose_district(province, district)

if district:
    picture(district_grid(district, province, asked, cutoff), "grid", on_pick=pick)
else:
    picture(district_table(province), "districts", on_pick=words.open_district)

years = ask(bands, campaign)
left, right = st.columns([5, 7], gap="medium")
with left:
    words.show_bands(campaign)
with right:
    picture(small_multiples(province, years, district and district.code), "years", on_pick=words.open_district)
