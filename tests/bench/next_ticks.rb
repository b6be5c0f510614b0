# fugit: next_ticks.rb TICKS. See next_tick.py.
require "fugit"

ticks = ARGV[0].to_i
["UTC", "Europe/Copenhagen"].each do |zone|
  ["*/5 * * * *", "0 9 * * 1-5", "0 0 29 2 *", "30 2 * * *"].each do |expression|
    cron = Fugit::Cron.parse("#{expression} #{zone}")
    tick = EtOrbi::EoTime.parse("2026-01-01 00:00:00 UTC")
    begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    ticks.times { tick = cron.next_time(tick) }
    nanoseconds = (Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun) * 1e9
    puts [expression, zone, (nanoseconds / ticks).round(1)].join("\t")
  end
end
