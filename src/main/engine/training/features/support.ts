/** How often something was seen in training, counted in rows and in independent groups. */

/** With this many groups or more, a level or word must occur in several of them to say anything about a new group. */
const manyGroups = 20;
const groupsNeeded = 3;

export class Support {
  rows = 0;
  private readonly groups = new Set<number>();

  add(group: number | null): void {
    this.rows += 1;
    if (group !== null && this.groups.size < groupsNeeded) this.groups.add(group);
  }

  isBroad(groupsAreMany: boolean): boolean {
    return !groupsAreMany || this.groups.size >= groupsNeeded;
  }
}

export function areManyGroups(groups: Int32Array | null): boolean {
  return groups !== null && new Set(groups).size >= manyGroups;
}

/** Rows a level or word must occur in to get a feature of its own. */
export function rowsNeeded(trainingRows: number): number {
  return Math.max(5, Math.ceil(trainingRows * 0.01));
}
