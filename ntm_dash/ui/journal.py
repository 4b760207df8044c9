"""The journal on its page: what to look for, the acts as a table, one act with what it changed, the chain checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.local_time import moment
from ntm_dash.services.campaigns import SYSTEM, Campaign
from ntm_dash.services.journal import PAGE, Act, Acts, Changed, Verified, Wanted, check_chain
from ntm_dash.ui.asking import standing_campaigns, store
from ntm_dash.ui.blocks import answer_html, caption_html, note_html, opening_row, refusals, section_html, table_html
from ntm_dash.ui.choosing import choose
from ntm_dash.ui.colours import role
from ntm_dash.ui.numbers import day, number
from ntm_dash.ui.votes import BASES, CHOICES, METHODS
from ntm_dash.ui.words import cell_text, field_label, form_title, label, literal, told

FILES_NAMED = 2
TURN, ACT = "trang", "viec"
"""The parameters of the address: the page of the list, and the act that is open."""

STYLE = f"""<style>
.ntm-acts{{width:100%;border-collapse:separate;border-spacing:0;font-size:.95rem;line-height:1.3;color:{role("ink")};
 table-layout:fixed;font-variant-numeric:tabular-nums}}
.ntm-acts th,.ntm-acts td{{padding:.36rem .4rem;border:0;border-bottom:1px solid {role("hair")};text-align:left;
 vertical-align:top;font-weight:400;overflow-wrap:anywhere}}
.ntm-acts thead th{{font-size:.86rem;color:{role("soft")};border-bottom:1.5px solid {role("ink")}}}
.ntm-acts tbody tr[data-pick]{{cursor:pointer}}
.ntm-acts tbody tr[data-pick]:hover>*,.ntm-acts .open>*{{background:{role("accent_wash")}}}
.ntm-acts tbody a{{color:{role("accent")};text-decoration:none}}
.ntm-acts small{{font-size:.86rem;color:{role("soft")}}}
.ntm-acts .gone{{text-decoration:line-through;color:{role("soft")}}}
</style>"""


def choose_acts(people: Mapping[str, str], kinds: Sequence[str], campaigns: Sequence[Campaign]) -> Wanted:
    """Whose acts, of which kind, campaign, nomination and days to show."""
    first, second, third, fourth, fifth = st.columns([2.3, 2.1, 2.1, 1.7, 4.6], gap="small")
    accounts = {who: account for account, who in people.items()}
    titles = {
        label("event_kind", kind): kind
        for kind in sorted(kinds, key=lambda each: alphabetical(label("event_kind", each)))
    }
    names = {each.name if not each.ended else f"{each.name} (đã kết thúc)": each.id for each in campaigns}
    with first:
        who = _one_of("Người", list(accounts), "nguoi")
    with second:
        kind = _one_of("Việc", list(titles), "loai-viec")
    with third:
        campaign = _one_of("Đợt", list(names), "cua-dot")
    with fourth:
        code = st.text_input(
            "Mã hồ sơ",
            placeholder="Mã hồ sơ",
            key="ma-ho-so",
            bind="query-params",
            label_visibility="collapsed",
            on_change=_from_the_start,
        )
    with fifth:
        days = st.date_input(
            "Từ ngày đến ngày",
            value=[],
            format="DD/MM/YYYY",
            key="ngay",
            label_visibility="collapsed",
            on_change=_from_the_start,
        )
    since, until = (days[0], days[1]) if len(days) == 2 else (days[0] if days else None, None)
    return Wanted(
        account=accounts.get(who or ""),
        kind=titles.get(kind or ""),
        campaign=names.get(campaign or ""),
        nomination=(code or "").strip() or None,
        since=since,
        until=until,
    )


def _one_of(title: str, options: list[str], key: str) -> str | None:
    return st.selectbox(
        title,
        options,
        index=None,
        placeholder=f"{title}: tất cả",
        label_visibility="collapsed",
        key=key,
        bind="query-params",
        on_change=_from_the_start,
    )


def _from_the_start() -> None:
    """Other acts pass: their first page, none of them open."""
    choose(TURN, None)
    choose(ACT, None)


def turn() -> int:
    """Which page of the list the address names, counted from 0."""
    said = st.query_params.get(TURN, "")
    return max(int(said) - 1, 0) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def turn_pages(found: Acts, page: int) -> None:
    """Where the list stands, and the way to newer and older acts."""
    if found.passing <= PAGE:
        return
    last = page * PAGE + len(found.acts)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Mới hơn", icon=":material/chevron_left:", disabled=page == 0, on_click=_turn, args=(page - 1,))
        st.caption(f"{number(page * PAGE + 1)}–{number(last)} trong {number(found.passing)}", width="content")
        older = last >= found.passing
        st.button("Cũ hơn", icon=":material/chevron_right:", disabled=older, on_click=_turn, args=(page + 1,))


def _turn(page: int) -> None:
    choose(TURN, str(page + 1) if page else None)


def pick(seq: str) -> None:
    """Open the act that was clicked, or close it."""
    choose(ACT, None if st.query_params.get(ACT) == seq else seq)


def acts_sentence(found: Acts, wanted: Wanted) -> str:
    """How many acts pass, in one sentence."""
    count = number(found.passing)
    return f"{count} việc đã ghi vào nhật ký" if wanted == Wanted() else f"{count} việc khớp điều kiện lọc"


def acts_table(found: Iterable[Act], opened: int | None) -> str:
    """One row per act: when, who in which capacity, what, about what. A row opens its act."""
    rows = "".join(_row(each, each.seq == opened) for each in found)
    heads = "".join(
        f'<th scope="col" style="width:{width}">{words}</th>'
        for words, width in (("Lúc (giờ Việt Nam)", "8.2rem"), ("Ai", "34%"), ("Việc", "auto"))
    )
    return (
        f'{STYLE}<table class="ntm-acts">{caption_html("Nhật ký")}'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(act: Act, opened: bool) -> str:
    kind, about = escape(label("event_kind", act.kind)), escape(about_what(act))
    if act.undone_by:
        kind = f'<span class="gone">{kind}</span> <small>đã hoàn lại ở việc số {act.undone_by}</small>'
    return opening_row(
        str(act.seq),
        opened,
        moment(act.at),
        f"số {act.seq}{', đồng hồ lùi' if act.set_back else ''}",
        f"{escape(actor(act))}<br><small>{escape(capacity(act))}</small>",
        f"{kind}<br><small>{about}</small>",
    )


def _stage(id: str | None) -> str:
    """What the rulebooks call a stage; its code where none knows it."""
    found = (campaign.rulebook.stage(id) for campaign in standing_campaigns() if id)
    return next((stage.word for stage in found if stage is not None), id or "")


def _deadline(id: str) -> str:
    found = (each for campaign in standing_campaigns() for each in campaign.rulebook.deadlines if each.id == id)
    return next((each.what for each in found), id)


def actor(act: Act) -> str:
    """Who acted: a person, or the program itself."""
    return "Phần mềm" if act.who == SYSTEM.signature else act.who


def capacity(act: Act) -> str:
    """In what capacity somebody acted; or that nobody did."""
    if act.who == SYSTEM.signature:
        return "tự làm"
    return " · ".join(filter(None, (label("role", act.role) if act.role else "", act.unit)))


def about_what(act: Act) -> str:
    """What an act is about, in a line: files, a nomination, an account."""
    if act.kind == "imported":
        files = list(dict.fromkeys(sheet["file"] for sheet in act.body.get("sheets", ())))
        more = f" và {len(files) - FILES_NAMED} tệp nữa" if len(files) > FILES_NAMED else ""
        return ", ".join(files[:FILES_NAMED]) + more or str(act.body.get("file", ""))
    if act.kind == "import_withdrawn":
        return f"lần nhập số {act.subject}: {act.body.get('why', '')}"
    if act.kind == "nomination_moved":
        why = act.body.get("why")
        stages = act.body.get("words") or (_stage(act.body.get("from")), _stage(act.body.get("to")))
        return f"{act.subject}: {' → '.join(filter(None, stages))}" + (f", {why}" if why else "")
    return act.subject or act.campaign or ""


def act_html(act: Act, changed: Sequence[Changed]) -> str:
    """One act: who, when, in what capacity, what it says, and each field it changed, before and after."""
    title = f"Việc số {act.seq}: {label('event_kind', act.kind)}"
    parts = [section_html(title, " · ".join(filter(None, (moment(act.at), actor(act), capacity(act)))))]
    if act.undone_by:
        words = f"Việc số {act.undone_by} đã hoàn lại việc này; cả hai vẫn còn trong nhật ký."
        parts.append(note_html("Không còn hiệu lực", words, "excluded"))
    if act.set_back:
        words = "Giờ của việc này sớm hơn giờ của việc trước nó. Thứ tự các việc theo số, không theo giờ."
        parts.append(note_html("Đồng hồ của máy đã bị vặn lùi", words))
    before, after = act.body.get("before"), act.body.get("after")
    if isinstance(after, Mapping):
        if not isinstance(before, Mapping):
            told = [(label("act_field", name), said(name, value)) for name, value in after.items()]
            return "".join([*parts, _table(("Mục", "Nội dung"), told)])
        fields = [
            (label("act_field", name), said(name, before.get(name)), said(name, value))
            for name, value in after.items()
            if before.get(name) != value
        ]
        parts.append(_table(("Mục", "Trước", "Sau"), fields))
    elif act.kind == "imported":
        sheets = [
            (f"{sheet['file']}, {sheet['sheet']}", form_title(sheet["form"]), f"{sheet['new']} / {sheet['changed']}")
            for sheet in act.body.get("sheets", ())
        ]
        parts.append(_table(("Tệp, trang tính", "Biểu", "Mới / đổi"), sheets))
        lines = [
            (f"Dòng {each.line}: {field_label(each.form, name)}", *(cell_text(each.form, name, one) for one in both))
            for each in changed
            for name, both in each.fields.items()
        ]
        if lines:
            parts.append(_table(("Đổi", "Trước", "Sau"), lines))
    else:
        filled = {name: value for name, value in act.body.items() if name not in UNSAID and value not in ("", None)}
        told = [(label("act_field", name), said(name, value)) for name, value in filled.items()]
        parts.append(_table(("Mục", "Nội dung"), [("Về", about_what(act)), *told]))
    return "".join(parts)


UNSAID = ("holder", "words")
"""Which process held the choices; the stages' words, which are said already."""
DAYS = ("on", "held_on", "until", "due")
CODED: Mapping[str, Callable[[str], str]] = {
    "method": lambda code: METHODS.get(code, code),
    "choice": lambda code: CHOICES.get(code, code),
    "base": lambda code: BASES.get(code, code),
    "form": lambda code: label("voting_form", code),
    "kind": lambda code: label("move_kind", code),
    "blank": lambda code: label("blank", code),
    "role": lambda code: label("council_role", code),
    "deadline": lambda code: _deadline(code),
}
"""How the codes of a field are said; what is no code of it stays as it is."""


def said(name: str, value: Any) -> str:
    """A value of an act's body as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if name in ("from", "to"):
        return _stage(str(value))
    if name in DAYS:
        return day(date.fromisoformat(str(value)[:10]))
    if name in CODED:
        return CODED[name](str(value))
    if isinstance(value, Mapping):
        known = ((label("act_field", key), said(key, each)) for key, each in value.items())
        return "; ".join(f"{words}: {each}" for words, each in known if each)
    if isinstance(value, list | tuple):
        return "; ".join(label("role", str(each)) if name == "roles" else said("", each) for each in value)
    return str(value)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    drawn = [[escape(cell) for cell in row] for row in rows]
    return table_html("Việc đang mở", heads, drawn) if drawn else ""


def show_chain(number_of_acts: int, head: str, by: Person) -> None:
    """The head of the chain, and the button that checks it all."""
    st.html(
        section_html("Chuỗi nhật ký", "Mỗi việc mang mã của việc trước; đổi một dòng cũ thì mọi mã sau không còn khớp")
        + f'<div style="font-size:.86rem;color:{role("soft")};overflow-wrap:anywhere;padding-top:.3rem">'
        f"Đầu chuỗi sau {number(number_of_acts)} việc: <code>{escape(head)}</code></div>"
    )
    if st.button("Kiểm tra cả chuỗi", icon=":material/fact_check:"):
        bar = st.progress(0.0, text="Đang kiểm tra…")

        def told(share: float) -> None:
            bar.progress(share, text=f"Đang kiểm tra… {share:.0%}")

        verified = check_chain(store(), by, told)
        bar.empty()
        _show_verified(verified)


def _show_verified(verified: Verified) -> None:
    if verified.problems:
        st.html(answer_html("Chuỗi nhật ký", "unmet", "Không còn nguyên vẹn", f"{len(verified.problems)} chỗ sai"))
        refusals(verified.problems)
        return
    words = f"{number(verified.number)} việc và mọi dòng số liệu khớp với chuỗi"
    st.html(answer_html("Chuỗi nhật ký", "met", "Nguyên vẹn", words))
    st.caption(literal(f"Đầu chuỗi {verified.head}"))
    for note in verified.notes:
        st.info(literal(told(note)), icon=":material/schedule:")
