"""Progress on the criteria, one view at a time: the grid, what blocks, the years, places side by side, what moved."""

import streamlit as st

from ntm_dash.services.criteria import criteria
from ntm_dash.services.progress import progress
from ntm_dash.services.years import PROVINCE, banded, years
from ntm_dash.ui import blocking, changes, comparing
from ntm_dash.ui import progress as words
from ntm_dash.ui import years as yearly
from ntm_dash.ui.asking import CAMPAIGN, ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, chosen, go, nothing
from ntm_dash.ui.districts import district_table, small_multiples
from ntm_dash.ui.download import download
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.grid import district_grid
from ntm_dash.ui.opening import open_picked, pick
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.progress import changes_table, progress_tables, years_table

campaign = chosen_campaign()
open_picked(campaign)
whole = ask(progress, campaign)
asked = criteria(campaign)
cutoff = campaign.rulebook.assessment.cutoff

if whole.empty:
    headline("Chưa có kết quả đánh giá tiêu chí nào", "Tiến độ tiêu chí", illustrative=campaign.illustrative)
    nothing(
        "Chưa có gì để so sánh",
        "Nhập biểu 01 (kết quả tiêu chí của các xã, cả lần đánh giá gốc và lần mới nhất) và biểu 02 (sự kiện xã) "
        "ở trang Nhập dữ liệu; bảng này có ngay sau khi nhập.",
        "intake",
    )
    st.stop()

if commune := chosen(COMMUNE, whole.by_code):
    go("place", **{COMMUNE: commune, CAMPAIGN: campaign.id})
view = words.chosen_view()
group = words.chosen_group(whole) if view in words.GROUPED else whole
district = group.districts.get(chosen(DISTRICT, whole.districts) or "")
where = words.short(district) if district else "Toàn tỉnh"
over = explained(words.over_line(district or group, whole.growth, asked), danh_gia_goc="so với")
switch = words.group_switch(whole, group, district) if view in words.GROUPED else ""

match view:
    case "can":
        said = blocking.blocking_sentence(district or group, asked, where)
        drawn = blocking.blocking_html(campaign, group, district, asked)
    case "thoi-gian":
        found = ask(years, campaign)
        said = yearly.years_sentence(found.get(district.code if district else PROVINCE, ()), where)
        drawn = yearly.years_html(campaign, whole, district, found) + words.bands_html(campaign, district)
    case "so-sanh":
        places = comparing.chosen_places(whole)
        said = comparing.comparing_sentence(places)
        drawn = comparing.comparing_html(whole, places, asked, cutoff)
    case "tang-giam":
        moved = changes.Asked(campaign, group, whole, district)
        said = changes.changes_sentence(moved, whole, where)
        drawn = changes.changes_html(campaign, moved, group, district, asked)
    case _:
        said = words.sentence(group, district, None, asked)
        drawn = district_grid(district, group, asked, cutoff) if district else district_table(group)
        drawn += small_multiples(whole, ask(banded, campaign), district and district.code)

with st.container(gap="xsmall"):
    headline(said, over, illustrative=campaign.illustrative)
    words.choose_view(view)
    if view == "so-sanh":
        drawn = comparing.add_place(campaign, whole, places) + drawn
    else:
        drawn = words.districts_html(group, district) + switch + drawn
    picture(drawn, "progress", on_pick=pick)

of_view = {
    "thoi-gian": lambda: [years_table(campaign, whole, district, found, today())],
    "tang-giam": lambda: [
        changes_table(campaign, moved.everything(), whole, asked, moved.words(district, group, whole), today())
    ],
}.get(view, list)
download(
    f"Tiến độ tiêu chí {words.short(district)}" if district else "Tiến độ tiêu chí",
    lambda: [*of_view(), *progress_tables(campaign, whole, group, district, asked, today())],
    key=f"download-progress-{view}",
)
