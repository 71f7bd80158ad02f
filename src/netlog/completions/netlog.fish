# Completion of netlog for fish. To use it in every shell:
#   netlog completion fish > ~/.config/fish/completions/netlog.fish

# Of what is found, fish itself offers only that in which the typed signs occur: wang finds wang-wei, 王 does not.
function __netlog_complete
    set -l typed (commandline -ct)
    # As the shell will read it, with a quotation mark closed that is still open.
    set -l plain (string unescape -- $typed; or string unescape -- "$typed'"; or string unescape -- "$typed\"")
    set -l words (commandline -opc) $plain
    set -l found (command netlog __complete $words[2..-1] 2>/dev/null)
    if test $status -ne 0
        complete -C "'' $typed" # the names of files
        return
    end
    string match -r '.+' -- $found
end

complete -c netlog -f -a '(__netlog_complete)'
