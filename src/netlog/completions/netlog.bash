# Completion of netlog for bash. To use it in every shell:
#   netlog completion bash > ~/.local/share/bash-completion/completions/netlog

_netlog() {
    local line=${COMP_LINE:0:COMP_POINT} found cut word others=0
    local -a words
    # Cut at spaces: COMP_WORDS is cut at @ and : and = too, which belong to the words of netlog.
    read -r -a words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local typed=${words[${#words[@]} - 1]}
    COMPREPLY=()
    if ! found=$(netlog __complete "${words[@]:1}" 2>/dev/null); then
        compopt -o default 2>/dev/null # the names of files
        return
    fi
    # The shell replaces what follows the last of these signs.
    cut=${typed%"${typed##*[:=]}"}
    while IFS= read -r word; do
        [[ -n $word ]] || continue
        COMPREPLY+=("${word#"$cut"}")
        [[ $word == "$typed"* ]] || others=1
    done <<< "$found"
    # Of several, some begin otherwise than what was typed: show them and leave the line as it is.
    if ((others && ${#COMPREPLY[@]} > 1)); then
        COMPREPLY+=(" ")
    fi
}

complete -F _netlog netlog
