"""Counterfactuals (single changes that were tried) and the notes of a report."""

SENTENCES: dict[str, str] = {
    "change_spf_term": "add {term} to the SPF record of {domain}",
    "change_sign_as_author": "sign with DKIM as {domain}",
    "change_envelope": "send with {domain} as envelope sender",
    "change_spf_all": "end the SPF record of {domain} with -all instead of {all}",
    "unsafe_forwarder": "this host forwards for others, so the record would let anyone's mail pass",
    "unsafe_shared_host": "many customers share this host, so the record would let all of them send",
    "unsafe_dynamic_host": "the address is a dynamic one and belongs to somebody else tomorrow",
    "unsafe_unknown_host": "nothing shows that this host belongs to the domain",
    "unsafe_lookups": "the record would need more than ten lookups",
    "note_harmless": "This says who sent it, not whether it is harmless.",
    "note_answers_are_later": (
        "The DNS answers are {days} days younger than the message: what was published then may have been different."
    ),
    "note_dkim2": "A DKIM2-Signature is present; mailpath does not judge it yet.",
    "note_bytes_lost": "The bytes are no longer those that were sent, so a signature that fails says nothing.",
    "note_offline": "No DNS was asked: only the message and what trusted hosts recorded were judged.",
    "note_feedback_id": "A Feedback-ID is present: {value}.",
    "note_tls_required": "The sender wrote TLS-Required: {value}.",
    "note_bimi_record": "The BIMI record it points to is there: {name}.",
    "note_bimi_no_record": "The BIMI record it points to is not there: {name}.",
    "note_bimi": "A BIMI-Selector is present: {value}.",
}
