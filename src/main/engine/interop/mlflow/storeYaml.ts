/** meta.yaml as MLflow writes and reads it: YAML 1.1, flat, texts always in quotes so that no id is taken for a number. */
import { parseDocument, stringify } from 'yaml';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export function writeYaml(document: Readonly<Record<string, Plain>>): string {
  return stringify(document, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0, aliasDuplicateObjects: false });
}

/** Throws with a plain reason. Aliases are refused: meta files have none, and they can blow up a reader. */
export function readYaml(text: string): unknown {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw new Error(error.message.split('\n')[0]);
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return value;
}
