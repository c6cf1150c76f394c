# Completion of `peer` for bash: it asks `peer` itself, so that ids and names complete too.
# Put `source <(peer generate completions bash)` in ~/.bashrc, or this file in a folder that bash-completion reads.
_peer() {
    # Bash takes `status:waiting` and `race=white` for three words; `peer` takes each for one.
    local words=() word glued= cut=
    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#words[@]} -gt 0 && ( $word == [:=] || -n $glued ) ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        [[ $word == [:=] ]] && glued=1 || glued=
    done
    word=${words[${#words[@]} - 1]}
    [[ $word == *[:=]* ]] && cut=${word%"${word##*[:=]}"}
    local IFS=$'\013'
    COMPREPLY=($(_CLAP_IFS=$IFS _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) _CLAP_COMPLETE_COMP_TYPE=$COMP_TYPE \
        _CLAP_COMPLETE_SPACE=false COMPLETE=bash peer -- "${words[@]}" 2> /dev/null)) || COMPREPLY=()
    COMPREPLY=("${COMPREPLY[@]#"$cut"}")
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/:] ]] && compopt -o nospace 2> /dev/null
    return 0
}
complete -o bashdefault -o nosort -F _peer peer 2> /dev/null || complete -o bashdefault -F _peer peer
