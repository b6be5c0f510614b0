# Reads {"windows":[[FROM,TO]...],"most":N,"expressions":{NAME:TEXT}} and prints NAME -> for each
# window the ticks in (FROM, TO] by fugit, as sidekiq-cron reads an expression, the first N at most.
require "json"
require "fugit"

def ticks(cron, from, to, most)
  time = EtOrbi.make_time(Time.at(from).utc)
  list = []
  while list.size < most
    time = cron.next_time(time)
    break if time.to_i > to
    list << time.to_i
  end
  list
end

input = JSON.parse($stdin.read)
answer = input["expressions"].transform_values do |text|
  cron = Fugit.do_parse(text)
  input["windows"].map { |from, to| ticks(cron, from, to, input["most"]) }
end
puts JSON.generate(answer)
