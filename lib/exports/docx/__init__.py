"""Papers as DOCX: our own templates, how they are filled, and how the Office's are checked."""
