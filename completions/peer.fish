# Completion of `peer` for fish: it asks `peer` itself, so that ids and names complete too.
# Put this file in ~/.config/fish/completions.
COMPLETE=fish peer | source
