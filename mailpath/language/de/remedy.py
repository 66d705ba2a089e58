"""Gegenproben (einzelne Änderungen, die durchgerechnet wurden) und die Anmerkungen eines Berichts."""

SENTENCES: dict[str, str] = {
    "change_spf_term": "{term} in den SPF-Eintrag von {domain} aufnehmen",
    "change_sign_as_author": "mit DKIM als {domain} signieren",
    "change_envelope": "mit {domain} als Umschlagabsender senden",
    "change_spf_all": "den SPF-Eintrag von {domain} mit -all statt {all} beenden",
    "unsafe_forwarder": "dieser Rechner leitet für andere weiter; mit dem Eintrag bestünde jedermanns Mail",
    "unsafe_shared_host": "viele Kunden teilen sich diesen Rechner; der Eintrag ließe sie alle senden",
    "unsafe_dynamic_host": "die Adresse ist eine dynamische und gehört morgen jemand anderem",
    "unsafe_unknown_host": "nichts zeigt, dass dieser Rechner zur Domain gehört",
    "unsafe_lookups": "der Eintrag bräuchte mehr als zehn Abfragen",
    "note_harmless": "Das sagt, wer gesendet hat, nicht, ob der Inhalt harmlos ist.",
    "note_answers_are_later": (
        "Die DNS-Antworten sind {days} Tage jünger als die Nachricht: Damals kann anderes veröffentlicht gewesen sein."
    ),
    "note_dkim2": "Eine DKIM2-Signature ist vorhanden; mailpath beurteilt sie noch nicht.",
    "note_bytes_lost": "Die Bytes sind nicht mehr die gesendeten; eine ungültige Signatur sagt deshalb nichts.",
    "note_offline": (
        "Es wurde kein DNS gefragt: Beurteilt sind nur die Nachricht und was vertrauenswürdige Server vermerkt haben."
    ),
    "note_feedback_id": "Eine Feedback-ID ist vorhanden: {value}.",
    "note_tls_required": "Der Absender schrieb TLS-Required: {value}.",
    "note_bimi_record": "Der BIMI-Eintrag, auf den sie verweist, ist vorhanden: {name}.",
    "note_bimi_no_record": "Der BIMI-Eintrag, auf den sie verweist, ist nicht vorhanden: {name}.",
    "note_bimi": "Ein BIMI-Selector ist vorhanden: {value}.",
}
