/** The project's name and what can be done with projects; only what this host offers is listed. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '../engine/useQuery';
import styles from './Frame.module.css';
import { useFrameStore } from './frameStore';
import { appMessages } from './messages';
import { useProjects } from './useProjects';

export function ProjectMenu() {
  const project = useQuery('project.info', {});
  const projects = useProjects();
  const open = useFrameStore((state) => state.open);
  const others = projects.recent.filter((recent) => !recent.current).slice(0, 6);
  return (
    <Menu width={240}>
      <Menu.Target>
        <button type="button" className={styles.projectButton} aria-label={`Project ${project.data?.name ?? ''}`}>
          <span className={styles.projectName}>{project.data?.name ?? ' '}</span>
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => open('rename')}>{appMessages.renameProject}</Menu.Item>
        {projects.create && <Menu.Item onClick={projects.create}>{appMessages.newProject}</Menu.Item>}
        {projects.open && <Menu.Item onClick={projects.open}>{appMessages.openProject}</Menu.Item>}
        {others.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{appMessages.recentProjects}</Menu.Label>
            {others.map((recent) => (
              <Menu.Item key={recent.id} title={recent.folder} onClick={() => projects.openRecent?.(recent.id)}>{recent.name}</Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
