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
    # The order within core: a file includes only those of a lower row, and its own header.
    rows[0] = "error time redis keys suggest"
    rows[1] = "cron_expr zone"
    rows[2] = "ticks"
    rows[3] = "schedule"
    rows[4] = "plan job"
    rows[5] = "publish"
    rows[6] = "enqueue"
    for (row = 0; row in rows; ++row) {
      count = split(rows[row], names, " ")
      for (i = 1; i <= count; ++i) row_of[names[i]] = row
    }
    # What has an effect, or costs every start of the program: not in core.
    effects = "^<(filesystem|thread|mutex|future|condition_variable|random|csignal|ctime|clocale|.*[.]h)>$"
    streams = "^<(iostream|fstream|sstream|ostream|istream|iomanip|locale|regex|codecvt)>$"
    # The one file that speaks to each library.
    only["hiredis"] = "^io/(redis_connection|tls)[.]cc$"
    only["toml++"] = "^io/config_[a-z_]+[.](cc|h)$"
    only["CLI"] = "^cli/options[.]cc$"
    only["openssl"] = "^io/tls[.]cc$"
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
    if (!(own in row_of)) wrong(own " has no row in tests/layers.sh yet")
    else if (own != other && !(other in row_of)) wrong(other " has no row in tests/layers.sh yet")
    else if (own != other && row_of[other] >= row_of[own]) wrong("it stands above " own)
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
      else if (library == "" && what !~ /^<xxhash[.]h>$/ && what ~ effects) wrong("core has no effects")
      else if (library !~ /^(|date|nlohmann)$/) wrong("core uses date, nlohmann and xxhash alone")
    }
    if (layer == "io" && library == "cli") wrong("io does not know cli")
  }
  END { exit wrongs > 0 }
'
