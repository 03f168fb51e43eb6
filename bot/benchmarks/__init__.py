"""How fast the product is on this machine; everything is measured on a data folder of its own."""
