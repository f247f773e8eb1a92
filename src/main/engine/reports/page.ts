/** The page every report is: head with its own policy, title, lead, key figures, and the foot that pins what it was made from. */
import { createHash } from 'node:crypto';
import { markup, type Markup } from './markup';
import { style } from './style';

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

export interface ReportPage {
  /** Kind of the report and its data, at the left of the head. */
  readonly kind: string;
  /** When and from what, at the right of the head. */
  readonly made: string;
  readonly title: string;
  readonly lead: string;
  readonly figures: readonly KeyFigure[];
  readonly sections: readonly (Markup | null)[];
  readonly footer: string;
}

/** The file's own policy lets in its sheet and nothing else. */
function hashOf(sheet: string): string {
  return `sha256-${createHash('sha256').update(sheet).digest('base64')}`;
}

const mark = markup`<svg viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="4" fill="#0B66A3"/><path d="M3 10.5 6.2 7l2.6 2.2L13 5" fill="none" stroke="#FFFFFF" stroke-width="1.6"/></svg>`;

export function writePage({ kind, made, title, lead, figures, sections, footer }: ReportPage, sheet = style): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(sheet)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${sheet}</style>
</head>
<body>
<header><span class="kind">${mark}${kind}</span><span>${made}</span></header>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
<dl class="figures">${figures.map(({ label, value, note }) => markup`<div><dt>${label}</dt><dd class="value">${value}</dd><dd class="note">${note}</dd></div>`)}</dl>
${sections.map((section) => markup`${section}
`)}</main>
<footer>${footer}</footer>
</body>
</html>
`.source;
}
