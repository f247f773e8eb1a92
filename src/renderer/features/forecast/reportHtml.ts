/** The report as the preview shows it: its style element carries the page's nonce, so that the content policy lets it in. Pure. */

export function previewHtml(html: string, nonce: string): string {
  return html.replace(/<style(?=[\s>])/g, `<style nonce="${nonce.replace(/[^A-Za-z0-9+/=_-]/g, '')}"`);
}
