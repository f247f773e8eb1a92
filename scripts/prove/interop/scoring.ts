/** onnxruntime, XGBoost and LightGBM answer from the exported models what the app answers, row by row, on the model's own scale. */
import { join } from 'node:path';
import { z } from 'zod';
import { almanac, askPeer, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';
import { trainedProject } from './trainedProject';

const agreement = 1e-5;
const answerSchema = z.object({ rows: z.number(), features: z.number(), theirRows: z.number(), worstAnswer: z.number(), worstPrediction: z.number() });

function scoringProof(name: string, format: string, takes: (model: string) => boolean, peerList = 'scoring', inShort = true): PeerProof {
  return { name, peerList, inShort, run: (context) => compare(context, name, format, takes) };
}

async function compare(context: PeerContext, peer: string, format: string, takes: (model: string) => boolean): Promise<PeerOutcome> {
  const { projectDir, runs } = await trainedProject(context);
  const failures: string[] = [];
  let predictions = 0;
  let models = 0;
  for (const { id, model, data } of runs.filter((run) => takes(run.model))) {
    const folder = join(context.folder, `${data}-${model}`);
    await almanac(['export', id, '--to', format, '-o', folder, '--project', projectDir], z.unknown());
    const { rows, theirRows, worstAnswer } = await askPeer(context, 'scoring.py', { peer, folder }, answerSchema);
    models++;
    predictions += theirRows;
    if (rows !== theirRows) failures.push(`${model} of ${data}: ${rows} rows are shipped, ${theirRows} were answered.`);
    if (!(worstAnswer <= agreement)) failures.push(`${model} of ${data}: answers differ by ${worstAnswer}, relative; ${agreement} is allowed.`);
  }
  return { counts: { models, predictions }, failures };
}

const isOfTrees = (model: string): boolean => model === 'random-forest' || model === 'gradient-boosting';

export const onnxruntimeProof = scoringProof('onnxruntime', 'onnx', () => true);
export const lightgbmProof = scoringProof('lightgbm', 'lightgbm', isOfTrees, 'lightgbm', false);
export const xgboostProof = scoringProof('xgboost', 'xgboost', isOfTrees);
