"""The addresses for programs, asked as Excel, Power BI and those who mean no good ask them."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
from dataclasses import dataclass, replace
from urllib.parse import urljoin
from xml.etree import ElementTree

import httpx
import pytest
from jsonschema import Draft202012Validator

from lib.domain.campaigns import CampaignState
from lib.domain.exports import Options
from lib.exports import cells
from lib.exports.registry import EXPORTS
from lib.store.engine.duck import DuckDatabase
from lib.web import exports
from lib.web.cookies import SECURE_NAME
from tests import small_campaign
from tests.cast import MAI, VAN
from tests.exports import scene
from tests.services.connections import keys
from tests.support.data_folder import data_in
from tests.web.office import cookie
from tests.web.serving import ROOT, served

TABLES = "/api/v1/tables"


@dataclass
class Api:
    """A served campaign, and keys of it."""

    url: str
    keys: dict[str, str]
    cookie: str

    def get(self, address, key="all", method="GET", **headers):
        if key is not None:
            headers["Authorization"] = f"Bearer {self.keys.get(key, key)}"
        return httpx.request(method, urljoin(self.url, address), headers=headers)

    def downloaded(self, key, as_of=""):
        address = f"{self.url}{exports.url(key, 'nho', Options(), as_of)}"
        return httpx.get(address, headers={"Cookie": f"{SECURE_NAME}={self.cookie}"}).content


@pytest.fixture(scope="module")
def api(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("api")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    with data_in(folder):
        scene.play(db)
        small_campaign.load(
            db, seed=replace(small_campaign.SEED, code="khac"), state=CampaignState.CLOSED
        )
        made = {
            "all": keys.made(db).secret,
            "one": keys.made(db, name="Excel", tables=["units"]).secret,
            "other": keys.made(db, name="Khác", code="khac").secret,
            "van": keys.made(db, VAN).secret,
            "fast": keys.made(db, name="Nhanh").secret,
        }
    session = cookie(db, MAI)
    db.close()
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    with served(folder, ROOT / "app.py", environment) as server:
        yield Api(server.url, made, session)


def refused(answer, status, code):
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["type"] == "about:blank"
    assert told["title"]
    assert told["detail"].endswith(".")
    return told["detail"]


def rows_of(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_csv(columns, row):
    """The cells of a JSON row, written as the CSV writes them."""
    told = []
    for column in columns:
        value = row[column["name"]]
        if value is None:
            told.append("")
        elif column["type"] == "text":
            told.append(cells.safe(value))
        elif column["type"] == "instant":
            assert value[10] == "T"
            told.append(f"{value[:10]} {value[11:].removesuffix('+07:00')}")
        else:
            told.append(str(value))
    return told


def page_of(answer):
    """A page whose numbers keep the digits that they were sent with."""
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text, parse_float=str, parse_int=str)


@pytest.mark.parametrize("key", EXPORTS)
def test_the_csv_is_the_one_that_people_download(api, key):
    answer = api.get(f"{TABLES}/{key}.csv", **{"Accept-Encoding": "identity"})

    assert answer.status_code == 200
    assert answer.content == api.downloaded(key)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert int(answer.headers["content-length"]) == len(answer.content)
    name = answer.headers["content-disposition"].removeprefix('attachment; filename="')
    assert name.startswith(f"TDKT_nho_{key}_")
    assert name.endswith('_r14.csv"')


@pytest.mark.parametrize("as_of", ["2021-05-14", "2021-05-18T09:30", "2026-01-01"])
@pytest.mark.parametrize("key", ["items", "units", "indicators"])
def test_a_past_is_the_one_that_people_download(api, key, as_of):
    answer = api.get(f"{TABLES}/{key}.csv?tai={as_of}", **{"Accept-Encoding": "identity"})

    assert answer.content == api.downloaded(key, as_of)
    assert answer.content != api.downloaded(key) or as_of > "2026"
    again = api.get(f"{TABLES}/{key}.csv?tai={as_of}", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_feed_of_a_past_is_described_as_it_was_asked_for(api):
    feed = api.get("/api/v1/odata/items?$top=1&tai=2021-05-18T09:30").json()

    address, _, table = feed["@odata.context"].partition("#")
    described = api.get(address)
    assert (described.status_code, table) == (200, "items")
    properties = re.findall(r'Property Name="(\w+)"', described.text.split('Name="items"')[1])
    assert feed["value"][0].keys() <= {*properties, "row_no"}


def test_pages_of_a_past_lead_through_it_to_its_end(api):
    as_of = "2021-05-18T09:30"
    _, *wanted = rows_of(api.downloaded("items", as_of))
    address, found = f"{TABLES}/items?limit=2&tai={as_of}", []

    while address:
        page = page_of(api.get(address))
        assert (page["as_of"], page["day"]) == (f"{as_of}:00+07:00", as_of[:10])
        found += [as_csv(page["columns"], row) for row in page["rows"]]
        address = page["next"]

    assert found == wanted
    assert len(found) > 2


def test_a_feed_of_a_past_leads_through_it(api):
    as_of = "2021-05-18T09:30"
    first = api.get(f"/api/v1/odata/items?$top=1&tai={as_of}").json()["value"]
    past = api.get(f"{TABLES}/items?limit=1&tai={as_of}").json()["rows"]
    [row] = first

    assert {name: row[name] for name in past[0]} == past[0]


def test_today_is_the_present_for_all_who_ask(api):
    day = api.get(f"{TABLES}/items").json()["day"]

    tags = [api.get(f"{TABLES}/items{asked}").headers["etag"] for asked in ("", f"?tai={day}")]
    assert tags[0] == tags[1]


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("hôm qua", "bad_instant"), ("2021-05-18T09:30:15", "bad_instant"),
     ("2999-01-01", "future_instant"), ("1999-01-01", "before_campaign"),
     ("0001-01-01T00:00", "bad_instant")],
)  # fmt: skip
@pytest.mark.parametrize("path", ["tables/items", "tables/items.csv", "odata/items"])
def test_instants_of_which_nothing_is_known(api, path, as_of, code):
    refused(api.get(f"/api/v1/{path}?tai={as_of}"), 400, code)


@pytest.mark.parametrize("key", EXPORTS)
@pytest.mark.parametrize("limit", [1, 3, 5000])
def test_pages_hold_the_rows_of_the_csv_to_the_digit(api, key, limit):
    headings, *wanted = rows_of(api.downloaded(key))
    address, found, pages = f"{TABLES}/{key}?limit={limit}", [], 0

    while address:
        page = page_of(api.get(address))
        assert [column["label"] for column in page["columns"]] == [cells.bare(h) for h in headings]
        assert (page["count"], page["first"]) == (str(len(wanted)), str(len(found)))
        found += [as_csv(page["columns"], row) for row in page["rows"]]
        address, pages = page["next"], pages + 1

    assert found == wanted
    assert pages == max(1, -(-len(wanted) // limit))


def test_names_of_columns_are_ascii_and_each_there_once(api):
    for key in EXPORTS:
        names = [column["name"] for column in api.get(f"{TABLES}/{key}").json()["columns"]]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name.isidentifier() for name in names), names


def test_a_page_says_of_what_it_is(api):
    page = api.get(f"{TABLES}/units?limit=1").json()

    told = {name: page[name] for name in ("table", "campaign", "revision", "count", "first")}
    assert told == {"table": "units", "campaign": "nho", "revision": 14, "count": 4, "first": 0}
    assert page["as_of"].endswith("+07:00")
    assert page["next"].startswith("/api/v1/tables/units?cursor=")


def test_the_list_shows_what_the_key_opens(api):
    whole, one = api.get(TABLES).json(), api.get(TABLES, "one").json()

    assert [table["key"] for table in whole["tables"]] == list(EXPORTS)
    assert [table["key"] for table in one["tables"]] == ["units"]
    assert one["key"]["name"] == "Excel"
    assert whole["campaign"]["code"] == "nho"


@pytest.mark.parametrize("user", ["", "mai", "ai đó"])
def test_excel_shows_the_key_as_a_password(api, user):
    shown = base64.b64encode(f"{user}:{api.keys['all']}".encode()).decode()

    answer = api.get(TABLES, None, Authorization=f"Basic {shown}")
    assert answer.status_code == 200


def test_options_of_the_csv_are_heeded(api):
    answer = api.get(f"{TABLES}/units.csv?dates=vi&decimals=,")

    assert answer.text.splitlines()[1].startswith("VP;Văn phòng Sở;4;0;0,0;")


# What is refused.


def test_without_a_key_excel_is_asked_for_one(api):
    for address in (TABLES, f"{TABLES}/items", f"{TABLES}/items.csv", "/api/v1/odata/", "/api/x"):
        answer = api.get(address, None)
        refused(answer, 401, "no_key")
        assert answer.headers["www-authenticate"].startswith("Basic realm=")


@pytest.mark.parametrize(
    "shown",
    ["Bearer", "Bearer x", "Basic", "Basic x", "Basic eDp5", "Digest x", "Negotiate abc",
     "tdkt_" + "a" * 43, "Bearer tdkt_" + "a" * 43, "Bearer tdkt_" + "a" * 5000],
)  # fmt: skip
def test_what_is_no_key(api, shown):
    answer = api.get(TABLES, None, Authorization=shown)

    refused(answer, 401, "key")
    assert "www-authenticate" in answer.headers


def test_two_keys_are_none(api):
    shown = [("Authorization", f"Bearer {api.keys[name]}") for name in ("all", "one")]

    refused(httpx.get(f"{api.url}{TABLES}", headers=shown), 401, "key")


@pytest.mark.parametrize("name", ["token", "access_token", "Key", "api_key", "$token", "khoa", "x"])
def test_no_key_in_an_address(api, name):
    for key in (None, "all"):
        answer = api.get(f"{TABLES}/units?{name}={api.keys['all']}", key)
        assert api.keys["all"] not in refused(answer, 400, "key_in_address")
    refused(api.get(f"/api/v1/{api.keys['all']}"), 400, "key_in_address")


@pytest.mark.parametrize("key", ["items", "accounts", "audit_events", "khac", "UNITS"])
def test_what_is_not_there_and_what_is_not_allowed_look_alike(api, key):
    told = {
        refused(api.get(f"{home}/{key}{end}", "one"), 404, "table")
        for home, end in ((TABLES, ""), (TABLES, ".csv"), ("/api/v1/odata", ""))
    }

    assert len(told) == 1


def test_a_key_reads_its_own_campaign_alone(api):
    own, other = api.get(f"{TABLES}/items"), api.get(f"{TABLES}/items", "other")

    assert own.json()["campaign"] == "nho"
    assert other.json()["campaign"] == "khac"
    assert other.json()["revision"] != own.json()["revision"]
    refused(api.get(f"{TABLES}/items?campaign=khac"), 400, "unknown_parameter")


def test_a_place_is_good_for_its_key_and_table_alone(api):
    coming = api.get(f"{TABLES}/units?limit=1").json()["next"]
    cursor = coming.partition("cursor=")[2]

    assert api.get(coming).status_code == 200
    for address, key in (
        (coming, "van"),
        (coming, "other"),
        (coming.replace("units", "groups"), "all"),
        (f"{TABLES}/units?cursor={cursor[:-1]}", "all"),
        (f"{TABLES}/units?cursor={'A' if cursor[0] != 'A' else 'B'}{cursor[1:]}", "all"),
        (f"{TABLES}/units?cursor={cursor[:-2]}AA", "all"),
        (f"{TABLES}/units?cursor=", "all"),
        (f"{TABLES}/units?cursor={'A' * 9000}", "all"),
        (f"{TABLES}/units?cursor=%00%F0", "all"),
        (f"{TABLES}/units?cursor=ă", "all"),
    ):
        refused(api.get(address, key), 400, "bad_cursor")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "bad_number"),
        ("limit=-1", "bad_number"),
        ("limit=5001", "bad_number"),
        ("limit=999999999999999999999", "bad_number"),
        ("limit=1e3", "bad_number"),
        ("limit=", "bad_number"),
        ("limit=²", "bad_number"),
        ("limit=1&limit=2", "twice"),
        ("offset=3", "unknown_parameter"),
        ("a%0D%0ASet-Cookie:x=1", "unknown_parameter"),
    ],
)
def test_what_an_address_may_not_say(api, query, code):
    answer = api.get(f"{TABLES}/units?{query}")

    assert "\n" not in refused(answer, 400, code)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("query", ["dates=us", "decimals=;", "decimals=%0D%0A"])
def test_options_that_there_are_not(api, query):
    refused(api.get(f"{TABLES}/units.csv?{query}"), 400, "bad_options")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
@pytest.mark.parametrize("address", [TABLES, f"{TABLES}/units", "/api/v1/openapi.json", "/api/"])
def test_nothing_can_be_changed(api, method, address):
    answer = api.get(address, method=method)

    refused(answer, 405, "read_only")
    assert answer.headers["allow"] == "GET, HEAD"


def test_a_session_gives_nothing_here(api):
    session = f"{SECURE_NAME}={api.cookie}"

    refused(api.get(f"{TABLES}/items", None, Cookie=session), 401, "no_key")
    answer = api.get(f"{TABLES}/units", "one", Cookie=session)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    refused(api.get(f"{TABLES}/items", "one", Cookie=session), 404, "table")


def test_pages_of_other_sites_get_nothing(api):
    refused(api.get(TABLES, **{"Sec-Fetch-Site": "cross-site"}), 403, "other_site")
    answer = api.get(TABLES, Origin="https://evil.example")
    assert answer.status_code == 403
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("path", ["/api/", "/api/v2/tables", "/api/v1/tables/units/1", "/api/v1//"])
def test_addresses_that_there_are_not(api, path):
    refused(api.get(path), 404, "no_address")


def test_a_browser_that_asks_for_pages_reads_the_same_refusal(api):
    answer = api.get(f"{TABLES}/items", None, Accept="text/html,*/*")

    refused(answer, 401, "no_key")
    assert "www-authenticate" in answer.headers


def test_looking_ahead_reads_nothing_and_says_how_long_it_is(api):
    whole = api.get(f"{TABLES}/items.csv")
    for address in (f"{TABLES}/items.csv", f"{TABLES}/units", TABLES, "/api/v1/openapi.json"):
        answer = api.get(address, method="HEAD")
        assert (answer.status_code, answer.content) == (200, b"")
    answer = api.get(f"{TABLES}/items.csv", method="HEAD")
    assert answer.headers["content-length"] == str(len(whole.content))
    assert answer.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize("address", [f"{TABLES}/units.csv", f"{TABLES}/units?limit=2"])
def test_who_has_it_already_is_told_so(api, address):
    first = api.get(address)
    again = api.get(address, **{"If-None-Match": f'"x", W/{first.headers["etag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert api.get(address, **{"If-None-Match": '"r13"'}).status_code == 200


def test_a_broken_download_goes_on(api):
    whole = api.get(f"{TABLES}/items.csv")
    part = {"Range": "bytes=100-", "If-Range": whole.headers["etag"]}
    rest = api.get(f"{TABLES}/items.csv", **part)
    some = api.get(f"{TABLES}/items.csv", Range="bytes=0-9")
    other = api.get(f"{TABLES}/items.csv", **(part | {"If-Range": '"old"'}))

    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    assert rest.headers["content-length"] == str(len(rest.content))
    size = len(whole.content)
    assert rest.headers["content-range"] == f"bytes 100-{size - 1}/{size}"
    assert (some.status_code, some.content) == (206, whole.content[:10])
    assert (other.status_code, other.content) == (200, whole.content)
    over = api.get(f"{TABLES}/items.csv", Range=f"bytes={size}-")
    refused(over, 416, "bad_range")
    assert over.headers["content-range"] == f"bytes */{size}"


def test_the_page_for_people_needs_no_key(api):
    answer = api.get("/api/v1/", None)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "Sở" not in answer.text
    for key in EXPORTS:
        assert f"<code>{key}</code>" in answer.text


# What describes it.


def test_the_description_is_openapi_and_holds_what_is_answered(api):
    document = api.get("/api/v1/openapi.json").json()
    schema = json.loads((ROOT / "tests" / "data" / "openapi-3.1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
    plain = api.get("/api/v1/openapi.json", None).json()
    Draft202012Validator(schema).validate(plain)

    assert [path for path in document["paths"] if path.endswith(".csv")] == [
        f"/tables/{key}.csv" for key in EXPORTS
    ]
    assert "so_hoi_nghi" in json.dumps(document)
    assert "so_hoi_nghi" not in json.dumps(plain)
    home = document["servers"][0]["url"]
    for path, told in document["paths"].items():
        answer = api.get(f"{home}{path}")
        responses = told["get"]["responses"]
        [(kind, content)] = responses["200"]["content"].items()
        assert answer.headers["content-type"].startswith(kind)
        if kind == "application/json":
            inner = content["schema"] | {"components": document["components"]}
            Draft202012Validator(inner).validate(answer.json())
    problem = document["components"]["schemas"]["Problem"]
    Draft202012Validator(problem).validate(api.get(TABLES, None).json())


def test_the_description_shows_a_key_its_own_tables(api):
    paths = api.get("/api/v1/openapi.json", "one").json()["paths"]

    assert list(paths) == ["/tables", "/tables/units", "/tables/units.csv"]
    refused(api.get("/api/v1/openapi.json", "tdkt_" + "c" * 43), 401, "key")


# OData.

ODATA = "/api/v1/odata/"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


def test_power_bi_finds_the_tables(api):
    answer = api.get(ODATA)

    assert answer.headers["odata-version"] == "4.0"
    told = answer.json()
    assert told["@odata.context"] == f"{api.url}{ODATA}$metadata"
    assert [one["name"] for one in told["value"]] == list(EXPORTS)
    assert {one["kind"] for one in told["value"]} == {"EntitySet"}


def test_what_power_bi_is_told_of_columns_holds(api):
    answer = api.get(f"{ODATA}$metadata")
    assert answer.headers["content-type"].startswith("application/xml")
    schema = ElementTree.fromstring(answer.content)[0][0]
    sets = {one.get("Name"): one.get("EntityType") for one in schema.iter(f"{EDM}EntitySet")}
    assert sets == {key: f"tdkt.{key}" for key in EXPORTS}

    for kind in schema.iter(f"{EDM}EntityType"):
        types = {one.get("Name"): one.get("Type") for one in kind.findall(f"{EDM}Property")}
        [key] = kind.find(f"{EDM}Key")
        assert types[key.get("Name")] == "Edm.Int32"
        for row in api.get(f"{ODATA}{kind.get('Name')}").json()["value"]:
            assert list(row) == list(types)
            for name, value in row.items():
                is_number = types[name] in {"Edm.Int32", "Edm.Decimal"}
                assert value is None or isinstance(value, int | float) is is_number, name


@pytest.mark.parametrize("key", ["items", "units", "evidence"])
def test_a_feed_holds_the_rows_of_the_table(api, key):
    page = page_of(api.get(f"{TABLES}/{key}"))
    feed = page_of(api.get(f"{ODATA}{key}?$count=true"))

    assert feed["@odata.count"] == page["count"]
    assert feed["@odata.context"] == f"{api.url}{ODATA}$metadata#{key}"
    numbers = [row.pop("row_no") for row in feed["value"]]
    assert numbers == [str(number + 1) for number in range(len(page["rows"]))]
    assert feed["value"] == page["rows"]


def test_parts_of_a_feed(api):
    def numbers(query):
        return [row["row_no"] for row in api.get(f"{ODATA}items?{query}").json()["value"]]

    assert numbers("$top=3") == [1, 2, 3]
    assert numbers("$skip=2&$top=2") == [3, 4]
    assert numbers("$top=0") == []
    assert numbers("$skip=99999999") == []
    answer = api.get(f"{ODATA}units?$select=unit_code,assigned&$top=1").json()
    assert answer["value"] == [{"unit_code": "VP", "assigned": 4}]
    assert answer["@odata.context"].endswith("#units(assigned,unit_code)")
    assert "@odata.nextLink" not in answer


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("$filter=unit_code eq 'VP'", 501, "odata_option"),
        ("$orderby=unit_code", 501, "odata_option"),
        ("$select=nothing", 400, "odata_select"),
        ("$top=-1", 400, "bad_number"),
        ("$count=maybe", 400, "odata_count"),
        ("$format=xml", 406, "odata_format"),
        ("$skiptoken=x", 400, "bad_cursor"),
        ("top=1", 400, "unknown_parameter"),
    ],
)
def test_what_a_feed_does_not_do(api, query, status, code):
    refused(api.get(f"{ODATA}units?{query}"), status, code)


def test_a_host_that_is_none_stands_in_no_answer(api):
    answer = api.get(ODATA, Host='evil.example/"x')

    assert "evil.example/" not in answer.text


# Last, since they use up what the address and a key have.


def test_who_asks_too_fast_waits(api):
    shown = {"Authorization": f"Bearer {api.keys['fast']}"}
    with httpx.Client(base_url=api.url, headers=shown) as line:
        # As many as a key has, and what comes back meanwhile.
        while (answer := line.get("/api/v1/x")).status_code == 404:
            pass

    refused(answer, 429, "too_fast")
    assert answer.headers["retry-after"] == "1"
    assert api.get(TABLES).status_code == 200


def test_wrong_keys_are_slowed_and_the_right_one_is_not(api):
    codes = [api.get(TABLES, "tdkt_" + "b" * 43) for _ in range(30)]

    refused(codes[-1], 429, "key_waiting")
    assert int(codes[-1].headers["retry-after"]) >= 1
    assert api.get(TABLES).status_code == 200
