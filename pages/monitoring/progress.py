"""Progress on the criteria: the province by district, a district by commune and criterion, a commune over the years."""

import streamlit as st

from ntm_dash.services.criteria import criteria
from ntm_dash.services.progress import bands, progress
from ntm_dash.ui import progress as words
from ntm_dash.ui.asking import ask, chosen_campaign
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, chosen
from ntm_dash.ui.commune import show_commune
from ntm_dash.ui.districts import district_table, small_multiples
from ntm_dash.ui.grid import district_grid
from ntm_dash.ui.picture import picture

campaign = chosen_campaign()
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

commune = province.by_code.get(chosen(COMMUNE, province.by_code) or "")
district = province.districts.get(commune.district if commune else chosen(DISTRICT, province.districts) or "")

over = words.over_line(district or province, province.growth, asked)
with st.container(gap="xsmall"):
    headline(words.sentence(province, district, commune, asked), over, illustrative=campaign.illustrative)
    words.choose_district(province, district)

if commune and district:
    show_commune(campaign, commune, district, province)
    st.stop()
if district:
    picture(district_grid(district, province, asked, cutoff), "grid", on_pick=words.open_commune)
else:
    picture(district_table(province), "districts", on_pick=words.open_district)

years = ask(bands, campaign)
left, right = st.columns([5, 7], gap="medium")
with left:
    words.show_bands(campaign)
with right:
    picture(small_multiples(province, years, district and district.code), "years", on_pick=words.open_district)
