#include "config/redis/secret.h"

#include <cstdlib>
#include <stdexcept>

#include "config/redis/variable.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
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

/// By the shape alone: what is wrong with a URL is told elsewhere.
bool url_has_password(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return false;
  const std::string_view authority = url.substr(begin + 3, url.find('/', begin + 3) - begin - 3);
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::size_t colon = authority.substr(0, at).find(':');
  return colon != std::string_view::npos && colon + 1 < at;
}

void cut_newline(std::string& text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
}

std::optional<FileText> from_file(const TableReader& table, std::string_view key,
                                  const std::string& name) {
  try {
    const std::string path = beside_file(table.scope().file(), name);
    table.scope().note_file(path);
    FileText file = read_file_text(path, largest_secret);
    cut_newline(file.text);
    if (!file.text.empty()) return file;
    table.absent(key, quote(name) + ": is empty");
  } catch (const std::runtime_error& error) {
    table.absent(key, quote(name) + ": " + error.what());
  }
  return {};
}

/// A text, and the file that anyone on this host may read it in, "" when there is none.
struct FoundText {
  std::string text;
  std::string open_file;
};

std::optional<FoundText> from_source(const TableReader& table, std::string_view key,
                                     const toml::table& source) {
  const auto* env = source["env"].as_string();
  const auto* file = source["file"].as_string();
  if (source.size() != 1 || (env == nullptr && file == nullptr)) {
    refuse_form(table, key);
    return {};
  }
  if (env != nullptr) {
    auto value = from_environment(table, key, env->get());
    return value ? std::optional(FoundText{std::move(*value), ""}) : std::nullopt;
  }
  auto text = from_file(table, key, file->get());
  if (!text) return {};
  return FoundText{std::move(text->text), text->others_may_read ? file->get() : ""};
}

/// The name of a variable is no secret.
void warn_of_variable(const TableReader& table, std::string_view key, const std::string& text) {
  const std::string name = variable_within(text);
  // A URL that is nothing else is an error, told where it is read.
  if (name.empty() || (key == "url" && !variable_name(text).empty())) return;
  table.warning(key, Rule::literal_variable,
                "holds the variable " + name + ", which nothing replaces: write " +
                    std::string(key) + " = { env = " + quote(name) + " }");
}

std::optional<FoundText> found_text(const TableReader& table, std::string_view key) {
  const toml::node* node = table.find(key);
  if (node == nullptr) return {};
  if (const auto* text = node->as_string()) {
    warn_of_variable(table, key, text->get());
    return FoundText{text->get(), table.scope().others_may_read() ? table.scope().file() : ""};
  }
  if (const toml::table* source = node->as_table()) return from_source(table, key, *source);
  refuse_form(table, key);
  return {};
}

/// `what` begins the message, and may be empty.
void warn_of_readers(const TableReader& table, std::string_view key, const FoundText& found,
                     const std::string& what) {
  if (found.open_file.empty()) return;
  const bool in_place = table.find(key)->is_string();
  const std::string remedy = ", or write " + std::string(key) + " = { env = \"NAME\" }";
  table.warning(key, Rule::readable_secret,
                what + "stands in a file that anyone on this host may read: chmod o-r " +
                    shell_word(found.open_file) + (in_place ? remedy : ""));
}

bool is_from_elsewhere(const TableReader& table, std::string_view key) {
  return table.find(key)->is_table();
}

/// Of what came from elsewhere, white space around it is refused.
std::optional<FoundText> plain_text(const TableReader& table, std::string_view key) {
  auto found = found_text(table, key);
  if (!found || !is_from_elsewhere(table, key) || !has_space_around(found->text)) return found;
  table.problem(key, source_of(table, key) + ": has white space before or after it: take it away");
  return {};
}

/// A password may have it, as nothing else has; but most often it came along with it.
void warn_of_space(const TableReader& table, std::string_view key, const std::string& source,
                   const std::string& password) {
  if (!has_space_around(password)) return;
  table.warning(key, Rule::padded_secret,
                source +
                    ": has white space before or after it, which is part of the password: "
                    "take it away, or write the password in place");
}

std::optional<std::string> from_password(const TableReader& table) {
  auto found = found_text(table, "password");
  if (!found) return {};
  if (is_from_elsewhere(table, "password")) {
    warn_of_space(table, "password", source_of(table, "password"), found->text);
  }
  warn_of_readers(table, "password", *found, "");
  return std::move(found->text);
}

std::optional<std::string> from_password_file(const TableReader& table) {
  const std::string* name = table.string("password_file");
  if (name == nullptr) return {};
  auto file = from_file(table, "password_file", *name);
  if (!file) return {};
  if (file->others_may_read) {
    table.warning(
        "password_file", Rule::readable_secret,
        quote(*name) + ": anyone on this host may read it: chmod o-r " + shell_word(*name));
  }
  warn_of_space(table, "password_file", quote(*name), file->text);
  return std::move(file->text);
}

}  // namespace

std::optional<std::string> text_from(const TableReader& table, std::string_view key) {
  auto found = plain_text(table, key);
  return found ? std::optional(std::move(found->text)) : std::nullopt;
}

std::optional<std::string> url_from(const TableReader& table) {
  auto found = plain_text(table, "url");
  if (!found) return {};
  if (url_has_password(found->text)) warn_of_readers(table, "url", *found, "has a password, and ");
  return std::move(found->text);
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
  const toml::table* named = source.as_table();
  if (named == nullptr) {
    refuse_form(table, key);
    return {};
  }
  auto found = from_source(table, key, *named);
  return found ? std::optional(std::move(found->text)) : std::nullopt;
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
