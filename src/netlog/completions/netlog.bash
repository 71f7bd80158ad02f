# Completion of netlog for bash. To use it in every shell:
#   netlog completion bash > ~/.local/share/bash-completion/completions/netlog

_netlog() {
    local line=${COMP_LINE:0:COMP_POINT} typed='' open='' cut='' quoted='' escaped='' others=0 at sign found word
    local -a words=()
    COMPREPLY=()
    # Read as the shell will read it: COMP_WORDS is cut at @ and : and = too, which belong to the words of netlog.
    for ((at = 0; at < ${#line}; at++)); do
        sign=${line:at:1}
        if [[ $sign == \\ && $open != \' ]]; then
            escaped=$open
            ((++at))
            typed+=${line:at:1}
        elif [[ -n $open && $sign == "$open" ]]; then
            open=''
        elif [[ -z $open && $sign == [\"\'] ]]; then
            open=$sign quoted=yes escaped='' cut=$typed
        elif [[ -z $open && $sign == [[:space:]] ]]; then
            [[ -n $typed$quoted ]] && words+=("$typed")
            typed='' quoted=''
        else
            typed+=$sign
        fi
    done
    if ! found=$(netlog __complete "${words[@]:1}" "$typed" 2>/dev/null); then
        compopt -o default 2>/dev/null # the names of files
        return
    fi
    # The shell replaces what follows an open quotation mark, or else the last of these signs; a word in which a mark
    # is closed already, or a sign escaped between marks, would not come out as it was typed.
    if [[ -z $open ]]; then
        [[ -z $quoted ]] || return 0
        cut=${typed%"${typed##*[:=]}"}
    elif [[ -n $escaped ]]; then
        return 0
    fi
    while IFS= read -r word; do
        [[ -n $word && $word == "$cut"* && ($word != *" "* || -n $open) ]] || continue
        COMPREPLY+=("${word#"$cut"}")
        [[ $word == "$typed"* ]] || others=1
    done <<< "$found"
    # Of several, some begin otherwise than what was typed: show them and leave the line as it is. Of a sentence show
    # only its end.
    ((${#COMPREPLY[@]} > 1)) || return 0
    if [[ ${COMPREPLY[0]} == *" "* ]]; then
        COMPREPLY=("${COMPREPLY[@]##* }")
        others=1
    fi
    ((others)) && COMPREPLY+=(" ")
    return 0
}

complete -F _netlog netlog
