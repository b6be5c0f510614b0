#!/usr/bin/env bash
# layers.sh [SRC]: does every file of SRC include only what its layer may?
#
# Source:  STYLE "The house": cli -> io -> core, never back, and the order within core. Meson holds
#          the layers apart at link time; this holds their headers apart.
# Prints one line for each include that is wrong, and exits 1.
set -euo pipefail
export LC_ALL=C
cd "${1:-$(dirname "$0")/../src}"

grep -rnE '^[[:space:]]*#[[:space:]]*include' --include='*.cc' --include='*.h' . | awk -F: '
  BEGIN {
    # The order within core: a file includes only those of a lower row; and those of its own
    # module, whose files stand here with a slash between them.
    rows[0] = "error/fault time/duration/time_format/digits redis/pipeline redis_url keys suggest quote/utf8 ascii reserved_keys hash json_text foreign_json translated small_blocks"
    rows[1] = "redis_settings reply_errors/reply_shape cron_expr/cron_days/cron_error/cron_field/cron_text toml_text zone/tzif/posix_rule"
    rows[2] = "multi_exec ticks/previous_tick/merged_ticks local_time display_width cron_sets dst_difference import_found"
    rows[3] = "schedule fugit_cron/fugit_fields/fugit_words/fugit_said/fugit_vocabulary/rufus_time exq_cron"
    rows[4] = "job_commands cluster cursor job/active_job/template publish tick_stream import_schedule/import_table/import_entry/import_cron_job"
    rows[5] = "plan/beginning/plan_clock/plan_skips/plan_stored/plan_switch import_text"
    rows[6] = "observe batch"
    rows[7] = "clearance"
    rows[8] = "preflight run_result"
    rows[9] = "transaction"
    rows[10] = "enqueue backfill/backfill_request/backfill_commands/backfill_portion switches trigger status"
    for (row = 0; row in rows; ++row) {
      modules = split(rows[row], module, " ")
      for (i = 1; i <= modules; ++i) {
        files = split(module[i], name, "/")
        for (j = 1; j <= files; ++j) { row_of[name[j]] = row; module_of[name[j]] = module[i] }
      }
    }
    # What has an effect, or costs every start of the program: not in core.
    effects = "^<(filesystem|thread|mutex|future|condition_variable|random|csignal|ctime|clocale|.*[.]h)>$"
    streams = "^<(iostream|fstream|sstream|ostream|istream|iomanip|locale|regex|codecvt)>$"
    # The few files that speak to each library.
    only["hiredis"] = "^io/(reply_reader[.]h|wire[.]cc|tls[.]cc|tls_module[.]cc)$"
    only["toml++"] = "^io/(config|toml)_[a-z_]+[.](cc|h)$"
    only["CLI"] = "^cli/parse[.]cc$"
    only["openssl"] = "^io/tls_(module|failure)[.](cc|h)$"
    only["doctest"] = "^$"
  }
  function wrong(why) { print "src/" file ":" line ": includes " what ": " why; ++wrongs }
  function stem(path) { sub(/^.*\//, "", path); sub(/[.][a-z]+["]?$/, "", path); return path }
  function check_library(library) {
    if (library in only && file !~ only[library]) wrong("only " only[library] " may use " library)
    if (library == "nlohmann" && what !~ /json_fwd/ && file ~ /[.]h$/)
      wrong("headers use json_fwd.hpp: the whole costs three seconds a unit")
  }
  function check_core(own, other) {
    if (!(own in row_of)) wrong(own " has no row in tests/layers.sh")
    else if (!(other in row_of)) wrong(other " has no row in tests/layers.sh")
    else if (module_of[own] != module_of[other] && row_of[other] >= row_of[own])
      wrong("it does not stand below " own)
  }
  {
    file = substr($1, 3); line = $2
    what = $0; sub(/^[^"<]*/, "", what); sub(/[^">]*$/, "", what)
    layer = file ~ /\// ? substr(file, 1, index(file, "/") - 1) : "main"
    library = what ~ /\// ? substr(what, 2, index(what, "/") - 2) : ""

    if (what ~ streams) wrong("streams and locales cost a third of a start")
    if (what ~ /^"/ && library !~ /^(core|io|cli)$/) wrong("headers of the project are named from src")
    if (what ~ /^</) check_library(library)
    if (layer == "core") {
      if (library == "io" || library == "cli") wrong("core knows neither io nor cli")
      else if (library == "core") check_core(stem(file), stem(what))
      else if (library == "" && what !~ /^<(endian|xxhash)[.]h>$/ && what ~ effects) wrong("core has no effects")
      else if (library !~ /^(|date|nlohmann)$/) wrong("core uses date, nlohmann and xxhash alone")
    }
    if (layer == "io" && library == "cli") wrong("io does not know cli")
  }
  END { exit wrongs > 0 }
'
