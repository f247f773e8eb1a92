/** The rules as a file of another tool, out and in. What a format cannot say is told, not dropped in silence. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Snapshot } from '@shared/areas/datasets';
import { schemaFormats, type SchemaFormatName } from '@shared/areas/interopSchemas';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { notify, reportError } from '../../app/notices';
import { useEngine, useHost } from '../../engine';
import { qualityMessages } from './messages';

interface RulesMenuProps {
  readonly snapshot: Snapshot;
  /** Files hold what is saved. */
  readonly unsaved: boolean;
  readonly onShowText: () => void;
  readonly onRead: (schema: DataSchema) => void;
}

const words = qualityMessages.rulesFile;

export function RulesMenu({ snapshot, unsaved, onShowText, onRead }: RulesMenuProps) {
  const client = useEngine();
  const host = useHost();

  async function save(to: SchemaFormatName): Promise<void> {
    const { file, notExpressible } = await client.call('interop.exportSchema', { snapshotId: snapshot.id, to });
    const { saved } = await host.saveFile(file);
    if (saved) notify([words.saved(file.name, notExpressible), ...(unsaved ? [words.unsaved] : [])].join(' '), notExpressible.length === 0 ? 'good' : 'neutral');
  }

  async function read(): Promise<void> {
    const [file] = await host.chooseFiles();
    if (!file) return;
    const { schema, from, notExpressible } = await client.call('interop.readSchema', { ticket: file.ticket });
    notify(words.read(schema.checks.length, words.formats[from], notExpressible), notExpressible.length === 0 ? 'good' : 'neutral');
    onRead(schema);
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target><Button size="xs" rightSection={<IconChevronDown size={13} />}>{words.menu}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onShowText}>{words.show}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.saveAs}</Menu.Label>
        {schemaFormats.map((format) => <Menu.Item key={format} onClick={() => { save(format).catch(reportError); }}>{words.formats[format]}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Item onClick={() => { read().catch(reportError); }}>{words.readFile}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
