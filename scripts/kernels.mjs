/**
 * Inner loops as WebAssembly inside the engine: `import { openKernel } from 'virtual:kernel/columnCells'` starts what
 * `src/main/kernels/columnCells.ts`, written in AssemblyScript, compiles to. Works with Vite, Vitest and Rolldown alike.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './say.mjs';

const prefix = 'virtual:kernel/';
const folder = join(projectRoot, 'node_modules', '.cache', 'almanac', 'kernels');
const settings = ['-O3', '--converge', '--enable', 'simd', '--noAssert', '--use', 'abort='];
/** A kernel with memory of its own, and one that threads run on the memory they are given. */
const ownMemory = ['--runtime', 'minimal'];
const givenMemory = ['--runtime', 'stub', '--enable', 'threads', '--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
const onGivenMemory = new Set(['growTrees', 'growForest']);
const settingsOf = (name) => [...settings, ...(onGivenMemory.has(name) ? givenMemory : ownMemory)];

export function kernels() {
  const compiled = new Map();
  return {
    name: 'kernels',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const name = id.slice(prefix.length + 1);
      if (!compiled.has(name)) compiled.set(name, binaryOf(name));
      const base64 = (await compiled.get(name)).toString('base64');
      return `let module = null;
export function openKernel(memory) {
  module ??= new WebAssembly.Module(Buffer.from(${JSON.stringify(base64)}, 'base64'));
  return new WebAssembly.Instance(module, memory === undefined ? {} : { env: { memory } }).exports;
}
export function makeMemory(pages, mostPages) {
  return new WebAssembly.Memory({ initial: pages, maximum: mostPages, shared: true });
}`;
    },
  };
}

/** Compiling takes seconds, so what was made of the same source in the same way is kept. */
async function binaryOf(name) {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'node_modules/assemblyscript/package.json'), 'utf8'));
  const kept = join(folder, `${createHash('sha256').update(JSON.stringify([name, version, settingsOf(name), ...sources()])).digest('hex')}.wasm`);
  if (existsSync(kept)) return readFileSync(kept);
  const binary = await compile(name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, binary);
  renameSync(`${kept}.${process.pid}`, kept);
  return binary;
}

/** All of them: kernels import one another. */
function sources() {
  const folder = join(projectRoot, 'src/main/kernels');
  return readdirSync(folder).sort().map((file) => readFileSync(join(folder, file), 'utf8'));
}

async function compile(name) {
  const { main } = await import('assemblyscript/asc');
  let binary = null;
  const { error, stderr } = await main([`src/main/kernels/${name}.ts`, '--baseDir', projectRoot, '--outFile', 'kernel.wasm', ...settingsOf(name)], {
    writeFile: (file, contents) => {
      if (file === 'kernel.wasm') binary = Buffer.from(contents);
    },
  });
  if (error || binary === null) throw new Error(`src/main/kernels/${name}.ts does not compile:\n${stderr.toString()}`, { cause: error });
  return binary;
}
