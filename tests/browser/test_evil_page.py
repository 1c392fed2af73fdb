"""A foreign page in a real Chromium attacks a playground on the same machine, and must achieve nothing."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from bare_scene import Bare, bare_playground
from browser_scene import launch
from playwright.sync_api import Browser

from playground.control.routes import ROUTES

ADA = 7
#: Tries each address in one way; gives "read" only where it got to see or hear an answer.
TRIES = """
async ([way, urls]) => Promise.all(urls.map((url) => {
  const soon = (work) => Promise.race([work, new Promise((done) => setTimeout(() => done("nothing"), 1500))]);
  const loaded = (tag, name) => soon(new Promise((done) => {
    const one = document.createElement(tag);
    one.onload = () => done("loaded");
    one.onerror = () => done("refused");
    one[name] = url;
    document.body.append(one);
  }));
  const asked = (init) => soon(fetch(url, init).then(
    (answer) => (answer.type === "opaque" ? "sent" : "read"), () => "refused"));
  const form = (method, enctype) => soon(new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.name = "frame" + Math.random();
    document.body.append(frame);
    const one = document.createElement("form");
    Object.assign(one, { method, enctype, action: url, target: frame.name });
    for (const [name, value] of new URL(url).searchParams) {
      const field = document.createElement("input");
      Object.assign(field, { name, value });
      one.append(field);
    }
    document.body.append(one);
    frame.onload = () => done("loaded");
    one.submit();
  }));
  switch (way) {
    case "image": return loaded("img", "src");
    case "video": case "audio": return soon(new Promise((done) => {
      const one = document.createElement(way);
      one.onloadeddata = () => done("read");
      one.onerror = () => done("refused");
      one.src = url;
      document.body.append(one);
    }));
    case "object": return loaded("object", "data");
    case "embed": return loaded("embed", "src");
    case "module": return soon(import(url).then(() => "read", () => "refused"));
    case "font": return soon(new FontFace("evil", `url("${url}")`).load().then(() => "read", () => "refused"));
    case "worker": return soon(new Promise((done) => {
      try {
        const one = new Worker(url);
        one.onmessage = () => done("read");
        one.onerror = () => done("refused");
      } catch {
        done("refused");
      }
    }));
    case "service worker": return soon(
      navigator.serviceWorker.register(url, { scope: "/" }).then(() => "read", () => "refused"));
    case "prefetch": return soon(new Promise((done) => {
      const one = document.createElement("link");
      one.onload = () => done("loaded");
      one.onerror = () => done("refused");
      Object.assign(one, { rel: "prefetch", href: url });
      document.head.append(one);
    }));
    case "ping": return soon(new Promise((done) => {
      const one = document.createElement("a");
      Object.assign(one, { href: "#", ping: url });
      document.body.append(one);
      one.click();
    }));
    case "script": return loaded("script", "src");
    case "frame": return loaded("iframe", "src");
    case "style": return soon(new Promise((done) => {
      const one = document.createElement("link");
      one.onload = () => done("loaded");
      one.onerror = () => done("refused");
      Object.assign(one, { rel: "stylesheet", href: url });
      document.head.append(one);
    }));
    case "form get": return form("get", "");
    case "form post": return form("post", "application/x-www-form-urlencoded");
    case "form multipart": return form("post", "multipart/form-data");
    case "form text": return form("post", "text/plain");
    case "fetch no-cors": return asked({ mode: "no-cors" });
    case "fetch no-cors post": return asked({ mode: "no-cors", method: "POST", body: "{}" });
    case "fetch without referrer": return asked({ mode: "no-cors", referrerPolicy: "no-referrer" });
    case "fetch cors": return asked({});
    case "fetch with cookies": return asked({ credentials: "include" });
    case "fetch head": return asked({ method: "HEAD", mode: "no-cors" });
    case "fetch put": return asked({ method: "PUT", body: "{}" });
    case "fetch delete": return asked({ method: "DELETE" });
    case "fetch patch": return asked({ method: "PATCH", body: "{}" });
    case "fetch own header": return asked({ headers: { "X-Evil": "1" } });
    case "fetch keepalive": return asked({ method: "POST", mode: "no-cors", keepalive: true, body: "{}" });
    case "xhr": return soon(new Promise((done) => {
      const one = new XMLHttpRequest();
      one.onload = () => done("read");
      one.onerror = () => done("refused");
      one.open("POST", url);
      one.setRequestHeader("Content-Type", "text/plain");
      one.send("{}");
    }));
    case "fetch cors json": return asked({
      method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    case "beacon": navigator.sendBeacon(url, new Blob(["{}"])); return soon(new Promise(() => {}));
    case "window": return soon(new Promise((done) => {
      const other = window.open(url, "_blank");
      addEventListener("message", () => done("read"));
      setTimeout(() => {
        try {
          other.postMessage({ open: 7, error: "evil" }, "*");
          if (other.document.body.textContent) done("read");
        } catch {
          // It can't be looked into.
        }
      }, 700);
    }));
    case "event source": return soon(new Promise((done) => {
      const one = new EventSource(url);
      one.onopen = one.onmessage = () => done("read");
      one.onerror = () => { one.close(); done("refused"); };
    }));
    case "web socket": return soon(new Promise((done) => {
      const one = new WebSocket(url.replace("http:", "ws:"));
      one.onopen = one.onmessage = () => done("read");
      one.onerror = () => done("refused");
    }));
  }
}))
"""
WAYS = (
    *("image", "video", "audio", "object", "embed", "font", "script", "module", "worker", "service worker"),
    *("style", "prefetch", "ping", "frame", "form get", "form post", "form multipart", "form text"),
    *("fetch no-cors", "fetch no-cors post", "fetch without referrer", "fetch cors", "fetch cors json"),
    *("fetch with cookies", "fetch head", "fetch put", "fetch delete", "fetch patch", "fetch own header"),
    *("fetch keepalive", "xhr", "beacon", "window", "event source", "web socket"),
)
#: In these ways something is shown, but not to the page: it may not be looked into.
OPENS = frozenset({"frame", "form get", "form post", "form multipart", "form text", "object", "embed"})


class _Evil(BaseHTTPRequestHandler):
    """Serves an empty page, under whatever name."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"<!doctype html><title>Win a prize</title><body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def evil_port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def bare() -> Iterator[Bare]:
    with bare_playground() as playground:
        playground.drive("/people", name="Ada", id=ADA)
        playground.drive(f"/people/{ADA}/start")
        yield playground


def _addresses(bare: Bare) -> list[str]:
    """Every route of the control API, and of the others one of each kind; most of them would change something."""
    names = {"person": str(ADA), "group": "-1", "query": "1"}
    control = {bare.page.rstrip("/") + route.path.format(**names) for route in ROUTES}
    return [
        *sorted(control),
        f"{bare.api}/sendMessage?chat_id={ADA}&text=bought",
        f"{bare.api}/getUpdates?offset=-1",
        f"{bare.api}/logOut",
        f"{bare.api}/setWebhook?url=http://127.0.0.1:1/",
        bare.api.replace("/bot", "/file/bot") + "/documents/1",
        f"{bare.page}playground/people?name=Eve&id=8",
        f"{bare.page}playground/people/{ADA}/send?text=hello",
        f"{bare.page}playground/people/{ADA}/upload?name=a.csv",
        f"{bare.page}playground/live",
        f"{bare.page}playground/files/1",
        f"{bare.page}playground/bots",
        f"{bare.page}playground/bots/1/people/{ADA}/start",
        f"{bare.page}page/api.js",
        f"{bare.page}page/style/base.css",
        bare.page,
    ]


def _seen(bare: Bare) -> tuple[Any, ...]:
    """Tell all that an evil page could have changed, and what it had the bot do."""
    state = {name: value for name, value in bare.look("/state").items() if name != "time"}
    return (state, bare.look("/people"), bare.look(f"/people/{ADA}/chat"), bare.look("/traffic"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_origin_gets_nothing_done(
    browser: Browser, bare: Bare, evil_port: int, host: str
) -> None:
    before = _seen(bare)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://{host}:{evil_port}/")

    addresses = _addresses(bare)
    told = {way: page.evaluate(TRIES, [way, addresses]) for way in WAYS}
    context.close()

    got_through = [
        (way, address)
        for way, outcomes in told.items()
        for address, outcome in zip(addresses, outcomes, strict=True)
        if outcome == "read" or (outcome == "loaded" and way not in OPENS)
    ]
    assert got_through == []
    assert _seen(bare) == before


def test_the_page_cannot_be_framed(browser: Browser, bare: Bare, evil_port: int) -> None:
    """Nobody can lay the page under something else, so that a click hits a button in it."""
    page = browser.new_page()
    page.goto(f"http://localhost:{evil_port}/")
    page.evaluate(
        """(url) => new Promise((done) => {
             const one = document.createElement("iframe");
             one.onload = done;
             one.src = url;
             document.body.append(one);
           })""",
        bare.page,
    )
    framed = page.frames[-1]
    assert framed.url.startswith("chrome-error:") or framed.locator(".person").count() == 0
    page.close()


def test_a_name_of_a_stranger_that_points_here_gets_nothing_done(browser: Browser, bare: Bare) -> None:
    """The stranger's name leads to the playground itself (DNS rebinding): the page is of the same origin then."""
    before = _seen(bare)
    port = bare.page.rstrip("/").rpartition(":")[2]
    misled = launch(browser.browser_type, "--host-resolver-rules=MAP evil.example 127.0.0.1")
    page = misled.new_page()
    page.goto(f"http://evil.example:{port}/")
    addresses = [one.replace("127.0.0.1:" + port, f"evil.example:{port}") for one in _addresses(bare)]
    statuses = page.evaluate(
        """(addresses) => Promise.all(addresses.flatMap((url) => [
             fetch(url), fetch(url, { method: "POST", body: "{}" }),
           ]).map((asked) => asked.then((answer) => answer.status)))""",
        addresses,
    )
    misled.close()

    assert set(statuses) == {403}
    assert _seen(bare) == before
