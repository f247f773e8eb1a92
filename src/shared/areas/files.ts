/** Files cross the border as tickets: the shell or the upload address grants them, areas redeem them. */
import { z } from 'zod';
import { command, localOnly } from '../contract/endpoint';
import { doneSchema, ticketSchema } from './common';

export const grantedFileSchema = z.object({ ticket: ticketSchema, name: z.string(), sizeBytes: z.number() });
export type GrantedFile = z.infer<typeof grantedFileSchema>;

/** A folder the user chose: the ticket stands for it, the folder's path is for people to read. */
export const grantedFolderSchema = z.object({ ticket: ticketSchema, folder: z.string() });
export type GrantedFolder = z.infer<typeof grantedFolderSchema>;

export const filesEndpoints = {
  /** Makes a ticket for a file on this computer. Only the shell and the command line may name a path. */
  'files.grant': localOnly(command(z.object({ path: z.string().min(1) }), grantedFileSchema)),
  /** The same for a folder, such as the shared one or a watched one. */
  'files.grantFolder': localOnly(command(z.object({ path: z.string().min(1) }), grantedFolderSchema)),
  /** Copies an output file to where the user wants it (temp file, fsync, rename). */
  'files.save': localOnly(command(z.object({ ticket: ticketSchema, path: z.string().min(1) }), doneSchema)),
};
