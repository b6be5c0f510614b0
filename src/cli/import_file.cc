#include "cli/import_file.h"

#include <stdexcept>

#include "core/error.h"
#include "core/import/json_file.h"
#include "io/host/file_text.h"

namespace sidetick {

namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20U;

[[noreturn]] void refuse(const std::string& message) {
  throw Error(Exit::usage, message);
}

void refuse_contradictions(const Options& options, std::optional<Program> program) {
  if (!program) {
    refuse(
        "import FILE: needs --from sidekiq-scheduler or --from sidekiq-cron, whose files look "
        "alike");
  }
  if (program == Program::exq_scheduler) {
    refuse("--from exq-scheduler: its schedules are read from Redis: leave out FILE");
  }
  if (!options.config_paths.empty()) refuse("import FILE: asks no Redis, and takes no -c");
  if (options.deadline) refuse("import FILE: asks no Redis, and takes no --deadline");
  if (!options.cron_namespaces.empty()) {
    refuse("import FILE: reads all namespaces of the file, and takes no --cron-namespace");
  }
}

std::string name_of(const std::string& file) {
  return file == "-" ? "standard input" : file;
}

std::string read(const std::string& file) try {
  return read_file_or_pipe(file, largest_file).text;
} catch (const std::runtime_error& error) {
  throw Error(Exit::data, name_of(file) + ": " + error.what());
}

}  // namespace

ImportFound read_import_file(const Options& options, std::optional<Program> program) {
  refuse_contradictions(options, program);
  ImportFound found = read_json_file(read(options.file), *program, name_of(options.file));
  found.query = {options.key_namespace.value_or(""), "", program};
  return found;
}

}  // namespace sidetick
