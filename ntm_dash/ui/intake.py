"""The parts of the intake page: what files would bring, what must be mended or answered, what was imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ntm_dash.domain.local_time import moment
from ntm_dash.domain.problems import Refused
from ntm_dash.intake.context import Blank
from ntm_dash.intake.files import OpenedFile, open_files
from ntm_dash.services.campaigns import SYSTEM, Campaign
from ntm_dash.services.imports import Import, Preview, import_files, preview, withdraw
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import store, today
from ntm_dash.ui.blocks import caption_html, refusals, table_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.headway import Waiting
from ntm_dash.ui.mending import ANSWERS
from ntm_dash.ui.numbers import number
from ntm_dash.ui.parts import dialog
from ntm_dash.ui.picture import picture
from ntm_dash.ui.words import cell_text, field_label, form_title, label

SHOWN = 200
SHEETS_IN_FULL, TABLE_HEIGHT = 10, 380
WITHDRAWING = "import-to-withdraw"
OPENED, PREVIEWED, ROUND = "uploads-opened", "uploads-previewed", "uploads-round"
"""What a session keeps of the chosen files: their cells, what they would bring, and how often they were taken in."""


_COLUMNS = ("Tệp", "Trang tính", "Biểu", "Số dòng đọc", "Mới", "Thay đổi")
_STYLE = f"""<style>
.ntm-import{{border:1px solid {role("line")};border-radius:6px;margin-bottom:.5rem;padding:.5rem .8rem}}
.ntm-import summary{{cursor:pointer}}
.ntm-import table{{width:100%;border-collapse:collapse;margin:.6rem 0}}
.ntm-import :is(th,td){{text-align:left;padding:.25rem .5rem;border-bottom:1px solid {role("line")}}}
.ntm-import :is(th,td):nth-child(n+4){{text-align:right;white-space:nowrap}}
.ntm-import thead th{{color:{role("soft")};font-weight:600}}
.ntm-import tbody th{{font-weight:400}}
.ntm-import button{{font:inherit;color:{role("accent")};background:none;border:1px solid {role("line")};
border-radius:6px;padding:.3rem .7rem;cursor:pointer}}
</style>"""


def uploads_key() -> str:
    """The key of the field for files; it is another one after each import, and then empty."""
    return f"uploads-{st.session_state.get(ROUND, 0)}"


def previewed(
    campaign: Campaign, uploads: Sequence[UploadedFile], blank: Blank, waiting: DeltaGenerator
) -> tuple[list[OpenedFile], Preview]:
    """The files as they were opened, and what they would bring; how far that is, is shown meanwhile.

    Both are kept while nothing changes, so that a click on the page does not read everything again.
    """
    tell = Waiting(waiting, writes=False)
    ids = tuple(upload.file_id for upload in uploads)
    if st.session_state.get(OPENED, ((), []))[0] != ids:
        opened = open_files([(upload.name, upload.getvalue()) for upload in uploads], tell)
        _forget_answers(opened)
        st.session_state[OPENED] = ids, opened
    opened = st.session_state[OPENED][1]
    answers = st.session_state.get(ANSWERS, {})
    key = ids, blank, tuple(answers.items()), campaign.id, person(), store().version()
    if st.session_state.get(PREVIEWED, ((), None))[0] != key:
        found = preview(store(), campaign, opened, by=person(), today=today(), blank=blank, answers=answers, tell=tell)
        st.session_state[PREVIEWED] = key, found
    tell.over()
    return opened, st.session_state[PREVIEWED][1]


def _forget_answers(opened: Sequence[OpenedFile]) -> None:
    """Answers belong to a file as it was: a mended file of the same name is asked anew."""
    before = {file.name: file.digest for file in st.session_state.get(OPENED, ((), []))[1]}
    same = {file.name for file in opened if before.get(file.name) == file.digest}
    answers = st.session_state.get(ANSWERS, {})
    st.session_state[ANSWERS] = {place: answer for place, answer in answers.items() if place[0] in same}


def take(campaign: Campaign, opened: Sequence[OpenedFile], blank: Blank) -> None:
    """Bring the files in and begin anew with an empty field; what stops them is shown."""
    tell = Waiting(st.empty(), writes=True)
    answers = st.session_state.get(ANSWERS, {})
    try:
        import_files(store(), campaign, opened, by=person(), today=today(), blank=blank, answers=answers, tell=tell)
    except Refused as refused:
        tell.over()
        refusals(refused.problems)
        return
    for kept in (ANSWERS, OPENED, PREVIEWED):
        st.session_state.pop(kept, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.toast("Đã nhập vào sổ.", icon=":material/check:")
    tell.over()
    st.rerun()


def answer_anew() -> None:
    """A button that takes all answers back."""
    answers = st.session_state.get(ANSWERS, {})
    if answers and st.button(f"Bỏ {len(answers)} câu đã trả lời", icon=":material/undo:", key="answer-anew"):
        st.session_state[ANSWERS] = {}
        st.rerun()


def show_sheets(preview: Preview) -> None:
    """What each sheet would bring, in rows, and its places to mend; very many scroll in their own place."""
    stops = Counter((problem.file, problem.sheet) for problem in preview.stops)
    heads = ("Tệp", "Trang tính", "Biểu", "Dòng mới", "Dòng thay đổi", "Dòng như cũ", "Chỗ phải sửa, trả lời")
    rows = [
        (
            *(escape(words) for words in (sheet.file, sheet.sheet, form_title(sheet.form))),
            *(number(count) for count in (sheet.new, sheet.changed, sheet.same, stops[sheet.file, sheet.sheet])),
        )
        for sheet in preview.sheets
    ]
    place = st.container(height=TABLE_HEIGHT) if len(preview.sheets) > SHEETS_IN_FULL else st
    place.html(table_html("Mỗi trang tính sẽ đưa vào bao nhiêu dòng", heads, rows, figures=4))


def show_changes(preview: Preview) -> None:
    """Each field that would change, before and after."""
    sheets = {sheet.number: sheet for sheet in preview.sheets}
    rows = [
        (
            f"{sheets[change.sheet].file}, dòng {change.line}",
            field_label(sheets[change.sheet].form, name),
            cell_text(sheets[change.sheet].form, name, before),
            cell_text(sheets[change.sheet].form, name, after),
        )
        for change in preview.changes[:SHOWN]
        for name, (before, after) in change.fields.items()
    ]
    if rows:
        with st.expander(f"{len(preview.changes)} dòng thay đổi so với sổ", expanded=len(rows) <= 12):
            heads = ("Chỗ", "Cột", "Trong sổ", "Trong tệp")
            st.html(table_html("Dòng thay đổi so với sổ", heads, [[escape(cell) for cell in row] for row in rows]))


def show_imports(made: Iterable[Import], campaign: Campaign, chosen: str | None) -> None:
    """The imports of the campaign, the chosen one opened; each can be taken back with a reason."""
    picture(imports_html(made, chosen), "imports", on_pick=_take_back)
    if WITHDRAWING in st.session_state:
        _confirm_withdrawal(campaign, st.session_state.pop(WITHDRAWING))


def _take_back(picked: str) -> None:
    st.session_state[WITHDRAWING] = int(picked)


def imports_html(made: Iterable[Import], chosen: str | None) -> str:
    """Each import as a line that unfolds: when, who, how many rows, which files; below it its sheets."""
    return _STYLE + "".join(_import(each, opened=chosen == str(each.batch)) for each in made)


def _import(made: Import, *, opened: bool) -> str:
    brought = sum(sheet["new"] + sheet["changed"] for sheet in made.sheets)
    who = "phần mềm" if made.who == SYSTEM.signature else made.who
    words = [f"Lần {made.batch}", moment(made.imported_at), who, f"{brought} dòng", _named(made.files)]
    if made.withdrawn_at:
        words.append("đã thu hồi")
        below = f"<p>{escape(made.withdrawn_by or '')} thu hồi lúc {moment(made.withdrawn_at)}.</p>"
    else:
        below = f'<button type="button" data-pick="{made.batch}">Thu hồi lần nhập này</button>'
    heads = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(
        f"<tr><th scope='row'>{escape(sheet['file'])}</th><td>{escape(sheet['sheet'])}</td>"
        f"<td>{escape(form_title(sheet['form']))}</td>"
        f"<td>{sheet['rows_read']}</td><td>{sheet['new']}</td><td>{sheet['changed']}</td></tr>"
        for sheet in made.sheets
    )
    return (
        f'<details class="ntm-import"{" open" if opened else ""}><summary>{escape(" · ".join(words))}</summary>'
        f"<table>{caption_html(f'Các trang tính của lần nhập {made.batch}')}"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{below}</details>"
    )


def _named(files: Sequence[str]) -> str:
    """The first file by name, the others counted: the table below names them all."""
    return files[0] + (f" và {len(files) - 1} tệp nữa" if len(files) > 1 else "") if files else ""


@dialog("Thu hồi lần nhập")
def _confirm_withdrawal(campaign: Campaign, batch: int) -> None:
    st.write(
        f"Mọi dòng của lần nhập số {batch} sẽ không còn được tính; dòng cũ mà nó thay thế được tính lại. "
        "Nhật ký vẫn giữ cả hai."
    )
    why = st.text_input("Lý do thu hồi", key="withdraw-why")
    if st.button("Thu hồi", type="primary", disabled=not why.strip()):
        try:
            withdraw(store(), campaign, batch, by=person(), why=why.strip())
        except Refused as refused:
            refusals(refused.problems)
            return
        st.rerun()


def blank_word(value: str) -> str:
    """What an empty criterion cell is taken to mean, in words."""
    return label("blank", value)
