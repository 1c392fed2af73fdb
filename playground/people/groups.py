"""Groups and channels for Python programs: people talk, come and go, and the bot is added or removed."""

import re
from collections.abc import Iterable, Sequence

from playground.chats.chat import Message
from playground.chats.groups import RIGHTS, GroupChat, Standing
from playground.chats.invites import Invite
from playground.chats.membership import announce, bring_in, change_standing, migrate, take_out
from playground.chats.menus import commands_for
from playground.chats.topics import Topics
from playground.errors import NotPossible
from playground.people.person import Person, start_command
from playground.people.seeing import Sight
from playground.people.sending import Voice
from playground.people.touching import Touch
from playground.wire import JsonObject
from playground.world import World

_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")


class Member(Sight, Voice, Touch):
    """A person in a group, who can do there what they do in their private chat with the bot."""

    def __init__(self, world: World, chat: GroupChat, person: Person) -> None:
        """Let the person speak in the group; their membership is checked each time."""
        self._world = world
        self._chat = chat
        self._account = person.account
        self.person = person

    def __str__(self) -> str:
        return self.person.name

    def _person(self) -> Person:
        return self.person


class Group(Sight):
    """One group or channel with its people. Time limits are in seconds of the event loop."""

    _chat: GroupChat

    def __init__(self, world: World, chat: GroupChat) -> None:
        """Wrap an existing group."""
        self._world = world
        self._chat = chat

    def __repr__(self) -> str:
        return f"<Group {self.title} {self.id}>"

    def __str__(self) -> str:
        return f"the group {self.title}"

    @property
    def id(self) -> int:
        """The group's id for the bot, below 0."""
        return self._chat.id

    @property
    def title(self) -> str:
        """The group's title."""
        return self._chat.title

    @property
    def bot_status(self) -> str:
        """The bot's status in the group: member, administrator, left or kicked."""
        return self._chat.bot_standing.status

    def member(self, person: Person) -> Member:
        """Let a person act in this group: `await group.member(ada).tap("Yes")`."""
        return Member(self._world, self._chat, person)

    def has(self, person: Person) -> bool:
        """Whether a person is in the group."""
        return self._chat.standing(person.id).is_inside

    async def send(
        self, person: Person, text: str, *, reply_to: Message | None = None, topic: int = 0
    ) -> Message:
        """Let a member write; in privacy mode, the bot only receives commands, replies to it and mentions.

        Raises:
            NotPossible: The person may not write here, or the text is empty or too long.
        """
        return await self.member(person).send(text, reply_to=reply_to, topic=topic)

    def commands(self, person: Person) -> list[tuple[str, str]]:
        """List the commands that a person sees in this group."""
        chosen = commands_for(self._world.bot, self._world.chats[person.id], self._chat)
        return [(str(command["command"]), str(command["description"])) for command in chosen]

    def add(self, *people: Person) -> None:
        """Let the group's owner add people."""
        bring_in(self._world, self._chat, [person.id for person in people], by=self._chat.owner_id)

    def join(self, person: Person, link: str | None = None) -> None:
        """Let a person join, by a link of the bot if one is given; with some links they can only ask to join.

        Raises:
            NotPossible: They are banned, or nobody comes in by the link.
        """
        if self._chat.standing(person.id).status == "kicked":
            raise NotPossible(f"{person.name} is banned from the group {self.title}")
        if link is None:
            bring_in(self._world, self._chat, [person.id], by=person.id)
            return
        invite = self._chat.invites.get(link)
        why = invite.why_closed(self._world.clock()) if invite else "there is no such link"
        if invite is None or why is not None:
            raise NotPossible(f"{person.name} can't come into the group {self.title}: {why}")
        if invite.asks:
            self._ask_to_join(person, invite)
        else:
            invite.joined += 1
            bring_in(self._world, self._chat, [person.id], by=person.id, invite=invite)

    def _ask_to_join(self, person: Person, invite: Invite) -> None:
        if person.id in invite.waiting:
            raise NotPossible(f"{person.name} has asked already")
        invite.waiting.append(person.id)
        request: JsonObject = {
            "chat": self._chat.chat_json,
            "from": self._world.user_json(person.id),
            "user_chat_id": person.id,
            "date": self._world.now(),
            "invite_link": invite.to_json(self._world.user_json(invite.creator_id)),
        }
        if self._chat.bot_standing.may("can_invite_users"):
            self._world.updates.put("chat_join_request", request)

    def leave(self, person: Person) -> None:
        """Let a person leave."""
        take_out(self._world, self._chat, person.id, by=person.id)

    def promote(self, person: Person, *rights: str) -> None:
        """Make a person an administrator with these rights, or with all if none are given."""
        self._set_rights(person.id, rights)

    def add_bot(self, payload: str = "") -> None:
        """Let the owner add the bot; a payload comes from the link t.me/<bot>?startgroup=<payload>.

        Raises:
            NotPossible: The payload is not 0 to 64 letters, digits, _ or -.
        """
        command = start_command(payload, f"@{self._world.bot.username}")
        bring_in(self._world, self._chat, [self._world.bot.id], by=self._chat.owner_id)
        if payload:
            owner = Member(
                self._world, self._chat, Person(self._world, self._world.chats[self._chat.owner_id])
            )
            owner.write(command)

    def remove_bot(self) -> None:
        """Let the owner remove the bot."""
        take_out(self._world, self._chat, self._world.bot.id, by=self._chat.owner_id)

    def promote_bot(self, *rights: str) -> None:
        """Make the bot an administrator with these rights (can_delete_messages, ...), or with all if none are given."""
        self._set_rights(self._world.bot.id, rights)

    def demote_bot(self) -> None:
        """Make the bot an ordinary member."""
        change_standing(self._world, self._chat, self._world.bot.id, Standing(), by=self._chat.owner_id)

    def _set_rights(self, user_id: int, rights: Iterable[str]) -> None:
        known = frozenset(RIGHTS[self._chat.type])
        chosen = frozenset(rights) or known
        unknown = chosen - known
        if unknown:
            raise NotPossible(f"no such rights: {', '.join(sorted(unknown))}")
        standing = Standing(status="administrator", rights=chosen | {"can_manage_chat"})
        change_standing(self._world, self._chat, user_id, standing, by=self._chat.owner_id)

    def rename(self, title: str) -> None:
        """Let the owner rename the group."""
        self._chat.rename(title)
        announce(self._world, self._chat, {"new_chat_title": title}, by=self._chat.owner_id)

    def make_forum(self) -> None:
        """Divide the supergroup into topics.

        Raises:
            NotPossible: It is none.
        """
        if self._chat.type != "supergroup":
            raise NotPossible(f"{self.title} is no supergroup: only these have topics")
        self._chat.topics = Topics()
        # The bot is told with the next message, as with a new title.
        self._chat.chat_json = self._chat.chat_json | {"is_forum": True}

    def link(self, channel: "Group") -> None:
        """Let the posts of a channel appear here, to be discussed.

        Raises:
            NotPossible: This is no supergroup, or that is no channel.
        """
        if self._chat.type != "supergroup" or channel._chat.type != "channel":  # noqa: SLF001 - another of its kind
            raise NotPossible("a supergroup is linked with a channel")
        self._chat.linked_to, channel._chat.linked_to = channel.id, self.id  # noqa: SLF001

    def migrate(self) -> "Group":
        """Turn the group into a supergroup, which is another chat, and return that.

        Raises:
            NotPossible: It already is one.
        """
        if self._chat.type != "group":
            raise NotPossible(f"{self.title} is already a supergroup")
        successor = migrate(self._world, self._chat, by=self._chat.owner_id)
        return Group(self._world, successor)


def _open(world: World, title: str, members: Sequence[Person], kind: str, username: str) -> GroupChat:
    if not members:
        raise NotPossible(f"a {kind} needs a member to own it")
    if username and not _USERNAME.fullmatch(username):
        raise NotPossible("a username has 5 to 32 letters, digits and _, and starts with a letter")
    if world.public_chat(username) is not None:
        raise NotPossible(f"@{username} is taken")
    low = 0 if kind == "group" else 1_000_000_000_000
    while (group_id := -low - world.rng.randrange(1_000_000_000, 3_000_000_000)) in world.groups:
        pass
    chat = world.open_group(id=group_id, title=title, type=kind, username=username)
    chat.standings = {person.id: Standing() for person in members} | {
        members[0].id: Standing(status="creator")
    }
    return chat


def found_channel(
    world: World, title: str, subscribers: Sequence[Person], *, username: str = "", with_bot: bool = True
) -> Group:
    """Create a channel, which its first subscriber owns; the bot becomes an administrator.

    Raises:
        NotPossible: There is nobody to own it, or the username is taken or malformed.
    """
    channel = Group(world, _open(world, title, subscribers, "channel", username))
    if with_bot:
        channel.promote_bot()
    return channel


def found_group(
    world: World,
    title: str,
    members: Sequence[Person],
    *,
    supergroup: bool = False,
    with_bot: bool = True,
    username: str = "",
) -> Group:
    """Create a group of people, the first of whom owns it; the bot is added unless `with_bot` is false.

    Raises:
        NotPossible: There is nobody to own it, the username is taken or malformed, or only a supergroup has one.
    """
    if username and not supergroup:
        raise NotPossible("only a supergroup has a username")
    chat = _open(world, title, members, "supergroup" if supergroup else "group", username)
    owner = members[0].id
    if with_bot:
        change_standing(world, chat, world.bot.id, Standing(), by=owner)
        created: JsonObject = {"supergroup_chat_created" if supergroup else "group_chat_created": True}
        announce(world, chat, created, by=owner)
    return Group(world, chat)
