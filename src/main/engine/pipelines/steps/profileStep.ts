/** profile: the summary of a version with its alerts. */
import { z } from 'zod';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, only } from '../step';
import { documentArtifact } from './artifacts';

export const profileStep = defineStep({
  kind: 'profile',
  version: 1,
  inputs: { snapshot: { types: ['snapshot'] } },
  outputs: { profile: 'profile' },
  parameters: z.strictObject({}),
  async run({ areas, inputs, signal }) {
    const profile = await areas.quality.profile(only(inputs, 'snapshot').id, signal);
    return { state: 'done', outputs: { profile: documentArtifact(areas.blobs, 'profile', profile, words.labels.profile(profile.columns.length, profile.alerts.length)) } };
  },
  commandOf: ({ dataset }) => ({ arguments: ['profile', dataset, '--json'], writes: [] }),
});
