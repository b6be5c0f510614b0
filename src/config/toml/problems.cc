#include "config/toml/problems.h"

#include "core/text/quote.h"

namespace sidetick {

std::string Problem::message() const {
  if (file.empty()) return text;
  return place_text(file, {line, column}) + ": " + text;
}

std::string place_text(const std::string& file, Place place) {
  if (place.line == 0) return file;
  return file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

Scope Scope::of(const char* kind, FileProblems& findings, std::string_view name) {
  Scope scope(findings, "");
  scope.kind_ = kind;
  scope.name_ = name;
  return scope;
}

Scope Scope::schedule(FileProblems& findings, std::string_view name) {
  return of("schedule", findings, name);
}

Scope Scope::calendar(FileProblems& findings, std::string_view name) {
  return of("calendar", findings, name);
}

std::string Scope::label() const {
  return kind_ == nullptr ? label_ : std::string(kind_) + " " + quote(name_) + ": ";
}

void Scope::problem(Place place, const std::string& text) const {
  findings_->problems.push_back({findings_->file, place.line, place.column, label() + text});
  if (kind_ == nullptr) findings_->unusable = true;
}

void Scope::warning(Place place, Rule rule, const std::string& text) const {
  findings_->warnings.push_back({findings_->file, place.line, place.column, label() + text, rule});
}

void Scope::absent(Place place, const std::string& text) const {
  findings_->absent.push_back({findings_->file, place.line, place.column, label() + text});
}

}  // namespace sidetick
