#include "config/redis/secret.h"

#include <cstdlib>
#include <stdexcept>

#include "core/text/ascii.h"
#include "core/text/quote.h"
#include "io/host/file_text.h"

namespace sidetick {

namespace {

constexpr std::size_t largest_secret = 64 << 10;

/// Without the value: a password may be written without its quotes.
void refuse_form(const TableReader& table, std::string_view key) {
  table.problem(key, "must be a string, { env = \"NAME\" } or { file = \"PATH\" }");
}

std::optional<std::string> from_environment(const TableReader& table, std::string_view key,
                                            const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value != nullptr && *value != '\0') return value;
  table.absent(key, "env " + quote(name) + ": this environment variable is " +
                        (value == nullptr ? "not set" : "empty"));
  return {};
}

void cut_newline(std::string& text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
}

std::optional<FileText> from_file(const TableReader& table, std::string_view key,
                                  const std::string& name) {
  try {
    FileText file = read_file_text(beside_file(table.scope().file(), name), largest_secret);
    cut_newline(file.text);
    if (!file.text.empty()) return file;
    table.absent(key, quote(name) + ": is empty");
  } catch (const std::runtime_error& error) {
    table.absent(key, quote(name) + ": " + error.what());
  }
  return {};
}

std::optional<std::string> from_source(const TableReader& table, std::string_view key,
                                       const toml::table& source) {
  const auto* env = source["env"].as_string();
  const auto* file = source["file"].as_string();
  if (source.size() != 1 || (env == nullptr && file == nullptr)) {
    refuse_form(table, key);
    return {};
  }
  if (env != nullptr) return from_environment(table, key, env->get());
  auto text = from_file(table, key, file->get());
  return text ? std::optional(std::move(text->text)) : std::nullopt;
}

std::optional<std::string> any_text_from(const TableReader& table, std::string_view key) {
  const toml::node* node = table.find(key);
  if (node == nullptr) return {};
  if (const auto* text = node->as_string()) return text->get();
  return text_from_source(table, key, *node);
}

bool is_from_elsewhere(const TableReader& table, std::string_view key) {
  return table.find(key)->is_table();
}

/// A password may have it, as nothing else has; but most often it came along with it.
void warn_of_space(const TableReader& table, std::string_view key, const std::string& source,
                   const std::optional<std::string>& password) {
  if (!password || !has_space_around(*password)) return;
  table.scope().warning(
      place_of(*table.find(key)),
      std::string(key) + " " + source +
          ": has white space before or after it, which is part of the password: take "
          "it away, or write the password in place");
}

std::optional<std::string> from_password(const TableReader& table) {
  auto password = any_text_from(table, "password");
  if (is_from_elsewhere(table, "password")) {
    warn_of_space(table, "password", source_of(table, "password"), password);
  }
  return password;
}

std::optional<std::string> from_password_file(const TableReader& table) {
  const std::string* name = table.string("password_file");
  if (name == nullptr) return {};
  auto file = from_file(table, "password_file", *name);
  if (!file) return {};
  if (file->others_may_read) {
    const Place place = place_of(*table.find("password_file"));
    table.scope().warning(
        place, "password_file " + quote(*name) + ": anyone on this host may read it: chmod o-r");
  }
  warn_of_space(table, "password_file", quote(*name), file->text);
  return std::move(file->text);
}

}  // namespace

std::string beside_file(const std::string& file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  const bool is_pipe = file.starts_with("/dev/") || file.starts_with("/proc/");
  if (path.empty() || path[0] == '/' || slash == std::string::npos || is_pipe) return path;
  return file.substr(0, slash + 1) + path;
}

std::optional<std::string> text_from(const TableReader& table, std::string_view key) {
  auto text = any_text_from(table, key);
  if (!text || !is_from_elsewhere(table, key) || !has_space_around(*text)) return text;
  table.problem(key, source_of(table, key) + ": has white space before or after it: take it away");
  return {};
}

std::string source_of(const TableReader& table, std::string_view key) {
  const toml::node* node = table.find(key);
  const toml::table* source = node == nullptr ? nullptr : node->as_table();
  if (source == nullptr) return "";
  if (const auto* name = (*source)["env"].as_string()) return "env " + quote(name->get());
  if (const auto* path = (*source)["file"].as_string()) return quote(path->get());
  return "";
}

std::optional<std::string> text_from_source(const TableReader& table, std::string_view key,
                                            const toml::node& source) {
  if (const toml::table* named = source.as_table()) return from_source(table, key, *named);
  refuse_form(table, key);
  return {};
}

std::optional<std::string> password_from(const TableReader& table) {
  if (table.find("password") != nullptr && table.find("password_file") != nullptr) {
    table.problem("password_file", "and password exclude each other: keep one");
    return {};
  }
  if (table.find("password") != nullptr) return from_password(table);
  return from_password_file(table);
}

}  // namespace sidetick
