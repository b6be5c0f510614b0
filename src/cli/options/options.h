// What was asked for on the command line, as plain data.
//
// Source:  sidetick(1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/time/instant.h"
#include "io/host/report.h"

namespace sidetick {

/// github, gitlab and sarif are those of check, html is that of next, markdown that of diff, openmetrics
/// that of status.
enum class OutputFormat { text, json, github, gitlab, sarif, html, markdown, openmetrics };

struct Options {
  std::vector<std::string> config_paths;
  Verbosity verbosity = Verbosity::normal;
  LogFormat log = LogFormat::text;
  Colour colour = Colour::automatic;
  std::string command;   ///< "run", "next", "check", …
  std::string print;     ///< when not empty, what to print instead: help or the version
  Exit exit = Exit::ok;  ///< the exit status behind `print`

  OutputFormat format = OutputFormat::text;
  std::vector<std::string> names;  ///< NAME..., or --only
  std::string name;                ///< why NAME
  std::string tick;                ///< why T, as typed
  std::optional<Milliseconds> deadline;
  std::string written_deadline;  ///< the same, as typed
  std::string now;               ///< --now, as typed: "" when absent
  bool dry_run = false;
  std::optional<Milliseconds> linger;  ///< run --for
  std::vector<std::string> files;      ///< check FILE...
  bool strict = false;                 ///< check --strict
  std::string before;                  ///< diff OLD
  std::string after;                   ///< diff NEW
  bool exit_code = false;              ///< diff --exit-code
  std::string cron;                    ///< next --cron
  std::string zone;
  std::string cases;    ///< next --cases
  std::string from;     ///< next and backfill --from, as typed
  std::string to;       ///< next and backfill --to, as typed
  std::string program;  ///< import --from
  std::string file;     ///< import FILE
  std::optional<unsigned> count;
  std::optional<std::size_t> rate;           ///< backfill --rate, ticks a second
  std::optional<std::size_t> limit;          ///< backfill --limit, ticks
  std::string queue;                         ///< backfill --queue
  std::optional<Seconds> max_lag;            ///< status --max-lag
  bool all = false;                          ///< enable and disable --all
  bool force = false;                        ///< backfill --force
  bool wide = false;                         ///< status --wide
  bool yes = false;                          ///< forget and backfill --yes
  std::string shell;                         ///< completion bash|zsh|fish, or line
  std::string line;                          ///< completion line LINE
  std::optional<std::string> key_namespace;  ///< import --namespace
  std::vector<std::string> cron_namespaces;  ///< import --cron-namespace
};

}  // namespace sidetick
