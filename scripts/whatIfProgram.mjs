/**
 * The program of the mailable what-if page as text inside the engine: `import { program } from 'virtual:what-if-program'`.
 * It is bundled from the same sources the app answers with, so that there is one evaluator. Works with Vite and Rolldown alike.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = 'virtual:what-if-program';
const resolved = `\0${name}`;

/** What a page that only answers has no use for: its document was checked and hashed when it was written, and it never trains. */
const standIns = new Map([
  ['zod', 'const anything = new Proxy(function () {}, { get: (_, member) => member === "safeParse" ? (data) => ({ success: true, data }) : anything, apply: () => anything }); export const z = anything;'],
  ['../../kernel/hashing', 'export function canonicalJson() { throw new Error("A page checks no hash."); } export const sha256Hex = canonicalJson;'],
  ['./tensorflow', 'export function openTensorFlow() { throw new Error("A page does not train."); }'],
]);
const kernelStandIn = 'export function openKernel() { throw new Error("A page does not train."); } export const makeMemory = openKernel;';
const standInFor = (id) => (id.startsWith('virtual:kernel/') ? kernelStandIn : standIns.get(id));

export function whatIfProgram() {
  let text = null;
  return {
    name: 'what-if-program',
    resolveId: (id) => (id === name ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      text ??= bundle();
      return `export const program = ${JSON.stringify(await text)};`;
    },
  };
}

async function bundle() {
  const made = await rolldown({
    input: join(root, 'src/main/whatIfPage/main.ts'),
    cwd: root,
    platform: 'browser',
    tsconfig: join(root, 'tsconfig.page.json'),
    plugins: [{ name: 'stand-ins', resolveId: (id) => (standInFor(id) ? `\0${id}` : id.startsWith('@tensorflow/') ? { id, external: true } : null), load: (id) => standInFor(id.slice(1)) ?? null }],
    logLevel: 'warn',
  });
  const { output } = await made.generate({ format: 'iife', minify: true, codeSplitting: false });
  await made.close();
  return output[0].code;
}
