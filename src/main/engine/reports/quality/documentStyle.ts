/** The sheet of the quality document: the report's, wider, with a dark side for screens. No quotation marks and no <, > or &. */
import { style } from '../style';

export const documentStyle = `${style}
:root { color-scheme: light dark; }
body { max-width: 980px; }
table.plain th, table.plain td, table.plain td + td { text-align: left; white-space: normal; }
table.plain td.number, table.plain th.number { text-align: right; white-space: nowrap; }
table.plain .name { min-width: 90px; }
table.samples { width: auto; }
section svg.wide { max-width: 690px; }
h3 { font-size: 13px; line-height: 20px; font-weight: 600; margin: 14px 0 2px; }
.holds { color: #1E7B4F; }
.fails { color: #B04A00; font-weight: 600; }
.warns { color: #8A5A00; font-weight: 600; }
article { break-inside: avoid; border-bottom: 1px solid #EDF0F2; padding-bottom: 10px; }
svg.small { width: 120px; height: 28px; }
svg .bar { fill: #0072B2; }
svg .grid { stroke: #EDF0F2; }
svg .band { fill: #0072B2; fill-opacity: 0.16; }
svg .line { fill: none; stroke: #0072B2; stroke-width: 2; }
svg .dot { fill: #0072B2; }
svg .odd { fill: #D55E00; }
@media screen and (prefers-color-scheme: dark) {
  html { background: #14181C; color: #E8ECEF; }
  header, header .kind, .lead, .figures dt, .figures .note, .unit, p, li, th, .words td:first-child, .mark, footer { color: #A9B3BD; }
  .figures { border-top-color: #E8ECEF; }
  .figures, .figures div, th, td, li, .ruled, footer, article { border-color: #2E363E; }
  li b, svg text { color: #E8ECEF; fill: #E8ECEF; }
  svg text.axis { fill: #A9B3BD; }
  .fails { color: #FF9E5E; }
  .holds { color: #6FD3A0; }
  .warns { color: #F0C060; }
  svg .bar, svg .dot { fill: #5FB3E8; }
  svg .line { stroke: #5FB3E8; }
  svg .grid { stroke: #2E363E; }
  svg .band { fill: #5FB3E8; }
  svg .odd { fill: #FF9E5E; }
}
@media print { article, section { break-inside: avoid; } section.long { break-inside: auto; } body { font-size: 11px; } }
`;
