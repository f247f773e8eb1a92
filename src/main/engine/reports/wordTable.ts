/** Tables of words, and names cut to a column's width. */
import { markup, type Markup } from './markup';

export function wordTable(rows: readonly (readonly [label: string, value: string])[]): Markup {
  return markup`<table class="words"><tbody>${rows.map(([label, value]) => markup`<tr><td>${label}</td><td>${value}</td></tr>`)}</tbody></table>`;
}

const longestName = 38;

export function shorten(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
}
