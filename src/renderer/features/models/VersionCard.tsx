/** The chosen version: what the gate says of it, and what can be done with it. */
import { Button } from '@mantine/core';
import type { ModelVersion, RegisteredModel } from '@shared/areas/registry';
import { lineageAddress } from '@renderer/app/lineageAddress';
import { navigate } from '@renderer/app/router';
import { Card, ErrorPanel, SkeletonLines } from '@renderer/ui';
import { runsAddress } from './addresses';
import { GateVerdict } from './GateVerdict';
import styles from './Registry.module.css';
import { registryWords as words } from './registryMessages';
import type { GateState } from './useGate';
import { kindName } from './VersionsTable';

interface VersionCardProps {
  readonly model: RegisteredModel;
  readonly version: ModelVersion;
  readonly gate: GateState;
  readonly onPromote: () => void;
  readonly onChallenge: () => void;
}

export function VersionCard({ model, version, gate, onPromote, onChallenge }: VersionCardProps) {
  const isChampion = version.aliases.includes('champion');
  const evaluation = gate.evaluation?.runId === version.runId ? gate.evaluation : null;
  return (
    <Card title={`Version ${version.number}: ${kindName(version.model)}`} note={model.name}>
      <div className={styles.cardBody}>
        <div className={styles.actions}>
          {!isChampion && <Button size="xs" onClick={onPromote}>{words.promote}</Button>}
          {version.aliases.length === 0 && <Button size="xs" onClick={onChallenge}>{words.challenge}</Button>}
          <Button size="xs" onClick={() => navigate(runsAddress({ run: version.runId }))}>{words.openRun}</Button>
          <Button size="xs" onClick={() => navigate(lineageAddress('version', version.runId))}>{words.lineage}</Button>
        </div>
        {gate.error !== null && <ErrorPanel error={gate.error} />}
        {gate.running ? <SkeletonLines lines={8} /> : evaluation ? <GateVerdict evaluation={evaluation} /> : !isChampion && <p className={styles.small}>{words.gate.notYet}</p>}
      </div>
    </Card>
  );
}
