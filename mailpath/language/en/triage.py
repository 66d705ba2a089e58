"""Sentences of the helpdesk's queue: titles, urgency, signs of harm, what to ask for, and the drafts."""

SENTENCES: dict[str, str] = {
    "title_spoofed": "{domain}: forged mail over {host}",
    "title_internal_server_leak": "{domain}: own server {host} sends without a record",
    "title_unaligned_third_party": "{domain}: {host} sends in the domain's name without its signature",
    "title_good": "{domain}: genuine mail over {host}",
    "title_harmful": "{domain}: genuine sender, but signs of harm",
    "title_forwarded": "{domain}: genuine mail that was forwarded by {host}",
    "title_mailing_list": "{domain}: genuine mail over a mailing list ({host})",
    "title_internal": "{domain}: mail from inside",
    "title_unverifiable": "{domain}: nothing vouches for mail over {host}",
    "title_undetermined": "{domain}: cannot be told",
    "title_inline": "{domain}: only claimed, the original is missing",
    "title_nothing": "A complaint without the message",
    "urgency_own_domain_leak": "Our own domain {domain} sends over a server that no record names: receivers refuse it now.",
    "urgency_own_domain_spoofed": "Somebody is using our own domain {domain} now.",
    "urgency_own_domain_unaligned": "A service sends in the name of our own domain {domain} without its signature.",
    "urgency_pretext_many": "{complainants} people got the same message, which is about {pretext:term}.",
    "urgency_pretext": "The message is about {pretext:term}.",
    "urgency_partner_account": (
        "{domain} did send it, and it bears signs of harm: an account or server there may be misused."
    ),
    "urgency_lookalike": "The sender's domain {domain} is made to look like ours.",
    "urgency_partner_leak": "{domain} sends over a server of its own that no record names; that is for {domain} to mend.",
    "urgency_spoofed": "The name of {domain} is forged.",
    "urgency_unaligned": "{host} sends in the name of {domain}, which has not signed.",
    "urgency_unverifiable": "Nothing shows who sent it.",
    "urgency_undetermined": "It could not be told who sent it.",
    "urgency_authorized_spam": "{domain} sent it itself: unwanted, but not forged.",
    "urgency_odd_service": "{domain} sent it itself, but over a service that leaves doubts, and it is about access data or money.",
    "urgency_forwarded": "It was forwarded, or came over a list, without anyone doing wrong.",
    "urgency_internal": "It came from inside.",
    "urgency_nothing": "There is no message to judge; somebody waits for an answer.",
    "joined_by_content": (
        "{count} {count:message|messages} with another verdict ({verdicts:term}) {count:belongs|belong} here because"
        " {count:it says|they say} the same."
    ),
    "several_author_domains": "The same message came in the name of {count} domains: {domains}.",
    "several_hosts": "The same message came over {count} networks.",
    "complaints_forged": (
        "{count} {count:complaint|complaints} did not come from whom {count:it names|they name}: ask before answering."
    ),
    "reported_incidents": "Abuse reports count {count} incidents.",
    "reported_source": "The report names {ip} as the source; nothing of the message is there to confirm it.",
    "quoted_only": "The header was pasted as text, so it counts for less than the message itself.",
    "known_case": "Known since {since}; {count} new {count:complaint|complaints}.",
    "harm_lookalike": "{domain} is made to look like {own}.",
    "harm_link_lookalike": "A link leads to {domain}, which is made to look like {own}.",
    "harm_reply_elsewhere": "Answers to {domain} would go to {reply_domain}.",
    "harm_display_name": "The display name carries {shown}, but the address belongs to {domain}.",
    "harm_link_elsewhere": "A link shows {shown} and leads to {target}.",
    "harm_shared_service": "Only SPF speaks for {domain}, over {service}: other customers of it might send the same way.",
    "harm_mailbox": "Its address is an account at {service}, a provider of mailboxes: that shows no company behind it.",
    "harm_new_service": "Genuine mail of {domain} is known since {since}; over {host} it came now for the first time.",
    "harm_new_domain": "Of {domain} there was nothing among the complaints since {since}.",
    "harm_credentials": "It speaks of access data or of logging in.",
    "harm_payment": "It speaks of a payment or an invoice.",
    "term_credentials": "access data",
    "term_payment": "a payment",
    "ask_original_outlook": (
        "Please send the message itself: in Outlook, select it, press Ctrl+Alt+F (forward as attachment) and send that"
        " to us; or drag it into a new mail."
    ),
    "ask_original_thunderbird": (
        "Please send the message itself: in Thunderbird, right-click it and choose Forward As, Attachment."
    ),
    "ask_original_apple_mail": (
        "Please send the message itself: in Apple Mail, select it and choose Message, Forward as Attachment. On an"
        " iPhone this is not possible; a computer is needed."
    ),
    "ask_original_gmail": (
        "Please send the message itself: in Gmail on a computer, open the three dots beside it and choose Forward as"
        " attachment, or Show original and Download original."
    ),
    "ask_original_gmx": (
        "Please send the message itself: in GMX or WEB.DE on a computer, open More, choose Show extended header or Save,"
        " and send us the saved file as an attachment."
    ),
    "ask_original_other": (
        "Please send the message itself as an attachment (forward as attachment, or save it as a .eml or .msg file and"
        " attach that); a plain forward loses the lines that show where it came from."
    ),
    "ask_picture": "A picture does not show where a message came from.",
    "ask_nothing": "The message in question was not in the mail to us.",
    "ask_msg_without_headers": (
        "The attached Outlook file holds no transport headers, so it was never received as it is or lost them; please"
        " send the received message."
    ),
    "ask_report_without_message": "Please send the reported message, or at least its header fields.",
    "ask_unread": "What was attached to the mail to us could not be read.",
    "draft_greeting": "Dear {name},",
    "draft_greeting_plain": "Hello,",
    "draft_thanks": "thank you for reporting the message “{subject}”.",
    "draft_thanks_plain": "thank you for your message.",
    "draft_about": "About the message “{subject}”:",
    "draft_answer_spoofed": "It is not from {domain}: it came from {host}, which {domain} does not let send. The sender is forged.",
    "draft_answer_spoofed_low": (
        "It is probably not from {domain}: it came from {host}, which {domain} does not let send. It might be a server"
        " of theirs that they forgot to name."
    ),
    "draft_answer_leak": (
        "It came from a server of {domain} itself ({host}) that the domain does not name publicly. It is probably"
        " genuine; the sender has to mend that."
    ),
    "draft_answer_spoofed_low_own": (
        "It is probably not from {domain}: it came from {host}, which {domain} does not let send. It might be a server"
        " of our own that nobody named; we look into it."
    ),
    "draft_answer_leak_own": (
        "It came from a server of our own ({host}) that {domain} does not name publicly. It is probably genuine; that is"
        " for us to mend."
    ),
    "draft_answer_unaligned": (
        "It was sent by {host} in the name of {domain}; {domain} has not confirmed that by a signature. It may be"
        " genuine, but this cannot be shown."
    ),
    "draft_answer_good": "It really comes from {domain}.",
    "draft_answer_good_low": "It seems to come from {domain}, but not for certain.",
    "draft_answer_good_harm": (
        "It was really sent by {domain}, but it bears signs of harm: an account there may be misused. Genuine does not"
        " mean harmless."
    ),
    "draft_answer_forwarded": "It really comes from {domain} and was passed on by a forwarder or mailing list.",
    "draft_answer_internal": "It comes from inside our own house.",
    "draft_answer_unverifiable": "It cannot be shown who sent it: {domain} gives no means to tell.",
    "draft_answer_undetermined": "What we have does not show who sent it.",
    "draft_answer_inline": "What reached us are only its words and what is said to be its sender ({domain}); that can be invented.",
    "draft_answer_nothing": "We cannot say anything about it yet.",
    "draft_advice_delete": "Please open no link or attachment, do not answer, and delete it.",
    "draft_advice_clicked": "If a password was entered or money was paid, please call us at once.",
    "draft_advice_unsubscribe": "If it is unwanted, it can be unsubscribed from, since it comes from the sender it names; or ask us to block it.",
    "draft_advice_careful": "Please be careful until that is clear: ask the sender by another way, not by replying.",
    "draft_advice_nothing": "There is nothing to do.",
    "draft_close": "Your helpdesk",
    "draft_team_subject": "Priority {priority}: {title}",
    "draft_team_intro": "This case needs our own mail team.",
    "draft_line_count": "{messages} {messages:message|messages}, {complainants} {complainants:complainant|complainants}.",
    "draft_line_subject": "Subject: “{subject}”",
    "draft_line_date": "Sent: {date}",
    "draft_line_message_id": "Message-ID: {message_id}",
    "draft_line_host": "Handed over by: {host}",
    "draft_line_helo": "It called itself: {helo}",
    "draft_line_author": "Author's domain: {domain}",
    "draft_line_failing": "Not passed: {failing}",
    "draft_team_block": "To be blocked: mail from {host} in the name of {domain}.",
    "draft_team_hold": "To be held back and looked at: mail from {host} in the name of {domain} that bears these signs.",
    "draft_admin_subject": "Mail in the name of {domain} over {host}",
    "draft_admin_intro": "To the administrators of {domain}:",
    "draft_admin_fact": "Our users receive mail in the name of {domain} that reaches us from {host}.",
    "draft_admin_leak": "Everything shows that this is a server of yours, but your records do not let it send, so receivers refuse it or put it into spam.",
    "draft_admin_unaligned": "The service sends it under its own identity, so that receivers cannot tell it from a forgery.",
    "draft_admin_misused": "Your records let it through, but its content bears signs of harm; an account or server of yours may be misused.",
    "draft_admin_close": "With kind regards",
    "draft_abuse_subject": "Abuse report: {host}, mail in the name of {domain}",
    "draft_abuse_intro": "To the abuse desk:",
    "draft_abuse_forged": "{host} sent us mail in the name of {domain}, which does not let it send.",
    "draft_abuse_harmful": "{host} sent us mail in the name of {domain} that bears signs of harm.",
    "draft_abuse_proof": "The header of one message is attached as an abuse report (RFC 5965), without its recipients.",
    "draft_abuse_ask": "Please look into it and stop it.",
    "confirm_host_ours": "Is {host} really a server of {domain} (the record says so), and meant to send?",
    "confirm_partner": "Does {domain} really use {host} for its mail?",
    "confirm_forgery": "Is there no agreement by which {host} sends for {domain}?",
    "confirm_contact": "Does {address} belong to the operator of the network, and not to the sender himself?",
    "confirm_handed_in": (
        "Do our own logs show that {host} delivered it? {complainants} {complainants:person|people} handed it in, and a"
        " copy can be made up to blame somebody."
    ),
    "confirm_handed_in_by_nobody": (
        "Do our own logs show that {host} delivered it? It cannot be told who handed it in, and a copy can be made up to"
        " blame somebody."
    ),
    "confirm_complaint": "Did the person named as complainant really write? The complaint itself could not be shown to be genuine.",
    "confirm_undetermined": "Is there nothing else known about the message?",
    "queue_heading": "Complaints",
    "queue_counts": (
        "{complaints} {complaints:complaint|complaints}, {messages} {messages:message|messages}, {cases} {cases:case|cases}"
    ),
    "queue_case": "Case {number}",
    "queue_priority": "Priority",
    "queue_title": "Case",
    "queue_people": "People",
    "queue_messages": "Messages",
    "queue_last": "Last seen",
    "queue_why": "Why",
    "queue_do": "What to do",
    "queue_ask": "To ask for",
    "queue_contacts": "Who can act",
    "queue_variants": "Wordings",
    "queue_drafts": "Drafts",
    "queue_unread": "Could not be read",
    "queue_confirm": "To be confirmed before it is sent",
    "queue_draft": "{role:term}, {lang}",
    "queue_more": "and {count} more",
    "queue_nothing": "Nothing is waiting.",
    "queue_hint": "One case with its drafts: mailpath triage … --case 1",
    "term_complainant": "to the complainant",
    "term_own_team": "to our own mail team",
    "term_sender_admin": "to the sender's administrator",
    "term_abuse_desk": "to the abuse desk",
    "term_catalogue": "catalogue of services",
    "term_abuse_zone": "abuse contacts by DNS",
    "term_dmarc_rua": "DMARC rua, for reports",
    "term_soa": "SOA of the domain",
    "term_rfc2142": "usual name (RFC 2142)",
}
