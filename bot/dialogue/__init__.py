"""From a parsed message to a reply: the list of handlers, and what lies on the table."""
