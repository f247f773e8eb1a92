/** Sharing a project through a plain folder: what was sent, what arrived, what waits, and what two people decided differently. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { doneSchema, emptySchema, idSchema, ticketSchema, timeSchema } from './common';

export const waitingSchema = z.object({
  /** What is awaited: a stored file, a list of changes, or the rest of one that is half there. */
  for: z.enum(['object', 'batch', 'whole', 'newer-version']),
  /** The file's path in the shared folder, where it has one. */
  file: z.string(),
  reason: z.string(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const conflictValueSchema = z.object({
  /** The stamp of the version; names it when one is chosen. */
  stamp: z.string(),
  value: z.json(),
  /** The value in words. */
  text: z.string(),
  /** More of what speaks for it, such as scores and the reason given. */
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  device: z.string(),
  deviceName: z.string(),
  /** True where this project wrote it. */
  own: z.boolean(),
  at: timeSchema,
});
export const conflictSchema = z.object({
  key: z.string(),
  /** edited: both wrote, the later is shown. decided: both decided, the last agreed one holds. deleted: one deleted what another changed; it is kept. */
  kind: z.enum(['edited', 'decided', 'deleted']),
  title: z.string(),
  /** What holds until somebody chooses. */
  holds: z.string(),
  values: z.array(conflictValueSchema),
});
export type Conflict = z.infer<typeof conflictSchema>;

export const syncDeviceSchema = z.object({ device: z.string(), name: z.string(), appVersion: z.string(), own: z.boolean(), lastSeenAt: timeSchema.nullable(), batches: z.number().int() });

export const syncEntrySchema = z.object({
  device: z.string(),
  deviceName: z.string(),
  own: z.boolean(),
  seq: z.number().int(),
  state: z.enum(['sealed', 'sent', 'parked', 'applied']),
  at: timeSchema,
  counts: z.record(z.string(), z.number().int()),
  titles: z.array(z.string()),
});
export type SyncEntry = z.infer<typeof syncEntrySchema>;

export const syncResultSchema = z.object({
  folder: z.string(),
  project: z.object({ id: idSchema, name: z.string() }),
  device: z.string(),
  sent: z.object({ batches: z.number().int(), objects: z.number().int(), bytes: z.number(), items: z.array(z.string()) }),
  received: z.object({ batches: z.number().int(), objects: z.number().int(), bytes: z.number(), items: z.array(z.string()) }),
  waiting: z.array(waitingSchema),
  conflicts: z.array(conflictSchema),
  warnings: z.array(z.string()),
});
export type SyncResult = z.infer<typeof syncResultSchema>;

export const syncStateSchema = z.object({
  /** Where the shared folder lies, for people to read; null where none was chosen. */
  folder: z.string().nullable(),
  device: z.string(),
  deviceName: z.string(),
  devices: z.array(syncDeviceSchema),
  /** Changes here that were not sent yet. */
  unsent: z.number().int(),
  lastSyncAt: timeSchema.nullable(),
  waiting: z.array(waitingSchema),
  conflicts: z.number().int(),
  warnings: z.array(z.string()),
});
export type SyncState = z.infer<typeof syncStateSchema>;

export const syncEndpoints = {
  'sync.state': query(emptySchema, syncStateSchema),
  /** Takes the folder that a ticket stands for (`files.grantFolder`). An empty project takes over the identity of the shared one. */
  'sync.choose': command(z.object({ ticket: ticketSchema }), z.object({ folder: z.string(), joined: z.boolean() })),
  'sync.now': job(emptySchema, syncResultSchema),
  /** Forgets the folder. Nothing is deleted, there or here. */
  'sync.stop': command(emptySchema, doneSchema),
  'sync.conflicts': query(emptySchema, z.array(conflictSchema)),
  /** Keeps one of the values; the others stay in the history. */
  'sync.resolve': command(z.object({ key: z.string().min(1), stamp: z.string().min(1) }), doneSchema),
  /** Newest first. */
  'sync.log': query(z.object({ limit: z.number().int().min(1).max(500).default(50) }), z.array(syncEntrySchema)),
  /** One hash over all facts and cells: equal on two devices that hold the same. */
  'sync.digest': query(emptySchema, z.object({ digest: z.string(), facts: z.number().int(), cells: z.number().int() })),
};
