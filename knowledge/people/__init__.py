"""Who a seeker is, as far as the seeker said."""
