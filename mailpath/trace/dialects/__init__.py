"""The dialects in the order in which they are tried; the first that recognises a field reads it, the last the rest."""

from mailpath.trace.dialects.courier import DIALECT as COURIER
from mailpath.trace.dialects.dialect import Dialect, Names
from mailpath.trace.dialects.exim import DIALECT as EXIM
from mailpath.trace.dialects.fetched import DIALECT as FETCHED
from mailpath.trace.dialects.generic import DIALECT as GENERIC
from mailpath.trace.dialects.google import DIALECT as GOOGLE
from mailpath.trace.dialects.mailgun import DIALECT as MAILGUN
from mailpath.trace.dialects.marking import DIALECT as MARKING
from mailpath.trace.dialects.microsoft import DIALECT as MICROSOFT
from mailpath.trace.dialects.mox import DIALECT as MOX
from mailpath.trace.dialects.qmail import DIALECT as QMAIL
from mailpath.trace.dialects.sendgrid import DIALECT as SENDGRID
from mailpath.trace.dialects.sendmail import DIALECT as SENDMAIL
from mailpath.trace.dialects.words import DIALECT as WORDS

__all__ = ["DIALECTS", "Dialect", "Names"]

DIALECTS = (MICROSOFT, FETCHED, GOOGLE, EXIM, QMAIL, SENDMAIL, MOX, MAILGUN, SENDGRID, MARKING, WORDS, COURIER, GENERIC)
