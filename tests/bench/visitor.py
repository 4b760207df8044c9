"""A visitor without a browser: speaks the app's own websocket as the browser does, clicks in what was drawn, and waits
until the server has done all that the click asks for.
"""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

BESIDE = "beside-page"
PICK = re.compile(r'data-pick="([^"]+)"')
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Drawn:
    """A drawing as it came: its name and part of the page, and what can be picked in it."""

    id: str
    fragment: str
    picks: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Seconds until the server had done all, bytes that it sent, and what went wrong."""

    seconds: float
    sent: int
    errors: tuple[str, ...]


@dataclass
class Visitor:
    """One session. `drawings` is what stands on the page, by name; that of the menu is `BESIDE`."""

    address: str
    drawings: dict[str, Drawn] = field(default_factory=dict)

    async def arrive(self, page: str = "") -> Answer:
        """Open a page by its address."""
        host = self.address.removeprefix("http://")
        self._socket: ClientConnection = await connect(
            f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=self.address, max_size=None
        )
        self._page, self._query = "", ""
        state = ClientState(page_name=page)
        return await self._ask(state)

    async def pick(self, name: str, value: str) -> Answer:
        """Click a part of a drawing that stands."""
        drawn = self.drawings[name]
        state = ClientState(query_string=self._query, page_script_hash=self._page, fragment_id=drawn.fragment)
        widget = state.widget_states.widgets.add()
        widget.id = f"$$STREAMLIT_INTERNAL_KEY_{drawn.id}__events"
        widget.json_trigger_value = json.dumps([{"event": "pick", "value": value}])
        return await self._ask(state)

    async def leave(self) -> None:
        """Close the tab."""
        await self._socket.close()

    async def _ask(self, state: ClientState) -> Answer:
        state.context_info.url = self.address
        state.context_info.locale = "vi-VN"
        begun, sent, errors = perf_counter(), 0, []
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        async for content in self._socket:
            assert isinstance(content, bytes)
            message = ForwardMsg.FromString(content)
            sent += len(content)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                run = message.metadata.run.fragment_ids if message.metadata.HasField("run") else ()
                self.drawings = {name: each for name, each in self.drawings.items() if run and name == BESIDE}
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "page_not_found":
                errors.append("page not found")
            elif kind == "delta":
                errors += self._drawn(message)
            elif kind == "script_finished":
                if message.script_finished in DONE:
                    return Answer(perf_counter() - begun, sent, tuple(errors))
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    errors.append("did not compile")
        return Answer(perf_counter() - begun, sent, (*errors, "connection closed"))

    def _drawn(self, message: ForwardMsg) -> list[str]:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "bidi_component":
            identifier, drawn = element.bidi_component.id, element.bidi_component.json
            name = identifier.split("-", 2)[-1]
            picks = tuple(dict.fromkeys(unescape(each) for each in PICK.findall(json.loads(drawn) if drawn else "")))
            self.drawings[name] = Drawn(identifier, message.delta.fragment_id, picks)
        return [element.exception.message] if kind == "exception" else []
