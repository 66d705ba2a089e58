"""Sätze von `mailpath config learn`."""

SENTENCES: dict[str, str] = {
    "learn_read": "{messages} {messages:Nachricht|Nachrichten} gelesen: Das ist ihnen oberhalb ihrer Grenze gemeinsam.",
    "learn_others": "{others} ohne Received-Zeile ({others:Entwurf oder Kopie|Entwürfe, Kopien} gesendeter Post) ausgelassen.",
    "learn_host": "vertrauter Host",
    "learn_net": "vertrautes Netz",
    "learn_authserv_id": "Authserv-ID",
    "learn_seen": "{seen} von {of}",
    "learn_example": "z. B. {place}",
    "learn_known": "schon gesetzt",
    "learn_uncertain": "unsicher, siehe unten",
    "learn_accept": "Zum Übernehmen in {file} eintragen oder denselben Befehl mit --write aufrufen:",
    "learn_written": "In {file} eingetragen.",
    "learn_all_known": "Alles davon ist schon gesetzt.",
    "learn_nothing_certain": "Nichts eingetragen: Nichts davon ist sicher.",
    "learn_environment": (
        "{variable} ist in der Umgebung gesetzt und geht der Datei vor: Ohne die Variable wirkt, was eingetragen wurde."
    ),
    "learn_too_few": (
        "{messages} {messages:Nachricht|Nachrichten} mit Received-Zeilen: zu wenige, um die Hosts des Empfängers von denen"
        " der Absender zu unterscheiden. Nötig sind mindestens {needed}, besser einige Dutzend von vielen Absendern."
    ),
    "learn_few": "Nur {messages} Nachrichten: Erst ab {plenty} ist Gemeinsames selten Zufall.",
    "learn_provider": (
        "{messages} {messages:Nachricht kam|Nachrichten kamen} an der Grenze von {provider} herein; die ist ohne jede"
        " Einstellung bekannt."
    ),
    "learn_hidden_clients": (
        "Clients vieler Namen sind unter der einen internen Adresse {ip} vermerkt: Ein Router oder Containernetz vor dem"
        " Server verdeckt die wahren. Solange der Server sie nicht sieht, zeigt keine Nachricht ihren sendenden Host."
    ),
    "learn_few_authors": (
        "Die {messages} Nachrichten stammen von einem oder zwei Autoren: Was ihnen gemeinsam ist, kann deren Sache sein."
        " Post von mehr Absendern sagt mehr."
    ),
    "learn_one_client": (
        "{by} nahm {seen} von {of} Nachrichten von ein und demselben Host oder Dienst an, und nichts zeigt, ob das ein"
        " vorgeschalteter Filter ist oder ein großer Absender; {example} ist eine davon. Ist es ein Filter, gehört"
        " sein Netz von Hand zu trust; erst dann sind die vertrauten Hosts oben sicher."
    ),
    "learn_elsewhere": (
        "{messages} {messages:Nachricht|Nachrichten} nahmen andere Systeme an, von jedem zu wenige, um daraus zu lernen."
    ),
    "learn_nothing": "Den {messages} Nachrichten ist nichts gemeinsam, wofür eine Einstellung von Nutzen wäre.",
}
