// argv -> command -> exit status.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include "cli/commands.h"
#include "cli/options/parse.h"
#include "io/host/heap.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

/// What was printed is part of the result: a full disk is an error, not silence. A reader that has
/// seen enough (`| head`) is none, unless the command wrote to Redis: nobody has read of that.
Exit flush_output(Exit exit, bool writes, const Report& report) {
  const int error = flush_printed();
  if (error == 0 || (error == EPIPE && !writes)) return exit;
  report.error("standard output: cannot be written: " + std::string(std::strerror(error)));
  return exit == Exit::ok ? Exit::output : exit;
}

Exit report_fault(const Report& report, const char* what) {
  report.error("a fault in sidetick: " + std::string(what) +
               ": please report it, with the command and the configuration");
  return Exit::internal;
}

Exit report_no_memory(const Report& report) {
  report.error(
      "out of memory: raise the limit of this process (RLIMIT_AS) or of its cgroup (memory.max)");
  return Exit::temporary;
}

/// `report` and `writes` become what the command line asks for, as soon as that is read.
Exit run_caught(int argc, char** argv, Report& report, bool& writes) {
  try {
    const Options options = parse_options(argc, argv);
    report = Report(options.log, options.verbosity, options.colour);
    print(options.print);
    if (!options.print.empty()) return options.exit;
    const CommandEntry& command = find_command(options.command);
    writes = command.writes && !options.dry_run;
    return command.function(options, report);
  } catch (const Error& error) {
    report.error(error.what());
    return error.exit;
  } catch (const std::bad_alloc&) {
    return report_no_memory(report);
  } catch (const std::exception& error) {
    return report_fault(report, error.what());
  }
}

Exit main(int argc, char** argv) {
  keep_large_blocks();
  // A peer that went away is an error of write(2), told apart there.
  std::signal(SIGPIPE, SIG_IGN);
  Report report(LogFormat::text, Verbosity::normal, Colour::automatic);
  bool writes = false;
  const Exit exit = run_caught(argc, argv, report, writes);
  return flush_output(exit, writes, report);
}

}  // namespace

}  // namespace sidetick

int main(int argc, char** argv) {
  return static_cast<int>(sidetick::main(argc, argv));
}
