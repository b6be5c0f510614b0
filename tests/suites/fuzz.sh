#!/usr/bin/env bash
# fuzz: libFuzzer targets for all that is read from outside, $FUZZ_SECONDS (60) each, from $FUZZ_SEED (0: another each time)
# packages: clang libclang-rt-dev tzdata
set -uo pipefail

dir=build/fuzz
seconds=${FUZZ_SECONDS:-60} seed=${FUZZ_SEED:-0}
targets=(config cron job replies template time zone)
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1

build() {
  local ccache flags="-fsanitize=fuzzer-no-link -fno-sanitize-recover=all"
  subprojects/fetch-hiredis.sh || return 1
  if [[ ! -f $dir/build.ninja ]]; then
    ccache=$(command -v ccache)
    CC="$ccache clang" CXX="$ccache clang++" meson setup "$dir" --werror --buildtype=debug \
      --optimization=1 -Db_sanitize=address,undefined -Db_lundef=false -Db_lto=false \
      -Dstatic_libstdcxx=false -Dtests=disabled -Dtls=disabled -Dfuzz=true \
      -Dc_args="$flags" -Dcpp_args="$flags" || return 1
  fi
  local programs=("${targets[@]/#/tests/fuzz/}")
  ninja -C "$dir" "${programs[@]/%/_fuzz}"
}

# fuzz TARGET: the seeds first, then what comes of them. What is new goes into build/ only.
fuzz() {
  local target=$1 options=() seeds=tests/fuzz/seeds/$1
  [[ $target != zone ]] || seeds=/usr/share/zoneinfo/Europe
  [[ ! -f tests/fuzz/$target.dict ]] || options+=("-dict=tests/fuzz/$target.dict")
  mkdir -p "$dir/corpus/$target" "$dir/crashes"
  "$dir/tests/fuzz/${target}_fuzz" -seed="$seed" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="$dir/crashes/$target-" "${options[@]}" \
    "$dir/corpus/$target" "$seeds" >"$dir/$target.log" 2>&1
  local status=$?
  if [[ $status -eq 0 ]]; then
    echo "passed: $target: $(tail -n 1 "$dir/$target.log")"
  else
    tail -n 60 "$dir/$target.log"
    echo "failed: $target, status $status"
  fi
}

if ! build >"$dir.log" 2>&1; then
  tail -n 60 "$dir.log"
  echo "failed: the fuzz targets could not be built"
  echo "0 passed, 1 failed"
  exit 1
fi
export -f fuzz
export dir seconds seed
results=$(printf '%s\n' "${targets[@]}" | xargs -P 2 -I{} bash -c 'fuzz {}')
echo "$results"
passed=$(grep -c '^passed: ' <<<"$results")
failed=$((${#targets[@]} - passed))
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
