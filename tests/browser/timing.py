"""How long a page takes to be drawn, measured inside the browser, and how many bytes the server sent for it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, WebSocket

DRAWN = """() => {
    const channel = new MessageChannel();
    let asked = false;
    window.painted = 0;
    channel.port1.onmessage = () => { asked = false; window.painted = performance.now(); };
    const changed = () => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => channel.port2.postMessage(0));
    };
    const tasks = new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.busy = task.startTime + task.duration;
    });
    window.busy = 0;
    tasks.observe({type: 'longtask', buffered: true});
    new MutationObserver(changed).observe(
        document, {subtree: true, childList: true, attributes: true, characterData: true});
    window.pressed = 0;
    for (const act of ['pointerdown', 'keydown']) {
        document.addEventListener(act, () => { window.pressed = performance.now(); }, {capture: true});
    }
    window.drawnAt = () => {
        const app = document.querySelector('[data-testid="stApp"]');
        const last = Math.max(window.painted, window.busy);
        const done = app && app.dataset.testScriptState === 'notRunning' && !asked
            && document.querySelector('h1') && !document.querySelector('[data-stale="true"]');
        return done && last > window.pressed && performance.now() - last > 400 ? last : null;
    };
}"""
"""Stamps the paint that follows each change of the document, and the end of each long task (a canvas changes nothing
in the document). Drawn is the last stamp after which no script runs and 400 ms are quiet."""


@dataclass(frozen=True)
class Drawing:
    """Milliseconds from the start of the navigation, or from the press of a button or key, to the last paint; and bytes
    that came over the websocket meanwhile."""

    milliseconds: float
    sent: int


class Watched:
    """A page whose drawings are timed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._received = 0
        page.add_init_script(f"({DRAWN})()")
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self._received += len(payload)

    def navigate(self, address: str) -> Drawing:
        """Open an address."""
        self._received = 0
        self.page.goto(address, wait_until="commit")
        return Drawing(self._drawn(), self._received)

    def click(self, part: Locator) -> Drawing:
        """Click a part of the page that stands."""
        part.scroll_into_view_if_needed()
        part.hover(force=True)
        self.page.wait_for_timeout(150)
        self._received = 0
        self.page.mouse.down()
        self.page.mouse.up()
        return self._since_pressed()

    def step(self, part: Locator, key: str) -> Drawing:
        """Choose the next or the previous of a list of choices, by its arrow key."""
        part.focus()
        self.page.wait_for_timeout(150)
        self._received = 0
        self.page.keyboard.press(key)
        return self._since_pressed()

    def _since_pressed(self) -> Drawing:
        at = self._drawn()
        return Drawing(at - float(self.page.evaluate("window.pressed")), self._received)

    def _drawn(self) -> float:
        found = self.page.wait_for_function("() => window.drawnAt && window.drawnAt()", polling=50)
        return float(found.json_value())
