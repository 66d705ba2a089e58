"""Sentences of the judgement: what decided, by reason code."""

SENTENCES: dict[str, str] = {
    "no_header_field": "No header field could be read: this is not a mail message.",
    "own_domain_inside": "The author's domain {domain} is one of ours, and every hop lies inside our own systems.",
    "own_domain_submission": (
        "The author's domain {domain} is one of ours, and our server took the message from a client that had logged in"
        " ({ip})."
    ),
    "author_no_from": "The message has no From field, so nobody is named as its author.",
    "author_several_from": "The message has several From fields; which author a reader sees is left to chance.",
    "author_several_domains": "The From field names authors of several domains, so no single domain can stand behind it.",
    "author_no_domain": "The From field holds no usable mail address.",
    "author_partly_read": "The header is too long to be read whole; a further From field may stand in the rest.",
    "author_hidden_from": (
        "Beside the From field the header holds a line that some mail programs read as another From field."
    ),
    "no_sending_host": "No trusted hop names the host that handed the message over.",
    "no_received_field": "The message has no Received field, so the way it took is unknown.",
    "client_without_address": "The hop at the boundary does not say from which address it took the message.",
    "aligned_spf_pass": (
        "SPF: {envelope_domain} lets {ip} send (by {mechanism}), and that is the author's domain {domain} or aligned"
        " with it."
    ),
    "aligned_dkim_pass": (
        "DKIM: the signature of {signing_domain} (selector {selector}) verifies and is aligned with the author's domain"
        " {domain}."
    ),
    "recorded_pass": (
        "The receiving server {authserv_id} noted at receipt that {method} passed for {domain}; it can no longer be"
        " checked here."
    ),
    "listed_by_spf": "The SPF record of {domain} lists the sending host {ip} (by {mechanism}).",
    "host_not_listed": "No record of {domain} lists the sending host {ip}: not SPF, not MX, not its address.",
    "list_signs": "The message bears the marks of a mailing list: {signs}.",
    "known_list": "The list is shown to be a known one ({organization}).",
    "forward_signs": "The message bears the marks of forwarding: {signs}.",
    "known_forwarder": "The forwarder is shown to be a known one ({name}).",
    "possible_replay": (
        "Only the signature speaks for {domain}: whoever holds a signed message can send it again from any host, so"
        " {ip} may be a replay."
    ),
    "temporary_trouble": "{count} DNS {count:question|questions} that could still decide had no answer: {questions}.",
    "changed_after_signing": (
        "The signature of {signing_domain} verifies once a known change is undone: {change:term}{added:quoted}. That part is"
        " not the author's."
    ),
    "arc_reports_pass": "The ARC chain is intact and reports that DMARC passed for {domain}; sealed by {sealers}.",
    "arc_unknown_sealer": (
        "An intact ARC chain reports that DMARC passed for {domain}, but it was sealed by {sealers}, whose word is not"
        " known to count."
    ),
    "list_identity_passes": "The list's own organization {organization} passes SPF or DKIM.",
    "author_signature_broken": (
        "A signature of {signing_domain} (selector {selector}) is there, but it does not verify ({result})."
    ),
    "forwarded_through_listed": (
        "Before it was forwarded, the message came from a host that {domain} lists, as the forwarder's own server says."
    ),
    "domain_does_not_enforce": "{domain} does not ask receivers to refuse mail that fails.",
    "domain_enforces_dmarc": (
        "{domain} asks receivers to act on mail that fails: DMARC policy {policy}, published at {policy_domain}."
    ),
    "domain_enforces_spf": "{domain} publishes no DMARC, but its SPF record ends in -all: no other host may send.",
    "domain_monitors_dmarc": (
        "{domain} publishes DMARC at {policy_domain} without asking receivers to act (policy {policy})."
    ),
    "domain_monitors_spf": "{domain} publishes no DMARC, and its SPF record ends in {all}: it forbids nothing.",
    "domain_monitors_dkim": "{domain} publishes neither DMARC nor SPF, only a DKIM key.",
    "domain_publishes_nothing": "{domain} publishes no SPF, DKIM or DMARC, so nothing can be checked against it.",
    "no_aligned_pass": "Neither SPF nor DKIM passes for {domain}: nothing shows that it stands behind this message.",
    "dkim_key_gone": (
        "The key of {signing_domain} (selector {selector}) is no longer published; the message is {days} days old."
    ),
    "other_identity_passes": "{identity} passes {method}, but that is somebody else's identity and not {domain}'s.",
    "misses_strict_alignment": (
        "{identity} passes and belongs to the same organization, but {domain} asks for the very same name (strict"
        " alignment)."
    ),
    "spf_of_author": "SPF of {domain} says {result} for the sending host {ip} (by {mechanism}).",
    "spf_passes_anyone": (
        "SPF of {domain} passes by {mechanism}, which lets nearly anyone send: that promises nothing and is not counted."
    ),
    "reading_own_server": (
        "Another reading: the host called itself {name}, so it may be a server of {organization} that no record names."
        " Anyone could say so."
    ),
    "reading_list": (
        "Another reading: a mailing list may have passed the message on and changed it. Anyone could write those fields."
    ),
    "reading_forwarder": (
        "Another reading: somebody may have forwarded a genuine message. Anyone could write those fields."
    ),
    "reading_arc": (
        "Another reading: an ARC chain says that the message was handed on. A chain by unknown sealers proves nothing."
    ),
    "signature_lost": (
        "A signature of {signing_domain} (selector {selector}) is there, but these bytes are no longer those that were"
        " signed: it can no longer be checked. Ask for the original message."
    ),
    "nothing_decides": "What is known neither shows that {domain} stands behind the message nor that it does not.",
    "dkim_testing": (
        "The key of {signing_domain} (selector {selector}) is marked as a test (t=y), so its signature counts for less."
    ),
    "weak_key": "The signature of {signing_domain} (selector {selector}) is weak: {weak} ({key_bits} bits).",
    "partly_signed": (
        "The signature of {signing_domain} (selector {selector}) verifies but leaves parts unprotected that a reader"
        " sees, so it is not counted."
    ),
    "spf_shared_service": "Only SPF speaks for {domain}, through a service that many customers share ({service}).",
    "dmarc_differs_between_rfcs": (
        "Receivers that still follow RFC 7489 see DMARC {result_7489} (policy of {policy_domain_7489}) where RFC 9989"
        " gives {result} (policy of {policy_domain})."
    ),
    "display_name_other_domain": "The display name carries {shown}, but the address belongs to {domain}.",
    "boundary_unsure": (
        "Which hop is the first that the receiver's own server wrote is not certain (found by {method}): the true"
        " sending host may be another."
    ),
}
