#!/usr/bin/env bash
# layers: what each file may include, and that the check itself can fail
set -uo pipefail
passed=0 failed=0
verdict() { if [[ $1 -eq 0 ]]; then passed=$((passed + 1)); else echo "failed: $2"; failed=$((failed + 1)); fi; }

tests/layers.sh src
verdict $? "the includes of src"

# Each line: may a file have an include, or not?
trees=$(mktemp -d)
trap 'rm -rf "$trees"' EXIT
while read -r expected file include; do
  rm -rf "$trees/src" && mkdir -p "$trees/src/$(dirname "$file")"
  echo "#include $include" >"$trees/src/$file"
  answer=no
  if tests/layers.sh "$trees/src" >/dev/null; then answer=yes; fi
  [[ $answer == "$expected" ]]
  verdict $? "may $file include $include? layers.sh says $answer"
done <<'CASES'
no core/plan.cc "io/clock.h"
no core/plan.cc "cli/options.h"
no core/plan.cc <hiredis/hiredis.h>
no core/plan.cc <toml++/toml.h>
no core/plan.cc <CLI/CLI.hpp>
no core/plan.cc <unistd.h>
no core/plan.cc <fstream>
no core/job.h <nlohmann/json.hpp>
no core/time.h "core/zone.h"
no core/ticks.cc "core/plan.h"
no core/cron_expr.h "core/ticks.h"
no core/schedule.h "core/plan.h"
no core/redis.h "core/plan.h"
no core/plan.cc "core/enqueue.h"
no core/cursor.h "core/beginning.h"
no core/job.h "core/cursor.h"
no io/report.cc "cli/options.h"
no io/report.cc <hiredis/hiredis.h>
no io/redis_connection.cc <toml++/toml.h>
no io/report.cc <iostream>
no cli/run.cc <CLI/CLI.hpp>
no cli/run.cc <hiredis/hiredis.h>
no cli/run.cc <openssl/ssl.h>
no main.cc <iostream>
yes core/plan.cc "core/plan.h"
yes core/plan.cc "core/beginning.h"
yes core/plan.cc "core/schedule.h"
yes core/plan.cc <vector>
yes core/job.cc <nlohmann/json.hpp>
yes core/schedule.h <nlohmann/json_fwd.hpp>
yes core/job.cc <xxhash.h>
yes core/time.h <date/date.h>
yes io/clock.h "core/time.h"
yes io/wire.cc <hiredis/hiredis.h>
yes io/tls_module.cc <openssl/ssl.h>
no io/tls.cc <openssl/ssl.h>
yes io/config_file.cc <toml++/toml.h>
yes io/clock.cc <sys/stat.h>
yes cli/run.cc "io/clock.h"
yes cli/run.cc "core/plan.h"
yes cli/parse.cc <CLI/CLI.hpp>
yes main.cc "cli/commands.h"
CASES

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
