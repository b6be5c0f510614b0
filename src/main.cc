// argv -> command -> exit status.
#include <malloc.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <string>

#include "cli/commands.h"
#include "cli/options/parse.h"
#include "cli/output/print.h"

namespace sidetick {

namespace {

/// What was printed is part of the result: a full disk or a closed pipe is an error, not silence.
Exit flush_output(Exit exit, const Report& report) {
  if (flush_printed()) return exit;
  report.error("standard output: cannot be written: " + std::string(std::strerror(errno)));
  return exit == Exit::ok ? Exit::temporary : exit;
}

Exit report_fault(const Report& report, const char* what) {
  report.error("a fault in sidetick: " + std::string(what) +
               ": please report it, with the command and the configuration");
  return Exit::internal;
}

/// `report` becomes what the command line asks for, as soon as that is read.
Exit run_caught(int argc, char** argv, Report& report) {
  try {
    const Options options = parse_options(argc, argv);
    report = Report(options.log, options.verbosity);
    if (options.print.empty()) return find_command(options.command)(options, report);
    print(options.print);
    return Exit::ok;
  } catch (const Error& error) {
    report.error(error.what());
    return error.exit;
  } catch (const std::exception& error) {
    return report_fault(report, error.what());
  }
}

/// Large blocks stay in the heap too: a page that went back to the kernel would have to be zeroed
/// for the next one. 32 MiB is the most that every glibc takes.
void keep_large_blocks() {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
#endif
}

Exit main(int argc, char** argv) {
  keep_large_blocks();
  // A peer that went away is an error of write(2), told apart there.
  std::signal(SIGPIPE, SIG_IGN);
  Report report(LogFormat::text, Verbosity::normal);
  const Exit exit = run_caught(argc, argv, report);
  return flush_output(exit, report);
}

}  // namespace

}  // namespace sidetick

int main(int argc, char** argv) {
  return static_cast<int>(sidetick::main(argc, argv));
}
