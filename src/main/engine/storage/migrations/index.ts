/** All migrations in rising order. A shipped step is never edited; a change is a new step. */
import type { Migration } from '../migrate';
import { migration as jobs } from './0010_jobs';

export const migrations: readonly Migration[] = [jobs];
