"""Overview: how far the province is, what waits for the Council, what is late, what blocks."""

import streamlit as st

from ntm_dash.services.overview import blocking, province
from ntm_dash.services.screening import cases
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, figures, headline, section
from ntm_dash.ui.choosing import link
from ntm_dash.ui.demonstration import offer_ending
from ntm_dash.ui.overview import blocking_bars, deadlines, figure_items, overview_sentence, verdicts_by_subject

campaign = chosen_campaign()
far, found = ask(province, campaign), ask(cases, campaign)
over = f"Tổng quan · {campaign.name} · số liệu đến ngày chốt {campaign.rulebook.assessment.cutoff:%d/%m/%Y}"

headline(overview_sentence(far, found), over, illustrative=campaign.illustrative)
if far.not_assessed == far.communes and not found:
    empty(
        "Đợt tổng kết này chưa có số liệu",
        "Mở trang Nhập dữ liệu: tải các biểu mẫu trống gửi cho đơn vị, rồi nhập tệp đơn vị gửi về.",
    )
    link("intake", "Nhập dữ liệu", ":material/upload_file:")
    st.stop()

figures(figure_items(far, found, campaign.rulebook.assessment.criteria))
first, second, third, fourth = st.columns(4)
with first:
    link("progress", "Xem từng huyện, xã", ":material/grid_on:")
with second:
    link("progress", "Xem lưới tiêu chí", ":material/grid_on:")
with third:
    link("nominations", "Xem theo đơn vị", ":material/inbox:")
with fourth:
    link("screening", "Mở danh sách sàng lọc", ":material/rule:")
deadlines(campaign.rulebook, today())

left, right = st.columns(2, gap="medium")
with left:
    rows = ask(blocking, campaign)
    section("Tiêu chí cản nhiều xã nhất", f"Số xã chưa đạt trong {far.communes} xã; phần gạch chéo là chưa có số liệu")
    blocking_bars(rows, far.communes)
with right:
    section("Mỗi dấu là một hồ sơ", "Theo đối tượng và kết quả sàng lọc")
    verdicts_by_subject(found)

if campaign.illustrative and not campaign.ended:
    offer_ending()
