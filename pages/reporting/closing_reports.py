"""Closing reports of the units: who sent one, on time or late, what each covers, and what contradicts the store."""

import streamlit as st

from ntm_dash.domain.access import Right, may
from ntm_dash.services.closing_reports import DEADLINE, closing_reports
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline, legend
from ntm_dash.ui.choosing import PROPOSER, choose, chosen, nothing
from ntm_dash.ui.closing_reports import ONLY, report_grid, report_html, reports_sentence
from ntm_dash.ui.download import download
from ntm_dash.ui.entry import report_form
from ntm_dash.ui.marks import mark
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source, show_opened_source
from ntm_dash.ui.spreadsheets.closing_reports import closing_reports_tables
from ntm_dash.ui.unit_acts import extend_form
from ntm_dash.ui.words import deadline_line

campaign, by = chosen_campaign(), person()
found = ask(closing_reports, campaign, viewer())
unit = chosen(PROPOSER, {each.unit for each in found})

over = f"Báo cáo tổng kết của đơn vị · {deadline_line(campaign, DEADLINE)}"
headline(reports_sentence(found), over, illustrative=campaign.illustrative)
if not any(each.sent for each in found):
    what = "Nhập biểu 09 ở trang Nhập dữ liệu, hoặc gõ một báo cáo ở bên phải."
    nothing("Chưa nhận báo cáo tổng kết nào", what, "intake")

only = st.pills("Lọc", list(ONLY), label_visibility="collapsed", key="loc-bao-cao")
listed = [each for each in found if only is None or ONLY[only](each)]


def pick(value: str) -> None:
    """Open the report of the unit, or the file row, that was clicked."""
    kind, _, name = value.partition(" ")
    if kind == "source":
        open_source(name)
    else:
        choose(PROPOSER, None if name == unit else name)


left, right = st.columns([8, 3.7], gap="medium")
with left:
    picture(report_grid(listed, today(), unit), "reports", on_pick=pick)
    words = [only] if only else []
    download(
        "Báo cáo tổng kết",
        lambda: closing_reports_tables(campaign, listed, words, today()),
        key="download-closing-reports",
    )
    legend([(mark("met", 14), "có trong báo cáo"), (mark("unmet", 14), "không có"), (mark("unknown", 14), "chưa xem")])
with right:
    selected = next((each for each in found if each.unit == unit), None)
    if selected:
        picture(report_html(selected, today()), "report", on_pick=pick)
        extend_form(campaign, by, selected.unit, DEADLINE, selected.due)
    elif listed:
        st.caption("Bấm tên đơn vị để xem báo cáo: mục còn thiếu, số liệu hai giai đoạn, chỗ lệch với sổ.")
    if may(by, Right.IMPORT):
        report_form(campaign, by, unit)
show_opened_source(campaign)
