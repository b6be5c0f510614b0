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
  cp src/meson.build "$trees/src/"
  answer=no
  if tests/layers.sh "$trees/src" >/dev/null; then answer=yes; fi
  [[ $answer == "$expected" ]]
  verdict $? "may $file include $include? layers.sh says $answer"
done <<'CASES'
no core/plan/plan.cc "io/host/clock.h"
no core/plan/plan.cc "cli/options/options.h"
no core/plan/plan.cc "config/config.h"
no core/plan/plan.cc <hiredis/hiredis.h>
no core/plan/plan.cc <toml++/toml.h>
no core/plan/plan.cc <CLI/CLI.hpp>
no core/plan/plan.cc <unistd.h>
no core/plan/plan.cc <fstream>
no core/job/payload.h <nlohmann/json.hpp>
no core/time/instant.h "core/cron/expression.h"
no core/schedule/ticks.cc "core/plan/plan.h"
no core/cron/expression.h "core/schedule/ticks.h"
no core/schedule/schedule.h "core/plan/plan.h"
no core/redis/redis.h "core/plan/plan.h"
no core/plan/plan.cc "core/enqueue/run.h"
no core/job/payload.h "core/plan/cursor.h"
no core/unknown/file.h "core/error.h"
no core/plan/plan.cc "core/unknown/file.h"
no io/host/report.cc "cli/options/options.h"
no io/host/report.cc "config/config.h"
no io/host/report.cc "io/redis/wire.h"
no io/host/report.cc <hiredis/hiredis.h>
no io/redis/connection.cc <toml++/toml.h>
no io/host/report.cc <iostream>
no config/load.cc "cli/options/options.h"
no config/load.cc <CLI/CLI.hpp>
no config/toml/parse.cc "config/config.h"
no cli/run.cc <CLI/CLI.hpp>
no cli/run.cc <hiredis/hiredis.h>
no cli/run.cc <openssl/ssl.h>
no cli/output/run.cc "cli/commands.h"
no cli/output/run.cc <clocale>
no main.cc <iostream>
no main.cc "plan.h"
yes core/plan/plan.cc "core/plan/plan.h"
yes core/plan/plan.cc "core/plan/resume_point.h"
yes core/plan/plan.cc "core/schedule/schedule.h"
yes core/plan/plan.cc <vector>
yes core/time/strftime.cc <ctime>
no core/time/instant.cc <ctime>
yes core/job/payload.cc <nlohmann/json.hpp>
yes core/schedule/schedule.h <nlohmann/json_fwd.hpp>
yes core/job/payload.cc <xxhash.h>
yes core/time/instant.h <date/date.h>
yes io/host/clock.h "core/time/instant.h"
yes io/redis/wire.cc <hiredis/hiredis.h>
yes io/net/tls_module.cc <openssl/ssl.h>
no io/net/tls.cc <openssl/ssl.h>
yes config/load.cc <toml++/toml.h>
yes config/load.cc "io/host/file_text.h"
yes io/host/clock.cc <sys/stat.h>
yes cli/run.cc "io/host/clock.h"
yes cli/run.cc "core/plan/plan.h"
yes cli/options/parse.cc <CLI/CLI.hpp>
yes cli/output/display_width.cc <clocale>
yes main.cc "cli/commands.h"
CASES

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
