"""The guide: the first hour of each role, one case read step by step, and the words of the field."""

from ntm_dash.ui import guide as parts
from ntm_dash.ui import opening
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import chosen_campaign
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import TERM, VIEW, chosen
from ntm_dash.ui.glossary import entries, glossary_html
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source

campaign, by = chosen_campaign(), person()
shown = parts.shown_campaign(campaign)
opening.open_picked(campaign)
term = chosen(TERM, entries())
view = parts.WORDS if term else chosen(VIEW, parts.views()) or parts.view_of(by)


def pick(value: str) -> None:
    """Open the file row of the case that is read, or the page that was clicked."""
    if value.isdecimal():
        open_source(value)
    else:
        opening.pick(value)


headline(
    parts.guide_sentence(view),
    "Hướng dẫn · giờ đầu với sổ",
    illustrative=(shown if view == parts.CASE else campaign).illustrative,
)
match view:
    case parts.CASE:
        case = parts.shown_case(shown)
        drawn = parts.case_read_html(shown, case) if case else parts.no_case_html()
    case parts.WORDS:
        drawn = glossary_html(term)
    case _:
        drawn = parts.path_html(view, by)
picture(parts.views_html(view) + drawn, "guide", on_pick=pick)
