"""Classical and Rasch/IRT statistics of tests: from a matrix of scores to difficulties, abilities, DIF and gain."""
