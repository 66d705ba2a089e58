"""Sentences of `mailpath config learn`."""

SENTENCES: dict[str, str] = {
    "learn_read": "{messages} {messages:message|messages} read: this is what they have in common above their boundary.",
    "learn_others": "{others} without a Received line (drafts, copies of sent mail) {others:was|were} left out.",
    "learn_host": "trusted host",
    "learn_net": "trusted network",
    "learn_authserv_id": "authserv-id",
    "learn_seen": "{seen} of {of}",
    "learn_example": "e.g. {place}",
    "learn_known": "already set",
    "learn_uncertain": "uncertain, see below",
    "learn_accept": "To accept, put into {file}, or run the same command with --write:",
    "learn_written": "Written to {file}.",
    "learn_all_known": "All of it is set already.",
    "learn_nothing_certain": "Nothing was written: nothing of it is certain.",
    "learn_environment": (
        "{variable} is set in the environment and wins over the file: what was written takes effect without it."
    ),
    "learn_too_few": (
        "{messages} {messages:message|messages} with Received lines: too few to tell the receiver's hosts from those of"
        " the senders. At least {needed} are needed, some dozens from many senders are better."
    ),
    "learn_few": "Only {messages} messages: from {plenty} on what is common is rarely chance.",
    "learn_provider": (
        "{messages} {messages:message|messages} came in at the border of {provider}, which is known without any setting."
    ),
    "learn_hidden_clients": (
        "Clients of many names were recorded by the one internal address {ip}: a router or a container network in front"
        " of the server hides the true ones. Let the server see them, or no message shows its sending host."
    ),
    "learn_few_authors": (
        "The {messages} messages come from one or two authors: what they have in common may be the authors'. Mail of more"
        " senders says more."
    ),
    "learn_one_client": (
        "{by} took {seen} of {of} messages from one and the same host or service, and nothing shows whether that is a"
        " filter in front of it or one big sender; {example} is one of them. If it is a filter, add its network to"
        " trust by hand; the trusted hosts above count for certain only then."
    ),
    "learn_elsewhere": (
        "{messages} {messages:message was|messages were} taken by other systems, too few of each to learn from."
    ),
    "learn_nothing": "Nothing is common to these {messages} messages that a setting would be of use for.",
}
