"""communique: one verified record of what states do to each other, from the reports that tell it."""
