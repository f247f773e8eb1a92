/** What the engine says of recipes. */
const number = (value: number): string => value.toLocaleString('en-US');
const listed = (names: readonly string[]): string => names.slice(0, 5).map((name) => `"${name}"`).join(', ') + (names.length > 5 ? ` and ${number(names.length - 5)} more` : '');
const columns = (count: number): string => `${number(count)} ${count === 1 ? 'column' : 'columns'}`;

export const recipesMessages = {
  sharing: {
    recipe: (name: string, version: number): string => `recipe ${name}, version ${version}`,
    name: (name: string): string => `name of the recipe ${name}`,
  },
  unknown: (name: string, known: readonly string[]): string => `There is no recipe "${name}" in this project. ${known.length === 0 ? 'A recipe is kept when something is decided at an import.' : `There are ${listed(known)}.`}`,
  noVersion: (name: string, version: number, newest: number): string => `The recipe "${name}" has no version ${number(version)}; its newest is ${number(newest)}.`,
  misfit: (name: string, version: number, missing: readonly string[], kept: number, of: number): string =>
    `The recipe "${name}", version ${number(version)}, was made for a file with ${columns(of)}, and ${missing.length === 1 ? 'one of them is' : `${number(missing.length)} of them are`} not in this one: ${listed(missing)}. ${kept === 0 ? 'Is it the right recipe?' : `Should the answers for the other ${number(kept)} be used?`}`,
  misfitUse: (kept: number, of: number): string => `Use the answers for ${number(kept)} of ${columns(of)}`,
  newColumns: (name: string, version: number, added: readonly string[], kept: number, of: number): string =>
    `${added.length === 1 ? 'One column is' : `${number(added.length)} columns are`} new to the recipe "${name}", version ${number(version)}: ${listed(added)}. ${added.length === 1 ? 'It is' : 'They are'} read as proposed; answers are kept for ${number(kept)} of ${columns(of)}. Look at what is new, and decide about it at an import to have it in the recipe.`,
} as const;
