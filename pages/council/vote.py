"""Voting on one's own device: the case that is open, three answers, once; what was chosen is not shown again."""

import streamlit as st

from ntm_dash.services.access import LOCAL
from ntm_dash.services.ballots import ballots, votes
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.calling import amendments_html
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.council import chosen_meeting, name_of, screened, told_refusals
from ntm_dash.ui.device import follow, voter
from ntm_dash.ui.download import download
from ntm_dash.ui.spreadsheets.votes import votes_table

campaign = chosen_campaign()
meeting = chosen_meeting(campaign)

if meeting is None:
    headline("Chưa có phiên họp nào", "Biểu quyết trên thiết bị", illustrative=campaign.illustrative)
    how = "Thư ký mời họp ở trang Chuẩn bị họp; khi mở bỏ phiếu, phiếu hiện ở đây."
    nothing("Chưa có gì để biểu quyết", how, "agenda")
    st.stop()

top = st.container()
by = voter(person(), meeting)
with top:
    headline(by.name if by else "Ông, bà là thành viên nào?", name_of(meeting), illustrative=campaign.illustrative)
told_refusals()
if told := amendments_html(meeting):
    st.html(told)
if by is None:
    alone = person().account == LOCAL.account
    how = "Chọn họ tên ở trên." if alone else "Đăng nhập bằng tài khoản của thành viên, đúng họ tên trong biểu 10."
    empty("Chỉ thành viên Hội đồng biểu quyết", how)
    st.stop()
follow(campaign, meeting.id, by)
held = ask(ballots, campaign, meeting.id)
if votes(held):
    listed = (meeting, held, screened(campaign))
    download(
        "Kết quả biểu quyết",
        lambda: [votes_table(campaign, *listed, today())],
        key="download-votes",
        label="Kết quả đã biểu quyết (Excel)",
    )
