"""Raw files to records: readers by suffix, decoding, the HTML tokenizer, the catalogue."""
