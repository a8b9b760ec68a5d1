"""Hosts whose addresses hide where they lead, and hosts whose addresses invite into a group.

Kept by hand: the public shorteners that anybody can use without an account of his own domain, as their own pages describe
them. A newspaper's or a platform's shortener for itself (nyti.ms, bbc.in, youtu.be, fb.me, redd.it) is not here: it leads
where it says. t.co is, although it is one platform's own, because it leads anywhere.
"""

_SHORTENERS = """
adf.ly adfoc.us bit.do bit.ly bitly.com bl.ink buff.ly clck.ru cli.gs cli.re cutt.ly cutt.us da.gd dub.sh ebx.sh gg.gg goo.gl
goo.su is.gd j.mp kisa.link kutt.it linktr.ee lnkd.in lnk.to moourl.com mcaf.ee ouo.io ow.ly po.st qr.ae rb.gy rebrand.ly
s.id s2r.co short.gy short.io shorte.st shorturl.at shrtco.de shrinke.me snip.ly soo.gd surl.li t.co t.ly t2m.io t2m.ir
tiny.cc tiny.one tinyurl.com tr.im trib.al u.to urlz.fr v.gd v.ht vk.cc x.co yun.ir zpr.io b2n.ir plink.ir opizo.com
"""
SHORTENERS = frozenset(_SHORTENERS.split())
"""Shorteners, and pages that are nothing but somebody's list of links."""

_INVITATIONS = """
t.me/joinchat t.me/+ telegram.me/joinchat telegram.me/+ telegram.dog/joinchat wa.me api.whatsapp.com/send
chat.whatsapp.com whatsapp.com/channel discord.gg discord.com/invite discordapp.com/invite invite.viber.com
signal.group m.me join.skype.com line.me/r/ti rubika.ir/joing rubika.ir/joinc eitaa.com/joinchat ble.ir/join splus.ir/joing
"""
INVITATIONS = frozenset(_INVITATIONS.split())
"""Beginnings of addresses, host and path, that let whoever follows them write to somebody or join a group."""

KNOWN_HOSTS = SHORTENERS | {i.partition("/")[0] for i in INVITATIONS} | {"telegram.me", "youtu.be", "fb.me"}
"""Believed without further evidence, whatever their ending."""
