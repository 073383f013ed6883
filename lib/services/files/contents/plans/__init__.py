"""Lines of text out of the files that plans come in; run by the inspecting processes alone."""
