# Completion of netlog for fish. To use it in every shell:
#   netlog completion fish > ~/.config/fish/completions/netlog.fish

function __netlog_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (command netlog __complete $words[2..-1] 2>/dev/null)
    if test $status -ne 0
        __fish_complete_path (commandline -ct)
        return
    end
    string match -r '.+' -- $found
end

complete -c netlog -f -a '(__netlog_complete)'
