/** The shared folder as this project knows it: batches sent and received, facts and cells known, what waits. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 95,
  name: 'sync',
  up(db) {
    db.exec(`
      create table sync_state (
        name text primary key,
        value text not null
      ) strict;

      create table sync_batches (
        sha256 text primary key,
        device text not null,
        seq integer not null,
        previous text,
        heads text not null,
        stamp text not null,
        lane text,
        vector text,
        state text not null check (state in ('sealed', 'sent', 'parked', 'applied')),
        own integer not null,
        objects text not null,
        summary text not null,
        bytes blob,
        at integer not null,
        unique (lane, seq)
      ) strict;

      create table sync_outbox (
        key text primary key,
        position integer not null,
        operation text not null
      ) strict;

      create table sync_facts (
        key text primary key,
        kind text not null,
        made_at integer not null,
        digest text not null,
        scope text,
        claim integer
      ) strict;

      create table sync_cells (
        key text primary key,
        kind text not null,
        class text not null check (class in ('cell', 'decision', 'deletion')),
        title text not null,
        effective text not null,
        conflict text
      ) strict;

      create table sync_versions (
        key text not null references sync_cells (key),
        lane text not null,
        seq integer not null,
        stamp text not null,
        vector text not null,
        value text not null,
        primary key (key, lane, seq)
      ) strict, without rowid;

      create table sync_about (
        about text not null,
        key text not null references sync_cells (key),
        primary key (about, key)
      ) strict, without rowid;

      create table sync_unread (
        sha256 text not null,
        position integer not null,
        operation text not null,
        reason text not null,
        primary key (sha256, position)
      ) strict, without rowid;

      create table sync_devices (
        device text primary key,
        name text not null,
        app_version text not null,
        at integer not null
      ) strict;

      create table sync_keys (
        key text primary key,
        local_id text not null unique
      ) strict;
    `);
  },
};
