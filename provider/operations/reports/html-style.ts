/** The style of the page, for light and dark, with text that keeps a contrast of 4.5 to 1. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --text: #1c2024; --dim: #5a6169; --ground: #fff; --line: #d9dde2; }
.in-step { --tone: #1a7f37; } .drifted { --tone: #8f5a00; } .missing { --tone: #b3261e; }
.unreadable { --tone: #6639a6; } .error { --tone: #6b1d1d; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8eaed; --dim: #a4abb3; --ground: #16181b; --line: #363b41; }
  .in-step { --tone: #57c271; } .drifted { --tone: #e0a84a; } .missing { --tone: #ff8a80; }
  .unreadable { --tone: #c0a0ff; } .error { --tone: #ffb4ab; }
}
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, small { color: var(--dim); }
.partial { border-left: 4px solid #b3261e; padding: .5rem .75rem; color: var(--text); }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; }
.counts li { border: 1px solid var(--line); border-top: 4px solid var(--tone); border-radius: 6px; padding: .5rem 1rem; }
.counts b { font-size: 1.5rem; color: var(--tone); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--dim); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; white-space: nowrap; }
td ul { margin: 0; padding-left: 1rem; overflow-wrap: anywhere; }
.status { color: var(--tone); font-weight: 600; white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; }
.bar { display: flex; width: 12rem; height: .8rem; margin-top: .3rem; border-radius: 3px; overflow: hidden; }
.bar i { background: var(--tone); }
@media print { .scroll { overflow: visible; } }
`;
