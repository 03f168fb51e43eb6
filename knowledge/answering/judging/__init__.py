"""Whether a clause answers a question: features of the pair, and fitted models over them."""
