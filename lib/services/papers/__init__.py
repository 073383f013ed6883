"""Papers as DOCX: their data, their templates, the packs that are made of them."""
