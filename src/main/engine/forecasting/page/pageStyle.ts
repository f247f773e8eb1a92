/** The look of the mailable page, in the tokens of the app: light and dark by the reader's own setting. */
export const pageStyle = `
:root { color-scheme: light dark; --page: #F7F8F9; --card: #FFFFFF; --border: #E5E8EB; --strong: #D3D8DD; --grid: #EDF0F2; --text: #15191D; --text-2: #4D555E; --text-3: #6C757F; --accent: #0B66A3; --attention: #8A5A00; --tint: #FDF4E1; --model: #0072B2; --outer: rgba(0,114,178,.10); --inner: rgba(0,114,178,.22); --rest: #8B949E; --hatch: #E69F00; --trained: #F1F3F5; }
@media (prefers-color-scheme: dark) { :root { --page: #101315; --card: #16191C; --border: #272D32; --strong: #384048; --grid: #23292E; --text: #E9EBEE; --text-2: #B0B8C0; --text-3: #8B949E; --accent: #6DB6E6; --attention: #F0C05C; --tint: #2D2413; --model: #56A9E0; --outer: rgba(86,169,224,.13); --inner: rgba(86,169,224,.28); --rest: #8B949E; --hatch: #E9AD2B; --trained: #1A1E22; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 13px/20px Inter, "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1120px; margin: 0 auto; padding: 24px; }
h1 { font-size: 20px; line-height: 28px; font-weight: 650; margin: 0; }
h2 { font-size: 14px; line-height: 20px; font-weight: 600; margin: 0; }
p { margin: 0; }
.quiet { color: var(--text-3); font-size: 12px; line-height: 17px; }
.second { color: var(--text-2); }
.layout { display: grid; grid-template-columns: 320px minmax(0, 1fr); gap: 16px; align-items: start; margin-top: 16px; }
.column { display: grid; gap: 16px; min-width: 0; }
.card { background: var(--card); border: 1px solid var(--border); border-radius: 8px; padding: 16px 20px; min-width: 0; }
form { display: grid; gap: 12px; }
label { display: grid; grid-template-columns: minmax(0, 1fr) 96px; gap: 4px 8px; align-items: center; }
label.wide { grid-template-columns: minmax(0, 1fr); }
label span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
label input[type="range"] { grid-column: 1 / -1; width: 100%; margin: 0; accent-color: var(--model); }
label.outside span { color: var(--attention); font-weight: 500; }
input[type="number"], input[type="text"], input[type="date"], select { height: 28px; width: 100%; border: 1px solid var(--strong); border-radius: 8px; background: var(--card); color: var(--text); font: inherit; padding: 0 8px; }
input[type="number"] { text-align: right; }
input[type="checkbox"] { justify-self: end; width: 16px; height: 16px; accent-color: var(--model); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.big { display: block; font-size: 34px; line-height: 40px; font-weight: 650; letter-spacing: -.03em; margin: 2px 0; }
.interval { font-weight: 600; }
.mark { display: inline-block; background: var(--tint); color: var(--attention); border-radius: 6px; padding: 2px 8px; margin-top: 8px; }
.mark[hidden] { display: none; }
h3 { font-size: 12px; line-height: 16px; font-weight: 500; margin: 14px 0 6px; color: var(--text-2); }
.reach { display: grid; gap: 4px; margin: 0 0 8px; padding: 0; list-style: none; font-size: 12px; line-height: 16px; }
.reach li { display: grid; grid-template-columns: 128px minmax(40px, 1fr) 44px; gap: 10px; align-items: center; }
.track { height: 8px; border-radius: 2px; background: var(--border); } .track span { display: block; height: 100%; min-width: 1px; border-radius: 2px; background: var(--model); }
.chance { text-align: right; color: var(--text-2); }
svg { display: block; width: 100%; height: auto; margin-top: 8px; overflow: visible; }
svg text { font-size: 11.5px; fill: var(--text-3); }
.grid { stroke: var(--grid); } .axis { stroke: var(--strong); } .trained { fill: var(--trained); }
.outer { fill: var(--outer); } .inner { fill: var(--inner); } .line { fill: none; stroke: var(--model); stroke-width: 2; }
.beyond { fill: none; stroke: var(--attention); stroke-width: 2; stroke-dasharray: 5 4; } .hatch { stroke: var(--hatch); opacity: .55; }
svg .extrapolated { fill: var(--attention); font-weight: 600; } .here { fill: var(--model); stroke: var(--card); stroke-width: 2; } .baseline { stroke: var(--rest); stroke-dasharray: 2 3; }
dl { display: grid; grid-template-columns: 130px minmax(0, 1fr); gap: 4px 12px; margin: 8px 0 0; font-size: 12px; }
dt { color: var(--text-3); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 760px) { .layout { grid-template-columns: minmax(0, 1fr); } main { padding: 16px; } }
`;
