# Completion of sidetick's command line for bash 4.2 or later; bash-completion is not needed.
# shellcheck shell=bash

# The program that is being typed says what may come: `sidetick completion line` prints the kind
# (words or files), the word that is typed without its quotes, and the candidates.
_sidetick() {
  local program=${1/#\~/$HOME} raw=${COMP_WORDS[COMP_CWORD]} kind word candidate head
  COMPREPLY=()
  {
    IFS= read -r kind && IFS= read -r word || return
    if [[ $kind == files ]]; then
      compopt -o default
      return
    fi
    # bash replaces no more than what follows the last = or : of the word.
    head=${2//\\/}
    head=${word%"$head"}
    [[ $raw != [\"\']* ]] || head=
    while IFS=$'\t' read -r candidate _; do
      [[ $candidate == "$word"* ]] || continue
      candidate=${candidate#"$head"}
      case $raw in
        \'*) candidate=${candidate//\'/\'\\\'\'} ;;
        \"*)
          candidate=${candidate//\\/\\\\} candidate=${candidate//\"/\\\"}
          candidate=${candidate//\$/\\\$} candidate=${candidate//\`/\\\`}
          ;;
        *) printf -v candidate %q "$candidate" ;;
      esac
      # readline takes a quote at the end of a name for the one that closes it, and adds none.
      [[ $raw != [\"\']* || $candidate != *"${raw:0:1}" ]] || candidate+=${raw:0:1}
      COMPREPLY+=("$candidate")
    done
  } < <("$program" completion line "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}

complete -F _sidetick sidetick
