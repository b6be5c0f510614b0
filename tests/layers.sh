#!/usr/bin/env bash
# layers.sh [SRC]: does every file of SRC include only what its folder may?
#
# Source:  CONTRIBUTING.md "Where things are"; the order of the folders is that of the subdir() lines
#          of SRC/meson.build. Meson holds the layers apart at link time; this holds their headers apart.
# Prints one line for each include that is wrong, and exits 1.
set -euo pipefail
export LC_ALL=C
cd "${1:-$(dirname "$0")/../src}"

grep -rnE '^[[:space:]]*#[[:space:]]*include' --include='*.cc' --include='*.h' . | awk -F: '
  BEGIN {
    while ((getline text < "meson.build") > 0) {
      if (text ~ /^subdir\(/) { split(text, quoted, "\047"); place[quoted[2]] = ++folders }
    }
    # What has an effect, or costs every start of the program: not in core.
    effects = "^<(filesystem|thread|mutex|future|condition_variable|random|csignal|ctime|clocale|.*[.]h)>$"
    streams = "^<(iostream|fstream|sstream|ostream|istream|iomanip|locale|regex|codecvt)>$"
    # The few files that speak to each library.
    only["hiredis"] = "^io/(redis/(reply_reader[.]h|wire[.]cc)|net/tls(_module|_abi)?[.](cc|h))$"
    only["toml++"] = "^config/"
    only["CLI"] = "^cli/options/parse[.]cc$"
    only["openssl"] = "^io/net/tls_(module|failure)[.](cc|h)$"
    only["doctest"] = "^$"
    # strftime, for its letters: it does not read the clock.
    pure["core/time/strftime.cc", "<ctime>"]
  }
  function wrong(why) { print "src/" file ":" line ": includes " what ": " why; ++wrongs }
  function folder_of(path) { return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "main" }
  function check_library(library) {
    if (library in only && file !~ only[library]) wrong("only " only[library] " may use " library)
    if (library == "nlohmann" && what !~ /json_fwd/ && file ~ /[.]h$/)
      wrong("headers use json_fwd.hpp: the whole costs three seconds a unit")
  }
  function check_order(own, other) {
    if (own == "main") return
    if (!(own in place)) wrong("src/" own " is in no subdir() line of src/meson.build")
    else if (!(other in place)) wrong("src/" other " is in no subdir() line of src/meson.build")
    else if (place[other] > place[own]) wrong("it comes after " own " in src/meson.build")
  }
  {
    file = substr($1, 3); line = $2
    what = $0; sub(/^[^"<]*/, "", what); sub(/[^">]*$/, "", what)
    library = what ~ /\// ? substr(what, 2, index(what, "/") - 2) : ""

    if (what ~ streams) wrong("streams and locales cost a third of a start")
    if (what ~ /^<(clocale|locale[.]h)>$/ && file != "cli/output/display_width.cc")
      wrong("the locale is for a terminal alone: cli/output/display_width takes it")
    if (what ~ /^"/ && library !~ /^(core|io|config|cli)$/) wrong("headers of the project are named from src")
    else if (what ~ /^"/) check_order(folder_of(file), folder_of(substr(what, 2)))
    if (what ~ /^</) check_library(library)
    if (file ~ /^core\// && what ~ /^</) {
      if (library == "" && what !~ /^<(endian|xxhash)[.]h>$/ && what ~ effects && !((file, what) in pure)) wrong("core has no effects")
      else if (library !~ /^(|date|nlohmann)$/) wrong("core uses date, nlohmann and xxhash alone")
    }
  }
  END { exit wrongs > 0 }
'
