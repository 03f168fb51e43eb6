"""One turn of conversation, the same for every surface."""
