# Answers the cases on stdin with fugit's ticks, in the form of `sidetick next --cases`.
require 'fugit'
require 'json'

ENV['TZ'] = 'UTC'

STDIN.each_line do |line|
  one = JSON.parse(line)
  begin
    text = one['zone'] ? "#{one['cron']} #{one['zone']}" : one['cron']
    cron = Fugit::Cron.parse(text) or raise 'not a cron expression'
    time = EtOrbi.parse(one['from'])
    ticks = Array.new(one['count']) do
      time = cron.next_time(time)
      time.utc.strftime('%Y-%m-%dT%H:%M:%SZ')
    end
    puts JSON.generate(ticks: ticks)
  rescue StandardError => e
    puts JSON.generate(error: "#{e.class}: #{e.message}")
  end
end
