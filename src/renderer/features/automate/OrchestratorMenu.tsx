/** The pipeline for another orchestrator, as an archive; what it could not carry over is told. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { pipelineTargets, type PipelineTarget } from '@shared/areas/pipelines';
import { notify, reportError } from '@renderer/app/notices';
import { useEngine, useHost } from '@renderer/engine';
import { automateMessages } from './messages';

const words = automateMessages.orchestrators;

export function OrchestratorMenu({ pipeline }: { readonly pipeline: string }) {
  const client = useEngine();
  const host = useHost();

  async function save(target: PipelineTarget): Promise<void> {
    const { archive, notExpressible } = await client.call('pipelines.export', { name: pipeline, target });
    if (archive && (await host.saveFile(archive)).saved) notify(words.saved(archive.name, notExpressible), notExpressible.length === 0 ? 'good' : 'neutral');
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target><Button rightSection={<IconChevronDown size={13} />}>{words.menu}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.label}</Menu.Label>
        {pipelineTargets.map((target) => <Menu.Item key={target} onClick={() => { save(target).catch(reportError); }}>{words.targets[target]}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
