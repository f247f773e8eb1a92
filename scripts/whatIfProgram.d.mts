/** The types of whatIfProgram.mjs for the configurations that use it. */
import type { Plugin } from 'vite';

export function whatIfProgram(): Plugin;
