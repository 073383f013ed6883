"""Somebody with a page of the app open, who sends files to addresses of uploads."""

from __future__ import annotations

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.web.raw_socket import RawSocket

XSRF = "_streamlit_xsrf"


class Uploader:
    """A person with a tab of the app open, who uploads into tabs."""

    def __init__(self, url, cookie):
        self.url = url
        self.http = httpx.Client(headers={"Origin": self.url})
        self.http.get(f"{self.url}/_stcore/health")
        self.cookie = cookie
        self.xsrf = self.http.cookies.get(XSRF)
        self.socket = RawSocket(self.url, cookie=self.cookie)
        message = BackMsg()
        message.rerun_script.page_name = "account"
        self.socket.send(message.SerializeToString())
        self.tab = ""
        while (forward := ForwardMsg.FromString(self.socket.receive())).WhichOneof(
            "type"
        ) != "script_finished":
            self.tab = forward.new_session.initialize.session_id or self.tab

    def close(self):
        self.socket.close()
        self.http.close()

    def send(self, method, tab, name="one", content=b"x"):
        return self.http.request(
            method,
            f"{self.url}/_stcore/upload_file/{tab}/{name}",
            headers={"Cookie": f"{self.cookie}; {XSRF}={self.xsrf}", "X-Xsrftoken": self.xsrf},
            files={"file": ("a.txt", content)} if method == "PUT" else None,
        )
