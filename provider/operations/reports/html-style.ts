/** The style of the page, for light and dark, for paper and for phones, with text that keeps a contrast of 4.5 to 1. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --dim: #57606a; --ground: #f4f6f8; --card: #fff; --line: #d8dee4; }
.in-step { --tone: #166a2d; } .drifted { --tone: #8a5300; } .missing { --tone: #b3261e; }
.unreadable { --tone: #2a5db0; } .error { --tone: #93236b; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ec; --dim: #a0a9b3; --ground: #101317; --card: #181c21; --line: #2f363e; }
  .in-step { --tone: #57c271; } .drifted { --tone: #e3ab4c; } .missing { --tone: #ff8a80; }
  .unreadable { --tone: #8ab4f8; } .error { --tone: #f29cd0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
main { max-width: 78rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
.lead { margin: .35rem 0 1.1rem; color: var(--dim); }
.lead strong { color: var(--text); }
small { color: var(--dim); font-size: .85rem; }
.partial { border-left: 4px solid #b3261e; background: var(--card); padding: .5rem .75rem; }
.bar { display: flex; gap: 2px; height: .7rem; border-radius: 4px; overflow: hidden; background: var(--line); }
.bar i { background: color-mix(in srgb, var(--tone) 78%, var(--card)); min-width: 3px; }
.counts { display: grid; grid-template-columns: repeat(5, 1fr); gap: .75rem; list-style: none; margin: .75rem 0 0; padding: 0; }
.counts li { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone); border-radius: 8px; padding: .5rem .9rem .6rem; }
.counts b { display: block; font-size: 1.8rem; line-height: 1.2; color: var(--tone); font-variant-numeric: tabular-nums; }
.counts span { color: var(--dim); }
.counts .none { border-top-color: var(--line); }
.counts .none b { color: var(--dim); font-weight: 400; }
summary { cursor: pointer; margin: 2rem 0 .6rem; width: fit-content; border-radius: 4px; }
summary h2 { display: inline; }
.amount { color: var(--dim); margin-left: .25rem; }
table { border-collapse: separate; border-spacing: 0; width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
th, td { text-align: left; vertical-align: top; padding: .55rem .9rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; padding-bottom: .35rem; color: var(--dim); font-weight: 600; font-size: .85rem; }
table { table-layout: fixed; }
.findings th:nth-child(1) { width: 8.5rem; } .findings th:nth-child(2) { width: 30%; } .findings th:nth-child(3) { width: 19%; }
.findings b { font-weight: 600; }
.findings small { display: block; }
.findings ul { margin: 0; padding: 0; list-style: none; }
.remarks { color: var(--dim); font-size: .85rem; }
.status { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-weight: 600; font-size: .85rem; white-space: nowrap; color: var(--tone); border: 1px solid var(--tone); background: color-mix(in srgb, var(--tone) 9%, var(--card)); }
.history th { font-weight: 400; }
.history th:first-child { width: 17rem; }
.history thead th { font-weight: 600; }
.history td div { display: flex; align-items: baseline; gap: .9rem; }
.history .bar { flex: 0 0 45%; }
.shares { flex: 1; font-size: .85rem; }
.shares span { white-space: nowrap; }
.notes { color: var(--dim); padding-left: 1.2rem; }
@media (max-width: 46rem) {
  main { padding: 1.25rem .9rem 2rem; }
  .counts { grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: .5rem; }
  .counts li { padding: .35rem .7rem .45rem; }
  .counts b { font-size: 1.4rem; }
  table, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .findings th:nth-child(n), .history th:nth-child(n) { width: auto; }
  tr { padding: .6rem .9rem; }
  tr + tr { border-top: 1px solid var(--line); }
  tbody td, tbody th { border: 0; padding: 0 0 .3rem; }
  .findings td:empty { display: none; }
  .history td div { display: block; }
  .history .bar { margin: .1rem 0 .3rem; }
}
@media print {
  :root { --ground: #fff; }
  main { max-width: none; padding: 0; }
  body { font-size: 9pt; }
  tr, .counts { break-inside: avoid; }
  .bar, .bar i, .status { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
