"""Colour roles: each name says what the colour means, and has one value for light and one for dark.

`role(name)` is a CSS colour that follows the theme in the browser, the reader's wish for contrast, and paper: `look`
defines the variables. Text of a state takes `<state>_text`, its background `<state>_wash`. Nothing is told by colour
alone: each state has a shape in `marks` and a word; what is not known is hatched in bars and on the map.
"""

from __future__ import annotations

ROLES: dict[str, tuple[str, str]] = {
    # text from strong to weak; lines; paper and its shaded ground
    "ink": ("#16202E", "#E9EDF3"),
    "soft": ("#4A5565", "#B9C2CE"),
    "faint": ("#667283", "#8D98A7"),
    "line": ("#CDD4DF", "#37424F"),
    "hair": ("#E1E6ED", "#2A333F"),
    "paper": ("#FFFFFF", "#10151D"),
    "wash": ("#F3F5F9", "#1A212C"),
    # what can be chosen and what is chosen
    "accent": ("#1E3A70", "#8FB0EE"),
    "accent_wash": ("#E6ECF7", "#1B2A47"),
    # met, done: a filled square with a tick
    "met": ("#12786A", "#35B09C"),
    "met_text": ("#0B5F54", "#6FD6C4"),
    "met_wash": ("#E0F1ED", "#10312C"),
    # not met, left to do: an outlined square with a cross
    "unmet": ("#B8400F", "#F08350"),
    "unmet_text": ("#953108", "#FFA77D"),
    "unmet_wash": ("#FCE8DE", "#40200F"),
    # not known: a dashed square with a question mark, hatched where it takes room
    "unknown": ("#7C8796", "#8D98A7"),
    "unknown_text": ("#4A5565", "#B9C2CE"),
    "unknown_wash": ("#EDF0F4", "#29313C"),
    # for the Council alone: a filled diamond
    "for_council": ("#6D4BC0", "#A78BF2"),
    "for_council_text": ("#54369C", "#C6B5FA"),
    "for_council_wash": ("#ECE7FA", "#2C2350"),
    # excluded by a rule: a filled circle with a bar
    "excluded": ("#2E3644", "#DDE3EA"),
    "excluded_text": ("#2E3644", "#E3E8EE"),
    "excluded_wash": ("#E3E7ED", "#323B48"),
    # late: a clock
    "late": ("#BD8A00", "#E0AC3A"),
    "late_text": ("#755000", "#F3CB6B"),
    "late_wash": ("#FFF0CC", "#3A2C0B"),
    # how many criteria are met, one hue from all to few
    "band_full": ("#074E46", "#8FE3D5"),
    "band_15": ("#2F877C", "#3FA897"),
    "band_10": ("#7DB8B0", "#277165"),
    "band_5": ("#BFDDD8", "#1B4A43"),
    "band_0": ("#E6F1EF", "#16302D"),
}


def role(name: str) -> str:
    """The colour of a role, light or dark as the theme is."""
    assert name in ROLES, name
    return f"var(--{name})"


HATCH = "var(--hatch)"
"""The ground of what is not known."""


def plain(name: str, *, dark: bool) -> str:
    """The colour of a role for what cannot follow the theme by itself: canvas tables and charts."""
    return ROLES[name][dark]
