"""Tables for programs: names that stay, pages of one revision, and what describes them."""
