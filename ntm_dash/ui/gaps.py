"""Which gaps the completeness page lists, kept in the address; and what a click on them opens."""

from __future__ import annotations

import streamlit as st

from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.completeness import FORMS, Completeness
from ntm_dash.services.gaps import PROVINCE
from ntm_dash.ui.choosing import DISTRICT, choose, chosen
from ntm_dash.ui.completeness import EVERY, PROVINCE_CODE
from ntm_dash.ui.gap_words import REASONS
from ntm_dash.ui.opening import pick

FORM, REASON = "bieu", "ly-do"


def chosen_gaps(found: Completeness) -> tuple[str | None, str | None, str | None]:
    """Place, form and reason that the address names; None for all."""
    place = chosen(DISTRICT, {*found.places, PROVINCE_CODE} - {PROVINCE})
    names = {forms()[form].id: form for form in FORMS}
    form = chosen(FORM, names)
    return PROVINCE if place == PROVINCE_CODE else place, names.get(form or ""), chosen(REASON, REASONS)


def picked_gaps(value: str) -> None:
    """Choose the cell or reason that was clicked, or open what it names."""
    kind, _, rest = value.partition(" ")
    if kind == "cell":
        place, _, form = rest.partition(" ")
        choose(DISTRICT, None if place == EVERY else place)
        choose(FORM, None if form == EVERY else form)
        choose(REASON, None)
    elif kind == "reason":
        choose(REASON, None if st.query_params.get(REASON) == rest else rest)
    else:
        pick(value)


def forget_gaps() -> None:
    """List everything again."""
    for name in (DISTRICT, FORM, REASON):
        choose(name, None)
