#compdef netlog
# Completion of netlog for zsh. To use it in every shell, name a folder of $fpath:
#   netlog completion zsh > "${fpath[1]}/_netlog"

_netlog() {
    local found
    # (Q) takes the quotation marks off, as the shell will.
    if ! found=$(netlog __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null); then
        _files
        return
    fi
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
    compdef _netlog netlog
fi
