"""Sentences on the path: what is odd about the hops, and what the boundary rests on."""

SENTENCES: dict[str, str] = {
    "boundary_at_provider": (
        "At {by} the message came in from outside: that is the border of the mailbox provider {provider}, and nothing"
        " stands in front of it."
    ),
    "boundary_by_structure": (
        "Nothing but the order of the hops shows that {ip}, from which {by} took the message, is a stranger's host and"
        " no relay of the receiver's own."
    ),
    "boundary_two_readings": (
        "The chain can be read in two ways: {ip}, from which {by} took the message, is the sending host; or it is a"
        " relay of the receiver's own, and the sending host is {other_ip}, which {other_by} names. Naming the own hosts"
        " with --trust settles it."
    ),
    "client_may_be_filter": (
        "The client {ip} calls itself {name}, a host of a filter service. If the receiver's mail passes that filter"
        " before it reaches {by}, the sending host is one hop further down; --trust with the filter's network settles"
        " it."
    ),
    "client_may_be_own_relay": (
        "The client {ip} ({name}) looks like a machine of the same organization as {by}. If it is a relay of the"
        " receiver's own, the sending host is one hop further down; --trust settles it."
    ),
    "trusted_name_unconfirmed": (
        "{by} noted the trusted name {name} for {ip}, but it looks names up without confirming them: whoever rules the"
        " reverse zone of {ip} can choose that name. --trust with a network instead of a name settles it."
    ),
    "handed_in_between": (
        "On {by} a program handed the message on, as content filters do. Such a program can be given any header fields, so"
        " what stands below may be invented."
    ),
    "recorded_behind_filter": (
        "The receiver took the message from {filter_ip} but judged {ip}: it knows {filter_ip} as a filter in front of"
        " it, and {by} took the message from {ip}."
    ),
    "recorded_client_differs": (
        "{by} took the message from {ip}, but the receiver's own results speak of {recorded}: it seems to know {ip} as a"
        " filter or relay in front of it."
    ),
    "given_client_not_in_hops": "The given client {ip} stands in no hop.",
    "too_many_hops": "The message has {count} Received fields; only the newest {kept} were read.",
    "loop": "The message went round in a circle: {by} took it {times} times from {ip}.",
    "fetched_mail": (
        "The message was fetched from a mailbox at {server} ({protocol}) by {by}; what stands below was written by that"
        " provider and those before it."
    ),
    "handed_in_locally": "The message was made on {by} itself: no other host handed it over.",
    "authenticated_submission": (
        "{by} took the message from a user who had logged in ({ip}): the client is a mail program and no mail server."
    ),
    "client_not_public": (
        "The last client that a trusted host noted has the internal address {ip} (noted by {by}): the message comes from"
        " inside, or the hop that took it from outside is missing."
    ),
    "client_name_unconfirmed": (
        "The name {name} that {by} found for {ip} does not lead back to that address, or the server could not confirm"
        " it."
    ),
    "client_unnamed": "{by} found no host name for the client {ip}.",
    "dynamic_client": "The client {ip} bears the name {name}, as access providers and hosters give by the thousand.",
    "helo_not_public": "The client {ip} introduced itself as {helo}, a name that the public DNS cannot hold.",
    "helo_other_address": "The client {ip} introduced itself by another address, {helo}.",
    "helo_of_receiver": "The client {ip} introduced itself by the receiver's own name, {helo}.",
    "helo_of_other": "The client {ip} introduced itself as {helo}, but its host name is {name}.",
    "cleartext_hop": "{by} took the message from {ip} without transport encryption.",
    "forged_hop": (
        "Below the boundary the hops do not join ({joins} {joins:break|breaks}): {client} is named as the client, but"
        " the line below it was written by {by}, dates contradict it, or both. Such lines are mostly invented."
    ),
    "hop_skipped": "A hop is missing or the sender uses hosts of several names: from {by} the message came to {client}.",
    "clock_skew": "The clock of {host} is off by {seconds:duration} against that of {other}.",
    "time_backwards": (
        "Time runs backwards: {host} and {other} have it in the wrong order by {seconds:duration}, more than a clock"
        " that is a little off."
    ),
    "long_delay": "Before {by} took the message it lay for {seconds:duration}.",
    "hop_before_message": (
        "{by} claims to have had the message {seconds:duration} before it was written, going by its Date field."
    ),
}
