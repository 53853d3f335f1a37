"""presspack: captured news articles in, a validated data package of events, statistics and actors out."""
