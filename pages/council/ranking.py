"""Ranking: districts as the guidance ranks them, what excludes, how close it is, and what another reading changes."""

import streamlit as st

from ntm_dash.services.ranking import rankings, readings_of
from ntm_dash.ui import opening
from ntm_dash.ui import ranking as words
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline, note_html
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.download import download
from ntm_dash.ui.picture import picture
from ntm_dash.ui.readings import forget_readings, tried_readings, try_reading
from ntm_dash.ui.spreadsheets.ranking import ranking_tables

campaign = chosen_campaign()
opening.open_picked(campaign)
tried = tried_readings(campaign)
found = ask(rankings, campaign, tried, viewer())
over = f"Xếp hạng huyện · {campaign.rulebook.document.title}"

if not any(row.open_communes < row.communes for ranking in found for row in ranking.rows):
    headline("Chưa có số liệu để xếp hạng huyện", over, illustrative=campaign.illustrative)
    nothing(
        "Chưa huyện nào có số liệu",
        "Nhập biểu 01 (kết quả tiêu chí) và biểu 02 (công nhận xã đạt chuẩn) ở trang Nhập dữ liệu; "
        "huyện thiếu số liệu không bị xếp cuối.",
        "intake",
    )
    st.stop()


def pick(value: str) -> None:
    """Try the reading that was clicked, or open the district or nomination."""
    kind, _, code = value.partition(" ")
    if kind == "back":
        forget_readings(campaign)
    elif kind in campaign.choices:
        try_reading(campaign, kind, code)
    else:
        opening.pick(value)


headline(words.ranking_sentence(found), over, illustrative=campaign.illustrative)
readings = readings_of(campaign, found)
if tried:
    st.html(note_html("Đang xem thử cách hiểu khác, chưa phải quy định", words.tried_words(readings, dict(tried))))
picture(words.rankings_html(found), "rankings", on_pick=pick)
if owed := words.owed_words(found):
    st.html(note_html("Muốn chốt các hạng còn để ngỏ", "; ".join(owed), state="unknown"))
picture(words.readings_html(readings, found, campaign.choices, dict(tried)), "readings", on_pick=pick)

download(
    "Xếp hạng huyện",
    lambda: ranking_tables(campaign, found, readings, dict(tried), today()),
    key="download-ranking",
    label="Tải bảng xếp hạng (Excel)",
)
