#include "cli/output/html/style.h"

namespace sidetick {

const std::string_view page_style = R"(:root {
  color-scheme: light dark;
  --bg: #ffffff; --fg: #1b1f24; --dim: #57606a; --rule: #d0d7de; --faint: #eaeef2; --note: #f3f5f8;
  --q0: #2460c4; --q1: #bf4a0b; --q2: #0d7a6a; --q3: #8a3fbf; --q4: #946200; --q5: #bd1a5e; --q6: #6b7480;
  --name: clamp(9rem, 20vw, 22rem); --count: 4.5rem; --row: 22px;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --bg: #101418; --fg: #e6e9ec; --dim: #a0a9b3; --rule: #38414a; --faint: #232a31; --note: #1a2027;
    --q0: #6ba6ff; --q1: #ff9a66; --q2: #4fd0b4; --q3: #c79bf2; --q4: #e2b23f; --q5: #ff8ab6; --q6: #9aa4af;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; padding: 1.75rem clamp(1rem, 2.5vw, 3rem) 3rem; background: var(--bg); color: var(--fg);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.1rem; scroll-margin-top: 3.5rem }
p { margin: .5rem 0 }
small, .dim, dt { color: var(--dim); font-weight: normal; font-size: .8125rem }
em { color: var(--dim); font-size: .75rem; font-style: normal; border: 1px solid var(--rule); border-radius: 3px; padding: 0 .3em }
ul, ol { list-style: none; margin: 0; padding: 0 }
header .dim { margin: 0 0 .15rem }
a { color: var(--q0) }
nav { margin-top: 1rem; font-size: .875rem } nav a { margin-right: 1rem }
.figures { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 1.1rem 0 0 }
.figures dd { margin: 0; font-size: 1.125rem; font-weight: 600 }
.note { margin: 1rem 0 0; padding: .5rem .8rem; background: var(--note); border-left: 3px solid var(--dim); max-width: 60rem }
.note + .note { margin-top: .4rem }
svg { display: block; width: 100%; overflow: visible }
.defs { position: absolute; width: 0; height: 0 }
.q0 { --c: var(--q0) } .q1 { --c: var(--q1) } .q2 { --c: var(--q2) } .q3 { --c: var(--q3) }
.q4 { --c: var(--q4) } .q5 { --c: var(--q5) } .q6 { --c: var(--q6) } .off { --c: var(--dim) }
path { vector-effect: non-scaling-stroke; fill: none }
.t { stroke: var(--c); stroke-width: 1.75 } .b { fill: var(--c) }
.off .t { stroke-dasharray: 2 2 } .off .b { fill: none; stroke: var(--c); stroke-dasharray: 3 2 }
.m { stroke: var(--fg); stroke-width: 7; stroke-linecap: round }
.g0 { stroke: var(--rule) } .g1, .g2 { stroke: var(--faint) } .gc { stroke: var(--fg); stroke-dasharray: 4 3 }
.load path[class^=q] { fill: var(--c); stroke: var(--c); stroke-width: .75 }
.key, .queues { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: .8125rem; color: var(--dim) }
.key li { display: flex; align-items: center; gap: .45rem }
.key svg { width: 16px; height: 14px }
.queues { margin: .6rem 0 0 calc(var(--name) + .75rem) } .queues .n { color: var(--fg) }
i { display: inline-block; width: .65rem; height: .65rem; margin-right: .45rem; border-radius: 2px; background: var(--c); print-color-adjust: exact; -webkit-print-color-adjust: exact }
.axis, .rows li, .load { display: grid; grid-template: "n t c" auto / var(--name) minmax(0, 1fr) var(--count); column-gap: .75rem; align-items: center }
.axis { position: sticky; top: 0; z-index: 1; margin-top: .75rem; padding: .35rem 0; background: var(--bg); border-bottom: 1px solid var(--rule); color: var(--dim); font-size: .75rem }
.labels { grid-area: t } .n { grid-area: n } .c { grid-area: c; text-align: right }
.hours { position: relative; height: 1.45em }
.hours span { position: absolute; white-space: nowrap; padding-left: .25em; border-left: 1px solid var(--rule) }
.changes { color: var(--fg); font-weight: 600 }
.changes span { border-left-color: var(--fg) }
.changes .e { transform: translateX(-100%); padding: 0 .25em 0 0; border-left: 0; border-right: 1px solid var(--fg) }
.rows li { border-bottom: 1px solid var(--faint) }
.rows svg { grid-area: t; height: var(--row); margin: 3px 0 }
.rows .n { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.rows .c { color: var(--dim); font-size: .8125rem }
.rows li:hover { background: var(--note) }
.many { --row: 12px } .many .rows { font-size: .8125rem; line-height: 1.3 }
.load { margin-top: .9rem }
.load svg { grid-area: t; height: 9rem }
.scale { grid-area: n; position: relative; align-self: stretch; color: var(--dim); font-size: .75rem }
.scale span { position: absolute; right: 0; transform: translateY(50%); line-height: 1 }
.busiest li { display: grid; grid-template-columns: minmax(4rem, max-content) minmax(5rem, max-content) 1fr; gap: 0 1rem; padding: .2rem 0 }
.busiest .j { text-align: right }
table { border-collapse: collapse; font-size: .875rem }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--faint) }
th:last-child, td:last-child { padding-right: 0 }
thead th { color: var(--dim); font-weight: 600; border-color: var(--rule); white-space: nowrap }
tbody th { font-weight: 600 } th small { display: block }
td { min-width: 9.5rem } td.r, th.r { text-align: right } td.r, td.w { min-width: 0; white-space: nowrap }
code { font: .8125rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
@media (max-width: 1500px) { .l2 { display: none } }
@media (max-width: 1100px) { .g2 { display: none } }
@media screen and (max-width: 1100px) {
  table, tbody, tr, th, td { display: block } thead { display: none }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--rule) }
  th, td { padding: .1rem 0; border: 0 } td.r { text-align: left }
  td::before { content: attr(data-l); display: inline-block; width: 4.5rem; color: var(--dim) }
}
@media (max-width: 700px) {
  .l1, .g1, .hours:not(.changes) .e { display: none }
  .load .g1 { display: inline }
  h1 { font-size: 1.4rem }
  .axis, .rows li { grid-template: "n c" auto "t t" auto / minmax(0, 1fr) auto }
  .axis .c { display: none }
  .rows .n { white-space: normal }
  .load { grid-template: "t" auto / minmax(0, 1fr) }
  .scale { grid-area: t; z-index: 1; justify-self: start; width: 3rem }
  .scale span { right: auto; left: 0; padding: 0 .2em; background: var(--bg) }
  .queues { margin-left: 0 }
  .busiest li { grid-template-columns: max-content 1fr } .busiest li span:last-child { grid-column: 1 / -1; color: var(--dim) } .busiest .j { text-align: left }
}
@page { size: landscape; margin: 10mm }
@media print {
  :root { --row: 12px; font-size: 10px } body { padding: 0; font-size: 8pt } h1 { font-size: 1.6rem } h2 { margin: .9rem 0 .3rem } th, td { padding-top: .2rem; padding-bottom: .2rem }
  nav { display: none } .axis { position: static } .load svg { height: 2.5cm } .figures, .note { margin-top: .6rem } .busiest li { padding: 0 }
  .rows li, tr, .load, .queues, .busiest li, .note { break-inside: avoid } h2 { break-after: avoid } thead { display: table-header-group }
}
)";

}  // namespace sidetick
