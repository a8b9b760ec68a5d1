"""Endings of domain names: which there are, and which are words as well.

Kept by hand, because the public list (https://data.iana.org/TLD/tlds-alpha-by-domain.txt) has some 1,400 endings, most of them
English words that a sentence with a forgotten space would hit, and because nothing may be fetched at run time. Behind a scheme
(`https://`) or `www.` any ending counts; this list is for bare names. Country codes are those of ISO 3166 in use, generic ones
those that comments carry.
"""

_COUNTRIES = """
ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl
cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gt
gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv
ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl
pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm
tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_GENERIC = """
com net org info biz edu gov mil int name mobi coop aero museum asia krd tel cat eus xxx
shop store online site website xyz top club click link live life today world work works news blog app dev cloud tech pro vip
fun icu buzz space email digital agency market marketing finance money loan loans credit bet casino poker games game win bid
trade group social chat media press studio design plus one ltd company services support center
"""
ENDINGS = frozenset((_COUNTRIES + _GENERIC).split())

# Endings of names in other scripts. Most are words of their languages ("Iraq", "network"), so they want a path behind them.
_OTHER_SCRIPTS = "موقع شبكة بازار عراق ایران ايران سورية مصر السعودية امارات الاردن فلسطين همراه рф рус онлайн сайт укр 中国 中文网"
OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS.split())

# In any language a bare name with one of these wants more to be believed: a path, or a second label before it. They are what
# stands behind a full stop without its space ("done.It was"), or the endings of file names.
_ENGLISH_WORDS = """
am ad an as at be by do go had he id if in is it la me my no of on or pa so to up us we ok hi vs pm re
live life today world work works news link top fun space one plus win bid trade group social chat media press design company
services support center finance money loan loans credit games game market email digital name museum
"""
_FILES = "sh md py pl rs ps so cc app"
_TURKISH_WORDS = "al at az bu da de et ki il in is iq la mi mu ne ol om on sa se su tam uz ve ya ye"
_KURMANJI_WORDS = "ba be bi bo de di ev gi hem ji ku la li ma me mi na ne pe re ro sa se si te tu va xo"
WORDS: dict[str | None, frozenset[str]] = {
    None: frozenset((_ENGLISH_WORDS + _FILES).split()),
    "tr": frozenset(_TURKISH_WORDS.split()),
    "ku": frozenset(_KURMANJI_WORDS.split()),
}
"""By language, None for all."""
