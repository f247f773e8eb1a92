/** Notes the moment the window became usable: the first page painted with data from the engine. Benchmarks and tests read it. */

const usableMark = 'almanac-usable';

/** Called when the first data is rendered; the mark is set once that is on the screen. */
export function markUsable(): void {
  if (performance.getEntriesByName(usableMark).length > 0) return;
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (performance.getEntriesByName(usableMark).length === 0) performance.mark(usableMark);
    }),
  );
}
