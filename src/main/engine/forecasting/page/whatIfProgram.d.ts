/** Made by scripts/whatIfProgram.mjs when the engine is bundled. */
declare module 'virtual:what-if-program' {
  /** The page's program, one script without imports. */
  export const program: string;
}
