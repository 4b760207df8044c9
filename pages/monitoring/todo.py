"""What is to be done: each role's dossiers by task, whom to chase, and a ready reminder for each unit."""

import streamlit as st

from ntm_dash.services.todo import tasks, tasks_of, unit_gaps
from ntm_dash.ui import opening
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.choosing import NOMINATION, PROPOSER, SHEET, choose, chosen, go, link, nothing
from ntm_dash.ui.dossier_acts import move_form
from ntm_dash.ui.download import download
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.todo import todo_tables
from ntm_dash.ui.todo import (
    MARK,
    TASK,
    chase_units,
    chosen_task,
    dossiers_html,
    mark_dossier,
    marked,
    remind,
    tasks_html,
    todo_sentence,
)

campaign, by = chosen_campaign(), person()
every, gaps = ask(tasks, campaign, viewer()), ask(unit_gaps, campaign, viewer())
found = tasks_of(every, by.role)
unit = chosen(PROPOSER, {each.unit.name for each in gaps})

headline(todo_sentence(found, gaps), "Việc cần làm", illustrative=campaign.illustrative)


def pick(value: str) -> None:
    """Choose a task, mark or open a dossier, turn the page; open the reminder of a unit, or close it."""
    kind, _, name = value.partition(" ")
    if kind == MARK and task:
        mark_dossier(task, name)
    elif kind == "case":
        st.session_state["open-case"] = name
    elif kind == "unit":
        choose(PROPOSER, None if name == unit else name)
    elif kind == TASK:
        choose(TASK, name)
        choose(SHEET, None)
    else:
        opening.pick(value)


task = chosen_task(found)
if task is not None:
    picture(tasks_html(found, task), "tasks", on_pick=pick)
left, right = st.columns([7.4, 4.3], gap="medium")
with left:
    if task is None:
        later = "hồ sơ đến lượt vai trò này sẽ hiện ở đây, lâu nhất ở trên."
        if any(each.filed for each in every):
            empty("Không hồ sơ nào đang chờ", later.capitalize(), "met")
        else:
            nothing(
                "Không hồ sơ nào đang chờ", f"Sổ chưa có hồ sơ: nhập biểu 03 ở trang Nhập dữ liệu; {later}", "intake"
            )
    else:
        listed = marked(task)
        picture(dossiers_html(task, today()), "dossiers", on_pick=pick)
        if len(listed) == 1:
            link("dossier", "Mở bộ hồ sơ này", ":material/folder_open:", **{NOMINATION: listed[0].code})
        if listed:
            move_form(campaign, by, listed, f"{task.stage.id}-{hash(tuple(each.code for each in listed))}")
        else:
            st.caption("Đánh dấu một hay nhiều hồ sơ trong danh sách để mở hoặc chuyển cùng lúc với một lý do.")
with right:
    selected = next((each for each in gaps if each.unit.name == unit), None)
    if selected:
        remind(campaign, by, selected)
    picture(chase_units(gaps, today(), unit), "chases", on_pick=pick)
    download("Việc cần làm", lambda: todo_tables(campaign, task, gaps, today()), key="download-todo")

if code := st.session_state.pop("open-case", None):
    go("dossier", **{NOMINATION: code, "dot": campaign.id})
