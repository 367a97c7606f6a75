"""National versions of frameworks: drafts, rounds of experts, published versions."""
