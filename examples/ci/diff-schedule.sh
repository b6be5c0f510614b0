#!/usr/bin/env bash
# diff-schedule.sh COMMIT FILE|DIR: what changes since COMMIT, as ticks, in Markdown for a comment.
#
# Needs no Redis. Where COMMIT has no such file, every schedule is new; where what it has is wrong,
# there is nothing to compare with, and that is said.
set -euo pipefail

if [[ $# -ne 2 ]]; then
  echo "usage: diff-schedule.sh COMMIT FILE|DIR" >&2
  exit 64
fi
commit=$1 path=$2
old=$(mktemp -d)
trap 'rm -rf "$old"' EXIT

# A container is seldom the owner of what was checked out into it.
git() { command git -c safe.directory="$PWD" "$@"; }

git rev-parse --quiet --verify "$commit^{commit}" >/dev/null || {
  echo "diff-schedule.sh: $commit: no such commit here: fetch it, such as with fetch-depth: 0" >&2
  exit 66
}
before=/dev/null
if git cat-file -e "$commit:./$path" 2>/dev/null; then
  git archive "$commit" -- "$path" | tar -x -C "$old"
  before=$old/$path
  if ! sidetick check --log text "$before" >/dev/null 2>&1; then
    echo "### sidetick: what $commit has is wrong: there is nothing to compare with"
    exit 0
  fi
fi
sidetick diff --format markdown "$before" "$path"
