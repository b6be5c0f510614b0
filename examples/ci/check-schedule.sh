#!/usr/bin/env bash
# check-schedule.sh FILE|DIR...: is the schedule right, and when will it fire? Needs no Redis.
#
# Fails when the configuration is wrong, with each error as file:line:column. Prints the ticks of the
# coming week (or of $TICKS_UNTIL, such as +1d): what a reviewer would otherwise work out in the head.
# On GitHub each error stands at its line of the pull request, and the ticks in the summary of the job.
# On GitLab a report of Code Quality is written, whatever it says: gl-code-quality-report.json.
set -euo pipefail

if [[ $# -eq 0 ]]; then
  echo "usage: check-schedule.sh FILE|DIR..." >&2
  exit 64
fi
configs=()
for path in "$@"; do configs+=(-c "$path"); done

[[ -z ${GITLAB_CI:-} ]] || sidetick "${configs[@]}" check --format gitlab >gl-code-quality-report.json || true
format=text
[[ -z ${GITHUB_ACTIONS:-} ]] || format=github
status=0
sidetick "${configs[@]}" check --format "$format" || status=$?
[[ $status -eq 0 ]] || exit "$status"

most=200
{
  echo '```'
  sidetick "${configs[@]}" next --from now --to "${TICKS_UNTIL:-+1w}" --count "$((most + 1))" |
    awk -v most="$most" 'NR <= most; NR > most { print "and more: these are the first " most }'
  echo '```'
} | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
