"""What is English and nothing else: lexicons, clauses, subjects, tenses, frames, quotations."""
