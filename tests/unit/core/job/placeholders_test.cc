// Placeholders in arguments: what they become, and what is refused.

#include "core/job/placeholders.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

std::string rendered(const std::string& args, const char* tick = "2026-03-29 09:00") {
  auto schedule = cron_schedule("report", "0 9 * * *");
  schedule.job.args = args;
  return render_template(schedule, at(tick));
}

std::string problem(const std::string& args) {
  return template_problem(args, CronExpr::parse("0 9 * * *")).value_or("none");
}

}  // namespace

TEST_CASE("a tick and its neighbours, in each of their forms") {
  CHECK(rendered(R"(["{tick}"])") == R"(["2026-03-29T09:00:00Z"])");
  CHECK(rendered(R"(["{tick:%Y-%m-%d}"])") == R"(["2026-03-29"])");
  CHECK(rendered(R"(["{tick.unix}"])") == R"(["1774774800"])");
  CHECK(rendered(R"(["{previous_tick}","{next_tick}"])") ==
        R"(["2026-03-28T09:00:00Z","2026-03-30T09:00:00Z"])");
  CHECK(rendered(R"(["{previous_tick:%a %d}/{next_tick:%a %d}"])") == R"(["Sat 28/Mon 30"])");
  CHECK(rendered(R"(["{previous_tick.unix}-{next_tick.unix}"])") == R"(["1774688400-1774861200"])");
  CHECK(rendered(R"(["{schedule}"])") == R"(["report"])");
}

TEST_CASE("a number takes the place of its string, and is alone in it") {
  CHECK(rendered(R"(["{tick.unix:number}"])") == "[1774774800]");
  CHECK(rendered(R"([1,{"a":["{previous_tick.unix:number}"],"b":"{next_tick.unix:number}"}])") ==
        R"([1,{"a":[1774688400],"b":1774861200}])");
  CHECK(rendered(R"([{"{tick.unix:number}":"{{tick.unix:number}}"}])") ==
        R"([{"{tick.unix:number}":"{tick.unix:number}"}])");
  const std::string alone =
      "{tick.unix:number} becomes a number, and stands alone in its string; without :number it is "
      "text";
  CHECK(problem(R"(["at {tick.unix:number}"])") == "template \"at {tick.unix:number}\": " + alone);
  CHECK(problem(R"(["{tick.unix:number} "])") == "template \"{tick.unix:number} \": " + alone);
  CHECK(problem(R"(["{tick.unix:number}{tick.unix:number}"])") ==
        "template \"{tick.unix:number}{tick.unix:number}\": " + alone);
  CHECK(problem("[\"{\x7f.unix:number} \"]") ==
        R"(template "{\x7f.unix:number} ": {\x7f.unix:number})" + alone.substr(18));
  CHECK(problem(R"(["{tick.unix:number}}}"])") == "template \"{tick.unix:number}}}\": " + alone);
  CHECK(problem(R"(["{tik.unix:number}"])") ==
        "template \"{tik.unix}\": unknown name \"tik.unix\": did you mean \"tick.unix\"?");
  CHECK(problem(R"(["{tick:number}"])") ==
        "template \"{tick:number}\": write {tick.unix:number} for a number");
  CHECK(problem(R"(["{schedule:number}"])") ==
        "template \"{schedule:number}\": schedule takes no format");
}

TEST_CASE("strings at any depth, but no keys, numbers or braces of JSON's own") {
  CHECK(rendered(R"([1,{"{tick}":"{schedule}","a":[{"b":"x{schedule}y"},{}]},"{schedule}"])") ==
        R"([1,{"{tick}":"report","a":[{"b":"xreporty"},{}]},"report"])");
  CHECK(rendered("[]") == "[]");
  CHECK(rendered(R"([{"a":{"b":null}},""])") == R"([{"a":{"b":null}},""])");
}

TEST_CASE("a doubled brace is a brace") {
  CHECK(rendered(R"(["{{tick}}","{{{schedule}}}","}}{{"])") == R"(["{tick}","{report}","}{"])");
}

TEST_CASE("escapes in the arguments stay whole, and a name cannot end its string") {
  CHECK(rendered(R"(["\"{schedule}\\","\\\"}}"])") == R"(["\"report\\","\\\"}"])");
  CHECK(rendered(R"(["{tick:%H\"%M\\}"])") == R"(["09\"00\\"])");
  CHECK(rendered(R"(["{tick:%D%n%t%%}"])") == R"(["03/29/26\n\t%"])");
  auto schedule = cron_schedule("a\"],\n\\{tick}", "0 9 * * *");
  schedule.job.args = R"(["{schedule}"])";
  auto args = nlohmann::json::parse(render_template(schedule, at("2026-03-29 09:00")));
  CHECK(args == nlohmann::json::array({schedule.name}));
}

TEST_CASE("a schedule with at has a tick, and no others") {
  auto schedule = cron_schedule("once", "0 9 * * *");
  schedule.timing = At{at("2026-03-29 09:00")};
  CHECK(template_problem(R"(["{tick}"])", schedule.timing) == std::nullopt);
  CHECK(template_problem(R"(["{previous_tick}"])", schedule.timing) ==
        "template \"{previous_tick}\": a schedule with at has one tick, and none beside it");
  // trigger takes any instant for the tick.
  schedule.job.args = R"(["{next_tick}"])";
  CHECK(render_template(schedule, at("2026-03-29 09:00")) == R"([""])");
  schedule.job.args = R"(["{next_tick.unix:number}"])";
  CHECK(render_template(schedule, at("2026-03-29 09:00")) == "[null]");
  CHECK(template_problem(schedule.job.args, schedule.timing) ==
        "template \"{next_tick.unix}\": a schedule with at has one tick, and none beside it");
}

TEST_CASE("what is wrong is told with the remedy") {
  CHECK(problem(R"(["{tick} {tick:%F}",{"{x}":"{{x}}"}])") == "none");
  CHECK(problem(R"([1,{"a":["{tik}"]}])") ==
        "template \"{tik}\": unknown name \"tik\": did you mean \"tick\"?");
  CHECK(problem(R"(["{previous_tick.unx}"])") ==
        "template \"{previous_tick.unx}\": unknown name \"previous_tick.unx\": did you mean "
        "\"previous_tick.unix\"?");
  CHECK(problem(R"(["{}"])") ==
        "template \"{}\": unknown name \"\": there are tick, previous_tick, next_tick, each also "
        "with .unix or :FORMAT, and schedule; write {{ for a brace");
  CHECK(problem(R"(["{tick:%Q}"])") ==
        "template \"{tick:%Q}\": unknown letter \"%Q\": there are %Y %C %y %m %d %e %j %H %k %I %l "
        "%M %S %p %P %a %A %b %h %B %u %w %U %W %G %g %V %F %D %T %R %z %:z %s %n %t %%");
  CHECK(problem(R"(["{tick:%-d.%m.}"])") ==
        "template \"{tick:%-d.%m.}\": \"%-d\" has a flag, a width or a modifier of the C library: "
        "write %d");
  CHECK(problem(R"(["{tick:%c}"])") ==
        "template \"{tick:%c}\": \"%c\" depends on the locale: write %F %T");
  CHECK(problem(R"(["{tick:}"])") ==
        "template \"{tick:}\": the format after the colon is missing, such as %Y-%m-%d");
  CHECK(problem(R"(["{schedule:%Y}"])") == "template \"{schedule:%Y}\": schedule takes no format");
  CHECK(problem(R"(["{tick.unix:%Y}"])") ==
        "template \"{tick.unix:%Y}\": tick.unix takes no format");
  CHECK(problem(R"(["a {tick"])") ==
        "template \"a {tick\": a { is never closed: write {{ for a brace");
  CHECK(problem(R"(["a } b"])") == "template \"a } b\": a } stands alone: write }} for a brace");
}

TEST_CASE("a template without placeholders and doubled braces changes nothing") {
  for (const char* args : {"[]", R"(["x",{"a":[1]}])", R"([{"{tick}":1}])"}) {
    CHECK_FALSE(template_changes(args));
  }
  for (const char* args : {R"(["{tick}"])", R"([{"a":"{{x}}"}])", R"(["{tick.unix:number}"])"}) {
    CHECK(template_changes(args));
  }
}
