"""Sätze des Urteils: was entschieden hat, nach dem Code des Grundes."""

SENTENCES: dict[str, str] = {
    "no_header_field": "Es ließ sich kein Kopffeld lesen: Das ist keine E-Mail.",
    "own_domain_inside": (
        "Die Absender-Domain {domain} ist eine eigene, und jeder Abschnitt des Wegs liegt in den eigenen Systemen."
    ),
    "own_domain_submission": (
        "Die Absender-Domain {domain} ist eine eigene, und der eigene Server hat die Nachricht von einem angemeldeten"
        " Client angenommen ({ip})."
    ),
    "author_no_from": "Die Nachricht hat kein From-Feld; als Absender ist niemand genannt.",
    "author_several_from": (
        "Die Nachricht hat mehrere From-Felder; welchen Absender das Mailprogramm zeigt, ist Zufall."
    ),
    "author_several_domains": (
        "Das From-Feld nennt Absender aus mehreren Domains; keine einzelne Domain kann dafür einstehen."
    ),
    "author_no_domain": "Das From-Feld enthält keine brauchbare Mailadresse.",
    "author_partly_read": "Der Header ist zu lang, um ihn ganz zu lesen; im Rest kann ein weiteres From-Feld stehen.",
    "author_hidden_from": (
        "Neben dem From-Feld enthält der Header eine Zeile, die manche Mailprogramme als weiteres From-Feld lesen."
    ),
    "no_sending_host": "Kein vertrauenswürdiger Abschnitt nennt den Rechner, der die Nachricht eingeliefert hat.",
    "no_received_field": "Die Nachricht hat kein Received-Feld; ihr Weg ist unbekannt.",
    "client_without_address": "Der Abschnitt an der Vertrauensgrenze nennt die Adresse des einliefernden Rechners nicht.",
    "aligned_spf_pass": (
        "SPF: {envelope_domain} erlaubt {ip} das Senden (durch {mechanism}); das ist die Absender-Domain {domain} oder"
        " passt zu ihr."
    ),
    "aligned_dkim_pass": (
        "DKIM: Die Signatur von {signing_domain} (Selektor {selector}) ist gültig und passt zur Absender-Domain {domain}."
    ),
    "recorded_pass": (
        "Der empfangende Server {authserv_id} hat beim Empfang vermerkt, dass {method} für {domain} bestanden wurde;"
        " nachprüfen lässt sich das hier nicht mehr."
    ),
    "listed_by_spf": "Der SPF-Eintrag von {domain} führt den einliefernden Rechner {ip} auf (durch {mechanism}).",
    "host_not_listed": (
        "Kein Eintrag von {domain} führt den einliefernden Rechner {ip} auf: weder SPF noch MX noch die eigene Adresse."
    ),
    "list_signs": "Die Nachricht trägt die Merkmale einer Mailingliste: {signs}.",
    "known_list": "Die Liste ist nachweislich eine bekannte ({organization}).",
    "forward_signs": "Die Nachricht trägt die Merkmale einer Weiterleitung: {signs}.",
    "known_forwarder": "Der weiterleitende Dienst ist nachweislich ein bekannter ({name}).",
    "possible_replay": (
        "Nur die Signatur spricht für {domain}: Wer eine signierte Nachricht besitzt, kann sie von jedem Rechner erneut"
        " senden; {ip} könnte eine solche Wiederholung sein."
    ),
    "temporary_trouble": (
        "{count} DNS-{count:Frage, die noch entscheiden könnte, blieb|Fragen, die noch entscheiden könnten, blieben}"
        " ohne Antwort: {questions}."
    ),
    "changed_after_signing": (
        "Die Signatur von {signing_domain} ist gültig, sobald eine bekannte Änderung zurückgenommen wird: {change:term}"
        "{added:quoted}. Dieser Teil stammt nicht vom Absender."
    ),
    "arc_reports_pass": (
        "Die ARC-Kette ist unversehrt und meldet, dass DMARC für {domain} bestanden wurde; versiegelt von {sealers}."
    ),
    "arc_unknown_sealer": (
        "Eine unversehrte ARC-Kette meldet, dass DMARC für {domain} bestanden wurde; versiegelt hat sie aber {sealers},"
        " deren Wort nicht als verlässlich bekannt ist."
    ),
    "list_identity_passes": "Die Organisation der Liste selbst, {organization}, besteht SPF oder DKIM.",
    "author_signature_broken": (
        "Eine Signatur von {signing_domain} (Selektor {selector}) ist vorhanden, aber nicht gültig ({result})."
    ),
    "forwarded_through_listed": (
        "Vor der Weiterleitung kam die Nachricht von einem Rechner, den {domain} aufführt; so sagt es der Server des"
        " Weiterleitenden."
    ),
    "domain_does_not_enforce": "{domain} verlangt von Empfängern nicht, durchgefallene Mails abzuweisen.",
    "domain_enforces_dmarc": (
        "{domain} verlangt von Empfängern, gegen durchgefallene Mails vorzugehen: DMARC-Richtlinie {policy},"
        " veröffentlicht unter {policy_domain}."
    ),
    "domain_enforces_spf": (
        "{domain} veröffentlicht kein DMARC, aber der SPF-Eintrag endet auf -all: Kein anderer Rechner darf senden."
    ),
    "domain_monitors_dmarc": (
        "{domain} veröffentlicht DMARC unter {policy_domain}, ohne von Empfängern etwas zu verlangen (Richtlinie"
        " {policy})."
    ),
    "domain_monitors_spf": (
        "{domain} veröffentlicht kein DMARC, und der SPF-Eintrag endet auf {all}: Verboten ist damit nichts."
    ),
    "domain_monitors_dkim": "{domain} veröffentlicht weder DMARC noch SPF, nur einen DKIM-Schlüssel.",
    "domain_publishes_nothing": (
        "{domain} veröffentlicht weder SPF noch DKIM noch DMARC; es gibt nichts, wogegen sich prüfen ließe."
    ),
    "no_aligned_pass": (
        "Weder SPF noch DKIM besteht für {domain}: Nichts zeigt, dass die Domain hinter dieser Nachricht steht."
    ),
    "dkim_key_gone": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) ist nicht mehr veröffentlicht; die Nachricht ist {days}"
        " Tage alt."
    ),
    "other_identity_passes": (
        "{identity} besteht {method}, aber das ist eine fremde Identität und nicht die von {domain}."
    ),
    "misses_strict_alignment": (
        "{identity} besteht und gehört zur selben Organisation, aber {domain} verlangt genau denselben Namen (strikte"
        " Übereinstimmung)."
    ),
    "spf_of_author": "SPF von {domain} ergibt {result} für den einliefernden Rechner {ip} (durch {mechanism}).",
    "spf_passes_anyone": (
        "SPF von {domain} besteht durch {mechanism}; das lässt fast jeden senden, verspricht also nichts und zählt nicht."
    ),
    "reading_own_server": (
        "Andere Lesart: Der Rechner nannte sich {name}, könnte also ein Server von {organization} sein, den kein Eintrag"
        " nennt. Behaupten kann das jeder."
    ),
    "reading_list": (
        "Andere Lesart: Eine Mailingliste könnte die Nachricht weitergegeben und verändert haben. Diese Felder kann jeder"
        " schreiben."
    ),
    "reading_forwarder": (
        "Andere Lesart: Jemand könnte eine echte Nachricht weitergeleitet haben. Diese Felder kann jeder schreiben."
    ),
    "reading_arc": (
        "Andere Lesart: Eine ARC-Kette sagt, dass die Nachricht weitergereicht wurde. Eine Kette unbekannter Versiegler"
        " beweist nichts."
    ),
    "signature_lost": (
        "Eine Signatur von {signing_domain} (Selektor {selector}) ist vorhanden, aber die Bytes sind nicht mehr die"
        " signierten: Prüfen lässt sie sich nicht mehr. Die Nachricht im Original anfordern."
    ),
    "nothing_decides": ("Was bekannt ist, zeigt weder, dass {domain} hinter der Nachricht steht, noch das Gegenteil."),
    "dkim_testing": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) ist als Test gekennzeichnet (t=y); seine Signatur zählt"
        " weniger."
    ),
    "weak_key": "Die Signatur von {signing_domain} (Selektor {selector}) ist schwach: {weak} ({key_bits} Bit).",
    "partly_signed": (
        "Die Signatur von {signing_domain} (Selektor {selector}) ist gültig, lässt aber sichtbare Teile ungeschützt und"
        " zählt deshalb nicht."
    ),
    "spf_shared_service": (
        "Nur SPF spricht für {domain}, und zwar über einen Dienst, den viele Kunden gemeinsam nutzen ({service})."
    ),
    "dmarc_differs_between_rfcs": (
        "Empfänger, die noch RFC 7489 folgen, sehen DMARC {result_7489} (Richtlinie von {policy_domain_7489}), wo RFC 9989"
        " {result} ergibt (Richtlinie von {policy_domain})."
    ),
    "display_name_other_domain": "Der Anzeigename enthält {shown}, die Adresse gehört aber zu {domain}.",
    "boundary_unsure": (
        "Welcher Abschnitt der erste ist, den der empfangende Server selbst geschrieben hat, ist nicht sicher (ermittelt"
        " durch {method}): Der wahre einliefernde Rechner kann ein anderer sein."
    ),
}
