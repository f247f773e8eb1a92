/** The name a dataset is proposed under: plain, without what the file's name says of its form. */
const packed = /\.(?:gz|zip)$/i;
/** Any ending of letters; digits after a point, such as those of a year, belong to the name. */
const ending = /\.[a-z][a-z0-9]{0,9}$/i;
const longest = 200;

/** `sheet`: the one that was chosen of a workbook. Null where the file's name says nothing. */
export function datasetNameOf(fileName: string, sheet?: string): string | null {
  const unpacked = fileName.trim().replace(packed, '');
  const name = unpacked.replace(ending, '').trim();
  if (name === '') return sheet?.trim().slice(0, longest) || null;
  const chosen = sheet?.trim() ?? '';
  return (chosen === '' || chosen === name ? name : `${name} · ${chosen}`).slice(0, longest);
}
