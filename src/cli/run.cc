// run: enqueue every tick that is due, then exit.
//
// Order:   configuration -> pass -> exit status. With --for: linger.h.

#include "cli/commands.h"
#include "cli/linger.h"
#include "cli/loaded_config.h"
#include "cli/run_pass.h"

namespace sidetick {

Exit run_command(const Options& options, const Report& report) {
  if (options.linger) return linger(options, report);
  const auto start = Deadline::Clock::now();
  Config config = load_reported(options, report);
  if (config.unusable) return Exit::config;
  select_schedules(config, options.names, "--only");
  return run_pass(options, config, start, report).exit;
}

}  // namespace sidetick
