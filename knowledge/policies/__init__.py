"""Policy documents and the releases made of them."""
