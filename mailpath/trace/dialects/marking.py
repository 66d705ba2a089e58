"""Families that differ only in words and mark a HELO (`HELO x`, `helo=x`, quotes): read by those marks."""

from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import by_marks
from mailpath.trace.dialects.rows import Row, hosts_of, told_by_words

__all__ = ["DIALECT", "ROWS"]

ROWS = (
    Row("communigate", ("communigate",)),
    Row("momentum", ("ecelerity", "momentum"), ("ecstream",)),
    Row("smail", ("smail", "smail-3", "smail3"), vias=("smail",)),
    Row("smap", ("obtuse",), vias=("smap", "csmap")),
    Row("raptor", vias=("smtpd",)),
    Row("zmailer", ("zmailer", "orcpt")),
    Row("mirapoint", ("mos", "mirapoint")),
    Row("f_secure", ("f-secure",)),
    Row("kundenserver", ("nemesis", "mreue", "mrelayeu"), hosts=("kundenserver.de",)),
    Row("mail_ru", hosts=("mail.ru",)),
    Row("webmail", ("squirrelmail", "imp", "horde", "roundcube", "nasmail", "webmail", "phpmailer", "twig")),
    Row("messagewall", ("messagewall",)),
)

DIALECT = Dialect(
    families=tuple(row.family for row in ROWS), recognises=told_by_words(ROWS), read=by_marks, hosts=hosts_of(ROWS)
)
