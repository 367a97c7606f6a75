"""Files beside the database, in a folder or in a bucket. No application: it has no tables and no pages."""
