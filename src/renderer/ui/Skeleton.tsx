/** A grey block of the size the content will have, so that nothing jumps when it arrives. */
import styles from './Skeleton.module.css';

export function Skeleton({ height, width = '100%' }: { readonly height: number | string; readonly width?: number | string }) {
  return <div className={styles.skeleton} style={{ height, width }} aria-hidden="true" />;
}

/** Lines of text to come. */
export function SkeletonLines({ lines, height = 12 }: { readonly lines: number; readonly height?: number }) {
  return (
    <div className={styles.lines} aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={`${92 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  );
}
