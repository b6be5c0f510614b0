#include "cli/options/help.h"

#include <utility>

#include "cli/options/command_names.h"

namespace sidetick {

namespace {

constexpr std::string_view main_head =
    R"(Usage: sidetick [-c FILE|DIR]... [-q | -v] [--log text|logfmt|json] COMMAND

Enqueues Sidekiq and Exq jobs on schedule. cron or a systemd timer starts it every minute, on one
host or on fifty; it enqueues each tick that is due once, and exits.

Commands:
)";

constexpr std::string_view main_tail = R"(
Options, before or after the command:
  -c, --config FILE|DIR  read this file or pipe, a directory's *.toml, or -, which is standard
                         input; may be repeated
  -q, --quiet            errors only: no warnings, no news
  -v, --verbose          say what is done, also when it is not done on a terminal
      --log FORMAT       form of messages on stderr: text (the default), logfmt or json; with the
                         latter two what is done is told there too, an event a line
      --color WHEN       auto (the default: on a terminal, unless NO_COLOR is set), always or never
  -h, --help             print this, or with COMMAND the page of that command
  -V, --version          print the version

Without -c the configuration is $SIDETICK_CONFIG (several paths are separated by colons), else
/etc/sidetick/sidetick.toml and /etc/sidetick/conf.d/*.toml. Without a url in [redis] it is
$REDIS_URL.

Examples:
  * * * * * sidetick run                                  the line of the crontab
  sidetick check jobs.toml                                before it is deployed
  sidetick next --cron '0 9 * * mon-fri' --zone Asia/Tokyo

Exit status:
   0  done; also when nothing was due, or another host was faster
  64  the command line is wrong
  65  Redis, or the FILE of import, holds data of the wrong kind
  69  Redis cannot be reached
  70  a fault in sidetick
  74  the output cannot be written; what was enqueued stays so
  75  out of time, a passing condition, or a wrong clock: the next minute tries again
  77  refused: authentication, ACL or certificate
  78  the configuration is wrong

Manual pages: sidetick(1), sidetick.toml(5), sidetick(7), sidetick-operate(7), sidetick-migrate(7)
)";

constexpr std::pair<std::string_view, std::string_view> pages[] = {
    {"run", R"(Usage: sidetick [-c FILE|DIR]... run [OPTIONS]

Enqueues every tick that is due since the last run and within the missed-jobs window, then exits.
Success is silent, except with -v or on a terminal: then each tick enqueued is a line.

Options:
      --now T            take T for the present, not the clock; one to come needs --dry-run
      --dry-run          say what would be enqueued, and write nothing
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --only NAME        no schedule but this one; may be repeated
      --for TIME         stay for TIME, 1s to 24h, and run again at each tick and each full minute
      --format FORMAT    text (the default) or json

T is RFC 3339 (2026-03-29T01:30:00Z), a UTC time without the Z, now, today, yesterday, @EPOCH, or a
distance from now: -2h, 2h ago, +15m. Where runs have been past T, nothing is due: a past range is for
backfill.

Examples:
  * * * * * sidetick run
  * * * * * sidetick run --for 59s
  sidetick run --dry-run -v
  sidetick run --only report --now +1h --dry-run
)"},
    {"backfill", R"(Usage: sidetick [-c FILE|DIR]... backfill --from T [NAME]... [OPTIONS]

Enqueues the ticks of a past range, the oldest first: those of all schedules that are enabled, or of
those that are named. A tick that a run or another backfill has enqueued is not enqueued again. The
jobs carry "backfill":true.

What was missed? --dry-run tells it: for each schedule the ticks that nobody has enqueued, why as far
as that is known, which of them the next run enqueues by itself, and the command for all of them.

Which ticks runs have enqueued is known since the ledger of a schedule is complete: from the beginning,
until a run trims what is older than history. A range that begins before that is refused, also by
--dry-run, and the message says since when.

Options:
      --from T           the first instant of the range
      --to T             the first instant after it, in the past; now by default
      --zone ZONE        the zone of a T without an offset; UTC by default
      --dry-run          say what was missed, why, and what would be enqueued; write nothing
      --rate N           enqueue at most N ticks a second
      --limit N          enqueue at most N ticks
      --queue QUEUE      enqueue into this queue, not that of the schedule
      --force            also ticks from before that, which runs may have enqueued
      --yes              do not ask; without a NAME it asks first, on a terminal
      --deadline TIME    give up after TIME without getting further; 25s, or [redis] deadline
      --format FORMAT    text (the default) or json

Ctrl-C stops it between two transactions; it then says how to go on.

Examples:
  sidetick backfill --dry-run --from yesterday --to now
  sidetick backfill report --from 2026-03-01 --to 2026-03-08 --dry-run
  sidetick backfill --from -2d --to -1d --rate 100 --queue low
)"},
    {"check", R"(Usage: sidetick [-c FILE|DIR]... check [FILE|DIR]... [OPTIONS]

Says whether the configuration is right: every error at once, with its file, line and column.
Warns of what is allowed but perhaps not meant, unless the schedule allows it: allow = ["disabled"].
Exits 0 when it is right, 78 when it is not. Needs no Redis, nor its secrets: a variable or a
file that [redis] names and this host lacks is only noted here, and an error to run. Whether Redis is
right too is asked by doctor.
With -v it also prints the next tick of each schedule. FILE may be -, standard input.

Options:
      --strict           warnings are errors: exit 78
      --format FORMAT    text (the default), json, github (annotations of a workflow), gitlab (a report
                         of Code Quality) or sarif

Examples:
  sidetick check --strict jobs.toml
  helm template . | sidetick check -
  sidetick check --format json conf.d | jq '.errors[]'
)"},
    {"next", R"(Usage: sidetick [-c FILE|DIR]... next [NAME]... [OPTIONS]
       sidetick next --cron EXPRESSION [NAME] [--zone ZONE] [OPTIONS]
       sidetick next --cases FILE

Prints the coming (or past) ticks of all schedules, of those that are named, or of an expression.
Needs no Redis.

Options:
      --cron EXPRESSION  the ticks of this expression; with an H in it, those of a schedule NAME
      --zone ZONE        the zone of --cron, and of T without an offset; UTC by default. The ticks
                         of schedules are shown in it, not in theirs
      --from T           the ticks after T, which is not one of them; now by default
      --to T             up to T
  -n, --count N          as many ticks, 10 by default; for each NAME when there are any
      --cases FILE       read cases, one JSON object a line, and answer each with a line
      --format FORMAT    text (the default), json or html

T is RFC 3339 (2026-03-29T01:30:00Z), a local time of the zone, now, today, yesterday, @EPOCH, or a
distance from now: -2h, 2h ago, +15m.

With html it is a page for a browser or for paper, complete in itself: a row a schedule with its
ticks, the load of each minute by queue, the busiest minutes, and a table. It shows today, or one
day after T, or up to --to, at most 8 days. All times are in ZONE, else in the file's time_zone.

Examples:
  sidetick next report --count 3
  sidetick next --cron '30 2 * * *' --zone Europe/Copenhagen --from 2026-03-28T12:00
  sidetick next --from -1d --to now
  sidetick next --format html > today.html
)"},
    {"diff", R"(Usage: sidetick diff OLD NEW [OPTIONS]

Says what a new configuration changes, in ticks and in jobs: schedules that are new, gone, renamed
or changed, with the ticks that are lost and gained, and the values that are others. One of which
only the text changes is said to be the same. What makes every schedule new, such as another
namespace, comes first. Needs no Redis, nor its secrets.

OLD and NEW are files or directories, or several with colons between them. One of them may be -,
standard input. A file without schedules, such as /dev/null, stands for none.

Options:
      --from T           compare ticks from T on; now by default
      --to T             up to T, which is not one of them; 30 days later by default
      --exit-code        exit 1 when ticks or jobs differ. Descriptions and comments do not count
      --format FORMAT    text (the default), markdown (a comment on a pull request) or json

T is RFC 3339 (2026-03-29T01:30:00Z), a UTC time without the Z, now, today, yesterday, @EPOCH, or a
distance from now: +30d. Exits 78 when either side is wrong.

Examples:
  git show main:jobs.toml | sidetick diff - jobs.toml
  sidetick diff --exit-code /etc/sidetick/conf.d conf.d
  sidetick diff --format markdown old new > comment.md
)"},
    {"status", R"(Usage: sidetick [-c FILE|DIR]... status [NAME]... [OPTIONS]

Shows what Redis knows of all schedules, or of those that are named. Reads only.

  ENABLED    on or off, and by whom: enabled = false in the file, or the switch in Redis
  LAST TICK  the last tick that was enqueued
  WHEN       how long until the next one
  LAG        for how long the oldest tick has been due that no run has dealt with; 0s between ticks;
             new: no run has seen the schedule; waiting: ticks for which the queue has no room, by
             max_backlog
  DROPPED    how many ticks a run has dropped because they were older than the window, from before
             the ledger is complete, or had no room in time, and how long ago: the last run that did,
             for a week, and in red for a day; the lines below the table say why, and have the command
             to enqueue them
  CURSOR     with --wide or -v: the instant through which runs have dealt with its ticks
  COMPLETE SINCE  likewise: since then the ledger has every tick that was enqueued

Schedules that have left the file are named below the table, with the day on which they are
forgotten; then those that Redis knows and the file does not.

Options:
      --max-lag TIME     for probes: say in one line, and by the exit status, how things are
      --wide             all columns, however narrow the terminal
      --now T            take T for the present, not the clock
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --format FORMAT    text (the default), json, or openmetrics: gauges for Prometheus

On a terminal, columns that do not fit are left out, the empty and the least important first; times
are on the wall clock of the schedule's zone; and there are colours unless NO_COLOR is set.

With --max-lag the line and the exit status are those of a Nagios plugin:
  0  OK        no schedule is later than TIME
  1  WARNING   none is, but there is something that a run would warn of, a schedule that no run has
               seen yet, or ticks were dropped in the last 24 hours
  2  CRITICAL  a schedule is later than TIME, or wrong in the file; no run has been seen at all; Redis
               cannot be reached, or holds data of the wrong kind
  3  UNKNOWN   the configuration is wrong as a whole, or Redis refuses the probe

With --format openmetrics there is a document whatever happens, with sidetick_up 0 where Redis does
not answer; it also has the length and the latency of each schedule's queue.

Examples:
  sidetick status
  sidetick status --max-lag 5m
  sidetick status --format json | jq '.schedules[] | select(.lag_seconds > 60)'
)"},
    {"why", R"(Usage: sidetick [-c FILE|DIR]... why NAME T [OPTIONS]

Says what became of the tick T of a schedule: not a tick (then those beside it are named), not due
yet, enqueued by a run or a backfill, due, skipped and why, as far as Redis tells it, or unknown,
because the ledger is not complete back to there. Of one that was enqueued it says its jid, and where
the job is now: waiting in its queue, being worked, in retry, dead, or done. The command that helps
is printed to be pasted. Reads only. A schedule that only Redis knows is asked after too.

Options:
      --now T            take T for the present, not the clock
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --format FORMAT    text (the default) or json

T is RFC 3339 (2026-03-29T01:30:00Z), a time without an offset, which is one of the schedule's zone,
today, @EPOCH, or a distance from now: 2h ago. It is exact to the second. A local time that occurs
twice is answered for both.

Exits 0 whatever the answer; 64 when T is no time, or neither the file nor Redis has NAME.

Examples:
  sidetick why report 2026-03-29T02:30
  sidetick why report 2026-03-29T01:30:00Z --format json | jq -r '.answers[].verdict'
)"},
    {"doctor", R"(Usage: sidetick [-c FILE|DIR]... doctor [OPTIONS]

Looks at everything between here and the worker, in the order in which a job travels: configuration,
the way to Redis, the server and its clock, every command that sidetick sends, the keys, what a run
would do, other files and schedulers in the same Redis, whether jobs outlast a restart, the workers
and the queues. Writes nothing: what writes is queued in a transaction and discarded.

  ok       it is as it should be
  warning  a run goes on, but see what the line says
  failure  a run ends here, or leaves a schedule out
  unknown  it was not looked at, or cannot be told, for the reason that the line gives

Behind -> is what to do. The exit status is 0, or that of the first failure: what run would exit with.

Options:
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --format FORMAT    text (the default) or json

Beside what the other commands need it asks INFO, LLEN, LINDEX and SMEMBERS. What the ACL does not
allow is not looked at.

Examples:
  sidetick doctor
  sidetick doctor --format json | jq '.checks[] | select(.state != "ok")'
)"},
    {"enable", R"(Usage: sidetick [-c FILE|DIR]... enable NAME... [OPTIONS]
       sidetick [-c FILE|DIR]... enable --all [OPTIONS]

Switches schedules on again, in Redis and so for every host, from the next run on. Ticks that runs
have passed by while a schedule was off stay skipped: they are named, with the backfill command
that enqueues them. It is the same switch as on sidekiq-scheduler's page. All names are looked at
before anything is written; one that is in no file has to be known to Redis. A schedule with
enabled = false in the file stays off: then the exit status is 78. The switch is in Redis alone:
FLUSHALL switches every schedule on.

Options:
      --all              all schedules of the configuration
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --format FORMAT    text (the default) or json

Examples:
  sidetick enable report
  sidetick enable report digest --format json
)"},
    {"disable", R"(Usage: sidetick [-c FILE|DIR]... disable NAME... [OPTIONS]
       sidetick [-c FILE|DIR]... disable --all [OPTIONS]

Switches schedules off, in Redis and so for every host, from the next run on. Ticks that pass
meanwhile are skipped. It is the same switch as on sidekiq-scheduler's page. All names are looked at
before anything is written; one that is in no file has to be known to Redis. The switch is in Redis
alone, and does not outlive FLUSHALL: what is to stay off belongs into the file.

Options:
      --all              all schedules of the configuration
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --format FORMAT    text (the default) or json

Examples:
  sidetick disable report
)"},
    {"trigger", R"(Usage: sidetick [-c FILE|DIR]... trigger NAME [OPTIONS]

Enqueues one job of a schedule now, outside of the schedule: its tick is the present second, its jid
is its own, and no run and no backfill takes it for one of theirs. A schedule that is disabled is
triggered too, and that is said.

The job is never sent twice. When the connection is lost before Redis has answered, the job may or
may not have been enqueued: the message names its jid to look for, and the exit status is 75.

Options:
      --queue QUEUE      enqueue into this queue, not that of the schedule
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)
      --format FORMAT    text (the default) or json

Examples:
  sidetick trigger report
  sidetick trigger report --queue low --format json | jq -r .jid
)"},
    {"forget", R"(Usage: sidetick [-c FILE|DIR]... forget NAME... [OPTIONS]

Drops what Redis holds of schedules: where runs have got to, the mark of one that is gone, the entry
on sidekiq-scheduler's page and, where no file has the schedule, its switch. The next run begins with
its present minute; what was missed before is not caught up. The ledger stays, and since when it is
complete, so that no tick comes twice. It is the way out when a wrong clock has put a cursor far ahead.

Asks first, on a terminal; any answer but y or yes writes nothing.

Options:
      --yes              do not ask; needed where there is no terminal
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)

Examples:
  sidetick forget report
  sidetick forget report --yes && sidetick backfill report --from -6h --to now
)"},
    {"import", R"(Usage: sidetick [-c FILE|DIR]... import [FILE] [OPTIONS]

Prints a configuration made from what sidekiq-scheduler, exq-scheduler or sidekiq-cron left in Redis,
or from FILE: what sidekiq-scheduler or sidekiq-cron reads, as JSON; - is standard input. What does
not carry over, or means something else here, is a comment in its place; a schedule that cannot be
translated is a comment as a whole, with the reason. The rest passes check. Reads only.

Redis is that of the configuration; without one it is $REDIS_URL, else redis://127.0.0.1:6379/0, and
the keys are looked for with no namespace and with that of Exq, "exq". For FILE no Redis is asked, and
--from is needed.

Options:
      --from PROGRAM     sidekiq-scheduler, exq-scheduler or sidekiq-cron; when only one of them has
                         left schedules in Redis, it need not be said
      --namespace NAME   the prefix of the keys, also sidekiq-scheduler's key_prefix, without its
                         colon; "" for none
      --cron-namespace NAME
                         a namespace of sidekiq-cron 2, "default" by default; may be repeated
      --deadline TIME    end within TIME, such as 25s (the default, or [redis] deadline)

Exits 0 also when some schedules are only comments, which a warning then counts, and 65 when there is
no schedule, or none that could be translated, and when FILE cannot be read.

Examples:
  REDIS_URL=redis://10.0.0.1:6379/0 sidetick import > sidetick.toml
  sidetick check sidetick.toml
  sidetick import --from exq-scheduler --namespace exq
  ruby -rerb -ryaml -rjson -e '
    puts JSON.generate(YAML.safe_load(ERB.new(File.read(ARGV[0]), trim_mode: "-").result,
      permitted_classes: [Symbol], aliases: true))' config/schedule.yml |
  sidetick import --from sidekiq-cron - > sidetick.toml
)"},
    {"completion", R"(Usage: sidetick completion bash|zsh|fish

Prints a script that completes commands, options and their values, and the names of schedules as
the configuration has them, in an interactive shell. It asks no Redis. Installed packages have it in
place already.

Examples:
  source <(sidetick completion bash)                      in ~/.bashrc
  source <(sidetick completion zsh)                       in ~/.zshrc, after compinit
  sidetick completion fish | source                       in ~/.config/fish/config.fish

The script asks the program what may come: sidetick completion line 'sidetick run --only ' prints
"words" or "files", the last word of that line, and then the words that may stand in its place, each
with a TAB and its meaning.
)"},
    {"help", R"(Usage: sidetick help [COMMAND]

Prints what commands there are, or the page of one: what COMMAND --help prints.

Examples:
  sidetick help backfill
)"},
    {"version", R"(Usage: sidetick version

Prints the version, as --version does: first a line "sidetick VERSION", then the commit that it was
built from, hiredis' version, and that of OpenSSL where it was built with TLS.
)"},
};

std::string command_list() {
  std::string text;
  for (const CommandName& command : command_names()) {
    std::string name(command.name);
    name.resize(12, ' ');
    text += "  " + name + std::string(command.summary) + "\n";
  }
  return text;
}

}  // namespace

std::string help_text(std::string_view command) {
  for (const auto& [name, page] : pages) {
    if (name == command) return std::string(page);
  }
  return std::string(main_head) + command_list() + std::string(main_tail);
}

}  // namespace sidetick
