"""The backups on their page: a table of them, one tried beside the store, and the way to put it back."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.local_time import moment
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.backups import WATCH, Holding, Trial, content, put_back, take, trial
from ntm_dash.services.journal import Act
from ntm_dash.storage.backups import Copy, Retention
from ntm_dash.ui.asking import open_again, store
from ntm_dash.ui.blocks import (
    answer_html,
    caption_html,
    note_html,
    opening_row,
    refusals,
    section,
    section_html,
    table_html,
)
from ntm_dash.ui.choosing import choose
from ntm_dash.ui.journal import STYLE, about_what
from ntm_dash.ui.numbers import number
from ntm_dash.ui.picture import picture
from ntm_dash.ui.words import label, literal

BACKUP = "ban-sao"
"""The parameter of the address that names the copy which is open."""
TRIED = "tried-backup"
SAY = "PHỤC HỒI"
"""What is typed before the store is replaced."""
LOST_NAMED = 8


def retention() -> Retention:
    """How long copies stay, as `[backups]` in the secrets says. Raises `Refused` for what is no number."""
    said = st.secrets.get("backups", {}) if st.secrets.load_if_toml_exists() else {}
    found = {name: said.get(name, standard) for name, standard in vars(Retention()).items()}
    for name, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise Refused(Problem("backup_setting", read=f"{name} = {value}"))
    return Retention(**found)


def watch_html() -> str:
    """A note for the side of every page while the copy of the day cannot be taken."""
    if not WATCH.problems:
        return ""
    return note_html("Chưa lập được bản sao hằng ngày", "Mở trang Sao lưu để xem vì sao và phải làm gì.", "unmet")


def size_words(size: int) -> str:
    """2,4 MB; 310 KB."""
    return f"{number(round(size / 2**20, 1))} MB" if size >= 2**20 else f"{number(max(1, round(size / 2**10)))} KB"


def copies_table(found: Iterable[Copy], opened: str | None) -> str:
    """One row per copy: when, why, how many acts, the head of the chain, its size. A row opens its copy."""
    rows = "".join(_row(each, each.path.name == opened) for each in found)
    widths = (("Lúc (giờ Việt Nam)", "8.4rem"), ("Vì sao có, tên tệp", "auto"), ("Số việc, đầu chuỗi", "7.6rem"))
    heads = "".join(f'<th scope="col" style="width:{w}">{words}</th>' for words, w in (*widths, ("Cỡ", "4.6rem")))
    return (
        f'{STYLE}<table class="ntm-acts">{caption_html("Các bản sao")}'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(copy: Copy, opened: bool) -> str:
    name = copy.path.name
    acts = "mở thử để biết" if copy.number is None else f"{number(copy.number)} việc<br><small>{copy.head}</small>"
    why = f"{escape(label('backup_kind', copy.kind))}<br><small>{escape(name)}</small>"
    return opening_row(name, opened, moment(copy.at), "", why, acts, size_words(copy.size))


def pick(name: str) -> None:
    """Open the copy that was clicked, or close it."""
    choose(BACKUP, None if st.query_params.get(BACKUP) == name else name)


def take_now(by: Person) -> None:
    """The button that takes a copy."""
    if st.button("Lập bản sao ngay", type="primary", icon=":material/save:"):
        try:
            with st.spinner("Đang lập và kiểm tra bản sao…"):
                path = take(store(), by)
        except Refused as refused:
            refusals(refused.problems)
            return
        choose(BACKUP, path.name)
        st.rerun()


def show_copy(copy: Copy, by: Person) -> None:
    """One copy: take it away, try it, and only then put it in the place of the store."""
    name = copy.path.name
    section(f"Bản sao lúc {moment(copy.at)}", f"{label('backup_kind', copy.kind)} · {name} · {size_words(copy.size)}")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Tải về",
            data=lambda: content(store(), name, by),
            file_name=name,
            mime="application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
        )
        asked = st.button("Mở thử bản này", icon=":material/lab_profile:")
    if asked:
        _try(name, by)
    tried, found = st.session_state.get(TRIED, ("", None))
    if tried != name or found is None:
        st.caption(
            "Mở thử không đổi gì: bản sao được chép ra một nơi khác, kiểm tra cả chuỗi, rồi so với sổ đang dùng."
        )
        return
    picture(trial_html(found), "trial")
    if (found.standing.number, found.standing.head) != store().version():
        refusals([Problem("store_moved_on")])
    elif found.losing or found.bringing:
        _offer(name, found, by)


def _try(name: str, by: Person) -> None:
    st.session_state.pop(TRIED, None)
    try:
        with st.spinner("Đang mở thử và kiểm tra…"):
            st.session_state[TRIED] = (name, trial(store(), name, by))
    except Refused as refused:
        refusals(refused.problems)


def trial_html(found: Trial) -> str:
    """What the copy holds beside the store, and what would be lost."""
    sound = f"{number(found.backup.number)} việc và mọi dòng số liệu khớp với chuỗi"
    rows = [
        ("Số việc", number(found.backup.number), number(found.standing.number)),
        ("Việc cuối cùng", escape(_last(found.backup)), escape(_last(found.standing))),
        *(
            (escape(label("record_table", table)), number(count), number(found.standing.records[table]))
            for table, count in found.backup.records.items()
            if count or found.standing.records[table]
        ),
    ]
    return (
        answer_html("Bản sao", "met", "Nguyên vẹn", sound)
        + _lost(found)
        + (table_html("Bản sao bên cạnh sổ đang dùng", ("", "Bản sao", "Sổ đang dùng"), rows, figures=2))
    )


def _last(holding: Holding) -> str:
    return _told(holding.last) if holding.last else "–"


def _told(act: Act) -> str:
    return ", ".join(filter(None, (moment(act.at), label("event_kind", act.kind), act.who)))


def _lost(found: Trial) -> str:
    if not found.losing and not found.bringing:
        return note_html("Bản sao giống hệt sổ đang dùng", "Không có gì để phục hồi.", "met")
    parts = []
    if found.bringing:
        words = (
            f"Hai bên chỉ chung {number(found.common)} việc đầu; bản sao có {number(found.bringing)} việc mà sổ đang "
            "dùng không có. Thường là vì sổ đã được phục hồi từ một bản cũ hơn, hoặc đây là bản của sổ khác."
        )
        parts.append(note_html("Bản sao rẽ khỏi sổ đang dùng", words, "for_council"))
    if found.losing:
        told = "; ".join(f"số {each.seq} {_told(each)} {about_what(each)}".strip() for each in found.lost[:LOST_NAMED])
        more = f"; và {number(found.losing - LOST_NAMED)} việc trước đó" if found.losing > LOST_NAMED else ""
        parts.append(note_html(f"Thay bằng bản này sẽ mất {number(found.losing)} việc", f"{told}{more}.", "unmet"))
    else:
        parts.append(note_html("Thay bằng bản này không mất việc nào", "Mọi việc của sổ đều có trong bản sao.", "met"))
    return "".join(parts)


def _offer(name: str, found: Trial, by: Person) -> None:
    """The form that replaces the store, after a word is typed."""
    st.html(section_html("Thay sổ bằng bản sao này", "Sổ đang dùng được giữ lại bên cạnh; mọi người thấy sổ cũ ngay"))
    with st.form(f"put-back-{name}", border=False, enter_to_submit=False):
        said = st.text_input(f"Gõ {SAY} để xác nhận", autocomplete="off")
        sent = st.form_submit_button("Thay sổ", icon=":material/settings_backup_restore:")
    if not sent:
        return
    if said.strip() != SAY:
        st.error(f"Chưa thay gì: ô xác nhận phải là {SAY}, viết hoa, có dấu.")
        return
    standing = store()
    try:
        with st.spinner("Đang thay sổ và kiểm tra lại…"):
            kept = put_back(standing, name, (found.standing.number, found.standing.head), by)
    except Refused as refused:
        refusals(refused.problems)
        return
    finally:
        if store() is not standing:
            open_again()
    st.session_state.pop(TRIED, None)
    choose(BACKUP, kept.name)
    st.toast(literal(f"Đã phục hồi và kiểm tra xong; sổ cũ được giữ là {kept.name}."), icon=":material/check:")
    st.rerun()
