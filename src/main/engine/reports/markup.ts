/** Markup by a template that escapes whatever is put into it, so that no text from data can become a tag. */

/** Finished markup. Only the template below makes it. */
export class Markup {
  readonly source: string;
  constructor(parts: TemplateStringsArray, values: readonly Insert[]) {
    this.source = parts.reduce((text, part, i) => text + render(values[i - 1] ?? '') + part);
  }
}

export type Insert = string | number | Markup | null | readonly Insert[];

/** Also for SVG. Attribute values must stand in double quotes. */
export function markup(parts: TemplateStringsArray, ...values: readonly Insert[]): Markup {
  return new Markup(parts, values);
}

function render(insert: Insert): string {
  if (insert === null) return '';
  if (insert instanceof Markup) return insert.source;
  if (typeof insert === 'object') return insert.map(render).join('');
  return escapeText(String(insert));
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeText(text: string): string {
  return escapeControls(text).replaceAll(/[&<>"']/g, (character) => references[character] ?? '');
}

/** Control characters have no place in HTML or a sheet; direction marks could make a value look like another. Both are shown as U+FFFD. */
export function escapeControls(text: string): string {
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}
