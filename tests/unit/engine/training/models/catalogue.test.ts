import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { combinationKinds, modelKinds, standardModels, type Run, type SettingDescription } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { describeModels, fitNeeds, fitTask, isOfTrees, restoreFitted } from '@engine/training';
import { refuseTrees } from '@engine/interop/models/modelSubject';
import { quiet, shop, taskOf } from '../tables';

const rows = readFileSync('docs/models.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  // Other tables of the document have other widths.
  .filter((cells) => cells.length === 6);

function written(setting: SettingDescription): string {
  const range = 'choices' in setting ? setting.choices.join(', ') : `${String(setting.lowest)} to ${String(setting.highest)}`;
  return `${setting.name} ${String(setting.standard)} (${range})`;
}

describe('the table of models in docs/models.md', () => {
  it('names every model in order, as the catalogue does', () => {
    expect(rows.map(([kind, name]) => [kind, name])).toEqual(modelKinds.map((kind) => [`\`${kind}\``, modelWords[kind].name]));
  });

  it.each(describeModels())('$kind: settings with standard and range, and where it can be exported', ({ kind, settings, standard, group }) => {
    const row = rows.find(([name]) => name === `\`${kind}\``)!;
    expect(row[3]).toBe(settings.length === 0 ? 'none' : settings.map(written).join('; '));
    expect(row[5]).toBe(isOfTrees(kind) ? 'ONNX, XGBoost, LightGBM' : 'ONNX');
    expect(refuseTrees('XGBoost', { runId: 'r' }, { model: kind, state: 'finished', parameters: {} } as Run) === null).toBe(isOfTrees(kind));
    expect(standard).toBe(standardModels.includes(kind));
    expect(group === 'combination').toBe(fitNeeds(kind) === null);
  });

  it.each(modelKinds)('%s: how it is explained', async (kind) => {
    const told = rows.find(([name]) => name === `\`${kind}\``)![4];
    if (combinationKinds.includes(kind)) {
      expect(told).toBe('by its members');
      return;
    }
    const quick: Record<string, number> = kind === 'neural-network' ? { networks: 1, epochs: 1 } : {};
    const { model } = await fitTask(taskOf(shop(80, 1), { model: kind, transform: 'log1p', groupBy: 'merchant', parameters: quick, keepModel: true }), quiet);
    expect(told).toBe(restoreFitted(model!).exact?.way ?? 'sampled');
  }, 60_000);
});
