"""What a release says of itself in the words of others: Croissant, RO-Crate, schema.org, DCAT, DataCite, CFF."""
