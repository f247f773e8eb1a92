/** Who the open project is: read by all, changed by a new name or by joining a shared project. */
import { writeManifest, type ProjectFolder, type ProjectManifest } from './projectFolder';

export interface ProjectIdentity {
  current(): ProjectManifest;
  save(changes: Partial<Pick<ProjectManifest, 'id' | 'name'>>): void;
}

export function createProjectIdentity(folder: ProjectFolder, manifest: ProjectManifest): ProjectIdentity {
  let current = manifest;
  return {
    current: () => current,
    save(changes) {
      const changed = { ...current, ...changes };
      writeManifest(folder, changed);
      current = changed;
    },
  };
}
