/** The lower and upper quantile of the race's level, learned by the model's own kind where it has the loss for it. */
import { z } from 'zod';
import { modelKinds } from '@shared/areas/tracking';
import { deriveSeed } from '@engine/math';
import type { Learner } from '../../models/algorithm';
import { algorithms } from '../../models/models';
import { fillParameters, parseBody } from '../../models/parameters';
import type { CompanionKind } from './companion';

const bodySchema = z.object({ kind: z.enum(modelKinds), low: z.unknown(), high: z.unknown() });

export const quantilesCompanion: CompanionKind = {
  name: 'quantiles',
  suits: (algorithm) => quantileLossOf(algorithm) !== null,
  async fit({ input, algorithm, level }): Promise<z.infer<typeof bodySchema>> {
    const fitAt = async (quantile: number): Promise<unknown> => {
      const parameters = fillParameters(algorithm, { ...input.parameters, ...quantileLossOf(algorithm), quantile });
      return (await algorithm.fit({ ...input, parameters, seed: deriveSeed(input.seed, 'quantile', quantile), watch: null, report: () => undefined })).body;
    };
    return { kind: algorithm.kind, low: await fitAt(settled((1 - level) / 2)), high: await fitAt(settled((1 + level) / 2)) };
  },
  restore(body) {
    const { kind, low, high } = parseBody(bodySchema, body, 'interval');
    const [below, above] = [algorithms[kind].restore(low), algorithms[kind].restore(high)];
    return (table, rows) => [below.predict(table, rows), above.predict(table, rows)];
  },
};

/** The loss of quantiles as this kind of model calls it; null where it has none. */
function quantileLossOf({ settings }: Learner): { readonly loss: string } | null {
  const { loss, quantile } = settings;
  if (quantile === undefined || loss === undefined || !('choices' in loss)) return null;
  const name = loss.choices.find((choice) => choice === 'quantile' || choice === 'pinball');
  return name === undefined ? null : { loss: name };
}

function settled(quantile: number): number {
  return Number(quantile.toPrecision(12));
}
