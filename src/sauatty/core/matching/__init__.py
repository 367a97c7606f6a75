"""Which competences of media and information literacy does an objective carry: proposals, never decisions."""
