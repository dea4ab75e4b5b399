"""One pure function for each concern: a tree goes in, a tree comes out."""
