// Text within HTML: escaped, numbers with commas, lists of names cut short.
//
// Source:  HTML (WHATWG), "13.3 Serializing HTML fragments": in text and in quoted attributes, & < > and
//          quotation marks are written as references.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sidetick {

/// `text` as text or as the value of an attribute in quotation marks. Control characters are shown
/// as escape_controls does, so that none reaches the page.
std::string html_text(std::string_view text);

/// html_text of what users name, in <bdi>: a name written from right to left moves nothing else.
std::string html_name(std::string_view name);

/// "1,234,567"
std::string grouped(std::size_t number);

/// "1 job", "1,234 jobs"
std::string grouped(std::size_t count, const std::string& noun);

}  // namespace sidetick
