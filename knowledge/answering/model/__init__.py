"""A chat model beside the embedded way: what it may be asked, and what is kept of its words."""
