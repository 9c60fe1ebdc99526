import { markup } from './markup.ts';

/** The look of the page: system fonts, light and dark, print; every colour pair meets WCAG AA. */
export const STYLES = markup`
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --surface: #ffffff; --sunken: #f1f3f6; --line: #dde2e9;
  --ink: #161b22; --quiet: #545d6a; --link: #1d4fb8;
  --bad: #b01e17; --bad-soft: #fdf0ef; --good: #17673a; --good-soft: #ebf6ef;
  --warn: #855000; --warn-soft: #fdf4e1; --known: #5a4a9c; --known-soft: #f1eefb;
  --mark: #ffe08a; --mark-ink: #2b2000;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "DejaVu Sans Mono", "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0f1217; --surface: #171b22; --sunken: #11151b; --line: #2d343f;
    --ink: #e8ecf2; --quiet: #a3adba; --link: #93b7ff;
    --bad: #ff9188; --bad-soft: #2f1718; --good: #76d6a0; --good-soft: #11271b;
    --warn: #f0bb62; --warn-soft: #2a2010; --known: #b9a9ff; --known-soft: #211c36;
    --mark: #5c4300; --mark-ink: #ffedbf;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
header.top, main, nav > ul, body > footer { max-width: 78rem; margin-inline: auto; padding-inline: 1.5rem; }
h1, h2, h3, h4, p, ul, dl, figure, pre { margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.015em; margin-bottom: 1.5rem; }
h2 { font-size: 1.4rem; line-height: 1.25; letter-spacing: -0.01em; }
h3 { font-size: 1.08rem; line-height: 1.4; }
h4 { font-size: 0.85rem; color: var(--quiet); font-weight: 600; }
ul { padding: 0; list-style: none; }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 0.06em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
code, pre { font-family: var(--mono); font-size: 0.85em; font-variant-ligatures: none; }
small { font-size: 0.8em; }
.quiet { color: var(--quiet); }
.good { color: var(--good); }
.warn { color: var(--warn); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip-link { position: absolute; left: -100vw; top: 0; padding: 0.7rem 1rem; background: var(--surface); z-index: 3; }
.skip-link:focus { left: 0; }
.count { font-size: 0.72em; font-weight: 600; color: var(--quiet); background: var(--sunken); border: 1px solid var(--line); border-radius: 99px; padding: 0.1em 0.6em; vertical-align: 0.12em; font-variant-numeric: tabular-nums; letter-spacing: 0; }
.lead { color: var(--quiet); margin: 0.3rem 0 1.1rem; max-width: 46rem; }
.cut, .left-out { color: var(--quiet); font-style: italic; }
.cut { margin-top: 0.8rem; }
.empty { padding: 1rem 1.25rem; background: var(--good-soft); color: var(--good); border-radius: 10px; }

header.top { padding-top: 2.25rem; }
.brand { font-weight: 700; letter-spacing: -0.01em; margin-bottom: 1.25rem; }
.brand .quiet { font-weight: 400; letter-spacing: 0; margin-left: 0.35em; }
.verdict { display: flex; gap: 1.25rem; align-items: center; padding: 1.5rem 1.75rem; border-radius: 14px; border: 1px solid; border-left-width: 6px; }
.verdict h2 { font-size: 1.7rem; }
.verdict p { color: var(--ink); max-width: 52rem; font-size: 1.05rem; margin-top: 0.15rem; }
.verdict.conformant { color: var(--good); background: var(--good-soft); }
.verdict.not-conformant, .verdict.failed { color: var(--bad); background: var(--bad-soft); }
.verdict.inconclusive { color: var(--warn); background: var(--warn-soft); }
.seal { flex: none; width: 3.4rem; height: 3.4rem; border: 3px solid; border-radius: 50%; display: grid; place-items: center; font-size: 1.7rem; font-weight: 700; line-height: 1; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0.9rem; margin: 1.1rem 0; }
.tiles a { display: block; height: 100%; padding: 0.95rem 1.15rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; color: inherit; text-decoration: none; }
.tiles a:hover { border-color: var(--link); }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tiles span { display: block; }
.tiles small { color: var(--quiet); font-size: 0.84rem; }

.facts { display: grid; gap: 0.55rem 2rem; font-variant-numeric: tabular-nums; }
.facts > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 1rem; }
.facts dt { color: var(--quiet); font-size: 0.9rem; padding-top: 0.06rem; }
.facts dd { margin: 0; min-width: 0; }
.document { display: block; }
.run-facts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 29rem), 1fr)); padding: 1.25rem 1.4rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.run-facts > div { grid-template-columns: 5.5rem minmax(0, 1fr); }
.run-facts .wide { grid-column: 1 / -1; }
.digest { color: var(--quiet); font-size: 0.78em; }

nav { position: sticky; top: 0; z-index: 2; background: var(--page); border-bottom: 1px solid var(--line); margin-top: 1.75rem; }
nav ul > li:first-child a { margin-left: -0.7rem; }
nav ul { display: flex; gap: 0.25rem; overflow-x: auto; padding-block: 0.55rem; scrollbar-width: thin; }
nav a { display: block; padding: 0.35rem 0.7rem; border-radius: 8px; color: var(--ink); text-decoration: none; white-space: nowrap; font-size: 0.94rem; }
nav a:hover { background: var(--sunken); color: var(--link); }
nav .count { font-size: 0.8em; margin-left: 0.15em; }

section[id], article[id], tr[id], div[id] { scroll-margin-top: 4.25rem; }
main > section { margin-top: 3.25rem; }
main h3 { margin-top: 1.75rem; }

.card { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 1.4rem 1.6rem; margin-top: 1.1rem; border-top: 4px solid var(--line); }
.card.critical, .card.high { border-top-color: var(--bad); }
.card.medium, .card.low { border-top-color: var(--warn); }
.card h3 { margin: 0.5rem 0 0; font-size: 1.16rem; max-width: 58rem; }
.card:target, tr:target, .operation-body:target { outline: 3px solid var(--link); outline-offset: 3px; }
.self { color: inherit; text-decoration: none; }
.self:hover { text-decoration: underline; }
.eyebrow { display: flex; flex-wrap: wrap; gap: 0.4rem 0.9rem; align-items: center; color: var(--quiet); font-size: 0.92rem; }
.eyebrow .operation { font-family: var(--mono); font-size: 0.88em; margin-left: auto; }
.pill { display: inline-block; padding: 0.12rem 0.65rem; border-radius: 99px; font-weight: 600; font-size: 0.85rem; border: 1px solid; white-space: nowrap; }
.pill.critical, .pill.high { color: var(--bad); background: var(--bad-soft); }
.pill.medium, .pill.low { color: var(--warn); background: var(--warn-soft); }
.pill.info, .pill.quiet { color: var(--known); background: var(--known-soft); }
.baseline { margin-top: 0.9rem; padding: 0.7rem 1rem; border-radius: 10px; background: var(--known-soft); }
.baseline.expired { background: var(--warn-soft); }
.baseline b { font-weight: 650; }
.card .facts { margin-top: 1.1rem; }
.expected, .found { display: inline-block; margin-right: 1.5rem; }
.expected { color: var(--good); }
.found { color: var(--bad); font-weight: 600; }
.pointer { display: block; color: var(--quiet); }
.tag { font-size: 0.78rem; color: var(--quiet); font-weight: 400; }
.card > details { margin-top: 1.1rem; }
summary { cursor: pointer; font-weight: 600; padding: 0.3rem 0; }
summary:hover { color: var(--link); }
.consequences ul { padding: 0.2rem 0 0.2rem 1.1rem; display: grid; gap: 0.3rem; }
.consequences b { font-family: var(--mono); font-size: 0.85em; margin-right: 0.5em; }
.exchange { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 1rem; margin-top: 0.5rem; align-items: start; }
.step { margin-top: 0.8rem; font-weight: 600; font-size: 0.9rem; }
figcaption { font-size: 0.85rem; font-weight: 600; margin-bottom: 0.3rem; }
figcaption .quiet { font-weight: 400; }
pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 10px; padding: 0.85rem 1rem; overflow-x: auto; line-height: 1.6; overflow-wrap: normal; }
pre code { font-size: 0.8125rem; }
.exchange pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre .key { color: var(--quiet); }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; padding: 0.1em 0.25em; font-weight: 700; }
.remark { color: var(--bad); font-weight: 600; }
.reproduce { margin-top: 1.1rem; padding-top: 1.1rem; border-top: 1px solid var(--line); display: grid; gap: 0.5rem; }
.command { padding: 0.55rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
.stack { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.known-row, .operation-row { padding: 0.35rem 1.1rem; border-top: 1px solid var(--line); }
.stack > details:first-child { border-top: 0; }
.known-row > summary { display: grid; grid-template-columns: 5.6rem minmax(0, 1fr) auto; gap: 0.3rem 0.9rem; align-items: center; font-weight: 500; }
.known-row > summary .pill::before { content: "▸"; margin-right: 0.4em; }
.known-row[open] > summary .pill::before { content: "▾"; }
.known-row > summary .quiet:last-child { font-size: 0.88rem; font-weight: 400; }
.known-row > .card { margin: 0.8rem 0; }
.why { font-weight: 400; color: var(--quiet); }
.left-out-cases { margin-top: 1rem; }
.left-out-cases table th[scope="row"] { font-weight: 400; }
.operation-row > summary { font-weight: 500; padding: 0.3rem 0; }
.operation-row > summary .quiet { font-weight: 400; font-size: 0.88rem; margin-left: 0.6rem; }
.operation-row > summary code { font-size: 0.875em; margin-left: 0.35rem; }
.operation-body { padding: 0.5rem 0 0.8rem; display: grid; gap: 0.8rem; border-radius: 8px; }
.plain, .rows { display: grid; gap: 0.5rem; }
.rows { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; gap: 0; }
.rows li { padding: 0.85rem 1.25rem; border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }

.legend { display: flex; flex-wrap: wrap; gap: 0.35rem 1.2rem; font-size: 0.9rem; margin-bottom: 0.9rem; }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.4rem; }
th { text-align: left; font-weight: 600; }
td, th { padding: 0.5rem 0.75rem; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-size: 0.84rem; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.list .symbol { font-size: 1rem; }
.state { white-space: nowrap; }
.requirements th[scope="row"] { white-space: nowrap; font-family: var(--mono); font-size: 0.8rem; padding-top: 0.62rem; }
.symbol { display: inline-block; min-width: 1.35em; text-align: center; font-weight: 700; border-radius: 5px; line-height: 1.35; }
.symbol.fail { color: var(--bad); background: var(--bad-soft); }
.symbol.known, .symbol.folded { color: var(--known); background: var(--known-soft); }
.symbol.warn, .symbol.inconclusive { color: var(--warn); background: var(--warn-soft); }
.symbol.pass { color: var(--good); }
.symbol.skip, .symbol.none { color: var(--quiet); }
.matrix { width: auto; min-width: 100%; }
.matrix th { overflow-wrap: normal; }
.matrix tbody th { overflow-wrap: anywhere; }
.matrix tbody th, .matrix tfoot th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--surface); z-index: 1; }
.matrix tbody th { font-family: var(--mono); font-weight: 400; font-size: 0.78rem; min-width: 13rem; max-width: 20rem; }
.matrix tbody th a { text-decoration: none; }
.matrix tbody th a:hover { text-decoration: underline; }
.matrix tbody tr:hover th, .matrix tbody tr:hover td { background: var(--sunken); }
.matrix td { text-align: center; padding-inline: 0.25rem; }
.matrix td.number, .matrix td.answers, .matrix tfoot td:nth-child(3) { text-align: left; padding-inline: 0.6rem; min-width: 11rem; }
.matrix td.number { text-align: right; min-width: 3rem; }
.matrix .first { border-left: 1px solid var(--line); }
.matrix .family { border-left: 1px solid var(--line); text-align: center; text-transform: capitalize; vertical-align: top; padding-inline: 0.45rem; font-size: 0.74rem; white-space: nowrap; }
.matrix .check { min-width: 1.9rem; text-align: center; padding: 0.4rem 0.2rem 0.6rem; font-weight: 500; border-top: 0; }
.matrix .check span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; display: inline-block; line-height: 1.3; }
.matrix tfoot th, .matrix tfoot td { border-top: 2px solid var(--line); font-weight: 600; }
.matrix .total { white-space: nowrap; font-size: 0.76rem; }
.matrix tfoot small { color: var(--quiet); font-weight: 400; }
.chip { display: inline-block; padding: 0 0.45rem; border: 1px solid var(--line); border-radius: 6px; background: var(--sunken); white-space: nowrap; font-size: 0.82rem; margin: 0.08rem 0; }
.chip small { margin-left: 0.3em; color: var(--quiet); }
.chip.unseen { border-style: dashed; background: none; color: var(--quiet); }
.chip.bad, .chip.bad small { color: var(--bad); background: var(--bad-soft); border-color: currentColor; font-weight: 600; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 2rem; padding: 1.4rem 1.6rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; align-items: start; }
.columns .facts > div { grid-template-columns: 11rem minmax(0, 1fr); }
.bars td, .bars th { padding: 0.3rem 0.75rem 0.3rem 0; }
meter { width: 100%; min-width: 6rem; height: 0.9rem; }
body > footer { margin-top: 4rem; padding-block: 1.5rem 3rem; color: var(--quiet); font-size: 0.9rem; }

@media (max-width: 46rem) {
  header.top, main, nav > ul, body > footer { padding-inline: 1rem; }
  h1 { font-size: 1.5rem; }
  .verdict { padding: 1.1rem; gap: 0.9rem; align-items: flex-start; }
  .verdict h2 { font-size: 1.35rem; }
  .seal { width: 2.5rem; height: 2.5rem; font-size: 1.25rem; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .facts > div, .run-facts > div, .columns .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .exchange { grid-template-columns: minmax(0, 1fr); }
  .card { padding: 1.1rem; }
  .eyebrow .operation { margin-left: 0; }
  .known-row > summary { grid-template-columns: minmax(0, 1fr); }
  .known-row > summary .pill { justify-self: start; }
  .matrix tbody th { min-width: 10rem; max-width: 11rem; }
}
@page { margin: 14mm; }
@media print {
  :root { --page: #ffffff; --sunken: #f6f7f9; color-scheme: light; }
  html { font-size: 8.5pt; }
  nav, .skip-link { display: none; }
  header.top, main, body > footer { max-width: none; padding-inline: 0; }
  details::details-content { content-visibility: visible; height: auto; block-size: auto; }
  .card, .tiles a, .rows li, tr, .operation-row { break-inside: avoid; }
  .card { break-inside: auto; }
  h2, h3, summary { break-after: avoid; }
  .scroll { overflow: visible; border: 0; }
  .matrix { font-size: 7pt; min-width: 0; width: 100%; }
  .matrix tbody th { min-width: 0; max-width: 13rem; font-size: 6.5pt; }
  .matrix td.answers, .matrix tfoot td:nth-child(3) { min-width: 0; }
  .matrix .family { font-size: 5pt; padding-inline: 0; letter-spacing: -0.02em; }
  .matrix .check { min-width: 0; font-size: 6pt; }
  .matrix td, .matrix th { padding: 0.2rem 0.15rem; position: static; }
  .exchange { grid-template-columns: minmax(0, 1fr); }
  a { color: inherit; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
