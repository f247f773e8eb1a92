/** The only door to TensorFlow.js: native where it loads, else WebAssembly, else plain JavaScript. Loaded on first use. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
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
  const candidates: readonly [string, TensorFlowBackend, () => Promise<unknown>][] = [
    ['tensorflow', 'tensorflow-node', loadNative],
    ['wasm', 'tensorflow-wasm', loadWasm],
    ['cpu', 'tensorflow-cpu', () => import('@tensorflow/tfjs-backend-cpu')],
  ];
  for (const [name, backend, load] of candidates) {
    if (await usable(tf, name, load)) return { tf, backend };
  }
  throw new Error('No TensorFlow.js backend could be loaded.');
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

async function loadNative(): Promise<unknown> {
  await restoreRemovedUtil();
  // An optional dependency: the name is a variable so that types and bundlers do not ask for it.
  const optional: string = '@tensorflow/tfjs-node';
  return import(optional);
}

/** tfjs-node 4.22 calls functions that Node 23 removed from util. */
async function restoreRemovedUtil(): Promise<void> {
  const util: Record<string, unknown> = (await import('node:util')).default as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
  util['isString'] ??= (value: unknown) => typeof value === 'string';
}

async function loadWasm(): Promise<unknown> {
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const require = createRequire(import.meta.url);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'))}/`);
  // One thread: sums are added in one order, and the workers of the pool are the parallelism.
  setThreadsCount(1);
  return null;
}
