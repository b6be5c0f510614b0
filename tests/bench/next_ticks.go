// robfig/cron and gorhill/cronexpr: next_ticks.go ENGINE TICKS. See next_tick.py.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/gorhill/cronexpr"
	"github.com/robfig/cron"
)

type schedule interface{ Next(time.Time) time.Time }

func parse(engine, expression string) schedule {
	if engine == "cronexpr" {
		return cronexpr.MustParse(expression)
	}
	parsed, err := cron.ParseStandard(expression)
	if err != nil {
		panic(err)
	}
	return parsed
}

func main() {
	ticks, _ := strconv.Atoi(os.Args[2])
	for _, name := range []string{"UTC", "Europe/Copenhagen"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			panic(err)
		}
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
		for _, expression := range []string{"*/5 * * * *", "0 9 * * 1-5", "0 0 29 2 *", "30 2 * * *"} {
			parsed := parse(os.Args[1], expression)
			begin := time.Now()
			tick := from
			for i := 0; i < ticks; i++ {
				tick = parsed.Next(tick)
				if tick.IsZero() {
					tick = from
				}
			}
			nanoseconds := float64(time.Since(begin).Nanoseconds()) / float64(ticks)
			fmt.Printf("%s\t%s\t%.1f\n", expression, name, nanoseconds)
		}
	}
}
