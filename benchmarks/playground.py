"""Measure how many calls a second the playground answers, compared with a bare aiohttp server, in one run.

    python -m benchmarks.playground

Every server is a separate process, called over loopback by a client that only writes and reads bytes. The figures are
the server's processor time per call, so that a busy machine does not blur them; calls/s are what one core would answer.
The servers take turns, and the median of the rounds is printed.
"""

import argparse
import asyncio
import json
import multiprocessing
import multiprocessing.connection
import resource
import statistics
from dataclasses import dataclass

from aiohttp import web

from playground import Playground

_KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "a1:1:1"}, {"text": "No", "callback_data": "a1:1:0"}]
    ]
}
_TEXT = "Does one follow from the other? A man in red rides and sings."
_HTML = "<b>Movies</b>\n\nDoes one follow from the other?\n\n<i>text</i>: A man in red rides &amp; sings."
_PEOPLE = 200


def memory_mb() -> float:
    """The most memory this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spent_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


Pipe = multiprocessing.connection.Connection


async def tell_time(pipe: Pipe) -> None:
    while await asyncio.to_thread(pipe.recv) != "stop":
        pipe.send((spent_s(), memory_mb()))


async def serve_playground(pipe: Pipe, *, check: bool) -> None:
    async with Playground(seed=1, check=check) as telegram:
        for number in range(_PEOPLE):
            await telegram.person(f"Person {number}").send("/start")
        pipe.send((telegram.port, telegram.token, list(telegram.people)))
        await tell_time(pipe)


async def answer_bare(request: web.BaseRequest) -> web.StreamResponse:
    await request.read()
    return web.Response(body=b'{"ok":true,"result":true}', content_type="application/json")


async def serve_bare(pipe: Pipe) -> None:
    runner = web.ServerRunner(web.Server(answer_bare, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    pipe.send((runner.addresses[0][1], "1:A", [1]))
    await tell_time(pipe)
    await runner.cleanup()


def run_server(pipe: Pipe, kind: str) -> None:
    asyncio.run(
        serve_bare(pipe) if kind == "bare aiohttp" else serve_playground(pipe, check=kind == "checks on")
    )


@dataclass
class Server:
    """A server to measure."""

    kind: str
    pipe: Pipe
    process: multiprocessing.Process
    port: int
    token: str
    people: list[int]

    @classmethod
    def start(cls, kind: str) -> "Server":
        """Start a server and wait until it listens."""
        pipe, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=run_server, args=(theirs, kind), daemon=True)
        process.start()
        return cls(kind, pipe, process, *pipe.recv())

    def spent(self) -> tuple[float, float]:
        """Processor seconds so far, and the most memory in MB."""
        self.pipe.send("time")
        seconds, mb = self.pipe.recv()
        return seconds, mb

    def stop(self) -> None:
        """Stop the server."""
        self.pipe.send("stop")
        self.process.join()


def bodies(method: str, people: list[int], count: int, round_: int) -> list[dict[str, object]]:
    if method == "getMe":
        return [{}] * count
    each = [{"chat_id": people[i % len(people)], "text": f"{_TEXT} {round_} {i}"} for i in range(count)]
    if method == "sendMessage":
        return each
    formatted = [
        {**body, "text": f"{_HTML} {body['text']}", "parse_mode": "HTML", "reply_markup": _KEYBOARD}
        for body in each
    ]
    return [body | {"message_id": 2} for body in formatted] if method == "editMessageText" else formatted


def packed(server: Server, method: str, body: dict[str, object]) -> bytes:
    data = json.dumps(body).encode()
    head = f"POST /bot{server.token}/{method.partition(' ')[0]} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


async def call(server: Server, requests: list[bytes], in_flight: int) -> None:
    remaining = iter(requests)

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for request in remaining:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            body = await reader.readexactly(length)
            if not body.startswith(b'{"ok":true'):
                raise RuntimeError(body.decode())
        writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(in_flight):
            group.create_task(work())


CASES = ("getMe", "sendMessage", "sendMessage with HTML and keyboard", "editMessageText")


async def measure(arguments: argparse.Namespace) -> None:
    servers = [Server.start(kind) for kind in ("bare aiohttp", "checks off", "checks on")]
    costs: dict[tuple[str, str], list[float]] = {}
    for round_ in range(arguments.rounds):
        for case in CASES:
            for server in servers:
                given = bodies(case, server.people, arguments.calls, round_)
                requests = [packed(server, case, body) for body in given]
                before, _ = server.spent()
                await call(server, requests, arguments.in_flight)
                after, _ = server.spent()
                costs.setdefault((case, server.kind), []).append((after - before) / arguments.calls)
    for case in CASES:
        print(case)
        for server in servers:
            cost = statistics.median(costs[case, server.kind])
            print(
                f"  {server.kind:14} {1 / cost:8,.0f} calls/s per core   {1e6 * cost:6.0f} microseconds per call"
            )
    for server in servers:
        print(f"{server.kind}: {server.spent()[1]:.0f} MB at most")
        server.stop()


async def measure_memory(messages: int, in_flight: int) -> None:
    """Send many messages to one playground and print how its memory grows."""
    server = Server.start("checks off")
    for step in range(10):
        given = bodies("sendMessage with HTML and keyboard", server.people, messages // 10, step)
        await call(server, [packed(server, "sendMessage", body) for body in given], in_flight)
        seconds, mb = server.spent()
        print(
            f"{(step + 1) * messages // 10:>9,} messages   {mb:6.0f} MB at most   {seconds:6.0f} s processor time"
        )
    server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=3_000, help="calls per method and round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--in-flight", type=int, default=32)
    parser.add_argument(
        "--memory", type=int, default=0, metavar="N", help="send N messages and print the memory used"
    )
    arguments = parser.parse_args()
    if arguments.memory:
        asyncio.run(measure_memory(arguments.memory, arguments.in_flight))
    else:
        asyncio.run(measure(arguments))


if __name__ == "__main__":
    main()
