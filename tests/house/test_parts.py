"""A part of a page that runs alone asks again who sits there: only `ui/parts.py` makes such parts."""

import re

from tests.house.tree import name, product


def test_parts_and_dialogs_are_made_where_the_person_is_asked_for_again() -> None:
    bare = re.compile(r"st\.(fragment|dialog)\b")
    assert [name(path) for path in product() if bare.search(path.read_text(encoding="utf-8"))] == [
        "ntm_dash/ui/parts.py"
    ]
