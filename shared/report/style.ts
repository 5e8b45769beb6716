/** The report's only style sheet: in the page, so that the file stands alone; light, dark and paper. */
export const style = `
:root { color-scheme: light dark;
  --paper: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d5dae0; --wash: #f5f7f9; --code: #eef1f4;
  --go: #12693a; --go-wash: #e6f4eb; --no: #a4161a; --no-wash: #fcebea; --wait: #7a4d00; --wait-wash: #fdf3dc; --waived: #553098; --waived-wash: #f1ebfb; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14171b; --ink: #e6e9ed; --soft: #a0a8b2; --line: #343a42; --wash: #1b1f25; --code: #22272e;
  --go: #6fd39a; --go-wash: #12301f; --no: #ff9a94; --no-wash: #3a1717; --wait: #f0c36a; --wait-wash: #33270c; --waived: #c9b1f5; --waived-wash: #261b3d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.05rem; font-weight: 600; margin: 0; color: var(--soft); }
h2 { font-size: 1.3rem; margin: 3rem 0 .8rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: inherit; }
.soft { color: var(--soft); }
.decision { margin: .8rem 0 1.4rem; padding: 1.1rem 1.3rem; border-radius: 8px; border-left: 6px solid; font-size: 1.55rem; line-height: 1.3; font-weight: 700; overflow-wrap: anywhere; }
.decision small { display: block; font-size: .92rem; font-weight: 400; margin-top: .4rem; }
.go { color: var(--go); background: var(--go-wash); border-color: var(--go); }
.no-go { color: var(--no); background: var(--no-wash); border-color: var(--no); }
.notice { margin: .8rem 0; padding: .7rem 1rem; border-radius: 6px; background: var(--wait-wash); border-left: 4px solid var(--wait); }
dl { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .35rem 1.2rem; margin: .8rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
table { width: 100%; border-collapse: collapse; margin: .6rem 0; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 500; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 1rem; }
td.date { white-space: nowrap; }
table.items td { overflow-wrap: break-word; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.2rem, 1fr)); gap: .6rem; margin: .8rem 0; padding: 0; list-style: none; }
.counts li { padding: .6rem .8rem; border-radius: 6px; background: var(--wash); color: var(--soft); }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--ink); font-variant-numeric: tabular-nums; }
.tag { display: inline-block; padding: .05rem .5rem; border-radius: 99px; font-size: .8rem; font-weight: 600; white-space: nowrap; background: var(--code); color: var(--soft); }
.tag.pass, .tag.met, .tag.vote-go { color: var(--go); background: var(--go-wash); }
.tag.fail, .tag.error, .tag.not-met, .tag.vote-no-go { color: var(--no); background: var(--no-wash); }
.tag.manual, .tag.unsigned { color: var(--wait); background: var(--wait-wash); }
.tag.waived, .tag.attested { color: var(--waived); background: var(--waived-wash); }
article { margin: 1rem 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; break-inside: avoid; }
article > header { display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: baseline; }
article h4 { margin: 0; font-size: 1rem; flex: 1 1 16rem; overflow-wrap: anywhere; }
article dl { font-size: .93rem; }
code, pre { font: .86em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: 0; padding: .6rem .8rem; background: var(--code); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
ul.plain { margin: 0; padding: 0; list-style: none; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
@media (max-width: 40rem) { main { padding: 1.2rem 1rem 3rem; } .decision { font-size: 1.25rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; }
  table.items thead, table.wide thead { display: none; } table.items tr { display: flex; flex-wrap: wrap; gap: 0 .7rem; padding: .4rem 0; border-bottom: 1px solid var(--line); } table.items td { border: 0; padding: .1rem 0; }
  table.items td:first-child { width: 1.6rem; padding: .1rem 0; } table.items td:nth-child(2) { flex: 1 1 8rem; } table.items td:last-child { flex-basis: 100%; padding-left: 2.3rem; }
  table.items td:empty { display: none; } table.wide td { display: block; border: 0; padding: .1rem 0; text-align: left; } table.wide tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --wash: #f4f4f4; --code: #f0f0f0; --go: #0b5a2f; --go-wash: #eef7f1; --no: #8c1114; --no-wash: #fbefee; --wait: #6a4300; --wait-wash: #fbf5e6; --waived: #46277f; --waived-wash: #f4f0fb; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } .page-break { break-before: page; } .decision, .tag, .notice, pre, .counts li { print-color-adjust: exact; } }
@page { size: A4; margin: 18mm 16mm; }
`;
