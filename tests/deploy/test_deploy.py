"""The files in deploy/ match the program: commands, settings, folders, rights; and docs/operating.md matches both."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import NEEDS_SOMEBODY, NOT_NOW
from bot.ending import FINISH_S
from bot.receiving.listener import MOST_CONNECTIONS
from bot.sending.lanes import IN_FLIGHT, PAID_IN_FLIGHT
from bot.settings import SETTINGS
from cli.__main__ import build_parser
from storage.database import path_of

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operating.md").read_text("utf-8")
SERVICES = ("askmany.service", "askmany-backup.service")

HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
}


def unit(name: str) -> dict[str, dict[str, list[str]]]:
    """A unit file: section to key to its values, in order."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in (DEPLOY / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return sections


def environment(name: str) -> dict[str, str]:
    return dict(value.split("=", 1) for value in unit(name)["Service"]["Environment"])


def is_command(words: list[str]) -> bool:
    """Whether the words are a command that the program takes."""
    return words[0].endswith("askmany") and build_parser().parse_args(words[1:]).run is not None


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_a_command_that_there_is_on_the_database_in_its_own_folder(name: str) -> None:
    service = unit(name)["Service"]
    assert is_command(shlex.split(service["ExecStart"][0]))
    assert path_of(environment(name)["DATABASE_URL"]) == Path("/var/lib/askmany/askmany.db")
    assert "askmany" in service["StateDirectory"][0].split()
    assert service["WorkingDirectory"] == ["/var/lib/askmany"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_user_without_rights(name: str) -> None:
    service = unit(name)["Service"]
    assert service["User"] == service["Group"] == ["askmany"]
    assert {key: service.get(key, [None])[-1] for key in HARDENED} == HARDENED
    assert "@system-service" in service["SystemCallFilter"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_sets_only_what_the_program_reads(name: str) -> None:
    assert set(environment(name)) <= {*SETTINGS, "MPLCONFIGDIR"}


def test_the_bot_is_given_the_time_that_it_takes_to_end() -> None:
    service = unit("askmany.service")["Service"]
    assert service["KillSignal"] == ["SIGTERM"]
    assert float(service["TimeoutStopSec"][0].removesuffix("s")) >= FINISH_S + 3
    assert service["Restart"] == ["on-failure"]


def test_what_is_made_at_night_goes_where_backups_are_kept_and_old_ones_go_after_it() -> None:
    service = unit("askmany-backup.service")["Service"]
    folder = Path(shlex.split(service["ExecStart"][0])[-1])
    assert folder.name in service["StateDirectory"][0].split()
    (cleaning,) = service["ExecStartPost"]
    assert str(folder) in shlex.split(cleaning)
    assert "askmany-*.db" in shlex.split(cleaning)


def test_the_timer_is_of_the_backup_and_makes_up_for_a_missed_one() -> None:
    timer = unit("askmany-backup.timer")
    assert timer["Timer"]["Persistent"] == ["yes"]
    assert timer["Timer"]["OnCalendar"]
    assert "Unit" not in timer["Timer"], "the service of the same name"


def instructions() -> list[tuple[str, str]]:
    """The container file: instruction and its words, lines that go on joined."""
    text = re.sub(r"\\\n\s*", "", (DEPLOY / "Containerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def given(instruction: str) -> list[str]:
    return [words for name, words in instructions() if name == instruction]


def test_the_container_is_debian_slim_by_a_fixed_version() -> None:
    assert {words.split()[0] for words in given("FROM")} == {"debian:13-slim"}


def test_the_container_runs_as_nobody_in_particular_with_one_volume() -> None:
    assert given("USER") == ["10001:10001"]
    assert given("VOLUME") == given("WORKDIR")[-1:] == ["/data"]
    variables = dict(word.split("=", 1) for word in given("ENV")[0].split())
    assert path_of(variables["DATABASE_URL"]) == Path("/data/askmany.db")


def test_the_container_ends_as_the_bot_does_and_runs_it() -> None:
    assert given("STOPSIGNAL") == ["SIGTERM"]
    # As lists: a shell in between would keep the signal to itself.
    assert given("ENTRYPOINT") == ['["askmany"]']
    assert given("CMD") == ['["run"]']


def test_the_container_holds_every_package_and_what_is_copied_is_there() -> None:
    copied = {word for words in given("COPY") if "--from" not in words for word in words.split()[:-1]}
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert set(wheel["packages"]) <= copied
    assert all((ROOT / name).exists() for name in copied)


def test_nothing_but_what_is_copied_reaches_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    copied = {word for words in given("COPY") if "--from" not in words for word in words.split()[:-1]}
    assert "*" in lines
    assert {line.removeprefix("!") for line in lines if line.startswith("!")} == copied
    assert {"**/.env", "**/*.db"} <= set(lines)


def test_the_guide_names_every_file_and_each_that_it_names_is_there() -> None:
    named = set(re.findall(r"deploy/([\w-]+(?:\.\w+)?)(?![\w*])", GUIDE))
    there = {file.name for file in DEPLOY.iterdir()}
    assert there <= named
    assert named - {"askmany"} <= there


def test_every_command_of_the_guide_is_one_that_there_is() -> None:
    blocks = "\n".join(re.findall(r"```(?:sh)?\n(.*?)```", GUIDE, re.DOTALL))
    commands = re.findall(r"(?:bin/askmany|exec askmany askmany|:/data askmany) ([a-z]+[^\n&]*)", blocks)
    assert {command.split()[0] for command in commands} == {"doctor", "backup", "restore"}
    assert all(is_command(["askmany", *shlex.split(command)]) for command in commands)


def test_every_check_of_the_doctor_is_explained() -> None:
    source = "".join(
        (ROOT / "cli" / "operating" / f"doctor_{name}.py").read_text("utf-8")
        for name in ("database", "settings")
    )
    checks = set(re.findall(r'check="(\w+)"', source)) | set(re.findall(r'_error\("(\w+)"', source))
    explained = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    assert checks == explained


def test_the_guide_links_only_places_that_there_are() -> None:
    titles = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", GUIDE)) <= titles


def test_unit_files_are_read_by_an_ordinary_reader_too() -> None:
    for file in DEPLOY.glob("askmany*"):
        reader = configparser.ConfigParser(strict=False, interpolation=None)
        reader.optionxform = str  # type: ignore[assignment,method-assign]
        assert reader.read(file)
        assert "Unit" in reader


def test_the_unit_recovers_by_itself_from_what_passes_and_leaves_alone_what_somebody_must_mend() -> None:
    bot = unit("askmany.service")
    assert bot["Unit"]["StartLimitIntervalSec"] == ["0"]
    assert bot["Service"]["RestartPreventExitStatus"] == [str(NEEDS_SOMEBODY)]
    assert NOT_NOW not in {0, NEEDS_SOMEBODY}
    pauses = [float(bot["Service"][key][0].removesuffix("s")) for key in ("RestartSec", "RestartMaxDelaySec")]
    assert pauses == sorted(pauses)
    assert f"| {NEEDS_SOMEBODY} |" in GUIDE
    assert f"| {NOT_NOW} |" in GUIDE


def test_the_bot_may_open_as_many_files_as_it_holds_connections() -> None:
    limit = int(unit("askmany.service")["Service"]["LimitNOFILE"][0])
    # The listener takes a fourth of what the process may open.
    assert limit // 4 >= MOST_CONNECTIONS
    assert limit - MOST_CONNECTIONS > 2 * (IN_FLIGHT + PAID_IN_FLIGHT)


#: The settings of systemd about starting again.
KNOWN_RESTARTS = {
    "Restart",
    "RestartSec",
    "RestartSteps",
    "RestartMaxDelaySec",
    "RestartPreventExitStatus",
    "RestartForceExitStatus",
}


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_reads_the_units(name: str, tmp_path: Path) -> None:
    # Where it is installed there is the program; here it is any file that can be run.
    text = re.sub(
        r"/opt/askmany/bin/askmany|/usr/bin/find", sys.executable, (DEPLOY / name).read_text("utf-8")
    )
    (tmp_path / name).write_text(text, "utf-8")
    assert unknown_in(tmp_path / name) == []
    (tmp_path / name).write_text(text.replace("[Service]", "[Service]\nRestartPause=5"), "utf-8")
    assert unknown_in(tmp_path / name) != [], "a setting that does not exist is found"


def unknown_in(path: Path) -> list[str]:
    """What systemd does not understand in a unit; without systemd, only settings about starting again are looked at."""
    if shutil.which("systemd-analyze") is None:
        names = {line.partition("=")[0] for line in path.read_text("utf-8").splitlines() if "=" in line}
        return sorted(name for name in names if name.startswith("Restart") and name not in KNOWN_RESTARTS)
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False
    )
    # Versions before 254 do not know these two, and go on without them.
    told = [line for line in verified.stderr.splitlines() if path.name in line and "RestartSteps" not in line]
    return [line for line in told if "RestartMaxDelaySec" not in line]
