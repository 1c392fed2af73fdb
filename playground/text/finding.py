"""Finds what Telegram finds in a text by itself: commands, links, addresses, mentions, hashtags and cashtags.

The rules follow td/telegram/MessageEntity.cpp, as far as bots notice. Telegram knows every top-level domain; this
list has those of countries and other common ones.
"""

import re
from collections.abc import Iterator

_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf
cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf
gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km
kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg
sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va
vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_OTHERS = """
com org net edu gov int mil info biz name pro mobi asia cat coop jobs museum tel travel aero arpa academy agency app
art auction bank bar best bet bid bike blog boutique build business buzz cafe cam camp capital care careers cash casino
center chat church city click clinic cloud club coach codes coffee community company computer consulting cool credit
dance data dating day deals delivery design dev digital direct directory download earth education email energy engineer
events exchange expert express family fans farm fashion film finance fit flights football foundation fund games gallery
gift global gold group guide guru health help hockey holiday host hosting house icu inc ink institute international
investments kitchen land law legal life limited link live loan lol love ltd management market marketing media men money
monster movie network news ninja observer one online page partners party photo photography photos pics pizza place plus
poker press productions promo properties pub quest racing radio realty recipes red rent report rest restaurant review
rip rocks run sale salon school science services sexy shop show singles site ski social software solar solutions space
store stream studio style supply support surf systems tax team tech technology tennis theater tickets tips today tools
top tours town toys trade trading training tube university vacations ventures video villas vip vision vote watch
webcam website wedding wiki win wine work works world wtf xyz yoga zone
"""
_DOMAINS = frozenset(_COUNTRIES.split()) | frozenset(_OTHERS.split())
_LABEL = r"[\w](?:[\w-]{0,62}[\w])?"
_FOUND = re.compile(
    r"(?P<tg>(?<!\w)(?:tg|ton|tonsite)://[A-Za-z0-9_-]{1,253}(?:[/?#][^\s<>\"]*)?)"
    r"|(?P<email>(?<![\w.+@/])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b)"
    rf"|(?P<url>(?<![\w@$#./-])(?P<scheme>https?://)?(?P<host>{_LABEL}(?:\.{_LABEL})+)"
    r"(?P<port>:\d{1,5})?(?P<rest>[/?#][^\s<>\"]*)?)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<!\w)(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<!\w)(?P<hashtag>#(?!\d+\b)\w{1,256}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?)\b(?!#)"
    r"|(?<![\w$])(?P<cashtag>\$(?:1INCH|[A-Z]{1,8})(?:@[A-Za-z][A-Za-z0-9_]{2,31})?)(?![\w$])"
)
_FINDABLE = re.compile(r"[/@#$]|\w\.\w")
#: A link does not end with one of these.
_BAD_ENDS = ".:;,('?!`"


def find_parts(text: str) -> Iterator[tuple[str, int, int]]:
    """Find the meaningful parts of a text: their kinds, and where they start and end, in characters."""
    if not _FINDABLE.search(text):
        return
    for match in _FOUND.finditer(text):
        kind, begin, end = match.lastgroup or "", match.start(), match.end()
        if match["tg"] is not None:
            kind, end = "url", begin + len(_link(match["tg"]))
        elif match["host"] is not None:
            kind, end = "url", _end_of_url(match)
        if end > begin:
            yield kind, begin, end


def _end_of_url(match: re.Match[str]) -> int:
    """Return where a web address ends; where it starts, if it is not one."""
    domain = match["host"].rpartition(".")[2]
    if match["scheme"] is None:
        # "the end.It" is not an address, but "t.me" and "T.ME" are.
        is_known = domain.lower() in _DOMAINS and (domain.islower() or domain.isupper())
        return match.start() + len(_link(match["url"])) if is_known else match.start()
    is_number = domain.isdecimal() and re.fullmatch(r"(?:\d{1,3}\.){3}\d{1,3}", match["host"])
    return match.start() + len(_link(match["url"])) if domain.isalpha() or is_number else match.start()


def _link(found: str) -> str:
    """Remove what belongs to the sentence around a link: a full stop, or a bracket that the link did not open."""
    depth = 0
    for place, character in enumerate(found):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            found = found[:place]
            break
    return found.rstrip(_BAD_ENDS)
