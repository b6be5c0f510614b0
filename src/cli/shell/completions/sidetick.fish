# Completion of sidetick's command line for fish 3.1 or later.

# The program that is being typed says what may come: `sidetick completion line` prints the kind
# (words or files), the word that is typed, and the candidates in fish's own form.
function __sidetick_candidates
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    set -l answer ($program completion line (commandline -cp | string collect) 2>/dev/null)
    if test "$answer[1]" != files
        printf '%s\n' $answer[3..-1]
        return
    end
    set -l token (commandline -ct)
    set -l option (string match -r -- '^--[a-z]+=' $token; or echo '')
    printf '%s\n' $option(__fish_complete_path (string replace -r -- '^--[a-z]+=' '' $token))
end

complete -c sidetick -f -a '(__sidetick_candidates)'
