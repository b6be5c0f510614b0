// croner: next_ticks.mjs FILE TICKS (croner's module). See next_tick.py.
import { pathToFileURL } from "node:url";

const { Cron } = await import(pathToFileURL(process.argv[2]).href);
const ticks = Number(process.argv[3]);
const from = new Date("2026-01-01T00:00:00Z");

for (const timezone of ["UTC", "Europe/Copenhagen"]) {
  for (const expression of ["*/5 * * * *", "0 9 * * 1-5", "0 0 29 2 *", "30 2 * * *"]) {
    // An offset is its fast way, which is there for UTC.
    const zone = timezone === "UTC" ? { utcOffset: 0 } : { timezone };
    const cron = new Cron(expression, { ...zone, paused: true });
    const begin = process.hrtime.bigint();
    let tick = from;
    for (let i = 0; i < ticks; ++i) tick = cron.nextRun(tick) ?? from;
    const nanoseconds = Number(process.hrtime.bigint() - begin);
    console.log([expression, timezone, (nanoseconds / ticks).toFixed(1)].join("\t"));
  }
}
