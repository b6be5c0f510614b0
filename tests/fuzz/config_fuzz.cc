// A configuration file of any bytes: problems with their places, or schedules whose jobs are JSON.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "config/load.h"
#include "core/job/payload.h"
#include "expect.h"

using namespace sidetick;
using fuzz::expect;

namespace {

/// A file that is in memory alone.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    expect(descriptor_ >= 0, "a file in memory can be made");
    const ssize_t written = write(descriptor_, text.data(), text.size());
    expect(written == static_cast<ssize_t>(text.size()), "and be written");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

/// What is said of the file as a whole, and so without a line.
bool is_of_the_whole_file(const std::string& text) {
  return text.starts_with("has no schedule");
}

void expect_place(const Problem& problem, const std::string& path, std::string_view text) {
  fuzz::expect_message(problem.text);
  expect(problem.file == path, "a problem names its file", problem.message());
  if (is_of_the_whole_file(problem.text)) return;
  const auto lines = static_cast<unsigned>(std::count(text.begin(), text.end(), '\n')) + 1;
  expect(problem.line >= 1 && problem.column >= 1, "a problem has a place", problem.message());
  expect(problem.line <= lines, "and it is in the file", problem.message());
  expect(problem.column <= text.size() + 1, "in a column that there is", problem.message());
}

void expect_job(const Schedule& schedule) {
  const auto tick = next_tick(schedule.timing, *schedule.zone, Instant{std::chrono::hours{500000}});
  if (!tick) return;
  const auto payload =
      job_payload(schedule, *tick, job_id("", schedule.name, *tick), ClockTime{*tick});
  const auto job = nlohmann::json::parse(payload, nullptr, false);
  expect(job.is_object() && job["class"].is_string() && job["args"].is_array(),
         "a job is a JSON object", payload);
}

void expect_right(const Config& config) {
  expect(config.places.size() == config.schedules.size(), "each schedule has a place");
  for (const Schedule& schedule : config.schedules) {
    expect(std::ranges::count(config.schedule_names, schedule.name) == 1, "a name is there once",
           schedule.name);
    expect_job(schedule);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  const auto text = fuzz::as_text(data, size);
  const MemoryFile file(text);
  const Config config = load_config({file.path()});
  for (const Problem& problem : config.problems) expect_place(problem, file.path(), text);
  for (const Problem& warning : config.warnings) expect_place(warning, file.path(), text);
  expect(!config.problems.empty() || !config.schedules.empty(), "no schedule is a problem");
  expect_right(config);
  return 0;
} catch (const std::exception& error) {
  expect(false, "nothing is thrown", error.what());
  return 0;
}
