"""A person takes over: from the request to the last word."""
