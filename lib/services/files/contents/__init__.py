"""What is inside an uploaded file: parsers, run by the inspecting processes alone."""
