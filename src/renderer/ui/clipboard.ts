/**
 * Copying without asking for a permission: the shell denies them all, so the copy command of the document is used,
 * which a click or a key allows.
 */

export function copyText(text: string): boolean {
  const write = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', write, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', write);
  }
}

/** `dataUrl` of a PNG: selects it off screen and copies the selection as a picture. */
export async function copyImage(dataUrl: string): Promise<boolean> {
  const holder = document.createElement('div');
  holder.contentEditable = 'true';
  holder.className = 'visually-hidden';
  const image = document.createElement('img');
  image.src = dataUrl;
  holder.append(image);
  document.body.append(holder);
  try {
    await image.decode();
    const range = document.createRange();
    range.selectNodeContents(holder);
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return document.execCommand('copy');
  } finally {
    window.getSelection()?.removeAllRanges();
    holder.remove();
  }
}
