"""What every room rests on and what knows nothing of news: errors, spans, ids, progress, paths."""
