"""All exports of one snapshot as one XLSX file."""
