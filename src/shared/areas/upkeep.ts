/** Upkeep of the project and the program: what takes space, back-ups, what to say in a report of a fault, licences. */
import { z } from 'zod';
import { command, localOnly, query } from '../contract/endpoint';
import { doneSchema, emptySchema, idSchema, timeSchema } from './common';

/** data: tables of versions. sources: the files they came from. models: models, predictions and what else results refer to. fits: what only kept fits hold. unused: nothing refers to it. */
export const storageParts = ['data', 'sources', 'models', 'fits', 'unused', 'database', 'backups', 'logs', 'temporary'] as const;

/** Fits that races and searches take instead of computing them again. `files` and `bytes`: what they alone hold, their rows included. */
export const keptFitsSchema = z.object({ fits: z.number().int(), files: z.number().int(), bytes: z.number().int() });
export type KeptFits = z.infer<typeof keptFitsSchema>;

export const storageSchema = z.object({
  totalBytes: z.number().int(),
  keptFits: keptFitsSchema,
  parts: z.array(z.object({ part: z.enum(storageParts), bytes: z.number().int(), files: z.number().int() })),
  /** Largest first. Bytes of all versions, sources included; a file that two versions share counts once. */
  datasets: z.array(z.object({ datasetId: idSchema, name: z.string(), versions: z.number().int(), bytes: z.number().int() })),
});
export type Storage = z.infer<typeof storageSchema>;

/** What a version takes on the drive: files that it alone needs, and files that other versions need too, such as the one its source leans on. */
export const versionSizeSchema = z.object({ snapshotId: idSchema, ownBytes: z.number().int(), sharedBytes: z.number().int() });
export type VersionSize = z.infer<typeof versionSizeSchema>;

/** One thing that clearing takes: a version in the trash, or results that nothing refers to. */
export const freeableSchema = z.object({
  kind: z.enum(['version', 'results']),
  snapshotId: idSchema.nullable(),
  /** Name of the dataset. */
  name: z.string(),
  number: z.number().int().nullable(),
  trashedAt: timeSchema.nullable(),
  files: z.number().int(),
  bytes: z.number().int(),
  /** What was made of the version and stays with its figures. */
  uses: z.array(z.object({ title: z.string(), champion: z.boolean() })),
  /** True where a back-up still refers to its files: they go with the back-up. */
  keptByBackup: z.boolean(),
});
export type Freeable = z.infer<typeof freeableSchema>;

export const freedSchema = z.object({ files: z.number().int(), bytes: z.number().int(), dryRun: z.boolean(), items: z.array(freeableSchema) });

export const backupReasons = ['manual', 'daily', 'before-restore', 'before-update'] as const;
export const backupNameSchema = z.string().regex(/^almanac-[a-z0-9-]+\.db$/).max(120);
export const backupSchema = z.object({ name: backupNameSchema, reason: z.enum(backupReasons), madeAt: timeSchema, sizeBytes: z.number().int() });
export type Backup = z.infer<typeof backupSchema>;

export const backupsSchema = z.object({
  /** Newest first. */
  backups: z.array(backupSchema),
  /** The last restore, as long as its undo is still there. */
  restored: z.object({ from: backupSchema, at: timeSchema, undo: backupNameSchema }).nullable(),
});
export type Backups = z.infer<typeof backupsSchema>;

export const noticeEntrySchema = z.object({ name: z.string(), version: z.string(), licence: z.string() });
export type NoticeEntry = z.infer<typeof noticeEntrySchema>;

export const upkeepEndpoints = {
  'upkeep.storage': query(emptySchema, storageSchema),
  /** Of every version whose files are there, the trash included. */
  'upkeep.versionSizes': query(emptySchema, z.object({ versions: z.array(versionSizeSchema) })),
  /** What `upkeep.free` would clear, by name. */
  'upkeep.freeable': query(emptySchema, freedSchema.pick({ items: true })),
  /** Empties the trash and removes stored files that nothing refers to, not even a back-up. Refused while a job runs. */
  'upkeep.free': command(z.object({ dryRun: z.boolean().default(false) }), freedSchema),
  /** Forgets all kept fits, with the files that they alone hold; runs stay as they are. Refused while a job runs. */
  'upkeep.clearFits': command(z.object({ dryRun: z.boolean().default(false) }), keptFitsSchema.extend({ dryRun: z.boolean() })),
  /** What was made of a version, to be told before it goes to the trash. */
  'upkeep.uses': query(z.object({ snapshotId: idSchema }), freeableSchema.pick({ uses: true })),
  'upkeep.backups': query(emptySchema, backupsSchema),
  /** Copies the database in one consistent state and checks the copy. */
  'upkeep.backUp': command(emptySchema, backupSchema),
  'upkeep.deleteBackup': command(z.object({ name: backupNameSchema }), doneSchema),
  /** Backs up the present state, then lets the next start of the engine take the state of this back-up. */
  'upkeep.planRestore': localOnly(command(z.object({ name: backupNameSchema }), z.object({ undo: backupNameSchema }))),
  /** Versions, platform, sizes, counts and codes of errors, for a report of a fault. No values, no names, no paths. */
  'upkeep.diagnostics': query(emptySchema, z.object({ text: z.string() })),
  'upkeep.notices': query(emptySchema, z.object({ packages: z.array(noticeEntrySchema) })),
  'upkeep.notice': query(z.object({ name: z.string().max(214), version: z.string().max(100) }), noticeEntrySchema.extend({ text: z.string() })),
};
