#compdef sidetick
# Completion of sidetick's command line for zsh: the file _sidetick of a folder in $fpath, or
#   source <(sidetick completion zsh)      after compinit

# The program that is being typed says what may come: `sidetick completion line` prints the kind
# (words or files), the word that is typed, and the candidates, each with its description.
_sidetick() {
  local program=${(Q)words[1]} line="${(j: :)words[1,CURRENT-1]} $PREFIX" each
  local -a answer candidates shown
  answer=("${(@f)$(${~program} completion line "$line" 2>/dev/null)}")
  if [[ $answer[1] == files ]]; then
    [[ $PREFIX != --*=* ]] || compset -P '*='
    _files
    return
  fi
  for each in "${(@)answer[3,-1]}"; do
    candidates+=("${each%%$'\t'*}")
    if [[ $each == *$'\t'?* ]]; then
      shown+=("${(r:18:)${each%%$'\t'*}} -- ${each#*$'\t'}")
    else
      shown+=("${each%%$'\t'*}")
    fi
  done
  (( $#candidates )) || return 1
  if [[ "${(j::)answer[3,-1]}" == *$'\t'?* ]]; then
    compadd -l -d shown -a -- candidates
  else
    compadd -a -- candidates
  fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _sidetick "$@"
else
  compdef _sidetick sidetick
fi
