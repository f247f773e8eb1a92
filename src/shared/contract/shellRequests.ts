/** What the engine may ask of the shell that started it: pairs of request and answer on the channel between the two processes. */
import { z } from 'zod';
import { errorDataSchema } from './frames';

export const papers = ['A4', 'Letter'] as const;

/** A whole HTML document that needs nothing from outside itself; scripts in it do not run. */
export const printDocumentSchema = z.object({
  html: z.string().max(64 << 20),
  /** Stands at the foot of every page, beside its number. */
  title: z.string().max(300),
  paper: z.enum(papers),
});
export type PrintDocument = z.infer<typeof printDocumentSchema>;

/** Input and output of each request. */
export const shellRequests = {
  /** Prints in a hidden window. The bytes are a PDF. */
  printPdf: { input: printDocumentSchema, output: z.custom<Uint8Array>((value) => value instanceof Uint8Array) },
} as const;
export type ShellRequestName = keyof typeof shellRequests;

/** What the shell does for each request. */
export type ShellRequestHandlers = {
  readonly [N in ShellRequestName]: (input: z.infer<(typeof shellRequests)[N]['input']>) => Promise<z.infer<(typeof shellRequests)[N]['output']>>;
};

const requestId = z.number().int().nonnegative();
export const shellRequestSchema = z.object({ shellRequest: z.object({ id: requestId, name: z.enum(['printPdf']), input: z.unknown() }) });
export const shellAnswerSchema = z.object({ shellAnswer: z.union([z.object({ id: requestId, ok: z.unknown() }), z.object({ id: requestId, fail: errorDataSchema })]) });
export type ShellRequest = z.infer<typeof shellRequestSchema>;
export type ShellAnswer = z.infer<typeof shellAnswerSchema>;
