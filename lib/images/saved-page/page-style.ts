import { html } from './html'

/** The page's own style: the dashboard's colours, the reader's own fonts, light and dark, and for paper. */
export const pageStyle = html`<style>
:root{color-scheme:light dark;--bg:light-dark(#f7f6f3,#101413);--surface:light-dark(#fffefb,#171c1b);--sunken:light-dark(#efede8,#0b0f0e);--line:light-dark(#e0ddd5,#2a3331);--ink:light-dark(#1c201f,#e6ebe8);--ink2:light-dark(#565c5a,#a5b0ac);--mark:light-dark(#fff0b3,#4a3d0c);--ok:light-dark(#2b7038,#7ecb8b);--bad:light-dark(#b42b1f,#ff8f7f);--badsoft:light-dark(#fbe6e2,#3d1a16);--run:light-dark(#1f5fb8,#84b6ff);--warn:light-dark(#8a5a00,#e9b85c);--accent:light-dark(#0a6670,#68cdd3)}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.35rem;margin:0;overflow-wrap:anywhere}
h2{font-size:1rem;margin:0 0 .5rem}
section{margin-top:1.75rem}
.state{margin:.15rem 0 .75rem;font-weight:600}
.state.good{color:var(--ok)}.state.failed{color:var(--bad)}.state.running{color:var(--run)}.state.warning{color:var(--warn)}
dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:.5rem 0}
dt{font-size:.78rem;color:var(--ink2)}
dd{margin:0;overflow-wrap:anywhere}
.unread{border:1px solid var(--warn);border-radius:.4rem;padding:.6rem 1rem .6rem 2rem;margin:1rem 0 0}
.cause{border:1px solid var(--bad);border-radius:.5rem;padding:.8rem 1rem;background:var(--surface)}
.cause h2{color:var(--bad)}
.sentence{font-weight:600;font-size:1.05rem;margin:.25rem 0;overflow-wrap:anywhere}
.unsure{color:var(--warn);border:1px solid;border-radius:.25rem;padding:0 .3rem;font-size:.78rem;font-weight:500}
.quiet,footer{color:var(--ink2)}
p{overflow-wrap:anywhere}
pre,.log{font:12.5px/1.55 ui-monospace,"SF Mono",Menlo,Consolas,monospace;background:var(--sunken);border-radius:.35rem}
pre{margin:.6rem 0;padding:.5rem .75rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre.quote{border-left:3px solid var(--bad)}
.log{border:1px solid var(--line);background:var(--surface);padding:.35rem 0;margin:.6rem 0}
.line{display:flex;flex-wrap:wrap;gap:0 1rem;padding:0 .75rem}
.time{color:var(--ink2);white-space:pre;min-width:12.5em;flex:none}
.text{white-space:pre-wrap;overflow-wrap:anywhere;flex:1 1 20em;min-width:0}
.marked{background:var(--mark);box-shadow:inset 3px 0 var(--bad)}
.gap .text{color:var(--ink2);font-style:italic}
.note{flex-basis:100%;font:600 13px/1.5 system-ui,sans-serif;padding-left:1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:.2rem .75rem .2rem 0;border-bottom:1px solid var(--line)}
td{min-width:5em}
.words,.number{white-space:nowrap}
.reason{min-width:18rem;overflow-wrap:anywhere}
.number{font-variant-numeric:tabular-nums}
.group th{padding-top:.8rem;color:var(--ink2);font-weight:600}
tr.failed{color:var(--bad);font-weight:600}
svg{display:block;width:100%;min-width:46rem;font:12px system-ui,sans-serif}
.tick{stroke:var(--line)}.axis{fill:var(--ink2);font-size:11px;text-anchor:middle}
.name{fill:var(--ink)}.name.failed{fill:var(--bad);font-weight:600}.length{fill:var(--ink2);font-size:11px}
rect{fill:var(--ink2)}rect.complete{fill:var(--ok)}rect.failed{fill:var(--bad)}rect.running{fill:var(--run)}rect.cancelled,rect.skipped,rect.unfinished{fill:var(--warn)}
a{color:var(--accent)}
footer{margin-top:2.5rem;font-size:.85rem}
@media (max-width:40rem){.time{min-width:100%}}
@media print{:root{color-scheme:light}body{background:none;font-size:11px}main{max-width:none;padding:0}.wide{overflow:visible}svg{min-width:0}.line,tr,.cause{break-inside:avoid}h2{break-after:avoid}rect,.marked{print-color-adjust:exact}}
</style>`
