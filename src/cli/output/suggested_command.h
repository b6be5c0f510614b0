// Commands of sidetick that a message tells the user to type: each works as it stands, for the same
// user in the same folder.
//
// Source:  the command line, and $SIDETICK_CONFIG, which that user's shell need not have.
#pragma once

#include <string>

#include "cli/options/options.h"

namespace sidetick {

/// `sidetick -c jobs.toml`: with what this command was told to read. Without -c for what it found
/// below /etc.
std::string suggested_program(const Options& options);

/// ` --queue low`. A value that begins with `-` would be taken for an option if it stood apart:
/// ` --queue=-low`, ` -c-folder`.
std::string suggested_option(const std::string& name, const std::string& value);

/// `sidetick -c jobs.toml check`
std::string suggested_check(const Options& options);

/// `sidetick -c jobs.toml forget report`
std::string suggested_forget(const Options& options, const std::string& name);

/// The backfill of ticks that were dropped.
struct SuggestedBackfill {
  const Options& options;
  Seconds history;    ///< without --force, backfill refuses what may be older than a ledger
  Instant host_time;  ///< of the clock, not --now: backfill takes the clock too

  /// `sidetick -c jobs.toml backfill report --from … --to …`; with --force where it is needed, or
  /// will be within a day: whoever reads cron's mail may be late. No run has enqueued such ticks.
  std::string command(const std::string& name, Instant first, Instant last,
                      bool force = false) const;

  /// The same for who reads it at once: with --force where it is needed now.
  std::string command_at_once(const std::string& name, Instant first, Instant last,
                              bool force) const;
};

}  // namespace sidetick
