#include "config/redis/tls.h"

#include <array>

#include "config/redis/secret.h"
#include "config/toml/table_reader.h"
#include "io/host/file_text.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 4> tls_keys{"ca_file", "cert_file", "key_file",
                                                   "server_name"};

/// The file is read with each connection, not here.
void read_file_name(const TableReader& tls, std::string_view key, std::string& path) {
  const auto name = text_from(tls, key);
  if (!name) return;
  path = beside_file(tls.scope().file(), *name);
  tls.scope().note_file(path);
}

/// A file that is named elsewhere is not lacking, only perhaps not known on this host.
bool lacks(const TableReader& tls, std::string_view key, const std::string& path) {
  const toml::node* node = tls.find(key);
  return path.empty() && (node == nullptr || !node->is_table());
}

}  // namespace

TlsSettings read_tls(const toml::table& table, FileProblems& findings, const std::string& section) {
  const Scope scope(findings, section + " ");
  const TableReader tls(table, tls_keys, scope);
  TlsSettings settings;
  settings.section = section;
  read_file_name(tls, "ca_file", settings.ca_file);
  read_file_name(tls, "cert_file", settings.cert_file);
  read_file_name(tls, "key_file", settings.key_file);
  settings.server_name = text_from(tls, "server_name").value_or("");
  if (lacks(tls, "cert_file", settings.cert_file) && !settings.key_file.empty()) {
    tls.problem("key_file", "has no cert_file beside it");
  }
  if (!settings.cert_file.empty() && lacks(tls, "key_file", settings.key_file)) {
    tls.problem("cert_file", "has no key_file beside it");
  }
  return settings;
}

}  // namespace sidetick
