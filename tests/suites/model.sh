#!/usr/bin/env bash
# model: the protocol and its rules in every interleaving, by spin; and that mutants are caught
# packages: spin gcc libc6-dev
# builds:
# What each line below stands for, and what was found: tests/model/README.md.
set -uo pipefail
passed=0 failed=0
models=$PWD/tests/model
model=

# Without an argument: each model in a process of its own, as many at once as there are processors.
if [[ $# -eq 0 ]]; then
  mapfile -t names < <(sed -n 's/^of //p' "$0")
  failed=${#names[@]}  # of each it is taken back when it has come to its end
  while IFS= read -r line; do
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
      passed=$((passed + BASH_REMATCH[1])) failed=$((failed - 1 + BASH_REMATCH[2]))
    else
      echo "$line"
    fi
  done < <(printf '%s\n' "${names[@]}" | xargs -P "$(nproc)" -n 1 bash "$0")
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
  exit
fi
wanted=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# of NAME: what follows is about this model; it is done if that is wanted.
of() {
  model=
  [[ $1 == "$wanted" ]] || return 0
  model=$models/$1.pml
  echo "$1"
}

# search "DEFINES" "PAN-FLAGS" "OPTIONS": makes a verifier of the model and runs it, into pan.log.
search() {
  local defines options
  read -ra defines <<<"$1"
  read -ra options <<<"$3"
  rm -rf pan* ./*.trail
  # shellcheck disable=SC2086  # several flags
  spin -a "${defines[@]}" "$model" >pan.log 2>&1 &&
    gcc -O2 -w -DMEMLIM=2000 $2 -o pan pan.c >>pan.log 2>&1 &&
    timeout 600 ./pan "${options[@]}" >>pan.log 2>&1
}

figures() {
  awk '/depth reached/ { sub(",", "", $6); depth = $6 } /states, stored/ { states = $1 }
    /elapsed time/ { time = $4 } END { print states " states, depth " depth ", " time " s" }' pan.log
}

# Anything that was left out, for want of room or time, makes "errors: 0" worth nothing.
is_complete() {
  grep -q 'errors: 0' pan.log && grep -q 'elapsed time' pan.log &&
    ! grep -qiE 'search depth too small|search not completed|out of memory|interrupted' pan.log
}

verdict() {
  if [[ $1 -eq 0 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $2"
    tail -n 40 pan.log
  fi
}

# holds "DEFINES" [PAN-FLAG OPTION]: all assertions, in every state that can be reached.
holds() {
  [[ -n $model ]] || return 0
  search "$1" "-DCOLLAPSE ${2:--DSAFETY}" "-m1000000 -w25 ${3:-}"
  is_complete
  verdict $? "$1 ${2:-}"
  echo "holds: $1 ${2:-}: $(figures)"
}

# fails "DEFINES" ASSERTION: a mutant. The search is by breadth, so that what it finds is the
# shortest way to go wrong, and ASSERTION is what must be found: no other fault will do.
fails() {
  [[ -n $model ]] || return 0
  search "$1" "-DSAFETY -DBFS" ""
  grep -qF "assertion violated $2" pan.log
  verdict $? "the mutant $1 was not caught by $2"
  echo "caught: $1: $(sed -n 's/^pan:1: \(.*\)/\1/p' pan.log)"
}

# reached PROCTYPE, or init: no statement of it is without a state, apart from its end.
reached() {
  [[ -n $model ]] || return 0
  local dead
  dead=$(awk -v name="$1" '/^unreached in/ { here = $NF == name } here && /state [0-9]/' pan.log |
    grep -v -- '"-end-"')
  [[ -z $dead ]]
  verdict $? "these statements of $1 are never reached: $dead"
}

of protocol
holds "-DHOSTS=3 -DTICKS=3 -DBACKFILLS=1"
holds "-DHOSTS=2 -DTICKS=3 -DBACKFILLS=1 -DFOREIGN=1"
reached SidekiqScheduler
holds "-DHOSTS=1 -DTICKS=3 -DBACKFILLS=2"
reached Backfill
holds "-DHOSTS=2 -DTICKS=4 -DBATCH=2 -DBACKFILLS=1"
reached Host
# Undisturbed runs end, whatever they find: no execution goes round for ever.
holds "-DHOSTS=3 -DTICKS=3 -DBACKFILLS=0 -DNO_FAILURES"
holds "-DHOSTS=3 -DTICKS=3 -DBACKFILLS=0 -DNO_FAILURES" "-DNP" "-l"

# What a run could do without, as long as nobody but runs writes the ledger.
holds "-DHOSTS=3 -DBACKFILLS=0 -DNO_LEDGER_WATCH"
holds "-DHOSTS=3 -DBACKFILLS=0 -DNO_LEDGER"

# Mutants, each with the assertion that it breaks.
twice='((pushed&'
back='(last>=cursor)'
ahead='((((1<<cursor)-1)& ~(ledger))==0)'
lost='((((1<<now)-1)& ~((pushed|claimed)))==0)'
half='(pushed==((ledger|backfilled)& ~(claimed)))'
alone="-DHOSTS=2 -DBACKFILLS=0"
beside="-DHOSTS=2 -DBACKFILLS=1"
fails "$alone -DCURSOR_BEFORE" "$ahead"
fails "$alone -DCURSOR_AFTER" "$back"
fails "$alone -DJOB_AFTER" "$lost"
fails "$alone -DNO_CURSOR_WATCH" "$back"
fails "$alone -DREAD_BEFORE_WATCH" "$twice"
fails "$alone -DNO_RECHECK" "$back"
fails "$alone -DRESEND" "$twice"
fails "$beside -DNO_LEDGER_WATCH" "$twice"
fails "$beside -DNO_LEDGER" "$twice"
fails "$beside -DNO_LIVE_WATCH" "$twice"
fails "$alone -DFOREIGN=1 -DNO_LEDGER_WATCH" "$half"

# Edits, and two versions of a file. It is looked back to the minute before: each host runs in each
# minute. To the one before that: in every second one, or at least every two minutes.
of edits
small="-DINSTANTS=8 -DTICKS=1"
holds "-DINSTANTS=8 -DTICKS=3"
holds "-DINSTANTS=10 -DTICKS=1 -DLOOK_BACK=2"
holds "-DINSTANTS=9 -DTICKS=2 -DLOOK_BACK=2 -DTWO_MINUTES"
reached init
both='(((((form[0]&form[1])&'
own='(((ran[0]==0)||'
onward='((missed>now)||'
dealt='(((((form[1]&((1<<end)-1))&'
dealt_at_first='(((((form[0]&((1<<end)-1))&'
fails "$small -DDROPPED" "$both"
fails "$small -DNEXT_IGNORED" "$both"
fails "$small -DAT_ONCE" "$dealt"
fails "$small -DNO_LOOK_BACK" "$own"
fails "$small -DSHORT_LOOK_BACK" "$own"
fails "$small -DTWO_MINUTES" "$own"
fails "$small -DFORM_ALONE" "$dealt_at_first"
fails "$small -DINSTANT_ALONE" "$onward"
fails "$small -DLEDGER_IGNORED" '((((form[1]&((1<<end)-1))&'
fails "$small -DAHEAD_IS_DONE" "$own"
fails "$small -DAHEAD_REPLACED" "$own"
fails "$small -DCUT_CLAIMS" "$own"

# Gone, back, and strangers.
of gone
holds "-DINSTANTS=10 -DTICKS=4"
reached init
missing='(((end<now)||(start>=now))||'
backlog='( !(((away>0)&&'
fails "-DOFF_MOVES" "$missing"
fails "-DSTRANGER_MARKS" "$missing"
fails "-DMARK_STAYS" "$missing"
fails "-DNO_GRACE" "$missing"
fails "-DNAME_LATER" "$missing"
fails "-DMARK_IGNORED" "$backlog"
fails "-DMARK_MOVES" "$backlog"
fails "-DOVERLAP" "$missing"

# Trimming, backfills and forget.
of trimming
twice_by_run='((pushed&((((1<<end)-1)&'
twice_by_hand='((pushed&(1<<(tick-1)))==0)'
forced=' !((by_hand&(1<<(tick-1))))'
holds "-DINSTANTS=7"
reached init
holds "-DDELETED -DKEEPS_LINE"
holds "-DDELETED -DONE_HISTORY"
holds "-DLOST -DONE_HISTORY"
fails "-DUNWRITTEN" "$twice_by_hand"
fails "-DRUN_BEFORE_LINE" "$twice_by_run"
fails "-DFORGETS_LEDGER" "$twice_by_hand"
fails "-DFORGETS_LINE" "$twice_by_hand"
fails "-DUNFORCED" "$twice_by_hand"
fails "-DSTALE_LINE" "$twice_by_hand"
fails "-DBACKFILL_TRIMS" "$twice_by_run"
fails "-DNEW_ONES_ONLY" "$twice_by_run"
fails "-DOLD_ONES_ONLY" "$forced"
fails "-DDELETED -DONE_HISTORY -DNEWEST_IGNORED" "$twice_by_hand"
fails "-DDELETED" "$twice_by_hand"
fails "-DLOST" "$twice_by_run"

# An EXEC that half fails.
of half
untrue='(ledger==((pushed|failed)|lost))'
holds "-DHOSTS=2 -DTICKS=3"
reached Host
holds "-DHOSTS=2 -DTICKS=2 -DBACKFILLS=1"
reached Backfill
holds "-DHOSTS=2 -DTICKS=3 -DLEDGER_UNWATCHED"
fails "-DCURSOR_STAYS" "$ahead"
fails "-DCURSOR_IS_SET" "$ahead"
fails "-DOURS_ALONE" "$ahead"
fails "-DNO_WATCH" "$ahead"
fails "-DLEDGER_STAYS" "$untrue"
fails "-DAGAIN" "$untrue"
fails "-DHOSTS=1 -DBACKFILLS=1 -DBACKFILL_KEEPS_CURSOR" "$ahead"

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
