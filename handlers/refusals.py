"""The sentence for each domain error: chosen by its class, filled from its fields."""

from crowd import errors
from handlers.cut import cut
from handlers.reply import Reply
from handlers.texts import Args


def refusal_for(error: errors.AskmanyError) -> Reply:
    """Return the reply to somebody whose request was refused."""
    match error:
        case errors.ValueRefused():
            # Whoever taps an answer keeps looking at the card, and a message would push it up.
            in_window = isinstance(error, errors.AnswerRefused)
            key = f"refused-{error.reason}"
            return Reply(key=key, args=error.limits, alert=in_window, as_message=not in_window)
        case errors.GoldUnknown():
            rows = "; ".join(f"{row}: {cut(gold, 30)}" for row, gold in error.rows)
            args: Args = {"total": error.total, "rows": rows}
            return Reply(key=f"refused-gold-unknown-{error.kind}", args=args, as_message=True)
        case errors.Conflict():
            return _conflict(error)
        case errors.NotRequester():
            return Reply(key="refused-not-requester", alert=True)
        case errors.NotAdmin():
            return Reply(key="refused-not-admin", alert=True)
        case errors.Banned():
            return Reply(key="banned-from-all", args={"reason": error.reason}, as_message=True)
        case errors.NotKnown():
            return Reply(key="refused-not-known", alert=True)
        case errors.NotAllowed():
            return Reply(key="refused-unsubscribed", alert=True)
        case errors.NotFound() | errors.InvalidInput():
            return Reply(key="refused-not-found", alert=True)
        case _:
            raise error


def _conflict(error: errors.Conflict) -> Reply:
    match error:
        case errors.ProjectIncomplete():
            return Reply(key="refused-incomplete", alert=True)
        case errors.NotLaunched():
            return Reply(key="refused-not-launched", alert=True)
        case errors.ProjectHeld():
            return Reply(key="refused-held", args={"reason": error.reason or "none"}, as_message=True)
        case errors.StateConflict():
            return Reply(key="refused-state", alert=True)
        case _:
            return Reply(key="refused-outdated", alert=True)
