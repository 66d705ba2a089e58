"""A helpdesk's inbox of one morning: complaints of every kind, and the cases that come out."""
