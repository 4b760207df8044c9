"""Intake: the units' files go in, previewed first, all or nothing; what went in can be taken back."""

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.intake.form_files import forms_archive
from ntm_dash.services.imports import import_files, imports, preview
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, store, today
from ntm_dash.ui.blocks import empty, headline, refusals, section
from ntm_dash.ui.choosing import IMPORT, chosen
from ntm_dash.ui.download import download
from ntm_dash.ui.intake import ANSWERS, blank_word, show_changes, show_imports, show_problems, show_sheets
from ntm_dash.ui.spreadsheets.imports import imports_table
from ntm_dash.ui.words import import_sentence

campaign = chosen_campaign()
by = person()
made = ask(imports, campaign, by)
title = st.container()

left, right = st.columns([7, 4], gap="medium")
uploads = left.file_uploader(
    "Chọn một hay nhiều tệp Excel (.xlsx, .xls), ODS hoặc CSV, mỗi tệp không quá 50 MB",
    type=["xlsx", "xlsm", "xls", "ods", "csv", "txt"],
    accept_multiple_files=True,
    key=f"uploads-{st.session_state.get('uploads-round', 0)}",
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
    files = [(upload.name, upload.getvalue()) for upload in uploads]
    answers = st.session_state.get(ANSWERS, {})
    with st.spinner(f"Đang đọc {len(files)} tệp, đối chiếu từng dòng với sổ…"):
        found = preview(store(), campaign, files, by=by, today=today(), blank=blank, answers=answers)
    with title:
        headline(import_sentence(found), "Nhập dữ liệu · xem trước, chưa ghi gì", illustrative=campaign.illustrative)
    if found.sheets:
        show_sheets(found)
    if found.stops:
        section("Những chỗ phải sửa hoặc trả lời trước khi nhập", "Sửa trong tệp rồi tải lại, hoặc chọn ngay bên phải")
        show_problems(found.stops)
    show_changes(found)
    notes = [problem for problem in found.problems if problem.severity == "note"]
    if notes:
        with st.expander(f"{len(notes)} điều nên biết"):
            show_problems(notes)
    ready = not found.stops and not found.brings_nothing
    if st.button("Nhập vào sổ", type="primary", icon=":material/check:", disabled=not ready):
        try:
            import_files(store(), campaign, files, by=by, today=today(), blank=blank, answers=answers)
        except Refused as refused:
            refusals(refused.problems)
        else:
            st.session_state.pop(ANSWERS, None)
            st.session_state["uploads-round"] = st.session_state.get("uploads-round", 0) + 1
            st.toast("Đã nhập vào sổ.", icon=":material/check:")
            st.rerun()
else:
    with title:
        standing = sum(1 for each in made if each.withdrawn_at is None)
        sentence = f"{standing} lần nhập đang có hiệu lực" if made else "Chưa nhập tệp nào"
        headline(sentence, "Nhập dữ liệu", illustrative=campaign.illustrative)

section("Các lần nhập", "Mới nhất ở trên; thu hồi không xóa gì, chỉ không tính nữa")
if made:
    show_imports(made, campaign, chosen(IMPORT, {str(each.batch) for each in made}))
    download("Các lần nhập", lambda: [imports_table(campaign, made, today())], key="download-imports")
else:
    empty("Chưa có lần nhập nào", "Tải biểu mẫu trống gửi cho đơn vị, rồi chọn các tệp đơn vị gửi về ở ô trên.")
