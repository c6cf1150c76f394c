# Completion of `peer` for bash: it asks `peer` itself, so that ids and names complete too.
# Put this line in ~/.bashrc, or this file in a folder that bash-completion reads.
source <(COMPLETE=bash peer)
