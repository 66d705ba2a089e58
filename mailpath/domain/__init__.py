"""What a domain publishes, judged record by record, with repairs that were tried (`mailpath domain`)."""
