// import: print a configuration made from what another scheduler left in Redis, or has in a file.
//
// Order:   FILE, or settings -> where to look -> what is there -> which program's -> text -> exit status.
#include "cli/commands.h"
#include "cli/import_file.h"
#include "cli/over_redis.h"
#include "config/load.h"
#include "config/paths.h"
#include "core/error.h"
#include "core/import/file.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "io/host/clock.h"
#include "io/host/print.h"
#include "io/host/zone_file.h"

namespace sidetick {

namespace {

constexpr std::string_view programs[]{"sidekiq-scheduler", "exq-scheduler", "sidekiq-cron"};

std::optional<Program> program_asked_for(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto program = program_named(name);
  if (program) return program;
  const std::string meant = did_you_mean(name, programs);
  throw Error(Exit::usage, "--from " + quote(name) +
                               ": is not sidekiq-scheduler, exq-scheduler or sidekiq-cron" + meant);
}

/// Somebody who moves over has no configuration yet: then also where Exq keeps its keys.
std::vector<ImportQuery> places_to_look(const Options& options, const RedisSettings& redis,
                                        bool configured) {
  ImportQuery query{redis.key_namespace, redis.scheduler_prefix, program_asked_for(options.program),
                    options.cron_namespaces};
  if (options.key_namespace) query.key_namespace = *options.key_namespace;
  std::vector<ImportQuery> queries{query};
  if (!configured && !options.key_namespace) {
    query.key_namespace = "exq";
    queries.push_back(query);
  }
  return queries;
}

std::vector<ImportFound> look(const RedisSettings& redis, const Options& options,
                              const std::vector<ImportQuery>& queries, const Report& report) {
  std::vector<ImportFound> found;
  const Deadline deadline(time_limit(options, redis));
  over_redis(redis, deadline, wait_with(Refusal::ends, report), [&](Redis& connection) {
    found.clear();
    for (const ImportQuery& query : queries) found.push_back(find_imports(connection, query));
    return AttemptResult::done;
  });
  return found;
}

struct ImportSource {
  const ImportFound* found;
  Program program;
};

std::string place(const ImportFound& found) {
  const std::string& name = found.query.key_namespace;
  return name.empty() ? "without a namespace" : "in the namespace " + quote(name);
}

[[noreturn]] void nothing_found(const std::vector<ImportFound>& found, const Options& options,
                                const std::string& address) {
  std::string places;
  for (const ImportFound& each : found) places += (places.empty() ? "" : " and ") + place(each);
  const std::string of = options.program.empty() ? "another scheduler" : options.program;
  const bool cron =
      options.program.empty() || options.program == program_name(Program::sidekiq_cron);
  throw Error(
      Exit::data,
      address + ": no schedule of " + of + " is there " + places +
          ": is it another database (redis://HOST/1) or another --namespace (or key_prefix)" +
          (cron ? ", or of sidekiq-cron 2 another --cron-namespace?" : "?"));
}

[[noreturn]] void several_found(const std::vector<ImportSource>& choices,
                                const std::string& address) {
  std::string list;
  for (const ImportSource& choice : choices) {
    if (!list.empty()) list += ", ";
    list += std::string(program_name(choice.program)) + " " + place(*choice.found);
  }
  throw Error(Exit::usage, address + ": there are schedules of several: " + list +
                               ": choose with --from and --namespace");
}

ImportSource choose(const std::vector<ImportFound>& found, const Options& options,
                    const std::string& address) {
  std::vector<ImportSource> choices;
  for (const ImportFound& each : found) {
    for (const Program program : each.programs()) choices.push_back({&each, program});
  }
  if (choices.empty()) nothing_found(found, options, address);
  if (choices.size() > 1) several_found(choices, address);
  return choices.front();
}

std::string fault_of(const std::string& toml) {
  const Config config = load_config_text(toml);
  return config.problems.empty() ? "" : config.problems.front().text;
}

Exit report_left_out(const ImportText& text, const Report& report) {
  const std::string all = std::to_string(text.carried + text.left_out);
  if (text.carried == 0) {
    report.error("none of the " + all + " schedules could be translated: the comments say why");
    return Exit::data;
  }
  if (text.left_out > 0) {
    report.warning(std::to_string(text.left_out) + " of " + all +
                   " schedules could not be translated: search for \"Left out\"");
  }
  return Exit::ok;
}

Exit print_import(const ImportSource& source, const std::string& address, const Report& report) {
  const ImportContext context{find_zone, date::floor<Seconds>(host_clock())};
  const ImportText text = import_text(*source.found, source.program, address, context, fault_of);
  print(text.toml);
  return report_left_out(text, report);
}

}  // namespace

Exit import_command(const Options& options, const Report& report) {
  if (!options.file.empty()) {
    const auto program = program_asked_for(options.program);
    const ImportFound found = read_import_file(options, program);
    return print_import({&found, *program}, RedisSettings().display(), report);
  }
  const auto paths = find_config_paths(options.config_paths);
  const Config config = load_settings(paths);
  for (const auto& problem : config.problems) report.error(problem.message());
  if (config.unusable) return Exit::config;
  const RedisSettings& redis = config.settings.redis;
  const auto found = look(redis, options, places_to_look(options, redis, !paths.empty()), report);
  const ImportSource source = choose(found, options, redis.display());
  return print_import(source, redis.display(), report);
}

}  // namespace sidetick
