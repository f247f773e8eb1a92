/** Types of display.mjs for programs written in TypeScript. */
export function hasDisplay(): boolean;
export function ensureVirtualDisplay(): boolean;
export function startVirtualDisplay(): Promise<{ readonly name: string; close(): void } | null>;
