"""Texts that several letters share."""

__all__ = ["ALERT", "INVOICE", "NEWS", "OFFER"]

OFFER = "Guten Tag,\n\nanbei wie besprochen unser Angebot für die Wartung der Heizungsanlage.\n\nMit freundlichen Grüßen\nIhr Team"
INVOICE = "Hello,\n\nplease find the invoice for February below.\n\nKind regards\nAccounts"
NEWS = "Guten Tag,\n\nunsere Neuheiten im März: drei Gartengeräte zum Preis von zweien.\n\nAbmelden jederzeit möglich."
ALERT = "Dear customer,\n\nyour account is locked. Confirm your data today.\n\nYour bank"
