"""A campaign without records, for those who may not bring them in."""

import pytest

from ntm_dash.domain.access import Role
from ntm_dash.ui.access import ROLE
from ntm_dash.ui.menu import MENU
from tests.pages.conftest import Open, Shown


@pytest.mark.usefixtures("empty")
def test_who_may_not_bring_records_in_reads_whose_work_it_is(open_page: Open) -> None:
    app = open_page("monitoring/overview").app
    app.session_state[ROLE] = Role.LEADERSHIP
    page = Shown(app.switch_page(MENU["screening"].file).run())
    assert page.app.main.get("page_link") == []  # type: ignore[union-attr]
    assert "Việc này của Văn phòng Điều phối, Ban Thi đua – Khen thưởng, Thư ký Hội đồng." in page.text
