// `next --format html`: one page, complete in itself. It needs no script, no font and no request, and
// says so to the browser.
//
// Source:  sidetick(1), "next".
#pragma once

#include <string>
#include <vector>

#include "cli/output/html/axis.h"
#include "cli/output/html/row.h"

namespace sidetick {

/// Prints the page of `rows`. `notes` are sentences to stand above the picture.
void print_page(const std::vector<PageRow>& rows, const Axis& axis, std::vector<std::string> notes);

}  // namespace sidetick
