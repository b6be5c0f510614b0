#include "cli/output/html/page.h"

#include "cli/output/html/lists.h"
#include "cli/output/html/load.h"
#include "cli/output/html/picture.h"
#include "cli/output/html/style.h"
#include "cli/output/html/text.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

constexpr std::size_t minutes_named = 5;
/// With more rows they are drawn closer, and there are links to what is below them.
constexpr std::size_t many_rows = 40;

std::string head(const std::string& title) {
  return R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>)" +
         title + " – sidetick</title>\n<style>\n" + std::string(page_style) + "</style>\n</head>\n";
}

std::string links() {
  return "<nav><a href=\"#load\">Load</a> <a href=\"#busy\">Busiest minutes</a> "
         "<a href=\"#all\">All schedules</a></nav>\n";
}

std::string notes_text(const std::vector<std::string>& notes) {
  std::string out;
  for (const std::string& note : notes) out += "<p class=\"note\">" + html_text(note) + "</p>\n";
  return out;
}

void print_header(const std::vector<PageRow>& rows, const Axis& axis, const Load& load,
                  const std::vector<std::string>& notes) {
  print("<header>\n<p class=\"dim\">What fires when</p>\n<h1>" + axis.title() + "</h1>\n" +
        figures(rows, axis, load) + notes_text(notes) + (rows.size() > many_rows ? links() : "") +
        "</header>\n");
}

void print_rows(const std::vector<PageRow>& rows, const Axis& axis, const Load& load) {
  print("<section class=\"plot" + std::string(rows.size() > many_rows ? " many" : "") +
        "\" aria-labelledby=\"ticks\">\n<h2 id=\"ticks\">Ticks</h2>\n" + picture_key(rows, axis) +
        "<svg class=\"defs\" aria-hidden=\"true\"><defs>" + axis_lines(axis) + "</defs></svg>\n" +
        "<div class=\"axis\" aria-hidden=\"true\"><div class=\"labels\">" + axis_labels(axis) +
        "</div><span class=\"c\">ticks</span></div>\n<ul class=\"rows\">\n");
  for (const PageRow& row : rows) print(tick_row(row, axis, load));
  print("</ul>\n");
}

void print_load(const std::vector<PageRow>& rows, const Axis& axis, const Load& load) {
  const auto named = load.busiest(minutes_named);
  const bool of_schedules = !is_expression(rows);
  print("<h2 id=\"load\">Load <small>" +
        std::string(of_schedules ? "jobs a minute, by queue" : "ticks a minute") +
        "</small></h2>\n<div class=\"load\">" + load_picture(load, axis, named) + "</div>\n" +
        (of_schedules ? queue_list(load) : "") +
        "</section>\n<section aria-labelledby=\"busy\">\n<h2 id=\"busy\">Busiest minutes</h2>\n" +
        busiest_list(rows, axis, load, named) + "</section>\n");
}

void print_table(const std::vector<PageRow>& rows, const Axis& axis, const Load& load) {
  print("<section aria-labelledby=\"all\">\n<h2 id=\"all\">" +
        std::string(is_expression(rows) ? "Expression" : "All schedules") + "</h2>\n" +
        schedule_table(rows, axis, load) + "</section>\n");
}

}  // namespace

void print_page(const std::vector<PageRow>& rows, const Axis& axis,
                std::vector<std::string> notes) {
  const Load load(rows, axis.begin(), axis.end());
  for (std::string& note : change_notes(axis)) notes.push_back(std::move(note));
  print(head(axis.title()) + "<body>\n");
  print_header(rows, axis, load, notes);
  print("<main>\n");
  print_rows(rows, axis, load);
  print_load(rows, axis, load);
  print_table(rows, axis, load);
  print("</main>\n</body>\n</html>\n");
}

}  // namespace sidetick
