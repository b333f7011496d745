"""A paper as a document: the same parts written as a page, as tagged PDF and as DOCX."""
