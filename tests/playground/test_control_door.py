"""Who may use the control API and the page, and how foreign pages and names are kept out."""

import io
import json

import aiohttp
import pytest
from aiohttp import WSServerHandshakeError
from control_scene import Control

PATHS = ("/", "/page/app.js", "/playground/state", "/playground/files/any", "/nowhere")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8090", "127.0.0.1.evil.example", "", "[::1"])
async def test_a_foreign_name_that_points_here_is_refused(control: Control, host: str) -> None:
    for path in PATHS:
        async with control.session.get(f"{control.root}{path}", headers={"Host": host}) as response:
            assert response.status == 403


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:1", "LOCALHOST:8090", "[::1]", "[::1]:8090", "192.168.0.9"]
)
async def test_an_address_or_localhost_is_let_in(control: Control, host: str) -> None:
    assert (await control.get("/state", Host=host))[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_web_page_is_refused_whatever_it_asks_for(
    control: Control, headers: dict[str, str]
) -> None:
    await control.come("Ada", 7)

    assert (await control.get("/people", **headers))[0] == 403
    assert (await control.post("/people/7/send", {"text": "Hello"}, **headers))[0] == 403
    with pytest.raises(WSServerHandshakeError) as refusal:
        await control.session.ws_connect(f"{control.root}/playground/live", headers=headers)
    assert refusal.value.status == 403


async def test_the_playgrounds_own_page_is_let_in(control: Control) -> None:
    headers = {"Origin": control.root, "Sec-Fetch-Site": "same-origin"}

    assert (await control.get("/people", **headers))[0] == 200


async def test_a_link_on_another_page_may_open_the_page_and_nothing_else(control: Control) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    async with control.session.get(control.root, headers=headers) as response:
        assert response.status == 200
    assert (await control.get("/people", **headers))[0] == 403


async def test_nothing_allows_other_origins_to_read(control: Control) -> None:
    async with control.session.options(
        f"{control.root}/playground/people", headers={"Origin": "http://evil.example"}
    ) as response:
        assert response.status == 403
        assert not [name for name in response.headers if name.lower().startswith("access-control")]


async def test_a_plain_form_is_no_request(control: Control) -> None:
    url = f"{control.root}/playground/people"

    async with control.session.post(
        url, data='{"name": "Ada"}', headers={"Content-Type": "text/plain"}
    ) as response:
        assert response.status == 415


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff"])
async def test_broken_json_is_refused_in_words(control: Control, body: bytes) -> None:
    url, headers = f"{control.root}/playground/people", {"Content-Type": "application/json"}

    async with control.session.post(url, data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["error"]


async def test_a_body_beyond_a_megabyte_is_refused(control: Control) -> None:
    url, headers = f"{control.root}/playground/people", {"Content-Type": "application/json"}

    async with control.session.post(url, data=io.BytesIO(b" " * 1_100_000), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("PUT", "/people", 405), ("GET", "/people/7", 404), ("GET", "/people/x", 404)],
)
async def test_what_is_not_there_is_said_to_be_missing(
    control: Control, method: str, path: str, status: int
) -> None:
    async with control.session.request(method, f"{control.root}/playground{path}") as response:
        assert (response.status, list(await response.json())) == (status, ["error"])


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/style/base.css"])
async def test_the_page_runs_only_its_own_files(control: Control, path: str) -> None:
    async with control.session.get(f"{control.root}{path}") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/../control/front.py", "/page/%2e%2e/server.py", "/page/", "/page/nothing.js"]
)
async def test_nothing_beside_the_page_is_served(control: Control, path: str) -> None:
    async with control.session.get(aiohttp.client.URL(f"{control.root}{path}", encoded=True)) as response:
        assert response.status == 404


async def test_an_unchanged_page_is_not_sent_again(control: Control) -> None:
    async with control.session.get(control.root) as response:
        etag = response.headers["ETag"]

    async with control.session.get(control.root, headers={"If-None-Match": etag}) as response:
        assert (response.status, await response.read()) == (304, b"")


async def test_the_page_names_no_other_server(control: Control) -> None:
    page = [found.data.decode() for found in control.front._page._files.values()]

    addresses = {word for text in page for word in text.replace('"', " ").split() if word.startswith("http")}
    assert addresses <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    ("name", "mime_type", "served_as"),
    [
        ("page.html", "text/html", "application/octet-stream"),
        ("picture.svg", "image/svg+xml", "application/octet-stream"),
        ("script.js", "text/javascript", "application/octet-stream"),
        ("picture.png", "image/png", "image/png"),
    ],
)
async def test_files_from_people_are_saved_and_never_run(
    control: Control, name: str, mime_type: str, served_as: str
) -> None:
    await control.come("Ada", 7)
    url, headers = f"{control.root}/playground/people/7/upload?name={name}", {"Content-Type": mime_type}
    async with control.session.post(url, data=b"<script>alert(1)</script>", headers=headers) as response:
        file_id = (await response.json())["document"]["file_id"]

    async with control.session.get(f"{control.root}/playground/files/{file_id}") as response:
        assert response.headers["Content-Type"] == served_as
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_hostile_file_name_stays_within_its_header(control: Control) -> None:
    await control.come("Ada", 7)
    url = aiohttp.client.URL(
        f"{control.root}/playground/people/7/upload?name=..%2F..%2Fx%22%0d%0aSet-Cookie:%20a.csv",
        encoded=True,
    )
    async with control.session.post(url, data=b"x") as response:
        document = (await response.json())["document"]

    async with control.session.get(f"{control.root}/playground/files/{document['file_id']}") as response:
        assert "Set-Cookie" not in response.headers
        assert "/" not in response.headers["Content-Disposition"].partition("''")[2]
    assert json.dumps(document["file_name"])
