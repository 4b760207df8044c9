"""What moves on the overview: the map with its way of sorting, and the list that a count opens."""

from __future__ import annotations

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.papers.spreadsheet import Table
from ntm_dash.screening.rulebook import Stage
from ntm_dash.services.campaigns import Campaign, unit_names
from ntm_dash.services.criteria import criteria
from ntm_dash.services.outline import outline
from ntm_dash.services.overview import SORTS, candidates, lists
from ntm_dash.services.progress import progress
from ntm_dash.services.screening import Case, cases, visible
from ntm_dash.services.stages import positions
from ntm_dash.ui import opening
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask, today
from ntm_dash.ui.blocks import section
from ntm_dash.ui.choosing import choose
from ntm_dash.ui.download import download
from ntm_dash.ui.map import SORT_WORDS, classes, legend_html, map_html, note_of
from ntm_dash.ui.numbers import number
from ntm_dash.ui.opening import LIST
from ntm_dash.ui.overview import candidates_list_html, cases_list_html, commune_list_html
from ntm_dash.ui.parts import dialog, part
from ntm_dash.ui.picture import chart, picture
from ntm_dash.ui.progress import as_of, inside, name_of
from ntm_dash.ui.spreadsheets.cases import cases_table
from ntm_dash.ui.spreadsheets.progress import communes_table
from ntm_dash.ui.words import literal, told

SORT = "ban-do"
MOST_LISTED = 500
TITLES = {"unassessed": "chưa có kết quả đánh giá còn hiệu lực", "candidates": "đủ điều kiện mà chưa được đề nghị"}


def pick(value: str) -> None:
    """Open what was clicked: a list on this page, or what every drawing can open."""
    kind, _, name = value.partition(" ")
    if kind == LIST:
        choose(LIST, name)
    else:
        opening.pick(value)


@part
def show_map(campaign: Campaign) -> None:
    """The map and its legend; choosing another way of sorting runs this part only."""
    province, listed, drawn = ask(progress, campaign), ask(lists, campaign), ask(outline, campaign)
    words = {SORT_WORDS[sort]: sort for sort in SORTS}
    section(
        f"{_found(listed.count('met ' + str(province.criteria)), province.criteria)}", as_of(province, province.growth)
    )
    chosen = st.segmented_control(
        "Tô màu theo",
        list(words),
        default=SORT_WORDS["met"],
        required=True,
        label_visibility="collapsed",
        key=SORT,
        bind="query-params",
    )
    sort = words.get(chosen or "", "met")
    shown = map_html(drawn, province, listed, sort) + legend_html(province, listed, sort)
    picture(chart(f"Bản đồ: {SORT_WORDS[sort]}", shown), "map", on_pick=_picked)
    st.caption(note_of(drawn))
    for problem in drawn.problems:
        st.caption(literal(told(problem)))
    if st.session_state.pop("map-picked", None):
        st.rerun()


def _picked(value: str) -> None:
    pick(value)
    st.session_state["map-picked"] = True


def _found(full: int, criteria: int) -> str:
    return f"{number(full)} xã đủ {criteria} tiêu chí" if full else f"Chưa xã nào chắc chắn đủ {criteria} tiêu chí"


def open_list(campaign: Campaign) -> None:
    """The list that the address names, over the page; a name that there is not is forgotten."""
    name = st.query_params.get(LIST)
    if name is None:
        return
    listed = ask(lists, campaign)
    if name == "candidates" or name in listed.by_name or stage_of(name, campaign):
        _dialog(campaign, name)
    else:
        choose(LIST, None)


def _forget() -> None:
    choose(LIST, None)


@dialog("Danh sách", width="large", on_dismiss=_forget)
def _dialog(campaign: Campaign, name: str) -> None:
    province, listed, by = ask(progress, campaign), ask(lists, campaign), viewer()
    if name == "candidates":
        found = ask(candidates, campaign)
        citations = {clause.id: clause.citation for clause in campaign.rulebook.clauses}
        st.markdown(f"**{number(len(found))} nơi {TITLES[name]}**")
        picture(candidates_list_html(found, ask(unit_names, campaign), citations), "list", on_pick=_leave)
    elif stage := stage_of(name, campaign):
        standing = _standing_in(stage, campaign, by)
        st.markdown(f"**{number(len(standing))} hồ sơ: {literal(stage.word)}**")
        picture(cases_list_html(standing[:MOST_LISTED]), "list", on_pick=_leave)
    else:
        communes = listed.by_name[name]
        st.markdown(f"**{number(len(communes))} xã: {title_of(name, campaign)}**")
        picture(commune_list_html(communes[:MOST_LISTED], province), "list", on_pick=_leave)
        if len(communes) > MOST_LISTED:
            st.caption(f"Đang hiện {MOST_LISTED} xã đầu trong {number(len(communes))} xã.")
    download("Danh sách", lambda: [table_of(campaign, name, by)], key="download-list")
    if st.session_state.pop("list-picked", None):
        st.rerun()


def _standing_in(stage: Stage, campaign: Campaign, by: Person) -> list[Case]:
    there = {each.code for each in ask(positions, campaign, by) if each.stage == stage.id}
    return [case for case in visible(ask(cases, campaign), by) if case.screened.nomination in there]


def table_of(campaign: Campaign, name: str, by: Person) -> Table:
    """The whole of a list as a table for a file; `by` is who sees it."""
    names = ask(unit_names, campaign)
    if name == "candidates":
        return cases_table(campaign, ask(candidates, campaign), names, [TITLES[name]], today())
    if stage := stage_of(name, campaign):
        return cases_table(campaign, _standing_in(stage, campaign, by), names, [stage.word], today())
    province, listed = ask(progress, campaign), ask(lists, campaign).by_name[name]
    return communes_table(campaign, listed, province, criteria(campaign), [title_of(name, campaign)], today())


def _leave(value: str) -> None:
    choose(LIST, None)
    opening.pick(value)
    st.session_state["list-picked"] = True


def stage_of(name: str, campaign: Campaign) -> Stage | None:
    """The stage whose dossiers a list holds, if it is such a list."""
    kind, _, id = name.partition(" ")
    return next((each for each in campaign.rulebook.stages if kind == "stage" and each.id == id), None)


def title_of(name: str, campaign: Campaign) -> str:
    """What the communes of a list have in common."""
    sort, _, rest = name.partition(" ")
    if sort in ("lacks", "open"):
        names = {str(each.number): name_of(each) for each in criteria(campaign)}
        return f"{inside(names[rest])} (tiêu chí {rest}) {'chưa đạt' if sort == 'lacks' else 'chưa có số liệu'}"
    if sort in SORTS:
        words, _ = classes(sort, ask(progress, campaign))[rest]
        return f"{SORT_WORDS[sort].lower()}: {words}"
    return TITLES.get(name, name)
