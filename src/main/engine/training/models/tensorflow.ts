/** The only door to TensorFlow.js: native where it loads, else WebAssembly, else plain JavaScript. Loaded on first use. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import util from 'node:util';
import { EngineError } from '@shared/contract/errors';
import type * as TensorFlow from '@tensorflow/tfjs-core';

export type TensorFlowCore = typeof TensorFlow;
export type TensorFlowBackend = 'tensorflow-node' | 'tensorflow-wasm' | 'tensorflow-cpu';

export interface OpenTensorFlow {
  readonly tf: TensorFlowCore;
  readonly backend: TensorFlowBackend;
}

let opening: Promise<OpenTensorFlow> | null = null;

export function openTensorFlow(): Promise<OpenTensorFlow> {
  opening ??= open();
  return opening;
}

async function open(): Promise<OpenTensorFlow> {
  const tf = await import('@tensorflow/tfjs-core');
  // The core registers no gradients in its Node build; loading the layers does.
  await import('@tensorflow/tfjs-layers');
  tf.enableProdMode();
  const candidates: readonly [string, TensorFlowBackend, () => Promise<unknown>][] = [
    ['tensorflow', 'tensorflow-node', loadNative],
    ['wasm', 'tensorflow-wasm', loadWasm],
    ['cpu', 'tensorflow-cpu', () => import('@tensorflow/tfjs-backend-cpu')],
  ];
  for (const [name, backend, load] of candidates) {
    if (await usable(tf, name, load)) return { tf, backend };
  }
  throw new EngineError('unavailable-here', 'The neural network cannot be trained: no TensorFlow.js backend starts on this computer. Train the other models, or install Almanac again.');
}

/** A backend that is missing or does not start is passed over: which one is used is recorded in the run. */
async function usable(tf: TensorFlowCore, name: string, load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return await tf.setBackend(name);
  } catch {
    return false;
  }
}

function loadNative(): Promise<unknown> {
  restoreRemovedUtil();
  // An optional dependency: the name is a variable so that types and bundlers do not ask for it.
  const optional: string = '@tensorflow/tfjs-node';
  return import(optional);
}

/** tfjs-node 4.22 calls functions that Node 23 removed from util. */
function restoreRemovedUtil(): void {
  const removed: readonly [string, (value: unknown) => boolean][] = [
    ['isNullOrUndefined', (value) => value === null || value === undefined],
    ['isArray', Array.isArray],
    ['isString', (value) => typeof value === 'string'],
  ];
  for (const [name, test] of removed) if (!(name in util)) Object.defineProperty(util, name, { value: test, configurable: true });
}

async function loadWasm(): Promise<unknown> {
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const require = createRequire(import.meta.url);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'))}/`);
  // One thread: sums are added in one order, and the workers of the pool are the parallelism.
  setThreadsCount(1);
  return null;
}
