"""Settings: how they are read, how bad ones are refused, and that .env.example matches."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.http.connecting import Proxy
from bot.sending.pacing import Limits
from bot.settings import DEFAULT_LISTEN, SETTINGS, Address, SettingRefused, Settings, read_settings
from crowd.ids import DAY, MINUTE

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
TOKEN = "123456789:" + "A" * 35


def test_a_token_is_all_that_is_needed() -> None:
    assert read_settings({"BOT_TOKEN": TOKEN}) == Settings(bot_token=TOKEN, limits=Limits())


def test_the_example_names_every_setting_once_and_no_other() -> None:
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE)
    assert tuple(named) == SETTINGS


def test_the_example_with_a_token_gives_the_defaults() -> None:
    example = {name: value or "" for name, value in dotenv_values(EXAMPLE).items()}
    assert read_settings(example | {"BOT_TOKEN": TOKEN}) == read_settings({"BOT_TOKEN": TOKEN})


def test_every_setting_of_the_example_is_explained() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        name = line.partition("=")[0]
        if name in SETTINGS and name not in {"API_BASE_FILE_URL", "REPLIES_PER_SECOND"}:
            assert lines[number - 1].startswith("#"), name


def test_every_value_is_read() -> None:
    settings = read_settings(
        {
            "BOT_TOKEN": f"  {TOKEN} ",
            "DATABASE_URL": "sqlite:///a.db",
            "ADMIN_IDS": "1, 22 333,",
            "OPEN_REQUESTERS": "TRUE",
            "API_BASE_URL": "http://localhost/bot",
            "API_BASE_FILE_URL": "http://localhost/file/bot",
            "PROXY_URL": "socks5://ada:p%40ss@proxy.example.org",
            "WEBHOOK_URL": "https://bot.example.org:8443/askmany/hook",
            "WEBHOOK_SECRET": "a-Secret_1",
            "LISTEN": "[::1]:9000",
            "METRICS": "true",
            "SEND_LIMITS": "real",
            "PUSHES_PER_SECOND": "7",
            "REPLIES_PER_SECOND": "3",
            "PAID_BROADCAST": "true",
            "PAID_STARS_A_MONTH": "250",
            "PAID_PER_SECOND": "400",
            "LEASE_MINUTES": "0.5",
            "MOST_TASKS": "10",
            "MOST_NAMED": "20",
            "MOST_OPEN_TASKS": "30",
            "MOST_DRAFTS": "4",
            "MOST_FILES": "3",
            "IMPORTS_AT_ONCE": "1",
            "DRAFT_DAYS": "0",
            "CONCURRENT_PEOPLE": "1",
            "PRIVACY_CONTACT": "privacy@example.org",
            "PRIVACY_URL": "https://example.org/privacy?lang=en",
            "RETENTION_DAYS": "30",
            "LOG_LEVEL": "DEBUG",
            "LOG_FORMAT": "json",
        }
    )
    assert settings == Settings(
        bot_token=TOKEN,
        database_url="sqlite:///a.db",
        admin_ids=frozenset({1, 22, 333}),
        open_requesters=True,
        api_base_url="http://localhost/bot",
        api_base_file_url="http://localhost/file/bot",
        proxy=Proxy(scheme="socks5", host="proxy.example.org", port=1080, username="ada", password="p@ss"),
        webhook_url="https://bot.example.org:8443/askmany/hook",
        webhook_secret="a-Secret_1",
        listen=Address(host="::1", port=9000),
        metrics=True,
        limits=Limits(pushes_per_s=7, replies_per_s=3, paid_per_s=400),
        paid_broadcast=True,
        paid_stars_a_month=250,
        lease_minutes=0.5,
        most_tasks=10,
        most_named=20,
        most_open_tasks=30,
        most_drafts=4,
        most_files=3,
        imports_at_once=1,
        draft_days=0,
        concurrent_people=1,
        privacy_contact="privacy@example.org",
        privacy_url="https://example.org/privacy?lang=en",
        retention_days=30,
        log_level="DEBUG",
        log_format="json",
    )
    assert "p@ss" not in repr(settings)
    assert settings.terms.lease == MINUTE // 2
    assert settings.terms.admin_ids == {1, 22, 333}
    assert settings.terms.privacy_contact == "privacy@example.org"
    assert settings.terms.retention == 30 * DAY


def test_people_who_left_can_be_kept() -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, "RETENTION_DAYS": "0"}).terms.retention is None


@pytest.mark.parametrize(
    "contact", ["@ask_us", "a.b+c@mail.example.org", "https://example.org", "https://t.me/ask_us"]
)
def test_people_can_be_told_whom_to_ask(contact: str) -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, "PRIVACY_CONTACT": contact}).privacy_contact == contact


def test_limits_can_be_turned_off() -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, "SEND_LIMITS": "off"}).limits is None


def test_a_webhook_is_listened_for_on_this_machine_unless_said_otherwise() -> None:
    url = {"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.org"}
    assert read_settings(url).listen == DEFAULT_LISTEN
    assert str(DEFAULT_LISTEN) == "127.0.0.1:8080"
    listen = read_settings(url | {"LISTEN": "0.0.0.0:80"}).listen
    assert listen == Address(host="0.0.0.0", port=80)
    assert str(Address(host="::1", port=80)) == "[::1]:80"
    assert read_settings({"BOT_TOKEN": TOKEN, "LISTEN": "localhost:80"}).webhook_url == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://bot.example.org",
        "https://bot.example.org/",
        "https://bot.example.org:88/a/b-c_d.e~f",
        "https://192.0.2.7:8443/hook",
        "http://127.0.0.1:12345/hook",
        "http://localhost/hook",
        "http://[::1]:9000/",
    ],
)
def test_an_address_that_telegram_can_call_or_one_of_this_machine_is_taken(url: str) -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": url}).webhook_url == url


@pytest.mark.parametrize("name", [name for name in SETTINGS if name != "BOT_TOKEN"])
def test_an_empty_setting_is_its_default(name: str) -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, name: "  "}) == read_settings({"BOT_TOKEN": TOKEN})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BOT_TOKEN", "", "BOT_TOKEN is missing"),
        ("BOT_TOKEN", "abc", "BOT_TOKEN does not look like a token"),
        ("BOT_TOKEN", TOKEN + "\nx", "BOT_TOKEN does not look like a token"),
        ("ADMIN_IDS", "@ada", "ADMIN_IDS must be Telegram ids (numbers) separated by commas, not names."),
        ("ADMIN_IDS", "-5", "ADMIN_IDS must be Telegram ids"),
        ("OPEN_REQUESTERS", "yes", "OPEN_REQUESTERS must be true or false, not 'yes'."),
        ("SEND_LIMITS", "none", "SEND_LIMITS must be one of real, off, not 'none'."),
        ("PUSHES_PER_SECOND", "0", "PUSHES_PER_SECOND must be between 1 and 1000, not 0."),
        ("PUSHES_PER_SECOND", "many", "PUSHES_PER_SECOND must be a number, not 'many'."),
        ("REPLIES_PER_SECOND", "-1", "REPLIES_PER_SECOND must be between 1 and 1000, not -1."),
        ("LEASE_MINUTES", "nan", "LEASE_MINUTES must be between 0.01 and 10080, not nan."),
        ("LEASE_MINUTES", "0", "LEASE_MINUTES must be between 0.01 and 10080, not 0."),
        ("MOST_TASKS", "1000001", "MOST_TASKS must be between 1 and"),
        ("CONCURRENT_PEOPLE", "1000", "CONCURRENT_PEOPLE must be between 1 and 256, not 1000."),
        ("CONCURRENT_PEOPLE", "3.5", "CONCURRENT_PEOPLE must be a whole number, not '3.5'."),
        (
            "PRIVACY_CONTACT",
            "Ada Lovelace",
            "PRIVACY_CONTACT must be an e-mail address, an @username of Telegram",
        ),
        ("PRIVACY_CONTACT", "@ad", "PRIVACY_CONTACT must be"),
        ("PRIVACY_CONTACT", "ada@localhost", "PRIVACY_CONTACT must be"),
        ("PRIVACY_CONTACT", "http://example.org", "PRIVACY_CONTACT must be"),
        ("PRIVACY_CONTACT", "https://", "PRIVACY_CONTACT must be"),
        ("PRIVACY_CONTACT", "https://example.org/" + "x" * 300, "PRIVACY_CONTACT must be"),
        ("PRIVACY_URL", "example.org/privacy", "PRIVACY_URL must be a link that begins with https://"),
        ("PRIVACY_URL", "https://example.org/our policy", "PRIVACY_URL must be a link"),
        ("RETENTION_DAYS", "-1", "RETENTION_DAYS must be between 0 and 3650, not -1."),
        ("RETENTION_DAYS", "1.5", "RETENTION_DAYS must be a whole number"),
        ("RETENTION_DAYS", "forever", "RETENTION_DAYS must be a number"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of INFO, DEBUG, WARNING, ERROR, not 'loud'."),
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be one of plain, json, not 'xml'."),
        (
            "WEBHOOK_URL",
            "bot.example.org/hook",
            "WEBHOOK_URL must be a whole address that begins with https://",
        ),
        (
            "WEBHOOK_URL",
            "http://bot.example.org/hook",
            "WEBHOOK_URL must be a whole address that begins with",
        ),
        ("WEBHOOK_URL", "https:///hook", "WEBHOOK_URL must be a whole address"),
        ("WEBHOOK_URL", "https://bot.example.org:x/", "WEBHOOK_URL must be a whole address"),
        ("WEBHOOK_URL", "ftp://localhost/hook", "WEBHOOK_URL must be a whole address"),
        (
            "WEBHOOK_URL",
            "https://bot.example.org:9000/hook",
            "Telegram only calls the ports 443, 80, 88 and 8443",
        ),
        ("WEBHOOK_URL", "https://bot.example.org/{x}", "WEBHOOK_URL must end in a plain path"),
        ("WEBHOOK_URL", "https://bot.example.org/a?b=c", "WEBHOOK_URL must end in a plain path"),
        ("WEBHOOK_URL", "https://bot.example.org/a#b", "WEBHOOK_URL must end in a plain path"),
        ("WEBHOOK_URL", "https://ada:pw@bot.example.org/a", "WEBHOOK_URL must end in a plain path"),
        ("WEBHOOK_URL", "https://bot.example.org/readyz", "/readyz is a path that the bot answers itself"),
        (
            "WEBHOOK_SECRET",
            "not secret",
            "WEBHOOK_SECRET must have 1 to 256 characters from A-Z, a-z, 0-9, _ and -.",
        ),
        ("WEBHOOK_SECRET", "x" * 257, "WEBHOOK_SECRET must have 1 to 256 characters"),
        (
            "PROXY_URL",
            "proxy.example.org:1080",
            "PROXY_URL must be the address of a proxy, such as socks5://",
        ),
        ("PROXY_URL", "ftp://proxy.example.org:1080", "PROXY_URL must be the address of a proxy"),
        ("PROXY_URL", "http://ada:pa/ss@proxy.example.org", "Write a / or @ in a password as %2F or %40."),
        ("METRICS", "true", "METRICS serves figures where the bot listens, so set LISTEN as well."),
        ("METRICS", "yes", "METRICS must be true or false"),
        ("LISTEN", "8080", "LISTEN must be HOST:PORT, such as 127.0.0.1:8080, not '8080'."),
        ("LISTEN", ":8080", "LISTEN must be HOST:PORT"),
        ("LISTEN", "127.0.0.1", "LISTEN must be HOST:PORT"),
        ("LISTEN", "127.0.0.1:99999", "LISTEN must be HOST:PORT"),
        ("LISTEN", "http://127.0.0.1:80", "LISTEN must be HOST:PORT"),
        ("LISTEN", "127.0.0.1:80/x", "LISTEN must be HOST:PORT"),
        ("LISTEN", "ada@127.0.0.1:80", "LISTEN must be HOST:PORT"),
        ("API_BASE_URL", "api.telegram.org", "API_BASE_URL must begin with http:// or https://"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_in_one_line(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        read_settings({"BOT_TOKEN": TOKEN, name: value})
    message = str(refused.value)
    assert told in message
    assert "\n" not in message
    assert name not in {"BOT_TOKEN", "WEBHOOK_SECRET", "PROXY_URL"} or not value or value not in message


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"PAID_BROADCAST": "true"}, "PAID_BROADCAST=true needs PAID_STARS_A_MONTH"),
        ({"PAID_BROADCAST": "yes"}, "PAID_BROADCAST must be true or false"),
        ({"PAID_STARS_A_MONTH": "-1"}, "PAID_STARS_A_MONTH must be between 0 and"),
        ({"PAID_STARS_A_MONTH": "2.5"}, "PAID_STARS_A_MONTH must be a whole number"),
        ({"PAID_STARS_A_MONTH": "many"}, "PAID_STARS_A_MONTH must be a number"),
        ({"PAID_PER_SECOND": "1001"}, "PAID_PER_SECOND must be between 1 and 1000"),
        ({"PAID_PER_SECOND": "0", "SEND_LIMITS": "off"}, "PAID_PER_SECOND must be between 1 and 1000"),
    ],
)
def test_paying_is_refused_where_it_makes_no_sense(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        read_settings({"BOT_TOKEN": TOKEN, **given})
    assert told in str(refused.value)


def test_nothing_is_paid_for_unless_that_is_allowed_and_the_terms_say_for_how_many_it_is_worth() -> None:
    silent = read_settings({"BOT_TOKEN": TOKEN, "PAID_STARS_A_MONTH": "250"}).terms
    assert silent.stars_a_month == 0
    allowed = {"BOT_TOKEN": TOKEN, "PAID_STARS_A_MONTH": "250", "PAID_BROADCAST": "true"}
    terms = read_settings({**allowed, "PUSHES_PER_SECOND": "7"}).terms
    assert (terms.stars_a_month, terms.worth_paying_for, terms.paid_per_s) == (250, 420, 900)
    unlimited = read_settings({**allowed, "SEND_LIMITS": "off"}).terms
    assert (unlimited.worth_paying_for, unlimited.paid_per_s) == (1500, 900)
