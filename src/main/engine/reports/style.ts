/** The report's one style sheet: light, calm, A4. It holds no quotation marks and no <, > or &, so that escaping leaves it as it is. */
export const style = `
@page { size: A4; margin: 16mm 16mm 18mm; }
* { box-sizing: border-box; }
html { background: #FFFFFF; color: #15191D; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { max-width: 772px; margin: 0 auto; padding: 52px 0 40px; font: 13px/20px Inter, Inter Variable, system-ui, Segoe UI, Helvetica Neue, Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header { display: flex; justify-content: space-between; gap: 24px; color: #6C757F; font-size: 12px; margin-bottom: 18px; }
header .kind { display: flex; align-items: center; gap: 7px; color: #4D555E; }
header svg { width: 15px; height: 15px; }
h1 { font-size: 27px; line-height: 34px; font-weight: 650; letter-spacing: -0.02em; margin: 0 0 10px; text-wrap: balance; }
.lead { font-size: 15px; line-height: 23px; color: #4D555E; margin: 0 0 18px; }
.figures { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; border-top: 1px solid #15191D; border-bottom: 1px solid #E5E8EB; margin: 0 0 22px; padding: 12px 0 10px; }
.figures div { padding: 0 16px; border-left: 1px solid #E5E8EB; }
.figures div:first-child { padding-left: 0; border-left: 0; }
.figures dt { font-size: 12px; line-height: 16px; color: #6C757F; margin: 0; }
.figures dd { margin: 0; }
.figures .value { font-size: 26px; line-height: 34px; font-weight: 650; letter-spacing: -0.02em; }
.figures .note { font-size: 12px; line-height: 16px; color: #4D555E; }
h2 { font-size: 15px; line-height: 20px; font-weight: 600; margin: 0 0 2px; }
.unit { font-size: 12px; line-height: 16px; color: #6C757F; margin: 0 0 8px; }
section { margin: 0 0 24px; break-inside: avoid; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 32px; }
.ruled { border-top: 1px solid #E5E8EB; padding-top: 18px; }
svg { display: block; width: 100%; height: auto; }
svg text { font-family: inherit; fill: #15191D; font-size: 12px; }
svg text.axis { fill: #6C757F; font-size: 11px; }
svg text.strong { font-weight: 600; }
ul { margin: 0 0 10px; padding: 0 0 0 16px; }
li { padding: 7px 0; border-bottom: 1px solid #EDF0F2; color: #4D555E; }
li:last-child { border-bottom: 0; }
li::marker { color: #0072B2; }
li b { color: #15191D; font-weight: 600; }
p { margin: 0 0 8px; color: #4D555E; }
table { width: 100%; border-collapse: collapse; font-size: 12.5px; line-height: 18px; }
th { text-align: right; font-weight: 400; color: #6C757F; padding: 5px 0 5px 12px; border-bottom: 1px solid #D3D8DD; vertical-align: bottom; }
td { text-align: right; padding: 6px 0 6px 12px; border-bottom: 1px solid #EDF0F2; vertical-align: top; }
th, td + td { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
tr.chosen td { font-weight: 600; }
.words td, .words td + td { text-align: left; white-space: normal; }
.words td:first-child { width: 34%; color: #6C757F; }
.days td:first-child { white-space: nowrap; }
.mark { color: #6C757F; font-weight: 400; }
.leak { color: #B04A00; font-weight: 400; }
section.long { break-inside: auto; }
.sign td { height: 44px; border-bottom: 1px solid #D3D8DD; }
.sign th { text-align: left; }
.break { break-before: page; }
footer { border-top: 1px solid #E5E8EB; margin-top: 28px; padding-top: 10px; color: #6C757F; font-size: 11.5px; line-height: 16px; }
@media screen and (max-width: 700px) { body { padding: 24px 16px; } .pair { grid-template-columns: 1fr; } .figures { grid-auto-flow: row; row-gap: 12px; } .figures div { border-left: 0; padding-left: 0; } }
@media print { body { padding: 0; max-width: none; } .words td { padding-top: 4px; padding-bottom: 4px; } footer { margin-top: 10px; break-before: avoid; } }
`;
