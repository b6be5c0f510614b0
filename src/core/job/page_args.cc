#include "core/job/page_args.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/job/placeholders.h"

namespace sidetick {

namespace {

using json = nlohmann::ordered_json;

constexpr const char* keywords_key = "_aj_ruby2_keywords";
constexpr const char* symbols_key = "_aj_symbol_keys";
constexpr std::string_view marks = "\"_aj_";

/// Takes the mark `key` out of `object`. True when it was there and named all the others.
bool take_mark(json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return false;
  const json names = *found;
  object.erase(found);
  return std::ranges::all_of(object.items(), [&](const auto& item) {
    return std::ranges::find(names, json(item.key())) != names.end();
  });
}

/// Takes the marks of symbols out of all that is within `value`. True when each object had one.
bool take_marks_within(json& value) {
  if (!value.is_structured()) return true;
  return std::ranges::all_of(value, [](json& element) {
    if (element.is_object() && !take_mark(element, symbols_key)) return false;
    return take_marks_within(element);
  });
}

bool has_marks(std::string_view args) {
  return args.find(marks) != std::string_view::npos;
}

}  // namespace

PageArgs page_args(const JobSpec& job) {
  PageArgs page{job.args};
  if (!job.active_job || !has_marks(job.args)) return page;
  json args = json::parse(job.args, nullptr, false);
  if (!args.is_array() || args.size() != 1 || !args[0].is_object()) return page;
  json& object = args[0];
  if (object.contains(keywords_key)) {
    // With metadata behind it, the page takes the object for the first of two arguments.
    const bool same = !job.include_metadata && take_mark(object, keywords_key) &&
                      take_marks_within(object) && !has_marks(object.dump());
    if (same) page = {object.dump(), true};
    return page;
  }
  const bool same = take_mark(object, symbols_key) && !has_marks(object.dump());
  if (same) page.args = object.dump();
  return page;
}

std::string button_limit(const JobSpec& job) {
  if (job.has_placeholders && template_changes(job.args))
    return "would push the placeholders of its template as they are written";
  if (!job.active_job || !has_marks(page_args(job).args)) return "";
  return "cannot push its arguments: ActiveJob refuses keys that begin with _aj_";
}

}  // namespace sidetick
