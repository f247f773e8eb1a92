/** How another program asks: one call of curl with the first columns of the model. Pure. */

const shownColumns = 4;

export function exampleCall(address: string, features: readonly string[]): string {
  const row = Object.fromEntries(features.slice(0, shownColumns).map((name) => [name, null]));
  const body = JSON.stringify({ dataframe_records: [row], params: { intervals: true } });
  return [`curl ${address} \\`, "  -H 'Authorization: Bearer KEY' \\", "  -H 'Content-Type: application/json' \\", `  -d '${body.replaceAll("'", "'\\''")}'`].join('\n');
}
