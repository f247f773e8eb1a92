/** What the project itself gives to the shared folder: its name. */
import { z } from 'zod';
import { projectMessages } from '@shared/messages/project';
import type { Announce } from '../kernel/area';
import type { SyncSource } from '../kernel/syncSource';
import type { ProjectIdentity } from '../storage/projectIdentity';

const nameSchema = z.string().min(1).max(200);

/** The manifest is written before the transaction ends: a crash between the two leads to the same name being said twice, never to an old one coming back. */
export function createProjectSharing(identity: ProjectIdentity, announce: Announce): SyncSource {
  return {
    kinds: ['project-name'],
    facts: () => [],
    cells: () => [{ key: 'project/name', kind: 'project-name', cellClass: 'cell', title: projectMessages.sharedName, about: ['project'], value: identity.current().name }],
    addFact() {
      throw new Error('A project has no facts of its own.');
    },
    writeCell(_kind, _key, value) {
      if (value !== null) identity.save({ name: nameSchema.parse(value) });
      return true;
    },
    describe: (_kind, _key, value) => ({ text: nameSchema.catch('').parse(value), evidence: [] }),
    announce: () => announce('project', [identity.current().id]),
  };
}
