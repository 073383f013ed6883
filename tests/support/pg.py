"""A throw-away PostgreSQL server on a free loopback port."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import psycopg

BINARIES = Path("/usr/lib/postgresql")
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "lc_messages": "C",
}
START_S = 60.0
# Emptied rows stay in the files until they are vacuumed, and every look passes over them.
MOST_LOANS = 40
_TABLES = """
    SELECT tablename
    FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'schema_version'
"""
# Foreign keys would ask for an order.
_NO_ORDER = "SET session_replication_role = replica"
_NO_ROWS: Mapping[str, bytes] = MappingProxyType({})
_SHAPE = """
    SELECT
        (SELECT string_agg(sha256, ' ' ORDER BY version) FROM schema_version),
        (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
        (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
        (SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
        (SELECT count(*) FROM pg_trigger),
        (
            SELECT string_agg(concat(attrelid, attname, atttypid, attnotnull), ' '
                ORDER BY attrelid, attnum)
            FROM pg_attribute
            JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
        )
"""


class Server:
    """Knows the address of each database of a running server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)


class Shelf:
    """Copies of one database for tests, emptied and lent again: making one costs far more.

    Each loan has a name of its own, since the program remembers things by a database's name. What
    is not as it was made is thrown away.
    """

    def __init__(self, server: Server, template: str) -> None:
        self.server = server
        self.template = template
        self._kept: list[str] = []
        self._loans: dict[str, int] = {}
        with psycopg.connect(server.address(template)) as connection:
            self._shape = connection.execute(_SHAPE).fetchone()
            self._tables = [name for (name,) in connection.execute(_TABLES)]
        self._empty = ";".join([_NO_ORDER, *(f"DELETE FROM {name}" for name in self._tables)])
        self._operator = psycopg.connect(server.address("postgres"), autocommit=True)

    def close(self) -> None:
        self._operator.close()

    def lend(self, name: str, rows: Mapping[str, bytes] = _NO_ROWS) -> str:
        """The address of a database of that name, as the template is but for these rows."""
        if self._kept:
            old = self._kept.pop()
            self._operator.execute(f"ALTER DATABASE {old} RENAME TO {name}")
            self._loans[name] = self._loans.pop(old) + 1
        else:
            made = f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY FILE_COPY"
            self._operator.execute(made)
            self._loans[name] = 1
        if rows:
            self._fill(name, rows)
        return self.server.address(name)

    def rows(self, name: str) -> dict[str, bytes]:
        """The rows of every table that has some, for a later loan."""
        with psycopg.connect(self.server.address(name)) as connection:
            return {
                table: _copied_out(connection, table)
                for table in self._tables
                if connection.execute(f"SELECT FROM {table} LIMIT 1").rowcount
            }

    def take_back(self, name: str) -> None:
        """Empty it for the next loan; nobody is connected any more."""
        if self._loans[name] < MOST_LOANS and self._is_emptied(name):
            self._kept.append(name)
        else:
            del self._loans[name]
            self._operator.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _fill(self, name: str, rows: Mapping[str, bytes]) -> None:
        with psycopg.connect(self.server.address(name)) as connection:
            connection.execute(_NO_ORDER)
            for table, content in rows.items():
                with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(content)

    def _is_emptied(self, name: str) -> bool:
        with psycopg.connect(self.server.address(name)) as connection:
            others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            if connection.execute(others).fetchone() != (1,):
                return False
            if connection.execute(_SHAPE).fetchone() != self._shape:
                return False
            connection.execute(self._empty)
        return True


def _copied_out(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
        return b"".join(copy)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that ends with the block, and with this process if that is killed."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        cluster = folder / "cluster"
        _run_as_owner(
            [
                str(_binary("initdb")),
                f"--pgdata={cluster}",
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ]
        )
        port = free_port()
        process = _start(cluster, port, folder)
        try:
            server = Server(port)
            _await_ready(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(START_S)
    finally:
        shutil.rmtree(folder)


def _binary(name: str) -> Path:
    return max(BINARIES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))


def _as_owner() -> list[str]:
    """PostgreSQL refuses to run as root, so root hands it to the account of Debian's package."""
    command = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        command += ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
    return command


def _run_as_owner(command: list[str]) -> None:
    done = subprocess.run([*_as_owner(), *command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(done.stderr)


def _start(cluster: Path, port: int, folder: Path) -> subprocess.Popen[bytes]:
    settings = UNSAFE_BUT_FAST | {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
    }
    command = [*_as_owner(), str(_binary("postgres")), "-D", str(cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd="/")


def _await_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    refused: Exception | None = None
    for _ in range(int(START_S / 0.05)):
        try:
            psycopg.connect(server.address("postgres")).close()
        except psycopg.OperationalError as error:
            refused = error
        else:
            return
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"PostgreSQL did not start: {refused}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
