/** A validation remembers which version of its dataset's rules it counted. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 31,
  name: 'schemaVersions',
  up(db) {
    // Null: rules that were only suggested, given for the occasion, or counted before this step.
    db.exec('alter table validations add column schema_version integer');
  },
};
