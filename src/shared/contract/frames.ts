/** The six kinds of message every transport carries, and nothing else. */
import { z } from 'zod';
import { errorCodes, type EngineErrorData } from './errors';

export const progressSchema = z.object({
  /** Share of the work done, 0 to 1. */
  fraction: z.number().min(0).max(1),
  /** What is being done now, in plain words. */
  title: z.string(),
  /** Live values for the screen that watches this job, such as finished folds or a training curve. */
  detail: z.unknown().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

export const errorDataSchema: z.ZodType<EngineErrorData> = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  retryable: z.boolean(),
});

const callId = z.number().int().nonnegative();

/** Frames a client may send. */
export const clientFrameSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: callId, name: z.string().max(100), input: z.unknown() }),
  z.object({ t: z.literal('cancel'), id: callId }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** Frames the engine may send. */
export const engineFrameSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ok'), id: callId, value: z.unknown() }),
  z.object({ t: z.literal('fail'), id: callId, error: errorDataSchema }),
  z.object({ t: z.literal('event'), name: z.string(), payload: z.unknown() }),
  z.object({ t: z.literal('progress'), id: callId, value: progressSchema }),
]);
export type EngineFrame = z.infer<typeof engineFrameSchema>;

/** The client's end of a carrier. `onClose` tells that the engine is gone (it may come back on a new transport). */
export interface ClientTransport {
  send(frame: ClientFrame): void;
  onFrame(listener: (frame: EngineFrame) => void): () => void;
  onClose(listener: () => void): () => void;
}
