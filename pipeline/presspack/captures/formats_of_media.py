"""Documents that servers send beside pages, by media type: which suffix tells how they are read."""

MEDIA_SUFFIXES = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
}
