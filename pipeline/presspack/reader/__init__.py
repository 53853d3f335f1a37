"""The second reader: a language model whose every word is looked up in the article before it becomes a row."""
