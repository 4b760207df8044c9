"""Intake: the units' files go in, previewed first, all or nothing; what went in can be taken back."""

import streamlit as st

from ntm_dash.intake.form_files import forms_archive
from ntm_dash.services.imports import imports
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline, section
from ntm_dash.ui.choosing import IMPORT, chosen, link
from ntm_dash.ui.download import download
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.intake import (
    answer_anew,
    blank_word,
    previewed,
    show_changes,
    show_imports,
    show_sheets,
    take,
    uploads_key,
)
from ntm_dash.ui.mending import show_notes, show_problems
from ntm_dash.ui.spreadsheets.imports import imports_table
from ntm_dash.ui.spreadsheets.problems import problems_table
from ntm_dash.ui.words import import_sentence

MEND = "Sửa trong tệp rồi tải lại, hoặc chọn ngay bên phải; tệp Excel liệt kê mọi chỗ, để gửi lại đơn vị"

campaign = chosen_campaign()
by = person()
made = ask(imports, campaign, by)
title = st.empty()

left, right = st.columns([7, 4], gap="medium")
uploads = left.file_uploader(
    "Chọn một hay nhiều tệp Excel, ODS hoặc CSV",
    type=["xlsx", "xlsm", "xls", "ods", "csv", "txt"],
    accept_multiple_files=True,
    key=uploads_key(),
)
blank = right.radio("Ô tiêu chí để trống nghĩa là", ["unknown", "unmet"], format_func=blank_word, horizontal=True)
right.download_button(
    "Tải các biểu mẫu trống",
    data=lambda: forms_archive(campaign.rulebook.assessment.criteria),
    file_name="bieu-mau.zip",
    icon=":material/download:",
    on_click="ignore",
)

if uploads:
    over = "Nhập dữ liệu · xem trước, chưa ghi gì"
    with title:
        headline(f"Đang đọc {len(uploads)} tệp", over, illustrative=campaign.illustrative)
    opened, found = previewed(campaign, uploads, blank, st.empty())
    with title:
        headline(import_sentence(found), over, illustrative=campaign.illustrative)
    ready = not found.stops and not found.brings_nothing
    if st.button("Nhập vào sổ", type="primary", icon=":material/check:", disabled=not ready):
        take(campaign, opened, blank)
    if found.sheets:
        show_sheets(found)
    if found.stops:
        section("Những chỗ phải sửa hoặc trả lời trước khi nhập", MEND)
        with st.container(horizontal=True):
            answer_anew()
            download("Chỗ phải sửa", lambda: [problems_table(campaign, found, today())], key="download-problems")
        show_problems(found.stops)
    else:
        answer_anew()
    show_changes(found)
    show_notes([problem for problem in found.problems if problem.severity == "note"])
else:
    with title:
        standing = sum(1 for each in made if each.withdrawn_at is None)
        sentence = f"{standing} lần nhập đang có hiệu lực" if made else "Chưa nhập tệp nào"
        headline(sentence, "Nhập dữ liệu", illustrative=campaign.illustrative)

note = explained("Mới nhất ở trên; thu hồi không xóa gì, chỉ không tính nữa", lan_nhap="thu hồi")
section("Các lần nhập", note)
if made:
    show_imports(made, campaign, chosen(IMPORT, {str(each.batch) for each in made}))
    with st.container(horizontal=True, gap="medium"):
        download("Các lần nhập", lambda: [imports_table(campaign, made, today())], key="download-imports")
        link("completeness", "Xem số liệu còn thiếu", ":material/fact_check:")
        link("screening", "Xem kết quả sàng lọc", ":material/rule:")
else:
    empty("Chưa có lần nhập nào", "Tải biểu mẫu trống gửi cho đơn vị, rồi chọn các tệp đơn vị gửi về ở ô trên.")
