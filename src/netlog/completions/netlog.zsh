#compdef netlog
# Completion of netlog for zsh. To use it in every shell, name a folder of $fpath:
#   netlog completion zsh > "${fpath[1]}/_netlog"

_netlog() {
    local found
    # (Q) takes the quotation marks off, as the shell will.
    if ! found=$(netlog __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null); then
        compset -P '--*='
        _files
        return
    fi
    # Between quotation marks a sign that is escaped would be escaped once more.
    [[ $words[CURRENT] == [\"\']*\\* ]] && return 1
    local -a candidates=("${(@f)found}")
    candidates=("${(@)candidates:#}")
    (( $#candidates )) || return 1
    # -U: a handle need not begin with the part of the name that was typed. Of several, one is chosen from a menu.
    local -a others=("${(@)candidates:#${(b)PREFIX}*}")
    (( $#candidates > 1 && $#others )) && compstate[insert]=menu
    compadd -U -- "${candidates[@]}"
}

if [[ $funcstack[1] == _netlog ]]; then
    _netlog "$@"
else
    # A shell that has no settings has not begun its completion yet.
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _netlog netlog
fi
