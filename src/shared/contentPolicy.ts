/** The content security policy of every page, in the desktop window and in browser mode alike. */

/** Stands in the built page where each answer puts a fresh nonce. */
export const styleNoncePlaceholder = '__ALMANAC_STYLE_NONCE__';

/** Plotly adds an empty style element and fills it through the object model: this is the hash of no text. */
const emptyStyleHash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * Scripts come from the page's own files only. Style elements need the nonce; style attributes are allowed,
 * because Plotly and React write positions there and an attribute cannot reach beyond its own element.
 */
export function contentPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}' ${emptyStyleHash}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers that go with every answer. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
