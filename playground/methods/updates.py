"""Methods by which the bot receives updates: polling or a webhook."""

import re
from urllib.parse import urlsplit

from playground.errors import bad_request, conflict
from playground.serving.parameters import Parameters
from playground.wire import JsonObject, is_loopback_url, without_none
from playground.world import Webhook, World

_DEFAULT_CONNECTIONS = 40
_MAX_CONNECTIONS = 100
_MAX_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
#: Ports on which Telegram calls a bot; None is the default 443 of https.
_PORTS = frozenset({None, 80, 88, 443, 8443})


async def get_updates(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer getUpdates: confirm old updates and wait for new ones."""
    if world.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _choose_kinds(world, parameters)
    updates = await world.updates.poll(
        offset=parameters.integer("offset"),
        limit=parameters.integer("limit", 100),
        wait_s=parameters.integer("timeout"),
    )
    return [update.to_json() for update in updates]


def _choose_kinds(world: World, parameters: Parameters) -> None:
    """Store which kinds of update the bot asks for; they stay until it names others in a list of texts."""
    kinds = parameters.lenient_sequence("allowed_updates")
    if kinds is not None and all(isinstance(kind, str) for kind in kinds):
        world.updates.allowed = frozenset(str(kind).lower() for kind in kinds)


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Answer setWebhook: send updates to an address from now on; an empty address removes the webhook."""
    url = parameters.text("url")
    if not url:
        return delete_webhook(world, parameters)
    _check_url(url)
    secret = parameters.text("secret_token")
    if len(secret) > _MAX_SECRET or not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = parameters.integer("max_connections", _DEFAULT_CONNECTIONS)
    _choose_kinds(world, parameters)
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_pending()
    webhook = Webhook(
        url=url, secret_token=secret, max_connections=min(max(connections, 1), _MAX_CONNECTIONS)
    )
    world.updates.end_polls(conflict("terminated by setWebhook request"))
    world.set_webhook(webhook)
    return True


def _check_url(url: str) -> None:
    """Refuse addresses that Telegram would not call; this machine may use any port, without TLS."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise bad_request("bad webhook: invalid URL specified") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise bad_request("bad webhook: invalid URL specified")
    if is_loopback_url(url):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Answer deleteWebhook: go back to polling."""
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_pending()
    world.set_webhook(None)
    return True


def webhook_info(world: World, parameters: Parameters) -> JsonObject:  # noqa: ARG001 - the shape of every method
    """Answer getWebhookInfo: return the address, how many updates are waiting, and the last error."""
    hook, kinds, trouble = world.webhook, world.updates.allowed, world.webhook_trouble
    world.updates.forget_expired()
    return {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    } | without_none(
        {
            "max_connections": hook.max_connections if hook else None,
            "ip_address": "127.0.0.1" if hook and is_loopback_url(hook.url) else None,
            "last_error_date": trouble.at if hook and trouble.at else None,
            "last_error_message": trouble.text if hook and trouble.at else None,
            "allowed_updates": sorted(kinds) if kinds else None,
        }
    )
