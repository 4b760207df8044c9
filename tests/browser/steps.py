"""What a person does on a page: open it, wait until it is drawn, read its title, click a part of a drawing."""

from playwright.sync_api import Page, expect

DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def settled(page: Page) -> None:
    """Wait until the page is drawn: its title stands and no script runs."""
    expect(page.locator(DRAWN)).to_be_visible(timeout=120_000)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=120_000)
    expect(page.locator('[data-stale="true"]')).to_have_count(0)


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until it is drawn."""
    page.goto(address)
    settled(page)
    return page


def turned(page: Page, address: str) -> Page:
    """Go to an address of the app that is open, as Back and Forward do, and wait until it is drawn."""
    page.evaluate(
        """address => {
            document.querySelector('h1').classList.add('before');
            history.pushState({}, '', address);
            dispatchEvent(new PopStateEvent('popstate'));
        }""",
        address,
    )
    expect(page.locator("h1.before")).to_have_count(0)
    settled(page)
    return page


def title(page: Page) -> str:
    """The page's one title."""
    return page.get_by_role("heading", level=1).inner_text()


def sign_in(page: Page, address: str, account: str) -> None:
    """Open an address of the app at its door, go through the provider as this account, and wait for the page."""
    opened(page, address)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("link", name=account, exact=True).click()
    expect(page.get_by_role("link", name="Đăng xuất")).to_be_visible()
    settled(page)


def sign_out(page: Page) -> None:
    """Sign out, and wait for the door once the server has taken the cookie back."""
    with page.expect_response(lambda response: "/auth/logout" in response.url):
        page.get_by_role("link", name="Đăng xuất").click()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
