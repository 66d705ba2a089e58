"""Sätze der Warteschlange des Helpdesks: Titel, Dringlichkeit, Anzeichen für Schaden, Rückfragen und Entwürfe."""

SENTENCES: dict[str, str] = {
    "title_spoofed": "{domain}: gefälschte Mail über {host}",
    "title_internal_server_leak": "{domain}: eigener Server {host} sendet ohne Eintrag",
    "title_unaligned_third_party": "{domain}: {host} sendet im Namen der Domain ohne deren Signatur",
    "title_good": "{domain}: echte Mail über {host}",
    "title_harmful": "{domain}: echter Absender, aber Anzeichen für Schaden",
    "title_forwarded": "{domain}: echte Mail, weitergeleitet von {host}",
    "title_mailing_list": "{domain}: echte Mail über eine Mailingliste ({host})",
    "title_internal": "{domain}: Mail aus dem eigenen Haus",
    "title_unverifiable": "{domain}: für Mail über {host} bürgt nichts",
    "title_undetermined": "{domain}: lässt sich nicht sagen",
    "title_inline": "{domain}: nur behauptet, das Original fehlt",
    "title_nothing": "Eine Meldung ohne die Nachricht",
    "urgency_own_domain_leak": "Die eigene Domain {domain} sendet über einen Server, den kein Eintrag nennt: Empfänger weisen das jetzt ab.",
    "urgency_own_domain_spoofed": "Jemand missbraucht gerade die eigene Domain {domain}.",
    "urgency_own_domain_unaligned": "Ein Dienst sendet im Namen der eigenen Domain {domain} ohne deren Signatur.",
    "urgency_pretext_many": "{complainants} Leute bekamen dieselbe Nachricht, in der es um {pretext:term} geht.",
    "urgency_pretext": "In der Nachricht geht es um {pretext:term}.",
    "urgency_partner_account": (
        "{domain} hat sie gesendet, und sie zeigt Anzeichen für Schaden: Ein Konto oder Server dort wird vielleicht missbraucht."
    ),
    "urgency_lookalike": "Die Absenderdomain {domain} ist der eigenen nachgemacht.",
    "urgency_partner_leak": "{domain} sendet über einen eigenen Server, den kein Eintrag nennt; beheben muss das {domain}.",
    "urgency_spoofed": "Der Name von {domain} ist gefälscht.",
    "urgency_unaligned": "{host} sendet im Namen von {domain}, ohne dass {domain} signiert hat.",
    "urgency_unverifiable": "Nichts zeigt, wer sie gesendet hat.",
    "urgency_undetermined": "Wer sie gesendet hat, ließ sich nicht bestimmen.",
    "urgency_authorized_spam": "{domain} hat sie selbst gesendet: unerwünscht, aber nicht gefälscht.",
    "urgency_odd_service": "{domain} hat sie selbst gesendet, aber über einen Dienst, der Zweifel lässt, und es geht um Zugangsdaten oder Geld.",
    "urgency_forwarded": "Sie wurde weitergeleitet oder kam über eine Liste; niemand hat etwas falsch gemacht.",
    "urgency_internal": "Sie kam aus dem eigenen Haus.",
    "urgency_nothing": "Es gibt keine Nachricht zu beurteilen; jemand wartet auf Antwort.",
    "joined_by_content": (
        "{count} {count:Nachricht|Nachrichten} mit anderem Urteil ({verdicts:term}) {count:gehört|gehören} dazu, weil"
        " {count:sie dasselbe sagt|sie dasselbe sagen}."
    ),
    "several_author_domains": "Dieselbe Nachricht kam im Namen von {count} Domains: {domains}.",
    "several_hosts": "Dieselbe Nachricht kam über {count} Netze.",
    "complaints_forged": (
        "{count} {count:Meldung stammt|Meldungen stammen} nicht von dem, den {count:sie nennt|sie nennen}: vor der Antwort nachfragen."
    ),
    "reported_incidents": "Missbrauchsmeldungen zählen {count} Vorfälle.",
    "reported_source": "Die Meldung nennt {ip} als Quelle; von der Nachricht selbst liegt nichts vor, was das bestätigt.",
    "quoted_only": "Der Kopf wurde als Text eingefügt und zählt deshalb weniger als die Nachricht selbst.",
    "known_case": "Bekannt seit {since}; {count} neue {count:Meldung|Meldungen}.",
    "harm_lookalike": "{domain} ist {own} nachgemacht.",
    "harm_link_lookalike": "Ein Link führt zu {domain}, das {own} nachgemacht ist.",
    "harm_reply_elsewhere": "Antworten an {domain} gingen an {reply_domain}.",
    "harm_display_name": "Der Anzeigename enthält {shown}, die Adresse gehört aber zu {domain}.",
    "harm_link_elsewhere": "Ein Link zeigt {shown} und führt zu {target}.",
    "harm_shared_service": "Für {domain} spricht nur SPF, und zwar über {service}: Andere Kunden dort könnten ebenso senden.",
    "harm_mailbox": "Die Adresse ist ein Konto bei {service}, einem Anbieter von Postfächern: Sie belegt keine Firma dahinter.",
    "harm_new_service": "Echte Mail von {domain} ist seit {since} bekannt; über {host} kam sie jetzt zum ersten Mal.",
    "harm_new_domain": "Von {domain} war unter den Meldungen seit {since} noch nichts.",
    "harm_credentials": "Es geht um Zugangsdaten oder eine Anmeldung.",
    "harm_payment": "Es geht um eine Zahlung oder Rechnung.",
    "term_credentials": "Zugangsdaten",
    "term_payment": "eine Zahlung",
    "ask_original_outlook": (
        "Bitte die Nachricht selbst schicken: in Outlook markieren, Strg+Alt+F drücken (als Anlage weiterleiten) und an"
        " uns senden; oder in eine neue Mail ziehen."
    ),
    "ask_original_thunderbird": (
        "Bitte die Nachricht selbst schicken: in Thunderbird mit der rechten Maustaste anklicken, dann „Weiterleiten als“"
        " und „Anhang“ wählen."
    ),
    "ask_original_apple_mail": (
        "Bitte die Nachricht selbst schicken: in Apple Mail markieren, dann „E-Mail“ und „Als Anhang weiterleiten“ wählen."
        " Auf dem iPhone geht das nicht; dafür ist ein Rechner nötig."
    ),
    "ask_original_gmail": (
        "Bitte die Nachricht selbst schicken: in Gmail am Rechner die drei Punkte daneben öffnen und „Als Anhang"
        " weiterleiten“ wählen, oder „Original anzeigen“ und „Original herunterladen“."
    ),
    "ask_original_gmx": (
        "Bitte die Nachricht selbst schicken: bei GMX oder WEB.DE am Rechner „Mehr“ öffnen, „Erweiterter Header“ oder"
        " „Speichern“ wählen und die gespeicherte Datei als Anhang senden."
    ),
    "ask_original_other": (
        "Bitte die Nachricht selbst als Anhang schicken (als Anlage weiterleiten, oder als .eml oder .msg speichern und"
        " anhängen); beim einfachen Weiterleiten gehen die Zeilen verloren, die ihre Herkunft zeigen."
    ),
    "ask_picture": "Ein Bild zeigt nicht, woher eine Nachricht kam.",
    "ask_nothing": "Die Nachricht, um die es geht, lag der Mail an uns nicht bei.",
    "ask_msg_without_headers": (
        "Die angehängte Outlook-Datei enthält keine Transportkopfzeilen: Sie wurde so nie empfangen oder hat sie verloren;"
        " bitte die empfangene Nachricht schicken."
    ),
    "ask_report_without_message": "Bitte die gemeldete Nachricht schicken, mindestens ihre Kopfzeilen.",
    "ask_unread": "Was der Mail an uns beilag, ließ sich nicht lesen.",
    "draft_greeting": "Guten Tag {name},",
    "draft_greeting_plain": "Guten Tag,",
    "draft_thanks": "vielen Dank für die Meldung der Nachricht „{subject}“.",
    "draft_thanks_plain": "vielen Dank für die Meldung.",
    "draft_about": "Zur Nachricht „{subject}“:",
    "draft_answer_spoofed": "Sie stammt nicht von {domain}: Sie kam von {host}, und {domain} lässt diesen Server nicht senden. Der Absender ist gefälscht.",
    "draft_answer_spoofed_low": (
        "Sie stammt vermutlich nicht von {domain}: Sie kam von {host}, und {domain} lässt diesen Server nicht senden. Es"
        " könnte ein eigener Server sein, den dort niemand eingetragen hat."
    ),
    "draft_answer_leak": (
        "Sie kam von einem Server von {domain} selbst ({host}), den die Domain öffentlich nicht nennt. Sie ist vermutlich"
        " echt; beheben muss das der Absender."
    ),
    "draft_answer_spoofed_low_own": (
        "Sie stammt vermutlich nicht von {domain}: Sie kam von {host}, und {domain} lässt diesen Server nicht senden. Es"
        " könnte ein eigener Server von uns sein, den niemand eingetragen hat; wir prüfen das."
    ),
    "draft_answer_leak_own": (
        "Sie kam von einem eigenen Server ({host}), den {domain} öffentlich nicht nennt. Sie ist vermutlich echt; beheben"
        " müssen wir das."
    ),
    "draft_answer_unaligned": (
        "{host} hat sie im Namen von {domain} gesendet; {domain} hat das nicht durch eine Signatur bestätigt. Sie kann echt"
        " sein, belegen lässt sich das nicht."
    ),
    "draft_answer_good": "Sie stammt wirklich von {domain}.",
    "draft_answer_good_low": "Sie scheint von {domain} zu stammen, sicher ist das nicht.",
    "draft_answer_good_harm": (
        "Sie wurde wirklich von {domain} gesendet, zeigt aber Anzeichen für Schaden: Ein Konto dort wird vielleicht"
        " missbraucht. Echt heißt nicht harmlos."
    ),
    "draft_answer_forwarded": "Sie stammt wirklich von {domain} und kam über eine Weiterleitung oder Mailingliste.",
    "draft_answer_internal": "Sie kommt aus unserem eigenen Haus.",
    "draft_answer_unverifiable": "Wer sie gesendet hat, lässt sich nicht belegen: {domain} gibt dafür keine Mittel an die Hand.",
    "draft_answer_undetermined": "Was uns vorliegt, zeigt nicht, wer sie gesendet hat.",
    "draft_answer_inline": "Bei uns kamen nur ihr Text und der angebliche Absender ({domain}) an; beides kann erfunden sein.",
    "draft_answer_nothing": "Dazu können wir noch nichts sagen.",
    "draft_advice_delete": "Bitte keinen Link und keinen Anhang öffnen, nicht antworten, die Nachricht löschen.",
    "draft_advice_clicked": "Wurde ein Passwort eingegeben oder Geld überwiesen, bitte sofort bei uns anrufen.",
    "draft_advice_unsubscribe": "Ist sie unerwünscht, lässt sie sich abbestellen, denn sie kommt vom genannten Absender; sonst sperren wir sie gern.",
    "draft_advice_careful": "Bis das geklärt ist, bitte vorsichtig sein: beim Absender auf anderem Weg nachfragen, nicht per Antwort.",
    "draft_advice_nothing": "Es ist nichts zu tun.",
    "draft_close": "Ihr Helpdesk",
    "draft_team_subject": "Priorität {priority}: {title}",
    "draft_team_intro": "Dieser Fall braucht das eigene Mail-Team.",
    "draft_line_count": "{messages} {messages:Nachricht|Nachrichten}, {complainants} {complainants:Meldender|Meldende}.",
    "draft_line_subject": "Betreff: „{subject}“",
    "draft_line_date": "Gesendet: {date}",
    "draft_line_message_id": "Message-ID: {message_id}",
    "draft_line_host": "Eingeliefert von: {host}",
    "draft_line_helo": "Nannte sich: {helo}",
    "draft_line_author": "Domain des Absenders: {domain}",
    "draft_line_failing": "Nicht bestanden: {failing}",
    "draft_team_block": "Zu sperren: Mail von {host} im Namen von {domain}.",
    "draft_team_hold": "Zurückzuhalten und anzusehen: Mail von {host} im Namen von {domain} mit diesen Anzeichen.",
    "draft_admin_subject": "Mail im Namen von {domain} über {host}",
    "draft_admin_intro": "An die Administration von {domain}:",
    "draft_admin_fact": "Bei uns kommt Mail im Namen von {domain} an, die {host} einliefert.",
    "draft_admin_leak": "Alles spricht dafür, dass das ein eigener Server ist; die DNS-Einträge lassen ihn aber nicht senden, sodass Empfänger die Mail abweisen oder in den Spam legen.",
    "draft_admin_unaligned": "Der Dienst sendet unter eigener Kennung, sodass Empfänger die Mail von einer Fälschung nicht unterscheiden können.",
    "draft_admin_misused": "Die DNS-Einträge lassen sie durch, der Inhalt zeigt aber Anzeichen für Schaden; vielleicht wird ein Konto oder Server missbraucht.",
    "draft_admin_close": "Mit freundlichen Grüßen",
    "draft_abuse_subject": "Missbrauchsmeldung: {host}, Mail im Namen von {domain}",
    "draft_abuse_intro": "An die Abuse-Stelle:",
    "draft_abuse_forged": "{host} hat uns Mail im Namen von {domain} geschickt; {domain} lässt diesen Server nicht senden.",
    "draft_abuse_harmful": "{host} hat uns Mail im Namen von {domain} geschickt, die Anzeichen für Schaden zeigt.",
    "draft_abuse_proof": "Der Kopf einer Nachricht liegt als Missbrauchsmeldung (RFC 5965) bei, ohne ihre Empfänger.",
    "draft_abuse_ask": "Bitte prüfen und abstellen.",
    "confirm_host_ours": "Ist {host} wirklich ein Server von {domain} (so sagt es der Eintrag), und soll er senden?",
    "confirm_partner": "Nutzt {domain} wirklich {host} für die eigene Mail?",
    "confirm_forgery": "Gibt es keine Absprache, nach der {host} für {domain} sendet?",
    "confirm_contact": "Gehört {address} zum Betreiber des Netzes und nicht zum Absender selbst?",
    "confirm_handed_in": (
        "Zeigen unsere eigenen Protokolle, dass {host} sie eingeliefert hat? {complainants}"
        " {complainants:Person hat|Personen haben} sie gemeldet, und eine Kopie lässt sich erfinden, um jemanden zu"
        " belasten."
    ),
    "confirm_handed_in_by_nobody": (
        "Zeigen unsere eigenen Protokolle, dass {host} sie eingeliefert hat? Wer sie gemeldet hat, lässt sich nicht sagen,"
        " und eine Kopie lässt sich erfinden, um jemanden zu belasten."
    ),
    "confirm_complaint": "Hat die als Meldende genannte Person wirklich geschrieben? Die Echtheit der Meldung ließ sich nicht zeigen.",
    "confirm_undetermined": "Ist sonst nichts über die Nachricht bekannt?",
    "queue_heading": "Meldungen",
    "queue_counts": (
        "{complaints} {complaints:Meldung|Meldungen}, {messages} {messages:Nachricht|Nachrichten}, {cases} {cases:Fall|Fälle}"
    ),
    "queue_case": "Fall {number}",
    "queue_priority": "Priorität",
    "queue_title": "Fall",
    "queue_people": "Meldende",
    "queue_messages": "Nachrichten",
    "queue_last": "Zuletzt gesehen",
    "queue_why": "Warum",
    "queue_do": "Was zu tun ist",
    "queue_ask": "Zu erfragen",
    "queue_contacts": "Wer handeln kann",
    "queue_variants": "Wortlaute",
    "queue_drafts": "Entwürfe",
    "queue_unread": "Nicht lesbar",
    "queue_confirm": "Vor dem Senden zu bestätigen",
    "queue_draft": "{role:term}, {lang}",
    "queue_more": "und {count} weitere",
    "queue_nothing": "Es liegt nichts vor.",
    "queue_hint": "Ein Fall mit seinen Entwürfen: mailpath triage … --case 1",
    "term_complainant": "an die meldende Person",
    "term_own_team": "an das eigene Mail-Team",
    "term_sender_admin": "an die Administration des Absenders",
    "term_abuse_desk": "an die Abuse-Stelle",
    "term_catalogue": "Dienstekatalog",
    "term_abuse_zone": "Abuse-Kontakte per DNS",
    "term_dmarc_rua": "DMARC rua, für Berichte",
    "term_soa": "SOA der Domain",
    "term_rfc2142": "üblicher Name (RFC 2142)",
}
