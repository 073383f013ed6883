"""What strangers can make the server hold in memory over WebSockets."""

from __future__ import annotations

import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosedError
from websockets.frames import Frame, Opcode
from websockets.sync.client import connect

from lib.web.cookies import SECURE_NAME
from lib.web.gate.line import MOST_FRAGMENTS
from lib.web.gate.sockets import place_of
from tests.web.raw_socket import RawSocket
from tests.web.serving import served

LIVE = f"{SECURE_NAME}=live"
KB = 1 << 10
ANONYMOUS, KNOWN = 128 * KB, 1024 * KB
TOO_BIG, BROKEN = 1009, 1002


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """A server with room for few, behind a proxy that says where they come from."""
    limits = {
        "TDKT_SOCKETS_ANONYMOUS": "4",
        "TDKT_SOCKETS_ADDRESS": "2",
        "TDKT_SOCKETS_SESSION": "3",
        "TDKT_TRUSTED_PROXY": "1",
    }
    with served(tmp_path_factory.mktemp("narrow"), environment=limits) as server:
        yield server


def come(server, address="10.0.0.1", **more):
    return RawSocket(server.url, headers=[("X-Forwarded-For", address)], **more)


def patiently(server, *args, **more):
    """A socket, as soon as those that were closed have left."""
    for _ in range(200):
        socket = come(server, *args, **more)
        if socket.status == 101:
            return socket
        socket.close()
        time.sleep(0.05)
    raise AssertionError("closed sockets keep their places")


def page_run(socket, query=""):
    """Have the page drawn, which signs in or out by its address."""
    message = BackMsg()
    message.rerun_script.query_string = query
    socket.send(message.SerializeToString())
    while True:
        forward = ForwardMsg.FromString(socket.receive())
        if forward.WhichOneof("type") == "script_finished":
            return


def begin_message(socket, length):
    """Send so many bytes of a message that does not end, in fragments of 16 KB."""
    socket.send(b"", fin=False)
    for _ in range(length // (16 * KB)):
        if not socket.send(b"x" * 16 * KB, opcode=Opcode.CONT, fin=False):
            return


def logged(server, event):
    """The lines of the server's log that tell of it."""
    return [line for line in server.logged() if line["event"] == event]


def is_open(socket):
    """Whether the server still answers."""
    socket.send(b"there?", opcode=Opcode.PING)
    return socket.pong() == b"there?"


@pytest.mark.parametrize(("cookie", "limit"), [(None, ANONYMOUS), (LIVE, KNOWN)])
def test_an_unfinished_message_is_held_to_its_limit(site, cookie, limit):
    with RawSocket(site.url, cookie=cookie) as within, RawSocket(site.url, cookie=cookie) as beyond:
        begin_message(within, limit - 16 * KB)
        begin_message(beyond, limit + 16 * KB)

        assert is_open(within)
        assert beyond.close_code() == TOO_BIG


@pytest.mark.parametrize(("cookie", "limit"), [(None, ANONYMOUS), (LIVE, KNOWN)])
def test_a_frame_is_refused_by_its_head(site, cookie, limit):
    """Not after its bytes have come."""
    with RawSocket(site.url, cookie=cookie) as socket:
        head = Frame(Opcode.BINARY, b"x" * (limit + 1), fin=True).serialize(mask=True)[:14]
        socket.send_bytes(head)

        assert socket.close_code() == TOO_BIG


def test_fragments_of_nothing_end_too(site):
    with RawSocket(site.url) as socket:
        socket.send(b"", fin=False)
        for _ in range(MOST_FRAGMENTS + 1):
            socket.send(b"", opcode=Opcode.CONT, fin=False)

        assert socket.close_code() == BROKEN


def test_each_message_has_its_own_fragments(site):
    with RawSocket(site.url) as socket:
        for _ in range(3):
            for part in range(MOST_FRAGMENTS // 2):
                last = part == MOST_FRAGMENTS // 2 - 1
                opcode = Opcode.CONT if part else Opcode.BINARY
                assert socket.send(b"", opcode=opcode, fin=last)

        assert is_open(socket)


def test_answers_to_pings_do_not_pile_up(site):
    """Who sends 60 MB of pings and reads nothing had 60 MB kept for it."""
    pings = Frame(Opcode.PING, b"x" * 125, fin=True).serialize(mask=True) * 8000
    with RawSocket(site.url) as socket:
        assert not all(socket.send_bytes(pings) for _ in range(60))


def test_messages_are_not_compressed(site):
    offered = [("Sec-WebSocket-Extensions", "permessage-deflate")]
    with RawSocket(site.url, headers=offered) as socket:
        assert (socket.status, socket.extensions) == (101, "")


def test_what_unpacks_to_more_is_refused_where_compression_is_on(tmp_path):
    with served(
        tmp_path, environment={"STREAMLIT_SERVER_ENABLE_WEBSOCKET_COMPRESSION": "true"}
    ) as server:
        address = f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"
        with connect(address, origin=server.url, compression="deflate", proxy=None) as socket:
            assert socket.protocol.extensions
            socket.send(bytes(50_000 * KB))
            with pytest.raises(ConnectionClosedError) as closed:
                socket.recv()

    assert closed.value.rcvd.code == TOO_BIG


def test_strangers_are_counted_by_address_and_in_all(narrow):
    same = [come(narrow) for _ in range(3)]
    others = [come(narrow, f"10.0.0.{number}") for number in (2, 3, 4)]

    assert [one.status for one in same] == [101, 101, 503]
    assert [one.status for one in others] == [101, 101, 503]
    for one in (same[2], others[2]):
        assert one.body == (
            "Đang có quá nhiều trang mở. Vui lòng đóng bớt trang hoặc thử lại sau ít phút."
        )
    for one in (*same, *others):
        one.close()
    rooms = [(one["room"], one["place"]) for one in logged(narrow, "socket refused")]
    assert rooms == [("address", "10.0.0.1"), ("anonymous", "10.0.0.4")]


def test_a_closed_socket_leaves_its_place(narrow):
    for _ in range(6):
        with patiently(narrow, "10.0.1.1") as socket:
            page_run(socket)


def test_people_who_are_signed_in_share_an_address(narrow):
    """A whole office may come from one; each sign-in has tabs of its own."""
    with patiently(narrow) as first, patiently(narrow) as second, come(narrow) as third:
        assert [first.status, second.status, third.status] == [101, 101, 503]
        mine = [come(narrow, cookie=LIVE) for _ in range(4)]
        colleague = come(narrow, cookie=f"{SECURE_NAME}=admin")

        assert [one.status for one in mine] == [101, 101, 101, 503]
        assert colleague.status == 101
    for one in (*mine, colleague):
        one.close()


def test_a_sign_in_makes_room_and_a_sign_out_takes_it(narrow):
    with patiently(narrow, "10.0.2.1") as first, patiently(narrow, "10.0.2.1") as second:
        page_run(first, "as=live")
        begin_message(first, KNOWN - 16 * KB)
        with come(narrow, "10.0.2.1") as third:
            assert third.status == 101
        page_run(second, "as=live")
        page_run(second, "as=nobody")
        begin_message(second, ANONYMOUS + 16 * KB)

        assert is_open(first)
        assert second.close_code() == TOO_BIG


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "local"),
        (None, "local"),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address, place):
    assert place_of(address) == place
