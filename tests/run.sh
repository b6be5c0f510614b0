#!/usr/bin/env bash
# run.sh [--suite NAME]... [--release] [--list]: installs what the tests need, builds, runs the suites.
#
# A suite is a script tests/suites/NAME.sh, which is run from the top of the tree with
#   RELEASE, SANITIZED   the build folders, with src/sidetick and tests/unit/unit_tests in them;
#                        with --release there is no SANITIZED
# and whose last line of output is "N passed, N failed". Its header says, after "# NAME:",
#   packages:   Debian packages beyond those that the build needs
#   later:      those that only a release after Debian 12 has, and needs
#   builds:     which of "release" and "sanitized" it uses
#   default:    "no" when it runs only if asked for by name
# The last line of all is the sum, and the exit status is 0 only when nothing failed.
# shellcheck disable=SC2317  # the functions that `step` runs are reached through its arguments
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
# Nothing here may depend on who runs it, or wait for someone to type.
export LC_ALL=C.UTF-8 TZ=UTC DEBIAN_FRONTEND=noninteractive PYTHONDONTWRITEBYTECODE=1
# What was compiled in one clone is good for the next, wherever that is.
export CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$PWD
unset REDIS_URL SIDETICK_CONFIG JOURNAL_STREAM NO_COLOR CXXFLAGS LDFLAGS
exec </dev/null
umask 022

export RELEASE=build/release SANITIZED=build/sanitized
logs=build/test-logs
passed=0 failed=0 failing=()

suite_names() { for file in tests/suites/*.sh; do basename "$file" .sh; done; }
# header NAME FIELD: what a suite's header says.
header() { sed -n "s/^# $2: *//p" "tests/suites/$1.sh"; }

usage() {
  echo "usage: tests/run.sh [--suite NAME]... [--release] [--list]" >&2
  exit 64
}

suites=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --list)
      for suite in $(suite_names); do
        printf '%-16s %s\n' "$suite" "$(header "$suite" "$suite")"
      done
      exit 0
      ;;
    --suite)
      [[ -n ${2:-} && -f tests/suites/$2.sh ]] || {
        echo "run.sh: no such suite: \"${2:-}\"; there are $(suite_names | paste -sd ' ')" >&2
        exit 64
      }
      suites+=("$2")
      shift 2
      ;;
    --release)
      export SANITIZED=
      shift
      ;;
    *) usage ;;
  esac
done
if [[ ${#suites[@]} -eq 0 ]]; then
  for suite in $(suite_names); do [[ $(header "$suite" default) == no ]] || suites+=("$suite"); done
fi

# The output is long: what failed stands at its end once more.
what_failed() {
  local suite
  for suite in "${failing[@]}"; do
    echo "== failed in $suite"
    grep -E -A 40 '^(FAIL|ERROR|TEST CASE|failed|not ok)\b|: (error|warning): |^run\.sh: ' "$logs/$suite.log" | head -n 120
  done
}

finish() {
  what_failed
  [[ ${#skipped[@]} -eq 0 ]] || printf '%s\n' "${skipped[@]}"
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
  exit
}

# step NAME COMMAND...: runs what has to succeed before any suite can; shows its output if it fails.
step() {
  local name=$1 log=$logs/${1// /-}.log
  shift
  "$@" >"$log" 2>&1 && return
  cat "$log"
  echo "run.sh: $name failed"
  failed=$((failed + 1))
  finish
}

install_packages() {
  local suite package wanted=(g++ meson ninja-build pkg-config ccache ca-certificates libtomlplusplus-dev
    nlohmann-json3-dev libhowardhinnant-date-dev libcli11-dev doctest-dev libxxhash-dev libssl-dev
    tzdata)
  for suite in "${suites[@]}"; do
    read -ra more <<<"$(header "$suite" packages)"
    wanted+=("${more[@]}")
  done
  subprojects/install.sh "${wanted[@]}"
  # 2: no apt here. Then the build and the suites say for themselves what they miss.
  case $? in 0) ;; 2) return 0 ;; *) return 1 ;; esac
  for suite in "${suites[@]}"; do
    for package in $(header "$suite" later); do
      ! has_candidate "$package" || subprojects/install.sh "$package" || return 1
    done
  done
}
has_candidate() { [[ $(apt-cache policy "$1") =~ Candidate:\ [^\(] ]]; }

# Debian 12 has all that is tested with: there a package that cannot be had is a failure. A later release may have
# dropped one, and its suites are left out; false when there is none such.
skipped=()
leave_suites_out() {
  local suite package lacking kept=()
  ! grep -q '^VERSION_CODENAME=bookworm' /etc/os-release || return 1
  for suite in "${suites[@]}"; do
    lacking=
    for package in $(header "$suite" packages); do
      has_candidate "$package" || lacking+=" $package"
    done
    if [[ -n $lacking ]]; then skipped+=("== $suite is skipped: apt has no$lacking"); else kept+=("$suite"); fi
  done
  suites=("${kept[@]}")
  [[ ${#skipped[@]} -gt 0 ]]
}

install_what_there_is() { install_packages || { leave_suites_out && install_packages; }; }

# build DIR TARGETS MESON-OPTIONS...
build() {
  local dir=$1 targets
  read -ra targets <<<"$2"
  shift 2
  if [[ -f $dir/build.ninja ]]; then
    meson setup --reconfigure "$dir" || return 1  # a library may have been installed since
  else
    rm -rf "$dir"  # what a failed set-up may have left behind
    meson setup "$dir" --werror "$@" || return 1
  fi
  ninja -C "$dir" "${targets[@]}"
}
# Without targets, ninja would make the unit tests too, which only the sanitized build runs.
build_release() { build "$RELEASE" "src/sidetick src/sidetick-tls.so" --buildtype=release; }
# The compiler takes two thirds as long without optimization, and the suites no longer; and a sixth less with lines alone
# for the debugger. A null that is followed ASan finds too; with that check and that of alignment the program would be
# five times as big, and start as slowly. The fuzz targets have both.
build_sanitized() {
  build "$SANITIZED" all --buildtype=debug "-Dcpp_args=-g1 -fno-sanitize=null,alignment" \
    -Db_sanitize=address,undefined \
    -Db_lundef=false -Db_lto=false -Dstatic_libstdcxx=false
}

run_suite() {
  local suite=$1 log=$logs/$1.log started=$SECONDS status counts
  echo "== $suite"
  bash "tests/suites/$suite.sh" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
  read -r suite_passed _ suite_failed _ <<<"${counts:-0 passed, 0 failed}"
  if [[ $suite_failed -eq 0 && ($status -ne 0 || -z $counts) ]]; then
    echo "run.sh: suite $suite died with status $status" | tee -a "$log"
    suite_failed=1
  fi
  [[ $suite_failed -eq 0 ]] || failing+=("$suite")
  passed=$((passed + suite_passed)) failed=$((failed + suite_failed))
  echo "== $suite took $((SECONDS - started)) s"
}

mkdir -p "$logs"
step "installing packages" install_what_there_is
[[ ${#skipped[@]} -eq 0 ]] || printf '%s\n' "${skipped[@]}"
builds=" $(for suite in "${suites[@]}"; do header "$suite" builds; done | paste -sd ' ') "
[[ -n $SANITIZED ]] || builds=" release "
if [[ $builds == *release* || $builds == *sanitized* ]]; then
  step "fetching hiredis" subprojects/fetch-hiredis.sh
fi
[[ $builds != *release* ]] || step "release build" build_release
[[ $builds != *sanitized* ]] || step "sanitized build" build_sanitized

for suite in "${suites[@]}"; do run_suite "$suite"; done
finish
