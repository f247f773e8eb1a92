/** The types of kernels.mjs for the configurations that use it. */
import type { Plugin } from 'vite';

export function kernels(): Plugin;
